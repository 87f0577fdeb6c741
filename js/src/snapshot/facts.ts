/** What the page says of itself: address, language, title, `og:type`, and JSON-LD on what may be read. */

import { attribute, documentElement, query, queryAll, titleOf, urlOf } from './dom.js';
import { ENTRY_END } from './schema.js';

const MOST_SCRIPTS = 20;
const MOST_CHARACTERS = 500_000;
const MOST_OBJECTS = 5_000;
const MOST_SELECTORS = 50;
const MOST_TYPES = 50;
const LONG = 2_000;

interface Ledger {
  free: boolean | undefined;
  readonly types: Set<string>;
  readonly gated: Set<string>;
}

/** Clipped, and without what would end it early. */
function flat(value: string): string {
  return value.slice(0, LONG).replaceAll(ENTRY_END, ' ');
}

function said(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  const word = value.trim().toLowerCase().replace(/^https?:\/\/schema\.org\//, '');
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}

/** Reads one JSON-LD value, however nested; `part`: it stands in `hasPart`. */
function read(root: unknown, ledger: Ledger): void {
  const todo: { value: unknown; part: boolean }[] = [{ value: root, part: false }];
  for (let seen = 0; seen < MOST_OBJECTS; seen += 1) {
    const next = todo.shift();
    if (!next) return;
    const { value, part } = next;
    if (Array.isArray(value)) {
      for (const entry of value as unknown[]) todo.push({ value: entry, part });
    } else if (typeof value === 'object' && value !== null) {
      const entries = new Map<string, unknown>(Object.entries(value));
      const free = said(entries.get('isAccessibleForFree'));
      if (part) {
        if (free !== true) for (const selector of strings(entries.get('cssSelector'))) ledger.gated.add(selector);
      } else {
        ledger.free ??= free;
        for (const type of strings(entries.get('@type'))) ledger.types.add(type);
      }
      for (const [key, inner] of entries) {
        if (typeof inner === 'object' && inner !== null) todo.push({ value: inner, part: part || key === 'hasPart' });
      }
    }
  }
}

function jsonLd(document: Document): Ledger {
  const ledger: Ledger = { free: undefined, types: new Set(), gated: new Set() };
  let left = MOST_SCRIPTS;
  for (const script of queryAll(document, 'script[type="application/ld+json"]')) {
    if (left-- === 0) break;
    const text = script.textContent;
    if (text.length > MOST_CHARACTERS) continue;
    try {
      read(JSON.parse(text), ledger);
    } catch {
      // Broken JSON-LD is common, and says nothing.
    }
  }
  return ledger;
}

/** The facts' string as `src/snapshot.rs` takes it. */
export function facts(document: Document): string {
  const root = documentElement(document);
  const { free, types, gated } = jsonLd(document);
  const ogType = query(document, 'meta[property="og:type"]');
  return [
    urlOf(document) ?? '',
    (root && attribute(root, 'lang')) ?? '',
    // Outside browsers, a DOM library may know neither address nor title.
    titleOf(document) ?? '',
    (ogType && attribute(ogType, 'content')) ?? '',
    free === undefined ? '' : free ? '1' : '0',
    [...types].slice(0, MOST_TYPES).join(' '),
    ...[...gated].slice(0, MOST_SELECTORS),
  ]
    .map(flat)
    .join(ENTRY_END);
}
