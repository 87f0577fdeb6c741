/**
 * ⑬ What a widget can be known by on another page of its site: its names, its shape and its words, as digests. No word of the page is kept,
 * and nothing in here ever becomes a selector.
 *
 * Choice: two of the three must agree, so that a new campaign's words, an amount that changes or class names that are built anew each time
 * cost nothing, and one alone is never enough. What is too small to tell (a lone paragraph's shape, three words) does not count.
 */

import { attribute, characters, ELEMENT, firstChild, localName, nextSibling, nodeType, TEXT } from '../snapshot/dom.js';

/** A widget's signature. */
export interface Signature {
  /** The element's name: `aside`. */
  readonly tag: string;
  /** Digests; empty where there is too little to tell it by. */
  readonly names: string;
  readonly shape: string;
  readonly text: string;
  /** Element children: told without a walk, and so looked at first. */
  readonly inside: number;
  /** Characters of text, up to a cap. */
  readonly length: number;
}

const MOST_NODES = 400;
const MOST_LENGTH = 4_000;
const TEXT_TOLD = 240;
const SHAPE_TOLD = 48;
const SHAPE_DEPTH = 4;
/** Fewer characters, or elements, are found anywhere. */
const LEAST_TEXT = 20;
const LEAST_SHAPE = 3;
const SILENT = /^(?:script|style|template|noscript|svg|link|meta)$/;
/** Class names that say how something stands at the moment. */
const STATE = /^(?:(?:is|has|js|no)-.*|open(?:ed)?|active|visible|show[n]?|hidden|hide|in|out|fade\w*|loaded|ready|animat\w*|entered|.*--(?:open|active|visible|shown|hidden))$/i;

/** 53 bits as letters and digits. Not meant to withstand anybody: a page that forges its own signatures can only mislead itself. */
export function digest(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}

/** Numbers differ from page to page. */
function steady(text: string): string {
  return text.replace(/\d+/g, '0');
}

/** The digest of an element's own names; empty if it has none. */
export function namesOf(element: Element): string {
  const tag = localName(element);
  const classes = (attribute(element, 'class') ?? '').split(/\s+/).filter((name) => name !== '' && !STATE.test(name)).slice(0, 24).sort();
  const rest = [attribute(element, 'id') ?? '', attribute(element, 'role') ?? ''];
  const told = [...rest, ...classes].some((name) => name !== '') || tag.includes('-');
  return told ? digest(steady([tag, ...rest, ...classes].join(' ').slice(0, 1_000))) : '';
}

/** How many element children an element has, up to a cap. */
export function insideOf(element: Element): number {
  let count = 0;
  for (let child = firstChild(element); child && count < 99; child = nextSibling(child)) if (nodeType(child) === ELEMENT) count += 1;
  return count;
}

/** The characters of text in an element, counted no further than `most`. */
export function lengthOf(element: Element, most: number): number {
  let length = 0;
  visit(element, (text) => (length += text.length) < most);
  return length;
}

/** Visits a subtree's texts and elements in order, within the cap; `text` says whether to go on. */
function visit(root: Element, text: (text: string) => boolean, element: (tag: string, depth: number) => void = () => undefined): void {
  const todo: { node: Node; depth: number }[] = [];
  const later = (node: Node | null, depth: number): void => {
    if (node) todo.push({ node, depth });
  };
  later(firstChild(root), 1);
  for (let seen = 0; seen < MOST_NODES; seen += 1) {
    const next = todo.pop();
    if (!next) return;
    const { node, depth } = next;
    later(nextSibling(node), depth);
    const type = nodeType(node);
    if (type === TEXT) {
      const told = characters(node).replace(/\s+/g, ' ');
      if (told.trim() !== '' && !text(told)) return;
    } else if (type === ELEMENT) {
      const tag = localName(node);
      if (SILENT.test(tag)) continue;
      element(tag, depth);
      later(firstChild(node), depth + 1);
    }
  }
}

/** An element's signature, of the markup alone. */
export function signatureOf(element: Element): Signature {
  let words = '';
  let length = 0;
  const shape: string[] = [];
  visit(
    element,
    (text) => {
      length += text.length;
      if (words.length < TEXT_TOLD) words += text;
      return length < MOST_LENGTH;
    },
    (tag, depth) => {
      if (depth <= SHAPE_DEPTH && shape.length < SHAPE_TOLD) shape.push(`${String(depth)}${tag}`);
    },
  );
  const told = steady(words.replace(/\s+/g, ' ').trim().toLowerCase().slice(0, TEXT_TOLD));
  return {
    tag: localName(element),
    names: namesOf(element),
    shape: shape.length < LEAST_SHAPE ? '' : digest(shape.join(' ')),
    text: told.length < LEAST_TEXT ? '' : digest(told),
    inside: insideOf(element),
    length: Math.min(length, MOST_LENGTH),
  };
}

/** Asks of one signature after the other whether an element may match it, by what is told without a walk. */
export function likeness(element: Element): (signature: Signature) => boolean {
  const tag = localName(element);
  const names = namesOf(element);
  const inside = insideOf(element);
  return (signature) => signature.tag === tag && ((names !== '' && signature.names === names) || signature.inside === inside);
}

/** Whether a signature says enough to know anything by it. */
export function tells({ names, shape, text }: Signature): boolean {
  return [names, shape, text].filter((part) => part !== '').length >= 2;
}

/** Whether two signatures are of the same widget. */
export function matchesSignature(one: Signature, other: Signature): boolean {
  if (one.tag !== other.tag) return false;
  const parts = ['names', 'shape', 'text'] as const;
  return parts.filter((part) => one[part] !== '' && one[part] === other[part]).length >= 2;
}
