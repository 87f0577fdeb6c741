/** What the three parts of the content script know of each other: they share an isolated world and nothing else. */
import type { Acts } from 'unnag/apply';
import type { PagePlan, read, Reading } from 'unnag/snapshot';
import type { Failure, PageState, Planned, ToContent, ToWorker } from '../messages.js';

/** What stands on every page (content.ts). It asks the background for the others, so that they need no such code. */
export interface Stub {
  /** Whether the others are to work: a script may come when its site has been switched off, or when nobody waits for it any more. */
  wanted(): boolean;
  /** A failure has a name; this never throws. */
  plan(message: Extract<ToWorker, { type: 'plan' }>): Promise<Planned>;
  /** Sees to it that the keeper is there; if it can not come, the page is left as it was. */
  summon(): Promise<void>;
  /** What has gone wrong, for the popup. */
  fail(why: Failure): void;
  reader?: Reader;
  keeper?: Keeper;
}

/** What both others can do. */
interface Part {
  /** Begins, or begins anew after a change of settings. */
  begin(): void;
  /** Leaves the page as it was. */
  end(): void;
}

/** The first look at pages of sites that are on (reader.ts). */
export interface Reader extends Part {
  /** Hands its look on, and all that must be undone with it. */
  take(): First | undefined;
  readonly read: typeof read;
  /** Begins to watch what the reader does. */
  acts(): Acts;
}

/** All that comes after (keeper.ts): overlays, what comes later, undoing, the popup. */
export interface Keeper extends Part {
  obey(message: ToContent): PageState;
}

/** A first look. */
export interface First {
  /** The attribute that hides. */
  readonly mark: string;
  readonly acts: Acts;
  /** What was marked so far. */
  readonly marked: readonly Element[];
  /** It has failed, or was ended. */
  readonly over: boolean;
  /** Nothing if it was left to the keeper. */
  readonly look: Promise<Look | undefined>;
  end(): void;
}

/** A plan, and what it was made of. */
export interface Look {
  readonly url: string;
  readonly reading: Reading;
  readonly plan: PagePlan;
  /** Whether the hiding rule stands. */
  readonly rule: boolean;
}

/** Where the stub stands. A page can not see its content scripts' world. */
export const KEY = Symbol.for('unnag');
/** The global object with the stub on it, if there is one. */
export const world = globalThis as { [KEY]?: Stub };

/** Resolves when the document has been parsed. */
export const parsed = (): Promise<void> =>
  new Promise((resolve) => {
    if (document.readyState !== 'loading') resolve();
    else {
      document.addEventListener('DOMContentLoaded', () => {
        resolve();
      }, { once: true });
    }
  });

/** Resolves in the page's next idle moment. */
export const idle = (): Promise<void> =>
  new Promise((resolve) => {
    requestIdleCallback(() => {
      resolve();
    }, { timeout: 2000 });
  });

/** A page's state without anything hidden. */
export const emptyState = (status: PageState['status'], failed: Failure | ''): PageState => ({
  host: location.hostname,
  status,
  failed,
  purpose: 'article',
  overBudget: false,
  items: [],
  kept: [],
});
