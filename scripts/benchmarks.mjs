// Writes docs/BENCHMARKS.md, its plot and docs/benchmarks.json, of which the demo shows the figures. The corpus is not part of this repository; without
// it nothing is measured and nothing is written.
//   npm run benchmarks -- --folds FOLDER [--corpus CORPUS]      our figures and the crates' by `train text`, models that have not seen the site
//   npm run benchmarks -- --text FILE [--corpus CORPUS]         the same from that command's saved output
//   … --peers Readability,Defuddle,trafilatura                  which of those that are no crates; what was measured before of the same version is taken
//                                                               from .cache/benchmarks, and what was broken off goes on
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Tally } from './benchmarks/measures.mjs';
import { PEERS } from './benchmarks/peers.mjs';
import { plot, rowsOf, table } from './benchmarks/report.mjs';
import { textsOf } from './benchmarks/texts.mjs';
import { ROOT, run } from './process.mjs';
import { explain, LeftOut, step, Trouble } from './steps.mjs';

const TRAIN = ['run', '-q', '--release', '-p', 'train', '--features', 'peers', '--', 'text'];

async function crates({ corpus, folds, text }) {
  if (text !== undefined) return rowsOf(readFileSync(resolve(text), 'utf8'));
  if (folds === undefined) throw new Trouble('Which models? --folds FOLDER as kept by `cargo run --release -p train -- fit --folds FOLDER` (its `large`), or --text FILE.');
  const { out } = await run('cargo', [...TRAIN, '--corpus', corpus, '--folds', resolve(folds)]);
  return rowsOf(out);
}

/** A peer's figures on a corpus; an older run's, if neither has changed. */
async function ofPeer(corpus, peer, at) {
  const folder = join(corpus, 'reference');
  const index = readFileSync(join(folder, 'index.jsonl'), 'utf8');
  const kept = join(ROOT, '.cache', 'benchmarks', `${createHash('sha256').update(peer.name).update(index).digest('hex').slice(0, 16)}.json`);
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8'));
  const pages = index.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));
  const texts = await textsOf({
    name: peer.name,
    pages: pages.map(({ file, url }) => ({ file, url, path: join(folder, file) })),
    kept: kept.replace(/json$/, 'jsonl'),
    at,
  });
  const tally = new Tally();
  for (const page of pages) {
    const text = texts.get(page.file) ?? null;
    // As in `train text`: an error counts as an empty text.
    if (text === null) tally.failures += 1;
    tally.add(page, text ?? '');
  }
  if (tally.failures === pages.length) throw new Trouble(`${peer.name} failed on every page: something else is wrong`);
  const result = { pages: tally.pages, failures: tally.failures, figures: tally.figures() };
  mkdirSync(dirname(kept), { recursive: true });
  writeFileSync(kept, JSON.stringify(result));
  return result;
}

function page(rows, { articles, all }, failures, leftOut) {
  return `# Benchmarks

The article's text, beside other extractors on the same pages. Written by \`npm run benchmarks\`; do not edit.

![The figures of the table as bars](benchmarks.svg)

${table(rows)}

${articles} articles and ${all} pages of seven types, with reference texts made by people. Models are ours that have not seen the page's site.

- Unnag and the two crates: one run of \`cargo run --release -p train --features peers -- text\`. [train/README.md](../train/README.md) defines the measures.
- The extractors in JavaScript run in Node on linkedom, and the text is that of the markup that they give, blocks set apart. trafilatura runs in Python and
  gives text. The same measures are computed by \`scripts/benchmarks/measures.mjs\`. An error counts as an empty text: ${failures}.
${leftOut}- All were run as they come, without options for a kind of page; “precise” is with \`favor_precision\` and without comments, the way in which trafilatura does
  best on articles elsewhere. Texts of Unnag have no headline and no captions.
- Pages that are no articles (forums, shops, lists) are not what Unnag is made for.

How many nags are hidden, and what that costs in article text, is in [train/REPORT.md](../train/REPORT.md); no other extractor answers that question.
`;
}

try {
  const { values } = parseArgs({ options: { corpus: { type: 'string' }, folds: { type: 'string' }, text: { type: 'string' }, peers: { type: 'string' } } });
  const wanted = values.peers?.split(',') ?? [];
  const peers = PEERS.filter(({ name }) => wanted.length === 0 || wanted.some((each) => name.startsWith(each)));
  const corpus = resolve(values.corpus ?? join(ROOT, '..', 'shared', 'corpus'));
  if (!existsSync(join(corpus, 'reference', 'index.jsonl'))) {
    process.stdout.write('The labelled corpus is not here (--corpus FOLDER says where it is): nothing is measured, docs/BENCHMARKS.md stays as it is.\n');
  } else {
    const rows = await step('Unnag and the crates', () => crates({ ...values, corpus }));
    if (rows.length !== 3) throw new Trouble('The output of `train text` has no rows for ours, dom_smoothie and rs-trafilatura: was it run with --features peers?');
    let pages = { articles: 0, all: 0 };
    const failures = [];
    const leftOut = [];
    for (const peer of peers) {
      const tally = await step(peer.name, (at) => ofPeer(corpus, peer, at)).catch((error) => {
        if (!(error instanceof LeftOut)) throw error;
        leftOut.push(`- Not measured: ${peer.name}. ${error.message}.\n`);
      });
      if (tally === undefined) continue;
      pages = tally.pages;
      rows.push({ name: peer.name, ours: false, ...tally.figures });
      failures.push(`${peer.name} ${tally.failures}`);
    }
    const docs = (name) => join(ROOT, 'docs', name);
    writeFileSync(docs('BENCHMARKS.md'), page(rows, pages, failures.join(', '), leftOut.join('')));
    writeFileSync(docs('benchmarks.svg'), plot(rows));
    writeFileSync(docs('benchmarks.json'), `${JSON.stringify({ pages, rows: rows.map(({ gram, word, leaked, all, ...rest }) => ({ ...rest, ...Object.fromEntries(Object.entries({ gram, word, leaked, all }).map(([key, value]) => [key, Number(value.toFixed(6))])) })) }, undefined, 2)}\n`);
    process.stdout.write('docs/BENCHMARKS.md\n');
  }
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
