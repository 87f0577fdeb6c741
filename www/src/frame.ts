/**
 * A page in a frame that can do nothing: no scripts, no requests, no forms, no way to its opener.
 *
 * Threat: the page is anybody's, and its markup goes into a frame as it is. Choice: `sandbox=""` (no script runs, whatever gets through; an
 * origin of its own), a CSP that allows inline styles and data: pictures only, and what loads, leads away or reloads is taken out first.
 * What is said about a block on hover is drawn by CSS inside the frame. Gap: outside styles and pictures are missing.
 */

import { drawMark, hidingRule } from 'unnag/apply';
import type { Reading } from './read.js';
import { KINDS, REASONS, ROLES, sure, WHYS } from './words.js';

const CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; media-src data:";
/** Attributes that make a browser ask for something or go somewhere. */
const LEADING = ['src', 'srcset', 'srcdoc', 'poster', 'background', 'ping', 'action', 'formaction', 'data', 'autofocus', 'target'];
const REMOVED = 'script, noscript, base, link, object, embed, frameset, meta[http-equiv]';

const LABEL = 'data-unnag-label';
const SAYS = 'data-unnag-says';
const HIDES = 'data-unnag-hides';

/** Where both frames can be sent for each finding: ids of elements, by the finding's node. */
export interface Frames {
  readonly before: string;
  readonly after: string;
  readonly places: ReadonlyMap<number, { readonly before: string; readonly after: string | undefined }>;
}

/** Pages that come without styles of their own are read in these. */
const PLAIN = 'html{font:17px/1.6 Georgia,serif;color:#222;background:#fff}body{max-width:44em;margin:2em auto;padding:0 1.5em}img,svg,video,iframe{max-width:100%}';

const SHARED = `html{scroll-behavior:smooth;scroll-padding:25vh 0}a{cursor:default}
@media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}`;

function colours(): string {
  const rules = Object.entries(KINDS).map(([label, { colour }]) => `[${LABEL}="${label}"],[${HIDES}="${label}"]{--unnag:${colour}}`);
  return `${rules.join('')}
[${LABEL}]{outline:2px solid var(--unnag)!important;outline-offset:1px!important;background-image:linear-gradient(color-mix(in srgb,var(--unnag) 15%,transparent) 0 0)!important}
[${LABEL}=article],[${LABEL}=meta]{outline-width:1px!important}
[${HIDES}]{box-shadow:0 0 0 3px var(--unnag),0 0 0 9px color-mix(in srgb,var(--unnag) 25%,transparent)!important}
[${HIDES}]:is(:focus-within,:target){outline:5px solid var(--unnag)!important;outline-offset:8px!important}
[${SAYS}]:is(:hover,:focus-within,:target):not(:has([${SAYS}]:is(:hover,:focus-within)))::after{all:initial!important;content:attr(${SAYS})!important;position:fixed!important;inset:auto 0 0 0!important;z-index:2147483647!important;display:block!important;box-sizing:border-box!important;padding:.7em 1em!important;font:600 19px/1.35 system-ui,sans-serif!important;color:#fff!important;background:#16181d!important;border-top:6px solid var(--unnag)!important;pointer-events:none!important}
:root:has(:hover) [${SAYS}]:target:not(:hover)::after{content:none!important;display:none!important}`;
}

function disarm(page: Document): void {
  for (const element of page.querySelectorAll(REMOVED)) element.remove();
  for (const element of page.querySelectorAll('*')) {
    for (const name of LEADING) {
      const value = element.getAttribute(name);
      if (value !== null && !(name === 'src' && /^data:image\//i.test(value))) element.removeAttribute(name);
    }
    // Still looks like a link, and leads nowhere: not even a bare `#`, which would be this demo's address.
    const href = element.getAttribute('href');
    if (href !== null && (element.localName === 'a' || !href.startsWith('#'))) element.setAttribute('href', 'about:srcdoc#-');
    if (element.hasAttribute('xlink:href') && !element.getAttribute('xlink:href')?.startsWith('#')) element.removeAttribute('xlink:href');
  }
}

function addStyle(page: Document, css: string): Element {
  const style = page.createElement('style');
  style.textContent = css;
  (page.body as HTMLElement | null ?? page.documentElement).append(style);
  return style;
}

function serialise(page: Document): string {
  return `<!doctype html>${page.documentElement.outerHTML}`;
}

function prepare(page: Document): void {
  disarm(page);
  const csp = page.createElement('meta');
  csp.httpEquiv = 'Content-Security-Policy';
  csp.content = CSP;
  const charset = page.createElement('meta');
  charset.setAttribute('charset', 'utf-8');
  const own = page.querySelector('style') !== null;
  page.head.prepend(csp, charset);
  addStyle(page, own ? SHARED : PLAIN + SHARED);
}

function elementOf(node: Node | undefined): Element | undefined {
  if (node === undefined) return undefined;
  return node instanceof Element ? node : (node.parentElement ?? undefined);
}

/** What is said about a block on hover. */
function explainBlocks({ plan, nodes }: Reading, hidden: ReadonlyMap<Element, string>): void {
  for (const block of plan.blocks) {
    const element = elementOf(nodes[block.node]);
    if (!element || element.hasAttribute(LABEL)) continue;
    element.setAttribute(LABEL, block.label);
    const role = ROLES[block.role];
    const within = [...hidden].find(([root]) => root.contains(element))?.[1];
    element.setAttribute(SAYS, within ?? `${KINDS[block.label].name}${role === '' ? '' : `, ${role}`} · stays · ${sure(block.confidence)}`);
  }
}

/** Both frames' pages; `also`: a node that needs a place whatever becomes of it. Takes the reading's document apart: it can not be used again. */
export function frames(reading: Reading, also: number | undefined): Frames {
  const { document: page, plan, nodes } = reading;
  prepare(page);
  const hidden = new Map<Element, string>();
  for (const { node, label, confidence, reasons } of plan.hide) {
    const element = elementOf(nodes[node]);
    if (!element) continue;
    const because = reasons.map((reason) => REASONS[reason]).join(', ');
    hidden.set(element, `${KINDS[label].name} · hidden · ${sure(confidence)}${because === '' ? '' : `: ${because}`}`);
    element.setAttribute(HIDES, label);
  }
  explainBlocks(reading, hidden);
  for (const [element, says] of hidden) element.setAttribute(SAYS, says);
  for (const { node, label, why } of plan.kept) {
    const element = elementOf(nodes[node]);
    if (!element || hidden.has(element)) continue;
    element.setAttribute(SAYS, `${KINDS[label].name} · stays: ${WHYS[why]}`);
  }
  const places = anchors(reading, hidden, also);
  const coloured = addStyle(page, colours());
  const before = serialise(page);
  coloured.remove();
  const mark = drawMark();
  for (const element of hidden.keys()) {
    element.setAttribute(mark, '');
    // Undoing is not needed here, and inline `!important` must not win.
    element.removeAttribute('style');
  }
  // What had locked the page's scrolling is hidden; the engine says when that may be undone.
  const scroll = plan.releaseScroll ? 'html,body{overflow:auto!important;position:static!important}' : '';
  addStyle(page, `${hidingRule(mark)}${scroll}`);
  for (const element of page.querySelectorAll(`[${SAYS}]`)) element.removeAttribute(SAYS);
  return { before, after: serialise(page), places };
}

/** An id for each finding's element, and for the last block before it that stays. */
function anchors({ plan, nodes }: Reading, hidden: ReadonlyMap<Element, string>, also: number | undefined): Frames['places'] {
  const idOf = (element: Element): string => (element.id ||= `unnag-${crypto.randomUUID()}`);
  const places = new Map<number, { before: string; after: string | undefined }>();
  const wanted = new Set([...plan.hide, ...plan.kept].map(({ node }) => node));
  if (also !== undefined) wanted.add(also);
  for (const node of wanted) {
    const element = elementOf(nodes[node]);
    if (!element) continue;
    let last: Element | undefined;
    for (const block of plan.blocks) {
      if (block.node >= node) break;
      const other = elementOf(nodes[block.node]);
      if (other && ![...hidden.keys()].some((root) => root.contains(other))) last = other;
    }
    const gone = [...hidden.keys()].some((root) => root.contains(element));
    places.set(node, { before: idOf(element), after: gone ? last && idOf(last) : idOf(element) });
  }
  return places;
}

/** Shows a page in a frame, at the element of this id. */
export function show(frame: HTMLIFrameElement, html: string, id?: string): void {
  frame.addEventListener(
    'load',
    () => {
      point(frame, id);
    },
    { once: true },
  );
  frame.srcdoc = html;
}

/**
 * Scrolls a frame to an element and marks it, without a step in the tab's history. The element must not be able to take the focus: it would,
 * and the reader's place among the switches would be lost. So nothing in the frames is made focusable; the list below says all by keyboard.
 */
export function point(frame: HTMLIFrameElement, id: string | undefined): void {
  if (id === undefined) return;
  frame.contentWindow?.location.replace(`about:srcdoc#${encodeURIComponent(id)}`);
}
