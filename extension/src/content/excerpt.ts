/** The beginning of text for the popup, without layout. */
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
    if (node.nodeType === 3) text += ` ${(node as Text).data.slice(0, EXCERPT)}`;
    else if (!SILENT.test((node as Element).localName)) todo.push(...[...node.childNodes].slice(0, MOST_NODES).reverse());
  }
  const folded = text.replace(/\s+/g, ' ').trim();
  return folded.length > EXCERPT ? `${folded.slice(0, EXCERPT - 1)}…` : folded;
};
