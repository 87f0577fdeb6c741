/** What is said of a block: what it is taken for, how surely, what becomes of it and why. */

import { reasonsInWords, WHY_WORDS, type Analysis, type Block, type Label } from 'unnag';
import { make, part } from './dom.js';
import { KINDS, ROLES, sure } from './words.js';

export interface Said {
  readonly label: Label;
  readonly role: string;
  readonly confidence: number;
  readonly isHidden: boolean;
  readonly because: string;
}

const NAGGING: ReadonlySet<string> = new Set(['nag', 'consent']);

/** Half a sentence with its capital. */
export function sentence(words: string): string {
  return words === '' ? '' : `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;
}

function within(block: Block, element: Element | undefined): boolean {
  return element !== undefined && block.element !== undefined && element.contains(block.element);
}

/** What is said of each block, by its number. Before the document is taken apart. */
export function sayings({ blocks, hide, kept }: Analysis): readonly Said[] {
  return blocks.map((block): Said => {
    const { label, confidence, reasons } = block;
    const role = ROLES[block.role];
    const root = hide.find(({ element }) => within(block, element));
    if (root) {
      const part = root.label === label ? '' : `Part of something that was taken for ${KINDS[root.label].name.toLowerCase()}. `;
      return { label, role, confidence: root.confidence, isHidden: true, because: `${part}${sentence(reasonsInWords(root.reasons))}` };
    }
    const stays = kept.find(({ element }) => within(block, element));
    if (stays) return { label, role, confidence, isHidden: false, because: sentence(WHY_WORDS[stays.why]) };
    const { family } = KINDS[label];
    if (family === 'article') return { label, role, confidence, isHidden: false, because: 'The article is never hidden.' };
    const asked = NAGGING.has(family) ? sentence(reasonsInWords(reasons)) : '';
    return { label, role, confidence, isHidden: false, because: asked === '' ? 'This kind stays as the switches are set.' : asked };
  });
}

const IDLE = 'Point at a block, tap it, or walk with the arrows: here stands what it is taken for, and why.';

/** Writes it into the strip above the frames. */
export function tellWhy(said: Said | undefined): void {
  const strip = part('why', HTMLParagraphElement);
  if (!said) {
    strip.style.removeProperty('--kind');
    strip.replaceChildren(make('span', 'idle', IDLE));
    return;
  }
  const { label, role, confidence, isHidden, because } = said;
  const { name, colour } = KINDS[label];
  strip.style.setProperty('--kind', colour);
  const what = make('span', 'what', make('span', 'dot'), make('b', '', role === '' ? name : `${name}, ${role}`));
  strip.replaceChildren(what, ' ', make('span', `fate ${isHidden ? 'goes' : 'stays'}`, isHidden ? 'hidden' : 'stays'), ' ', make('span', 'sure', sure(confidence)), ' ', make('span', 'because', because));
}
