/** Whether something grows, as the least squares say it, once it has settled. */

/** One reading: after so many loads, or so many hours. */
export interface Reading {
  readonly at: number;
  readonly value: number;
}

/** The share of the readings that count: before that, caches fill. */
const SETTLED = 0.5;

/** Growth for each unit of `at`, over the second half; 0 if there is too little to say. */
export const slope = (readings: readonly Reading[]): number => {
  const late = readings.slice(Math.floor(readings.length * (1 - SETTLED)));
  const mean = (of: (reading: Reading) => number): number => late.reduce((sum, reading) => sum + of(reading), 0) / late.length;
  const [at, value] = [mean((reading) => reading.at), mean((reading) => reading.value)];
  const spread = late.reduce((sum, reading) => sum + (reading.at - at) ** 2, 0);
  return spread === 0 ? 0 : late.reduce((sum, reading) => sum + (reading.at - at) * (reading.value - value), 0) / spread;
};
