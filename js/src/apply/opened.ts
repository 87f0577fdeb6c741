/**
 * ⑬ What the reader has just opened: elements that came or changed within a moment of a click or key press of theirs. Those are in use.
 *
 * Choice: what holds the page's main content is not something that was opened, but the page itself, changed by a class on a wrapper or by a
 * route. Gap: what comes later than the moment (a dialog that waits for its server) is not known as opened.
 */

import { isConnected, isPage, matches, nodeType } from '../snapshot/dom.js';
import type { Acts } from './acts.js';
import { holds, MAIN } from './inert.js';

/** Remembers what the reader opened. */
export class Opened {
  readonly #document: Document;
  readonly #mark: string;
  readonly #found: (hidden: boolean) => void;
  readonly #acts: Acts;
  #elements = new WeakSet<Element>();

  /**
   * `mark`: the attribute that hides; `found` is told of each, and whether it carries that or stands in what does: then it should be looked at again.
   * `acts`: those that have been watched so far.
   */
  constructor(document: Document, mark: string, found: (hidden: boolean) => void, acts: Acts) {
    this.#document = document;
    this.#mark = mark;
    this.#found = found;
    this.#acts = acts;
    acts.hear = (records) => {
      this.#scan(records);
    };
    this.#scan(acts.early.splice(0));
  }

  /** Whether the reader opened this element. */
  has(element: Element): boolean {
    return this.#elements.has(element);
  }

  /** Forgets everything: another page stands here now. */
  forget(): void {
    this.#elements = new WeakSet();
    this.#acts.rest();
  }

  /** Ends for good. */
  disconnect(): void {
    this.forget();
    this.#acts.disconnect();
  }

  #scan(records: readonly MutationRecord[]): void {
    for (const { type, target, addedNodes } of records) {
      if (type === 'attributes') this.#add(target);
      else for (const node of addedNodes) this.#add(node);
    }
  }

  #add(node: Node): void {
    if (nodeType(node) !== 1 || !isConnected(node)) return;
    const element = node as Element;
    if (isPage(element, this.#document) || this.#elements.has(element)) return;
    if (holds(element, MAIN)) return;
    this.#elements.add(element);
    this.#found(matches(element, `[${this.#mark}],[${this.#mark}] *`));
  }
}
