/**
 * Scroll locks that are made of events, in real browsers: a page that cancels `wheel`, `touchmove` and keys while its dialog stands can be scrolled
 * again once that is hidden; one whose parts cancel them keeps its events; and all of it is put back.
 *
 * UNNAG_BROWSER=chromium|firefox runs one browser only.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PageHandle } from './drivers/index.js';
import { BROWSERS } from './drivers/inside.js';
import { appeal } from './drivers/site.js';
import { stand } from './drivers/stand.js';

const APPEAL = '#appeal p';
const HEAD = '<style>#ask,#legend{position:fixed;inset:0;z-index:99;background:#fff} body{padding-bottom:3000px} #map{height:300px;background:#ddd}</style>';
const ASK = `<div id="ask" role="dialog" aria-modal="true">${appeal()}</div>`;
/** The page's events, counted; `where` cancels them. */
const lock = (where: string, capture = false): string => `<script>
  window.heard = { wheel: 0, touchmove: 0, keydown: 0 };
  for (const name in heard) {
    addEventListener(name, () => heard[name]++);
    ${where}.addEventListener(name, (event) => {
      if (name !== 'keydown' || ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'Tab'].includes(event.key)) event.preventDefault();
    }, { passive: false, capture: ${String(capture)} });
  }
</script>`;

const top = (page: PageHandle): Promise<number> => page.evaluate<number>('scrollY');
const heard = (page: PageHandle, name: 'wheel' | 'touchmove' | 'keydown'): Promise<number> => page.evaluate<number>(`heard.${name}`);
/** Does something until the page has moved; gives how often. */
const until = async (page: PageHandle, act: () => Promise<void>): Promise<number> => {
  await page.evaluate('scrollTo({ top: 0, behavior: "instant" })');
  for (let times = 1; times <= 5; times += 1) {
    await act();
    await sleep(400);
    if ((await top(page)) > 0) return times;
  }
  throw new Error('the page can not be scrolled');
};

for (const name of BROWSERS) {
  describe(`scrolling that is held by events in ${name}`, () => {
    const { open, popupOf, closeAll } = stand(name, 'events');

    for (const [what, where, capture] of [['the window', 'window', false], ['the document', 'document', true], ['the body', 'document.body', false]] as const) {
      it(`is let go after the dialog has been hidden, and held again with it, on ${what}`, async () => {
        const page = await open({ head: HEAD, after: `${ASK}${lock(where, capture)}` });
        await page.waitHidden(APPEAL);
        // The first look hides; what follows of an overlay comes with the next.
        await sleep(1000);
        await page.moveTo(600, 400);
        assert.ok((await until(page, () => page.wheel(200))) <= 2);
        assert.ok((await until(page, () => page.press('PageDown'))) <= 3);
        if (name === 'chromium') assert.ok((await until(page, () => page.touch(600, 600, -300))) <= 3);
        for (let times = 0; times < 3 && (await page.evaluate('document.activeElement === document.body')); times += 1) {
          await page.press('Tab');
          await sleep(300);
        }
        assert.equal(await page.evaluate('document.activeElement.localName'), 'a');
        // What has been let go the page no longer hears.
        const wheels = await heard(page, 'wheel');
        await page.wheel(100);
        await sleep(200);
        assert.equal(await heard(page, 'wheel'), wheels);
        // Keys that scroll nothing are the page's as ever.
        const keys = await heard(page, 'keydown');
        await page.press('x');
        assert.equal(await heard(page, 'keydown'), keys + 1);

        const popup = await popupOf(page);
        await popup.waitVisible('#show-all');
        await popup.click('#show-all');
        await page.waitVisible(APPEAL);
        await page.front();
        await page.evaluate('scrollTo({ top: 0, behavior: "instant" })');
        await page.moveTo(610, 410);
        for (let times = 0; times < 3; times += 1) {
          await page.wheel(200);
          await sleep(300);
        }
        assert.equal(await top(page), 0);
        assert.ok((await heard(page, 'wheel')) >= wheels + 3);
        await closeAll();
      });
    }

    it('stays a map\'s', async () => {
      const page = await open({ head: HEAD, inside: '<div id="map" tabindex="0"></div>', after: `${ASK}${lock(`document.getElementById('map')`)}` });
      await page.waitHidden(APPEAL);
      await sleep(1000);
      await page.evaluate(`document.getElementById('map').scrollIntoView({ block: 'center', behavior: 'instant' })`);
      const before = await top(page);
      await page.moveTo(600, 400);
      for (let times = 0; times < 4; times += 1) {
        await page.wheel(50);
        await sleep(300);
      }
      assert.equal(await heard(page, 'wheel'), 4);
      assert.equal(await top(page), before);
      await closeAll();
    });

    it('stays a page\'s that scrolls by itself', async () => {
      const page = await open({
        head: HEAD,
        after: `${ASK}<script>
          window.own = 0;
          addEventListener('wheel', (event) => {
            event.preventDefault();
            own++;
            requestAnimationFrame(() => scrollBy({ top: event.deltaY, behavior: 'instant' }));
          }, { passive: false });
        </script>`,
      });
      await page.waitHidden(APPEAL);
      await sleep(1000);
      await page.moveTo(600, 60);
      for (let times = 0; times < 4; times += 1) {
        await page.wheel(50);
        await sleep(300);
      }
      assert.equal(await page.evaluate('own'), 4);
      assert.equal(await top(page), 200);
      await closeAll();
    });

    it('stays a game\'s that takes the keys of the whole page, and a page\'s that is at its end', async () => {
      const page = await open({
        head: HEAD,
        after: `${ASK}<script>
          window.moves = 0;
          window.wheels = 0;
          document.addEventListener('keydown', (event) => {
            if (!event.key.startsWith('Arrow')) return;
            event.preventDefault();
            moves++;
          });
          // As libraries for smooth scrolling do it.
          addEventListener('wheel', (event) => {
            event.preventDefault();
            wheels++;
            scrollBy({ top: event.deltaY, behavior: 'instant' });
          }, { passive: false });
        </script>`,
      });
      await page.waitHidden(APPEAL);
      await sleep(1000);
      await page.evaluate('scrollTo({ top: 1e6, behavior: "instant" })');
      await page.moveTo(600, 400);
      for (let times = 1; times <= 4; times += 1) {
        await page.press('ArrowDown');
        await page.wheel(50);
        await sleep(300);
        assert.deepEqual(await page.evaluate('[moves, wheels]'), [times, times]);
      }
      await closeAll();
    });

    it('is the page\'s again while a dialog stands that the reader has opened', async () => {
      const page = await open({
        head: HEAD,
        inside: '<p>What lies on the ground of the harbour, and how deep, is shown in the <button id="open" type="button">chart</button> that the pilots drew in spring.</p>',
        after: `${ASK}${lock('window')}<template id="chart"><div id="legend" role="dialog" aria-modal="true"><p>Depths are given in metres at the lowest tide. Wrecks are marked with a cross, and the old slipway with a broken line.</p></div></template>
          <script>document.getElementById('open').addEventListener('click', () => { document.body.append(document.getElementById('chart').content); });</script>`,
      });
      await page.waitHidden(APPEAL);
      await sleep(1000);
      await page.moveTo(600, 400);
      await until(page, () => page.wheel(200));
      await page.click('#open');
      await page.waitVisible('#legend p');
      await sleep(1500);
      assert.equal(await page.visible('#legend p'), true);
      const [wheels, before] = [await heard(page, 'wheel'), await top(page)];
      for (let times = 0; times < 4; times += 1) {
        await page.wheel(200);
        await sleep(300);
      }
      assert.equal(await heard(page, 'wheel'), wheels + 4);
      assert.equal(await top(page), before);
      await closeAll();
    });
  });
}
