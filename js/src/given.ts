/**
 * What callers without types hand over: a clear word where it does not fit, before anything is looked at. A wrong level, kind or name that passed
 * in silence would hide other things than were asked for.
 */

import type { AnalyzeOptions } from './analyze/analysis.js';
import type { ArticleOptions } from './article/text.js';
import type { CleanOptions } from './clean.js';
import type { PlanOptions } from './engine.js';
import { checkObject, isObject, kindOf, unexpected } from './kind.js';
import { nodeType } from './snapshot/dom.js';
import { LABELS } from './snapshot/schema.js';

const DOCUMENT = 9;

function isDocument(page: unknown): boolean {
  try {
    // A browser's getter refuses what is no node.
    return typeof page === 'object' && page !== null && nodeType(page) === DOCUMENT;
  } catch {
    return false;
  }
}

/**
 * @throws {TypeError} if it is none. `or`: what else it could have been.
 */
export function checkDocument(page: unknown, or = ''): void {
  if (!isDocument(page)) throw unexpected(`unnag: a document${or}`, page);
}

/** What an option has to be, as `typeof` says it and in words. Numbers, which bundle small. */
const TYPES = [['boolean', 'true or false'], ['function', 'a function'], ['number', 'a number'], ['object', 'an object'], ['string', 'a string']] as const;
const BOOLEAN = 0;
const FUNCTION = 1;
const NUMBER = 2;
const OBJECT = 3;
const STRING = 4;
/** It has a check of its own. */
const OWN = 5;
/** The types of all options: one object may hold those of several calls. */
const OPTIONS: Readonly<Record<keyof (AnalyzeOptions & ArticleOptions & CleanOptions & PlanOptions), number>> = {
  level: OWN, kinds: OWN, format: OWN, budget: OWN, guard: BOOLEAN, blocks: BOOLEAN, explain: BOOLEAN, layout: BOOLEAN, observe: BOOLEAN,
  headline: BOOLEAN, captions: BOOLEAN, images: BOOLEAN, url: STRING, mark: STRING, maxNodes: NUMBER, onChange: FUNCTION,
  shadowRootOf: FUNCTION, brought: FUNCTION, styleBefore: FUNCTION, styles: OBJECT, opened: OBJECT, closed: OBJECT, memory: OBJECT,
};

function checkType(name: string, given: unknown, number: number): void {
  const [type, words] = TYPES[number] ?? [];
  if (type !== undefined && given !== undefined && (type === 'object' ? !isObject(given) : typeof given !== type)) throw unexpected(`${name}: ${words}`, given);
}

function checkChoice(name: string, given: unknown, one: string, other: string): void {
  if (given !== undefined && given !== one && given !== other) throw new RangeError(`${name}: '${one}' or '${other}'; not ${typeof given === 'string' ? given : kindOf(given)}`);
}

function checkKinds(kinds: unknown): void {
  if (kinds === undefined) return;
  if (!isObject(kinds)) throw unexpected('kinds: an object, like { donation: true },', kinds);
  for (const [kind, wanted] of Object.entries(kinds)) {
    if (!(LABELS as readonly string[]).includes(kind)) throw new RangeError(`kinds: there is none that is called ${kind}`);
    checkType(`kinds.${kind}`, wanted, BOOLEAN);
    if (wanted === true && (kind === 'article' || kind === 'meta')) throw new RangeError(`kinds: ${kind} can not be hidden`);
  }
}

function checkBudget(budget: unknown): void {
  if (budget === undefined || budget === false) return;
  const words = 'budget: a share from 0 to 1, or false';
  if (typeof budget !== 'number') throw unexpected(`${words},`, budget);
  if (!(budget >= 0 && budget <= 1)) throw new RangeError(`${words}; not ${budget}`);
}

/**
 * @throws {RangeError} for what is none of the choices.
 * @throws {TypeError} for what is no option, and for one that is of another type.
 */
export function checkOptions(options: unknown): void {
  checkObject(options);
  const given = options as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(given)) if (given[name] !== undefined && !Object.hasOwn(OPTIONS, name)) throw new TypeError(`there is no option that is called ${name}`);
  for (const [name, type] of Object.entries(OPTIONS)) checkType(name, given[name], type);
  checkChoice('level', given['level'], 'calm', 'focus');
  checkChoice('format', given['format'], 'html', 'text');
  checkKinds(given['kinds']);
  checkBudget(given['budget']);
}
