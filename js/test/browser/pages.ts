/** Pages of our own in real browsers, with the package's source in them as `unnag`. No network but this machine's. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';

/** One open page. */
export interface TestPage {
  /** Runs an expression in the page; `unnag` is the package's source. Promises are awaited. */
  run<T>(expression: string): Promise<T>;
  close(): Promise<void>;
}

/** A browser that opens pages. */
export interface TestBrowser {
  readonly name: string;
  open(html: string): Promise<TestPage>;
  close(): Promise<void>;
}

const root = join(import.meta.dirname, '../..');

async function bundle(): Promise<string> {
  const result = await build({
    stdin: {
      contents: "export * from './src/snapshot/index.ts'; export * from './src/apply/index.ts'; export * from './src/index.ts'; export * as readability from './src/readability/index.ts';",
      resolveDir: root,
    },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'unnag',
    target: 'es2022',
    loader: { '.wasm': 'binary' },
    logLevel: 'error',
  });
  return result.outputFiles[0]?.text ?? '';
}

/** Serves one HTML page at any path. */
async function serve(html: string): Promise<{ url: string; server: Server }> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(html);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/news/2026/a-story.html` };
}

function end(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => {
      resolve();
    });
  });
}

export async function openChromium(): Promise<TestBrowser> {
  const browser = await chromium.launch({
    executablePath: process.env['UNNAG_CHROMIUM'] ?? '/usr/bin/chromium',
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * 127.0.0.1'],
  });
  const script = await bundle();
  return {
    name: 'Chromium',
    async open(html) {
      const { server, url } = await serve(html);
      const page = await browser.newPage({ viewport: { width: 1000, height: 600 } });
      await page.goto(url);
      await page.evaluate(`${script};globalThis.unnag = unnag`);
      return {
        run: async <T>(expression: string) => (await page.evaluate(expression)) as T,
        close: async () => {
          await page.close();
          await end(server);
        },
      };
    },
    close: () => browser.close(),
  };
}

export async function openFirefox(): Promise<TestBrowser> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env['UNNAG_FIREFOX'] ?? '/usr/bin/firefox-esr',
    headless: true,
    extraPrefsFirefox: { 'network.dns.forceResolve': '127.0.0.1' },
    defaultViewport: { width: 1000, height: 600 },
  });
  const script = await bundle();
  return {
    name: 'Firefox',
    async open(html) {
      const { server, url } = await serve(html);
      const page = await browser.newPage();
      await page.goto(url);
      await page.evaluate(`${script};globalThis.unnag = unnag`);
      return {
        run: async <T>(expression: string) => (await page.evaluate(expression)) as T,
        close: async () => {
          await page.close();
          await end(server);
        },
      };
    },
    close: () => browser.close(),
  };
}

export const BROWSERS = [openChromium, openFirefox] as const;

/** A plan by hand: hides these selectors. For `run`. */
export const HELPERS = `
  globalThis.snap = (options) => { const out = unnag.walk(document, options); if (!out.ok) throw new Error(out.tooLarge); return out.snapshot; };
  globalThis.planFor = (snapshot, elements, more = {}) => ({
    purpose: 'article', overBudget: false, releaseScroll: false, kept: [], blocks: [], articleBytes: 1, allBytes: 1, ...more,
    hide: elements.map((element) => ({ node: snapshot.nodes.lastIndexOf(element), label: 'donation', confidence: 1, reasons: ['wording'] })),
  });
  globalThis.shown = (element) => element.getClientRects().length > 0;
  globalThis.flagsOf = (snapshot, element) => {
    const flags = snapshot.columns.flags[snapshot.nodes.indexOf(element)];
    return { ...Object.fromEntries(Object.entries(FLAGS).map(([name, bit]) => [name, (flags & bit) !== 0])) };
  };
  globalThis.until = async (what, ms = 4000) => { const end = performance.now() + ms; while (!what()) { if (performance.now() > end) return false; await new Promise((r) => setTimeout(r, 20)); } return true; };
  0
`;

/** Runs what `body` says in a page of that HTML, with the helpers; `flags` names the bits of flags for `flagsOf`. */
export const runOn = async <T>(browser: TestBrowser, html: string, body: string, flags = 'globalThis.FLAGS = {};'): Promise<T> => {
  const page = await browser.open(html);
  try {
    await page.run(`${flags}${HELPERS}`);
    return await page.run<T>(`(async () => { ${body} })()`);
  } finally {
    await page.close();
  }
};

/** Opens a browser before the tests of the suite that this is called in, and closes it after them. Gives it while they run. */
export function opened(launch: () => Promise<TestBrowser>): () => TestBrowser {
  let browser: TestBrowser | undefined;
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());
  return () => {
    if (!browser) throw new Error('there is a browser only while tests run');
    return browser;
  };
}
