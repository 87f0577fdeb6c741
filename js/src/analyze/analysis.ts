/** What was found out about a page, in the words of its users: elements and paths instead of numbers. */

import { articleHtml } from '../article/html.js';
import type { Source } from '../article/source.js';
import { articleText, type ArticleOptions } from '../article/text.js';
import type { PlanOptions } from '../engine.js';
import { checkOptions } from '../given.js';
import { decodePlan, type BlockReport, type Label, type PagePlan, type Purpose, type Reason, type Role, type Why } from '../plan.js';
import { ENTRY_END, LABELS } from '../snapshot/schema.js';
import type { WalkOptions } from '../snapshot/walk.js';
import type { Path } from './paths.js';

export interface AnalyzeOptions extends Omit<PlanOptions, 'blocks'>, WalkOptions {
  /** What a string is. Default: HTML if there is a tag in it, else plain text, each line a paragraph. */
  readonly format?: 'html' | 'text' | undefined;
  /** `true`: each block tells the networks' score of each label too. Default `false`. */
  readonly explain?: boolean | undefined;
}

/** Where something stands. */
export interface Place {
  /** The element; none for strings where there is no DOM. */
  readonly element?: Element | undefined;
  /**
   * The element-child indices from `<html>`: `[1, 0]` is the first element of `<body>`. For plain text the number of the paragraph. None within
   * shadow trees and frames, nor once all paths together have two million steps.
   */
  readonly path?: Path | undefined;
}

/** A run of text that belongs to one block-level element, and what it is. */
export interface Block extends Place {
  readonly label: Label;
  /** The part that it plays in the article; `none` for other blocks. */
  readonly role: Role;
  /** How probable it is that the label is right, 0 to 1: calibrated on sites that the model had not seen. */
  readonly confidence: number;
  /** Why the label, the strongest first. */
  readonly reasons: readonly Reason[];
  /** White space collapsed. */
  readonly text: string;
  /** Whether the article's text is made of it. */
  readonly inArticle: boolean;
  /** The networks' score of each label, before calibration; they sum to 1. With `explain` only. */
  readonly probabilities?: Readonly<Record<Label, number>> | undefined;
}

/** A subtree that `clean` would hide. */
export interface Hide extends Place {
  readonly label: Label;
  /** How probable it is that it is a nag (or consent notice, or furniture, as its label says), 0 to 1. */
  readonly confidence: number;
  /** The strongest first. */
  readonly reasons: readonly Reason[];
}

/** Something that looks like a nag and stays on purpose. */
export interface Kept extends Place {
  readonly label: Label;
  readonly why: Why;
}

/** What was found out about a page. */
export interface Analysis {
  /** What the page is for. On donation, log-in, checkout pages and the like nothing is hidden. */
  readonly purpose: Purpose;
  /** What the page says of itself; empty if it does not. */
  readonly url: string;
  readonly language: string;
  readonly title: string;
  /** In document order. */
  readonly blocks: readonly Block[];
  /** In document order, none inside another. */
  readonly hide: readonly Hide[];
  readonly kept: readonly Kept[];
  /** Hiding was given up whole because it would have hidden too much. */
  readonly overBudget: boolean;
  /**
   * The article's text in the page's order: paragraphs separated by blank lines, breaks and code as they stand, of a table a row a line, its cells
   * separated by tabs. Empty for a page without an article.
   */
  articleText(options?: ArticleOptions): string;
  /** The article's markup: text, links, lists, tables and pictures, no scripts, styles, frames or forms. Empty for a page without an article. */
  articleHtml(options?: ArticleOptions): string;
}

/** What the engine says of a page, and what its numbers stand for. */
export interface Findings {
  readonly plan: PagePlan;
  readonly blocks: readonly BlockReport[];
  /** Address, language, title, separated. */
  readonly facts: string;
  readonly place: (node: number) => Place;
  /** The page once more, for those who want the article. */
  readonly source: () => Source;
}

/** The plan and the blocks in what the engine gives. */
export function taken([bytes, blocks]: readonly unknown[], nodes?: number): Pick<Findings, 'plan' | 'blocks'> {
  return { plan: decodePlan(bytes as Uint8Array, nodes), blocks: blocks as readonly BlockReport[] };
}

/** An analysis of what the engine found. */
export function analysis({ plan, blocks, facts, place, source: make }: Findings, explain = false): Analysis {
  let made: Source | undefined;
  const source = (): Source => (made ??= make());
  const [url = '', language = '', title = ''] = facts.split(ENTRY_END);
  const placed = <T extends { readonly node: number }>({ node, ...rest }: T): Omit<T, 'node'> & Place => ({ ...rest, ...place(node) });
  return {
    purpose: plan.purpose,
    url,
    language,
    title,
    blocks: blocks.map(({ node, label, role, confidence, reasons, text, part, probabilities }) => ({
      label,
      role,
      confidence,
      reasons,
      text,
      inArticle: part,
      ...(explain && { probabilities: byLabel(probabilities) }),
      ...place(node),
    })),
    hide: plan.hide.map(placed),
    kept: plan.kept.map(placed),
    overBudget: plan.overBudget,
    articleText: (options = {}) => {
      checkOptions(options);
      return articleText(source, blocks, options);
    },
    articleHtml: (options = {}) => {
      checkOptions(options);
      return articleHtml(source(), blocks, options);
    },
  };
}

function byLabel(probabilities: readonly number[]): Record<Label, number> {
  return Object.fromEntries(LABELS.map((label, number) => [label, probabilities[number] ?? 0])) as Record<Label, number>;
}
