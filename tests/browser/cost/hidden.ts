/** How long a nag is there before it is hidden, as the page itself sees it: from the moment when it is parsed or put in to the mark on it. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DIST, LAUNCH } from '../drivers/inside.js';
import { appeal, newsletter, startSite } from '../drivers/site.js';

/** Milliseconds by what was measured. */
export type Times = Record<'markup' | 'asleep' | 'later' | 'late', number[]>;

/** `timed(id, since)`: writes down when `#id` is not shown any more. The observer's records come before the next frame is painted. */
const CLOCK = `<script>
  window.times = {};
  const timed = (id, since) => {
    const box = document.getElementById(id).querySelector('p');
    const look = () => { if (!(id in times) && !box.checkVisibility()) times[id] = performance.now() - since; };
    new MutationObserver(look).observe(document, { attributes: true, subtree: true });
    setInterval(look, 4);
  };
  document.addEventListener('DOMContentLoaded', () => timed('appeal', performance.now()));
  addEventListener('load', () => setTimeout(() => {
    document.querySelector('main').append(document.getElementById('late').content);
    timed('newsletter', performance.now());
  }, 6200));
</script>`;

/** Opens pages of sites that were never seen, each `times` times. `late`: also waits for a nag that comes when all is calm. */
export async function timesToHidden(name: 'chromium' | 'firefox', times: number): Promise<Times> {
  const site = await startSite();
  const driver = await LAUNCH[name](join(DIST, name));
  const found: Times = { markup: [], asleep: [], later: [], late: [] };
  const made = { head: CLOCK, inside: appeal(), after: `<template id="late">${newsletter()}</template>` };
  const time = async (url: string, id: 'appeal' | 'newsletter'): Promise<number> => {
    const page = await driver.open(url);
    try {
      await page.waitFor(`'${id}' in times`, 12_000);
      return await page.evaluate<number>(`times.${id}`);
    } finally {
      await page.close();
    }
  };
  try {
    // The background starts with the first page.
    await time(site.add(`hidden-${name}`, made), 'appeal');
    for (let at = 0; at < times; at++) {
      const url = site.add(`hidden-${name}${String(at)}`, made);
      found.markup.push(await time(url, 'appeal'));
      await time(url, 'appeal');
      found.later.push(await time(url, 'appeal'));
      if (name === 'chromium') {
        await driver.stopWorker();
        await sleep(200);
        found.asleep.push(await time(site.add(`hidden-asleep${String(at)}`, made), 'appeal'));
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
