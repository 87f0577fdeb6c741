/** Why something is hidden or is not: what the model takes for what was clicked, and what is hidden nearest to it, which can be shown again. */
import { placeOf } from 'unnag/apply';
import type { Desk } from '../content/stub.js';
import { excerpt } from '../content/excerpt.js';
import type { Survey } from '../content/survey.js';
import { make } from '../pages/make.js';
import { labelWord, listed, reasonWord, say, whyWord } from '../pages/words.js';
import { button, type Layer } from './layer.js';

const MOST = 3;

/** What stands about the clicked element. */
const about = (survey: Survey, clicked: Element | undefined): string => {
  const at = clicked && survey.numberOf(clicked);
  if (at === undefined) return '';
  const kept = survey.plan.kept.find(({ node }) => at >= node && at < survey.end(node));
  if (kept) return `${labelWord(kept.label)}. ${whyWord(kept.why)}`;
  const { label, confidence, letters } = survey.holding(at);
  return letters === 0 ? say('whyNothingHere') : say('whyStays', labelWord(label), String(Math.round(confidence * 100)));
};

/** The card. */
export class Why {
  readonly #layer: Layer;
  readonly #stop = new AbortController();
  readonly #end: () => void;

  constructor(layer: Layer, end: () => void) {
    this.#layer = layer;
    this.#end = end;
  }

  /** Shows it; `pick` leads on to the picker. */
  show(desk: Desk, survey: Survey, pick: () => void): void {
    const card = make('div', 'card');
    card.setAttribute('role', 'dialog');
    card.setAttribute('aria-label', say('whyTitle'));
    card.tabIndex = -1;
    card.lang = say('lang');
    const words = about(survey, desk.clicked);
    const list = make('ul', '');
    const from = (desk.clicked && placeOf(desk.clicked)?.y) ?? 0;
    const far = (elements: readonly Element[]): number => Math.abs((elements[0] ? (placeOf(elements[0])?.y ?? from) : from) - from);
    const near = desk.groups
      .filter(({ hidden }) => hidden)
      .map(({ group }) => ({ group, far: far(group.map(({ element }) => element)) }))
      .sort((one, other) => one.far - other.far)
      .slice(0, MOST);
    for (const { group } of near) {
      const [{ id, label, reasons }] = group;
      const row = make('li', '');
      const again = button('', say('show'), () => {
        desk.show(id);
        again.replaceWith(make('span', 'soft', say('nowShown')));
        card.focus({ preventScroll: true });
      });
      const because = reasons.length > 0 ? say('because', listed(reasons.map(reasonWord))) : say('becauseYours');
      row.append(make('b', '', labelWord(label)), make('span', 'soft', excerpt(group.map(({ element }) => element)).slice(0, 120)), make('span', '', because), again);
      list.append(row);
    }
    const acts = make('div', 'row');
    acts.append(
      button('', say('pickStart'), () => {
        this.#stop.abort();
        pick();
      }),
      button('', say('pickDone'), () => {
        this.end();
      }),
    );
    card.append(make('h2', '', say('whyTitle')), ...(words === '' ? [] : [make('p', '', words)]));
    card.append(make('p', 'soft', say(near.length > 0 ? 'whyNear' : 'whyNone')), list, acts);
    window.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !event.isTrusted) return;
      event.stopImmediatePropagation();
      this.end();
    }, { signal: this.#stop.signal, capture: true });
    this.#layer.show(card);
    card.focus({ preventScroll: true });
  }

  end(): void {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort();
    this.#layer.close();
    this.#end();
  }
}
