/** ① ⑭ One page's course: woken, planned, applied, watched, undone. */
import { Hiding, Items, keeps, type Item as Hidden, type Keep } from 'unnag/apply';
import { walk, type PagePlan } from 'unnag/snapshot';
import { orphaned, shadowRoot } from '../browser.js';
import { planned, woken, type Failure, type PageState, type ToContent, type ToWorker } from '../messages.js';
import { excerpt } from './excerpt.js';
import { userRule } from './rule.js';

/** Longer than any plan has ever taken; after that the reader has long begun to read, and nothing should jump. */
const PATIENCE_MS = 5000;
const MAX_ITEMS = 500;

const ask = async (message: ToWorker): Promise<unknown> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await Promise.race([
      chrome.runtime.sendMessage(message),
      new Promise((_, reject) => {
        timer = setTimeout(() => {
          reject(new DOMException('', 'TimeoutError'));
        }, PATIENCE_MS);
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
};

const parsed = (): Promise<void> =>
  new Promise((resolve) => {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => { resolve(); }, { once: true });
    else resolve();
  });

/** What this script does with the page it is in. */
export class Tidy {
  #status: PageState['status'] = 'waiting';
  #failed: Failure | '' = '';
  #plan: PagePlan | undefined;
  #kept: Keep[] = [];
  readonly #shown = new Map<number, Hidden>();
  readonly #rule = userRule();
  readonly #hiding = new Hiding({ styles: this.#rule });
  readonly #items = new Items(this.#hiding);
  /** Which course the page is on; a late answer to an earlier one is dropped. */
  #course = 0;

  /** Begins: asks whether this site is on, and if so makes the first plan when the page is parsed. */
  async start(): Promise<void> {
    const course = ++this.#course;
    const answer = await ask({ type: 'wake' }).then(woken, () => undefined);
    if (course !== this.#course) return;
    if (!answer) {
      this.#fail('worker');
      return;
    }
    if (!answer.on) {
      this.#stop('off');
      return;
    }
    this.#status = 'waiting';
    await parsed();
    if (course === this.#course) await this.#pass();
  }

  /** Does what the popup says, and tells how things stand. */
  async obey(message: ToContent): Promise<PageState> {
    switch (message.type) {
      case 'state':
        break;
      case 'show':
        this.#show(message.id);
        break;
      case 'hide':
        this.#hideAgain([message.id]);
        break;
      case 'show-all':
        for (const { id } of this.#items.list) this.#show(id);
        break;
      case 'hide-all':
        this.#hideAgain([...this.#shown.keys()]);
        break;
      case 'settings':
        await this.start();
    }
    return this.#state();
  }

  async #pass(): Promise<void> {
    const course = this.#course;
    const outcome = walk(document, { shadowRootOf: shadowRoot, mark: this.#hiding.mark });
    if (!outcome.ok) {
      this.#fail('page');
      return;
    }
    const { columns, nodes } = outcome.snapshot;
    const message: ToWorker = { type: 'plan', page: columns, mark: this.#rule.stands ? '' : this.#hiding.mark };
    const answer = await ask(message).then(planned, (error: unknown) => ({
      failed: error instanceof DOMException ? ('timeout' as const) : ('worker' as const),
    }));
    if (course !== this.#course) return;
    if (!answer || 'failed' in answer) {
      this.#fail(answer?.failed ?? 'worker');
      return;
    }
    this.#rule.stands ||= answer.rule;
    this.#items.apply(answer.plan, nodes);
    this.#plan = answer.plan;
    this.#kept = keeps(answer.plan, nodes);
    this.#status = 'done';
    this.#tellCount();
  }

  #show(id: number): void {
    const item = this.#items.list.find((other) => other.id === id);
    if (!item || !this.#items.restore(id)) return;
    this.#shown.set(id, item);
    this.#tellCount();
  }

  #hideAgain(ids: number[]): void {
    for (const id of ids) {
      const item = this.#shown.get(id);
      if (!item) continue;
      this.#shown.delete(id);
    }
    this.#items.forget();
    this.#tellCount();
  }

  #fail(why: Failure): void {
    this.#failed = why;
    this.#stop(orphaned() ? 'orphan' : 'failed');
  }

  /** Leaves the page as it was. */
  #stop(status: PageState['status']): void {
    this.#course++;
    this.#items.clear();
    this.#shown.clear();
    this.#kept = [];
    this.#plan = undefined;
    this.#status = status;
    this.#tellCount();
  }

  #tellCount(): void {
    // Nobody waits for it, and a background that is gone needs no count.
    if (!orphaned()) chrome.runtime.sendMessage({ type: 'count', count: this.#items.list.length } satisfies ToWorker).catch(() => undefined);
  }

  #state(): PageState {
    const describe = ({ id, element, label, confidence, reasons }: Hidden, hidden: boolean): PageState['items'][number] => ({
      id, label, confidence, reasons: [...reasons], text: excerpt(element), hidden,
    });
    return {
      host: location.hostname,
      status: this.#status,
      failed: this.#status === 'failed' ? this.#failed : '',
      purpose: this.#plan?.purpose ?? 'article',
      overBudget: this.#plan?.overBudget ?? false,
      items: [
        ...this.#items.list.map((item) => describe(item, true)),
        ...[...this.#shown.values()].map((item) => describe(item, false)),
      ].slice(0, MAX_ITEMS),
      kept: this.#kept.slice(0, MAX_ITEMS).map(({ element, label, why }) => ({ label, why, text: excerpt(element) })),
    };
  }
}
