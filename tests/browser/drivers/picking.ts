/** What the tests of corrections and of the picker share: pages of numbered hosts, what is stored of them, and picking with the mouse. */
import { before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Rule } from '../../../extension/src/lesson.js';
import type { PageState } from '../../../extension/src/messages.js';
import type { PageHandle } from './index.js';
import { desk, tabOf, type LAUNCH } from './inside.js';
import { waitLayer } from './layer.js';
import type { Made } from './site.js';
import { stand, type Stand } from './stand.js';

/** A box of links: furniture, which calm leaves alone. */
export const HARBOUR = `<aside id="harbour" class="more-stories related-links"><h3>More from the coast</h3><p><a href="/2026/10/02/lighthouse">Lighthouse keepers return to Skarv after nine years</a></p><p><a href="/2026/09/28/herring">Herring landings at Vestvik fall for the third autumn</a></p></aside>`;

/** One suite's stand, and the reader's ways to put things right. */
export interface Picking {
  readonly my: Pick<Stand, 'site' | 'driver' | 'keep'> & { readonly asking: PageHandle };
  readonly newHost: () => string;
  /** A numbered page of a host. */
  readonly address: (host: string, made: Made, at: number) => string;
  /** Opens a page that `closeAll` closes. */
  readonly open: (url: string) => Promise<PageHandle>;
  readonly popupOf: Stand['popupOf'];
  readonly closeAll: Stand['closeAll'];
  readonly rulesOf: (host: string) => Promise<Rule[]>;
  /** The host's first rule: what was picked is hidden at once and stored a moment later. */
  readonly waitRule: (host: string) => Promise<Rule | undefined>;
  readonly tell: (url: string, message: object) => Promise<PageState>;
  /** The middle of an element, scrolled into view. */
  readonly middle: (page: PageHandle, selector: string) => Promise<{ x: number; y: number }>;
  /** Brings a page to the front, and waits until it is drawn there: before that, clicks are lost. */
  readonly toFront: (page: PageHandle) => Promise<void>;
  /** Opens the picker and points with the mouse at something. */
  readonly pickAt: (page: PageHandle, url: string, selector: string) => Promise<void>;
  /** Opens the picker on the harbour's heading, and goes from there to the box around it. */
  readonly pickHarbour: (page: PageHandle, url: string) => Promise<void>;
}

/** For one suite, as `stand`. */
export const picking = (name: keyof typeof LAUNCH, prefix: string): Picking => {
  const base = stand(name, prefix);
  let asking: PageHandle;
  let number = 0;
  before(async () => {
    asking = await desk(base.driver);
  });

  const rulesOf = (host: string): Promise<Rule[]> =>
    asking.evaluate(`chrome.storage.local.get('rules:${host}.localhost').then((all) => all['rules:${host}.localhost'] ?? [])`);
  const waitRule = async (host: string): Promise<Rule | undefined> => {
    for (let times = 0; times < 40 && (await rulesOf(host)).length === 0; times++) await sleep(50);
    return (await rulesOf(host))[0];
  };
  const tell = (url: string, message: object): Promise<PageState> =>
    asking.evaluate(`${tabOf(url)}.then((tab) => chrome.tabs.sendMessage(tab, ${JSON.stringify(message)}, { frameId: 0 }))`);
  const middle = (page: PageHandle, selector: string): Promise<{ x: number; y: number }> =>
    page.evaluate((where: string) => {
      const element = document.querySelector(where);
      element?.scrollIntoView({ block: 'center', behavior: 'instant' });
      const box = element?.getBoundingClientRect();
      return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
    }, selector);
  const toFront = async (page: PageHandle): Promise<void> => {
    await page.front();
    await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(() => { resolve(null); })); }));
  };
  const pickAt = async (page: PageHandle, url: string, selector: string): Promise<void> => {
    await toFront(page);
    const { x, y } = await middle(page, selector);
    await tell(url, { type: 'pick' });
    await waitLayer(asking, url, /What should be hidden/);
    await toFront(page);
    await page.moveTo(x - 3, y);
    await page.clickAt(x, y);
  };
  const pickHarbour = async (page: PageHandle, url: string): Promise<void> => {
    await pickAt(page, url, '#harbour h3');
    await waitLayer(asking, url, /Taken for.*More from the coast/);
    await page.press('ArrowUp');
    await waitLayer(asking, url, /Lighthouse keepers/);
  };

  return {
    my: {
      get site() {
        return base.site;
      },
      get driver() {
        return base.driver;
      },
      keep: base.keep,
      get asking() {
        return asking;
      },
    },
    newHost: () => `${prefix}${name}${String(number++)}`,
    address: (host, made, at) => base.site.add(host, made).replace(/\/[^/]*$/, `/${String(at)}-ferry-that-nobody-counted`),
    open: async (url) => base.keep(await base.driver.open(url)),
    popupOf: base.popupOf,
    closeAll: base.closeAll,
    rulesOf, waitRule, tell, middle, toFront, pickAt, pickHarbour,
  };
};
