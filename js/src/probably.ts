/**
 * A guess whether a page is an article, without the engine: for a button that is to be shown or a page that is to be passed over. Choice: the
 * paragraphs' lengths, up to where they suffice; a page that calls itself an article needs fewer. It is quick because it reads no layout and
 * looks at a bounded number of elements; `analyze(document).purpose` is the thorough answer.
 */

import { attribute, ELEMENT, localName, matches, nodeType, parentNode, query, queryAll, textOf } from './snapshot/dom.js';

/** Where an article's paragraphs may stand; those of a box that has line breaks in it count too. */
const PARAGRAPHS = 'p, pre, blockquote, div > br, section > br, article > br';
/** Around paragraphs that are none of an article's. */
const ELSEWHERE = 'aside, footer, nav, form, dialog, li, [hidden], [aria-hidden="true"], [role="dialog"], [aria-modal="true"]';
/** The most elements that are looked at, and the most steps up from each. */
const MOST = 300;
const STEPS = 12;
const IS_ARTICLE = /article/i;

/** What makes an article of paragraphs. */
export interface Measure {
  /** Shorter ones are teasers, captions, buttons. */
  readonly long: number;
  /** What the square roots of the rest of their lengths must come to. */
  readonly enough: number;
  readonly isVisible?: ((element: Element) => boolean) | undefined;
}

const USUAL: Measure = { long: 80, enough: 40 };
/** For a page that calls itself an article. */
const CLAIMED: Measure = { long: 80, enough: 20 };

function standsInText(element: Element): boolean {
  let at: Node | null = element;
  for (let step = 0; at && step < STEPS; step += 1) {
    if (nodeType(at) === ELEMENT && matches(at, ELSEWHERE)) return false;
    at = parentNode(at);
  }
  return true;
}

/** Whether a document has paragraphs enough. */
export function hasParagraphs(document: Document, { long, enough, isVisible }: Measure): boolean {
  const seen = new Set<Node>();
  let sum = 0;
  let left = MOST;
  for (const found of queryAll(document, PARAGRAPHS)) {
    if ((left -= 1) < 0) return false;
    const element = (localName(found) === 'br' ? parentNode(found) : found) as Element | null;
    if (!element || seen.has(element)) continue;
    seen.add(element);
    const length = (textOf(element) ?? '').trim().length;
    if (length < long || !standsInText(element) || isVisible?.(element) === false) continue;
    sum += Math.sqrt(length - long);
    if (sum >= enough) return true;
  }
  return false;
}

/** Whether a page is probably an article. Never changes it, asks for no layout, takes well under a millisecond. */
export function isProbablyArticle(document: Document): boolean {
  const type = query(document, 'meta[property="og:type" i]');
  return hasParagraphs(document, IS_ARTICLE.test((type && attribute(type, 'content')) ?? '') ? CLAIMED : USUAL);
}
