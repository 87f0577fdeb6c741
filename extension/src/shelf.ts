/**
 * Lists by site in `storage.local`: one key a site, so that a page costs one short read however many sites there are, and one key that names the
 * sites, the latest last. Whoever writes holds a lock: the background and the options page may both.
 */
import { sound } from './lesson.js';
import { isHost, siteOf } from './settings.js';

/** How a shelf reads what is stored. */
export interface ShelfOptions<Entry> {
  readonly name: string;
  /** An entry that is sound; undefined for any other value. */
  readonly read: (value: unknown) => Entry | undefined;
  /** The most sites, and entries of a site: the oldest go first. */
  readonly mostSites: number;
  readonly mostEntries: number;
}

/** Lists of one sort. */
export class Shelf<Entry> {
  readonly #options: ShelfOptions<Entry>;

  constructor(options: ShelfOptions<Entry>) {
    this.#options = options;
  }

  #key(site: string): string {
    return `${this.#options.name}:${site}`;
  }

  /** What is stored for a host's site; nothing if it can not be read. */
  async of(host: string): Promise<Entry[]> {
    const key = this.#key(siteOf(host));
    const stored = await chrome.storage.local.get(key).catch((): Record<string, unknown> => ({}));
    return sound(stored[key], this.#options.read, this.#options.mostEntries);
  }

  /** The sites, the latest last. */
  async sites(): Promise<string[]> {
    const { name, mostSites } = this.#options;
    const stored = await chrome.storage.local.get(name);
    return sound(stored[name], (host) => (isHost(host) ? host : undefined), mostSites);
  }

  /** All that is stored. */
  async all(): Promise<{ host: string; entries: Entry[] }[]> {
    const hosts = await this.sites();
    const stored = await chrome.storage.local.get(hosts.map((host) => this.#key(host)));
    return hosts.map((host) => ({ host, entries: sound(stored[this.#key(host)], this.#options.read, this.#options.mostEntries) }));
  }

  /** Changes a site's list; `undefined` leaves it as it is. Rejects if the browser does not store it, and then nothing has changed. */
  async change(host: string, change: (entries: Entry[]) => Entry[] | undefined): Promise<void> {
    const site = siteOf(host);
    if (!isHost(site)) return;
    const { name, mostSites, mostEntries } = this.#options;
    await navigator.locks.request(name, async () => {
      const entries = change(await this.of(site));
      if (!entries) return;
      if (entries.length === 0) {
        await this.#drop([site]);
        return;
      }
      const sites = [...(await this.sites()).filter((other) => other !== site), site];
      const gone = sites.splice(0, Math.max(0, sites.length - mostSites));
      await chrome.storage.local.set({ [name]: sites, [this.#key(site)]: entries.slice(-mostEntries) });
      await chrome.storage.local.remove(gone.map((old) => this.#key(old)));
    });
  }

  async #drop(gone: readonly string[]): Promise<void> {
    const { name } = this.#options;
    const left = (await this.sites()).filter((site) => !gone.includes(site));
    await chrome.storage.local.remove(gone.map((site) => this.#key(site)));
    await (left.length > 0 ? chrome.storage.local.set({ [name]: left }) : chrome.storage.local.remove(name));
  }

  /** Empties the list of a host's site, or all lists. */
  async clear(host?: string): Promise<void> {
    await navigator.locks.request(this.#options.name, async () => {
      await this.#drop(host === undefined ? await this.sites() : [siteOf(host)]);
    });
  }
}
