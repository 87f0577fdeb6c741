/** A page beyond a cap is a TooLargeError, whichever way it comes in, and the next page is looked at as if nothing had been. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { JSDOM } from 'jsdom';
import { analyze, articleHtml, articleText, planColumns, planText, TooLargeError } from 'unnag';
import { NO_NODE, TAGS } from '../src/snapshot/schema.js';

const MEGABYTES = 1 << 20;

function tooLarge(what: string, call: () => unknown): void {
  assert.throws(call, (error) => error instanceof TooLargeError && String(error).startsWith('TooLargeError: ') && error.what === what && /too large|more than/.test(error.message));
  assert.equal(analyze('<p>One.</p><p>Two.</p>').blocks.length, 2);
}

describe('too large a page', () => {
  for (const [what, name, page] of [
    ['depth', 'levels', () => '<div>'.repeat(3000)],
    ['text', 'HTML', () => `<p>${'word '.repeat(14 * MEGABYTES)}</p>`],
    ['text', 'HTML of few letters and many bytes', () => `<p>${'語'.repeat(24 * MEGABYTES)}</p>`],
    ['text', 'plain text', () => 'word '.repeat(14 * MEGABYTES)],
    ['text', 'plain text of few letters and many bytes', () => '語'.repeat(24 * MEGABYTES)],
    ['nodes', 'elements', () => '<p>a'.repeat(600_000)],
    ['nodes', 'lines', () => 'a\n'.repeat(600_000)],
    ['attributes', 'attributes', () => `<p ${Array.from({ length: 70_000 }, (_, at) => `a${String(at)}`).join(' ')}>a</p>`],
  ] as const) {
    test(`a string: ${name}`, () => {
      for (const call of [analyze, articleText, articleHtml]) tooLarge(what, () => call(page()));
    });
  }

  test('a document', () => {
    const { document } = new JSDOM('<body></body>').window;
    let deep: Element = document.body;
    for (let level = 0; level < 1100; level += 1) deep = deep.appendChild(document.createElement('div'));
    tooLarge('depth', () => analyze(document));
    deep.textContent = 'words';
    const wide = new JSDOM('<p></p>').window.document;
    wide.querySelector('p')?.append('語'.repeat(24 * MEGABYTES));
    tooLarge('text', () => analyze(wide));
  });

  test('a plan of text and of columns', () => {
    tooLarge('text', () => planText('語'.repeat(24 * MEGABYTES)));
    const many = 1_000_001;
    tooLarge('nodes', () => planColumns({ tags: new Uint16Array(many).fill(TAGS.indexOf('div')), parents: new Uint32Array(many).fill(NO_NODE, 0, 1), flags: new Uint32Array(many), text: '\u001f'.repeat(many - 1), facts: '' }));
  });

  test('other faults are told as what they are', () => {
    assert.throws(() => planColumns({ tags: new Uint16Array(2), parents: new Uint32Array(1), flags: new Uint32Array(2), text: '', facts: '' }), (error) => error instanceof Error && !(error instanceof TooLargeError));
  });
});
