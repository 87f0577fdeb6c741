/** What an article is written from: the nodes of a snapshot, with the attributes that say what they show. Live pages and files are one to it. */

import { attribute, characters, localName } from '../snapshot/dom.js';
import { ATTRIBUTE_END, ENTRY_END, FLAG, TAGS } from '../snapshot/schema.js';
import type { Snapshot } from '../snapshot/walk.js';

/** Nodes in document order, parents before children. */
export interface Source {
  readonly length: number;
  /** The page's address; others are taken from it. */
  readonly url: string;
  /** A number that is no node's for a root. */
  parent(node: number): number;
  /** `#text` for a run of text, `#shadow` for a shadow root, else the element's name. */
  name(node: number): string;
  text(node: number): string;
  /** Empty if there is none. Those of `MARKUP` in `src/html/mod.rs` can be asked for; a test holds the two together. */
  attribute(node: number, name: string): string;
  /** Whether the page does not show it. */
  isHidden(node: number): boolean;
}

const TEXT = /* @__PURE__ */ TAGS.indexOf('#text');

/** A live page. */
export function livePage({ columns, nodes, entries }: Snapshot, url: string): Source {
  const { tags, parents, flags } = columns;
  const isShadow = (node: number): boolean => ((flags[node] ?? 0) & FLAG.SHADOW) !== 0;
  return {
    length: nodes.length,
    url,
    parent: (node) => parents[node] ?? -1,
    name(node) {
      const element = nodes[node];
      return tags[node] === TEXT || !element ? '#text' : isShadow(node) ? '#shadow' : localName(element);
    },
    text(node) {
      const entry = entries[node] ?? '';
      const element = nodes[node];
      if (entry !== ' ' || tags[node] !== TEXT || !element) return entry;
      // White space is one space in a snapshot; in code it is lines.
      const space = characters(element);
      return space.trim() === '' ? space : entry;
    },
    attribute(node, name) {
      const element = nodes[node];
      return tags[node] === TEXT || !element || isShadow(node) ? '' : (attribute(element, name) ?? '');
    },
    isHidden: (node) => ((flags[node] ?? 0) & FLAG.HIDDEN) !== 0,
  };
}

/** A file, as `htmlMarkup` of the engine tells of it. */
export function fileMarkup(parents: Uint32Array, flags: Uint32Array, markup: string, url: string): Source {
  const entries = markup.split(ENTRY_END);
  const parts = (node: number): string[] => (entries[node] ?? '#').split(ATTRIBUTE_END);
  const isText = (node: number): boolean => (entries[node] ?? '#').startsWith('#');
  return {
    length: parents.length,
    url,
    parent: (node) => parents[node] ?? -1,
    name: (node) => (isText(node) ? '#text' : (parts(node)[0] ?? '')),
    text: (node) => (isText(node) ? (entries[node] ?? '').slice(1) : ''),
    attribute: (node, name) =>
      isText(node) ? '' : (parts(node).slice(1).find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''),
    isHidden: (node) => ((flags[node] ?? 0) & FLAG.HIDDEN) !== 0,
  };
}

/** Plain text: paragraph n is node 1 + 2 n, its text the node behind. */
export function paragraphs(texts: readonly string[]): Source {
  return {
    length: 1 + 2 * texts.length,
    url: '',
    parent: (node) => (node === 0 ? -1 : node % 2 === 1 ? 0 : node - 1),
    name: (node) => (node === 0 ? 'body' : node % 2 === 1 ? 'p' : '#text'),
    text: (node) => (node > 0 && node % 2 === 0 ? (texts[node / 2 - 1] ?? '') : ''),
    attribute: () => '',
    isHidden: () => false,
  };
}
