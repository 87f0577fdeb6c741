// Sees to it that all that the build needs is there. Adds to the machine only a Rust target; everything else stays inside the clone.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, ROOT, run, TOOLS } from './process.mjs';
import { step, Trouble } from './steps.mjs';

/** From this one on, a module knows its own folder (`import.meta.dirname`). */
const NODE = '20.11';
/** The wasm-pack that is installed where there is none; any from `OLDEST_WASM_PACK` on is taken. */
const WASM_PACK = '0.15.1';
const OLDEST_WASM_PACK = '0.13.0';

const numbers = (version) => (/(\d+)\.(\d+)(?:\.(\d+))?/.exec(version) ?? []).slice(1).map((part) => Number(part ?? 0));

/** Whether a version is at least as new as another. */
export function atLeast(version, oldest) {
  const [left, right] = [numbers(version), numbers(oldest)];
  if (left.length === 0) return false;
  for (let at = 0; at < 3; at += 1) if (left[at] !== right[at]) return left[at] > right[at];
  return true;
}

async function checkMachine() {
  const missing = [];
  if (!atLeast(process.versions.node, NODE)) {
    missing.push(`Node ${NODE} or newer (this is ${process.versions.node}): https://nodejs.org`);
  }
  const oldest = /^rust-version = "(.+)"/m.exec(readFileSync(join(ROOT, 'Cargo.toml'), 'utf8'))?.[1] ?? '1.89';
  const [cargo, rustc, npm] = await Promise.all([ask('cargo', ['--version']), ask('rustc', ['--version']), ask('npm', ['--version'])]);
  if (cargo === undefined || rustc === undefined) {
    missing.push(`Rust ${oldest} or newer, by rustup: https://rustup.rs (then open a new shell, or run: . "$HOME/.cargo/env")`);
  } else if (!atLeast(rustc, oldest)) {
    missing.push(`Rust ${oldest} or newer (this is ${rustc}): rustup update stable`);
  }
  if (npm === undefined) missing.push('npm, which comes with Node: https://nodejs.org');
  if (process.platform !== 'win32' && (await ask('cc', ['--version'])) === undefined) {
    missing.push(
      process.platform === 'darwin'
        ? 'a linker for Rust: xcode-select --install'
        : 'a linker for Rust: apt-get install build-essential (Debian), dnf install gcc (Fedora)',
    );
  }
  if (missing.length > 0) throw new Trouble(`Missing on this machine:\n${missing.map((line) => `  - ${line}`).join('\n')}`);
  return `Node ${process.versions.node}, npm ${npm}, ${rustc.split(' (')[0]}`;
}

/** Whether node_modules holds the versions of package-lock.json. Packages for other platforms are left out of it by npm. */
function packagesFit() {
  try {
    const read = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8')).packages;
    const wanted = read('package-lock.json');
    const there = read('node_modules/.package-lock.json');
    return Object.entries(wanted).every(([path, entry]) => {
      if (path === '' || entry.optional || !path.startsWith('node_modules/')) return true;
      if (entry.link) return existsSync(join(ROOT, path));
      return there[path]?.version === entry.version && existsSync(join(ROOT, path));
    });
  } catch {
    return false;
  }
}

async function hasTarget(target) {
  const sysroot = await ask('rustc', ['--print', 'sysroot']);
  return sysroot !== undefined && existsSync(join(sysroot, 'lib', 'rustlib', target, 'lib'));
}

async function target(name) {
  if (await hasTarget(name)) return;
  await step(`Rust target ${name}`, async (at) => {
    if ((await ask('rustup', ['--version'])) === undefined) {
      throw new Trouble(`The Rust target ${name} is missing, and so is rustup, which would add it: https://rustup.rs`);
    }
    await run('rustup', ['target', 'add', name], { onLine: at });
    return 'added';
  });
}

async function cargoTool(crate, program, version, fits, flags) {
  const there = await ask(program, ['--version']);
  if (there !== undefined && fits(there)) return;
  await step(`${crate} ${version}`, async (at) => {
    let crates = 0;
    const onLine = (line) => {
      if (line.startsWith('Compiling')) crates += 1;
      at(crates > 0 ? `${crates} crates · ${line}` : line);
    };
    await run('cargo', ['install', crate, '--version', version, '--root', TOOLS, '--force', ...flags], { onLine });
    return 'built from source into .tools/ (once; a few minutes)';
  });
}

/** Sets up what `npm start` needs, and further Rust targets; a line for each thing that had to be done. */
export async function setUp({ targets = [] } = {}) {
  await step('This machine', checkMachine);
  if (!packagesFit()) {
    await step('npm packages', async (at) => {
      await run('npm', ['ci', '--no-audit', '--no-fund'], { onLine: at });
      return 'installed as in package-lock.json';
    });
  }
  for (const name of ['wasm32-unknown-unknown', ...targets]) await target(name);
  const lock = readFileSync(join(ROOT, 'Cargo.lock'), 'utf8');
  const bindgen = /name = "wasm-bindgen"\nversion = "(.+)"/.exec(lock)?.[1];
  if (bindgen === undefined) throw new Trouble('Cargo.lock names no wasm-bindgen');
  await cargoTool('wasm-pack', 'wasm-pack', WASM_PACK, (version) => atLeast(version, OLDEST_WASM_PACK), ['--locked']);
  // The tool and the crate must be of the very same version. Without --locked: its own lock file names a version that was withdrawn.
  await cargoTool('wasm-bindgen-cli', 'wasm-bindgen', bindgen, (version) => version.includes(` ${bindgen}`), []);
  if ((await ask('wasm-opt', ['--version'])) === undefined) {
    throw new Trouble('wasm-opt, which npm\'s binaryen brings, does not run. Remove node_modules and start again.');
  }
}
