/** The types and helpers that every entry hands on. */

export { TooLargeError } from './entry.js';
export type { Analysis, AnalyzeOptions } from './entry.js';
export type { Level, PlanOptions } from './engine.js';
export { decodePlan, PlanError } from './plan.js';
export type { BlockLabel, HidePlan, KeepPlan, Label, PagePlan, Purpose, Reason, Role, Why } from './plan.js';
export type { Columns, WalkOptions } from './snapshot/walk.js';
