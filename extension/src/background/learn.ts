/**
 * What the background does about what is learnt from pages (lesson.ts): it hands a page what is known of its site, and stores what comes back.
 *
 * Choice: nothing at all is stored from a private window, and memory is not used there; the reader's rules are, as the settings are.
 */
import { drawMark } from 'unnag/apply';
import { MOST_SEEN, type Rule, type SiteData } from '../lesson.js';
import { learnFate, memoryOf, saw, wanted, type Remembered } from '../memory.js';
import type { Lesson, Learnt, Sender } from '../messages.js';
import { addRule, removeRule, rulesOf } from '../rules.js';
import type { Settings } from '../settings.js';

/** Where the page's content script finds it (content/stub.ts). */
const put = (data: SiteData): void => {
  (globalThis as Record<symbol, unknown>)[Symbol.for('unnag.site')] = data;
};

/** What is known of a site. Asked for beside the settings and not after them: a page is about to be painted. */
export interface Knowledge {
  memory: Remembered[];
  rules: Rule[];
}

/** Reads what is known of a sender's site. */
export const knowledge = async ({ host, incognito }: Sender): Promise<Knowledge> => {
  const [memory, rules] = await Promise.all([incognito ? [] : memoryOf(host), rulesOf(host)]);
  return { memory, rules };
};

/**
 * Hands a page what is known of its site. Gives the scripts that are to be sent before others: none if nothing is known, unless `anyway`.
 * `insert`: inserts the hiding rule for a mark; nobody waits for it, since without it the marks hide nothing.
 */
export const equip = async (
  { host, target, incognito }: Sender,
  settings: Settings,
  { memory, rules }: Knowledge,
  insert: (mark: string) => Promise<unknown>,
  anyway: boolean,
): Promise<string[]> => {
  const known = wanted(memory, host, settings);
  if (known.length === 0 && rules.length === 0 && !anyway) return [];
  const mark = anyway ? '' : drawMark();
  if (!anyway) void insert(mark);
  const data: SiteData = { mark, known, rules, learn: settings.memory && !incognito };
  await chrome.scripting.executeScript({ target, func: put, args: [data], injectImmediately: true });
  return ['site.js'];
};

/** Stores what a page has taught. */
export const learn = async (message: Lesson, { host, incognito }: Sender, settings: Settings): Promise<Learnt> => {
  if (incognito) return { stored: false };
  try {
    switch (message.type) {
      case 'seen':
        if (settings.memory) await saw(host, message.page, message.things.slice(0, MOST_SEEN));
        break;
      case 'fate':
        if (settings.memory) await learnFate(host, message.thing, message.fate);
        break;
      case 'rule':
        await addRule(host, message.rule);
        break;
      case 'unrule':
        await removeRule(host, message.id);
        break;
    }
    return { stored: true };
  } catch {
    // Full, or not to be had: it holds for the page that it was said of.
    return { stored: false };
  }
};
