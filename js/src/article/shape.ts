/**
 * What nodes are by what stands above and below them: block-level, hidden, counted. Each in one pass over the page, since a page decides how
 * deep and how wide it is.
 */

import { isBlockName } from './elements.js';
import type { Source } from './source.js';

/** The parent's number; none for a root. */
export function above(source: Source, node: number): number | undefined {
  const parent = source.parent(node);
  return parent >= 0 && parent < node ? parent : undefined;
}

/** Adds up, for each node, what is in its subtree: parents come before children. */
export function summed(source: Source, marked: Iterable<number>): Uint32Array {
  const sums = new Uint32Array(source.length);
  for (const node of marked) if (node < sums.length) sums[node] = 1;
  for (let node = sums.length - 1; node > 0; node -= 1) {
    const parent = above(source, node);
    if (parent !== undefined) sums[parent] = (sums[parent] ?? 0) + (sums[node] ?? 0);
  }
  return sums;
}

/** Which nodes are block-level, by name or by what is in them. */
export function blockLevel(source: Source): boolean[] {
  const blocks = Array.from({ length: source.length }, (_, node) => isBlockName(source.name(node)));
  for (let node = source.length - 1; node > 0; node -= 1) {
    const parent = above(source, node);
    if (parent !== undefined && blocks[node] === true) blocks[parent] = true;
  }
  return blocks;
}

/** Which nodes do not stay: what the page hides and all that is in it, unless something that is kept stands there. `kept` counts that by subtree. */
export function goneNodes(source: Source, kept: Uint32Array): Uint8Array {
  const gone = new Uint8Array(source.length);
  for (let node = 0; node < source.length; node += 1) {
    const parent = above(source, node);
    gone[node] = (parent !== undefined && gone[parent] === 1) || (source.isHidden(node) && (kept[node] ?? 0) === 0) ? 1 : 0;
  }
  return gone;
}

/** A part that the server sent late and a script puts into its place at once, shown: see `is_streamed` in `src/block.rs`. */
const STREAMED = /^S:[\da-f]+$/i;

/**
 * Whether the page does not show a block, by the rules of `src/block.rs`: something that holds it is hidden, or all of its words are. A page that is
 * hidden as a whole shows itself by script.
 */
export function unseenBlocks(source: Source): (node: number) => boolean {
  const blocks = blockLevel(source);
  const hidden = new Uint8Array(source.length);
  const owners = new Uint32Array(source.length);
  // By block: whether it has words of its own, and whether any of them are seen.
  const words = new Uint8Array(source.length);
  const seen = new Uint8Array(source.length);
  for (let node = 0; node < source.length; node += 1) {
    const parent = above(source, node);
    const name = source.name(node);
    const own = source.isHidden(node) && name !== 'html' && name !== 'body' && !STREAMED.test(source.attribute(node, 'id'));
    hidden[node] = own || (parent !== undefined && hidden[parent] === 1) ? 1 : 0;
    const owner = blocks[node] === true || parent === undefined ? node : (owners[parent] ?? node);
    owners[node] = owner;
    if (name !== '#text' || source.text(node).trim() === '') continue;
    words[owner] = 1;
    if (hidden[node] === 0) seen[owner] = 1;
  }
  return (node) => hidden[node] === 1 || (words[node] === 1 && seen[node] === 0);
}
