// Takes pictures of the real extension in Chromium, puts some together, and writes them as small PNGs.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import optimise, { init } from '@jsquash/oxipng/optimise.js';
import { chromium } from 'playwright-core';
import { ROOT } from './process.mjs';

const work = mkdtempSync(join(tmpdir(), 'unnag-shots-'));
process.on('exit', () => {
  rmSync(work, { recursive: true, force: true });
});

let number = 0;
/** A file that is gone when the script ends. */
export const scratch = () => join(work, `${String((number += 1))}.png`);

/** The picture's bytes for use in markup. */
export const inline = (file) => `data:image/png;base64,${readFileSync(file).toString('base64')}`;

/** Two frames later everything that was changed is drawn. */
const drawn = (page) => page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');

/**
 * A picture of a page as it is now. `tall`: the viewport grows until the whole page is in it, up to so many pixels.
 */
export async function shoot(page, { width, height = 800, dark = false, tall = 0 }) {
  await page.front();
  await page.look({ width, height, dark });
  await drawn(page);
  if (tall > 0) {
    const whole = await page.evaluate('Math.ceil(document.body.getBoundingClientRect().bottom)');
    await page.look({ width, height: Math.min(Math.max(whole, 100), tall), dark });
    await drawn(page);
  }
  const file = scratch();
  await page.screenshot(file);
  return file;
}

/** Draws markup of our own, of this size, or as large as it is. */
export async function compose(markup, { width = 0, height = 0 } = {}) {
  const browser = await chromium.launch({ executablePath: process.env.UNNAG_CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'] });
  try {
    const page = await browser.newPage({ viewport: { width: width || 3000, height: height || 1000 } });
    await page.setContent(`<!doctype html>${markup}`);
    await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
    const file = scratch();
    if (width > 0) await page.screenshot({ path: file });
    else await page.locator('body').screenshot({ path: file });
    return file;
  } finally {
    await browser.close();
  }
}

let ready;
/** Writes a picture to its place, as small as it can be without loss. */
export async function keep(file, to) {
  const codec = createRequire(import.meta.url).resolve('@jsquash/oxipng/codec/pkg/squoosh_oxipng_bg.wasm');
  ready ??= readFile(codec).then((bytes) => init(WebAssembly.compile(bytes)));
  await ready;
  globalThis.ImageData ??= class {};
  const small = Buffer.from(await optimise(await readFile(file), { level: 4 }));
  await mkdir(dirname(to), { recursive: true });
  await writeFile(to, small);
  process.stdout.write(`  ${relative(ROOT, to)}  ${String(Math.round(small.length / 1024))} KB\n`);
}
