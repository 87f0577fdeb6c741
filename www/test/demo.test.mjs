// The demo as a reader meets it, in Chromium: samples, switches, own pages, hostile pages, failures. Needs www/dist.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { serve } from '../../scripts/serve.mjs';

let server;
let address;
let browser;
let page;
let requests;
let faults;

before(async () => {
  ({ server, address } = await serve(join(import.meta.dirname, '..', 'dist'), { from: 4400 }));
  browser = await chromium.launch({ executablePath: process.env.UNNAG_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
});

after(async () => {
  await browser?.close();
  server?.close();
});

async function open(path = '', options = {}) {
  await page?.context().close();
  const context = await browser.newContext({ viewport: { width: 1400, height: 950 }, reducedMotion: 'reduce', ...options });
  page = await context.newPage();
  requests = [];
  faults = [];
  // What a CSP stops never gets as far as a route; whatever does has left the page.
  await context.route('**', (route) => {
    requests.push(route.request().url());
    return route.continue();
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(address + path);
  await page.waitForFunction(() => document.querySelector('#verdict')?.textContent !== '');
}

async function paste(html, url = '') {
  await page.click('#paste');
  await page.fill('#paste-text', html);
  if (url !== '') await page.fill('#paste-url', url);
  await page.click('#paste-dialog button[value=ok]');
}

const frame = (id) => page.frameLocator(`#${id}`);
const verdict = () => page.textContent('#verdict');
const visible = (id, selector) => frame(id).locator(selector).first().isVisible();

/** Moves the mouse onto an element in a frame. The frame is drawn smaller than it is, which Playwright's own hover does not reckon with. */
async function pointAt(id, element) {
  const inside = await element.evaluate((each) => {
    each.scrollIntoView({ block: 'center' });
    const { x, y, width, height } = each.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
  const outside = await page.locator(`#${id}`).evaluate((each) => {
    const { x, y, width } = each.getBoundingClientRect();
    return { x, y, scale: width / each.offsetWidth };
  });
  await page.mouse.move(outside.x + inside.x * outside.scale, outside.y + inside.y * outside.scale, { steps: 3 });
}

test('the first sample shows the nag on the left and not on the right, and keeps the article', async () => {
  await open();
  assert.match(await verdict(), /hidden in .* ms\. The article stays/);
  await frame('before').locator('.story h1').waitFor();
  await frame('after').locator('.story h1').waitFor();
  assert.equal(await visible('before', '.dispatch form'), true);
  assert.equal(await visible('after', '.dispatch form'), false);
  assert.equal(await frame('after').locator('.story > p').count(), await frame('before').locator('.story > p').count());
  assert.equal(await frame('before').locator('h1[data-unnag-label=article]').count(), 1);
  assert.match(await page.textContent('#text'), /fourteen minutes past six/);
  assert.doesNotMatch(await page.textContent('#text'), /The Morning Tide|Support the Ledger/);
  assert.equal(await page.locator('#times dt').count(), 4);
  assert.deepEqual(faults, []);
});

test('a block says why when it is pointed at', async () => {
  await open();
  await page.locator('#before').scrollIntoViewIfNeeded();
  const block = frame('before').locator('.dispatch p');
  await pointAt('before', block);
  const says = await block.evaluate((element) => getComputedStyle(element, '::after').content);
  assert.match(says, /Newsletter · hidden · \d+ % sure: /);
});

test('switching a kind off brings it back, focus leaves the article alone', async () => {
  await open();
  await page.uncheck('#kinds input[value=newsletter]');
  await frame('after').locator('.dispatch form').waitFor({ state: 'visible' });
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('value')), 'newsletter', 'the switch keeps the focus');
  await page.check('input[value=focus]', { force: true });
  await frame('after').locator('.rail li').first().waitFor({ state: 'hidden' });
  assert.equal(await visible('after', '.story h1'), true);
  assert.equal(await page.isChecked('#kinds input[value=newsletter]'), true, 'a level sets its own kinds');
});

test('every sample can be shown', async () => {
  await open();
  const slugs = await page.locator('#sample option').evaluateAll((options) => options.map((option) => option.value).filter((value) => value !== ''));
  assert.ok(slugs.length >= 5, `${slugs.length} samples`);
  for (const slug of slugs) {
    await page.selectOption('#sample', slug);
    await page.waitForFunction((wanted) => location.hash === `#${wanted}`, slug);
    assert.notEqual(await page.getAttribute('#verdict', 'data-mood'), 'bad', slug);
  }
  assert.deepEqual(faults, []);
  assert.deepEqual(requests.filter((url) => !url.startsWith(address)), []);
});

test('a hostile page runs nothing, asks for nothing and leads nowhere', async () => {
  await open();
  const before = requests.length;
  await paste(
    `<!doctype html><html><head><meta http-equiv="refresh" content="0;url=https://evil.test/refresh"><base href="https://evil.test/">
    <link rel="stylesheet" href="https://evil.test/a.css"><style>@import "https://evil.test/b.css"; body{background:url(https://evil.test/c.png)}</style></head>
    <body onload="alert(1)"><script>alert(2)</script><h1 onclick="alert(3)">A page</h1><img src="https://evil.test/d.png" onerror="alert(4)">
    <p id="text">${'Words of an article that goes on for a while, with nothing to say. '.repeat(20)}</p>
    <iframe src="https://evil.test/e"></iframe><iframe srcdoc="<script>parent.alert(5)</script>"></iframe><svg><script>alert(6)</script><image href="https://evil.test/f.png"/></svg>
    <form action="https://evil.test/g"><button id="send">Send</button></form><a id="link" href="https://evil.test/h" target="_top">Go</a>
    <video src="https://evil.test/i" poster="https://evil.test/j" autoplay></video><math><mtext></form><form><mglyph><style></math><img src=x onerror=alert(7)></body></html>`,
    'https://evil.test/article',
  );
  await frame('after').locator('#text').waitFor();
  for (const id of ['#send', '#link']) await frame('before').locator(id).evaluate((element) => element.click());
  await page.waitForTimeout(500);
  assert.deepEqual(faults, []);
  assert.deepEqual(requests.slice(before), []);
  assert.equal(page.url(), address);
  assert.equal(await page.getAttribute('#after', 'sandbox'), '');
});

test('plain text is taken a paragraph a line', async () => {
  await open();
  await paste('The ferry left at six and nobody was late.\n\nPlease support our journalism: donate from 5 a month to keep us going.\nIn the evening it came back.');
  await frame('before').locator('p').nth(2).waitFor();
  assert.equal(await frame('before').locator('p').count(), 3);
  assert.match(await page.textContent('#size'), /3 blocks/);
});

test('what can not be looked at is said, and the next page works again', async () => {
  await open();
  await paste('   ');
  await page.waitForFunction(() => /can not be looked at\. There is nothing in it/.test(document.querySelector('#verdict')?.textContent ?? ''));
  assert.equal(await page.getAttribute('#verdict', 'data-mood'), 'bad');
  assert.equal(await page.isDisabled('#copy'), true);
  await paste(`<body>${'<div>'.repeat(1500)}deep`);
  // The browser's own parser stops nesting at 512; whatever it gives must be answered without a crash.
  assert.notEqual(await verdict(), '');
  await page.setInputFiles('#file', { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from([137, 80, 78, 71]) });
  await page.waitForFunction(() => /is no page/.test(document.querySelector('#verdict')?.textContent ?? ''));
  await page.selectOption('#sample', { index: 0 });
  await page.waitForFunction(() => /The article stays/.test(document.querySelector('#verdict')?.textContent ?? ''));
  assert.deepEqual(faults, []);
});

test('on a phone nothing is wider than the screen, and one side is shown at a time', async () => {
  await open('', { viewport: { width: 360, height: 740 } });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  assert.equal(await page.isVisible('#before'), false);
  await page.check('.sides input[value=before]', { force: true });
  assert.equal(await page.isVisible('#before'), true);
  assert.equal(await page.isVisible('#after'), false);
});
