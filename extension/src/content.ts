/**
 * ① On every page, from its first moment: wakes the background, which says whether this site is on and, if it is, sends the other half
 * (reader.ts) after. Nothing else happens on sites that are off, in frames, and in what is no HTML page.
 *
 * Threat: the page is hostile and shares this document. Choice: this half touches the page not at all; whatever goes wrong is kept for the
 * popup. Known gap: in the time that a sleeping background needs to wake, nags may be seen.
 */
import { ask, emptyState, KEY, world, type Stub } from './content/stub.js';
import { orphaned } from './browser.js';
import { extensionSender, toContent, woken, type Failure, type PageState, type ToContent } from './messages.js';

const isPage = (): boolean => window.top === window && /^(?:text\/html|application\/xhtml\+xml)$/.test(document.contentType);

const start = (): void => {
  // A second injection finds the first one here.
  if (world[KEY] || !isPage()) return;
  const stub: Stub = {};
  world[KEY] = stub;
  let status: PageState['status'] = 'waiting';
  let failed: Failure | '' = '';

  const wake = async (): Promise<void> => {
    const known = stub.reader;
    const answer = await ask({ type: 'wake' }, woken);
    if ('failed' in answer) {
      status = orphaned() ? 'orphan' : 'failed';
      failed = answer.failed;
    } else status = answer.on ? 'waiting' : 'off';
    // One that has come with this answer has begun by itself.
    if (status === 'waiting') known?.begin();
    else stub.reader?.end();
  };

  const obey = async (message: ToContent): Promise<PageState> => {
    if (message.type === 'settings') await wake();
    return status === 'waiting' && stub.reader ? stub.reader.obey(message) : emptyState(status, failed);
  };

  chrome.runtime.onMessage.addListener((value: unknown, sender, reply: (answer: unknown) => void) => {
    const message = extensionSender(sender) ? toContent(value) : undefined;
    if (!message) return;
    obey(message).then(reply, () => {
      reply(null);
    });
    return true;
  });
  void wake();
};

start();
