// How fast pages are read outside of a browser: ours with both models, two crates, and Readability in Node, on the same files page by page, HTML in,
// text out, each on one core. Writes docs/SPEED-NATIVE.md.
//   npm run speed:native -- [--pages DIR] [--every N] [--runs N]
// DIR holds pages (.html, .html.gz), which are read beside the fixtures. The fastest of N runs counts: the machine may have other work.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, cpus } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { Readability } from '@mozilla/readability';
import { JSDOM, VirtualConsole } from 'jsdom';
import { parseHTML } from 'linkedom';
import { ENV, ROOT, run } from './process.mjs';
import { fixtures, htmlOf, mean, quantile, saved } from './speed/pages.mjs';
import { registers } from './speed/registers.mjs';
import { explain, step, Trouble } from './steps.mjs';

const { version } = createRequire(import.meta.url)('@mozilla/readability/package.json');
const quiet = new VirtualConsole();

const IN_NODE = [
  { name: `Readability ${version} (linkedom)`, read: (html) => new Readability(parseHTML(html).document).parse() },
  { name: `Readability ${version} (jsdom)`, read: (html) => new Readability(new JSDOM(html, { virtualConsole: quiet }).window.document).parse() },
];
const NAMES = { 'dom_smoothie': 'dom_smoothie 0.19', 'rs-trafilatura': 'rs-trafilatura 0.2' };

/** Milliseconds of the fastest run; nothing if it fails. */
function fastest(read, html, runs) {
  let best;
  for (let at = 0; at < runs; at += 1) {
    const start = performance.now();
    try {
      read(html);
    } catch {
      return undefined;
    }
    const took = performance.now() - start;
    best = best === undefined ? took : Math.min(best, took);
  }
  return best;
}

async function measure(list, runs, at) {
  const train = spawn(join(ROOT, 'target', 'release', process.platform === 'win32' ? 'train.exe' : 'train'), ['speed', '--runs', String(runs)], { cwd: ROOT, env: ENV, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: train.stdout })[Symbol.asyncIterator]();
  const rows = [];
  // Node's compiler has seen the code before the first page counts.
  for (const { read } of IN_NODE) fastest(read, htmlOf(list[0]), 2 * runs);
  for (const [number, file] of list.entries()) {
    train.stdin.write(`${file}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Trouble('`train speed` ended early');
    const { bytes, ms } = JSON.parse(value);
    const html = htmlOf(file);
    for (const { name, read } of IN_NODE) ms[name] = fastest(read, html, runs);
    rows.push({ bytes, ms });
    at(`${number + 1} of ${list.length}`);
  }
  train.stdin.end();
  return rows;
}

/** One line a system: megabytes a second over all pages that it could read, and its milliseconds a page. */
function table(rows) {
  const names = [...new Set(rows.flatMap(({ ms }) => Object.keys(ms)))];
  const lines = names.map((name) => {
    const read = rows.filter(({ ms }) => ms[name] !== undefined);
    const times = read.map(({ ms }) => ms[name]);
    const speed = mean(read.map(({ bytes }) => bytes)) / 1e3 / mean(times);
    const failed = rows.length - read.length;
    return { name: NAMES[name] ?? name, speed, cells: [quantile(times, 0.5), mean(times), quantile(times, 0.95)], failed };
  });
  const best = Math.max(...lines.map(({ speed }) => speed));
  const row = ({ name, speed, cells, failed }) => `| ${name}${failed > 0 ? ` (${failed} pages failed)` : ''} | ${speed === best ? `**${speed.toFixed(1)}**` : speed.toFixed(1)} | ${cells.map((cell) => cell.toFixed(2)).join(' | ')} |`;
  return ['| | MB of HTML a second | ms a page: median | mean | p95 |', '|---|---|---|---|---|', ...lines.toSorted((a, b) => b.speed - a.speed).map(row)].join('\n');
}

try {
  const { values } = parseArgs({ options: { pages: { type: 'string' }, every: { type: 'string', default: '1' }, runs: { type: 'string', default: '5' } } });
  const [every, runs] = [values.every, values.runs].map((word) => Number.parseInt(word, 10));
  if (!(every > 0 && runs > 0)) throw new Trouble('--every and --runs are numbers from 1 on');
  const sets = [{ what: 'fixture pages (`tests/corpus`)', list: fixtures() }];
  if (values.pages !== undefined) sets.unshift({ what: 'saved pages of real sites, which are no part of this repository', list: saved(values.pages, every) });
  if (sets.some(({ list }) => list.length === 0)) throw new Trouble(`There are no pages in ${values.pages}`);
  await step('the trainer with its peers', async () => void (await run('cargo', ['build', '-q', '--release', '-p', 'train', '--features', 'peers'])));
  const tables = [];
  for (const { what, list } of sets) {
    const rows = await step(what, (at) => measure(list, runs, at));
    const bytes = mean(rows.map((row) => row.bytes));
    tables.push(`## ${rows.length} ${what}\n\n${(bytes * rows.length / 1e6).toFixed(1)} MB, ${(bytes / 1e3).toFixed(0)} KB a page.\n\n${table(rows)}`);
  }
  let wide = '';
  await step('the engine with wide registers and without', async (at) => {
    wide = await registers(sets[0].list, runs, at);
  });
  const text = `# Speed outside of a browser

HTML in, the article's text out, parsing included, on one core; all in the same run, page by page. Written by \`npm run speed:native\`
(\`-- --pages DIR\` for pages of your own beside the fixtures); do not edit. The fastest of ${runs} runs counts for each. ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${arch()}, Node ${process.versions.node}.

${tables.join('\n\n')}

- Unnag: the text of \`unnag text\`, which has each block labelled and a plan made on the way. The crates and Readability give the text or the
  markup of the article alone; Readability's document is linkedom's or jsdom's, whose making is counted as parsing is for the others.
- The crates are compiled as ours is, for the oldest processors of their kind. Unnag's networks use what the processor has.
- Time against the size of a page, 1 KB to 20 MB: [scaling.svg](scaling.svg), by \`cargo bench --features _internals,large --bench scaling\`.

## Wide registers

The networks' sums are whole numbers of 16 bits, two inputs an instruction where there is one for it. The extension's engine is built with WebAssembly's registers of
128 bits, which both browsers have. The smaller one of the npm package is built for size, and so without: not all of its code is then compiled for them. As they ship in bold; the same
${sets[0].list.length} pages as in the first table:

${wide}
`;
  writeFileSync(join(ROOT, 'docs', 'SPEED-NATIVE.md'), text);
  process.stdout.write(`\n${tables.join('\n\n')}\n\n${wide}\n\ndocs/SPEED-NATIVE.md\n`);
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
