/**
 * Site memory in real browsers: what was hidden on two pages is never painted on the third; the plan takes back what it does not confirm; what the
 * reader shows again is left alone; nothing is kept where it is off.
 *
 * UNNAG_BROWSER=chromium|firefox runs one browser only.
 */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULTS } from '../../extension/src/settings.js';
import type { Driver, PageHandle } from './drivers/index.js';
import { BROWSERS, desk, DIST, inside, LAUNCH, waitParts } from './drivers/inside.js';
import { appeal, newsletter, startSite, type Made, type Site } from './drivers/site.js';

const APPEAL = '#appeal p';
const NEWSLETTER = '#newsletter p';
/** Counts the frames in which each of the boxes can be seen, from the first on: like most, the page has a stylesheet that comes a little later. */
const PROBE = `<link rel="stylesheet" href="/-/slow.css"><script>
  window.frames = { appeal: 0, newsletter: 0, all: 0 };
  const count = () => {
    frames.all++;
    for (const name of ['appeal', 'newsletter']) if (document.getElementById(name)?.checkVisibility()) frames[name]++;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
</script>`.replaceAll('frames', 'painted');
/** Put in by a script after everything has been looked at. */
const LATE = `<template id="late">${newsletter()}</template><script>setTimeout(() => document.body.append(document.getElementById('late').content), 2600)</script>`;

interface Painted {
  appeal: number;
  newsletter: number;
  all: number;
}
const painted = (page: PageHandle): Promise<Painted> => page.evaluate<Painted>('window.painted');

for (const name of BROWSERS) {
  describe(`site memory in ${name}`, () => {
    let site: Site;
    let driver: Driver;
    let asking: PageHandle;
    let number = 0;

    /** What is stored of a host. */
    const stored = async (host: string): Promise<{ pages: number; shown: boolean; label: string }[]> =>
      asking.evaluate(`chrome.storage.local.get('memory:${host}.localhost').then((all) => all['memory:${host}.localhost'] ?? [])`);
    const waitStored = async (host: string, done: (entries: Awaited<ReturnType<typeof stored>>) => boolean): Promise<void> => {
      for (let tries = 0; tries < 320; tries += 1) {
        if (done(await stored(host))) return;
        await sleep(25);
      }
      throw new Error(`memory of ${host} is ${JSON.stringify(await stored(host))}`);
    };
    const address = (host: string, made: Made, at: number): string => site.add(host, made).replace(/\/[^/]*$/, `/${String(at)}-ferry-that-nobody-counted`);
    const newHost = (): string => `memory${name}${String(number++)}`;
    /** Reads two pages until what is hidden there is remembered. */
    const readTwo = async (host: string, made: Made, things: number): Promise<void> => {
      for (const at of [1, 2]) {
        const page = await driver.open(address(host, made, at));
        await waitStored(host, (entries) => entries.filter(({ pages }) => pages === at).length >= things);
        await page.close();
      }
    };

    before(async () => {
      site = await startSite();
      driver = await LAUNCH[name](path.join(DIST, name));
      asking = await desk(driver);
    });
    after(async () => {
      await driver.close();
      await site.close();
    });

    it('never paints on the third page what was hidden on two, neither at once nor when it comes late', async () => {
      const host = newHost();
      const made = { head: PROBE, inside: appeal(), after: LATE };
      let end = (): void => undefined;
      const slow = (): Made => ({ ...made, until: new Promise<void>((resolve) => { end = resolve; }) });
      // A page that is slow to end shows its nags meanwhile, the first time.
      const first = await driver.open('about:blank');
      first.goto(address(host, slow(), 1)).catch(() => undefined);
      await first.waitFor(`window.painted?.appeal > 3`);
      end();
      await first.waitFor(`document.getElementById('newsletter') !== null`, 8000);
      await first.waitHidden(NEWSLETTER);
      await waitStored(host, (entries) => entries.length >= 2);
      await first.close();
      const second = await driver.open(address(host, made, 2));
      await waitStored(host, (entries) => entries.filter(({ pages }) => pages === 2).length >= 2);
      await second.close();

      const third = await driver.open('about:blank');
      third.goto(address(host, slow(), 3)).catch(() => undefined);
      await third.waitFor(`window.painted?.all > 20`);
      assert.equal(await third.evaluate('document.readyState'), 'loading');
      assert.equal((await painted(third)).appeal, 0);
      assert.equal(await third.visible('#p0'), true);
      end();
      await third.waitFor(`document.getElementById('newsletter') !== null`, 8000);
      await sleep(1500);
      const { appeal: appeals, newsletter: newsletters, all } = await painted(third);
      assert.ok(all > 60, `${String(all)} frames`);
      assert.deepEqual({ appeals, newsletters }, { appeals: 0, newsletters: 0 });
      assert.equal(await third.visible(APPEAL), false);
      // It is the popup's to tell of, and comes back like anything else.
      const popup = await driver.popup(third);
      await popup.waitVisible('#show-all');
      await popup.click('#show-all');
      await third.waitVisible(APPEAL);
      await third.waitVisible(NEWSLETTER);
      await waitStored(host, (entries) => entries.every(({ shown }) => shown));
      await popup.close();
      await third.close();
      // What was shown again is not hidden on memory alone.
      const fourth = await driver.open('about:blank');
      fourth.goto(address(host, slow(), 4)).catch(() => undefined);
      await fourth.waitFor(`window.painted?.appeal > 3`);
      end();
      await fourth.waitHidden(APPEAL);
      await fourth.close();
    });

    it('has a plan confirm what the page puts in again, or the guess would be taken back in a while', async () => {
      const host = newHost();
      await readTwo(host, { inside: appeal() }, 1);
      // Once all looks of its own are over.
      const again = `<template id="again">${appeal()}</template><script>
        addEventListener('load', () => setTimeout(() => { document.getElementById('appeal').replaceWith(document.getElementById('again').content) }, 7000));
      </script>`;
      const page = await driver.open(address(host, { head: PROBE, inside: appeal(), after: again }, 3));
      await page.waitFor(`document.getElementById('again').content.childElementCount === 0`, 15_000);
      await sleep(9500);
      assert.equal((await painted(page)).appeal, 0);
      assert.equal(await page.visible(APPEAL), false);
      await page.close();
    });

    it('tells the model of a page as it was, without the mark of its own guesses', async () => {
      const host = newHost();
      await readTwo(host, { inside: appeal() }, 1);
      let end = (): void => undefined;
      const until = new Promise<void>((resolve) => { end = resolve; });
      const url = address(host, { head: PROBE, inside: appeal(), until }, 3);
      const page = await driver.open('about:blank');
      page.goto(url).catch(() => undefined);
      await page.waitFor(`window.painted?.all > 3 && document.getElementById('p8') !== null`);
      await waitParts(asking, url, ['reader']);
      const mark = await inside<string>(asking, url, `const { plan } = stub; stub.plan = (message, reading) => { stub.sent ??= message.page.text; return plan(message, reading); }; return stub.site.mark;`);
      assert.match(await page.html(), new RegExp(` ${mark}=""`));
      end();
      await waitParts(asking, url, ['reader', 'keeper']);
      const sent = await inside<string>(asking, url, `return stub.sent;`);
      assert.match(sent, /donation-banner/);
      assert.equal(sent.includes(mark.slice('data-'.length)), false, mark);
      await page.close();
    });

    it('takes back what the plan does not confirm, and counts anew', async () => {
      const host = newHost();
      await readTwo(host, { inside: appeal() }, 1);
      // The same box on the page where people donate.
      const { origin } = new URL(site.add(host, { head: PROBE, inside: appeal(), title: 'Donate to the Courier', paragraphs: 3 }));
      const page = await driver.open(`${origin}/donate`);
      await page.waitVisible(APPEAL);
      await waitStored(host, (entries) => entries.length === 0);
      assert.equal(/ data-[a-z0-9]{10,}/.test(await page.html()), false, 'no mark is left');
      await page.close();
    });

    it('lets go of what bears the names and is something else, before it is complete if it is long', async () => {
      const host = newHost();
      await readTwo(host, { inside: appeal() }, 1);
      let end = (): void => undefined;
      const until = new Promise<void>((resolve) => { end = resolve; });
      const box = (/<aside[^>]*>/.exec(appeal()))?.[0] ?? '';
      const text = 'The harbour office counted the passengers on the quay each morning of that winter, and wrote the number into a book with a green cover. ';
      const page = await driver.open('about:blank');
      page.goto(address(host, { inside: `${box}${`<p class="told">${text}</p>`.repeat(30)}</aside>`, paragraphs: 3, until }, 3)).catch(() => undefined);
      await page.waitVisible('#appeal p.told');
      assert.equal(await page.evaluate('document.readyState'), 'loading');
      end();
      await page.close();
    });

    it('guesses nothing where the page was given up before what is known of it came', async () => {
      const host = newHost();
      await readTwo(host, { inside: appeal() }, 1);
      const url = address(host, { inside: appeal() }, 3);
      const page = await driver.open(url);
      await waitParts(asking, url, ['reader', 'keeper']);
      // As if the background had been too slow to wake: the page is left as it was, and then the scripts come all the same.
      await inside(asking, url, `stub.keeper.end(); stub.fail('timeout'); return chrome.runtime.sendMessage({ type: 'wake' });`);
      await sleep(300);
      assert.equal(await page.visible(APPEAL), true);
      assert.equal(/ data-[a-z0-9]{10,}/.test(await page.html()), false, 'no mark is left');
      assert.equal(await inside(asking, url, `return 'site' in stub && stub.site !== undefined;`), false);
      await page.close();
    });

    it('stores nothing and hides nothing early where it is switched off', async () => {
      const host = newHost();
      await readTwo(host, { inside: appeal() }, 1);
      const set = (memory: boolean): Promise<void> =>
        asking.evaluate(`chrome.storage.local.get('settings').then(({ settings = ${JSON.stringify(DEFAULTS)} }) => chrome.storage.local.set({ settings: { ...settings, memory: ${String(memory)} } }))`);
      await set(false);
      try {
        let end = (): void => undefined;
        const until = new Promise<void>((resolve) => { end = resolve; });
        const page = await driver.open('about:blank');
        page.goto(address(host, { head: PROBE, inside: appeal(), until }, 3)).catch(() => undefined);
        await page.waitFor(`window.painted?.appeal > 3`);
        end();
        await page.waitHidden(APPEAL);
        await page.close();
        const other = newHost();
        const quiet = await driver.open(address(other, { inside: appeal() }, 1));
        await quiet.waitHidden(APPEAL);
        await sleep(2500);
        assert.deepEqual(await stored(other), []);
        await quiet.close();
      } finally {
        await set(true);
      }
    });

    it('hides nothing early of a kind that is switched off, nor the appeals of a site that the reader supports', async () => {
      const host = newHost();
      await readTwo(host, { inside: appeal() }, 1);
      try {
        for (const [at, settings] of Object.entries({ 3: { sites: { [`${host}.localhost`]: { supported: true } } }, 4: { kinds: { ...DEFAULTS.kinds, donation: false } } })) {
          await asking.evaluate(`chrome.storage.local.set({ settings: ${JSON.stringify({ ...DEFAULTS, ...settings })} })`);
          let end = (): void => undefined;
          const until = new Promise<void>((resolve) => { end = resolve; });
          const page = await driver.open('about:blank');
          page.goto(address(host, { head: PROBE, inside: appeal(), until }, Number(at))).catch(() => undefined);
          await page.waitFor(`window.painted?.all > 30`);
          // A guess would stand from the first frame on, and as long as the page is loading.
          assert.ok((await painted(page)).appeal > 3);
          assert.equal(await page.visible(APPEAL), true);
          assert.equal(await page.evaluate('document.readyState'), 'loading');
          end();
          await page.waitFor(`document.readyState === 'complete'`);
          await sleep(800);
          assert.equal(await page.visible(APPEAL), true);
          assert.equal(/ data-[a-z0-9]{10,}/.test(await page.html()), false);
          await page.close();
        }
      } finally {
        await asking.evaluate(`chrome.storage.local.remove('settings')`);
      }
    });
  });
}
