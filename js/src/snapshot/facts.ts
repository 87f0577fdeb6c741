/**
 * What the page's claims come to: address, language, title, `og:type`, and what its JSON-LD says may be read. The rules are those of
 * `src/html/facts.rs`. All of it may be broken, huge or nested; what can not be read is passed over. No document in here: the extension
 * reads the claims on the page and works out the facts in its background.
 */

import { clip } from './attributes.js';
import type { Claims } from './claims.js';
import { field, isFields, MOST_OBJECTS, objects, type Fields } from './jsonld.js';
import { ENTRY_END } from './schema.js';

/** The most gated selectors or types that are kept. */
const MOST_KEPT = 20;
const LONG = 300;
const LONG_URL = 2_000;
const LONG_LANGUAGE = 35;
const LONG_TYPE = 60;

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

  /** Reads one object. */
  read(object: Fields): void {
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

function ledger(scripts: readonly string[]): Ledger {
  const ledger = new Ledger();
  for (const script of scripts) for (const object of objects(script)) ledger.read(object);
  return ledger;
}

/** The facts' string as `src/snapshot.rs` takes it. */
export function facts({ url, language, title, ogType, scripts }: Claims): string {
  const { free, types, gated } = ledger(scripts);
  const tongue = language.trim();
  return [
    clip(url, LONG_URL),
    tongue.length > LONG_LANGUAGE ? '' : tongue,
    clip(title.trim(), LONG),
    clip(ogType.trim(), LONG),
    free === undefined ? '' : free ? '1' : '0',
    [...types].join(' '),
    ...gated,
  ]
    .map((part) => part.replaceAll(ENTRY_END, ' '))
    .join(ENTRY_END);
}
