/**
 * Addresses in an article's markup. Threat: `javascript:` and its kin, however they are spelt. Choice: the platform's own parser reads the
 * address as a browser would, and only what it takes for one of a few harmless schemes stays.
 */

const LINKS: ReadonlySet<string> = /* @__PURE__ */ new Set(['http:', 'https:', 'mailto:', 'tel:']);
const PICTURES: ReadonlySet<string> = /* @__PURE__ */ new Set(['http:', 'https:']);
/** Pictures without scripts in them: no SVG. */
const RASTER = /^data:image\/(?:avif|bmp|gif|jpe?g|png|webp)[;,]/i;
/** Stands in for a page's address that is not known: what still begins with it afterwards is relative. */
const NOWHERE = 'https://nowhere.invalid/';

function absolute(value: string, base: string, schemes: ReadonlySet<string>): string | undefined {
  const trimmed = value.trim();
  if (trimmed === '') return undefined;
  try {
    const url = new URL(trimmed, base || NOWHERE);
    if (!schemes.has(url.protocol)) return undefined;
    return base === '' && url.href.startsWith(NOWHERE) ? trimmed : url.href;
  } catch {
    return undefined;
  }
}

/** A page's address as one that others can be taken from; empty if it is none. */
export function baseOf(url: string): string {
  try {
    return PICTURES.has(new URL(url).protocol) ? url : '';
  } catch {
    return '';
  }
}

/** A link's address made absolute, if a click on it does no harm. Places in the page itself are none: their names do not stay. */
export function linkAddress(value: string, base: string): string | undefined {
  return value.trimStart().startsWith('#') ? undefined : absolute(value, base, LINKS);
}

/** A picture's address made absolute. */
export function pictureAddress(value: string, base: string): string | undefined {
  return RASTER.test(value.trim()) ? value.trim() : absolute(value, base, PICTURES);
}

/** The addresses of a `srcset`; those that are none are left out. */
export function pictureSet(value: string, base: string): string | undefined {
  const kept: string[] = [];
  // Candidates end at a comma that white space or the end follows: addresses may hold commas of their own.
  for (const [, address = '', size = ''] of value.matchAll(/\s*,*\s*(\S*[^\s,])(?:\s+(\d+(?:\.\d+)?[wx]))?\s*(?:,|$)/g)) {
    const url = absolute(address, base, PICTURES);
    if (url !== undefined) kept.push(size === '' ? url : `${url} ${size}`);
  }
  return kept.length === 0 ? undefined : kept.join(', ');
}
