/** What callers without types hand over: a clear word where it does not fit, and the next call works. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { JSDOM } from 'jsdom';
import { parseHTML } from 'linkedom';
import { analyze, articleHtml, articleText, clean, isProbablyArticle } from 'unnag';
import * as slim from 'unnag/slim';

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
  const wrong: readonly [object, RegExp][] = [
    [{ level: 'loud' }, /^RangeError: level: 'calm' or 'focus'; not loud$/],
    [{ kinds: { nags: true } }, /^RangeError: kinds: there is none that is called nags$/],
    [{ kinds: ['consent'] }, /^RangeError: kinds: there is none that is called 0$/],
    [{ budget: 2 }, /^RangeError: budget: a share from 0 to 1, or false; not 2$/],
    [{ url: 5 }, /^TypeError: url: a string was expected$/],
    [{ url: new URL('https://a.example/') }, /^TypeError: url: a string was expected$/],
  ];
  for (const [options, message] of wrong) {
    test(JSON.stringify(options), () => {
      const { document } = new JSDOM(HTML).window;
      for (const page of [document, HTML]) assert.throws(() => loosely(analyze)(page, options), message);
      assert.throws(() => loosely(clean)(document, options), message);
      assert.equal(analyze(HTML).blocks.length, 2);
    });
  }

  test('a format', () => {
    assert.throws(() => loosely(analyze)(HTML, { format: 'md' }), /^RangeError: format: 'html' or 'text'; not md$/);
  });

  test('what is left undefined is as if it were not there', () => {
    assert.equal(analyze(HTML, { level: undefined, kinds: undefined, budget: undefined, url: undefined, format: undefined }).blocks.length, 2);
  });

  test('are told before the engine is asked for', () => {
    assert.throws(() => loosely(slim.analyze)(HTML, { level: 'loud' }), /^RangeError/);
  });
});
