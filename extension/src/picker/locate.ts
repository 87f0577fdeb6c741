/** Points out a thing from the popup's list, for as long as the popup asks for it. */
import { labelWord, say } from '../pages/words.js';
import type { Group } from '../content/groups.js';
import { Frame, placeOfAll } from './frame.js';
import type { Layer } from './layer.js';

/** The popup asks again each second while the reader is on a thing; one that was closed asks no more. */
const PATIENCE_MS = 2500;
const MARGIN = 80;

/** What is pointed out. */
export class Locate {
  readonly #layer: Layer;
  readonly #frame = new Frame();
  #shown: { group: Group; hidden: boolean } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Where the reader was, and where we have taken them. */
  #scroll: { from: number; to: number } | undefined;
  #stop: AbortController | undefined;

  constructor(layer: Layer) {
    this.#layer = layer;
  }

  /** Points out a thing. */
  show(group: Group, hidden: boolean): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.end();
    }, PATIENCE_MS);
    const same = this.#shown?.group[0].id === group[0].id && this.#shown.hidden === hidden;
    this.#shown = { group, hidden };
    if (!same) this.#goTo();
    if (!this.#stop) {
      this.#stop = new AbortController();
      const { signal } = this.#stop;
      for (const name of ['scroll', 'resize']) {
        window.addEventListener(name, () => {
          this.#place();
        }, { signal, capture: true, passive: true });
      }
      this.#layer.show(this.#frame.element, this.#frame.tag);
    }
    this.#place();
  }

  #isOver({ group, hidden }: { group: Group; hidden: boolean }): boolean {
    return hidden && group.some(({ reasons }) => reasons.includes('overlay'));
  }

  #place(): void {
    if (!this.#shown) return;
    const { group, hidden } = this.#shown;
    const over = this.#isOver(this.#shown);
    const what = labelWord(group[0].label);
    this.#frame.put(over ? undefined : placeOfAll(group.map(({ element }) => element)), say(over ? 'locatedOver' : hidden ? 'locatedHidden' : 'locatedShown', what));
  }

  /** Scrolls there if it is out of sight. */
  #goTo(): void {
    if (!this.#shown || this.#isOver(this.#shown)) return;
    const place = placeOfAll(this.#shown.group.map(({ element }) => element));
    if (!place || (place.y >= MARGIN / 2 && place.y + Math.min(place.height, MARGIN) <= window.innerHeight - MARGIN / 2)) return;
    const from = this.#scroll && window.scrollY === this.#scroll.to ? this.#scroll.from : window.scrollY;
    window.scrollTo({ top: window.scrollY + place.y - Math.max(MARGIN, (window.innerHeight - place.height) / 2), behavior: 'instant' });
    this.#scroll = { from, to: window.scrollY };
  }

  /** Takes it off, and the reader back to where they were if they have not moved since. */
  end(): void {
    clearTimeout(this.#timer);
    if (!this.#stop) return;
    this.#stop.abort();
    this.#stop = undefined;
    this.#shown = undefined;
    if (this.#scroll && Math.abs(window.scrollY - this.#scroll.to) < 2) window.scrollTo({ top: this.#scroll.from, behavior: 'instant' });
    this.#scroll = undefined;
    this.#layer.close();
  }
}
