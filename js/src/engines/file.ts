/** The engine with an HTML parser, its bytes inside; it starts when first needed. */

import bytes from '../wasm/html/unnag_bg.wasm';
import * as wasm from '../wasm/html/unnag.js';
import type { HtmlWasm } from '../engine.js';

let started = false;

export function engine(): HtmlWasm {
  if (!started) {
    wasm.initSync({ module: bytes });
    started = true;
  }
  return wasm;
}
