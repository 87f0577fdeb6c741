// Makes the stores' pictures (docs/store), the README's (docs/before-after.png) and the visual checks (docs/pictures) from the real extension on pages of our own, in Chromium.
//   npm run pictures [-- --only store|checks] [--out FOLDER]          (after npm start -- --build)
//
// Nobody compares the checks by machine, since fonts differ; git shows which of them a change has touched, and somebody looks at those.
// What a machine can see of faults in layout is in tests/browser/layout.test.ts.
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { launchChromium } from '../tests/browser/drivers/index.ts';
import { desk, tabOf } from '../tests/browser/drivers/inside.ts';
import { waitLayer } from '../tests/browser/drivers/layer.ts';
import { serve } from '../tests/browser/server.ts';
import { findBrowsers } from './browsers.mjs';
import { ROOT } from './process.mjs';
import { compose, inline, keep, shoot } from './shots.mjs';
import { explain, Trouble } from './steps.mjs';

const EXTENSION = join(ROOT, 'extension', 'dist', 'chromium');
const STORE = { width: 1280, height: 800 };
const NAGS = ['.dispatch', '.appeal', '.subbar'];
/** The stretch of the sample page that has all three nags in it begins here. */
const FROM = '.story h2';
const PAPER = '#ece7dc';
const SHADOW = 'box-shadow:0 1px 3px #0004,0 8px 30px #0003';
const FONT = "system-ui,'DejaVu Sans',sans-serif";

const ready = (page) => page.waitFor(`document.documentElement.dataset.ready === ''`);
const toStretch = (page, up = 40) =>
  page.evaluate((selector, above) => {
    scrollTo({ top: document.querySelector(selector).getBoundingClientRect().top + scrollY - above, behavior: 'instant' });
  }, FROM, up);

async function openSettings(driver) {
  const options = await driver.open(driver.extensionUrl('options.html'));
  await ready(options);
  return options;
}

/** Settings of somebody who has used it for a while, so that the lists are not empty. Hosts that nobody has. */
const lived = (options) =>
  options.evaluate(async () => {
    const { settings = {} } = await chrome.storage.local.get('settings');
    await chrome.storage.local.set({ settings: { ...settings, sites: { 'mail.example': { on: false }, 'harbour-ledger.example': { supported: true }, 'coastal-weekly.example': { supported: true } } } });
  });

async function openPicker(driver, page, asking, url, selector) {
  await page.front();
  const { x, y } = await page.evaluate((where) => {
    const element = document.querySelector(where);
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    const box = element.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 60) };
  }, selector);
  await asking.evaluate(`${tabOf(url)}.then((tab) => chrome.tabs.sendMessage(tab, { type: 'pick' }, { frameId: 0 }))`);
  await waitLayer(asking, url, /\S/);
  await page.front();
  await sleep(200);
  await page.moveTo(x - 3, y);
  await page.clickAt(x, y);
  await sleep(200);
}

/** A page that has been tidied, and its popup. */
async function tidied(driver, url, { width = 1280, height = 800 } = {}) {
  const page = await driver.open(url);
  await page.look({ width, height });
  for (const nag of NAGS) await page.waitHidden(nag);
  const popup = await driver.popup(page);
  await ready(popup);
  return { page, popup };
}

const beside = ({ before, after }, { width, height }) => `<style>
  body{margin:0;width:${String(width)}px;height:${String(height)}px;box-sizing:border-box;padding:20px 24px 24px;display:grid;grid-template-columns:1fr 1fr;gap:24px;background:${PAPER};font:650 20px/1 ${FONT};color:#1f2623}
  figure{margin:0;display:flex;flex-direction:column;min-height:0}figcaption{padding:0 2px 12px}
  img{width:100%;flex:1;min-height:0;object-fit:cover;object-position:top;border-radius:10px;${SHADOW}}
  </style><figure><figcaption>Before</figcaption><img src="${inline(before)}"></figure><figure><figcaption>After</figcaption><img src="${inline(after)}"></figure>`;

const over = (page, popup, dark) => `<style>
  body{margin:0;width:1280px;height:800px;position:relative;overflow:hidden;background:url(${inline(page)}) 0 0/1280px}
  img{position:absolute;top:16px;right:24px;width:384px;border-radius:10px;border:1px solid ${dark ? '#3b403d' : '#c9cec8'};box-shadow:0 2px 6px #0003,0 12px 48px #0006}
  </style><img src="${inline(popup)}">`;

const tile = (icon) => `<style>
  body{margin:0;width:440px;height:280px;box-sizing:border-box;padding:0 36px;display:flex;align-items:center;gap:26px;background:linear-gradient(150deg,#f6f3ea,#e2ebe3);font-family:${FONT};color:#1f2623}
  img{width:120px;height:120px}b{display:block;font-size:46px;line-height:1.1;letter-spacing:-.01em;color:#2f6a52}span{display:block;margin-top:10px;font-size:18px;line-height:1.35;color:#46504b}
  </style><img src="${inline(icon)}"><div><b>Unnag</b><span>Tidies pages you can already read</span></div>`;

/** The page before and after, for the stores, and for the README, where there is room for all three nags. */
const COMPARED = [
  { view: { width: 760, height: 900 }, whole: STORE, name: 'before-after' },
  { view: { width: 880, height: 1640 }, whole: { width: 1280, height: 1220 }, name: '../before-after' },
];

/** The same stretch of the page as it is now, for each of them. */
async function stretches(page) {
  const files = [];
  for (const { view } of COMPARED) {
    await page.front();
    await page.look(view);
    await toStretch(page);
    files.push(await shoot(page, view));
  }
  return files;
}

/** The pictures that the stores show, and the README's, in English. */
async function storePictures(server, out) {
  const url = server.url('sample');
  const put = (file, name) => keep(file, join(out, `${name}.png`));
  const driver = await launchChromium(EXTENSION, { granted: false, yes: true });
  try {
    const welcome = await driver.open(driver.extensionUrl('welcome.html'));
    await ready(welcome);
    // Closer, as a reader's browser shows it at 150 %: there is little on it.
    for (const dark of [false, true]) {
      await welcome.look({ ...STORE, scale: 1.5, dark });
      const file = await shoot(welcome, { ...STORE, dark });
      await put(file, dark ? 'welcome-dark' : 'welcome');
    }
    await welcome.look({ scale: 1 });
    // Still the page as it is without the extension: nothing is allowed yet.
    const plain = await driver.open(url);
    const befores = await stretches(plain);
    await plain.close();
    await welcome.front();
    await welcome.click('#mode-all');
    await welcome.waitVisible('#next');
    const { page, popup } = await tidied(driver, url, COMPARED[0].view);
    const afters = await stretches(page);
    for (const [at, { whole, name }] of COMPARED.entries()) {
      await put(await compose(beside({ before: befores[at], after: afters[at] }, whole), whole), name);
    }
    await page.look(STORE);
    await page.evaluate('scrollTo({ top: 0, behavior: "instant" })');
    const behind = await shoot(page, STORE);
    for (const dark of [false, true]) {
      const file = await shoot(popup, { width: 384, height: 768, dark });
      await put(await compose(over(behind, file, dark), STORE), dark ? 'popup-dark' : 'popup');
    }
    const asking = await desk(driver);
    await page.evaluate('scrollTo({ top: 0, behavior: "instant" })');
    await openPicker(driver, page, asking, url, '.more .cards');
    await put(await shoot(page, STORE), 'picker');
    await lived(asking);
    const options = await openSettings(driver);
    for (const dark of [false, true]) await put(await shoot(options, { ...STORE, dark }), dark ? 'options-dark' : 'options');
  } finally {
    await driver.close();
  }
  await put(await compose(tile(join(ROOT, 'extension', 'icons', '128.png')), { width: 440, height: 280 }), 'tile');
}

/** Pictures beside each other, each with a word over it. */
const sheet = (pictures) => `<style>
  body{margin:0;display:inline-flex;align-items:flex-start;gap:16px;padding:12px 16px 16px;background:#8d9490;font:13px/1 ${FONT};color:#fff}
  figure{margin:0}figcaption{padding-bottom:8px}img{display:block}
  </style>${pictures.map(({ name, file }) => `<figure><figcaption>${name}</figcaption><img src="${inline(file)}"></figure>`).join('')}`;

const NARROW = 320;
/** Wide and narrow, light and dark; where the words are what matters, light alone, and pages as narrow as they get. */
const looks = (language, wide) =>
  (language === 'en' || wide < 900 ? [wide, NARROW] : [NARROW]).flatMap((width) => (language === 'en' ? [false, true] : [false]).map((dark) => ({ width, dark, name: `${String(width)} ${dark ? 'dark' : 'light'}` })));

/** What somebody is to look at: each place in light, dark, wide and narrow, and in the languages with the longest words. */
async function checkPictures(server, out, language) {
  const put = async (pictures, name) => keep(await compose(sheet(pictures)), join(out, `${name}-${language}.png`));
  const all = async (page, wide, tall) => {
    const pictures = [];
    for (const { width, dark, name } of looks(language, wide)) pictures.push({ name, file: await shoot(page, { width, dark, tall }) });
    return pictures;
  };
  const url = server.url('sample');
  const driver = await launchChromium(EXTENSION, { granted: false, yes: true, language });
  try {
    const welcome = await driver.open(driver.extensionUrl('welcome.html'));
    await ready(welcome);
    const first = await driver.open(url);
    await driver.clickButton(first);
    const asking = await driver.popup(first);
    await ready(asking);
    await asking.waitVisible('#access');
    await asking.waitVisible('#items .item');
    const closed = await all(asking, 384, 1400);
    await asking.close();
    await first.close();
    await welcome.front();
    await welcome.click('#mode-all');
    await welcome.waitVisible('#next');
    await put(await all(welcome, 900, 1400), 'welcome');
    const { page, popup } = await tidied(driver, url);
    await popup.evaluate(`document.querySelectorAll('details').forEach((part) => { part.open = true; })`);
    const opened = await all(popup, 384, 2400);
    await put([...closed.filter((_, at) => at !== 1).map(({ name, file }) => ({ name: `asks, ${name}`, file })), ...opened], 'popup');
    const table = await desk(driver);
    const pictures = [];
    for (const { width, dark, name } of looks(language, 900)) {
      await page.look({ width, height: 640, dark });
      await openPicker(driver, page, table, url, '.more .cards');
      pictures.push({ name, file: await shoot(page, { width, height: 640, dark }) });
      await page.front();
      await page.press('Escape');
      await sleep(150);
    }
    await put(pictures, 'picker');
    await lived(table);
    const options = await openSettings(driver);
    await put(await all(options, 900, 4000), 'options');
  } finally {
    await driver.close();
  }
}

const { values } = parseArgs({ options: { only: { type: 'string' }, language: { type: 'string' }, out: { type: 'string', default: 'docs' } } });
const server = await serve();
try {
  const { found, how } = await findBrowsers();
  if (found.chromium === undefined) throw new Trouble(how.join('\n'));
  const out = resolve(ROOT, values.out);
  if (values.only !== 'checks') await storePictures(server, join(out, 'store'));
  if (values.only !== 'store') for (const language of values.language?.split(',') ?? ['en', 'de', 'ru']) await checkPictures(server, join(out, 'pictures'), language);
} catch (error) {
  explain(error);
  process.exitCode = 1;
} finally {
  await server.close();
}
