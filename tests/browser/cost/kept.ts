/** What measurements share: parts that can be run one by one, what each found last, and how it is told. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';

/** The value below which a share of a list lies. */
export const quantile = (list: readonly number[], share: number): number => {
  const sorted = [...list].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
};
/** p50 · p95. */
export const both = (list: readonly number[], digits = 1): string =>
  list.length === 0 ? '–' : `${quantile(list, 0.5).toFixed(digits)} · ${quantile(list, 0.95).toFixed(digits)}`;

/** What a part has found, and how busy the machine was before and after: processes that ran or waited, over a minute. */
export interface Found<Result> {
  readonly when: string;
  readonly busy: readonly [number, number];
  readonly result: Result;
}

/** Gives a function that measures a part if it is `wanted` (all are if none is named), and else gives what was kept in a folder when it last was. */
export const parts =
  (folder: string, wanted: string | undefined) =>
  async <Result>(name: string, measure: () => Promise<Result>): Promise<Found<Result>> => {
    const file = join(folder, `${name}.json`);
    if (wanted !== undefined && wanted !== name) {
      const kept = await readFile(file, 'utf8').catch(() => undefined);
      if (kept === undefined) throw new Error(`nothing is known of ${name}: run it first (--part ${name})`);
      return JSON.parse(kept) as Found<Result>;
    }
    const before = loadavg()[0] ?? NaN;
    const result = await measure();
    const found: Found<Result> = { when: new Date().toISOString().slice(0, 10), busy: [before, loadavg()[0] ?? NaN], result };
    await mkdir(folder, { recursive: true });
    await writeFile(file, JSON.stringify(found));
    return found;
  };
