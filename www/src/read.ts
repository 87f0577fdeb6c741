/** A page's source in, what the engine says about it out, with the time that each part took. */

import { analyze, isHtml, planColumns, planText, TooLargeError, type Analysis, type Block, type Label, type Level, type PlanOptions } from 'unnag';
import { walk } from 'unnag/snapshot';
import { all, remove } from './reach.js';

/** A page that somebody picked, pasted or dropped. */
export interface Source {
  readonly name: string;
  /** Where it came from; empty if unknown. */
  readonly url: string;
  readonly content: string;
}

/** What may be chosen. */
export interface Choice {
  readonly level: Level;
  /** Switches on top of the level. */
  readonly kinds: Partial<Record<Label, boolean>>;
}

/** Milliseconds. */
export interface Times {
  readonly parse: number;
  readonly walk: number;
  readonly classify: number;
}

/** How large a page is, and what the engine took for it. */
export interface Timing {
  readonly times: Times;
  readonly nodes: number;
}

/** A page that was looked at: its own document, never shown as such. */
export interface Reading extends Timing {
  readonly document: Document;
  readonly analysis: Analysis;
  /** Scrolling may be released: what had locked it is hidden. */
  readonly releaseScroll: boolean;
  /** The article as markup, headline and all: harmless by the way it is written. */
  readonly articleHtml: string;
}

/** The page can not be looked at; the message is for people. */
export class ReadError extends Error {
  override readonly name = 'ReadError';
}

/** Beyond this, the browser's own parser would freeze the tab. */
const MOST_CHARACTERS = 20_000_000;
const CAPS = { nodes: 'it has more than a million elements', text: 'it has more than 64 MB of text', depth: 'its elements are nested too deeply' } as const;

/** The page as its readers have it: with scripts on, `noscript` is not rendered. */
function parse(content: string): Document {
  const page = new DOMParser().parseFromString(content, 'text/html');
  for (const element of all(page, 'noscript')) remove(element);
  return page;
}

function refuse(content: string): void {
  if (content.trim() === '') throw new ReadError('There is nothing in it.');
  if (content.length > MOST_CHARACTERS) throw new ReadError('It is too large for this demo: more than 20 million characters.');
}

/** Plain text as a document: each line that is not blank a paragraph, as the engine counts them. */
function textDocument(content: string, name: string): { page: Document; paragraphs: HTMLParagraphElement[] } {
  const page = document.implementation.createHTMLDocument(name);
  const paragraphs = content.split('\n').filter((line) => line.trim() !== '').map((line) => {
    const paragraph = page.createElement('p');
    paragraph.textContent = line;
    return paragraph;
  });
  page.body.append(...paragraphs);
  return { page, paragraphs };
}

function readText(source: Source, options: PlanOptions): Reading {
  const start = performance.now();
  const { page, paragraphs } = textDocument(source.content, source.name);
  const parsed = performance.now();
  const { releaseScroll } = planText(source.content, options);
  const times = { parse: parsed - start, walk: 0, classify: performance.now() - parsed };
  const found = analyze(source.content, { ...options, format: 'text', explain: true });
  const placed = <T extends { readonly path?: readonly number[] | undefined }>(item: T): T & { element: Element | undefined } => ({
    ...item,
    element: paragraphs[item.path?.[0] ?? -1],
  });
  const analysis = { ...found, blocks: found.blocks.map(placed), hide: found.hide.map(placed), kept: found.kept.map(placed) };
  return { document: page, analysis, releaseScroll, times, nodes: 1 + 2 * paragraphs.length, articleHtml: found.articleHtml({ headline: true }) };
}

/** The stages one by one, each with its time. */
function timed(content: string, url: string, options: PlanOptions): Timing & { page: Document; releaseScroll: boolean } {
  const start = performance.now();
  const page = parse(content);
  const parsed = performance.now();
  const outcome = walk(page, { url });
  if (!outcome.ok) throw new ReadError(`It is too large: ${CAPS[outcome.tooLarge]}.`);
  const walked = performance.now();
  const { releaseScroll } = planColumns(outcome.snapshot.columns, options);
  const times = { parse: parsed - start, walk: walked - parsed, classify: performance.now() - walked };
  return { page, releaseScroll, times, nodes: outcome.snapshot.nodes.length };
}

/**
 * Looks at a page.
 * @throws {ReadError} if it is empty or too large.
 */
export function read(source: Source, choice: Choice): Reading {
  const { content, url } = source;
  refuse(content);
  const options = { level: choice.level, kinds: choice.kinds };
  if (!isHtml(content)) return readText(source, options);
  const { page, releaseScroll, times, nodes } = timed(content, url, options);
  try {
    // Once more, for all that can be told of a page; the times are of what an extension does.
    const analysis = analyze(page, { ...options, url, explain: true });
    return { document: page, analysis, releaseScroll, times, nodes, articleHtml: analysis.articleHtml({ headline: true }) };
  } catch (error) {
    if (error instanceof TooLargeError) throw new ReadError('It is too large for the engine.');
    throw error;
  }
}

/** What is told of a page in a list. */
export interface Summary {
  readonly purpose: Analysis['purpose'];
  readonly hidden: number;
  /** Characters of the article's text. */
  readonly article: number;
  readonly ms: number;
}

/**
 * The counts of a page alone.
 * @throws {ReadError} if it is empty or too large.
 */
export function summarise(source: Source, choice: Choice): Summary {
  const { analysis, times } = read(source, choice);
  return { purpose: analysis.purpose, hidden: analysis.hide.length, article: analysis.articleText().length, ms: times.parse + times.walk + times.classify };
}

/** The times alone, of markup. */
export function time(content: string): Timing {
  const { times, nodes } = timed(content, '', { level: 'calm' });
  return { times, nodes };
}

/** The blocks that the article's text is made of, and its headline. */
export function passages({ blocks }: Analysis): Block[] {
  return blocks.filter(({ inArticle, label, role, text }) => text !== '' && (inArticle || (label === 'article' && (role === 'headline' || role === 'caption'))));
}

/** Starts the engine before it is needed, so that the first page's time is that page's own. */
export function startEngine(): void {
  read({ name: '', url: '', content: '<article><h1>One</h1><p>Two words.</p><form><input type="email"></form></article>' }, { level: 'calm', kinds: {} });
}
