/** The three ways of saying where Unnag works, in onboarding and options. */
import { ALL_SITES, granted, hasAll, isWide } from './access.js';
import { update, type Settings } from './settings.js';

/** All sites, only sites that the reader chooses, only when the reader clicks. */
export const MODES = ['all', 'chosen', 'click'] as const;
/** One of them. */
export type Mode = (typeof MODES)[number];

/** The way that holds now. */
export const modeOf = async ({ everywhere, click }: Settings): Promise<Mode> => {
  if (everywhere && (await hasAll())) return 'all';
  return click ? 'click' : 'chosen';
};

/** What the reader no longer wants allowed; what the browser does not take back just stays. */
const giveBack = async (origins: string[]): Promise<void> => {
  if (origins.length > 0) await chrome.permissions.remove({ origins }).catch(() => false);
};

/**
 * Sets the way. Must be called straight from a click: the browser asks the reader only then. Gives whether that was allowed; rejects if the
 * choice could not be stored.
 */
export const choose = async (mode: Mode): Promise<boolean> => {
  if (mode === 'all') {
    if (!(await chrome.permissions.request({ origins: ALL_SITES }))) return false;
    await update((now) => ({ ...now, everywhere: true }));
    return true;
  }
  await update((now) => ({ ...now, everywhere: false, click: mode === 'click' }));
  const origins = await granted();
  await giveBack(mode === 'click' ? origins : origins.filter(isWide));
  return true;
};
