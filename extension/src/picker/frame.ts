/** The outline of something on the page, or of the gap where it would be. */
import { placeOf, type Place } from 'unnag/apply';
import { make } from '../pages/make.js';

const INSET = 4;
const GAP = 10;
const LABEL = 28;

/** The place of several elements together. */
export const placeOfAll = (elements: readonly Element[]): Place | undefined => {
  const places = elements.flatMap((element) => placeOf(element) ?? []);
  const solid = places.filter(({ gap }) => !gap);
  const [first, ...rest] = solid.length > 0 ? solid : places.slice(0, 1);
  if (!first) return undefined;
  return rest.reduce((all, one) => {
    const x = Math.min(all.x, one.x);
    const y = Math.min(all.y, one.y);
    return { x, y, width: Math.max(all.x + all.width, one.x + one.width) - x, height: Math.max(all.y + all.height, one.y + one.height) - y, gap: false };
  }, first);
};

/** An outline with words to it. */
export class Frame {
  readonly element = make('div', 'frame');
  readonly tag = make('div', 'tag');

  constructor() {
    this.tag.setAttribute('role', 'status');
  }

  /** Puts it around a place; `undefined`: around the whole view, for what lay over the page. */
  put(place: Place | undefined, words: string): void {
    const { innerWidth, innerHeight } = window;
    const box = place ?? { x: 12, y: 12, width: innerWidth - 24, height: innerHeight - 24, gap: false };
    const inset = box.gap ? 0 : INSET;
    const x = Math.max(2, box.x - inset);
    const y = Math.max(2, box.y - inset - (box.gap ? GAP / 2 : 0));
    const right = Math.min(innerWidth - 2, box.x + box.width + inset);
    const bottom = Math.min(innerHeight - 2, box.y + inset + (box.gap ? GAP / 2 : box.height));
    this.element.classList.toggle('gap', box.gap);
    Object.assign(this.element.style, { left: `${String(x)}px`, top: `${String(y)}px`, width: `${String(Math.max(GAP, right - x))}px`, height: `${String(Math.max(GAP, bottom - y))}px` });
    if (this.tag.textContent !== words) this.tag.textContent = words;
    this.tag.hidden = words === '';
    const above = y > LABEL + 6;
    Object.assign(this.tag.style, { left: `${String(Math.min(x, Math.max(8, innerWidth - 370)))}px`, top: `${String(above ? y - LABEL - 2 : Math.min(bottom + 4, innerHeight - LABEL - 4))}px` });
  }
}
