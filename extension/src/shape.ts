/** What values from elsewhere are made of, before anything else is believed of them. */

/** An object of whatever. */
export type Fields = Record<string, unknown>;

/** Whether a value is an object with names, and no list. */
export const fields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether it is a whole number up to a most. */
export const whole = (value: unknown, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
