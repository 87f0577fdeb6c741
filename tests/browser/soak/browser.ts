/** One Chromium with the extension, for hours: what it holds, and what it complains of. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { isWorker, metrics, startChromium } from '../cost/chromium.js';
import { processes } from '../cost/process.js';

/** What is held, after the garbage has been collected. */
export interface Held {
  /** Bytes: the page's JavaScript heap with the content script in it, the background's, the memory of all of the browser's processes. */
  readonly page: number;
  readonly background: number;
  readonly browser: number;
  /** Of the page's process: nodes, also those that are in no document but held by somebody; event listeners. */
  readonly nodes: number;
  readonly listeners: number;
}

/** A browser, one tab that is read in, and a page of the extension to ask from. */
export class Soaked {
  /** Errors of the extension's own: uncaught, or written to a console, in pages or in the background. */
  readonly errors: string[] = [];
  readonly page: Page;
  readonly #desk: Page;
  readonly #browser: Browser;
  readonly #cdp: CDPSession;

  private constructor(browser: Browser, page: Page, desk: Page, cdp: CDPSession) {
    this.#browser = browser;
    this.page = page;
    this.#desk = desk;
    this.#cdp = cdp;
  }

  static async launch(extension: string): Promise<Soaked> {
    const { browser, origin } = await startChromium(extension);
    const desk = await browser.newPage();
    await desk.goto(`${origin}popup.html`);
    await desk.waitForFunction('chrome.scripting.getRegisteredContentScripts().then((scripts) => scripts.length > 0)');
    const page = await browser.newPage();
    const cdp = await page.createCDPSession();
    const soaked = new Soaked(browser, page, desk, cdp);
    await cdp.send('Performance.enable');
    await soaked.#listen(cdp, (urls) => urls.some((url) => url.startsWith(origin)));
    const hear = async (): Promise<void> => {
      const worker = await browser.waitForTarget(isWorker, { timeout: 5000 });
      await soaked.#listen(await worker.createCDPSession(), () => true);
    };
    await hear();
    // One that was put to sleep comes back as another target.
    browser.on('targetcreated', (target) => {
      if (isWorker(target)) hear().catch(() => undefined);
    });
    return soaked;
  }

  /** `ours`: whether an error whose stack has these addresses is the extension's. */
  async #listen(cdp: CDPSession, ours: (urls: string[]) => boolean): Promise<void> {
    const note = (words: string, frames: readonly { url: string }[] = [], url = ''): void => {
      if (ours([url, ...frames.map((frame) => frame.url)])) this.errors.push(words);
    };
    cdp.on('Runtime.exceptionThrown', ({ exceptionDetails: { text, url, exception, stackTrace } }) => {
      note(exception?.description ?? text, stackTrace?.callFrames, url);
    });
    cdp.on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
      if (type === 'error' || type === 'warning') note(args.map((arg) => arg.description ?? String(arg.value)).join(' '), stackTrace?.callFrames);
    });
    await cdp.send('Runtime.enable');
  }

  /** What is held now. */
  async held(): Promise<Held> {
    // Twice: what the first round lets go of may have held something else.
    for (let round = 0; round < 2; round++) await this.#cdp.send('HeapProfiler.collectGarbage');
    const counted = await metrics(this.#cdp);
    const worker = await this.#browser.waitForTarget(isWorker, { timeout: 5000 });
    const cdp = await worker.createCDPSession();
    await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = await cdp.send('Runtime.getHeapUsage');
    await cdp.detach();
    return {
      page: counted['JSHeapUsedSize'] ?? NaN,
      background: usedSize,
      browser: processes(this.#browser.process()?.pid ?? 0),
      nodes: counted['Nodes'] ?? NaN,
      listeners: counted['JSEventListeners'] ?? NaN,
    };
  }

  /** Sends to the content script of the tab, as the popup does. */
  tell(message: { readonly type: string }): Promise<unknown> {
    const url = JSON.stringify(this.page.url());
    return this.#desk.evaluate(`chrome.tabs.query({}).then((tabs) => chrome.tabs.sendMessage(tabs.find((tab) => tab.url === ${url}).id, ${JSON.stringify(message)}, { frameId: 0 }))`);
  }

  /** Switches the site of the tab off, as the popup does. */
  async switchOff(): Promise<void> {
    const host = JSON.stringify(new URL(this.page.url()).hostname);
    await this.#desk.evaluate(`chrome.storage.local.set({ settings: { version: 2, level: 'calm', kinds: { donation: true, paywall: true, newsletter: true, prompt: true, consent: false }, badge: true, memory: true, everywhere: true, click: true, sites: { [${host}]: { on: false } } } })`);
    await this.tell({ type: 'settings' });
  }

  /** How many plans are asked for within that time. */
  looks(ms: number): Promise<number> {
    return this.#desk.evaluate(`new Promise((resolve) => {
      let plans = 0;
      const hear = (message) => { if (message?.type === 'plan') plans++; };
      chrome.runtime.onMessage.addListener(hear);
      setTimeout(() => { chrome.runtime.onMessage.removeListener(hear); resolve(plans); }, ${String(ms)});
    })`) as Promise<number>;
  }

  /** Elements that bear an attribute such as ours, which the page did not send: tests' pages have none. */
  marked(): Promise<number> {
    return this.page.evaluate(`[...document.querySelectorAll('*')].filter((element) => element.getAttributeNames().some((name) => /^data-(?=[a-z]*\\d)[a-z0-9]{10,19}$/.test(name))).length`) as Promise<number>;
  }

  async go(url: string, ms: number): Promise<void> {
    await this.page.bringToFront();
    await this.page.goto(url, { waitUntil: 'load', timeout: 20_000 });
    await sleep(ms);
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}
