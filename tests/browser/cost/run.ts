/**
 * What the extension costs: each page in two Chromiums at the same time, one with it and one with an extension that does nothing. Prints the
 * table and writes it to docs/costs.md.
 *
 *   npm run cost                                all of it, some ten minutes
 *   npm run cost -- --part load                 one of load, idle, chromium, firefox; what the others found last is kept in .cache
 *   npm run cost -- --pages DIR --most 60       saved pages too (*.html, *.html.gz)
 *   npm run cost -- --idle 10 --times 5         quicker, rougher
 */
import { rm, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { allowing } from '../drivers/granted.js';
import { DIST, emptyExtension } from '../drivers/inside.js';
import { appeal, startSite } from '../drivers/site.js';
import { Measured, type Cost } from './chromium.js';
import { timesToHidden, type Times } from './hidden.js';
import { both, parts, type Found } from './kept.js';
import { servePages } from './pages.js';

const OUT = join(import.meta.dirname, '../../../docs/costs.md');
const KEPT = join(import.meta.dirname, '../../../.cache/costs');
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
  options: { part: { type: 'string' }, pages: { type: 'string' }, most: { type: 'string', default: '40' }, idle: { type: 'string', default: '60' }, times: { type: 'string', default: '20' } },
});

const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0);
const mb = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

interface Pair {
  readonly on: Cost;
  readonly off: Cost;
}

interface Loaded {
  readonly pairs: readonly Pair[];
  readonly background: { readonly heap: number; readonly process: number };
  readonly saved: boolean;
}

interface Idle {
  readonly quiet: Pair;
  readonly storm: Pair;
  readonly seconds: number;
}

const part = parts(KEPT, values.part);

/** Two Chromiums, side by side. */
const sideBySide = async <Result>(work: (pair: (work: (browser: Measured) => Promise<Cost>) => Promise<Pair>, on: Measured) => Promise<Result>): Promise<Result> => {
  const [nothing, ours] = await Promise.all([emptyExtension('chromium'), allowing(join(DIST, 'chromium'))]);
  const [on, off] = await Promise.all([Measured.launch(ours), Measured.launch(nothing)]);
  try {
    // The content script is registered for what is allowed once the background runs.
    await sleep(2000);
    return await work(async (one) => {
      const [with_, without] = await Promise.all([one(on), one(off)]);
      return { on: with_, off: without };
    }, on);
  } finally {
    await Promise.all([on.close(), off.close()]);
    for (const directory of [nothing, ours]) await rm(directory, { recursive: true, force: true });
  }
};

const load = (): Promise<Loaded> =>
  sideBySide(async (pair, on) => {
    const pages = await servePages(values.pages, Number(values.most));
    try {
      // Caches of both browsers, and the engine.
      await pair((browser) => browser.load(pages.urls[0] ?? '', 1000));
      const pairs: Pair[] = [];
      for (const [at, url] of pages.urls.entries()) {
        process.stderr.write(`\r${String(at + 1)} of ${String(pages.urls.length)} pages `);
        pairs.push(await pair((browser) => browser.load(url, SETTLE_MS)));
      }
      return { pairs, background: await on.background(), saved: values.pages !== undefined };
    } finally {
      await pages.close();
    }
  });

const idle = (): Promise<Idle> =>
  sideBySide(async (pair) => {
    const site = await startSite();
    try {
      const ms = Number(values.idle) * 1000;
      const quietUrl = site.add('quiet', { inside: appeal() });
      const stormUrl = site.add('storm', { inside: appeal(), after: STORM });
      process.stderr.write(`\r${values.idle} s of a quiet page, then of a storm `);
      const quiet = await pair((browser) => browser.idle(quietUrl, CALM_MS, ms));
      const storm = await pair((browser) => browser.idle(stormUrl, CALM_MS, ms));
      return { quiet, storm, seconds: Number(values.idle) };
    } finally {
      await site.close();
    }
  });

const loads = await part('load', load);
const idles = await part('idle', idle);
const hidden = new Map<string, Found<Times>>();
for (const name of ['chromium', 'firefox'] as const) {
  hidden.set(name, await part(name, () => {
    process.stderr.write(`\rtimes in ${name}                        `);
    return timesToHidden(name, Number(values.times));
  }));
}
process.stderr.write('\r');

const { pairs, background, saved } = loads.result;
const { quiet, storm, seconds } = idles.result;
const all = [loads, idles, ...hidden.values()];
const days = [...new Set(all.map(({ when }) => when))].sort();
const busy = all.flatMap((found) => found.busy);
const times = (what: keyof Times): string => ['chromium', 'firefox'].map((name) => both(hidden.get(name)?.result[what] ?? [], 0)).join(' | ');
const minute = ({ on, off }: Pair): string => {
  const share = (ms: number): string => `${((ms / seconds / 1000) * 100).toFixed(2)} %`;
  return `${share(on.own)} | ${share(on.task)} | ${share(off.task)}`;
};
const table = `# What the extension costs

Made by \`npm run cost\` on ${days.join(' and ')}: ${String(pairs.length)} pages (${saved ? 'the fixtures of tests/corpus and saved pages of real sites, which are no part of this repository' : 'the fixtures of tests/corpus'}), each in two Chromiums at
the same time, one with the extension and one with an extension that does nothing. Main-thread times are CPU time; "own" is the share of a profile's
samples that have a script of the extension on their stack, all that it calls included. Times to being hidden are those of the clock on the wall, and
so hang on what else the machine had to do: on its ${String(cpus().length)} cores ${Math.min(...busy).toFixed(1)} to ${Math.max(...busy).toFixed(1)} processes ran or waited, these browsers and other work (builds, tests) together.

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

| ${String(seconds)} s, main thread | own | all, with | all, without |
|---|---|---|---|
| A quiet page | ${minute(quiet)} |
| A page that puts in 10,000 elements a second | ${minute(storm)} |

| From being there to being hidden (ms, p50 · p95) | Chromium | Firefox |
|---|---|---|
| In the markup, from DOMContentLoaded, first visit | ${times('markup')} |
| … with the background asleep | ${times('asleep')} |
| … the third page of a site, from memory | ${times('third')} |
| … … with the background asleep | ${times('thirdAsleep')} |
| Put in later, on a calm page | ${times('late')} |

| Frames in which a remembered nag was painted (p50 · p95) | Chromium | Firefox |
|---|---|---|
| The third page of a site | ${times('thirdFrames')} |
| … with the background asleep | ${times('thirdAsleepFrames')} |

The page's stylesheet comes 150 ms late, as most do: nothing is painted before. Few runs each, so the p95 is little more than the slowest of them.
`;
await writeFile(OUT, table);
process.stdout.write(table);
