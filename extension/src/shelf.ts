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
  /** What holds of an entry that is put back and one that has come since; undefined if they are about different things. */
  readonly join: (before: Entry, since: Entry) => Entry | undefined;
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

  /** What of a host's list is sound. Rejects if the browser does not give what is stored: an empty list would be another answer, and be stored. */
  async of(host: string): Promise<Entry[]> {
    const key = this.#key(siteOf(host));
    const stored = await chrome.storage.local.get(key);
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

  /** Empties the list of a host's site, or all lists: then also any that the key of names has lost. */
  async clear(host?: string): Promise<void> {
    const { name } = this.#options;
    await navigator.locks.request(name, async () => {
      if (host !== undefined) {
        await this.#drop([siteOf(host)]);
        return;
      }
      const keys = Object.keys(await chrome.storage.local.get(null));
      await chrome.storage.local.remove(keys.filter((key) => key === name || key.startsWith(this.#key(''))));
    });
  }

  /** What puts back the list of a host's site, or all lists, as they are now. What has come since stays, and is the later. */
  async keep(host?: string): Promise<() => Promise<void>> {
    const { name, mostSites, mostEntries } = this.#options;
    const all = await this.all();
    const last = all.map(({ host: site }) => site).reverse();
    const before = new Map(all.flatMap(({ host: site, entries }) => (host === undefined || site === siteOf(host) ? [[site, entries] as const] : [])));
    return async () => {
      await navigator.locks.request(name, async () => {
        const sites = await this.sites();
        const first = sites.findIndex((site) => !last.includes(site));
        let at = first < 0 ? sites.length : first;
        for (const site of last) {
          const found = sites.indexOf(site);
          if (found >= 0) at = Math.min(at, found);
          else if (before.has(site)) sites.splice(at, 0, site);
        }
        const gone = sites.splice(0, Math.max(0, sites.length - mostSites));
        const lists: Record<string, Entry[]> = {};
        for (const site of sites) {
          const old = before.get(site);
          if (old) lists[this.#key(site)] = this.#joined(old, await this.of(site)).slice(-mostEntries);
        }
        await chrome.storage.local.set({ [name]: sites, ...lists });
        await chrome.storage.local.remove(gone.map((site) => this.#key(site)));
      });
    };
  }

  #joined(before: readonly Entry[], now: readonly Entry[]): Entry[] {
    const { join } = this.#options;
    const both = before.map((old) => now.map((entry) => join(old, entry)).find((entry) => entry !== undefined) ?? old);
    return [...new Set([...both, ...now.filter((entry) => before.every((old) => join(old, entry) === undefined))])];
  }
}
