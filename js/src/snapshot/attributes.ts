/**
 * An element's attributes as one entry of the snapshot's string, and the flags that they carry. The rules are those of `src/html/mod.rs`
 * (3 and 4), to the letter: the engine is trained on files and used on live pages, and must not notice.
 */

import { attribute, attributeNames } from './dom.js';
import { ATTR, ATTRIBUTE_END, ENTRY_END, FLAG } from './schema.js';

const LONG = 300;
const STYLE = 200;
const DATA_VALUE = 40;
/** Flags of longer styles are looked for in their beginning only. */
const STYLE_READ = 10_000;

// eslint-disable-next-line no-control-regex -- the separators are control characters
const SEPARATORS = /[\u001e\u001f]/g;
const SURROGATES = /[\ud800-\udfff]/;
const WORTH_READING = /none|hidden|collapse|fixed|sticky|gradient/i;
const STICKY = /^(?:-webkit-)?sticky/;
const UNSEEN = /^(?:hidden|collapse)/;
const CLEAR = /transparent|rgba\(/;

/** Kinds of elements, as bits: an attribute is told on some of them only. A picture's `alt` stands in the place of its title. */
const LINK = 1;
const FORM = 2;
const CONTROL = 4;
const FRAME = 8;
const BUTTON = 16;
const WITH_ALT = 32;
const WITHOUT_ALT = 64;
/** Each element is one of the two. */
const ANY = WITH_ALT | WITHOUT_ALT;

const KINDS: ReadonlyMap<string, number> = new Map([
  ['a', LINK],
  ['area', LINK],
  ['form', FORM],
  ['input', CONTROL],
  ['button', CONTROL | BUTTON],
  ['select', CONTROL],
  ['textarea', CONTROL],
  ['iframe', FRAME],
  ['embed', FRAME],
  ['frame', FRAME],
]);
const TOLD: ReadonlyMap<string, readonly [letter: string, on: number]> = new Map([
  ['class', [ATTR.CLASS, ANY]],
  ['id', [ATTR.ID, ANY]],
  ['role', [ATTR.ROLE, ANY]],
  ['aria-label', [ATTR.ARIA_LABEL, ANY]],
  ['style', [ATTR.STYLE, ANY]],
  ['itemprop', [ATTR.ITEMPROP, ANY]],
  ['rel', [ATTR.REL, ANY]],
  ['title', [ATTR.TITLE, WITHOUT_ALT]],
  ['alt', [ATTR.TITLE, WITH_ALT]],
  ['href', [ATTR.HREF, LINK]],
  ['action', [ATTR.ACTION, FORM]],
  ['formaction', [ATTR.ACTION, CONTROL]],
  ['src', [ATTR.SRC, FRAME]],
  ['name', [ATTR.NAME, CONTROL | FRAME]],
  ['type', [ATTR.TYPE, CONTROL]],
  ['placeholder', [ATTR.PLACEHOLDER, CONTROL]],
  ['autocomplete', [ATTR.AUTOCOMPLETE, CONTROL | FORM]],
  ['value', [ATTR.VALUE, BUTTON]],
]);
/** Attributes that are states: the flag, and the values that count. */
const STATES: ReadonlyMap<string, readonly [flag: number, when: RegExp]> = new Map([
  ['hidden', [FLAG.HIDDEN, /^/]],
  ['inert', [FLAG.INERT, /^/]],
  ['aria-hidden', [FLAG.INERT, /^true$/i]],
  ['aria-modal', [FLAG.MODAL, /^true$/i]],
  ['contenteditable', [FLAG.EDITABLE, /^(?!false$)/i]],
]);
const BUTTONS = /^(?:submit|button|reset)$/i;

/** An element's entry and flags. */
export interface Described {
  readonly text: string;
  readonly flags: number;
}

const NOTHING: Described = { text: '', flags: 0 };
const CLOSED_DIALOG: Described = { text: '', flags: FLAG.HIDDEN };

/** The first characters; a pair of surrogates is one. */
export function clip(value: string, most: number): string {
  if (value.length <= most) return value;
  const first = value.slice(0, most * 2);
  return SURROGATES.test(first) ? Array.from(first).slice(0, most).join('') : value.slice(0, most);
}

function count(value: string): number {
  return SURROGATES.test(value) ? Array.from(value).length : value.length;
}

function valueOf(element: Element, name: string): string {
  return (attribute(element, name) ?? '').trim();
}

function plain(value: string): string {
  return value.includes(ATTRIBUTE_END) || value.includes(ENTRY_END) ? value.replace(SEPARATORS, ' ') : value;
}

function kindsOf(element: Element, tag: string): number {
  let kinds = KINDS.get(tag) ?? 0;
  if (tag === 'input' && BUTTONS.test(valueOf(element, 'type'))) kinds |= BUTTON;
  return kinds | (tag === 'img' && valueOf(element, 'alt') !== '' ? WITH_ALT : WITHOUT_ALT);
}

/** The flags of an inline style. Each declaration counts, whichever wins. */
function styled(style: string): number {
  if (!WORTH_READING.test(style)) return 0;
  let flags = 0;
  for (const declaration of style.slice(0, STYLE_READ).toLowerCase().split(';')) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const name = declaration.slice(0, colon).trim();
    const value = declaration.slice(colon + 1).trim();
    if (name === 'position') {
      flags |= value.startsWith('fixed') ? FLAG.FIXED : STICKY.test(value) ? FLAG.STICKY : 0;
    } else if (name === 'display' ? value.startsWith('none') : name === 'visibility' && UNSEEN.test(value)) {
      flags |= FLAG.HIDDEN;
    } else if (value.includes('gradient(') && (name.includes('mask') || (name.startsWith('background') && CLEAR.test(value)))) {
      flags |= FLAG.FADED;
    }
  }
  return flags;
}

/**
 * What an element's attributes say. `unknown`: its tag has no number. `mark`: what our own attributes begin with; they are left out.
 * `styleBefore`: the inline style of an element before we wrote over it; `undefined` if we did not.
 */
export function describe(element: Element, tag: string, unknown: boolean, mark: string | undefined, styleBefore?: (element: Element) => string | null | undefined): Described {
  const names = attributeNames(element);
  if (names.length === 0 && !unknown) return tag === 'dialog' ? CLOSED_DIALOG : NOTHING;
  let rest = '';
  let data = '';
  let dataLength = 0;
  let flags = 0;
  let open = false;
  let kinds: number | undefined;
  for (const name of names) {
    const told = TOLD.get(name);
    if (told !== undefined) {
      const [letter, on] = told;
      if (on !== ANY && (on & (kinds ??= kindsOf(element, tag))) === 0) continue;
      const before = name === 'style' ? styleBefore?.(element) : undefined;
      const value = (before === undefined ? attribute(element, name) : before) ?? '';
      if (name === 'style') flags |= styled(value);
      const entry = plain(clip(value.trim(), name === 'style' ? STYLE : LONG));
      if (entry !== '') rest += ATTRIBUTE_END + letter + entry;
    } else if (name.startsWith('data-')) {
      if (dataLength > LONG || (mark !== undefined && name.startsWith(mark)) || name === 'data-gold' || name === 'data-') continue;
      const value = valueOf(element, name);
      const short = count(value) <= DATA_VALUE ? value : '';
      dataLength += count(name) - 5 + count(short) + 2;
      if (dataLength > LONG) continue;
      data += `${data === '' ? '' : ' '}${name.slice(5)}${short === '' ? '' : `=${short}`}`;
    } else if (name === 'open') {
      open = true;
    } else {
      const state = STATES.get(name);
      if (state?.[1].test(valueOf(element, name))) flags |= state[0];
    }
  }
  if (tag === 'dialog') flags |= open ? FLAG.MODAL : FLAG.HIDDEN;
  if (data !== '') rest = ATTRIBUTE_END + ATTR.DATA + plain(data) + rest;
  if (unknown) rest = ATTRIBUTE_END + ATTR.TAG_NAME + plain(clip(tag, LONG)) + rest;
  return { text: rest.slice(1), flags };
}
