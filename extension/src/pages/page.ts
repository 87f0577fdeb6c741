/** What the extension's own pages share: finding, making, and filling in the words of the reader's language. */
import { say } from './words.js';

export { make } from './make.js';

/** An element of the page's own markup. */
export const find = <Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind => {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`${location.pathname} has no ${kind.name} #${id}`);
  return element;
};

/** Takes each switch of a checkbox as the reader left it: until that is stored, what was stored before may be shown again. */
export const onSwitch = (input: HTMLInputElement, take: (on: boolean) => void): void => {
  input.addEventListener('change', () => { take(input.checked); });
};

/** Fills in the words that the markup names by their keys. */
export const fillWords = (root: ParentNode = document): void => {
  for (const element of root.querySelectorAll<HTMLElement>('[data-text]')) element.textContent = say(element.dataset['text'] ?? '');
  for (const element of root.querySelectorAll<HTMLInputElement>('[data-placeholder]')) element.placeholder = say(element.dataset['placeholder'] ?? '');
  for (const element of root.querySelectorAll<HTMLElement>('[data-aria-label]')) element.setAttribute('aria-label', say(element.dataset['ariaLabel'] ?? ''));
};

/** Says something in a live region. The same words again are said again: the reader has done something again. */
export const announce = (region: HTMLElement, words: string, tone: 'plain' | 'warn' = 'plain'): void => {
  region.textContent = '';
  region.dataset['tone'] = tone;
  requestAnimationFrame(() => {
    region.textContent = words;
  });
};

/** A command's keys as the browser has them now; empty if it has none, or none at all. */
export const shortcuts = async (): Promise<{ name: string; keys: string }[]> => {
  // Android has no keys.
  const commands = (chrome as Partial<typeof chrome>).commands;
  return commands ? (await commands.getAll()).map(({ name = '', shortcut = '' }) => ({ name, keys: shortcut })) : [];
};
