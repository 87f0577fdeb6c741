/** What the reader points with, on one page: one thing of it at a time, in one layer over the page. */
import type { Survey } from '../content/survey.js';
import type { Desk, Stub, Tools } from '../content/stub.js';
import type { ToContent } from '../messages.js';
import { Layer } from './layer.js';
import { Locate } from './locate.js';
import { Pick } from './pick.js';
import { lookAgain, makeSurvey } from './read.js';
import { Why } from './why.js';

/** The tools of one page. */
export class PageTools implements Tools {
  readonly #stub: Stub;
  readonly #layer = new Layer();
  readonly #locate = new Locate(this.#layer);
  #open: { end(): void } | undefined;

  constructor(stub: Stub) {
    this.#stub = stub;
  }

  has(element: Element): boolean {
    return this.#layer.has(element);
  }

  end(): void {
    this.#locate.end();
    this.#open?.end();
    this.#open = undefined;
    this.#layer.close();
  }

  async obey(message: ToContent, desk: Desk): Promise<void> {
    switch (message.type) {
      case 'locate': {
        const found = desk.groups.find(({ group: [{ id }] }) => id === message.id);
        // Nothing is pointed out under a picker.
        if (found && !this.#open) this.#locate.show(found.group, found.hidden);
        break;
      }
      case 'unlocate':
        this.#locate.end();
        break;
      case 'article':
        await this.#article(message.id, desk);
        break;
      case 'unrule':
        await lookAgain(desk, (await this.#stub.site?.unsay(message.rule)) ?? []);
        break;
      case 'pick':
        await this.#pick(desk, undefined);
        break;
      case 'pick-here':
        await this.#pick(desk, desk.clicked);
        break;
      case 'why-here':
        await this.#why(desk);
        break;
      default:
        break;
    }
  }

  async #article(id: number, desk: Desk): Promise<void> {
    const found = desk.groups.find(({ group: [first] }) => first.id === id);
    const { site } = this.#stub;
    if (!found || !site) return;
    this.#locate.end();
    if (found.hidden) desk.show(id);
    for (const { element, label, confidence } of found.group) await site.say('show', element, 'article', { label, confidence });
    await lookAgain(desk, found.group.map(({ element }) => element));
  }

  /** Makes room and reads the page. Nothing if it can not be read, or if something else was wanted meanwhile, or no tool at all. */
  async #survey(desk: Desk): Promise<Survey | undefined> {
    this.end();
    const coming = { end: () => undefined };
    this.#open = coming;
    const made = await makeSurvey(this.#stub, desk);
    if (this.#open !== coming) return undefined;
    this.#open = undefined;
    return made;
  }

  async #pick(desk: Desk, element: Element | undefined): Promise<void> {
    const survey = await this.#survey(desk);
    if (!survey) return;
    const pick = new Pick(this.#layer, this.#stub, desk, survey, () => {
      if (this.#open === pick) this.#open = undefined;
    });
    this.#open = pick;
    await pick.start(element);
  }

  async #why(desk: Desk): Promise<void> {
    const survey = await this.#survey(desk);
    if (!survey) return;
    const why = new Why(this.#layer, () => {
      if (this.#open === why) this.#open = undefined;
    });
    this.#open = why;
    why.show(desk, survey, () => void this.#pick(desk, desk.clicked));
  }
}
