// Builds the engine as wasm, only if something it is made of has changed: js/src/wasm for browsers, js/src/wasm/html with the HTML
// parser for Node, js/src/wasm/large with the larger model for the extension. Prints the sizes.
//   node scripts/build-wasm.mjs [--force]
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
const TARGETS = [
  // What is downloaded is built for size, what comes with the extension for speed.
  { out: 'js/src/wasm', features: 'wasm', level: 'z' },
  { out: 'js/src/wasm/html', features: 'wasm,html', level: 'z' },
  // Both browsers that it is made for know SIMD; the networks run on it.
  { out: 'js/src/wasm/large', features: 'wasm,large', level: '3', flags: ['-C', 'target-feature=+simd128'] },
];

const sources = readdirSync(join(root, 'src'), { recursive: true }).map((path) => join('src', path)).sort();
const inputs = ['Cargo.toml', 'Cargo.lock', 'scripts/build-wasm.mjs', ...sources].filter((path) => statSync(join(root, path)).isFile());
const digest = createHash('sha256');
for (const path of inputs) digest.update(path).update('\0').update(readFileSync(join(root, path))).update('\0');
const hash = digest.digest('hex');

// wasm-opt comes from node_modules/.bin (binaryen).
const tools = [join(root, 'node_modules/.bin'), join(root, '.tools/bin'), join(homedir(), '.cargo/bin')];
const env = {
  ...process.env,
  PATH: [...tools, process.env.PATH].join(delimiter),
};

/** Of what wasm-pack's own pass leaves, this takes another percent, the last of it by giving the functions that are called most the shortest numbers; no slower (median of 60 runs, three builds in turn). Low memory: the first 1,024 bytes are the far end of the stack, where no pointer of Rust's wraps round to. */
const SMALLER = ['--low-memory-unused', '--gufa', '-Oz', '--flatten', '--rereloop', '-Oz', '--converge', '-Oz', '--reorder-functions', '--strip-producers'];

// Messages of panics name source files. Where those lie on this machine is nobody's business, and the same sources must give the same bytes anywhere.
const remap = [`--remap-path-prefix=${process.env.CARGO_HOME ?? join(homedir(), '.cargo')}=/cargo`, `--remap-path-prefix=${root.replace(/[\\/]$/, '')}=/unnag`];

for (const { out, features, level, flags = [] } of TARGETS) {
  const folder = join(root, out);
  const stamp = join(folder, '.inputs');
  const file = join(folder, 'unnag_bg.wasm');
  if (process.argv.includes('--force') || !existsSync(stamp) || !existsSync(file) || readFileSync(stamp, 'utf8') !== hash) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const args = ['build', '--target', 'web', '--mode', 'no-install', '--release', '--no-pack', '--out-dir', out, '--out-name', 'unnag', '.'];
    execFileSync('wasm-pack', [...args, '--no-default-features', '--features', features], {
      cwd: root,
      // Encoded: a path may hold spaces.
      env: { ...env, CARGO_PROFILE_RELEASE_OPT_LEVEL: level, CARGO_ENCODED_RUSTFLAGS: [...(env.RUSTFLAGS ?? '').split(' ').filter(Boolean), ...flags, ...remap].join('\x1f') },
      stdio: 'inherit',
    });
    if (level === 'z') execFileSync('wasm-opt', [file, ...SMALLER, '-o', file], { cwd: root, env, stdio: 'inherit' });
    rmSync(join(folder, '.gitignore'), { force: true });
    writeFileSync(stamp, hash);
  }
  const bytes = readFileSync(file);
  console.log(`wasm: ${out} ${bytes.length} bytes (${gzipSync(bytes, { level: 9 }).length} gzipped)`);
}

// The extension runs the larger one with the package's glue.
const glue = (out) => readFileSync(join(root, out, 'unnag.js'), 'utf8');
if (glue('js/src/wasm') !== glue('js/src/wasm/large')) throw new Error('The two models\' wasm want different glue: js/src/wasm/unnag.js, js/src/wasm/large/unnag.js');
