/**
 * Two frames that scroll together, by what they show: the same block stands at the same height in both, and where one has nothing, it waits.
 * So between two blocks that both have, the one's way is drawn onto the other's in proportion.
 */

import { BLOCK } from './frame.js';
import { mapped, rising, type Pair } from './pairs.js';
import { all, attribute, first, rectangle } from './reach.js';

/** Heights are measured anew after this long (ms): pictures and fonts may have moved what stands below them. */
const STALE = 1500;

function heights(frame: HTMLIFrameElement): Map<string, number> {
  const { contentDocument: page, contentWindow: view } = frame;
  const found = new Map<string, number>();
  if (!page || !view) return found;
  for (const element of all(page, `[${BLOCK}]`)) {
    const { top, height } = rectangle(element);
    if (height > 0) found.set(attribute(element, BLOCK) ?? '', top + view.scrollY);
  }
  return found;
}

function end(frame: HTMLIFrameElement): number {
  const { contentDocument: page, contentWindow: view } = frame;
  const root = page && first(page, ':root');
  return root && view ? Math.max(0, root.scrollHeight - view.innerHeight) : 0;
}

export class Together {
  readonly #frames: readonly [HTMLIFrameElement, HTMLIFrameElement];
  #pairs: readonly Pair[] = [];
  #measured = -Infinity;
  /** Where a frame was sent to, so that its own word of it is not taken for the reader's. */
  readonly #sent = new Map<HTMLIFrameElement, number>();

  constructor(one: HTMLIFrameElement, other: HTMLIFrameElement) {
    this.#frames = [one, other];
  }

  /** A frame has a new page. */
  listen(frame: HTMLIFrameElement): void {
    this.forget();
    frame.contentWindow?.addEventListener('scroll', () => {
      this.#follow(frame);
    }, { passive: true });
  }

  /** Heights have changed. */
  forget(): void {
    this.#measured = -Infinity;
    this.#sent.clear();
  }

  #measure(): void {
    if (performance.now() - this.#measured < STALE) return;
    const [one, other] = this.#frames;
    const there = heights(other);
    const pairs = [...heights(one)].flatMap(([block, at]): Pair[] => {
      const same = there.get(block);
      return same === undefined ? [] : [[at, same]];
    });
    const ends: Pair = [end(one), end(other)];
    this.#pairs = [...rising([[0, 0], ...pairs.filter(([at, same]) => at < ends[0] && same < ends[1])]), ends];
    this.#measured = performance.now();
  }

  #follow(leader: HTMLIFrameElement): void {
    const at = leader.contentWindow?.scrollY ?? 0;
    const expected = this.#sent.get(leader);
    if (expected !== undefined && Math.abs(expected - at) < 2) return;
    this.#sent.delete(leader);
    this.#measure();
    const [one, other] = this.#frames;
    const isOne = leader === one;
    const follower = isOne ? other : one;
    const to = Math.round(mapped(isOne ? this.#pairs : this.#pairs.map(([a, b]): Pair => [b, a]), at));
    this.#sent.set(follower, Math.min(to, end(follower)));
    follower.contentWindow?.scrollTo({ top: to, behavior: 'instant' });
  }
}
