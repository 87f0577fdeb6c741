/** The context menu and the keys, without a browser: no driver can open the one or press the others in a browser's own window. */
import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import type * as Menus from '../../extension/src/background/menus.js';
import type { PageState } from '../../extension/src/messages.js';
import { defaults, isOn, load, update, withSite } from '../../extension/src/settings.js';
import { fakeStorage } from './drivers/storage.js';

type Listener = (...args: unknown[]) => void;

/** What the background does to the browser, in order. */
const done: string[] = [];
const listeners: Record<string, Listener> = {};
/** What the tab's content script says; undefined if there is none. */
let state: PageState | undefined;
let allowed = true;
const TAB = { id: 5, url: 'https://www.news.example/a', incognito: false };
const page = (status: PageState['status'], hidden?: boolean): PageState => ({
  host: 'www.news.example', status, failed: '', purpose: 'article', overBudget: false, unstored: false, kept: [],
  items: hidden === undefined ? [] : [{ id: 1, label: 'donation', confidence: 0.9, reasons: [], text: 'x', hidden, rule: '' }],
});

const fakeBrowser = (): void => {
  fakeStorage();
  const listening = (name: string): object => ({ addListener: (listener: Listener) => { listeners[name] = listener; } });
  Object.assign((globalThis as unknown as { chrome: object }).chrome, {
    contextMenus: { removeAll: (then: () => void) => { then(); }, create: ({ id, contexts }: { id: string; contexts: string[] }) => { done.push(`menu ${id} ${contexts.includes('action') ? 'action' : 'page'}`); }, onClicked: listening('menu') },
    commands: { onCommand: listening('key') },
    i18n: { getMessage: (key: string) => key },
    permissions: { contains: () => Promise.resolve(allowed) },
    scripting: {
      executeScript: ({ files }: { files?: string[] }) => {
        done.push(files ? `bring ${files.join()}` : 'probe');
        return Promise.resolve([{ result: files ? null : { host: 'www.news.example', known: state !== undefined, incognito: false }, documentId: 'D' }]);
      },
    },
    tabs: {
      query: () => Promise.resolve([TAB]),
      sendMessage: (_tab: number, { type }: { type: string }) => {
        if (type !== 'state') done.push(type);
        return state ? Promise.resolve(state) : Promise.reject(new Error('nobody'));
      },
    },
  });
};

const press = async (name: 'menu' | 'key', what: string): Promise<void> => {
  done.length = 0;
  if (name === 'menu') listeners['menu']?.({ menuItemId: what }, TAB);
  else listeners['key']?.(what, TAB);
  await new Promise((resolve) => setTimeout(resolve, 20));
};
const on = async (): Promise<boolean> => isOn((await load(false)).settings, 'news.example');

describe('menu and keys', () => {
  let menus: typeof Menus;
  before(async () => {
    fakeBrowser();
    menus = await import('../../extension/src/background/menus.js');
    menus.listen();
  });
  beforeEach(async () => {
    await update(() => defaults(), false);
    state = page('done', true);
    allowed = true;
  });

  it('stand in pages and not on the button', () => {
    done.length = 0;
    menus.writeMenu();
    assert.deepEqual(done, ['menu pick-here page', 'menu why-here page', 'menu off-here page']);
  });

  it('switch a site off and on again, and its pages follow', async () => {
    for (const [name, what] of [['menu', 'off-here'], ['key', 'toggle-site']] as const) {
      await press(name, what);
      assert.equal(await on(), false);
      assert.deepEqual(done, ['settings']);
      await press(name, what);
      assert.equal(await on(), true);
    }
  });

  it('switch a site off and on again by two presses at once, as they come when the background has slept', async () => {
    listeners['key']?.('toggle-site', TAB);
    await press('key', 'toggle-site');
    assert.equal(await on(), true);
  });

  it('show everything, and hide it again', async () => {
    await press('key', 'toggle-hidden');
    assert.deepEqual(done, ['show-all']);
    state = page('done', false);
    await press('key', 'toggle-hidden');
    assert.deepEqual(done, ['hide-all']);
  });

  it('hand clicks on to the page', async () => {
    await press('menu', 'why-here');
    assert.deepEqual(done, ['why-here']);
    await press('key', 'pick');
    assert.deepEqual(done, ['pick-here']);
  });

  it('tidy a page that is not allowed this once, before handing on', async () => {
    allowed = false;
    state = undefined;
    await press('menu', 'pick-here');
    assert.deepEqual(done, ['probe', 'bring content.js', 'pick-here']);
    await press('key', 'toggle-site');
    assert.deepEqual(done, ['probe', 'bring content.js']);
    // What was let in by a click is left by a click.
    state = page('done', true);
    await press('key', 'toggle-site');
    assert.equal(await on(), false);
  });

  it('run nothing where the site is off by name', async () => {
    await update((now) => withSite(now, 'news.example', { on: false }), false);
    state = page('off');
    await press('menu', 'pick-here');
    assert.deepEqual(done, ['probe']);
  });
});
