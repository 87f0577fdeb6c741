/**
 * What a machine can see of faults in layout: in every language, on a phone and on a desk, nothing of the extension's own pages is wider than the
 * window, and no control cuts off its words. How they look is in docs/pictures, for people.
 */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { DIST } from './drivers/inside.js';
import { launchChromium, type PageHandle } from './drivers/index.js';
import { appeal, newsletter, startSite } from './drivers/site.js';

const LANGUAGES = readdirSync(path.join(import.meta.dirname, '../../extension/_locales')).map((name) => name.replace('_', '-'));

/** What does not fit, in words. */
const misfits = (page: PageHandle): Promise<string[]> =>
  page.evaluate<[], string[]>(() => {
    const root = document.documentElement;
    const wide = root.scrollWidth > root.clientWidth ? [`the page is ${String(root.scrollWidth)} wide in ${String(root.clientWidth)}`] : [];
    const cut = [...document.querySelectorAll<HTMLElement>('button, label, summary, legend, h1, h2, h3, p, b, small, li, dt, dd, select')].filter((element) => {
      if (!element.checkVisibility() || element.closest('.unseen') || element.classList.contains('text')) return false;
      const box = element.getBoundingClientRect();
      return element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline' || box.right > root.clientWidth + 1 || box.left < -1;
    });
    return [...wide, ...cut.map((element) => `${element.tagName.toLowerCase()} “${element.innerText.slice(0, 40)}” is cut off`)];
  });

describe('the extension’s own pages', () => {
  for (const language of LANGUAGES) {
    it(`fit in ${language}, on a phone and on a desk`, async () => {
      const site = await startSite();
      const driver = await launchChromium(path.join(DIST, 'chromium'), { language });
      try {
        const page = await driver.open(site.add(`layout-${language.toLowerCase()}`, { inside: appeal() + newsletter() }));
        await page.waitHidden('#appeal p');
        const popup = await driver.popup(page);
        const [welcome, options] = [await driver.open(driver.extensionUrl('welcome.html')), await driver.open(driver.extensionUrl('options.html'))];
        for (const [name, each] of [['popup', popup], ['welcome', welcome], ['options', options]] as const) {
          await each.waitFor(`document.documentElement.dataset.ready === ''`);
          await each.evaluate(`document.querySelectorAll('details').forEach((part) => { part.open = true; })`);
          assert.equal(await each.evaluate('document.documentElement.lang'), language, name);
          for (const width of [320, 400, 1280]) {
            await each.look({ width, height: 800 });
            assert.deepEqual(await misfits(each), [], `${name} at ${String(width)}`);
          }
        }
      } finally {
        await driver.close();
        await site.close();
      }
    });
  }
});
