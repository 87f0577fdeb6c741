/**
 * ⑬ What changes within a moment of a click or key press of the reader's.
 *
 * Choice: an observer that lives for that moment only, so that a page at rest costs nothing. It can stand on a page before those who judge
 * what it saw (`opened.ts`); until they come, it keeps the records for them.
 */

import { listen, urlOf } from '../snapshot/dom.js';

/** For so long, what changes counts as the reader's own doing. */
export const MOMENT_MS = 1_000;
/** What the reader does. */
export const ACTS = ['click', 'keydown'] as const;

/** Watches a document for a moment after each act of the reader. */
export class Acts {
  /** What has changed so far, for whoever will listen. */
  readonly early: MutationRecord[] = [];
  /** Told of what has changed. */
  hear = (records: readonly MutationRecord[]): void => {
    for (const record of records) this.early.push(record);
  };
  readonly #document: Document;
  readonly #observer = new MutationObserver((records) => {
    // A route is another page, not something that was opened on this one.
    if (urlOf(this.#document) === this.#url) this.hear(records);
    else this.rest();
  });
  /** Aborted when this ends: for those that go on from here. */
  readonly stop = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #url: string | undefined;

  constructor(document: Document) {
    this.#document = document;
    for (const name of ACTS) {
      listen(
        document,
        name,
        (event) => {
          if (event.isTrusted) this.#act();
        },
        { signal: this.stop.signal, capture: true, passive: true },
      );
    }
  }

  #act(): void {
    this.rest();
    this.#url = urlOf(this.#document);
    this.#observer.observe(this.#document, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['class', 'style', 'hidden', 'open', 'aria-hidden'],
    });
    this.#timer = setTimeout(() => {
      this.rest();
    }, MOMENT_MS);
  }

  /** Looks away until the next act. */
  rest(): void {
    this.#observer.disconnect();
    clearTimeout(this.#timer);
  }

  /** Ends for good. */
  disconnect(): void {
    this.rest();
    this.stop.abort();
  }
}
