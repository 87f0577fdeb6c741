/** `unnag/html`: HTML files without a DOM, for Node and workers. Larger than `unnag`, since a parser of its own is inside. */

import bytes from './wasm/html/unnag_bg.wasm';
import * as wasm from './wasm/html/unnag.js';
import { kindBits, switchBits, type PlanOptions } from './engine.js';
import { decodePlan, type BlockReport, type HidePlan, type KeepPlan, type PagePlan } from './plan.js';

/** Where an element stands: the element-child indices from `<html>`; `[1, 0]` is the first element of `<body>`. */
export type Path = readonly number[];

type Placed<T> = Omit<T, 'node'> & { readonly path: Path };

/** What was found out about an HTML file. */
export interface HtmlAnalysis extends Omit<PagePlan, 'hide' | 'kept' | 'blocks'> {
  readonly hide: readonly Placed<HidePlan>[];
  readonly kept: readonly Placed<KeepPlan>[];
  readonly blocks: readonly Placed<BlockReport>[];
}

export interface HtmlOptions extends Omit<PlanOptions, 'blocks'> {
  /** The page's address, if it is known. Default: the one that the page names. */
  readonly url?: string | undefined;
}

let started = false;

function engine(): typeof wasm {
  if (!started) {
    wasm.initSync({ module: bytes });
    started = true;
  }
  return wasm;
}

function paths(numbers: Uint32Array): ReadonlyMap<number, Path> {
  const found = new Map<number, Path>();
  for (let at = 0; at + 1 < numbers.length; ) {
    const end = at + 2 + (numbers[at + 1] ?? 0);
    found.set(numbers[at] ?? 0, [...numbers.subarray(at + 2, end)]);
    at = end;
  }
  return found;
}

/**
 * Looks at an HTML file and says what is what. Any text is valid HTML; what is not closed is repaired as browsers do it.
 * @throws {Error} if the page passes a cap.
 */
export function analyzeHtml(html: string, options: HtmlOptions = {}): HtmlAnalysis {
  const result: unknown[] = engine().planHtml(html, options.url ?? '', kindBits(options), switchBits(options));
  const [plan, places, report] = result as [Uint8Array, Uint32Array, readonly BlockReport[]];
  const path = paths(places);
  const placed = <T extends { readonly node: number }>({ node, ...rest }: T): Placed<T> => ({ ...rest, path: path.get(node) ?? [] });
  const decoded = decodePlan(plan);
  return { ...decoded, hide: decoded.hide.map(placed), kept: decoded.kept.map(placed), blocks: report.map(placed) };
}

export { LABELS } from './snapshot/schema.js';
export { LABEL_WORDS, PURPOSE_WORDS, REASON_WORDS, reasonsInWords, WHY_WORDS } from './words.js';
export type { Level, PlanOptions } from './engine.js';
export type { BlockReport, HidePlan, KeepPlan, Label, PagePlan, Purpose, Reason, Role, Why } from './plan.js';
