/**
 * ⑬ The scroll lock and the other leftovers of an overlay that was hidden, and their exact undo. Called only if the plan allows it.
 *
 * Threat: making the page show more than it did. Choice: `html`, `body` and what the page itself calls a scroller get their overflow and
 * position back, by rules on the attribute that hides, with other values; what a dialog made inert is freed while it is hidden
 * (`inert.ts`), and room that was kept for it is taken (`gaps.ts`). Nothing is un-hidden, un-cropped or un-blurred, and no class is touched.
 * Events that the page cancels are let through by `events.ts`.
 */

import { attribute, bodyOf, documentElement, hasAttribute, removeAttribute, setAttribute, viewOf } from '../snapshot/dom.js';
import { isLocked } from '../snapshot/measure.js';
import { HeldEvents } from './events.js';
import { emptyHeights, emptyRooms, ROOMS } from './gaps.js';
import { Freed } from './inert.js';
import { InlineStyles } from './inline.js';
import { heldScrollers, pageScroller } from './scrollers.js';
import type { Styles } from './styles.js';

/** What is released, by the words that the attribute has as its value; that of one that hides is empty. */
const RELEASES: Readonly<Record<string, string>> = {
  o: 'overflow-y:visible;touch-action:auto',
  p: 'position:relative;inset:auto;width:auto',
  i: 'overflow-y:auto',
  a: 'overflow:auto',
};

function releases(word: string): string {
  return (RELEASES[word] ?? `${ROOMS[word as keyof typeof ROOMS]}:0`).replaceAll(/;|$/g, '!important;');
}

/** The rules that release, for those who bring them to a page themselves. `mark`: the attribute that hides. */
export function releaseRules(mark: string): string {
  return [...Object.keys(RELEASES), ...Object.keys(ROOMS)].map((word) => `[${mark}~=${word}]{${releases(word)}}`).join('');
}

/** Releases one document's scrolling, and puts it back. */
export class ScrollRelease {
  readonly #mark: string;
  readonly #styles: Styles;
  readonly #inline = new InlineStyles();
  readonly #marked = new Set<Element>();
  readonly #freed = new Freed();
  readonly #events = new HeldEvents();
  #undo: (() => void) | undefined;

  /** `mark`: the attribute that hides. */
  constructor(options: { readonly mark: string; readonly styles: Styles }) {
    this.#mark = options.mark;
    this.#styles = options.styles;
  }

  /** Releases what the hidden overlays hold: the scroll lock, what they made inert, their room. Reads layout. */
  release(document: Document, overlays: Iterable<Element>): void {
    const view = viewOf(document);
    const root = documentElement(document) as HTMLElement | null;
    const body = bodyOf(document);
    if (!view || !root || !body) return;
    this.#events.free(document);
    for (const overlay of overlays) this.#freed.free(document, overlay);
    // Before anything is written: afterwards they would no longer look held.
    const held = heldScrollers(document);
    // Each time anew: a lock may come after room has been taken.
    for (const element of [root, body]) {
      const style = view.getComputedStyle(element);
      const locked = isLocked(style);
      const fixed = style.position === 'fixed';
      const top = fixed ? -Number.parseFloat(style.top) : 0;
      const words = [...(locked ? ['o'] : []), ...(fixed ? ['p'] : []), ...emptyRooms(document, element, locked)];
      if (words.length > 0 || emptyHeights(element) !== '') this.#write(document, element, words, true);
      if (top > 0) view.scrollTo({ top, behavior: 'instant' });
    }
    for (const element of held) this.#write(document, element, ['a']);
    if (this.#marked.size > 0 && root.scrollHeight <= view.innerHeight) {
      const scroller = pageScroller(body, view);
      if (scroller && !hasAttribute(scroller, this.#mark)) this.#write(document, scroller, ['i']);
    }
  }

  /** Adds words to those that an element has. `heights`: those that it hands on are to be none, too. */
  #write(document: Document, element: Element, added: readonly string[], heights = false): void {
    this.#undo ??= this.#styles.add(document, releaseRules(this.#mark)) ?? (() => undefined);
    const had = this.#marked.has(element) ? (attribute(element, this.#mark) ?? '').split(' ') : [];
    const words = [...new Set([...had, ...added])].filter((word) => word !== '');
    this.#marked.add(element);
    if (words.length > 0) setAttribute(element, this.#mark, words.join(' '));
    // What is the page's own is looked at, without ours.
    this.#inline.restore(element);
    const loud = /!\s*important/i.test(attribute(element, 'style') ?? '') && !this.#styles.beatsInline(document);
    const inline = (heights ? emptyHeights(element as HTMLElement) : '') + (loud ? words.map(releases).join('') : '');
    if (inline !== '') this.#inline.set(element, inline);
  }

  /** The inline style that an element had before ours; `undefined` if ours does not stand there. For the next snapshot. */
  styleBefore(element: Element): string | null | undefined {
    return this.#inline.before(element);
  }

  /** Puts everything back as it was, once the overlays are shown again. */
  restore(): void {
    // One that has been hidden meanwhile has its mark for that.
    for (const element of this.#marked) if (attribute(element, this.#mark) !== '') removeAttribute(element, this.#mark);
    this.#marked.clear();
    this.#inline.clear();
    this.#freed.restore();
    this.#events.restore();
    this.#undo?.();
    this.#undo = undefined;
  }
}
