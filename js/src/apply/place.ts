/** ⑬ Where on the screen something is, or would be if it were not hidden. Reads layout: only for what the reader points at. */

import { bodyOf, isConnected, nextSibling, nodeType, ownerDocument, parentNode, previousSibling, rectOf } from '../snapshot/dom.js';

/** A place in the viewport; a gap has no height. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly gap: boolean;
}

const MOST_SIBLINGS = 50;

function boxOf(node: Node | null): DOMRect | undefined {
  if (!node || nodeType(node) !== 1) return undefined;
  const rect = rectOf(node);
  return rect.width > 0 && rect.height > 0 ? rect : undefined;
}

/** The nearest sibling on a side that is on the screen. */
function beside(element: Element, next: (node: Node) => Node | null): DOMRect | undefined {
  let node = next(element);
  for (let seen = 0; node && seen < MOST_SIBLINGS; seen += 1) {
    const box = boxOf(node);
    if (box) return box;
    node = next(node);
  }
  return undefined;
}

/** The place of an element; `undefined` if it is nowhere, not even in what holds it. */
export function placeOf(element: Element): Place | undefined {
  if (!isConnected(element)) return undefined;
  const box = boxOf(element);
  if (box) return { x: box.x, y: box.y, width: box.width, height: box.height, gap: false };
  const document = ownerDocument(element);
  const body = document && bodyOf(document);
  for (let node: Node | null = element; node && node !== body; node = parentNode(node)) {
    if (nodeType(node) !== 1) continue;
    const before = beside(node as Element, previousSibling);
    if (before) return { x: before.x, y: before.bottom, width: before.width, height: 0, gap: true };
    const after = beside(node as Element, nextSibling);
    if (after) return { x: after.x, y: after.y, width: after.width, height: 0, gap: true };
    const parent = boxOf(parentNode(node));
    if (parent) return { x: parent.x, y: parent.y, width: parent.width, height: 0, gap: true };
  }
  return undefined;
}
