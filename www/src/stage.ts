/** The two frames: shows the pages, keeps them at the same place, and tells which block is pointed at or walked to. */

import { BLOCK, NOW, type Frames } from './frame.js';
import { all, attribute, closest, drop, first, focus, put, rectangle } from './reach.js';
import { Together } from './together.js';

/** Which block is meant; none when the reader has turned away. */
export type Tell = (block: number | undefined) => void;

/** The frames are as wide as a small desktop window and drawn smaller where there is less room, so that pages look as they do at a desk. */
const WIDE = 1000;
const NARROW = 420;
const FORTH: ReadonlySet<string> = new Set(['ArrowDown', 'ArrowRight', 'j']);
const BACK: ReadonlySet<string> = new Set(['ArrowUp', 'ArrowLeft', 'k']);

export class Stage {
  readonly #before: HTMLIFrameElement;
  readonly #after: HTMLIFrameElement;
  readonly #together: Together;
  readonly #tell: Tell;
  #now: number | undefined;

  constructor(before: HTMLIFrameElement, after: HTMLIFrameElement, tell: Tell) {
    this.#before = before;
    this.#after = after;
    this.#tell = tell;
    this.#together = new Together(before, after);
    const fit = new ResizeObserver((entries) => {
      for (const { target, contentRect } of entries) {
        if (!(target instanceof HTMLElement) || contentRect.width === 0) continue;
        const { width } = contentRect;
        const scale = width >= 560 ? Math.min(1, width / WIDE) : Math.min(1, width / NARROW);
        target.style.setProperty('--scale', scale.toFixed(4));
      }
      this.#together.forget();
    });
    for (const { parentElement } of [before, after]) if (parentElement) fit.observe(parentElement);
  }

  /** Shows both pages: at the place where the last ones stood, or at a block. */
  show(pages: Frames | undefined, at: { readonly block: number | undefined } | 'as before'): void {
    const leader = this.#leader;
    const top = leader.contentWindow?.scrollY ?? 0;
    if (at !== 'as before') this.#now = undefined;
    const ready = [this.#load(this.#before, pages?.before ?? ''), this.#load(this.#after, pages?.after ?? '')];
    void Promise.all(ready).then(() => {
      if (at === 'as before') {
        leader.contentWindow?.scrollTo({ top, behavior: 'instant' });
        this.#mark(this.#now);
      } else if (at.block !== undefined) this.go(at.block);
    });
  }

  /** Goes to a block and marks it in both. */
  go(block: number): void {
    this.#now = block;
    this.#mark(block);
    this.#scrollTo(block);
    this.#tell(block);
  }

  /** One block further, or back; from what is in view if none is meant yet. */
  step(by: 1 | -1): void {
    const numbers = this.#numbers(this.#leader);
    const now = this.#now;
    const next = now === undefined ? this.#inView(by) : by === 1 ? numbers.find((each) => each > now) : numbers.filter((each) => each < now).at(-1);
    if (next !== undefined) this.go(next);
  }

  /** Another side has come into view, where there is room for one. */
  revisit(): void {
    this.#together.forget();
    this.#mark(this.#now);
    if (this.#now !== undefined) this.#scrollTo(this.#now);
  }

  /** The frame that is seen; the first, if both are. */
  get #leader(): HTMLIFrameElement {
    return this.#before.offsetWidth > 0 ? this.#before : this.#after;
  }

  #numbers(frame: HTMLIFrameElement): number[] {
    const page = frame.contentDocument;
    return page ? all(page, `[${BLOCK}]`).filter((element) => rectangle(element).height > 0).map((element) => Number(attribute(element, BLOCK))) : [];
  }

  #inView(by: 1 | -1): number | undefined {
    const frame = this.#leader;
    const seen = this.#numbers(frame).filter((block) => {
      const element = this.#element(frame, block);
      return element && rectangle(element).top >= 0 && rectangle(element).top < (frame.contentWindow?.innerHeight ?? 0);
    });
    return by === 1 ? seen[0] : seen.at(-1);
  }

  #element(frame: HTMLIFrameElement, block: number): Element | undefined {
    const page = frame.contentDocument;
    return page ? first(page, `[${BLOCK}="${String(block)}"]`) : undefined;
  }

  #scrollTo(block: number): void {
    const frame = this.#leader;
    const view = frame.contentWindow;
    // What is hidden stands nowhere: then what comes before it is where it stood.
    const numbers = this.#numbers(frame);
    const element = this.#element(frame, numbers.includes(block) ? block : (numbers.filter((each) => each < block).at(-1) ?? block));
    if (!view || !element) return;
    const { top, height } = rectangle(element);
    view.scrollTo({ top: Math.max(0, view.scrollY + top - Math.max(40, (view.innerHeight - height) / 3)), behavior: 'instant' });
  }

  #mark(block: number | undefined): void {
    for (const frame of [this.#before, this.#after]) {
      const page = frame.contentDocument;
      if (!page) continue;
      for (const element of all(page, `[${NOW}]`)) drop(element, NOW);
      for (const element of all(page, `[${BLOCK}][tabindex="0"]`)) put(element, 'tabindex', '-1');
      const meant = (block === undefined ? undefined : this.#element(frame, block)) ?? first(page, `[${BLOCK}]`);
      if (!meant) continue;
      // Keys come in here, and only here.
      put(meant, 'tabindex', '0');
      if (block !== undefined && attribute(meant, BLOCK) === String(block)) put(meant, NOW, '');
    }
  }

  #load(frame: HTMLIFrameElement, html: string): Promise<void> {
    return new Promise((resolve) => {
      frame.addEventListener('load', () => {
        this.#hear(frame);
        resolve();
      }, { once: true });
      frame.srcdoc = html;
    });
  }

  #hear(frame: HTMLIFrameElement): void {
    const page = frame.contentDocument;
    if (!page) return;
    this.#together.listen(frame);
    const blockOf = (event: Event): number | undefined => {
      // Elements are of the frame's own realm.
      const target = event.target as Node | null;
      const element = target?.nodeType === Node.ELEMENT_NODE ? closest(target as Element, `[${BLOCK}]`) : undefined;
      return element && Number(attribute(element, BLOCK));
    };
    const on = <Name extends keyof DocumentEventMap>(name: Name, heard: (event: DocumentEventMap[Name]) => void): void => {
      EventTarget.prototype.addEventListener.call(page, name, heard as EventListener);
    };
    on('pointerover', (event) => {
      const block = blockOf(event);
      if (block !== undefined) this.#tell(block);
    });
    on('pointerout', (event) => {
      if (!event.relatedTarget) this.#tell(this.#now);
    });
    on('focusin', (event) => {
      const block = blockOf(event);
      if (block === undefined || block === this.#now) return;
      this.#now = block;
      this.#mark(block);
      this.#tell(block);
    });
    on('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Escape') this.#leave();
      else if (FORTH.has(event.key) || BACK.has(event.key)) this.#walk(frame, FORTH.has(event.key) ? 1 : -1);
      else return;
      event.preventDefault();
    });
    this.#mark(this.#now);
  }

  #leave(): void {
    this.#now = undefined;
    this.#mark(undefined);
    this.#tell(undefined);
  }

  #walk(frame: HTMLIFrameElement, by: 1 | -1): void {
    const numbers = this.#numbers(frame);
    const at = this.#now === undefined ? -1 : numbers.indexOf(this.#now);
    const next = numbers[Math.min(numbers.length - 1, Math.max(0, at + by))];
    if (next === undefined) return;
    this.go(next);
    const element = this.#element(frame, next);
    if (element) focus(element);
  }
}
