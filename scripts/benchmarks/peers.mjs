// The extractors that are not crates: the article's text of a page. Those in Node give markup, of which the text is taken. No network: what asks for
// it gets an error.
import { readFileSync } from 'node:fs';
import { Readability } from '@mozilla/readability';
import { Defuddle } from 'defuddle/node';
import { parseHTML } from 'linkedom';
import { TRAFILATURA } from './trafilatura.mjs';

/** Of a package, from a file of it that can be imported and how far up its folder is. */
const version = (file, up) => JSON.parse(readFileSync(new URL(`${up}package.json`, import.meta.resolve(file)), 'utf8')).version;
const BLOCKS = /<\/?(?:address|article|aside|blockquote|br|caption|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|ol|p|pre|section|table|td|th|tr|ul)\b[^>]*>/gi;

// One of them tells at length of what it could not read.
console.error = () => undefined;
globalThis.fetch = () => Promise.reject(new Error('the benchmark asks no network'));

/** What a reader reads of markup: blocks apart, as words on a page are. */
function textOf(markup) {
  const { document } = parseHTML(`<!doctype html><html><body>${markup.replace(BLOCKS, (tag) => `\n${tag}`)}</body></html>`);
  return document.body?.textContent ?? '';
}

/** In this process. */
const here = (read) => () => Promise.resolve({ read, close: () => undefined });

/** Each with a name, and a way to open it: what reads a page and what ends it. One that can not be had throws LeftOut. */
export const PEERS = [
  {
    name: `Readability ${version('@mozilla/readability', './')}`,
    open: here((html) => textOf(new Readability(parseHTML(html).document).parse()?.content ?? '')),
  },
  {
    name: `Defuddle ${version('defuddle/node', '../')}`,
    // Some of its extractors would ask sites for more.
    open: here(async (html, url) => textOf((await Defuddle(parseHTML(html).document, url, { useAsync: false })).content ?? '')),
  },
  ...TRAFILATURA,
];
