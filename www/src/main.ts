/** The demo: a page in, both frames and what was found out. State is one source and one choice; everything is drawn from them. */

import { LABELS, type Label, type Level, type PagePlan } from './labels.js';
import { make, part } from './dom.js';
import { hiddenItems, keptItems, saidBy, textParts, timeRows } from './findings.js';
import { frames, point, show } from './frame.js';
import { fillSamples, intake } from './intake.js';
import { read, startEngine, type Reading, type Source } from './read.js';
import { load, samples, type Sample } from './samples.js';
import { passages, plainText } from './text.js';
import { count, KINDS, PURPOSES } from './words.js';

const NAGS: readonly Label[] = ['donation', 'paywall', 'newsletter', 'prompt'];
const FOCUS: readonly Label[] = [...NAGS, 'ad', 'related', 'social', 'comments', 'nav', 'footer', 'other'];

const FAMILIES = [
  { family: 'article', name: 'Stays' },
  { family: 'nag', name: 'Nags' },
  { family: 'consent', name: 'On request' },
  { family: 'furniture', name: 'Furniture' },
] as const;

const before = part('before', HTMLIFrameElement);
const after = part('after', HTMLIFrameElement);
const verdict = part('verdict', HTMLParagraphElement);
const select = part('sample', HTMLSelectElement);

let source: Source | undefined;
let level: Level = 'calm';
let switched: Partial<Record<Label, boolean>> = {};
let text = '';
/** The finding that both frames were last sent to: they stay there when a switch is turned. */
let pinned: number | undefined;

const isOn = (label: Label): boolean => switched[label] ?? (level === 'focus' ? FOCUS : NAGS).includes(label);

function tell(words: string, mood: 'good' | 'quiet' | 'bad'): void {
  verdict.dataset['mood'] = mood;
  verdict.replaceChildren(words);
}

function sum(reading: Reading): string {
  const { plan, times } = reading;
  const ms = (times.walk + times.classify).toFixed(1);
  const stays = plan.blocks.filter(({ label }) => label === 'article').length;
  if (plan.overBudget) return 'Nothing is hidden: the plan would have taken too much of the page, so it was dropped whole.';
  if (plan.hide.length === 0) {
    return plan.purpose === 'article' ? `Nothing to hide on this page (${ms} ms).` : `Left alone: this looks like ${PURPOSES[plan.purpose]} (${ms} ms).`;
  }
  return `${count(plan.hide.length, 'thing')} hidden in ${ms} ms. The article stays: ${count(stays, 'block')}, ${count(text.length, 'character')} of text.`;
}

function chip(label: Label, number: number): HTMLLabelElement {
  const { family, name, colour } = KINDS[label];
  const box = make('input', '');
  box.type = 'checkbox';
  box.value = label;
  box.checked = isOn(label);
  // The article is never hidden: there is nothing to switch.
  box.disabled = family === 'article';
  box.addEventListener('change', () => {
    switched = { ...switched, [label]: box.checked };
    draw();
  });
  const element = make('label', `chip ${family}${number === 0 ? ' none' : ''}`, box, make('span', 'dot'), name, make('b', '', String(number)));
  element.style.setProperty('--kind', colour);
  element.title = `${count(number, 'block')}${box.disabled ? '; never hidden' : ''}`;
  return element;
}

function drawKinds(plan: PagePlan | undefined): void {
  const all = part('kinds', HTMLDivElement);
  const focused = document.activeElement instanceof HTMLInputElement ? document.activeElement.value : '';
  const counts = new Map<Label, number>();
  for (const { label } of plan?.blocks ?? []) counts.set(label, (counts.get(label) ?? 0) + 1);
  all.replaceChildren(
    ...FAMILIES.map(({ family, name }) => {
      const chips = LABELS.filter((label) => KINDS[label].family === family).map((label) => make('li', '', chip(label, counts.get(label) ?? 0)));
      return make('div', 'family', make('h2', '', name), make('ul', '', ...chips));
    }),
  );
  if (focused !== '') all.querySelector<HTMLInputElement>(`input[value="${CSS.escape(focused)}"]`)?.focus();
}

function clear(): void {
  for (const frame of [before, after]) show(frame, '');
  for (const id of ['hidden', 'kept']) part(id, HTMLOListElement).replaceChildren();
  part('text', HTMLDivElement).replaceChildren();
  part('times', HTMLDListElement).replaceChildren();
  part('kept-part', HTMLDivElement).hidden = true;
  part('copy', HTMLButtonElement).disabled = true;
  part('size', HTMLParagraphElement).textContent = '';
  drawKinds(undefined);
}

function draw(): void {
  if (!source) return;
  let reading: Reading;
  try {
    reading = read(source, { level, kinds: switched });
  } catch (error) {
    clear();
    tell(`This page can not be looked at. ${error instanceof Error ? error.message : String(error)}`, 'bad');
    return;
  }
  const { plan, nodes } = reading;
  const all = passages(reading);
  text = plainText(all);
  const toPlace = (node: number): void => {
    pinned = node;
    const place = built.places.get(node);
    point(before, place?.before);
    point(after, place?.after);
  };
  const texts = saidBy(reading);
  const hidden = hiddenItems(plan, texts, toPlace);
  const kept = keptItems(plan, texts, toPlace);
  part('hidden', HTMLOListElement).replaceChildren(...(hidden.length > 0 ? hidden : [make('li', 'empty', 'Nothing.')]));
  part('kept', HTMLOListElement).replaceChildren(...kept);
  part('kept-part', HTMLDivElement).hidden = kept.length === 0;
  part('text', HTMLDivElement).replaceChildren(...textParts(all));
  part('copy', HTMLButtonElement).disabled = text === '';
  part('times', HTMLDListElement).replaceChildren(...timeRows(reading.times));
  part('size', HTMLParagraphElement).textContent = `${count(nodes.length, 'node')}, ${count(plan.blocks.length, 'block')}, ${count(source.content.length, 'character')} of source.`;
  drawKinds(plan);
  tell(sum(reading), plan.hide.length > 0 ? 'good' : 'quiet');
  // Last, since it takes the document apart.
  pinned ??= mostTelling(plan, texts);
  const built = frames(reading, pinned);
  const place = pinned === undefined ? undefined : built.places.get(pinned);
  show(before, built.before, place?.before);
  show(after, built.after, place?.after);
}

/** What is worth looking at first: the hidden block with the most to say. */
function mostTelling({ hide }: PagePlan, texts: ReadonlyMap<number, string>): number | undefined {
  const length = (node: number): number => texts.get(node)?.length ?? 0;
  return hide.map(({ node }) => node).sort((one, other) => length(other) - length(one))[0];
}

function take(next: Source): void {
  source = next;
  pinned = undefined;
  select.value = '';
  history.replaceState(null, '', location.pathname);
  draw();
}

async function takeSample(sample: Sample): Promise<void> {
  source = await load(sample);
  pinned = undefined;
  select.value = sample.slug;
  draw();
}

function hearSwitches(): void {
  for (const radio of document.querySelectorAll<HTMLInputElement>('input[name="level"]')) {
    // A reloaded page keeps its form's state.
    if (radio.checked) level = radio.value === 'focus' ? 'focus' : 'calm';
    radio.addEventListener('change', () => {
      level = radio.value === 'focus' ? 'focus' : 'calm';
      switched = {};
      draw();
    });
  }
  for (const radio of document.querySelectorAll<HTMLInputElement>('input[name="side"]')) {
    const turn = (): void => {
      if (radio.checked) document.body.dataset['side'] = radio.value;
    };
    turn();
    radio.addEventListener('change', turn);
  }
  const copy = part('copy', HTMLButtonElement);
  copy.addEventListener('click', () => {
    void navigator.clipboard.writeText(text).then(
      () => {
        copy.textContent = 'Copied';
      },
      () => {
        copy.textContent = 'Not allowed';
      },
    ).finally(() => {
      setTimeout(() => {
        copy.textContent = 'Copy';
      }, 1500);
    });
  });
}

/** The frames are as wide as a small desktop window and drawn smaller where there is less room, so that pages look as they do at a desk. */
function fitFrames(): void {
  const WIDE = 1000;
  const fit = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      if (!(target instanceof HTMLElement)) continue;
      const scale = contentRect.width >= 560 || contentRect.width === 0 ? Math.min(1, contentRect.width / WIDE) : contentRect.width / Math.max(420, contentRect.width);
      target.style.setProperty('--scale', scale.toFixed(4));
    }
  });
  for (const stage of document.querySelectorAll('.stage')) fit.observe(stage);
}

async function begin(): Promise<void> {
  const fail = (message: string): void => {
    tell(message, 'bad');
  };
  clear();
  hearSwitches();
  fitFrames();
  intake(take, fail);
  try {
    startEngine();
    const list = await samples();
    fillSamples(select, list);
    const choose = (slug: string): Promise<void> => {
      const sample = list.find((each) => each.slug === slug) ?? list[0];
      return sample ? takeSample(sample) : Promise.reject(new Error('there is none'));
    };
    const failed = (error: unknown): void => {
      fail(`The sample could not be loaded: ${error instanceof Error ? error.message : String(error)}`);
    };
    select.addEventListener('change', () => {
      history.replaceState(null, '', `#${select.value}`);
      choose(select.value).catch(failed);
    });
    await choose(decodeURIComponent(location.hash.slice(1))).catch(failed);
  } catch (error) {
    fail(`The demo could not start: ${error instanceof Error ? error.message : String(error)}`);
  }
}

void begin();
