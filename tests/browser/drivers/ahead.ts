/**
 * Chromium through Puppeteer: with Playwright attached to its tabs it opens no page in advance, and keeps none in its back/forward cache. What happens in the tab is asked through the
 * extension, since Puppeteer often loses a page that takes another's place.
 */
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import puppeteer from 'puppeteer-core';
import { EXECUTABLE } from './chromium.js';
import { allowing } from './granted.js';

/** A tab in a browser of its own. */
export interface Ahead {
  /** Runs an expression in the page that the tab shows. */
  evaluate(expression: string): Promise<unknown>;
  /** Waits until an expression is true. */
  waitFor(expression: string): Promise<void>;
  /** Runs an expression in the extension's background; `tab` is the tab's number. */
  behind(expression: string): Promise<unknown>;
  close(): Promise<void>;
}

/** Opens an address in a browser that has the unpacked extension in it, with all sites allowed. */
export const openAhead = async (extension: string, url: string): Promise<Ahead> => {
  const directory = await allowing(extension);
  const browser = await puppeteer.launch({
    executablePath: EXECUTABLE,
    headless: true,
    enableExtensions: true,
    args: ['--no-sandbox', '--disable-gpu', `--disable-extensions-except=${directory}`, `--load-extension=${directory}`, '--host-resolver-rules=MAP * 127.0.0.1'],
  });
  const target = await browser.waitForTarget((other) => /^chrome-extension:.*\/worker\.js$/.test(other.url()), { timeout: 15_000 });
  const worker = await target.worker();
  if (!worker) throw new Error('the extension has no background');
  // Until then pages do not have the content script.
  const isThere = 'globalThis.chrome?.scripting?.getRegisteredContentScripts().then((scripts) => scripts.length > 0)';
  while ((await worker.evaluate(isThere)) !== true) await sleep(50);
  const page = await browser.newPage();
  await page.goto(url);
  const evaluate = (expression: string): Promise<unknown> =>
    worker.evaluate(`chrome.tabs.query({ url: 'http://*/*' })
      .then(([tab]) => chrome.scripting.executeScript({ target: { tabId: tab.id }, world: 'MAIN', func: () => (${expression}) }))
      .then(([{ result }]) => result, String)`);
  return {
    evaluate,
    waitFor: async (expression) => {
      const end = Date.now() + 5000;
      for (let value = await evaluate(expression); value !== true; value = await evaluate(expression)) {
        if (Date.now() > end) throw new Error(`${expression} is still ${String(value)} after 5 s`);
        await sleep(25);
      }
    },
    behind: (expression) => worker.evaluate(`chrome.tabs.query({ url: 'http://*/*' }).then(([{ id: tab }]) => (${expression}))`),
    close: async () => {
      await browser.close();
      await rm(directory, { recursive: true, force: true, maxRetries: 3 });
    },
  };
};
