/**
 * The items of the browser's own context menu, from the background's event on, in real browsers. That the menu opens is the browser's business.
 *
 * UNNAG_BROWSER=chromium|firefox runs one browser only.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { BROWSERS } from './drivers/inside.js';
import { waitLayer } from './drivers/layer.js';
import { HARBOUR, picking } from './drivers/picking.js';
import { appeal } from './drivers/site.js';

const APPEAL = '#appeal p';

for (const name of BROWSERS) {
  describe(`the context menu in ${name}`, () => {
    const { my, newHost, address, open, closeAll } = picking(name, 'menu');

    it('begins to pick at what was clicked', async () => {
      const url = address(newHost(), { inside: HARBOUR }, 1);
      const page = await open(url);
      await sleep(800);
      await page.evaluate(() => {
        document.querySelector('#harbour h3')?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true }));
      });
      await my.driver.chooseMenu(page, 'pick-here');
      await waitLayer(my.asking, url, /More from the coast/);
      await closeAll();
    });

    it('says why something is hidden', async () => {
      const url = address(newHost(), { inside: appeal() }, 1);
      const page = await open(url);
      await page.waitHidden(APPEAL);
      await my.driver.chooseMenu(page, 'why-here');
      await waitLayer(my.asking, url, /Why is this hidden/);
      await closeAll();
    });

    it('switches the site off, and on again', async () => {
      const page = await open(address(newHost(), { inside: appeal() }, 1));
      await page.waitHidden(APPEAL);
      await my.driver.chooseMenu(page, 'off-here');
      await page.waitVisible(APPEAL);
      await my.driver.chooseMenu(page, 'off-here');
      await page.waitHidden(APPEAL);
      await closeAll();
    });

    it('has no other items', async () => {
      const page = await open(address(newHost(), {}, 1));
      await assert.rejects(my.driver.chooseMenu(page, 'nothing-here'));
      await closeAll();
    });
  });
}
