/** Chromium with the unpacked extension, through Playwright and the DevTools protocol. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type CDPSession, type Page as PlaywrightPage, type Worker } from 'playwright-core';
import { Page, popupFor, type Driver, type Launch, type PageHandle, type Port } from './driver.js';
import { allowing, registered } from './granted.js';

/** Where it is. */
export const EXECUTABLE = process.env['UNNAG_CHROMIUM'] ?? '/usr/bin/chromium';

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
  moveTo: (x, y) => page.mouse.move(x, y),
  wheel: (down) => page.mouse.wheel(0, down),
  touch: async (x, y, down) => {
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    for (let step = 1; step <= 10 && down !== 0; step += 1) await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y: y + (down * step) / 10 }] });
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  },
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
    await writeFile(file, Buffer.from(data, 'base64'));
  },
  pdf: () => page.pdf(),
  close: () => page.close(),
});

class Chromium implements Driver {
  readonly name = 'chromium';
  readonly #context: BrowserContext;
  /** What is to be removed in the end. */
  readonly #leftovers: string[];
  readonly #origin: string;

  constructor(context: BrowserContext, leftovers: string[], origin: string) {
    this.#context = context;
    this.#leftovers = leftovers;
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

  async clickButton(page: PageHandle): Promise<void> {
    const url = await page.evaluate<string>('location.href');
    await page.front();
    const browser = this.#context.browser();
    if (!browser) throw new Error('Playwright gives no session of the browser');
    // Newer than Playwright's list of what the protocol has.
    const cdp = (await browser.newBrowserCDPSession()) as unknown as { send(method: string, params: object): Promise<unknown>; detach(): Promise<void> };
    const { targetInfos } = (await cdp.send('Target.getTargets', { filter: [{ type: 'tab' }] })) as { targetInfos: { targetId: string; url: string }[] };
    const tab = targetInfos.find((target) => target.url === url);
    if (!tab) throw new Error(`no tab shows ${url}`);
    await cdp.send('Extensions.triggerAction', { id: this.#origin.replace('chrome-extension://', ''), targetId: tab.targetId });
    await cdp.detach();
  }

  async chooseMenu(page: PageHandle, item: string): Promise<void> {
    const url = await page.evaluate<string>('location.href');
    await page.front();
    const worker = this.#context.serviceWorkers()[0] ?? (await this.#context.waitForEvent('serviceworker'));
    // An item that is not in the menu can not be changed.
    await worker.evaluate(`chrome.contextMenus.update(${JSON.stringify(item)}, { enabled: true })
      .then(() => chrome.tabs.query({}))
      .then((tabs) => { chrome.contextMenus.onClicked.dispatch({ menuItemId: ${JSON.stringify(item)}, editable: false, pageUrl: ${JSON.stringify(url)} }, tabs.find((tab) => tab.url === ${JSON.stringify(url)})); })`);
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
    for (const directory of this.#leftovers) await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * Makes what the extension in `directory` asks for be something that the reader has allowed before: Chromium allows that without a prompt.
 * `privately`: lets it into private windows too, as the switch on its page in chrome://extensions does.
 */
export const consent = async (profile: string, directory: string, privately = false): Promise<void> => {
  const file = path.join(profile, 'Default', 'Preferences');
  const preferences = JSON.parse(await readFile(file, 'utf8')) as { extensions: { settings: Record<string, Record<string, unknown>> } };
  const hosts = ['*://*/*', 'http://*/*', 'https://*/*'];
  for (const entry of Object.values(preferences.extensions.settings)) {
    if (entry['path'] !== directory) continue;
    entry['incognito'] = privately;
    entry['granted_permissions'] = { ...(entry['granted_permissions'] as object), explicit_host: hosts, scriptable_host: hosts };
    entry['runtime_granted_permissions'] = { api: [], manifest_permissions: [], explicit_host: hosts, scriptable_host: hosts };
  }
  await writeFile(file, JSON.stringify(preferences));
};

/** Starts Chromium with the unpacked extension in `extension`, a fresh profile and no network but what the test serves. */
export const launchChromium: Launch = async (extension, { granted = true, yes = false, profile: kept, language = 'en' } = {}) => {
  const profile = kept ?? (await mkdtemp(path.join(tmpdir(), 'unnag-chromium-')));
  const directory = granted ? await allowing(extension) : path.resolve(extension);
  const leftovers = [...(kept === undefined ? [profile] : []), ...(granted ? [directory] : [])];
  const start = (): Promise<BrowserContext> => chromium.launchPersistentContext(profile, {
    executablePath: EXECUTABLE,
    headless: true,
    viewport: { width: 1280, height: 800 },
    // Chromium takes its language from the one on Linux and from the other elsewhere.
    env: { ...process.env, LANGUAGE: language },
    args: [
      `--lang=${language}`,
      '--no-sandbox',
      '--disable-gpu',
      // For clickButton.
      '--enable-unsafe-extension-debugging',
      `--disable-extensions-except=${directory}`,
      `--load-extension=${directory}`,
      // Fixtures live on invented hosts; nothing is ever resolved outside.
      '--host-resolver-rules=MAP * 127.0.0.1',
    ],
  });
  const workerOf = async (context: BrowserContext): Promise<Worker> => context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker', { timeout: 15_000 }));
  if (yes) {
    // What is to be changed is there once the extension has been loaded.
    const context = await start();
    await workerOf(context);
    await context.close();
    await consent(profile, directory);
  }
  const context = await start();
  const worker = await workerOf(context);
  // Node gives chrome-extension addresses no origin.
  const driver = new Chromium(context, leftovers, `chrome-extension://${new URL(worker.url()).host}`);
  if (granted) await registered(driver);
  return driver;
};
