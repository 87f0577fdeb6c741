// The benchmark's texts: several threads, a run that was broken off goes on, and a page that never ends or fails costs no other.
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { textsOf } from '../../scripts/benchmarks/texts.mjs';
import { LeftOut, Trouble } from '../../scripts/steps.mjs';

const STEPS = new URL('../../scripts/steps.mjs', import.meta.url).href;
/** Extractors of the test's own: what a page says is what happens. */
const PEERS = `
import { appendFileSync } from 'node:fs';
import { LeftOut, Trouble } from ${JSON.stringify(STEPS)};
export const PEERS = [
  { name: 'plain', open: async () => ({
    read: async (html, url) => {
      appendFileSync(new URL('read', import.meta.url), url + '\\n');
      if (html === 'ends never') for (;;) ;
      if (html === 'fails') throw new Error('no');
      if (html === 'trouble') throw new Trouble('it is gone');
      return html.toUpperCase();
    },
    close: () => appendFileSync(new URL('read', import.meta.url), 'closed\\n'),
  }) },
  { name: 'not here', open: async () => { throw new LeftOut('it is not here'); } },
];`;

let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'unnag-texts-'));
  writeFileSync(join(folder, 'peers.mjs'), PEERS);
});
after(() => rmSync(folder, { recursive: true, force: true }));

const pagesOf = (...contents) =>
  contents.map((content, number) => {
    const path = join(folder, `${number}.html.gz`);
    writeFileSync(path, gzipSync(content));
    return { file: `${number}.html.gz`, path, url: `https://a.example/${number}` };
  });
const read = () => readFileSync(join(folder, 'read'), 'utf8').split('\n').filter((line) => line.startsWith('http')).sort();
const texts = (pages, kept, more = {}) => textsOf({ name: 'plain', peers: pathToFileURL(join(folder, 'peers.mjs')).href, pages, kept: join(folder, kept), jobs: 2, ...more });

test('each page once, also where one fails and one never ends', async () => {
  const pages = pagesOf('one', 'ends never', 'fails', 'four', 'five');
  for (const jobs of [1, 2]) {
    writeFileSync(join(folder, 'read'), '');
    const found = await texts(pages, `kept${jobs}.jsonl`, { jobs, patience: 1500 });
    assert.deepEqual(pages.map(({ file }) => found.get(file)), ['ONE', null, null, 'FOUR', 'FIVE']);
    assert.deepEqual(read(), pages.map(({ url }) => url));
  }
});

test('what an earlier run did is not done again; the line at which it was broken off is', async () => {
  const pages = pagesOf('one', 'two', 'three');
  const kept = join(folder, 'again.jsonl');
  writeFileSync(kept, `${JSON.stringify({ page: '0.html.gz', text: 'EARLIER' })}\n`);
  appendFileSync(kept, '{"page":"1.html.gz","te');
  writeFileSync(join(folder, 'read'), '');
  for (const expected of [[pages[1].url, pages[2].url], []]) {
    const found = await texts(pages, 'again.jsonl');
    assert.deepEqual(pages.map(({ file }) => found.get(file)), ['EARLIER', 'TWO', 'THREE']);
    assert.deepEqual(read(), expected);
    writeFileSync(join(folder, 'read'), '');
  }
});

test('an extractor that can not be had is told as such, and one that is gone ends the run', async () => {
  await assert.rejects(texts(pagesOf('one'), 'none.jsonl', { name: 'not here' }), (error) => error instanceof LeftOut && error.message === 'it is not here');
  await assert.rejects(texts(pagesOf('trouble', 'trouble'), 'gone.jsonl'), (error) => error instanceof Trouble && error.message === 'it is gone');
});
