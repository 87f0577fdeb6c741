// Runs a Rust test program that was built for wasm32-wasip1 in Node: cargo calls it with the program and its arguments.
// Plain #[test]s run as they are, and may read the repository's files.
import { readFile } from 'node:fs/promises';
import { WASI } from 'node:wasi';
import { ROOT } from './process.mjs';

const [program, ...args] = process.argv.slice(2);
const wasi = new WASI({
  version: 'preview1',
  args: [program, ...args],
  env: { ...process.env, PWD: ROOT },
  // A test may know its package's folder by its full path (CARGO_MANIFEST_DIR), or use a path from there.
  preopens: { '.': process.cwd(), [ROOT.replace(/\/$/, '')]: ROOT, '/tmp': '/tmp' },
  returnOnExit: true,
});
const module = await WebAssembly.compile(await readFile(program));
const instance = await WebAssembly.instantiate(module, wasi.getImportObject());
process.exitCode = wasi.start(instance);
