/**
 * What is known of the page's site, at work on one page: what was hidden on earlier pages is hidden at first paint, each plan settles that, the
 * reader's rules are laid over the plan, and what is hidden here is told to the background.
 *
 * It stands between the other parts and the background: every plan passes through it. Any failure takes the guesses back.
 */
import { digest, Early, isConnected, nodeType, rootOf, signatureOf, tells, type Item } from 'unnag/apply';
import { FLAG, type PagePlan, type Reading } from 'unnag/snapshot';
import { rulesWait } from '../browser.js';
import type { SiteData } from '../lesson.js';
import { learnt, type Lesson, type Planned, type ToWorker } from '../messages.js';
import { MOST_SEEN, withRule, type Act, type Label, type Rule, type Seen } from '../lesson.js';
import { correct, find, type Found } from './correct.js';
import { excerpt } from './excerpt.js';
import { soleAmong } from './sole.js';
import { structureOf } from './structure.js';
import { idle, type Corrected, type Site, type Stub } from './stub.js';
import { Survey } from './survey.js';

/** What is measured of an overlay and can not be measured while it is hidden. */
const MEASURED = FLAG.MEASURED | FLAG.FIXED | FLAG.STICKY | FLAG.COVERS | FLAG.BACKDROP;

const newId = (): string => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => (byte % 36).toString(36)).join('');

/** One page of a site of which something is known, or becomes known. */
export class KnownSite implements Site {
  readonly mark: string | undefined;
  unstored = false;
  readonly #stub: Stub;
  readonly #plan: Stub['plan'];
  readonly #early: Early<Seen> | undefined;
  #learn: boolean;
  #rules: Rule[];
  #stored: Set<string>;
  /** The rule that is being stored, or was last. */
  #storing: Promise<boolean> | undefined;
  /** What is known is no longer what is stored. */
  #ended = false;
  /** Elements that the reader spoke of on this page, for which a signature may tell too little. */
  readonly #picked = new Map<Element, Rule>();
  #held: Found[] = [];
  /** What was measured before it was hidden, here or on an earlier page. */
  readonly #measured = new WeakMap<Node, number>();
  readonly #told = new WeakSet<Element>();
  readonly #shown = new WeakSet<Element>();

  constructor(stub: Stub, { mark, known, rules, learn }: SiteData) {
    this.mark = mark === '' ? undefined : mark;
    this.#stub = stub;
    this.#rules = rules;
    this.#stored = new Set(rules.map(({ id }) => id));
    this.#learn = learn;
    // What the reader hid by hand needs no second page. Where it was article, only the very same words may go, and a guess does not read them.
    const own = rules.filter(({ act, article }) => act === 'hide' && !article).map(({ signature, label }): Seen => ({ signature, label, flags: 0, sole: false }));
    const things = [...known, ...own];
    // A page that the keeper has at hand needs no guesses: what was shown again there would go.
    if (mark !== '' && things.length > 0 && !stub.keeper) this.#early = new Early(document, { mark, known: things, inline: rulesWait() });
    this.#plan = stub.plan;
    stub.plan = (message, reading) => this.plan(message, reading);
  }

  /** Asks for a plan, and lays over it what is known of the site. */
  async plan(message: Extract<ToWorker, { type: 'plan' }>, reading: Reading): Promise<Planned> {
    const asOf = performance.now();
    this.#fillIn(reading);
    let ruled = this.#isRuled();
    let answer = await this.#plan(ruled ? { ...message, blocks: true } : message, reading);
    // The reader has said something meanwhile.
    if (!ruled && this.#isRuled()) {
      ruled = true;
      answer = await this.#plan({ ...message, blocks: true }, reading);
    }
    if ('failed' in answer) {
      this.#early?.end();
      return answer;
    }
    const plan = ruled ? this.#correct(answer.plan, reading) : answer.plan;
    const hidden = new Set(plan.hide.map(({ node }) => reading.nodes[node]));
    const missed = this.#early?.settle(hidden, asOf, answer.rule) ?? [];
    if (this.#learn) {
      for (const { signature, label, flags, sole } of missed) void this.#teach({ type: 'fate', thing: { signature, label, flags, sole }, fate: 'missed' });
      void this.#tell(plan, reading);
    }
    return { ...answer, plan };
  }

  #isRuled(): boolean {
    return this.#rules.length > 0 || this.#picked.size > 0;
  }

  /** An overlay that is hidden by a guess can not be measured: it is told as it was on the earlier page. */
  #fillIn({ nodes, columns }: Reading): void {
    for (let at = 0; at < nodes.length; at += 1) {
      const node = nodes[at];
      const flags = columns.flags[at] ?? 0;
      const thing = this.#early && node && nodeType(node) === 1 ? this.#early.thingOf(node as Element) : undefined;
      if (thing) columns.flags[at] = flags | thing.flags;
      else if (node && (flags & FLAG.MEASURED) !== 0) this.#measured.set(node, flags & MEASURED);
    }
  }

  #correct(plan: PagePlan, reading: Reading): PagePlan {
    const survey = new Survey(plan, reading);
    const corrected = correct(survey, find(survey, this.#rules, this.#picked));
    this.#held = corrected.held;
    return corrected.plan;
  }

  /** Tells the background what is hidden, in an idle moment, once each has been measured. */
  async #tell({ hide }: PagePlan, { nodes, columns }: Reading): Promise<void> {
    if (((columns.flags[0] ?? 0) & FLAG.MEASURED) === 0) return;
    await idle();
    const hidden = hide.flatMap(({ node, label }) => {
      const element = nodes[node] as Element | undefined;
      // What stands in a frame or a shadow tree has another root.
      return element && isConnected(element) && rootOf(element) === document ? [{ element, label }] : [];
    });
    const fresh = hidden.filter(({ element }) => !this.#told.has(element) && !this.#shown.has(element) && !this.ruleOf(element)).slice(0, MOST_SEEN);
    const things: Seen[] = [];
    const isSole = soleAmong(document, new Set(hidden.map(({ element }) => element)));
    for (const { element, label } of fresh) {
      this.#told.add(element);
      const thing = this.#seen(element, label);
      if (tells(thing.signature)) things.push({ ...thing, sole: isSole(thing.signature) });
    }
    if (things.length > 0) await this.#teach({ type: 'seen', page: digest(location.pathname + location.search), things });
  }

  #seen(element: Element, label: Label): Seen {
    return { signature: signatureOf(element), label, flags: this.#measured.get(element) ?? 0, sole: false };
  }

  /** Nobody waits for what is learnt, and what the background counts it must not count twice. */
  async #teach(lesson: Lesson): Promise<void> {
    await chrome.runtime.sendMessage(lesson).catch(() => undefined);
  }

  /** What the reader says is said again to a background that was stopped before it had answered. */
  async #store(lesson: Lesson): Promise<boolean> {
    const answer = await this.#stub.ask(lesson, learnt);
    return 'stored' in answer && answer.stored;
  }

  styleBefore(element: Element): string | null | undefined {
    return this.#early?.styleBefore(element);
  }

  /** The reader has shown something again, or hidden it again. */
  changed({ element, label }: Item, hidden: boolean): void {
    if (hidden) this.#shown.delete(element);
    else {
      this.#early?.drop(element);
      this.#shown.add(element);
    }
    const thing = this.#seen(element, label);
    if (this.#learn && tells(thing.signature)) void this.#teach({ type: 'fate', thing, fate: hidden ? 'hidden' : 'shown' });
  }

  /** The rule of the reader's that hides or keeps an element. */
  ruleOf(element: Element): Rule | undefined {
    return this.#picked.get(element) ?? this.#held.find((one) => one.element === element)?.rule;
  }

  /** What the reader's rules keep on this page. */
  get kept(): readonly Corrected[] {
    const own = [...this.#picked].map(([element, rule]) => ({ element, rule }));
    const seen = new Set<string>();
    return [...own, ...this.#held].filter(({ element, rule }) => {
      if (rule.act !== 'show' || !isConnected(element) || seen.has(rule.id)) return false;
      seen.add(rule.id);
      return true;
    });
  }

  /** The reader says what an element is: from now on that holds here and, if it can be stored, on the site's other pages. */
  async say(act: Act, element: Element, label: Label, was: { readonly label: Label; readonly confidence: number }, article = false): Promise<Rule> {
    const rule: Rule = {
      id: newId(),
      act,
      label,
      signature: signatureOf(element),
      article,
      example: { label: was.label, confidence: was.confidence, text: excerpt([element]), structure: structureOf(element) },
    };
    await this.keep(element, rule);
    return rule;
  }

  /** The same with a rule that was made before and taken back. */
  async keep(element: Element, rule: Rule): Promise<void> {
    this.#picked.set(element, rule);
    // A lone paragraph without names is found nowhere else.
    const found = tells(rule.signature);
    // The page may build the element anew.
    if (found) this.#rules = withRule(this.#rules, rule);
    this.#storing = found ? this.#store({ type: 'rule', rule }) : Promise.resolve(false);
    this.unstored = !(await this.#storing);
    if (!this.unstored) this.#stored.add(rule.id);
  }

  /** Takes a rule back; gives the elements that it spoke of. */
  async unsay(id: string): Promise<Element[]> {
    const spoken = [...this.#picked, ...this.#held.map(({ element, rule }) => [element, rule] as const)];
    const elements = new Set(spoken.filter(([, rule]) => rule.id === id).map(([element]) => element));
    for (const element of elements) this.#picked.delete(element);
    this.#held = this.#held.filter(({ rule }) => rule.id !== id);
    this.#rules = this.#rules.filter((rule) => rule.id !== id);
    // It may be on its way to be stored.
    await this.#storing;
    const known = this.#stored.has(id);
    // Also what is not known to be stored: the answer may have been lost.
    const gone = await this.#store({ type: 'unrule', id });
    this.unstored = known && !gone;
    return [...elements];
  }

  left(): void {
    this.#picked.clear();
    this.#held = [];
  }

  renew({ rules, learn }: SiteData): void {
    if (!this.#ended) return;
    this.#ended = false;
    this.#rules = this.#rules.reduce(withRule, rules);
    this.#stored = new Set(rules.map(({ id }) => id));
    this.#learn = learn;
  }

  end(): void {
    this.#early?.end();
    this.#ended = true;
    const isOwn = ({ id }: Rule): boolean => !this.#stored.has(id);
    this.#rules = this.#rules.filter(isOwn);
    for (const [element, rule] of this.#picked) if (!isOwn(rule)) this.#picked.delete(element);
    this.#held = [];
    // Nobody else knows what the reader has said of this page alone.
    if (this.#isRuled()) return;
    this.#stub.plan = this.#plan;
    this.#stub.site = undefined;
  }
}
