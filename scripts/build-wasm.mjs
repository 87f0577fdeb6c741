// Builds the engine as wasm into js/src/wasm, only if something it is made of has changed. Prints the sizes.
//   node scripts/build-wasm.mjs [--force]
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'js/src/wasm');
const stamp = join(out, '.inputs');
const file = join(out, 'unnag_bg.wasm');

const sources = readdirSync(join(root, 'src'), { recursive: true }).map((path) => join('src', path)).sort();
const inputs = ['Cargo.toml', 'Cargo.lock', 'scripts/build-wasm.mjs', ...sources].filter((path) => statSync(join(root, path)).isFile());
const digest = createHash('sha256');
for (const path of inputs) digest.update(path).update('\0').update(readFileSync(join(root, path))).update('\0');
const hash = digest.digest('hex');

if (process.argv.includes('--force') || !existsSync(stamp) || !existsSync(file) || readFileSync(stamp, 'utf8') !== hash) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const tools = [join(root, 'node_modules/.bin'), join(root, '.tools/bin'), join(homedir(), '.cargo/bin')];
  const env = { ...process.env, PATH: [...tools, process.env.PATH].join(delimiter) };
  // wasm-opt comes from node_modules/.bin (binaryen). No default path to the .wasm: bundlers would try to follow it.
  const args = ['build', '--target', 'web', '--mode', 'no-install', '--release', '--no-pack', '--out-dir', 'js/src/wasm', '--out-name', 'unnag'];
  const cargo = ['--no-default-features', '--features', 'wasm'];
  execFileSync('wasm-pack', [...args, '.', ...cargo], { cwd: root, env, stdio: 'inherit' });
  rmSync(join(out, '.gitignore'), { force: true });
  writeFileSync(stamp, hash);
} else {
  console.log('wasm: up to date');
}
const bytes = readFileSync(file);
console.log(`wasm: ${bytes.length} bytes (${gzipSync(bytes, { level: 9 }).length} gzipped)`);
