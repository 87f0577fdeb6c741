/**
 * Site memory: what was hidden on two pages of a site and never shown again by the reader is hidden from the first paint on the next one, and the
 * engine then confirms it or takes it back. Digests, a kind and what was measured; no words of a page, no addresses, no times.
 */
import { matchesSignature, tells } from 'unnag/apply';
import { CALM_KINDS, FOCUS_KINDS, LABELS } from 'unnag/snapshot';
import { isDigest, toSeen, type Label, type Seen } from './lesson.js';
import { kindsFor, type Settings } from './settings.js';
import { Shelf } from './shelf.js';

/** Something that is remembered of a site. */
export interface Remembered extends Seen {
  /** On how many pages it was hidden, up to those that are needed. */
  pages: number;
  /** A digest of the last page's path: the same page twice is one page. */
  page: string;
  /** The reader has shown it again: never hidden on memory alone. */
  shown: boolean;
}

const PAGES_NEEDED = 2;

const read = (value: unknown): Remembered | undefined => {
  const seen = toSeen(value);
  if (!seen) return undefined;
  const { pages, page, shown } = value as Record<string, unknown>;
  if (!Number.isInteger(pages) || !isDigest(page) || typeof shown !== 'boolean') return undefined;
  return { ...seen, pages: Math.max(0, Math.min(pages as number, PAGES_NEEDED)), page, shown };
};

/** What the reader has shown again meanwhile is left alone; else more is known from before. */
const join = (before: Remembered, since: Remembered): Remembered | undefined =>
  !matchesSignature(before.signature, since.signature) ? undefined : since.shown ? since : before;

const shelf = new Shelf<Remembered>({ name: 'memory', read, join, mostSites: 400, mostEntries: 24 });

const findIn = (entries: readonly Remembered[], { signature }: Seen): Remembered | undefined =>
  entries.find((entry) => matchesSignature(entry.signature, signature));

/** The entries after a page on which these things were hidden; undefined if that tells nothing new. */
export const afterPage = (entries: readonly Remembered[], page: string, things: readonly Seen[]): Remembered[] | undefined => {
  let next = [...entries];
  let news = false;
  for (const thing of things) {
    if (!tells(thing.signature)) continue;
    const known = findIn(next, thing);
    if (known && (known.page === page || known.pages >= PAGES_NEEDED) && known.sole === (known.sole && thing.sole)) continue;
    const pages = !known ? 1 : known.page === page ? known.pages : Math.min(known.pages + 1, PAGES_NEEDED);
    next = [...next.filter((entry) => entry !== known), { ...thing, sole: thing.sole && known?.sole !== false, pages, page, shown: known?.shown ?? false }];
    news = true;
  }
  return news ? next : undefined;
};

/** What has become of something: the plan did not confirm it; the reader showed it again; the reader hid it again. */
export type Fate = 'missed' | 'shown' | 'hidden';

/** The entries after that; undefined if nothing changes. */
export const afterFate = (entries: readonly Remembered[], thing: Seen, fate: Fate): Remembered[] | undefined => {
  const known = findIn(entries, thing);
  const rest = entries.filter((entry) => entry !== known);
  switch (fate) {
    case 'missed':
      // It is counted anew, from nothing.
      return known && rest;
    case 'shown':
      return known?.shown === true || !tells(thing.signature) ? undefined : [...rest, { ...thing, pages: 0, page: '', shown: true }];
    case 'hidden':
      return known?.shown === true ? rest : undefined;
  }
};

/** Whether a kind is hidden on a host. */
export const isWanted = (settings: Settings, host: string, label: Label): boolean => {
  const kinds: Partial<Record<Label, boolean>> = kindsFor(settings, host);
  const bits = settings.level === 'focus' ? FOCUS_KINDS : CALM_KINDS;
  return kinds[label] ?? (bits & (1 << LABELS.indexOf(label))) !== 0;
};

/** All that is remembered of a host. */
export const memoryOf = (host: string): Promise<Remembered[]> => shelf.of(host);

/** What of it is hidden at first paint. */
export const wanted = (memory: readonly Remembered[], host: string, settings: Settings): Seen[] =>
  settings.memory ? memory.filter(({ pages, shown, label }) => pages >= PAGES_NEEDED && !shown && isWanted(settings, host, label)) : [];

/** These things were hidden on a page. */
export const saw = (host: string, page: string, things: readonly Seen[]): Promise<void> => shelf.change(host, (entries) => afterPage(entries, page, things));
/** That has become of something. */
export const learnFate = (host: string, thing: Seen, fate: Fate): Promise<void> => shelf.change(host, (entries) => afterFate(entries, thing, fate));

/** For the options page: the sites with a memory, and the kinds of what is hidden there from the first paint on. */
export const listMemory = async (): Promise<{ host: string; labels: Label[] }[]> =>
  (await shelf.all()).map(({ host, entries }) => ({ host, labels: entries.filter(({ pages, shown }) => pages >= PAGES_NEEDED && !shown).map(({ label }) => label) }));
/** What puts back what is remembered now, of a site or of all. */
export const keepMemory = (host?: string): Promise<() => Promise<void>> => shelf.keep(host);
/** Forgets a site, or all. */
export const clearMemory = (host?: string): Promise<void> => shelf.clear(host);
