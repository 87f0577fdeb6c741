/**
 * ⑫ The plan as the engine's bytes say it (`src/encode.rs`), as plain objects. The bytes come from our own engine, but across a message
 * and maybe from another version of it: everything is checked, and anything odd means no plan, so the page stays as it is.
 */

import { LABELS, MAGIC, PURPOSES, REASONS, ROLES, WHYS } from './snapshot/schema.js';

export type Label = (typeof LABELS)[number];
export type Role = (typeof ROLES)[number];
export type Purpose = (typeof PURPOSES)[number];
export type Reason = (typeof REASONS)[number];
export type Why = (typeof WHYS)[number];

/** A subtree to hide. */
export interface HidePlan {
  /** Number of its element in the snapshot. */
  readonly node: number;
  readonly label: Label;
  /** 0 to 1. */
  readonly confidence: number;
  /** The strongest first. */
  readonly reasons: readonly Reason[];
}

/** Something that stays on purpose. */
export interface KeepPlan {
  readonly node: number;
  readonly label: Label;
  readonly why: Why;
}

/** What a block of the page is; told if asked for. */
export interface BlockLabel {
  readonly node: number;
  readonly label: Label;
  readonly role: Role;
  readonly confidence: number;
}

/** All that was found out about a block, for those who ask why. */
export interface BlockReport extends BlockLabel {
  /** The networks' score of each label, in the order of `LABELS`, before calibration. */
  readonly probabilities: readonly number[];
  /** Why the label, the strongest first. */
  readonly reasons: readonly Reason[];
  /** Whether the article's text is made of it. */
  readonly part: boolean;
  /** White space collapsed. */
  readonly text: string;
}

/** What to do with a page. */
export interface PagePlan {
  readonly purpose: Purpose;
  /** The plan was dropped whole because it would have hidden too much. */
  readonly overBudget: boolean;
  /** Scrolling may be released: what had locked it is hidden, and the article is whole. */
  readonly releaseScroll: boolean;
  readonly hide: readonly HidePlan[];
  readonly kept: readonly KeepPlan[];
  readonly blocks: readonly BlockLabel[];
  /** Bytes of the article's text, and of all text. */
  readonly articleBytes: number;
  readonly allBytes: number;
}

/** The bytes are no plan. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
}

const HEADER = 7;
const HIDE = 3;
const KEEP = 2;
const BLOCK = 2;

/** Reads words and refuses what is not there. */
class Words {
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    if (bytes.byteLength % 4 !== 0 || bytes.byteLength < HEADER * 4) throw new PlanError('not a plan: its length is wrong');
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#view.byteLength / 4 - this.#at;
  }

  next(): number {
    if (this.left === 0) throw new PlanError('not a plan: it ends too early');
    const word = this.#view.getUint32(this.#at * 4, true);
    this.#at += 1;
    return word;
  }
}

function named<T extends string>(names: readonly T[], number: number, what: string): T {
  const name = names[number];
  if (name === undefined) throw new PlanError(`not a plan: ${what} ${String(number)}`);
  return name;
}

function confidence(byte: number): number {
  return (byte & 0xff) / 255;
}

/**
 * The plan of the engine's bytes. `nodes`: how many nodes the snapshot has.
 * @throws {PlanError} if they are no plan for that many nodes.
 */
export function decodePlan(bytes: Uint8Array, nodes = Infinity): PagePlan {
  const words = new Words(bytes);
  if (words.next() !== MAGIC) throw new PlanError('not a plan: wrong magic');
  const head = words.next();
  const [hides, keeps, blocks] = [words.next(), words.next(), words.next()];
  const [articleBytes, allBytes] = [words.next(), words.next()];
  if (words.left !== hides * HIDE + keeps * KEEP + blocks * BLOCK) throw new PlanError('not a plan: its counts are wrong');
  const node = (): number => {
    const number = words.next();
    if (number >= nodes) throw new PlanError(`not a plan: node ${String(number)} of ${String(nodes)}`);
    return number;
  };
  const hide = Array.from({ length: hides }, (): HidePlan => {
    const at = node();
    const word = words.next();
    const reasons = words.next();
    const count = (word >>> 16) & 0xff;
    if (count > 4) throw new PlanError('not a plan: too many reasons');
    return {
      node: at,
      label: named(LABELS, word & 0xff, 'label'),
      confidence: confidence(word >>> 8),
      reasons: Array.from({ length: count }, (_, index) => named(REASONS, (reasons >>> (index * 8)) & 0xff, 'reason')),
    };
  });
  const kept = Array.from({ length: keeps }, (): KeepPlan => {
    const at = node();
    const word = words.next();
    return { node: at, label: named(LABELS, word & 0xff, 'label'), why: named(WHYS, (word >>> 8) & 0xff, 'why') };
  });
  const labels = Array.from({ length: blocks }, (): BlockLabel => {
    const at = node();
    const word = words.next();
    return {
      node: at,
      label: named(LABELS, word & 0xff, 'label'),
      role: named(ROLES, (word >>> 8) & 0xff, 'role'),
      confidence: confidence(word >>> 16),
    };
  });
  return {
    purpose: named(PURPOSES, head & 0xff, 'purpose'),
    overBudget: (head & 0x100) !== 0,
    releaseScroll: (head & 0x200) !== 0,
    hide,
    kept,
    blocks: labels,
    articleBytes,
    allBytes,
  };
}
