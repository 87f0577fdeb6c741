/**
 * Where the browser lets the extension in: the build that ships, which asks for no site; onboarding; allowing, choosing and taking back, also while
 * pages are open; once by a click; over an update.
 *
 * UNNAG_BROWSER=chromium|firefox runs one browser only.
 */
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { manifest } from '../../extension/manifest.js';
import { launchChromium, type Driver, type PageHandle } from './drivers/index.js';
import { allowing } from './drivers/granted.js';
import { BROWSERS, desk, DIST, LAUNCH, tabOf, untouched } from './drivers/inside.js';
import { appeal, startSite, type Site } from './drivers/site.js';

const APPEAL = '#appeal p';

/** The matches of the content script, as the browser has it. */
const matches = (page: PageHandle): Promise<string[]> =>
  page.evaluate<string[]>(`chrome.scripting.getRegisteredContentScripts().then((scripts) => scripts.flatMap(({ matches }) => matches).sort())`);
/** What the button says of a tab. */
const title = (page: PageHandle, url: string): Promise<string> => page.evaluate<string>(`${tabOf(url)}.then((tabId) => chrome.action.getTitle({ tabId }))`);
const ready = (page: PageHandle): Promise<void> => page.waitFor(`document.documentElement.dataset.ready === ''`);
const waitStatus = (page: PageHandle, words: RegExp): Promise<void> => page.waitFor(`${String(words)}.test(document.getElementById('status').textContent)`);

describe('the manifest', () => {
  for (const browser of ['chromium', 'firefox'] as const) {
    it(`of ${browser} asks for no site at install`, () => {
      const { permissions, host_permissions, optional_host_permissions, content_scripts, web_accessible_resources } = manifest(browser, '1.2.3');
      assert.deepEqual(permissions, ['storage', 'scripting', 'activeTab', 'contextMenus']);
      assert.deepEqual([host_permissions, content_scripts, web_accessible_resources], [undefined, undefined, undefined]);
      assert.deepEqual(optional_host_permissions, ['*://*/*']);
    });

    it(`of ${browser} is built as it stands`, async () => {
      const built = JSON.parse(await readFile(path.join(DIST, browser, 'manifest.json'), 'utf8')) as { version: string };
      assert.deepEqual(built, JSON.parse(JSON.stringify(manifest(browser, built.version))));
    });
  }
});

for (const name of BROWSERS) {
  describe(`the extension as it ships, in ${name}`, () => {
    let site: Site;
    let driver: Driver;
    let number = 0;
    const opened: PageHandle[] = [];
    const add = (): string => site.add(`ship${name}${String(number++)}`, { inside: appeal() });
    const open = async (url: string): Promise<PageHandle> => {
      const page = await driver.open(url);
      opened.push(page);
      return page;
    };

    before(async () => {
      site = await startSite();
      driver = await LAUNCH[name](path.join(DIST, name), { granted: false });
    });
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((page) => page.close()));
    });
    after(async () => {
      await driver.close();
      await site.close();
    });

    it('asks where it is to work, once, and until then is on no page', async () => {
      const options = await open(driver.extensionUrl('options.html'));
      await options.waitFor(`chrome.tabs.query({}).then((tabs) => tabs.filter(({ url }) => url?.endsWith('/welcome.html')).length === 1)`);
      assert.deepEqual(await matches(options), []);
      const page = await open(add());
      await sleep(700);
      assert.equal(await page.visible(APPEAL), true);
      assert.equal(await page.html(), await untouched(page));
      assert.match(await options.evaluate<string>('chrome.action.getTitle({})'), /click to tidy/);
    });

    it('is let in by a click for that page alone', async () => {
      const url = add();
      const page = await open(url);
      const from = await desk(driver);
      opened.push(from);
      assert.equal(await from.evaluate(`chrome.tabs.query({}).then(async (tabs) => (await Promise.all(tabs.filter(({ url }) => !url).map(({ id }) => chrome.runtime.sendMessage({ type: 'run', tab: id })))).some(Boolean))`), false, 'before a click');
      await driver.clickButton(page);
      await from.waitFor(`${tabOf(url)}.then((id) => id !== undefined)`);
      assert.equal(await from.evaluate(`${tabOf(url)}.then((tab) => chrome.runtime.sendMessage({ type: 'run', tab }))`), true);
      await page.waitHidden(APPEAL);
      assert.match(await title(from, url), /what is hidden/);
      assert.deepEqual(await matches(from), []);
      // The click's own popup tidies the page in front once it is up; a page that comes before that is the one that was clicked on.
      await sleep(1500);
      await page.reload();
      await sleep(700);
      assert.equal(await page.visible(APPEAL), true, 'the next page of the tab is not meant');
    });

    it('stays off where the site is off by name, whatever is clicked', async () => {
      const url = add();
      const page = await open(url);
      const from = await desk(driver);
      opened.push(from);
      await from.evaluate(`chrome.storage.local.set({ settings: { version: 2, level: 'calm', kinds: { donation: true, paywall: true, newsletter: true, prompt: true, consent: false }, badge: true, memory: true, everywhere: false, click: true, sites: { ${JSON.stringify(new URL(url).hostname)}: { on: false } } } })`);
      await driver.clickButton(page);
      await from.waitFor(`${tabOf(url)}.then((id) => id !== undefined)`);
      assert.equal(await from.evaluate(`${tabOf(url)}.then((tab) => chrome.runtime.sendMessage({ type: 'run', tab }))`), false);
      assert.equal(await page.visible(APPEAL), true);
      await from.evaluate('chrome.storage.local.clear()');
    });
  });

  describe(`the extension and what the reader allows, in ${name}`, () => {
    let site: Site;
    let driver: Driver;
    let number = 0;
    const opened: PageHandle[] = [];
    const add = (): string => site.add(`allow${name}${String(number++)}`, { inside: appeal() });
    const open = async (url: string): Promise<PageHandle> => {
      const page = await driver.open(url);
      opened.push(page);
      return page;
    };
    const options = async (): Promise<PageHandle> => {
      const page = await open(driver.extensionUrl('options.html'));
      await ready(page);
      return page;
    };

    before(async () => {
      site = await startSite();
      driver = await LAUNCH[name](path.join(DIST, name), { granted: false, yes: true });
    });
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((page) => page.close()));
    });
    after(async () => {
      await driver.close();
      await site.close();
    });

    it('works on all sites when that was chosen, from the keyboard, and leaves open pages when it is taken back', async () => {
      const welcome = await open(driver.extensionUrl('welcome.html'));
      await ready(welcome);
      await welcome.front();
      await welcome.press('Tab');
      assert.equal(await welcome.evaluate('document.activeElement.id'), 'mode-all');
      await welcome.press('Enter');
      await welcome.waitFor(`document.getElementById('said').textContent.startsWith('Saved')`);
      assert.equal(await welcome.evaluate(`document.getElementById('mode-all').getAttribute('aria-pressed')`), 'true');
      assert.deepEqual(await matches(welcome), ['*://*/*']);
      const url = add();
      const page = await open(url);
      await page.waitHidden(APPEAL);
      // In the middle of reading.
      const choices = await options();
      assert.equal(await choices.evaluate(`document.querySelector('#allowed .name').textContent`), 'All sites');
      await choices.click('#allowed button');
      await waitStatus(choices, /No longer allowed/);
      await page.waitVisible(APPEAL);
      assert.equal(await page.html(), await untouched(page));
      await choices.waitFor(`document.querySelectorAll('#allowed li').length === 0`);
      assert.deepEqual(await matches(choices), []);
      await page.reload();
      await sleep(500);
      assert.equal(await page.visible(APPEAL), true);
    });

    it('works on chosen sites alone, at once in pages that are open', async () => {
      const [url, other] = [add(), add()];
      const page = await open(url);
      const elsewhere = await open(other);
      const choices = await options();
      await choices.click('#mode-chosen');
      await waitStatus(choices, /Saved/);
      await choices.click('#add-host');
      await choices.type(url);
      await choices.click('#add button[value=on]');
      const host = new URL(url).hostname;
      await choices.waitFor(`document.querySelector('#list-on .name')?.textContent === ${JSON.stringify(host)}`);
      await page.waitHidden(APPEAL);
      assert.deepEqual(await matches(choices), [`*://${host}/*`, `*://www.${host}/*`]);
      assert.match(await title(choices, url), /what is hidden/);
      assert.equal(await elsewhere.visible(APPEAL), true);
      // Taken back in the list of what the browser allows: the site stays on the list, and it is said that it is not allowed.
      await choices.click('#allowed button');
      await page.waitVisible(APPEAL);
      assert.equal(await page.html(), await untouched(page));
      await choices.waitFor(`/not allowed/.test(document.querySelector('#list-on li').textContent)`);
      await choices.click('#list-on li button');
      await page.waitHidden(APPEAL);
      // Off the list: the page is left, though the browser would still let it in.
      await choices.waitFor(`document.querySelectorAll('#list-on li button').length === 1`);
      await choices.click('#list-on li button');
      await page.waitVisible(APPEAL);
      await choices.waitFor(`document.querySelectorAll('#list-on li').length === 0`);
      assert.match(await title(choices, url), /off on this site/);
    });

    it('works on all sites when the popup has asked for them, though only chosen ones were wanted before', async () => {
      const choices = await options();
      await choices.click('#mode-all');
      await waitStatus(choices, /Saved/);
      await choices.click('#mode-chosen');
      await waitStatus(choices, /Saved: Only on sites/);
      const popup = await open(driver.extensionUrl(`popup.html?tab=${await choices.evaluate<string>(`chrome.tabs.create({ url: ${JSON.stringify(add())} }).then(({ id }) => String(id))`)}`));
      await popup.waitVisible('#access-all');
      await popup.click('#access-all');
      await choices.waitFor(`document.getElementById('mode-all').checked`);
      const page = await open(add());
      await page.waitHidden(APPEAL);
    });

    it('allows nothing any more when only clicks are to count', async () => {
      const choices = await options();
      await choices.click('#mode-all');
      await choices.waitFor(`chrome.permissions.contains({ origins: ['*://*/*'] })`);
      await choices.click('#mode-click');
      await waitStatus(choices, /Saved: Only when I click/);
      assert.deepEqual(await choices.evaluate(`chrome.permissions.getAll().then(({ origins }) => origins)`), []);
      assert.deepEqual(await matches(choices), []);
    });

    if (name === 'chromium') {
      it('follows a permission that changes while the background sleeps', async () => {
        const choices = await options();
        await driver.stopWorker();
        await choices.click('#mode-all');
        await choices.waitFor(`chrome.scripting.getRegisteredContentScripts().then((scripts) => scripts.length === 1)`);
        const page = await open(add());
        await page.waitHidden(APPEAL);
        await driver.stopWorker();
        await choices.click('#mode-click');
        await page.waitVisible(APPEAL);
      });
    }
  });
}

if (BROWSERS.includes('chromium')) {
  describe('an update from version 0.1, in chromium', () => {
    it('keeps the settings, the sites that are off, and what was allowed', async () => {
      const site = await startSite();
      const [profile, directory] = await Promise.all([mkdtemp(path.join(tmpdir(), 'unnag-profile-')), mkdtemp(path.join(tmpdir(), 'unnag-update-'))]);
      const off = site.add('updateoff', { inside: appeal() });
      const on = site.add('updateon', { inside: appeal() });
      try {
        // As 0.1 was: all sites by the manifest.
        const before = await allowing(path.join(DIST, 'chromium'));
        await cp(before, directory, { recursive: true });
        await rm(before, { recursive: true });
        const file = path.join(directory, 'manifest.json');
        await writeFile(file, JSON.stringify({ ...(JSON.parse(await readFile(file, 'utf8')) as object), version: '0.1.0' }));
        const old = await launchChromium(directory, { granted: false, profile });
        const page = await desk(old);
        await page.evaluate(`chrome.storage.local.clear().then(() => chrome.storage.local.set({ settings: { version: 1, level: 'focus', kinds: { donation: true, paywall: true, newsletter: false, prompt: true, consent: true }, off: [${JSON.stringify(new URL(off).hostname)}], badge: false } }))`);
        await old.close();

        await cp(path.join(DIST, 'chromium'), directory, { recursive: true });
        const now = await launchChromium(directory, { granted: false, profile });
        try {
          const options = await now.open(now.extensionUrl('options.html'));
          await ready(options);
          assert.equal(await options.evaluate(`document.getElementById('lost').hidden && document.getElementById('level-focus').checked && !document.getElementById('kind-newsletter').checked && document.getElementById('kind-consent').checked && !document.getElementById('badge').checked`), true);
          assert.equal(await options.evaluate(`document.getElementById('list-off').innerText.includes(${JSON.stringify(new URL(off).hostname)})`), true);
          assert.deepEqual(await matches(options), ['*://*/*']);
          const [left, tidied] = [await now.open(off), await now.open(on)];
          await tidied.waitHidden(APPEAL);
          assert.equal(await left.visible(APPEAL), true);
        } finally {
          await now.close();
        }
      } finally {
        await site.close();
        for (const leftover of [profile, directory]) await rm(leftover, { recursive: true, force: true });
      }
    });
  });
}
