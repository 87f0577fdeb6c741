/**
 * ⑬ What the reader has just opened: elements that came or changed within a moment of a click or key press of theirs. Those are in use.
 *
 * Choice: an observer that lives for that moment only, so that a page at rest costs nothing. What holds the page's main content is not
 * something that was opened, but the page itself, changed by a class on a wrapper or by a route. Gap: what comes later than the moment (a
 * dialog that waits for its server) is not known as opened.
 */

import { attribute, bodyOf, documentElement, isConnected, matches, nodeType, urlOf } from '../snapshot/dom.js';

const MOMENT_MS = 1_000;
const MAIN = 'main,article,h1,[role="main"]';
const ACTS = ['click', 'keydown'] as const;

/** Remembers what the reader opened. */
export class Opened {
  readonly #document: Document;
  readonly #mark: string;
  readonly #found: (element: Element) => void;
  readonly #observer = new MutationObserver((records) => {
    this.#scan(records);
  });
  readonly #stop = new AbortController();
  #elements = new WeakSet<Element>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #url = '';

  /** `mark`: the attribute that hides; `found` is told of each that carries it, since it should be looked at again. */
  constructor(document: Document, mark: string, found: (element: Element) => void) {
    this.#document = document;
    this.#mark = mark;
    this.#found = found;
    for (const name of ACTS) {
      document.addEventListener(
        name,
        (event) => {
          if (event.isTrusted) this.#act();
        },
        { signal: this.#stop.signal, capture: true, passive: true },
      );
    }
  }

  /** Whether the reader opened this element. */
  has(element: Element): boolean {
    return this.#elements.has(element);
  }

  /** Forgets everything: another page stands here now. */
  forget(): void {
    this.#elements = new WeakSet();
    this.#rest();
  }

  /** Ends for good. */
  disconnect(): void {
    this.forget();
    this.#stop.abort();
  }

  #act(): void {
    this.#rest();
    this.#url = urlOf(this.#document) ?? '';
    this.#observer.observe(this.#document, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['class', 'style', 'hidden', 'open', 'aria-hidden'],
    });
    this.#timer = setTimeout(() => {
      this.#rest();
    }, MOMENT_MS);
  }

  #rest(): void {
    this.#observer.disconnect();
    clearTimeout(this.#timer);
  }

  #scan(records: readonly MutationRecord[]): void {
    if (urlOf(this.#document) !== this.#url) {
      this.#rest();
      return;
    }
    for (const { type, target, addedNodes } of records) {
      if (type === 'attributes') this.#add(target);
      else for (const node of addedNodes) this.#add(node);
    }
  }

  #add(node: Node): void {
    if (nodeType(node) !== 1 || !isConnected(node)) return;
    const element = node as Element;
    if (element === documentElement(this.#document) || element === bodyOf(this.#document) || this.#elements.has(element)) return;
    if (matches(element, MAIN) || element.querySelector(MAIN)) return;
    this.#elements.add(element);
    if (attribute(element, this.#mark) !== null || this.#inMarked(element)) this.#found(element);
  }

  #inMarked(element: Element): boolean {
    return matches(element, `[${this.#mark}] *`);
  }
}
