/** A page's source in, what the engine says about it out, with the time that each part took. */

import { planText, planColumns, type Label, type Level, type PagePlan } from 'unnag';
import { walk, type Columns } from 'unnag/snapshot';

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

/** A page that was looked at: its own document, never shown as such. */
export interface Reading {
  readonly document: Document;
  readonly plan: PagePlan;
  readonly nodes: readonly Node[];
  /** Milliseconds. */
  readonly times: { readonly parse: number; readonly walk: number; readonly classify: number };
}

/** The page can not be looked at; the message is for people. */
export class ReadError extends Error {
  override readonly name = 'ReadError';
}

/** Beyond this, the browser's own parser would freeze the tab. */
const MOST_CHARACTERS = 20_000_000;
const CAPS = { nodes: 'it has more than a million elements', text: 'it has more than 64 MB of text', depth: 'its elements are nested too deeply' } as const;
/** Separates the facts; the first of them is the address. */
const FACT_END = '\u001f';

function isMarkup(content: string): boolean {
  return /<(?:!doctype|html|head|body|article|main|div|section|p|h[1-6]|table|ul|ol|span|a|br|title|meta)\b/i.test(content);
}

/** The document that DOMParser gives has the demo's address; the guard should judge the page's own. */
function withAddress(columns: Columns, url: string): Columns {
  const [, ...rest] = columns.facts.split(FACT_END);
  return { ...columns, facts: [url.replaceAll(FACT_END, ' '), ...rest].join(FACT_END) };
}

/** Plain text as the engine numbers it: the page is node 0, paragraph n is node 1 + 2 n, its text the node behind. */
function textDocument(content: string, name: string): { document: Document; nodes: Node[] } {
  const page = document.implementation.createHTMLDocument(name);
  const nodes: Node[] = [page.body];
  for (const line of content.split('\n').filter((each) => each.trim() !== '')) {
    const paragraph = page.createElement('p');
    paragraph.textContent = line;
    page.body.append(paragraph);
    nodes.push(paragraph, paragraph.firstChild ?? paragraph);
  }
  return { document: page, nodes };
}


/**
 * Looks at a page.
 * @throws {ReadError} if it is empty or too large.
 */
export function read(source: Source, choice: Choice): Reading {
  const { content } = source;
  if (content.trim() === '') throw new ReadError('There is nothing in it.');
  if (content.length > MOST_CHARACTERS) throw new ReadError('It is too large for this demo: more than 20 million characters.');
  const options = { ...choice, blocks: true };
  const start = performance.now();
  if (!isMarkup(content)) {
    const { document: page, nodes } = textDocument(content, source.name);
    const parsed = performance.now();
    const plan = planText(content, options);
    return { document: page, plan, nodes, times: { parse: parsed - start, walk: 0, classify: performance.now() - parsed } };
  }
  const page = new DOMParser().parseFromString(content, 'text/html');
  // With scripts on, as its readers have them, this is not rendered.
  for (const element of page.querySelectorAll('noscript')) element.remove();
  const parsed = performance.now();
  const outcome = walk(page);
  if (!outcome.ok) throw new ReadError(`It is too large: ${CAPS[outcome.tooLarge]}.`);
  const { columns, nodes } = outcome.snapshot;
  const walked = performance.now();
  const plan = planColumns(withAddress(columns, source.url), options);
  return { document: page, plan, nodes, times: { parse: parsed - start, walk: walked - parsed, classify: performance.now() - walked } };
}

/** Starts the engine before it is needed, so that the first page's time is that page's own. */
export function startEngine(): void {
  read({ name: '', url: '', content: '<article><h1>One</h1><p>Two words.</p><form><input type="email"></form></article>' }, { level: 'calm', kinds: {} });
}
