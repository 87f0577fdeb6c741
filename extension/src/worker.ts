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
import { equip, knowledge, learn } from './learn.js';
import { contentSender, toWorker, type Failure, type Learnt, type Planned, type Sender, type ToWorker, type Woken } from './messages.js';
import { isOn, kindsFor, load } from './settings.js';

/** Sends a script to the page, if its site is on: with the first what is known of the site, with others only if they are for that. */
const send = async (file: 'reader.js' | 'keeper.js' | 'site.js' | 'picker.js', from: Sender): Promise<Woken | { failed: Failure }> => {
  const { tab, host, target, incognito } = from;
  const [{ settings }, known] = await Promise.all([load(incognito), file === 'keeper.js' ? undefined : knowledge(from)]);
  if (!isOn(settings, host)) {
    await count(tab, 0);
    return { on: false };
  }
  // Compiling starts while the page is still loading; a failure is told when a plan is asked for.
  engine().catch(() => undefined);
  try {
    const before = known ? await equip(from, settings, known, (mark) => insertRule(from, mark), file !== 'reader.js') : [];
    await chrome.scripting.executeScript({ target, files: [...new Set([...before, file])], injectImmediately: true });
    return { on: true };
  } catch {
    return { failed: 'refused' };
  }
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
  const [{ settings }, ready] = await Promise.all([load(from.incognito), engine().catch(() => undefined)]);
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
      return learn(message, from, (await load(from.incognito)).settings);
    case 'count':
      // The tab may be gone by now; nobody minds.
      return count(from.tab, message.count).then(
        () => null,
        () => null,
      );
  }
};

chrome.runtime.onMessage.addListener((value: unknown, sender, reply: (answer: unknown) => void) => {
  const from = contentSender(sender);
  const message = toWorker(value);
  if (!from || !message) {
    reply(null);
    return false;
  }
  answer(message, from).then(reply, () => {
    reply(null);
  });
  return true;
});

void chrome.action.setBadgeBackgroundColor({ color: '#3d5a50' });
void chrome.action.setBadgeTextColor({ color: '#ffffff' });
