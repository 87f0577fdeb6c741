import { MAX_TEXT } from './snapshot/schema.js';

/** The page passes a cap; nothing was looked at, and nothing is to be hidden. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
  /** The cap that it passes. `attributes`: those of one element. */
  readonly what: 'nodes' | 'text' | 'depth' | 'attributes';

  constructor(what: TooLargeError['what'], message = `the page is too large: ${what}`, options?: ErrorOptions) {
    super(message, options);
    this.what = what;
  }
}

/** The engine's words for a cap, as `src/error.rs` has them, and its name. */
const WORDS = /page (?:has|is nested) \d+ (nodes|bytes of text|levels deep|attributes), more than/;
const NAMES: Readonly<Record<string, TooLargeError['what']>> = { nodes: 'nodes', 'bytes of text': 'text', 'levels deep': 'depth', attributes: 'attributes' };

/**
 * Asks the engine. It knows one error only, which has nothing but words. `text`: what it is to read; where that is too long however it is encoded,
 * the engine is not asked, whose memory would grow by it and never shrink again.
 * @throws {TooLargeError} where those are of a cap.
 */
export function capped<T>(ask: () => T, text = ''): T {
  if (text.length > MAX_TEXT) throw new TooLargeError('text');
  try {
    return ask();
  } catch (cause) {
    const [, words = ''] = WORDS.exec(String(cause)) ?? [];
    const what = NAMES[words];
    throw what ? new TooLargeError(what, (cause as Error).message, { cause }) : cause;
  }
}
