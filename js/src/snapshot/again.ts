/**
 * ② A page read again: what has not changed since the last time is taken over from there, so that a look costs what the change is and not what
 * the page is. The result is that of a new walk, to the byte.
 *
 * An observer of its own says what has changed: all attributes, text and children, in shadow trees and frames too. What leaves no record (what is
 * typed, played, focused or opened, and what stands in a frame) is looked at each time. Choice: a page that changes without end is read anew,
 * and no more records are kept of it until then. Gap: that an element gets a shadow root leaves no record either; it is found at once on elements of names
 * of the page's own making and on those that hold nothing, on others by the next `thorough` reading or with the next change to them.
 */

import { bodyOf, frameIn, listen, localName, nodeType, parentNode, TEXT } from './dom.js';
import { numbersOf } from './measure.js';
import { FLAG, TAGS } from './schema.js';
import type { Memory, read, Reading, Rows, WalkOptions } from './walk.js';

/** Beyond these a page is read anew: nodes that have changed, and records of it. */
const MOST_CHANGED = 500;
const MOST_RECORDS = 5_000;

/** A comment's `nodeType`. */
const COMMENT = 8;
const UNKNOWN = /* @__PURE__ */ TAGS.indexOf('#unknown');
const TEXT_TAG = /* @__PURE__ */ TAGS.indexOf('#text');
const IFRAME = /* @__PURE__ */ TAGS.indexOf('iframe');
/** States of these leave no record. */
const RESTLESS = /* @__PURE__ */ numbersOf('input', 'textarea', 'video', 'audio', 'iframe', 'dialog');
const STATES = FLAG.FOCUSED | FLAG.OPENED | FLAG.TYPED | FLAG.PLAYING;

const ALL: MutationObserverInit = { subtree: true, childList: true, characterData: true, attributes: true };

/** Reads one document again and again. */
export class Rereader implements Memory {
  readonly #document: Document;
  readonly #walk: typeof read;
  readonly #stop = new AbortController();
  readonly #observer = new MutationObserver((records) => {
    this.#note(records);
  });
  /** Of shadow roots and documents in frames, the element that they are in. */
  readonly #hosts = new WeakMap<Node, Element>();
  readonly #changed = new Set<Node>();
  /** What was taken out of the page, for a moment or for good: no record tells what has happened to it there, or to what is in it. */
  #gone = new WeakSet<Node>();
  #records = 0;
  #last: Reading | undefined;
  /** As they were read: measuring adds to those of the reading. */
  #flags = new Uint32Array();
  /** Of each node of the last reading, whether it or something in it must be read. */
  #stale = new Uint8Array();
  /** The numbers of the elements that stand directly in such. */
  readonly #numbers = new Map<Node, number>();
  #options: WalkOptions = {};
  #thorough = true;

  /** `walk`: what reads a page. */
  constructor(document: Document, walk: typeof read) {
    this.#document = document;
    this.#walk = walk;
    // Nobody looks at a page that is not seen: what it was need not be held.
    listen(document, 'visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.forget();
    }, { signal: this.#stop.signal });
  }

  /** Reads the page as the walk does. `thorough`: asks each element whether it has a shadow root. */
  read(options: WalkOptions, thorough: boolean): ReturnType<typeof read> {
    this.#note(this.#observer.takeRecords());
    this.#thorough = thorough;
    this.#options = {
      ...options,
      shadowRootOf: (element, name) => {
        const root = options.shadowRootOf?.(element, name) ?? null;
        if (root) this.#watch(root, element);
        return root;
      },
      memory: this.#last && this,
    };
    const outcome = this.#walk(this.#document, this.#options);
    if (outcome.ok) this.#remember(outcome.reading);
    else this.forget();
    return outcome;
  }

  /** Ends for good: what is read from then on is read anew. */
  disconnect(): void {
    this.forget();
    this.#stop.abort();
  }

  /** Lets go of what was read; the next reading is thorough. */
  forget(): void {
    this.#observer.disconnect();
    this.#last = undefined;
    this.#changed.clear();
    this.#numbers.clear();
    this.#records = 0;
  }

  #watch(root: Node, host: Element): void {
    this.#hosts.set(root, host);
    this.#observer.observe(root, ALL);
  }

  #note(records: readonly MutationRecord[]): void {
    if (!this.#last) return;
    this.#records += records.length;
    if (this.#records <= MOST_RECORDS) {
      for (const { target, removedNodes } of records) {
        for (const node of removedNodes) this.#gone.add(node);
        const node = isText(target) ? parentNode(target) : target;
        if (node) this.#changed.add(this.#hosts.get(node) ?? node);
      }
    }
    if (this.#changed.size > MOST_CHANGED || this.#records > MOST_RECORDS) this.forget();
  }

  #remember(reading: Reading): void {
    if (this.#stop.signal.aborted || this.#document.visibilityState === 'hidden') {
      this.forget();
      return;
    }
    const { nodes, columns } = reading;
    this.#flags = columns.flags.slice();
    if (!this.#last) this.#observer.observe(this.#document, ALL);
    this.#last = reading;
    this.#changed.clear();
    this.#gone = new WeakSet();
    this.#numbers.clear();
    this.#records = 0;
    for (let at = columns.tags.indexOf(IFRAME); at >= 0; at = columns.tags.indexOf(IFRAME, at + 1)) {
      const frame = nodes[at] as Element;
      const inner = frameIn(frame);
      if (inner && bodyOf(inner)) this.#watch(inner, frame);
    }
  }

  begin(active: ReadonlySet<Element>): void {
    if (!this.#last) return;
    const { nodes, columns } = this.#last;
    const { tags, parents } = columns;
    const stale = (this.#stale = new Uint8Array(nodes.length));
    const lost = new Uint8Array(nodes.length);
    const flags = this.#flags;
    for (let at = 0; at < nodes.length; at += 1) {
      const tag = tags[at] ?? TEXT_TAG;
      if (tag === TEXT_TAG) continue;
      const element = nodes[at] as Element;
      if (this.#gone.has(element) || lost[parents[at] ?? nodes.length] === 1) lost[at] = 1;
      const isStale =
        lost[at] === 1 || this.#changed.has(element) || active.has(element) || RESTLESS.has(tag) || ((flags[at] ?? 0) & STATES) !== 0 ||
        // It has none yet, and may have got one.
        ((((flags[at] ?? 0) | (flags[at + 1] ?? 0)) & FLAG.SHADOW) === 0 &&
          (this.#thorough || tag === UNKNOWN || parents[at + 1] !== at) && this.#options.shadowRootOf?.(element, localName(element)) !== null);
      for (let up = isStale ? at : nodes.length; up < nodes.length && stale[up] === 0; up = parents[up] ?? nodes.length) stale[up] = 1;
    }
    for (let at = 1; at < nodes.length; at += 1) {
      if (tags[at] === TEXT_TAG || stale[parents[at] ?? 0] === 0) continue;
      if (((flags[at] ?? 0) & FLAG.SHADOW) !== 0) stale[at] = 1;
      else this.#know(at);
    }
    if (stale[0] === 0) this.#know(0);
  }

  #know(at: number): void {
    const node = this.#last?.nodes[at];
    if (node) this.#numbers.set(node, at);
  }

  recall(element: Element, parent: number, depth: number, rows: Rows): boolean {
    const from = this.#numbers.get(element);
    if (!this.#last || from === undefined || this.#stale[from] !== 0 || this.#options.opened?.has(element)) return false;
    const { nodes, entries, columns: { tags, parents } } = this.#last;
    let above = 0;
    for (let up = from; up > 0; up = parents[up] ?? 0) above += 1;
    // Deeper than it was, it may pass a cap.
    if (above !== depth) return false;
    const shift = rows.length - from;
    for (let at = from, node = nodes[at]; node && (at === from || (parents[at] ?? 0) >= from); node = nodes[(at += 1)]) {
      rows.push(node, tags[at] ?? TEXT_TAG, at === from ? parent : (parents[at] ?? 0) + shift, this.#flags[at] ?? 0, entries[at] ?? '');
    }
    return true;
  }
}

/** Or a comment, which is not read. */
function isText(node: Node): boolean {
  const type = nodeType(node);
  return type === TEXT || type === COMMENT;
}
