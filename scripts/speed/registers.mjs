// What registers of 128 bits bring: both engines are built with and without them as they ship, and all judge the same pages in turn, in Node.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { ENV, ROOT, run } from '../process.mjs';
import { htmlOf, mean, quantile } from './pages.mjs';

const WIDE = '-C\x1ftarget-feature=+simd128';
/** The larger is built for speed, the small one for size (`scripts/build-wasm.mjs`). */
const BUILDS = [
  { name: '**larger, with registers of 128 bits**', folder: 'large-wide', features: 'wasm,html,large', level: '3', flags: WIDE },
  { name: 'larger, without', folder: 'large-plain', features: 'wasm,html,large', level: '3', flags: '' },
  { name: 'small, with them', folder: 'small-wide', features: 'wasm,html', level: 'z', flags: WIDE },
  { name: '**small, without**', folder: 'small-plain', features: 'wasm,html', level: 'z', flags: '' },
];
/** The kinds that are hidden in calm, and no switches: what `analyzeHtml` takes besides a page. */
const [URL_OF_NONE, CALM, SWITCHES] = ['', 15, 0];

async function build({ folder, features, level, flags }) {
  const out = join(ROOT, '.cache', 'simd', folder);
  await run('wasm-pack', ['build', '--target', 'web', '--mode', 'no-install', '--release', '--no-pack', '--out-dir', out, '--out-name', 'unnag', '.', '--no-default-features', '--features', features], {
    env: { ...ENV, CARGO_PROFILE_RELEASE_OPT_LEVEL: level, CARGO_ENCODED_RUSTFLAGS: flags },
  });
  const engine = await import(pathToFileURL(join(out, 'unnag.js')).href);
  const bytes = readFileSync(join(out, 'unnag_bg.wasm'));
  engine.initSync({ module: bytes });
  return { engine, bytes: bytes.length };
}

/** A table: milliseconds a page without its parsing, the fastest of so many runs, p50 and p95. */
export async function registers(files, runs, at) {
  const built = [];
  for (const one of BUILDS) built.push({ ...one, ...(await build(one)) });
  const least = built.map(() => ({ all: [], parsed: [] }));
  for (const [number, file] of files.entries()) {
    const html = htmlOf(file);
    const best = built.map(() => [Infinity, Infinity]);
    for (let time = 0; time < runs; time += 1) {
      built.forEach(({ engine }, which) => {
        const start = performance.now();
        engine.htmlMarkup(html);
        const middle = performance.now();
        engine.analyzeHtml(html, URL_OF_NONE, CALM, SWITCHES);
        const end = performance.now();
        best[which] = [Math.min(best[which][0], middle - start), Math.min(best[which][1], end - middle)];
      });
    }
    best.forEach(([parsed, all], which) => {
      least[which].parsed.push(parsed);
      least[which].all.push(all);
    });
    at(`${number + 1} of ${files.length}`);
  }
  const rows = built.map(({ name, bytes }, which) => {
    const { all, parsed } = least[which];
    const judged = all.map((ms, page) => Math.max(0, ms - parsed[page]));
    return `| ${name} | ${quantile(judged, 0.5).toFixed(2)} | ${quantile(judged, 0.95).toFixed(2)} | ${mean(judged).toFixed(2)} | ${Math.round(bytes / 1000)} KB |`;
  });
  return ['| Engine, as wasm with the HTML parser | ms a page, parsing left out: median | p95 | mean | size |', '|---|---|---|---|---|', ...rows].join('\n');
}
