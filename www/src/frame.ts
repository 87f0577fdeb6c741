/**
 * A page in a frame that can do nothing: no scripts, no requests, no forms, no way to its opener.
 *
 * Threat: the page is anybody's (a shared link brings it unasked), and its markup goes into a frame as it is. Choice: `sandbox` without
 * `allow-scripts`, so that no script runs, whatever gets through; a CSP that allows inline styles and data: pictures only, in the frame and in the demo,
 * which the frame inherits; and what loads, leads away, reloads or takes the focus is taken out first. `allow-same-origin` lets the demo, and without
 * scripts nobody else, reach in: to scroll both frames together and to know which block is pointed at (stage.ts). Gap: outside styles and
 * pictures are missing.
 */

import { drawMark, hidingRule } from 'unnag/apply';
import { all, append, attribute, create, drop, first, prepend, put, remove } from './reach.js';
import type { Reading } from './read.js';
import { KINDS } from './words.js';

const CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; media-src data:";
/** Attributes that make a browser ask for something, go somewhere or listen to keys. */
const LEADING = ['src', 'srcset', 'srcdoc', 'poster', 'background', 'ping', 'action', 'formaction', 'data', 'autofocus', 'autoplay', 'target', 'accesskey', 'contenteditable'];
const REMOVED = 'script, noscript, base, link, object, embed, frameset, meta[http-equiv]';
/** What keys would stop at. In the frames they stop at blocks. */
const STOPS = 'a, area, button, input, select, textarea, summary, audio, video, iframe, [tabindex]';

/** The number of a block; the same in both frames. */
export const BLOCK = 'data-unnag-block';
/** The block that is spoken of. */
export const NOW = 'data-unnag-now';
const LABEL = 'data-unnag-label';
const HIDES = 'data-unnag-hides';

/** Both frames' markup. */
export interface Frames {
  readonly before: string;
  readonly after: string;
}

/** Pages that come without styles of their own are read in these. */
const PLAIN = 'html{font:17px/1.6 Georgia,serif;color:#222;background:#fff}body{max-width:44em;margin:2em auto;padding:0 1.5em}img,svg,video,iframe{max-width:100%}';

const SHARED = `a{cursor:default}[${NOW}]{outline:5px solid #1d2025!important;outline-offset:3px!important;box-shadow:0 0 0 3px #fff!important}`;

function colours(): string {
  const rules = Object.entries(KINDS).map(([label, { colour }]) => `[${LABEL}="${label}"],[${HIDES}="${label}"]{--unnag:${colour}}`);
  return `${rules.join('')}
[${LABEL}]{outline:2px solid var(--unnag)!important;outline-offset:1px!important;background-image:linear-gradient(color-mix(in srgb,var(--unnag) 15%,transparent) 0 0)!important}
[${LABEL}=article],[${LABEL}=meta]{outline-width:1px!important}
[${HIDES}]{box-shadow:0 0 0 3px var(--unnag),0 0 0 9px color-mix(in srgb,var(--unnag) 25%,transparent)!important}
[${LABEL}]:hover{background-image:linear-gradient(color-mix(in srgb,var(--unnag) 30%,transparent) 0 0)!important}
[${NOW}]{outline:5px solid var(--unnag,#1d2025)!important}`;
}

function disarm(page: Document): void {
  for (const element of all(page, REMOVED)) remove(element);
  for (const element of all(page, '*')) {
    for (const name of LEADING) {
      const value = attribute(element, name);
      if (value !== undefined && !(name === 'src' && /^data:image\//i.test(value))) drop(element, name);
    }
    for (const name of [BLOCK, NOW, LABEL, HIDES]) drop(element, name);
    // Still looks like a link, and leads nowhere: not even a bare `#`, which would be this demo's address.
    const href = attribute(element, 'href');
    if (href !== undefined && (element.localName === 'a' || !href.startsWith('#'))) put(element, 'href', 'about:srcdoc#-');
    const old = attribute(element, 'xlink:href');
    if (old !== undefined && !old.startsWith('#')) drop(element, 'xlink:href');
  }
  for (const element of all(page, STOPS)) put(element, 'tabindex', '-1');
}

function addStyle(page: Document, css: string): Element {
  const style = create(page, 'style');
  style.textContent = css;
  const place = first(page, 'body') ?? first(page, ':root');
  if (place) append(place, style);
  return style;
}

function serialise(page: Document): string {
  return `<!doctype html>${first(page, ':root')?.outerHTML ?? ''}`;
}

function addMeta(page: Document, name: string, value: string, content?: string): void {
  const meta = create(page, 'meta');
  put(meta, name, value);
  if (content !== undefined) put(meta, 'content', content);
  const head = first(page, 'head') ?? first(page, ':root');
  if (head) prepend(head, meta);
}

function prepare(page: Document): void {
  disarm(page);
  // The policy stands first, before anything that it is for.
  addMeta(page, 'charset', 'utf-8');
  addMeta(page, 'http-equiv', 'Content-Security-Policy', CSP);
  const own = first(page, 'style') !== undefined;
  addStyle(page, own ? SHARED : PLAIN + SHARED);
}

/** Both frames' pages. Takes the reading's document apart: it can not be used again. */
export function frames({ document: page, analysis, releaseScroll }: Reading): Frames {
  prepare(page);
  analysis.blocks.forEach(({ element, label }, number) => {
    if (!element || attribute(element, BLOCK) !== undefined) return;
    put(element, BLOCK, String(number));
    put(element, LABEL, label);
    put(element, 'tabindex', '-1');
  });
  for (const { element, label } of analysis.hide) if (element) put(element, HIDES, label);
  const coloured = addStyle(page, colours());
  const before = serialise(page);
  remove(coloured);
  const mark = drawMark();
  for (const { element } of analysis.hide) {
    if (!element) continue;
    put(element, mark, '');
    // Undoing is not needed here, and inline `!important` must not win.
    drop(element, 'style');
  }
  // What had locked the page's scrolling is hidden; the engine says when that may be undone.
  const scroll = releaseScroll ? 'html,body{overflow:auto!important;position:static!important}' : '';
  addStyle(page, `${hidingRule(mark)}${scroll}`);
  return { before, after: serialise(page) };
}
