/** Documents of DOM libraries in Node: the same page as its file, and `clean` hides in them without layout. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { JSDOM } from 'jsdom';
import { parseHTML } from 'linkedom';
import { analyze, clean, type Analysis } from 'unnag';

const CORPUS = join(import.meta.dirname, '../../tests/corpus');
const PAGES = readdirSync(CORPUS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({ name, html: readFileSync(join(CORPUS, name, 'page.html'), 'utf8').replaceAll(/ data-gold="[^"]*"/g, '') }));
const LIBRARIES: Readonly<Record<string, (html: string) => Document>> = {
  linkedom: (html) => parseHTML(html).document,
  jsdom: (html) => new JSDOM(html).window.document,
};

const story = '<p>The ferry left the harbour at six, as it had every morning since the bridge was lost to the ice of that long winter.</p>'.repeat(8);
const form = `<form class="newsletter-signup"><h3>Get our newsletter</h3><p>The best of our reporting in your inbox each Friday.</p>
  <input type="email" name="email" placeholder="E-mail"><textarea name="why"></textarea><input name="x" value="filled in by the site"><textarea>So was this.</textarea><button>Sign up</button></form>`;
const modal = `<div class="modal-overlay" role="dialog" aria-modal="true" style="position:fixed;inset:0"><div class="newsletter-modal"><h2>Get our newsletter</h2>
  <p>The best of our reporting in your inbox each Friday. Sign up for free.</p><input type="email" placeholder="E-mail"><button>Sign up</button><button aria-label="Close">×</button></div></div>`;
const page = (nag: string): string => `<!doctype html><html lang="en"><head><title>Head</title></head><body style="overflow:hidden;--banner-height:40px"><main inert><article><h1>Head</h1>${story}${nag === form ? nag : ''}${story}</article></main>${nag === form ? '' : nag}</body></html>`;

/** Paths are left out: linkedom's parser adds no `tbody`. */
const seen = ({ purpose, hide, kept, blocks }: Analysis): unknown => [
  purpose,
  hide.map(({ label }) => label),
  kept.map(({ label, why }) => [label, why]),
  blocks.map(({ label, text }) => [label, text]),
];

for (const [name, parse] of Object.entries(LIBRARIES)) {
  describe(name, () => {
    test('an empty form is not in use, nor is one that the site has filled in', () => {
      const found = analyze(parse(page(form)));
      assert.deepEqual([found.hide.map(({ label }) => label), found.kept.map(({ why }) => why)], [['newsletter'], []]);
    });

    test('a page says what its file says', () => {
      for (const { name: slug, html } of PAGES) assert.deepEqual(seen(analyze(parse(html), { url: '' })), seen(analyze(html, { url: '' })), slug);
    });

    for (const options of [{}, { layout: false }]) {
      test(`clean ${JSON.stringify(options)} hides, and all of it comes back to the letter`, () => {
        for (const nag of [form, modal]) {
          const document = parse(page(nag));
          const before = document.documentElement.outerHTML;
          const session = clean(document, options);
          const [item] = session.hidden;
          assert.equal(item?.label, 'newsletter');
          assert.match(item.element.getAttribute('style') ?? '', /display:\s*none\s*!important/);
          session.look();
          assert.equal(session.hidden.length, 1);
          session.restore(item);
          assert.equal(session.hidden.length, 0);
          session.restore();
          session.disconnect();
          assert.equal(document.documentElement.outerHTML, before);
        }
      });
    }

    test('to keep looking needs a browser; that is told, and nothing is hidden', () => {
      const document = parse(page(form));
      const before = document.documentElement.outerHTML;
      const wants = { name: 'TypeError', message: 'observe: there is no MutationObserver here' };
      assert.throws(() => clean(document, { observe: true }), wants);
      assert.equal(document.documentElement.outerHTML, before);
      const session = clean(document);
      assert.throws(() => { session.observe(); }, wants);
      assert.equal(session.hidden.length, 1);
    });
  });
}
