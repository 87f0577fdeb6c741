/** The only file that tells Chromium from Firefox. `__FIREFOX__` is set by the build, so that each package carries its own half alone. */

declare const __FIREFOX__: boolean;

/** What can have a shadow root at all. Asking costs some 2 µs an element in Chromium, most of what walking a page costs. */
const HOSTS = /-|^(?:article|aside|blockquote|body|div|footer|h[1-6]|header|main|nav|p|section|span)$/;

/** The shadow root of an element, closed ones too: a content script may ask, the page can not see that it did. */
export const shadowRoot = (element: Element): ShadowRoot | null =>
  __FIREFOX__
    ? (element as Element & { openOrClosedShadowRoot: ShadowRoot | null }).openOrClosedShadowRoot
    : element instanceof HTMLElement && HOSTS.test(element.localName)
      ? chrome.dom.openOrClosedShadowRoot(element)
      : null;

/** Whether one is likely: on a box that holds nothing, or an element with a name of the page's making. */
const isLikely = (element: HTMLElement): boolean =>
  /.-/.test(element.localName) || (/^(?:div|span|section|aside)$/.test(element.localName) && !element.firstElementChild && !element.textContent.trim());

/** The same, asked only where it is likely to have one. For the first look; those after it ask all. */
export const likelyRoot = (element: Element): ShadowRoot | null =>
  __FIREFOX__
    ? shadowRoot(element)
    : element instanceof HTMLElement && isLikely(element)
      ? chrome.dom.openOrClosedShadowRoot(element)
      : null;

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
