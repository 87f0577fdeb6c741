/**
 * ⑬ Scrolling that a page holds by cancelling events: `wheel`, `touchmove`, the keys that scroll, and Tab.
 *
 * Threat: taking events from maps, players and games that need them. Choice: nothing is taken until the page is seen to hold it: an event was
 * cancelled by somebody around the page's parts (window, document, `html`, `body`), not by one of them, there was room to move, and nothing has
 * moved. From then on those events end before they reach the page, and the browser scrolls. Keys are a game's or a gallery's more often than a
 * lock's: they are looked at only where the wheel or a finger is held too. Passive listeners, a few looks after each plan, and only while an
 * overlay is hidden whose lock may go. Gap: what listens on the window, in its capture phase and before us, comes first; locks of keys alone; the
 * space bar.
 */

import { activeIn, documentElement, listen, viewOf } from '../snapshot/dom.js';

/** The last is Firefox's own and cancels scrolling too. */
const EVENTS = ['wheel', 'touchmove', 'keydown', 'DOMMouseScroll'] as const;
const KEYS = /^(?:Arrow(?:Up|Down)|Page(?:Up|Down)|Home|End|Tab)$/;
/** After a plan, so many events are looked at: each look asks where the page stands, and a page that is free stays so. */
const LOOKS = 20;
/** By then a page that scrolls by itself has begun to. */
const MOVED_MS = 200;

/** Frees one document's scrolling from its events. */
export class HeldEvents {
  #stop: AbortController | undefined;
  #looks = 0;

  /** Begins to look for events that are held. */
  free(document: Document): void {
    const view = viewOf(document);
    this.#looks = LOOKS;
    if (!view || this.#stop) return;
    const { signal } = (this.#stop = new AbortController());
    const options = { signal, passive: true };
    const held = new Set<string>();
    const hear = (event: Event): void => {
      const { type, key = '', deltaY = 0, detail } = event as Partial<KeyboardEvent & WheelEvent> & Event;
      const name = type + key;
      if (!event.isTrusted || (key !== '' && (!KEYS.test(key) || held.size === 0))) return;
      if (held.has(name)) {
        event.stopImmediatePropagation();
        return;
      }
      if ((this.#looks -= 1) < 0) return;
      // As one of the page's parts finds it, on its way in and on its way out.
      const seen: boolean[] = [];
      for (const capture of [true, false]) {
        event.composedPath().at(-5)?.addEventListener(type, () => seen.push(event.defaultPrevented), { ...options, capture, once: true });
      }
      const { scrollY } = view;
      const active = activeIn(document);
      const most = (documentElement(document)?.scrollHeight ?? 0) - view.innerHeight;
      // Of a finger nobody knows here which way it goes.
      const way = deltaY || (detail ?? 0);
      const room = way > 0 ? scrollY < most - 1 : way < 0 ? scrollY > 0 : most > 0;
      setTimeout(() => {
        const around = event.defaultPrevented && (seen[0] !== false || seen[1] === false);
        if (around && room && view.scrollY === scrollY && activeIn(document) === active) held.add(name);
      }, MOVED_MS);
    };
    for (const name of EVENTS) listen(view, name, hear, { ...options, capture: true });
  }

  /** Lets the page have all its events again. */
  restore(): void {
    this.#stop?.abort();
    this.#stop = undefined;
  }
}
