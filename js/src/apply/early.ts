/**
 * ⑬ Hiding at first paint what is known from other pages of the site: while the page is still being parsed, and when its scripts put it in
 * later, before it is ever painted. Only a guess: the plan that follows confirms it or takes it back (`settle`).
 *
 * Threat: a guess that holds back the article. Choice: by names alone only what bears names that nothing else on the earlier pages had, and only
 * until it is complete or has outgrown what was seen before; then two of names, shape and words must agree. Never what holds the main content,
 * and nothing within a moment of the reader's own click or key press. The work is capped; what no plan has spoken of in time is shown.
 */

import { bodyOf, documentElement, ELEMENT, find, firstChild, isConnected, listen, localName, nextSibling, nodeType, parentNode, readyStateOf, removeAttribute, setAttribute } from '../snapshot/dom.js';
import { ACTS, MOMENT_MS } from './acts.js';
import { MAIN } from './inert.js';
import { InlineStyles } from './inline.js';
import { lengthOf, likeness, matchesSignature, namesOf, signatureOf, type Signature } from './signature.js';

/** Something that was hidden on earlier pages. */
export interface Known {
  readonly signature: Signature;
  /** Whether its names alone told it from all else on those pages. */
  readonly sole: boolean;
}

export interface EarlyOptions<Thing extends Known> {
  /** The attribute that hides, for which a rule stands or comes. */
  readonly mark: string;
  /** The rule comes only once the page is there: until a plan says that it stands, inline styles do its work. */
  readonly inline?: boolean | undefined;
  readonly known: readonly Thing[];
  /** Milliseconds that a guess may stand without a plan. Default 8000. */
  readonly patience?: number | undefined;
}

const PATIENCE_MS = 8_000;
/** The most elements that are looked at, and that wait until they are complete. */
const MOST_MET = 30_000;
const MOST_WAITING = 300;
/** A signature costs about as much as looking at so many elements. */
const SIGNATURE_COSTS = 20;
const NEVER = /^(?:html|head|body|main|article)$/;

interface Guess<Thing> {
  readonly thing: Thing;
  readonly since: number;
  /** A plan hides it too. */
  settled: boolean;
}

/** Guesses on one document, until it is ended. */
export class Early<Thing extends Known> {
  readonly #document: Document;
  readonly #mark: string;
  readonly #known: readonly Thing[];
  readonly #tags: ReadonlySet<string>;
  readonly #patience: number;
  readonly #styles = new InlineStyles();
  #inline: boolean;
  readonly #observer: MutationObserver;
  readonly #stop = new AbortController();
  readonly #hidden = new Map<Element, Guess<Thing>>();
  readonly #waiting = new Set<Element>();
  #met = new WeakSet<Element>();
  readonly #refused = new WeakSet<Element>();
  #left = MOST_MET;
  #acted = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(document: Document, { mark, known, inline, patience }: EarlyOptions<Thing>) {
    this.#inline = inline ?? false;
    this.#document = document;
    this.#mark = mark;
    this.#known = known;
    this.#tags = new Set(known.map(({ signature }) => signature.tag).filter((tag) => !NEVER.test(tag)));
    this.#patience = patience ?? PATIENCE_MS;
    this.#observer = new MutationObserver((records) => {
      this.#scan(records);
    });
    const options = { signal: this.#stop.signal, capture: true, passive: true };
    for (const name of ACTS) {
      listen(document, name, (event) => {
        if (event.isTrusted) this.#acted = performance.now();
      }, options);
    }
    listen(document, 'DOMContentLoaded', () => {
      this.#check();
    }, options);
    this.#observer.observe(document, { childList: true, subtree: true });
    const root = documentElement(document);
    if (root) this.#meet(root);
    this.#check();
  }

  /** What a guess took an element for; nothing if it is not hidden by one. */
  thingOf(element: Element): Thing | undefined {
    return this.#hidden.get(element)?.thing;
  }

  /** The inline style that an element had before a guess; `undefined` if none was written. For the snapshot. */
  styleBefore(element: Element): string | null | undefined {
    return this.#styles.before(element);
  }

  /** The reader wants to see this. */
  drop(element: Element): void {
    this.#release(element);
    this.#refused.add(element);
  }

  /**
   * A plan of the page as it was at a time has come: what it does not hide is shown again, for good. Gives what those were taken for.
   * `ruled`: the rule stands.
   */
  settle(plan: { has(element: Element): boolean }, asOf: number, ruled: boolean): Thing[] {
    const released: Thing[] = [];
    if (ruled) {
      this.#inline = false;
      this.#styles.clear();
    }
    for (const [element, guess] of this.#hidden) {
      if (guess.since > asOf) continue;
      guess.settled = plan.has(element);
      if (guess.settled) continue;
      this.drop(element);
      released.push(guess.thing);
    }
    return released;
  }

  /** Takes all guesses back and ends. */
  end(): void {
    this.#observer.disconnect();
    this.#stop.abort();
    clearTimeout(this.#timer);
    this.#waiting.clear();
    for (const element of [...this.#hidden.keys()]) this.#release(element);
  }

  #scan(records: readonly MutationRecord[]): void {
    for (const { target, addedNodes } of records) {
      // A named box that is filled only after it was put in.
      if (nodeType(target) === ELEMENT) {
        this.#left -= 1;
        this.#look(target as Element);
      }
      for (const node of addedNodes) if (nodeType(node) === ELEMENT) this.#meet(node as Element);
      if (this.#left <= 0) break;
    }
    this.#check();
    if (this.#left <= 0) this.#observer.disconnect();
  }

  /** Looks at an element and all in it that has not been met. */
  #meet(root: Element): void {
    const todo: Node[] = [root];
    for (let node = todo.pop(); node && this.#left > 0; node = todo.pop()) {
      if (node !== root) {
        const next = nextSibling(node);
        if (next) todo.push(next);
      }
      if (nodeType(node) !== ELEMENT || this.#met.has(node as Element)) continue;
      this.#met.add(node as Element);
      this.#left -= 1;
      this.#look(node as Element);
      const child = firstChild(node);
      if (child) todo.push(child);
    }
  }

  #look(element: Element): void {
    const tag = localName(element);
    if (!this.#tags.has(tag) || this.#hidden.has(element) || this.#waiting.has(element) || this.#refused.has(element)) return;
    const names = namesOf(element);
    let wait = false;
    for (const thing of this.#known) {
      const { signature, sole } = thing;
      if (signature.tag !== tag) continue;
      const named = names !== '' && signature.names === names;
      if (named && sole) this.#hide(element, thing);
      wait ||= named || (signature.shape !== '' && signature.text !== '');
    }
    if (wait && this.#waiting.size < MOST_WAITING) this.#waiting.add(element);
    else this.#release(element);
  }

  /** What is complete is hidden or shown by its whole signature. */
  #check(): void {
    for (const element of this.#waiting) {
      const complete = this.#isComplete(element);
      const guess = this.#hidden.get(element);
      if (!complete) {
        const most = 2 * (guess?.thing.signature.length ?? 0) + 200;
        if (!guess || lengthOf(element, most) < most) continue;
        // It is not what it seemed to be, and may be what the reader waits for.
        this.drop(element);
      } else {
        const thing = this.#match(element);
        if (thing) this.#hide(element, thing);
        else this.#release(element);
      }
      this.#waiting.delete(element);
    }
  }

  #match(element: Element): Thing | undefined {
    const isLike = likeness(element);
    const likely = this.#known.filter(({ signature }) => isLike(signature));
    if (likely.length === 0 || !isConnected(element) || find(element, MAIN)) return undefined;
    this.#left -= SIGNATURE_COSTS;
    const signature = signatureOf(element);
    return likely.find((thing) => matchesSignature(thing.signature, signature));
  }

  /** The parser has left an element once anything follows it, or it all is read. */
  #isComplete(element: Element): boolean {
    if (readyStateOf(this.#document) !== 'loading') return true;
    const body = bodyOf(this.#document);
    for (let node: Node | null = element; node && node !== body; node = parentNode(node)) if (nextSibling(node)) return true;
    return false;
  }

  #hide(element: Element, thing: Thing): void {
    if (this.#hidden.has(element) || performance.now() - this.#acted < MOMENT_MS) return;
    this.#hidden.set(element, { thing, since: performance.now(), settled: false });
    setAttribute(element, this.#mark, '');
    if (this.#inline) this.#styles.set(element, 'display:none!important');
    this.#expire();
  }

  /** Takes back, in time and for good, what no plan has spoken of. */
  #expire(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      let open = false;
      for (const [element, { since, settled }] of this.#hidden) {
        if (settled) continue;
        if (performance.now() - since >= this.#patience) this.drop(element);
        else open = true;
      }
      if (open) this.#expire();
    }, this.#patience);
  }

  #release(element: Element): void {
    if (!this.#hidden.delete(element)) return;
    removeAttribute(element, this.#mark);
    this.#styles.restore(element);
  }
}
