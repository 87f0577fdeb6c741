/** The beginning of text for the popup, without layout. */
import { characters, firstChild, localName, nextSibling, nodeType } from 'unnag/apply';
import { EXCERPT } from '../messages.js';

const SILENT = /^(?:script|style|template|noscript|svg)$/;
/** A hostile page may nest for ever and say nothing; so long is looked. */
const MOST_NODES = 2000;

/** The elements' text, spaces folded, cut at `EXCERPT` characters. */
export const excerpt = (elements: readonly Element[]): string => {
  let text = '';
  const todo: Node[] = [...elements].reverse();
  for (let seen = 0; seen < MOST_NODES && text.length < EXCERPT * 2; seen++) {
    const node = todo.pop();
    if (!node) break;
    const type = nodeType(node);
    const next = elements.includes(node as Element) ? null : nextSibling(node);
    if (next) todo.push(next);
    if (type === 3) text += ` ${characters(node).slice(0, EXCERPT)}`;
    const child = type === 1 && !SILENT.test(localName(node)) && firstChild(node);
    if (child) todo.push(child);
  }
  const folded = text.replace(/\s+/g, ' ').trim();
  return folded.length > EXCERPT ? `${folded.slice(0, EXCERPT - 1)}…` : folded;
};
