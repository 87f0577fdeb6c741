/** The lists under the frames: what is hidden, what stays and why, the times. */

import { reasonsInWords, WHY_WORDS, type Analysis, type Hide, type Kept } from 'unnag';
import { make } from './dom.js';
import type { Times } from './read.js';
import { sentence } from './why.js';
import { KINDS, sure } from './words.js';

const LONG = 160;

/** Something found: what it says, and its first block. */
export interface Finding {
  readonly what: Hide | Kept;
  readonly quote: string;
  readonly block: number | undefined;
}

function finding({ blocks }: Analysis, what: Hide | Kept): Finding {
  const within = blocks.flatMap(({ element, text }, number) => (what.element && element && what.element.contains(element) ? [{ number, text }] : []));
  return { what, quote: within.map(({ text }) => text).filter((text) => text !== '').join(' · '), block: within[0]?.number };
}

/** All that is hidden and all that stays on purpose. Before the document is taken apart. */
export function findings(analysis: Analysis): { readonly hidden: readonly Finding[]; readonly kept: readonly Finding[] } {
  return { hidden: analysis.hide.map((what) => finding(analysis, what)), kept: analysis.kept.map((what) => finding(analysis, what)) };
}

function item({ what, quote, block }: Finding, onPick: (block: number) => void): HTMLLIElement {
  const { name, colour } = KINDS[what.label];
  const kind = make('span', 'kind', make('span', 'dot'), name);
  const head = make('span', 'line', kind);
  if ('confidence' in what) head.append(make('span', 'sure', sure(what.confidence)));
  const button = make('button', 'item', head);
  button.type = 'button';
  button.style.setProperty('--kind', colour);
  const because = sentence('why' in what ? WHY_WORDS[what.why] : reasonsInWords(what.reasons));
  if (because !== '') button.append(make('span', 'because', because));
  button.append(make('span', 'quote', quote.length > LONG ? `${quote.slice(0, LONG)}…` : quote || 'no text of its own'));
  if (block === undefined) button.disabled = true;
  else {
    button.title = 'Show it in both frames';
    button.addEventListener('click', () => {
      onPick(block);
    });
  }
  return make('li', '', button);
}

export function items(all: readonly Finding[], onPick: (block: number) => void): HTMLLIElement[] {
  return all.map((each) => item(each, onPick));
}

/** The stages, in their order. */
export const STAGES = [
  { stage: 'parse', name: 'Parse', note: 'the browser’s own parser' },
  { stage: 'walk', name: 'Walk', note: 'the page as flat arrays' },
  { stage: 'classify', name: 'Classify', note: 'blocks, features, model, plan' },
] as const;

/** The times, each with a bar beside it. */
export function timeRows(times: Times): HTMLElement[] {
  const total = times.parse + times.walk + times.classify;
  const row = (name: string, note: string, ms: number, share: number): HTMLElement => {
    const bar = make('span', 'bar');
    bar.style.setProperty('--share', share.toFixed(3));
    return make('div', `time ${name.toLowerCase()}`, make('dt', '', name, ' ', make('small', '', note)), make('dd', '', make('span', 'ms', `${ms.toFixed(1)} ms`), bar));
  };
  return [...STAGES.map(({ stage, name, note }) => row(name, note, times[stage], total > 0 ? times[stage] / total : 0)), row('Total', 'for this page', total, 1)];
}

/** Written in by build.ts: what each stage of the engine takes, as shares of its instructions. */
declare const WITHIN: Readonly<Record<string, number>>;

/** What the engine's own stages are called here; it knows no clock that could time them. */
const ENGINE_STAGES = { blocks: 'blocks', features: 'features', evidence: 'the model’s tables', scores: 'its networks', decode: 'labels', plan: 'the plan' } as const;

/** What Classify is made of, in words. */
export function withinWords(): string {
  const parts = Object.entries(ENGINE_STAGES).map(([stage, name]) => `${name} ${Math.round((WITHIN[stage] ?? 0) * 100)} %`);
  return `Classify is made of ${parts.join(', ')}: by instructions, counted over the project’s own test pages.`;
}
