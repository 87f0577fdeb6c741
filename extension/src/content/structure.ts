/** A subtree's elements and their names in short, for a test case: `aside.appeal(h2 p form(input button))`. No text, no addresses. */
import { attribute, childrenOf, localName } from 'unnag/apply';
import { MOST_EXAMPLE } from '../lesson.js';

const SILENT = /^(?:script|style|template|noscript|svg|link|meta|br)$/;
const MOST_NAMES = 3;
const DEEPEST = 6;

const named = (element: Element): string => {
  const names = (attribute(element, 'class') ?? '').split(/\s+/).filter((name) => name !== '').slice(0, MOST_NAMES);
  const id = attribute(element, 'id') ?? '';
  return [localName(element), ...(id === '' ? [] : [`#${id}`]), ...names.map((name) => `.${name}`)].join('').slice(0, 80);
};

/** The structure, cut at the most characters of an example. */
export const structureOf = (root: Element): string => {
  let text = '';
  const write = (element: Element, depth: number): void => {
    text += named(element);
    if (depth === 0) return;
    let open = false;
    for (const child of childrenOf(element)) {
      if (text.length >= MOST_EXAMPLE) break;
      if (SILENT.test(localName(child))) continue;
      text += open ? ' ' : '(';
      open = true;
      write(child, depth - 1);
    }
    if (open) text += ')';
  };
  write(root, DEEPEST);
  return text.slice(0, MOST_EXAMPLE);
};
