/** The options page. Every choice is stored at once, said aloud, and can be taken back; what another page of the extension changes shows here too. */
import { choose, modeOf, MODES, type Mode } from '../mode.js';
import { fillWords, find, make, onSwitch, shortcuts } from '../pages/page.js';
import { say } from '../pages/words.js';
import { LEVELS, lost, SWITCHES } from '../settings.js';
import { backupPart } from './backup.js';
import { Desk } from './desk.js';
import { learntPart } from './learnt.js';
import { download } from './parts.js';
import { sitesPart } from './sites.js';

const upper = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

/** A radio button with its words and what they mean. */
const radio = (group: string, value: string, name: string, hint: string): HTMLInputElement => {
  const label = make('label', '');
  const input = make('input', '');
  input.type = 'radio';
  input.name = group;
  input.value = value;
  input.id = `${group}-${value}`;
  const words = make('span', '');
  words.append(make('b', '', name), make('small', '', hint));
  label.append(input, words);
  find(`${group}s`, HTMLElement).append(label);
  return input;
};

const modePart = (desk: Desk): void => {
  const inputs = new Map(MODES.map((mode) => [mode, radio('mode', mode, say(`mode${upper(mode)}`), say(`mode${upper(mode)}Hint`))]));
  const pick = async (mode: Mode): Promise<void> => {
    try {
      const done = await choose(mode);
      if (done) desk.say(say('modeSaved', say(`mode${upper(mode)}`)));
      else desk.say(say('modeRefused'), 'warn');
    } catch {
      desk.say(say('settingsUnsaved'), 'warn');
    }
    await desk.refresh();
  };
  for (const [mode, input] of inputs) input.addEventListener('change', () => void pick(mode));
  desk.onShow(async () => {
    const mode = await modeOf(desk.settings);
    for (const [other, input] of inputs) input.checked = other === mode;
  });
};

const whatPart = (desk: Desk): void => {
  const levels = LEVELS.map((level) => radio('level', level, say(`level${upper(level)}`), say(`level${upper(level)}Hint`)));
  for (const input of levels) {
    input.addEventListener('change', () => void desk.change((now) => ({ ...now, level: input.value === 'focus' ? 'focus' : 'calm' })));
  }
  const kinds = SWITCHES.map((kind) => {
    const key = `switch${upper(kind)}`;
    const row = make('label', 'switch');
    const words = make('span', '', say(key));
    const hint = kind === 'consent' ? say('switchConsentHint') : '';
    if (hint !== '') words.append(make('small', '', hint));
    const input = make('input', '');
    input.type = 'checkbox';
    input.setAttribute('role', 'switch');
    input.id = `kind-${kind}`;
    onSwitch(input, (on) => void desk.change((now) => ({ ...now, kinds: { ...now.kinds, [kind]: on } })));
    row.append(words, input);
    find('kinds', HTMLElement).append(row);
    return { kind, input };
  });
  desk.onShow(() => {
    for (const input of levels) input.checked = input.value === desk.settings.level;
    for (const { kind, input } of kinds) input.checked = desk.settings.kinds[kind];
  });
};

const flagPart = (desk: Desk, name: 'badge' | 'memory'): void => {
  const input = find(name, HTMLInputElement);
  onSwitch(input, (on) => void desk.change((now) => ({ ...now, [name]: on })));
  desk.onShow(() => {
    input.checked = desk.settings[name];
  });
};

const COMMAND_WORDS: Record<string, string> = {
  _execute_action: 'commandOpen',
  'toggle-site': 'commandSite',
  'toggle-hidden': 'commandHidden',
  pick: 'commandPick',
};

/** Firefox can open its page for keys; Chromium's has an address; where neither works, it is said in words. */
const openKeys = async (): Promise<boolean> => {
  const { openShortcutSettings } = chrome.commands as { openShortcutSettings?: () => Promise<void> };
  try {
    if (openShortcutSettings) await openShortcutSettings();
    else await chrome.tabs.create({ url: 'chrome://extensions/shortcuts' });
    return true;
  } catch {
    return false;
  }
};

const keysPart = (): void => {
  const hint = find('keys-hint', HTMLElement);
  const show = async (): Promise<void> => {
    const list = await shortcuts();
    find('keys-part', HTMLElement).hidden = list.length === 0;
    find('keys', HTMLElement).replaceChildren(...list.flatMap(({ name, keys }) => {
      const word = COMMAND_WORDS[name];
      if (word === undefined) return [];
      const row = make('div', '');
      const value = make('dd', '');
      value.append(keys === '' ? make('span', 'soft', say('noKeys')) : make('kbd', '', keys));
      row.append(make('dt', '', say(word)), value);
      return [row];
    }));
  };
  find('change-keys', HTMLButtonElement).addEventListener('click', () => void openKeys().then((opened) => { hint.hidden = opened; }));
  // They are changed on another page.
  window.addEventListener('focus', () => void show());
  void show();
};

const start = async (): Promise<void> => {
  document.documentElement.lang = say('lang');
  document.title = say('optionsHeading');
  fillWords();
  const desk = new Desk();
  modePart(desk);
  whatPart(desk);
  sitesPart(desk);
  flagPart(desk, 'badge');
  flagPart(desk, 'memory');
  learntPart(desk);
  keysPart();
  backupPart(desk);
  find('private', HTMLElement).hidden = !chrome.extension.inIncognitoContext;
  find('lost', HTMLElement).hidden = await desk.refresh();
  find('lost-export', HTMLButtonElement).addEventListener('click', () => void lost().then((text) => { download(text, 'unnag-settings-lost.json'); }));
  const again = (): void => void desk.refresh();
  chrome.storage.onChanged.addListener(again);
  chrome.permissions.onAdded.addListener(again);
  chrome.permissions.onRemoved.addListener(again);
  document.documentElement.dataset['ready'] = '';
};

void start();
