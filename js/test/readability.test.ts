/** `unnag/readability` in the place of `@mozilla/readability`: its README's examples, its fields on our fixtures, its errors. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { JSDOM } from 'jsdom';
import { parseHTML } from 'linkedom';
import * as original from '@mozilla/readability';
import * as ours from 'unnag/readability';

const CORPUS = join(import.meta.dirname, '../../tests/corpus');
const require = createRequire(import.meta.url);
const fixture = (slug: string): string => readFileSync(join(CORPUS, slug, 'page.html'), 'utf8');
const URL_OF_PAGE = 'https://paper.example/news/2026/a-story';
const page = (slug: string): Document => new JSDOM(fixture(slug), { url: URL_OF_PAGE }).window.document;

/** The examples of Readability's own README: its blocks of JavaScript. */
const EXAMPLES = [...readFileSync(join(dirname(require.resolve('@mozilla/readability')), 'README.md'), 'utf8').matchAll(/```(?:js|javascript)\n([^]*?)```/g)].map((match) => match[1] ?? '');

describe('the examples of Readability’s README', () => {
  test('are there', () => {
    assert.equal(EXAMPLES.length, 4);
  });

  for (const [number, example] of EXAMPLES.entries()) {
    test(`example ${String(number + 1)}: ${example.trim().split('\n').at(-2) ?? example.trim()}`, () => {
      const parsed: (ours.ReadabilityArticle | null)[] = [];
      class Recorded extends ours.Readability {
        override parse(): ours.ReadabilityArticle | null {
          const article = super.parse();
          parsed.push(article);
          return article;
        }
      }
      const module = { ...ours, Readability: Recorded };
      const context = createContext({
        ...module,
        document: page('plain-article'),
        require: (name: string): unknown => (name === '@mozilla/readability' ? module : require(name)),
      });
      runInContext(example, context);
      assert.equal(parsed.length, 1);
      const [article] = parsed;
      assert.ok(article);
      assert.equal(typeof article.title, 'string');
      assert.match(article.content, /^<div id="readability-page-1" class="page">/);
      if (!example.includes('cat')) return;
      // The one example whose result can be said.
      assert.equal(article.content, '<div id="readability-page-1" class="page"><p>Look at this cat: <img src="https://www.example.com/cat.jpg" alt=""></p></div>');
      assert.deepEqual([article.textContent, article.length, article.title, article.byline, article.lang], ['Look at this cat:', 17, '', null, null]);
    });
  }
});

describe('on the fixtures', () => {
  const slugs = readdirSync(CORPUS, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);

  test('the fields are those of Readability, of the same types, and the document stays as it is', () => {
    for (const slug of slugs) {
      const document = page(slug);
      const before = document.documentElement.outerHTML;
      const article = new ours.Readability(document).parse();
      assert.equal(document.documentElement.outerHTML, before, slug);
      const theirs = new original.Readability(document).parse();
      if (!article || !theirs) continue;
      assert.deepEqual(Object.keys(article).sort(), Object.keys(theirs).sort(), slug);
      assert.deepEqual([article.lang, article.siteName ?? null, article.publishedTime ?? null], [theirs.lang ?? null, theirs.siteName ?? null, theirs.publishedTime ?? null], slug);
      assert.equal(article.length, article.textContent.length);
    }
  });

  test('where a page is for something else than reading there is no article', () => {
    for (const slug of ['checkout', 'login-page']) assert.equal(new ours.Readability(page(slug)).parse(), null, slug);
  });

  test('the guess agrees with Readability’s', () => {
    for (const slug of slugs) assert.equal(ours.isProbablyReaderable(page(slug)), original.isProbablyReaderable(page(slug)), slug);
  });

  test('what the page hides stays hidden, and what it says twice is said once, also where little is sure', () => {
    const shown = 'The ferry left the harbour of Havnsund at six, as it had every morning since the bridge was lost to the ice of that long winter.';
    const short = 'So it did today, with eleven people and a piano aboard, and nobody on the quay asked the captain’s brother what for.';
    const secret = 'Of the captain and his three daughters the whole town knew, and yet they spoke of them in the harbour as if of strangers.';
    const hiding = [
      `<p hidden>${secret}</p>`,
      `<div style="display: none"><section><p>${secret}</p></section></div>`,
      `<p><span style="visibility:hidden">${secret}</span> <b hidden>${secret}</b></p>`,
      `<dialog><p>${secret}</p></dialog>`,
      `<div hidden id="S:x"><p>${secret}</p></div>`,
    ];
    const parse = (body: string): ours.ReadabilityArticle | null =>
      new ours.Readability(new JSDOM(`<title>Ferry</title><body hidden><article>${body}</article>`, { url: URL_OF_PAGE }).window.document, { charThreshold: 5000 }).parse();
    for (const hidden of hiding) {
      const article = parse(`<p>${shown}</p>${hidden}<p>${short}</p><p>${shown}</p>`);
      assert.equal(article?.textContent, `${shown}\n\n${short}`, hidden);
      assert.doesNotMatch(article.content, /daughters/, hidden);
      assert.equal(parse(hidden), null, hidden);
    }
    // A part that the server sends late is shown by a script at once.
    assert.match(parse(`<p>${shown}</p><div hidden id="S:1f"><p>${secret}</p></div>`)?.content ?? '', /daughters/);
  });

  test('another DOM library gives the same', () => {
    const { document } = parseHTML(fixture('plain-article'));
    const article = new ours.Readability(document).parse();
    const { content, textContent, title } = new ours.Readability(page('plain-article')).parse() ?? {};
    assert.deepEqual([article?.textContent, article?.title], [textContent, title]);
    assert.equal(article?.content.replaceAll(/ (?:src|href)="[^"]*"/g, ''), content?.replaceAll(/ (?:src|href)="[^"]*"/g, ''));
  });
});

describe('metadata', () => {
  const told = (head: string, body = '', options?: ours.ReadabilityOptions): Partial<ours.ReadabilityArticle> => {
    const html = `<html lang="en-GB"><head>${head}</head><body dir="rtl"><main>${body}<p>The ferry left the harbour of Havnsund at six, as it had every morning since the bridge was lost.</p></main></body></html>`;
    return new ours.Readability(new JSDOM(html, { url: URL_OF_PAGE }).window.document, options).parse() ?? {};
  };
  const ld = (value: unknown): string => `<script type="application/ld+json">${JSON.stringify(value)}</script>`;

  test('JSON-LD first, wherever the article stands in it; then meta tags; then the markup', () => {
    const article = { '@type': ['NewsArticle'], headline: ' Head  line ', author: [{ name: 'Ada' }, 'Bo', { x: 1 }], description: 'D', publisher: { name: 'P' }, datePublished: '2026-01-02' };
    const head = `<title>Title of the page | Paper</title><meta property="og:title" content="OG"><meta name="author" content="Meta"><meta property="og:site_name" content="Site"><meta property="article:published_time" content="2025">`;
    const all = told(head + ld({ '@context': 'https://schema.org', '@graph': [{ '@type': 'WebSite', name: 'W' }, article] }));
    assert.deepEqual([all.title, all.byline, all.excerpt, all.siteName, all.publishedTime, all.lang, all.dir], ['Head line', 'Ada, Bo', 'D', 'P', '2026-01-02', 'en-GB', 'rtl']);
    const tags = told(head + ld(article), '', { disableJSONLD: true });
    assert.deepEqual([tags.title, tags.byline, tags.siteName, tags.publishedTime], ['OG', 'Meta', 'Site', '2025']);
    assert.equal(told('<title>x</title>', '<p class="post-byline">By Cy</p>').byline, 'By Cy');
    assert.equal(told('<meta property="article:author" content="https://a.example/ada">').byline, null);
  });

  test('broken, huge and odd JSON-LD says nothing', () => {
    for (const script of ['{', '[[[[]]]]', 'null', '{"@type":"NewsArticle","headline":{"a":1},"author":7,"publisher":[]}', '{"@type":5}']) {
      const article = told(`<title>A whole title</title><script type="application/ld+json">${script}</script>`);
      assert.deepEqual([article.title, article.byline], ['A whole title', null], script);
    }
  });

  test('a title loses the site’s name, unless little would be left', () => {
    const title = (text: string, body = ''): string | undefined => told(`<title>${text}</title>`, body).title;
    assert.equal(title('The last ferry to Havnsund – The Sound'), 'The last ferry to Havnsund');
    assert.equal(title('Paper | The last ferry'), 'The last ferry');
    assert.equal(title('News: The last ferry to Havnsund', '<h1>The last ferry to Havnsund</h1>'), 'The last ferry to Havnsund');
    assert.equal(title('Dogs | Cats'), 'Dogs | Cats');
  });
});

test('the options that mean something, and the errors', () => {
  const document = page('plain-article');
  assert.throws(() => new ours.Readability(document, { maxElemsToParse: 5 }).parse(), /^Error: Aborting parsing document; \d+ elements found$/);
  assert.throws(() => new ours.Readability(undefined as unknown as Document), /First argument to Readability constructor should be a document object/);
  const element = new ours.Readability(document, { serializer: (node) => node as HTMLElement }).parse()?.content;
  assert.equal(element?.outerHTML, new ours.Readability(document).parse()?.content);
  assert.equal(ours.isProbablyReaderable(document, { minScore: 1e6 }), false);
  assert.equal(ours.isProbablyReaderable(document, () => false), false);
});
