// trafilatura, in a Python environment of its own in .cache/. Where there is no Python, or it can not be installed, it is left out, and that is said.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ask, ROOT, run } from '../process.mjs';
import { LeftOut, Trouble } from '../steps.mjs';

const VERSION = '2.3.1';
/** What it needs beside what it names itself: lxml's cleaner is a package of its own by now. */
const PACKAGES = [`trafilatura==${VERSION}`, 'lxml_html_clean==0.4.6'];
const FOLDER = join(ROOT, '.cache', 'benchmarks', `trafilatura-${VERSION}`);
const PYTHON = process.platform === 'win32' ? join(FOLDER, 'Scripts', 'python.exe') : join(FOLDER, 'bin', 'python');
const SCRIPT = fileURLToPath(new URL('extract.py', import.meta.url));

async function environment(at) {
  const works = () => ask(PYTHON, ['-c', 'import trafilatura']);
  if (existsSync(PYTHON) && (await works()) !== undefined) return;
  if ((await ask('python3', ['--version'])) === undefined) throw new LeftOut('python3 is not here');
  try {
    await run('python3', ['-m', 'venv', FOLDER], { onLine: at });
    await run(PYTHON, ['-m', 'pip', 'install', '--quiet', ...PACKAGES], { onLine: at });
  } catch {
    throw new LeftOut('It can not be installed here by python3 -m venv and pip');
  }
  if ((await works()) === undefined) throw new LeftOut('It was installed and does not start');
}

const extractor = (name, ...options) => ({
  name: `trafilatura ${VERSION}${name}`,
  async open(at) {
    await environment(at);
    const child = spawn(PYTHON, [SCRIPT, ...options], { stdio: ['pipe', 'pipe', 'ignore'] });
    // If it ends, the next answer that does not come says so.
    child.stdin.on('error', () => undefined);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return {
      async read(html, url) {
        child.stdin.write(`${JSON.stringify({ html, url })}\n`);
        const { value, done } = await lines.next();
        if (done === true) throw new Trouble('trafilatura has ended');
        const { text, error } = JSON.parse(value);
        if (text === undefined) throw new Error(error);
        return text;
      },
      close: () => child.stdin.end(),
    };
  },
});

/** As it comes, and with the options that its makers have for text without anything beside it: `favor_precision`, comments left out. */
export const TRAFILATURA = [extractor(''), extractor(' (precise)', 'precise')];
