/** `unnag/html`, and `unnag` in Node, Deno and Bun: HTML strings are read by a parser of its own, so no DOM is needed. Larger for it. */

import { analyzing, cleaning, planning, planningBytes, planningText, telling, writing } from './door.js';
import { ofFile } from './analyze/pages.js';
import { engine } from './engines/file.js';

/**
 * Looks at HTML, plain text or a document and says what is what. Never changes anything, and never asks for layout.
 * @throws {TooLargeError} if the page passes a cap.
 * @example
 * const { purpose, blocks, hide } = analyze(document);
 * for (const { label, confidence, reasons, element } of hide) console.log(label, confidence, reasons, element);
 */
export const analyze = /* @__PURE__ */ analyzing(engine, ofFile);
/** The text of the article of a document, HTML or plain text; empty if there is none. If more is wanted of a page, ask `analyze` once. */
export const articleText = /* @__PURE__ */ telling(analyze);
/** The same as markup: text, links, lists, tables and pictures, written anew; no scripts, styles, frames or forms. */
export const articleHtml = /* @__PURE__ */ writing(analyze);
/**
 * Hides a document's nags where they stand, until the session restores them.
 * @throws {TooLargeError} if the page passes a cap. Nothing is hidden then.
 * @example
 * const session = clean(document, { level: 'calm', observe: true });
 * session.restore();
 */
export const clean = /* @__PURE__ */ cleaning(engine);
/** The plan of columns from `unnag/snapshot`. */
export const planColumns = /* @__PURE__ */ planning(engine);
/** The same as bytes, to be sent on to where `decodePlan` waits. */
export const planColumnsBytes = /* @__PURE__ */ planningBytes(engine);
/** The plan of plain text: node 0 is the page, paragraph n (from 0, blank lines not counted) node 1 + 2 n. */
export const planText = /* @__PURE__ */ planningText(engine);

export * from './exports.js';
