/**
 * Real private windows: what is hidden, corrected, switched off, allowed and imported there works and is stored nowhere.
 *
 * UNNAG_BROWSER=chromium|firefox runs one browser only.
 */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaults } from '../../extension/src/settings.js';
import { write } from '../../extension/src/transfer.js';
import type { PageHandle } from './drivers/index.js';
import { BROWSERS, DIST } from './drivers/inside.js';
import { launchPrivately, type PrivateBrowser } from './drivers/private.js';
import { appeal, startSite, type Site } from './drivers/site.js';

const APPEAL = '#appeal p';
/** All that outlives the browser. */
const lasting = (page: PageHandle): Promise<Record<string, unknown>> => page.evaluate(`Promise.all([chrome.storage.local.get(null), chrome.storage.sync.get(null)]).then(([local, sync]) => ({ local, sync }))`);

for (const name of BROWSERS) {
  for (const granted of [true, false]) {
    describe(`private windows in ${name}${granted ? '' : ', where no site is allowed yet'}`, () => {
      let site: Site;
      let browser: PrivateBrowser;
      let desk: PageHandle;
      const opened: PageHandle[] = [];
      const open = async (url: string): Promise<PageHandle> => {
        const page = await browser.open(url);
        opened.push(page);
        return page;
      };
      const popupOf = async (url: string): Promise<PageHandle> => {
        const tab = await desk.evaluate<number>(`chrome.tabs.query({}).then((tabs) => tabs.filter((tab) => tab.url === ${JSON.stringify(url)} || tab.pendingUrl === ${JSON.stringify(url)} || tab.url === undefined).at(-1).id)`);
        const popup = await browser.own(`popup.html?tab=${String(tab)}`);
        opened.push(popup);
        await popup.waitFor(`document.documentElement.dataset.ready === ''`);
        return popup;
      };
      const address = (host: string, at: number): string => site.add(host, { inside: appeal() }).replace(/\/[^/]*$/, `/${String(at)}-ferry-that-nobody-counted`);

      before(async () => {
        site = await startSite();
        browser = await launchPrivately(name, path.join(DIST, name), granted);
        desk = await browser.own('options.html');
        assert.equal(await desk.evaluate('chrome.extension.inIncognitoContext'), true);
        await desk.waitFor(`document.documentElement.dataset.ready === ''`);
      });
      after(async () => {
        await browser.close();
        await site.close();
      });
      const closeAll = async (): Promise<void> => {
        await Promise.all(opened.splice(0).map((page) => page.close()));
      };

      if (granted) {
        it('hide, and nothing is remembered', async () => {
          const before = await lasting(desk);
          for (const at of [1, 2, 3]) {
            const page = await open(address('secretreading', at));
            await page.waitHidden(APPEAL);
            await sleep(1200);
            await closeAll();
          }
          assert.deepEqual(await lasting(desk), before);
          // The same outside is remembered: what is looked for here would be found.
          if (!browser.openPlainly) return;
          const plain = await browser.openPlainly(address('openreading', 1));
          await plain.waitHidden(APPEAL);
          await desk.waitFor(`chrome.storage.local.get(null).then((all) => 'memory:openreading.localhost' in all)`);
          await plain.close();
          await desk.evaluate('chrome.storage.local.remove(["memory", "memory:openreading.localhost"])');
        });

        it('take a correction for this page alone', async () => {
          const before = await lasting(desk);
          const url = address('secretmending', 1);
          const page = await open(url);
          await page.waitHidden(APPEAL);
          const popup = await popupOf(url);
          await popup.waitVisible('#items .item button');
          await popup.click('#items [data-key$=article]');
          await page.waitVisible(APPEAL);
          await sleep(800);
          assert.deepEqual(await lasting(desk), before);
          const next = await open(address('secretmending', 2));
          await next.waitHidden(APPEAL);
          await closeAll();
        });

        it('switch a site off until the browser ends', async () => {
          const url = address('secretoff', 1);
          const page = await open(url);
          await page.waitHidden(APPEAL);
          const popup = await popupOf(url);
          await popup.waitVisible('#site');
          await popup.click('#site');
          await page.waitVisible(APPEAL);
          const next = await open(address('secretoff', 2));
          await sleep(1200);
          assert.equal(await next.visible(APPEAL), true);
          assert.doesNotMatch(JSON.stringify(await lasting(desk)), /secret/);
          await closeAll();
        });

        it('import sites until the browser ends', async () => {
          const file = write({ ...defaults(), sites: { 'secretimport.localhost': { on: false } } });
          await desk.evaluate((content: string) => {
            const files = new DataTransfer();
            files.items.add(new File([content], 'mine.json', { type: 'application/json' }));
            const input = document.getElementById('import-file') as HTMLInputElement;
            input.files = files.files;
            input.dispatchEvent(new Event('change'));
          }, file);
          await desk.waitFor(`/mine\\.json/.test(document.getElementById('status').textContent)`);
          const page = await open(address('secretimport', 1));
          await sleep(1200);
          assert.equal(await page.visible(APPEAL), true);
          assert.doesNotMatch(JSON.stringify(await lasting(desk)), /secret/);
          await closeAll();
        });
      } else {
        it('allow a site, and what was allowed is noted nowhere', async () => {
          const url = address('secretgrant', 1);
          const page = await open(url);
          // Without a click on the button, which no driver has in private windows of both, the popup does not know the page; the options take its name.
          await desk.front();
          await desk.click('#mode-chosen');
          await desk.waitFor(`/Saved/.test(document.getElementById('status').textContent)`);
          await desk.click('#add-host');
          await desk.type('secretgrant.localhost');
          await desk.click('#add button[value=on]');
          // Chromium tells only the background outside, which sees no private tab: a page that is open there must be loaded anew.
          if (name === 'chromium') {
            await desk.waitFor(`Promise.all([chrome.storage.session.get(null), chrome.scripting.getRegisteredContentScripts()]).then(([said, scripts]) => 'secretgrant.localhost' in said['private-sites'] && scripts.some(({ matches }) => matches.includes('*://secretgrant.localhost/*')))`);
            await page.reload();
          }
          await page.waitHidden(APPEAL, 8000);
          await sleep(500);
          assert.doesNotMatch(JSON.stringify(await lasting(desk)), /secret/);
          assert.match(JSON.stringify(await desk.evaluate('chrome.storage.session.get(null)')), /secretgrant/);
          await closeAll();
        });
      }
    });
  }
}
