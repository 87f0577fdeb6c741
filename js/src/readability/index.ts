/**
 * `unnag/readability`: the call shape of `@mozilla/readability` over this engine, so that a project can switch by changing one import. The
 * document is not changed. Where results differ is told in the README.
 */

import type { Findings } from '../analyze/analysis.js';
import { findings } from '../analyze/pages.js';
import { articleHtml } from '../article/html.js';
import { unseenBlocks } from '../article/shape.js';
import type { Source } from '../article/source.js';
import { articleText } from '../article/text.js';
import { engine } from '../engines/inline.js';
import type { BlockReport, Label, Purpose } from '../plan.js';
import { hasParagraphs } from '../probably.js';
import { attribute, bodyOf, documentElement, queryAll, viewOf } from '../snapshot/dom.js';
import { metadata } from './metadata.js';

/** The options of `@mozilla/readability`. */
export interface ReadabilityOptions<T = string> {
  /** `true`: what was found is logged. */
  readonly debug?: boolean | undefined;
  /** A document with more elements throws. 0: any number. */
  readonly maxElemsToParse?: number | undefined;
  /** Where the sure parts of the article have fewer characters, less sure ones are taken too. Default 500. */
  readonly charThreshold?: number | undefined;
  /** Makes `content` of the article's element. Default: its markup as a string. Needs a `DOMParser`. */
  readonly serializer?: ((node: Node) => T) | undefined;
  /** `true`: JSON-LD is not read for title, byline and so on. */
  readonly disableJSONLD?: boolean | undefined;
  /** Has no meaning here: there are no candidates. */
  readonly nbTopCandidates?: number | undefined;
  /** Has no meaning here: no class of the page stays. */
  readonly classesToPreserve?: readonly string[] | undefined;
  /** Has no meaning here: no class of the page stays. */
  readonly keepClasses?: boolean | undefined;
  /** Has no meaning here: players do not stay. */
  readonly allowedVideoRegex?: RegExp | undefined;
  /** Has no meaning here: the engine weighs links itself. */
  readonly linkDensityModifier?: number | undefined;
}

/** What `parse` gives. */
export interface ReadabilityArticle<T = string> {
  title: string;
  byline: string | null;
  dir: string | null;
  lang: string | null;
  content: T;
  textContent: string;
  length: number;
  excerpt: string | null;
  siteName: string | null;
  publishedTime: string | null;
}

const THRESHOLD = 500;
/** A shorter paragraph is no excerpt. */
const SHORT = 60;
const NAGS: ReadonlySet<Label> = /* @__PURE__ */ new Set<Label>(['donation', 'paywall', 'newsletter', 'prompt', 'consent', 'ad']);
const FURNITURE: ReadonlySet<Label> = /* @__PURE__ */ new Set<Label>(['related', 'social', 'comments', 'nav', 'footer']);
/** Pages without an article that may be nothing but a few words to read. */
const PLAIN: ReadonlySet<Purpose> = /* @__PURE__ */ new Set<Purpose>(['article', 'other']);
/** Less than a sentence is no article on other pages: a price, a word in a form. `PROSE` of `src/plan/limits.rs`. */
const SENTENCE = 40;

/** A part of at least so many bytes that stands in the page twice is one: `TWICE` of `src/article.rs`. */
const TWICE = 80;

/** The blocks, what is said twice a part once only. */
function saidOnce(blocks: readonly BlockReport[]): readonly BlockReport[] {
  const said = new Set<string>();
  return blocks.map((block) => {
    if (!block.part || new TextEncoder().encode(block.text).length < TWICE) return block;
    // A caption in a paragraph's words does not take its place.
    const words = `${block.role === 'headline' || block.role === 'caption' ? 'beside' : 'within'} ${block.text}`;
    const again = said.has(words);
    said.add(words);
    return again ? { ...block, part: false } : block;
  });
}

/**
 * The blocks with the article's parts chosen anew where the sure ones are too few: Readability's users want what there is. What the page hides is
 * never one.
 */
function chosen({ blocks, plan: { purpose } }: Pick<Findings, 'blocks' | 'plan'>, source: Source, threshold: number): readonly BlockReport[] {
  const length = (list: readonly BlockReport[]): number => list.reduce((sum, { part, text }) => sum + (part ? text.length : 0), 0);
  if (length(blocks) >= threshold) return blocks;
  const isUnseen = unseenBlocks(source);
  const by = (isPart: (label: Label) => boolean): readonly BlockReport[] =>
    saidOnce(blocks.map((block) => ({ ...block, part: isPart(block.label) && !isUnseen(block.node) })));
  const choices = [by((label) => label === 'article')];
  if (PLAIN.has(purpose)) choices.push(by((label) => !NAGS.has(label) && !FURNITURE.has(label)), by((label) => !NAGS.has(label)), by(() => true));
  if (!PLAIN.has(purpose) && choices.every((list) => length(list) < SENTENCE)) return by(() => false);
  return choices.find((list) => length(list) > 0) ?? blocks;
}

export class Readability<T = string> {
  readonly #document: Document;
  readonly #options: ReadabilityOptions<T>;

  constructor(document: Document, options: ReadabilityOptions<T> = {}) {
    // Readability's users hand over what they have; a clear word is better than an error from within.
    const given: unknown = document;
    if (typeof given !== 'object' || given === null || !('documentElement' in given)) {
      throw new Error('First argument to Readability constructor should be a document object.');
    }
    this.#document = document;
    this.#options = options;
  }

  /** The article; `null` if the page has no text that could be one. */
  parse(): ReadabilityArticle<T> | null {
    const document = this.#document;
    const { charThreshold = THRESHOLD, debug = false, disableJSONLD = false, maxElemsToParse = 0, serializer } = this.#options;
    if (maxElemsToParse > 0) {
      const elements = queryAll(document, '*').length;
      if (elements > maxElemsToParse) throw new Error(`Aborting parsing document; ${String(elements)} elements found`);
    }
    const found = findings(engine(), document, {});
    const source = found.source();
    const blocks = chosen(found, source, charThreshold);
    const textContent = articleText(() => source, blocks, { captions: true });
    if (textContent === '') return null;
    const told = metadata(document, !disableJSONLD);
    const markup = articleHtml(source, blocks);
    const html = `<div id="readability-page-1" class="page">${markup}</div>`;
    const root = documentElement(document);
    const body = bodyOf(document);
    const paragraph = blocks.find(({ part, role, text }) => part && (role === 'standfirst' || role === 'paragraph') && text.length >= SHORT);
    const article: ReadabilityArticle<T> = {
      title: told.title,
      byline: told.byline ?? null,
      dir: (body && attribute(body, 'dir')) ?? (root && attribute(root, 'dir')),
      lang: root && attribute(root, 'lang'),
      // Without a serializer, T is string.
      content: serializer ? serializer(this.#element(html)) : (html as T),
      textContent,
      length: textContent.length,
      excerpt: told.excerpt ?? paragraph?.text ?? null,
      siteName: told.siteName ?? null,
      publishedTime: told.publishedTime ?? null,
    };
    if (debug) console.log('Reader: (Readability)', found.plan.purpose, article);
    return article;
  }

  /** The article as an element of a document of its own. */
  #element(html: string): Node {
    const own: unknown = Reflect.get(globalThis, 'DOMParser');
    const Parser = (own as typeof DOMParser | undefined) ?? viewOf(this.#document)?.DOMParser;
    if (typeof Parser !== 'function') throw new TypeError('a serializer needs a DOMParser, and there is none here');
    const document = new Parser().parseFromString(`<!doctype html><body>${html}</body>`, 'text/html');
    return bodyOf(document)?.firstChild ?? document;
  }
}

/** The options of `isProbablyReaderable`. */
export interface ReaderableOptions {
  /** Shorter paragraphs do not count. Default 140. */
  readonly minContentLength?: number | undefined;
  /** What the paragraphs must come to. Default 20. */
  readonly minScore?: number | undefined;
  /** Whether a paragraph can be seen. Default: all can that no attribute hides. */
  readonly visibilityChecker?: ((node: Element) => boolean) | undefined;
}

/** What Readability counts: text that stands in an `article` counts twice, so that many short paragraphs are enough. */
const COUNTED = ['p', 'pre', 'br', 'article'];
const ATTRIBUTE_HIDES = /(?:^|[;{\s])display\s*:\s*none/i;

/** Whether `parse` will probably give something. Quick, and without the engine. */
export function isProbablyReaderable(document: Document, options: ReaderableOptions | ((node: Element) => boolean) = {}): boolean {
  const { minContentLength = 140, minScore = 20, visibilityChecker } = typeof options === 'function' ? { visibilityChecker: options } : options;
  const isVisible = visibilityChecker ?? ((element: Element): boolean => !ATTRIBUTE_HIDES.test(attribute(element, 'style') ?? ''));
  return hasParagraphs(document, { long: minContentLength, enough: minScore, isVisible, names: COUNTED });
}
