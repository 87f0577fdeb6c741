// The pages that speed is measured on, and what many times come to.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ROOT } from '../process.mjs';

/** The fixtures' files. */
export function fixtures() {
  const folder = join(ROOT, 'tests', 'corpus');
  return readdirSync(folder).map((name) => join(folder, name, 'page.html')).filter((file) => existsSync(file)).sort();
}

/** Each `every`th page (.html, .html.gz) of a folder. */
export function saved(folder, every) {
  const names = readdirSync(resolve(folder)).filter((name) => /\.html(?:\.gz)?$/.test(name)).sort();
  return names.filter((_, at) => at % every === 0).map((name) => join(resolve(folder), name));
}

/** The HTML of a file. */
export function htmlOf(file) {
  const raw = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(raw) : raw).toString('utf8');
}

/** The number that a share of the numbers is below. */
export const quantile = (numbers, share) => numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(share * numbers.length))];
/** Their mean. */
export const mean = (numbers) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
