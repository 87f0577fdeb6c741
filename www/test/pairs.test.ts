/** The arithmetic of scrolling together, and of the benchmark's measures: without a browser. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mapped, rising, type Pair } from '../src/pairs.js';

const PAIRS: readonly Pair[] = [[0, 0], [100, 100], [300, 100], [500, 300]];

test('between two places the way is drawn in proportion; where the other has nothing, it waits', () => {
  assert.equal(mapped(PAIRS, 0), 0);
  assert.equal(mapped(PAIRS, 50), 50);
  assert.equal(mapped(PAIRS, 200), 100);
  assert.equal(mapped(PAIRS, 400), 200);
});

test('before the first and after the last place it stands there; with none, at the top', () => {
  assert.equal(mapped([[10, 20]], 0), 20);
  assert.equal(mapped(PAIRS, 9000), 300);
  assert.equal(mapped([], 50), 0);
});

test('there and back is the same place', () => {
  const back = PAIRS.map(([one, other]): Pair => [other, one]);
  for (const at of [30, 99, 350, 480]) assert.equal(Math.round(mapped(back, mapped(PAIRS, at))), at);
});

test('what stands still or jumps back, as things do that are fixed to the window, is left out', () => {
  assert.deepEqual(rising([[0, 0], [50, 40], [20, 60], [50, 40], [80, 10], [90, 70]]), [[0, 0], [50, 40], [90, 70]]);
});
