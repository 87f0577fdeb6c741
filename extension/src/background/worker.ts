/**
 * ④ The background: owns the one instance of the engine and answers the content scripts. Stateless between messages: the browser may stop it
 * at any time, so whatever must last lives in the content script (the page's plan) or in storage (settings).
 *
 * Threat: see messages.ts; nothing is done for a sender or a shape that it does not know.
 * Choice: a trap in the engine drops the instance, since its memory may be in any state; the next page gets a fresh one.
 */
import { hidingRule, releaseRules } from 'unnag/apply';
import { facts } from 'unnag/snapshot';
import { engine, forget } from './engine.js';
import { granted, register, siteOfOrigin, switchOn } from '../access.js';
import { paint, paintRest } from './icon.js';
import { equip, knowledge, learn } from './learn.js';
import { listen as listenToMenus, writeMenu } from './menus.js';
import { contentSender, extensionSender, fromPage, toWorker, type Failure, type Learnt, type Planned, type Sender, type ToWorker, type Woken } from '../messages.js';
import { isOnce, run } from './once.js';
import { held, isOn, kindsFor, load, siteFor } from '../settings.js';
import { listen as listenToSync } from '../sync.js';
import { bring, probe, tellPages } from '../tabs.js';

/** The key in `storage.local`: the reader has been asked where this is to work. */
const WELCOMED = 'welcomed';

/**
 * Sends a script to the page, if its site is on and the browser lets us in: with the first what is known of the site, with others only if they are
 * for that.
 */
const send = async (file: 'reader.js' | 'keeper.js' | 'site.js' | 'picker.js', from: Sender): Promise<Woken | { failed: Failure }> => {
  const { tab, host, origin, target, incognito } = from;
  const found = await Promise.all([
    held(incognito),
    chrome.permissions.contains({ origins: [origin] }),
    isOnce(from),
    file === 'keeper.js' ? undefined : knowledge(from),
  ]).catch(() => undefined);
  if (!found) return { failed: 'settings' };
  const [{ settings }, allowed, once, known] = found;
  // By name, or because nothing else was said.
  if (once ? siteFor(settings, host).on === false : !isOn(settings, host)) {
    void paint('off', tab);
    await count(tab, 0);
    return { on: false };
  }
  // A page whose permission was taken back is left, even where the browser would still let us in after a click.
  if (!allowed && !once) return refused(tab);
  // Before it is there: what it says of itself is newer.
  if (file === 'reader.js') void paint('on', tab);
  // Compiling starts while the page is still loading; a failure is told when a plan is asked for.
  engine().catch(() => undefined);
  try {
    const before = known ? await equip(from, settings, known, (mark) => insertRule(from, mark), file !== 'reader.js') : [];
    await chrome.scripting.executeScript({ target, files: [...new Set([...before, file])], injectImmediately: true });
  } catch {
    return refused(tab);
  }
  return { on: true };
};

const refused = (tab: number): { failed: Failure } => {
  void paint('away', tab);
  return { failed: 'refused' };
};

/** Inserts the rules for a mark; gives whether they stand. It is refused where the reader has not granted the site: the content script then has its own, weaker way. */
const insertRule = async ({ target }: Sender, mark: string): Promise<boolean> => {
  if (mark === '') return true;
  try {
    await chrome.scripting.insertCSS({ target, origin: 'USER', css: hidingRule(mark) + releaseRules(mark) });
    return true;
  } catch {
    return false;
  }
};

const plan = async ({ page, claims, mark, blocks }: Extract<ToWorker, { type: 'plan' }>, from: Sender): Promise<Planned> => {
  const rule = insertRule(from, mark);
  const [found, ready] = await Promise.all([held(from.incognito).catch(() => undefined), engine().catch(() => undefined)]);
  if (!found) return { failed: 'settings' };
  const { settings } = found;
  if (!ready) {
    forget();
    return { failed: 'engine' };
  }
  try {
    const options = { level: settings.level, kinds: kindsFor(settings, from.host), blocks };
    return { plan: ready.planColumns({ ...page, facts: facts(claims) }, options), rule: await rule };
  } catch (error) {
    // The engine's own errors are its "no" in words: malformed, or over a cap. Anything else is a trap.
    if (!(error instanceof WebAssembly.RuntimeError) && !(error instanceof RangeError)) return { failed: 'page' };
    forget();
    return { failed: 'engine' };
  }
};

const count = async (tab: number, number: number): Promise<void> => {
  const { settings } = await load();
  const text = settings.badge && number > 0 ? (number > 999 ? '999+' : String(number)) : '';
  await chrome.action.setBadgeText({ tabId: tab, text });
};

const answer = async (message: ToWorker, from: Sender): Promise<Woken | Planned | Learnt | { failed: Failure } | null> => {
  switch (message.type) {
    case 'wake':
      return send('reader.js', from);
    case 'keep':
      return send('keeper.js', from);
    case 'learn':
      return send('site.js', from);
    case 'tools':
      return send('picker.js', from);
    case 'plan':
      return plan(message, from);
    case 'seen':
    case 'fate':
    case 'rule':
    case 'unrule':
      return learn(message, from, (await held(from.incognito)).settings);
    case 'count':
      // The tab may be gone by now; nobody minds.
      return count(from.tab, message.count).then(
        () => null,
        () => null,
      );
    case 'failed':
      return paint('failed', from.tab).then(() => null);
  }
};

chrome.runtime.onMessage.addListener((value: unknown, sender, reply: (answer: unknown) => void) => {
  const asked = extensionSender(sender) ? fromPage(value) : undefined;
  const from = contentSender(sender);
  const message = toWorker(value);
  const work = asked ? run(asked.tab) : from && message ? answer(message, from) : undefined;
  if (!work) {
    reply(null);
    return false;
  }
  work.then(reply, () => {
    reply(null);
  });
  return true;
});

/** What was just allowed works at once: single sites are on from now on, and their open pages, or those in front, need not be loaded anew. */
const onAllowed = async (origins: string[]): Promise<void> => {
  await Promise.all([register(), paintRest()]);
  const sites = origins.map(siteOfOrigin);
  await switchOn(origins);
  const tabs = await chrome.tabs.query({ url: origins, discarded: false, ...(sites.includes(undefined) ? { active: true } : {}) });
  for (const { id } of tabs) {
    if (id === undefined) continue;
    const found = await probe(id);
    if (found) await bring(id, found.known).catch(() => undefined);
  }
};

/** What was taken back ends at once: open pages are left as they were. */
const onTakenBack = async (): Promise<void> => {
  await Promise.all([register(), paintRest()]);
  await tellPages();
};

/** After installing, or after an update that has taken away what the manifest of version 0.1 had: the reader is asked once. */
const onInstalled = async (): Promise<void> => {
  writeMenu();
  await register();
  const { [WELCOMED]: welcomed } = await chrome.storage.local.get(WELCOMED);
  if (welcomed === true || (await granted()).length > 0) return;
  await chrome.storage.local.set({ [WELCOMED]: true });
  await chrome.tabs.create({ url: chrome.runtime.getURL('welcome.html') });
};

const quietly = (work: Promise<unknown>): void => {
  work.catch(() => undefined);
};

chrome.runtime.onInstalled.addListener(() => {
  quietly(onInstalled());
});
chrome.runtime.onStartup.addListener(() => {
  quietly(register());
});
chrome.permissions.onAdded.addListener(({ origins }) => {
  if (origins && origins.length > 0) quietly(onAllowed(origins));
});
chrome.permissions.onRemoved.addListener(() => {
  quietly(onTakenBack());
});
listenToMenus();
listenToSync();
quietly(paintRest());
void chrome.action.setBadgeBackgroundColor({ color: '#3d5a50' });
void chrome.action.setBadgeTextColor({ color: '#ffffff' });
