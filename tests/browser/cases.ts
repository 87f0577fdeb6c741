/** What tests/corpus/<slug>/case.json may say, read and checked. tests/corpus/README.md tells what each field is for. */
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { LABELS } from '../../js/src/snapshot/schema.js';

export const corpus = join(import.meta.dirname, '..', 'corpus');

/** A selector of an element, in the page, in a same-origin frame of it, or in a shadow tree of it. */
export interface Place {
  selector: string;
  /** Selector of the frame that holds it. */
  frame?: string;
  /** Selector of the element whose shadow root holds it. */
  shadow?: string;
}

export interface Nag extends Place {
  label: (typeof LABELS)[number];
  /** Put in by a script, so page.html does not have it outside of a `<template>`. */
  late?: true;
}

/** What the reader does before the page is looked at, in order. */
export type Step = { wait: number } | { click: string } | { scroll: number } | { route: string };

export interface Case {
  slug: string;
  title: string;
  /** First label of the invented host; the page is served at `<site>.localhost`. */
  site: string;
  /** Path the page is served under. */
  path: string;
  csp?: string;
  headers: Record<string, string>;
  nags: Nag[];
  keep: (string | Place)[];
  /** Milliseconds after loading at which the last nag is in the page. */
  late: number;
  steps: Step[];
  /** How the nag locks scrolling. */
  lock?: 'body' | 'html' | 'fixed';
  /** What becomes of the lock: released with the nag (default), or kept because the page is a gate or guarded. */
  unlock: boolean;
  /** The page's purpose, if that is why nothing may be hidden. */
  guarded?: string;
  /** The notice that stands where the text of the article ends, which must stay. */
  gate?: string;
  /** The page changes by itself all the time: its markup can not be compared. */
  restless: boolean;
  /**
   * What the shipped model still gets wrong here: beginnings of problems that the test expects. One that is no longer there fails the test, so
   * that the list can only shrink. Lost article text can not be on it.
   */
  known: string[];
  notes: string;
}

const KEYS = ['title', 'site', 'path', 'csp', 'headers', 'nags', 'keep', 'late', 'steps', 'lock', 'unlock', 'guarded', 'gate', 'restless', 'known', 'notes'];

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

function fail(slug: string, what: string): never {
  throw new Error(`tests/corpus/${slug}/case.json: ${what}`);
}

function place(slug: string, value: unknown, keys: string[]): Place {
  if (!isFields(value) || typeof value['selector'] !== 'string') return fail(slug, `no selector in ${JSON.stringify(value)}`);
  for (const [key, entry] of Object.entries(value)) {
    if (!keys.includes(key)) fail(slug, `unknown field ${key} in ${JSON.stringify(value)}`);
    if (key !== 'late' && typeof entry !== 'string') fail(slug, `${key} is no string in ${JSON.stringify(value)}`);
  }
  return value as unknown as Place;
}

function step(slug: string, value: unknown): Step {
  const entry = isFields(value) ? Object.entries(value) : [];
  const [key, what] = entry[0] ?? [];
  const good =
    entry.length === 1 &&
    (key === 'wait' || key === 'scroll' ? typeof what === 'number' : (key === 'click' || key === 'route') && typeof what === 'string');
  return good ? (value as Step) : fail(slug, `no step: ${JSON.stringify(value)}`);
}

export function readCase(slug: string): Case {
  const read: unknown = JSON.parse(readFileSync(join(corpus, slug, 'case.json'), 'utf8'));
  if (!isFields(read)) return fail(slug, 'is no object');
  for (const key of Object.keys(read)) if (!KEYS.includes(key)) fail(slug, `unknown field ${key}`);
  const text = (key: string, otherwise?: string): string => {
    const value = read[key] ?? otherwise;
    return typeof value === 'string' ? value : fail(slug, `${key} is no string`);
  };
  const list = (key: string): unknown[] => {
    const value = read[key] ?? [];
    return Array.isArray(value) ? (value as unknown[]) : fail(slug, `${key} is no list`);
  };
  const lock = read['lock'];
  if (lock !== undefined && lock !== 'body' && lock !== 'html' && lock !== 'fixed') fail(slug, 'lock is none of body, html, fixed');
  const headers = read['headers'] ?? {};
  if (!isFields(headers) || Object.values(headers).some((value) => typeof value !== 'string')) fail(slug, 'headers are no strings');
  return {
    slug,
    title: text('title'),
    site: text('site'),
    path: text('path', '/'),
    ...(read['csp'] === undefined ? {} : { csp: text('csp') }),
    headers: headers as Record<string, string>,
    nags: list('nags').map((nag) => {
      const { label } = place(slug, nag, ['selector', 'label', 'frame', 'shadow', 'late']) as Nag;
      return (LABELS as readonly string[]).includes(label) ? (nag as Nag) : fail(slug, `unknown label ${label}`);
    }),
    keep: list('keep').map((keep) => (typeof keep === 'string' ? keep : place(slug, keep, ['selector', 'frame', 'shadow']))),
    late: typeof read['late'] === 'number' ? read['late'] : 0,
    steps: list('steps').map((entry) => step(slug, entry)),
    ...(lock === undefined ? {} : { lock }),
    unlock: read['unlock'] !== false,
    ...(read['guarded'] === undefined ? {} : { guarded: text('guarded') }),
    ...(read['gate'] === undefined ? {} : { gate: text('gate') }),
    restless: read['restless'] === true,
    known: list('known').map((known) => {
      if (typeof known !== 'string' || known === '') return fail(slug, 'known is no list of texts');
      return known.includes('text of the article') ? fail(slug, 'lost article text can not be known') : known;
    }),
    notes: text('notes'),
  };
}

/** The folders of tests/corpus that hold a page, by name. */
export function slugs(): string[] {
  return readdirSync(corpus, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(corpus, entry.name, 'page.html')))
    .map((entry) => entry.name)
    .sort();
}
