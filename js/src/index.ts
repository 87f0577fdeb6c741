/** `unnag`: the engine's bytes are inside, and start when first needed. Nothing to await. */

import bytes from './wasm/unnag_bg.wasm';
import * as wasm from './wasm/unnag.js';
import { entry } from './entry.js';

let started = false;

function start(): typeof wasm {
  if (!started) {
    wasm.initSync({ module: bytes });
    started = true;
  }
  return wasm;
}

export const { analyze, analyzeText, clean, planColumns, planColumnsBytes, reportColumns } = entry(start);
export * from './exports.js';
