/** A file and the live page of it are one page to the engine: what is trained on files holds in browsers. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { analyze, type Analysis, type Block } from 'unnag/html';
import { openChromium, opened } from './pages.js';

const CORPUS = join(import.meta.dirname, '../../../tests/corpus');

/** The fixtures whose markup says all: no shadow trees, no frames. Their scripts are left out on both sides. */
function files(): { slug: string; html: string }[] {
  return readdirSync(CORPUS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ slug: name, html: readFileSync(join(CORPUS, name, 'page.html'), 'utf8') }))
    .filter(({ html }) => !/shadowrootmode|<iframe|autofocus/i.test(html))
    .map(({ slug, html }) => ({ slug, html: html.replace(/<script\b(?![^>]*ld\+json)[^]*?<\/script>/gi, '') }));
}

/** All that is told of a page, without what only one of the two has. */
interface Told extends Pick<Analysis, 'purpose' | 'language' | 'title'> {
  readonly blocks: readonly Block[];
  readonly text: string;
  readonly html: string;
}

function told({ blocks, ...rest }: Told): unknown {
  const rounded = (shares: Block['probabilities']): unknown => Object.entries(shares ?? {}).map(([label, share]) => `${label} ${share.toFixed(5)}`);
  return { ...rest, blocks: blocks.map(({ probabilities, ...block }) => ({ ...block, probabilities: rounded(probabilities) })) };
}

/** Runs in the page too. */
function tell(found: Analysis): Told {
  return {
    purpose: found.purpose,
    language: found.language,
    title: found.title,
    text: found.articleText(),
    html: found.articleHtml({ headline: true }),
    blocks: found.blocks.map((block) => ({ ...block, element: undefined })),
  };
}

describe('files and live pages', () => {
  const browser = opened(openChromium);

  for (const { slug, html } of files()) {
    test(slug, async () => {
      const page = await browser().open(html);
      try {
        const live = await page.run<Told & { url: string; paths: boolean }>(
          `(() => {
            const found = unnag.analyze(document, { explain: true });
            const at = (path) => path.reduce((element, index) => element.children[index], document.documentElement);
            return { url: document.URL, paths: found.blocks.every(({ path, element }) => at(path) === element), ...(${tell.toString()})(found) };
          })()`,
        );
        const { url, paths, ...rest } = live;
        const file = tell(analyze(html, { url, explain: true }));
        assert.deepEqual(told(rest), told(file));
        assert.ok(paths, 'each path leads to its element');
        assert.ok(file.blocks.length > 3);
      } finally {
        await page.close();
      }
    });
  }

  test('<base> counts, in a file, in a string and in a live page', async () => {
    const prose = [
      'The ferry left the harbour at six, as it had every morning since the bridge was lost to the ice of that long winter.',
      'On the far shore the mayor and two engineers were waiting; they had measured the channel for a week, the council said on Monday.',
      'A new bridge would take four years to build, according to their report, and cost more than the town has spent on roads since 1990.',
    ].map((words) => `<p>${words}</p>`).join('');
    const linked = '<p>The report, which was written by <a href="list.html">eleven residents of the island</a>, was read aloud in the town hall on Tuesday.</p>';
    for (const [base, url, expected] of [
      ['', undefined, '/news/2026/list.html'],
      ['<base target="_blank"><base href="/archive/">', undefined, '/archive/list.html'],
      ['<base href="https://files.example/x/">', undefined, 'https://files.example/x/list.html'],
      ['<base href="../y/">', 'https://paper.example/a/b.html', 'https://paper.example/y/list.html'],
      ['<base href="javascript:1">', 'https://paper.example/a/b.html', undefined],
    ] as const) {
      const html = `<!doctype html><head><title>Ferry</title>${base}</head><article>${prose}${linked}</article>`;
      const page = await browser().open(html);
      try {
        const options = JSON.stringify({ url });
        const [live, string, at] = await page.run<[string, string, string]>(
          `(() => { const own = document.documentElement.outerHTML, options = ${options}; const known = { url: document.URL, ...options };
            return [unnag.articleHtml(document, options), unnag.articleHtml(own, known), document.URL]; })()`,
        );
        const file = analyze(html, { url: url ?? at }).articleHtml();
        const href = expected === undefined ? undefined : new URL(expected, at).href;
        for (const each of [live, string, file]) assert.equal(/href="([^"]*)"/.exec(each)?.[1], href, base);
      } finally {
        await page.close();
      }
    }
  });

  test('paths end where they would be far longer than the page, and all else is told', async () => {
    const html = `${'<div>'.repeat(400)}${'<p>a '.repeat(20_000)}`;
    const known = (blocks: readonly { path?: unknown }[]): [number, number] => [blocks.length, blocks.filter(({ path }) => path !== undefined).length];
    const page = await browser().open(html);
    try {
      const live = await page.run<[number, number]>(`(${known.toString()})(unnag.analyze(document).blocks)`);
      const [blocks, paths] = known(analyze(html).blocks);
      assert.deepEqual(live, [blocks, paths]);
      assert.ok(blocks === 20_000 && paths > 5000 && paths < 6000, String(paths));
    } finally {
      await page.close();
    }
  });
});
