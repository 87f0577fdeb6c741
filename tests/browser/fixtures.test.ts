/**
 * Every page of tests/corpus in real browsers, three times over: as it is without the extension, with it, and after "show all" in the popup.
 *
 * The state without the extension is taken in a second browser at the same time, so that a page that never showed its nag, or an article that was
 * never whole, can not pass. What must not change is compared as a whole: the article's text, and on pages where nothing may be hidden, and
 * after undoing, the page's markup.
 *
 * UNNAG_BROWSER=chromium|firefox runs one browser only, UNNAG_FIXTURE=slug[,slug] some pages only.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { blocksOf } from '../corpus/blocks.js';
import { corpus, readCase, slugs, type Case, type Place } from './cases.js';
import { launchChromium, launchFirefox, type Driver, type PageHandle } from './drivers/index.js';
import type { Launch } from './drivers/driver.js';
import { emptyExtension } from './drivers/inside.js';
import { serve, type FixtureServer } from './server.js';

/** A nag must be gone this long after it came (ms). A busy machine with two cores needs most of it. */
const HIDE_MS = 5000;
/** Where nothing may happen, this long is waited for it (ms). */
const SETTLE_MS = 2500;
/** The labels that calm hides. */
const CALM: ReadonlySet<string> = new Set(['donation', 'paywall', 'newsletter', 'prompt']);
const BROWSERS = { chromium: launchChromium, firefox: launchFirefox } as const;

const chosen = (process.env['UNNAG_FIXTURE'] ?? '').split(',').filter((slug) => slug !== '');
const cases = slugs()
  .filter((slug) => chosen.length === 0 || chosen.includes(slug))
  .map(readCase);

const selectorOf = (place: Place): string => (place.shadow === undefined ? place.selector : `${place.shadow} >>> ${place.selector}`);
const nameOf = (place: Place): string => `${place.frame === undefined ? '' : `${place.frame} / `}${selectorOf(place)}`;
const placeOf = (keep: string | Place): Place => (typeof keep === 'string' ? { selector: keep } : keep);
const squeeze = (text: string): string => text.replace(/\s+/g, '');

/** The blocks of the fixture's files that have a label which `wanted` takes, without white space. */
function blocksWith({ slug }: Case, wanted: (label: string) => boolean): string[] {
  return readdirSync(join(corpus, slug))
    .filter((name) => name.endsWith('.html'))
    .flatMap((name) => blocksOf(readFileSync(join(corpus, slug, name), 'utf8')))
    .filter(({ gold, inTemplate }) => !inTemplate && gold !== undefined && wanted(gold))
    .map(({ text }) => squeeze(text));
}

const articleOf = (entry: Case): string[] => blocksWith(entry, (label) => label === 'article');
/** What is neither article nor nag: menus, bylines, teasers, comments. Words that are too short could stand anywhere. */
const furnitureOf = (entry: Case): string[] =>
  blocksWith(entry, (label) => label !== 'article' && !CALM.has(label)).filter((text) => text.length >= 6);

/** Runs in the page: each run of text that is rendered, without white space. */
function renderedTexts(): string[] {
  const parts: string[] = [];
  const walk = (node: Node): void => {
    if (node instanceof Text) {
      parts.push(node.data);
      return;
    }
    if (
      node instanceof Element &&
      (/^(?:script|style|template|noscript)$/i.test(node.tagName) || !node.checkVisibility({ visibilityProperty: true }))
    )
      return;
    for (const child of node.childNodes) walk(child);
  };
  walk(document.body);
  return parts.map((part) => part.replace(/\s+/g, '')).filter((part) => part !== '');
}

/** Runs in the page: by what each element blurs, fades, cuts or crops what is in it; nothing where it is not rendered. */
function veils(): string[] {
  return [...document.querySelectorAll('body *')].map((element) => {
    if (element.getClientRects().length === 0) return '';
    const { filter, maskImage, backgroundImage, clipPath, maxHeight, webkitLineClamp } = getComputedStyle(element);
    return `${element.localName}#${element.id}: ${[filter, maskImage, backgroundImage, clipPath, maxHeight, webkitLineClamp].join(' | ')}`;
  });
}

/** Runs in the page: what stands where the first match is, if it is not the match: something over it, or nothing that can be pointed at. */
function covered(selector: string): string {
  const match = document.querySelector(selector);
  if (!match) return 'it is not there';
  match.scrollIntoView({ block: 'center' });
  const box = match.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + Math.min(20, box.width / 2), box.y + box.height / 2);
  return top && match.contains(top) ? '' : (top?.outerHTML.slice(0, 100) ?? 'nothing');
}

/** Whether a reader's key press scrolls the page. */
async function scrolls(page: PageHandle): Promise<boolean> {
  const at = await page.evaluate<number>('window.scrollY');
  await page.press(at > 200 ? 'PageUp' : 'PageDown');
  for (let tries = 0; tries < 12; tries += 1) {
    await sleep(50);
    if ((await page.evaluate<number>('window.scrollY')) !== at) return true;
  }
  return false;
}

async function act(page: PageHandle, { steps, late }: Case): Promise<void> {
  for (const step of steps) {
    if ('wait' in step) await sleep(step.wait);
    else if ('click' in step) await page.click(step.click);
    else if ('scroll' in step) await page.evaluate(`window.scrollTo(0, ${String(step.scroll)})`);
    else {
      const from = await page.evaluate<string>('location.href');
      await page.click(step.route);
      await page.waitFor(`location.href !== ${JSON.stringify(from)}`);
    }
  }
  await sleep(late);
}

interface Bare {
  html: string;
  texts: readonly string[];
  text: string;
  veils: readonly string[];
  scrollY: number;
}

/** Without the extension: everything is there, nags too, and the lock holds. */
async function look(driver: Driver, server: FixtureServer, entry: Case): Promise<Bare> {
  const page = await driver.open(server.url(entry.slug));
  try {
    await act(page, entry);
    for (const nag of entry.nags) await page.waitVisible(selectorOf(nag), 3000, nag.frame);
    for (const keep of entry.keep.map(placeOf))
      assert.ok(await page.visible(selectorOf(keep), keep.frame), `without the extension, ${nameOf(keep)} is not visible`);
    const texts = await page.evaluate<[], string[]>(renderedTexts);
    const bare = {
      html: await page.html(),
      texts,
      text: texts.join(''),
      veils: await page.evaluate<[], string[]>(veils),
      scrollY: await page.evaluate<number>('window.scrollY'),
    };
    const there = articleOf(entry).filter((block) => bare.text.includes(block));
    assert.ok(
      entry.guarded !== undefined || there.length >= 4,
      `without the extension, only ${String(there.length)} blocks of the article are to be seen`,
    );
    if (entry.lock !== undefined) assert.ok(!(await scrolls(page)), 'without the extension, scrolling is not locked');
    return bare;
  } finally {
    await page.close();
  }
}

/** Everything that is wrong with a page, so that one run tells all of it. */
class Problems {
  readonly #found: string[] = [];

  note(wrong: boolean, what: string): void {
    if (wrong) this.#found.push(what);
  }

  each(what: string, list: readonly string[]): void {
    for (const entry of list) this.#found.push(`${what}: ${entry.slice(0, 120)}`);
  }

  /** Nothing but what is known, and all of that. */
  only(known: readonly string[]): void {
    const news = this.#found.filter((problem) => !known.some((start) => problem.startsWith(start)));
    const mended = known.filter((start) => !this.#found.some((problem) => problem.startsWith(start)));
    assert.ok(news.length === 0, `\n  ${news.join('\n  ')}\n`);
    assert.ok(mended.length === 0, `\n  no longer wrong, take it off the case's "known": ${mended.join('; ')}\n`);
  }
}

/** What is to stay is there, in the places that the case names and by all words that are no nag's. */
async function stays(page: PageHandle, entry: Case, bare: Bare, when: string, problems: Problems): Promise<void> {
  const hidden: string[] = [];
  for (const keep of [...entry.keep, ...(entry.gate === undefined ? [] : [entry.gate])].map(placeOf)) {
    if (!(await page.visible(selectorOf(keep), keep.frame))) hidden.push(nameOf(keep));
  }
  problems.each(`${when}: must stay visible`, hidden);
  const texts = await page.evaluate<[], string[]>(renderedTexts);
  const now = texts.join('');
  const lost = (blocks: string[]): string[] => blocks.filter((block) => bare.text.includes(block) && !now.includes(block));
  problems.each(`${when}: text of the article is gone`, lost(articleOf(entry)));
  if (entry.restless) return;
  problems.each(`${when}: what is no nag is gone`, lost(furnitureOf(entry)));
  // Only less: nothing is seen that was not seen before, and nothing more clearly.
  problems.each(`${when}: is seen, and was not`, texts.filter((text) => !bare.texts.includes(text)));
  const veiled = await page.evaluate<[], string[]>(veils);
  problems.each(`${when}: is veiled otherwise`, veiled.filter((veil, at) => veil !== '' && veil !== bare.veils[at]));
}

async function withExtension(driver: Driver, server: FixtureServer, entry: Case, looked: Promise<Bare>): Promise<void> {
  const page = await driver.open(server.url(entry.slug));
  const problems = new Problems();
  try {
    await act(page, entry);
    const missed: string[] = [];
    await Promise.all(
      entry.nags.map((nag) => page.waitHidden(selectorOf(nag), HIDE_MS, nag.frame).catch(() => missed.push(`${nag.label} ${nameOf(nag)}`))),
    );
    if (entry.nags.length === 0) await sleep(SETTLE_MS);
    const bare = await looked;
    problems.each('not hidden', missed);
    await stays(page, entry, bare, 'with the extension', problems);
    problems.each('the site got a report of a broken Content-Security-Policy', server.reports(entry.slug));
    if (entry.lock !== undefined) await lock(page, entry, problems);
    await undo(driver, page, entry, bare, problems);
    problems.only(entry.known);
  } finally {
    await page.close();
  }
}

/** The lock is released where it may be, and the reader stands where they stood. */
async function lock(page: PageHandle, entry: Case, problems: Problems): Promise<void> {
  const at = await page.evaluate<number>('window.scrollY');
  problems.note((await scrolls(page)) !== entry.unlock, entry.unlock ? 'scrolling is still locked' : 'scrolling was released');
  if (!entry.unlock) return;
  const over = await page.evaluate<[string], string>(covered, 'h1');
  problems.note(over !== '', `the headline can not be pointed at, but: ${over}`);
  const wanted = entry.steps.reduce((y, step) => ('scroll' in step ? step.scroll : y), 0);
  problems.note(entry.lock === 'fixed' && Math.abs(at - wanted) > 2, `the reader was at ${String(wanted)} and is now at ${String(at)}`);
}

/** Through the popup: what was hidden comes back, and the page is as if nobody had touched it. */
async function undo(driver: Driver, page: PageHandle, entry: Case, bare: Bare, problems: Problems): Promise<void> {
  const popup = await driver.popup(page);
  try {
    await popup.waitFor("document.getElementById('status-text').textContent !== ''");
    const items = await popup.evaluate<string[]>("[...document.querySelectorAll('#items > li')].map((item) => item.textContent)");
    if (entry.nags.length === 0) problems.each('nothing is to be hidden on this page, but the popup names', items);
    else problems.note(items.length === 0, 'the popup names nothing that is hidden');
    if (entry.gate !== undefined) {
      const gates = await popup.evaluate<number>("document.querySelectorAll('#kept-items > li').length");
      problems.note(gates === 0, 'the popup does not say that the gate was kept');
    }
    if (items.length > 0) {
      await popup.waitVisible('#show-all');
      await popup.click('#show-all');
      await popup.waitVisible('#hide-all');
    }
  } finally {
    await popup.close();
  }
  await page.front();
  for (const nag of entry.nags) await page.waitVisible(selectorOf(nag), 3000, nag.frame);
  await stays(page, entry, bare, 'after undoing', problems);
  problems.note(!entry.restless && (await page.html()) !== bare.html, 'after undoing, the markup is not what it was');
  problems.note(entry.lock !== undefined && (await scrolls(page)), 'after undoing, scrolling is not locked as before');
}

for (const [browser, launch] of Object.entries(BROWSERS) as [keyof typeof BROWSERS, Launch][]) {
  const wanted = process.env['UNNAG_BROWSER'] ?? browser;
  describe(`the fixtures in ${browser}`, { skip: wanted === browser ? false : `UNNAG_BROWSER=${wanted}` }, () => {
    const extension = join(import.meta.dirname, '../../extension/dist', browser);
    let server: FixtureServer;
    let ours: Driver;
    let bare: Driver;
    let nothing: string;

    before(async () => {
      assert.ok(existsSync(join(extension, 'manifest.json')), `${extension} was not built: npm run build`);
      nothing = await emptyExtension(browser);
      server = await serve();
      [ours, bare] = await Promise.all([launch(extension), launch(nothing, { granted: false })]);
    });

    after(async () => {
      await Promise.all([ours.close(), bare.close()]);
      await server.close();
      await rm(nothing, { recursive: true, force: true });
    });

    for (const entry of cases) {
      it(`${entry.slug}: ${entry.title}`, { timeout: 60_000 }, async () => {
        const looked = look(bare, server, entry);
        // Settled apart, so that a failure of one does not close the other's page under it.
        const [first, second] = await Promise.allSettled([looked, withExtension(ours, server, entry, looked)]);
        if (first.status === 'rejected') throw first.reason;
        if (second.status === 'rejected') throw second.reason;
      });
    }

    it('asked for nothing that is not a fixture', () => {
      assert.deepEqual(server.strays, []);
    });
  });
}
