/**
 * ⑬ The scroll lock and the other leftovers of an overlay that was hidden, and their exact undo. Called only if the plan allows it.
 *
 * Threat: making the page show more than it did. Choice: only `html` and `body` (and one scroller that fills the view) get their overflow
 * and position back, by rules on an attribute of ours; `inert` and `aria-hidden` are taken off what holds the main content while the
 * dialog is hidden. Nothing is un-hidden, un-cropped or un-blurred, and no class is touched. Gap: a lock that is laid on every descendant
 * (`html.x * { overflow: hidden }`) is undone for the page and its main scroller, not for small scrollers within.
 */

import { attribute, bodyOf, contains, documentElement, hasAttribute, isConnected, matches, parentNode, rectOf, removeAttribute, setAttribute, viewOf } from '../snapshot/dom.js';
import { isLocked } from '../snapshot/measure.js';
import { InlineStyles } from './inline.js';
import type { Styles } from './styles.js';

const MAIN = 'main,article,h1,[role="main"]';
const SCROLLER_DEPTH = 6;
const OVERFLOW = 'overflow-y:visible!important;touch-action:auto!important';
const POSITION = 'position:relative!important;inset:auto!important;width:auto!important;';
const INNER = 'overflow-y:auto!important';

/** The attribute that marks what is released, by the one that hides. */
function released(mark: string): string {
  return `${mark}s`;
}

/** The rules that release, for those who bring them to a page themselves. `mark`: the attribute that hides. */
export function releaseRules(mark: string): string {
  const own = released(mark);
  return `[${own}="o"]{${OVERFLOW}}[${own}="p"]{${POSITION}${OVERFLOW}}[${own}="i"]{${INNER}}`;
}

/** Releases one document's scrolling, and puts it back. */
export class ScrollRelease {
  readonly #hidingMark: string;
  readonly #mark: string;
  readonly #styles: Styles;
  readonly #inline = new InlineStyles();
  readonly #marked = new Set<Element>();
  readonly #attributes = new Map<Element, Map<string, string>>();
  #undo: (() => void) | undefined;
  #released = false;

  /** `mark`: the attribute that hides; ours begins with it. */
  constructor(options: { readonly mark: string; readonly styles: Styles }) {
    this.#hidingMark = options.mark;
    this.#mark = released(options.mark);
    this.#styles = options.styles;
  }

  /** Whether something is released now. */
  get released(): boolean {
    return this.#released;
  }

  /** Releases what the hidden overlays hold: the scroll lock, and what they made inert. Gives whether anything was. Reads layout. */
  release(document: Document, overlays: Iterable<Element>): boolean {
    const view = viewOf(document);
    const root = documentElement(document);
    const body = bodyOf(document);
    if (!view || !root || !body) return false;
    for (const overlay of overlays) this.#free(overlay, body);
    const style = view.getComputedStyle(body);
    const fixed = !this.#marked.has(body) && style.position === 'fixed';
    const top = fixed ? -Number.parseFloat(style.top) : 0;
    if (!this.#marked.has(root) && isLocked(view.getComputedStyle(root), false)) this.#write(document, root, 'o', OVERFLOW);
    if (!this.#marked.has(body) && isLocked(style, true)) this.#write(document, body, fixed ? 'p' : 'o', fixed ? POSITION + OVERFLOW : OVERFLOW);
    if (fixed && top > 0) view.scrollTo({ top, behavior: 'instant' });
    if (this.#marked.size > 0 && root.scrollHeight <= view.innerHeight) {
      const scroller = innerScroller(body, view);
      if (scroller) this.#write(document, scroller, 'i', INNER);
    }
    this.#released = this.#marked.size > 0 || this.#attributes.size > 0;
    return this.#released;
  }

  #write(document: Document, element: Element, value: string, declarations: string): void {
    if (!this.#undo) {
      this.#undo = this.#styles.add(document, releaseRules(this.#hidingMark)) ?? (() => undefined);
    }
    this.#marked.add(element);
    setAttribute(element, this.#mark, value);
    const inline = attribute(element, 'style') ?? '';
    if (/!\s*important/i.test(inline) && !this.#styles.beatsInline(document)) this.#inline.set(element, declarations);
  }

  /** Takes `inert` and `aria-hidden` off the main content beside an overlay. */
  #free(overlay: Element, body: Element): void {
    for (let at: Node | null = overlay; at && at !== body; at = parentNode(at)) {
      const parent = parentNode(at);
      if (parent?.nodeType !== 1) return;
      for (const sibling of (parent as Element).children) {
        if (sibling === at || contains(sibling, overlay) || !(matches(sibling, MAIN) || sibling.querySelector(MAIN))) continue;
        if (hasAttribute(sibling, 'inert')) this.#take(sibling, 'inert');
        if (attribute(sibling, 'aria-hidden') === 'true') this.#take(sibling, 'aria-hidden');
      }
    }
  }

  #take(element: Element, name: string): void {
    const taken = this.#attributes.get(element) ?? new Map<string, string>();
    taken.set(name, attribute(element, name) ?? '');
    this.#attributes.set(element, taken);
    removeAttribute(element, name);
  }

  /** The inline style that an element had before ours; `undefined` if ours does not stand there. For the next snapshot. */
  styleBefore(element: Element): string | null | undefined {
    return this.#inline.before(element);
  }

  /** Puts everything back as it was. */
  restore(): void {
    for (const element of this.#marked) removeAttribute(element, this.#mark);
    this.#marked.clear();
    this.#inline.clear();
    for (const [element, taken] of this.#attributes) {
      if (!isConnected(element)) continue;
      for (const [name, value] of taken) if (!hasAttribute(element, name)) setAttribute(element, name, value);
    }
    this.#attributes.clear();
    this.#undo?.();
    this.#undo = undefined;
    this.#released = false;
  }
}

/** The element that scrolls instead of the page, if a lock holds it: it fills the view and hides most of what it has. */
function innerScroller(body: Element, view: Window): Element | undefined {
  let level: Element[] = [...body.children];
  for (let depth = 0; depth < SCROLLER_DEPTH && level.length > 0 && level.length < 200; depth += 1) {
    for (const element of level) {
      if (element.scrollHeight <= element.clientHeight + 50) continue;
      const rect = rectOf(element);
      const fills = rect.height >= view.innerHeight * 0.8 && rect.height <= view.innerHeight && rect.width >= view.innerWidth * 0.8;
      if (fills && view.getComputedStyle(element).overflowY === 'hidden' && (matches(element, MAIN) || element.querySelector(MAIN))) return element;
    }
    level = level.flatMap((element) => [...element.children]);
  }
  return undefined;
}
