// `npm run package`: what the stores get, in dist/: the extension for each browser, and the sources that it is built from. The same sources give the
// same bytes, wherever and whenever: files in order, one date for all, no owner or mode.
//   node scripts/package.mjs [--out FOLDER] [--built]
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { zipSync } from 'fflate';
import { build } from './build.mjs';
import { endWithChildren, ROOT } from './process.mjs';
import { setUp } from './setup.mjs';
import { explain, Trouble } from './steps.mjs';

const USAGE = `npm run package -- [--out FOLDER] [--built]

  --out FOLDER  where the archives go (default: dist)
  --built       pack extension/dist as it is; build nothing
`;

/** The first moment that a zip can name. Zips hold local time without a zone, so it is made in local time. */
const DATE = new Date(1980, 0, 1);
const BROWSERS = ['chromium', 'firefox'];
/** What the build makes or fetches, wherever it stands; as in .gitignore. */
const MADE = new Set(['node_modules', 'dist', 'target', '.cache', '.tools', '.git', 'js/src/wasm']);

/** All files below a folder, as paths with `/`. */
function walk(folder, skip = new Set(), under = '') {
  return readdirSync(join(folder, under), { withFileTypes: true }).flatMap((entry) => {
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    if (skip.has(entry.name) || skip.has(path)) return [];
    return entry.isDirectory() ? walk(folder, skip, path) : [path];
  });
}

/** The sources: what git tracks; in an unpacked archive, which holds nothing else, all that was not built there. */
function sources() {
  if (!existsSync(join(ROOT, '.git'))) return walk(ROOT, MADE);
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0');
  return tracked.filter((path) => path !== '' && existsSync(join(ROOT, path)) && statSync(join(ROOT, path)).isFile());
}

/** Zips files of a folder. By code points, not by the machine's language. */
function zip(folder, paths, inside = '') {
  const ordered = [...paths].sort((left, right) => (left < right ? -1 : 1));
  return zipSync(Object.fromEntries(ordered.map((path) => [`${inside}${path}`, readFileSync(join(folder, path))])), { level: 9, mtime: DATE, os: 0 });
}

function options() {
  try {
    const { values } = parseArgs({ options: { out: { type: 'string', default: 'dist' }, built: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
    return values;
  } catch (error) {
    throw new Trouble(`${error.message}\n\n${USAGE}`);
  }
}

async function main() {
  const { out, built, help } = options();
  if (help) {
    process.stdout.write(USAGE);
    return;
  }
  if (!built) {
    await setUp();
    await build(['wasm', 'js', 'extension']);
  }
  const { version } = JSON.parse(readFileSync(join(ROOT, 'extension', 'package.json'), 'utf8'));
  const archives = BROWSERS.map((browser) => {
    const folder = join(ROOT, 'extension', 'dist', browser);
    if (!existsSync(join(folder, 'manifest.json'))) throw new Trouble(`${folder} was not built. Run without --built.`);
    return { name: `unnag-${browser}-${version}.zip`, bytes: zip(folder, walk(folder)) };
  });
  archives.push({ name: `unnag-source-${version}.zip`, bytes: zip(ROOT, sources(), `unnag-${version}/`) });
  mkdirSync(resolve(ROOT, out), { recursive: true });
  for (const { name, bytes } of archives) {
    const file = resolve(ROOT, out, name);
    writeFileSync(file, bytes);
    process.stdout.write(`  ${createHash('sha256').update(bytes).digest('hex')}  ${file}  ${String(Math.round(bytes.length / 1024))} KB\n`);
  }
}

endWithChildren();
try {
  await main();
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
