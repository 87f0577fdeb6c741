/** The ways in: a document, a string of HTML, plain text. None of them changes anything. */

import { livePage, paragraphs, fileMarkup } from '../article/source.js';
import { subject } from '../apply/items.js';
import { kindBits, switchBits, type HtmlWasm, type Wasm } from '../engine.js';
import { capped, TooLargeError } from '../errors.js';
import { attribute, baseOf, query } from '../snapshot/dom.js';
import { ENTRY_END } from '../snapshot/schema.js';
import { walk } from '../snapshot/walk.js';
import { analysis, taken, type Analysis, type AnalyzeOptions, type Findings } from './analysis.js';
import { Paths, type Path } from './paths.js';

/** Looks at a document. */
export function ofDocument(wasm: Wasm, document: Document, options: AnalyzeOptions): Analysis {
  return analysis(findings(wasm, document, options), options.explain);
}

/** What the engine finds in a document. */
export function findings(wasm: Wasm, document: Document, options: AnalyzeOptions): Findings {
  const outcome = walk(document, options);
  if (!outcome.ok) throw new TooLargeError(outcome.tooLarge);
  const { snapshot } = outcome;
  const { tags, parents, flags, text, facts } = snapshot.columns;
  const found = taken(capped(() => wasm.analyze(tags, parents, flags, text, facts, kindBits(options), switchBits(options))), tags.length);
  const paths = new Paths(document);
  const place = (node: number): { element?: Element | undefined; path?: Path | undefined } => {
    const element = subject(snapshot.nodes[node]);
    return { element, path: element && paths.of(element) };
  };
  // The address that others are taken from is the document's own, `<base>` included; where the caller names another, `<base>` goes by that one.
  const source = (): ReturnType<typeof livePage> => {
    const named = options.url === undefined ? undefined : query(document, 'base[href]');
    return livePage(snapshot, options.url === undefined ? (baseOf(document) ?? '') : baseIn((named && attribute(named, 'href')) ?? '', options.url));
  };
  return { ...found, facts, place, source };
}

/** Looks at plain text. */
export function ofText(wasm: Wasm, text: string, options: AnalyzeOptions): Analysis {
  const found = taken(capped(() => wasm.analyzeText(text, kindBits(options), switchBits(options)), text));
  const place = (node: number): { path: Path } => ({ path: node === 0 ? [] : [(node - 1) / 2] });
  const source = (): ReturnType<typeof paragraphs> => paragraphs(found.blocks.map((block) => block.text));
  return analysis({ ...found, facts: options.url ?? '', place, source }, options.explain);
}

/** Looks at a string of HTML by the platform's own parser. */
export function ofMarkup(wasm: Wasm, html: string, options: AnalyzeOptions): Analysis {
  if (typeof DOMParser !== 'function') {
    throw new TypeError('there is no DOMParser here to read HTML: import from unnag/html, which brings a parser of its own, or hand over plain text with format: "text"');
  }
  const document = new DOMParser().parseFromString(html, 'text/html');
  // Of a string, `document.URL` is the address of the page that parses it.
  return ofDocument(wasm, document, { ...options, url: options.url ?? addressIn(document) });
}

/** The address that a page names for itself. */
function addressIn(document: Document): string {
  const canonical = query(document, 'link[rel~="canonical" i]');
  const ogUrl = query(document, 'meta[property="og:url" i]');
  const named = [canonical && attribute(canonical, 'href'), ogUrl && attribute(ogUrl, 'content')];
  return named.map((address) => address?.trim() ?? '').find((address) => /^https?:\/\//i.test(address)) ?? '';
}

/** The address that others are taken from: what `<base>` says, seen from the page's address; that one, if it says nothing that can be one. */
function baseIn(base: string, url: string): string {
  if (base.trim() === '') return url;
  try {
    return new URL(base.trim(), url || undefined).href;
  } catch {
    return url;
  }
}

/** Looks at a string of HTML by the engine's own parser: no DOM is needed. */
export function ofFile(wasm: HtmlWasm, html: string, options: AnalyzeOptions): Analysis {
  const result: readonly unknown[] = capped(() => wasm.analyzeHtml(html, options.url ?? '', kindBits(options), switchBits(options)), html);
  const found = taken(result);
  const paths = pathsIn(result[2] as Uint32Array);
  const facts = result[3] as string;
  const source = (): ReturnType<typeof fileMarkup> => {
    const [parents, flags, markup, base] = wasm.htmlMarkup(html) as [Uint32Array, Uint32Array, string, string];
    return fileMarkup(parents, flags, markup, baseIn(base, facts.split(ENTRY_END)[0] ?? ''));
  };
  return analysis({ ...found, facts, place: (node) => ({ path: paths.get(node) }), source }, options.explain);
}

function pathsIn(numbers: Uint32Array): ReadonlyMap<number, Path> {
  const found = new Map<number, Path>();
  for (let at = 0; at + 1 < numbers.length; ) {
    const end = at + 2 + (numbers[at + 1] ?? 0);
    found.set(numbers[at] ?? 0, [...numbers.subarray(at + 2, end)]);
    at = end;
  }
  return found;
}

/** Whether a string is HTML rather than plain text: it has a tag in it. */
export function isHtml(text: string): boolean {
  return /<(?:!doctype\s|\/?[a-z][a-z\d-]*(?:\s[^<>]*)?\/?>|!--)/i.test(text);
}
