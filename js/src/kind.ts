/** What callers without types hand over, in words. */

/** What something is: `Null`, `Array`, `HTMLDivElement`. */
export function kindOf(given: unknown): string {
  return Object.prototype.toString.call(given).slice(8, -1);
}

/** The error for what was handed over in the place of something else. */
export function unexpected(what: string, given: unknown): TypeError {
  return new TypeError(`${what} was expected, not ${kindOf(given)}`);
}

/** Whether something has properties of its own to be asked for; a list has none. */
export function isObject(given: unknown): given is object {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

/**
 * @throws {TypeError} if these are no options.
 */
export function checkObject(options: unknown): asserts options is object {
  if (!isObject(options)) throw unexpected('unnag: options: an object', options);
}
