/** Telling open pages that something has changed. A tab without our content script hears nothing and minds nothing. */
import type { ToContent } from './messages.js';
import { siteOf } from './settings.js';

/** The host of an address on the web. Without permission for its host, a tab's address is not told. */
export const hostOf = (url: string | undefined): string | undefined => {
  if (url === undefined || !/^https?:\/\//.test(url)) return undefined;
  try {
    return new URL(url).hostname;
  } catch {
    return undefined;
  }
};

/** Sends to a tab's page; gives whatever it answers, or undefined. */
export const send = (tab: number, message: ToContent): Promise<unknown> => chrome.tabs.sendMessage<ToContent, unknown>(tab, message, { frameId: 0 }).catch(() => undefined);

/** Tells the open pages of one site, or all of them, to ask for the settings anew. */
export const tellPages = async (site?: string): Promise<void> => {
  const tabs = await chrome.tabs.query({});
  const meant = tabs.filter(({ url }) => {
    const host = hostOf(url);
    // Which page is in a tab whose address we are not told, nobody knows.
    return site === undefined || host === undefined || siteOf(host) === site;
  });
  await Promise.all(meant.flatMap(({ id }) => (id === undefined ? [] : [send(id, { type: 'settings' })])));
};

/** What of us is in a tab's page; undefined if the browser does not let us look. */
export const probe = async (tab: number): Promise<{ host: string; known: boolean; incognito: boolean; documentId: string | undefined } | undefined> => {
  try {
    const [found] = await chrome.scripting.executeScript({
      target: { tabId: tab },
      // The name under which content/stub.ts stands.
      func: () => ({ host: location.hostname, known: Symbol.for('unnag') in globalThis, incognito: chrome.extension.inIncognitoContext }),
      injectImmediately: true,
    });
    return found?.result ? { ...found.result, documentId: (found as { documentId?: string }).documentId } : undefined;
  } catch {
    return undefined;
  }
};

/** Brings the content script into a tab, or makes the one that is there ask anew; rejects if the browser does not let us. */
export const bring = async (tab: number, known: boolean): Promise<void> => {
  if (known) await send(tab, { type: 'settings' });
  else await chrome.scripting.executeScript({ target: { tabId: tab }, files: ['content.js'], injectImmediately: true });
};
