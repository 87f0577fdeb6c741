/** The times against the size of the page: a drawing for the eye, and the same numbers as a table. */

import { make, part } from './dom.js';
import { STAGES } from './findings.js';
import { measure, type Point } from './sizes.js';
import { size } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';
const [WIDTH, HEIGHT] = [640, 340];
const EDGE = { left: 64, right: 20, top: 20, bottom: 58 } as const;

function draw(name: string, attributes: Readonly<Record<string, string | number>>, ...children: (string | Node)[]): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** Round steps of an axis, from nothing to beyond the largest value. */
export function ticks(largest: number, about = 5): number[] {
  const rough = Math.max(largest, 1e-6) / about;
  const ten = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * ten).find((each) => each >= rough) ?? 10 * ten;
  return Array.from({ length: Math.ceil(largest / step - 1e-9) + 1 }, (_, number) => number * step);
}

function sum({ times }: Point): number {
  return times.parse + times.walk + times.classify;
}

/** The stages stacked, so that the upper edge is the whole. */
function picture(points: readonly Point[]): SVGElement[] {
  const xs = ticks(Math.max(...points.map(({ characters }) => characters)) / 1000);
  const ys = ticks(Math.max(...points.map(sum)));
  const [widest = 1, tallest = 1] = [xs.at(-1), ys.at(-1)];
  const x = (kilo: number): number => EDGE.left + (kilo / widest) * (WIDTH - EDGE.left - EDGE.right);
  const y = (ms: number): number => HEIGHT - EDGE.bottom - (ms / tallest) * (HEIGHT - EDGE.top - EDGE.bottom);
  const at = (kilo: number, ms: number): string => `${x(kilo).toFixed(1)},${y(ms).toFixed(1)}`;
  const parts: SVGElement[] = [];
  for (const tick of ys) {
    parts.push(draw('line', { class: 'grid', x1: EDGE.left, x2: WIDTH - EDGE.right, y1: y(tick), y2: y(tick) }));
    parts.push(draw('text', { class: 'y', x: EDGE.left - 8, y: y(tick) + 4 }, String(Number(tick.toFixed(3)))));
  }
  for (const tick of xs) parts.push(draw('text', { class: 'x', x: x(tick), y: HEIGHT - EDGE.bottom + 24 }, String(Number(tick.toFixed(1)))));
  parts.push(draw('text', { class: 'unit', x: EDGE.left + 6, y: EDGE.top + 2 }, 'ms'));
  parts.push(draw('text', { class: 'unit end', x: WIDTH - EDGE.right, y: HEIGHT - 6 }, 'thousand characters of source'));
  let below = points.map(() => 0);
  for (const { stage } of STAGES) {
    const above = points.map(({ times }, number) => (below[number] ?? 0) + times[stage]);
    const corner = (heights: readonly number[]) => (point: Point, number: number): string => at(point.characters / 1000, heights[number] ?? 0);
    const up = points.map(corner(above));
    const down = points.map(corner(below)).reverse();
    parts.push(draw('polygon', { class: `area ${stage}`, points: [at(0, 0), ...up, ...down].join(' ') }));
    parts.push(draw('polyline', { class: `edge ${stage}`, points: [at(0, 0), ...up].join(' ') }));
    for (const point of up) parts.push(draw('circle', { class: `dot ${stage}`, cx: Number(point.split(',')[0]), cy: Number(point.split(',')[1]), r: 3 }));
    below = above;
  }
  return parts;
}

function row(point: Point): HTMLTableRowElement {
  const head = make('th', '', size(point.characters));
  head.scope = 'row';
  const cells = [point.nodes.toLocaleString('en'), ...STAGES.map(({ stage }) => point.times[stage].toFixed(1)), sum(point).toFixed(1)];
  return make('tr', '', head, ...cells.map((cell) => make('td', '', cell)));
}

/** In words: how much time a size takes, at the largest size. */
function inWords(points: readonly Point[]): string {
  const last = points.at(-1);
  if (!last) return '';
  const perMega = sum(last) / (last.characters / 1e6);
  const share = (last.times.walk + last.times.classify) / sum(last);
  return `${size(last.characters)} of source take ${sum(last).toFixed(0)} ms: about ${perMega.toFixed(0)} ms a megabyte, ${(share * 100).toFixed(0)} % of it ours, the rest the browser’s parser.`;
}

export class Chart {
  readonly #source: () => string;
  #round = 0;
  #drawn = '';

  /** `source`: the page that is shown. */
  constructor(source: () => string) {
    this.#source = source;
    part('measure', HTMLButtonElement).addEventListener('click', () => void this.#run());
    // The first time it comes into view; it costs a second of the machine's time.
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting) || this.#source() === '') return;
      watch.disconnect();
      void this.#run();
    });
    watch.observe(part('chart-part', HTMLElement));
  }

  /** Another page is shown: the drawing is of an earlier one. */
  stale(): void {
    this.#round += 1;
    const button = part('measure', HTMLButtonElement);
    button.disabled = this.#source() === '';
    if (this.#drawn !== '') part('chart-words', HTMLParagraphElement).textContent = this.#drawn === this.#source() ? '' : 'Measured with an earlier page.';
  }

  async #run(): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    const content = this.#source();
    const words = part('chart-words', HTMLParagraphElement);
    const points: Point[] = [];
    const say = (text: string): void => {
      words.textContent = text;
    };
    say('Measuring…');
    try {
      await measure(
        content,
        (point, done, of) => {
          points.push(point);
          say(`Measuring: ${done} of ${of} sizes…`);
          this.#draw(points);
        },
        () => round !== this.#round,
      );
      if (round !== this.#round) return;
      this.#drawn = content;
      say(inWords(points));
    } catch (error) {
      say(`It could not be measured: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #draw(points: readonly Point[]): void {
    part('chart', HTMLElement).querySelector('svg')?.replaceChildren(...picture(points));
    part('sizes', HTMLTableSectionElement).replaceChildren(...points.map(row));
  }
}
