/** Looking at live pages: nothing changes by it, the guess is quick, the article's markup is harmless to the browser that parses it. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { BROWSERS, opened, runOn } from './pages.js';

const CORPUS = join(import.meta.dirname, '../../../tests/corpus');
const FIXTURES = readdirSync(CORPUS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({ slug: name, html: readFileSync(join(CORPUS, name, 'page.html'), 'utf8').replace(/<script\b(?![^>]*ld\+json)[^]*?<\/script>/gi, '') }));
/** Milliseconds that the guess may take, by the median of its runs on a page. */
const QUICK = 1;
/** What markup may be made of. */
const HARMLESS = 'A ABBR B BDI BDO BLOCKQUOTE BR CAPTION CITE CODE DD DEL DFN DL DT EM FIGCAPTION FIGURE H1 H2 H3 H4 H5 H6 I IMG INS KBD LI MARK OL P PRE Q RP RT RUBY S SAMP SMALL STRONG SUB SUP TABLE TBODY TD TFOOT TH THEAD TIME TR U UL VAR'.split(' ');
const ATTRIBUTES = 'alt colspan datetime dir height href lang rowspan scope src srcset start title width'.split(' ');
const READABILITY = `${readFileSync(createRequire(import.meta.url).resolve('@mozilla/readability/Readability.js'), 'utf8')};globalThis.Original = Readability;`;

for (const launch of BROWSERS) {
  describe(launch.name.replace('open', ''), () => {
    const browser = opened(launch);

    const on = <T>(html: string, body: string): Promise<T> => runOn<T>(browser(), html, body);

    test('looking changes nothing, in any way that a page could see', async () => {
      const html = `<p>A first sentence of a story that is long enough.</p><div class="newsletter"><input type="email" value="a"><button>Sign up</button></div><x-a></x-a>`;
      const result = await on<unknown>(
        html,
        `
        document.querySelector('x-a').attachShadow({ mode: 'open' }).append('in shadow');
        document.querySelector('input').focus();
        const before = document.documentElement.outerHTML, seen = [];
        const observer = new MutationObserver((records) => seen.push(...records));
        for (const root of [document, document.querySelector('x-a').shadowRoot]) observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
        unnag.analyze(document, { level: 'focus', kinds: { consent: true }, guard: false, budget: false, explain: true });
        unnag.articleText(document); unnag.articleHtml(document); unnag.isProbablyArticle(document); unnag.analyze(document.documentElement.outerHTML);
        new unnag.readability.Readability(document).parse(); unnag.readability.isProbablyReaderable(document);
        seen.push(...observer.takeRecords());
        return [seen.length, document.documentElement.outerHTML === before, document.adoptedStyleSheets.length, document.activeElement.localName, Object.keys(window).filter((key) => /unnag/i.test(key) && key !== 'unnag')];
        `,
      );
      assert.deepEqual(result, [0, true, 0, 'input', []]);
    });

    test('on each fixture: the guess is quick and agrees with the engine; the markup, parsed again, holds what it may and says what the text says', async () => {
      const wrong: string[] = [];
      for (const { slug, html } of FIXTURES) {
        const found = await on<{ guess: boolean; purpose: string; ms: number; names: string[]; attributes: string[]; written: string; told: string }>(
          html,
          `
          const times = [];
          let guess;
          for (let run = 0; run < 15; run += 1) { const start = performance.now(); for (let n = 0; n < 10; n += 1) guess = unnag.isProbablyArticle(document); times.push((performance.now() - start) / 10); }
          const analysis = unnag.analyze(document);
          const parsed = new DOMParser().parseFromString(analysis.articleHtml({ headline: true }), 'text/html').body;
          const all = [...parsed.querySelectorAll('*')];
          const words = (text) => text.replace(/\\s+/g, '');
          return {
            guess, purpose: analysis.purpose, ms: times.sort((a, b) => a - b)[7],
            names: [...new Set(all.map((element) => element.tagName))], attributes: [...new Set(all.flatMap((element) => element.getAttributeNames()))],
            written: words(parsed.textContent), told: words(analysis.articleText({ headline: true, captions: true })),
          };
          `,
        );
        assert.ok(found.ms <= QUICK, `${slug}: ${found.ms} ms`);
        if (found.guess !== (found.purpose === 'article')) wrong.push(`${slug} is ${found.purpose}`);
        assert.deepEqual(found.names.filter((name) => !HARMLESS.includes(name)), [], slug);
        assert.deepEqual(found.attributes.filter((name) => !ATTRIBUTES.includes(name)), [], slug);
        assert.equal(found.written, found.told, slug);
      }
      assert.deepEqual(wrong, []);
    });

    test('the guess is as quick on pages of many elements', async () => {
      const ms = await on<number>(
        '<div><span>x</span><p>short</p><a href="#">y</a></div>'.repeat(10_000),
        'const times = []; for (let run = 0; run < 15; run += 1) { const start = performance.now(); unnag.isProbablyArticle(document); times.push(performance.now() - start); } return times.sort((a, b) => a - b)[7];',
      );
      assert.ok(ms <= QUICK, `${ms} ms`);
    });

    test('markup that browsers parse twice in two ways does no harm', async () => {
      const prose = '<p>The ferry left the harbour at six, as it had every morning since the bridge was lost to the ice of that long winter.</p>'.repeat(8);
      const tricks = [
        '<svg></p><style><a id="</style><img src=1 onerror=ran=1>">',
        '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=ran=1&gt;">',
        '<noscript><p title="</noscript><img src=1 onerror=ran=1>"></noscript>',
        '<form><input name="parentNode"><input name="attributes"><input name="firstChild"><p>inside</p></form>',
        '<a href="jav&#x09;ascript:ran=1">x</a><a href="&#1;javascript:ran=1">y</a><img src="x" srcset="javascript:ran=1 1x">',
        '<p title="&quot;><img src=1 onerror=ran=1>">&lt;img src=1 onerror=ran=1&gt;</p>',
        '<xmp><img src=1 onerror=ran=1></xmp><listing>&lt;img src=1 onerror=ran=1></listing><plaintext><img src=1 onerror=ran=1>',
      ];
      for (const trick of tricks) {
        const result = await on<unknown>(
          `<main><h1>Head</h1>${prose}${trick}${prose}</main>`,
          `
          globalThis.ran = 0;
          const frame = document.createElement('iframe');
          const { content } = new unnag.readability.Readability(document).parse();
          document.body.append(frame);
          frame.srcdoc = content.replaceAll('ran=', 'parent.ran=');
          await new Promise((resolve) => { frame.onload = resolve; });
          await new Promise((resolve) => setTimeout(resolve, 50));
          const all = [...frame.contentDocument.querySelectorAll('*')];
          return [globalThis.ran, all.flatMap((element) => element.getAttributeNames()).filter((name) => name.startsWith('on')), all.filter((element) => /^javascript:/i.test(element.href ?? '')).length, content.includes('ferry')];
          `,
        );
        assert.deepEqual(result, [0, [], 0, true], trick);
      }
    });

    test('what the page hides stays hidden, also where little of the article is sure: live and as a file', async () => {
      const secret = 'Of the captain and his three daughters the whole town knew, and yet they spoke of them in the harbour as if of strangers.';
      const html = `<article><p>The ferry left the harbour of Havnsund at six, as it had every morning since the bridge was lost to the ice.</p>
        <p hidden>${secret}</p><div style="display:none"><p>${secret} More.</p></div><p><span hidden>${secret} And more.</span></p></article>`;
      const given = await on<string[]>(
        html,
        `
        const parsed = new DOMParser().parseFromString(document.documentElement.outerHTML, 'text/html');
        return [document, parsed].flatMap((page) => {
          const { content, textContent } = new unnag.readability.Readability(page, { charThreshold: 5000 }).parse();
          return [content, textContent, unnag.articleText(page), unnag.articleHtml(page)];
        });
        `,
      );
      for (const each of given) assert.deepEqual([each.includes('harbour of Havnsund'), each.includes('captain')], [true, false], each);
    });

    test('Readability’s example in a browser: the same fields by one changed import', async () => {
      const sample = FIXTURES.find(({ slug }) => slug === 'newsletter-inline')?.html ?? '';
      const [ours, theirs] = await on<[Record<string, unknown>, Record<string, unknown>]>(
        sample,
        `
        (0, eval)(${JSON.stringify(READABILITY)});
        const { isProbablyReaderable, Readability } = unnag.readability;
        let article;
        if (isProbablyReaderable(document)) article = new Readability(document).parse();
        const element = new Readability(document, { serializer: (el) => el }).parse().content;
        return [{ ...article, element: element.outerHTML === article.content }, new globalThis.Original(document.cloneNode(true)).parse()];
        `,
      );
      assert.deepEqual(Object.keys(ours).sort(), [...Object.keys(theirs), 'element'].sort());
      for (const field of ['title', 'byline', 'lang', 'dir', 'siteName', 'publishedTime']) assert.equal(ours[field] ?? null, theirs[field] ?? null, field);
      assert.ok(ours['element']);
      assert.equal(ours['length'], (ours['textContent'] as string).length);
      assert.match(String(ours['content']), /^<div id="readability-page-1" class="page"><p>/);
      assert.doesNotMatch(String(ours['content']), /type="email"|newsletter/);
    });
  });
}
