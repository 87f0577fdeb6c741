/**
 * The three parts of the content script: what comes when, to whom, and what holds in between.
 *
 * UNNAG_BROWSER=chromium|firefox runs one browser only.
 */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PageState } from '../../extension/src/messages.js';
import { DEFAULTS } from '../../extension/src/settings.js';
import { openAhead } from './drivers/ahead.js';
import type { PageHandle } from './drivers/index.js';
import { broken, BROWSERS, desk, DIST, inside, LAUNCH, parts, tabOf, untouched, waitParts, waitStatus } from './drivers/inside.js';
import { appeal, newsletter, startSite, type Made } from './drivers/site.js';
import { stand } from './drivers/stand.js';

const APPEAL = '#appeal p';
const NEWSLETTER = '#newsletter p';

for (const name of BROWSERS) {
  describe(`the content script's parts in ${name}`, () => {
    const my = stand(name, name);
    const { popupOf, closeAll } = my;
    /** Goes to a page that is still loading, and gives what lets it end. */
    const loading = async (made: Made): Promise<{ page: PageHandle; url: string; end: () => void }> => {
      let end = (): void => undefined;
      const until = new Promise<void>((resolve) => {
        end = resolve;
      });
      const url = my.add({ ...made, until });
      const page = await my.driver.open('about:blank');
      my.keep(page);
      page.goto(url).catch(() => undefined);
      for (let tries = 0; tries < 200; tries++) {
        if (await page.evaluate<boolean>(`document.getElementById('foot') !== null`).catch(() => false)) return { page, url, end };
        await sleep(25);
      }
      throw new Error(`${url} did not begin`);
    };

    it('sends neither the first look nor the keeper to a site that is off', async () => {
      const url = my.add({ inside: appeal() });
      const page = await my.driver.open(url);
      my.keep(page);
      await page.waitHidden(APPEAL);
      const popup = await popupOf(page);
      await waitParts(popup, url, ['reader', 'keeper']);
      await popup.click('#site');
      await page.waitVisible(APPEAL);
      await page.reload();
      // The popup asks each second, and that must not bring them either.
      await waitStatus(popup, /Off on/);
      const asked = await popup.evaluate<string[]>(`new Promise((resolve) => {
        const asked = [];
        const hear = (message) => { asked.push(message?.type); };
        chrome.runtime.onMessage.addListener(hear);
        setTimeout(() => { chrome.runtime.onMessage.removeListener(hear); resolve(asked); }, 3000);
      })`);
      assert.deepEqual(asked, [], 'nothing is asked for');
      assert.deepEqual(await parts(popup, url), []);
      // Even if it were asked for, by a page that has taken over its renderer.
      const answer = await inside(popup, url, `stub.reader = { take: () => undefined }; return chrome.runtime.sendMessage({ type: 'keep' });`);
      assert.deepEqual(answer, { on: false });
      assert.deepEqual(await parts(popup, url), ['reader'], 'nothing but what the test has put there');
      await inside(popup, url, 'delete stub.reader;');
      await popup.click('#site');
      await page.waitHidden(APPEAL);
      await waitParts(popup, url, ['reader', 'keeper']);
      await closeAll();
    });

    it('hides before the keeper has come, which then answers the popup and undoes it exactly', async () => {
      const asking = await desk(my.driver);
      my.keep(asking);
      const { page, url, end } = await loading({ inside: appeal('style="color: red"') });
      await waitParts(asking, url, ['reader']);
      await inside(asking, url, `stub.later = stub.summon; stub.summon = () => Promise.resolve();`);
      end();
      await page.waitHidden(APPEAL);
      await sleep(500);
      assert.deepEqual(await parts(asking, url), ['reader']);
      await inside(asking, url, `stub.summon = stub.later; delete stub.later;`);
      const ask = (type: string): Promise<PageState> =>
        asking.evaluate(`${tabOf(url)}.then((tab) => chrome.tabs.sendMessage(tab, { type: '${type}' }, { frameId: 0 }))`);
      const state = await ask('state');
      assert.equal(state.status, 'done');
      assert.ok(state.items.length > 0 && state.items.every((item) => item.hidden && item.label === 'donation'), JSON.stringify(state));
      assert.match(state.items.map(({ text }) => text).join(' '), /donate/i);
      assert.deepEqual(await parts(asking, url), ['reader', 'keeper']);
      assert.equal(await page.visible(APPEAL), false);
      await ask('show-all');
      await page.waitVisible(APPEAL);
      assert.equal(await page.html(), await untouched(page));
      await closeAll();
    });

    it('goes on when the page was left before the keeper had come, and is come back to', async () => {
      const asking = await desk(my.driver);
      my.keep(asking);
      const { page, url, end } = await loading({ inside: appeal() });
      await waitParts(asking, url, ['reader']);
      await inside(asking, url, `stub.later = stub.summon; stub.summon = () => Promise.resolve();`);
      end();
      await page.waitHidden(APPEAL);
      await page.goto(my.add({}));
      // Firefox has no load event to wait for when a page comes out of its cache.
      await page.evaluate('setTimeout(() => history.back(), 50), 0');
      await waitParts(asking, url, ['reader'], 2000).catch(() => waitParts(asking, url, ['reader', 'keeper']));
      // Out of the cache it is the same page; else it has been loaded anew, and the keeper has come by itself.
      await inside(asking, url, `if (stub.later) stub.summon = stub.later;`);
      await page.waitHidden(APPEAL);
      const popup = await popupOf(page);
      await waitStatus(popup, /hidden/);
      assert.equal(await popup.evaluate(`chrome.action.getBadgeText({ tabId: Number(new URLSearchParams(location.search).get('tab')) })`), '1');
      await popup.click('#show-all');
      await page.waitVisible(APPEAL);
      await closeAll();
    });

    for (const on of [false, true]) {
      it(`follows the settings of now on a page that comes out of the back/forward cache: ${on ? 'on' : 'off'}`, async () => {
        const url = my.add({ inside: appeal() });
        const asking = await desk(my.driver);
        my.keep(asking);
        // As another page of the extension stores it.
        const store = (now: boolean): Promise<unknown> =>
          asking.evaluate(`chrome.storage.local.set({ settings: ${JSON.stringify({ ...DEFAULTS, sites: { [new URL(url).hostname]: { on: now } } })} })`);
        await store(!on);
        const page = await my.driver.open(url);
        my.keep(page);
        if (on) await inside(asking, url, '');
        else await waitParts(asking, url, ['reader', 'keeper']);
        assert.equal(await page.visible(APPEAL), on);
        await page.goto(my.add({}));
        await store(on);
        await page.evaluate('setTimeout(() => history.back(), 50), 0');
        await page.waitFor(`document.querySelector('${APPEAL}') !== null`);
        if (on) await page.waitHidden(APPEAL);
        else await page.waitVisible(APPEAL);
        await sleep(300);
        assert.equal(await page.visible(APPEAL), !on);
        await asking.evaluate(`chrome.storage.local.remove('settings')`);
        await closeAll();
      });
    }

    it('changes nothing on the page by a setting that is of no matter there: what was shown stays so, what is hidden is not seen', async () => {
      const page = await my.open({ inside: appeal(), after: newsletter() });
      await page.waitHidden(APPEAL);
      await page.waitHidden(NEWSLETTER);
      const popup = await popupOf(page);
      await popup.waitVisible('#items button');
      await popup.click('#items button');
      await page.waitVisible(APPEAL);
      await popup.waitFor(`document.querySelectorAll('#items .item.shown').length === 1`);
      await page.evaluate(`globalThis.flashes = 0, new MutationObserver(() => { flashes += document.querySelector('${NEWSLETTER}').checkVisibility() }).observe(document, { attributes: true, subtree: true }), 0`);
      await popup.evaluate(`document.getElementById('settings').open = true`);
      for (const text of ['', '1']) {
        await popup.click('#badge');
        await popup.waitFor(`chrome.action.getBadgeText({ tabId: Number(new URLSearchParams(location.search).get('tab')) }).then((text) => text === '${text}')`);
      }
      await popup.click('#kind-consent');
      await sleep(1500);
      assert.deepEqual([await page.visible(APPEAL), await page.visible(NEWSLETTER), await page.evaluate('flashes')], [true, false, 0]);
      assert.equal(await popup.evaluate(`document.querySelectorAll('#items .item.shown').length`), 1);
      await popup.click('#kind-consent');
      await closeAll();
    });

    it('answers the popup while the page is still loading, and takes up the first look when it comes', async () => {
      const { page, end } = await loading({ inside: appeal() });
      const popup = await popupOf(page);
      await waitStatus(popup, /Still reading/);
      end();
      await page.waitHidden(APPEAL);
      await waitStatus(popup, /hidden/);
      await closeAll();
    });

    it('lets the reader keep what they opened before the first look', async () => {
      const { page, end } = await loading({
        inside: `${appeal()}<p><button id="ask" type="button">Letters from the editor</button></p>`,
        after: `<template id="late">${newsletter()}</template><script>document.getElementById('ask').addEventListener('click', () => { document.body.append(document.getElementById('late').content) })</script>`,
      });
      // The script listens only when the background has said that the site is on.
      await sleep(1000);
      await page.click('#ask');
      await page.waitVisible(NEWSLETTER);
      // What the parser adds within the reader's moment would count as opened too.
      await sleep(1200);
      end();
      await page.waitHidden(APPEAL);
      await sleep(1500);
      assert.equal(await page.visible(NEWSLETTER), true);
      await closeAll();
    });
  });

  // Firefox opens no page in advance.
  it(`the extension in ${name} begins on a page that was opened in advance when the reader comes to it`, { skip: name === 'firefox' }, async () => {
    const site = await startSite();
    const next = '/2026/11/14/the-next-story';
    const tab = await openAhead(path.join(DIST, name), site.add('ahead', {
      head: `<script type="speculationrules">{"prerender":[{"source":"list","urls":["${next}"]}]}</script><script>const early = document.prerendering</script>`,
      inside: appeal(),
      after: `<a id="next" href="${next}">The next story</a>`,
    }));
    try {
      const gone = `document.querySelector('${APPEAL}').checkVisibility() === false`;
      await tab.waitFor(gone);
      // Long enough for the next one to be looked at, if it were.
      await sleep(1500);
      await tab.evaluate(`setTimeout(() => document.getElementById('next').click()), 0`);
      await tab.waitFor(`location.pathname === '${next}'`);
      assert.equal(await tab.evaluate('early'), true, 'it was not opened in advance');
      await tab.waitFor(gone);
    } finally {
      await tab.close();
      await site.close();
    }
  });

  it(`the extension in ${name} leaves the page as it was if the keeper can not start`, async () => {
    const site = await startSite();
    const directory = await broken(name, 'keeper.js', 'throw new Error("broken")');
    const driver = await LAUNCH[name](directory);
    try {
      const page = await driver.open(site.add('broken', { inside: appeal() }));
      const popup = await driver.popup(page);
      await waitStatus(popup, /Something went wrong/);
      assert.equal(await page.visible(APPEAL), true);
      assert.equal(await page.html(), await untouched(page));
    } finally {
      await driver.close();
      await site.close();
      await rm(directory, { recursive: true, force: true });
    }
  });
}
