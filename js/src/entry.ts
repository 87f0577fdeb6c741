/** What both entries offer, over a function that gives the wasm. */

import { plan, planBytes, planText, type PlanOptions, type Wasm } from './engine.js';
import type { PagePlan } from './plan.js';
import { walk, type Columns, type WalkOptions } from './snapshot/walk.js';

/** The page passes a cap; nothing was looked at, and nothing is to be hidden. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
  readonly what: 'nodes' | 'text' | 'depth';

  constructor(what: 'nodes' | 'text' | 'depth') {
    super(`the page is too large: ${what}`);
    this.what = what;
  }
}

/** A plan and the nodes it speaks of: `nodes[plan.hide[0].node]`. */
export interface Analysis {
  readonly plan: PagePlan;
  readonly nodes: readonly Node[];
}

export type AnalyzeOptions = PlanOptions & WalkOptions;

/** The functions of an entry. */
export interface Entry {
  /**
   * Looks at a document and says what is what. Never changes it.
   * @throws {TooLargeError} if the page passes a cap.
   */
  readonly analyze: (document: Document, options?: AnalyzeOptions) => Analysis;
  /** Looks at plain text: paragraph n (from 0, blank lines not counted) is node 1 + 2 n of the plan's blocks. */
  readonly analyzeText: (text: string, options?: PlanOptions) => PagePlan;
  /** The plan of columns from `unnag/snapshot`. */
  readonly planColumns: (columns: Columns, options?: PlanOptions) => PagePlan;
  /** The same as bytes, to be sent on to where `decodePlan` waits. */
  readonly planColumnsBytes: (columns: Columns, options?: PlanOptions) => Uint8Array;
}

/** An entry over a wasm module that is asked for when it is first needed. */
export function entry(wasm: () => Wasm): Entry {
  return {
    analyze(document, options = {}) {
      const outcome = walk(document, options);
      if (!outcome.ok) throw new TooLargeError(outcome.tooLarge);
      const { columns, nodes } = outcome.snapshot;
      return { plan: plan(wasm(), columns, options), nodes };
    },
    analyzeText: (text, options = {}) => planText(wasm(), text, { blocks: true, ...options }),
    planColumns: (columns, options) => plan(wasm(), columns, options),
    planColumnsBytes: (columns, options) => planBytes(wasm(), columns, options),
  };
}
