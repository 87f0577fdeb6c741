/** How long a nag is there before it is hidden, as the page itself sees it: from the moment when it is parsed or put in to the mark on it. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { desk, DIST, LAUNCH } from '../drivers/inside.js';
import { appeal, newsletter, startSite } from '../drivers/site.js';

/** Milliseconds by what was measured; of a site's third page also the frames in which the nag was seen. */
export type Times = Record<'markup' | 'asleep' | 'third' | 'thirdAsleep' | 'thirdFrames' | 'thirdAsleepFrames' | 'late', number[]>;

/**
 * `timed(id, since)`: writes down when `#id` is not shown any more. The observer's records come before the next frame is painted. `seen`:
 * frames with the appeal. Like most pages, it has a stylesheet that comes a little later.
 */
const CLOCK = `<script>
  window.times = {};
  window.seen = 0;
  // Before its sheets have come Firefox lays nothing out, and says of nothing that it is visible.
  const shown = (at) => at === null || (getComputedStyle(at).display !== 'none' && shown(at.parentElement));
  const timed = (id, since) => {
    const box = document.getElementById(id).querySelector('p');
    const look = () => { if (!(id in times) && !shown(box)) times[id] = performance.now() - since; };
    look();
    new MutationObserver(look).observe(document, { attributes: true, subtree: true });
    setInterval(look, 4);
  };
  const count = () => {
    const box = document.querySelector('#appeal p');
    if (box && shown(box)) seen++;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  document.addEventListener('DOMContentLoaded', () => timed('appeal', performance.now()));
  addEventListener('load', () => setTimeout(() => {
    document.querySelector('main').append(document.getElementById('late').content);
    timed('newsletter', performance.now());
  }, 6200));
</script><link rel="stylesheet" href="/-/slow.css">`;

/** Opens pages of sites that were never seen, each `times` times. `late`: also waits for a nag that comes when all is calm. */
export async function timesToHidden(name: 'chromium' | 'firefox', times: number): Promise<Times> {
  const site = await startSite();
  const driver = await LAUNCH[name](join(DIST, name));
  const asking = await desk(driver);
  const found: Times = { markup: [], asleep: [], third: [], thirdAsleep: [], thirdFrames: [], thirdAsleepFrames: [], late: [] };
  const made = { head: CLOCK, inside: appeal(), after: `<template id="late">${newsletter()}</template>` };
  const time = async (url: string, id: 'appeal' | 'newsletter', then?: (frames: number) => void, remembered?: () => Promise<unknown>): Promise<number> => {
    const page = await driver.open(url);
    try {
      await page.waitFor(`'${id}' in times`, 12_000);
      await remembered?.();
      then?.(await page.evaluate<number>('seen'));
      return await page.evaluate<number>(`times.${id}`);
    } finally {
      await page.close();
    }
  };
  /** The third page of a site, after the nag has been hidden on two others and that is remembered. */
  const third = async (host: string, asleep: boolean): Promise<void> => {
    const address = (at: number): string => site.add(host, made).replace(/\/[^/]*$/, `/${String(at)}-ferry-that-nobody-counted`);
    const key = `memory:${host}.localhost`;
    for (const at of [1, 2]) {
      await time(address(at), 'appeal', undefined, () => asking.waitFor(`chrome.storage.local.get('${key}').then((all) => (all['${key}'] ?? []).some(({ pages }) => pages === ${String(at)}))`, 12_000));
    }
    if (asleep) await driver.stopWorker();
    await sleep(200);
    found[asleep ? 'thirdAsleep' : 'third'].push(await time(address(3), 'appeal', (frames) => found[asleep ? 'thirdAsleepFrames' : 'thirdFrames'].push(frames)));
  };
  try {
    // The background starts with the first page.
    await time(site.add(`hidden-${name}`, made), 'appeal');
    for (let at = 0; at < times; at++) {
      found.markup.push(await time(site.add(`hidden-${name}${String(at)}`, made), 'appeal'));
      await third(`third${name}${String(at)}`, false);
      if (name === 'chromium') {
        await driver.stopWorker();
        await sleep(200);
        found.asleep.push(await time(site.add(`hidden-asleep${String(at)}`, made), 'appeal'));
        await third(`thirdasleep${String(at)}`, true);
      }
    }
    // All at once would wait for each other; a tab that is not in front is not watched.
    for (let at = 0; at < Math.ceil(times / 3); at++) found.late.push(await time(site.add(`hidden-late-${name}${String(at)}`, made), 'newsletter'));
    return found;
  } finally {
    await driver.close();
    await site.close();
  }
}
