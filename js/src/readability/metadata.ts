/**
 * What a page says of its article: title, authors, date, site, in JSON-LD, `meta` tags and markup. Threat: all of it may be broken, huge or of
 * another shape than it should. Choice: the first that says something, of the sources in the order in which they are mostly right.
 */

import { attribute, queryAll, textOf, titleOf } from '../snapshot/dom.js';
import { MOST_CHARACTERS, MOST_SCRIPTS } from '../snapshot/claims.js';
import { field, isFields, objects, type Fields } from '../snapshot/jsonld.js';

export interface Metadata {
  readonly title: string;
  readonly byline: string | undefined;
  readonly excerpt: string | undefined;
  readonly siteName: string | undefined;
  readonly publishedTime: string | undefined;
}

const ARTICLE = /^(?:\w*Article|\w*Posting|Report|\w*Review|AnalysisNewsArticle|SocialMediaPosting)$/;
const MOST_TAGS = 500;
/** A byline that is longer is a sentence. */
const LONG_BYLINE = 100;
const MOST_BYLINES = 20;
/** A title that is longer, or shorter, is not the headline alone. */
const LONG_TITLE = 150;
const SHORT_TITLE = 15;
const FEW_WORDS = 3;

function said(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '';
  return text === '' ? undefined : text;
}

function nameOf(value: unknown): string | undefined {
  return said(isFields(value) ? field(value, 'name') : value);
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

/** The first JSON-LD object of the page that is an article. */
function articleObject(document: Document): Fields | undefined {
  for (const script of [...queryAll(document, 'script[type="application/ld+json" i]')].slice(0, MOST_SCRIPTS)) {
    const text = textOf(script) ?? '';
    if (text.length > MOST_CHARACTERS) continue;
    for (const object of objects(text)) {
      if (listed(field(object, '@type')).some((type) => typeof type === 'string' && ARTICLE.test(type))) return object;
    }
  }
  return undefined;
}

/** The page's `meta` tags by name, lower case, the first of each. */
function metaTags(document: Document): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const tag of [...queryAll(document, 'meta[content]')].slice(0, MOST_TAGS)) {
    const content = said(attribute(tag, 'content'));
    const names = `${attribute(tag, 'property') ?? ''} ${attribute(tag, 'name') ?? ''} ${attribute(tag, 'itemprop') ?? ''}`;
    if (content === undefined) continue;
    for (const name of names.toLowerCase().split(/\s+/)) if (name !== '' && !found.has(name)) found.set(name.replaceAll('.', ':'), content);
  }
  return found;
}

const words = (text: string): number => text.split(/\s+/).length;

/** The document's title without the site's name. */
function ownTitle(document: Document): string {
  const whole = said(titleOf(document)) ?? '';
  const separators = [...whole.matchAll(/ [|\-–—\\/>»·] /g)];
  const last = separators.at(-1);
  if (last) {
    const before = whole.slice(0, last.index);
    if (words(before) >= FEW_WORDS) return before;
    const first = separators[0];
    const behind = first ? whole.slice(first.index + first[0].length) : whole;
    return words(behind) >= FEW_WORDS ? behind : whole;
  }
  const headings = [...queryAll(document, 'h1')].map((heading) => said(textOf(heading)) ?? '').filter((text) => text !== '');
  const [only = ''] = headings;
  if ((whole.length > LONG_TITLE || whole.length < SHORT_TITLE) && headings.length === 1) return only;
  const colon = whole.lastIndexOf(': ');
  if (colon < 0 || headings.includes(whole)) return whole;
  const behind = whole.slice(colon + 2);
  return headings.includes(behind) ? behind : whole;
}

function visibleByline(document: Document): string | undefined {
  const named = [...queryAll(document, '[rel~="author"], [itemprop~="author"], [class*="byline" i], [class*="author" i]')].slice(0, MOST_BYLINES);
  return named.map((element) => said(textOf(element))).find((text) => text !== undefined && text.length < LONG_BYLINE);
}

function first(...values: readonly (string | undefined)[]): string | undefined {
  return values.find((value) => value !== undefined);
}

/** Reads the page's metadata. `jsonLd`: whether JSON-LD is believed. */
export function metadata(document: Document, jsonLd: boolean): Metadata {
  const object = (jsonLd ? articleObject(document) : undefined) ?? {};
  const tags = metaTags(document);
  const tag = (...names: readonly string[]): string | undefined => first(...names.map((name) => tags.get(name)));
  const authors = listed(field(object, 'author')).map(nameOf).filter((name) => name !== undefined);
  // Some give the address of the author's profile.
  const profile = tag('article:author');
  return {
    title: first(said(field(object, 'headline')), said(field(object, 'name')), tag('dc:title', 'dcterms:title', 'og:title', 'twitter:title', 'title', 'parsely-title')) ?? ownTitle(document),
    byline: first(
      authors.length > 0 ? authors.join(', ') : undefined,
      tag('dc:creator', 'dcterms:creator', 'author', 'parsely-author'),
      profile !== undefined && /^https?:/i.test(profile) ? undefined : profile,
      visibleByline(document),
    ),
    excerpt: first(said(field(object, 'description')), tag('dc:description', 'dcterms:description', 'og:description', 'description', 'twitter:description')),
    siteName: first(nameOf(field(object, 'publisher')), tag('og:site_name', 'application-name')),
    publishedTime: first(said(field(object, 'datePublished')), tag('article:published_time', 'datepublished', 'parsely-pub-date', 'dcterms:issued', 'date')),
  };
}
