/** `unnag/snapshot`: the page as the engine takes it, and the plan as the engine gives it. No engine in here. */

export { decodePlan, PlanError } from '../plan.js';
export type { BlockLabel, HidePlan, KeepPlan, Label, PagePlan, Purpose, Reason, Role, Why } from '../plan.js';
export { Measurer } from './measure.js';
export type { MeasureOptions } from './measure.js';
export { MOST_CHARACTERS, MOST_SCRIPTS } from './claims.js';
export type { Claims } from './claims.js';
export { facts } from './facts.js';
export { Rereader } from './again.js';
export { read, walk } from './walk.js';
export type { Columns, Memory, Outcome, Reading, Rows, Snapshot, Table, TooLarge, WalkOptions } from './walk.js';
export { CALM_KINDS, FLAG, FOCUS_KINDS, LABELS, MAX_NODES, MAX_TEXT, PURPOSES, REASONS, SWITCH_BLOCKS, SWITCH_NO_GUARD, WHYS } from './schema.js';
