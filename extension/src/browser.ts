/** The only file that tells Chromium from Firefox. `__FIREFOX__` is set by the build, so that each package carries its own half alone. */

declare const __FIREFOX__: boolean;

/** What can have a shadow root at all. Asking costs some 2 µs an element in Chromium, most of what walking a page costs. */
const HOSTS = /-|^(?:article|aside|blockquote|body|div|footer|h[1-6]|header|main|nav|p|section|span)$/;

/** The shadow root of an element, closed ones too: a content script may ask, the page can not see that it did. */
export const shadowRoot = (element: Element): ShadowRoot | null => {
  if (__FIREFOX__) return (element as Element & { openOrClosedShadowRoot: ShadowRoot | null }).openOrClosedShadowRoot;
  return element instanceof HTMLElement && HOSTS.test(element.localName) ? chrome.dom.openOrClosedShadowRoot(element) : null;
};

/** The same, asked only where one is likely: of elements that hold nothing or bear a name of the page's making. The looks after the first ask all. */
export const likelyRoot = (element: Element): ShadowRoot | null =>
  __FIREFOX__ || /.-/.test(element.localName) || (!element.firstElementChild && !element.textContent.trim()) ? shadowRoot(element) : null;

/** Whether a rule that is inserted into a page that is still loading waits until it is loaded. */
export const rulesWait = (): boolean => __FIREFOX__;

/** Whether this content script outlived its extension (updated, switched off or removed). Asking must never throw. */
export const orphaned = (): boolean => {
  try {
    // The typings promise an id; an orphan's is gone.
    return !(chrome.runtime as { id?: string } | undefined)?.id;
  } catch {
    return true;
  }
};
