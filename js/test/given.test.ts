/** What callers without types hand over: a clear word where it does not fit, and the next call works. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { JSDOM } from 'jsdom';
import { parseHTML } from 'linkedom';
import { analyze, articleHtml, articleText, clean, explain, isProbablyArticle, planColumns, planText, type Item } from 'unnag';
import { articleMarkdown } from 'unnag/markdown';
import * as slim from 'unnag/slim';
import { walk } from 'unnag/snapshot';

const HTML = '<h1>Head</h1><p>Some words of a story.</p>';
const WRONG = [undefined, null, 5, {}, [], Buffer.from(HTML), Promise.resolve(HTML), Object.create(null) as unknown];

/** As untyped code calls. */
const loosely = (call: unknown): ((...args: readonly unknown[]) => unknown) => call as (...args: readonly unknown[]) => unknown;

describe('what is no page', () => {
  for (const [name, call] of Object.entries({ analyze, articleText, articleHtml, clean, isProbablyArticle })) {
    test(name, () => {
      for (const wrong of WRONG) assert.throws(() => loosely(call)(wrong), { name: 'TypeError', message: /^unnag: a document.* was expected, not (?:Undefined|Null|Number|Object|Array|Uint8Array|Promise)$/ });
      const { document } = new JSDOM(HTML).window;
      assert.throws(() => loosely(call)(document.body), { name: 'TypeError', message: /was expected, not HTMLBodyElement$/ });
    });
  }

  test('a string where only a document can be hidden in', () => {
    for (const call of [clean, isProbablyArticle]) assert.throws(() => loosely(call)(HTML), { name: 'TypeError', message: 'unnag: a document was expected, not String' });
  });

  test('documents of any library are documents, also where the page names an element like a property', () => {
    for (const document of [new JSDOM(`${HTML}<img name="nodeType">`).window.document, parseHTML(`<html><body>${HTML}</body></html>`).document]) {
      assert.equal(analyze(document).blocks.length, 2);
      assert.equal(isProbablyArticle(document), false);
    }
  });
});

describe('options that are none', () => {
  const wrong: readonly [unknown, RegExp][] = [
    [{ level: 'loud' }, /^RangeError: level: 'calm' or 'focus'; not loud$/],
    [{ level: null }, /^RangeError: level: 'calm' or 'focus'; not Null$/],
    [{ Level: 'focus' }, /^TypeError: there is no option that is called Level$/],
    [{ typo: 1 }, /^TypeError: there is no option that is called typo$/],
    [{ toString: 1 }, /^TypeError: there is no option that is called toString$/],
    [{ kinds: { nags: true } }, /^RangeError: kinds: there is none that is called nags$/],
    [{ kinds: { donation: 'yes' } }, /^TypeError: kinds\.donation: true or false was expected, not String$/],
    [{ kinds: { article: true } }, /^RangeError: kinds: article can not be hidden$/],
    [{ kinds: { meta: true } }, /^RangeError: kinds: meta can not be hidden$/],
    [{ kinds: ['consent'] }, /^TypeError: kinds: an object, like \{ donation: true \}, was expected, not Array$/],
    [{ kinds: 'consent' }, /^TypeError: kinds: an object, like \{ donation: true \}, was expected, not String$/],
    [{ kinds: null }, /^TypeError: kinds: an object, like \{ donation: true \}, was expected, not Null$/],
    [{ guard: 'no' }, /^TypeError: guard: true or false was expected, not String$/],
    [{ guard: null }, /^TypeError: guard: true or false was expected, not Null$/],
    [{ explain: 1 }, /^TypeError: explain: true or false was expected, not Number$/],
    [{ layout: 0 }, /^TypeError: layout: true or false was expected, not Number$/],
    [{ observe: 1 }, /^TypeError: observe: true or false was expected, not Number$/],
    [{ onChange: 5 }, /^TypeError: onChange: a function was expected, not Number$/],
    [{ styles: 'x' }, /^TypeError: styles: an object was expected, not String$/],
    [{ maxNodes: '9' }, /^TypeError: maxNodes: a number was expected, not String$/],
    [{ budget: 2 }, /^RangeError: budget: a share from 0 to 1, or false; not 2$/],
    [{ budget: Number.NaN }, /^RangeError: budget: a share from 0 to 1, or false; not NaN$/],
    [{ budget: true }, /^TypeError: budget: a share from 0 to 1, or false, was expected, not Boolean$/],
    [{ budget: '0.5' }, /^TypeError: budget: a share from 0 to 1, or false, was expected, not String$/],
    [{ url: 5 }, /^TypeError: url: a string was expected, not Number$/],
    [{ url: new URL('https://a.example/') }, /^TypeError: url: a string was expected, not URL$/],
    [null, /^TypeError: unnag: options: an object was expected, not Null$/],
    [5, /^TypeError: unnag: options: an object was expected, not Number$/],
    ['calm', /^TypeError: unnag: options: an object was expected, not String$/],
    [['calm'], /^TypeError: unnag: options: an object was expected, not Array$/],
  ];
  for (const [options, message] of wrong) {
    test(JSON.stringify(options), () => {
      const { document } = new JSDOM(HTML).window;
      for (const page of [document, HTML]) assert.throws(() => loosely(analyze)(page, options), message);
      for (const call of [articleText, articleHtml]) assert.throws(() => loosely(call)(HTML, options), message);
      assert.throws(() => loosely(clean)(document, options), message);
      const outcome = walk(document);
      assert.ok(outcome.ok);
      assert.throws(() => loosely(planColumns)(outcome.snapshot.columns, options), message);
      assert.throws(() => loosely(planText)('words', options), message);
      assert.equal(analyze(HTML).blocks.length, 2);
    });
  }

  test('a format', () => {
    assert.throws(() => loosely(analyze)(HTML, { format: 'md' }), /^RangeError: format: 'html' or 'text'; not md$/);
  });

  test('of the article', async () => {
    const page = analyze(HTML);
    for (const call of [page.articleText.bind(page), page.articleHtml.bind(page)]) {
      assert.throws(() => loosely(call)(null), /^TypeError: unnag: options: an object was expected, not Null$/);
      assert.throws(() => loosely(call)({ headlines: true }), /^TypeError: there is no option that is called headlines$/);
      assert.throws(() => loosely(call)({ headline: 'yes' }), /^TypeError: headline: true or false was expected, not String$/);
    }
    await assert.rejects(loosely(articleMarkdown)(page, null) as Promise<unknown>, /^TypeError: unnag: options: an object was expected, not Null$/);
    await assert.rejects(loosely(articleMarkdown)(page, { converter: 'x' }) as Promise<unknown>, /^TypeError: converter: a function was expected, not String$/);
    await assert.rejects(loosely(articleMarkdown)(page, { headlines: true }) as Promise<unknown>, /^TypeError: there is no option that is called headlines$/);
  });

  test('one object may hold the options of all calls', () => {
    const { document } = new JSDOM(HTML).window;
    const options = { level: 'focus', kinds: { article: false }, guard: false, budget: false, url: '', explain: true, format: 'html', layout: false, headline: true, captions: true, images: false } as const;
    assert.equal(analyze(HTML, options).blocks.length, 2);
    assert.match(articleHtml(HTML, options), /^(?:<|$)/);
    assert.deepEqual(clean(document, options).hidden, []);
  });

  test('what is left undefined is as if it were not there', () => {
    assert.equal(analyze(HTML, { level: undefined, kinds: undefined, budget: undefined, url: undefined, format: undefined, ...{ typo: undefined } }).blocks.length, 2);
  });

  test('are told before the engine is asked for', () => {
    for (const options of [{ level: 'loud' }, { budget: 2 }]) assert.throws(() => loosely(slim.analyze)('words', { format: 'text', ...options }), /^RangeError/);
  });
});

describe('what is no finding', () => {
  test('explain', () => {
    for (const [wrong, kind] of [[undefined, 'Undefined'], [null, 'Null'], ['x', 'String'], [{}, 'Object'], [{ label: 'nags', reasons: [] }, 'Object'], [{ label: 'toString', reasons: [] }, 'Object'], [{ label: 'ad' }, 'Object']] as const) {
      assert.throws(() => loosely(explain)(wrong), new TypeError(`unnag: a block, or what is hidden or kept, was expected, not ${kind}`));
    }
  });

  test('articleMarkdown', async () => {
    for (const [wrong, kind] of [[undefined, 'Undefined'], [null, 'Null'], [5, 'Number'], [{}, 'Object']] as const) {
      await assert.rejects(loosely(articleMarkdown)(wrong) as Promise<unknown>, new TypeError(`unnag: an analysis or markup was expected, not ${kind}`));
    }
  });
});

describe('what a session can not show again', () => {
  const NAGS = '<form class="newsletter-signup"><h3>Get our newsletter</h3><p>The best of our reporting in your inbox each Friday.</p><input type="email" placeholder="E-mail"><button>Sign up</button></form>';
  const story = '<p>The ferry left the harbour at six, as it had every morning since the bridge was lost to the ice of that long winter.</p>'.repeat(8);
  const open = (): Document => new JSDOM(`<main><article><h1>Head</h1>${story}${NAGS}${story}</article></main>`).window.document;

  test('is told, and shows nothing', () => {
    const session = clean(open());
    const other = clean(open()).hidden[0];
    assert.equal(session.hidden.length, 1);
    for (const [wrong, kind] of [[null, 'Null'], [0, 'Number'], ['', 'String'], [session.hidden, 'Array'], [session.hidden[0]?.element, 'HTMLFormElement'], [{}, 'Object'], [other, 'Object']] as const) {
      assert.throws(() => loosely(session.restore.bind(session))(wrong), new TypeError(`unnag: one of the session’s hidden was expected, not ${kind}`));
    }
    assert.equal(session.hidden.length, 1);
  });

  test('one item twice is no mistake, nor is an item of an earlier look, nor nothing at all', () => {
    const session = clean(open());
    const [item] = session.hidden as [Item];
    session.look();
    session.restore(item);
    session.restore(item);
    assert.equal(session.hidden.length, 0);
    session.look();
    assert.equal(session.hidden.length, 0);
    const again = clean(open());
    again.restore(undefined);
    assert.equal(again.hidden.length, 0);
  });
});
