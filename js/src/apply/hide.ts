/**
 * ⑬ Hiding and its exact undo. It knows elements, never why.
 *
 * Threat: the page may fight back (inline `!important`, rewriting `style`, removing attributes) and must not be able to tell us by a name.
 * Choice: one attribute whose name is drawn at random for each page, and one rule. Nothing else is written, except an inline
 * `display: none !important` where the page's own inline `!important` would win and no USER sheet is to be had; its old `style` is kept
 * to the letter. Gap: a page that looks for attributes that it did not write finds ours; only layout would tell it more.
 */

import { attribute, bodyOf, documentElement, hasAttribute, isConnected, ownerDocument, removeAttribute, setAttribute } from '../snapshot/dom.js';
import { adopted, rootOfElement, type Root, type Styles } from './styles.js';

const INLINE_IMPORTANT = /(?:^|;)\s*(?:display|all)\s*:[^;]*!\s*important/i;

/** An attribute name that a page can not guess. */
export function drawMark(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return `data-${[...bytes].map((byte) => String.fromCharCode(97 + (byte % 26)) + (byte % 10).toString()).join('')}`;
}

/** The rule that hides what carries the mark. */
export function hidingRule(mark: string): string {
  return `[${mark}]{display:none!important}`;
}

interface Inline {
  readonly before: string;
  readonly ours: string;
}

/** What is hidden on one page. */
export class Hiding {
  readonly mark: string;
  readonly #styles: Styles;
  readonly #hidden = new Set<Element>();
  readonly #inline = new Map<Element, Inline>();
  readonly #undo = new Map<Root, (() => void) | undefined>();

  constructor(options: { readonly mark?: string | undefined; readonly styles?: Styles | undefined } = {}) {
    this.mark = options.mark ?? drawMark();
    this.#styles = options.styles ?? adopted;
  }

  /** The elements that are hidden now. */
  get elements(): ReadonlySet<Element> {
    return this.#hidden;
  }

  /** Hides an element. Gives `false` and does nothing if it is not in a document, or is the page itself. */
  hide(element: Element): boolean {
    const root = rootOfElement(element);
    const document = ownerDocument(element);
    if (!root || !document || !isConnected(element)) return false;
    if (element === documentElement(document) || element === bodyOf(document)) return false;
    this.#hidden.add(element);
    this.#write(element, root);
    return true;
  }

  #write(element: Element, root: Root): void {
    if (!this.#undo.has(root)) this.#undo.set(root, this.#styles.add(root, hidingRule(this.mark)));
    if (!hasAttribute(element, this.mark)) setAttribute(element, this.mark, '');
    const before = attribute(element, 'style') ?? '';
    const ruled = this.#undo.get(root) !== undefined;
    if (ruled && (this.#styles.beatsInline(root) || !INLINE_IMPORTANT.test(before))) return;
    if (this.#inline.get(element)?.ours === before) return;
    const kept = before.replaceAll(/(?:^|;)\s*(?:display|all)\s*:[^;]*/gi, '');
    const ours = `${kept === '' || kept.trimEnd().endsWith(';') ? kept : `${kept};`}display:none!important`;
    this.#inline.set(element, { before: attribute(element, 'style') === null ? NONE : before, ours });
    setAttribute(element, 'style', ours);
  }

  /** Writes again what the page took away from hidden elements; forgets those that left the page. */
  renew(): void {
    for (const element of this.#hidden) {
      const root = isConnected(element) ? rootOfElement(element) : undefined;
      if (root) this.#write(element, root);
    }
  }

  /** Shows an element again, exactly as it was. Gives `false` if it was not hidden. */
  show(element: Element): boolean {
    if (!this.#hidden.delete(element)) return false;
    removeAttribute(element, this.mark);
    const inline = this.#inline.get(element);
    this.#inline.delete(element);
    // If the page has rewritten the style since, it is the page's again.
    if (inline?.ours === attribute(element, 'style')) {
      if (inline.before === NONE) removeAttribute(element, 'style');
      else setAttribute(element, 'style', inline.before);
    }
    return true;
  }

  /** Shows everything again and takes the rules away. */
  clear(): void {
    for (const element of [...this.#hidden]) this.show(element);
    for (const [root, undo] of this.#undo) {
      // Copies that the page made of hidden elements carry the mark too.
      for (const copy of root.querySelectorAll(`[${this.mark}]`)) removeAttribute(copy, this.mark);
      undo?.();
    }
    this.#undo.clear();
  }
}

/** Stands for "there was no style attribute", which is not the same as an empty one. */
const NONE = '\u0000';
