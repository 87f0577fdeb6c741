/** The benchmarks, as `npm run benchmarks` wrote them last: measured elsewhere, on pages that are not here. */

import { make, part } from './dom.js';

interface Row {
  readonly name: string;
  readonly ours: boolean;
  readonly gram: number;
  readonly word: number;
  readonly all: number;
  readonly leaked: number;
}

/** Written in by build.ts; none where they have never been measured. */
declare const BENCHMARKS: { readonly pages: { readonly articles: number; readonly all: number }; readonly rows: readonly Row[] } | undefined;

function cell(words: string, share: number): HTMLTableCellElement {
  const made = make('td', '', words);
  made.style.setProperty('--share', share.toFixed(3));
  return made;
}

/** Fills the section, where there is something to show. */
export function showOthers(): void {
  const figures = BENCHMARKS;
  if (!figures) return;
  const { pages, rows } = figures;
  const most = Math.max(...rows.map(({ leaked }) => leaked));
  part('others', HTMLTableSectionElement).replaceChildren(
    ...rows.map(({ name, ours, gram, word, all, leaked }) => {
      const head = make('th', '', name);
      head.scope = 'row';
      const cells = [gram, word, all].map((figure) => cell(figure.toFixed(3), figure));
      return make('tr', ours ? 'ours' : '', head, ...cells, cell(`${(leaked * 100).toFixed(1)} %`, leaked / most));
    }),
  );
  part('others-words', HTMLParagraphElement).textContent = `The article’s text against reference texts made by people: ${pages.articles.toLocaleString('en')} articles, ${pages.all.toLocaleString('en')} pages of seven types, on sites that our models had not seen. The extension’s larger model; this page runs the smaller one.`;
  part('others-part', HTMLElement).hidden = false;
}
