/** The page's text by block, and the article as text in the page's order, each passage with the part that it plays. */

import type { Role } from 'unnag';
import type { Reading } from './read.js';

export interface Passage {
  readonly role: Role;
  readonly text: string;
}

/** The text that belongs to each block directly, by the block's node. `spaced`: what stands in links and buttons is set apart. */
export function blockTexts({ plan, nodes }: Reading, spaced = false): ReadonlyMap<number, string> {
  const blocks = new Map<Node, number>();
  for (const { node } of plan.blocks) {
    const element = nodes[node];
    if (element) blocks.set(element, node);
  }
  const runs = new Map<number, string>();
  let last: Node | null = null;
  let broken = false;
  for (const node of nodes) {
    broken ||= node instanceof HTMLBRElement;
    if (!(node instanceof Text)) continue;
    let owner: Node | null = node;
    while (owner && !blocks.has(owner)) owner = owner.parentNode;
    const block = owner && blocks.get(owner);
    if (block === undefined || block === null) continue;
    const apart = broken || (spaced && node.parentNode !== last);
    broken = false;
    runs.set(block, `${runs.get(block) ?? ''}${apart ? ' ' : ''}${node.data}`);
    last = node.parentNode;
  }
  return new Map([...runs].map(([block, text]) => [block, text.replace(/\s+/g, ' ').trim()]));
}

/** The article's passages. */
export function passages(reading: Reading): Passage[] {
  const texts = blockTexts(reading);
  return reading.plan.blocks
    .filter(({ label }) => label === 'article')
    .map(({ role, node }) => ({ role, text: texts.get(node) ?? '' }))
    .filter(({ text }) => text !== '');
}

/** The body without headline and captions, passages separated by a blank line, as the command line's `text` gives it. */
export function plainText(all: readonly Passage[]): string {
  return all
    .filter(({ role }) => role !== 'headline' && role !== 'caption')
    .map(({ text }) => text)
    .join('\n\n');
}
