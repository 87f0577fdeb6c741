/**
 * ① On every page, from its first moment: wakes the background, which says whether this site is on and, if it is, sends the first look
 * (reader.ts) after, and later the rest (keeper.ts). Nothing else happens on sites that are off, in frames, and in what is no HTML page.
 *
 * Threat: the page is hostile and shares this document. Choice: this part touches the page not at all; whatever goes wrong is kept for the
 * popup. Known gap: in the time that a sleeping background needs to wake, nags may be seen.
 */
import { orphaned } from './browser.js';
import { ask, onReturn } from './content/ask.js';
import { emptyState, KEY, world, type Stub } from './content/stub.js';
import { extensionSender, planned, woken, type Failure, type PageState, type Woken } from './messages.js';

const isPage = (): boolean => window.top === window && /^(?:text\/html|application\/xhtml\+xml)$/.test(document.contentType);

const start = (): void => {
  // A second injection finds the first one here.
  if (world[KEY] || !isPage()) return;
  let status: PageState['status'] = 'waiting';
  let failed: Failure | '' = '';
  /** How often settings were asked for: only the last answer counts. */
  let turn = 0;
  const wanted = (): boolean => status === 'waiting';
  const fail = (why: Failure): void => {
    status = orphaned() ? 'orphan' : 'failed';
    failed = why;
    stub.site?.end();
    // For the button in the toolbar; nobody waits for it.
    if (status === 'failed') void ask({ type: 'failed' }, woken);
  };

  /** What the background says to a call for one of the other parts; if that is no reason to go on, those that are there end. */
  const settle = (answer: Woken | { failed: Failure }): void => {
    if ('failed' in answer) fail(answer.failed);
    else if (!answer.on) status = 'off';
    // A first look that has come with the answer may have failed before it.
    if (wanted()) return;
    stub.reader?.end();
    stub.keeper?.end();
    stub.site?.end();
  };

  const wake = async (): Promise<void> => {
    const known = stub.reader;
    const own = (turn += 1);
    // It comes anew with what is known now.
    stub.site?.end();
    stub.keeper?.mend();
    status = 'waiting';
    failed = '';
    const answer = await ask({ type: 'wake' }, woken);
    if (own !== turn) return;
    settle(answer);
    // One that has come with this answer has begun by itself.
    if (wanted()) (stub.keeper ?? known)?.begin();
  };

  const stub: Stub = {
    wanted,
    ask,
    plan: (message) => ask(message, planned),
    summon: async () => {
      if (!lacking()) return;
      const answer = await ask({ type: 'keep' }, woken);
      // Sent and not there: it has failed to start.
      if (lacking()) settle('on' in answer && answer.on ? { failed: 'worker' } : answer);
    },
    fail,
  };
  const lacking = (): boolean => wanted() && !stub.keeper;
  world[KEY] = stub;

  /** What a message holds is looked at by the keeper, who knows what to do with it; here it only is one of the extension's own. */
  const obey = async (message: unknown): Promise<PageState | null> => {
    if ((message as { type?: unknown } | null)?.type === 'settings') await wake();
    // Only the keeper knows the answer; the popup may ask before it has come.
    if (stub.reader) await stub.summon();
    return wanted() && stub.keeper ? stub.keeper.obey(message) : emptyState(status, failed);
  };

  chrome.runtime.onMessage.addListener((message: unknown, sender, reply: (answer: unknown) => void) => {
    if (!extensionSender(sender)) return;
    obey(message).then(reply, () => {
      reply(null);
    });
    return true;
  });
  const begin = (): void => void wake();
  // What is wanted may have changed since it was left.
  onReturn(begin);
  // A page that was opened in advance is in no tab yet.
  if ((document as { prerendering?: unknown }).prerendering === true) document.addEventListener('prerenderingchange', begin, { once: true });
  else begin();
};

start();
