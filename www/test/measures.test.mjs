// The benchmark's measures give what `train text` gives for the same texts (train/src/text/aeb.rs, wcxb.rs), and its output is read right.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shares, Tally, wordF1, words } from '../../scripts/benchmarks/measures.mjs';
import { plot, rowsOf, table } from '../../scripts/benchmarks/report.mjs';

const near = (one, other) => assert.ok(Math.abs(one - other) < 1e-9, `${one} is not ${other}`);

test('words are runs of letters, digits and underscores', () => {
  assert.deepEqual(words('Ça ira, 3_x — été!'), ['Ça', 'ira', '3_x', 'été']);
});

test('words count as often as they stand and in any order', () => {
  near(wordF1('a b b c', 'C b A d'), 0.75);
  near(wordF1('', ''), 1);
  near(wordF1('', 'a'), 0);
});

test('shingles are counted and shared out', () => {
  const { tp, fp, fn } = shares('a b c d e', 'a b c d f');
  near(tp, 1 / 3);
  near(fp, 1 / 3);
  near(fn, 1 / 3);
});

test('only articles count for the measures of articles, and a missing text costs recall and no precision', () => {
  const tally = new Tally();
  tally.add({ page_type: 'article', text: 'one two three four', without: ['Sign up'] }, 'one two three four. SIGN  up');
  tally.add({ page_type: 'article', text: 'five six seven eight' }, '');
  tally.add({ page_type: 'forum', text: 'nine', without: ['nine'] }, 'nine');
  const { gram, word, leaked, all } = tally.figures();
  // Precision 1 of 3 shingles on the one page with a text, recall 1 on the first page and 0 on the second.
  near(gram, (2 * (1 / 3) * 0.5) / (1 / 3 + 0.5));
  near(word, (0.8 + 0) / 2);
  near(leaked, 1);
  near(all, (0.8 + 0 + 1) / 3);
  assert.deepEqual(tally.pages, { articles: 2, all: 3 });
});

test('the first table of `train text` is read, and no other', () => {
  const row = (name) => `| ${name} | 0.948 (P 0.924, R 0.973) | 0.953 | 0.894 | 0.036 | 0.834 | 0.791 | 0.038 | 0.936 | 0.076 | 4.3 | 5.8 |`;
  const rows = rowsOf(`${row('ours')}\n${row('ours + headline')}\n${row('dom_smoothie')}\n\n| ours | 0.9 | 0.8 | 0.7 | 0.6 | 0.5 |\n`);
  assert.deepEqual(rows.map(({ name }) => name), ['Unnag', 'dom_smoothie 0.19']);
  assert.deepEqual(rows[0], { name: 'Unnag', ours: true, gram: 0.948, word: 0.953, leaked: 0.036, all: 0.834 });
  assert.match(table(rows), /\| Unnag \| \*\*0\.948\*\* /);
  assert.equal(plot(rows).match(/class="ours"/g).length, 4);
});
