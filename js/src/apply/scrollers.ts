/**
 * ⑬ What scrolls within a page and is held by a lock too.
 *
 * Threat: a box that crops text looks just like a scroller that is locked. Choice: the one scroller that stands in for the page is known by its
 * size; where a lock lies on every descendant, others by those of the page's own rules that apply and say that they scroll. Selectors of the page
 * find elements here and are written nowhere. Gap: sheets of other origins can not be read.
 */

import { childrenOf, matches, queryAll, rectOf, sheetsIn, viewOf } from '../snapshot/dom.js';
import { holds, MAIN } from './inert.js';

const DEPTH = 6;
const MOST_RULES = 20_000;
const MOST_SELECTORS = 500;
const SCROLLS = /auto|scroll/;

/** The element that scrolls instead of the page, if a lock holds it: it fills the view and hides most of what it has. */
export function pageScroller(body: Element, view: Window): Element | undefined {
  let level: Element[] = childrenOf(body);
  for (let depth = 0; depth < DEPTH && level.length > 0 && level.length < 200; depth += 1) {
    for (const element of level) {
      if (element.scrollHeight <= element.clientHeight + 50) continue;
      const rect = rectOf(element);
      const fills = rect.height >= view.innerHeight * 0.8 && rect.height <= view.innerHeight && rect.width >= view.innerWidth * 0.8;
      if (fills && view.getComputedStyle(element).overflowY === 'hidden' && holds(element, MAIN)) return element;
    }
    level = level.flatMap(childrenOf);
  }
  return undefined;
}

const scrolls = ({ overflowX, overflowY }: CSSStyleDeclaration): boolean => SCROLLS.test(overflowX + overflowY);

/** Whether the rules in a sheet or group count here. Nobody can say it of a container's, which holds for each element apart. */
function applies(group: CSSStyleSheet | CSSRule, view: Window & typeof globalThis): boolean {
  if ('media' in group && !view.matchMedia(group.media.mediaText || 'all').matches) return false;
  if ('containerName' in group || ('disabled' in group && group.disabled)) return false;
  return !(group instanceof view.CSSSupportsRule) || view.CSS.supports(group.conditionText);
}

/** Selectors of the rules that make something scroll. */
function scrolling(document: Document, view: Window & typeof globalThis): string[] {
  const selectors: string[] = [];
  const todo: (CSSStyleSheet | CSSRule)[] = [...sheetsIn(document)];
  for (let seen = 0; seen < MOST_RULES && selectors.length < MOST_SELECTORS; seen += 1) {
    const next = todo.pop();
    if (!next) break;
    try {
      if ('selectorText' in next && scrolls((next as CSSStyleRule).style)) selectors.push((next as CSSStyleRule).selectorText);
      if ('cssRules' in next && applies(next, view)) todo.push(...(next).cssRules);
    } catch {
      // A sheet of another origin.
    }
  }
  return selectors;
}

/** The scrollers within a page, if a lock lies on everything: even where nobody would hide an overflow. */
export function heldScrollers(document: Document): Element[] {
  const view = viewOf(document);
  const probe = [...queryAll(document, 'head,body script')].slice(0, 9);
  if (!view || !probe.some((element) => view.getComputedStyle(element).overflowY === 'hidden')) return [];
  const held = (element: Element): boolean => {
    const { overflowX, overflowY } = view.getComputedStyle(element);
    return overflowX === 'hidden' && overflowY === 'hidden' && (element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth);
  };
  const found = [...queryAll(document, '[style*="overflow"]')].filter((element) => scrolls((element as HTMLElement).style));
  for (const selector of scrolling(document, view)) {
    try {
      found.push(...queryAll(document, selector));
    } catch {
      // Nested rules have selectors that stand for nothing by themselves.
    }
  }
  return found.filter((element) => !matches(element, 'html,body') && held(element));
}
