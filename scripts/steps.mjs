// One line a step: what is done, how far it is, how long it took.
import { CommandError, tail } from './process.mjs';

const live = process.stdout.isTTY === true && process.env.CI === undefined;
/** On a log that nobody can redraw, a long step gives a sign of life this often (ms). */
const SIGN_OF_LIFE = 30_000;

/** A failure that the reader can act on: printed without a stack. */
export class Trouble extends Error {}

/** A reason to leave a step out, which is no failure of what it looks at. Whoever runs it says so, and under CI fails all the same. */
export class LeftOut extends Error {}

export function seconds(ms) {
  return ms < 59_950 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

function fit(line) {
  const width = (process.stdout.columns ?? 100) - 1;
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
}

/**
 * Runs one step. `work` gets a function to tell what it is at; what it gives back is printed behind the name if it is a string.
 * Throws what `work` throws, after the line of failure.
 */
export async function step(name, work) {
  const start = Date.now();
  let at = '';
  let said = start;
  const draw = () => {
    const now = Date.now();
    const took = seconds(now - start);
    if (live) process.stdout.write(`\r\x1b[K${fit(`  … ${name}  ${took}  ${at}`)}`);
    else if (now - said >= SIGN_OF_LIFE) {
      said = now;
      process.stdout.write(`  … ${name}  ${took}  ${at.slice(0, 100)}\n`);
    }
  };
  const timer = setInterval(draw, live ? 200 : 1000);
  const close = (mark, note) => {
    clearInterval(timer);
    process.stdout.write(`${live ? '\r\x1b[K' : ''}  ${mark} ${name}${note ? `: ${note}` : ''}  (${seconds(Date.now() - start)})\n`);
  };
  try {
    const result = await work((text) => {
      at = text;
    });
    close('✓', typeof result === 'string' ? result : '');
    return result;
  } catch (error) {
    if (error instanceof LeftOut) close('–', `left out: ${error.message}`);
    else close('✗', error instanceof Error ? error.message.split('\n')[0] : String(error));
    throw error;
  }
}

/** Whether something that is left out is a failure: a machine that is set up for checks has to do them all. */
export const mustDoAll = () => process.env.CI !== undefined;

/** Tells of a failure on standard error: what to do, or the end of what the program printed. */
export function explain(error) {
  if (error instanceof CommandError) {
    process.stderr.write(`\n${error.message}\n${tail(error.output)}\n`);
  } else if (error instanceof Trouble) {
    process.stderr.write(`\n${error.message}\n`);
  } else {
    process.stderr.write(`\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  }
}
