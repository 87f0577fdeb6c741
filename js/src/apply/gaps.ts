/**
 * ⑬ The room that a page keeps for a bar that is hidden: margins and paddings of `html` and `body`, and heights that it hands to the rest of
 * the page as custom properties.
 *
 * Threat: taking the room of the site's own header, so that text slides under it. Choice: room at an edge of the window where something else
 * still stands is not touched; custom properties only by names that speak of such bars, and only inline, where scripts write them. Gap: room that a
 * class keeps on any other element stays.
 */

import { documentElement, elementsAt, viewOf } from '../snapshot/dom.js';

/** Less is no bar's height. */
const LEAST = 20;
/** Wider is no scroll bar's. */
const SCROLL_BAR = 30;
const NAMES = /^--[\w-]*(?:banner|notice|appeal|promo|donat|campaign|consent|cookie|newsletter)[\w-]*$/i;

/** The rooms by the words that mark them. */
export const ROOMS = {
  mt: 'margin-top',
  pt: 'padding-top',
  mb: 'margin-bottom',
  pb: 'padding-bottom',
  mr: 'margin-right',
  pr: 'padding-right',
} as const;

/** Whether something that does not scroll with the text stands at this height of the window. */
function taken(document: Document, view: Window, y: number): boolean {
  return elementsAt(document, view.innerWidth / 2, y).some((element) => {
    const { position } = view.getComputedStyle(element);
    return position === 'fixed' || position === 'sticky' || (position === 'absolute' && view.scrollY < 1);
  });
}

/** The rooms that an element, `html` or `body`, keeps for nobody, as words. Reads layout. `locked`: it holds a scroll lock too. */
export function emptyRooms(document: Document, element: HTMLElement, locked: boolean): string[] {
  const view = viewOf(document);
  if (!view) return [];
  const style = view.getComputedStyle(element);
  return Object.entries(ROOMS).filter(([, property]) => {
    const inline = element.style.getPropertyValue(property) !== '';
    const size = Number.parseFloat(style.getPropertyValue(property));
    // What scripts put in the place of the scroll bar that their lock takes away.
    if (property.endsWith('right')) return locked && inline && size > 0 && size <= SCROLL_BAR && Number.parseFloat(style.paddingLeft) === 0;
    // A sheet that gives `html` a margin for its looks does so on both sides; `body` has one on many sites.
    const other = property.replace(/top|bottom/, (side) => (side === 'top' ? 'bottom' : 'top'));
    if (size < LEAST || !(inline || (element === documentElement(document) && Number.parseFloat(style.getPropertyValue(other)) === 0))) return false;
    return !taken(document, view, property.endsWith('top') ? 1 : view.innerHeight - 1);
  }).map(([word]) => word);
}

/** Declarations that set the heights to nothing which an element's inline style hands on for such a bar. */
export function emptyHeights(element: HTMLElement): string {
  return [...element.style]
    .filter((name) => NAMES.test(name) && /[1-9][\d.]*px/.test(element.style.getPropertyValue(name)))
    .map((name) => `${name}:0px!important;`)
    .join('');
}
