/** The level and the kinds: the legend of the frames' colours, and at once what is hidden. */

import type { Block, Label, Level } from 'unnag';
import { make, part } from './dom.js';
import type { Choice } from './read.js';
import { count, KINDS } from './words.js';

const LABELS = Object.keys(KINDS) as readonly Label[];
const NAGS: readonly Label[] = ['donation', 'paywall', 'newsletter', 'prompt'];
const FOCUS: readonly Label[] = [...NAGS, 'ad', 'related', 'social', 'comments', 'nav', 'footer', 'other'];

const FAMILIES = [
  { family: 'article', name: 'Stays' },
  { family: 'nag', name: 'Nags' },
  { family: 'consent', name: 'On request' },
  { family: 'furniture', name: 'Furniture' },
] as const;

export class Switches {
  readonly #onChange: () => void;
  #level: Level = 'calm';
  #kinds: Partial<Record<Label, boolean>> = {};

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    for (const radio of document.querySelectorAll<HTMLInputElement>('input[name="level"]')) {
      // A reloaded page keeps its form's state.
      if (radio.checked) this.#level = radio.value === 'focus' ? 'focus' : 'calm';
      radio.addEventListener('change', () => {
        this.#level = radio.value === 'focus' ? 'focus' : 'calm';
        this.#kinds = {};
        onChange();
      });
    }
  }

  get choice(): Choice {
    return { level: this.#level, kinds: this.#kinds };
  }

  /** Draws the kinds, each with how many blocks of it the page has. */
  draw(blocks: readonly Pick<Block, 'label'>[]): void {
    const all = part('kinds', HTMLDivElement);
    const focused = document.activeElement instanceof HTMLInputElement && all.contains(document.activeElement) ? document.activeElement.value : '';
    const counts = new Map<Label, number>();
    for (const { label } of blocks) counts.set(label, (counts.get(label) ?? 0) + 1);
    all.replaceChildren(
      ...FAMILIES.map(({ family, name }) => {
        const chips = LABELS.filter((label) => KINDS[label].family === family).map((label) => make('li', '', this.#chip(label, counts.get(label) ?? 0)));
        return make('div', 'family', make('h2', '', name), make('ul', '', ...chips));
      }),
    );
    if (focused !== '') all.querySelector<HTMLInputElement>(`input[value="${CSS.escape(focused)}"]`)?.focus();
  }

  #isOn(label: Label): boolean {
    return this.#kinds[label] ?? (this.#level === 'focus' ? FOCUS : NAGS).includes(label);
  }

  #chip(label: Label, number: number): HTMLElement {
    const { family, name, colour } = KINDS[label];
    const parts = [make('span', 'dot'), name, make('b', '', String(number))];
    // The article is never hidden: there is nothing to switch.
    const element = family === 'article' ? make('span', `chip ${family}`, ...parts) : make('label', 'chip', this.#box(label), ...parts);
    if (number === 0) element.classList.add('none');
    element.style.setProperty('--kind', colour);
    element.title = `${count(number, 'block')}${family === 'article' ? '; never hidden' : ''}`;
    return element;
  }

  #box(label: Label): HTMLInputElement {
    const box = make('input', '');
    box.type = 'checkbox';
    box.value = label;
    box.checked = this.#isOn(label);
    box.addEventListener('change', () => {
      this.#kinds = { ...this.#kinds, [label]: box.checked };
      this.#onChange();
    });
    return box;
  }
}
