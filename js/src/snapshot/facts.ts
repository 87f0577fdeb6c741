/**
 * What the page says of itself: address, language, title, `og:type`, and JSON-LD on what may be read. The rules are those of
 * `src/html/facts.rs`. All of it is the page's claim and may be broken, huge or nested; what can not be read is passed over.
 */

import { clip } from './attributes.js';
import { attribute, documentElement, query, queryAll, textOf, titleOf, urlOf } from './dom.js';
import { ENTRY_END } from './schema.js';

/** The most JSON-LD objects that are looked at, and the most gated selectors or types that are kept. */
const MOST_OBJECTS = 200;
const MOST_KEPT = 20;
const MOST_SCRIPTS = 50;
const MOST_CHARACTERS = 2_000_000;
const LONG = 300;
const LONG_URL = 2_000;
const LONG_LANGUAGE = 35;
const LONG_TYPE = 60;

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property: what the prototype would give is not the page's word. */
function field(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function truth(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  const word = value.trim().split('/').at(-1)?.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string').slice(0, MOST_OBJECTS) : [];
}

/** What the scripts of a page say together. */
class Ledger {
  free: boolean | undefined;
  readonly types = new Set<string>();
  readonly gated = new Set<string>();

  /** Where two objects of the page disagree, the one that says "not free" counts: then the gate stays. */
  #free(free: boolean | undefined): void {
    if (free !== undefined && this.free !== false) this.free = free;
  }

  /** Reads one script's value. */
  read(root: unknown): void {
    const todo = [root];
    for (let seen = 0; seen < MOST_OBJECTS && todo.length > 0; seen += 1) {
      const value = todo.pop();
      if (Array.isArray(value)) {
        for (const entry of value.slice(0, MOST_OBJECTS).reverse() as unknown[]) todo.push(entry);
      } else if (isFields(value)) {
        for (const name of ['mainEntity', 'mainEntityOfPage', '@graph']) {
          const inner = field(value, name);
          if (typeof inner === 'object' && inner !== null) todo.push(inner);
        }
        this.#object(value);
      }
    }
  }

  #object(object: Fields): void {
    for (const type of strings(field(object, '@type'))) keep(this.types, clip(type, LONG_TYPE));
    this.#free(truth(field(object, 'isAccessibleForFree')));
    const parts = field(object, 'hasPart');
    for (const part of (Array.isArray(parts) ? (parts as unknown[]) : [parts]).slice(0, MOST_OBJECTS)) {
      if (!isFields(part)) continue;
      const open = truth(field(part, 'isAccessibleForFree'));
      if (open === true) continue;
      const selectors = strings(field(part, 'cssSelector'));
      if (open !== undefined && selectors.length > 0) this.#free(open);
      for (const selector of selectors) keep(this.gated, clip(selector.trim(), LONG));
    }
  }
}

function keep(set: Set<string>, value: string): void {
  if (set.size < MOST_KEPT && value !== '') set.add(value);
}

/** The JSON of a script, out of the comment or CDATA that some put around it. */
function unwrapped(text: string): string {
  const comment = /^<!--([^]*)-->$/.exec(text.trim());
  const inner = (comment?.[1] ?? text).trim().replace(/^\/+\s*/, '');
  if (!inner.startsWith('<![CDATA[')) return inner;
  return inner.slice('<![CDATA['.length).replace(/\]\]>\s*$/, '').trimEnd().replace(/\/+$/, '');
}

function jsonLd(document: Document): Ledger {
  const ledger = new Ledger();
  let left = MOST_SCRIPTS;
  for (const script of queryAll(document, 'script[type="application/ld+json" i]')) {
    if (left-- === 0) break;
    const text = textOf(script) ?? '';
    if (text.length > MOST_CHARACTERS) continue;
    try {
      ledger.read(JSON.parse(unwrapped(text)));
    } catch {
      // Broken JSON-LD is common, and says nothing.
    }
  }
  return ledger;
}

/** The facts' string as `src/snapshot.rs` takes it. `url`: the page's address where the document does not know it. */
export function facts(document: Document, url?: string): string {
  const root = documentElement(document);
  const { free, types, gated } = jsonLd(document);
  const language = ((root && attribute(root, 'lang')) ?? '').trim();
  const ogType = query(document, 'meta[property="og:type"],meta[name="og:type"]');
  return [
    // Outside browsers, a DOM library may know neither address nor title.
    clip(url ?? urlOf(document) ?? '', LONG_URL),
    language.length > LONG_LANGUAGE ? '' : language,
    clip((titleOf(document) ?? '').trim(), LONG),
    clip(((ogType && attribute(ogType, 'content')) ?? '').trim(), LONG),
    free === undefined ? '' : free ? '1' : '0',
    [...types].join(' '),
    ...gated,
  ]
    .map((part) => part.replaceAll(ENTRY_END, ' '))
    .join(ENTRY_END);
}
