/** The types and helpers that every entry hands on. */

export { TooLargeError } from './errors.js';
export { CleanSession } from './clean.js';
export { isProbablyArticle } from './probably.js';
export { isHtml } from './analyze/pages.js';
export { explain } from './words.js';
export type { CleanOptions } from './clean.js';
export type { Analyze, ArticleOf, Clean } from './door.js';
export type { Analysis, AnalyzeOptions, Block, Hide, Kept, Place } from './analyze/analysis.js';
export type { Path } from './analyze/paths.js';
export type { ArticleOptions } from './article/text.js';
export type { Item, Keep } from './apply/items.js';
export type { Level, PlanOptions } from './engine.js';
export { decodePlan, PlanError } from './plan.js';
export type { BlockLabel, HidePlan, KeepPlan, Label, PagePlan, Purpose, Reason, Role, Why } from './plan.js';
export type { Columns, WalkOptions } from './snapshot/walk.js';
export { LABELS } from './snapshot/schema.js';
export { LABEL_WORDS, PURPOSE_WORDS, REASON_WORDS, reasonsInWords, WHY_WORDS } from './words.js';
