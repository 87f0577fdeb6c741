/**
 * A guess whether a page is an article, without the engine: for a button that is to be shown or a page that is to be passed over. Choice: the
 * paragraphs' lengths, up to where they suffice; a page that calls itself an article needs fewer. It is quick because it reads no layout and
 * looks at a bounded number of elements; `analyze(document).purpose` is the thorough answer.
 */

import { checkDocument } from './given.js';
import { attribute, byTag, ELEMENT, firstChild, headOf, localName, matches, nextSibling, nodeType, parentNode, textOf } from './snapshot/dom.js';

/** What an article's paragraphs are; the second kind are boxes with line breaks in them. */
const PARAGRAPHS = ['p', 'br', 'pre', 'blockquote'] as const;
/** Around paragraphs that are none of an article's. */
const ELSEWHERE = 'aside, footer, nav, form, dialog, li, [hidden], [aria-hidden="true"], [role="dialog"], [aria-modal="true"]';
/** The most elements of a kind that are looked at, and the most steps up from each. */
const MOST = 300;
const STEPS = 12;
const IS_ARTICLE = /article/i;
/**
 * Paragraphs too short to count each make an article where so many of them, with so many characters, stand side by side. Teasers, comments and
 * answers have a box each.
 */
const TOGETHER = { short: 25, paragraphs: 5, characters: 500 };

/** What makes an article of paragraphs. */
export interface Measure {
  /** Shorter ones are teasers, captions, buttons. */
  readonly long: number;
  /** What the square roots of the rest of their lengths must come to. */
  readonly enough: number;
  readonly isVisible?: ((element: Element) => boolean) | undefined;
  /** The elements that count. Default: paragraphs, short ones together too. */
  readonly names?: readonly string[] | undefined;
}

const USUAL: Measure = { long: 80, enough: 40 };
/** For a page that calls itself an article. */
const CLAIMED: Measure = { long: 80, enough: 20 };

function standsInText(node: Node): boolean {
  let at: Node | null = node;
  for (let step = 0; at && step < STEPS; step += 1) {
    if (nodeType(at) === ELEMENT && matches(at, ELSEWHERE)) return false;
    at = parentNode(at);
  }
  return true;
}

/** Whether a document has paragraphs enough. */
export function hasParagraphs(document: Document, { long, enough, isVisible, names }: Measure): boolean {
  const seen = new Set<Node>();
  const boxes = new Map<Node | null, { readonly inText: boolean; paragraphs: number; characters: number }>();
  let sum = 0;
  for (const name of names ?? PARAGRAPHS) {
    // A live list is filled only as far as it is read.
    const list = byTag(document, name);
    for (let at = 0; at < MOST; at += 1) {
      const found = list[at];
      if (!found) break;
      const element = (name === 'br' ? parentNode(found) : found) as Element | null;
      if (!element || seen.has(element)) continue;
      seen.add(element);
      const length = (textOf(element) ?? '').trim().length;
      if (length < (names ? long : TOGETHER.short)) continue;
      const parent = parentNode(element);
      const box = boxes.get(parent) ?? { inText: !parent || standsInText(parent), paragraphs: 0, characters: 0 };
      boxes.set(parent, box);
      if (!box.inText || matches(element, ELSEWHERE) || isVisible?.(element) === false) continue;
      box.paragraphs += 1;
      box.characters += length;
      if (length >= long) sum += Math.sqrt(length - long);
      if (sum >= enough || (!names && box.paragraphs >= TOGETHER.paragraphs && box.characters >= TOGETHER.characters)) return true;
    }
  }
  return false;
}

/** Whether the page calls itself an article, in its head. */
function callsItselfArticle(document: Document): boolean {
  let tag = firstChild(headOf(document) ?? document);
  for (let seen = 0; tag && seen < MOST; seen += 1, tag = nextSibling(tag)) {
    if (nodeType(tag) !== ELEMENT || localName(tag) !== 'meta') continue;
    if (attribute(tag, 'property')?.toLowerCase() === 'og:type') return IS_ARTICLE.test(attribute(tag, 'content') ?? '');
  }
  return false;
}

/**
 * Whether a page is probably an article. Never changes it, asks for no layout, and looks at a few hundred elements at most: well under a
 * millisecond on any but the largest pages.
 */
export function isProbablyArticle(document: Document): boolean {
  checkDocument(document);
  return hasParagraphs(document, callsItselfArticle(document) ? CLAIMED : USUAL);
}
