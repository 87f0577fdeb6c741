// The demo in a browser, by the same few calls in both, with all that a page must not do noted down.
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import puppeteer from 'puppeteer-core';
import { serve } from '../../scripts/serve.mjs';

const DIST = join(import.meta.dirname, '..', 'dist');
const PROGRAMS = { chromium: process.env.UNNAG_CHROMIUM ?? '/usr/bin/chromium', firefox: process.env.UNNAG_FIREFOX ?? '/usr/bin/firefox-esr' };

export const BROWSERS = Object.keys(PROGRAMS);

/** Starts one; `dark`: as a reader has it who likes it dark. */
export function launch(kind, { dark = false } = {}) {
  return puppeteer.launch({
    browser: kind === 'chromium' ? 'chrome' : 'firefox',
    executablePath: PROGRAMS[kind],
    headless: true,
    args: kind === 'chromium' ? ['--no-sandbox', '--disable-gpu', '--force-prefers-reduced-motion', ...(dark ? ['--force-dark-mode', '--blink-settings=preferredColorScheme=0'] : [])] : [],
    extraPrefsFirefox: { 'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1, 'ui.prefersReducedMotion': 1, 'network.dns.forceResolve': '127.0.0.1' },
    defaultViewport: { width: 1400, height: 950 },
  });
}

/** Waits until `check`, given to the page, holds. */
export async function until(page, what, check, ...args) {
  const end = Date.now() + 10_000;
  while (!(await page.evaluate(check, ...args).catch(() => false))) {
    if (Date.now() > end) throw new Error(`it did not come to this: ${what}`);
    await sleep(30);
  }
}

/** Serves the demo, and beside it a host that no page may ever reach. */
export async function stand() {
  const { server, address } = await serve(DIST, { from: 4400 });
  const reached = [];
  const evil = createServer((request, response) => {
    reached.push(request.url);
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end();
  });
  await new Promise((resolve) => {
    evil.listen(0, '127.0.0.1', resolve);
  });
  const stop = (each) => {
    each.closeAllConnections();
    return new Promise((resolve) => {
      each.close(resolve);
    });
  };
  return { address, evil: `http://127.0.0.1:${evil.address().port}`, reached, stopDemo: () => stop(server), stop: () => Promise.all([stop(server), stop(evil)]) };
}

/** Opens the demo. `faults` gets what goes wrong, `asked` the addresses that are asked for. */
export async function open(browser, address, { width = 1400, height = 950 } = {}) {
  const page = await browser.newPage();
  const faults = [];
  const asked = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => asked.push(request.url()));
  await page.setViewport({ width, height });
  await page.goto(address, { waitUntil: 'load' });
  await until(page, 'a first word', () => document.querySelector('#verdict').textContent !== '');
  await settled(page);
  return { page, faults, asked };
}

/** Both frames show the page that is spoken of. */
export async function settled(page) {
  await until(page, 'both frames are there', () => ['before', 'after'].every((id) => document.getElementById(id).contentDocument?.readyState === 'complete'));
  await sleep(60);
}

/** A pasted page. */
export async function paste(page, html, url = '') {
  await page.click('#paste');
  // Typing megabytes takes minutes.
  await page.evaluate((text, address) => {
    document.querySelector('#paste-text').value = text;
    document.querySelector('#paste-url').value = address;
  }, html, url);
  await page.click('#paste-dialog button[value=ok]');
  await settled(page);
}

/** Something of an element within a frame, by a function that gets the element; `undefined` if there is none. */
export function inside(page, frame, selector, look) {
  return page.evaluate(
    (id, wanted, code) => {
      // The page may have put something else in the place of its document's own method.
      const element = Document.prototype.querySelector.call(document.getElementById(id).contentDocument, wanted);
      // The demo's own policy forbids eval; what may be asked for is listed.
      const looks = {
        seen: (each) => each.getClientRects().length > 0,
        top: (each) => each.getBoundingClientRect().top,
        text: (each) => each.textContent,
        middle: (each) => {
          each.scrollIntoView({ block: 'center', behavior: 'instant' });
          const box = each.getBoundingClientRect();
          const outer = each.ownerDocument.defaultView.frameElement;
          const at = outer.getBoundingClientRect();
          const scale = at.width / outer.offsetWidth;
          return { x: at.x + (box.x + Math.min(box.width, 200) / 2) * scale, y: at.y + (box.y + box.height / 2) * scale };
        },
      };
      return element ? looks[code](element) : undefined;
    },
    frame,
    selector,
    look,
  );
}
