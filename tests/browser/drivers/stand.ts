/** What most tests of the extension begin with: a browser with it, a server beside it, and pages that are closed again. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { after, before } from 'node:test';
import { DIST, LAUNCH } from './inside.js';
import type { Driver, PageHandle } from './index.js';
import { startSite, type Made, type Site } from './site.js';

/** Both are there once the tests of the suite run. */
export interface Stand {
  readonly site: Site;
  readonly driver: Driver;
  /** The address of a page on a host of its own. */
  readonly add: (made: Made) => string;
  /** Opens such a page. */
  readonly open: (made: Made) => Promise<PageHandle>;
  readonly popupOf: (page: PageHandle) => Promise<PageHandle>;
  /** Counts a page among those that are closed. */
  readonly keep: (page: PageHandle) => PageHandle;
  readonly closeAll: () => Promise<void>;
}

/**
 * For one suite: starts both before its tests and stops them after. Hosts are called `prefix` and a number. `copy`: makes a copy of the extension
 * that is run in its place, and removed afterwards.
 */
export const stand = (name: keyof typeof LAUNCH, prefix: string, copy?: () => Promise<string>): Stand => {
  let site: Site;
  let driver: Driver;
  let copied: string | undefined;
  let number = 0;
  const opened: PageHandle[] = [];
  const keep = (page: PageHandle): PageHandle => {
    opened.push(page);
    return page;
  };
  const add = (made: Made): string => site.add(`${prefix}${String(number++)}`, made);

  before(async () => {
    site = await startSite();
    copied = await copy?.();
    driver = await LAUNCH[name](copied ?? path.join(DIST, name));
  });
  after(async () => {
    await driver.close();
    await site.close();
    if (copied !== undefined) await rm(copied, { recursive: true, force: true });
  });

  return {
    get site() {
      return site;
    },
    get driver() {
      return driver;
    },
    add,
    open: async (made) => keep(await driver.open(add(made))),
    popupOf: async (page) => keep(await driver.popup(page)),
    keep,
    closeAll: async () => {
      await Promise.all(opened.splice(0).map((page) => page.close()));
    },
  };
};
