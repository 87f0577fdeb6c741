/** The same page at many sizes, and what the engine takes for each: live, in this browser, on this machine. */

import { time, type Times } from './read.js';

/** One size, and its times. */
export interface Point {
  readonly nodes: number;
  readonly characters: number;
  readonly times: Times;
}

/** Sizes are multiples of the page that end near this many characters of source. */
const LARGEST = 1_500_000;
const STEPS = 6;
/** Each size is timed so often; the quickest counts, as the least disturbed. */
const RUNS = 3;
const MOST_COPIES = 64;

/** How many copies each size has: evenly spread, the first is the page itself. */
export function copies(characters: number): number[] {
  const most = Math.max(STEPS, Math.min(MOST_COPIES, Math.floor(LARGEST / Math.max(1, characters))));
  return [...new Set(Array.from({ length: STEPS }, (_, step) => Math.max(1, Math.round(1 + (step * (most - 1)) / (STEPS - 1)))))];
}

/** A page with what is in its body so many times. */
function repeated(content: string, times: number): string {
  const open = /<body\b[^>]*>/i.exec(content);
  const start = open ? open.index + open[0].length : 0;
  const end = content.search(/<\/body\s*>/i);
  const stop = end >= start ? end : content.length;
  return `${content.slice(0, start)}${content.slice(start, stop).repeat(times)}${content.slice(stop)}`;
}

function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

function total({ parse, walk, classify }: Times): number {
  return parse + walk + classify;
}

/** Measures a page at its sizes, and tells of each. Stops when `isStale` says so. */
export async function measure(content: string, onPoint: (point: Point, done: number, of: number) => void, isStale: () => boolean): Promise<void> {
  const plan = copies(content.length);
  for (const [number, factor] of plan.entries()) {
    const page = repeated(content, factor);
    let best: Point | undefined;
    for (let run = 0; run < RUNS; run += 1) {
      await breathe();
      if (isStale()) return;
      const { times, nodes } = time(page);
      if (!best || total(times) < total(best.times)) best = { nodes, characters: page.length, times };
    }
    if (best) onPoint(best, number + 1, plan.length);
  }
}
