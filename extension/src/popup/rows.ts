/** The rows of the popup's two lists. The page's words are text, never markup. */
import type { Item, KeptItem, ToContent } from '../messages.js';
import { make } from '../pages/page.js';
import { labelWord, listed, reasonWord, say, whyWord } from '../pages/words.js';

/** What a row's buttons do. */
export type Act = (message: ToContent) => void;

const words = (text: string): string => text || say('noText');

const chip = (label: Item['label']): HTMLElement => {
  const element = make('span', 'chip', labelWord(label));
  element.dataset['label'] = label;
  return element;
};

/** `key` tells a button from the others when the list is filled anew. */
const button = (text: string, label: string, key: string, act: () => void): HTMLButtonElement => {
  const element = make('button', '', text);
  element.type = 'button';
  element.dataset['key'] = key;
  element.setAttribute('aria-label', label);
  element.addEventListener('click', act);
  return element;
};

const about = ({ label, text }: { label: Item['label']; text: string }): string => `${labelWord(label)}, ${words(text).slice(0, 60)}`;

/** A thing that is hidden, or was and is shown again. */
export const itemRow = (item: Item, act: Act, locate: (id: number | undefined) => void): HTMLElement => {
  const { id, hidden, rule, label, text, confidence, reasons } = item;
  const row = make('li', hidden ? 'item' : 'item shown');
  const sure = !hidden ? say('nowShown') : rule === '' ? say('sure', String(Math.min(99, Math.round(confidence * 100)))) : '';
  const top = make('div', 'top');
  top.append(chip(label), make('span', 'sure', sure));
  const acts = make('div', 'acts');
  const what = about(item);
  const toggle = button(say(hidden ? 'show' : 'hide'), say(hidden ? 'showLabel' : 'hideLabel', what), String(id), () => {
    act(hidden && rule !== '' ? { type: 'unrule', rule } : { type: hidden ? 'show' : 'hide', id });
  });
  toggle.dataset['id'] = String(id);
  acts.append(toggle);
  // What the reader hid by hand is no mistake of ours.
  if (rule === '') {
    acts.append(button(say('article'), say('articleLabel', what), `${String(id)} article`, () => {
      act({ type: 'article', id });
    }));
  }
  const because = hidden && rule !== '' ? say('becauseYours') : reasons.length > 0 ? say('because', listed(reasons.map(reasonWord))) : '';
  row.append(top, make('p', 'text', words(text)), ...(because === '' ? [] : [make('p', 'reasons', because)]), acts);
  for (const [name, at] of [['pointerenter', id], ['focusin', id], ['pointerleave', undefined], ['focusout', undefined]] as const) {
    row.addEventListener(name, () => {
      locate(at);
    });
  }
  return row;
};

/** A thing that stays on purpose. */
export const keptRow = (item: KeptItem, act: Act): HTMLElement => {
  const { label, text, why, rule } = item;
  const row = make('li', 'item');
  const top = make('div', 'top');
  top.append(chip(label));
  row.append(top, make('p', 'text', words(text)), make('p', 'reasons', whyWord(why)));
  if (rule !== '') {
    const acts = make('div', 'acts');
    acts.append(button(say('unrule'), say('unruleLabel', about(item)), rule, () => {
      act({ type: 'unrule', rule });
    }));
    row.append(acts);
  }
  return row;
};

/** Fills a list anew, and gives the focus back to the button that had it, or to the one in its place. Gives whether the focus is still in the list. */
export const fill = (list: HTMLElement, rows: HTMLElement[]): boolean => {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !list.contains(focused)) {
    list.replaceChildren(...rows);
    return true;
  }
  const key = focused.dataset['key'] ?? '';
  const at = [...list.children].findIndex((row) => row.contains(focused));
  list.replaceChildren(...rows);
  const next = list.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? rows[Math.min(at, rows.length - 1)]?.querySelector('button');
  next?.focus();
  return Boolean(next);
};
