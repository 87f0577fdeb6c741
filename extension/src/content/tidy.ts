/**
 * ⑬ ⑭ One page's course: read, planned, applied, watched, undone.
 *
 * Choice: a first plan as soon as the page is parsed, from its markup alone; then, in idle moments, plans with the layout of what may lie
 * over the page. Any failure ends the course with the page as it was. Known gap: between two looks a late nag is seen for a moment.
 */
import { Hiding, Items, keeps, Opened, ScrollRelease, Watch, type Item as Hidden, type Keep } from 'unnag/apply';
import { Measurer, walk, type PagePlan } from 'unnag/snapshot';
import { orphaned, shadowRoot } from '../browser.js';
import { MAX_ITEMS, planned, type Failure, type Item, type PageState, type ToContent, type ToWorker } from '../messages.js';
import { excerpt } from './excerpt.js';
import { userRule } from './rule.js';
import { ask, emptyState, type Reader } from './stub.js';

/**
 * Two more looks after the page has loaded, whatever the observer saw: that an element gets a shadow root, and what is written into one or into
 * a frame, leaves no record anywhere until somebody has looked in.
 */
const LATER_MS = [1500, 4000];

const parsed = (): Promise<void> =>
  new Promise((resolve) => {
    if (document.readyState !== 'loading') resolve();
    else {
      document.addEventListener('DOMContentLoaded', () => {
        resolve();
      }, { once: true });
    }
  });

const loaded = (): Promise<void> =>
  new Promise((resolve) => {
    const idle = (): void => {
      requestIdleCallback(() => {
        resolve();
      }, { timeout: 2000 });
    };
    if (document.readyState === 'complete') idle();
    else window.addEventListener('load', idle, { once: true });
  });

/**
 * What a reader takes for one thing: parts of one kind that stand beside each other, as an appeal does that is written straight into the
 * article's own container. It is named by its first part.
 */
type Group = [Hidden, ...Hidden[]];

const besides = (one: Element, other: Element): boolean => {
  let next = one.nextElementSibling;
  while (next && next !== other && next.textContent.trim() === '') next = next.nextElementSibling;
  return next === other;
};

const grouped = (items: readonly Hidden[]): Group[] => {
  const groups: Group[] = [];
  for (const item of items) {
    const last = groups.at(-1)?.at(-1);
    if (last?.label === item.label && besides(last.element, item.element)) groups.at(-1)?.push(item);
    else groups.push([item]);
  }
  return groups;
};

/** Whether showing this again brings something back that lies over the page, and so its scroll lock. */
const liesOver = ({ reasons }: Hidden): boolean => reasons.includes('overlay') || reasons.includes('leftover');

/** What one course has of its own. */
class Course {
  readonly shown = new Map<number, Group>();
  readonly #rule = userRule();
  readonly #hiding = new Hiding({ styles: this.#rule });
  readonly #scroll = new ScrollRelease({ mark: this.#hiding.mark, styles: this.#rule });
  readonly #items = new Items(this.#hiding);
  readonly #measurer = new Measurer();
  readonly #opened = new Opened(document, this.#hiding.mark, () => void this.look());
  readonly #fail: (why: Failure) => void;
  #watch: Watch | undefined;
  #plan: PagePlan | undefined;
  #kept: Keep[] = [];
  #looks: Promise<boolean> = Promise.resolve(false);
  #over = false;
  #count = 0;

  constructor(fail: (why: Failure) => void) {
    this.#fail = fail;
  }

  async run(): Promise<void> {
    await parsed();
    await this.look(false);
    if (this.#over) return;
    this.#watch = new Watch(document, {
      mark: this.#hiding.mark,
      onChange: () => this.look(),
      onNavigate: () => {
        this.#leave();
      },
      onUnmarked: () => {
        this.#hiding.renew();
      },
    });
    window.addEventListener('pageshow', this.#back);
    await loaded();
    await this.look();
    for (const wait of LATER_MS) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      if (document.visibilityState === 'visible') await this.look();
    }
  }

  /** Looks at the page and follows the plan; looks wait for each other. Gives whether something new was hidden. */
  look(measured = true): Promise<boolean> {
    this.#looks = this.#looks.then(() => this.#look(measured)).catch(() => {
      this.#failed('page');
      return false;
    });
    return this.#looks;
  }

  async #look(measured: boolean): Promise<boolean> {
    if (this.#over) return false;
    if (orphaned()) {
      this.#failed('worker');
      return false;
    }
    const { mark, closed } = this.#hiding;
    const url = location.href;
    const roots = new Set<ShadowRoot>();
    const shadowRootOf = (element: Element): ShadowRoot | null => {
      const root = shadowRoot(element);
      if (root) roots.add(root);
      return root;
    };
    const outcome = walk(document, { shadowRootOf, opened: this.#opened, mark, closed, styleBefore: (element) => this.#hiding.styleBefore(element) });
    if (!outcome.ok) {
      this.#failed('page');
      return false;
    }
    const { snapshot } = outcome;
    if (measured) this.#measurer.measure(document, snapshot, { mark });
    const answer = await ask({ type: 'plan', page: snapshot.columns, mark: this.#rule.stands ? '' : mark }, planned);
    if (this.#isOver() || location.href !== url) return false;
    if ('failed' in answer) {
      this.#failed(answer.failed);
      return false;
    }
    this.#rule.stands ||= answer.rule;
    this.#plan = answer.plan;
    this.#kept = keeps(answer.plan, snapshot.nodes);
    const fresh = this.#items.apply(answer.plan, snapshot.nodes);
    if (measured) this.#release();
    this.#follow(roots, snapshot.nodes);
    this.#tellCount();
    return fresh.length > 0;
  }

  /** Nothing that the observer of the document sees happens inside shadow trees and frames. */
  #follow(roots: Iterable<ShadowRoot>, nodes: readonly Node[]): void {
    for (const root of roots) this.#watch?.add(root);
    for (const node of nodes) {
      const inner = node instanceof HTMLIFrameElement ? node.contentDocument : null;
      if (inner) this.#watch?.add(inner);
    }
  }

  #release(): void {
    // Not every overlay has room for that reason among its four: once anything is shown again, one that is still hidden must have it.
    const back = [...this.shown.values()].flat();
    const held = back.length === 0 || (this.#items.list.some(liesOver) && !back.some(liesOver));
    if (this.#plan?.releaseScroll && held) this.#scroll.release(document, this.#items.list.map(({ element }) => element));
    else this.#scroll.restore();
  }

  show(id: number): void {
    const group = grouped(this.#items.list).find(([first]) => first.id === id);
    if (!group) return;
    for (const item of group) this.#items.restore(item.id);
    this.shown.set(id, group);
    this.#release();
    this.#tellCount();
  }

  showAll(): void {
    for (const [{ id }] of grouped(this.#items.list)) this.show(id);
  }

  hide(id: number): void {
    const group = this.shown.get(id);
    if (!group) return;
    this.shown.delete(id);
    for (const item of group) this.#items.rehide(item);
    this.#release();
    this.#tellCount();
  }

  hideAll(): void {
    for (const id of [...this.shown.keys()]) this.hide(id);
  }

  /** A single-page app shows another page: what is hidden belongs to the one before. */
  #leave(): void {
    this.#scroll.restore();
    this.#items.clear();
    this.#items.forget();
    this.#opened.forget();
    this.shown.clear();
    this.#kept = [];
    this.#plan = undefined;
  }

  /** Out of the browser's back/forward cache the page comes as it was left, but its tab has lost the count. */
  readonly #back = (event: PageTransitionEvent): void => {
    if (!event.persisted) return;
    this.#count = 0;
    this.#tellCount();
  };

  #isOver(): boolean {
    return this.#over;
  }

  #failed(why: Failure): void {
    if (this.#over) return;
    this.end();
    this.#fail(why);
  }

  /** Leaves the page as it was, for good. */
  end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#watch?.disconnect();
    this.#opened.disconnect();
    window.removeEventListener('pageshow', this.#back);
    this.#leave();
    this.#tellCount();
  }

  #tellCount(): void {
    const count = grouped(this.#items.list).length;
    if (count === this.#count || orphaned()) return;
    this.#count = count;
    // Nobody waits for it; a background that is gone needs no count.
    chrome.runtime.sendMessage({ type: 'count', count } satisfies ToWorker).catch(() => undefined);
  }

  state(): PageState {
    if (!this.#plan) return emptyState('waiting', '');
    const describe = (group: Group, hidden: boolean): Item => {
      const surest = group.reduce((one, other) => (other.confidence > one.confidence ? other : one));
      const { label, confidence, reasons } = surest;
      return { id: group[0].id, label, confidence, reasons: [...reasons], text: excerpt(group.map(({ element }) => element)), hidden };
    };
    return {
      ...emptyState('done', ''),
      purpose: this.#plan.purpose,
      overBudget: this.#plan.overBudget,
      items: [
        ...grouped(this.#items.list).map((group) => describe(group, true)),
        ...[...this.shown.values()].map((group) => describe(group, false)),
      ].sort((one, other) => one.id - other.id).slice(0, MAX_ITEMS),
      kept: this.#kept.slice(0, MAX_ITEMS).map(({ element, label, why }) => ({ label, why, text: excerpt([element]) })),
    };
  }
}

/** What this script does with the page it is in. */
export class Tidy implements Reader {
  #course: Course | undefined;
  #failed: Failure | '' = '';

  begin(): void {
    this.end();
    const course = new Course((why) => {
      this.#failed = why;
    });
    this.#course = course;
    void course.run();
  }

  end(): void {
    this.#failed = '';
    this.#course?.end();
    this.#course = undefined;
  }

  obey(message: ToContent): PageState {
    const course = this.#course;
    if (this.#failed !== '' || !course) return emptyState(orphaned() ? 'orphan' : 'failed', this.#failed);
    switch (message.type) {
      case 'show':
        course.show(message.id);
        break;
      case 'hide':
        course.hide(message.id);
        break;
      case 'show-all':
        course.showAll();
        break;
      case 'hide-all':
        course.hideAll();
        break;
      case 'state':
      case 'settings':
        break;
    }
    return course.state();
  }
}
