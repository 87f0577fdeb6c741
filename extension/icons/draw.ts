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
  const icons = [16, 32, 48, 128].map((size) => ({ size, from: size <= 32 ? 'small.svg' : 'icon.svg', to: String(size) }));
  const looks = ['on', 'off', 'away', 'failed'].flatMap((look) => [16, 32].map((size) => ({ size, from: look === 'on' ? 'small.svg' : `${look}.svg`, to: `${look}-${String(size)}` })));
  for (const { size, from, to } of [...icons, ...looks]) {
    const svg = await readFile(path.join(here, from));
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.goto(`data:image/svg+xml;base64,${svg.toString('base64')}`);
    await writeFile(path.join(here, `${to}.png`), await page.screenshot({ omitBackground: true }));
    await page.close();
  }
} finally {
  await browser.close();
}
