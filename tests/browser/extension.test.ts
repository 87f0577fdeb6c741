/**
 * The extension's inside, in real browsers: exact undo, what survives the page's own styles, the popup, failures, senders that are not ours.
 * What is hidden on which kind of page is fixtures.test.ts's business; the pages here are so plain that any model gets them right.
 *
 * UNNAG_BROWSER=chromium|firefox runs one browser only.
 */
import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchChromium, type PageHandle } from './drivers/index.js';
import { broken, BROWSERS, DIST, LAUNCH, untouched, waitStatus } from './drivers/inside.js';
import { appeal, newsletter, startSite } from './drivers/site.js';
import { stand } from './drivers/stand.js';
import { trapping } from './drivers/trap.js';

/** What of the appeal and the newsletter must go, whatever boxes the model cuts out. */
const APPEAL = '#appeal p';
const NEWSLETTER = '#newsletter p';
const ARTICLE = ['#story h1', '#p0', '#p2', '#p3', '#p8', '.byline'];

/** Asks the background as a popup could, from a page of the extension. */
const badge = (popup: PageHandle): Promise<string> =>
  popup.evaluate<string>(`chrome.action.getBadgeText({ tabId: Number(new URLSearchParams(location.search).get('tab')) })`);

/** Waits for the popup's list and gives the words of its status. */
const status = async (popup: PageHandle): Promise<string> => {
  await popup.waitFor(`document.documentElement.dataset.ready === ''`);
  return popup.evaluate<string>(`document.getElementById('status').innerText.split('\\n')[0]`);
};

/** What a page would look like to itself: everything but the text. */
const outside = (page: PageHandle): Promise<string> =>
  page.evaluate(() => JSON.stringify({
    globals: Object.getOwnPropertyNames(window).sort(),
    sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
    elements: document.querySelectorAll('*').length,
  }));

for (const name of BROWSERS) {
  describe(`the extension in ${name}`, () => {
    const my = stand(name, name);
    const { open, popupOf, closeAll } = my;

    it('hides against inline and author !important, and leaves the article alone', async () => {
      const page = await open({
        inside: appeal('style="display: block !important"'),
        head: '<style>#appeal, #appeal * { display: block !important } #appeal p { display: grid !important; visibility: visible !important }</style>',
      });
      await page.waitHidden(APPEAL);
      for (const part of ARTICLE) assert.equal(await page.visible(part), true, part);
      // The page fights: it takes the style away, and then writes it anew.
      await page.evaluate(() => {
        document.querySelectorAll<HTMLElement>('#appeal, #appeal *').forEach((element) => {
          element.style.cssText = 'display: block !important; visibility: visible !important';
        });
      });
      await sleep(300);
      assert.equal(await page.visible(APPEAL), false);
      await closeAll();
    });

    it('puts everything back exactly: "show all" leaves the document as it was sent', async () => {
      const made = { inside: appeal('style="color: red" class="x"'), after: newsletter() };
      const page = await open(made);
      await page.waitHidden(APPEAL);
      await page.waitHidden(NEWSLETTER);
      const hidden = await page.html();
      const popup = await popupOf(page);
      await popup.waitVisible('#show-all');
      await popup.click('#show-all');
      await page.waitVisible(APPEAL);
      await page.waitVisible(NEWSLETTER);
      const shown = await page.html();
      const before = await untouched(page);
      assert.notEqual(hidden, before);
      assert.equal(shown, before);
      // It is remembered for this page: nothing is hidden again by later looks.
      await page.evaluate(() => {
        document.body.append(Object.assign(document.createElement('div'), { textContent: 'Something long enough to be worth another look at the page.' }));
      });
      await sleep(1500);
      assert.equal(await page.visible(APPEAL), true);
      await popup.click('#hide-all');
      await page.waitHidden(APPEAL);
      await page.waitHidden(NEWSLETTER);
      await closeAll();
    });

    it('adds nothing to the page but one attribute', async () => {
      const page = await open({ inside: appeal() });
      await page.waitHidden(APPEAL);
      const plain = await open({ inside: appeal().replaceAll(/donat\w*|support us/gi, 'ferry').replace('fundraiser', 'crossing') });
      await sleep(500);
      assert.equal(await outside(page), await outside(plain));
      const added = await page.evaluate<[], string[]>(async () => {
        const text = await (await fetch(location.href)).text();
        const before = [...new DOMParser().parseFromString(text, 'text/html').querySelectorAll('*')];
        return [...new Set([...document.querySelectorAll('*')].flatMap((element, at) =>
          element.getAttributeNames().filter((attribute) => before[at]?.getAttribute(attribute) !== element.getAttribute(attribute))))];
      });
      assert.equal(added.length, 1, added.join());
      assert.match(added[0] ?? '', /^data-[a-z0-9]+$/);
      const again = await open({ inside: appeal() });
      await again.waitHidden(APPEAL);
      const name = (page: PageHandle): Promise<string | undefined> =>
        page.evaluate(() => document.querySelector('#story [data-a], #story *')?.ownerDocument.documentElement.outerHTML.match(/data-[a-z0-9]{8,}/)?.[0]);
      assert.notEqual(await name(page), await name(again), 'the name is drawn anew for each page');
      await closeAll();
    });

    it('gives a dialog’s own reasons, not those of the veil in front of it', async () => {
      const page = await open({
        head: '<style>#veil { position: fixed; inset: 0; background: #0009 } #modal { position: fixed; inset: 20%; background: #fff }</style>',
        after: `<div id="veil"></div><div id="modal" role="dialog" aria-modal="true">${newsletter()}</div>`,
      });
      await page.waitHidden(NEWSLETTER);
      await page.waitHidden('#veil');
      const popup = await popupOf(page);
      await popup.waitFor(`document.querySelectorAll('#items .item').length === 1`);
      const text = await popup.evaluate<string>(`document.getElementById('items').innerText`);
      assert.match(text, /e-mail/);
      assert.doesNotMatch(text, /belongs to something else/);
      await closeAll();
    });

    it('hides a newsletter’s words in the article together with the bare field behind them, as one thing, and not once somebody writes there', async () => {
      const words = '<h4>Get the Sandholm Courier in your inbox</h4><p id="words">Sign up for our free weekly newsletter. No spam, unsubscribe at any time.</p>';
      const loose = `${words}<form id="field" action="/subscribe" method="post"><input type="email" name="EMAIL" placeholder="Your email address"><input type="submit" value="Sign up"></form>`;
      const page = await open({ inside: loose });
      await page.waitHidden('#words');
      assert.equal(await page.visible('#field'), false);
      const popup = await popupOf(page);
      await popup.waitFor(`document.querySelectorAll('#items .item').length === 1`);
      await popup.click('#items .item button');
      await page.waitVisible('#field');
      const written = await open({ inside: `${loose}<script>document.querySelector('#field input').value = 'ada@example.com'</script>` });
      await written.waitHidden('#words');
      assert.equal(await written.visible('#field'), true);
      await closeAll();
    });

    it('counts on the button and explains itself in the popup, item by item', async () => {
      const page = await open({ inside: appeal(), after: newsletter() });
      await page.waitHidden(APPEAL);
      await page.waitHidden(NEWSLETTER);
      const popup = await popupOf(page);
      await popup.waitFor(`document.querySelectorAll('#items .item').length > 1`);
      const items = await popup.evaluate<number>(`document.querySelectorAll('#items .item').length`);
      assert.equal(await badge(popup), String(items));
      assert.match(await status(popup), new RegExp(`^${String(items)} things are hidden`));
      const text = await popup.evaluate<string>(`document.getElementById('items').innerText`);
      assert.match(text, /Donation appeal/);
      assert.match(text, /\d+\s% sure/);
      assert.match(text, /Because .+\./);
      // Every item comes back on its own, and goes again on its own.
      for (let at = 1; at <= items; at++) {
        await popup.click('#items .item:not(.shown) button');
        await popup.waitFor(`document.querySelectorAll('#items .item.shown').length === ${String(at)}`);
      }
      assert.equal(await page.visible(APPEAL), true);
      assert.equal(await badge(popup), '');
      assert.match(await status(popup), /Everything is shown/);
      await popup.click('#items .item.shown button');
      await popup.waitFor(`document.querySelectorAll('#items .item:not(.shown)').length === 1`);
      assert.equal(await badge(popup), '1');
      await closeAll();
    });

    it('takes an appeal that is written straight into the article for one thing', async () => {
      const page = await open({
        inside: `<h2 class="appeal">Support us: please donate today</h2>
          <p class="appeal">Our reporting is free to read because readers donate. If everyone who reads this made a donation of only $3, our fundraiser would be over within the hour. Please support us with a donation.</p>
          <p class="appeal">We have no owner and no shareholders. Your donation, one time or monthly, pays our reporters. Please donate $5, $10 or $25 now: it takes less than a minute to support us.</p>
          <p class="appeal"><a href="/donate">Donate $5</a> <a href="/donate">Donate $10</a> <a href="/donate">Donate now</a></p>`,
      });
      await page.waitHidden('p.appeal');
      const popup = await popupOf(page);
      await popup.waitFor(`document.querySelectorAll('#items .item').length === 1`);
      assert.equal(await badge(popup), '1');
      await popup.click('#items button');
      await page.waitVisible('p.appeal');
      await page.waitFor(`[...document.querySelectorAll('.appeal')].every((part) => part.checkVisibility())`);
      await closeAll();
    });

    it('works from the keyboard alone and keeps the focus where the reader is', async () => {
      const page = await open({ inside: appeal(), after: newsletter() });
      await page.waitHidden(NEWSLETTER);
      const popup = await popupOf(page);
      await popup.waitVisible('#items button');
      await popup.front();
      const focused = (): Promise<string> => popup.evaluate<string>(`document.activeElement.id || document.activeElement.dataset.id || document.activeElement.tagName`);
      await popup.press('Tab');
      assert.equal(await focused(), 'site');
      await popup.press('Tab');
      assert.equal(await focused(), 'show-all');
      await popup.press('Tab');
      const id = await focused();
      assert.match(id, /^\d+$/);
      await popup.press('Enter');
      await popup.waitFor(`document.querySelector('.item.shown button')?.dataset.id === '${id}'`);
      assert.equal(await focused(), id, 'the button that now says "Hide again" has the focus');
      await closeAll();
    });

    it('is off for a site at one click, and stays off until it is switched on again', async () => {
      const page = await open({ inside: appeal() });
      await page.waitHidden(APPEAL);
      const popup = await popupOf(page);
      await popup.waitVisible('#site');
      await popup.click('#site');
      await page.waitVisible(APPEAL);
      await waitStatus(popup, /Off on/);
      assert.equal(await badge(popup), '');
      await page.reload();
      await sleep(800);
      assert.equal(await page.visible(APPEAL), true);
      await waitStatus(popup, /Off on/);
      await popup.click('#site');
      await page.waitHidden(APPEAL);
      await page.reload();
      await page.waitHidden(APPEAL);
      await closeAll();
    });

    it('acts on the site that the browser names, not on one that the page names', async () => {
      const page = await open({ inside: appeal() });
      await page.waitHidden(APPEAL);
      const popup = await popupOf(page);
      await popup.waitVisible('#site');
      // Whoever has taken over the page's renderer answers for its content script.
      await popup.evaluate(`((send) => { chrome.tabs.sendMessage = async (...args) => { const state = await send(...args); return state && { ...state, host: 'other.example' }; }; })(chrome.tabs.sendMessage.bind(chrome.tabs)), 0`);
      await popup.waitHidden('#site');
      assert.doesNotMatch(await popup.evaluate<string>('document.body.innerText'), /other\.example/);
      await waitStatus(popup, /not in this page|reload/i);
      await closeAll();
    });

    it('follows the switches of level and kinds at once', async () => {
      const page = await open({ inside: appeal(), after: newsletter() });
      await page.waitHidden(APPEAL);
      const popup = await popupOf(page);
      // The popup listens to its switches only when it has read the settings.
      await status(popup);
      await popup.evaluate(`document.getElementById('settings').open = true`);
      await popup.click('#kind-donation');
      await page.waitVisible(APPEAL);
      await popup.click('#kind-donation');
      await page.waitHidden(APPEAL);
      await closeAll();
    });

    it('says of a page on which all was left on purpose that something was left', async () => {
      const bar = (side: string): string => `style="position:fixed;${side}:0;left:0;right:0;background:#fff"`;
      const page = await open({ after: newsletter(bar('top')) + appeal(bar('bottom')) });
      await page.waitHidden(APPEAL);
      await page.waitHidden(NEWSLETTER);
      const popup = await popupOf(page);
      await status(popup);
      await popup.evaluate(`document.getElementById('settings').open = true`);
      await popup.click('#kind-donation');
      await waitStatus(popup, /^1 thing is hidden/);
      await popup.click('#kind-newsletter');
      await waitStatus(popup, /^2 things were left on purpose/);
      assert.match(await popup.evaluate<string>(`document.getElementById('kept-heading').textContent`), /\(2\)/);
      // The popup stands before it, so the page is not looked at meanwhile.
      await page.evaluate(`document.getElementById('appeal').remove()`);
      await waitStatus(popup, /^1 thing was left on purpose/);
      await popup.click('#kind-donation');
      await popup.click('#kind-newsletter');
      await page.waitHidden(NEWSLETTER);
      await closeAll();
    });

    it('replaces settings that can not be read by the usual ones, and says so', async () => {
      const page = await open({ inside: appeal() });
      const popup = await popupOf(page);
      await popup.evaluate(`chrome.storage.local.set({ settings: { version: 1, level: 'loud', kinds: null, off: 'x', badge: true } })`);
      await page.reload();
      await page.waitHidden(APPEAL);
      await popup.reload();
      await popup.waitVisible('#note');
      await popup.evaluate(`chrome.storage.local.clear()`);
      await closeAll();
    });

    it('works where the page forbids all scripts, and no report tells the site', async () => {
      const reports = my.site.reports;
      const page = await open({ inside: appeal(), csp: "default-src 'none'; script-src 'none'; img-src 'self'; form-action 'self'" });
      await page.waitHidden(APPEAL);
      await sleep(1000);
      assert.equal(my.site.reports, reports);
      await closeAll();
    });

    it('asks the site for nothing', async () => {
      const page = await open({ inside: appeal() });
      const before = my.site.requests.length;
      await page.waitHidden(APPEAL);
      await sleep(500);
      assert.equal(my.site.requests.length, before);
      await closeAll();
    });

    it('hides what comes late', async () => {
      const page = await open({
        after: `<template id="late">${newsletter()}</template><script>setTimeout(() => { document.body.append(document.getElementById('late').content) }, 2000)</script>`,
      });
      await page.waitFor(`document.getElementById('newsletter') !== null`, 8000);
      await page.waitHidden(NEWSLETTER, 3000);
      await closeAll();
    });

    it('lets the reader open what was hidden or comes by a click', async () => {
      const page = await open({
        inside: '<p><button id="ask" type="button">Letters from the editor</button></p>',
        after: `<template id="late">${newsletter()}</template><script>document.getElementById('ask').addEventListener('click', () => { document.body.append(document.getElementById('late').content) })</script>`,
      });
      await sleep(1000);
      await page.click('#ask');
      await page.waitVisible(NEWSLETTER);
      await sleep(1500);
      assert.equal(await page.visible(NEWSLETTER), true);
      await closeAll();
    });

    it('begins anew when a single-page app shows another page', async () => {
      const page = await open({
        after: `${newsletter()}<button id="go" type="button">Next story</button><script>document.getElementById('go').addEventListener('click', () => {
          setTimeout(() => {
            history.pushState({}, '', '/2026/11/15/another-story-of-the-harbour');
            const box = document.getElementById('newsletter');
            box.className = '';
            box.removeAttribute('style');
            box.innerHTML = '<h2>Along the coast</h2><p>' + document.getElementById('p4').textContent + '</p><p>' + document.getElementById('p5').textContent + '</p>';
          }, 50);
        })</script>`,
      });
      await page.waitHidden(NEWSLETTER);
      await page.click('#go');
      await page.waitVisible(NEWSLETTER);
      await closeAll();
    });

    it('does not burn on a page that mutates without end', async () => {
      const page = await open({
        inside: appeal(),
        after: `<div id="ticker"></div><script>
          const ticker = document.getElementById('ticker');
          let tick = 0;
          setInterval(() => {
            for (let at = 0; at < 20; at++) ticker.append(Object.assign(document.createElement('p'), { textContent: 'Harbour news, line ' + tick++ + ', long enough to be looked at' }));
            while (ticker.children.length > 200) ticker.firstChild.remove();
          }, 16)</script>`,
      });
      await page.waitHidden(APPEAL);
      // Every look asks for a plan once, and a page of the extension hears that too.
      const popup = await popupOf(page);
      await popup.waitVisible('#items button');
      await page.front();
      await sleep(3000);
      assert.equal(await page.evaluate('document.visibilityState'), 'visible', 'a hidden tab is not watched at all');
      const looks = await popup.evaluate<number>(`new Promise((resolve) => {
        let plans = 0;
        const hear = (message) => { if (message?.type === 'plan') plans++; };
        chrome.runtime.onMessage.addListener(hear);
        setTimeout(() => { chrome.runtime.onMessage.removeListener(hear); resolve(plans); }, 8000);
      })`);
      assert.ok(looks >= 1 && looks <= 8, `${String(looks)} plans in 8 s`);
      assert.equal(await page.visible(APPEAL), false);
      await closeAll();
    });

    it('refuses messages that are malformed, and senders that are not its content scripts', async () => {
      const page = await open({});
      const popup = await popupOf(page);
      // A page of the extension is no content script: the background answers it nothing, however well formed.
      const answers = await popup.evaluate<unknown[]>(`Promise.all([
        { type: 'wake' },
        { type: 'keep' },
        { type: 'count', count: 3 },
        { type: 'plan', page: { tags: new Uint16Array(), parents: new Uint32Array(), flags: new Uint32Array(), text: '' }, claims: { url: '', language: '', title: '', ogType: '', scripts: [] }, mark: '' },
        null, 7, 'plan', [], { type: 'nonsense' }, { type: 'plan' }, { type: 'plan', page: { tags: [1] } },
        { type: '__proto__' }, { type: 'constructor' },
      ].map((message) => chrome.runtime.sendMessage(message).catch(() => null)))`);
      assert.deepEqual(answers.filter((answer) => answer !== null && answer !== undefined), []);
      await closeAll();
    });

    it('says kindly where there is nothing to do', async () => {
      const page = await open({});
      const popup = await popupOf(page);
      await waitStatus(popup, /Nothing nags here/);
      const blank = await my.driver.open(my.driver.extensionUrl('popup.html'));
      my.keep(blank);
      await waitStatus(blank, /nothing to tidy here/i);
      await closeAll();
    });

    if (name === 'chromium') {
      it('leaves pages as they were when the extension is replaced or removed while they are open', async () => {
        // A browser of its own: without developer mode an unpacked extension does not come back.
        const other = await launchChromium(path.join(DIST, name));
        try {
          const page = await other.open(my.site.add('orphan', { inside: appeal(), after: `<template id="late">${newsletter()}</template>` }));
          await page.waitHidden(APPEAL);
          const popup = await other.popup(page);
          await popup.evaluate('setTimeout(() => chrome.runtime.reload(), 50), 0');
          await sleep(1000);
          await page.evaluate(() => {
            document.body.append((document.getElementById('late') as HTMLTemplateElement).content);
          });
          await page.waitVisible(APPEAL);
          assert.equal(await page.visible(NEWSLETTER), true);
          assert.equal(/data-[a-z0-9]{10,}/.test(await page.html()), false);
        } finally {
          await other.close();
        }
      });

      it('goes on when the background has been stopped', async () => {
        const page = await open({ inside: appeal(), after: `<template id="late">${newsletter()}</template>` });
        await page.waitHidden(APPEAL);
        await my.driver.stopWorker();
        await page.evaluate(() => {
          document.body.append((document.getElementById('late') as HTMLTemplateElement).content);
        });
        await page.waitHidden(NEWSLETTER);
        await closeAll();
      });
    }
  });

  describe(`the extension in ${name} when its engine is broken`, () => {
    const cases = {
      'a file that is no wasm': () => Promise.resolve(new TextEncoder().encode('this is not wasm')),
      'an engine that traps': async () => trapping(new Uint8Array(await readFile(path.join(DIST, name, 'unnag_bg.wasm'))), 'plan'),
    };
    for (const [what, make] of Object.entries(cases)) {
      it(`${what} leaves the page as it was, and the popup says so`, async () => {
        const site = await startSite();
        const directory = await broken(name, 'unnag_bg.wasm', await make());
        const driver = await LAUNCH[name](directory);
        try {
          const page = await driver.open(site.add('broken', { inside: appeal() }));
          const popup = await driver.popup(page);
          await waitStatus(popup, /Something went wrong/);
          assert.equal(await page.visible(APPEAL), true);
          assert.equal(await page.html(), await untouched(page));
          assert.equal(await badge(popup), '');
          assert.match(await popup.evaluate<string>(`chrome.action.getTitle({ tabId: Number(new URLSearchParams(location.search).get('tab')) })`), /something went wrong/);
        } finally {
          await driver.close();
          await site.close();
          await rm(directory, { recursive: true, force: true });
        }
      });
    }
  });
}
