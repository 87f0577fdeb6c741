/**
 * The blocks of a fixture's HTML, found as the engine finds them (src/block.rs): the run of text that belongs to one block-level
 * element directly, inline children included; a frame is a block of its own. Used by the labelling command and by the checks.
 */
import { parse, type DefaultTreeAdapterMap } from 'parse5';
import { TAGS, SKIPPED } from '../../js/src/snapshot/schema.js';

type Node = DefaultTreeAdapterMap['node'];
export type Element = DefaultTreeAdapterMap['element'];

export interface Block {
  element: Element;
  /** White space collapsed and trimmed; empty for a frame. */
  text: string;
  /** Its own `data-gold`, if it has one. */
  gold: string | undefined;
  /** The label of the nearest ancestor (or itself) that has one. */
  inherited: string | undefined;
  /** Stands in a `<template>`: a script puts it into the page later. */
  inTemplate: boolean;
}

/** In TAGS the block-level names stand between "html" and "title", the inline ones behind. */
const BLOCK_LEVEL: ReadonlySet<string> = new Set(TAGS.slice(TAGS.indexOf('html'), TAGS.indexOf('title') + 1));
const INLINE: ReadonlySet<string> = new Set(TAGS.slice(TAGS.indexOf('title') + 1));
const IGNORED: ReadonlySet<string> = new Set([...SKIPPED.filter((tag) => tag !== 'template'), 'textarea', 'noscript']);

export const isElement = (node: Node): node is Element => 'tagName' in node;

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((entry) => entry.name === name)?.value;
}

/** Drawings are leaves: what they hold is no text. */
const children = (node: Node): Node[] => ('childNodes' in node && node.nodeName !== 'svg' ? node.childNodes : []);

function isBlock(element: Element): boolean {
  if (BLOCK_LEVEL.has(element.tagName) || !INLINE.has(element.tagName)) return true;
  return children(element).some((child) => isElement(child) && !IGNORED.has(child.tagName) && isBlock(child));
}

export function parsePage(html: string): DefaultTreeAdapterMap['document'] {
  return parse(html, { sourceCodeLocationInfo: true });
}

/** Every element of the tree, templates' contents included, in document order. */
export function* elements(node: Node): Generator<Element> {
  if (isElement(node)) {
    yield node;
    if ('content' in node) yield* elements(node.content);
  }
  for (const child of children(node)) yield* elements(child);
}

export function blocksOf(html: string): Block[] {
  const found: { element: Element; parts: string[]; inherited: string | undefined; inTemplate: boolean }[] = [];
  interface Place {
    owner: (typeof found)[number] | undefined;
    label: string | undefined;
    inTemplate: boolean;
  }
  const walk = (node: Node, place: Place): void => {
    if (node.nodeName === '#text' && 'value' in node) {
      place.owner?.parts.push(node.value);
      return;
    }
    let here = place;
    if (isElement(node)) {
      if (IGNORED.has(node.tagName)) return;
      const label = attribute(node, 'data-gold') ?? place.label;
      let owner = place.owner;
      if (node.tagName === 'iframe' || isBlock(node)) {
        owner = { element: node, parts: [], inherited: label, inTemplate: place.inTemplate };
        found.push(owner);
      }
      here = { owner, label, inTemplate: place.inTemplate };
      if (node.tagName === 'template' && 'content' in node) {
        walk(node.content, { owner: undefined, label, inTemplate: true });
        return;
      }
      if (node.tagName === 'iframe') return;
    }
    for (const child of children(node)) walk(child, here);
  };
  walk(parsePage(html), { owner: undefined, label: undefined, inTemplate: false });
  return found
    .map(({ element, parts, inherited, inTemplate }) => ({
      element,
      text: parts.join('').replace(/\s+/g, ' ').trim(),
      gold: attribute(element, 'data-gold'),
      inherited,
      inTemplate,
    }))
    .filter((block) => block.text !== '' || block.element.tagName === 'iframe');
}
