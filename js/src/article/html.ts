/**
 * The article as markup: its blocks with their links, emphasis, lists, tables and pictures, written anew. Threat: all of the page's markup.
 * Choice: nothing is taken out of it, since what is forgotten would stay; only what `elements.ts` lists is written, attributes one by one, text
 * escaped, addresses by `urls.ts`. Names of the page (`id`, `class`) do not stay. Known gap: drawings, formulas and players are left out.
 */

import type { BlockReport } from '../plan.js';
import { ATTRIBUTES, BLOCKS, EVERYWHERE, INLINE, isCustom, LEFT_OUT } from './elements.js';
import { addresses, isOfArticle, type Counts } from './pictures.js';
import { above, blockLevel, goneNodes, summed } from './shape.js';
import type { Source } from './source.js';
import { isWanted, type ArticleOptions } from './text.js';
import { baseOf, linkAddress } from './urls.js';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\u00a0': '&nbsp;' };

export function escaped(text: string): string {
  return text.replace(/[&<>"\u00a0]/g, (character) => ESCAPES[character] ?? '');
}

const BREAK = '<br>';

/** Without the white space and line breaks around it. Not by a pattern: one that looks for the end takes the square of what stands before it. */
function trimmed(html: string): string {
  let text = html.trim();
  while (text.startsWith(BREAK)) text = text.slice(BREAK.length).trimStart();
  while (text.endsWith(BREAK)) text = text.slice(0, -BREAK.length).trimEnd();
  return text;
}

class Writer {
  readonly #source: Source;
  readonly #children: number[][];
  /** Block-level by name or by what is in it. */
  readonly #isBlock: boolean[];
  readonly #kept: ReadonlySet<number>;
  readonly #pictures: ReadonlySet<number>;
  /** What the page does not show. */
  readonly #gone: Uint8Array;
  /** How many kept blocks and pictures are in a node's subtree. */
  readonly #wanted: Uint32Array;
  #inLink = false;

  constructor(source: Source, blocks: readonly BlockReport[], options: ArticleOptions) {
    this.#source = source;
    this.#children = Array.from({ length: source.length }, () => []);
    this.#isBlock = blockLevel(source);
    for (let node = 1; node < source.length; node += 1) {
      const parent = above(source, node);
      if (parent !== undefined) this.#children[parent]?.push(node);
    }
    const parts = blocks.filter(({ part }) => part).map(({ node }) => node);
    this.#kept = new Set(blocks.filter((block) => isWanted(block, options)).map(({ node }) => node));
    const counts: Counts = {
      all: summed(source, blocks.map(({ node }) => node)),
      article: summed(source, parts),
      first: parts[0] ?? source.length,
      last: parts.at(-1) ?? -1,
    };
    this.#gone = goneNodes(source, summed(source, this.#kept));
    const pictures = new Set<number>();
    for (let node = 0; node < source.length && options.images !== false; node += 1) {
      if (source.name(node) === 'img' && this.#gone[node] === 0 && isOfArticle(source, counts, node)) pictures.add(node);
    }
    this.#pictures = pictures;
    this.#wanted = summed(source, [...this.#kept, ...pictures]);
  }

  article(): string {
    return this.#block(0).join('\n');
  }

  /** A block-level element as a list of blocks of markup. */
  #block(node: number): string[] {
    const name = this.#source.name(node);
    if (LEFT_OUT.has(name) || this.#gone[node] === 1) return [];
    const shape = BLOCKS.get(name);
    const pieces = this.#pieces(node, shape === undefined || shape === 'words', name === 'tr');
    if (shape === undefined) return pieces.map(({ html, words }) => (words ? `<p>${html}</p>` : html));
    const open = `<${name}${this.#attributes(node, name)}>`;
    const close = `</${name}>`;
    // Parsers pass over a line break that stands first in `pre`.
    if (shape === 'words') return pieces.map(({ html, words }) => (words ? open + (name === 'pre' && html.startsWith('\n') ? `\n${html}` : html) + close : html));
    const cell = name === 'td' || name === 'th';
    const inner = pieces.map(({ html }) => html).join(shape === 'parts' ? '' : '\n');
    return inner === '' && !cell ? [] : [open + inner + close];
  }

  /** The runs of words in an element and the blocks between them. `apart`: two breaks in a row end a run. `whole`: empty parts stay. */
  #pieces(node: number, apart: boolean, whole: boolean): { readonly html: string; readonly words: boolean }[] {
    const pieces: { html: string; words: boolean }[] = [];
    const verbatim = this.#source.name(node) === 'pre';
    const kept = this.#kept.has(node);
    let run = '';
    let breaks = 0;
    const end = (): void => {
      const html = verbatim ? run.trimEnd() : trimmed(run);
      if (html !== '') pieces.push({ html, words: true });
      run = '';
      breaks = 0;
    };
    for (const child of this.#children[node] ?? []) {
      if (this.#isBlock[child] === true) {
        const name = this.#source.name(child);
        const isThere = (this.#wanted[child] ?? 0) > 0 || (whole && /^t[dh]$/.test(name));
        // What is left out parts the words around it all the same: paragraphs, if the page shows it as a block.
        if (isThere || !(isCustom(name) || this.#source.isHidden(child))) end();
        else run += ' ';
        if (!isThere) continue;
        for (const html of this.#block(child)) pieces.push({ html, words: false });
        continue;
      }
      const html = this.#inline(child, kept, verbatim);
      breaks = html === BREAK ? breaks + 1 : html.trim() === '' ? breaks : 0;
      run += html;
      if (apart && !verbatim && breaks >= 2) end();
    }
    end();
    return pieces;
  }

  /** Words and what stands among them. `kept`: the block that they belong to is wanted; if not, only pictures are. */
  #inline(node: number, kept: boolean, verbatim: boolean): string {
    const source = this.#source;
    const name = source.name(node);
    if (name === '#text') return kept ? escaped(verbatim ? source.text(node) : source.text(node).replace(/[\t\n\f\r ]+/g, ' ')) : '';
    if (LEFT_OUT.has(name) || source.isHidden(node)) return '';
    if (name === 'img') return this.#picture(node);
    if (name === 'br') return kept ? BREAK : '';
    if (!kept && (this.#wanted[node] ?? 0) === 0) return '';
    const within = (): string => (this.#children[node] ?? []).map((child) => this.#inline(child, kept, verbatim)).join('');
    if (name === 'a') return this.#link(node, within);
    const html = within();
    const written = INLINE.get(name);
    return written === undefined || html.trim() === '' ? html : `<${written}${this.#attributes(node, written)}>${html}</${written}>`;
  }

  #link(node: number, within: () => string): string {
    const href = this.#inLink ? undefined : linkAddress(this.#source.attribute(node, 'href'), this.#source.url);
    if (href === undefined) return within();
    this.#inLink = true;
    const html = within();
    this.#inLink = false;
    return html.trim() === '' ? html : `<a href="${escaped(href)}"${this.#attributes(node, 'a')}>${html}</a>`;
  }

  #picture(node: number): string {
    const found = this.#pictures.has(node) ? addresses(this.#source, node, this.#children[this.#source.parent(node)] ?? []) : undefined;
    if (!found) return '';
    const told = [...Object.entries(found), ['alt', this.#source.attribute(node, 'alt').trim()]];
    return `<img${told.map(([name, value = '']) => ` ${name ?? ''}="${escaped(value)}"`).join('')}${this.#attributes(node, 'img')}>`;
  }

  #attributes(node: number, written: string): string {
    return [...(ATTRIBUTES.get(written) ?? []), ...EVERYWHERE]
      .map(([name, form]) => {
        const value = this.#source.attribute(node, name).trim();
        return form.test(value) ? ` ${name}="${escaped(value)}"` : '';
      })
      .join('');
  }
}

/** The article's markup; empty for a page without an article. */
export function articleHtml(source: Source, blocks: readonly BlockReport[], options: ArticleOptions = {}): string {
  if (!blocks.some((block) => block.part)) return '';
  return new Writer({ ...source, url: baseOf(source.url) }, blocks, { captions: true, ...options }).article();
}
