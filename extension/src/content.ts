/**
 * ① ⑭ In the page: decides cheaply whether to run, takes snapshots, asks the background for a plan, applies it, and undoes it on the reader's
 * word. It adds nothing to the page but one attribute with a random name on what it hides.
 *
 * Threat: the page is hostile and shares this document. Choice: whatever goes wrong (no answer, a trap, a cap, an orphaned script) ends with
 * the page as it was, and the reason kept for the popup. Known gap: a page can see by layout that something is hidden.
 */
import { Tidy } from './content/tidy.js';
import { extensionSender, toContent } from './messages.js';

const RUNNING = Symbol.for('unnag');

const isPage = (): boolean =>
  window.top === window && /^(?:text\/html|application\/xhtml\+xml)$/.test(document.contentType);

const start = (): void => {
  // The isolated world is shared by nobody but an earlier copy of this script (a second injection).
  const world = globalThis as { [RUNNING]?: boolean };
  if (world[RUNNING] || !isPage()) return;
  world[RUNNING] = true;
  const tidy = new Tidy();
  chrome.runtime.onMessage.addListener((value: unknown, sender, reply: (answer: unknown) => void) => {
    const message = extensionSender(sender) ? toContent(value) : undefined;
    if (!message) return;
    tidy.obey(message).then(reply, () => {
      reply(undefined);
    });
    return true;
  });
  void tidy.start();
};

start();
