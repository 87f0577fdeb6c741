// Runs the programs that the scripts need and keeps what they print.
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone's root. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Where tools that the machine lacks are put: inside the clone, so that removing the clone removes them. */
export const TOOLS = join(ROOT, '.tools');

/** The environment of every child: tools of the clone first, colours off so that output can be read and matched. */
export const ENV = {
  ...process.env,
  PATH: [join(ROOT, 'node_modules', '.bin'), join(TOOLS, 'bin'), process.env.PATH ?? ''].join(delimiter),
  CARGO_TERM_COLOR: 'never',
  NO_COLOR: '1',
};
// Node warns on each start if both are set.
delete ENV.FORCE_COLOR;

const children = new Set();

/** A program that failed: what was run, how it ended, what it printed. */
export class CommandError extends Error {
  constructor(command, reason, output) {
    super(`${command}: ${reason}`);
    this.name = 'CommandError';
    this.output = output;
  }
}

/**
 * Runs a program to its end and gives what it printed on both streams. Throws a CommandError if it can not be started or fails.
 * `onLine` hears each line as it comes; `input` goes to its standard input; `timeout` is in milliseconds.
 */
export function run(command, args, { cwd = ROOT, env = {}, input, onLine, timeout } = {}) {
  const words = [command, ...args].join(' ');
  return new Promise((resolve, reject) => {
    // npm is a script on Windows and needs a shell there.
    const child = spawn(command, args, {
      cwd,
      env: { ...ENV, ...env },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    children.add(child);
    let output = '';
    let out = '';
    let late = false;
    const timer =
      timeout === undefined
        ? undefined
        : setTimeout(() => {
            late = true;
            child.kill('SIGKILL');
          }, timeout);
    const hear = (chunk) => {
      output += chunk;
      if (onLine) {
        for (const line of chunk.split(/[\r\n]+/)) if (line.trim()) onLine(line.trim());
      }
    };
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      out += chunk;
      hear(chunk);
    });
    child.stderr.setEncoding('utf8').on('data', hear);
    if (input !== undefined) {
      // A program that ends without reading its input closes the pipe; its exit code says enough.
      child.stdin.on('error', () => {});
      child.stdin.end(input);
    }
    child.on('error', (error) => {
      clearTimeout(timer);
      children.delete(child);
      reject(new CommandError(words, error.code === 'ENOENT' ? 'not found' : error.message, output));
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      children.delete(child);
      if (code === 0) resolve({ output, out });
      else if (late) reject(new CommandError(words, `no end after ${Math.round(timeout / 1000)} s`, output));
      else reject(new CommandError(words, code === null ? `ended by ${signal}` : `exit code ${code}`, output));
    });
  });
}

/** What a program prints on standard output, trimmed; undefined if it is not there or fails. For asking versions. */
export async function ask(command, args) {
  try {
    return (await run(command, args)).out.trim();
  } catch {
    return undefined;
  }
}

/** An output without the colours that some programs print against all wishes. */
export function plain(output) {
  return output.replace(/\x1b(?:\[[0-9;]*m|\(B)/g, '');
}

/** The last lines of an output, indented. */
export function tail(output, lines = 40) {
  return plain(output).trimEnd().split('\n').slice(-lines).map((line) => `    ${line}`).join('\n');
}

/** On Ctrl-C or a polite request to end: end the children, say so, leave with the usual code. */
export function endWithChildren() {
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]]) {
    process.on(signal, () => {
      for (const child of children) child.kill(signal);
      process.stdout.write('\nstopped\n');
      process.exit(code);
    });
  }
}
