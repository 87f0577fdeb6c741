/** A browser's storage areas in Node: as far as the extension's settings need them. */

/** The areas as they are, and what is to go wrong. */
export interface Fake {
  local: Record<string, unknown>;
  session: Record<string, unknown>;
  sync: Record<string, unknown>;
  /** Nothing more fits. */
  full: boolean;
  /** So many of the next readings of the local area fail. */
  deaf: number;
  /** Nothing more fits into the sync area. */
  fullSync: boolean;
}

type Keys = string | string[] | Record<string, unknown> | null | undefined;

/** Puts a new fake in the place of `chrome.storage` and of the locks. */
export const fakeStorage = (): Fake => {
  const fake: Fake = { local: {}, session: {}, sync: {}, full: false, deaf: 0, fullSync: false };
  const area = (name: 'local' | 'session' | 'sync'): Record<string, unknown> => ({
    get: (keys: Keys) => {
      if (name === 'local' && fake.deaf > 0) {
        fake.deaf -= 1;
        return Promise.reject(new Error('the storage is not to be had'));
      }
      const all = structuredClone(fake[name]);
      if (keys === null || keys === undefined) return Promise.resolve(all);
      const wanted = typeof keys === 'string' ? [keys] : Array.isArray(keys) ? keys : Object.keys(keys);
      const defaults = typeof keys === 'object' && !Array.isArray(keys) ? keys : {};
      return Promise.resolve({ ...defaults, ...Object.fromEntries(wanted.filter((key) => key in all).map((key) => [key, all[key]])) });
    },
    set: (entries: Record<string, unknown>) => {
      if (name === 'sync' ? fake.fullSync : fake.full) return Promise.reject(new Error('QUOTA_BYTES quota exceeded'));
      Object.assign(fake[name], structuredClone(entries));
      return Promise.resolve();
    },
    remove: (keys: string | string[]) => {
      for (const key of [keys].flat()) Reflect.deleteProperty(fake[name], key);
      return Promise.resolve();
    },
    clear: () => {
      fake[name] = {};
      return Promise.resolve();
    },
  });
  const last = new Map<string, Promise<unknown>>();
  const request = (name: string, work: () => Promise<unknown>): Promise<unknown> => {
    const turn = (last.get(name) ?? Promise.resolve()).then(work);
    last.set(name, turn.catch(() => undefined));
    return turn;
  };
  Object.assign(globalThis, { chrome: { extension: { inIncognitoContext: false }, storage: { local: area('local'), session: area('session'), sync: area('sync') } } });
  Object.defineProperty(globalThis, 'navigator', { value: { locks: { request } }, configurable: true });
  return fake;
};
