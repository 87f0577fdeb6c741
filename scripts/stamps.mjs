// Remembers by content what a build step was made from, so that a second start does nothing. Times of files are not trusted: git sets them anew.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './process.mjs';

const STAMPS = join(ROOT, '.cache', 'stamps');
/** Outputs and packages are no inputs, wherever they stand. */
const SKIP = new Set(['node_modules', 'dist', 'target', '.cache', '.tools']);

function files(path, list) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    list.push(path);
    return;
  }
  for (const name of readdirSync(path).sort()) if (!SKIP.has(name)) files(join(path, name), list);
}

/** A digest over the contents and names of files and folders (paths from the root) and some words, such as versions. */
export function digest(paths, words = []) {
  const hash = createHash('sha256').update(JSON.stringify(words));
  const list = [];
  for (const path of paths) files(join(ROOT, path), list);
  for (const file of list) {
    const content = readFileSync(file);
    hash.update(`\0${file.slice(ROOT.length)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Whether a step's outputs are there and were made from what the digest says. */
export function isFresh(name, key, outputs) {
  const stamp = join(STAMPS, name);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === key && outputs.every((path) => existsSync(join(ROOT, path)));
}

/** Forgets a step: before its build begins, so that one that is broken off is not taken for done. */
export function forget(name) {
  rmSync(join(STAMPS, name), { force: true });
}

/** Remembers what a step was made from. */
export function remember(name, key) {
  mkdirSync(STAMPS, { recursive: true });
  writeFileSync(join(STAMPS, name), key);
}
