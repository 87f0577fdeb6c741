/** The page that opens once, after installing: where is this to work? Nothing is allowed unless the reader says so, and each answer can be changed. */
import { choose, modeOf, MODES, type Mode } from '../mode.js';
import { announce, fillWords, find, make, shortcuts } from '../pages/page.js';
import { say } from '../pages/words.js';
import { load } from '../settings.js';

const WORDS = {
  all: { name: 'modeAll', hint: 'modeAllHint', done: 'modeAllDone' },
  chosen: { name: 'modeChosen', hint: 'modeChosenHint', done: 'modeChosenDone' },
  click: { name: 'modeClick', hint: 'modeClickHint', done: 'modeClickDone' },
} as const;

const said = find('said', HTMLElement);
const next = find('next', HTMLElement);
const nextText = find('next-text', HTMLElement);
const nextKeys = find('next-keys', HTMLElement);
const buttons = new Map<Mode, HTMLButtonElement>();

const press = (mode: Mode): void => {
  for (const [other, button] of buttons) button.setAttribute('aria-pressed', String(other === mode));
};

const pick = async (mode: Mode): Promise<void> => {
  try {
    // Before anything else: the browser asks only straight from a click.
    const done = await choose(mode);
    press(done ? mode : await current());
    if (!done) {
      announce(said, say('modeRefused'), 'warn');
      return;
    }
    announce(said, say('modeSaved', say(WORDS[mode].name)));
    nextText.textContent = say(WORDS[mode].done);
    next.hidden = false;
  } catch {
    press(await current());
    announce(said, say('settingsUnsaved'), 'warn');
  }
};

const current = async (): Promise<Mode> => modeOf((await load()).settings);

const start = async (): Promise<void> => {
  document.documentElement.lang = say('lang');
  fillWords();
  for (const mode of MODES) {
    const button = make('button', 'mode');
    button.type = 'button';
    button.id = `mode-${mode}`;
    button.append(make('b', '', say(WORDS[mode].name)), make('span', 'soft', say(WORDS[mode].hint)));
    button.addEventListener('click', () => void pick(mode));
    buttons.set(mode, button);
    const row = make('li', '');
    row.append(button);
    find('modes', HTMLElement).append(row);
  }
  const { settings } = await load();
  const mode = await modeOf(settings);
  // Before the reader has answered, none is the answer.
  if (mode === 'all' || !settings.everywhere) press(mode);
  const key = (await shortcuts()).find(({ name, keys }) => name === '_execute_action' && keys !== '');
  if (key) {
    nextKeys.textContent = say('welcomeKeys', key.keys);
    nextKeys.hidden = false;
  }
  document.documentElement.dataset['ready'] = '';
};

void start();
