/**
 * What the extension costs: each page in two Chromiums at the same time, one with it and one with an extension that does nothing. Prints the
 * table and writes it to docs/costs.md.
 *
 *   npm run cost                                all of it, some six minutes
 *   npm run cost -- --pages DIR --most 60       saved pages too (*.html, *.html.gz)
 *   npm run cost -- --idle 10 --times 5         quicker, rougher
 */
import { rm, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { allowing } from '../drivers/granted.js';
import { BROWSERS, DIST, emptyExtension } from '../drivers/inside.js';
import { appeal, startSite } from '../drivers/site.js';
import { Measured, type Cost } from './chromium.js';
import { timesToHidden, type Times } from './hidden.js';
import { servePages } from './pages.js';

const OUT = join(import.meta.dirname, '../../../docs/costs.md');
/** Until the looks that follow loading are mostly over: the last but one comes 1.5 s after it. */
const SETTLE_MS = 2500;
/** Until all of them are. */
const CALM_MS = 7000;
const STORM = `<div id="storm"></div><script>
  const storm = document.getElementById('storm');
  setInterval(() => {
    for (let at = 0; at < 100; at += 1) storm.append(Object.assign(document.createElement('p'), { textContent: 'Harbour news, line after line, long enough to be looked at' }));
    if (storm.children.length > 500) storm.replaceChildren();
  }, 10);
</script>`;

const { values } = parseArgs({
  options: { pages: { type: 'string' }, most: { type: 'string', default: '40' }, idle: { type: 'string', default: '60' }, times: { type: 'string', default: '20' } },
});

const quantile = (list: readonly number[], share: number): number => {
  const sorted = [...list].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
};
const both = (list: readonly number[], digits = 1): string =>
  list.length === 0 ? '–' : `${quantile(list, 0.5).toFixed(digits)} · ${quantile(list, 0.95).toFixed(digits)}`;
const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0);
const mb = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

interface Pair {
  readonly on: Cost;
  readonly off: Cost;
}

const pairs: Pair[] = [];
let quiet: Pair;
let storm: Pair;
let background: { heap: number; process: number };
const nothing = await emptyExtension('chromium');
const pages = await servePages(values.pages, Number(values.most));
const site = await startSite();
const [on, off] = await Promise.all([Measured.launch(await allowing(join(DIST, 'chromium'))), Measured.launch(nothing)]);
try {
  const pair = async (work: (browser: Measured) => Promise<Cost>): Promise<Pair> => {
    const [with_, without] = await Promise.all([work(on), work(off)]);
    return { on: with_, off: without };
  };
  // The content script is registered for what is allowed once the background runs.
  await sleep(2000);
  // Caches of both browsers, and the engine.
  await pair((browser) => browser.load(pages.urls[0] ?? '', 1000));
  for (const [at, url] of pages.urls.entries()) {
    process.stderr.write(`\r${String(at + 1)} of ${String(pages.urls.length)} pages `);
    pairs.push(await pair((browser) => browser.load(url, SETTLE_MS)));
  }
  background = await on.background();
  const ms = Number(values.idle) * 1000;
  const quietUrl = site.add('quiet', { inside: appeal() });
  const stormUrl = site.add('storm', { inside: appeal(), after: STORM });
  process.stderr.write(`\r${values.idle} s of a quiet page, then of a storm `);
  quiet = await pair((browser) => browser.idle(quietUrl, CALM_MS, ms));
  storm = await pair((browser) => browser.idle(stormUrl, CALM_MS, ms));
} finally {
  await Promise.all([on.close(), off.close(), pages.close(), site.close()]);
  await rm(nothing, { recursive: true, force: true });
}

const hidden = new Map<string, Times>();
for (const name of BROWSERS) {
  process.stderr.write(`\rtimes in ${name}                        `);
  hidden.set(name, await timesToHidden(name, Number(values.times)));
}
process.stderr.write('\r');

const times = (what: keyof Times): string => ['chromium', 'firefox'].map((name) => both(hidden.get(name)?.[what] ?? [], 0)).join(' | ');
const minute = ({ on, off }: Pair): string => {
  const share = (ms: number): string => `${((ms / Number(values.idle) / 1000) * 100).toFixed(2)} %`;
  return `${share(on.own)} | ${share(on.task)} | ${share(off.task)}`;
};
const table = `# What the extension costs

Made by \`npm run cost${values.pages === undefined ? '' : ' -- --pages …'}\`: ${String(pairs.length)} pages (${values.pages === undefined ? 'the fixtures of tests/corpus' : 'the fixtures of tests/corpus and saved pages of real sites, which are no part of this repository'}), each in two Chromiums at
the same time, one with the extension and one with an extension that does nothing, on ${String(cpus().length)} cores that had other work to do. Main-thread
times are CPU time; "own" is the share of a profile's samples that have a script of the extension on their stack, all that it calls included. Times
to being hidden are those of the clock on the wall.

| A page load, until ${(SETTLE_MS / 1000).toFixed(1)} s after \`load\` | p50 · p95 |
|---|---|
| Main thread, own (ms) | ${both(pairs.map(({ on }) => on.own))} |
| Longest own stretch (ms) | ${both(pairs.map(({ on }) => on.longest))}, longest of all ${Math.max(...pairs.map(({ on }) => on.longest)).toFixed(1)} |
| Main thread, all work, with (ms) | ${both(pairs.map(({ on }) => on.task))} |
| … without (ms) | ${both(pairs.map(({ off }) => off.task))} |
| … difference, page by page (ms) | ${both(pairs.map(({ on, off }) => on.task - off.task))} |
| Tasks of 50 ms of CPU or more, all pages: with / without | ${String(sum(pairs.map(({ on }) => on.long)))} / ${String(sum(pairs.map(({ off }) => off.long)))} |
| Tab's JavaScript heap, difference, page by page (MB) | ${both(pairs.map(({ on, off }) => (on.heap - off.heap) / 1024 / 1024), 2)} |
| Background after all pages: heap · its whole process (MB) | ${mb(background.heap)} · ${mb(background.process)} |

| ${values.idle} s, main thread | own | all, with | all, without |
|---|---|---|---|
| A quiet page | ${minute(quiet)} |
| A page that puts in 10,000 elements a second | ${minute(storm)} |

| From being there to being hidden (ms, p50 · p95) | Chromium | Firefox |
|---|---|---|
| In the markup, from DOMContentLoaded, first visit | ${times('markup')} |
| … with the background asleep | ${times('asleep')} |
| … the third page of a site | ${times('later')} |
| Put in later, on a calm page | ${times('late')} |
`;
await writeFile(OUT, table);
process.stdout.write(table);
