import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindBits, switchBits } from '../src/engine.js';
import { decodePlan, PlanError } from '../src/plan.js';
import { CALM_KINDS, FOCUS_KINDS, LABELS, MAGIC, PURPOSES, REASONS, ROLES, WHYS } from '../src/snapshot/schema.js';
import { LABEL_WORDS, PURPOSE_WORDS, REASON_WORDS, reasonsInWords, WHY_WORDS } from '../src/words.js';

function bytes(...words: number[]): Uint8Array {
  return new Uint8Array(new Uint32Array(words).buffer);
}

const HIDE = [5, 2 | (255 << 8) | (2 << 16), 3 | (9 << 8)];
const KEEP = [9, 3 | (0 << 8)];
const BLOCK = [4, 0 | (3 << 8) | (51 << 16)];

test('a plan comes out of its bytes, also where they begin at an odd place', () => {
  const whole = bytes(MAGIC, 0x200, 1, 1, 1, 120, 300, ...HIDE, ...KEEP, ...BLOCK);
  const shifted = new Uint8Array(whole.length + 1);
  shifted.set(whole, 1);
  const plan = decodePlan(shifted.subarray(1), 10);
  assert.deepEqual(plan, {
    purpose: 'article',
    overBudget: false,
    releaseScroll: true,
    articleBytes: 120,
    allBytes: 300,
    hide: [{ node: 5, label: 'donation', confidence: 1, reasons: [REASONS[3], REASONS[9]] }],
    kept: [{ node: 9, label: 'paywall', why: 'gate' }],
    blocks: [{ node: 4, label: 'article', role: 'paragraph', confidence: 0.2 }],
  });
});

test('anything odd is no plan', () => {
  const good = [MAGIC, 0, 1, 0, 0, 0, 0, ...HIDE];
  assert.doesNotThrow(() => decodePlan(bytes(...good), 6));
  const bad: [string, Uint8Array, number?][] = [
    ['empty', bytes()],
    ['cut short', bytes(...good.slice(0, -1))],
    ['too long', bytes(...good, 0)],
    ['not whole words', bytes(...good).subarray(0, -1)],
    ['another magic', bytes(MAGIC + 1, ...good.slice(1))],
    ['a count without end', bytes(MAGIC, 0, 0xffffffff, 0, 0, 0, 0, ...HIDE)],
    ['a node that is not there', bytes(...good), 5],
    ['a label that is not there', bytes(MAGIC, 0, 1, 0, 0, 0, 0, 5, LABELS.length, 0)],
    ['a reason that is not there', bytes(MAGIC, 0, 1, 0, 0, 0, 0, 5, 2 | (1 << 16), 200)],
    ['five reasons', bytes(MAGIC, 0, 1, 0, 0, 0, 0, 5, 2 | (5 << 16), 0)],
    ['a purpose that is not there', bytes(MAGIC, PURPOSES.length, 0, 0, 0, 0, 0)],
    ['a why that is not there', bytes(MAGIC, 0, 0, 1, 0, 0, 0, 5, 2 | (WHYS.length << 8))],
    ['a role that is not there', bytes(MAGIC, 0, 0, 0, 1, 0, 0, 5, 0 | (ROLES.length << 8))],
  ];
  for (const [name, words, nodes] of bad) assert.throws(() => decodePlan(words, nodes ?? 100), PlanError, name);
});

test('levels and switches become bits', () => {
  assert.equal(kindBits(), CALM_KINDS);
  assert.equal(kindBits({ level: 'focus' }), FOCUS_KINDS);
  const consent = 1 << LABELS.indexOf('consent');
  assert.equal(kindBits({ kinds: { consent: true } }), CALM_KINDS | consent);
  assert.equal(kindBits({ kinds: { donation: false } }), CALM_KINDS & ~(1 << LABELS.indexOf('donation')));
  assert.deepEqual([switchBits(), switchBits({ guard: false }), switchBits({ blocks: true })], [0, 1, 2]);
});

test('every name has its words', () => {
  for (const [names, words] of [
    [LABELS, LABEL_WORDS],
    [REASONS, REASON_WORDS],
    [PURPOSES, PURPOSE_WORDS],
    [WHYS, WHY_WORDS],
  ] as const) {
    assert.deepEqual(Object.keys(words).sort(), [...names].sort());
  }
  assert.equal(reasonsInWords([]), '');
  assert.equal(reasonsInWords(['email']), 'it asks for an e-mail address');
  assert.equal(reasonsInWords(['email', 'overlay', 'price', 'links']), 'it asks for an e-mail address, it lies over the page, and it names a price and a period');
});
