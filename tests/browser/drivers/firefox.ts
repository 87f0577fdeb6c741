/** Firefox with the unpacked extension as a temporary add-on, through Puppeteer and WebDriver BiDi. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readFile, rm } from 'node:fs/promises';
import puppeteer, { type Browser, type KeyInput, type Page as PuppeteerPage } from 'puppeteer-core';
import { Page, popupFor, type Driver, type Launch, type PageHandle, type Port } from './driver.js';
import { allowing, registered } from './granted.js';

const EXECUTABLE = process.env['UNNAG_FIREFOX'] ?? '/usr/bin/firefox-esr';

/** Waits for what no event tells of. */
const until = async (what: string, done: () => Promise<boolean>): Promise<void> => {
  const end = Date.now() + 10_000;
  while (!(await done().catch(() => false))) {
    if (Date.now() > end) throw new Error(`${what} did not load`);
    await sleep(25);
  }
};

/** A page of Puppeteer's. */
export const port = (page: PuppeteerPage): Port => ({
  evaluate: (expression) => page.evaluate(expression),
  clickAt: (x, y) => page.mouse.click(x, y),
  moveTo: (x, y) => page.mouse.move(x, y),
  wheel: (down) => page.mouse.wheel({ deltaY: down }),
  touch: async (x, y, down) => {
    const finger = await page.touchscreen.touchStart(x, y);
    for (let step = 1; step <= 10 && down !== 0; step += 1) await finger.move(x, y + (down * step) / 10);
    await finger.end();
  },
  // Its protocol has no name for the space bar.
  press: (key) => page.keyboard.press((key === 'Space' ? ' ' : key) as KeyInput),
  type: (text) => page.keyboard.type(text),
  goto: async (url) => {
    if (!/^(?:moz-extension|about):/.test(url)) {
      await page.goto(url, { waitUntil: 'load' });
      return;
    }
    // The page loads, but in another process, and Puppeteer never hears of it.
    page.goto(url, { timeout: 0 }).catch(() => undefined);
    await until(url, async () => (await page.evaluate("document.readyState === 'complete' && location.href")) === url);
  },
  reload: async () => {
    if (!String(await page.evaluate('location.href')).startsWith('moz-extension:')) {
      await page.reload({ waitUntil: 'load' });
      return;
    }
    await page.evaluate('window.stale = true, location.reload()').catch(() => undefined);
    await until('the page', async () => (await page.evaluate("document.readyState === 'complete' && !('stale' in window)")) === true);
  },
  back: async () => {
    await page.goBack({ waitUntil: 'load' });
  },
  look: async ({ width, height, scale }) => {
    await page.setViewport({ width: Math.round(width / scale), height: Math.round(height / scale), deviceScaleFactor: scale });
  },
  front: () => page.bringToFront(),
  screenshot: async (file) => {
    await page.screenshot({ path: file });
  },
  pdf: () => page.pdf(),
  close: () => page.close(),
});

class Firefox implements Driver {
  readonly name = 'firefox';
  /** What is to be removed in the end. */
  readonly leftovers: string[] = [];
  readonly #browser: Browser;
  readonly #origin: string;

  readonly #id: string;

  constructor(browser: Browser, id: string, origin: string) {
    this.#browser = browser;
    this.#id = id;
    this.#origin = origin;
  }

  extensionUrl(file: string): string {
    return `${this.#origin}/${file}`;
  }

  async open(url: string): Promise<PageHandle> {
    const page = await this.#browser.newPage();
    const handle = new Page(port(page));
    if (url !== 'about:blank') await handle.goto(url);
    return handle;
  }

  popup(page: PageHandle): Promise<PageHandle> {
    return popupFor(this, page);
  }

  async clickButton(page: PageHandle): Promise<void> {
    const url = await page.evaluate<string>('location.href');
    // A page of the browser's own may reach its windows.
    const inside = await this.open('about:addons');
    const outcome = await inside.evaluate<string>(`(async () => {
      const window = Services.wm.getMostRecentWindow('navigator:browser');
      // A popup that is still open would be closed by the click.
      for (const panel of window.document.querySelectorAll('panel')) panel.hidePopup?.();
      await new Promise((resolve) => window.setTimeout(resolve, 200));
      const tab = [...window.gBrowser.tabs].find((tab) => tab.linkedBrowser.currentURI.spec === ${JSON.stringify(url)});
      if (!tab) return 'no tab shows it';
      window.gBrowser.selectedTab = tab;
      const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
      const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(this.#id)});
      await ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
      return '';
    })().catch(String)`);
    await inside.close();
    if (outcome !== '') throw new Error(`${url}: ${outcome}`);
  }

  async chooseMenu(page: PageHandle, item: string): Promise<void> {
    const url = await page.evaluate<string>('location.href');
    const inside = await this.open('about:addons');
    const outcome = await inside.evaluate<string>(`(async () => {
      const window = Services.wm.getMostRecentWindow('navigator:browser');
      const tab = [...window.gBrowser.tabs].find((tab) => tab.linkedBrowser.currentURI.spec === ${JSON.stringify(url)});
      if (!tab) return 'no tab shows it';
      window.gBrowser.selectedTab = tab;
      const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(this.#id)});
      const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
      const { gMenuMap } = ExtensionParent.apiManager.global;
      if (gMenuMap && ![...(gMenuMap.get(extension)?.values() ?? [])].some(({ id }) => id === ${JSON.stringify(item)})) return 'no such item';
      extension.emit('webext-menu-menuitem-click', { menuItemId: ${JSON.stringify(item)}, editable: false, pageUrl: ${JSON.stringify(url)}, modifiers: [] }, tab);
      return '';
    })().catch(String)`);
    await inside.close();
    if (outcome !== '') throw new Error(`${item}: ${outcome}`);
  }

  /** As the switch on its page in about:addons does. */
  async letIntoPrivate(): Promise<void> {
    const inside = await this.open('about:addons');
    const allowed = await inside.evaluate<boolean>(`(async (id) => {
      const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
      const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
      await ExtensionPermissions.add(id, { permissions: ['internal:privateBrowsingAllowed'], origins: [] });
      await (await AddonManager.getAddonByID(id)).reload();
      return WebExtensionPolicy.getByID(id).privateBrowsingAllowed;
    })(${JSON.stringify(this.#id)})`);
    await inside.close();
    if (!allowed) throw new Error('the extension is not let into private windows');
  }

  async stopWorker(): Promise<void> {
    const inside = await this.open('about:addons');
    // Without the second, Firefox would wait for answers that are still due: a test wants it gone in the middle of its work.
    const outcome = await inside.evaluate<string>(`WebExtensionPolicy.getByID(${JSON.stringify(this.#id)}).extension
      .terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true }).then(() => '', String)`);
    await inside.close();
    if (outcome !== '') throw new Error(outcome);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    for (const directory of this.leftovers) await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Starts Firefox with the unpacked extension in `extension`, a fresh profile and no network but what the test serves. */
export const launchFirefox: Launch = async (extension, { granted = true, yes = false, privately = false } = {}) => {
  const directory = granted ? await allowing(extension) : path.resolve(extension);
  const manifest = JSON.parse(await readFile(path.join(directory, 'manifest.json'), 'utf8')) as {
    browser_specific_settings: { gecko: { id: string } };
  };
  // Firefox draws a random host for each add-on; the popup's address must be known.
  const uuid = randomUUID();
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: EXECUTABLE,
    headless: true,
    args: ['-remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [manifest.browser_specific_settings.gecko.id]: uuid }),
      // Fixtures live on invented hosts; nothing is ever resolved outside.
      'network.dns.forceResolve': '127.0.0.1',
      'extensions.webextOptionalPermissionPrompts': !yes,
      'browser.privatebrowsing.autostart': privately,
    },
    defaultViewport: { width: 1280, height: 800 },
  });
  await browser.installExtension(directory);
  const driver = new Firefox(browser, manifest.browser_specific_settings.gecko.id, `moz-extension://${uuid}`);
  if (privately) await driver.letIntoPrivate();
  if (granted) {
    await registered(driver);
    // What was installed is read from its directory for as long as the browser runs.
    driver.leftovers.push(directory);
  }
  return driver;
};
