/** The reader's settings, without a browser: what is stored by a stranger, by an older version, in a private window, and by two at once. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { originsOf, request, switchOn } from '../../extension/src/access.js';
import * as settings from '../../extension/src/settings.js';
import { fakeStorage, type Fake } from './drivers/storage.js';

const { DEFAULTS } = settings;
const fresh = settings.defaults;

describe('settings', () => {
  it('are the defaults where nothing is stored, and what was stored where it is sound', () => {
    assert.deepEqual(settings.migrate(undefined), { settings: DEFAULTS, sound: true });
    const chosen = { ...DEFAULTS, level: 'focus', everywhere: false, sites: { 'a.example': { on: true, supported: true }, 'b.example': { on: false } } };
    assert.deepEqual(settings.migrate(structuredClone(chosen)), { settings: chosen, sound: true });
  });

  it('come over from version 1 with nothing lost', () => {
    const version1 = { version: 1, level: 'focus', kinds: { ...DEFAULTS.kinds, newsletter: false, consent: true }, badge: false, off: ['a.example', 'b.example'] };
    assert.deepEqual(settings.migrate(version1), {
      settings: {
        ...DEFAULTS,
        level: 'focus',
        kinds: { ...DEFAULTS.kinds, newsletter: false, consent: true },
        badge: false,
        sites: { 'a.example': { on: false }, 'b.example': { on: false } },
      },
      sound: true,
    });
  });

  it('keep what can be read of broken ones, and say that something was lost', () => {
    for (const stored of [null, 7, 'x', [], {}, { version: 99 }, { version: '2' }]) {
      assert.deepEqual(settings.migrate(stored), { settings: DEFAULTS, sound: false }, JSON.stringify(stored));
    }
    const first = settings.migrate({ version: 1, level: 'loud', kinds: { donation: false, consent: 'yes' }, off: ['a.example', 7, null], badge: false });
    assert.deepEqual(first, {
      settings: { ...DEFAULTS, kinds: { ...DEFAULTS.kinds, donation: false }, sites: { 'a.example': { on: false } }, badge: false },
      sound: false,
    });
    const sites = { 'a.example': { on: 'yes' }, 'https://b.example/': { on: false }, 'c.example': null, 'd.example': { supported: true, more: 1 }, ['x'.repeat(300)]: {} };
    const second = settings.migrate({ ...DEFAULTS, sites });
    assert.deepEqual(second, { settings: { ...DEFAULTS, sites: { 'd.example': { supported: true } } }, sound: false });
  });

  it('hold no more sites than their cap, the latest ones', () => {
    const sites = Object.fromEntries(Array.from({ length: settings.MAX_SITES + 1 }, (_, at) => [`s${String(at)}.example`, { on: false }]));
    const read = settings.migrate({ ...DEFAULTS, sites });
    assert.equal(read.sound, false);
    assert.equal(Object.keys(read.settings.sites).length, settings.MAX_SITES);
    assert.equal(settings.isOn(read.settings, 's0.example'), true);
    const more = settings.withSite(read.settings, 'new.example', { on: false });
    assert.equal(Object.keys(more.sites).length, settings.MAX_SITES);
    assert.equal(settings.isOn(more, 's1.example'), true);
    assert.equal(settings.isOn(more, 'new.example'), false);
  });

  it('never change the defaults, and treat www as the same site', () => {
    const first = fresh();
    first.sites['x'] = { on: false };
    first.kinds.donation = false;
    const off = settings.withSite(fresh(), 'www.A.example', { on: false });
    assert.deepEqual(off.sites, { 'a.example': { on: false } });
    assert.equal(settings.isOn(off, 'a.example'), false);
    assert.equal(settings.isOn(off, 'www.a.example'), false);
    assert.equal(settings.isOn(off, 'b.example'), true);
    assert.deepEqual(settings.withSite(off, 'a.example', { on: true }), DEFAULTS);
  });

  it('know sites that are on alone, and keep no list of sites where everything is on', () => {
    const chosen = settings.withSite({ ...fresh(), everywhere: false }, 'a.example', { on: true });
    assert.equal(settings.isOn(chosen, 'a.example'), true);
    assert.equal(settings.isOn(chosen, 'b.example'), false);
    assert.deepEqual(chosen.sites, { 'a.example': { on: true } });
    assert.deepEqual(settings.withSite(chosen, 'a.example', { on: undefined }).sites, {});
  });

  it('let a supported site ask for support, and nothing else', () => {
    const supported = settings.withSite(fresh(), 'www.a.example', { supported: true });
    assert.equal(settings.isSupported(supported, 'a.example'), true);
    assert.deepEqual(settings.kindsFor(supported, 'a.example'), { ...DEFAULTS.kinds, donation: false, paywall: false });
    assert.deepEqual(settings.kindsFor(supported, 'b.example'), DEFAULTS.kinds);
    // That it is off as well is not forgotten when support ends.
    const both = settings.withSite(supported, 'a.example', { on: false });
    assert.deepEqual(settings.withSite(both, 'a.example', { supported: false }).sites, { 'a.example': { on: false } });
  });

  it('are not led astray by hosts that are called like parts of objects', () => {
    for (const host of ['__proto__', 'constructor', 'hasownproperty']) {
      assert.equal(settings.isOn(fresh(), host), true, host);
      assert.equal(settings.isSupported(fresh(), host), false, host);
      const off = settings.withSite(fresh(), host, { on: false });
      assert.equal(settings.isOn(off, host), false, host);
      assert.equal(settings.isOn(off, 'a.example'), true);
      assert.equal(settings.isOn(settings.migrate(JSON.parse(JSON.stringify(off))).settings, host), false, host);
    }
    assert.deepEqual(settings.withSite(fresh(), 'https://a.example/x', { on: false }), DEFAULTS);
  });
});

describe('settings in storage', () => {
  let fake: Fake;
  beforeEach(() => {
    fake = fakeStorage();
  });

  it('are changed by two at once without losing a change', async () => {
    await Promise.all([
      settings.update((now) => settings.withSite(now, 'a.example', { on: false })),
      settings.update((now) => ({ ...now, level: 'focus' })),
    ]);
    const { settings: now } = await settings.load();
    assert.equal(now.level, 'focus');
    assert.equal(settings.isOn(now, 'a.example'), false);
  });

  it('stay as they were when the browser does not store', async () => {
    await settings.update((now) => ({ ...now, level: 'focus' }));
    fake.full = true;
    await assert.rejects(settings.update((now) => ({ ...now, level: 'calm' })), /QUOTA/);
    assert.equal((await settings.load()).settings.level, 'focus');
  });

  it('are not replaced by the defaults when they can not be read for a moment', async () => {
    await settings.update((now) => settings.withSite(now, 'a.example', { on: false }));
    const before = structuredClone(fake.local);
    fake.deaf = 1;
    await assert.rejects(settings.update((now) => ({ ...now, level: 'focus' })), /not to be had/);
    assert.deepEqual(fake.local, before);
    // Nobody who acts on pages takes the defaults for what the reader chose.
    fake.deaf = 1;
    await assert.rejects(settings.held(), /not to be had/);
    fake.deaf = 1;
    assert.deepEqual(await settings.load(), { settings: DEFAULTS, sound: false });
  });

  it('keep what could not be read when they are changed', async () => {
    const newer = { version: 3, sites: 'packed' };
    fake.local['settings'] = newer;
    assert.deepEqual(JSON.parse(await settings.lost()), newer);
    await settings.update((now) => ({ ...now, badge: false }));
    assert.deepEqual(fake.local[settings.LOST_KEY], newer);
    assert.deepEqual(JSON.parse(await settings.lost()), newer);
    assert.equal((await settings.load()).sound, true);
  });

  it('keep nothing of a private window but what says nothing of where one reads', async () => {
    await settings.update((now) => settings.withSite(now, 'a.example', { on: false }));
    await settings.update((now) => settings.withSite(now, 'b.example', { supported: true }));
    const before = structuredClone(fake.local);
    await settings.update((now) => settings.withSite(settings.withSite(now, 'secret.example', { on: false }), 'a.example', { on: true }), true);
    assert.deepEqual(fake.local, before);
    const { settings: within } = await settings.load(true);
    assert.equal(settings.isOn(within, 'secret.example'), false);
    assert.equal(settings.isOn(within, 'a.example'), true);
    assert.equal(settings.isSupported(within, 'b.example'), true);
    const { settings: outside } = await settings.load(false);
    assert.equal(settings.isOn(outside, 'secret.example'), true);
    assert.equal(settings.isOn(outside, 'a.example'), false);
    await settings.update((now) => ({ ...now, level: 'focus' }), true);
    assert.equal((await settings.load(false)).settings.level, 'focus');
    assert.equal(JSON.stringify(fake.local).includes('secret'), false);
  });

  it('keep no site that was allowed in a private window, and one that was allowed elsewhere', async () => {
    const asked: string[][] = [];
    const permissions = { request: ({ origins }: { origins: string[] }) => Promise.resolve(asked.push(origins) > 0), contains: () => Promise.resolve(true) };
    Object.assign(chrome, { permissions });
    await settings.update((now) => ({ ...now, everywhere: false }));
    const allow = async (host: string, privately: boolean): Promise<void> => {
      assert.equal(await request(originsOf(host), privately), true);
      // The browser tells the background in its own words.
      await switchOn(originsOf(host));
    };
    await allow('secret.example', true);
    assert.deepEqual(asked, [['*://secret.example/*', '*://www.secret.example/*']]);
    assert.equal(JSON.stringify(fake.local).includes('secret'), false);
    assert.equal(settings.isOn((await settings.load(true)).settings, 'secret.example'), true);
    assert.equal(settings.isOn((await settings.load(false)).settings, 'secret.example'), false);
    await allow('open.example', false);
    assert.equal(settings.isOn((await settings.load(false)).settings, 'open.example'), true);
    // Asked for again where anybody may see it.
    await allow('secret.example', false);
    assert.equal(settings.isOn((await settings.load(false)).settings, 'secret.example'), true);
    await switchOn(['*://*/*']);
    const { everywhere, sites } = (await settings.load(false)).settings;
    assert.deepEqual(Object.keys(sites), ['open.example', 'secret.example']);
    assert.equal(everywhere, true);
  });

  it('note where a site was asked for before the browser answers, and ask at once', async () => {
    let noted: unknown;
    Object.assign(chrome, { permissions: { request: () => { noted = structuredClone(fake.session); return Promise.resolve(false); } } });
    const answer = request(['*://secret.example/*'], true);
    assert.deepEqual(noted, { 'private-grant:secret.example': true });
    assert.equal(await answer, false);
    await request(['*://secret.example/*'], false);
    assert.deepEqual(fake.session, {});
  });
});
