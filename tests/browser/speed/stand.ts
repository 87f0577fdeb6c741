/** A Chromium in which what inside.ts times can be run on any page, as a content script of the built extension. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { startChromium } from '../cost/chromium.js';
import { allowing } from '../drivers/granted.js';
import { DIST, tabOf } from '../drivers/inside.js';

/** With these a page's clock is as fine as the browser has it (5 µs, else 100). Frames and what the page loads are let in all the same. */
export const FINE = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'credentialless' };

export class Stand {
  readonly #browser: Browser;
  readonly #desk: Page;
  readonly #folder: string;

  private constructor(browser: Browser, desk: Page, folder: string) {
    this.#browser = browser;
    this.#desk = desk;
    this.#folder = folder;
  }

  /** `minify`: as the extension is; not so for a profile. */
  static async launch(minify = true): Promise<Stand> {
    const folder = await allowing(join(DIST, 'chromium'));
    await build({
      entryPoints: [join(import.meta.dirname, 'inside.ts')],
      bundle: true,
      minify,
      charset: 'utf8',
      format: 'iife',
      target: 'chrome148',
      define: { __FIREFOX__: 'false' },
      outfile: join(folder, 'speed.js'),
      logLevel: 'error',
    });
    const { browser, origin } = await startChromium(folder);
    await sleep(1500);
    const desk = await browser.newPage();
    await desk.goto(`${origin}popup.html`);
    await desk.evaluate('chrome.scripting.unregisterContentScripts()');
    return new Stand(browser, desk, folder);
  }

  /** Opens a page, lets it settle, and hands it over. */
  async on<Result>(url: string, work: (call: (code: string) => Promise<unknown>, cdp: CDPSession) => Promise<Result>): Promise<Result> {
    const page = await this.#browser.newPage();
    try {
      await page.goto(url, { waitUntil: 'load', timeout: 20_000 }).catch(() => undefined);
      await sleep(100);
      const tab = await this.#desk.evaluate(tabOf(page.url()));
      if (typeof tab !== 'number') throw new Error(`no tab shows ${url}`);
      await this.#desk.evaluate(`chrome.scripting.executeScript({ target: { tabId: ${String(tab)} }, files: ['speed.js'] })`);
      const call = (code: string): Promise<unknown> =>
        this.#desk.evaluate(`chrome.scripting.executeScript({ target: { tabId: ${String(tab)} }, func: async () => {
          const speed = globalThis[Symbol.for('unnag.speed')];
          try { return { value: await (speed.${code}) } } catch (error) { return { failed: String(error) } }
        } }).then(([{ result }]) => { if (result.failed) throw new Error(result.failed); return result.value; })`);
      return await work(call, await page.createCDPSession());
    } finally {
      await page.close();
    }
  }

  /** Milliseconds from asking for the engine's file to an instance that could be used, again and again, and those of its way from the disk alone. */
  async engine(times: number): Promise<{ readonly start: number; readonly file: number }[]> {
    return (await this.#desk.evaluate(`(async () => {
      const found = [];
      for (let at = 0; at < ${String(times)}; at += 1) {
        const begin = performance.now();
        const bytes = await (await fetch(chrome.runtime.getURL('unnag_bg.wasm'))).arrayBuffer();
        const read = performance.now();
        const module = await WebAssembly.compile(bytes);
        const imports = {};
        for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => 0;
        await WebAssembly.instantiate(module, imports);
        found.push({ start: performance.now() - read, file: read - begin });
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return found;
    })()`)) as { start: number; file: number }[];
  }

  async close(): Promise<void> {
    await this.#browser.close().catch(() => undefined);
    await rm(this.#folder, { recursive: true, force: true });
  }
}
