// The demo as a reader meets it, in both browsers: samples, switches, own pages and folders, links, keys, hostile pages, failures, no network.
// Needs www/dist. Keeps pictures in www/test/pictures if UNNAG_PICTURES is set.
import assert from 'node:assert/strict';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { BROWSERS, inside, launch, open, paste, settled, stand, until } from './browsers.mjs';

const STORY = 'The council met on Tuesday evening and spoke of the harbour wall for two hours before anyone mentioned the price. ';
const PAGE = `<!doctype html><html lang="en"><head><title>The wall</title></head><body><article><h1>The harbour wall</h1>${`<p>${STORY.repeat(3)}</p>`.repeat(8)}
<div class="newsletter-signup"><h3>Get our newsletter</h3><p>The week in your inbox, every Friday.</p><form><input type="email"><button>Sign up</button></form></div>
${`<p>${STORY.repeat(3)}</p>`.repeat(12)}</article></body></html>`;

const verdict = (page) => page.$eval('#verdict', (element) => element.textContent);
const why = (page) => page.$eval('#why', (element) => element.textContent);
const scrolled = (page, id) => page.evaluate((frame) => document.getElementById(frame).contentWindow.scrollY, id);
const check = (page, selector) => page.$eval(selector, (element) => element.click());

const wanted = process.env.UNNAG_BROWSER;
for (const kind of BROWSERS.filter((each) => wanted === undefined || each === wanted)) {
  describe(`the demo in ${kind}`, () => {
    let site;
    let browser;
    let folder;
    const pages = [];

    before(async () => {
      site = await stand();
      browser = await launch(kind);
      folder = mkdtempSync(join(tmpdir(), 'unnag-demo-'));
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    async function fresh(path = '', size = undefined) {
      for (const each of pages.splice(0)) await each.close();
      const opened = await open(browser, site.address + path, size);
      pages.push(opened.page);
      return opened;
    }

    test('the first sample shows the nag before and not after, and keeps the article', async () => {
      const { page, faults, asked } = await fresh();
      assert.match(await verdict(page), /3 things hidden in .* ms\. The article stays/);
      assert.equal(await inside(page, 'before', '.dispatch form', 'seen'), true);
      assert.equal(await inside(page, 'after', '.dispatch form', 'seen'), false);
      assert.equal(await inside(page, 'after', '.story h1', 'seen'), true);
      assert.match(await page.$eval('#text', (element) => element.textContent), /fourteen minutes past six/);
      assert.doesNotMatch(await page.$eval('#text', (element) => element.textContent), /The Morning Tide|Support the Ledger/);
      assert.equal((await page.$$('#times dt')).length, 4);
      const within = (await page.$eval('#within', (element) => element.textContent)).match(/\d+(?= %)/g).map(Number);
      assert.equal(within.length, 6, 'each stage of the engine');
      assert.ok(within.every((share) => share > 0) && Math.abs(within.reduce((sum, share) => sum + share) - 100) <= 3, within.join());
      assert.deepEqual(faults, []);
      assert.deepEqual(asked.filter((url) => !url.startsWith(site.address) && !url.startsWith('about:') && !url.startsWith('data:')), []);
    });

    test('every sample can be shown', async () => {
      const { page, faults } = await fresh();
      const slugs = await page.$$eval('#sample option', (options) => options.map((option) => option.value).filter((value) => value !== ''));
      assert.ok(slugs.length >= 5, `${slugs.length} samples`);
      for (const slug of slugs) {
        await page.select('#sample', slug);
        await until(page, slug, (name) => location.hash === `#${name}` && document.querySelector('#before').contentDocument?.readyState === 'complete', slug);
        assert.notEqual(await page.$eval('#verdict', (element) => element.dataset.mood), 'bad', slug);
      }
      await settled(page);
      assert.deepEqual(faults, []);
    });

    test('a block says why when it is pointed at, when it is walked to by keys, and by the buttons', async () => {
      const { page } = await fresh();
      await page.$eval('.panes', (element) => element.scrollIntoView({ behavior: 'instant' }));
      const at = await inside(page, 'before', '.dispatch p', 'middle');
      await page.mouse.move(at.x - 4, at.y);
      await page.mouse.move(at.x, at.y);
      await until(page, 'the strip speaks of the newsletter', () => /Newsletter.*hidden.*\d+ % sure.*It asks for an e-mail address/.test(document.querySelector('#why').textContent));
      const now = () => page.evaluate(() => document.querySelector('#before').contentDocument.querySelector('[data-unnag-now]')?.dataset.unnagBlock);
      const first = await now();
      const still = await page.$eval('#compare', (element) => element.getBoundingClientRect().height);
      await page.click('#forth');
      const second = await now();
      assert.equal(await page.$eval('#compare', (element) => element.getBoundingClientRect().height), still, 'nothing moves when other words stand in the strip');
      assert.ok(Number(second) > Number(first), `${first} → ${second}`);
      await page.click('#back');
      assert.equal(await now(), first);
      // Into the frame by Tab, on by arrows, out by Tab: no trap.
      await page.mouse.move(5, 5);
      await page.focus('#forth');
      for (let tabs = 0; tabs < 4 && (await page.evaluate(() => document.activeElement.id)) !== 'before'; tabs += 1) await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'before');
      if (!(await page.evaluate(() => document.querySelector('#before').contentDocument.activeElement.hasAttribute('data-unnag-block')))) await page.keyboard.press('Tab');
      const spoken = new Set();
      for (let steps = 0; steps < 4; steps += 1) {
        await page.keyboard.press('ArrowDown');
        await sleep(40);
        spoken.add(await page.evaluate(() => document.querySelector('#before').contentDocument.activeElement.dataset.unnagBlock));
        assert.match(await why(page), /% sure/);
      }
      assert.equal(spoken.size, 4, 'each key goes one block on');
      for (let tabs = 0; tabs < 4; tabs += 1) await page.keyboard.press('Tab');
      assert.notEqual(await page.evaluate(() => document.activeElement.id), 'before');
    });

    test('both frames scroll together, by what they show', async () => {
      const { page } = await fresh();
      await paste(page, PAGE);
      for (const [leader, follower] of [['before', 'after'], ['after', 'before']]) {
        await sleep(100);
        await page.evaluate((id) => document.getElementById(id).contentWindow.scrollTo(0, 0), leader);
        await sleep(200);
        const last = 'article > p:last-of-type';
        await page.evaluate((id, selector) => {
          const { contentDocument, contentWindow } = document.getElementById(id);
          contentWindow.scrollTo(0, contentWindow.scrollY + contentDocument.querySelector('article > p:nth-of-type(14)').getBoundingClientRect().top - 10 + 0 * selector.length);
        }, leader, last);
        await until(page, `${follower} follows`, (one, other) => {
          const top = (id) => document.getElementById(id).contentDocument.querySelector('article > p:nth-of-type(14)').getBoundingClientRect().top;
          return Math.abs(top(one) - top(other)) < 8;
        }, leader, follower);
        assert.ok((await scrolled(page, 'before')) > (await scrolled(page, 'after')) + 40, 'the hidden box makes the way shorter');
      }
    });

    test('switching a kind off brings it back, focus leaves the article alone, and the place is kept', async () => {
      const { page } = await fresh();
      await page.evaluate(() => document.querySelector('#before').contentWindow.scrollTo(0, 700));
      await sleep(80);
      await page.focus('#kinds input[value=newsletter]');
      await page.keyboard.press(' ');
      await until(page, 'it is back', () => document.querySelector('#after').contentDocument?.querySelector('.dispatch form')?.getClientRects().length > 0);
      assert.equal(await page.evaluate(() => document.activeElement.value), 'newsletter', 'the switch keeps the focus');
      await until(page, 'the place is kept', () => document.querySelector('#before').contentWindow.scrollY === 700);
      await check(page, 'input[value=focus]');
      await until(page, 'the rail is gone', () => document.querySelector('#after').contentDocument?.querySelector('.rail li')?.getClientRects().length === 0);
      assert.equal(await inside(page, 'after', '.story h1', 'seen'), true);
      assert.equal(await page.$eval('#kinds input[value=newsletter]', (element) => element.checked), true, 'a level sets its own kinds');
    });

    test('text, Markdown and JSON can be taken along', async () => {
      const { page } = await fresh();
      await check(page, 'input[value=markdown]');
      await until(page, 'Markdown', () => /^# The last ferry/.test(document.querySelector('#text').textContent));
      await check(page, 'input[value=json]');
      await until(page, 'JSON', () => document.querySelector('#text').textContent.startsWith('{'));
      const told = JSON.parse(await page.$eval('#text', (element) => element.textContent));
      assert.equal(told.purpose, 'article');
      assert.equal(told.hide.length, 3);
      assert.match(told.article, /fourteen minutes past six/);
      assert.ok(told.blocks.every((block) => block.path && !block.element));
      assert.equal(await page.$eval('#copy', (element) => element.disabled), false);
    });

    test('a hostile page runs nothing, reaches nobody, leads nowhere and takes nothing over', async () => {
      const { page, faults } = await fresh();
      const { evil, reached } = site;
      const html = `<!doctype html><html><head><meta http-equiv="refresh" content="0;url=${evil}/refresh"><base href="${evil}/">
        <link rel="stylesheet" href="${evil}/a.css"><style>@import "${evil}/b.css"; body{background:url(${evil}/c.png)} @font-face{font-family:x;src:url(${evil}/font)} h1{font-family:x}</style></head>
        <body onload="alert(1)"><script>alert(2)</script><form name="querySelectorAll"><input name="getAttribute"><input name="remove"><input name="removeAttribute"></form><img name="querySelector"><img name="createElement">
        <h1 onclick="alert(3)" onpointerover="alert(8)">A page</h1><img src="${evil}/d.png" onerror="alert(4)"><input autofocus onfocus="alert(9)">
        <p id="text" data-unnag-block="0" data-unnag-hides="donation">${'Words of an article that goes on for a while, with nothing to say. '.repeat(20)}</p>
        <iframe src="${evil}/e"></iframe><iframe srcdoc="<script>parent.alert(5)</script>"></iframe><svg><script>alert(6)</script><image href="${evil}/f.png"/></svg>
        <form action="${evil}/g"><button id="send">Send</button></form><a id="link" href="${evil}/h" target="_top">Go</a><a id="code" href="javascript:alert(10)">Code</a>
        <video src="${evil}/i" poster="${evil}/j" autoplay></video><math><mtext></form><form><mglyph><style></math><img src=${evil}/k onerror=alert(7)></body></html>`;
      await paste(page, html, `${evil}/article`);
      assert.notEqual(await page.$eval('#verdict', (element) => element.dataset.mood), 'bad');
      assert.match(await inside(page, 'after', '#text', 'text'), /Words of an article/);
      for (const id of ['send', 'link', 'code']) {
        await page.evaluate((name) => Document.prototype.querySelector.call(document.querySelector('#before').contentDocument, `#${name}`).click(), id);
        await sleep(60);
      }
      await page.click('#forth');
      await sleep(500);
      assert.deepEqual(reached, []);
      assert.deepEqual(faults.filter((fault) => !/Content.Security.Policy|sandbox|content blocked/i.test(fault)), []);
      assert.equal(page.url(), site.address);
      for (const id of ['before', 'after']) assert.equal(await page.$eval(`#${id}`, (element) => element.getAttribute('sandbox')), 'allow-same-origin');
      // The same by a stranger's link.
      await page.click('#share');
      await until(page, 'a link', () => document.querySelector('#link').value !== '');
      const link = await page.$eval('#link', (element) => element.value);
      const other = await fresh(link.slice(site.address.length));
      const shown = () => inside(other.page, 'before', '#text', 'text').catch(() => undefined);
      for (let times = 0; times < 100 && !(await shown()); times++) await sleep(50);
      assert.match(await shown(), /Words of an article/);
      assert.deepEqual(reached, []);
      assert.deepEqual(other.faults.filter((fault) => !/Content.Security.Policy|sandbox|content blocked/i.test(fault)), []);
    });

    test('a small page travels in a link; a large one does not, and is told so; a broken link is told', async () => {
      const { page } = await fresh();
      await paste(page, PAGE, 'https://paper.example/wall');
      await page.click('#share');
      await until(page, 'a link', () => document.querySelector('#link').value.includes('#page='));
      const link = await page.$eval('#link', (element) => element.value);
      assert.ok(link.length < 2000, `${link.length} characters`);
      const { page: second } = await fresh(link.slice(site.address.length));
      assert.match(await inside(second, 'before', 'h1', 'text'), /The harbour wall/);
      assert.equal(await second.$eval('#sample', (element) => element.value), '');
      const noise = Array.from({ length: 60_000 }, (_, number) => Math.sin(number).toString(36).slice(4, 9)).join(' ');
      await paste(second, `<p>${noise}</p>`);
      await second.click('#share');
      await until(second, 'a refusal', () => /too large for a link/.test(document.querySelector('#share-note').textContent));
      assert.equal(await second.$eval('#link', (element) => element.hidden), true);
      const { page: third } = await fresh('#page=AAAA%');
      assert.match(await verdict(third), /The link is broken/);
      const bomb = await third.evaluate(async () => {
        const packed = new Blob([`{"content":"${'a'.repeat(20_000_000)}"}`]).stream().pipeThrough(new CompressionStream('deflate-raw'));
        const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
        return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
      });
      const { page: fourth } = await fresh(`#page=${bomb}`);
      assert.match(await verdict(fourth), /unpacks to more than/);
    });

    test('many files become a list with counts; a click opens one', async () => {
      const { page } = await fresh();
      mkdirSync(join(folder, 'saved'), { recursive: true });
      const names = ['a-plain.html', 'b-nag.html', 'c-empty.html'];
      writeFileSync(join(folder, 'saved', names[0]), `<title>x</title><article><h1>Plain</h1>${`<p>${STORY.repeat(3)}</p>`.repeat(6)}</article>`);
      writeFileSync(join(folder, 'saved', names[1]), PAGE);
      writeFileSync(join(folder, 'saved', names[2]), ' ');
      // Drivers can not choose a folder; a list of files is what a folder comes to.
      await page.$eval('#file', (element) => {
        element.multiple = true;
      });
      await (await page.$('#file')).uploadFile(...names.map((name) => join(folder, 'saved', name)));
      await until(page, 'a sum', () => /hidden on 1 page of 3\. 1 file could not/.test(document.querySelector('#pages-sum').textContent));
      const rows = await page.$$eval('#pages tr', (all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
      assert.deepEqual(rows.map(([name, , hidden]) => [name, hidden]), [['a-plain.html', '0'], ['b-nag.html', '1'], ['c-empty.html', '']]);
      await page.$$eval('#pages button', (all) => all[1].click());
      await until(page, 'the second is shown', () => /The harbour wall/.test(document.querySelector('#before').contentDocument?.querySelector('h1')?.textContent ?? ''));
      assert.equal(await page.$$eval('#pages [aria-current]', (all) => all.map((each) => each.textContent).join()), 'b-nag.html');
      await page.click('#pages-close');
      assert.equal(await page.$eval('#folder-part', (element) => element.hidden), true);
    });

    test('a dropped folder is listed with the folders in it, without what is no page; a dropped file is shown', async () => {
      const { page, faults } = await fresh();
      await page.evaluate((html) => {
        // A drop by script brings no folders: its entries are made here, as browsers give them, a few at a time and none in the end.
        const file = (path) => ({ isDirectory: false, name: path.split('/').at(-1), fullPath: path, file: (done) => done(new File([html], path.split('/').at(-1), { type: 'text/html' })) });
        const directory = (path, ...batches) => ({ isDirectory: true, name: path, fullPath: path, createReader: () => ({ readEntries: (done) => done(batches.shift() ?? []) }) });
        const root = directory('/saved', [file('/saved/b.html'), file('/saved/logo.png')], [directory('/saved/more', [file('/saved/more/a.htm')])]);
        DataTransferItem.prototype.webkitGetAsEntry = () => root;
        const dropped = new DataTransfer();
        dropped.items.add(new File([''], 'saved'));
        document.body.dispatchEvent(new DragEvent('dragenter', { bubbles: true, dataTransfer: dropped }));
        if (document.querySelector('#drop').hidden) throw new Error('the veil is not up');
        document.querySelector('#drop').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: dropped }));
      }, PAGE);
      await until(page, 'a sum', () => /2 things hidden on 2 pages of 2/.test(document.querySelector('#pages-sum').textContent));
      assert.deepEqual(await page.$$eval('#pages th', (all) => all.map((each) => each.textContent)), ['saved/b.html', 'saved/more/a.htm']);
      assert.equal(await page.$eval('#drop', (element) => element.hidden), true);
      await page.evaluate(() => {
        DataTransferItem.prototype.webkitGetAsEntry = () => null;
        const dropped = new DataTransfer();
        dropped.items.add(new File(['<h1>Alone</h1><p>Words of it.</p>'], 'alone.html', { type: 'text/html' }));
        document.querySelector('#drop').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: dropped }));
      });
      await until(page, 'the file', () => /Alone/.test(document.querySelector('#before').contentDocument?.querySelector('h1')?.textContent ?? ''));
      assert.equal(await page.$eval('#folder-part', (element) => element.hidden), true);
      assert.deepEqual(faults, []);
    });

    test('plain text is taken a paragraph a line; what can not be looked at is said, and the next page works again', async () => {
      const { page, faults } = await fresh();
      await paste(page, 'The ferry left at six and nobody was late.\n\nPlease support our journalism: donate from 5 a month to keep us going.\nIn the evening it came back.');
      await until(page, 'three paragraphs', () => document.querySelector('#before').contentDocument?.querySelectorAll('p').length === 3);
      assert.match(await page.$eval('#size', (element) => element.textContent), /3 blocks/);
      await paste(page, '   ');
      await until(page, 'a refusal', () => /can not be looked at\. There is nothing in it/.test(document.querySelector('#verdict').textContent));
      assert.equal(await page.$eval('#copy', (element) => element.disabled), true);
      assert.equal(await page.$eval('#share', (element) => element.disabled), true);
      await paste(page, `<body>${'<div>'.repeat(1500)}deep`);
      assert.notEqual(await verdict(page), '');
      writeFileSync(join(folder, 'photo.png'), Buffer.from([137, 80, 78, 71]));
      await (await page.$('#file')).uploadFile(join(folder, 'photo.png'));
      await until(page, 'no page', () => /is no page/.test(document.querySelector('#verdict').textContent));
      await page.select('#sample', 'plain-article');
      await until(page, 'the sample', () => /hide on this page|The article stays/.test(document.querySelector('#verdict').textContent));
      assert.deepEqual(faults, []);
    });

    test('the time is measured against the size, as a drawing and as a table', async () => {
      const { page, faults } = await fresh();
      await page.$eval('#chart-part', (element) => element.scrollIntoView({ behavior: 'instant' }));
      await until(page, 'the last size', () => /a megabyte/.test(document.querySelector('#chart-words').textContent));
      const rows = await page.$$eval('#sizes tr', (all) => all.map((row) => [...row.cells].map((cell) => Number(cell.textContent.replace(/[^\d.]/g, '')))));
      assert.equal(rows.length, 6);
      assert.ok(rows.every((row, number) => number === 0 || row[1] > rows[number - 1][1]), 'each is larger than the one before');
      assert.ok(rows.every(([, , parse, walk, classify, total]) => Math.abs(parse + walk + classify - total) < 0.2));
      assert.equal((await page.$$('#chart svg circle')).length, 18);
      assert.deepEqual(faults, []);
    });

    test('the benchmarks are those of the repository, of each extractor, and all in sight on a phone too', async () => {
      const { pages: of, rows } = JSON.parse(readFileSync(new URL('../../docs/benchmarks.json', import.meta.url), 'utf8'));
      for (const size of [undefined, { width: 360, height: 740 }]) {
        const { page } = await fresh('', size);
        const told = await page.$$eval('#others tr', (all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
        assert.deepEqual(told, rows.map(({ name, gram, word, all, leaked }) => [name, ...[gram, word, all].map((figure) => figure.toFixed(3)), `${(leaked * 100).toFixed(1)} %`]));
        for (const name of ['Unnag', 'Readability', 'Defuddle', 'dom_smoothie', 'rs-trafilatura', 'trafilatura']) assert.ok(told.some(([each]) => each.split(' ')[0] === name), name);
        assert.match(await page.$eval('#others-words', (element) => element.textContent), new RegExp(`${of.articles} articles, ${of.all.toLocaleString('en')} pages`));
        // All rows are seen at once: a box that scrolls by itself hides the last.
        assert.equal(await page.$eval('#others-part .scroll', (box) => box.scrollHeight - box.clientHeight), 0);
        const outside = await page.$$eval('#others td', (all) => all.filter((cell) => cell.getBoundingClientRect().right > innerWidth).length);
        assert.equal(outside, 0, 'no figure is outside of the screen');
        // A bar's length is its figure.
        const bars = await page.$$eval('#others td', (all) => all.map((cell) => [Number(cell.style.getPropertyValue('--share')), getComputedStyle(cell, '::after').height]));
        assert.ok(bars.every(([share, height]) => share > 0 && share <= 1 && height !== 'auto'), JSON.stringify(bars));
      }
    });

    test('on a phone nothing is wider than the screen, and one side is shown at a time', async () => {
      const { page } = await fresh('', { width: 360, height: 740 });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
      const shown = () => page.evaluate(() => ['before', 'after'].filter((id) => document.getElementById(id).getClientRects().length > 0).join());
      assert.equal(await shown(), 'after');
      const now = () => page.evaluate(() => document.querySelector('#after').contentDocument.querySelector('[data-unnag-now]')?.dataset.unnagBlock);
      await page.click('#forth');
      const first = await now();
      await page.click('#forth');
      assert.ok(Number(await now()) > Number(first), 'the arrows walk through the side that is seen');
      await check(page, 'input[value=before]');
      assert.equal(await shown(), 'before');
      await check(page, 'input[value=after]');
      await check(page, '#hidden li:nth-child(2) button');
      assert.equal(await shown(), 'before', 'what is hidden is shown where it can be seen');
      const place = await page.evaluate(() => {
        const { top, bottom } = document.querySelector('#before').contentDocument.querySelector('[data-unnag-now]').getBoundingClientRect();
        return { top, bottom, height: document.querySelector('#before').contentWindow.innerHeight };
      });
      assert.ok(place.top >= 0 && place.bottom <= place.height, JSON.stringify(place));
    });

    test('after the first visit it works without a network, Markdown and all samples', async () => {
      const { page } = await fresh();
      await until(page, 'the worker keeps the files', async () => (await navigator.serviceWorker.ready).active?.state === 'activated');
      const kept = await page.evaluate(async () => {
        const names = await caches.keys();
        const urls = (await (await caches.open(names[0])).keys()).map(({ url }) => new URL(url));
        return { names, foreign: urls.filter(({ origin }) => origin !== location.origin).length, count: urls.length };
      });
      assert.equal(kept.names.length, 1);
      assert.equal(kept.foreign, 0);
      assert.ok(kept.count > 10);
      await site.stopDemo();
      await page.reload({ waitUntil: 'load' });
      await until(page, 'the sample', () => /The article stays/.test(document.querySelector('#verdict')?.textContent ?? ''));
      await page.select('#sample', 'french-article');
      await until(page, 'another sample', () => /éditorial|chaque|dans/i.test(document.querySelector('#text').textContent));
      await check(page, 'input[value=markdown]');
      await until(page, 'Markdown', () => document.querySelector('#text').textContent.startsWith('# '));
    });
  });
}
