/** Export, import, sync, reset: each says what it did, and none loses what was there before. */
import { find, make, onSwitch } from '../pages/page.js';
import { say } from '../pages/words.js';
import { defaults, load, migrate, type Settings } from '../settings.js';
import { switchSync, syncState } from '../sync.js';
import { MAX_FILE, read, write, type Problem } from '../transfer.js';
import type { Desk } from './desk.js';
import { download } from './parts.js';

/** In `storage.local`: the settings before the last import. */
const BEFORE_KEY = 'settings-before';
/** The most faults of a file that are shown. */
const MOST_FAULTS = 5;

/** A fault as a sentence. */
const faultWord = ({ fault, where, what }: Problem): string => {
  if (fault === 'json') {
    const [line = '', column = ''] = where.split(':');
    return line === '' ? say('faultJsonEnd') : say('faultJson', line, column);
  }
  const place = where === '' ? say('faultFile') : where;
  return say(`fault${fault.charAt(0).toUpperCase()}${fault.slice(1)}`, place, what);
};

/** What may be written down: not what is said of sites in private windows, which is to be forgotten. */
const lasting = async (): Promise<Settings> => (await load(false)).settings;

/** Sets up the part. */
export const backupPart = (desk: Desk): void => {
  const file = find('import-file', HTMLInputElement);
  const problem = find('import-problem', HTMLElement);
  const before = find('before', HTMLButtonElement);
  const sync = find('sync', HTMLInputElement);
  const syncNote = find('sync-note', HTMLElement);

  const showFaults = (problems: Problem[]): void => {
    const list = make('ul', '');
    list.append(...problems.slice(0, MOST_FAULTS).map((one) => make('li', '', faultWord(one))));
    if (problems.length > MOST_FAULTS) list.append(make('li', '', say('faultMore', String(problems.length - MOST_FAULTS))));
    problem.replaceChildren(make('p', '', say('importRefused')), list);
    problem.hidden = problems.length === 0;
  };

  const bring = async (chosen: File): Promise<void> => {
    showFaults([]);
    if (chosen.size > 4 * MAX_FILE) {
      showFaults([{ fault: 'large', where: '', what: '' }]);
      return;
    }
    const outcome = read(await chosen.text());
    if ('problems' in outcome) {
      showFaults(outcome.problems);
      return;
    }
    try {
      await chrome.storage.local.set({ [BEFORE_KEY]: await lasting() });
    } catch {
      desk.say(say('settingsUnsaved'), 'warn');
      return;
    }
    await desk.change(() => outcome.settings, say('imported', chosen.name));
  };

  find('export', HTMLButtonElement).addEventListener('click', () => {
    void lasting().then((settings) => {
      download(write(settings), 'unnag-settings.json');
      desk.say(say('exported'));
    });
  });
  find('import', HTMLButtonElement).addEventListener('click', () => {
    file.click();
  });
  file.addEventListener('change', () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    bring(chosen).catch(() => { showFaults([{ fault: 'unread', where: '', what: '' }]); }).finally(() => { file.value = ''; });
  });
  before.addEventListener('click', () => {
    void chrome.storage.local.get(BEFORE_KEY).then(async ({ [BEFORE_KEY]: stored }) => {
      if (await desk.change(() => migrate(stored).settings, say('wasPutBack'))) await chrome.storage.local.remove(BEFORE_KEY);
      await desk.show();
    });
  });
  find('reset', HTMLButtonElement).addEventListener('click', () => {
    // Where this works is left as it is: that is the browser's permission, and has its own place on this page.
    void desk.change(({ everywhere, click }) => ({ ...defaults(), everywhere, click }), say('wasReset'));
  });
  onSwitch(sync, (on) => {
    switchSync(on).then(
      () => { desk.say(say(on ? 'syncOn' : 'syncOff')); },
      () => { desk.say(say('settingsUnsaved'), 'warn'); },
    ).finally(() => void desk.refresh());
  });

  desk.onShow(async () => {
    const [{ on, problem: trouble, left }, stored] = await Promise.all([syncState(), chrome.storage.local.get(BEFORE_KEY)]);
    sync.checked = on;
    const words = !on ? '' : trouble === 'full' ? say('syncFull') : trouble === 'failed' ? say('syncFailed') : left > 0 ? say('syncLeft', String(left)) : '';
    syncNote.textContent = words;
    syncNote.hidden = words === '';
    before.hidden = stored[BEFORE_KEY] === undefined;
  });
};
