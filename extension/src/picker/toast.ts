/** Says for a few seconds what was done, and offers to undo it. */
import { make } from '../pages/make.js';
import { say } from '../pages/words.js';
import { button, type Layer } from './layer.js';

const SHOWN_MS = 10_000;

/** Shows the words in the layer; `end` is called when they are gone. Gives what takes them off. */
export const tell = (layer: Layer, words: string, undoWord: string, undo: () => Promise<unknown>, end: () => void): (() => void) => {
  const stop = new AbortController();
  const close = (): void => {
    if (stop.signal.aborted) return;
    stop.abort();
    clearTimeout(timer);
    layer.close();
    end();
  };
  let timer = setTimeout(close, SHOWN_MS);
  const card = make('div', 'card');
  const told = make('p', '', words);
  told.setAttribute('role', 'status');
  card.lang = say('lang');
  const row = make('div', 'row');
  const back = button('main', undoWord, () => {
    close();
    void undo();
  });
  row.append(back, button('', say('pickDone'), close));
  card.append(told, row);
  // Whoever is on it needs more time.
  for (const name of ['pointerenter', 'focusin']) {
    card.addEventListener(name, () => {
      clearTimeout(timer);
    });
  }
  card.addEventListener('pointerleave', () => {
    clearTimeout(timer);
    timer = setTimeout(close, SHOWN_MS);
  });
  window.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !event.isTrusted) return;
    event.stopImmediatePropagation();
    close();
  }, { signal: stop.signal, capture: true });
  layer.show(card);
  back.focus({ preventScroll: true });
  return close;
};
