/** A page's plan with the labels of its blocks, asked about one element at a time: how much article it holds, a gate, something in use. */
import { localName, nodeType } from 'unnag/apply';
import { FLAG, LABELS, type PagePlan, type Purpose, type Reading } from 'unnag/snapshot';
import type { Label } from '../lesson.js';

/** Where a nag is what the page is for: nobody's rule hides anything there. */
const GUARDED: ReadonlySet<Purpose> = new Set<Purpose>(['donate', 'subscribe', 'newsletter', 'account', 'checkout', 'settings']);
const IN_USE = FLAG.FOCUSED | FLAG.TYPED | FLAG.PLAYING | FLAG.OPENED;
/** Beside something that is to go, a word that was taken for article: the engine's plan has the same (`FRAGMENT` in `src/plan/limits.rs`). */
export const STRAY = 20;
/** An element holds the article if it holds its headline, or so much of its text. */
const SHARE_HELD = 0.5;
const SHARE_HELD_TOGETHER = 0.15;
const BLOCKS_TOGETHER = 3;

const ARTICLE = LABELS.indexOf('article');

/** What an element holds. */
export interface Holding {
  /** What most of its text is, by the model; `other` if it has no text. */
  readonly label: Label;
  /** How sure the model is of those blocks: 0 to 1. */
  readonly confidence: number;
  /** Characters of text, and of article text among them. */
  readonly letters: number;
  readonly article: number;
  /** Why it must not be hidden; empty if it may be. */
  readonly refused: '' | 'holds-article' | 'gate' | 'in-use' | 'purpose' | 'page';
}

/** One page as it was when the plan was made. */
export class Survey {
  readonly plan: PagePlan;
  readonly reading: Reading;
  readonly #numbers: Map<Node, number>;
  /** Of each text node its length, and its block's number in `plan.blocks`. */
  readonly #lengths: Uint32Array;
  readonly #blocks: Int32Array;
  readonly #gates: readonly number[];
  readonly #all: number;

  constructor(plan: PagePlan, reading: Reading) {
    this.plan = plan;
    this.reading = reading;
    const { nodes, entries, columns } = reading;
    this.#numbers = new Map();
    // Of a host and its shadow root, which stand for the same element, the host.
    nodes.forEach((node, at) => {
      if (!this.#numbers.has(node)) this.#numbers.set(node, at);
    });
    this.#lengths = new Uint32Array(nodes.length);
    this.#blocks = new Int32Array(nodes.length).fill(-1);
    const own = new Int32Array(nodes.length).fill(-1);
    plan.blocks.forEach(({ node }, number) => (own[node] = number));
    for (let at = 0; at < nodes.length; at += 1) {
      const parent = columns.parents[at] ?? 0;
      const above = parent < at ? (this.#blocks[parent] ?? -1) : -1;
      const block = own[at] ?? -1;
      this.#blocks[at] = block >= 0 ? block : above;
      const node = nodes[at];
      if (node && nodeType(node) === 3) this.#lengths[at] = (entries[at] ?? '').trim().length;
    }
    this.#gates = plan.kept.filter(({ why }) => why === 'gate').map(({ node }) => node);
    this.#all = this.#weigh(0, nodes.length).letters[ARTICLE] ?? 0;
  }

  /** Whether nobody's rule hides anything on this page. */
  get guarded(): boolean {
    return GUARDED.has(this.plan.purpose);
  }

  /** An element's number; `undefined` if it was not there. */
  numberOf(element: Element): number | undefined {
    return this.#numbers.get(element);
  }

  /** The number after the last node in a node. */
  end(at: number): number {
    const { parents } = this.reading.columns;
    let end = at + 1;
    while (end < parents.length && (parents[end] ?? 0) >= at && (parents[end] ?? 0) < end) end += 1;
    return end;
  }

  #weigh(at: number, end: number): { letters: number[]; sure: number[]; blocks: Set<number> } {
    const letters = LABELS.map(() => 0);
    const sure = LABELS.map(() => 0);
    const blocks = new Set<number>();
    for (let node = at; node < end; node += 1) {
      const length = this.#lengths[node] ?? 0;
      const number = this.#blocks[node] ?? -1;
      const block = this.plan.blocks[number];
      if (length === 0 || !block) continue;
      const label = LABELS.indexOf(block.label);
      letters[label] = (letters[label] ?? 0) + length;
      sure[label] = (sure[label] ?? 0) + length * block.confidence;
      if (label === ARTICLE) blocks.add(number);
    }
    return { letters, sure, blocks };
  }

  /** What a node holds. */
  holding(at: number): Holding {
    const end = this.end(at);
    const { letters, sure, blocks } = this.#weigh(at, end);
    const most = letters.reduce((best, count, label) => (count > (letters[best] ?? 0) ? label : best), LABELS.length - 1);
    const article = letters[ARTICLE] ?? 0;
    const headline = [...blocks].some((number) => this.plan.blocks[number]?.role === 'headline');
    const share = this.#all === 0 ? 0 : article / this.#all;
    const holds = article > STRAY && (headline || share >= SHARE_HELD || (blocks.size >= BLOCKS_TOGETHER && share >= SHARE_HELD_TOGETHER));
    const gate = this.#gates.some((node) => (node >= at && node < end) || (at >= node && at < this.end(node)));
    const refused = this.#isPage(at) ? 'page' : holds ? 'holds-article' : gate ? 'gate' : this.guarded ? 'purpose' : this.#isUsed(at, end) ? 'in-use' : '';
    return {
      label: LABELS[most] ?? 'other',
      confidence: (letters[most] ?? 0) > 0 ? (sure[most] ?? 0) / (letters[most] ?? 1) : 0,
      letters: letters.reduce((sum, count) => sum + count, 0),
      article: article > STRAY ? article : 0,
      refused,
    };
  }

  /** Root, body, and what stands for a whole document. */
  #isPage(at: number): boolean {
    const node = this.reading.nodes[at];
    return !node || nodeType(node) !== 1 || /^(?:html|body)$/.test(localName(node));
  }

  #isUsed(at: number, end: number): boolean {
    for (let node = at; node < end; node += 1) if (((this.reading.columns.flags[node] ?? 0) & IN_USE) !== 0) return true;
    return false;
  }
}
