/**
 * Which pictures belong to the article: those whose surroundings do. Choice: the nearest element around a picture that has blocks speaks for it;
 * a teaser's picture stands in the teaser's own box, a lead picture in the article's. What stands before the article's beginning is a logo or
 * a portrait; so is what is no larger than one.
 */

import { pictureAddress, pictureSet } from './urls.js';
import type { Source } from './source.js';

/** A picture that is declared smaller than this, in pixels, is an icon or a counter. */
const ICON = 48;
/** Where pages put the address of a picture that a script is to load. */
export const LATER = ['data-src', 'data-lazy-src', 'data-original'];

/** How many blocks and how many of the article stand in a node's subtree. */
export interface Counts {
  readonly all: Uint32Array;
  readonly article: Uint32Array;
  /** The first and the last node of the article. */
  readonly first: number;
  readonly last: number;
}

/** Whether a picture is the article's. */
export function isOfArticle(source: Source, { all, article, first, last }: Counts, node: number): boolean {
  const small = (name: string): boolean => {
    const value = source.attribute(node, name);
    return /^\d+$/.test(value) && Number(value) < ICON;
  };
  if (node < first || small('width') || small('height')) return false;
  let around = source.parent(node);
  while (around >= 0 && around < node && (all[around] ?? 0) === 0) around = source.parent(around);
  const count = article[around] ?? 0;
  return count > 0 && (node <= last || count === all[around]);
}

/** A picture's `src` and `srcset`, wherever the page keeps them. None if it has no address. */
export function addresses(source: Source, node: number, siblings: readonly number[]): { src?: string; srcset?: string } | undefined {
  const { url } = source;
  const own = source.attribute(node, 'src');
  const later = LATER.map((name) => source.attribute(node, name)).find((value) => value !== '');
  // A `data:` address beside one that a script loads is a stand-in.
  const chosen = later !== undefined && (own === '' || own.startsWith('data:')) ? later : own;
  const src = pictureAddress(chosen, url);
  const sets = [source.attribute(node, 'srcset'), source.attribute(node, 'data-srcset')];
  if (src === undefined) for (const other of siblings) if (source.name(other) === 'source') sets.push(source.attribute(other, 'srcset'));
  const srcset = sets.map((set) => pictureSet(set, url)).find((set) => set !== undefined);
  if (src === undefined && srcset === undefined) return undefined;
  return { ...(src !== undefined && { src }), ...(srcset !== undefined && { srcset }) };
}
