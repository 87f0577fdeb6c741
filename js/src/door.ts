/** What each entry offers, over a function that gives its engine. Each stands alone, so that a bundle holds what it uses. */

import { ofDocument, ofMarkup, ofText, isHtml } from './analyze/pages.js';
import type { Analysis, AnalyzeOptions } from './analyze/analysis.js';
import type { ArticleOptions } from './article/text.js';
import { CleanSession, type CleanOptions } from './clean.js';
import { plan, planBytes, planText, type PlanOptions, type Wasm } from './engine.js';
import { checkDocument, checkOptions } from './given.js';
import type { PagePlan } from './plan.js';
import type { Columns } from './snapshot/walk.js';

/** Looks at a document, HTML or plain text and says what is what. */
export type Analyze = (page: Document | string, options?: AnalyzeOptions) => Analysis;
/** The article of a document, HTML or plain text. */
export type ArticleOf = (page: Document | string, options?: AnalyzeOptions & ArticleOptions) => string;
/** Hides a document's nags until the session restores them. */
export type Clean = (document: Document, options?: CleanOptions) => CleanSession;

/** How strings of HTML are read. */
type Reader<E extends Wasm> = (engine: E, html: string, options: AnalyzeOptions) => Analysis;

export function analyzing(engine: () => Wasm): Analyze;
export function analyzing<E extends Wasm>(engine: () => E, read: Reader<E>): Analyze;
export function analyzing(engine: () => Wasm, read: Reader<Wasm> = ofMarkup): Analyze {
  return (page, options = {}) => {
    checkOptions(options);
    if (typeof page !== 'string') {
      checkDocument(page, ' or a string');
      return ofDocument(engine(), page, options);
    }
    const format = options.format ?? (isHtml(page) ? 'html' : 'text');
    return format === 'html' ? read(engine(), page, options) : ofText(engine(), page, options);
  };
}

export function telling(analyze: Analyze): ArticleOf {
  return (page, options = {}) => analyze(page, options).articleText(options);
}

export function writing(analyze: Analyze): ArticleOf {
  return (page, options = {}) => analyze(page, options).articleHtml(options);
}

export function cleaning(engine: () => Wasm): Clean {
  return (document, options = {}) => {
    checkDocument(document);
    checkOptions(options);
    return new CleanSession(engine, document, options);
  };
}

/** A call with options, which are checked before the engine is asked for. */
function checked<P, T>(engine: () => Wasm, call: (engine: Wasm, page: P, options: PlanOptions) => T): (page: P, options?: PlanOptions) => T {
  return (page, options = {}) => {
    checkOptions(options);
    return call(engine(), page, options);
  };
}

export function planning(engine: () => Wasm): (columns: Columns, options?: PlanOptions) => PagePlan {
  return checked(engine, plan);
}

export function planningBytes(engine: () => Wasm): (columns: Columns, options?: PlanOptions) => Uint8Array {
  return checked(engine, planBytes);
}

export function planningText(engine: () => Wasm): (text: string, options?: PlanOptions) => PagePlan {
  return checked(engine, planText);
}
