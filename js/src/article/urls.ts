/**
 * Addresses in an article's markup. Threat: `javascript:` and its kin, however they are spelt. Choice: the platform's own parser reads the
 * address as a browser would, and only what it takes for one of a few harmless schemes stays.
 */

const LINKS: ReadonlySet<string> = /* @__PURE__ */ new Set(['http:', 'https:', 'mailto:', 'tel:']);
const PICTURES: ReadonlySet<string> = /* @__PURE__ */ new Set(['http:', 'https:']);
/** Pictures without scripts in them: no SVG. */
const RASTER = /^data:image\/(?:avif|bmp|gif|jpe?g|png|webp)[;,]/i;

/** None without a base either: what is relative would point at whoever shows the article. */
function absolute(value: string, base: string, schemes: ReadonlySet<string>): string | undefined {
  try {
    const url = new URL(value.trim(), base || undefined);
    return schemes.has(url.protocol) && value.trim() !== '' ? url.href : undefined;
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

/** The most characters of a `srcset`, and the most candidates of it, that are looked at. */
const MOST_CHARACTERS = 20_000;
const MOST_CANDIDATES = 50;
const SIZE = /^\d{1,6}(?:\.\d{1,6})?[wx]$/;

/**
 * The addresses of a `srcset`; those that are none are left out. By the steps of the HTML standard ("parse a srcset attribute"), since addresses may
 * hold commas of their own: an address ends at white space, a candidate at a comma.
 */
export function pictureSet(value: string, base: string): string | undefined {
  const kept: string[] = [];
  const words = value.slice(0, MOST_CHARACTERS).split(/[\t\n\f\r ]/);
  let address = '';
  let sizes: string[] = [];
  const end = (): void => {
    const url = address === '' || kept.length >= MOST_CANDIDATES || sizes.length > 1 ? undefined : absolute(address, base, PICTURES);
    const [size = ''] = sizes;
    if (url !== undefined && (size === '' || SIZE.test(size))) kept.push(size === '' ? url : `${url} ${size}`);
    address = '';
    sizes = [];
  };
  for (const each of words) {
    let word = each;
    if (address !== '') {
      // A size; what stands behind its comma begins the next candidate.
      const comma = word.indexOf(',');
      if (comma < 0) {
        if (word !== '') sizes.push(word);
        continue;
      }
      if (comma > 0) sizes.push(word.slice(0, comma));
      end();
      word = word.slice(comma + 1);
    }
    let from = 0;
    while (word[from] === ',') from += 1;
    let to = word.length;
    while (to > from && word[to - 1] === ',') to -= 1;
    address = word.slice(from, to);
    if (to < word.length) end();
  }
  end();
  return kept.length === 0 ? undefined : kept.join(', ');
}
