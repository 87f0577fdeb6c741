/** What of a CPU profile is the extension's: samples with one of its scripts anywhere on their stack, and so all that it calls. */
import type { Protocol } from 'puppeteer-core';

export interface Share {
  /** Milliseconds of anything at all, as the clock on the wall says. */
  readonly busy: number;
  /** Milliseconds of ours. */
  readonly sum: number;
  /** Of the longest stretch without anything else in between. */
  readonly longest: number;
}

export function shareOf({ nodes, samples = [], timeDeltas = [] }: Protocol.Profiler.Profile, origin: string): Share {
  const own = new Set<number>();
  const mark = (id: number, above: boolean): void => {
    const node = byId.get(id);
    if (!node) return;
    const ours = above || node.callFrame.url.startsWith(origin);
    if (ours) own.add(id);
    for (const child of node.children ?? []) mark(child, ours);
  };
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const [root] = nodes;
  if (root) mark(root.id, false);
  const idle = new Set(nodes.filter(({ callFrame }) => callFrame.functionName === '(idle)').map(({ id }) => id));
  let busy = 0;
  let sum = 0;
  let run = 0;
  let longest = 0;
  samples.forEach((id, at) => {
    // A sample stands for the time until the next one.
    const ms = (timeDeltas[at + 1] ?? 0) / 1000;
    run = own.has(id) ? run + ms : 0;
    if (!idle.has(id)) busy += ms;
    if (own.has(id)) sum += ms;
    longest = Math.max(longest, run);
  });
  return { busy, sum, longest };
}
