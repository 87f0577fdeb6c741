/**
 * ② What is on the screen: position, cover, scroll lock, fading text. All layout reads of the project are here, batched, and only for the few
 * elements that look like overlays: rects and styles of everything would cost more than all the rest (13–32 ms on a dirty tree).
 *
 * When to call it: after the first paint, in an idle moment; never while the page is being parsed. Choice: candidates come from the
 * snapshot (place, tags, names), so nothing is looked for in the page again. Gap: an overlay deep in the page without a telling name and
 * without an inline position is not measured.
 */

import { attribute, isConnected, isPage, nodeType, ownerDocument, queryAll, rectOf, rootOf, viewOf } from './dom.js';
import { ATTR, FLAG, NO_NODE, TAGS } from './schema.js';
import type { Reading, Table } from './walk.js';

/** A snapshot, or a reading: its flags are added to in place. */
export type Measurable = Omit<Reading, 'claims'>;

export interface MeasureOptions {
  /** The attribute that marks what we hid; what stands in it is told as it was measured before. */
  readonly mark?: string | undefined;
  /** The most elements to be measured. Default 80. */
  readonly limit?: number | undefined;
}

const LIMIT = 80;
const LIMIT_TEXT = 20;
const MOST_NAMED = 20_000;
/** Names of things that float. Only a hint of where to look, never a verdict. */
const FLOATS = /* @__PURE__ */ inNames(
  /modal|pop-?up|overlay|banner|sticky|dialog|drawer|toast|backdrop|lightbox|slide-?(?:in|up|down)|interstitial|fixed|float|paywall|gate|prompt|bottom-?bar|consent|cookie|notice|snackbar|curtain|splash/,
);
/** Names of what may hold the article, of which the end may fade. */
const HOLDS_TEXT = /* @__PURE__ */ inNames(/article|story|entry|content|body|teaser|excerpt|truncat|fade|clamp|preview/);
const BODY = /* @__PURE__ */ TAGS.indexOf('body');
const HTML = /* @__PURE__ */ TAGS.indexOf('html');
const IFRAME = /* @__PURE__ */ TAGS.indexOf('iframe');
const DIALOG = /* @__PURE__ */ TAGS.indexOf('dialog');
const UNKNOWN = /* @__PURE__ */ TAGS.indexOf('#unknown');
const TEXT = /* @__PURE__ */ TAGS.indexOf('#text');
const TEXT_HOLDERS = /* @__PURE__ */ numbersOf('main', 'article', 'section', 'div');
const MEDIA = /* @__PURE__ */ numbersOf('img', 'video', 'audio', 'iframe', 'input', 'button', 'canvas', 'svg', 'object', 'embed');

/** What an element's names tell: that it may lie over the page, that it may hold the article. */
const NOTHING = 0;
/** A dialog. */
const CERTAIN = 1;
const MAY_FLOAT = 2;
const MAY_HOLD_TEXT = 3;
/** It lies over nothing; whether it holds text was not asked yet. */
const LIES_FLAT = 4;

const MEASURABLE = FLAG.FIXED | FLAG.STICKY | FLAG.HIDDEN | FLAG.COVERS | FLAG.BACKDROP | FLAG.LOCKED | FLAG.FADED;

/** Numbers of tags. The build writes them in place. */
export function numbersOf(...tags: readonly (typeof TAGS)[number][]): ReadonlySet<number> {
  return new Set(tags.map((tag) => TAGS.indexOf(tag)));
}

/** Measures and remembers: what we hide can not be measured again. */
export class Measurer {
  readonly #known = new WeakMap<Node, number>();
  /** What the names in an entry tell: pages are measured again and again, and have many elements of one name. */
  readonly #named = new Map<string, number>();

  /** Adds what is on the screen to the flags of a snapshot of this document, in place. Reads layout; writes nothing to the page. */
  measure(document: Document, snapshot: Measurable, options: MeasureOptions = {}): void {
    const view = viewOf(document);
    if (!view) return;
    const { columns, nodes } = snapshot;
    const hidden = marked(document, snapshot, options.mark);
    const port = { width: view.innerWidth, height: view.innerHeight };
    for (const at of candidates(snapshot, options.limit ?? LIMIT, this.#named)) {
      const element = nodes[at] as Element;
      const old = columns.flags[at] ?? 0;
      let found = hidden[at] !== 0 ? this.#known.get(element) : measured(element, port, columns.tags[at] ?? UNKNOWN, () => isEmpty(snapshot, at));
      if (found === undefined) continue;
      if (hidden[at] === 0) this.#known.set(element, found);
      // A dialog that we closed was measured before the page opened it.
      if (hidden[at] === HIDES && (old & FLAG.MODAL) !== 0) found &= ~FLAG.HIDDEN;
      // Fading is told by markup too, and not everything that fades is measured.
      found |= old & FLAG.FADED;
      columns.flags[at] = (old & ~MEASURABLE) | found | FLAG.MEASURED;
    }
  }
}

/** A document's `nodeType`: its properties can not be believed, those of a shadow root can. */
const DOCUMENT = 9;
const HIDES = 1;
const RELEASED = 2;

/** For each node whether it stands in something that we hid, or else carries a mark of ours. */
function marked(document: Document, { columns, nodes }: Measurable, mark: string | undefined): Uint8Array {
  const result = new Uint8Array(nodes.length);
  if (mark === undefined) return result;
  // Browsers find them faster than each element is asked.
  const found = new Set(rootsOf(document, columns, nodes).flatMap((root) => [...(nodeType(root) === DOCUMENT ? queryAll(root, `[${mark}]`) : (root as ShadowRoot).querySelectorAll(`[${mark}]`))]));
  if (found.size === 0) return result;
  for (let at = 0; at < nodes.length; at += 1) {
    const element = nodes[at] as Element;
    // A mark with a value releases: it tells of the element itself, not of what stands in it.
    if (result[columns.parents[at] ?? NO_NODE] === HIDES || (found.has(element) && attribute(element, mark) === '')) result[at] = HIDES;
    else if (found.has(element)) result[at] = RELEASED;
  }
  return result;
}

/** The document, and the shadow roots and documents of frames that a reading went into. */
function rootsOf(document: Document, { flags, tags }: Table, nodes: readonly Node[]): Node[] {
  const roots = new Set<Node>([document]);
  // A shadow root's tag has no number. Browsers find the few such faster than each node is asked.
  for (const tag of [UNKNOWN, IFRAME]) {
    for (let at = tags.indexOf(tag); at >= 0; at = tags.indexOf(tag, at + 1)) {
      const node = nodes[at + 1];
      if (node && (tag === IFRAME || (flags[at] ?? 0) & FLAG.SHADOW) && isConnected(node)) roots.add(rootOf(node));
    }
  }
  return [...roots];
}

/** Numbers of the elements to be measured: the root, the body, then what looks most like an overlay first. */
function candidates(snapshot: Measurable, limit: number, named: Map<string, number>): number[] {
  if (named.size > MOST_NAMED) named.clear();
  const { columns, entries } = snapshot;
  const { tags, parents, flags } = columns;
  const certain: number[] = [];
  const likely: number[] = [];
  const holders: number[] = [];
  for (let at = 0; at < tags.length; at += 1) {
    const tag = tags[at] ?? TEXT;
    if (tag === TEXT || ((flags[at] ?? 0) & FLAG.SHADOW) !== 0) continue;
    const parent = parents[at] ?? NO_NODE;
    const entry = entries[at] ?? '';
    const isCertain = tag === HTML || tag === BODY || tag === DIALOG || ((flags[at] ?? 0) & (FLAG.MODAL | FLAG.FIXED | FLAG.STICKY)) !== 0;
    let name = isCertain ? CERTAIN : entry === '' ? NOTHING : named.get(entry);
    if (name === undefined) named.set(entry, (name = entry.includes('dialog') ? CERTAIN : FLOATS.test(entry) ? MAY_FLOAT : LIES_FLAT));
    if (name === CERTAIN || tags[parent] === BODY || ((flags[parent] ?? 0) & FLAG.SHADOW) !== 0) certain.push(at);
    else if (name === MAY_FLOAT || tag === UNKNOWN || tags[parents[parent] ?? NO_NODE] === BODY) likely.push(at);
    else if (name !== NOTHING && holders.length < LIMIT_TEXT && TEXT_HOLDERS.has(tag)) {
      if (name === LIES_FLAT) named.set(entry, (name = HOLDS_TEXT.test(entry) ? MAY_HOLD_TEXT : NOTHING));
      if (name === MAY_HOLD_TEXT) holders.push(at);
    }
  }
  return [...[...certain, ...likely].slice(0, limit), ...holders];
}

/** What finds such words in an entry's class or id. */
function inNames(words: RegExp): RegExp {
  return new RegExp(`(?:^|\u001e)[${ATTR.CLASS}${ATTR.ID}][^\u001e]*?(?:${words.source})`, 'i');
}

/** Whether nothing is to be seen in a subtree. */
function isEmpty({ columns }: Measurable, root: number): boolean {
  for (let at = root + 1; at < columns.tags.length && (columns.parents[at] ?? NO_NODE) !== NO_NODE && (columns.parents[at] ?? 0) >= root; at += 1) {
    const tag = columns.tags[at] ?? TEXT;
    if (tag === TEXT || MEDIA.has(tag)) return false;
  }
  return true;
}

function measured(element: Element, port: { width: number; height: number }, tag: number, empty: () => boolean): number | undefined {
  const document = ownerDocument(element);
  const view = document && viewOf(document);
  if (!view) return undefined;
  const style = view.getComputedStyle(element);
  let flags = 0;
  if (tag === HTML || tag === BODY) {
    if (!isPage(element, document)) return undefined;
    return isLocked(style) ? FLAG.LOCKED : 0;
  }
  if (style.display === 'none' || style.visibility !== 'visible') return FLAG.HIDDEN;
  if (style.position === 'fixed') flags |= FLAG.FIXED;
  else if (style.position === 'sticky') flags |= FLAG.STICKY;
  // A layer that is laid over the page absolutely covers it just as well.
  const layer = style.position === 'absolute' && Number(style.zIndex) > 0;
  if (flags !== 0 || layer) {
    // Closed: it can not be seen, and lets clicks through.
    const closed = style.opacity === '0' && style.pointerEvents === 'none';
    const share = closed ? 0 : cover(rectOf(element), port);
    if (share >= (layer ? 0.9 : 0.5)) flags |= FLAG.COVERS;
    if (share >= 0.9 && empty()) flags |= FLAG.BACKDROP;
  }
  const clamp = TEXT_HOLDERS.has(tag) ? style.getPropertyValue('-webkit-line-clamp') : '';
  const mask = style.getPropertyValue('mask-image') || style.getPropertyValue('-webkit-mask-image');
  if ((clamp !== '' && clamp !== 'none') || mask.includes('gradient')) flags |= FLAG.FADED;
  return flags;
}

/** The share of the viewport that a rect covers. */
function cover(rect: DOMRect, port: { width: number; height: number }): number {
  const width = Math.min(rect.right, port.width) - Math.max(rect.left, 0);
  const height = Math.min(rect.bottom, port.height) - Math.max(rect.top, 0);
  return width <= 0 || height <= 0 ? 0 : (width * height) / (port.width * port.height);
}

/** Whether a root or body keeps the page from scrolling. */
export function isLocked(style: CSSStyleDeclaration): boolean {
  return style.overflowY === 'hidden' || style.overflowY === 'clip' || style.touchAction === 'none' || style.position === 'fixed';
}
