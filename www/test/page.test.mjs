// What a lighthouse would look for, without one: labels and contrast (axe), no layout shift, no errors, light and dark, wide and on a phone. With
// UNNAG_PICTURES=1 the pictures in www/test/pictures are taken anew. Needs www/dist.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { BROWSERS, launch, open, settled, stand, until } from './browsers.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PICTURES = join(import.meta.dirname, 'pictures');
const SIZES = { wide: { width: 1400, height: 950 }, phone: { width: 360, height: 740 } };
/** What web.dev calls good is 0.1. */
const SHIFT = 0.02;

const wanted = process.env.UNNAG_BROWSER;
for (const kind of BROWSERS.filter((each) => wanted === undefined || each === wanted)) {
  for (const dark of [false, true]) {
    describe(`the demo's page in ${kind}, ${dark ? 'dark' : 'light'}`, () => {
      let site;
      let browser;
      before(async () => {
        site = await stand();
        browser = await launch(kind, { dark });
        if (process.env.UNNAG_PICTURES) mkdirSync(PICTURES, { recursive: true });
      });
      after(async () => {
        await browser?.close();
        await site?.stop();
      });

      for (const [name, size] of Object.entries(SIZES)) {
        test(`${name}: labels, contrast, no shift, no errors`, async () => {
          const { page, faults } = await open(browser, site.address, size);
          assert.equal(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches), dark);
          await settled(page);
          // Firefox does not tell of shifts.
          const shift = await page.evaluate(
            () =>
              new Promise((resolve) => {
                if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) resolve(0);
                const observer = new PerformanceObserver(() => undefined);
                observer.observe({ type: 'layout-shift', buffered: true });
                setTimeout(() => resolve(observer.takeRecords().reduce((sum, { value, hadRecentInput }) => sum + (hadRecentInput ? 0 : value), 0)), 300);
              }),
          );
          assert.ok(shift <= SHIFT, `layout shift ${shift}`);
          if (process.env.UNNAG_PICTURES) {
            await page.setViewport({ ...size, deviceScaleFactor: size.width > 1000 ? 0.6 : 1 });
            await page.screenshot({ path: join(PICTURES, `${kind}-${dark ? 'dark' : 'light'}-${name}.png`) });
            await page.setViewport(size);
          }
          await page.$eval('#chart-part', (element) => element.scrollIntoView({ behavior: 'instant' }));
          await until(page, 'the chart', () => /a megabyte/.test(document.querySelector('#chart-words').textContent));
          await page.$eval('#chart-part details', (element) => {
            element.open = true;
          });
          await page.evaluate(AXE);
          for (const dialog of [undefined, '#paste', '#share']) {
            if (dialog !== undefined) await page.$eval(dialog, (element) => element.click());
            const found = await page.evaluate(async () => {
              const { violations } = await globalThis.axe.run(document, { iframes: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
              return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary.replace(/\s+/g, ' ')}`).join('; ')}`);
            });
            assert.deepEqual(found, [], `${dialog ?? 'the page'}`);
            await page.evaluate(() => document.querySelector('dialog[open]')?.close());
          }
          assert.deepEqual(faults, []);
          await page.close();
        });
      }
    });
  }
}
