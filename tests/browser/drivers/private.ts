/** Private windows with the extension in them. Playwright does not see Chromium's; Puppeteer does, once one of the extension's own pages opens them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import puppeteer, { TargetType } from 'puppeteer-core';
import { consent, EXECUTABLE } from './chromium.js';
import { Page, type PageHandle } from './driver.js';
import { launchFirefox, port } from './firefox.js';
import { allowing, registered } from './granted.js';

/** A browser with the extension in its private windows. */
export interface PrivateBrowser {
  /** Opens an address in a private window. */
  open(url: string): Promise<PageHandle>;
  /** The same with a page of the extension. */
  own(file: string): Promise<PageHandle>;
  /** Opens an address in a window that is not private; in Firefox there is none. */
  openPlainly?(url: string): Promise<PageHandle>;
  close(): Promise<void>;
}

const firefox = async (extension: string, granted: boolean): Promise<PrivateBrowser> => {
  const driver = await launchFirefox(extension, { granted, yes: true, privately: true });
  return { open: (url) => driver.open(url), own: (file) => driver.open(driver.extensionUrl(file)), close: () => driver.close() };
};

const chromium = async (extension: string, granted: boolean): Promise<PrivateBrowser> => {
  const profile = await mkdtemp(path.join(tmpdir(), 'unnag-private-'));
  const directory = granted ? await allowing(extension) : path.resolve(extension);
  const start = async () => {
    const browser = await puppeteer.launch({
      executablePath: EXECUTABLE,
      headless: true,
      userDataDir: profile,
      defaultViewport: null,
      ignoreDefaultArgs: ['--disable-extensions'],
      args: ['--no-sandbox', '--disable-gpu', `--disable-extensions-except=${directory}`, `--load-extension=${directory}`, '--host-resolver-rules=MAP * 127.0.0.1'],
    });
    const worker = await browser.waitForTarget((target) => target.type() === TargetType.SERVICE_WORKER, { timeout: 15_000 });
    return { browser, origin: `chrome-extension://${new URL(worker.url()).host}` };
  };
  // What is to be changed is there once the extension has been loaded.
  const { browser: first } = await start();
  await first.close();
  await consent(profile, directory, true);
  const { browser, origin } = await start();
  const openPlainly = async (url: string): Promise<PageHandle> => {
    const page = await browser.newPage();
    await page.goto(url);
    return new Page(port(page));
  };
  const desk = await openPlainly(`${origin}/popup.html?desk`);
  if (granted) await registered({ open: openPlainly, extensionUrl: (file: string) => `${origin}/${file}` });
  const open = async (url: string): Promise<PageHandle> => {
    const known = new Set(browser.targets());
    const target = browser.waitForTarget((one) => one.url() === url && !known.has(one), { timeout: 10_000 });
    await desk.evaluate(`chrome.windows.create({ incognito: true, url: ${JSON.stringify(url)} }).then(() => 0)`);
    const page = await (await target).page();
    if (!page) throw new Error(`${url} is no page`);
    const handle = new Page(port(page));
    await handle.waitFor(`document.readyState === 'complete'`);
    return handle;
  };
  return {
    open,
    own: (file) => open(`${origin}/${file}`),
    openPlainly,
    close: async () => {
      await browser.close();
      for (const leftover of [profile, ...(granted ? [directory] : [])]) await rm(leftover, { recursive: true, force: true, maxRetries: 3 });
    },
  };
};

/** Starts one. `granted`: as in `Launch`; what the extension asks for is allowed without a prompt. */
export const launchPrivately = (name: 'chromium' | 'firefox', extension: string, granted: boolean): Promise<PrivateBrowser> =>
  ({ chromium, firefox })[name](extension, granted);
