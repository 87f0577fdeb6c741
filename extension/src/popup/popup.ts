/**
 * The popup: what is hidden on this page and why, and the ways to undo it. It shows the page's words as text, never as markup.
 *
 * It asks the tab's content script for the page's state and shows that; it knows nothing of its own. While it is open it asks again each second,
 * since a page goes on changing.
 */
import { ALL_SITES, hasPage, originsOf, request } from '../access.js';
import { pageState, type FromPage, type PageState, type ToContent } from '../messages.js';
import { fillWords, find, make, onSwitch } from '../pages/page.js';
import { isHost, isOn, isSupported, load, SWITCHES, update, withSite, type Settings } from '../settings.js';
import { hostOf } from '../tabs.js';
import { fill, itemRow, keptRow } from './rows.js';
import { failureWord, purposeWord, say } from '../pages/words.js';

const REFRESH_MS = 1000;
/** After something was allowed, the background brings what it takes within this time. */
const SOON_MS = 250;

const host = find('host', HTMLElement);
const siteRow = find('site-row', HTMLElement);
const siteWord = find('site-word', HTMLElement);
const site = find('site', HTMLInputElement);
const status = find('status', HTMLElement);
const statusText = find('status-text', HTMLElement);
const statusMore = find('status-more', HTMLElement);
const note = find('note', HTMLElement);
const showAll = find('show-all', HTMLButtonElement);
const hideAll = find('hide-all', HTMLButtonElement);
const reload = find('reload', HTMLButtonElement);
const access = find('access', HTMLElement);
const accessHint = find('access-hint', HTMLElement);
const accessSite = find('access-site', HTMLButtonElement);
const accessAll = find('access-all', HTMLButtonElement);
const accessOnce = find('access-once', HTMLButtonElement);
const hidden = find('hidden', HTMLElement);
const items = find('items', HTMLElement);
const pick = find('pick', HTMLButtonElement);
const page = find('page', HTMLElement);
const support = find('support', HTMLInputElement);
const supportHint = find('support-hint', HTMLElement);
const kept = find('kept', HTMLDetailsElement);
const keptHeading = find('kept-heading', HTMLElement);
const keptItems = find('kept-items', HTMLElement);
const kinds = find('kinds', HTMLElement);
const badge = find('badge', HTMLInputElement);

/** A tab's number in the address: a popup that was opened as a page of its own. */
const askedTab = (): number | undefined => {
  const asked = new URLSearchParams(location.search).get('tab');
  return asked !== null && /^\d{1,10}$/.test(asked) ? Number(asked) : undefined;
};

/** The tab that this is about: its address is told only where the browser lets us in. */
const tabOf = async (): Promise<chrome.tabs.Tab | undefined> => {
  const asked = askedTab();
  if (asked !== undefined) return chrome.tabs.get(asked).catch(() => undefined);
  return (await chrome.tabs.query({ active: true, currentWindow: true }))[0];
};

const ask = async (tab: number, message: ToContent): Promise<PageState | undefined> => {
  try {
    return pageState(await chrome.tabs.sendMessage(tab, message, { frameId: 0 }));
  } catch {
    return undefined;
  }
};

/** The page in the tab as the browser tells of it. */
interface Place {
  /** Whether it is a page on the web; undefined if its address is not told. */
  readonly web: boolean | undefined;
  readonly host: string | undefined;
  readonly allowed: boolean;
}

const placeOf = async (url: string | undefined): Promise<Place> => {
  const name = hostOf(url);
  if (url === undefined) {
    // Where all is allowed, only what is no page on the web has no address.
    const all = await chrome.permissions.contains({ origins: ALL_SITES });
    return { web: all ? false : undefined, host: undefined, allowed: all };
  }
  return { web: name !== undefined, host: name, allowed: name !== undefined && (await hasPage(url)) };
};

const urlOf = async (tab: number | undefined): Promise<string | undefined> =>
  tab === undefined ? 'about:blank' : (await chrome.tabs.get(tab).catch(() => undefined))?.url;

const setStatus = (text: string, tone: 'plain' | 'warn' = 'plain', more = ''): void => {
  // A live region speaks at each change of its text; the same text again must stay silent.
  if (statusText.textContent !== text) statusText.textContent = text;
  if (statusMore.textContent !== more) statusMore.textContent = more;
  statusMore.hidden = more === '';
  status.dataset['tone'] = tone;
};

const describe = (state: PageState, name: string): void => {
  const number = state.items.filter((item) => item.hidden).length;
  switch (state.status) {
    case 'waiting':
      setStatus(say('statusWaiting'));
      return;
    case 'off':
      setStatus(say('statusOff', name));
      return;
    case 'orphan':
      setStatus(say('statusOrphan'), 'warn');
      return;
    case 'failed':
      setStatus(say('statusFailed'), 'warn', state.failed === '' ? '' : failureWord(state.failed));
      return;
    case 'done':
      if (number > 0) setStatus(number === 1 ? say('statusHiddenOne') : say('statusHiddenMany', String(number)));
      else if (state.items.length > 0) setStatus(say('statusShown'));
      else if (state.overBudget) setStatus(say('statusBudget'));
      else if (state.purpose === 'home') setStatus(say('statusHome'));
      else if (state.purpose !== 'article') setStatus(say('statusPurpose', purposeWord(state.purpose)));
      else if (state.kept.length > 0) setStatus(state.kept.length === 1 ? say('statusKeptOne') : say('statusKeptMany', String(state.kept.length)));
      else setStatus(say('statusNothing'));
  }
};

const setNote = (text: string): void => {
  if (note.textContent !== text) note.textContent = text;
  note.hidden = text === '';
};

const setSite = (on: boolean): void => {
  site.checked = on;
  siteWord.textContent = say(on ? 'siteOn' : 'siteOff');
};

let last = '';

/** Whether what is to be shown differs from what is shown. */
const isNews = (...shown: readonly unknown[]): boolean => {
  const now = JSON.stringify(shown);
  const news = now !== last;
  last = now;
  return news;
};

const showState = (state: PageState, name: string, act: (message: ToContent) => void, locate: (id: number | undefined) => void): void => {
  host.textContent = name;
  siteRow.hidden = page.hidden = false;
  setSite(state.status !== 'off');
  describe(state, name);
  if (state.unstored) setNote(say('unstored'));
  const number = state.items.filter((item) => item.hidden).length;
  const had = document.activeElement;
  showAll.hidden = number === 0;
  hideAll.hidden = number === state.items.length;
  // A button that vanishes under the reader's finger passes the focus on to its opposite.
  if (had === showAll && showAll.hidden) hideAll.focus();
  if (had === hideAll && hideAll.hidden) showAll.focus();
  reload.hidden = state.status !== 'failed' && state.status !== 'orphan';
  pick.hidden = state.status !== 'done';
  hidden.hidden = state.items.length === 0;
  if (!fill(items, state.items.map((item) => itemRow(item, act, locate)))) pick.focus();
  kept.hidden = state.kept.length === 0;
  keptHeading.textContent = say('headingKept', String(state.kept.length));
  if (!fill(keptItems, state.kept.map((item) => keptRow(item, act)))) (kept.hidden ? pick : keptHeading).focus();
};

const showAbsence = ({ web, allowed, host: name }: Place): void => {
  const closed = web === undefined || (web && !allowed);
  host.textContent = name ?? '';
  setStatus(say(closed ? 'statusForbidden' : web ? 'statusAbsent' : 'statusNoPage'));
  siteRow.hidden = page.hidden = pick.hidden = true;
  hidden.hidden = kept.hidden = showAll.hidden = hideAll.hidden = true;
  reload.hidden = closed || !web;
};

/** What the reader may allow: where the page is tidied this once, for the next time. */
const showAccess = ({ web, allowed, host: name }: Place, there: boolean): void => {
  access.hidden = allowed || web === false;
  accessHint.textContent = say(there ? 'accessHintOnce' : 'accessHint');
  accessSite.hidden = name === undefined || !isHost(name);
  accessOnce.hidden = there || web !== true;
};

const showSettings = (settings: Settings, name: string): void => {
  for (const radio of document.querySelectorAll<HTMLInputElement>('input[name=level]')) {
    radio.checked = radio.value === settings.level;
  }
  for (const kind of SWITCHES) find(`kind-${kind}`, HTMLInputElement).checked = settings.kinds[kind];
  badge.checked = settings.badge;
  support.checked = name !== '' && isSupported(settings, name);
  const hint = say(support.checked ? 'supportThanks' : 'supportHint');
  if (supportHint.textContent !== hint) supportHint.textContent = hint;
  supportHint.classList.toggle('thanks', support.checked);
};

const buildPage = (): void => {
  document.documentElement.lang = say('lang');
  fillWords();
  for (const kind of SWITCHES) {
    const key = `switch${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
    const row = make('label', 'switch line');
    const words = make('span', '', say(key));
    const hint = say(`${key}Hint`);
    if (hint !== '') words.append(make('small', '', hint));
    const input = document.createElement('input');
    input.type = 'checkbox';
    input.setAttribute('role', 'switch');
    input.id = `kind-${kind}`;
    row.append(words, input);
    kinds.append(row);
  }
};

const start = async (): Promise<void> => {
  buildPage();
  const found = await tabOf();
  const tab = found?.id;
  // One popup may serve a private window and others, so the tab says.
  const privately = found?.incognito ?? false;
  // All at once: the reader waits.
  const first = Promise.all([tab === undefined ? undefined : ask(tab, { type: 'state' }), placeOf(tab === undefined ? 'about:blank' : found?.url)]);
  const loaded = await load(privately);
  let { settings } = loaded;
  if (!loaded.sound) setNote(say('settingsLost'));
  let located: number | undefined;
  /** The browser has let us in by the click that opened this. */
  let tried = !settings.click;

  const runOnce = (): Promise<unknown> =>
    tab === undefined ? Promise.resolve(false) : chrome.runtime.sendMessage<FromPage, unknown>({ type: 'run', tab }).catch(() => false);

  const send = (message: ToContent): Promise<void> => show(Promise.all([tab === undefined ? undefined : ask(tab, message), urlOf(tab).then(placeOf)]));

  const show = async (told: typeof first): Promise<void> => {
    const [answer, place] = await told;
    let state = answer;
    // Only the page that was clicked on is meant, and not the next one of the tab while the popup is open.
    const may = !tried;
    tried = true;
    if (!state && !place.allowed && place.web === true && may && tab !== undefined) {
      if ((await runOnce()) === true) state = await ask(tab, { type: 'state' });
    }
    // What is said of a site here is stored. So the browser names it where it can, and an answer that names another one is none.
    const name = place.host ?? state?.host ?? '';
    if (state?.host !== name) state = undefined;
    const there = state !== undefined && state.status !== 'off';
    // It will know in a moment.
    if (state?.status === 'waiting') setTimeout(() => void send({ type: 'state' }), SOON_MS);
    if (!isNews(state, place)) return;
    if (state) {
      showState(state, name, act, locate);
      showSettings(settings, name);
    } else showAbsence(place);
    showAccess(place, there);
  };

  const act = (message: ToContent): void => {
    setNote('');
    void send(message);
  };

  const locate = (id: number | undefined): void => {
    if (located === id || tab === undefined) return;
    located = id;
    void chrome.tabs.sendMessage<ToContent, unknown>(tab, id === undefined ? { type: 'unlocate' } : { type: 'locate', id }, { frameId: 0 }).catch(() => undefined);
  };

  const change = async (next: (settings: Settings) => Settings): Promise<void> => {
    try {
      settings = await update(next, privately);
      setNote('');
    } catch {
      setNote(say('settingsUnsaved'));
    }
    showSettings(settings, host.textContent);
    await send({ type: 'settings' });
  };

  onSwitch(site, (on) => {
    const name = host.textContent;
    if (name) void change((now) => withSite(now, name, { on })).then(() => { setSite(isOn(settings, name)); });
  });
  onSwitch(support, (on) => {
    const name = host.textContent;
    if (name) void change((now) => withSite(now, name, { supported: on || undefined }));
  });
  for (const radio of document.querySelectorAll<HTMLInputElement>('input[name=level]')) {
    radio.addEventListener('change', () => void change((now) => ({ ...now, level: radio.value === 'focus' ? 'focus' : 'calm' })));
  }
  for (const kind of SWITCHES) {
    onSwitch(find(`kind-${kind}`, HTMLInputElement), (on) => void change((now) => ({ ...now, kinds: { ...now.kinds, [kind]: on } })));
  }
  onSwitch(badge, (on) => void change((now) => ({ ...now, badge: on })));
  showAll.addEventListener('click', () => { act({ type: 'show-all' }); });
  hideAll.addEventListener('click', () => { act({ type: 'hide-all' }); });
  reload.addEventListener('click', () => {
    if (tab !== undefined) void chrome.tabs.reload(tab).then(() => { last = ''; });
  });
  pick.addEventListener('click', () => void send({ type: 'pick' }).then(() => {
    // The page is wanted now, and not this.
    if (askedTab() === undefined) window.close();
  }));
  find('options', HTMLButtonElement).addEventListener('click', () => void chrome.runtime.openOptionsPage().then(() => {
    if (askedTab() === undefined) window.close();
  }));

  /** Straight from a click, or the browser does not ask. The background does the rest. */
  const allow = async (origins: string[]): Promise<void> => {
    const allowed = await request(origins, privately).catch(() => false);
    setNote(allowed ? '' : say('modeRefused'));
    if (allowed) await new Promise((resolve) => setTimeout(resolve, SOON_MS));
    settings = (await load(privately)).settings;
    await send({ type: 'state' });
  };
  accessSite.addEventListener('click', () => void allow(originsOf(host.textContent)));
  accessAll.addEventListener('click', () => void allow(ALL_SITES));
  accessOnce.addEventListener('click', () => void runOnce().then((done) => {
    setNote(done === true ? '' : say('failedRefused'));
    return send({ type: 'state' });
  }));
  window.addEventListener('pagehide', () => { locate(undefined); });

  await show(first);
  showSettings(settings, host.textContent);
  document.documentElement.dataset['ready'] = '';
  performance.mark('ready');
  setInterval(() => void send(located === undefined ? { type: 'state' } : { type: 'locate', id: located }), REFRESH_MS);
};

void start();
