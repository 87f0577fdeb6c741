/** ④ Snapshot in, plan out: the wasm module's face. It knows nothing of documents. */

import { capped } from './errors.js';
import { decodePlan, type PagePlan } from './plan.js';
import { CALM_KINDS, FOCUS_KINDS, LABELS, SWITCH_BLOCKS, SWITCH_BUDGET_SHIFT, SWITCH_NO_GUARD } from './snapshot/schema.js';
import type { Columns } from './snapshot/walk.js';
import type { Label } from './plan.js';

/** The functions of the wasm module that are used. */
export interface Wasm {
  plan(
    tags: Uint16Array,
    parents: Uint32Array,
    flags: Uint32Array,
    text: string,
    facts: string,
    kinds: number,
    switches: number,
  ): Uint8Array;
  /** The plan and its blocks. */
  analyze(
    tags: Uint16Array,
    parents: Uint32Array,
    flags: Uint32Array,
    text: string,
    facts: string,
    kinds: number,
    switches: number,
  ): readonly unknown[];
  analyzeText(text: string, kinds: number, switches: number): readonly unknown[];
}

/** Those of the module that has an HTML parser in it. */
export interface HtmlWasm extends Wasm {
  /** The plan, its blocks, the nodes' paths, the facts. */
  analyzeHtml(html: string, url: string, kinds: number, switches: number): readonly unknown[];
  /** The nodes' parents, flags and markup. */
  htmlMarkup(html: string): readonly unknown[];
}

export type Level = 'calm' | 'focus';

/** What may be chosen about a plan. */
export interface PlanOptions {
  /** `calm` (default) hides donation, paywall, newsletter and prompt; `focus` hides furniture too. */
  readonly level?: Level | undefined;
  /** Kinds switched on or off on top of the level. `article` and `meta` can not be hidden. */
  readonly kinds?: Partial<Record<Label, boolean>> | undefined;
  /** `false`: home pages, web apps and pages whose purpose is the prompt are looked at like any other. Default `true`. */
  readonly guard?: boolean | undefined;
  /**
   * The largest share of the page's visible text (0 to 1) that nags in its flow may be; beyond it nothing is hidden. `false`: no such share,
   * but an article must remain. Default 0.6.
   */
  readonly budget?: number | false | undefined;
  /** `true`: the labels of all blocks are told too. Default `false`. */
  readonly blocks?: boolean | undefined;
}

/** The engine's bit for each kind that is to be hidden. */
export function kindBits(options: PlanOptions = {}): number {
  let bits: number = options.level === 'focus' ? FOCUS_KINDS : CALM_KINDS;
  LABELS.forEach((label, number) => {
    const wanted = options.kinds?.[label];
    if (wanted !== undefined) bits = wanted ? bits | (1 << number) : bits & ~(1 << number);
  });
  return bits;
}

/** The engine's switches. */
export function switchBits(options: PlanOptions = {}): number {
  return (options.guard === false ? SWITCH_NO_GUARD : 0) | (options.blocks === true ? SWITCH_BLOCKS : 0) | (percent(options.budget) << SWITCH_BUDGET_SHIFT);
}

/** The budget as the engine takes it: 0 stands for the usual one. That it is a share was checked (`given.ts`). */
function percent(budget: number | false | undefined): number {
  if (budget === undefined) return 0;
  if (budget === false) return 100;
  return Math.max(1, Math.round(budget * 100));
}

/** The plan of a snapshot as bytes, to be sent on. */
export function planBytes(wasm: Wasm, columns: Columns, options: PlanOptions = {}): Uint8Array {
  const { tags, parents, flags, text, facts } = columns;
  return capped(() => wasm.plan(tags, parents, flags, text, facts, kindBits(options), switchBits(options)));
}

/** The plan of a snapshot. */
export function plan(wasm: Wasm, columns: Columns, options: PlanOptions = {}): PagePlan {
  return decodePlan(planBytes(wasm, columns, options), columns.tags.length);
}

/** The plan of plain text, with all blocks: node 0 is the page, paragraph n is node 1 + 2 n. */
export function planText(wasm: Wasm, text: string, options: PlanOptions = {}): PagePlan {
  return decodePlan(capped(() => wasm.analyzeText(text, kindBits(options), switchBits({ ...options, blocks: true })), text)[0] as Uint8Array);
}
