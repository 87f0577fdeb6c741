// Builds every part in order, each only if something that it is made from has changed.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ask, ROOT, run } from './process.mjs';
import { digest, forget, isFresh, remember } from './stamps.mjs';
import { seconds, step } from './steps.mjs';

const RUST = ['src', 'Cargo.toml', 'Cargo.lock', 'train/Cargo.toml'];
const PACKAGES = ['package.json', 'package-lock.json', 'tsconfig.base.json'];
const exe = process.platform === 'win32' ? '.exe' : '';

/** The command-line tool that `npm start` builds and runs. */
export const TOOL = join(ROOT, 'target', 'release', `unnag${exe}`);

/** The parts: what each is made from, what it leaves, and the command. In order; a later one may use an earlier one's outputs. */
export const PARTS = [
  {
    name: 'core',
    what: 'core and command-line tool',
    from: RUST,
    makes: [`target/release/unnag${exe}`],
    command: ['cargo', 'build', '--release', '--features', 'cli'],
  },
  {
    name: 'wasm',
    what: 'WebAssembly',
    from: [...RUST, 'scripts/build-wasm.mjs', ...PACKAGES],
    makes: ['js/src/wasm'],
    command: ['node', 'scripts/build-wasm.mjs'],
  },
  {
    name: 'js',
    what: 'npm package',
    from: ['js', 'js/src/wasm', 'scripts/build-js.mjs', ...PACKAGES],
    makes: ['js/dist'],
    command: ['node', 'scripts/build-js.mjs'],
  },
  {
    name: 'extension',
    what: 'extension for both browsers',
    from: ['extension', 'js', ...PACKAGES],
    makes: ['extension/dist/chromium/manifest.json', 'extension/dist/firefox/manifest.json'],
    command: ['node', '--import', 'tsx', 'extension/build.ts'],
  },
  {
    name: 'www',
    what: 'demo page',
    from: ['www', 'js', 'tests/corpus', 'docs', 'benches/counts.json', 'extension/icons', ...PACKAGES],
    makes: ['www/dist/index.html'],
    command: ['node', '--import', 'tsx', 'www/build.ts'],
  },
];

function size(path) {
  return `${(statSync(path).size / 1024).toFixed(0)} KB`;
}

/** Builds the parts of these names (all if none is named) and tells of each. */
export async function build(names = PARTS.map((part) => part.name)) {
  const start = Date.now();
  const tools = await Promise.all([ask('rustc', ['--version']), ask('wasm-opt', ['--version'])]);
  let fresh = 0;
  for (const part of PARTS.filter(({ name }) => names.includes(name))) {
    const script = part.command[0] === 'node' ? part.command.at(-1) : undefined;
    if (script !== undefined && !existsSync(join(ROOT, script))) continue;
    const key = digest(part.from, [tools, part.command]);
    if (isFresh(part.name, key, part.makes)) {
      fresh += 1;
      continue;
    }
    await step(`Build ${part.what}`, async (at) => {
      forget(part.name);
      let crates = 0;
      const onLine = (line) => {
        if (line.startsWith('Compiling')) crates += 1;
        at(crates > 0 ? `${crates} crates · ${line}` : line);
      };
      await run(part.command[0], part.command.slice(1), { onLine });
      remember(part.name, digest(part.from, [tools, part.command]));
      const [made] = part.makes;
      return statSync(join(ROOT, made)).isFile() ? `${made}, ${size(join(ROOT, made))}` : made;
    });
  }
  if (fresh > 0) process.stdout.write(`  ✓ ${fresh} of ${PARTS.length} parts are up to date  (${seconds(Date.now() - start)})\n`);
}
