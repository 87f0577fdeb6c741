/**
 * ⑬ Hiding and its exact undo. It knows elements, never why.
 *
 * Threat: the page may fight back (inline `!important`, rewriting `style`, removing attributes) and must not be able to tell us by a name.
 * Choice: one attribute whose name is drawn at random for each page, and one rule. Nothing else is written, except an inline
 * `display: none !important` where the page's own inline `!important` would win and no USER sheet is to be had; its old `style` is kept
 * to the letter. Gap: a page that looks for attributes that it did not write finds ours; only layout would tell it more.
 */

import { attribute, isConnected, isPage, ownerDocument, removeAttribute, setAttribute } from '../snapshot/dom.js';
import { closeModals, openModals } from './dialogs.js';
import { InlineStyles } from './inline.js';
import { drawMark } from './marks.js';
import { adopted, allIn, rootOfElement, type Root, type Styles } from './styles.js';

const INLINE_IMPORTANT = /(?:^|;)\s*(?:display|all)\s*:[^;]*!\s*important/i;

/** The rule that hides what carries the mark. With a value, the mark says something else (`scroll.ts`). */
export function hidingRule(mark: string): string {
  return `[${mark}=""]{display:none!important}`;
}

/** What is hidden on one page. */
export class Hiding {
  readonly mark: string;
  readonly #styles: Styles;
  readonly #hidden = new Set<Element>();
  readonly #inline = new InlineStyles();
  readonly #dialogs = new Map<Element, Set<HTMLDialogElement>>();
  readonly #closed = new Set<Element>();
  readonly #undo = new Map<Root, (() => void) | undefined>();

  constructor(options: { readonly mark?: string | undefined; readonly styles?: Styles | undefined } = {}) {
    this.mark = options.mark ?? drawMark();
    this.#styles = options.styles ?? adopted;
  }

  /** The elements that are hidden now. */
  get elements(): ReadonlySet<Element> {
    return this.#hidden;
  }

  /** The modal dialogs that were closed since they are hidden: to the page and to the engine they are open. */
  get closed(): ReadonlySet<Element> {
    return this.#closed;
  }

  /** Hides an element. Gives `false` and does nothing if it is not in a document, or is the page itself. */
  hide(element: Element): boolean {
    const root = rootOfElement(element);
    const document = ownerDocument(element);
    if (!root || !document || !isConnected(element)) return false;
    if (isPage(element, document)) return false;
    this.#hidden.add(element);
    this.#write(element, root);
    return true;
  }

  #write(element: Element, root: Root): void {
    // Each time anew: the page may open a dialog that has been hidden since before.
    const closed = closeModals(element);
    if (closed.length > 0) this.#dialogs.set(element, new Set([...(this.#dialogs.get(element) ?? []), ...closed]));
    for (const dialog of closed) this.#closed.add(dialog);
    if (!this.#undo.has(root)) this.#undo.set(root, this.#styles.add(root, hidingRule(this.mark)));
    if (attribute(element, this.mark) !== '') setAttribute(element, this.mark, '');
    const ruled = this.#undo.get(root) !== undefined;
    if (this.#inline.has(element)) return;
    if (ruled && (this.#styles.beatsInline(root) || !INLINE_IMPORTANT.test(attribute(element, 'style') ?? ''))) return;
    this.#inline.set(element, 'display:none!important');
  }

  /** The inline style that an element had before ours; `undefined` if ours does not stand there. For the next snapshot. */
  styleBefore(element: Element): string | null | undefined {
    return this.#inline.before(element);
  }

  /** Writes again what the page took away from hidden elements. One that has left the page stays hidden, in case it comes back, until it is shown. */
  renew(): void {
    for (const element of this.#hidden) {
      const root = isConnected(element) ? rootOfElement(element) : undefined;
      if (root) this.#write(element, root);
    }
  }

  /** Takes the mark off what is not hidden: copies that the page made of hidden elements, and what it has marked itself. */
  prune(): void {
    for (const root of this.#undo.keys()) {
      for (const other of allIn(root, `[${this.mark}=""]`)) if (!this.#hidden.has(other)) removeAttribute(other, this.mark);
    }
  }

  /** Shows an element again, exactly as it was, its modal dialogs opened unless `reopen` is false. Gives `false` if it was not hidden. */
  show(element: Element, reopen = true): boolean {
    if (!this.#hidden.delete(element)) return false;
    removeAttribute(element, this.mark);
    this.#inline.restore(element);
    const dialogs = this.#dialogs.get(element) ?? new Set();
    this.#dialogs.delete(element);
    for (const dialog of dialogs) this.#closed.delete(dialog);
    if (reopen) openModals(dialogs);
    return true;
  }

  /** Shows everything again and takes the rules away. `reopen`: see `show`. */
  clear(reopen = true): void {
    for (const element of [...this.#hidden]) this.show(element, reopen);
    this.prune();
    for (const undo of this.#undo.values()) undo?.();
    this.#undo.clear();
  }
}
