/**
 * What an article may be made of, as lists of names: everything else is taken apart, and only its text and its pictures stay. Only what is in
 * here is ever written, so nothing that runs, loads a frame, takes input or styles the page around it can come through.
 */

import { TAGS } from '../snapshot/schema.js';

/** How an element holds the text that is its own and the blocks in it. */
export type Shape =
  /** Holds words only; blocks in it are written behind. */
  | 'words'
  /** Holds words and blocks. */
  | 'flow'
  /** Holds parts that are elements. */
  | 'parts';

const shapes = (shape: Shape, names: string): [string, Shape][] => names.split(' ').map((name) => [name, shape]);

/** Block-level elements that stay. */
export const BLOCKS: ReadonlyMap<string, Shape> = /* @__PURE__ */ new Map([
  ...shapes('words', 'p h1 h2 h3 h4 h5 h6 pre'),
  ...shapes('flow', 'li dt dd blockquote figure figcaption caption td th'),
  ...shapes('parts', 'ul ol dl table thead tbody tfoot tr'),
]);

/** Inline elements that stay, and the name by which they are written. */
export const INLINE: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ...'a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small strong sub sup time u var'
    .split(' ')
    .map((name): [string, string] => [name, name]),
  ['acronym', 'abbr'],
  ['strike', 's'],
  ['tt', 'code'],
]);

/** Never looked into: controls, drawings, frames, media. */
export const LEFT_OUT: ReadonlySet<string> = /* @__PURE__ */ new Set(
  'audio button canvas datalist embed frame frameset iframe input meter noembed noframes noscript object option optgroup output progress select svg textarea video'.split(' '),
);

/** Attributes that stay, by element, and what their values must look like. Addresses are `urls.ts`'s to check. */
export const ATTRIBUTES: ReadonlyMap<string, readonly (readonly [name: string, form: RegExp])[]> = /* @__PURE__ */ new Map([
  ['abbr', [['title', /^.{1,300}$/s]]],
  ['dfn', [['title', /^.{1,300}$/s]]],
  ['img', [['width', /^\d{1,5}$/], ['height', /^\d{1,5}$/]]],
  ['ol', [['start', /^-?\d{1,6}$/]]],
  ['td', [['colspan', /^\d{1,3}$/], ['rowspan', /^\d{1,4}$/]]],
  ['th', [['colspan', /^\d{1,3}$/], ['rowspan', /^\d{1,4}$/], ['scope', /^(?:col|row|colgroup|rowgroup)$/i]]],
  ['time', [['datetime', /^[\dTZPWDHMS.:+\- ]{1,40}$/i]]],
]);
/** Those that any element may carry. */
export const EVERYWHERE: readonly (readonly [name: string, form: RegExp])[] = [
  ['lang', /^[a-z\d-]{1,35}$/i],
  ['dir', /^(?:ltr|rtl|auto)$/i],
];

const NUMBERS: ReadonlyMap<string, number> = /* @__PURE__ */ new Map(TAGS.map((name, number): [string, number] => [name, number]));
const FIRST_INLINE = /* @__PURE__ */ TAGS.indexOf('a');
const UNKNOWN = /* @__PURE__ */ TAGS.indexOf('#unknown');

/** Whether an element is block-level by its name, as `src/tag.rs` has it: unknown ones are. */
export function isBlockName(name: string): boolean {
  return name !== '#text' && (NUMBERS.get(name) ?? UNKNOWN) < FIRST_INLINE;
}

/** Whether an element is one that the engine knows not: a custom one, which is inline unless it is styled, or a shadow root. */
export function isCustom(name: string): boolean {
  return !NUMBERS.has(name);
}
