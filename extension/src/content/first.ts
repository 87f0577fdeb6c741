/**
 * ② ⑬ The first look: the page is read as soon as it is parsed, and what the plan hides is marked at once. Nothing else, so that little is to be
 * parsed until then; the keeper goes on from here.
 *
 * Choice: it marks only where the background's rule stands and in the document itself. All that takes more (frames, dialogs, scroll locks,
 * what the reader has opened meanwhile) is left to the keeper. Any failure leaves the page as it was.
 */
import { Acts, drawMark, putMarks, takeMarks } from 'unnag/apply';
import { read } from 'unnag/snapshot';
import { likelyRoot } from '../browser.js';
import type { Failure } from '../messages.js';
import { idle, parsed, type First, type Look, type Stub } from './stub.js';

/** Begins a first look. */
export const look = (stub: Stub): First => {
  const mark = stub.site?.mark ?? drawMark();
  const acts = new Acts(document);
  let marked: Element[] = [];
  let over = false;

  const end = (): void => {
    over = true;
    acts.disconnect();
    takeMarks(marked, mark);
  };
  const fail = (why: Failure): void => {
    end();
    stub.fail(why);
  };

  const run = async (): Promise<Look | undefined> => {
    await parsed();
    // The keeper knows how to tell what the reader has opened.
    if (isOver() || acts.early.length > 0) return undefined;
    const url = location.href;
    const outcome = read(document, { shadowRootOf: likelyRoot, mark, styleBefore: (element) => stub.site?.styleBefore(element) });
    if (!outcome.ok) {
      fail('page');
      return undefined;
    }
    const { reading } = outcome;
    const answer = await stub.plan({ type: 'plan', page: reading.columns, claims: reading.claims, mark }, reading);
    if (isOver()) return undefined;
    if ('failed' in answer) {
      fail(answer.failed);
      return undefined;
    }
    // A single-page app shows another page by now.
    if (location.href !== url) return undefined;
    if (answer.rule) marked = putMarks(answer.plan, reading.nodes, document, mark);
    return { url, reading, ...answer };
  };

  // What is awaited may end it.
  const isOver = (): boolean => over;

  const found = run().catch((): undefined => {
    fail('page');
  });
  const goOn = async (): Promise<void> => {
    const look = await found;
    // Undoing and the rest of an overlay can not wait; where nothing is hidden, the page comes first.
    if (look?.plan.hide.length === 0) await idle();
    if (!isOver()) await stub.summon();
  };
  void goOn();

  return {
    mark,
    acts,
    get marked() {
      return marked;
    },
    get over() {
      return over;
    },
    look: found,
    end,
  };
};
