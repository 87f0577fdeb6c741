/**
 * One element over the page, with a closed shadow root: all that is ever drawn there. It is there only while something is shown.
 *
 * Choice: it stands in the top layer, inside the page's topmost modal dialog if one is open, since such a dialog makes the rest of the page inert.
 * Gap: a page that looks for new elements finds this one, empty and without a name.
 */
import { adopted } from 'unnag/apply';
import { make } from '../pages/make.js';
import { LOOK } from './look.js';

const EVENTS = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'dblclick', 'contextmenu', 'touchstart', 'touchend', 'focusin', 'focusout', 'input', 'change', 'keydown', 'keyup', 'keypress'] as const;

/** A button that does something. */
export const button = (name: string, text: string, act: () => void): HTMLButtonElement => {
  const element = make('button', name, text);
  element.type = 'button';
  element.addEventListener('click', (event) => {
    if (event.isTrusted) act();
  });
  return element;
};

/** The layer over the page. */
export class Layer {
  readonly #host = document.createElement('div');
  readonly #root: ShadowRoot;
  #before: Element | null = null;

  constructor() {
    this.#root = this.#host.attachShadow({ mode: 'closed' });
    adopted.add(this.#root, LOOK);
    for (const name of EVENTS) {
      this.#root.addEventListener(name, (event) => {
        event.stopPropagation();
      });
    }
  }

  /** Whether an element is the layer's own. */
  has(element: Element): boolean {
    return element === this.#host;
  }

  /** Whether anything is shown. */
  get isOpen(): boolean {
    return this.#host.isConnected;
  }

  /** Whether the page lets it be seen: it may take it off, or close what it stands in. */
  get isSeen(): boolean {
    return this.#host.checkVisibility();
  }

  /** The element in it that has the focus. */
  get focused(): Element | null {
    return this.#root.activeElement;
  }

  /** Shows these, and nothing else. */
  show(...elements: readonly HTMLElement[]): void {
    this.#root.replaceChildren(...elements);
    if (this.isOpen) return;
    this.#before = document.activeElement;
    const modal = [...document.querySelectorAll('dialog:modal')].at(-1);
    (modal ?? document.documentElement).append(this.#host);
    try {
      this.#host.popover = 'manual';
      this.#host.showPopover();
    } catch {
      // Without the top layer it lies a little lower.
    }
  }

  /** Takes everything off the page and gives the focus back. */
  close(): void {
    if (!this.isOpen) return;
    const held = document.activeElement === this.#host;
    this.#host.remove();
    this.#root.replaceChildren();
    if (held && this.#before instanceof HTMLElement) this.#before.focus({ preventScroll: true });
    this.#before = null;
  }

  /** The topmost element of the page at a point. */
  under(x: number, y: number): Element | undefined {
    return document.elementsFromPoint(x, y).find((element) => !this.has(element));
  }
}
