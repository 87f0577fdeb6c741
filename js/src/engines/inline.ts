/** The engine with its bytes inside; it starts when first needed. */

import bytes from '../wasm/unnag_bg.wasm';
import * as wasm from '../wasm/unnag.js';
import type { Wasm } from '../engine.js';

let started = false;

export function engine(): Wasm {
  if (!started) {
    wasm.initSync({ module: bytes });
    started = true;
  }
  return wasm;
}
