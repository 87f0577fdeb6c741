/**
 * A document kept clean: analyse, hide, watch, restore. Threat: a failure half-way. Choice: any error leaves the page as it was before the
 * call that failed, and is told; nothing is asked of the network, and nothing is stored.
 */

import { Hiding } from './apply/hide.js';
import { Items, keeps, liesOver, type Item, type Keep } from './apply/items.js';
import { ScrollRelease } from './apply/scroll.js';
import { steady } from './apply/steady.js';
import { renewing, type Root, type Styles } from './apply/styles.js';
import { innerRoots, Watch } from './apply/watch.js';
import { plan, type PlanOptions, type Wasm } from './engine.js';
import { TooLargeError } from './errors.js';
import { isObject, unexpected } from './kind.js';
import type { PagePlan } from './plan.js';
import { shadowRoot, viewOf } from './snapshot/dom.js';
import { Measurer } from './snapshot/measure.js';
import { walk, type WalkOptions } from './snapshot/walk.js';

export interface CleanOptions extends PlanOptions, Omit<WalkOptions, 'mark' | 'closed' | 'styleBefore'> {
  /** `false`: layout is not read, so overlays are known by their markup only. Default `true`. */
  readonly layout?: boolean | undefined;
  /** `true`: keep looking while the page changes; the same as calling `observe()`. Default `false`. */
  readonly observe?: boolean | undefined;
  /** How rules come to apply. Default: a stylesheet that the document adopts. */
  readonly styles?: Styles | undefined;
  /** Called after each look that changed what is hidden. */
  readonly onChange?: ((session: CleanSession) => void) | undefined;
}

/** Whether it is an item of one of these elements. */
function isItem(given: unknown, elements: WeakSet<Element>): boolean {
  return isObject(given) && 'element' in given && 'id' in given && elements.has(given.element as Element);
}

/** A document that is being kept clean. */
export class CleanSession {
  readonly #document: Document;
  readonly #wasm: () => Wasm;
  readonly #options: CleanOptions;
  readonly #hiding: Hiding;
  readonly #items: Items;
  readonly #scroll: ScrollRelease;
  /** Sees to it that the rules apply. */
  readonly #renew: () => void;
  readonly #measurer = new Measurer();
  /** Whether the document is drawn; those of DOM libraries are not, and know nothing of places. */
  readonly #drawn: boolean;
  #plan: PagePlan | undefined;
  #kept: readonly Keep[] = [];
  /** All that was ever hidden. */
  readonly #known = new WeakSet<Element>();
  #watch: Watch | undefined;
  /** What there is to watch inside the document. */
  #inner: readonly Root[] = [];
  #over = false;

  constructor(wasm: () => Wasm, document: Document, options: CleanOptions = {}) {
    const own = renewing();
    const styles = options.styles ?? own;
    this.#renew = () => {
      own.renew();
    };
    this.#wasm = wasm;
    this.#document = document;
    this.#options = options;
    this.#drawn = Reflect.has(document, 'elementFromPoint');
    this.#hiding = new Hiding({ styles });
    this.#items = new Items(this.#hiding);
    this.#scroll = new ScrollRelease({ mark: this.#hiding.mark, styles });
    try {
      this.look();
      if (options.observe === true) this.observe();
    } catch (error) {
      // Nobody has the session, and so nobody else could.
      this.restore();
      throw error;
    }
  }

  /** What is hidden now, each with its element, label, confidence and reasons, in document order. */
  get hidden(): readonly Item[] {
    return this.#items.list;
  }

  /** What looks like noise and stays on purpose. */
  get kept(): readonly Keep[] {
    return this.#kept;
  }

  /** The newest plan; none after everything was restored. */
  get plan(): PagePlan | undefined {
    return this.#plan;
  }

  /**
   * Looks at the document again and hides what is new. Gives whether anything new was hidden.
   * @throws {TooLargeError} if the page passes a cap. What is hidden stays as it is then.
   */
  look(): boolean {
    if (this.#over) return false;
    const outcome = walk(this.#document, {
      ...this.#options,
      mark: this.#hiding.mark,
      closed: this.#hiding.closed,
      styleBefore: (element) => {
        const style = this.#hiding.styleBefore(element);
        return style === undefined ? this.#scroll.styleBefore(element) : style;
      },
    });
    if (!outcome.ok) throw new TooLargeError(outcome.tooLarge);
    const { snapshot } = outcome;
    if (this.#options.layout !== false && typeof viewOf(this.#document)?.getComputedStyle === 'function') this.#measurer.measure(this.#document, snapshot, { mark: this.#hiding.mark });
    const next = plan(this.#wasm(), snapshot.columns, this.#options);
    this.#renew();
    const before = this.#items.list.length;
    const fresh = this.#steady(() => this.#items.apply(next, snapshot.nodes));
    for (const { element } of this.#items.list) this.#known.add(element);
    this.#plan = next;
    this.#kept = keeps(next, snapshot.nodes);
    this.#inner = innerRoots(snapshot, this.#options.shadowRootOf ?? shadowRoot);
    this.#watch?.follow(this.#inner);
    const over = this.#items.list.filter(liesOver).map(({ element }) => element);
    if (this.#drawn && next.releaseScroll && over.length > 0) this.#scroll.release(this.#document, over);
    else this.#scroll.restore();
    if (fresh.length > 0 || before !== this.#items.list.length) this.#options.onChange?.(this);
    return fresh.length > 0;
  }

  /**
   * Shows one item again for good, or (without an item) everything; the document is then exactly as the page left it.
   * @throws {TypeError} if it is no item of this session: whoever has lost theirs does not want everything.
   */
  restore(item?: Item): void {
    if (item !== undefined) {
      if (!isItem(item, this.#known)) throw unexpected('unnag: one of the session’s hidden', item);
      this.#steady(() => this.#items.restore(item.id));
      if (!this.#items.list.some(liesOver)) this.#scroll.restore();
      return;
    }
    this.#items.clear();
    this.#scroll.restore();
    this.#plan = undefined;
    this.#kept = [];
    this.#watch?.disconnect();
    this.#watch = undefined;
  }

  #steady<T>(act: () => T): T {
    return this.#drawn ? steady(this.#document, act) : act();
  }

  /**
   * Keeps looking while the page changes, in idle moments and within a budget.
   * @throws {TypeError} where there is nothing to observe with: outside browsers.
   */
  observe(): void {
    if (this.#over) return;
    if (typeof MutationObserver !== 'function') throw new TypeError('observe: there is no MutationObserver here');
    this.#watch ??= new Watch(this.#document, {
      mark: this.#hiding.mark,
      hidden: this.#hiding.elements,
      onChange: () => this.look(),
      onUnmarked: () => {
        this.#hiding.renew();
      },
      onNavigate: () => {
        this.#items.leave();
        this.#scroll.restore();
      },
    });
    this.#watch.follow(this.#inner);
  }

  /** Ends the session: nothing is looked at any more. What is hidden stays hidden. */
  disconnect(): void {
    this.#over = true;
    this.#watch?.disconnect();
    this.#watch = undefined;
  }
}
