/** What both entries offer, over a function that gives the wasm. */

import { CleanSession, type CleanOptions } from './clean.js';
import { plan, planBytes, planText, type PlanOptions, type Wasm } from './engine.js';
import { TooLargeError } from './errors.js';
import type { BlockReport, PagePlan } from './plan.js';
import { walk, type Columns, type WalkOptions } from './snapshot/walk.js';

/** A plan and the nodes it speaks of: `nodes[plan.hide[0].node]`. */
export interface Analysis {
  readonly plan: PagePlan;
  readonly nodes: readonly Node[];
  /** Every block with its probabilities, reasons and text; with `explain` only. */
  readonly report?: readonly BlockReport[];
}

export interface AnalyzeOptions extends PlanOptions, WalkOptions {
  /** `true`: tell of every block why. Slower, and only for those who ask. Default `false`. */
  readonly explain?: boolean | undefined;
}

/** The functions of an entry. */
export interface Entry {
  /**
   * Looks at a document, or at HTML where there is a `DOMParser` (elsewhere: `unnag/html`), and says what is what. Never changes it.
   * @throws {TooLargeError} if the page passes a cap.
   */
  readonly analyze: (page: Document | string, options?: AnalyzeOptions) => Analysis;
  /** Looks at plain text: paragraph n (from 0, blank lines not counted) is node 1 + 2 n of the plan's blocks. */
  readonly analyzeText: (text: string, options?: PlanOptions) => PagePlan;
  /**
   * Hides a document's nags where they stand, until the session restores them.
   * @throws {TooLargeError} if the page passes a cap. Nothing is hidden then.
   */
  readonly clean: (document: Document, options?: CleanOptions) => CleanSession;
  /** The plan of columns from `unnag/snapshot`. */
  readonly planColumns: (columns: Columns, options?: PlanOptions) => PagePlan;
  /** The same as bytes, to be sent on to where `decodePlan` waits. */
  readonly planColumnsBytes: (columns: Columns, options?: PlanOptions) => Uint8Array;
  /** Every block of columns with its probabilities, reasons and text. */
  readonly reportColumns: (columns: Columns) => readonly BlockReport[];
}

function parsed(page: Document | string): Document {
  if (typeof page !== 'string') return page;
  if (typeof DOMParser !== 'function') throw new TypeError('HTML strings need a DOMParser here; unnag/html brings a parser of its own');
  return new DOMParser().parseFromString(page, 'text/html');
}

/** An entry over a wasm module that is asked for when it is first needed. */
export function entry(wasm: () => Wasm): Entry {
  const reportColumns = ({ tags, parents, flags, text, facts }: Columns): readonly BlockReport[] =>
    wasm().report(tags, parents, flags, text, facts) as readonly BlockReport[];
  return {
    analyze(page, options = {}) {
      const url = typeof page === 'string' ? '' : undefined;
      const outcome = walk(parsed(page), { url, ...options });
      if (!outcome.ok) throw new TooLargeError(outcome.tooLarge);
      const { columns, nodes } = outcome.snapshot;
      const found = { plan: plan(wasm(), columns, options), nodes };
      return options.explain === true ? { ...found, report: reportColumns(columns) } : found;
    },
    analyzeText: (text, options = {}) => planText(wasm(), text, { blocks: true, ...options }),
    clean: (document, options) => new CleanSession(wasm, document, options),
    planColumns: (columns, options) => plan(wasm(), columns, options),
    planColumnsBytes: (columns, options) => planBytes(wasm(), columns, options),
    reportColumns,
  };
}
