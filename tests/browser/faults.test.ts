/**
 * Faults, in real browsers: whatever breaks, and in whatever moment, the page is as it was (or is tidied all the same), the button and the popup
 * say so, and the next page is fine. docs/FAULTS.md has all of them in one table; the first test holds it against the tests that there are.
 *
 * UNNAG_BROWSER=chromium|firefox runs one browser only.
 */
import assert from 'node:assert/strict';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PageHandle } from './drivers/index.js';
import { faulty, held, kill, provoke, release, type Fault } from './drivers/faulty.js';
import { BROWSERS, desk as deskOf, inside, LAUNCH, tabOf, untouched, waitParts, waitStatus } from './drivers/inside.js';
import { appeal, newsletter, startSite } from './drivers/site.js';
import { stand } from './drivers/stand.js';

const APPEAL = '#appeal p';
const NEWSLETTER = '#newsletter p';
/** An overlay that locks scrolling: what is released and put back is more than one attribute. */
const OVERLAY = `<div id="ask" role="dialog" aria-modal="true" style="position: fixed; inset: 10%; background: white">${appeal()}</div><script>document.body.style.overflow = 'hidden'</script>`;
/** Comes into the page when the test says so. */
const LATE = `<template id="late">${newsletter()}</template>`;

/** Nests deeper than is read: when the page is parsed, or when the test says so. */
const DEEP = `<script>
  const sink = () => { let at = document.body.appendChild(document.createElement('div')); for (let depth = 0; depth < 1500; depth += 1) at = at.appendChild(document.createElement('div')); at.textContent = 'Far down, and long enough to be looked at.'; };
</script>`;

/** The titles of the tests in a file: what is put into one may be anything. */
const titlesIn = (source: string): RegExp[] =>
  [...source.matchAll(/\bit\((?:'([^']+)'|`([^`]+)`)/g)].map(([, plain, made = '']) =>
    new RegExp(`^${(plain ?? made).split(/\$\{[^}]*\}/).map((part) => part.replace(/[^\w\s]/g, '\\$&')).join('.+')}$`));

describe('the table of faults', () => {
  it('names only tests that there are', async () => {
    const table = await readFile(path.join(import.meta.dirname, '../../docs/FAULTS.md'), 'utf8');
    const named = [...table.matchAll(/`([\w-]+\.test\.ts)`: (.+?) \|$/gm)];
    assert.ok(named.length > 20, `${String(named.length)} rows name a test`);
    const rows = table.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| Fault'));
    assert.equal(named.length, rows.length, 'every row names its test');
    const files = (await readdir(import.meta.dirname)).filter((file) => file.endsWith('.test.ts'));
    const titles = new Map(await Promise.all(files.map(async (file): Promise<[string, RegExp[]]> => [file, titlesIn(await readFile(path.join(import.meta.dirname, file), 'utf8'))])));
    const missing = named.filter(([, file = '', title = '']) => titles.get(file)?.some((one) => one.test(title)) !== true);
    assert.deepEqual(missing.map(([, file, title]) => `${String(file)}: ${String(title)}`), []);
  });
});

for (const name of BROWSERS) {
  describe(`faults in ${name}`, () => {
    const my = stand(name, `fault-${name}`, () => faulty(name));
    let desk: PageHandle;
    const { add, closeAll, keep, open, popupOf } = my;
    const addLate = (page: PageHandle): Promise<void> => page.evaluate(() => {
      document.body.append((document.getElementById('late') as HTMLTemplateElement).content);
    });
    const title = (page: string): Promise<string> => desk.evaluate<string>(`${tabOf(page)}.then((tabId) => chrome.action.getTitle({ tabId }))`);
    const address = (page: PageHandle): Promise<string> => page.evaluate<string>('location.href');

    /** The page is as it was sent, nothing of it is hidden, and it scrolls. */
    const asBefore = async (page: PageHandle, what = APPEAL): Promise<void> => {
      await page.waitVisible(what);
      assert.equal(await page.html(), await untouched(page));
      await page.evaluate('scrollTo({ top: 200, behavior: "instant" }), 0');
      assert.ok((await page.evaluate<number>('scrollY')) > 0, 'it scrolls');
    };
    /** What the reader is told, and where. In Firefox the popup stands in a tab before the page, which is not looked at then: it must have failed. */
    const told = async (page: PageHandle, words: RegExp): Promise<void> => {
      const popup = await popupOf(page);
      await waitStatus(popup, words, 12_000);
      // Set in the same moment as the popup is told, by another way.
      await desk.waitFor(`${tabOf(await address(page))}.then((tabId) => chrome.action.getTitle({ tabId })).then((text) => /something went wrong/.test(text))`, 3000);
      assert.equal(await popup.evaluate(`chrome.action.getBadgeText({ tabId: Number(new URLSearchParams(location.search).get('tab')) })`), '');
      assert.equal(await popup.visible('#reload'), true, 'a way out is offered');
    };
    /** The same page, loaded anew without the fault. */
    const recovers = async (page: PageHandle, what = APPEAL): Promise<void> => {
      await release(desk);
      await page.reload();
      await page.waitHidden(what, 8000);
      assert.match(await title(await address(page)), /what is hidden/);
    };

    before(async () => {
      desk = await deskOf(my.driver);
    });
    afterEach(async () => {
      await release(desk);
      await desk.evaluate(`Promise.all([chrome.storage.local.remove(['settings', 'settings-lost']), chrome.storage.session.remove(['once', 'private-sites'])])`);
      await closeAll();
    });

    for (const [what, message] of [['before it has said what holds for the site', 'wake'], ['between snapshot and plan', 'plan'], ['before the keeper has been sent', 'keep']] as const) {
      it(`the background is killed ${what}: the next one does the work`, async () => {
        await provoke(desk, { hold: message });
        const page = await open({ inside: appeal() });
        await held(desk);
        await kill(my.driver, desk);
        await page.waitHidden(APPEAL, 8000);
        const popup = await popupOf(page);
        await waitStatus(popup, /hidden/);
        await popup.click('#show-all');
        await asBefore(page);
      });

      it(`the background never answers ${what}: the page is left after five seconds`, async () => {
        await provoke(desk, { mute: message });
        const page = await open({ inside: appeal() });
        // The popup is a tab here: a page that it stands before is not looked at.
        await held(desk);
        await told(page, /Something went wrong.*too long/s);
        await asBefore(page);
        await recovers(page);
      });
    }

    for (const [what, message] of [['while it counts', 'count'], ['before the part that knows the site has been sent', 'learn'], ['while it learns', 'seen']] as const) {
      it(`the background is killed ${what}: the page stays tidied, and is undone exactly`, async () => {
        await provoke(desk, { hold: message });
        const page = await open({ inside: appeal() });
        await held(desk);
        assert.equal(await page.visible(APPEAL), false);
        await kill(my.driver, desk);
        const popup = await popupOf(page);
        await waitStatus(popup, /hidden/);
        assert.equal(await page.visible(APPEAL), false);
        await popup.click('#show-all');
        await asBefore(page);
        await page.reload();
        await page.waitHidden(APPEAL, 8000);
      });
    }

    it('the background is killed between the first plan and a later look: the next one does the work', async () => {
      const page = await open({ inside: appeal(), after: LATE });
      await page.waitHidden(APPEAL);
      await waitParts(desk, await address(page), ['reader', 'keeper']);
      await provoke(desk, { hold: 'plan' });
      await addLate(page);
      await held(desk);
      await kill(my.driver, desk);
      await page.waitHidden(NEWSLETTER, 8000);
      assert.equal(await page.visible(APPEAL), false);
    });

    it('the background has gone to sleep before a later look: it is woken', async () => {
      const page = await open({ inside: appeal(), after: LATE });
      await page.waitHidden(APPEAL);
      await waitParts(desk, await address(page), ['reader', 'keeper']);
      await my.driver.stopWorker();
      await addLate(page);
      await page.waitHidden(NEWSLETTER, 8000);
    });

    it('the background no longer answers later looks: all that was hidden comes back, and the lock with it', async () => {
      const page = await open({ after: OVERLAY + LATE });
      await page.waitHidden(APPEAL);
      await page.waitFor(`getComputedStyle(document.body).overflowY !== 'hidden'`);
      const url = await address(page);
      await waitParts(desk, url, ['reader', 'keeper']);
      await provoke(desk, { mute: 'plan' });
      await addLate(page);
      await held(desk);
      await told(page, /Something went wrong.*too long/s);
      await page.waitVisible(APPEAL);
      assert.equal(await page.visible(NEWSLETTER), true);
      assert.equal(await page.evaluate('document.body.style.overflow'), 'hidden', 'the page locks again');
      assert.equal(/ data-[a-z0-9]{8,24}=/.test(await page.html()), false, 'no mark of ours stays');
      await recovers(page);
    });

    it('the background is killed while the popup is open: it goes on showing and undoing', async () => {
      const page = await open({ inside: appeal() });
      await page.waitHidden(APPEAL);
      const popup = await popupOf(page);
      await popup.waitVisible('#show-all');
      await my.driver.stopWorker();
      await popup.click('#show-all');
      await asBefore(page);
      await my.driver.stopWorker();
      await popup.click('#hide-all');
      await page.waitHidden(APPEAL);
      await my.driver.stopWorker();
      await popup.click('#site');
      await page.waitVisible(APPEAL);
      await waitStatus(popup, /Off on/);
      await my.driver.stopWorker();
      await popup.click('#site');
      await page.waitHidden(APPEAL);
    });

    it('the background is killed while it sends the picker: the next wish is heard', async () => {
      const page = await open({ inside: appeal() });
      await page.waitHidden(APPEAL);
      const url = await address(page);
      await waitParts(desk, url, ['reader', 'keeper']);
      await provoke(desk, { hold: 'tools' });
      const pick = `${tabOf(url)}.then((tab) => chrome.tabs.sendMessage(tab, { type: 'pick' }, { frameId: 0 }))`;
      await desk.evaluate(`void ${pick}, 0`);
      await held(desk);
      await kill(my.driver, desk);
      assert.equal(await page.visible(APPEAL), false);
      await desk.evaluate(`${pick}.then(() => 0)`);
      assert.equal(await inside(desk, url, 'return Boolean(stub.tools)'), true);
      await page.press('Escape');
    });

    for (const [what, fault] of [['before it stores a correction', { hold: 'rule' }], ['when it has stored a correction and not yet said so', { late: 'rule' }]] as const) {
      it(`the background is killed ${what}: it holds at once, is stored once, and can be taken back`, async () => {
        const page = await open({ inside: appeal() });
        await page.waitHidden(APPEAL);
        const popup = await popupOf(page);
        await popup.waitVisible('#items .item button');
        await provoke(desk, fault);
        await popup.click('#items [data-key$=article]');
        await held(desk);
        await page.waitVisible(APPEAL);
        await kill(my.driver, desk);
        const rules = `rules:${new URL(await address(page)).hostname}`;
        const stored = `chrome.storage.local.get('${rules}').then((all) => (all['${rules}'] ?? []).length`;
        await desk.waitFor(`${stored} > 0)`, 8000);
        await page.reload();
        await waitParts(desk, await address(page), ['reader', 'keeper']);
        await page.waitVisible(APPEAL);
        assert.equal(await desk.evaluate(`${stored})`), 1);
        // The same when it is taken back.
        const again = await popupOf(page);
        await again.waitFor(`document.querySelectorAll('#kept-items .item').length > 0`);
        await again.evaluate(`document.getElementById('kept').open = true`);
        await provoke(desk, 'hold' in fault ? { hold: 'unrule' } : { late: 'unrule' });
        await again.click('#kept-items button');
        await held(desk);
        await kill(my.driver, desk);
        await desk.waitFor(`${stored} === 0)`, 8000);
        await page.waitHidden(APPEAL, 8000);
      });
    }

    it('a trap in the first look leaves the page as it was, and the next page gets a fresh engine', async () => {
      // An engine that runs already has the trap in it too.
      await provoke(desk, { trap: 0 });
      const page = await open({ inside: appeal() });
      await told(page, /Something went wrong.*part that reads pages/s);
      await asBefore(page);
      await page.reload();
      await page.waitHidden(APPEAL);
    });

    it('a trap in a later look puts all back, and the next page gets a fresh engine', async () => {
      const page = await open({ after: OVERLAY + LATE });
      await page.waitHidden(APPEAL);
      await page.waitFor(`getComputedStyle(document.body).overflowY !== 'hidden'`);
      await waitParts(desk, await address(page), ['reader', 'keeper']);
      await provoke(desk, { trap: 0 });
      await addLate(page);
      await page.waitVisible(APPEAL, 8000);
      await told(page, /Something went wrong.*part that reads pages/s);
      assert.equal(await page.visible(NEWSLETTER), true);
      assert.equal(/ data-[a-z0-9]{8,24}=/.test(await page.html()), false, 'no mark of ours stays');
      await recovers(page);
    });

    for (const wasm of ['missing', 'cut'] as const) {
      it(`the engine's file is ${wasm === 'cut' ? 'cut off in the middle' : 'missing'} once: the page is left, the next one is fine`, async () => {
        await provoke(desk, { wasm });
        await my.driver.stopWorker();
        const page = await open({ inside: appeal() });
        await told(page, /Something went wrong.*part that reads pages/s);
        await asBefore(page);
        await recovers(page);
      });
    }

    it('a page that is nested too deeply: it is left as it was, and the reader is told', async () => {
      // It fails before the background has heard that it has begun.
      await provoke(desk, { slow: 'reader.js' });
      const page = await open({ inside: appeal(), after: `${DEEP}<script>sink()</script>` });
      await told(page, /Something went wrong.*too large or too deeply nested/s);
      await page.waitVisible(APPEAL);
      assert.equal(/ data-[a-z0-9]{8,24}=/.test(await page.html()), false, 'no mark of ours stays');
      await sleep(1200);
      assert.match(await title(await address(page)), /something went wrong/, 'still');
      await release(desk);
      const next = await open({ inside: appeal() });
      await next.waitHidden(APPEAL, 8000);
    });

    it('a page that grows too deep later: what was hidden comes back, and the lock with it', async () => {
      const page = await open({ after: OVERLAY + DEEP });
      await page.waitHidden(APPEAL);
      await page.waitFor(`getComputedStyle(document.body).overflowY !== 'hidden'`);
      await waitParts(desk, await address(page), ['reader', 'keeper']);
      await page.evaluate('sink(), 0');
      await page.waitVisible(APPEAL, 8000);
      await told(page, /Something went wrong.*too large or too deeply nested/s);
      assert.equal(await page.evaluate('getComputedStyle(document.body).overflowY'), 'hidden', 'the page locks again');
      assert.equal(/ data-[a-z0-9]{8,24}=/.test(await page.html()), false, 'no mark of ours stays');
      await recovers(page);
    });

    it('storage that can not be read: nothing is done, since nobody knows what the reader chose', async () => {
      const url = add({ inside: appeal() });
      const off = add({ inside: appeal() });
      await desk.evaluate(`chrome.storage.local.set({ settings: { version: 2, level: 'calm', kinds: { donation: true, paywall: true, newsletter: true, prompt: true, consent: false }, badge: true, memory: true, everywhere: true, click: true, sites: { ${JSON.stringify(new URL(off).hostname)}: { on: false } } } })`);
      await provoke(desk, { get: true });
      for (const each of [url, off]) {
        const page = keep(await my.driver.open(each));
        await told(page, /Something went wrong.*settings could not be read/s);
        await asBefore(page);
      }
      await release(desk);
      const page = keep(await my.driver.open(url));
      await page.waitHidden(APPEAL);
      const left = keep(await my.driver.open(off));
      await sleep(700);
      assert.equal(await left.visible(APPEAL), true, 'what was switched off is still known');
    });

    it('storage that can not be read in the middle of a page: what was hidden comes back', async () => {
      const page = await open({ inside: appeal(), after: LATE });
      await page.waitHidden(APPEAL);
      await waitParts(desk, await address(page), ['reader', 'keeper']);
      await provoke(desk, { get: true });
      await addLate(page);
      await page.waitVisible(APPEAL, 8000);
      await told(page, /Something went wrong.*settings could not be read/s);
      assert.equal(await page.visible(NEWSLETTER), true);
      await recovers(page);
    });

    it('storage that is full: pages are tidied, nothing is learnt, and what was stored stays', async () => {
      await provoke(desk, { set: true });
      const before = await desk.evaluate<string>('chrome.storage.local.get(null).then(JSON.stringify)');
      const page = await open({ inside: appeal() });
      await page.waitHidden(APPEAL);
      await waitParts(desk, await address(page), ['reader', 'keeper']);
      await sleep(1000);
      assert.equal(await desk.evaluate<string>('chrome.storage.local.get(null).then(JSON.stringify)'), before);
      const popup = await popupOf(page);
      await popup.waitVisible('#items button');
      await popup.click('#items button');
      await page.waitVisible(APPEAL);
    });

    it('a choice that the browser does not store is said not to hold, and the switch goes back', async () => {
      const page = await open({ inside: appeal() });
      await page.waitHidden(APPEAL);
      const popup = await popupOf(page);
      await popup.waitVisible('#site');
      await popup.evaluate(`chrome.storage.local.set = () => Promise.reject(new Error('QUOTA_BYTES quota exceeded')), 0`);
      await popup.click('#site');
      await popup.waitFor(`/did not store/.test(document.getElementById('note').textContent)`);
      await popup.waitFor(`document.getElementById('site').checked`);
      assert.equal(await page.visible(APPEAL), false);
      await popup.reload();
      await popup.waitVisible('#site');
      await popup.click('#site');
      await page.waitVisible(APPEAL);
    });

    for (const [what, settings] of [
      ['of wrong types', `{ version: 2, level: 7, kinds: 'all', badge: 'yes', sites: [1, 2] }`],
      ['of a version to come', `{ version: 99, rules: {} }`],
      ['of 4 MB', `{ version: 2, level: 'x'.repeat(4e6), kinds: {}, sites: {} }`],
      ['with 60,000 sites', `{ version: 2, level: 'calm', kinds: { donation: true, paywall: true, newsletter: true, prompt: true, consent: false }, badge: true, memory: true, everywhere: true, click: true, sites: Object.fromEntries(Array.from({ length: 60000 }, (_, at) => ['site' + at + '.example', { on: false }])) }`],
      ['that are no object', `'off'`],
    ] as const) {
      it(`settings ${what}: the usual ones hold, the popup says so, and what was there is kept`, async () => {
        await desk.evaluate(`chrome.storage.local.set({ settings: ${settings} })`);
        const was = await desk.evaluate<number>(`chrome.storage.local.get('settings').then(({ settings }) => JSON.stringify(settings).length)`);
        const page = await open({ inside: appeal() });
        await page.waitHidden(APPEAL);
        const popup = await popupOf(page);
        await popup.waitFor(`/could not be read/.test(document.getElementById('note').textContent)`);
        await waitStatus(popup, /hidden/);
        await popup.evaluate(`document.getElementById('settings').open = true`);
        await popup.click('#kind-newsletter');
        await popup.waitFor(`chrome.storage.local.get('settings-lost').then((all) => JSON.stringify(all['settings-lost'])?.length === ${String(was)})`);
        await popup.reload();
        await popup.waitFor(`document.documentElement.dataset.ready === ''`);
        assert.equal(await popup.visible('#note'), false, 'they are sound again');
      });
    }

    it('what the session holds is not ours: pages that were let in once are forgotten, and nothing else', async () => {
      await desk.evaluate(`chrome.storage.session.set({ once: [null, 7, [1]], 'private-sites': 'x' })`);
      const page = await open({ inside: appeal() });
      await page.waitHidden(APPEAL);
    });

    it('session storage that can not be read: nothing is done, since nobody knows what was said in a private window', async () => {
      await provoke(desk, { session: true });
      const page = await open({ inside: appeal() });
      await told(page, /Something went wrong.*settings could not be read/s);
      await asBefore(page);
      await recovers(page);
    });

    it('the browser refuses our style: the page is tidied in the weaker way, and undone exactly', async () => {
      await provoke(desk, { css: true });
      const page = await open({ inside: appeal() });
      await page.waitHidden(APPEAL, 8000);
      assert.equal(await inside(desk, await address(page), 'return document.adoptedStyleSheets.length'), 1, 'the sheet is our own');
      const popup = await popupOf(page);
      await popup.waitVisible('#show-all');
      await popup.click('#show-all');
      await asBefore(page);
    });

    for (const script of ['reader.js', 'keeper.js']) {
      it(`the browser refuses ${script}: the page is left as it was`, async () => {
        await provoke(desk, { script } satisfies Fault);
        const page = await open({ inside: appeal() });
        await popupOf(page).then((popup) => waitStatus(popup, /Something went wrong.*did not let/s));
        await asBefore(page);
        await recovers(page);
      });
    }
  });

  describe(`permission that goes, in ${name}`, () => {
    it('while a plan is being made: nothing is hidden, and the page is as it was', async () => {
      const site = await startSite();
      const directory = await faulty(name);
      const driver = await LAUNCH[name](directory, { granted: false, yes: true });
      try {
        const welcome = await driver.open(driver.extensionUrl('welcome.html'));
        await welcome.waitFor(`document.documentElement.dataset.ready === ''`);
        await welcome.click('#mode-all');
        await welcome.waitFor(`chrome.scripting.getRegisteredContentScripts().then((scripts) => scripts.length === 1)`);
        await provoke(welcome, { hold: 'plan' });
        const url = site.add('withdrawn', { inside: appeal() });
        const page = await driver.open(url);
        await held(welcome);
        await welcome.evaluate(`chrome.permissions.remove({ origins: ['*://*/*'] })`);
        await release(welcome);
        await sleep(1500);
        assert.equal(await page.visible(APPEAL), true);
        assert.equal(await page.html(), await untouched(page));
        // Let in again, it works as ever.
        await welcome.click('#mode-all');
        await welcome.waitFor(`chrome.permissions.contains({ origins: ['*://*/*'] })`);
        await page.reload();
        await page.waitHidden(APPEAL);
      } finally {
        await driver.close();
        await site.close();
        await rm(directory, { recursive: true, force: true });
      }
    });
  });
}
