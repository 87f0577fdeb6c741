/**
 * Focus in real browsers: what the reader has brought the focus to is in use and stays; what the page has put it in is hidden like anything else,
 * and afterwards the keyboard is the reader's again.
 *
 * UNNAG_BROWSER=chromium|firefox runs one browser only.
 */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PageHandle } from './drivers/index.js';
import { BROWSERS, desk as deskOf, tabOf } from './drivers/inside.js';
import { appeal, newsletter, type Made } from './drivers/site.js';
import { stand } from './drivers/stand.js';

const APPEAL = '#appeal p';
const NEWSLETTER = '#newsletter p';
const MODAL = '<style>#ask{position:fixed;inset:0;z-index:99;background:#fff} #search{display:block} body{padding-bottom:3000px}</style>';
/** A modal of the page's own making, which takes the focus as soon as it is there. */
const late = (ms: number, more = ''): string => `<template id="late"><div id="ask" role="dialog" aria-modal="true" tabindex="-1">${appeal()}</div></template><script>
  const ask = () => {
    document.body.append(document.getElementById('late').content);
    document.querySelector('#ask button').focus();
    window.took = document.activeElement.className;
    ${more}
  };
  if (${String(ms)} > 0) addEventListener('load', () => setTimeout(ask, ${String(ms)})); else ask();
</script>`;
/** A box that says nothing of the kind yet; its words come when the page is asked for them. */
const BOX = `<section id="box"><p id="words">Tide tables by harbour</p><input id="field" type="text" name="harbour"></section><script>
  const fill = () => {
    document.getElementById('box').className = 'newsletter-signup';
    document.getElementById('words').outerHTML = ${JSON.stringify(newsletter())};
  };
</script>`;

const active = (page: PageHandle): Promise<string> =>
  page.evaluate<string>(`(({ activeElement: at }) => at === null || at === document.documentElement ? 'BODY' : at.id || at.tagName)(document)`);
/** Whether a key moves the page. */
const scrolls = async (page: PageHandle): Promise<void> => {
  await page.evaluate('scrollTo(0, 0)');
  await page.press('PageDown');
  await page.waitFor('scrollY > 100', 3000);
};

for (const name of BROWSERS) {
  describe(`focus in ${name}`, () => {
    const my = stand(name, 'focus');
    const { open, closeAll } = my;
    let desk: PageHandle;
    before(async () => {
      desk = await deskOf(my.driver);
    });
    /** Opens a page and asks nothing of it until something is hidden: to Firefox what its driver asks of a page is an act of the reader's. */
    const openAlone = async (made: Made): Promise<PageHandle> => {
      const url = my.add(made);
      const page = my.keep(await my.driver.open(url));
      await desk.waitFor(`${tabOf(url)}.then((tabId) => chrome.action.getBadgeText({ tabId })).then((text) => text !== '')`, 8000);
      return page;
    };

    it('hides a dialog that was opened with the focus in it', async () => {
      const page = await openAlone({
        head: MODAL,
        after: `<dialog id="dialog">${newsletter()}${appeal()}</dialog><script>document.getElementById('dialog').showModal(); document.querySelector('#dialog input').focus(); window.took = document.activeElement.tagName</script>`,
      });
      assert.equal(await page.evaluate('took'), 'INPUT');
      await page.waitHidden(APPEAL);
      await page.waitHidden(NEWSLETTER);
      assert.equal(await active(page), 'BODY');
      await scrolls(page);
      await closeAll();
    });

    it('hides a modal and a box in the article that a script has put the focus in', async () => {
      const modal = await openAlone({ head: MODAL, after: late(0) });
      assert.match(await modal.evaluate<string>('took'), /close/);
      await modal.waitHidden(APPEAL);
      assert.equal(await active(modal), 'BODY');
      await scrolls(modal);
      const box = await openAlone({ inside: newsletter(), after: `<script>document.querySelector('#newsletter input').focus({ preventScroll: true }); window.took = document.activeElement.tagName</script>` });
      assert.equal(await box.evaluate('took'), 'INPUT');
      await box.waitHidden(NEWSLETTER);
      await closeAll();
    });

    it('hides a modal that comes late and takes the focus, though the reader has clicked before, and gives the focus back', async () => {
      const page = await open({ head: MODAL, inside: '<label>Search <input id="search" type="search"></label>', after: late(3500) });
      await page.click('#p1');
      await sleep(300);
      await page.click('#search');
      await page.waitFor(`window.took?.includes('close')`);
      await page.waitHidden(APPEAL, 3000);
      await page.waitFor(`document.activeElement.id === 'search'`, 3000);
      await page.type('tide');
      assert.equal(await page.evaluate(`document.getElementById('search').value`), 'tide');
      await closeAll();
    });

    it('gives the focus to nothing that the reader has left since', async () => {
      const page = await open({ head: MODAL, inside: '<label>Search <input id="search" type="search"></label>', after: late(3500) });
      await page.click('#search');
      await sleep(300);
      await page.click('#p1');
      await page.waitFor(`window.took?.includes('close')`);
      await page.waitHidden(APPEAL, 3000);
      await sleep(300);
      assert.equal(await active(page), 'BODY');
      await scrolls(page);
      await closeAll();
    });

    for (const how of ['clicked', 'tabbed'] as const) {
      it(`leaves a box whose field the reader has ${how} into`, async () => {
        const page = await open({ inside: BOX });
        await sleep(1200);
        if (how === 'clicked') {
          await page.click('#field');
        } else {
          await page.click('#p2');
          await page.press('Tab');
        }
        assert.equal(await active(page), 'field');
        // Not what that click or key has opened.
        await sleep(1500);
        await page.evaluate('fill()');
        await sleep(1500);
        assert.equal(await page.visible(NEWSLETTER), true);
        assert.equal(await active(page), 'field');
        await closeAll();
      });
    }

    it('hides the same box once the reader has gone elsewhere, or if it was the page that went there', async () => {
      const page = await open({ inside: BOX });
      await sleep(1200);
      await page.click('#p2');
      await page.evaluate(`document.getElementById('field').focus()`);
      await sleep(1500);
      await page.evaluate('fill()');
      await page.waitHidden(NEWSLETTER, 4000);
      await closeAll();
    });
  });
}
