/**
 * The picker in real browsers: mouse and keys, what it refuses, what is pointed out, and why something is hidden. Each on a page that must not be
 * able to tell.
 *
 * UNNAG_BROWSER=chromium|firefox runs one browser only.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { BROWSERS, inside, waitParts } from './drivers/inside.js';
import { clickLayer, layerBox, waitLayer } from './drivers/layer.js';
import { HARBOUR, picking } from './drivers/picking.js';
import { appeal, newsletter } from './drivers/site.js';

const APPEAL = '#appeal p';

for (const name of BROWSERS) {
  describe(`the picker in ${name}`, () => {
    const { my, newHost, address, open, popupOf, closeAll, waitRule, tell, middle, toFront, pickAt } = picking(name, 'picker');

    it('works from the keyboard alone, keeps its keys from the page, and Escape leaves no trace', async () => {
      const url = address(newHost(), {
        inside: HARBOUR,
        head: `<script>window.keys = []; addEventListener('keydown', (event) => keys.push(event.key)); addEventListener('load', () => document.getElementById('back').focus())</script>`,
        after: '<button id="back" type="button">Back to the top</button>',
      }, 1);
      const page = await open(url);
      await sleep(600);
      const before = await page.html();
      await toFront(page);
      await page.evaluate(() => {
        document.getElementById('harbour')?.scrollIntoView({ block: 'center', behavior: 'instant' });
      });
      await tell(url, { type: 'pick' });
      await waitLayer(my.asking, url, /What should be hidden/);
      const added = await page.evaluate<string[]>(`[...document.documentElement.children].slice(2).map((element) => element.outerHTML)`);
      assert.deepEqual(added, ['<div popover="manual"></div>'], 'one element without name and content');
      assert.equal(await page.evaluate(`document.querySelector('html > div').shadowRoot`), null);
      // Up to the article, which can not be taken.
      for (let at = 0; at < 6; at += 1) await page.press('ArrowUp');
      const refused = await waitLayer(my.asking, url, /can not be hidden|page itself/);
      assert.match(refused, /can not be hidden|page itself/);
      await page.press('Enter');
      await sleep(100);
      assert.equal(await page.visible('#story h1'), true);
      await page.press('Escape');
      await waitLayer(my.asking, url, /^$/);
      assert.equal(await page.html(), before);
      assert.deepEqual(await page.evaluate('window.keys'), []);
      assert.equal(await page.evaluate('document.activeElement.id'), 'back');
      await closeAll();
    });

    it('works by touch: a tap chooses, buttons widen and hide, and no touch reaches the page’s parts', async () => {
      const url = address(newHost(), {
        inside: HARBOUR,
        head: `<script>window.touched = []; for (const name of ['touchstart', 'pointerdown', 'mousedown', 'click']) addEventListener(name, () => touched.push(name))</script>`,
      }, 1);
      const page = await open(url);
      await sleep(600);
      const { x, y } = await middle(page, '#harbour h3');
      await tell(url, { type: 'pick' });
      await waitLayer(my.asking, url, /What should be hidden/);
      await toFront(page);
      await page.touch(x, y);
      await waitLayer(my.asking, url, /More from the coast/);
      // What is tapped next is chosen instead, until it is hidden.
      const { x: elsewhere, y: above } = await page.evaluate<{ x: number; y: number }>(`(({ x, y }) => ({ x: x + 20, y: y + 10 }))(document.getElementById('p1').getBoundingClientRect())`);
      await page.touch(elsewhere, above);
      await waitLayer(my.asking, url, /part of the article/);
      await page.touch(x, y);
      await waitLayer(my.asking, url, /More from the coast/);
      await clickLayer(my.asking, page, url, 'More', 'touch');
      await waitLayer(my.asking, url, /Lighthouse keepers/);
      await clickLayer(my.asking, page, url, 'Hide', 'touch');
      await page.waitHidden('#harbour h3');
      assert.equal(await page.visible('#p1'), true);
      assert.deepEqual(await page.evaluate('touched'), []);
      await closeAll();
    });

    it('takes a drawing for one thing, and reads the page no more often for what was put in since than it must', async () => {
      const bars = Array.from({ length: 30 }, (_, at) => `<g><rect x="${String(at * 20)}" y="0" width="18" height="200"></rect></g>`).join('');
      const url = address(newHost(), { inside: `<figure id="chart"><svg width="600" height="200" viewBox="0 0 600 200">${bars}</svg></figure>` }, 1);
      const page = await open(url);
      await pickAt(page, url, '#p4');
      await waitLayer(my.asking, url, /part of the article/);
      await page.press('Escape');
      await page.evaluate(() => {
        document.getElementById('chart')?.scrollIntoView({ block: 'center', behavior: 'instant' });
      });
      await tell(url, { type: 'pick' });
      await waitLayer(my.asking, url, /What should be hidden/);
      await toFront(page);
      // The picker alone asks for the labels of all blocks.
      await inside(my.asking, url, `
        const { plan } = stub;
        stub.asked = stub.now = stub.most = 0;
        stub.plan = async (message, reading) => {
          if (!message.blocks) return plan(message, reading);
          stub.asked += 1;
          stub.most = Math.max(stub.most, ++stub.now);
          await new Promise((resolve) => setTimeout(resolve, 200));
          stub.now -= 1;
          return plan(message, reading);
        };`);
      const { left, top } = await page.evaluate<{ left: number; top: number }>(`(({ left, top }) => ({ left, top }))(document.querySelector('#chart svg').getBoundingClientRect())`);
      for (let at = 0; at < 30; at += 1) await page.moveTo(left + at * 20 + 9, top + 100);
      assert.equal(await inside(my.asking, url, `return stub.asked;`), 0);
      const box = await layerBox(my.asking, url, '.frame');
      assert.ok(box && box.width >= 600 && box.width < 660 && box.height >= 200 && box.height < 240, JSON.stringify(box));
      // A box that a script fills: read once, though many of its parts are pointed at meanwhile.
      await page.evaluate(() => {
        const box = document.createElement('div');
        box.style.cssText = 'position:relative;width:600px;height:200px';
        for (let at = 0; at < 30; at += 1) box.append(Object.assign(document.createElement('b'), { style: `position:absolute;left:${String(at * 20)}px;width:18px;height:200px` }));
        document.getElementById('chart')?.replaceChildren(box);
      });
      for (let at = 0; at < 30; at += 1) await page.moveTo(left + at * 20 + 9, top + 100);
      await sleep(600);
      assert.equal(await inside(my.asking, url, `return stub.most;`), 1);
      // Each is pointed at by itself once the page has been read.
      await page.moveTo(left + 11, top + 100);
      for (let times = 0; times < 40 && ((await layerBox(my.asking, url, '.frame'))?.width ?? 600) > 60; times++) await sleep(50);
      const part = await layerBox(my.asking, url, '.frame');
      assert.ok(part && part.width < 60, JSON.stringify(part));
      await closeAll();
    });

    it('points at a form whose inputs take the names of what is asked of elements, widens, narrows, goes beside, and hides it', async () => {
      const asked = ['closest', 'parentElement', 'getBoundingClientRect', 'children', 'previousElementSibling', 'nextElementSibling', 'isConnected', 'scrollIntoView'];
      const form = HARBOUR.replace('<aside', '<form').replace('</aside>', `${asked.map((one) => `<input type="hidden" name="${one}">`).join('')}</form>`);
      const url = address(newHost(), { inside: form }, 1);
      const page = await open(url);
      // Links in a form may be taken for a prompt: what the reader has shown again can be picked.
      await waitParts(my.asking, url, ['reader', 'keeper']);
      await sleep(500);
      if (!(await page.visible('#harbour h3'))) {
        const popup = await popupOf(page);
        await popup.waitVisible('#show-all');
        await popup.click('#show-all');
        await page.waitVisible('#harbour h3');
      }
      const before = await page.html();
      await pickAt(page, url, '#harbour h3');
      await waitLayer(my.asking, url, /More from the coast/);
      await page.press('ArrowUp');
      await waitLayer(my.asking, url, /Lighthouse keepers/);
      await page.press('ArrowDown');
      await page.press('ArrowUp');
      await page.press('ArrowLeft');
      await waitLayer(my.asking, url, /part of the article/);
      await page.press('ArrowRight');
      await waitLayer(my.asking, url, /Lighthouse keepers/);
      await page.press('Escape');
      await waitLayer(my.asking, url, /^$/);
      assert.equal(await page.html(), before);
      await pickAt(page, url, '#harbour h3');
      await page.press('ArrowUp');
      await waitLayer(my.asking, url, /Lighthouse keepers/);
      await page.press('Enter');
      await page.waitHidden('#harbour h3');
      await closeAll();
    });

    it('refuses what holds the article, and says so; a single paragraph only after a warning', async () => {
      const host = newHost();
      const url = address(host, { inside: HARBOUR }, 1);
      const page = await open(url);
      await pickAt(page, url, '#story h1');
      await waitLayer(my.asking, url, /The article stands in here/);
      await clickLayer(my.asking, page, url, 'Hide');
      await sleep(150);
      assert.equal(await page.visible('#story h1'), true);
      const { x, y } = await middle(page, '#p4');
      await page.clickAt(x, y);
      await waitLayer(my.asking, url, /part of the article. Hide it only if you are sure/);
      await clickLayer(my.asking, page, url, 'Hide all the same');
      await page.waitHidden('#p4');
      assert.equal((await waitRule(host))?.article, true);
      // Only the very same words on another page.
      const next = await open(address(host, { paragraphs: 4, inside: HARBOUR }, 2));
      await sleep(1200);
      for (const part of ['#p0', '#p1', '#p2', '#p3']) assert.equal(await next.visible(part), true, part);
      await closeAll();
    });

    it('points out where a hidden thing is and takes the reader back, and nothing stays', async () => {
      const url = address(newHost(), { inside: newsletter(), after: appeal('style="margin-top: 3000px"') }, 1);
      const page = await open(url);
      await page.waitHidden(APPEAL);
      await page.waitHidden('#newsletter p');
      const before = await page.html();
      const { items } = await tell(url, { type: 'state' });
      const [first] = items;
      assert.ok(first);
      const last = items.find(({ label }) => label === 'donation') ?? first;
      await tell(url, { type: 'locate', id: last.id });
      await waitLayer(my.asking, url, /Hidden here: Donation appeal/);
      const box = await layerBox(my.asking, url, '.frame');
      assert.ok(box && box.y >= 0 && box.y < 800, JSON.stringify(box));
      await tell(url, { type: 'unlocate' });
      await waitLayer(my.asking, url, /^$/);
      assert.equal(await page.evaluate('window.scrollY'), 0);
      // A popup that was closed asks no more.
      await tell(url, { type: 'locate', id: first.id });
      await waitLayer(my.asking, url, /Hidden here/);
      await waitLayer(my.asking, url, /^$/, 4000);
      // Shown again it is outlined itself.
      await tell(url, { type: 'show', id: first.id });
      await tell(url, { type: 'locate', id: first.id });
      await waitLayer(my.asking, url, /Shown again/);
      assert.ok(((await layerBox(my.asking, url, '.frame'))?.height ?? 0) > 40);
      await tell(url, { type: 'unlocate' });
      await tell(url, { type: 'hide', id: first.id });
      await waitLayer(my.asking, url, /^$/);
      assert.equal(await page.html(), before);
      await closeAll();
    });

    it('locates from the list by mouse and by focus', async () => {
      const page = await open(address(newHost(), { inside: appeal() }, 1));
      await page.waitHidden(APPEAL);
      const url = await page.evaluate<string>('location.href');
      const popup = await popupOf(page);
      await popup.waitVisible('#items .item button');
      await toFront(popup);
      await popup.evaluate(`document.querySelector('#items button').focus()`);
      await waitLayer(my.asking, url, /Hidden here/);
      await popup.evaluate(`document.getElementById('site').focus()`);
      await waitLayer(my.asking, url, /^$/, 1000);
      const { x, y } = await middle(popup, '#items .text');
      await popup.moveTo(x, y);
      await waitLayer(my.asking, url, /Hidden here/);
      await popup.moveTo(2, 2);
      await waitLayer(my.asking, url, /^$/, 1000);
      await closeAll();
    });

    it('begins at what was clicked with the other button, and says why something is hidden', async () => {
      const url = address(newHost(), { inside: `${HARBOUR}${appeal()}` }, 1);
      const page = await open(url);
      await page.waitHidden(APPEAL);
      // It is the keeper that remembers what was clicked.
      await waitParts(my.asking, url, ['reader', 'keeper']);
      await page.evaluate(() => {
        document.querySelector('#harbour h3')?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true }));
      });
      await tell(url, { type: 'pick-here' });
      await waitLayer(my.asking, url, /More from the coast/);
      await toFront(page);
      await page.press('Escape');
      await waitLayer(my.asking, url, /^$/);
      await tell(url, { type: 'why-here' });
      const text = await waitLayer(my.asking, url, /Why is this hidden/);
      assert.match(text, /What you clicked is taken for/);
      assert.match(text, /Donation appeal.+Because .+\./s);
      // An appeal may be hidden in more than one part, and the nearest stands first.
      for (let at = 0; at < 3 && !(await page.visible(APPEAL)); at += 1) {
        await clickLayer(my.asking, page, url, 'Show again');
        await sleep(100);
      }
      assert.equal(await page.visible(APPEAL), true);
      await waitLayer(my.asking, url, /Shown again/);
      await page.press('Escape');
      await waitLayer(my.asking, url, /^$/);
      await closeAll();
    });
  });
}
