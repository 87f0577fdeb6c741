/** What the looks cost that follow when a page puts in a burst of nodes: the extension as it is, by its share of a profile. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Measured } from '../cost/chromium.js';
import { allowing } from '../drivers/granted.js';
import { DIST } from '../drivers/inside.js';
import { appeal, startSite } from '../drivers/site.js';

/** One page and its bursts. */
export interface Bursts {
  /** Elements of the page, nodes of a burst. */
  readonly page: number;
  readonly burst: number;
  /** Milliseconds of the main thread for each burst, of all that the extension does. */
  readonly own: number;
}

/** The page, and its bursts: the one that the target speaks of, and those that show what the cost hangs on. */
const KINDS = [[5000, 100], [5000, 10], [5000, 1000], [1000, 100], [20_000, 100]] as const;
/** Longer than it takes a page to count as calm, so that each burst gets a look at once. */
const EVERY_MS = 3000;
/** Until the looks that follow loading are over. */
const CALM_MS = 7500;

/** Ten elements: a teaser as front pages have hundreds of. */
const TEASER = (at: number): string => `<article class="teaser teaser--small" data-id="t${String(at)}"><a class="teaser__link" href="/2026/11/${String(at)}-a-report-from-the-harbour"><img class="teaser__image" alt="The quay at low tide" src="data:,">
<h3 class="teaser__title">The harbour counts its ferries, part ${String(at)}</h3></a><div class="teaser__meta"><span class="teaser__author">Ingrid Halvorsen</span> <time class="teaser__time" datetime="2026-11-14">14 November</time></div>
<p class="teaser__text">Forty of the passengers were schoolchildren, and <em>nineteen</em> were nurses on their way to the night shift.</p></article>`;
export const made = (elements: number): string =>
  Array.from({ length: Math.ceil(elements / 205) }, (_, at) => `<section class="river river--${String(at)}"><h2 class="river__title">News of the sound</h2><div class="river__list">${Array.from({ length: 20 }, (_, number) => TEASER(at * 20 + number)).join('\n')}</div></section>`).join('\n');
/** Twenty lines of a live blog for each hundred nodes. */
export const bursting = (nodes: number): string => `<div id="live" class="live-blog"></div><script>
  const live = document.getElementById('live');
  setTimeout(() => setInterval(() => {
    const lines = document.createDocumentFragment();
    for (let at = 0; at < ${String(nodes / 5)}; at += 1) {
      const line = Object.assign(document.createElement('div'), { className: 'live-blog__line' });
      const time = Object.assign(document.createElement('time'), { textContent: '14:05' });
      const text = Object.assign(document.createElement('p'), { textContent: 'The ferry has left the eastern quay with two hundred and twelve people on board.' });
      line.append(time, text);
      lines.append(line);
    }
    live.replaceChildren(lines);
  }, ${String(EVERY_MS)}), ${String(CALM_MS - 1000)});
</script>`;

/** Times `times` bursts of each kind. */
export async function bursts(times: number): Promise<Bursts[]> {
  const ours = await allowing(join(DIST, 'chromium'));
  const browser = await Measured.launch(ours);
  const site = await startSite();
  try {
    await sleep(2000);
    const found: Bursts[] = [];
    for (const [page, burst] of KINDS) {
      process.stderr.write(`\r${String(times)} bursts of ${String(burst)} nodes on ${String(page)} elements   `);
      const url = site.add(`burst-${String(page)}-${String(burst)}`, { inside: appeal(), after: made(page) + bursting(burst) });
      const { own } = await browser.idle(url, CALM_MS, EVERY_MS * times);
      found.push({ page, burst, own: own / times });
    }
    return found;
  } finally {
    await Promise.all([browser.close(), site.close()]);
    await rm(ours, { recursive: true, force: true });
  }
}
