/** The lists under the frames: what is hidden, what stays and why, the text, the times. */

import type { HidePlan, KeepPlan, PagePlan } from 'unnag';
import { make } from './dom.js';
import type { Reading } from './read.js';
import { blockTexts, type Passage } from './text.js';
import { KINDS, REASONS, ROLES, sure, WHYS } from './words.js';

const LONG = 160;

/** What each hidden or kept element says, its blocks set apart by dots. */
export function saidBy(reading: Reading): ReadonlyMap<number, string> {
  const { plan, nodes } = reading;
  const texts = [...blockTexts(reading, true)];
  return new Map(
    [...plan.hide, ...plan.kept].map(({ node }): [number, string] => {
      const root = nodes[node];
      const within = texts.filter(([block, text]) => text !== '' && root?.contains(nodes[block] ?? null) === true);
      return [node, within.map(([, text]) => text).join(' · ')];
    }),
  );
}

function item(quote: string, finding: HidePlan | KeepPlan, because: string, onPick: (node: number) => void): HTMLLIElement {
  const { name, colour } = KINDS[finding.label];
  const kind = make('span', 'kind', name);
  kind.style.setProperty('--kind', colour);
  const head = make('span', 'line', kind);
  if ('confidence' in finding) head.append(make('span', 'sure', sure(finding.confidence)));
  const button = make('button', 'item', head);
  button.type = 'button';
  button.title = 'Show it in both frames';
  if (because !== '') button.append(make('span', 'because', because));
  button.append(make('span', 'quote', quote.length > LONG ? `${quote.slice(0, LONG)}…` : quote || 'no text of its own'));
  button.addEventListener('click', () => {
    onPick(finding.node);
  });
  return make('li', '', button);
}

/** The hidden subtrees, each with its reasons. */
export function hiddenItems(plan: PagePlan, said: ReadonlyMap<number, string>, onPick: (node: number) => void): HTMLLIElement[] {
  return plan.hide.map((finding) => {
    const because = finding.reasons.map((reason) => REASONS[reason]).join(' · ');
    return item(said.get(finding.node) ?? '', finding, because, onPick);
  });
}

/** What looks like noise and stays, each with why. */
export function keptItems(plan: PagePlan, said: ReadonlyMap<number, string>, onPick: (node: number) => void): HTMLLIElement[] {
  return plan.kept.map((finding) => item(said.get(finding.node) ?? '', finding, WHYS[finding.why], onPick));
}

/** The article's text, each passage as what it is. */
export function textParts(all: readonly Passage[]): HTMLElement[] {
  if (all.length === 0) return [make('p', 'empty', 'No article was found on this page.')];
  return all.map(({ role, text }) => {
    const passage = make('p', `role-${role}`, text);
    if (ROLES[role] !== '') passage.title = ROLES[role];
    return passage;
  });
}

/** The times, each with a bar beside it. */
export function timeRows(times: Reading['times']): HTMLElement[] {
  const rows = [
    ['Parse', 'the browser’s own parser', times.parse],
    ['Walk', 'the page as flat arrays', times.walk],
    ['Classify', 'blocks, features, model, plan', times.classify],
  ] as const;
  const total = times.parse + times.walk + times.classify;
  const row = (name: string, note: string, ms: number, share: number): HTMLElement[] => {
    const bar = make('span', 'bar');
    bar.style.setProperty('--share', share.toFixed(3));
    return [make('dt', '', name, make('small', '', note)), make('dd', '', make('span', 'ms', `${ms.toFixed(1)} ms`), bar)];
  };
  return [...rows.flatMap(([name, note, ms]) => row(name, note, ms, total > 0 ? ms / total : 0)), ...row('Total', 'for this page', total, 1)];
}
