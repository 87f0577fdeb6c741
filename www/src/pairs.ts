/** The same places' heights in two frames, and the way from the one's to the other's. */

/** A height in one frame and the same place's in the other. */
export type Pair = readonly [number, number];

/** Where `at` of the first column is in the second. Pairs rise in both. */
export function mapped(pairs: readonly Pair[], at: number): number {
  const next = pairs.findIndex(([from]) => from > at);
  if (next === 0) return pairs[0]?.[1] ?? 0;
  const [from, to] = (next === -1 ? pairs.at(-1) : pairs[next - 1]) ?? [0, 0];
  const [fromEnd, toEnd] = pairs[next] ?? [from, to];
  return fromEnd > from ? to + ((at - from) / (fromEnd - from)) * (toEnd - to) : to;
}

/** Only pairs that rise in both: what is fixed to the window or stands elsewhere by a style says nothing. */
export function rising(pairs: readonly Pair[]): Pair[] {
  const kept: Pair[] = [];
  let [one, other] = [-Infinity, -Infinity];
  for (const pair of pairs) {
    if (pair[0] < one || pair[1] < other || (pair[0] === one && pair[1] === other)) continue;
    kept.push(pair);
    [one, other] = pair;
  }
  return kept;
}
