/**
 * What the reader chose, kept in `storage.local` and nowhere else.
 *
 * Whatever is stored is read as if a stranger had written it: an older version, a newer one after a downgrade, half a write. What can not be
 * read becomes the default, and `note` says so in the popup.
 */
/** The kinds that have a switch of their own. Furniture goes by level alone. */
export const SWITCHES = ['donation', 'paywall', 'newsletter', 'prompt', 'consent'] as const;
/** One of them. */
export type Switch = (typeof SWITCHES)[number];

/** The settings as they are before the reader has chosen anything. */
export const DEFAULTS = {
  version: 1,
  level: 'calm' as 'calm' | 'focus',
  kinds: { donation: true, paywall: true, newsletter: true, prompt: true, consent: false } as Record<Switch, boolean>,
  /** Hosts where nothing is done. */
  off: [] as string[],
  badge: true,
};

/** The reader's choices. */
export type Settings = typeof DEFAULTS;

const KEY = 'settings';
/** The most hosts that are kept; the oldest goes first. Far more than anyone switches off by hand. */
const MAX_OFF = 5000;

const copy = (): Settings => structuredClone(DEFAULTS);

/** Settings out of what is stored; `sound`: whether nothing had to be replaced. */
export const migrate = (stored: unknown): { settings: Settings; sound: boolean } => {
  const settings = copy();
  if (stored === undefined) return { settings, sound: true };
  if (typeof stored !== 'object' || stored === null) return { settings, sound: false };
  const from = stored as Record<string, unknown>;
  if (from['version'] !== DEFAULTS.version) return { settings, sound: false };
  let sound = true;
  const { level, kinds, off, badge } = from;
  if (level === 'calm' || level === 'focus') settings.level = level;
  else sound = false;
  if (typeof badge === 'boolean') settings.badge = badge;
  else sound = false;
  for (const kind of SWITCHES) {
    const value: unknown = typeof kinds === 'object' && kinds !== null ? (kinds as Record<string, unknown>)[kind] : undefined;
    if (typeof value === 'boolean') settings.kinds[kind] = value;
    else sound = false;
  }
  if (Array.isArray(off)) {
    settings.off = off.filter((host): host is string => typeof host === 'string' && host.length <= 300).slice(-MAX_OFF);
    sound &&= settings.off.length === off.length;
  } else sound = false;
  return { settings, sound };
};

/** The stored settings. `sound` is false if some of them could not be read and are defaults now. */
export const load = async (): Promise<{ settings: Settings; sound: boolean }> => {
  try {
    return migrate((await chrome.storage.local.get(KEY))[KEY]);
  } catch {
    return { settings: copy(), sound: false };
  }
};

/** Stores settings. */
export const save = (settings: Settings): Promise<void> => chrome.storage.local.set({ [KEY]: settings });

/** `www.` is the same site to a reader. */
const site = (host: string): string => host.replace(/^www\./, '');

/** Whether a host is on. */
export const isOn = (settings: Settings, host: string): boolean => !settings.off.includes(site(host));

/** The settings with a host switched on or off. */
export const withSite = (settings: Settings, host: string, on: boolean): Settings => {
  const off = settings.off.filter((other) => other !== site(host));
  if (!on) off.push(site(host));
  return { ...settings, off: off.slice(-MAX_OFF) };
};
