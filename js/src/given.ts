/**
 * What callers without types hand over: a clear word where it does not fit, before anything is looked at. A wrong level or kind that passed
 * in silence would hide other things than were asked for.
 */

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
  if (!isDocument(page)) throw new TypeError(`unnag: a document${or} was expected, not ${Object.prototype.toString.call(page).slice(8, -1)}`);
}

/** The options that would pass in silence, or fail where nobody understands it. The budget is checked where it is made a number. */
export interface Given {
  readonly level?: string | undefined;
  readonly kinds?: unknown;
  readonly format?: string | undefined;
  readonly url?: unknown;
}

function checkChoice(name: string, given: string | undefined, one: string, other: string): void {
  if (given !== undefined && given !== one && given !== other) throw new RangeError(`${name}: '${one}' or '${other}'; not ${given}`);
}

/**
 * @throws {RangeError} for what is none of the choices.
 * @throws {TypeError} for an address that is no string.
 */
export function checkOptions({ level, kinds, format, url }: Given): void {
  checkChoice('level', level, 'calm', 'focus');
  checkChoice('format', format, 'html', 'text');
  const labels: readonly string[] = LABELS;
  const unknown = Object.keys(kinds ?? {}).find((kind) => !labels.includes(kind));
  if (unknown !== undefined) throw new RangeError(`kinds: there is none that is called ${unknown}`);
  if (url !== undefined && typeof url !== 'string') throw new TypeError('url: a string was expected');
}
