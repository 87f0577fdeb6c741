/**
 * ⑬ What the reader is reading stays where it is on the screen when something above it goes or comes.
 *
 * Browsers see to that by themselves (scroll anchoring), unless the page has switched it off. Choice: only there, since anything else would move
 * twice, and only for a reader who has scrolled; so no layout is read in the common case.
 */

import { bodyOf, documentElement, elementAt, query, rectOf, viewOf } from '../snapshot/dom.js';
import { MAIN } from './inert.js';

/** Heights of the window, in shares, at which a text is looked for that stays. */
const SHARES = [0.02, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9];

/** Does something to the page, and scrolls by what that has moved the first thing in the window that stays. */
export function steady<T>(document: Document, act: () => T): T {
  const view = viewOf(document);
  const off = (element: Element | null): boolean => element !== null && view?.getComputedStyle(element).getPropertyValue('overflow-anchor') === 'none';
  if (!view || view.scrollY < 1 || ![documentElement(document), bodyOf(document), query(document, MAIN)].some(off)) return act();
  const before = SHARES.flatMap((share) => {
    const element = elementAt(document, view.innerWidth / 2, view.innerHeight * share);
    const rect = element && rectOf(element);
    // What is higher than the window holds what goes as well, and would stay where it begins.
    return rect && rect.height < view.innerHeight ? [{ element, top: rect.top }] : [];
  });
  const result = act();
  for (const { element, top } of before) {
    const { top: now, height } = rectOf(element);
    // What does not scroll has not moved, and tells nothing of what does.
    if (height === 0 || /fixed|sticky/.test(view.getComputedStyle(element).position)) continue;
    if (Math.abs(now - top) >= 1) view.scrollBy({ top: now - top, behavior: 'instant' });
    break;
  }
  return result;
}
