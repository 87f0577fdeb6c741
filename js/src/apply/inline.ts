/** ⑬ Inline declarations of ours where a page's own inline `!important` would win otherwise; the old `style` is kept to the letter. */

import { attribute, createIn, ownerDocument, removeAttribute, setAttribute } from '../snapshot/dom.js';

interface Kept {
  /** `null`: there was no attribute, which is not the same as an empty one. */
  readonly before: string | null;
  readonly ours: string;
  readonly declarations: string;
}

/** Declarations by property. */
function parsed(document: Document, declarations: string): CSSStyleDeclaration {
  const { style } = createIn(document, 'i');
  style.cssText = declarations;
  return style;
}

/** Inline styles written over elements' own. */
export class InlineStyles {
  readonly #kept = new Map<Element, Kept>();

  /** The style that the element had before, if ours stands there now; `undefined` if it does not. Asked of each element of a page. */
  before(element: Element): string | null | undefined {
    const kept = this.#kept.get(element);
    if (!kept) return undefined;
    return kept.ours === attribute(element, 'style') ? kept.before : undefined;
  }

  /** Whether the element's style is the one written here. */
  has(element: Element): boolean {
    return this.before(element) !== undefined;
  }

  /** Adds declarations behind the element's own. */
  set(element: Element, declarations: string): void {
    if (this.has(element)) return;
    const before = attribute(element, 'style');
    const kept = before ?? '';
    const ours = `${kept}${kept.trim() === '' || kept.trimEnd().endsWith(';') ? '' : ';'}${declarations}`;
    this.#kept.set(element, { before, ours, declarations });
    setAttribute(element, 'style', ours);
  }

  /** Puts one element's style back. Where the page has written to it since, what is still ours goes, property by property. */
  restore(element: Element): void {
    const kept = this.#kept.get(element);
    this.#kept.delete(element);
    const document = ownerDocument(element);
    if (!kept || !document) return;
    if (kept.ours !== attribute(element, 'style')) {
      const { style } = element as HTMLElement;
      const was = parsed(document, kept.before ?? '');
      const ours = parsed(document, kept.declarations);
      for (const name of ours) {
        if (style.getPropertyValue(name) !== ours.getPropertyValue(name) || style.getPropertyPriority(name) === '') continue;
        style.setProperty(name, was.getPropertyValue(name), was.getPropertyPriority(name));
      }
    } else if (kept.before === null) removeAttribute(element, 'style');
    else setAttribute(element, 'style', kept.before);
  }

  /** Puts all back. */
  clear(): void {
    for (const element of [...this.#kept.keys()]) this.restore(element);
  }
}
