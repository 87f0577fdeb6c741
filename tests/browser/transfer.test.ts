/** Settings as a file and in the browser's sync, without a browser: what goes out comes back, and what is wrong is named with its place. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Ajv } from 'ajv';
import { defaults, MAX_SITES, update, withSite, type Settings } from '../../extension/src/settings.js';
import { pack, pull, push, switchSync, syncState, unpack } from '../../extension/src/sync.js';
import { FORMAT, read, write } from '../../extension/src/transfer.js';
import { fakeStorage, type Fake } from './drivers/storage.js';

const chosen = (): Settings => ({
  ...defaults(),
  level: 'focus',
  kinds: { ...defaults().kinds, consent: true },
  badge: false,
  everywhere: false,
  click: false,
  sites: { 'a.example': { on: true, supported: true }, 'b.example': { on: false }, ['__proto__']: { on: false } },
});
const many = (count: number): Settings => ({
  ...defaults(),
  sites: Object.fromEntries(Array.from({ length: count }, (_, at) => [`a-site-with-quite-a-long-name-${String(at)}.example`, { on: false }])),
});
const file = (change: (data: Record<string, unknown>) => void): string => {
  const data = JSON.parse(write(chosen())) as Record<string, unknown>;
  change(data);
  return JSON.stringify(data);
};

describe('a file of settings', () => {
  it('comes back as it went out', () => {
    for (const settings of [defaults(), chosen(), many(MAX_SITES)]) assert.deepEqual(read(write(settings)), { settings });
    assert.deepEqual(read(`\uFEFF${write(chosen())}`), { settings: chosen() }, 'editors put a mark in front');
  });

  const faults: [string, string, { fault: string; where: string }[]][] = [
    ['no JSON', '{ "format": ', [{ fault: 'json', where: '' }]],
    ['another file', '{ "format": "bookmarks" }', [{ fault: 'format', where: 'format' }]],
    ['a list', '[]', [{ fault: 'format', where: 'format' }]],
    ['a newer file', JSON.stringify({ format: FORMAT, version: 3, anything: 1 }), [{ fault: 'newer', where: 'version' }]],
    ['a wrong version', file((data) => { data['version'] = '2'; }), [{ fault: 'oneOf', where: 'version' }]],
    ['what is missing', file((data) => { delete data['level']; delete data['kinds']; }), [{ fault: 'missing', where: 'level' }, { fault: 'missing', where: 'kinds' }]],
    ['wrong values', file((data) => { data['badge'] = 'yes'; data['level'] = 'loud'; }), [{ fault: 'boolean', where: 'badge' }, { fault: 'oneOf', where: 'level' }]],
    ['an unknown name', file((data) => { data['colour'] = 'red'; (data['kinds'] as Record<string, unknown>)['donations'] = false; }), [{ fault: 'unknown', where: 'colour' }, { fault: 'unknown', where: 'kinds.donations' }]],
    ['a site that is none', file((data) => { data['sites'] = { 'https://a.example/': { on: true } }; }), [{ fault: 'host', where: 'sites["https://a.example/"]' }]],
    ['a site in the wrong form', file((data) => { data['sites'] = { 'a.example': 'off', 'b.example': { on: 1, of: true } }; }), [{ fault: 'object', where: 'sites["a.example"]' }, { fault: 'unknown', where: 'sites["b.example"].of' }, { fault: 'boolean', where: 'sites["b.example"].on' }]],
    ['a site twice', file((data) => { data['sites'] = { 'a.example': { on: true }, 'www.a.example': { on: false } }; }), [{ fault: 'twice', where: 'sites["www.a.example"]' }]],
    ['too many sites', write(many(MAX_SITES + 1)), [{ fault: 'many', where: 'sites' }]],
    ['too large a file', `${write(chosen())}${' '.repeat(2_000_000)}`, [{ fault: 'large', where: '' }]],
  ];
  for (const [what, text, expected] of faults) {
    it(`names ${what}`, () => {
      const outcome = read(text);
      assert.ok('problems' in outcome);
      const named = outcome.problems.map(({ fault, where }) => ({ fault, where }));
      for (const one of expected) assert.deepEqual(named.find(({ where }) => where === one.where), one, JSON.stringify(named));
    });
  }

  it('says the line and column where its JSON goes wrong, as far as the browser tells', () => {
    const outcome = read('{\n  "format": "unnag-settings",\n  oops\n}');
    assert.ok('problems' in outcome);
    assert.match(outcome.problems[0]?.where ?? '', /^(?:3:3)?$/);
  });

  it('is what docs/settings.schema.json says', () => {
    const validate = new Ajv().compile(JSON.parse(readFileSync(path.join(import.meta.dirname, '../../docs/settings.schema.json'), 'utf8')) as object);
    for (const settings of [defaults(), chosen(), many(MAX_SITES)]) assert.equal(validate(JSON.parse(write(settings))), true, JSON.stringify(validate.errors));
    // Two things no schema can say.
    for (const [what, text] of faults.filter(([name]) => !['no JSON', 'a site twice', 'too large a file'].includes(name))) {
      assert.equal(validate(JSON.parse(text)), false, what);
    }
  });
});

describe('sync', () => {
  let fake: Fake;
  beforeEach(() => {
    fake = fakeStorage();
  });

  it('packs settings into items that the browser takes, and unpacks the same', () => {
    for (const settings of [defaults(), chosen(), many(900)]) {
      const { items, left } = pack(settings, 7);
      assert.equal(left, 0);
      for (const [key, value] of Object.entries(items)) assert.ok(key.length + JSON.stringify(value).length <= 8192, key);
      assert.deepEqual(unpack(items), { settings, left: 0, stamp: 7 });
    }
  });

  it('keeps to the whole quota: the latest sites go, and it says how many stay', () => {
    const settings = many(MAX_SITES);
    const { items, left } = pack(settings, 7);
    assert.ok(JSON.stringify(items).length <= 102_400);
    assert.ok(left > 0 && left < MAX_SITES);
    const names = Object.keys(unpack(items)?.settings.sites ?? {});
    assert.deepEqual(names, Object.keys(settings.sites).slice(left));
  });

  it('takes nothing that is incomplete, of two writings, or unsound', () => {
    const { items } = pack(many(900), 7);
    const { sites1: missing, ...incomplete } = items;
    assert.notEqual(missing, undefined);
    assert.equal(unpack(incomplete), undefined);
    assert.equal(unpack({ ...items, sites1: { ...(missing as object), stamp: 8 } }), undefined);
    assert.equal(unpack({ ...items, sites1: { stamp: 7, list: [['https://evil/', { on: 1 }]] } }), undefined);
    for (const head of [null, 7, {}, { parts: 1e9, left: 0, stamp: 7 }, { parts: 0, left: 0, stamp: 7, version: 99 }]) assert.equal(unpack({ head }), undefined);
  });

  it('writes nothing while it is off', async () => {
    await update((now) => ({ ...now, level: 'focus' }));
    await push();
    await pull();
    assert.deepEqual(fake.sync, {});
  });

  it('joins both sides when it is switched on, and leaves nothing behind when it is switched off', async () => {
    fake.sync = pack({ ...defaults(), level: 'focus', sites: { 'theirs.example': { on: false } } }, 7).items;
    await update((now) => withSite(now, 'mine.example', { supported: true }));
    await switchSync(true);
    const joined = { ...defaults(), level: 'focus', sites: { 'mine.example': { supported: true }, 'theirs.example': { on: false } } };
    assert.deepEqual(fake.local['settings'], joined);
    assert.deepEqual(unpack(fake.sync)?.settings, joined);
    await switchSync(false);
    assert.deepEqual(fake.sync, {});
    assert.deepEqual(fake.local['settings'], joined);
  });

  it('follows the other device, and does not answer with the same', async () => {
    await switchSync(true);
    const theirs = { ...defaults(), badge: false, sites: { 'a.example': { on: false } } };
    fake.sync = pack(theirs, 9).items;
    await pull();
    assert.deepEqual(fake.local['settings'], theirs);
    const before = structuredClone(fake.sync);
    await push();
    assert.deepEqual(fake.sync, before);
  });

  it('does not take back a change that was made while its own last writing came round', async () => {
    await switchSync(true);
    await update((now) => ({ ...now, level: 'focus' }));
    await push();
    // The browser tells of that writing only after the next change.
    await update((now) => ({ ...now, badge: false }));
    await pull();
    assert.deepEqual(fake.local['settings'], { ...defaults(), level: 'focus', badge: false });
    // Nor when that could not be written, a moment later.
    await sleep(5);
    fake.fullSync = true;
    await push();
    await pull();
    assert.deepEqual(fake.local['settings'], { ...defaults(), level: 'focus', badge: false });
    fake.fullSync = false;
    await push();
    assert.deepEqual(unpack(fake.sync)?.settings, { ...defaults(), level: 'focus', badge: false });
    // The other device is heard all the same, also when it goes back to what was here before.
    fake.sync = pack({ ...defaults(), level: 'focus' }, 9).items;
    await pull();
    assert.deepEqual(fake.local['settings'], { ...defaults(), level: 'focus' });
  });

  it('keeps what is said of a site while the other device is being heard', async () => {
    await switchSync(true);
    await update(() => many(3));
    // Of their four sites one did not fit.
    const { head, ...parts } = pack({ ...many(3), level: 'focus' }, 9).items;
    fake.sync = { ...parts, head: { ...(head as object), left: 1 } };
    for (let later = 0; later < 12; later += 1) {
      const host = `new${String(later)}.example`;
      await update((now) => ({ ...now, level: 'calm' }));
      const heard = pull();
      for (let turn = 0; turn < later; turn += 1) await Promise.resolve();
      await Promise.all([heard, update((now) => withSite(now, host, { on: false }))]);
      const now = fake.local['settings'] as Settings;
      assert.deepEqual([now.level, now.sites[host]], ['focus', { on: false }], String(later));
    }
  });

  it('leaves nothing behind when it is switched off in the middle of a writing', async () => {
    await switchSync(true);
    await update((now) => ({ ...now, level: 'focus' }));
    await Promise.all([push(), switchSync(false)]);
    assert.deepEqual(fake.sync, {});
    assert.equal((await syncState()).on, false);
  });

  it('does not lose the sites that did not fit when the other device changes something', async () => {
    await switchSync(true);
    await update(() => many(MAX_SITES));
    await push();
    const { left } = await syncState();
    assert.ok(left > 0);
    const theirs = unpack(fake.sync)?.settings;
    assert.ok(theirs);
    fake.sync = { ...pack({ ...theirs, level: 'focus' }, 9).items };
    (fake.sync['head'] as { left: number }).left = left;
    await pull();
    const now = fake.local['settings'] as Settings;
    assert.equal(now.level, 'focus');
    assert.equal(Object.keys(now.sites).length, MAX_SITES);
  });

  it('says that it is full, loses nothing, and goes on when there is room', async () => {
    await switchSync(true);
    await update((now) => ({ ...now, level: 'focus' }));
    fake.fullSync = true;
    await push();
    assert.deepEqual(await syncState(), { on: true, problem: 'full', left: 0 });
    assert.equal((fake.local['settings'] as Settings).level, 'focus');
    fake.fullSync = false;
    await push();
    assert.deepEqual(await syncState(), { on: true, problem: '', left: 0 });
    assert.equal(unpack(fake.sync)?.settings.level, 'focus');
  });
});
