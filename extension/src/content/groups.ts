/** Hidden things as a reader counts them. */
import { nextSibling, nodeType, textOf, type Item } from 'unnag/apply';

/**
 * What a reader takes for one thing: parts of one kind that stand beside each other, as an appeal does that is written straight into the
 * article's own container. It is named by its first part.
 */
export type Group = [Item, ...Item[]];

const besides = (one: Element, other: Element): boolean => {
  let next = nextSibling(one);
  while (next && next !== other && (nodeType(next) !== 1 || textOf(next)?.trim() === '')) next = nextSibling(next);
  return next === other;
};

/** Hidden things in document order, by what a reader takes for one. */
export const grouped = (items: readonly Item[]): Group[] => {
  const groups: Group[] = [];
  for (const item of items) {
    const last = groups.at(-1)?.at(-1);
    if (last?.label === item.label && besides(last.element, item.element)) groups.at(-1)?.push(item);
    else groups.push([item]);
  }
  return groups;
};
