/**
 * What the reader chose, kept in `storage.local`; what is chosen about sites in a private window is kept in `storage.session`, which the
 * browser forgets, and nowhere else.
 *
 * Whatever is stored is read as if a stranger had written it: an older version, a newer one after a downgrade, half a write. What can not be
 * read becomes the default, `sound` says so, and the first change after that keeps what was there under another key.
 */
import { fields, type Fields } from './shape.js';

/** The kinds that have a switch of their own. Furniture goes by level alone. */
export const SWITCHES = ['donation', 'paywall', 'newsletter', 'prompt', 'consent'] as const;
/** One of them. */
export type Switch = (typeof SWITCHES)[number];

/** How much is hidden. */
export const LEVELS = ['calm', 'focus'] as const;
/** One of them. */
export type Level = (typeof LEVELS)[number];

/** What the reader said of one site. */
export interface Site {
  /** On or off, whatever holds elsewhere. */
  on?: boolean;
  /** Its appeals for donations and subscriptions stay. */
  supported?: boolean;
}

/** The reader's choices. */
export interface Settings {
  version: 2;
  level: Level;
  kinds: Record<Switch, boolean>;
  /** Count on the button. */
  badge: boolean;
  /** Whether what was confirmed on earlier pages of a site is remembered. */
  memory: boolean;
  /** On unless the site is off; otherwise only on sites that are on. The browser's permission is asked for apart. */
  everywhere: boolean;
  /** Opening the popup where the browser lets us in by that click alone tidies the page, this once. */
  click: boolean;
  /** By host without `www.`, the latest last. */
  sites: Record<string, Site>;
}

/** The settings as they are before the reader has chosen anything. */
export const DEFAULTS: Readonly<Settings> = {
  version: 2,
  level: 'calm',
  kinds: { donation: true, paywall: true, newsletter: true, prompt: true, consent: false },
  badge: true,
  memory: true,
  everywhere: true,
  click: true,
  sites: {},
};

/** The key in `storage.local`. */
export const KEY = 'settings';
/** What could not be read and was replaced. */
export const LOST_KEY = 'settings-lost';
/** In `storage.session`: what is said of sites in private windows. An empty entry takes back what is stored. */
const PRIVATE_KEY = 'private-sites';
/** The most sites that are kept; the oldest goes first. Far more than anyone chooses by hand. */
export const MAX_SITES = 5000;

/** A host as browsers name them: no address, no path, no white space. */
export const isHost = (value: unknown): value is string => typeof value === 'string' && /^[^\s/\\?#@A-Z*]{1,253}$/.test(value);

/** `www.` is the same site to a reader. */
export const siteOf = (host: string): string => host.toLowerCase().replace(/^www\./, '');

/** The defaults, to be changed. */
export const defaults = (): Settings => structuredClone(DEFAULTS);

/** The latest sites, no more than are kept. Entries and not assignments: a host may be called `__proto__`. */
const capped = (sites: [string, Site][]): Record<string, Site> => Object.fromEntries(sites.slice(-MAX_SITES));

const readSite = (value: unknown): Site | undefined => {
  if (!fields(value)) return undefined;
  const { on, supported } = value;
  if ((on !== undefined && typeof on !== 'boolean') || (supported !== undefined && typeof supported !== 'boolean')) return undefined;
  return { ...(on === undefined ? {} : { on }), ...(supported === undefined ? {} : { supported }) };
};

const readSites = (value: unknown): { sites: Record<string, Site>; sound: boolean } => {
  if (!fields(value)) return { sites: {}, sound: false };
  const entries = Object.entries(value);
  const good = entries.flatMap(([host, entry]): [string, Site][] => {
    const site = readSite(entry);
    return site && isHost(host) ? [[host, site]] : [];
  });
  const sites = capped(good);
  return { sites, sound: Object.keys(sites).length === entries.length };
};

/** Version 1 (0.1.0) knew sites that are off, in a list. To be dropped a year after 0.2.0. */
const fromVersion1 = (stored: Fields): Fields => {
  const { off, level, kinds, badge } = stored;
  const { memory, everywhere, click } = DEFAULTS;
  const sites = Array.isArray(off) ? Object.fromEntries(off.map((host: unknown) => [String(host), typeof host === 'string' ? { on: false } : null])) : undefined;
  return { version: 2, level, kinds, badge, memory, everywhere, click, sites };
};

/** Settings out of what is stored; `sound`: whether nothing had to be replaced. */
export const migrate = (stored: unknown): { settings: Settings; sound: boolean } => {
  const settings = defaults();
  if (stored === undefined) return { settings, sound: true };
  if (!fields(stored)) return { settings, sound: false };
  const from = stored['version'] === 1 ? fromVersion1(stored) : stored;
  if (from['version'] !== DEFAULTS.version) return { settings, sound: false };
  let sound = true;
  const { level, kinds } = from;
  if (level === 'calm' || level === 'focus') settings.level = level;
  else sound = false;
  for (const name of ['badge', 'memory', 'everywhere', 'click'] as const) {
    const value = from[name];
    if (typeof value === 'boolean') settings[name] = value;
    else sound = false;
  }
  for (const kind of SWITCHES) {
    const value = fields(kinds) ? kinds[kind] : undefined;
    if (typeof value === 'boolean') settings.kinds[kind] = value;
    else sound = false;
  }
  const read = readSites(from['sites']);
  settings.sites = read.sites;
  return { settings, sound: sound && read.sound };
};

/** Whether this part of the extension belongs to a private window. A background that serves both kinds must go by the tab. */
export const isPrivate = (): boolean => chrome.extension.inIncognitoContext;

/** What is said of sites in private windows since the browser was started. */
const privateSites = async (): Promise<Record<string, Site>> => readSites((await chrome.storage.session.get({ [PRIVATE_KEY]: {} }))[PRIVATE_KEY]).sites;

/** What is stored, before anything that was said in private windows. */
const stored = async (): Promise<{ settings: Settings; sound: boolean; raw: unknown }> => {
  const raw = (await chrome.storage.local.get(KEY))[KEY];
  return { ...migrate(raw), raw };
};

/** What could not be read, as it is: what is stored now, or what the first change after has put aside. */
export const lost = async (): Promise<string> => {
  const { sound, raw } = await stored();
  return JSON.stringify(sound ? (await chrome.storage.local.get(LOST_KEY))[LOST_KEY] : raw, null, 2);
};

const withPrivate = async (settings: Settings): Promise<Settings> => {
  const sites = Object.entries({ ...settings.sites, ...(await privateSites()) }).filter(([, site]) => Object.keys(site).length > 0);
  return { ...settings, sites: capped(sites) };
};

/**
 * The settings that hold. `sound` is false if some of them could not be read and are defaults now. Rejects if the browser does not give what is
 * stored: whoever acts on a page or stores a change must not take the defaults for what the reader chose.
 */
export const held = async (privately = isPrivate()): Promise<{ settings: Settings; sound: boolean }> => {
  const { settings, sound } = await stored();
  return { settings: privately ? await withPrivate(settings) : settings, sound };
};

/** The same for whoever only shows them: the defaults where the browser gives nothing. */
export const load = (privately = isPrivate()): Promise<{ settings: Settings; sound: boolean }> =>
  held(privately).catch(() => ({ settings: defaults(), sound: false }));

const same = (one: Site | undefined, other: Site | undefined): boolean => one?.on === other?.on && one?.supported === other?.supported;

/** Stores settings; rejects if the browser does not, and then nothing has changed. */
export const save = async (settings: Settings, privately = isPrivate()): Promise<void> => {
  const before = await stored();
  if (!before.sound) await chrome.storage.local.set({ [LOST_KEY]: before.raw });
  if (!privately) {
    await chrome.storage.local.set({ [KEY]: settings });
    return;
  }
  // Which sites somebody reads in a private window is nobody's business afterwards.
  const { sites } = before.settings;
  const hosts = new Set([...Object.keys(sites), ...Object.keys(settings.sites)]);
  const changed = [...hosts].filter((host) => !same(siteIn(sites, host), siteIn(settings.sites, host)));
  await chrome.storage.session.set({ [PRIVATE_KEY]: Object.fromEntries(changed.map((host) => [host, siteIn(settings.sites, host)])) });
  await chrome.storage.local.set({ [KEY]: { ...settings, sites } });
};

/**
 * Changes what is stored now, whoever else is changing it; `undefined` leaves it as it is. Gives what holds then. Rejects if the browser does not
 * store it.
 */
export const update = async (change: (settings: Settings) => Settings | undefined, privately = isPrivate()): Promise<Settings> =>
  await navigator.locks.request(KEY, async (): Promise<Settings> => {
    const { settings: now } = await held(privately);
    const next = change(now);
    if (!next) return now;
    await save(next, privately);
    return next;
  });

const own = (value: Fields, name: string): unknown => (Object.hasOwn(value, name) ? value[name] : undefined);

/** A value of now with what a change has changed in it put back, name by name. */
const putBack = (now: unknown, before: unknown, after: unknown): unknown => {
  if (JSON.stringify(before) === JSON.stringify(after)) return now;
  if (!fields(now) || !fields(before) || !fields(after)) return before;
  const names = new Set([...Object.keys(now), ...Object.keys(before)]);
  const entries = [...names].map((name) => [name, putBack(own(now, name), own(before, name), own(after, name))] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
};

/** The settings of now without a change; what has been changed since stays. */
export const without = (now: Settings, before: Settings, after: Settings): Settings => migrate(putBack(now, before, after)).settings;

const siteIn = (sites: Record<string, Site>, host: string): Site => (Object.hasOwn(sites, host) ? sites[host] : undefined) ?? {};

/** What the reader said of a host's site. */
export const siteFor = ({ sites }: Settings, host: string): Site => siteIn(sites, siteOf(host));

/** Whether a host is on. */
export const isOn = (settings: Settings, host: string): boolean => siteFor(settings, host).on ?? settings.everywhere;

/** Whether the reader supports this host's site. */
export const isSupported = (settings: Settings, host: string): boolean => siteFor(settings, host).supported === true;

/** The kinds that are hidden on a host: a site that the reader supports may ask for support. */
export const kindsFor = (settings: Settings, host: string): Settings['kinds'] =>
  isSupported(settings, host) ? { ...settings.kinds, donation: false, paywall: false } : settings.kinds;

/** The settings with something said of a host's site, or taken back with `undefined`. */
export const withSite = (settings: Settings, host: string, change: { [name in keyof Site]: Site[name] | undefined }): Settings => {
  const name = siteOf(host);
  if (!isHost(name)) return settings;
  const { on, supported } = { ...siteFor(settings, name), ...change };
  const site: Site = {
    // That a site is on where everything is goes without saying, and without keeping a list of where somebody reads.
    ...(on === undefined || (on && settings.everywhere) ? {} : { on }),
    ...(supported === true ? { supported } : {}),
  };
  const others = Object.entries(settings.sites).filter(([other]) => other !== name);
  return { ...settings, sites: capped(Object.keys(site).length > 0 ? [...others, [name, site]] : others) };
};
