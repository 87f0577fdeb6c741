// How fast pages are read outside of a browser: ours with both models, two crates, and Readability in Node, on the same files page by page, HTML in,
// text out, each on one core. Writes docs/SPEED-NATIVE.md.
//   npm run speed:native -- [--pages DIR] [--every N] [--runs N]
// DIR holds pages (.html, .html.gz); without it the fixtures are read. The fastest of N runs counts: the machine may have other work.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { Readability } from '@mozilla/readability';
import { JSDOM, VirtualConsole } from 'jsdom';
import { parseHTML } from 'linkedom';
import { ENV, ROOT, run } from './process.mjs';
import { explain, step, Trouble } from './steps.mjs';

const { version } = createRequire(import.meta.url)('@mozilla/readability/package.json');
const quiet = new VirtualConsole();

const IN_NODE = [
  { name: `Readability ${version} (linkedom)`, read: (html) => new Readability(parseHTML(html).document).parse() },
  { name: `Readability ${version} (jsdom)`, read: (html) => new Readability(new JSDOM(html, { virtualConsole: quiet }).window.document).parse() },
];
const NAMES = { 'dom_smoothie': 'dom_smoothie 0.19', 'rs-trafilatura': 'rs-trafilatura 0.2' };

function files({ pages, every }) {
  if (pages === undefined) {
    const folder = join(ROOT, 'tests', 'corpus');
    return readdirSync(folder).map((name) => join(folder, name, 'page.html')).filter((file) => existsSync(file)).sort();
  }
  const folder = resolve(pages);
  const names = readdirSync(folder).filter((name) => /\.html(?:\.gz)?$/.test(name)).sort();
  return names.filter((_, at) => at % every === 0).map((name) => join(folder, name));
}

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
  const warm = readFileSync(list[0]);
  for (const { read } of IN_NODE) fastest(read, /gz$/.test(list[0]) ? gunzipSync(warm).toString() : warm.toString(), 2 * runs);
  for (const [number, file] of list.entries()) {
    train.stdin.write(`${file}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Trouble('`train speed` ended early');
    const { bytes, ms } = JSON.parse(value);
    const raw = readFileSync(file);
    const html = (file.endsWith('.gz') ? gunzipSync(raw) : raw).toString('utf8');
    for (const { name, read } of IN_NODE) ms[name] = fastest(read, html, runs);
    rows.push({ bytes, ms });
    at(`${number + 1} of ${list.length}`);
  }
  train.stdin.end();
  return rows;
}

const quantile = (numbers, share) => numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(share * numbers.length))];

/** One line a system: megabytes a second over all pages that it could read, and its milliseconds a page. */
function table(rows) {
  const names = [...new Set(rows.flatMap(({ ms }) => Object.keys(ms)))];
  const lines = names.map((name) => {
    const read = rows.filter(({ ms }) => ms[name] !== undefined);
    const times = read.map(({ ms }) => ms[name]);
    const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
    const speed = sum(read.map(({ bytes }) => bytes)) / 1e3 / sum(times);
    const failed = rows.length - read.length;
    return { name: NAMES[name] ?? name, speed, cells: [quantile(times, 0.5), sum(times) / times.length, quantile(times, 0.95)], failed };
  });
  const best = Math.max(...lines.map(({ speed }) => speed));
  const row = ({ name, speed, cells, failed }) => `| ${name}${failed > 0 ? ` (${failed} pages failed)` : ''} | ${speed === best ? `**${speed.toFixed(1)}**` : speed.toFixed(1)} | ${cells.map((cell) => cell.toFixed(2)).join(' | ')} |`;
  return ['| | MB of HTML a second | ms a page: median | mean | p95 |', '|---|---|---|---|---|', ...lines.toSorted((a, b) => b.speed - a.speed).map(row)].join('\n');
}

try {
  const { values } = parseArgs({ options: { pages: { type: 'string' }, every: { type: 'string', default: '1' }, runs: { type: 'string', default: '5' } } });
  const [every, runs] = [values.every, values.runs].map((word) => Number.parseInt(word, 10));
  if (!(every > 0 && runs > 0)) throw new Trouble('--every and --runs are numbers from 1 on');
  const list = files({ pages: values.pages, every });
  if (list.length === 0) throw new Trouble(`There are no pages in ${values.pages}`);
  await step('the trainer with its peers', async () => void (await run('cargo', ['build', '-q', '--release', '-p', 'train', '--features', 'peers'])));
  const rows = await step('the pages', (at) => measure(list, runs, at));
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  const text = `# Speed outside of a browser

HTML in, the article's text out, parsing included, on one core; all in the same run, page by page. Written by \`npm run speed:native\`
(\`-- --pages DIR\` for pages of your own); do not edit.

${table(rows)}

${rows.length} ${values.pages === undefined ? 'fixture pages (`tests/corpus`)' : 'saved pages'}, ${(bytes / 1e6).toFixed(1)} MB, ${(bytes / 1e3 / rows.length).toFixed(0)} KB a page. The fastest of ${runs} runs counts for each. ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${arch()}, Node ${process.versions.node}.

- Unnag: the text of \`unnag text\`, which has each block labelled and a plan made on the way. The crates and Readability give the text or the
  markup of the article alone; Readability's document is linkedom's or jsdom's, whose making is counted as parsing is for the others.
- The crates are compiled as ours is, for the oldest processors of their kind. Unnag's networks use what the processor has.
- Time against the size of a page, 1 KB to 20 MB: [scaling.svg](scaling.svg), by \`cargo bench --features _internals,large --bench scaling\`.
`;
  writeFileSync(join(ROOT, 'docs', 'SPEED-NATIVE.md'), text);
  process.stdout.write(`\n${table(rows)}\n\ndocs/SPEED-NATIVE.md\n`);
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
