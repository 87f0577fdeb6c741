/**
 * "Only when I click": pages that the reader wants tidied this once. The browser lets us into the page in front when its button is clicked or
 * its key is pressed (activeTab); which document that was is kept in the session, so that the next page of the same tab is not meant.
 */
import type { Sender } from '../messages.js';
import { held, isHost, siteFor } from '../settings.js';
import { bring, probe } from '../tabs.js';

const KEY = 'once';
/** The most pages that are kept; the oldest goes first. */
const MOST = 100;

/** By tab: the document, or its host where the browser does not tell documents apart. */
type Pages = [tab: number, page: string][];

const read = async (): Promise<Pages> => {
  const stored: unknown = (await chrome.storage.session.get(KEY))[KEY];
  return Array.isArray(stored) ? (stored.filter(Array.isArray) as Pages) : [];
};

/** Whether the reader wants this page tidied, whatever holds for its site. */
export const isOnce = async ({ tab, documentId, host }: Sender): Promise<boolean> =>
  (await read()).some(([other, page]) => other === tab && (page === documentId || page === host));

/** Tidies the page in a tab, this once. Gives whether the browser let us in. A site that was switched off by name stays off. */
export const run = async (tab: number): Promise<boolean> => {
  try {
    const found = await probe(tab);
    if (!found || !isHost(found.host)) return false;
    if (siteFor((await held(found.incognito)).settings, found.host).on === false) return false;
    const others = (await read()).filter(([other]) => other !== tab).slice(1 - MOST);
    await chrome.storage.session.set({ [KEY]: [...others, [tab, found.documentId ?? found.host]] });
    await bring(tab, found.known);
    return true;
  } catch {
    return false;
  }
};
