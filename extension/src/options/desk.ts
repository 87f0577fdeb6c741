/** What all parts of the options page share: the settings that hold, changing them, saying so, and taking the last change back. */
import { announce, find } from '../pages/page.js';
import { say } from '../pages/words.js';
import { defaults, load, update, without, type Settings } from '../settings.js';
import { tellPages } from '../tabs.js';

const status = find('status', HTMLElement);
const undo = find('undo', HTMLButtonElement);

/** One open options page. */
export class Desk {
  settings: Settings = defaults();
  readonly #shows: (() => void | Promise<void>)[] = [];
  #takeBack: (() => Promise<unknown>) | undefined;

  constructor() {
    undo.addEventListener('click', () => {
      const takeBack = this.#takeBack;
      if (takeBack) void this.act(takeBack, undefined, say('undone'));
    });
  }

  /** Shows the settings whenever they have changed. */
  onShow(show: () => void | Promise<void>): void {
    this.#shows.push(show);
  }

  /** Reads what is stored, and shows it. Gives whether all of it could be read. */
  async refresh(): Promise<boolean> {
    const { settings, sound } = await load();
    this.settings = settings;
    await this.show();
    return sound;
  }

  async show(): Promise<void> {
    for (const show of this.#shows) await show();
  }

  /** Stores a change of the settings at once; see `act`. */
  change(change: (settings: Settings) => Settings, words = say('saved')): Promise<boolean> {
    let changed: { before: Settings; after: Settings } | undefined;
    const work = (): Promise<unknown> => update((before) => {
      const after = change(before);
      changed = { before, after };
      return after;
    });
    return this.act(work, () => update((now) => changed && without(now, changed.before, changed.after)), words);
  }

  /** Does something and says so, and how it is taken back. Where the browser does not store it, that is said. Gives whether it was stored. */
  async act(work: () => Promise<unknown>, takeBack: (() => Promise<unknown>) | undefined, words: string): Promise<boolean> {
    const stored = await work().then(() => true, () => false);
    // Said when it can be seen.
    await this.refresh();
    this.say(stored ? words : say('settingsUnsaved'), stored ? 'plain' : 'warn');
    if (!stored) return false;
    this.#takeBack = takeBack;
    undo.hidden = takeBack === undefined;
    void tellPages();
    return true;
  }

  /** Says something where no change of the settings can be taken back. */
  say(words: string, tone: 'plain' | 'warn' = 'plain'): void {
    undo.hidden = true;
    announce(status, words, tone);
  }
}
