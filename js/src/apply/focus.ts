/**
 * ⑬ Whether it was the reader who brought the focus to where it is. What they have put it in is in use; a modal that takes it is not.
 *
 * Choice: it is theirs if the last thing they did was on the focused element or within the same box, or was the Tab key. A box that holds the main
 * content is the page itself. Gap: what they did before this stands on the page, in frames and by a screen reader's own means is not seen; there the
 * focus is taken for theirs, or (the last) for the page's.
 */

import { activeIn, contains, listen, matches, parentNode } from '../snapshot/dom.js';
import { holds, MAIN } from './inert.js';

/** With the mouse the focus comes before the click; a key that is let go is let go where it has brought the focus. */
const ACTS = ['pointerdown', 'click', 'keydown', 'keyup'] as const;

/** Follows what the reader does in a document. */
export class Focus {
  readonly #document: Document;
  #brought: Element | null;
  #last: Node | null = null;
  #tabs = false;

  /** `signal`: ends it. */
  constructor(document: Document, signal: AbortSignal) {
    this.#document = document;
    this.#brought = activeIn(document);
    for (const name of ACTS) {
      listen(
        document,
        name,
        (event) => {
          if (!event.isTrusted) return;
          this.isReaders();
          this.#last = event.target instanceof Element ? event.target : null;
          this.#tabs = name === 'keydown' && (event as KeyboardEvent).key === 'Tab';
        },
        { signal, capture: true, passive: true },
      );
    }
  }

  /** Whether it is the reader who brought the focus to where it is. */
  isReaders(): boolean {
    const active = activeIn(this.#document);
    let box = this.#last;
    while (box && !contains(box, active)) box = parentNode(box);
    if (this.#tabs || (box && (box === active || !holds(box as Element, `body,${MAIN}`)))) this.#brought = active;
    // Nobody sees what is done in a frame.
    return active === this.#brought || active?.nodeName === 'IFRAME';
  }

  /** Gives the focus back to what the reader had brought it to, if it is in something that is hidden. `mark`: the attribute that hides. */
  giveBack(mark: string): void {
    const active = activeIn(this.#document);
    if (active && matches(active, `[${mark}=""],[${mark}=""] *`)) (this.#brought as HTMLElement | null)?.focus({ preventScroll: true });
  }
}
