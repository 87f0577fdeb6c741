/** What the parts of the options page make alike. */
import { make } from '../pages/page.js';

/** A button with a name that says what it is about. */
export const button = (text: string, label: string, act: () => void): HTMLButtonElement => {
  const element = make('button', '', text);
  element.type = 'button';
  element.setAttribute('aria-label', label);
  element.addEventListener('click', act);
  return element;
};

/** Fills a list anew; the focus goes to the row that has taken the place of the one that had it, or to what stands before the list. */
export const fill = (list: HTMLElement, rows: HTMLElement[], otherwise: HTMLElement): void => {
  const at = [...list.children].findIndex((row) => row.contains(document.activeElement));
  list.replaceChildren(...rows);
  if (at >= 0) (rows[Math.min(at, rows.length - 1)]?.querySelector('button') ?? otherwise).focus();
};

/** Hands the reader a file. */
export const download = (text: string, name: string): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 60_000);
};
