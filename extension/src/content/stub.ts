/** What the two halves of the content script know of each other: they share an isolated world and nothing else. */
import { orphaned } from '../browser.js';
import { type Failure, type PageState, type ToContent, type ToWorker } from '../messages.js';

/** The half that reads, hides and watches; it comes only to pages of sites that are on. */
export interface Reader {
  /** Begins, or begins anew after a change of settings. */
  begin(): void;
  /** Leaves the page as it was. */
  end(): void;
  obey(message: ToContent): PageState;
}

/** The half that stands on every page. */
export interface Stub {
  reader?: Reader;
}

/** Where the stub stands. A page can not see its content scripts' world. */
export const KEY = Symbol.for('unnag');
/** The global object with the stub on it, if there is one. */
export const world = globalThis as { [KEY]?: Stub };

/** Longer than any answer has ever taken; by then the reader has long begun to read, and nothing should jump. */
const PATIENCE_MS = 5000;
/** A background that is just starting, or was stopped in the middle of its work, answers the next message or the one after. */
const AGAIN_MS = [0, 50, 250, 1000];

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The answer, or undefined if nobody took the message however often it was sent. */
const send = async (message: ToWorker): Promise<unknown> => {
  for (const ms of AGAIN_MS) {
    if (ms > 0) await pause(ms);
    try {
      return await chrome.runtime.sendMessage(message);
    } catch {
      if (orphaned()) break;
    }
  }
  return undefined;
};

/** Asks the background; `read` checks the answer. A failure has a name and never throws. */
export const ask = async <Answer>(message: ToWorker, read: (value: unknown) => Answer | undefined): Promise<Answer | { failed: Failure }> => {
  const answer = send(message).then((value) => read(value) ?? { failed: 'worker' as const });
  return Promise.race([answer, pause(PATIENCE_MS).then(() => ({ failed: 'timeout' as const }))]);
};

/** A page's state without anything hidden. */
export const emptyState = (status: PageState['status'], failed: Failure | ''): PageState => ({
  host: location.hostname,
  status,
  failed,
  purpose: 'article',
  overBudget: false,
  items: [],
  kept: [],
});
