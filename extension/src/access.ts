/**
 * Where the browser lets us in. The manifest asks for no host; the reader allows all sites or single ones, now or later, here or in the
 * browser's own settings, and takes that back as freely. The content script is registered for what is allowed and for nothing else.
 *
 * Choice: whoever asks (popup, onboarding, options) only asks. The rest is done by the background when the browser says that something was
 * allowed or taken back, since a prompt closes the popup, and since the browser has a page of its own for this.
 */
import { isPrivate, siteOf, update, withSite } from './settings.js';

/** Every site on the web. Files, data: and extension pages are not articles on the web. */
export const ALL_SITES = ['*://*/*'];

const SCRIPT = 'page';

/** Two names of one site. An address in numbers, or a name without a dot, has no `www.`. */
export const originsOf = (host: string): string[] => {
  const site = siteOf(host);
  const named = /\.[a-z][a-z0-9-]*$/.test(site);
  return (named ? [site, `www.${site}`] : [site]).map((name) => `*://${name}/*`);
};

/** The site that a pattern is about; undefined if it is about more than one host. */
export const siteOfOrigin = (origin: string): string | undefined => {
  const host = /^[^:]+:\/\/([^/*]+)\//.exec(origin)?.[1];
  return host === undefined ? undefined : siteOf(host.replace(/:\d+$/, ''));
};

/** Whether a pattern is about every host. */
export const isWide = (origin: string): boolean => /^[^:]+:\/\/\*\//.test(origin);

/** In `storage.session`, one key a site, so that to note it takes no reading first: it was last asked for in a private window. */
const noteOf = (site: string): string => `private-grant:${site}`;

const notesOf = (origins: readonly string[]): string[] => [...new Set(origins.map(siteOfOrigin))].flatMap((site) => (site === undefined ? [] : [noteOf(site)]));

/**
 * Asks the reader, who must just have clicked: nothing is waited for before. The browser does not say afterwards where it was asked, so that is
 * noted here.
 */
export const request = async (origins: string[], privately = isPrivate()): Promise<boolean> => {
  const notes = notesOf(origins);
  const noted = privately ? chrome.storage.session.set(Object.fromEntries(notes.map((note) => [note, true]))) : chrome.storage.session.remove(notes);
  const [allowed] = await Promise.all([chrome.permissions.request({ origins }), noted]);
  return allowed;
};

/**
 * What was just allowed is on from now on: all sites, or single ones; those that were asked for in a private window, in private windows alone.
 * Who asked may be gone by then, as the popup is.
 */
export const switchOn = async (origins: readonly string[]): Promise<void> => {
  if (origins.some(isWide) && (await hasAll())) await update((now) => (now.everywhere ? undefined : { ...now, everywhere: true }), false);
  for (const site of new Set(origins.map(siteOfOrigin))) {
    if (site === undefined) continue;
    const note = noteOf(site);
    const privately = note in (await chrome.storage.session.get(note));
    await update((now) => withSite(now, site, { on: true }), privately);
  }
};

/** Whether all sites are allowed. */
export const hasAll = (): Promise<boolean> => chrome.permissions.contains({ origins: ALL_SITES });

/** Whether the page at an address is allowed. */
export const hasPage = (url: string): Promise<boolean> => {
  const { protocol, hostname } = new URL(url);
  return chrome.permissions.contains({ origins: [`${protocol}//${hostname}/*`] });
};

/** The patterns that are allowed. */
export const granted = async (): Promise<string[]> => {
  const { origins = [] } = await chrome.permissions.getAll();
  return origins.flatMap((origin) => (origin === '<all_urls>' ? ALL_SITES : /^(?:\*|https?):\/\//.test(origin) ? [origin] : []));
};

/** Registers the content script for what is allowed now. */
export const register = async (): Promise<void> => {
  await navigator.locks.request('register', async () => {
    const [matches, known] = await Promise.all([granted(), chrome.scripting.getRegisteredContentScripts({ ids: [SCRIPT] })]);
    if (matches.length === 0) {
      if (known.length > 0) await chrome.scripting.unregisterContentScripts({ ids: [SCRIPT] });
      return;
    }
    const script: chrome.scripting.RegisteredContentScript = { id: SCRIPT, matches, js: ['content.js'], runAt: 'document_start', allFrames: false, persistAcrossSessions: true };
    await (known.length > 0 ? chrome.scripting.updateContentScripts([script]) : chrome.scripting.registerContentScripts([script]));
  });
};
