// Every path that DESIGN.md names must be there, and its journey must have all its steps, in order. The oldest Rust is told alike everywhere.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './process.mjs';

const STEPS = [...'①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭'];
const text = readFileSync(join(ROOT, 'DESIGN.md'), 'utf8');
const faults = [];

const paths = [...text.matchAll(/`((?:[\w.-]+\/)+[\w.-]*|[\w-]+(?:\.config)?\.(?:ts|rs|mjs|js|toml|md))`/g)].map(([, path]) => path);
for (const path of new Set(paths)) if (!existsSync(join(ROOT, path))) faults.push(`names ${path}, which is not there`);

// One paragraph a step, each with a file of its own.
const told = [...text.matchAll(/^\*\*([①-⑭]) [^*]+\*\* \(`([^`]+)`\)/gm)];
if (told.map(([, step]) => step).join('') !== STEPS.join('')) {
  faults.push(`tells the steps ${told.map(([, step]) => step).join('')}, not ${STEPS.join('')}`);
}

// The oldest Rust, wherever it is told.
const oldest = /^rust-version = "(.+)"/m.exec(readFileSync(join(ROOT, 'Cargo.toml'), 'utf8'))?.[1];
for (const [file, pattern] of [
  ['src/lib.rs', /Rust (1\.\d+) or newer/],
  ['docs/store/BUILD.md', /^\| Rust,.*\| (1\.\d+) \|$/m],
]) {
  const said = pattern.exec(readFileSync(join(ROOT, file), 'utf8'))?.[1];
  if (said !== oldest) faults.push(`aside: ${file} says Rust ${said ?? 'nothing'}, Cargo.toml ${oldest}`);
}

for (const fault of faults) process.stdout.write(`DESIGN.md ${fault}\n`);
if (faults.length === 0) process.stdout.write(`DESIGN.md: ${new Set(paths).size} paths are there, ${told.length} steps in order\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
