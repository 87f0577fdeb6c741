/** A file and the live page of it are one page to the engine: what is trained on files holds in browsers. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { analyzeHtml } from 'unnag/html';
import type { BlockReport } from '../../src/plan.js';
import { openChromium, type TestBrowser } from './pages.js';

const CORPUS = join(import.meta.dirname, '../../../tests/corpus');

/** The fixtures whose markup says all: no shadow trees, no frames. Their scripts are left out on both sides. */
function files(): { slug: string; html: string }[] {
  return readdirSync(CORPUS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ slug: name, html: readFileSync(join(CORPUS, name, 'page.html'), 'utf8') }))
    .filter(({ html }) => !/shadowrootmode|<iframe|autofocus/i.test(html))
    .map(({ slug, html }) => ({ slug, html: html.replace(/<script\b(?![^>]*ld\+json)[^]*?<\/script>/gi, '') }));
}

function told({ label, role, probabilities, reasons, text }: Omit<BlockReport, 'node'>): unknown {
  return { label, role, text, reasons, probabilities: probabilities.map((share) => share.toFixed(5)) };
}

describe('files and live pages', () => {
  let browser: TestBrowser;
  before(async () => {
    browser = await openChromium();
  });
  after(() => browser.close());

  for (const { slug, html } of files()) {
    test(slug, async () => {
      const page = await browser.open(html);
      try {
        const live = await page.run<{ url: string; report: BlockReport[] }>(
          '(() => { const { report } = unnag.analyze(document, { explain: true }); return { url: document.URL, report: report.map((block) => ({ ...block, probabilities: [...block.probabilities] })) }; })()',
        );
        const file = analyzeHtml(html, { url: live.url });
        assert.deepEqual(live.report.map(told), file.blocks.map(told));
        assert.ok(file.blocks.length > 3);
      } finally {
        await page.close();
      }
    });
  }
});
