/** Chromium with the unpacked extension, through Playwright and the DevTools protocol. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type CDPSession, type Page as PlaywrightPage } from 'playwright-core';
import { Page, popupFor, type Driver, type PageHandle, type Port } from './driver.js';

const EXECUTABLE = process.env['UNNAG_CHROMIUM'] ?? '/usr/bin/chromium';

/** Playwright's own `evaluate` runs the page's `eval`, which a CSP forbids and reports; the protocol's does not. */
const evaluate = async (cdp: CDPSession, expression: string): Promise<unknown> => {
  const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
    allowUnsafeEvalBlockedByCSP: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as unknown;
};

const port = (page: PlaywrightPage, cdp: CDPSession): Port => ({
  evaluate: (expression) => evaluate(cdp, expression),
  clickAt: (x, y) => page.mouse.click(x, y),
  press: (key) => page.keyboard.press(key),
  type: (text) => page.keyboard.type(text),
  goto: async (url) => {
    await page.goto(url, { waitUntil: 'load' });
  },
  reload: async () => {
    await page.reload({ waitUntil: 'load' });
  },
  back: async () => {
    await page.goBack({ waitUntil: 'load' });
  },
  look: async ({ width, height, dark, scale }) => {
    await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
    await cdp.send('Emulation.setDeviceMetricsOverride', {
      width: Math.round(width / scale),
      height: Math.round(height / scale),
      deviceScaleFactor: scale,
      mobile: false,
    });
  },
  front: () => page.bringToFront(),
  screenshot: async (file) => {
    const { data } = await cdp.send('Page.captureScreenshot', { format: 'png' });
    const { writeFile } = await import('node:fs/promises');
    await writeFile(file, Buffer.from(data, 'base64'));
  },
  pdf: () => page.pdf(),
  close: () => page.close(),
});

class Chromium implements Driver {
  readonly name = 'chromium';
  readonly #context: BrowserContext;
  readonly #profile: string;
  readonly #origin: string;

  constructor(context: BrowserContext, profile: string, origin: string) {
    this.#context = context;
    this.#profile = profile;
    this.#origin = origin;
  }

  extensionUrl(file: string): string {
    return `${this.#origin}/${file}`;
  }

  async open(url: string): Promise<PageHandle> {
    const page = await this.#context.newPage();
    const handle = new Page(port(page, await this.#context.newCDPSession(page)));
    if (url !== 'about:blank') await handle.goto(url);
    return handle;
  }

  popup(page: PageHandle): Promise<PageHandle> {
    return popupFor(this, page);
  }

  async stopWorker(): Promise<void> {
    // The domain is there for pages only; any page's session stops all workers of the scope.
    const page = await this.#context.newPage();
    const cdp = await this.#context.newCDPSession(page);
    await cdp.send('ServiceWorker.enable');
    await cdp.send('ServiceWorker.stopAllWorkers');
    await page.close();
  }

  async close(): Promise<void> {
    await this.#context.close();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Starts Chromium with the unpacked extension in `extension`, a fresh profile and no network but what the test serves. */
export const launchChromium = async (extension: string): Promise<Driver> => {
  const profile = await mkdtemp(path.join(tmpdir(), 'unnag-chromium-'));
  const directory = path.resolve(extension);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: EXECUTABLE,
    headless: true,
    viewport: { width: 1280, height: 800 },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      `--disable-extensions-except=${directory}`,
      `--load-extension=${directory}`,
      // Fixtures live on invented hosts; nothing is ever resolved outside.
      '--host-resolver-rules=MAP * 127.0.0.1',
    ],
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker', { timeout: 15_000 }));
  // Node gives chrome-extension addresses no origin.
  return new Chromium(context, profile, `chrome-extension://${new URL(worker.url()).host}`);
};
