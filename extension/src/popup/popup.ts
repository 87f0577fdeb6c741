/**
 * The popup: what is hidden on this page and why, and the ways to undo it. It shows the page's words as text, never as markup.
 *
 * It asks the tab's content script for the page's state and shows that; it knows nothing of its own. While it is open it asks again each second,
 * since a page goes on changing.
 */
import { pageState, type Item, type KeptItem, type PageState, type ToContent } from '../messages.js';
import { isOn, load, save, SWITCHES, withSite, type Settings } from '../settings.js';
import { failureWord, labelWord, listed, purposeWord, reasonWord, say, whyWord } from './words.js';

const REFRESH_MS = 1000;
const ORIGINS = ['http://*/*', 'https://*/*'];

const find = <Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind => {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`popup.html has no ${kind.name} #${id}`);
  return element;
};

const make = (tag: string, name: string, text: string): HTMLElement => {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = text;
  return element;
};

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
const allow = find('allow', HTMLButtonElement);
const hidden = find('hidden', HTMLElement);
const items = find('items', HTMLElement);
const kept = find('kept', HTMLElement);
const keptHeading = find('kept-heading', HTMLElement);
const keptItems = find('kept-items', HTMLElement);
const kinds = find('kinds', HTMLElement);
const badge = find('badge', HTMLInputElement);

/** A tab's number in the address (a popup opened as a page of its own), or the tab that the reader is looking at. */
const tabOf = async (): Promise<number | undefined> => {
  const asked = new URLSearchParams(location.search).get('tab');
  if (asked !== null && /^\d{1,10}$/.test(asked)) return Number(asked);
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  return tab?.id;
};

/** What is known when no content script answers. */
type Absent = 'absent' | 'no-page' | 'forbidden';

const ask = async (tab: number, message: ToContent): Promise<PageState | undefined> => {
  try {
    return pageState(await chrome.tabs.sendMessage(tab, message, { frameId: 0 }));
  } catch {
    return undefined;
  }
};

const absence = async (tab: number | undefined): Promise<Absent> => {
  if (tab === undefined) return 'no-page';
  const [page, granted] = await Promise.all([
    chrome.tabs.get(tab).catch(() => undefined),
    chrome.permissions.contains({ origins: ORIGINS }),
  ]);
  // Without permission for its host, a tab's address is not told.
  if (page?.url === undefined) return granted ? 'no-page' : 'forbidden';
  return /^https?:/.test(page.url) ? 'absent' : 'no-page';
};

const setStatus = (text: string, tone: 'plain' | 'warn' = 'plain', more = ''): void => {
  // A live region speaks at each change of its text; the same text again must stay silent.
  if (statusText.textContent !== text) statusText.textContent = text;
  if (statusMore.textContent !== more) statusMore.textContent = more;
  statusMore.hidden = more === '';
  status.dataset['tone'] = tone;
};

const describe = (state: PageState): void => {
  const number = state.items.filter((item) => item.hidden).length;
  switch (state.status) {
    case 'waiting':
      setStatus(say('statusWaiting'));
      return;
    case 'off':
      setStatus(say('statusOff', state.host));
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
      else setStatus(say('statusNothing'));
  }
};

const excerpt = (text: string): string => text || say('noText');

const itemRow = (item: Item, act: (message: ToContent) => void): HTMLElement => {
  const row = make('li', item.hidden ? 'item' : 'item shown', '');
  const top = make('div', 'top', '');
  const chip = make('span', 'chip', labelWord(item.label));
  chip.dataset['label'] = item.label;
  const sure = item.hidden ? say('sure', String(Math.min(99, Math.round(item.confidence * 100)))) : say('nowShown');
  const button = make('button', '', say(item.hidden ? 'show' : 'hide')) as HTMLButtonElement;
  button.type = 'button';
  button.dataset['id'] = String(item.id);
  const what = `${labelWord(item.label)}, ${excerpt(item.text).slice(0, 60)}`;
  button.setAttribute('aria-label', say(item.hidden ? 'showLabel' : 'hideLabel', what));
  button.addEventListener('click', () => {
    act({ type: item.hidden ? 'show' : 'hide', id: item.id });
  });
  top.append(chip, make('span', 'sure', sure), button);
  row.append(top, make('p', 'text', excerpt(item.text)));
  if (item.reasons.length > 0) row.append(make('p', 'reasons', say('because', listed(item.reasons.map(reasonWord)))));
  return row;
};

const keptRow = (item: KeptItem): HTMLElement => {
  const row = make('li', 'item', '');
  const top = make('div', 'top', '');
  const chip = make('span', 'chip', labelWord(item.label));
  chip.dataset['label'] = item.label;
  top.append(chip);
  row.append(top, make('p', 'text', excerpt(item.text)), make('p', 'reasons', whyWord(item.why)));
  return row;
};

/** Fills a list anew, and gives the focus back to the row that had it. */
const fill = (list: HTMLElement, rows: HTMLElement[]): void => {
  const id = list.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset['id'] : undefined;
  list.replaceChildren(...rows);
  if (id !== undefined) list.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`)?.focus();
};

const setSite = (on: boolean): void => {
  site.checked = on;
  siteWord.textContent = say(on ? 'siteOn' : 'siteOff');
};

let last = '';

const showState = (state: PageState, act: (message: ToContent) => void): void => {
  const now = JSON.stringify(state);
  if (now === last) return;
  last = now;
  host.textContent = state.host;
  siteRow.hidden = false;
  setSite(state.status !== 'off');
  describe(state);
  const number = state.items.filter((item) => item.hidden).length;
  const had = document.activeElement;
  showAll.hidden = number === 0;
  hideAll.hidden = number === state.items.length;
  // A button that vanishes under the reader's finger passes the focus on to its opposite.
  if (had === showAll && showAll.hidden) hideAll.focus();
  if (had === hideAll && hideAll.hidden) showAll.focus();
  reload.hidden = state.status !== 'failed' && state.status !== 'orphan';
  allow.hidden = true;
  hidden.hidden = state.items.length === 0;
  fill(items, state.items.map((item) => itemRow(item, act)));
  kept.hidden = state.kept.length === 0;
  keptHeading.textContent = say('headingKept', String(state.kept.length));
  fill(keptItems, state.kept.map(keptRow));
};

const showAbsence = (why: Absent): void => {
  if (last === why) return;
  last = why;
  setStatus(say(why === 'absent' ? 'statusAbsent' : why === 'forbidden' ? 'statusForbidden' : 'statusNoPage'));
  siteRow.hidden = true;
  hidden.hidden = kept.hidden = showAll.hidden = hideAll.hidden = true;
  reload.hidden = why !== 'absent';
  allow.hidden = why !== 'forbidden';
};

const showSettings = (settings: Settings): void => {
  for (const radio of document.querySelectorAll<HTMLInputElement>('input[name=level]')) {
    radio.checked = radio.value === settings.level;
  }
  for (const kind of SWITCHES) find(`kind-${kind}`, HTMLInputElement).checked = settings.kinds[kind];
  badge.checked = settings.badge;
};

const setNote = (text: string): void => {
  note.textContent = text;
  note.hidden = text === '';
};

const buildPage = (): void => {
  document.documentElement.lang = say('lang');
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
    element.textContent = say(element.dataset['text'] ?? '');
  }
  for (const element of document.querySelectorAll<HTMLElement>('[data-aria-label]')) {
    element.setAttribute('aria-label', say(element.dataset['ariaLabel'] ?? ''));
  }
  for (const kind of SWITCHES) {
    const key = `switch${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
    const row = make('label', 'switch line', '');
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
  const [tab, loaded] = await Promise.all([tabOf(), load()]);
  let { settings } = loaded;
  if (!loaded.sound) setNote(say('settingsLost'));
  showSettings(settings);

  const send = async (message: ToContent): Promise<void> => {
    const state = tab === undefined ? undefined : await ask(tab, message);
    if (state) {
      showState(state, (next) => void send(next));
      return;
    }
    showAbsence(await absence(tab));
  };

  const change = async (next: Settings): Promise<void> => {
    try {
      await save(next);
      settings = next;
      setNote('');
    } catch {
      setNote(say('settingsUnsaved'));
    }
    showSettings(settings);
    await send({ type: 'settings' });
  };

  site.addEventListener('change', () => {
    const name = host.textContent;
    if (name) void change(withSite(settings, name, { on: site.checked })).then(() => { setSite(isOn(settings, name)); });
  });
  for (const radio of document.querySelectorAll<HTMLInputElement>('input[name=level]')) {
    radio.addEventListener('change', () => void change({ ...settings, level: radio.value === 'focus' ? 'focus' : 'calm' }));
  }
  for (const kind of SWITCHES) {
    const input = find(`kind-${kind}`, HTMLInputElement);
    input.addEventListener('change', () => void change({ ...settings, kinds: { ...settings.kinds, [kind]: input.checked } }));
  }
  badge.addEventListener('change', () => void change({ ...settings, badge: badge.checked }));
  showAll.addEventListener('click', () => void send({ type: 'show-all' }));
  hideAll.addEventListener('click', () => void send({ type: 'hide-all' }));
  reload.addEventListener('click', () => {
    if (tab !== undefined) void chrome.tabs.reload(tab).then(() => { last = ''; });
  });
  allow.addEventListener('click', () => void chrome.permissions.request({ origins: ORIGINS }).then(() => send({ type: 'state' })));

  await send({ type: 'state' });
  document.documentElement.dataset['ready'] = '';
  setInterval(() => void send({ type: 'state' }), REFRESH_MS);
};

void start();
