/** Where elements stand, as the command line tells it too. */

import { documentElement, ELEMENT, firstChild, nextSibling, nodeType, parentNode } from '../snapshot/dom.js';

/** The element-child indices from `<html>`. */
export type Path = readonly number[];

/** The most steps of all paths together, as in `src/wasm.rs`: where many blocks stand deep, their paths are far longer than the page. */
const MOST_STEPS = 2 << 20;

/** Finds paths in a document; each parent's children are counted once. */
export class Paths {
  readonly #root: Element | null;
  readonly #indices = new Map<Node, number>();
  #steps = 0;

  constructor(document: Document) {
    this.#root = documentElement(document);
  }

  /** An element's path; none if it stands in a shadow tree, a frame or nowhere, or after `MOST_STEPS`. */
  of(element: Node): Path | undefined {
    if (this.#steps >= MOST_STEPS) return undefined;
    const path: number[] = [];
    for (let at = element; at !== this.#root; ) {
      const parent = parentNode(at);
      if (!parent || nodeType(parent) !== ELEMENT) return undefined;
      path.push(this.#index(at, parent));
      at = parent;
    }
    this.#steps += path.length;
    return path.reverse();
  }

  #index(element: Node, parent: Node): number {
    const known = this.#indices.get(element);
    if (known !== undefined) return known;
    let index = 0;
    for (let child = firstChild(parent); child; child = nextSibling(child)) {
      if (nodeType(child) !== ELEMENT) continue;
      this.#indices.set(child, index);
      index += 1;
    }
    return this.#indices.get(element) ?? 0;
  }
}
