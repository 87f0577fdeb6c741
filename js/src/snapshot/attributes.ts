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

/** What kind of element an attribute must stand on to be told. */
type On = 'any' | 'link' | 'form' | 'control' | 'control or form' | 'frame' | 'control or frame' | 'button' | 'title' | 'alt';

const TOLD: ReadonlyMap<string, readonly [letter: string, on: On]> = new Map([
  ['class', [ATTR.CLASS, 'any']],
  ['id', [ATTR.ID, 'any']],
  ['role', [ATTR.ROLE, 'any']],
  ['aria-label', [ATTR.ARIA_LABEL, 'any']],
  ['style', [ATTR.STYLE, 'any']],
  ['itemprop', [ATTR.ITEMPROP, 'any']],
  ['rel', [ATTR.REL, 'any']],
  ['title', [ATTR.TITLE, 'title']],
  ['alt', [ATTR.TITLE, 'alt']],
  ['href', [ATTR.HREF, 'link']],
  ['action', [ATTR.ACTION, 'form']],
  ['formaction', [ATTR.ACTION, 'control']],
  ['src', [ATTR.SRC, 'frame']],
  ['name', [ATTR.NAME, 'control or frame']],
  ['type', [ATTR.TYPE, 'control']],
  ['placeholder', [ATTR.PLACEHOLDER, 'control']],
  ['autocomplete', [ATTR.AUTOCOMPLETE, 'control or form']],
  ['value', [ATTR.VALUE, 'button']],
]);
const BUTTONS: ReadonlySet<string> = new Set(['submit', 'button', 'reset']);

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

function plain(value: string): string {
  return value.includes(ATTRIBUTE_END) || value.includes(ENTRY_END) ? value.replace(SEPARATORS, ' ') : value;
}

function isControl(tag: string): boolean {
  return tag === 'input' || tag === 'button' || tag === 'select' || tag === 'textarea';
}

function isFrame(tag: string): boolean {
  return tag === 'iframe' || tag === 'embed' || tag === 'frame';
}

/** A picture's `alt` stands in the place of its title. */
function hasAlt(element: Element, tag: string): boolean {
  return tag === 'img' && (attribute(element, 'alt') ?? '').trim() !== '';
}

function stands(on: On, element: Element, tag: string): boolean {
  switch (on) {
    case 'any':
      return true;
    case 'link':
      return tag === 'a' || tag === 'area';
    case 'form':
      return tag === 'form';
    case 'control':
      return isControl(tag);
    case 'control or form':
      return isControl(tag) || tag === 'form';
    case 'frame':
      return isFrame(tag);
    case 'control or frame':
      return isControl(tag) || isFrame(tag);
    case 'button':
      return tag === 'button' || (tag === 'input' && BUTTONS.has((attribute(element, 'type') ?? '').trim().toLowerCase()));
    case 'title':
      return !hasAlt(element, tag);
    case 'alt':
      return hasAlt(element, tag);
  }
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
    if (name === 'display') {
      if (value.startsWith('none')) flags |= FLAG.HIDDEN;
    } else if (name === 'visibility') {
      if (value.startsWith('hidden') || value.startsWith('collapse')) flags |= FLAG.HIDDEN;
    } else if (name === 'position') {
      if (value.startsWith('fixed')) flags |= FLAG.FIXED;
      else if (value.startsWith('sticky') || value.startsWith('-webkit-sticky')) flags |= FLAG.STICKY;
    } else if (value.includes('gradient(')) {
      const masks = name.includes('mask');
      const fades = name.startsWith('background') && (value.includes('transparent') || value.includes('rgba('));
      if (masks || fades) flags |= FLAG.FADED;
    }
  }
  return flags;
}

function is(value: string | null, word: string): boolean {
  return value?.trim().toLowerCase() === word;
}

/** Flags of attributes that are states. */
function state(name: string, element: Element): number {
  switch (name) {
    case 'hidden':
      return FLAG.HIDDEN;
    case 'inert':
      return FLAG.INERT;
    case 'aria-hidden':
      return is(attribute(element, name), 'true') ? FLAG.INERT : 0;
    case 'aria-modal':
      return is(attribute(element, name), 'true') ? FLAG.MODAL : 0;
    case 'contenteditable':
      return is(attribute(element, name), 'false') ? 0 : FLAG.EDITABLE;
    default:
      return 0;
  }
}

/**
 * What an element's attributes say. `unknown`: its tag has no number. `mark`: what our own attributes begin with; they are left out.
 * `style`: what its inline style was before we wrote over it.
 */
export function describe(element: Element, tag: string, unknown: boolean, mark: string | undefined, style?: string | null): Described {
  const names = attributeNames(element);
  if (names.length === 0 && !unknown) return tag === 'dialog' ? CLOSED_DIALOG : NOTHING;
  let rest = '';
  let data = '';
  let dataLength = 0;
  let flags = 0;
  let open = false;
  for (const name of names) {
    const told = TOLD.get(name);
    if (told !== undefined) {
      const [letter, on] = told;
      if (on !== 'any' && !stands(on, element, tag)) continue;
      const value = (name === 'style' && style !== undefined ? style : attribute(element, name)) ?? '';
      if (name === 'style') flags |= styled(value);
      const entry = plain(clip(value.trim(), name === 'style' ? STYLE : LONG));
      if (entry !== '') rest += ATTRIBUTE_END + letter + entry;
    } else if (name.startsWith('data-')) {
      if (dataLength > LONG || (mark !== undefined && name.startsWith(mark)) || name === 'data-gold' || name === 'data-') continue;
      const value = (attribute(element, name) ?? '').trim();
      const short = count(value) <= DATA_VALUE ? value : '';
      dataLength += count(name) - 5 + count(short) + 2;
      if (dataLength > LONG) continue;
      data += `${data === '' ? '' : ' '}${name.slice(5)}${short === '' ? '' : `=${short}`}`;
    } else if (name === 'open') {
      open = true;
    } else {
      flags |= state(name, element);
    }
  }
  if (tag === 'dialog') flags |= open ? FLAG.MODAL : FLAG.HIDDEN;
  if (data !== '') rest = ATTRIBUTE_END + ATTR.DATA + plain(data) + rest;
  if (unknown) rest = ATTRIBUTE_END + ATTR.TAG_NAME + plain(clip(tag, LONG)) + rest;
  return { text: rest.slice(1), flags };
}
