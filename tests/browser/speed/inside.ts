/**
 * What is timed, in the world of the content script, by the same code that stands in the extension: our own way of one page, and others' on the
 * same document. Put in by run.ts, in an extension whose own content scripts do not run.
 */
import Defuddle from 'defuddle';
import { Readability } from '@mozilla/readability';
import { likelyRoot, shadowRoot } from '../../../extension/src/browser.js';
import { userRule } from '../../../extension/src/content/rule.js';
import { planned, type ToWorker } from '../../../extension/src/messages.js';
import { Hiding, Items, steady } from '../../../js/src/apply/index.js';
import { Measurer, read, Rereader, type Reading } from '../../../js/src/snapshot/index.js';

/** Milliseconds of one round on one page. */
export interface Round {
  readonly walk: number;
  /** The same, where each element is asked for its shadow root. */
  readonly thorough: number;
  readonly measure: number;
  /** Handing the snapshot to the browser, to be sent. */
  readonly send: number;
  readonly apply: number;
  /** From the beginning of the walk to all being hidden, the answer's way included. */
  readonly whole: number;
  /** Walk and measuring of a later look, after what was hidden has been shown again. */
  readonly later: number;
  readonly clone: number;
  readonly readability: number;
  /** Not in every round: it takes long. */
  readonly defuddle?: number;
}

/** What was found on a page. */
export interface Timed {
  /** Whether the clock is as fine as browsers let it be. */
  readonly fine: boolean;
  readonly elements: number;
  readonly nodes: number;
  readonly hidden: number;
  /** The first is that of code which has never run in this process. */
  readonly rounds: readonly Round[];
}

const ms = (work: () => unknown): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

/** A first look, measured as the keeper's are: read, measured, planned in the background, hidden; then all is shown again, which is not timed. */
const ours = async (): Promise<{ times: Pick<Round, 'walk' | 'thorough' | 'measure' | 'send' | 'apply' | 'whole'>; reading: Reading; hidden: number }> => {
  const rule = userRule();
  const hiding = new Hiding({ styles: rule });
  const items = new Items(hiding);
  const { mark } = hiding;
  const start = performance.now();
  const outcome = read(document, { shadowRootOf: likelyRoot, mark, closed: hiding.closed, styleBefore: (element) => hiding.styleBefore(element) });
  const walked = performance.now();
  if (!outcome.ok) throw new Error(`the page has too much ${outcome.tooLarge}`);
  const { reading } = outcome;
  new Measurer().measure(document, reading, { mark });
  const measured = performance.now();
  const answering = chrome.runtime.sendMessage<unknown, unknown>({ type: 'plan', page: reading.columns, claims: reading.claims, mark } satisfies ToWorker);
  const sent = performance.now();
  const value = await answering;
  const answered = performance.now();
  const answer = planned(value);
  if (!answer || 'failed' in answer) throw new Error(answer?.failed ?? 'no answer');
  rule.stands = answer.rule;
  steady(document, () => items.apply(answer.plan, reading.nodes));
  const end = performance.now();
  const hidden = items.list.length;
  items.clear();
  const thorough = ms(() => read(document, { shadowRootOf: shadowRoot, mark }));
  return { times: { walk: walked - start, thorough, measure: measured - walked, send: sent - measured, apply: end - answered, whole: end - start }, reading, hidden };
};

/** A look at a page that was looked at before. */
const looking = (): (() => number) => {
  const rereader = new Rereader(document, read);
  const measurer = new Measurer();
  const look = (): number =>
    ms(() => {
      const outcome = rereader.read({ shadowRootOf: shadowRoot, mark: 'data-nothing' }, false);
      if (outcome.ok) measurer.measure(document, outcome.reading, { mark: 'data-nothing' });
    });
  look();
  return look;
};

/** Readability on a clone, since it takes apart what it is given. */
const readability = (): { clone: number; readability: number } => {
  const start = performance.now();
  const clone = document.cloneNode(true) as Document;
  const cloned = performance.now();
  new Readability(clone).parse();
  return { clone: cloned - start, readability: performance.now() - cloned };
};

/** Defuddle makes its own clone. */
const defuddle = (): number => ms(() => new Defuddle(document, { url: location.href }).parse());

const pause = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 10));

/** Times everything in turn, so many rounds; who comes first changes from round to round. */
const time = async (rounds: number, withDefuddle: number): Promise<Timed> => {
  const found: Round[] = [];
  let last: Awaited<ReturnType<typeof ours>> | undefined;
  // The background's first answer is that of an engine that has to start.
  await ours();
  const look = looking();
  for (let at = 0; at < rounds; at += 1) {
    let others: ReturnType<typeof readability> | undefined;
    let third: number | undefined;
    let later = NaN;
    const turns = [
      async () => {
        last = await ours();
        later = look();
      },
      () => {
        others = readability();
        return Promise.resolve();
      },
      () => {
        if (at < withDefuddle) third = defuddle();
        return Promise.resolve();
      },
    ];
    for (let turn = 0; turn < turns.length; turn += 1) {
      await turns[(at + turn) % turns.length]?.();
      await pause();
    }
    if (last && others) found.push({ ...last.times, later, ...others, ...(third === undefined ? {} : { defuddle: third }) });
  }
  return { fine: crossOriginIsolated, elements: document.getElementsByTagName('*').length, nodes: last?.reading.nodes.length ?? 0, hidden: last?.hidden ?? 0, rounds: found };
};

/** Only our own part on the main thread, again and again, for a profile. */
const again = (times: number): number => {
  const measurer = new Measurer();
  return ms(() => {
    for (let at = 0; at < times; at += 1) {
      const outcome = read(document, { shadowRootOf: shadowRoot, mark: 'data-nothing' });
      if (outcome.ok) measurer.measure(document, outcome.reading, { mark: 'data-nothing' });
    }
  });
};

(globalThis as Record<symbol, unknown>)[Symbol.for('unnag.speed')] = { time, again };
