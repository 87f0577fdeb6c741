/**
 * An element's attributes as one entry of the snapshot's string, and the flags that they carry. Clipped: a data URI or a serialised
 * state says nothing more after its first few hundred characters.
 */

import { attribute, attributeNames } from './dom.js';
import { ATTR, ATTRIBUTE_END, ENTRY_END, FLAG } from './schema.js';

const LONG = 300;
const STYLE = 200;
const DATA_VALUE = 40;

/** Attributes that are told as they are, by name. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ['class', ATTR.CLASS],
  ['id', ATTR.ID],
  ['role', ATTR.ROLE],
  ['href', ATTR.HREF],
  ['action', ATTR.ACTION],
  ['src', ATTR.SRC],
  ['type', ATTR.TYPE],
  ['name', ATTR.NAME],
  ['placeholder', ATTR.PLACEHOLDER],
  ['value', ATTR.VALUE],
  ['aria-label', ATTR.ARIA_LABEL],
  ['title', ATTR.TITLE],
  ['alt', ATTR.TITLE],
  ['autocomplete', ATTR.AUTOCOMPLETE],
  ['itemprop', ATTR.ITEMPROP],
  ['rel', ATTR.REL],
]);
const BUTTON_LIKE = /^(?:submit|button|reset|image)$/i;
// eslint-disable-next-line no-control-regex -- the separators are control characters
const SEPARATORS = /[\u001e\u001f]/g;
const HIDING = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b/i;
const POSITION = /(?:^|;)\s*position\s*:\s*(fixed|(?:-webkit-)?sticky)\b/i;
const MASK = /(?:^|;)\s*(?:-webkit-)?mask(?:-image)?\s*:\s*[^;]*gradient/i;

/** An element's entry and flags. */
export interface Described {
  readonly text: string;
  readonly flags: number;
}

const NOTHING: Described = { text: '', flags: 0 };

/** Clips without cutting a pair of surrogates in two. */
function clip(value: string, most: number): string {
  if (value.length <= most) return value;
  const last = value.charCodeAt(most - 1);
  return value.slice(0, last >= 0xd800 && last < 0xdc00 ? most - 1 : most);
}

function plain(value: string): string {
  return value.includes(ATTRIBUTE_END) || value.includes(ENTRY_END) ? value.replace(SEPARATORS, ' ') : value;
}

/** Whether an attribute that only some elements carry with this meaning is to be told. */
function belongs(name: string, tag: string, element: Element): boolean {
  switch (name) {
    case 'href':
      return tag === 'a' || tag === 'area';
    case 'src':
      return tag === 'iframe' || tag === 'embed';
    case 'action':
      return tag === 'form';
    case 'value':
      return tag === 'input' && BUTTON_LIKE.test(attribute(element, 'type') ?? '');
    case 'alt':
      return attribute(element, 'title') === null;
    default:
      return true;
  }
}

function styleFlags(style: string): number {
  let flags = HIDING.test(style) ? FLAG.HIDDEN : 0;
  const position = POSITION.exec(style);
  if (position) flags |= position[1]?.toLowerCase() === 'fixed' ? FLAG.FIXED : FLAG.STICKY;
  if (MASK.test(style)) flags |= FLAG.FADED;
  return flags;
}

/** What an element's attributes say. `mark` is an attribute of ours: it is left out. */
export function describe(element: Element, tag: string, unknown: boolean, mark: string | undefined): Described {
  const names = attributeNames(element);
  if (names.length === 0 && !unknown) return NOTHING;
  let text = unknown ? ATTR.TAG_NAME + plain(clip(tag, LONG)) : '';
  let data = '';
  let flags = 0;
  const tell = (letter: string, value: string, most: number): void => {
    const entry = letter + plain(clip(value, most));
    text = text === '' ? entry : text + ATTRIBUTE_END + entry;
  };
  for (const name of names) {
    const letter = LETTERS.get(name);
    if (letter !== undefined) {
      if (belongs(name, tag, element)) tell(letter, attribute(element, name) ?? '', LONG);
    } else if (name.startsWith('data-')) {
      if (data.length < LONG && name !== mark && name !== 'data-gold') {
        data += `${data === '' ? '' : ' '}${name}=${clip(attribute(element, name) ?? '', DATA_VALUE)}`;
      }
    } else if (name === 'style') {
      const style = clip(attribute(element, name) ?? '', 2000);
      tell(ATTR.STYLE, style, STYLE);
      flags |= styleFlags(style);
    } else {
      flags |= state(name, element, tag);
    }
  }
  if (data !== '') tell(ATTR.DATA, data, LONG);
  return { text, flags };
}

/** Flags of attributes that are states. */
function state(name: string, element: Element, tag: string): number {
  switch (name) {
    case 'hidden':
      return FLAG.HIDDEN;
    case 'inert':
      return FLAG.INERT;
    case 'aria-hidden':
      return attribute(element, name) === 'true' ? FLAG.INERT : 0;
    case 'aria-modal':
      return attribute(element, name) === 'true' ? FLAG.MODAL : 0;
    case 'open':
      return tag === 'dialog' ? FLAG.MODAL : 0;
    case 'contenteditable':
      return attribute(element, name) === 'false' ? 0 : FLAG.EDITABLE;
    default:
      return 0;
  }
}
