/** Reading the page for what points at things, and looking again after something was said of them. */
import { Survey } from '../content/survey.js';
import type { Desk, Stub } from '../content/stub.js';

/** Reads the page anew and asks for its plan with the labels of all blocks; nothing if either fails. */
export const makeSurvey = async (stub: Stub, desk: Desk): Promise<Survey | undefined> => {
  const outcome = desk.read();
  if (!outcome.ok) return undefined;
  const { reading } = outcome;
  const answer = await stub.plan({ type: 'plan', page: reading.columns, claims: reading.claims, mark: '', blocks: true }, reading);
  return 'failed' in answer ? undefined : new Survey(answer.plan, reading);
};

/** Looks again: these elements are no longer as the reader wanted them. */
export const lookAgain = (desk: Desk, elements: readonly Element[]): Promise<unknown> => {
  for (const element of elements) desk.forget(element);
  for (const [id, group] of desk.shown) if (group.some(({ element }) => elements.includes(element))) desk.shown.delete(id);
  return desk.look();
};
