/**
 * ② The live page as flat columns and one string, as `src/snapshot.rs` takes them. Read-only on the page, and without layout: only
 * what markup and the nodes' own state say. What is on the screen is `measure.ts`'s to find out, later. What becomes a node is decided by
 * the rules of `src/html/mod.rs`; beyond a file's markup there are shadow trees, frames of the same origin, and states.
 *
 * Threat: the page decides depth, size, names and text, and clobbers properties (see dom.ts). Choice: one loop with its own stack, caps
 * that end it with a clear outcome, separators in text become spaces. Gap: frames of other origins can not be read, only seen.
 */

import { describe } from './attributes.js';
import { claims, type Claims } from './claims.js';
import {
  activeIn, activeInShadow, areaValue, attribute, bodyOf, characters, documentElement, ELEMENT, firstChild, frameIn,
  inputValue, localName, nextSibling, nodeType, paused, shadowRoot, TEXT, textOf, viewOf,
} from './dom.js';
import { facts } from './facts.js';
import { ATTR, ENTRY_END, FLAG, MAX_DEPTH, MAX_NODES, MAX_TEXT, NO_NODE, SKIPPED, TAGS } from './schema.js';

/** The page's nodes: one entry a node in document order. Can be sent as a structured-clone message. */
export interface Table {
  readonly tags: Uint16Array;
  readonly parents: Uint32Array;
  readonly flags: Uint32Array;
  readonly text: string;
}

/** What the engine takes: the nodes, and what the page's claims come to. */
export interface Columns extends Table {
  readonly facts: string;
}

/** A page's table and the nodes that it tells of: `nodes[n]` is node n; a shadow root is stood for by its host. */
export interface Reading {
  readonly columns: Table;
  readonly nodes: readonly Node[];
  /** The entries of `columns.text`, one a node. */
  readonly entries: readonly string[];
  readonly claims: Claims;
}

/** The same as the engine takes it. */
export interface Snapshot extends Omit<Reading, 'claims'> {
  readonly columns: Columns;
}

/** The cap that a page passes. */
export interface TooLarge {
  readonly ok: false;
  readonly tooLarge: 'nodes' | 'text' | 'depth';
}

/** A snapshot, or the cap that the page passes. */
export type Outcome = { readonly ok: true; readonly snapshot: Snapshot } | TooLarge;

export interface WalkOptions {
  /** The shadow root of an element of this local name, if the caller can see it. Default: open ones. Extensions can give closed ones too. */
  readonly shadowRootOf?: ((element: Element, name: string) => ShadowRoot | null) | undefined;
  /** Whether it was the reader who brought the focus to where it is. Not given: if they have done anything on the page. */
  readonly brought?: (() => boolean) | undefined;
  /** Elements that appeared within a moment of the reader's own click. */
  readonly opened?: { has(element: Element): boolean } | undefined;
  /** The attribute that marks what we hid: it is not the page's and not told. */
  readonly mark?: string | undefined;
  /** The inline style that an element had before we wrote over it; `undefined` if we did not. */
  readonly styleBefore?: ((element: Element) => string | null | undefined) | undefined;
  /** Dialogs that we closed: told as open, as the page left them. */
  readonly closed?: { has(element: Element): boolean } | undefined;
  /** The page's address, where the document does not know it (one that was parsed from a string). */
  readonly url?: string | undefined;
  /** Caps below the engine's own, for callers with less patience. */
  readonly maxNodes?: number | undefined;
  /** What remembers an earlier walk of the same document. */
  readonly memory?: Memory | undefined;
}

/** What a walk asks of what remembers an earlier one (`again.ts`). */
export interface Memory {
  /** The walk begins; the focus is in these elements. */
  begin(active: ReadonlySet<Element>): void;
  /** Adds an element and all that is in it as it was, if it is so still; gives whether it did. */
  recall(element: Element, parent: number, depth: number, rows: Rows): boolean;
}

/** The number of `#unknown`, of which a shadow root is one. */
const UNKNOWN = TAGS.indexOf('#unknown');
const TEXT_TAG = TAGS.indexOf('#text');
const IFRAME = TAGS.indexOf('iframe');
/** Of all that has no number. */
const SKIP = TAGS.length;
/** Stands for the name of what is no element, text or a comment. */
const NO_ELEMENT = '';
const NUMBERS: ReadonlyMap<string, number> = new Map([...TAGS, ...SKIPPED, NO_ELEMENT].map((name, number) => [name, Math.min(number, SKIP)]));
/** Elements whose content no browser that runs scripts shows as text. */
const LEAVES: ReadonlySet<string> = new Set(['svg', 'iframe', 'audio', 'video', 'canvas', 'noscript', 'noembed', 'noframes']);
/** Tags from here on are inline; those before are block-level, unknown ones included: white space beside them is not seen. */
const FIRST_INLINE = TAGS.indexOf('a');
/** Text that is nothing but white space of HTML's. */
const BLANK = /^[ \t\n\f\r]*$/;
const NOT_TYPED_INTO = /^(?:hidden|submit|button|reset|image|checkbox|radio|range|color)$/i;

/** Whether text holds something that could end its entry early. */
function clean(text: string): string {
  return text.includes(ENTRY_END) ? text.replaceAll(ENTRY_END, ' ') : text;
}

/** The table while it grows. */
export class Rows {
  readonly #tags: number[] = [];
  readonly #parents: number[] = [];
  readonly #flags: number[] = [];
  readonly entries: string[] = [];
  readonly nodes: Node[] = [];
  characters = 0;

  get length(): number {
    return this.entries.length;
  }

  isBlock(node: number): boolean {
    return (this.#tags[node] ?? UNKNOWN) < FIRST_INLINE;
  }

  push(node: Node, tag: number, parent: number, flags: number, entry: string): number {
    this.#tags.push(tag);
    // A root's number is beyond small integers: one of it, and the engine keeps all of them as floats.
    this.#parents.push(parent | 0);
    this.#flags.push(flags);
    this.nodes.push(node);
    this.characters += entry.length + 1;
    return this.entries.push(entry) - 1;
  }

  table(): Table {
    return {
      tags: new Uint16Array(this.#tags),
      parents: new Uint32Array(this.#parents),
      flags: new Uint32Array(this.#flags),
      text: this.entries.join(ENTRY_END),
    };
  }
}

/**
 * The focused element, those it stands in across shadow roots and frames included; nothing where the page itself has put the focus, as the
 * modals of many do.
 */
function focused(document: Document, shadowRootOf: (element: Element, name: string) => ShadowRoot | null, brought: WalkOptions['brought']): ReadonlySet<Element> {
  const found = new Set<Element>();
  let element = brought?.() === false ? null : activeIn(document);
  let body: Element | null = bodyOf(document);
  while (element && element !== body && element !== documentElement(document) && !found.has(element) && found.size < 64) {
    found.add(element);
    const shadow = shadowRootOf(element, localName(element));
    if (shadow) {
      element = activeInShadow(shadow);
    } else {
      const inner = frameIn(element);
      if (!inner) break;
      document = inner;
      body = bodyOf(inner);
      element = activeIn(inner);
    }
  }
  // Where no browser says so, the reader may have done something.
  if ((viewOf(document)?.navigator as Partial<Navigator> | undefined)?.userActivation?.hasBeenActive === false) found.clear();
  return found;
}

/** Whether a field says something else than its markup. `defaultValue` would say what that is, but not in every DOM library. */
function typed(element: Element, tag: string): boolean {
  try {
    if (tag === 'textarea') return areaValue(element) !== textOf(element);
    const type = attribute(element, 'type') ?? '';
    return !NOT_TYPED_INTO.test(type) && inputValue(element) !== (attribute(element, 'value') ?? '');
  } catch {
    return false;
  }
}

function playing(element: Element): boolean {
  try {
    return !paused(element);
  } catch {
    return false;
  }
}

/** Takes a snapshot of a document. Never changes it, never asks for layout. */
export function walk(document: Document, options: WalkOptions = {}): Outcome {
  const outcome = read(document, options);
  if (!outcome.ok) return outcome;
  const { columns, nodes, entries, claims } = outcome.reading;
  return { ok: true, snapshot: { columns: { ...columns, facts: facts(claims) }, nodes, entries } };
}

/** The same, with the page's claims as they stand: what they come to can be made out elsewhere (`facts`). */
export function read(document: Document, options: WalkOptions = {}): { readonly ok: true; readonly reading: Reading } | TooLarge {
  const shadowRootOf = options.shadowRootOf ?? ((element: Element) => shadowRoot(element));
  const { closed, mark, memory, opened, styleBefore } = options;
  const maxNodes = Math.min(options.maxNodes ?? MAX_NODES, MAX_NODES);
  const rows = new Rows();
  const active = focused(document, shadowRootOf, options.brought);
  memory?.begin(active);
  // Stacks side by side: where to go on when all below is taken, each with its parent's number, its depth and what stands before it.
  const todo: Node[] = [];
  const parents: number[] = [];
  const depths: number[] = [];
  const blocks: boolean[] = [];
  const later = (node: Node | null, parent: number, depth: number, afterBlock: boolean): void => {
    if (node) {
      todo.push(node);
      parents.push(parent);
      depths.push(depth);
      blocks.push(afterBlock);
    }
  };

  let node: Node | null | undefined = documentElement(document);
  let parent = NO_NODE;
  let depth = 0;
  /** White space right before the node at hand: it is seen unless that is block-level. */
  let space: Node | undefined;
  /** Whether a block-level element stands before the node at hand, or it is the first in one: white space there is not seen. */
  let afterBlock = false;
  while (node) {
    let next: Node | null = depth > 0 ? nextSibling(node) : null;
    let below: Node | null = null;
    let at = parent;
    let level = depth + 1;
    const rowsBefore = rows.length;
    const type = nodeType(node);
    const name = type === ELEMENT ? localName(node) : NO_ELEMENT;
    const number = NUMBERS.get(name) ?? UNKNOWN;
    const block = number < FIRST_INLINE;
    if (space) {
      if (!block) rows.push(space, TEXT_TAG, parent, 0, ' ');
      space = undefined;
    }
    if (type === TEXT) {
      const text = characters(node);
      if (!BLANK.test(text)) rows.push(node, TEXT_TAG, parent, 0, clean(text));
      else if (text !== '' && !afterBlock) {
        if (next) space = node;
        else if (!rows.isBlock(parent)) rows.push(node, TEXT_TAG, parent, 0, ' ');
      }
    } else if (number !== SKIP && !memory?.recall(node as Element, parent, depth, rows)) {
      const element = node as Element;
      const entry = describe(element, name, number === UNKNOWN, mark, styleBefore);
      let flags = entry.flags;
      if (active.has(element)) flags |= FLAG.FOCUSED;
      if (opened?.has(element)) flags |= FLAG.OPENED;
      if (closed?.has(element)) flags = (flags & ~FLAG.HIDDEN) | FLAG.MODAL;
      if ((name === 'input' || name === 'textarea') && typed(element, name)) flags |= FLAG.TYPED;
      if ((name === 'video' || name === 'audio') && playing(element)) flags |= FLAG.PLAYING;
      at = rows.push(element, number, parent, flags, entry.text);
      if (!LEAVES.has(name)) below = firstChild(element);
      const shadow = shadowRootOf(element, name);
      const inner = shadow ?? (number === IFRAME ? frameIn(element) : null);
      if (inner) {
        later(next, parent, depth, block);
        later(below, at, level, block);
        next = null;
        if (shadow) {
          at = rows.push(element, UNKNOWN, at, FLAG.SHADOW, `${ATTR.TAG_NAME}#shadow`);
          level += 1;
          below = firstChild(shadow);
        } else {
          below = bodyOf(inner);
        }
      }
    }
    // What becomes no row may stand as deep as it likes.
    const tooLarge = depth > MAX_DEPTH && rows.length > rowsBefore ? 'depth' : rows.length > maxNodes ? 'nodes' : rows.characters > MAX_TEXT ? 'text' : undefined;
    if (tooLarge) return { ok: false, tooLarge };
    if (below) {
      later(next, parent, depth, block);
      node = below;
      parent = at;
      depth = level;
      afterBlock = rows.isBlock(at);
    } else if (next) {
      node = next;
      afterBlock = block;
    } else {
      node = todo.pop();
      parent = parents.pop() ?? NO_NODE;
      depth = depths.pop() ?? 0;
      afterBlock = blocks.pop() ?? false;
    }
  }
  const { nodes, entries } = rows;
  return { ok: true, reading: { columns: rows.table(), nodes, entries, claims: claims(document, options.url) } };
}
