/** The only file that tells Chromium from Firefox. `__FIREFOX__` is set by the build, so that each package carries its own half alone. */

declare const __FIREFOX__: boolean;

/** What can have a shadow root at all. Asking costs some 2 µs an element in Chromium, most of what walking a page costs. */
const HOSTS = /-|^(?:article|aside|blockquote|body|div|footer|h[1-6]|header|main|nav|p|section|span)$/;
/** What most often has one, holding nothing besides. */
const LIKELY = /^(?:aside|div|section|span)$/;

/** The shadow root of an element of this local name, closed ones too: a content script may ask, the page can not see that it did. */
export const shadowRoot = (element: Element, name: string): ShadowRoot | null =>
  __FIREFOX__
    ? (element as Element & { openOrClosedShadowRoot: ShadowRoot | null }).openOrClosedShadowRoot
    : HOSTS.test(name) && element instanceof HTMLElement
      ? chrome.dom.openOrClosedShadowRoot(element)
      : null;

/** The same, asked only where one is likely: on a box that holds nothing, or an element with a name of the page's making. For the first look; those after it ask all. */
export const likelyRoot = (element: Element, name: string): ShadowRoot | null =>
  __FIREFOX__ || (LIKELY.test(name) ? !element.firstElementChild && !element.textContent.trim() : name.includes('-', 1)) ? shadowRoot(element, name) : null;

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
