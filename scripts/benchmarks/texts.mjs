// What an extractor makes of every page, several threads at once. Each text is kept in a file as soon as it is there, so that a run that was broken off
// goes on where it stopped.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { LeftOut, Trouble } from '../steps.mjs';

/**
 * A page that takes longer (ms of the processors' time, all threads together) counts as one that can not be read: an extractor may never end. Where
 * another process does the work, or the machine is busy with something else, the clock on the wall says so, much later.
 */
const PATIENCE = 120_000;
const ON_THE_WALL = 20;
const LOOK = 250;
const KINDS = { leftOut: LeftOut, trouble: Trouble, error: Error };

/** The texts that an earlier run left; the line at which it was broken off is read anew. */
function earlier(file) {
  const texts = new Map();
  if (!existsSync(file)) return texts;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    try {
      const { page, text } = JSON.parse(line);
      texts.set(page, text);
    } catch {
      continue;
    }
  }
  return texts;
}

/** A thread with the extractor open in it: `read` gives a page's text, or nothing if it failed or did not end. */
class Reader {
  #worker;
  #settle;

  constructor(setup, at) {
    this.setup = setup;
    this.at = at;
  }

  #next() {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
  }

  async open() {
    this.#worker = new Worker(new URL('reader.mjs', import.meta.url), { workerData: this.setup });
    this.#worker.on('message', (said) => {
      if (said.at !== undefined) this.at(said.at);
      else this.#settle.resolve(said);
    });
    this.#worker.on('error', (error) => this.#settle.reject(error));
    const said = await this.#next();
    for (const [kind, Kind] of Object.entries(KINDS)) if (said[kind] !== undefined) throw new Kind(said[kind]);
  }

  async read(page) {
    this.#worker.postMessage(page);
    const [before, start] = [process.cpuUsage(), Date.now()];
    let timer;
    const patience = new Promise((resolve) => {
      timer = setInterval(() => {
        const { user, system } = process.cpuUsage(before);
        const spent = Math.max((user + system) / 1000, (Date.now() - start) / ON_THE_WALL);
        if (spent > this.setup.patience) resolve('late');
      }, LOOK);
    });
    // A thread can also end, for want of memory.
    const said = await Promise.race([this.#next().catch(() => 'lost'), patience]);
    clearInterval(timer);
    if (said === 'late' || said === 'lost') {
      await this.#worker.terminate();
      await this.open();
      return null;
    }
    if (said.trouble !== undefined) throw new Trouble(said.trouble);
    return said.text ?? null;
  }

  close() {
    this.#worker?.postMessage(undefined);
  }
}

/**
 * The texts of `pages` (`{ file, path, url }`) by the extractor of that name, in a map by `file`; null where it failed.
 * `kept` is the file in which they are kept on the way.
 */
export async function textsOf({ name, peers = new URL('peers.mjs', import.meta.url).href, pages, kept, at = () => undefined, jobs = availableParallelism(), patience = PATIENCE }) {
  const texts = earlier(kept);
  const left = pages.filter(({ file }) => !texts.has(file));
  mkdirSync(dirname(kept), { recursive: true });
  // Behind a line that was broken off, the next one would be lost too.
  if (existsSync(kept)) appendFileSync(kept, '\n');
  const readers = Array.from({ length: Math.min(jobs, left.length) }, () => new Reader({ name, peers, patience }, at));
  // The first one may have to install what the others then find.
  for (const reader of readers) await reader.open();
  await Promise.all(
    readers.map(async (reader) => {
      for (let page = left.shift(); page !== undefined; page = left.shift()) {
        const text = await reader.read(page);
        texts.set(page.file, text);
        appendFileSync(kept, `${JSON.stringify({ page: page.file, text })}\n`);
        at(`${texts.size} of ${pages.length}`);
      }
    }),
  ).finally(() => {
    for (const reader of readers) reader.close();
  });
  return texts;
}
