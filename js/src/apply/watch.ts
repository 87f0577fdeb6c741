/**
 * ⑬ When to look again: after bursts of additions, when an overlay changes, when the address changes. It only tells; looking is the caller's.
 *
 * Threat: pages that mutate without end (video sites at full CPU are real reports), on purpose or not. Choice: of a record no more is read than
 * costs little; looks come in idle moments, and while the page does not calm down each waits twice as long as the one before, up
 * to some seconds, with the observer off in between; after enough such looks without a find it stops until the reader does something. A page
 * that goes on putting in again what was hidden has its way in the end: the watch stops until another page stands there.
 * A hidden tab is not watched. Gap: what a stopped watch misses stays until the next click or key press.
 */

import { attribute, bodyOf, documentElement, frameIn, isConnected, isPage, listen, localName, nodeType, parentNode, urlOf, viewOf } from '../snapshot/dom.js';
import { isLocked } from '../snapshot/measure.js';
import { FLAG, TAGS } from '../snapshot/schema.js';
import type { Reading } from '../snapshot/walk.js';
import type { Root } from './styles.js';

export interface WatchOptions {
  /** The attribute that hides: our own writes are no news, but its removal is. */
  readonly mark: string;
  /** Something is worth a look. Gives (or promises) whether the look found anything new. */
  readonly onChange: () => boolean | Promise<boolean>;
  /**
   * Told of elements that come, before they are painted; gives whether that is dealt with, and so is no news. Not told for a moment after some in a
   * row: a page that answers at once would turn with us for ever.
   */
  readonly onAdded?: ((element: Element) => boolean) | undefined;
  /** Another page stands here now (a single-page app's route). */
  readonly onNavigate?: ((url: string) => void) | undefined;
  /** Somebody took our mark off an element, or rewrote the style of one that we hid. */
  readonly onUnmarked?: (() => void) | undefined;
  /** What is hidden: a mark that is missing on it, or stands on anything else, is news, and whether it has left the page is asked. Not given, every mark that goes is. */
  readonly hidden?: ReadonlySet<Element> | undefined;
  /** Milliseconds; for tests. */
  readonly pace?: Partial<Pace> | undefined;
}

export interface Pace {
  /** Between two looks while the page is calm. */
  readonly least: number;
  /** Between two looks while it mutates without end. */
  readonly most: number;
  /** Without news for this long, the page is calm. */
  readonly calm: number;
  /** Looks at the slowest pace without a find after which the watch stops; finds in a row that a page may give without calming down. */
  readonly patience: number;
}

const PACE: Pace = { least: 50, most: 4_000, calm: 2_500, patience: 15 };
const IFRAME = /* @__PURE__ */ TAGS.indexOf('iframe');
const SHORT_TEXT = 20;
const MOST_RECORDS = 400;
/** For so long each thing that is dealt with as it comes counts, and so long together they may. */
const ANSWER_MS = 25;
const ANSWERS_MS = 75;
const SILENT: ReadonlySet<string> = new Set(['SCRIPT', 'STYLE', 'LINK', 'META', 'NOSCRIPT', 'TEMPLATE', 'BR', 'SOURCE', 'TRACK']);
const WAKING = ['pointerdown', 'keydown', 'wheel'] as const;
const ROUTES = ['popstate', 'hashchange'] as const;

type State = 'watching' | 'resting' | 'stopped' | 'beaten' | 'hidden' | 'over';
type Handle = number | ReturnType<typeof setTimeout>;

/** An address without the part that only scrolls. */
function page(url: string): string {
  const hash = url.indexOf('#');
  return hash < 0 || /^#!?\//.test(url.slice(hash)) ? url : url.slice(0, hash);
}

/** Watches one document until it is disconnected. */
export class Watch {
  readonly #document: Document;
  readonly #options: WatchOptions;
  readonly #pace: Pace;
  readonly #observer: MutationObserver;
  #roots: ReadonlySet<Root>;
  readonly #stop = new AbortController();
  #url: string;
  #timer: Handle | undefined;
  #idle: number | undefined;
  #wait: number;
  #dirty = false;
  #unmarked = false;
  /** Somebody writes against us: such a page is never calm, however seldom it does. */
  #fought = false;
  #looking = false;
  #locked = false;
  #fruitless = 0;
  #finds = 0;
  #lastLook = -Infinity;
  /** Until when what was dealt with as it came counts. */
  #answered = 0;
  #state: State = 'watching';

  constructor(document: Document, options: WatchOptions) {
    this.#document = document;
    this.#options = options;
    this.#pace = { ...PACE, ...options.pace };
    this.#wait = this.#pace.least;
    this.#url = page(urlOf(document) ?? '');
    this.#observer = new MutationObserver((records) => {
      this.#scan(records);
    });
    this.#roots = new Set([document]);
    this.#listen();
    if (document.visibilityState === 'hidden') this.#state = 'hidden';
    else this.#connect();
  }

  /**
   * `watching`; `resting` between two looks at a restless page; `stopped` until the reader acts; `beaten` by one that has put in again whatever
   * went, until another page stands there; `hidden` with its tab; `over`.
   */
  get state(): State {
    return this.#state;
  }

  /** After a look: watches what is hidden, and these roots inside the document, those of before no more; see `innerRoots`. */
  follow(roots: readonly Root[]): void {
    this.#roots = new Set([this.#document, ...roots]);
    if (this.#state === 'watching') this.#connect();
  }

  /** Asks for a look as if the page had changed: something may have, before the watch began. */
  stir(): void {
    this.#news();
  }

  /** Ends the watch for good. */
  disconnect(): void {
    this.#state = 'over';
    this.#observer.disconnect();
    this.#stop.abort();
    this.#cancel();
    this.#roots = new Set();
  }

  #listen(): void {
    const view = viewOf(this.#document);
    const until = { signal: this.#stop.signal };
    listen(
      this.#document,
      'visibilitychange',
      () => {
        if (this.#document.visibilityState === 'hidden') this.#pause('hidden');
        else if (this.#state === 'hidden') this.#resume();
      },
      until,
    );
    if (!view) return;
    for (const name of WAKING) {
      listen(
        view,
        name,
        () => {
          if (this.#state === 'stopped') this.#resume();
        },
        { ...until, passive: true, capture: true },
      );
    }
    const route = (): void => {
      this.#route();
    };
    for (const name of ROUTES) listen(view, name, route, until);
    // `pushState` has no event of its own elsewhere; where this one is missing, the mutations that follow bring us to look.
    const navigation: unknown = Reflect.get(view, 'navigation');
    if (navigation instanceof EventTarget) listen(navigation, 'navigatesuccess', route, until);
  }

  #connect(): void {
    for (const root of this.#roots) {
      this.#observer.observe(root, {
        childList: true,
        subtree: true,
        attributes: true,
        attributeFilter: ['class', 'style', 'hidden', 'open', 'aria-hidden', this.#options.mark],
      });
    }
    // With other words in it, something that is hidden may be something else.
    for (const element of this.#options.hidden ?? []) this.#observer.observe(element, { characterData: true, subtree: true });
  }

  #pause(state: 'hidden' | 'stopped' | 'beaten' | 'resting'): void {
    if (this.#state === 'over' || this.#state === 'beaten') return;
    this.#state = state;
    this.#observer.disconnect();
    this.#cancel();
  }

  #resume(): void {
    if (this.#state === 'over') return;
    this.#state = 'watching';
    this.#fruitless = 0;
    this.#wait = this.#pace.least;
    this.#connect();
    // What happened meanwhile was not seen.
    this.#news();
  }

  #cancel(): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    if (this.#idle !== undefined) viewOf(this.#document)?.cancelIdleCallback(this.#idle);
    this.#timer = undefined;
    this.#idle = undefined;
  }

  /** Nothing is held against the page. */
  #begin(): void {
    this.#fruitless = 0;
    this.#finds = 0;
    this.#wait = this.#pace.least;
  }

  #route(): boolean {
    const url = page(urlOf(this.#document) ?? '');
    if (url === this.#url || this.#state === 'over') return false;
    this.#url = url;
    this.#begin();
    this.#options.onNavigate?.(url);
    if (this.#state === 'stopped' || this.#state === 'beaten') this.#resume();
    else this.#news();
    return true;
  }

  #scan(records: readonly MutationRecord[]): void {
    if (this.#route()) return;
    // A thousand records at once are worth a look whatever they are.
    if (records.length > MOST_RECORDS) {
      this.#unmarked = true;
      this.#news();
      return;
    }
    for (const record of records) {
      if (record.type === 'attributes') this.#attribute(record);
      else if (this.#tells(record)) this.#news();
    }
  }

  /** Whether what a record tells of, added or rewritten, can hold something to hide or to show again. */
  #tells({ type, target, addedNodes }: MutationRecord): boolean {
    let told = false;
    for (const node of type === 'characterData' ? [target] : addedNodes) {
      if (!isConnected(node)) continue;
      const type = nodeType(node);
      told = (type === 1 ? !SILENT.has(node.nodeName) && !this.#dealtWith(node as Element) : type === 3 && (node as Text).length > SHORT_TEXT) || told;
    }
    return told;
  }

  #dealtWith(element: Element): boolean {
    const now = performance.now();
    if (this.#answered > now + ANSWERS_MS || !this.#options.onAdded?.(element)) return false;
    this.#answered = Math.max(this.#answered, now) + ANSWER_MS;
    return true;
  }

  #attribute({ target, attributeName }: MutationRecord): void {
    const element = target as Element;
    const mark = attribute(element, this.#options.mark);
    const marked = mark === '';
    if (attributeName === this.#options.mark) {
      const { hidden } = this.#options;
      if (mark === null && isPage(element, this.#document)) this.#soon();
      if ((mark !== null && !marked) || (hidden ? hidden.has(element) === marked : marked)) return;
      this.#unmarked = true;
      this.#fought = true;
      this.#news();
    } else if (marked) {
      // Opened with `showModal`, a dialog that is hidden makes the page inert all the same.
      if (attributeName === 'style' || attributeName === 'open') {
        this.#unmarked = true;
        this.#fought = true;
        this.#news();
      }
    } else if (attributeName === 'style' && isPage(element, this.#document)) {
      // Many pages write a number there whenever the reader scrolls.
      this.#soon();
    } else if (!this.#dirty && this.#mayFloat(element)) {
      this.#news();
    }
  }

  /** Whether a change of this element's class or `open` may open or close an overlay. */
  #mayFloat(element: Element): boolean {
    return isPage(element, this.#document) || parentNode(element) === bodyOf(this.#document);
  }

  /** Whether the page is kept from scrolling. */
  #isLocked(): boolean {
    const view = viewOf(this.#document);
    return [bodyOf(this.#document), documentElement(this.#document)].some((element) => view && element && isLocked(view.getComputedStyle(element)));
  }

  #news(): void {
    this.#dirty = true;
    this.#soon();
  }

  /** Looks soon; without news meanwhile, only if scrolling has been locked or let go. */
  #soon(): void {
    if (this.#timer !== undefined || this.#idle !== undefined || this.#looking || this.#state !== 'watching') return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#whenIdle();
    }, this.#wait);
  }

  #whenIdle(): void {
    const view = viewOf(this.#document);
    if (!view || typeof view.requestIdleCallback !== 'function') {
      void this.#look();
      return;
    }
    this.#idle = view.requestIdleCallback(
      () => {
        this.#idle = undefined;
        void this.#look();
      },
      { timeout: 1_000 },
    );
  }

  async #look(calm = performance.now() - this.#lastLook > this.#pace.calm): Promise<void> {
    if (this.#state !== 'watching') return;
    if (!this.#dirty && !this.#unmarked && this.#isLocked() === this.#locked) return;
    const fought = this.#fought;
    this.#fought = false;
    this.#lastLook = performance.now();
    this.#dirty = false;
    this.#looking = true;
    const { hidden } = this.#options;
    const gone = !hidden || [...hidden].some((element) => !isConnected(element));
    let found = false;
    try {
      if (this.#unmarked) this.#options.onUnmarked?.();
      this.#unmarked = false;
      found = await this.#options.onChange();
    } catch {
      // The caller's failure is the caller's; the page stays as it is.
    }
    // What the page has answered at once would be lost if the observer rests now.
    this.#scan(this.#observer.takeRecords());
    this.#looking = false;
    this.#locked = this.#isLocked();
    // A look may have ended the watch, or the tab may have been hidden meanwhile.
    if (this.state !== 'watching') return;
    // A page that puts in again what goes is no calmer for having had its way since the look before.
    const endless = found && gone && this.#finds >= this.#pace.patience;
    if (fought || endless) calm = false;
    if (calm) this.#begin();
    // A page that feeds us finds without end is as restless as any other.
    if (found && !fought && this.#finds < this.#pace.patience) {
      this.#finds += 1;
      this.#fruitless = 0;
    } else if (!calm) {
      this.#wait = Math.min(this.#wait * 2, this.#pace.most);
      if (this.#wait === this.#pace.most) this.#fruitless += endless ? this.#pace.patience : 1;
    }
    if (this.#fruitless > this.#pace.patience) this.#pause(endless ? 'beaten' : 'stopped');
    else if (this.#wait >= this.#pace.most / 4) this.#rest();
    else this.#catchUp();
  }

  /** What came in during a look is news. */
  #catchUp(): void {
    if (this.#dirty) this.#news();
  }

  /** Looks away for a while, since on a restless page even the records cost; then watches for a moment whether it is restless still. */
  #rest(): void {
    this.#pause('resting');
    this.#timer = setTimeout(() => {
      this.#state = 'watching';
      this.#connect();
      this.#dirty = false;
      // What happened during the rest was not seen, so there is a look whether there is news or not.
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.#unmarked = true;
        void this.#look(!this.#dirty);
      }, this.#pace.least);
    }, this.#wait);
  }
}

/** The shadow roots and documents in frames that a reading went into: nothing that the observer of a document sees happens inside them. */
export function innerRoots({ nodes, columns }: Pick<Reading, 'nodes' | 'columns'>, shadowRootOf: (element: Element, name: string) => ShadowRoot | null): Root[] {
  return nodes.flatMap((node, at) => {
    const inner = ((columns.flags[at] ?? 0) & FLAG.SHADOW) !== 0 ? shadowRootOf(node as Element, localName(node)) : columns.tags[at] === IFRAME ? frameIn(node) : null;
    return inner ?? [];
  });
}
