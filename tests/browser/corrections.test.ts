/**
 * The reader's corrections in real browsers: "this is article" and "hide this" hold at once and on the site's other pages, and take no more than they
 * may. The picker itself is picker.test.ts's.
 *
 * UNNAG_BROWSER=chromium|firefox runs one browser only.
 */
import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULTS } from '../../extension/src/settings.js';
import type { PageHandle } from './drivers/index.js';
import { BROWSERS, desk, DIST, LAUNCH } from './drivers/inside.js';
import { clickLayer, layerKind, layerText, waitLayer } from './drivers/layer.js';
import { HARBOUR, picking } from './drivers/picking.js';
import { appeal, newsletter, startSite } from './drivers/site.js';

const APPEAL = '#appeal p';
/** A box with a part of the article in it: a heading and two paragraphs about something. */
const facts = (what: string): string => `<aside id="facts" class="infobox"><h3>${what}</h3><p>${what} was built by the harbour office in 1911, and stood empty through both winters of the war. The council had it painted white when the line was to be closed, since nobody had asked who still went there in the morning. Two men look after ${what.toLowerCase()} today. They write down each boat that passes in a book with a green cover, and hand it to the county in spring, as their fathers did.</p></aside>`;

for (const name of BROWSERS) {
  describe(`corrections in ${name}`, () => {
    const { my, newHost, address, open, popupOf, closeAll, rulesOf, waitRule, tell, toFront, pickAt, pickHarbour } = picking(name, 'rules');

    it('"this is article" shows it at once and on the next page, until it is forgotten', async () => {
      const host = newHost();
      const page = await open(address(host, { inside: appeal() }, 1));
      await page.waitHidden(APPEAL);
      const popup = await popupOf(page);
      await popup.waitVisible('#items .item button');
      await popup.click('#items [data-key$=article]');
      await page.waitVisible(APPEAL);
      await popup.waitFor(`document.querySelectorAll('#items .item').length === 0`);
      const [rule] = await rulesOf(host);
      assert.equal(rule?.act, 'show');
      assert.equal(rule.label, 'article');
      assert.equal(rule.example.label, 'donation');
      assert.match(rule.example.text, /Support us/);
      assert.match(rule.example.structure, /^aside#appeal\.donation-banner\.fundraising-appeal\(button/);
      const next = await open(address(host, { inside: appeal() }, 2));
      await sleep(1500);
      assert.equal(await next.visible(APPEAL), true);
      const other = await popupOf(next);
      await other.waitFor(`document.querySelectorAll('#kept-items .item').length > 0`);
      await other.evaluate(`document.getElementById('kept').open = true`);
      assert.match(await other.evaluate<string>(`document.getElementById('kept-items').innerText`), /You said that this is article/);
      await other.click('#kept-items button');
      await next.waitHidden(APPEAL);
      assert.deepEqual(await rulesOf(host), []);
      await closeAll();
    });

    it('picks with the mouse, hides at once and on the next page, and undoes it', async () => {
      const host = newHost();
      const url = address(host, { inside: HARBOUR }, 1);
      const page = await open(url);
      await pickHarbour(page, url);
      await layerKind(my.asking, url, 'ad');
      await clickLayer(my.asking, page, url, 'Hide');
      await page.waitHidden('#harbour h3');
      await waitLayer(my.asking, url, /Hidden, here and on this site’s other pages: Advertising/);
      const [rule] = await rulesOf(host);
      assert.deepEqual({ act: rule?.act, label: rule?.label, article: rule?.article }, { act: 'hide', label: 'ad', article: false });
      // It stays so when the page is looked at again.
      await page.evaluate(() => {
        document.body.append(Object.assign(document.createElement('p'), { textContent: 'Something long enough to be worth another look at the page.' }));
      });
      await sleep(1200);
      assert.equal(await page.visible('#harbour h3'), false);
      const nextUrl = address(host, { inside: HARBOUR.replace('nine', 'eleven') }, 2);
      const next = await open(nextUrl);
      await next.waitHidden('#harbour h3');
      for (const part of ['#p0', '#p2', '#p3', '#story h1']) assert.equal(await next.visible(part), true, part);
      const popup = await popupOf(next);
      await popup.waitVisible('#items .item button');
      assert.match(await popup.evaluate<string>(`document.getElementById('items').innerText`), /Because you chose to hide it on this site/);
      await toFront(page);
      await clickLayer(my.asking, page, url, 'Undo');
      await page.waitVisible('#harbour h3');
      assert.equal(await layerText(my.asking, url), '');
      assert.deepEqual(await rulesOf(host), []);
      await closeAll();
    });

    it('holds on the same page for what a script builds anew, as do "this is article" and taking back', async () => {
      // What changes within a moment of a click was opened by it.
      const moment = 1200;
      const rebuild = (page: PageHandle, id: string): Promise<void> =>
        page.evaluate((of: string) => {
          const element = document.getElementById(of);
          const anew = element?.cloneNode(true) as Element | undefined;
          for (const part of [anew, ...(anew?.querySelectorAll('*') ?? [])]) for (const { name: mark } of [...(part?.attributes ?? [])]) if (/^data-[a-z0-9]{10,}$/.test(mark)) part?.removeAttribute(mark);
          if (anew) element?.replaceWith(anew);
        }, id);
      const host = newHost();
      const asked = await open(address(host, { inside: appeal() }, 1));
      await asked.waitHidden(APPEAL);
      const popup = await popupOf(asked);
      await popup.waitVisible('#items .item button');
      await popup.click('#items [data-key$=article]');
      await asked.waitVisible(APPEAL);
      await waitRule(host);
      await rebuild(asked, 'appeal');
      await sleep(1500);
      assert.equal(await asked.visible(APPEAL), true);
      const url = address(newHost(), { inside: HARBOUR }, 1);
      const page = await open(url);
      await pickHarbour(page, url);
      await clickLayer(my.asking, page, url, 'Hide');
      await page.waitHidden('#harbour h3');
      await waitLayer(my.asking, url, /Hidden, here and on this site’s other pages/);
      await sleep(moment);
      await rebuild(page, 'harbour');
      await page.waitHidden('#harbour h3');
      await toFront(page);
      await clickLayer(my.asking, page, url, 'Undo');
      await page.waitVisible('#harbour h3');
      await sleep(moment);
      await rebuild(page, 'harbour');
      await sleep(1000);
      assert.equal(await page.visible('#harbour h3'), true);
      await closeAll();
    });

    it('does not guess by a rule about article text: a box with other words is seen while its page is loading', async () => {
      const host = newHost();
      const url = address(host, { inside: facts('The slipway at Sandholm'), paragraphs: 9 }, 1);
      const page = await open(url);
      await pickAt(page, url, '#facts h3');
      await page.press('ArrowUp');
      await waitLayer(my.asking, url, /part of the article. Hide it only if you are sure.*The slipway/);
      await clickLayer(my.asking, page, url, 'Hide all the same');
      await page.waitHidden('#facts h3');
      await waitRule(host);
      let end = (): void => undefined;
      const until = new Promise<void>((resolve) => { end = resolve; });
      const next = await my.driver.open('about:blank');
      my.keep(next);
      next.goto(address(host, { inside: facts('The lighthouse on Skarv'), until }, 2)).catch(() => undefined);
      await next.waitFor(`document.getElementById('p8') !== null`);
      // What is known of the site comes within some tens of milliseconds.
      await sleep(600);
      assert.equal(await next.evaluate('document.readyState'), 'loading');
      assert.equal(await next.visible('#facts h3'), true);
      end();
      await closeAll();
    });

    it('lets go of an element that holds something else by now, on the same page and on the next route of an app', async () => {
      const moment = 1200;
      const other = 'The school has asked for a second boat on Fridays, since the choir from the southern villages comes home late and the last crossing leaves at nine. The council will answer in spring.';
      const url = address(newHost(), {}, 1);
      const page = await open(url);
      await pickAt(page, url, '#p4');
      await waitLayer(my.asking, url, /part of the article. Hide it only if you are sure/);
      await clickLayer(my.asking, page, url, 'Hide all the same');
      await page.waitHidden('#p4');
      await page.press('Escape');
      await sleep(moment);
      await page.evaluate((text: string) => {
        const paragraph = document.getElementById('p4');
        if (paragraph) paragraph.textContent = text;
      }, other);
      await page.waitVisible('#p4');

      const second = address(newHost(), { inside: HARBOUR }, 1);
      const app = await open(second);
      await pickHarbour(app, second);
      await clickLayer(my.asking, app, second, 'Hide');
      await app.waitHidden('#harbour h3');
      await app.press('Escape');
      await sleep(moment);
      await app.evaluate(() => {
        history.pushState({}, '', '/2026/11/15/another-story-of-the-harbour');
        const box = document.getElementById('harbour');
        if (!box) return;
        box.className = 'author';
        box.replaceChildren(Object.assign(document.createElement('p'), { textContent: 'Ingrid Halvorsen writes about the coast.' }));
      });
      await app.waitVisible('#harbour p');
      await sleep(1000);
      assert.equal(await app.visible('#harbour p'), true);
      await closeAll();
    });

    it('never lets a rule take what the plan holds for article, nor anything where people donate', async () => {
      const host = newHost();
      const url = address(host, { inside: HARBOUR }, 1);
      const page = await open(url);
      await pickHarbour(page, url);
      await clickLayer(my.asking, page, url, 'Hide');
      await page.waitHidden('#harbour h3');
      // The same names and shape around the article's own paragraphs.
      const story = 'The harbour office counted the passengers on the quay each morning of that winter, and wrote the number into a book with a green cover.';
      const wolf = `<aside id="harbour" class="more-stories related-links"><h3>The winter count</h3><p id="told"><a href="/harbour">The harbour office</a> ${story} ${story.replace('winter', 'spring')} ${story.replace('winter', 'summer')}</p><p><a href="/council">The council</a> asked for the book only when the bridge had been drawn. It was the only record that anybody kept of who had been on the boat, and nobody had asked for it until then.</p></aside>`;
      const next = await open(address(host, { inside: wolf }, 2));
      await sleep(1500);
      const taken = await next.visible('#told');
      const state = await tell(await next.evaluate<string>('location.href'), { type: 'state' });
      // What the model says of it decides; it must be article for this to say anything.
      assert.equal(taken, true, JSON.stringify(state));
      const { origin } = new URL(my.site.add(host, { inside: HARBOUR, title: 'Donate to the Courier', paragraphs: 3 }));
      const donate = await open(`${origin}/donate`);
      await sleep(1500);
      assert.equal(await donate.visible('#harbour h3'), true);
      await closeAll();
    });

    it('keeps the appeals of a site that the reader supports, with thanks', async () => {
      const page = await open(address(newHost(), { inside: appeal(), after: newsletter() }, 1));
      await page.waitHidden(APPEAL);
      const popup = await popupOf(page);
      await popup.waitFor(`document.documentElement.dataset.ready === ''`);
      await popup.click('#support');
      await page.waitVisible(APPEAL);
      await page.waitHidden('#newsletter p');
      assert.match(await popup.evaluate<string>(`document.getElementById('support-hint').textContent`), /Thank you/);
      await page.reload();
      await page.waitHidden('#newsletter p');
      await sleep(500);
      assert.equal(await page.visible(APPEAL), true);
      await popup.click('#support');
      await page.waitHidden(APPEAL);
      await closeAll();
    });

    it('opens its popup in less than 100 ms', async () => {
      const page = await open(address(newHost(), { inside: appeal(), after: newsletter() }, 1));
      await page.waitHidden(APPEAL);
      const popup = await popupOf(page);
      const times: number[] = [];
      for (let at = 0; at < 7; at += 1) {
        await popup.reload();
        await popup.waitFor(`performance.getEntriesByName('ready').length > 0`);
        times.push(await popup.evaluate<number>(`performance.getEntriesByName('ready')[0].startTime`));
      }
      times.sort((one, other) => one - other);
      console.log(`${name}: the popup shows its list after ${times.map((time) => time.toFixed(0)).join(', ')} ms`);
      // A machine that is busy with other things adds to each; what the popup itself takes is seen in the quickest.
      assert.ok((times[0] ?? Infinity) < 100, times.map((time) => time.toFixed(0)).join(' '));
      await closeAll();
    });
  });

  it(`the popup in ${name} offers the site, all sites and just now where the browser does not let us in`, async () => {
    const site = await startSite();
    const driver = await LAUNCH[name](path.join(DIST, name), { granted: false, yes: true });
    try {
      const asking = await desk(driver);
      await asking.evaluate(`chrome.storage.local.set({ settings: ${JSON.stringify({ ...DEFAULTS, click: false })} })`);
      const url = site.add(`bare${name}`, { inside: appeal() });
      const page = await driver.open(url);
      // As the button does: until the page changes, the browser lets us into this tab.
      await driver.clickButton(page);
      const popup = await driver.popup(page);
      await popup.waitFor(`document.documentElement.dataset.ready === ''`);
      assert.match(await popup.evaluate<string>(`document.getElementById('status').innerText`), /does not let Unnag work on this site yet/);
      for (const button of ['#access-site', '#access-all', '#access-once']) assert.equal(await popup.visible(button), true, button);
      assert.equal(await page.visible(APPEAL), true);
      await popup.click('#access-once');
      await page.waitHidden(APPEAL);
      await popup.waitFor(`/because you clicked/.test(document.getElementById('access-hint').textContent)`);
      assert.equal(await popup.visible('#access-once'), false);
      await popup.click('#access-site');
      await popup.waitFor(`document.getElementById('access').hidden`);
      await page.reload();
      await page.waitHidden(APPEAL);
    } finally {
      await driver.close();
      await site.close();
    }
  });
}
