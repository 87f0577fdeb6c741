/** ⑬ A plan on the page: what it hides as items that can be restored one by one, and what the reader restored stays restored. */

import { attribute, contains, ELEMENT, isConnected, isPage, nodeType, ownerDocument, textOf, viewOf } from '../snapshot/dom.js';
import type { Label, PagePlan, Reason, Why } from '../plan.js';
import type { Hiding } from './hide.js';

/** Something that is hidden. */
export interface Item {
  /** Unique on this page for as long as the element lives. */
  readonly id: number;
  readonly element: Element;
  readonly label: Label;
  readonly confidence: number;
  readonly reasons: readonly Reason[];
}

/** What tells something that is put in again from all else; less text than this is found anywhere. */
const told = (element: Element): string | undefined => {
  const text = textOf(element)?.match(/\S[^]{18,}\S/)?.[0];
  return text && [element.nodeName, attribute(element, 'class'), text].join();
};

/** Whether something lies over the page, so that a scroll lock and what is shut off may be its doing. What the reader chose gives no reasons. */
export function liesOver({ reasons }: Item): boolean {
  return reasons.length === 0 || reasons.includes('overlay') || reasons.includes('leftover');
}

/** Something that stays on purpose. */
export interface Keep {
  readonly element: Element;
  readonly label: Label;
  readonly why: Why;
}

/** Follows plans: hides what the newest one hides, shows what it no longer does. */
export class Items {
  readonly #hiding: Hiding;
  readonly #ids = new WeakMap<Element, number>();
  readonly #restored = new Set<Element>();
  #items = new Map<Element, Item>();
  #next = 1;

  constructor(hiding: Hiding) {
    this.#hiding = hiding;
  }

  /** What is hidden, in document order; what somebody has taken out of the page is not. */
  get list(): readonly Item[] {
    return this.standing(true);
  }

  /** What was hidden by the last plan and stands in the page, or has been taken out of it since. */
  standing(there: boolean): readonly Item[] {
    return [...this.#items.values()].filter(({ element }) => isConnected(element) === there);
  }

  /** Applies a plan made of a snapshot with these nodes. Gives what is hidden now and was not before. */
  apply(plan: PagePlan, nodes: readonly Node[]): readonly Item[] {
    const items = new Map<Element, Item>();
    const fresh: Item[] = [];
    for (const { node, label, confidence, reasons } of plan.hide) {
      const element = subject(nodes[node]);
      if (!element || this.#isRestored(element) || items.has(element)) continue;
      const known = this.#items.has(element);
      const item: Item = { id: this.#idOf(element), element, label, confidence, reasons };
      if (!this.#hiding.hide(element)) continue;
      items.set(element, item);
      if (!known) fresh.push(item);
    }
    for (const [element, item] of this.#items) {
      if (items.has(element)) continue;
      // Put in again since, the plan does not know it.
      if (isConnected(element) && !nodes.includes(element)) items.set(element, item);
      else this.#hiding.show(element);
    }
    this.#items = items;
    this.#hiding.prune();
    return fresh;
  }

  /** Hides an element on somebody's word rather than the plan's. */
  add(item: Omit<Item, 'id'>): Item | undefined {
    const { element } = item;
    if (this.#isRestored(element) || !this.#hiding.hide(element)) return undefined;
    const added = { ...item, id: this.#idOf(element) };
    this.#items.set(element, added);
    return added;
  }

  /**
   * Hides at once what the page puts in again: an element of the same kind and name as one that was hidden and is gone, with the same text. Else a
   * page that does so whenever it finds it hidden would flicker without end. Gives whether it did. What is hidden by a guess from memory is not
   * taken: only a plan can confirm that.
   */
  again(element: Element): boolean {
    if (attribute(element, this.#hiding.mark) !== null) return false;
    for (const [old, item] of this.#items) {
      const name = isConnected(old) || told(old);
      if (!name || name !== told(element)) continue;
      // It takes the place of the other, for those too who know that by its number.
      this.#ids.set(element, item.id);
      this.#ids.delete(old);
      this.#items.delete(old);
      this.#hiding.show(old);
      this.add({ ...item, element });
      return true;
    }
    return false;
  }

  /** Shows one item again, for good. Gives `false` if there is no such item. */
  restore(id: number): boolean {
    for (const [element, item] of this.#items) {
      if (item.id === id) {
        this.#items.delete(element);
        this.#restored.add(element);
        return this.#hiding.show(element);
      }
    }
    return false;
  }

  /** Hides again what the reader had restored. Gives `undefined` if it can not be: it has left the page. */
  rehide(item: Item): Item | undefined {
    this.#restored.delete(item.element);
    return this.add(item);
  }

  /** Shows all items again. They may be hidden again by a later plan. `reopen`: also their dialogs. */
  clear(reopen = true): void {
    this.#items.clear();
    this.#hiding.clear(reopen);
  }

  /** Forgets it all: another page stands here now. What is still there is shown, but no dialog of the page before is opened again. */
  leave(): void {
    this.clear(false);
    this.forget();
  }

  /** Hides an element because the reader points at it, whatever they restored before. */
  choose(element: Element, label: Label): Item | undefined {
    this.forget(element);
    return this.add({ element, label, confidence: 1, reasons: [] });
  }

  /** Forgets what the reader restored: all of it, since another page stands here now, or what has to do with one element. */
  forget(element?: Element): void {
    for (const restored of this.#restored) {
      if (!element || contains(restored, element) || contains(element, restored)) this.#restored.delete(restored);
    }
  }

  #isRestored(element: Element): boolean {
    for (const restored of this.#restored) {
      if (contains(restored, element) || contains(element, restored)) return true;
    }
    return false;
  }

  #idOf(element: Element): number {
    const id = this.#ids.get(element) ?? this.#next++;
    this.#ids.set(element, id);
    return id;
  }
}

/** The element that a node of a plan stands for: a frame for all that is in it. */
export function subject(node: Node | undefined): Element | undefined {
  if (!node || nodeType(node) !== ELEMENT) return undefined;
  const element = node as Element;
  const document = ownerDocument(element);
  if (!document || !isPage(element, document)) return element;
  return viewOf(document)?.frameElement ?? element;
}

/** What stays on purpose, as elements. */
export function keeps(plan: PagePlan, nodes: readonly Node[]): Keep[] {
  return plan.kept.flatMap(({ node, label, why }) => {
    const element = subject(nodes[node]);
    return element ? [{ element, label, why }] : [];
  });
}
