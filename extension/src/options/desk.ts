/** What all parts of the options page share: the settings that hold, changing them, saying so, and taking the last change back. */
import { announce, find } from '../pages/page.js';
import { say } from '../popup/words.js';
import { defaults, load, update, type Settings } from '../settings.js';
import { tellPages } from '../tabs.js';

const status = find('status', HTMLElement);
const undo = find('undo', HTMLButtonElement);

/** One open options page. */
export class Desk {
  settings: Settings = defaults();
  readonly #shows: (() => void | Promise<void>)[] = [];
  #before: Settings | undefined;

  constructor() {
    undo.addEventListener('click', () => {
      const before = this.#before;
      if (before) void this.change(() => before, say('undone'), false).then(() => { status.focus(); });
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

  /** Stores a change at once and says so. Where it can not be stored, nothing has changed, and that is said. Gives whether it was stored. */
  async change(change: (settings: Settings) => Settings, words = say('saved'), undoable = true): Promise<boolean> {
    const before = this.settings;
    let stored = true;
    try {
      this.settings = await update(change);
      this.#before = undoable ? before : undefined;
      this.say(words);
      void tellPages();
    } catch {
      stored = false;
      this.say(say('settingsUnsaved'), 'warn');
    }
    undo.hidden = !stored || !undoable;
    await this.show();
    return stored;
  }

  /** Says something where no change of the settings can be taken back. */
  say(words: string, tone: 'plain' | 'warn' = 'plain'): void {
    undo.hidden = true;
    announce(status, words, tone);
  }
}
