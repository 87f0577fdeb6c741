/**
 * Draws the PNG icons out of the SVGs beside this file, in Chromium. Run after changing one:
 *
 *   node --import tsx extension/icons/draw.ts
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';

const here = import.meta.dirname;
const browser = await chromium.launch({ executablePath: process.env['UNNAG_CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
try {
  for (const size of [16, 32, 48, 128]) {
    const svg = await readFile(path.join(here, size <= 32 ? 'small.svg' : 'icon.svg'));
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.goto(`data:image/svg+xml;base64,${svg.toString('base64')}`);
    await writeFile(path.join(here, `${String(size)}.png`), await page.screenshot({ omitBackground: true }));
    await page.close();
  }
} finally {
  await browser.close();
}
