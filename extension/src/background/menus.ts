/**
 * The context menu and the keys. Both count as a click on the page in front, so the browser lets us into it even where its site is not allowed.
 */
import { hasPage } from '../access.js';
import { pageState } from '../messages.js';
import { run } from './once.js';
import { held, isOn, siteFor, siteOf, update, withSite } from '../settings.js';
import { hostOf, send, tellPages } from '../tabs.js';

const MENU = { 'pick-here': 'menuHide', 'why-here': 'menuWhy', 'off-here': 'menuSite' } as const;

/** Everything in a page; not the button in the toolbar, which has its popup. */
const CONTEXTS: [`${chrome.contextMenus.ContextType}`, ...`${chrome.contextMenus.ContextType}`[]] = ['page', 'frame', 'selection', 'link', 'editable', 'image', 'video', 'audio'];

type Tab = chrome.tabs.Tab;

/** Switches a site on or off. Where the browser does not let us in by itself, on means the page in front, this once. */
const toggleSite = async ({ id, url, incognito }: Tab): Promise<void> => {
  const host = hostOf(url);
  if (id === undefined || url === undefined || host === undefined) return;
  const allowed = await hasPage(url);
  const { settings } = await held(incognito);
  const state = allowed ? undefined : pageState(await send(id, { type: 'state' }));
  const runs = allowed ? isOn(settings, host) : state !== undefined && state.status !== 'off';
  if (allowed || runs) {
    // What holds when it is stored: two presses of a key may come at once, after a sleep.
    await update((now) => withSite(now, host, { on: allowed && !isOn(now, host) }), incognito);
    await tellPages(siteOf(host));
  } else {
    if (siteFor(settings, host).on === false) await update((now) => withSite(now, host, { on: undefined }), incognito);
    await run(id);
  }
};

/** Shows everything that is hidden on the page again, or hides it all again. */
const toggleHidden = async ({ id }: Tab): Promise<void> => {
  if (id === undefined) return;
  const state = pageState(await send(id, { type: 'state' }));
  if (state) await send(id, { type: state.items.some(({ hidden }) => hidden) ? 'show-all' : 'hide-all' });
};

/** Hands a click on to the page, which is tidied this once if it was not. Where the reader has switched the site off by name, nothing runs. */
const hand = async ({ id }: Tab, type: 'pick-here' | 'why-here'): Promise<void> => {
  if (id === undefined) return;
  const state = pageState(await send(id, { type: 'state' }));
  if (!state || state.status === 'off') {
    if (!(await run(id))) return;
  }
  await send(id, { type });
};

const obey = async (what: string, tab: Tab | undefined): Promise<void> => {
  if (!tab) return;
  switch (what) {
    case 'pick':
    case 'pick-here':
      await hand(tab, 'pick-here');
      break;
    case 'why-here':
      await hand(tab, 'why-here');
      break;
    case 'off-here':
    case 'toggle-site':
      await toggleSite(tab);
      break;
    case 'toggle-hidden':
      await toggleHidden(tab);
      break;
    default:
      break;
  }
};

// Android has neither.
const { contextMenus, commands } = chrome as Partial<typeof chrome>;

/** Writes the menu; the browser keeps it. */
export const writeMenu = (): void => {
  contextMenus?.removeAll(() => {
    for (const [id, key] of Object.entries(MENU)) {
      contextMenus.create({ id, title: chrome.i18n.getMessage(key), contexts: CONTEXTS, documentUrlPatterns: ['http://*/*', 'https://*/*'] });
    }
  });
};

/** Listens to both. */
export const listen = (): void => {
  contextMenus?.onClicked.addListener(({ menuItemId }, tab) => {
    obey(String(menuItemId), tab).catch(() => undefined);
  });
  commands?.onCommand.addListener((command, tab) => {
    // Firefox gives no tab before 126, and none where the key was pressed in a window without one.
    const front = tab ? Promise.resolve([tab]) : chrome.tabs.query({ active: true, lastFocusedWindow: true });
    front.then(([one]) => obey(command, one)).catch(() => undefined);
  });
};
