/**
 * ⑬ ⑭ One page's course after the first look: watched, looked at again, undone.
 *
 * Choice: it goes on from the first look, which knew the markup alone; then, in idle moments, plans with the layout of what may lie over the
 * page. Any failure ends the course with the page as it was. Known gap: between two looks a late nag is seen for a moment.
 */
import { Focus, Hiding, innerRoots, Items, keeps, liesOver, listen, Opened, ScrollRelease, steady, takeMarks, Watch, type Acts, type Item as Hidden, type Keep } from 'unnag/apply';
import { Measurer, Rereader, type PagePlan } from 'unnag/snapshot';
import { orphaned, shadowRoot } from '../browser.js';
import type { Label } from '../lesson.js';
import { MAX_ITEMS, toContent, type Failure, type Item, type PageState, type ToContent, type ToWorker } from '../messages.js';
import { excerpt } from './excerpt.js';
import { grouped, type Group } from './groups.js';
import { userRule } from './rule.js';
import { emptyState, idle, parsed, type Desk, type First, type Keeper, type Look, type Reader, type Stub } from './stub.js';

/**
 * Two more looks after the page has loaded, whatever the observer saw: that an element gets a shadow root, and what is written into one or into
 * a frame, leaves no record anywhere until somebody has looked in.
 */
const LATER_MS = [1500, 4000];

const loaded = async (): Promise<void> => {
  if (document.readyState !== 'complete') {
    await new Promise((resolve) => {
      window.addEventListener('load', resolve, { once: true });
    });
  }
  await idle();
};

/** Tells the background, which may be gone; nobody waits for it. */
const tell = (message: ToWorker): void => {
  chrome.runtime.sendMessage(message).catch(() => undefined);
};

/** What one course has of its own. */
class Course implements Desk {
  clicked: Element | undefined;
  readonly shown = new Map<number, Group>();
  readonly #stub: Stub;
  readonly #rereader: Rereader;
  /** Until it is taken over; it holds all nodes of the page. */
  #first: First | undefined;
  readonly #rule = userRule();
  readonly #hiding: Hiding;
  readonly #scroll: ScrollRelease;
  readonly #items: Items;
  readonly #measurer = new Measurer();
  readonly #focus: Focus;
  #opened: Opened | undefined;
  #watch: Watch | undefined;
  #plan: PagePlan | undefined;
  #kept: Keep[] = [];
  #looks: Promise<boolean> = Promise.resolve(false);
  #over = false;
  #count = 0;
  /** Since the last look has begun: the reader has opened something; another look is on its way to show it again. */
  #acted = false;
  #due = false;

  /** `first`: the look to go on from; without one it begins with its own. */
  constructor(stub: Stub, reader: Reader, first: First | undefined) {
    this.#stub = stub;
    this.#rereader = new Rereader(document, reader.read);
    this.#first = first;
    this.#hiding = new Hiding({ mark: first?.mark ?? stub.site?.mark, styles: this.#rule });
    this.#scroll = new ScrollRelease({ mark: this.#hiding.mark, styles: this.#rule });
    this.#items = new Items(this.#hiding);
    const acts = first?.acts ?? reader.acts();
    this.#focus = new Focus(document, acts.stop.signal);
    if (!first) this.#open(acts);
  }

  #open(acts: Acts): void {
    this.#opened = new Opened(document, this.#hiding.mark, (hidden) => {
      this.#acted = true;
      if (!hidden || this.#due) return;
      this.#due = true;
      void this.look();
    }, acts);
  }

  async run(): Promise<void> {
    await parsed();
    const tookOver = await this.#takeOver().catch(() => {
      this.#failed('page');
      return true;
    });
    if (!tookOver) await this.look(false);
    if (this.isOver()) return;
    this.#watch = new Watch(document, {
      mark: this.#hiding.mark,
      hidden: this.#hiding.elements,
      onChange: () => this.look(true, false),
      // Not what the reader has just opened.
      onAdded: (element) => !this.#opened?.has(element) && this.#items.again(element),
      onNavigate: () => {
        this.#leave();
      },
      onUnmarked: () => {
        this.#hiding.renew();
      },
    });
    // What came between a first look that hid nothing and now, nobody saw.
    if (tookOver && this.#count === 0) this.#watch.stir();
    // Where something is hidden, its scroll lock can not wait for the last picture.
    if (this.#count > 0 && document.readyState !== 'complete') {
      await idle();
      await this.look();
    }
    await loaded();
    await this.look();
    for (const wait of LATER_MS) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      if (document.visibilityState === 'visible') await this.look();
    }
  }

  /** Goes on from the first look. Gives whether there was one that still holds. */
  async #takeOver(): Promise<boolean> {
    const first = this.#first;
    if (!first) return false;
    const look = await first.look;
    if (this.isOver()) return true;
    // It has said itself what went wrong.
    if (first.over) {
      this.end();
      return true;
    }
    const holds = look?.url === location.href;
    if (look && holds) this.#follow(look);
    takeMarks(first.marked.filter((element) => !this.#hiding.elements.has(element)), first.mark);
    this.#open(first.acts);
    this.#first = undefined;
    return holds;
  }

  /** Looks at the page and follows the plan; looks wait for each other. `thorough`: see `Rereader`. Gives whether something new was hidden. */
  look(measured = true, thorough = true): Promise<boolean> {
    this.#looks = this.#looks.then(() => {
      this.#acted = this.#due = false;
      return this.#look(measured, thorough);
    }).catch(() => {
      this.#failed('page');
      return false;
    });
    return this.#looks;
  }

  read(thorough = true): ReturnType<Reader['read']> {
    const { mark, closed } = this.#hiding;
    return this.#rereader.read({
      shadowRootOf: (element, name) => (this.#stub.tools?.has(element) ? null : shadowRoot(element, name)),
      brought: () => this.#focus.isReaders(),
      opened: this.#opened,
      mark,
      closed,
      styleBefore: (element) => {
        const before = this.#hiding.styleBefore(element);
        if (before !== undefined) return before;
        const released = this.#scroll.styleBefore(element);
        return released === undefined ? this.#stub.site?.styleBefore(element) : released;
      },
    }, thorough);
  }

  async #look(measured: boolean, thorough: boolean): Promise<boolean> {
    if (this.#over) return false;
    if (orphaned()) {
      this.#failed('worker');
      return false;
    }
    const { mark } = this.#hiding;
    const url = location.href;
    const outcome = this.read(thorough);
    if (!outcome.ok) {
      this.#failed('page');
      return false;
    }
    const { reading } = outcome;
    const { columns, claims } = reading;
    if (measured) this.#measurer.measure(document, reading, { mark });
    const answer = await this.#stub.plan({ type: 'plan', page: columns, claims, mark: this.#rule.stands ? '' : mark }, reading);
    if (this.isOver()) return false;
    if (location.href !== url) {
      // It may have another fragment, and be the same page.
      this.#watch?.stir();
      return false;
    }
    if ('failed' in answer) {
      this.#failed(answer.failed);
      return false;
    }
    const fresh = this.#follow({ url, reading, ...answer });
    if (measured) this.#release();
    // It may be among what has just been hidden.
    if (fresh && this.#acted) void this.look();
    return fresh;
  }

  /** Follows a plan. Gives whether something new was hidden. */
  #follow({ reading, plan, rule }: Look): boolean {
    this.#rule.stands ||= rule;
    this.#plan = plan;
    this.#kept = keeps(plan, reading.nodes);
    const fresh = steady(document, () => this.#items.apply(plan, reading.nodes));
    this.#focus.giveBack(this.#hiding.mark);
    this.#watch?.follow(innerRoots(reading, shadowRoot));
    this.#tellCount();
    return fresh.length > 0;
  }

  #release(): void {
    const over = this.#items.list.filter(liesOver).map(({ element }) => element);
    // What is shown again has its lock back.
    const back = [...this.shown.values()].flat().some(liesOver);
    if (this.#plan?.releaseScroll && over.length > 0 && !back) this.#scroll.release(document, over);
    else this.#scroll.restore();
  }

  choose(element: Element, label: Label): Hidden | undefined {
    const item = this.#items.choose(element, label);
    this.#tellCount();
    return item;
  }

  forget(element: Element): void {
    this.#items.forget(element);
  }

  get groups(): Desk['groups'] {
    return [
      ...grouped(this.#items.list).map((group) => ({ group, hidden: true })),
      ...[...this.shown.values()].map((group) => ({ group, hidden: false })),
    ];
  }

  show(id: number): void {
    const group = grouped(this.#items.list).find(([first]) => first.id === id);
    if (!group) return;
    steady(document, () => {
      for (const item of group) {
        this.#items.restore(item.id);
        this.#stub.site?.changed(item, false);
      }
    });
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
    steady(document, () => {
      for (const item of group) {
        this.#items.rehide(item);
        this.#stub.site?.changed(item, true);
      }
    });
    this.#release();
    this.#tellCount();
  }

  hideAll(): void {
    for (const id of [...this.shown.keys()]) this.hide(id);
  }

  /** A single-page app shows another page: what is hidden belongs to the one before. */
  #leave(): void {
    this.#items.leave();
    this.#scroll.restore();
    this.#opened?.forget();
    this.shown.clear();
    this.#stub.site?.left();
    this.#rereader.forget();
    this.#kept = [];
    this.#plan = undefined;
  }

  isOver(): boolean {
    return this.#over;
  }

  mend(): void {
    this.#hiding.renew();
  }

  /** The settings may have changed, and the tab may have lost its count: looks again. What the reader has shown stays as they wanted it. */
  async anew(): Promise<void> {
    this.#count = 0;
    this.#tellCount();
    // Until it is watched, the looks to come are enough.
    if (this.#watch) await this.look();
  }

  #failed(why: Failure): void {
    if (this.#over) return;
    this.end();
    this.#stub.fail(why);
  }

  /** Leaves the page as it was, for good. */
  end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#first?.end();
    this.#watch?.disconnect();
    this.#opened?.disconnect();
    this.#rereader.disconnect();
    // The page stays, and so its dialogs are opened again.
    this.#items.clear();
    this.#leave();
    this.#tellCount();
  }

  #tellCount(): void {
    const count = grouped(this.#items.list).length;
    if (count === this.#count || orphaned()) return;
    this.#count = count;
    tell({ type: 'count', count });
    if (!this.#stub.site) tell({ type: 'learn' });
  }

  state(): PageState {
    if (!this.#plan) return emptyState('waiting', '');
    const { site } = this.#stub;
    const corrected = site?.kept ?? [];
    const left: readonly { readonly element: Element; readonly label: Label; readonly why?: Keep['why'] }[] = [
      ...this.#kept.filter(({ element }) => element.isConnected),
      ...(this.#watch?.state === 'beaten' ? this.#items.standing(false) : []),
    ];
    const describe = ({ group, hidden }: Desk['groups'][number]): Item => {
      // What is left over has its confidence from what it belongs to, and nothing of its own to say.
      const own = group.filter(({ reasons }) => !reasons.includes('leftover'));
      const surest = (own.length > 0 ? own : group).reduce((one, other) => (other.confidence > one.confidence ? other : one));
      const { label, confidence, reasons } = surest;
      return { id: group[0].id, label, confidence, reasons: [...reasons], text: excerpt(group.map(({ element }) => element)), hidden, rule: site?.ruleOf(surest.element)?.id ?? '' };
    };
    return {
      ...emptyState('done', ''),
      purpose: this.#plan.purpose,
      overBudget: this.#plan.overBudget,
      items: this.groups
        .map(describe)
        .sort((one, other) => one.id - other.id)
        .slice(0, MAX_ITEMS),
      kept: [
        ...corrected.map(({ element, rule: { label, id } }) => ({ element, label, why: 'corrected' as const, rule: id })),
        ...left.map(({ element, label, why = 'put-back' as const }) => ({ element, label, why, rule: '' })),
      ].slice(0, MAX_ITEMS).map(({ element, ...kept }) => ({ ...kept, text: excerpt([element]) })),
      unstored: site?.unstored ?? false,
    };
  }
}

/** What the keeper does with the page it is in. */
export class Tidy implements Keeper {
  readonly #stub: Stub;
  readonly #reader: Reader;
  #course: Course | undefined;
  #clicked: Element | undefined;
  /** Resolves when what has changed is followed. */
  #begun = Promise.resolve();

  /** Goes on from the reader's first look, if there is one: it may have been ended meanwhile. */
  constructor(stub: Stub, reader: Reader) {
    this.#stub = stub;
    this.#reader = reader;
    const first = reader.take();
    if (first) this.#run(first);
    listen(document, 'contextmenu', ({ target }) => {
      this.#clicked = target instanceof Element ? target : undefined;
    }, { capture: true, passive: true });
  }

  begin(): void {
    this.#stub.tools?.end();
    if (this.#course?.isOver() === false) this.#begun = this.#course.anew();
    else this.#run(undefined);
  }

  mend(): void {
    this.#course?.mend();
  }

  #run(first: First | undefined): void {
    this.#course = new Course(this.#stub, this.#reader, first);
    void this.#course.run();
  }

  end(): void {
    this.#course?.end();
    this.#course = undefined;
    this.#stub.tools?.end();
  }

  /** Hands a message to the tools, which the background sends when they are first wanted. */
  async #use(message: ToContent, course: Course): Promise<void> {
    if (!this.#stub.tools) await chrome.runtime.sendMessage({ type: 'tools' } satisfies ToWorker);
    course.clicked = this.#clicked;
    await this.#stub.tools?.obey(message, course);
  }

  async obey(value: unknown): Promise<PageState | null> {
    const message = toContent(value);
    const course = this.#course;
    if (!message) return null;
    if (!course) return emptyState('waiting', '');
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
      case 'settings':
        await this.#begun;
        break;
      case 'state':
        break;
      default:
        await this.#use(message, course);
    }
    return course.state();
  }
}
