// Makes docs/before-after.png from the real extension on the sample page in Chromium: the same stretch of the page without it and with it.
//   npm run picture          (after npm start -- --build)
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { launchChromium } from '../tests/browser/drivers/index.ts';
import { serve } from '../tests/browser/server.ts';
import { findBrowsers } from './browsers.mjs';
import { ROOT } from './process.mjs';
import { explain, Trouble } from './steps.mjs';

const OUT = join(ROOT, 'docs', 'before-after.png');
const WIDTH = 880;
const HEIGHT = 1640;
/** The stretch begins at the crosshead above the newsletter box, so that three kinds of nags are in it. */
const FROM = '.story h2';
const NAGS = ['.dispatch', '.appeal', '.subbar'];

const toStretch = (selector) => {
  const top = document.querySelector(selector).getBoundingClientRect().top + scrollY - 40;
  scrollTo({ top, behavior: 'instant' });
};

/** The page without the extension. */
async function before(url, file) {
  const browser = await chromium.launch({ executablePath: process.env.UNNAG_CHROMIUM, args: ['--no-sandbox', '--host-resolver-rules=MAP * 127.0.0.1'] });
  const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
  await page.goto(url);
  await page.evaluate(toStretch, FROM);
  await page.screenshot({ path: file });
  await browser.close();
}

/** The page with it. */
async function after(url, file) {
  const driver = await launchChromium(join(ROOT, 'extension', 'dist', 'chromium'));
  try {
    const page = await driver.open(url);
    await page.look({ width: WIDTH, height: HEIGHT });
    for (const nag of NAGS) await page.waitHidden(nag);
    await page.evaluate(toStretch, FROM);
    await page.screenshot(file);
  } finally {
    await driver.close();
  }
}

/** Both beside each other. */
async function compose(left, right) {
  const picture = (file) => `data:image/png;base64,${readFileSync(file).toString('base64')}`;
  const browser = await chromium.launch({ executablePath: process.env.UNNAG_CHROMIUM, args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 1220 }, deviceScaleFactor: 1.25 });
  await page.setContent(`<!doctype html><style>
    body{margin:0;background:#ece7dc;font:700 21px/1 Georgia,'Liberation Serif',serif;color:#1d2025;display:grid;grid-template-columns:1fr 1fr;gap:26px;padding:22px 26px 26px;box-sizing:border-box;height:100vh}
    figure{margin:0;display:flex;flex-direction:column;min-height:0}figcaption{padding:0 2px 12px}
    img{width:100%;flex:1;min-height:0;object-fit:cover;object-position:top;border-radius:9px;box-shadow:0 1px 3px #0004,0 8px 30px #0002}
  </style><figure><figcaption>Before</figcaption><img src="${picture(left)}"></figure><figure><figcaption>After</figcaption><img src="${picture(right)}"></figure>`);
  await page.screenshot({ path: OUT });
  await browser.close();
}

const work = mkdtempSync(join(tmpdir(), 'unnag-picture-'));
const server = await serve();
try {
  const { found, how } = await findBrowsers();
  if (found.chromium === undefined) throw new Trouble(how.join('\n'));
  const url = server.url('sample');
  const files = ['before.png', 'after.png'].map((name) => join(work, name));
  await before(url, files[0]);
  await after(url, files[1]);
  await compose(...files);
  process.stdout.write(`${OUT}\n`);
} catch (error) {
  explain(error);
  process.exitCode = 1;
} finally {
  await server.close();
  rmSync(work, { recursive: true, force: true });
}
