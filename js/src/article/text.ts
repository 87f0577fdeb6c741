/** The article's text, from the blocks that it is made of. */

import type { BlockReport } from '../plan.js';
import type { Source } from './source.js';
import { written } from './written.js';

/** What of an article is wanted. */
export interface ArticleOptions {
  /** The headline too. Default `false`: it is the page's title mostly. */
  readonly headline?: boolean | undefined;
  /** The captions of pictures too. Default: in markup yes, in text no, since they stand in the middle of it. */
  readonly captions?: boolean | undefined;
  /** Pictures, in markup. Default `true`. */
  readonly images?: boolean | undefined;
}

/** Whether a block is wanted, by what it is. */
export function isWanted({ part, role }: Pick<BlockReport, 'part' | 'role'>, { headline = false, captions = false }: ArticleOptions): boolean {
  return part && (headline || role !== 'headline') && (captions || role !== 'caption');
}

/**
 * The text in the page's order: paragraphs separated by blank lines, breaks and code as they stand, of a table a row a line, its cells separated by
 * tabs. Empty for a page without an article.
 */
export function articleText(source: () => Source, blocks: readonly BlockReport[], options: ArticleOptions = {}): string {
  const wanted = blocks.filter((block) => isWanted(block, options));
  return wanted.length === 0 ? '' : written(source(), new Map(wanted.map(({ node, text }) => [node, text])));
}
