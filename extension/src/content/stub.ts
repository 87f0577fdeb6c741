/** What the two halves of the content script know of each other: they share an isolated world and nothing else. */
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

/** Asks the background; `read` checks the answer. A failure has a name and never throws. */
export const ask = async <Answer>(message: ToWorker, read: (value: unknown) => Answer | undefined): Promise<Answer | { failed: Failure }> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const late = new Promise<{ failed: Failure }>((resolve) => {
      timer = setTimeout(() => {
        resolve({ failed: 'timeout' });
      }, PATIENCE_MS);
    });
    const answer = chrome.runtime.sendMessage(message).then((value: unknown) => read(value) ?? { failed: 'worker' as const });
    return await Promise.race([answer, late]);
  } catch {
    return { failed: 'worker' };
  } finally {
    clearTimeout(timer);
  }
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
