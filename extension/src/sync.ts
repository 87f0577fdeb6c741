/**
 * Settings on all of the reader's devices, by the browser's own sync storage, if the reader switches that on. The switch itself stays on this
 * device, and so does what is said in private windows.
 *
 * Choice: `storage.local` is what holds; the sync area is a copy. It takes 8 KB an item and 100 KB in all, so sites go in parts, the latest
 * first; what does not fit stays here, and the options page says how many. If it is full or fails, nothing but the copy is behind.
 * Known gap: of changes that two devices make at the same time, the later one holds.
 */
import { KEY, MAX_SITES, migrate, update, type Settings, type Site } from './settings.js';
import { fields, type Fields } from './shape.js';

const STATE_KEY = 'sync';
/** In `storage.session`: the stamp of what this device has written last. The browser tells of that too, and maybe only after the next change. */
const STAMP_KEY = 'sync-stamp';
const HEAD = 'head';
const part = (number: number): string => `sites${String(number)}`;
/** Below the browser's 8192 bytes an item, its key and its stamp included. */
const PART_BYTES = 7600;
/** Below the browser's 102400 bytes in all. */
const MOST_PARTS = 12;

/** How sync stands on this device; `left`: the sites that did not fit. */
export interface SyncState {
  on: boolean;
  problem: '' | 'full' | 'failed';
  left: number;
}

/** How sync stands. */
export const syncState = async (): Promise<SyncState> => {
  const stored: unknown = (await chrome.storage.local.get(STATE_KEY))[STATE_KEY];
  if (!fields(stored)) return { on: false, problem: '', left: 0 };
  const { on, problem, left } = stored;
  return { on: on === true, problem: problem === 'full' || problem === 'failed' ? problem : '', left: typeof left === 'number' ? left : 0 };
};

const setState = async (state: SyncState): Promise<void> => {
  const before = await syncState();
  if (JSON.stringify(before) !== JSON.stringify(state)) await chrome.storage.local.set({ [STATE_KEY]: state });
};

const bytes = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

/** Settings as items of the sync area. `stamp`: tells parts that belong together. */
export const pack = ({ sites, ...rest }: Settings, stamp: number): { items: Fields; left: number } => {
  const parts: [string, Site][][] = [[]];
  let size = 0;
  let fitted = 0;
  const entries = Object.entries(sites);
  for (const entry of [...entries].reverse()) {
    const more = bytes(entry) + 2;
    if (size + more > PART_BYTES) {
      if (parts.length === MOST_PARTS) break;
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(entry);
    size += more;
    fitted += 1;
  }
  const left = entries.length - fitted;
  const items: Fields = { [HEAD]: { ...rest, parts: parts.length, left, stamp } };
  parts.forEach((list, at) => {
    items[part(at)] = { stamp, list };
  });
  return { items, left };
};

/** Settings out of the sync area; undefined if there are none, or not all of their parts have come yet, or they are not sound. */
export const unpack = (items: Fields): { settings: Settings; left: number; stamp: unknown } | undefined => {
  const head = items[HEAD];
  if (!fields(head)) return undefined;
  const { parts, left, stamp, ...rest } = head;
  if (typeof parts !== 'number' || typeof left !== 'number' || !(parts >= 0 && parts <= MOST_PARTS)) return undefined;
  const entries: unknown[] = [];
  for (let at = 0; at < parts; at++) {
    const one = items[part(at)];
    if (!fields(one) || one['stamp'] !== stamp || !Array.isArray(one['list'])) return undefined;
    entries.push(...(one['list'] as unknown[]));
  }
  if (!entries.every((entry): entry is [string, unknown] => Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string')) return undefined;
  const { settings, sound } = migrate({ ...rest, sites: Object.fromEntries(entries.reverse()) });
  return sound ? { settings, left, stamp } : undefined;
};

/** What is the same but for when it was written. */
const content = (settings: Settings | undefined): string => {
  if (!settings) return '';
  const { sites, ...rest } = settings;
  return JSON.stringify([Object.entries(rest).sort(([one], [other]) => (one < other ? -1 : 1)), Object.entries(sites)]);
};

const stored = async (): Promise<Settings> => migrate((await chrome.storage.local.get(KEY))[KEY]).settings;

/** One after the other: what is written is whole when it is read, and nothing is written once sync has been switched off. */
const inTurn = <Done>(work: () => Promise<Done>): Promise<Done> => navigator.locks.request(STATE_KEY, work) as Promise<Done>;

const copyOut = async (): Promise<void> => {
  const state = await syncState();
  if (!state.on) return;
  try {
    const [settings, items] = [await stored(), await chrome.storage.sync.get(null)];
    const stamp = Date.now();
    const packed = pack(settings, stamp);
    const before = unpack(items);
    if (before?.left !== packed.left || content(before.settings) !== content(unpack(packed.items)?.settings)) {
      await chrome.storage.sync.set(packed.items);
      await chrome.storage.session.set({ [STAMP_KEY]: stamp });
      const stale = Object.keys(items).filter((key) => !Object.hasOwn(packed.items, key));
      if (stale.length > 0) await chrome.storage.sync.remove(stale);
    }
    await setState({ on: true, problem: '', left: packed.left });
  } catch (error) {
    await setState({ ...state, problem: /quota/i.test(String(error)) ? 'full' : 'failed' });
  }
};

/** Copies this device's settings to the sync area, if sync is on and they differ. */
export const push = (): Promise<void> => inTurn(copyOut);

/** Both devices' sites; what `over` says of a site holds. */
const joined = (under: Settings, over: Settings): Settings => {
  const sites = Object.entries({ ...under.sites, ...over.sites });
  return { ...over, sites: Object.fromEntries(sites.slice(-MAX_SITES)) };
};

/** Takes over what another device has written, if sync is on. */
export const pull = (): Promise<void> => inTurn(async () => {
  if (!(await syncState()).on) return;
  const [items, { [STAMP_KEY]: own }] = await Promise.all([chrome.storage.sync.get(null), chrome.storage.session.get(STAMP_KEY)]);
  const theirs = unpack(items);
  if (!theirs || theirs.stamp === own) return;
  await update((mine) => {
    const next = theirs.left > 0 ? joined(mine, theirs.settings) : theirs.settings;
    return content(next) === content(mine) ? undefined : next;
  }, false);
});

/** Switches sync on, joining what is there with what is here, or off, leaving nothing there. Rejects if this device can not store that. */
export const switchSync = (on: boolean): Promise<void> => inTurn(async () => {
  await setState({ on, problem: '', left: 0 });
  if (!on) {
    await chrome.storage.sync.clear();
    return;
  }
  const theirs = unpack(await chrome.storage.sync.get(null));
  if (theirs) await update((now) => joined(now, theirs.settings), false);
  await copyOut();
});

/** Keeps both in step. For the background. */
export const listen = (): void => {
  chrome.storage.onChanged.addListener((changes, area) => {
    if (area === 'local' && KEY in changes) push().catch(() => undefined);
    if (area === 'sync') pull().catch(() => undefined);
  });
};
