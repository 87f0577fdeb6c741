/**
 * A small page in a link's fragment, which no server ever sees: its source, packed. Threat: whoever makes the link chooses the page, and what it
 * unpacks to. Choice: it is a page like any that is pasted, its shape is checked, its address is only told to the engine, and unpacking stops at
 * a size, so that a short link can not fill the memory.
 */

import type { Source } from './read.js';

const KEY = 'page=';
/** The longest link that is made, in characters: what browsers and most messengers carry. */
const LONGEST = 32_000;
/** The most that a link may unpack to, in bytes. */
const MOST_BYTES = 4_000_000;

/** The link can not be made or read; the message is for people. */
export class ShareError extends Error {
  override readonly name = 'ShareError';
}

function encode(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function decode(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
}

async function drain(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > most) {
      await reader.cancel();
      throw new ShareError('It unpacks to more than this demo takes.');
    }
    parts.push(next.value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const each of parts) {
    whole.set(each, at);
    at += each.length;
  }
  return whole;
}

/**
 * A page as a fragment, without its `#`.
 * @throws {ShareError} if it is too large for a link.
 */
export async function pack({ url, content }: Source): Promise<string> {
  const packed = new Blob([JSON.stringify({ url, content })]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const text = encode(await drain(packed, LONGEST).catch(() => new Uint8Array(LONGEST)));
  if (text.length > LONGEST) {
    throw new ShareError(`This page is too large for a link: packed, it must not have more than ${LONGEST.toLocaleString('en')} characters. Save it and send the file.`);
  }
  return `${KEY}${text}`;
}

/** Whether a fragment, without its `#`, brings a page. */
export function bringsPage(fragment: string): boolean {
  return fragment.startsWith(KEY);
}

/**
 * The page of a fragment.
 * @throws {ShareError} if there is none in it.
 */
export async function unpack(fragment: string): Promise<Source> {
  let told: unknown;
  try {
    const packed = new Blob([decode(fragment.slice(KEY.length))]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    told = JSON.parse(new TextDecoder().decode(await drain(packed, MOST_BYTES)));
  } catch (error) {
    throw error instanceof ShareError ? error : new ShareError('The link is broken: there is no page in it. Was it cut off?');
  }
  const content: unknown = typeof told === 'object' && told !== null ? Reflect.get(told, 'content') : undefined;
  const url: unknown = typeof told === 'object' && told !== null ? Reflect.get(told, 'url') : undefined;
  if (typeof content !== 'string') throw new ShareError('The link is broken: there is no page in it.');
  return { name: 'the page of this link', url: typeof url === 'string' && /^https?:\/\//i.test(url) ? url : '', content };
}
