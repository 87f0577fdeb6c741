/**
 * ⑬ `inert` and `aria-hidden` that a dialog laid on the rest of the page.
 *
 * Choice: only beside the dialog or beside what holds it, only if the main content is shut off there too (then the dialog did it), and only from
 * what is on the screen: menus and other dialogs that wait off it are meant to be shut off. Nothing is shown that was not.
 */

import { attribute, checkVisibility, childrenOf, contains, documentElement, find, hasAttribute, isConnected, matches, parentNode, rectOf, removeAttribute, setAttribute, viewOf } from '../snapshot/dom.js';

/** What the main content is known by. */
export const MAIN = 'main,article,h1,[role="main"]';
const USED = 'header,nav,footer,a[href],button';

/** Whether an element is, or holds, one of these. */
export function holds(element: Element, selector: string): boolean {
  return matches(element, selector) || find(element, selector) !== null;
}

function isShut(element: Element): boolean {
  return hasAttribute(element, 'inert') || attribute(element, 'aria-hidden') === 'true';
}

function isOnScreen(element: Element, view: Window): boolean {
  const { width, left, right, top, bottom } = rectOf(element);
  if (width === 0 || right <= 0 || left >= view.innerWidth || !checkVisibility(element, { opacityProperty: true, visibilityProperty: true })) return false;
  return (bottom > 0 && top < view.innerHeight) || view.getComputedStyle(element).position !== 'fixed';
}

/** Attributes taken off a page, and put back as they were. */
export class Freed {
  /** By name: from what it was taken, its value, and the overlay that had shut that off. */
  readonly #taken = new Map(['inert', 'aria-hidden'].map((name) => [name, new Map<Element, readonly [value: string, overlay: Element]>()]));

  /** Frees what stands beside an overlay. Reads layout. */
  free(document: Document, overlay: Element): void {
    const view = viewOf(document);
    if (!view) return;
    let at: Node = overlay;
    for (;;) {
      const parent: Node | null | undefined = parentNode(at) ?? (at as Partial<ShadowRoot>).host;
      if (!parent || parent === documentElement(document) || parent === document) return;
      const beside = at;
      const shut = childrenOf(parent).filter((other) => other !== beside && isShut(other) && !contains(other, overlay));
      if (shut.some((other) => holds(other, MAIN))) {
        for (const other of shut) if (holds(other, MAIN) || (holds(other, USED) && isOnScreen(other, view))) this.#take(other, overlay);
      }
      at = parent;
    }
  }

  #take(element: Element, overlay: Element): void {
    for (const [name, taken] of this.#taken) {
      const value = attribute(element, name);
      if (value === null || (name === 'aria-hidden' && value !== 'true')) continue;
      taken.set(element, [value, overlay]);
      removeAttribute(element, name);
    }
  }

  /**
   * Puts them back, except where the page has written its own since. To be called once overlays are shown again: one that is not seen then has been
   * closed by the page, which has freed the rest as well, and found nothing to free.
   */
  restore(): void {
    for (const [name, taken] of this.#taken) {
      for (const [element, [value, overlay]] of taken) {
        if (!checkVisibility(overlay, { visibilityProperty: true })) continue;
        taken.delete(element);
        if (isConnected(element) && !hasAttribute(element, name)) setAttribute(element, name, value);
      }
    }
  }
}
