/**
 * The text of chosen blocks as it is read: in the page's order, with its line breaks, code as it stands, a table's row a line. Step by step what
 * `src/article/written.rs` does, which says why; the cases in `tests/written.json` hold the two together.
 */

import { isBlockName, isCustom } from './elements.js';
import { above, blockLevel } from './shape.js';
import type { Source } from './source.js';

/** Words that stand together: a paragraph, or a line if a single break stands before it; and the cell and the `pre` that hold it. */
interface Run {
  text: string;
  readonly isLine: boolean;
  readonly cell: number;
  readonly pre: number;
}

const NONE = -1;
/** Steps from a row to its table; there are two at most but where scripts put things together. */
const TO_TABLE = 4;
/** Further apart there is surely something; looking at all of it again at each level would be quadratic. */
const FAR = 64;
/** Inline elements that part the words around them. */
const PARTING: ReadonlySet<string> = /* @__PURE__ */ new Set('br button input select option label textarea img svg iframe video'.split(' '));
/** White space as Rust has it: JavaScript's without the byte-order mark. */
const SPACE = /(?:[^\S\ufeff]|\u0085)+/;

const isCell = (name: string | undefined): boolean => name === 'td' || name === 'th';
const isBlank = (text: string): boolean => /^[\s\u0085]*$/.test(text);
const parts = (name: string): boolean => PARTING.has(name) || isBlockName(name);

/** Without the blank lines that it begins with. */
function withoutBlankLines(text: string): string {
  const blank = text.slice(0, text.length - text.trimStart().length);
  return text.slice(blank.lastIndexOf('\n') + 1);
}

/** The runs of a page's chosen blocks, which are given by their elements, with their texts. */
function runsOf(source: Source, names: readonly string[], chosen: ReadonlyMap<number, string>): Run[] {
  const blocks = blockLevel(source);
  const none = (): Int32Array => new Int32Array(source.length).fill(NONE);
  const [owners, links, cells, pres] = [none(), none(), none(), none()];
  const runs: Run[] = [];
  let [hidden, area, owner, last] = [NONE, NONE, NONE, NONE];
  let [isSpace, isParted, breaks] = [false, false, 0];

  const begin = (node: number, of: number, text: string, isLine = false): void => {
    runs.push({ text, isLine, cell: cells[node] ?? NONE, pre: pres[node] ?? NONE });
    owner = of;
    isSpace = false;
  };
  const add = (text: string): void => {
    const run = runs.at(-1);
    if (run) run.text += text;
  };
  const separates = (from: number, to: number): boolean => {
    if (to - from > FAR || names.slice(from + 1, to).some(parts)) return true;
    const parent = above(source, from);
    const name = parent === undefined ? '' : (names[parent] ?? '');
    return PARTING.has(name) && above(source, to) !== parent;
  };
  const words = (node: number): void => {
    const of = owners[node] ?? NONE;
    if (!chosen.has(of) || names[of] === 'iframe') return;
    const text = source.text(node);
    const isVerbatim = pres[node] !== NONE;
    if (isBlank(text)) {
      isSpace = true;
      if (isVerbatim && of === owner) add(text);
      return;
    }
    const isNew = of !== owner || isParted || (breaks > 0 && !isVerbatim);
    if (isNew) begin(node, of, '', of === owner && !isParted && breaks === 1);
    else {
      add('\n'.repeat(breaks));
      const [link, before] = [links[node], links[last]];
      isSpace ||= (link !== NONE && before !== NONE && link !== before) || (node > last + 1 && separates(last, node));
    }
    if (isVerbatim) add(isNew ? withoutBlankLines(text) : text);
    else {
      text.split(SPACE).forEach((word, at) => {
        isSpace ||= at > 0;
        if (word === '') return;
        add(isSpace && runs.at(-1)?.text !== '' ? ` ${word}` : word);
        isSpace = false;
      });
    }
    [last, breaks, isParted] = [node, 0, false];
  };

  for (let node = 0; node < source.length; node += 1) {
    const name = names[node] ?? '';
    const parent = above(source, node);
    const inherited = (list: Int32Array): number => (parent === undefined ? NONE : (list[parent] ?? NONE));
    owners[node] = blocks[node] === true ? node : inherited(owners);
    links[node] = name === 'a' ? node : inherited(links);
    cells[node] = isCell(name) ? node : inherited(cells);
    pres[node] = name === 'pre' ? node : inherited(pres);
    // Nodes stand in document order: the first whose parent stands before an element is behind it.
    const isIn = (root: number): boolean => root !== NONE && parent !== undefined && parent >= root;
    if (!isIn(hidden)) hidden = source.isHidden(node) && name !== 'html' && name !== 'body' ? node : NONE;
    if (!isIn(area)) area = name === 'textarea' ? node : NONE;
    if (name === '#text') {
      if (area === NONE) words(node);
    } else if (name === 'br') {
      if (owners[node] === owner) breaks += 1;
    } else if (name === 'iframe') {
      if (area === NONE && chosen.has(node)) begin(node, node, chosen.get(node) ?? '');
    } else if (isBlockName(name) && !isCustom(name) && hidden === NONE) isParted = true;
  }
  return runs;
}

/** The rows that are written as lines, and the tables that they stand in. */
function linesOf(source: Source, names: readonly string[], runs: readonly Run[]): ReadonlyMap<number, number> {
  const paragraphs = new Map<number, number>();
  for (const { isLine, cell, pre } of runs) {
    // Code has lines of its own.
    if (cell !== NONE) paragraphs.set(cell, (paragraphs.get(cell) ?? 0) + (isLine ? 0 : 1) + (pre === NONE ? 0 : 1));
  }
  const rows = new Map<number, { cells: number; isLong: boolean }>();
  for (const [cell, count] of paragraphs) {
    const row = above(source, cell);
    if (row === undefined || names[row] !== 'tr') continue;
    const told = rows.get(row);
    rows.set(row, { cells: (told?.cells ?? 0) + 1, isLong: told?.isLong === true || count > 1 });
  }
  const lines = new Map<number, number>();
  const tables = new Set<number>();
  for (const [row, { cells, isLong }] of rows) {
    let table = above(source, row);
    for (let step = 1; step < TO_TABLE && table !== undefined && names[table] !== 'table'; step += 1) table = above(source, table);
    if (isLong || table === undefined || names[table] !== 'table') continue;
    lines.set(row, table);
    if (cells > 1) tables.add(table);
  }
  return new Map([...lines].filter(([, table]) => tables.has(table)));
}

/** The text of a page's chosen blocks, which are given by their elements, with their texts. */
export function written(source: Source, chosen: ReadonlyMap<number, string>): string {
  const names = Array.from({ length: source.length }, (_, node) => source.name(node));
  const runs = runsOf(source, names, chosen);
  const lines = linesOf(source, names, runs);
  const rowOf = ({ cell }: Run): number => {
    const row = cell === NONE ? undefined : above(source, cell);
    return row !== undefined && lines.has(row) ? row : NONE;
  };
  const pieces: string[] = [];
  // No row's cells are counted twice, whatever stands in it.
  let counted = 0;
  let before: Run | undefined;
  for (const run of runs) {
    const [row, rowBefore] = [rowOf(run), before ? rowOf(before) : NONE];
    const isSameRow = row !== NONE && row === rowBefore;
    if (isSameRow && run.cell === before?.cell) pieces.push(' ');
    else {
      const isSameTable = row !== NONE && rowBefore !== NONE && lines.get(row) === lines.get(rowBefore);
      const isClose = run.isLine || (run.pre !== NONE && run.pre === before?.pre) || isSameTable;
      if (before && !isSameRow) pieces.push(isClose ? '\n' : '\n\n');
      if (row !== NONE && (isSameRow || row >= counted)) {
        // Cells without words count, so that columns stay.
        for (let node = isSameRow ? (before?.cell ?? row) + 1 : row; node < run.cell; node += 1) {
          if (isCell(names[node]) && above(source, node) === row && !source.isHidden(node)) pieces.push('\t');
        }
        if (isSameRow) pieces.push('\t');
        counted = run.cell;
      }
    }
    pieces.push(run.text.trimEnd());
    before = run;
  }
  return pieces.join('');
}
