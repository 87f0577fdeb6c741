/** `unnag`: the engine's bytes are inside, and start when first needed. Nothing to await. */

import bytes from './wasm/unnag_bg.wasm';
import * as wasm from './wasm/unnag.js';
import { entry, type Entry } from './entry.js';

let started = false;

function start(): typeof wasm {
  if (!started) {
    wasm.initSync({ module: bytes });
    started = true;
  }
  return wasm;
}

const door: Entry = entry(start);

export const analyze: Entry['analyze'] = door.analyze;
export const analyzeText: Entry['analyzeText'] = door.analyzeText;
export const clean: Entry['clean'] = door.clean;
export const planColumns: Entry['planColumns'] = door.planColumns;
export const planColumnsBytes: Entry['planColumnsBytes'] = door.planColumnsBytes;
export const reportColumns: Entry['reportColumns'] = door.reportColumns;

export * from './exports.js';
