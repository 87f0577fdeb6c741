/**
 * ⑬ The attribute that hides, and nothing else: what can be done at once where a rule for it stands already. Frames, dialogs, styles and the
 * exact undo are `hide.ts`'s, which goes on from here with the same attribute.
 */

import { bodyOf, documentElement, ELEMENT, isConnected, nodeType, ownerDocument, removeAttribute, setAttribute } from '../snapshot/dom.js';
import type { PagePlan } from '../plan.js';

/** An attribute name that a page can not guess, of 10 to 19 letters and digits. */
export function drawMark(): string {
  // Not of one length: what all names had in common could be looked for.
  const [length = 0, ...rest] = crypto.getRandomValues(new Uint8Array(20));
  return `data-${rest.slice(length % 10).map((byte) => (byte % 36).toString(36)).join('')}`;
}

/** Marks what a plan hides in the document itself; gives what it marked. `nodes`: those that the plan was made of. */
export function putMarks(plan: PagePlan, nodes: readonly Node[], document: Document, mark: string): Element[] {
  const marked: Element[] = [];
  for (const { node } of plan.hide) {
    const element = nodes[node] as Element | undefined;
    if (!element || nodeType(element) !== ELEMENT || !isConnected(element) || ownerDocument(element) !== document) continue;
    if (element === documentElement(document) || element === bodyOf(document)) continue;
    setAttribute(element, mark, '');
    marked.push(element);
  }
  return marked;
}

/** Takes marks off again. */
export function takeMarks(elements: Iterable<Element>, mark: string): void {
  for (const element of elements) removeAttribute(element, mark);
}
