/**
 * How fast the extension's work on a page is: what runs on the main thread, and all of it to a nag being hidden, beside Readability and Defuddle on
 * the same documents in the same run. Prints the table and writes it to docs/SPEED.md.
 *
 *   npm run speed                                all of it, some fifteen minutes
 *   npm run speed -- --part pages                one of pages, bursts, engine, hidden; what the others found last is kept in .cache
 *   npm run speed -- --pages DIR --most 100      saved pages too (*.html, *.html.gz), so many at most
 *   npm run speed -- --rounds 5 --times 3        quicker, rougher
 */
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { timesToHidden } from '../cost/hidden.js';
import { both, parts, quantile } from '../cost/kept.js';
import { servePages } from '../cost/pages.js';
import { bursts } from './bursts.js';
import type { Round, Timed } from './inside.js';
import { FINE, Stand } from './stand.js';
import { MENDED } from './mended.js';

const OUT = join(import.meta.dirname, '../../../docs/SPEED.md');
const KEPT = join(import.meta.dirname, '../../../.cache/speed');

const { values } = parseArgs({
  options: { part: { type: 'string' }, pages: { type: 'string' }, most: { type: 'string', default: '100' }, rounds: { type: 'string', default: '9' }, times: { type: 'string', default: '8' } },
});
const part = parts(KEPT, values.part);

interface Page extends Timed {
  readonly name: string;
}

/** Saved pages whose own scripts wait for ever are given up after so long. */
const LATE_MS = 25_000;
const late = async (): Promise<never> => {
  await sleep(LATE_MS);
  throw new Error('late');
};
/** Defuddle takes long; fewer rounds of it are enough to see by how much. */
const DEFUDDLE_ROUNDS = 2;

const pages = await part('pages', async () => {
  const served = await servePages(values.pages, Number(values.most), FINE);
  let stand = await Stand.launch();
  const found: Page[] = [];
  const failed: string[] = [];
  try {
    for (const [at, url] of served.urls.entries()) {
      process.stderr.write(`\r${String(at + 1)} of ${String(served.urls.length)} pages `);
      const name = new URL(url).hostname.replace('.localhost', '');
      try {
        const timed = (await Promise.race([stand.on(url, (call) => call(`time(${values.rounds}, ${String(DEFUDDLE_ROUNDS)})`)), late()])) as Timed;
        found.push({ ...timed, name });
      } catch (error) {
        failed.push(`${name}: ${String(error).split('\n')[0] ?? ''}`);
        // Some pages never come to rest without their network, and hold the browser; the others are measured all the same.
        await stand.close();
        stand = await Stand.launch();
      }
    }
    return { found, failed, saved: values.pages !== undefined };
  } finally {
    await stand.close();
    await served.close();
  }
});
const burst = await part('bursts', () => bursts(Number(values.times)));
const engine = await part('engine', async () => {
  const stand = await Stand.launch();
  try {
    return await stand.engine(20);
  } finally {
    await stand.close();
  }
});
const hidden = await part('hidden', () => timesToHidden('chromium', Number(values.times)));
process.stderr.write('\r');

type Part = Exclude<keyof Round, 'defuddle'>;
const { found, failed, saved } = pages.result;
/** The best round: what it takes when nothing else wants the machine. All are treated alike. */
const best = ({ rounds }: Page, of: (round: Round) => number | undefined): number => Math.min(...rounds.map((round) => of(round) ?? Infinity));
const sumOf = (...names: Part[]) => (round: Round): number => names.reduce((sum, name) => sum + round[name], 0);
const WAYS: [string, (round: Round) => number | undefined][] = [
  ['**Snapshot and hiding** (walk + measure + apply)', sumOf('walk', 'measure', 'apply')],
  ['… the walk', sumOf('walk')],
  ['… where each element is asked for a closed shadow root, as after loading', sumOf('thorough')],
  ['… measuring what may lie over the page', sumOf('measure')],
  ['… hiding', sumOf('apply')],
  ['A later look: walk + measure, little or nothing having changed', sumOf('later')],
  ['Handing the snapshot to the browser', sumOf('send')],
  ['**From the snapshot to hidden**, all of it, the background’s work and the way to it and back included', sumOf('whole')],
  ['`Readability.parse`, on a clone', sumOf('readability')],
  ['… making the clone', sumOf('clone')],
  ['Defuddle, on the document', ({ defuddle }) => defuddle],
];
const main = sumOf('walk', 'measure', 'apply');
const RIVAL = sumOf('readability');
const share = (list: readonly number[], digits: number): string => both(list, digits);
const rows = WAYS.map(([name, of]) => {
  const times = found.map((page) => best(page, of));
  const first = found.map(({ rounds: [round] }) => (round && of(round)) ?? NaN);
  const ratio = found.map((page) => best(page, of) / best(page, RIVAL));
  return `| ${name} | ${share(times, 2)} | ${share(first, 1)} | ${share(ratio, 3)} |`;
});
const all = [pages, burst, engine, hidden];
const days = [...new Set(all.map(({ when }) => when))].sort();
const busy = all.flatMap((one) => one.busy);
const p = (of: (round: Round) => number, at: number): number => quantile(found.map((page) => best(page, of)), at);
const table = `# Speed in the browser

Made by \`npm run speed\` on ${days.join(' and ')}, Chromium on ${String(cpus().length)} cores, on which ${Math.min(...busy).toFixed(1)} to ${Math.max(...busy).toFixed(1)} processes ran or waited meanwhile (other work, most of it): single
milliseconds are worth little, ratios more. ${String(found.length)} pages (${saved ? 'the fixtures of tests/corpus and saved pages of real sites, which are no part of this repository' : 'the fixtures of tests/corpus'}), of
${both(found.map(({ elements }) => elements), 0)} elements. Everything ran on the same document in the same tab, in turn, ${values.rounds} times (Defuddle ${String(DEFUDDLE_ROUNDS)}); who came first changed from
round to round. All ran in the world of the extension's content script. All but the second column are of the best round.${failed.length > 0 ? ` Left out: ${String(failed.length)} of those asked for, that never finished loading, or on which one of the three failed.` : ''}

| Milliseconds of the main thread, p50 · p95 of the pages | best round | first round | best, as a share of Readability's, page by page |
|---|---|---|---|
${rows.join('\n')}

At p50 Readability takes ${(p(RIVAL, 0.5) / p(main, 0.5)).toFixed(1)} times as long as our snapshot and hiding together, at p95 ${(p(RIVAL, 0.95) / p(main, 0.95)).toFixed(1)} times. It gives an article's text, we give
places to hide: both must read all of the page for it, which is why they are compared at all.

| A burst of nodes into a page that was calm | main thread, all that the extension does (ms for each burst) |
|---|---|
${burst.result.map(({ page, burst: nodes, own }) => `| ${nodes.toLocaleString('en')} nodes, ${page.toLocaleString('en')} elements | ${own.toFixed(2)} |`).join('\n')}

| The rest (ms, p50 · p95) | |
|---|---|
| Engine: compiled and begun, its file at hand | ${both(engine.result.map(({ start }) => start))} |
| … its file out of the extension | ${both(engine.result.map(({ file }) => file))} |
| In the markup, from DOMContentLoaded to hidden, first visit, background awake | ${both(hidden.result.markup, 0)} |
| … background asleep | ${both(hidden.result.asleep, 0)} |

${MENDED}`;
await writeFile(OUT, table);
process.stdout.write(table);
for (const line of failed) process.stderr.write(`left out: ${line}\n`);
