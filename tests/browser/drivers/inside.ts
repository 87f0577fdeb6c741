/** What the tests of the extension's inside share: which browsers, broken copies, and a look into a tab's content script. */
import { cp, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchChromium, launchFirefox, type Driver, type PageHandle } from './index.js';

/** Where the built extensions are. */
export const DIST = path.join(import.meta.dirname, '../../../extension/dist');
/** How each browser is started. */
export const LAUNCH = { chromium: launchChromium, firefox: launchFirefox } as const;
/** The browsers that are asked for: UNNAG_BROWSER=chromium|firefox leaves one. */
export const BROWSERS = (['chromium', 'firefox'] as const).filter((name) => (process.env['UNNAG_BROWSER'] ?? name) === name);

/** A copy of a built extension with one file replaced. */
export const broken = async (name: 'chromium' | 'firefox', file: string, content: Uint8Array | string): Promise<string> => {
  const directory = await mkdtemp(path.join(tmpdir(), 'unnag-broken-'));
  await cp(path.join(DIST, name), directory, { recursive: true });
  await writeFile(path.join(directory, file), content);
  return directory;
};

/** An extension that does nothing, for a browser without ours: the drivers start browsers with one. */
export const emptyExtension = async (name: 'chromium' | 'firefox'): Promise<string> => {
  const directory = await mkdtemp(path.join(tmpdir(), 'unnag-bare-'));
  const background = name === 'chromium' ? { service_worker: 'nothing.js' } : { scripts: ['nothing.js'] };
  const gecko = { browser_specific_settings: { gecko: { id: 'nothing@fixtures.test' } } };
  const manifest = { manifest_version: 3, name: 'nothing', version: '1', background, ...(name === 'firefox' ? gecko : {}) };
  await writeFile(path.join(directory, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(path.join(directory, 'nothing.js'), '');
  return directory;
};

/** Waits for words in the popup's status. */
export const waitStatus = (popup: PageHandle, words: RegExp, ms = 8000): Promise<void> =>
  popup.waitFor(`${String(words)}.test(document.getElementById('status').innerText)`, ms);

/** A page of the extension that asks no content script by itself. */
export const desk = (driver: Driver): Promise<PageHandle> => driver.open(driver.extensionUrl('popup.html'));
/** The number of the tab that shows an address, as an expression for a page of the extension. */
export const tabOf = (url: string): string => `chrome.tabs.query({}).then((tabs) => tabs.filter((tab) => tab.url === ${JSON.stringify(url)}).at(-1)?.id)`;

/** Runs in the world of a tab's content script, where `stub` is what its parts share. */
export const inside = <Result>(desk: PageHandle, url: string, code: string): Promise<Result> =>
  desk.evaluate<Result>(`${tabOf(url)}.then((tabId) => chrome.scripting.executeScript({ target: { tabId }, injectImmediately: true, func: () => {
    const stub = globalThis[Symbol.for('unnag')];
    ${code}
  } })).then(([{ result }]) => result)`);

/** Which parts of the content script have come to a tab. */
export const parts = (desk: PageHandle, url: string): Promise<string[]> =>
  inside(desk, url, `return ['reader', 'keeper'].filter((name) => stub[name])`);

/** Waits until exactly these parts are there. */
export const waitParts = async (desk: PageHandle, url: string, wanted: readonly string[], ms = 8000): Promise<void> => {
  const end = Date.now() + ms;
  for (;;) {
    const found = await parts(desk, url).catch(() => ['none']);
    if (found.join() === wanted.join()) return;
    if (Date.now() > end) throw new Error(`parts are ${found.join()}, not ${wanted.join()}`);
    await sleep(25);
  }
};

/** The document as the browser parses it, made without us. */
export const untouched = (page: PageHandle): Promise<string> =>
  page.evaluate<[], string>(async () => {
    const text = await (await fetch(location.href)).text();
    return new DOMParser().parseFromString(text, 'text/html').documentElement.outerHTML;
  });
