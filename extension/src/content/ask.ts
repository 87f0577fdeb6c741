/** Asking the background, which may be asleep, just starting, stopped in the middle of its work, or gone. */
import { orphaned } from '../browser.js';
import type { Failure, ToWorker } from '../messages.js';

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
