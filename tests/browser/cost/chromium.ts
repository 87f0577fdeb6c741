/** One Chromium for measuring: with our extension or with an empty one. Through Puppeteer, since the background's heap can be asked for too. */
import { setTimeout as sleep } from 'node:timers/promises';
import puppeteer, { TargetType, type Browser, type CDPSession, type Page, type Target } from 'puppeteer-core';
import { processes } from './process.js';
import { shareOf } from './profile.js';

/** What a page has cost so far. */
export interface Cost {
  /** Milliseconds of CPU on the main thread, of everything. */
  readonly task: number;
  /** The same of the extension's scripts and what they call, by their share of a profile; and the longest stretch of it. */
  readonly own: number;
  readonly longest: number;
  /** Tasks of 50 ms of CPU or more, while the page loaded. */
  readonly long: number;
  /** Bytes of the page's JavaScript heap, content script included. */
  readonly heap: number;
}

/** Tasks of renderers' main threads with so much CPU (microseconds) are long. */
const LONG_US = 50_000;
/** Finer costs more than it tells. */
const SAMPLE_US = 200;

/** Whether a target is an extension's background. */
export const isWorker = (target: Target): boolean => target.type() === TargetType.SERVICE_WORKER;

/** What Chromium counts of a page. */
export async function metrics(cdp: CDPSession): Promise<Record<string, number>> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

function longTasks(trace: Uint8Array | undefined): number {
  const { traceEvents } = JSON.parse(new TextDecoder().decode(trace)) as { traceEvents: TraceEvent[] };
  const thread = ({ pid, tid }: TraceEvent): string => `${String(pid)} ${String(tid)}`;
  const mains = new Set(traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(thread));
  return traceEvents.filter((event) => (event.tdur ?? 0) >= LONG_US && event.name === 'ThreadControllerImpl::RunTask' && mains.has(thread(event))).length;
}

/** Starts Chromium with an unpacked extension; gives the address of the latter's files too. */
export async function startChromium(extension: string): Promise<{ browser: Browser; origin: string }> {
  const browser = await puppeteer.launch({
    executablePath: process.env['UNNAG_CHROMIUM'] ?? '/usr/bin/chromium',
    headless: true,
    defaultViewport: { width: 1280, height: 800 },
    ignoreDefaultArgs: ['--disable-extensions'],
    args: ['--no-sandbox', '--disable-gpu', `--disable-extensions-except=${extension}`, `--load-extension=${extension}`, '--host-resolver-rules=MAP * 127.0.0.1'],
  });
  const worker = await browser.waitForTarget(isWorker, { timeout: 15_000 });
  return { browser, origin: `chrome-extension://${new URL(worker.url()).host}/` };
}

export class Measured {
  readonly #browser: Browser;
  readonly #origin: string;

  private constructor(browser: Browser, origin: string) {
    this.#browser = browser;
    this.#origin = origin;
  }

  static async launch(extension: string): Promise<Measured> {
    const { browser, origin } = await startChromium(extension);
    return new Measured(browser, origin);
  }

  /** Opens a page, waits for `ms` after it has loaded, and tells what that has cost. */
  async load(url: string, ms: number): Promise<Cost> {
    return this.#on(async (page, cdp) => {
      await page.tracing.start({ categories: ['toplevel'] });
      const start = await metrics(cdp);
      await cdp.send('Profiler.start');
      await page.goto(url, { waitUntil: 'load', timeout: 20_000 }).catch(() => undefined);
      await sleep(ms);
      const cost = await this.#cost(cdp, start);
      return { ...cost, long: longTasks(await page.tracing.stop()) };
    });
  }

  /** Opens a page, lets it settle, and tells what `ms` more have cost. */
  async idle(url: string, settle: number, ms: number): Promise<Cost> {
    return this.#on(async (page, cdp) => {
      await page.goto(url, { waitUntil: 'load' });
      await sleep(settle);
      const start = await metrics(cdp);
      await cdp.send('Profiler.start');
      await sleep(ms);
      return { ...(await this.#cost(cdp, start)), long: 0 };
    });
  }

  async #on(work: (page: Page, cdp: CDPSession) => Promise<Cost>): Promise<Cost> {
    const page = await this.#browser.newPage();
    try {
      const cdp = await page.createCDPSession();
      // CPU time: what the machine does besides does not count.
      await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
      await cdp.send('Profiler.enable');
      await cdp.send('Profiler.setSamplingInterval', { interval: SAMPLE_US });
      return await work(page, cdp);
    } finally {
      await page.close();
    }
  }

  async #cost(cdp: CDPSession, start: Record<string, number>): Promise<Omit<Cost, 'long'>> {
    const { profile } = await cdp.send('Profiler.stop');
    const end = await metrics(cdp);
    await cdp.send('HeapProfiler.collectGarbage');
    const heap = (await metrics(cdp))['JSHeapUsedSize'] ?? 0;
    // A new document may begin to count anew.
    const before = (end['TaskDuration'] ?? 0) >= (start['TaskDuration'] ?? 0) ? (start['TaskDuration'] ?? 0) : 0;
    const task = ((end['TaskDuration'] ?? 0) - before) * 1000;
    const { busy, sum, longest } = shareOf(profile, this.#origin);
    const scale = busy > 0 ? Math.min(1, task / busy) : 1;
    return { task, own: sum * scale, longest: longest * scale, heap };
  }

  /** Bytes that the background holds: its heap, and (on Linux) the memory of its process, shared parts by their share. */
  async background(): Promise<{ heap: number; process: number }> {
    const worker = await this.#browser.waitForTarget(isWorker, { timeout: 5000 });
    const cdp = await worker.createCDPSession();
    await cdp.send('HeapProfiler.enable');
    await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = await cdp.send('Runtime.getHeapUsage');
    return { heap: usedSize, process: processes(this.#browser.process()?.pid ?? 0, '--extension-process') };
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}
