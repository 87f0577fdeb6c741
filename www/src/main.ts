/** The demo: a page in, both frames and what was found out. State is one source and one choice; everything is drawn from them. */

import { PURPOSE_WORDS } from 'unnag';
import { hearArticle, copyBy, showArticle } from './article.js';
import { Chart } from './chart.js';
import { make, part } from './dom.js';
import { sourceOf, type PageFile } from './files.js';
import { findings, items, timeRows, withinWords, type Finding } from './findings.js';
import { Folder } from './folder.js';
import { frames } from './frame.js';
import { fillSamples, intake } from './intake.js';
import { keepForOffline } from './offline.js';
import { showOthers } from './others.js';
import { read, startEngine, type Reading, type Source } from './read.js';
import { load, samples, type Sample } from './samples.js';
import { bringsPage, pack, unpack } from './share.js';
import { Stage } from './stage.js';
import { Switches } from './switches.js';
import { sayings, tellWhy, type Said } from './why.js';
import { count, size } from './words.js';

const select = part('sample', HTMLSelectElement);
const verdict = part('verdict', HTMLParagraphElement);

let source: Source | undefined;
let said: readonly Said[] = [];

const stage = new Stage(part('before', HTMLIFrameElement), part('after', HTMLIFrameElement), (block) => {
  tellWhy(block === undefined ? undefined : said[block]);
});
const switches = new Switches(() => {
  draw('as before');
  folder.again(switches.choice);
});
const folder = new Folder((next) => {
  take(next);
});
const chart = new Chart(() => source?.content ?? '');

function tell(words: string, mood: 'good' | 'quiet' | 'bad'): void {
  verdict.dataset['mood'] = mood;
  verdict.replaceChildren(words);
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function sum({ analysis, times }: Reading): string {
  const { blocks, hide, overBudget, purpose } = analysis;
  const ms = (times.walk + times.classify).toFixed(1);
  if (overBudget) return 'Nothing is hidden: the plan would have taken too much of the page, so it was dropped whole.';
  if (hide.length === 0) return purpose === 'article' ? `Nothing to hide on this page (${ms} ms).` : `Left alone: this looks like ${PURPOSE_WORDS[purpose]} (${ms} ms).`;
  const stays = blocks.filter(({ label }) => label === 'article').length;
  return `${count(hide.length, 'thing')} hidden in ${ms} ms. The article stays: ${count(stays, 'block')}, ${count(analysis.articleText().length, 'character')} of text.`;
}

/** Gives what is hidden. */
function drawFindings(reading: Reading | undefined): readonly Finding[] {
  const { hidden, kept } = reading ? findings(reading.analysis) : { hidden: [], kept: [] };
  const go = (block: number): void => {
    // Where there is room for one side, it is the one that has everything.
    const side = document.querySelector<HTMLInputElement>('input[name="side"][value="before"]');
    if (side?.checked === false) side.click();
    stage.go(block);
    part('compare', HTMLDivElement).scrollIntoView({ block: 'start' });
  };
  part('hidden', HTMLOListElement).replaceChildren(...(reading && hidden.length === 0 ? [make('li', 'empty', 'Nothing.')] : items(hidden, go)));
  part('kept', HTMLOListElement).replaceChildren(...items(kept, go));
  part('kept-part', HTMLDivElement).hidden = kept.length === 0;
  return hidden;
}

function clear(): void {
  said = [];
  stage.show(undefined, { block: undefined });
  tellWhy(undefined);
  drawFindings(undefined);
  showArticle(undefined);
  part('times', HTMLDListElement).replaceChildren();
  part('size', HTMLParagraphElement).textContent = '';
  part('share', HTMLButtonElement).disabled = true;
  switches.draw([]);
}

/** What is worth looking at first: the hidden thing with the most to say. */
function mostTelling(hidden: readonly Finding[]): number | undefined {
  return [...hidden].sort((one, other) => other.quote.length - one.quote.length)[0]?.block;
}

function draw(place: 'anew' | 'as before'): void {
  if (!source) return;
  let reading: Reading;
  try {
    reading = read(source, switches.choice);
  } catch (error) {
    source = undefined;
    clear();
    chart.stale();
    tell(`This page can not be looked at. ${reason(error)}`, 'bad');
    return;
  }
  const { analysis, times, nodes } = reading;
  said = sayings(analysis);
  if (place === 'anew') tellWhy(undefined);
  const first = mostTelling(drawFindings(reading));
  showArticle(reading);
  part('times', HTMLDListElement).replaceChildren(...timeRows(times));
  part('size', HTMLParagraphElement).textContent = `${count(nodes, 'node')}, ${count(analysis.blocks.length, 'block')}, ${size(source.content.length)} of source.`;
  part('share', HTMLButtonElement).disabled = false;
  switches.draw(analysis.blocks);
  chart.stale();
  tell(sum(reading), analysis.hide.length > 0 ? 'good' : 'quiet');
  // Last, since it takes the document apart.
  stage.show(frames(reading), place === 'anew' ? { block: first } : place);
}

function take(next: Source): void {
  source = next;
  select.value = '';
  history.replaceState(null, '', location.pathname);
  draw('anew');
}

async function takeFiles(files: readonly PageFile[]): Promise<void> {
  const [only] = files;
  if (only && files.length === 1) {
    folder.close();
    take(await sourceOf(only));
  } else await folder.show(files, switches.choice);
}

async function takeSample(sample: Sample): Promise<void> {
  source = await load(sample);
  select.value = sample.slug;
  draw('anew');
}

/** What the address asks for: a page in a link, or a sample by its name. */
async function takeFragment(): Promise<void> {
  const fragment = location.hash.slice(1);
  if (bringsPage(fragment)) {
    try {
      source = await unpack(fragment);
      select.value = '';
      draw('anew');
    } catch (error) {
      source = undefined;
      clear();
      tell(reason(error), 'bad');
    }
    return;
  }
  const sample = samples.find(({ slug }) => slug === fragment) ?? samples[0];
  if (sample) await takeSample(sample);
}

async function share(button: HTMLButtonElement): Promise<void> {
  if (!source) return;
  const field = part('link', HTMLInputElement);
  const note = part('share-note', HTMLParagraphElement);
  const dialog = part('share-dialog', HTMLDialogElement);
  const copy = part('link-copy', HTMLButtonElement);
  try {
    const fragment = select.value === '' ? await pack(source) : select.value;
    history.replaceState(null, '', `#${fragment}`);
    field.value = location.href;
    note.textContent = select.value === '' ? 'The page is in the link itself, behind the #: no server sees it, and whoever has the link has the page.' : 'It opens this sample.';
    [field.hidden, copy.hidden] = [false, false];
  } catch (error) {
    note.textContent = reason(error);
    [field.hidden, copy.hidden] = [true, true];
  }
  dialog.showModal();
  if (!field.hidden) field.select();
  dialog.addEventListener('close', () => {
    button.focus();
  }, { once: true });
}

function hear(fail: (message: string) => void): void {
  for (const radio of document.querySelectorAll<HTMLInputElement>('input[name="side"]')) {
    const turn = (): void => {
      if (radio.checked) document.body.dataset['side'] = radio.value;
    };
    turn();
    radio.addEventListener('change', () => {
      turn();
      stage.revisit();
    });
  }
  for (const [id, by] of [['back', -1], ['forth', 1]] as const) {
    part(id, HTMLButtonElement).addEventListener('click', () => {
      stage.step(by);
    });
  }
  const button = part('share', HTMLButtonElement);
  button.addEventListener('click', () => void share(button));
  const copy = part('link-copy', HTMLButtonElement);
  copy.addEventListener('click', () => void copyBy(copy, part('link', HTMLInputElement).value));
  part('share-close', HTMLButtonElement).addEventListener('click', () => {
    part('share-dialog', HTMLDialogElement).close();
  });
  const failed = (error: unknown): void => {
    fail(`The sample could not be loaded: ${reason(error)}`);
  };
  select.addEventListener('change', () => {
    history.replaceState(null, '', `#${select.value}`);
    takeFragment().catch(failed);
  });
  addEventListener('hashchange', () => {
    takeFragment().catch(failed);
  });
}

async function begin(): Promise<void> {
  const fail = (message: string): void => {
    tell(message, 'bad');
  };
  clear();
  hear(fail);
  hearArticle();
  showOthers();
  part('within', HTMLParagraphElement).textContent = withinWords();
  intake({
    take,
    fail,
    takeFiles: (files) => {
      takeFiles(files).catch((error: unknown) => {
        fail(reason(error));
      });
    },
  });
  fillSamples(select, samples);
  try {
    startEngine();
  } catch (error) {
    fail(`The demo could not start: ${reason(error)}`);
    return;
  }
  await takeFragment().catch((error: unknown) => {
    fail(`The sample could not be loaded: ${reason(error)}`);
  });
  keepForOffline();
}

void begin();
