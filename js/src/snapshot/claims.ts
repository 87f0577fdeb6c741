/** What the page says of itself, word for word; `facts.ts` makes out what it comes to. */

import { attribute, documentElement, query, queryAll, textOf, titleOf, urlOf } from './dom.js';

/** The most JSON-LD scripts that are read, and the most characters of one: what is longer is passed over. */
export const MOST_SCRIPTS = 50;
export const MOST_CHARACTERS = 2_000_000;
/** Of the shorter claims, more than is ever used of one. */
const MOST_WORDS = 10_000;

/** A page's claims. Can be sent as a message. */
export interface Claims {
  readonly url: string;
  readonly language: string;
  readonly title: string;
  readonly ogType: string;
  /** The text of its JSON-LD scripts. */
  readonly scripts: readonly string[];
}

function words(value: string | null | undefined): string {
  return (value ?? '').slice(0, MOST_WORDS);
}

/** Reads the claims. `url`: the page's address where the document does not know it. */
export function claims(document: Document, url?: string): Claims {
  const root = documentElement(document);
  const ogType = query(document, 'meta[property="og:type"],meta[name="og:type"]');
  return {
    // Outside browsers, a DOM library may know neither address nor title.
    url: words(url ?? urlOf(document)),
    language: words(root && attribute(root, 'lang')),
    title: words(titleOf(document)),
    ogType: words(ogType && attribute(ogType, 'content')),
    scripts: [...queryAll(document, 'script[type="application/ld+json" i]')]
      .slice(0, MOST_SCRIPTS)
      .map((script) => textOf(script) ?? '')
      .filter((text) => text.length <= MOST_CHARACTERS),
  };
}
