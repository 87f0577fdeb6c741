/**
 * The options page in real browsers: every choice is stored at once, said, and can be taken back; lists, files, sync, keys, what goes wrong.
 *
 * UNNAG_BROWSER=chromium|firefox runs one browser only.
 */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Settings } from '../../extension/src/settings.js';
import type { Driver, PageHandle } from './drivers/index.js';
import { BROWSERS, DIST, LAUNCH } from './drivers/inside.js';
import { appeal, startSite, type Site } from './drivers/site.js';

const APPEAL = '#appeal p';

for (const name of BROWSERS) {
  describe(`the options page in ${name}`, () => {
    let site: Site;
    let driver: Driver;
    let options: PageHandle;
    const opened: PageHandle[] = [];

    const stored = (): Promise<Settings> => options.evaluate<Settings>(`chrome.storage.local.get('settings').then(({ settings }) => settings)`);
    const said = (words: RegExp): Promise<void> => options.waitFor(`${String(words)}.test(document.getElementById('status').textContent)`);
    const list = (id: string): Promise<string[]> => options.evaluate<string[]>(`[...document.querySelectorAll('#${id} .name')].map((name) => name.textContent)`);
    const show = async (): Promise<void> => {
      options = await driver.open(driver.extensionUrl('options.html'));
      opened.push(options);
      await options.waitFor(`document.documentElement.dataset.ready === ''`);
    };
    const add = async (host: string, how: 'off' | 'supported'): Promise<void> => {
      await options.click('#add-host');
      await options.type(host);
      await options.click(`#add button[value=${how}]`);
    };
    /** Chooses a file as the reader would in the browser's dialogue, which no test can open. */
    const choose = (text: string): Promise<void> =>
      options.evaluate((content: string) => {
        const files = new DataTransfer();
        files.items.add(new File([content], 'mine.json', { type: 'application/json' }));
        const input = document.getElementById('import-file') as HTMLInputElement;
        input.files = files.files;
        input.dispatchEvent(new Event('change'));
      }, text);

    before(async () => {
      site = await startSite();
      driver = await LAUNCH[name](path.join(DIST, name));
    });
    afterEach(async () => {
      await options.evaluate('Promise.all([chrome.storage.local.remove(["settings", "settings-before", "settings-lost", "sync"]), chrome.storage.sync.clear()])');
      await Promise.all(opened.splice(0).map((page) => page.close()));
    });
    after(async () => {
      await driver.close();
      await site.close();
    });

    it('stores each choice at once, says so, takes it back, and open pages follow', async () => {
      const page = await driver.open(site.add(`options${name}`, { inside: appeal() }));
      opened.push(page);
      await page.waitHidden(APPEAL);
      await show();
      await options.click('#kind-donation');
      await said(/^Saved\.$/);
      assert.equal((await stored()).kinds.donation, false);
      await page.waitVisible(APPEAL);
      await options.click('#undo');
      await said(/Undone/);
      assert.equal((await stored()).kinds.donation, true);
      assert.equal(await options.evaluate(`document.getElementById('kind-donation').checked`), true);
      await page.waitHidden(APPEAL);
      await options.click('#level-focus');
      await said(/^Saved\.$/);
      assert.equal((await stored()).level, 'focus');
    });

    it('is worked from the keyboard alone', async () => {
      await show();
      await options.front();
      const focused = (): Promise<string> => options.evaluate<string>('document.activeElement.id');
      await options.press('Tab');
      assert.equal(await focused(), 'mode-all');
      for (let steps = 0; steps < 8 && (await focused()) !== 'kind-newsletter'; steps++) await options.press('Tab');
      assert.equal(await focused(), 'kind-newsletter');
      await options.press('Space');
      await said(/^Saved\.$/);
      assert.equal((await stored()).kinds.newsletter, false);
    });

    it('keeps lists of sites that are off and that are supported', async () => {
      await show();
      await add('https://www.Daily.example/2026/news', 'off');
      await said(/Off from now on: daily\.example/);
      await add('weekly.example', 'supported');
      await said(/daily|weekly/);
      await options.waitFor(`document.querySelectorAll('#list-supported li').length === 1`);
      assert.deepEqual([await list('list-off'), await list('list-supported')], [['daily.example'], ['weekly.example']]);
      assert.deepEqual((await stored()).sites, { 'daily.example': { on: false }, 'weekly.example': { supported: true } });
      await add('not a site', 'off');
      await options.waitVisible('#add-problem');
      assert.equal(await options.evaluate(`document.activeElement.id + document.getElementById('add-host').getAttribute('aria-invalid')`), 'add-hosttrue');
      await options.click('#list-off button');
      await said(/Removed: daily\.example/);
      assert.deepEqual((await stored()).sites, { 'weekly.example': { supported: true } });
      await options.click('#undo');
      await options.waitFor(`document.querySelectorAll('#list-off li').length === 1`);
    });

    it('leaves the appeals of a site that the reader supports', async () => {
      const url = site.add(`supported${name}`, { inside: appeal() });
      const page = await driver.open(url);
      opened.push(page);
      await page.waitHidden(APPEAL);
      await show();
      await add(url, 'supported');
      await page.waitVisible(APPEAL);
    });

    it('exports a file that it imports again, and puts back what was there before', async () => {
      await show();
      await add('daily.example', 'off');
      await said(/Off from now on/);
      await options.evaluate(`window.blobs = [], URL.createObjectURL = (blob) => { window.blobs.push(blob); return 'blob:none'; }, HTMLAnchorElement.prototype.click = function () { window.download = this.download; }, 0`);
      await options.click('#export');
      await said(/saved as a file/);
      assert.equal(await options.evaluate('window.download'), 'unnag-settings.json');
      const file = await options.evaluate<string>('window.blobs[0].text()');
      await options.click('#reset');
      await said(/Everything is reset/);
      assert.deepEqual((await stored()).sites, {});
      await choose(file);
      await said(/Imported: mine\.json/);
      assert.deepEqual((await stored()).sites, { 'daily.example': { on: false } });
      // Also when the page was closed in between.
      await options.reload();
      await options.waitVisible('#before');
      await options.click('#before');
      await said(/are back/);
      assert.deepEqual((await stored()).sites, {});
      await options.waitHidden('#before');
    });

    it('writes down nothing of sites in private windows, neither for putting back nor into a file', async () => {
      await show();
      await add('daily.example', 'off');
      await said(/Off from now on/);
      // No test can open this page in a private window of both browsers; this is all it knows of where it is.
      assert.equal(await options.evaluate(`Object.defineProperty(chrome.extension, 'inIncognitoContext', { value: true }).inIncognitoContext`), true);
      await options.evaluate(`document.getElementById('add-host').value = '', 0`);
      await add('secret.example', 'off');
      await said(/Off from now on: secret\.example/);
      assert.deepEqual(await list('list-off'), ['daily.example', 'secret.example']);
      await options.evaluate(`window.blobs = [], URL.createObjectURL = (blob) => { window.blobs.push(blob); return 'blob:none'; }, HTMLAnchorElement.prototype.click = () => {}, 0`);
      await options.click('#export');
      await said(/saved as a file/);
      const file = await options.evaluate<string>('window.blobs[0].text()');
      assert.deepEqual((JSON.parse(file) as Settings).sites, { 'daily.example': { on: false } });
      await choose(file.replace('"calm"', '"focus"').replace('daily', 'weekly'));
      await said(/Imported: mine\.json/);
      assert.deepEqual(await list('list-off'), ['weekly.example']);
      const local = await options.evaluate<Record<string, Settings>>('chrome.storage.local.get(null)');
      assert.doesNotMatch(JSON.stringify(local), /secret|weekly/);
      assert.deepEqual(local['settings-before'], { ...local['settings'], level: 'calm' });
      await options.click('#before');
      await said(/are back/);
      assert.equal((await stored()).level, 'calm');
      assert.deepEqual(await list('list-off'), ['daily.example']);
      await options.evaluate('chrome.storage.session.clear()');
    });

    it('imports nothing out of a file that is not sound, and says what is wrong where', async () => {
      await show();
      await add('daily.example', 'off');
      await said(/Off from now on/);
      const before = await stored();
      await choose('{"format": "unnag-settings", "version": 2, "level": "loud", "sites": {"<b>a": {"on": 1}}}');
      await options.waitVisible('#import-problem');
      const words = await options.evaluate<string>(`document.getElementById('import-problem').innerText`);
      assert.match(words, /Nothing was imported/);
      assert.match(words, /level must be one of these: calm, focus/);
      assert.match(words, /kinds is missing/);
      assert.match(words, /And \d+ more faults?/);
      await choose('nonsense');
      await options.waitFor(`/not JSON/.test(document.getElementById('import-problem').innerText)`);
      assert.deepEqual(await stored(), before);
    });

    it('syncs only if that is switched on, and deletes the copy when it is switched off', async () => {
      await show();
      await add('daily.example', 'off');
      await said(/Off from now on/);
      const synced = (): Promise<Record<string, unknown>> => options.evaluate<Record<string, unknown>>('chrome.storage.sync.get()');
      assert.deepEqual(await synced(), {});
      await options.click('#sync');
      await said(/now in your browser/);
      assert.match(JSON.stringify(await synced()), /daily\.example/);
      // The background copies what is changed from now on.
      await options.click('#badge');
      await options.waitFor(`chrome.storage.sync.get('head').then(({ head }) => head?.badge === false)`);
      await options.click('#sync');
      await said(/copy .* was deleted/);
      assert.deepEqual(await synced(), {});
      assert.equal((await stored()).badge, false);
    });

    it('takes a switch as it was when the reader switched it, whatever the page shows until that is stored', async () => {
      await show();
      const { badge } = await options.evaluate<{ badge: boolean }>(`({ badge: document.getElementById('badge').checked })`);
      for (const [lock, id] of [['sync', 'sync'], ['settings', 'badge']] as const) {
        const before = await options.evaluate<boolean>(`document.getElementById('${id}').checked`);
        // Another page of ours is storing something.
        await options.evaluate(`void navigator.locks.request('${lock}', () => new Promise((resolve) => { globalThis.letGo = resolve; })), 0`);
        await options.click(`#${id}`);
        // What is stored is shown meanwhile.
        await options.evaluate(`chrome.storage.local.set({ other: '${id}' })`);
        await options.waitFor(`document.getElementById('${id}').checked === ${String(before)}`);
        await options.evaluate('globalThis.letGo(), 0');
        await options.waitFor(`document.getElementById('${id}').checked === ${String(!before)}`);
        await said(id === 'sync' ? /now in your browser/ : /Saved/);
      }
      assert.equal((await stored()).badge, !badge);
      await options.evaluate(`chrome.storage.local.remove('other')`);
    });

    it('leaves what the reader writes while the site before it is being stored', async () => {
      await show();
      await options.evaluate(`void navigator.locks.request('settings', () => new Promise((resolve) => { globalThis.letGo = resolve; })), 0`);
      await add('daily.example', 'off');
      await options.evaluate(`document.getElementById('add-host').value = 'weekly.example', globalThis.letGo(), 0`);
      await said(/Off from now on: daily\.example/);
      assert.equal(await options.evaluate(`document.getElementById('add-host').value`), 'weekly.example');
    });

    it('takes back its own change alone: what another page of ours has stored since stays', async () => {
      await show();
      await add('daily.example', 'off');
      await said(/Off from now on/);
      await options.click('#badge');
      await said(/^Saved\.$/);
      await options.evaluate(`chrome.storage.local.get('settings').then(({ settings }) => chrome.storage.local.set({ settings: { ...settings, kinds: { ...settings.kinds, prompt: false }, sites: { 'weekly.example': { on: false } } } }))`);
      await options.waitFor(`document.querySelector('#list-off .name')?.textContent === 'weekly.example'`);
      await options.click('#undo');
      await said(/Undone/);
      const { badge, kinds, sites } = await stored();
      assert.deepEqual([badge, kinds.prompt, sites], [true, false, { 'weekly.example': { on: false } }]);
    });

    it('says it where the browser does not store, and shows what holds', async () => {
      await show();
      if (name === 'chromium') {
        // Really full.
        await options.evaluate(`chrome.storage.local.getBytesInUse().then((used) => chrome.storage.local.set({ filler: 'x'.repeat(chrome.storage.local.QUOTA_BYTES - used - 20) }))`);
      } else {
        await options.evaluate(`chrome.storage.local.set = () => Promise.reject(new Error('QuotaExceededError')), 0`);
      }
      await options.click('#kind-donation');
      await said(/did not store/);
      assert.equal(await options.evaluate(`document.getElementById('kind-donation').checked`), true);
      assert.equal(await options.visible('#undo'), false);
      await options.evaluate(`chrome.storage.local.remove('filler')`);
    });

    it('shows what is remembered and what was corrected; forgets, removes, puts back, and exports test cases', async () => {
      await show();
      const signature = { tag: 'aside', names: 'abc', shape: 'def', text: '', inside: 2, length: 40 };
      // What the pages of the other tests have left.
      await options.evaluate(`chrome.storage.local.get(null).then((all) => chrome.storage.local.remove(Object.keys(all).filter((key) => /^(?:memory|rules)/.test(key))))`);
      await options.evaluate(`chrome.storage.local.set(${JSON.stringify({
        memory: ['daily.example'],
        'memory:daily.example': [{ signature, label: 'donation', flags: 0, sole: true, pages: 2, page: 'abc', shown: false }],
        rules: ['daily.example'],
        'rules:daily.example': [{ id: 'abcdefgh1', act: 'hide', label: 'newsletter', signature, article: false, example: { label: 'other', confidence: 0.4, text: '<b>Letters from the harbour', structure: 'aside(p)' } }],
      })})`);
      await options.waitFor(`document.querySelectorAll('#remembered li, #corrections li').length === 2`);
      assert.match(await options.evaluate<string>(`document.getElementById('remembered').innerText`), /daily\.example\s+Donation appeal/);
      assert.match(await options.evaluate<string>(`document.getElementById('corrections').innerText`), /Hidden as “Newsletter”: <b>Letters/);
      await options.evaluate(`window.blobs = [], URL.createObjectURL = (blob) => { window.blobs.push(blob); return 'blob:none'; }, HTMLAnchorElement.prototype.click = () => {}, 0`);
      await options.click('#export-cases');
      await said(/Corrections saved as a file: 1/);
      const { format, cases } = JSON.parse(await options.evaluate<string>('window.blobs[0].text()')) as { format: string; cases: { label: string }[] };
      assert.deepEqual([format, cases.map(({ label }) => label)], ['unnag-corrections', ['newsletter']]);
      await options.click('#remembered button');
      await said(/Forgotten: daily\.example/);
      await options.waitFor(`document.querySelectorAll('#remembered li').length === 0`);
      // A page of another site is read meanwhile.
      await options.evaluate(`chrome.storage.local.set(${JSON.stringify({
        memory: ['weekly.example'],
        'memory:weekly.example': [{ signature, label: 'newsletter', flags: 0, sole: true, pages: 1, page: 'abc', shown: false }],
      })})`);
      await options.waitFor(`document.querySelectorAll('#remembered li').length === 1`);
      await options.click('#undo');
      await options.waitFor(`document.querySelectorAll('#remembered li').length === 2`);
      assert.deepEqual(await options.evaluate(`chrome.storage.local.get('memory')`), { memory: ['daily.example', 'weekly.example'] });
      await options.click('#drop-all');
      await said(/All corrections are removed/);
      assert.deepEqual(await options.evaluate(`chrome.storage.local.get(null).then((all) => Object.keys(all).filter((key) => key.startsWith('rules')))`), []);
      await options.click('#forget-all');
      await said(/All sites are forgotten/);
      assert.deepEqual(await options.evaluate(`chrome.storage.local.get(null).then((all) => Object.keys(all).filter((key) => key.startsWith('memory')))`), []);
    });

    it('shows the keys, and what other pages of the extension change', async () => {
      await show();
      await options.waitFor(`document.querySelectorAll('#keys kbd').length === 4`);
      assert.match(await options.evaluate<string>(`document.getElementById('keys').innerText`), /Open Unnag\s+Alt\+Shift\+U/);
      const other = await driver.open(driver.extensionUrl('options.html'));
      opened.push(other);
      await other.waitFor(`document.documentElement.dataset.ready === ''`);
      await other.click('#kind-prompt');
      await options.waitFor(`!document.getElementById('kind-prompt').checked`);
    });

    it('says that settings could not be read, and keeps what was there', async () => {
      await show();
      await options.evaluate(`chrome.storage.local.set({ settings: { version: 9, precious: true } })`);
      await options.reload();
      await options.waitVisible('#lost');
      await options.click('#kind-prompt');
      await said(/Saved/);
      assert.deepEqual(await options.evaluate(`chrome.storage.local.get('settings-lost').then((all) => all['settings-lost'])`), { version: 9, precious: true });
    });

    it('is as wide as it may be, at 320 pixels too', async () => {
      for (const file of ['options.html', 'welcome.html']) {
        const page = await driver.open(driver.extensionUrl(file));
        opened.push(page);
        await page.waitFor(`document.documentElement.dataset.ready === ''`);
        await page.look({ width: 320, height: 640 });
        await page.waitFor('innerWidth === 320');
        assert.equal(await page.evaluate('document.documentElement.scrollWidth <= 320'), true, file);
        assert.equal(await page.evaluate(`[...document.querySelectorAll('button, input:not([type=file])')].filter((control) => control.checkVisibility() && !(control.labels?.length > 0) && control.textContent.trim() === '' && !control.getAttribute('aria-label')).length`), 0, `${file}: every control has a name`);
      }
      await show();
    });
  });
}
