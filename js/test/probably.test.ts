/** The guess on pages of short paragraphs: an article's stand side by side, those of lists, threads and forms do not. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { JSDOM } from 'jsdom';
import * as original from '@mozilla/readability';
import { isProbablyArticle } from 'unnag';
import { isProbablyReaderable } from 'unnag/readability';

const SENTENCES = [
  'The last bakery on the square will close in March.', 'Its owner is seventy-nine and has nobody to follow her.', '“I would have liked to see it go on,” she says.',
  'The first oven was built in 1911, before the railway came.', 'On Saturdays the queue went round the fountain.', 'Flour has become dear, and so has the gas for the oven.',
  'Three bakers have looked at it, and none has come back.', 'The town has offered to pay half of the rent for two years.', 'Nobody knows yet what will stand there.',
  'On the last day there will be bread for everybody who comes.', 'The children have painted a banner for it.',
];
const paragraphs = (count: number): string => SENTENCES.slice(0, count).map((sentence) => `<p>${sentence}</p>`).join('\n');
const sentence = (number: number): string => SENTENCES[number % SENTENCES.length] ?? '';
const documentOf = (body: string): Document => new JSDOM(`<!doctype html><title>The Daily Lark</title><body>${body}`).window.document;

describe('articles of short paragraphs', () => {
  for (const [name, body] of Object.entries({
    'in an article': `<main><article><h1>Bread</h1>${paragraphs(11)}</article></main>`,
    'in a div, with a box between them': `<div class="content"><h1>Bread</h1>${paragraphs(6)}<div class="box"><p>Give.</p></div>${paragraphs(11)}</div>`,
    'in boxes with line breaks': `<div>${SENTENCES.map((words) => `<div>${words}<br></div>`).join('')}</div>`,
  })) {
    test(name, () => {
      assert.equal(isProbablyArticle(documentOf(body)), true);
    });
  }
});

describe('no articles', () => {
  const cards = Array.from({ length: 24 }, (_, at) => `<article class="card"><h3><a href="/${String(at)}">News</a></h3><p>${sentence(at)}</p><p>${sentence(at + 1)}</p></article>`).join('');
  for (const [name, body] of Object.entries({
    'a home page of teasers': `<main>${cards}</main>`,
    'a thread of answers': Array.from({ length: 30 }, (_, at) => `<div class="answer"><p>${sentence(at)}</p><p>${sentence(at + 3)}</p></div>`).join(''),
    'a list': `<ul>${SENTENCES.map((words) => `<li><p>${words}</p></li>`).join('')}</ul>`,
    'a form': `<form>${paragraphs(11)}</form>`,
    'a notice in a dialog': `<div role="dialog"><div>${paragraphs(11)}</div></div><p>Words.</p>`,
    'a few sentences': `<main>${paragraphs(6)}</main>`,
    'many words': `<main>${'<p>Home</p><p>News and views</p><p>About us</p>'.repeat(60)}</main>`,
  })) {
    test(name, () => {
      assert.equal(isProbablyArticle(documentOf(body)), false);
    });
  }
});

test('unnag/readability guesses of them as Readability does, by its own measures', () => {
  for (const body of [`<main><article><h1>Bread</h1>${paragraphs(11)}</article></main>`, `<main>${paragraphs(11)}</main>`, `<article>${paragraphs(2)}</article>`]) {
    for (const options of [{}, { minScore: 60 }, { minContentLength: 20 }]) {
      assert.equal(isProbablyReaderable(documentOf(body), options), original.isProbablyReaderable(documentOf(body), options), `${body} ${JSON.stringify(options)}`);
    }
  }
});
