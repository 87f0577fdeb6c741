/** The package's own session, with the engine in it, on a fixture whose nags any model must find; and what it does when things fail. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { BROWSERS, opened, runOn } from './pages.js';

const SAMPLE = readFileSync(join(import.meta.dirname, '../../../tests/corpus/newsletter-inline/page.html'), 'utf8').replaceAll(/ data-gold="[^"]*"/g, '');

for (const launch of BROWSERS) {
  describe(launch.name.replace('open', ''), () => {
    const browser = opened(launch);

    const on = <T>(html: string, body: string): Promise<T> => runOn<T>(browser(), html, body);

    test('what is hidden is told, comes back item by item and whole, and the markup is as before', async () => {
      const result = await on<Record<string, unknown>>(
        SAMPLE,
        `
        const before = document.documentElement.outerHTML;
        const session = unnag.clean(document);
        const found = session.hidden.length, gone = session.hidden.every(({ element }) => !shown(element));
        const first = session.hidden[0];
        if (first) session.restore(first);
        const one = first ? shown(first.element) : false, left = session.hidden.length;
        session.restore();
        return { some: found > 0, gone, one, left: found - left, rest: session.hidden.length, same: document.documentElement.outerHTML === before };
        `,
      );
      assert.deepEqual(result, { some: true, gone: true, one: true, left: 1, rest: 0, same: true });
    });

    test('observed: what the page brings later is hidden too, until the session ends', async () => {
      const result = await on<unknown>(
        SAMPLE,
        `
        const seen = document.documentElement.outerHTML;
        const session = unnag.clean(document);
        const nag = session.hidden[0].element;
        session.restore();
        const place = nag.parentNode, next = nag.nextSibling;
        nag.remove();
        const later = unnag.clean(document, { observe: true });
        const none = later.hidden.length;
        place.insertBefore(nag, next);
        const hidden = await until(() => !shown(nag));
        later.disconnect();
        later.restore();
        return [none, hidden, shown(nag), document.documentElement.outerHTML === seen];
        `,
      );
      assert.deepEqual(result, [0, true, true, true]);
    });

    test('pictures and forms that take the names of what is asked of a document and of elements stop nothing', async () => {
      const asked = ['addEventListener', 'removeEventListener', 'visibilityState', 'elementFromPoint', 'elementsFromPoint', 'styleSheets', 'createElement', 'documentElement', 'readyState', 'activeElement', 'querySelector',
        'querySelectorAll', 'getElementsByTagName', 'adoptedStyleSheets', 'nodeType', 'ownerDocument', 'defaultView', 'hasFocus', 'title', 'body', 'head', 'URL', 'firstChild', 'contains', 'getRootNode', 'parentNode',
        'scrollingElement', 'createTreeWalker', 'baseURI', 'dir', 'hidden', 'host', 'getAttribute', 'setAttribute', 'removeAttribute', 'matches', 'closest', 'style', 'isConnected', 'localName', 'children', 'childNodes', 'textContent'];
      const result = await on<unknown>(
        SAMPLE.replace('<h1', `${asked.map((name) => `<img name="${name}">`).join('')}<h1`).replace('<input type="email"', `${asked.map((name) => `<input type="hidden" name="${name}">`).join('')}<input type="email"`),
        `
        const html = Document.prototype.querySelector.call(document, 'html');
        const before = html.outerHTML;
        const session = unnag.clean(document, { observe: true });
        const nags = session.hidden.map(({ element }) => element);
        const gone = nags.length > 0 && nags.every((nag) => !shown(nag));
        session.disconnect();
        session.restore();
        return [gone, nags.every(shown), html.outerHTML === before, typeof unnag.isProbablyArticle(document), unnag.analyze(document).blocks.length > 5];
        `,
      );
      assert.deepEqual(result, [true, true, true, 'boolean', true]);
    });

    test('observed: what a shadow root or a frame brings later is hidden too', async () => {
      const result = await on<unknown>(
        SAMPLE,
        `
        const session = unnag.clean(document);
        const nag = session.hidden[0].element;
        session.restore();
        const story = nag.parentNode;
        const host = story.insertBefore(document.createElement('div'), nag);
        host.attachShadow({ mode: 'open' });
        const frame = story.insertBefore(document.createElement('iframe'), nag);
        frame.contentDocument.body.append('Words that stand in a frame.');
        const copy = frame.contentDocument.importNode(nag, true);
        nag.remove();
        const later = unnag.clean(document, { observe: true });
        const none = later.hidden.length;
        host.shadowRoot.append(nag);
        const inShadow = await until(() => !shown(nag));
        frame.contentDocument.body.append(copy);
        const inFrame = await until(() => !shown(copy));
        later.disconnect();
        later.restore();
        return [none, inShadow, inFrame, shown(nag)];
        `,
      );
      assert.deepEqual(result, [0, true, true, true]);
    });

    test('a first look that fails half-way leaves the document as it was', async () => {
      const result = await on<unknown>(
        SAMPLE,
        `
        const before = document.documentElement.outerHTML;
        let error; try { unnag.clean(document, { observe: true, onChange: () => { throw new Error('mine'); } }); } catch (thrown) { error = thrown; }
        return [error.message, document.documentElement.outerHTML === before, document.adoptedStyleSheets.length];
        `,
      );
      assert.deepEqual(result, ['mine', true, 0]);
    });

    test('what is hidden is hidden again by the next look when the page has put other sheets in the place of all, and those stay', async () => {
      const result = await on<unknown>(
        SAMPLE,
        `
        const session = unnag.clean(document), nag = session.hidden[0].element;
        const own = new CSSStyleSheet();
        document.adoptedStyleSheets = [own];
        session.look();
        const gone = !shown(nag), sheets = document.adoptedStyleSheets.length;
        session.restore();
        return [gone, sheets, shown(nag), document.adoptedStyleSheets.length === 1 && document.adoptedStyleSheets[0] === own];
        `,
      );
      assert.deepEqual(result, [true, 2, true, true]);
    });

    test('a page beyond a cap is refused, and nothing is touched', async () => {
      const result = await on<unknown>(
        '<body><p>text</p>',
        `
        let at = document.body;
        for (let depth = 0; depth < 1200; depth += 1) at = at.appendChild(document.createElement('div'));
        const before = document.documentElement.outerHTML;
        let error; try { unnag.clean(document); } catch (thrown) { error = thrown; }
        return [error instanceof unnag.TooLargeError, error.what, document.documentElement.outerHTML === before, document.adoptedStyleSheets.length];
        `,
      );
      assert.deepEqual(result, [true, 'depth', true, 0]);
    });

    test('HTML strings are looked at without being shown, and explained', async () => {
      const result = await on<unknown>(
        '<body>',
        `
        const { blocks, hide } = unnag.analyze('<title>x</title><script>globalThis.ran = 1</' + 'script><main><h1>Head</h1><p>Words of a story.</p></main>', { explain: true });
        const sum = (shares) => Object.values(shares).reduce((a, b) => a + b).toFixed(2);
        return [blocks.map(({ text, probabilities }) => text + ' ' + sum(probabilities)), blocks[0].element.localName, globalThis.ran ?? 0, hide.length];
        `,
      );
      assert.deepEqual(result, [['Head 1.00', 'Words of a story. 1.00'], 'h1', 0, 0]);
    });
  });
}
