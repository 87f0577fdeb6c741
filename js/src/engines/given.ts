/** The engine without its bytes: the caller hands them over. */

import * as wasm from '../wasm/unnag.js';
import type { Wasm } from '../engine.js';

/** What `init` takes: the file's bytes, a compiled module, or a response that brings it. */
export type WasmSource = BufferSource | WebAssembly.Module | Response | PromiseLike<Response>;

let started: Promise<void> | undefined;
let ready = false;

/** Starts the engine. Later calls wait for the first one; after a failure the next call tries again. */
export async function init(source: WasmSource): Promise<void> {
  started ??= wasm.default({ module_or_path: source }).then(
    () => {
      ready = true;
    },
    (error: unknown) => {
      started = undefined;
      throw error;
    },
  );
  await started;
}

/** Starts the engine at once from bytes or a compiled module. Browsers refuse large bytes this way on their main thread. */
export function initSync(source: BufferSource | WebAssembly.Module): void {
  if (ready) return;
  wasm.initSync({ module: source });
  ready = true;
}

export function engine(): Wasm {
  if (!ready) throw new Error('unnag/slim: call init() with the .wasm file first');
  return wasm;
}
