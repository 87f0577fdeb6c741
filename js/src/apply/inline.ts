/** ⑬ Inline declarations of ours where a page's own inline `!important` would win otherwise; the old `style` is kept to the letter. */

import { attribute, removeAttribute, setAttribute } from '../snapshot/dom.js';

interface Kept {
  /** `null`: there was no attribute, which is not the same as an empty one. */
  readonly before: string | null;
  readonly ours: string;
}

/** Inline styles written over elements' own. */
export class InlineStyles {
  readonly #kept = new Map<Element, Kept>();

  /** Whether the element's style is the one written here. */
  has(element: Element): boolean {
    const kept = this.#kept.get(element);
    return kept?.ours === attribute(element, 'style');
  }

  /** The style that the element had before, if ours stands there now; `undefined` if it does not. */
  before(element: Element): string | null | undefined {
    return this.has(element) ? this.#kept.get(element)?.before : undefined;
  }

  /** Adds declarations behind the element's own. */
  set(element: Element, declarations: string): void {
    if (this.has(element)) return;
    const before = attribute(element, 'style');
    const kept = before ?? '';
    const ours = `${kept}${kept.trim() === '' || kept.trimEnd().endsWith(';') ? '' : ';'}${declarations}`;
    this.#kept.set(element, { before, ours });
    setAttribute(element, 'style', ours);
  }

  /** Puts one element's style back, unless the page has rewritten it since: then it is the page's again. */
  restore(element: Element): void {
    const kept = this.#kept.get(element);
    this.#kept.delete(element);
    if (kept?.ours !== attribute(element, 'style')) return;
    if (kept.before === null) removeAttribute(element, 'style');
    else setAttribute(element, 'style', kept.before);
  }

  /** Puts all back. */
  clear(): void {
    for (const element of [...this.#kept.keys()]) this.restore(element);
  }
}
