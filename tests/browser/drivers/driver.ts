/**
 * What a test may do with a browser that has the extension in it: the same few verbs for Chromium and Firefox.
 *
 * Threat to the tests themselves: on a page whose CSP forbids scripts, a driver's own `eval` fails, or is reported to the page's report
 * endpoint as if the extension had done it. So everything here goes through the debugger's evaluate, which no CSP governs, and never through
 * Playwright's `evaluate`/`waitForFunction`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { constants, inflateSync } from 'node:zlib';

/** What a page's function may take and give: it crosses as JSON. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };

/** One open page. */
export interface PageHandle {
  /** Runs an expression, or a function with JSON arguments, in the page's own world; promises are awaited. CSP does not matter. */
  evaluate<Result>(run: string): Promise<Result>;
  evaluate<Args extends readonly Json[], Result>(run: (...args: Args) => Result | Promise<Result>, ...args: Args): Promise<Result>;
  /**
   * Whether the first match is rendered and has a size. `a >>> b` goes into the shadow root of `a` (an open one, or one that the page keeps as
   * the property `root` of its host). `frame`: selector of a same-origin frame to look into; if that frame is not rendered, nothing in it is.
   */
  visible(selector: string, frame?: string): Promise<boolean>;
  /** Waits until `visible` is false and the element is there (so that a missing one does not pass); throws after `ms`. */
  waitHidden(selector: string, ms?: number, frame?: string): Promise<void>;
  /** Waits until `visible` is true; throws after `ms`. */
  waitVisible(selector: string, ms?: number, frame?: string): Promise<void>;
  /** Waits until the expression or function gives something truthy; throws after `ms`. */
  waitFor(run: string | (() => unknown), ms?: number): Promise<void>;
  /** A trusted click in the middle of the first match (scrolled into view first). */
  click(selector: string): Promise<void>;
  /** A trusted click at a point of the viewport, and the way of the mouse to it. */
  clickAt(x: number, y: number): Promise<void>;
  moveTo(x: number, y: number): Promise<void>;
  /** A trusted turn of the wheel where the mouse is: so many CSS pixels down. */
  wheel(down: number): Promise<void>;
  /** A trusted finger put on a point of the viewport, moved so many CSS pixels down (none: a tap), and lifted. */
  touch(x: number, y: number, down?: number): Promise<void>;
  /** A trusted key press, e.g. `Tab`, `Enter`, `Space`, `Escape`. */
  press(key: string): Promise<void>;
  /** Types text into the element that has the focus. */
  type(text: string): Promise<void>;
  /** The document element's outer HTML. */
  html(): Promise<string>;
  /** Goes to another address in the same tab. */
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Goes back in the tab's history. */
  back(): Promise<void>;
  /** Sizes the viewport in CSS pixels; `dark`: what prefers-color-scheme says. */
  look(look: { width?: number; height?: number; dark?: boolean; scale?: number }): Promise<void>;
  /** Brings its tab to the front. */
  front(): Promise<void>;
  /** Writes a PNG of the viewport. */
  screenshot(path: string): Promise<void>;
  /** How many sheets it takes to print. */
  pages(): Promise<number>;
  close(): Promise<void>;
}

/** A browser with the extension installed. */
export interface Driver {
  readonly name: 'chromium' | 'firefox';
  /** Address of a file of the extension. */
  extensionUrl(path: string): string;
  /** Opens an address in a new tab and waits for its `load`. */
  open(url: string): Promise<PageHandle>;
  /** Opens the extension's popup as a page of its own, told to speak of the given page's tab. */
  popup(page: PageHandle): Promise<PageHandle>;
  /** Clicks the extension's button in the toolbar with this page in front: the browser lets the extension into it (activeTab), and its popup opens. */
  clickButton(page: PageHandle): Promise<void>;
  /** Tells the background that an item of the browser's context menu was chosen on this page, as the browser does. The menu itself no driver can open. */
  chooseMenu(page: PageHandle, item: string): Promise<void>;
  /** Stops the background (service worker, event page) as the browser does when it is idle, also in the middle of its work. */
  stopWorker(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a browser with an unpacked extension. `granted` (the default): all sites are allowed as if the reader had allowed them; without it, it is
 * the extension that ships. `yes`: what it asks the reader for after a click is allowed, without the prompt that nobody here can answer.
 * `profile` (Chromium): a profile that is kept, for what happens over a restart. `language` (Chromium): the browser's own, as in its settings.
 * `privately` (Firefox; Chromium: `private.ts`): all windows are private ones, and the reader has let the extension into them.
 */
export type Launch = (extension: string, how?: { granted?: boolean; yes?: boolean; profile?: string; language?: string; privately?: boolean }) => Promise<Driver>;

/** What each browser does in its own way. */
export interface Port {
  evaluate(expression: string): Promise<unknown>;
  clickAt(x: number, y: number): Promise<void>;
  moveTo(x: number, y: number): Promise<void>;
  wheel(down: number): Promise<void>;
  touch(x: number, y: number, down: number): Promise<void>;
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  back(): Promise<void>;
  look(look: { width: number; height: number; dark: boolean; scale: number }): Promise<void>;
  front(): Promise<void>;
  screenshot(path: string): Promise<void>;
  pdf(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** The sheets of a PDF: its pages' objects, which may stand in packed streams. */
const sheetsOf = (pdf: Uint8Array): number => {
  const bytes = Buffer.from(pdf);
  const text = bytes.toString('latin1');
  const packed = [...text.matchAll(/stream\r?\n/g)].map(({ index, 0: start }) => {
    try {
      return inflateSync(bytes.subarray(index + start.length), { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1');
    } catch {
      return '';
    }
  });
  return [text, ...packed].reduce((sum, part) => sum + [...part.matchAll(/\/Type\s*\/Page\b/g)].length, 0);
};

// tsx keeps functions' names by calls of a helper that a page does not have.
const expression = (run: string | ((...args: never[]) => unknown), args: readonly Json[]): string =>
  typeof run === 'string'
    ? run
    : `(() => { const __name = (f) => f; return (${run.toString()})(...${JSON.stringify(args)}); })()`;

/** Runs in the page: 'missing', 'hidden' or 'visible', and the middle of the match. */
const probe = (selector: string, frame: string): { state: 'missing' | 'hidden' | 'visible'; x: number; y: number } => {
  const shown = (element: Element): boolean => {
    const box = element.getBoundingClientRect();
    return (
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && (box.width > 0 || box.height > 0)
    );
  };
  let root: Document | ShadowRoot = document;
  let outside = true;
  if (frame !== '') {
    const element = document.querySelector<HTMLIFrameElement>(frame);
    if (!element?.contentDocument) return { state: 'missing', x: 0, y: 0 };
    outside = shown(element);
    root = element.contentDocument;
  }
  let match: Element | null = null;
  for (const part of selector.split('>>>')) {
    if (match) {
      const inner: ShadowRoot | undefined = match.shadowRoot ?? (match as Element & { root?: ShadowRoot }).root;
      if (!inner) return { state: 'missing', x: 0, y: 0 };
      root = inner;
    }
    match = root.querySelector(part.trim());
    if (!match) return { state: 'missing', x: 0, y: 0 };
  }
  if (!match) return { state: 'missing', x: 0, y: 0 };
  const box = match.getBoundingClientRect();
  return { state: outside && shown(match) ? 'visible' : 'hidden', x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

/** Makes the verbs out of a browser's own few. */
export class Page implements PageHandle {
  readonly port: Port;
  #look = { width: 1280, height: 800, dark: false, scale: 1 };

  constructor(port: Port) {
    this.port = port;
  }

  async evaluate<Result>(run: string | ((...args: never[]) => Result | Promise<Result>), ...args: readonly Json[]): Promise<Result> {
    return (await this.port.evaluate(expression(run, args))) as Result;
  }

  async #probe(selector: string, frame = ''): Promise<ReturnType<typeof probe>> {
    return (await this.port.evaluate(expression(probe, [selector, frame]))) as ReturnType<typeof probe>;
  }

  async visible(selector: string, frame?: string): Promise<boolean> {
    return (await this.#probe(selector, frame)).state === 'visible';
  }

  async #wait(what: string, ms: number, done: () => Promise<string | true>): Promise<void> {
    const end = Date.now() + ms;
    for (;;) {
      const state = await done();
      if (state === true) return;
      if (Date.now() >= end) throw new Error(`${what}: still ${state} after ${String(ms)} ms`);
      await sleep(25);
    }
  }

  async waitHidden(selector: string, ms = 5000, frame?: string): Promise<void> {
    await this.#wait(`${selector} should be hidden`, ms, async () => {
      const { state } = await this.#probe(selector, frame);
      return state === 'hidden' || state;
    });
  }

  async waitVisible(selector: string, ms = 5000, frame?: string): Promise<void> {
    await this.#wait(`${selector} should be visible`, ms, async () => {
      const { state } = await this.#probe(selector, frame);
      return state === 'visible' || state;
    });
  }

  async waitFor(run: string | (() => unknown), ms = 5000): Promise<void> {
    await this.#wait(String(run), ms, async () => {
      const value = await this.port.evaluate(expression(run, []));
      return Boolean(value) || JSON.stringify(value);
    });
  }

  async click(selector: string): Promise<void> {
    await this.evaluate((where: string) => {
      document.querySelector(where)?.scrollIntoView({ block: 'center', behavior: 'instant' });
    }, selector);
    const { state, x, y } = await this.#probe(selector);
    if (state !== 'visible') throw new Error(`${selector} can not be clicked: ${state}`);
    await this.port.clickAt(x, y);
  }

  clickAt(x: number, y: number): Promise<void> {
    return this.port.clickAt(x, y);
  }

  moveTo(x: number, y: number): Promise<void> {
    return this.port.moveTo(x, y);
  }

  wheel(down: number): Promise<void> {
    return this.port.wheel(down);
  }

  touch(x: number, y: number, down = 0): Promise<void> {
    return this.port.touch(x, y, down);
  }

  press(key: string): Promise<void> {
    return this.port.press(key);
  }

  type(text: string): Promise<void> {
    return this.port.type(text);
  }

  html(): Promise<string> {
    return this.evaluate(() => document.documentElement.outerHTML);
  }

  goto(url: string): Promise<void> {
    return this.port.goto(url);
  }

  reload(): Promise<void> {
    return this.port.reload();
  }

  back(): Promise<void> {
    return this.port.back();
  }

  look(look: { width?: number; height?: number; dark?: boolean; scale?: number }): Promise<void> {
    this.#look = { ...this.#look, ...look };
    return this.port.look(this.#look);
  }

  front(): Promise<void> {
    return this.port.front();
  }

  screenshot(path: string): Promise<void> {
    return this.port.screenshot(path);
  }

  async pages(): Promise<number> {
    return sheetsOf(await this.port.pdf());
  }

  close(): Promise<void> {
    return this.port.close();
  }
}

/** Finds the tab of a page from within an extension page, by the address that it shows now. */
export const popupFor = async (driver: Driver, page: PageHandle): Promise<PageHandle> => {
  const url = await page.evaluate<string>('location.href');
  const popup = await driver.open(driver.extensionUrl('popup.html'));
  const tab = await popup.evaluate<number | null>(
    `chrome.tabs.query({}).then((tabs) => tabs.filter((tab) => tab.url === ${JSON.stringify(url)}).at(-1)?.id ?? null)`,
  );
  if (tab === null) throw new Error(`no tab shows ${url}`);
  await popup.goto(driver.extensionUrl(`popup.html?tab=${String(tab)}`));
  return popup;
};
