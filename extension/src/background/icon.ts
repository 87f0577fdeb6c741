/** The button in the toolbar: what it looks like and what it says. */
import { hasAll } from '../access.js';

/** On, off on this site, not let in by the browser, failed. */
export type Look = 'on' | 'off' | 'away' | 'failed';

type Maybe = Partial<{ setIcon(details: chrome.action.TabIconDetails): Promise<void> }>;

const TITLES = { on: 'actionOn', off: 'actionOff', away: 'actionAway', failed: 'actionFailed' } as const;

const paths = (look: Look): Record<string, string> => Object.fromEntries([16, 32].map((size) => [String(size), `icons/${look}-${String(size)}.png`]));

/** Paints the button for a tab, until its next page, or for all tabs of which nothing else is known. Android has no icon to paint. */
export const paint = async (look: Look, tabId?: number): Promise<void> => {
  const where = tabId === undefined ? {} : { tabId };
  // The tab may be gone by now; nobody minds.
  await Promise.allSettled([(chrome.action as Maybe).setIcon?.({ ...where, path: paths(look) }), chrome.action.setTitle({ ...where, title: chrome.i18n.getMessage(TITLES[look]) })]);
};

/** Paints the button for pages that the content script does not reach. */
export const paintRest = async (): Promise<void> => {
  await paint((await hasAll()) ? 'on' : 'away');
};
