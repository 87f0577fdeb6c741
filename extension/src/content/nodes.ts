/** Steps between elements that no page can lead astray: a form's own names are its inputs, `form.parentElement` may be one of them. */
import { nextSibling, nodeType, parentNode, previousSibling } from 'unnag/apply';

const isElement = (node: Node | null): node is Element => node !== null && nodeType(node) === 1;

/** The element that an element stands in; none at the top of a tree. */
export const parentOf = (element: Element): Element | undefined => {
  const parent = parentNode(element);
  return isElement(parent) ? parent : undefined;
};

/** The next element on a side; none behind the last. */
export const besideOf = (element: Element, side: 'before' | 'after'): Element | undefined => {
  const step = side === 'after' ? nextSibling : previousSibling;
  let node = step(element);
  while (node && !isElement(node)) node = step(node);
  return isElement(node) ? node : undefined;
};
