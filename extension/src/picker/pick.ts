/**
 * The picker: the reader points at something with mouse, finger or keys, makes it wider or narrower, sees what the model takes it for, and hides it.
 *
 * It never takes what holds the article, the notice where an article ends, what is in use, or anything where the nag is what the page is for;
 * it says why. The keys that it uses do not reach the page.
 */
import { childrenOf, isConnected, matches, rectOf } from 'unnag/apply';
import { besideOf, parentOf } from '../content/nodes.js';
import type { Desk, Stub } from '../content/stub.js';
import { excerpt } from '../content/excerpt.js';
import type { Holding, Survey } from '../content/survey.js';
import type { Label } from '../lesson.js';
import { make } from '../pages/make.js';
import { labelWord, say } from '../pages/words.js';
import { Frame, placeOfAll } from './frame.js';
import { button, type Layer } from './layer.js';
import { lookAgain, makeSurvey } from './read.js';
import { tell } from './toast.js';

/** What something can be said to be: everything but article. */
const KINDS: readonly Label[] = ['donation', 'paywall', 'newsletter', 'prompt', 'consent', 'ad', 'related', 'social', 'comments', 'nav', 'footer', 'other'];
const REFUSALS = { 'holds-article': 'pickHoldsArticle', gate: 'pickGate', 'in-use': 'pickInUse', purpose: 'pickPurpose', page: 'pickPage' } as const;
/** Smaller things are not pointed at by mistake, but what stands around them is meant. */
const LEAST = 8;

/** One time of picking. */
export class Pick {
  readonly #layer: Layer;
  readonly #stub: Stub;
  readonly #desk: Desk;
  readonly #frame = new Frame();
  readonly #shield = make('div', 'shield');
  readonly #card = make('div', 'card');
  readonly #what = make('p', '');
  readonly #quote = make('p', 'quote');
  readonly #why = make('p', 'warn');
  readonly #kinds = make('select', '');
  readonly #hide: HTMLButtonElement;
  readonly #stop = new AbortController();
  readonly #end: () => void;
  /** Takes off what is said when something has been hidden. */
  #untell: (() => void) | undefined;
  #survey: Survey;
  #reading: Promise<void> | undefined;
  /** What is not read even if the page is read anew: what holds it is pointed at. */
  readonly #unread = new WeakSet<Element>();
  #element: Element | undefined;
  #holding: Holding | undefined;
  /** Where narrowing leads back to. */
  #path: Element[] = [];
  /** The reader has chosen and moves to the card: the pointer no longer chooses. */
  #fixed = false;

  constructor(layer: Layer, stub: Stub, desk: Desk, survey: Survey, end: () => void) {
    this.#layer = layer;
    this.#stub = stub;
    this.#desk = desk;
    this.#survey = survey;
    this.#end = end;
    this.#hide = button('main', say('pickHide'), () => void this.#take());
    this.#build();
    this.#listen();
  }

  #build(): void {
    this.#card.setAttribute('role', 'dialog');
    this.#card.setAttribute('aria-label', say('pickTitle'));
    this.#card.tabIndex = -1;
    this.#card.lang = say('lang');
    for (const kind of KINDS) this.#kinds.append(new Option(labelWord(kind), kind));
    const kind = make('label', '');
    kind.append(make('span', 'soft', say('pickKind')), this.#kinds);
    const told = make('div', '');
    told.setAttribute('role', 'status');
    told.append(this.#what, this.#why);
    const sizes = make('div', 'row');
    sizes.append(
      button('', say('pickWider'), () => void this.#wider()),
      button('', say('pickNarrower'), () => void this.#narrower()),
    );
    const acts = make('div', 'row');
    acts.append(this.#hide, button('', say('pickCancel'), () => {
      this.end();
    }));
    this.#card.append(make('h2', '', say('pickTitle')), make('p', 'soft', say('pickHelp')), told, this.#quote, sizes, kind, acts);
  }

  #listen(): void {
    const { signal } = this.#stop;
    this.#shield.addEventListener('pointermove', ({ clientX, clientY, pointerType }) => {
      if (!this.#fixed && pointerType === 'mouse') void this.#point(clientX, clientY);
    });
    this.#shield.addEventListener('click', (event) => {
      event.preventDefault();
      void this.#point(event.clientX, event.clientY).then(() => {
        this.#fixed = true;
      });
    });
    window.addEventListener('keydown', (event) => {
      this.#key(event);
    }, { signal, capture: true });
    for (const name of ['keyup', 'keypress']) {
      window.addEventListener(name, (event) => {
        event.stopImmediatePropagation();
      }, { signal, capture: true });
    }
    for (const name of ['scroll', 'resize']) {
      window.addEventListener(name, () => {
        this.#draw();
      }, { signal, capture: true, passive: true });
    }
  }

  /** Begins at an element, or in the middle of the view. */
  async start(element: Element | undefined): Promise<void> {
    this.#layer.show(this.#shield, this.#frame.element, this.#frame.tag, this.#card);
    this.#card.focus({ preventScroll: true });
    const first = element && isConnected(element) ? element : this.#layer.under(window.innerWidth / 2, window.innerHeight / 2);
    if (first) await this.#choose(first);
    this.#fixed = element !== undefined;
  }

  #key(event: KeyboardEvent): void {
    // Not while nothing is seen of it, because the page has taken it off or closed the dialog that it stands in.
    if (!this.#layer.isSeen) {
      this.end();
      return;
    }
    // Nothing that is typed here is the page's business.
    event.stopImmediatePropagation();
    if (!event.isTrusted) return;
    const on = this.#layer.focused;
    const acts: Readonly<Record<string, () => unknown>> = {
      Escape: () => {
        this.end();
      },
      Tab: () => {
        this.#tab(event.shiftKey);
      },
      ...(on instanceof HTMLSelectElement
        ? {}
        : {
            ArrowUp: () => this.#wider(),
            ArrowDown: () => this.#narrower(),
            ArrowLeft: () => this.#beside('before'),
            ArrowRight: () => this.#beside('after'),
          }),
      ...(on instanceof HTMLButtonElement || on instanceof HTMLSelectElement ? {} : { Enter: () => this.#take() }),
    };
    const act = Object.hasOwn(acts, event.key) ? acts[event.key] : undefined;
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** The focus stays in the card: the page is not to be used meanwhile. */
  #tab(back: boolean): void {
    const stops = [...this.#card.querySelectorAll<HTMLElement>('button,select')];
    const at = stops.findIndex((stop) => stop === this.#layer.focused);
    const next = at < 0 ? (back ? -1 : 0) : (at + (back ? -1 : 1)) % stops.length;
    stops.at(next)?.focus();
  }

  async #point(x: number, y: number): Promise<void> {
    let element = this.#layer.under(x, y);
    for (let parent; element && (parent = parentOf(element)); element = parent) {
      const { width, height } = rectOf(element);
      if (width >= LEAST && height >= LEAST) break;
    }
    if (element && element !== this.#element) await this.#choose(element);
  }

  async #wider(): Promise<void> {
    const parent = this.#element && parentOf(this.#element);
    if (!this.#element || !parent) return;
    const before = [...this.#path, this.#element];
    await this.#choose(parent);
    this.#path = before;
    this.#fixed = true;
  }

  async #narrower(): Promise<void> {
    const before = [...this.#path];
    const last = before.pop();
    const next = last && isConnected(last) ? last : childrenOf(this.#element ?? document).find((child) => rectOf(child).height > 0);
    if (!next) return;
    await this.#choose(next);
    this.#path = before;
    this.#fixed = true;
  }

  async #beside(side: 'before' | 'after'): Promise<void> {
    let next = this.#element && besideOf(this.#element, side);
    while (next && rectOf(next).height === 0) next = besideOf(next, side);
    if (!next || this.#layer.has(next)) return;
    await this.#choose(next);
    this.#fixed = true;
    Element.prototype.scrollIntoView.call(next, { block: 'nearest', behavior: 'instant' });
    this.#draw();
  }

  async #choose(pointed: Element): Promise<void> {
    let element = pointed;
    // A drawing is read as one thing.
    for (let at: Element | undefined = pointed; at; at = parentOf(at)) if (matches(at, 'svg *,math')) element = parentOf(at) ?? at;
    this.#path = [];
    this.#element = element;
    // What the one before holds says nothing of this one.
    this.#holding = undefined;
    if (this.#survey.numberOf(element) === undefined && !this.#unread.has(element)) await this.#read(element);
    // Another was chosen meanwhile, or all is over.
    if (this.#element !== element || this.#stop.signal.aborted) return;
    let at = this.#survey.numberOf(element);
    for (let parent; at === undefined && (parent = parentOf(element)); at = this.#survey.numberOf(element)) element = parent;
    this.#element = element;
    this.#holding = at === undefined ? undefined : this.#survey.holding(at);
    this.#describe(element);
    this.#draw();
  }

  /** Reads the page anew, which has changed since; once at a time, however many elements are pointed at meanwhile. */
  async #read(element: Element): Promise<void> {
    this.#reading ??= makeSurvey(this.#stub, this.#desk).then((made) => {
      if (!made) return;
      this.#survey = made;
      if (this.#survey.numberOf(element) === undefined) this.#unread.add(element);
    }).finally(() => {
      this.#reading = undefined;
    });
    await this.#reading;
  }

  #describe(element: Element): void {
    const holding = this.#holding;
    const refused = holding ? holding.refused : 'page';
    const label = holding?.label ?? 'other';
    const sure = String(Math.round((holding?.confidence ?? 0) * 100));
    this.#what.textContent = holding && holding.letters > 0 ? say('pickTakenFor', labelWord(label), sure) : say('pickNoText');
    this.#why.textContent = refused !== '' ? say(REFUSALS[refused]) : (holding?.article ?? 0) > 0 ? say('pickArticle') : '';
    this.#why.hidden = this.#why.textContent === '';
    const words = excerpt([element]);
    this.#quote.textContent = words === '' ? say('noText') : words;
    this.#kinds.value = KINDS.includes(label) ? label : 'other';
    this.#hide.setAttribute('aria-disabled', String(refused !== ''));
    this.#hide.textContent = say((holding?.article ?? 0) > 0 && refused === '' ? 'pickHideAnyway' : 'pickHide');
    this.#frame.element.classList.toggle('refused', refused !== '');
  }

  #draw(): void {
    const element = this.#element;
    const place = element && placeOfAll([element]);
    this.#frame.element.hidden = !place;
    if (!place || !this.#holding) return;
    this.#frame.put(place, this.#holding.refused === '' ? labelWord(this.#holding.label) : '');
    // The card goes to the other end if it would lie over what is chosen.
    this.#card.classList.toggle('top', place.y + place.height > window.innerHeight * 0.6 && place.y > window.innerHeight * 0.35);
  }

  async #take(): Promise<void> {
    const element = this.#element;
    const holding = this.#holding;
    const { site } = this.#stub;
    // A second click comes before the first one's answer.
    if (!element || !holding || !site || holding.refused !== '' || this.#stop.signal.aborted) return;
    const label = KINDS.find((kind) => kind === this.#kinds.value) ?? 'other';
    this.#close();
    if (!this.#desk.choose(element, label)) {
      this.end();
      return;
    }
    const rule = await site.say('hide', element, label, holding, holding.article > 0);
    this.#untell = tell(this.#layer, say(site.unstored ? 'pickedHere' : 'pickedSite', labelWord(label)), say('pickUndo'), async () => {
      await lookAgain(this.#desk, await site.unsay(rule.id));
    }, this.#end);
  }

  #close(): void {
    this.#stop.abort();
  }

  /** Leaves. */
  end(): void {
    this.#close();
    if (this.#untell) this.#untell();
    else {
      this.#layer.close();
      this.#end();
    }
  }
}
