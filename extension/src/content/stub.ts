/** What the three parts of the content script know of each other: they share an isolated world and nothing else. */
import type { Acts, Item } from 'unnag/apply';
import type { PagePlan, read, Reading } from 'unnag/snapshot';
import type { Act, Label, Rule, SiteData } from '../lesson.js';
import type { Failure, PageState, Planned, ToContent, ToWorker } from '../messages.js';
import type { ask } from './ask.js';
import type { Group } from './groups.js';

/** What stands on every page (content.ts). It asks the background for the others, so that they need no such code. */
export interface Stub {
  /** Whether the others are to work: a script may come when its site has been switched off, or when nobody waits for it any more. */
  wanted(): boolean;
  /** Asks the background, again if it is stopped before it has answered; what it is asked to store it may then be asked twice. */
  ask: typeof ask;
  /** A failure has a name; this never throws. */
  plan: (message: Extract<ToWorker, { type: 'plan' }>, reading: Reading) => Promise<Planned>;
  /** Sees to it that the keeper is there; if it can not come, the page is left as it was. */
  summon(): Promise<void>;
  /** What has gone wrong, for the popup. */
  fail(why: Failure): void;
  reader?: Reader;
  keeper?: Keeper;
  site?: Site | undefined;
  tools?: Tools;
}

/** What the reader says that something is, on this page. */
export interface Corrected {
  readonly element: Element;
  readonly rule: Rule;
}

/** What is known of the page's site (site.ts): where anything is, every plan passes through it. */
export interface Site {
  /** The attribute for which a rule stands, or is on its way. */
  readonly mark: string | undefined;
  /** What was said last holds for this page alone. */
  readonly unstored: boolean;
  readonly kept: readonly Corrected[];
  changed(item: Item, hidden: boolean): void;
  /** The inline style that an element had before a guess; `undefined` if none was written. */
  styleBefore(element: Element): string | null | undefined;
  ruleOf(element: Element): Rule | undefined;
  say(act: Act, element: Element, label: Label, was: { readonly label: Label; readonly confidence: number }, article?: boolean): Promise<Rule>;
  keep(element: Element, rule: Rule): Promise<void>;
  unsay(id: string): Promise<Element[]>;
  /** Another page of an app stands here now, maybe in the same elements: what was said of them is known by its rules alone. */
  left(): void;
  /** Takes its guesses back, and stands no longer between unless something holds for this page alone. */
  end(): void;
  /** Goes on with what is stored now, after it was ended. */
  renew(data: SiteData): void;
}

/** What the tools may do with the page. */
export interface Desk {
  /** What was last clicked with the other button. */
  readonly clicked: Element | undefined;
  /** What is hidden, or was and is shown again. */
  readonly groups: readonly { readonly group: Group; readonly hidden: boolean }[];
  /** Reads the page as it would be without what is done to it. */
  read(): ReturnType<typeof read>;
  /** Hides what the reader points at. */
  choose(element: Element, label: Label): Item | undefined;
  show(id: number): void;
  /** What the reader wanted shown, by its first part's number. */
  readonly shown: Map<number, Group>;
  /** Forgets that the reader wanted something shown. */
  forget(element: Element): void;
  /** Looks at the page and follows a plan made anew. */
  look(): Promise<unknown>;
}

/** What the reader points with (picker.ts). */
export interface Tools {
  /** Elements that are the tools' own: not the page's, and not to be looked at. */
  has(element: Element): boolean;
  obey(message: ToContent, desk: Desk): Promise<void>;
  /** Takes everything of itself off the page. */
  end(): void;
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
  /** Hides again what has lost its mark. */
  mend(): void;
  /** `null`: it is no message. */
  obey(value: unknown): Promise<PageState | null>;
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

/** What the background has handed over of the site (background/learn.ts). */
export const handed = (): SiteData | undefined => (globalThis as Record<symbol, unknown>)[Symbol.for('unnag.site')] as SiteData | undefined;

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
  unstored: false,
});
