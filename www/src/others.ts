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

/** What the columns are called where they are no columns, on a phone. A table that is laid out otherwise is still one to those who hear it. */
const NAMES = { gram: '4-gram F1, articles', word: 'Word F1, articles', all: 'Word F1, all types of page', leaked: 'Unwanted snippets leaked (less is better)' } as const;

function cell(name: string, words: string, share: number): HTMLTableCellElement {
  const made = make('td', '', words);
  made.role = 'cell';
  made.dataset['name'] = name;
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
    ...rows.map((row) => {
      const head = make('th', '', row.name);
      head.scope = 'row';
      head.role = 'rowheader';
      const cells = (['gram', 'word', 'all'] as const).map((key) => cell(NAMES[key], row[key].toFixed(3), row[key]));
      const made = make('tr', row.ours ? 'ours' : '', head, ...cells, cell(NAMES.leaked, `${(row.leaked * 100).toFixed(1)} %`, row.leaked / most));
      made.role = 'row';
      return made;
    }),
  );
  part('others-words', HTMLParagraphElement).textContent = `The article’s text against reference texts made by people: ${pages.articles.toLocaleString('en')} articles, ${pages.all.toLocaleString('en')} pages of seven types, on sites that our models had not seen. The extension’s larger model; this page runs the smaller one. “Precise”: with its makers’ options for as little beside the article as possible.`;
  part('others-part', HTMLElement).hidden = false;
}
