/**
 * A long sitting: one Chromium, one tab, page after page, then a live blog for hours by its own clock. Prints what is held on the way; fails if
 * something grows beyond the slopes below, if anything of ours stays behind, or if there is an error of ours.
 *
 *   npm run soak                               500 loads and 8 hours in some ten minutes; `--write` writes docs/soak.md too
 *   npm run soak -- --loads 25 --hours 0.17    the short one of `npm test`
 */
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { servePages } from '../cost/pages.js';
import { allowing } from '../drivers/granted.js';
import { DIST } from '../drivers/inside.js';
import { appeal, startSite } from '../drivers/site.js';
import { Soaked, type Held } from './browser.js';
import { liveBlog } from './live.js';
import { slope } from './slope.js';

/** Simulated seconds that go by in one. */
const FACTOR = 240;
/** After a load, until the next: the first look and what hides more is over, the looks after loading mostly are not. */
const STAY_MS = 350;
/** Of some pages all looks are waited for, and everything is shown again. */
const STAY_LONG_MS = 6500;
const LONG_EVERY = 20;

type Growth = Readonly<Record<keyof Held, number>>;
/**
 * The most that may grow, for a load and for a simulated hour (bytes, nodes, listeners), over the second half of the readings. A page that was left
 * and still held would be 500,000 bytes or more a load; an observer that kept what came and went on the live blog made it 490 nodes an hour.
 */
const MOST_A_LOAD: Growth = { page: 2_000, background: 1_000, browser: 150_000, nodes: 5, listeners: 0.5 };
const MOST_AN_HOUR: Growth = { page: 50_000, background: 20_000, browser: 4_000_000, nodes: 60, listeners: 2 };
/** Fewer readings than these say nothing of slopes: then only the last is held against the first, with room for what caches take. */
const ENOUGH = 8;
const ROOM: Growth = { page: 1_500_000, background: 1_500_000, browser: 150_000_000, nodes: 600, listeners: 20 };

const { values } = parseArgs({
  options: { loads: { type: 'string', default: '500' }, hours: { type: 'string', default: '8' }, write: { type: 'boolean', default: false } },
});
const loads = Number(values.loads);
const hours = Number(values.hours);

const faults: string[] = [];
const demand = (good: boolean, words: string): void => {
  if (!good) faults.push(words);
};

interface Sample {
  readonly at: number;
  readonly held: Held;
}

const KEYS = ['page', 'background', 'browser', 'nodes', 'listeners'] as const;
const HEADS = 'page heap (MB) | background heap (MB) | whole browser (MB) | nodes | listeners';
const mb = (bytes: number): string => (Number.isNaN(bytes) ? '–' : (bytes / 1024 / 1024).toFixed(2));
const row = (at: string, { page, background, browser, nodes, listeners }: Held): string =>
  `| ${at} | ${mb(page)} | ${mb(background)} | ${mb(browser)} | ${String(nodes)} | ${String(listeners)} |`;

/** Every so many of the rows, the first and the last among them. */
const some = <Row>(rows: readonly Row[], most = 12): Row[] => {
  const step = Math.max(1, Math.ceil(rows.length / most));
  return rows.filter((_, at) => at % step === 0 || at === rows.length - 1);
};

const table = (head: string, unit: string, samples: readonly Sample[], most: Growth): string => {
  const slopes = KEYS.map((key) => slope(samples.map(({ at, held }) => ({ at, value: held[key] }))));
  const [first, last] = [samples[0], samples.at(-1)];
  for (const [at, key] of KEYS.entries()) {
    const grows = slopes[at] ?? 0;
    if (samples.length >= ENOUGH) demand(!(grows > most[key]), `${key} grows by ${grows.toFixed(2)} ${unit}, more than ${String(most[key])}`);
    else if (first && last) demand(!(last.held[key] - first.held[key] > ROOM[key]), `${key} was ${String(first.held[key])} and is ${String(last.held[key])}`);
  }
  return [
    `| ${head} | ${HEADS} |`,
    '|---|---:|---:|---:|---:|---:|',
    ...some(samples).map(({ at, held }) => row(Number.isInteger(at) ? String(at) : at.toFixed(2), held)),
    `| growth ${unit}, second half | ${slopes.map((grows, at) => (at < 3 ? `${(grows / 1024).toFixed(2)} KB` : grows.toFixed(2))).join(' | ')} |`,
    `| … the most | ${KEYS.map((key, at) => (at < 3 ? `${(most[key] / 1024).toFixed(1)} KB` : String(most[key]))).join(' | ')} |`,
  ].join('\n');
};

const progress = (words: string): void => {
  process.stderr.write(`\r${words.padEnd(60)}`);
};

const fixtures = await servePages(undefined, 0);
const site = await startSite();
const soaked = await Soaked.launch(await allowing(join(DIST, 'chromium')));
const byLoad: Sample[] = [];
const byHour: Sample[] = [];
let shownAgain = 0;
let hidden = 0;
const live = { entries: 0, nags: 0 };
try {
  // What is held is read on one page, so that readings differ by what was left behind alone.
  const reference = site.add('reference', { inside: appeal() });
  const read = async (at: number): Promise<void> => {
    await soaked.go(reference, 1000);
    hidden += await soaked.marked();
    byLoad.push({ at, held: await soaked.held() });
  };
  await read(0);
  const every = Math.max(5, Math.round(loads / 16));
  for (let load = 1; load <= loads; load++) {
    progress(`load ${String(load)} of ${String(loads)}`);
    const long = load % LONG_EVERY === 0;
    await soaked.go(fixtures.urls[load % fixtures.urls.length] ?? reference, long ? STAY_LONG_MS : STAY_MS);
    if (long) {
      await soaked.tell({ type: 'show-all' });
      demand((await soaked.marked()) === 0, `marks are left on ${soaked.page.url()}`);
      shownAgain += 1;
    }
    if (load % every === 0 || load === loads) await read(load);
  }

  await soaked.go(site.add('live', { after: liveBlog(FACTOR) }), 1000);
  const clock = (): Promise<{ seconds: number; entries: number; nags: number }> => soaked.page.evaluate('window.live') as Promise<{ seconds: number; entries: number; nags: number }>;
  for (let at = 0; ; at++) {
    const now = await clock();
    byHour.push({ at: now.seconds / 3600, held: await soaked.held() });
    hidden += await soaked.marked();
    if (now.seconds >= hours * 3600) break;
    progress(`hour ${(now.seconds / 3600).toFixed(1)} of ${values.hours}`);
    await sleep(Math.min(5_000, (hours * 3_600_000) / FACTOR / 3));
  }
  await soaked.page.evaluate('window.live.over = true');
  Object.assign(live, await clock());
  const seen = await soaked.page.evaluate(`[...document.querySelectorAll('#appeal p, #newsletter p')].filter((one) => one.checkVisibility()).length`);
  await sleep(2500);
  demand((await soaked.marked()) > 0, 'nothing was hidden on the live blog in the end');
  await soaked.switchOff();
  await sleep(500);
  demand((await soaked.marked()) === 0, 'marks are left on the live blog');
  // Somebody who still watches would look now.
  const looks = soaked.looks(2500);
  await soaked.page.evaluate(`document.body.append(document.getElementById('ask').content.cloneNode(true))`);
  demand((await looks) === 0, 'somebody still watches the live blog');
  demand(Number(seen) <= 20, `${String(seen)} paragraphs of nags were seen on the live blog`);
  demand(hidden > 0, 'nothing was hidden at all');
} finally {
  await Promise.all([soaked.close(), fixtures.close(), site.close()]);
}
demand(soaked.errors.length === 0, `errors: ${[...new Set(soaked.errors)].join('\n')}`);
progress('');
process.stderr.write('\r');

const text = `# Soak

Made on ${new Date().toISOString().slice(0, 10)} by \`npm run soak${loads === 500 ? '' : ` -- --loads ${values.loads}${hours === 8 ? '' : ` --hours ${values.hours}`}`}\`: one Chromium with the extension, one tab, on ${String(cpus().length)} cores that had other work to do. Heaps are read after the
garbage has been collected; the whole browser is the sum of its processes, shared pages by their share. \`tests/browser/soak/run.ts\` fails
where something grows beyond “the most”, where a mark, an observer or an error of ours is left. A short one runs with \`npm test\`.

## ${values.loads} page loads

The fixtures of tests/corpus, again and again; each ${String(LONG_EVERY)}th until all looks are over, and then everything is shown again (${String(shownAgain)} times, no mark
left). What is held is read on a page of its own in between.

${table('loads', 'a load', byLoad, MOST_A_LOAD)}

## ${values.hours} hours of a live blog

Its clock goes ${String(FACTOR)} times as fast as ours, the extension's does not: ${String(live.entries)} entries and ${String(live.nags)} nags came, a line changed every twenty
seconds, and all but the last 80 of them went again. After it no mark was left, and nobody looked any more.

${table('hours', 'an hour', byHour, MOST_AN_HOUR)}

Errors of ours, in pages or in the background: ${String(soaked.errors.length)}.
`;
process.stdout.write(text);
if (values.write) await writeFile(join(import.meta.dirname, '../../../docs/soak.md'), text);
for (const fault of faults) process.stdout.write(`FAULT: ${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
