/** Asking the background, which may be asleep, just starting, stopped in the middle of its work, or gone. */
import { orphaned } from '../browser.js';
import type { Failure, ToWorker } from '../messages.js';

/** Longer than any answer has ever taken; by then the reader has long begun to read, and nothing should jump. */
const PATIENCE_MS = 5000;
/** It is counted in steps: when a page comes out of the back/forward cache, or a computer wakes, no more than one of them has passed. */
const STEPS = 10;
/** A background that is just starting, or was stopped in the middle of its work, answers the next message or the one after. */
const AGAIN_MS = [0, 50, 250, 1000];

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Does something whenever the page comes out of the back/forward cache: as it was left, and what was asked then is answered no more. */
export const onReturn = (act: () => void, options?: AddEventListenerOptions): void => {
  window.addEventListener('pageshow', ({ isTrusted, persisted }) => {
    if (isTrusted && persisted) act();
  }, options);
};

/** The answer, or undefined if nobody took the message however often it was sent. */
const send = async (message: ToWorker): Promise<unknown> => {
  for (const ms of AGAIN_MS) {
    if (ms > 0) await pause(ms);
    const stop = new AbortController();
    try {
      return await Promise.race([chrome.runtime.sendMessage(message), new Promise((_, lost) => {
        onReturn(lost, { signal: stop.signal });
      })]);
    } catch {
      if (orphaned()) break;
    } finally {
      stop.abort();
    }
  }
  return undefined;
};

/** Asks the background; `read` checks the answer. A failure has a name and never throws. */
export const ask = async <Answer>(message: ToWorker, read: (value: unknown) => Answer | undefined): Promise<Answer | { failed: Failure }> => {
  const answer = send(message).then((value) => read(value) ?? { failed: 'worker' as const });
  const patience = async (): Promise<{ failed: Failure }> => {
    for (let step = 0; step < STEPS; step += 1) await pause(PATIENCE_MS / STEPS);
    return { failed: 'timeout' };
  };
  return Promise.race([answer, patience()]);
};
