/**
 * `unnag/markdown`: the article as Markdown, by `node-html-markdown`, which the caller installs if it is wanted. It is asked for when it is first
 * needed, so that it costs nobody else anything.
 */

import type { NodeHtmlMarkdown } from 'node-html-markdown';
import type { ArticleOptions } from './article/text.js';
import { checkObject, isObject, unexpected } from './kind.js';

/** What makes Markdown of HTML. */
export type Converter = (html: string) => string | PromiseLike<string>;

export interface MarkdownOptions extends ArticleOptions {
  /** What makes Markdown of HTML, in place of `node-html-markdown`: `(html) => new TurndownService().turndown(html)`. */
  readonly converter?: Converter | undefined;
}

/** The optional package is not there. */
export class ConverterMissingError extends Error {
  override readonly name = 'ConverterMissingError';
}

/** What is used of the package. */
interface Names {
  readonly NodeHtmlMarkdown?: typeof NodeHtmlMarkdown;
}

async function usual(): Promise<Converter> {
  try {
    const found: Names & { readonly default?: Names } = await import('node-html-markdown');
    // It is CommonJS, of which some bundlers give the default alone.
    const maker = found.NodeHtmlMarkdown ?? found.default?.NodeHtmlMarkdown;
    if (!maker) throw new TypeError('node-html-markdown has no NodeHtmlMarkdown');
    return (html) => maker.translate(html, { bulletMarker: '-' });
  } catch (cause) {
    throw new ConverterMissingError('unnag/markdown needs a converter: npm install node-html-markdown, or give one as `converter`', { cause });
  }
}

/**
 * The article as Markdown. `article`: an analysis, or markup from `articleHtml`.
 * @throws {TypeError} if it is neither, or an option is none.
 * @throws {ConverterMissingError} if `node-html-markdown` is not installed and no converter is given.
 * @example
 * const markdown = await articleMarkdown(analyze(document), { headline: true });
 */
export async function articleMarkdown(article: string | { articleHtml(options?: ArticleOptions): string }, options: MarkdownOptions = {}): Promise<string> {
  const given: unknown = article;
  if (typeof given !== 'string' && !(isObject(given) && 'articleHtml' in given)) throw unexpected('unnag: an analysis or markup', given);
  checkObject(options);
  const { converter, ...what } = options;
  if (converter !== undefined && typeof converter !== 'function') throw unexpected('converter: a function', converter);
  const html = typeof article === 'string' ? article : article.articleHtml(what);
  const convert = converter ?? (await usual());
  return html === '' ? '' : (await convert(html)).trim();
}
