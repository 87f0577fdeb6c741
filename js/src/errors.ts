/** The page passes a cap; nothing was looked at, and nothing is to be hidden. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
  readonly what: 'nodes' | 'text' | 'depth';

  constructor(what: 'nodes' | 'text' | 'depth') {
    super(`the page is too large: ${what}`);
    this.what = what;
  }
}
