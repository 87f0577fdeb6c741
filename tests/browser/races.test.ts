/**
 * What comes between: the reader acts, or the page changes, while something of ours is still under way. Each test holds the background's answer in
 * the moment that matters (`drivers/faulty.ts`), so that what is seldom in life is certain here.
 *
 * UNNAG_BROWSER=chromium|firefox runs one browser only.
 */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { afterEach, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Rule } from '../../extension/src/lesson.js';
import type { PageState } from '../../extension/src/messages.js';
import { DEFAULTS } from '../../extension/src/settings.js';
import { openAhead } from './drivers/ahead.js';
import type { PageHandle } from './drivers/index.js';
import { faulty, held, provoke, release } from './drivers/faulty.js';
import { BROWSERS, desk as deskOf, tabOf, waitParts } from './drivers/inside.js';
import { clickLayer, layerText, waitLayer } from './drivers/layer.js';
import { HARBOUR } from './drivers/picking.js';
import { appeal, newsletter, startSite, type Made } from './drivers/site.js';
import { stand } from './drivers/stand.js';

const APPEAL = '#appeal p';
const NEWSLETTER = '#newsletter p';
/** By then the looks that follow loading are over, and nothing is asked of the background by itself. */
const QUIET_MS = 6500;
/** Counts the page's keys. */
const KEYS = `<script>window.keys = []; addEventListener('keydown', ({ key }) => keys.push(key))</script>`;
const LATE = `<template id="late">${newsletter()}</template>`;

for (const name of BROWSERS) {
  describe(`races in ${name}`, () => {
    const my = stand(name, `race-${name}`, () => faulty(name));
    let desk: PageHandle;
    const open = async (made: Made, quiet = true): Promise<{ page: PageHandle; url: string }> => {
      const url = my.add(made);
      const page = my.keep(await my.driver.open(url));
      await waitParts(desk, url, ['reader', 'keeper']);
      if (quiet) await sleep(QUIET_MS);
      return { page, url };
    };
    /** Sends to the page, and waits for no answer. */
    const send = (url: string, ...messages: object[]): Promise<void> =>
      desk.evaluate(`${tabOf(url)}.then((tab) => { for (const message of ${JSON.stringify(messages)}) chrome.tabs.sendMessage(tab, message, { frameId: 0 }).catch(() => undefined); })`);
    const ask = (url: string, message: object): Promise<PageState> =>
      desk.evaluate(`${tabOf(url)}.then((tab) => chrome.tabs.sendMessage(tab, ${JSON.stringify(message)}, { frameId: 0 }))`);
    const store = (url: string, on: boolean): Promise<void> =>
      desk.evaluate(`chrome.storage.local.set({ settings: ${JSON.stringify({ ...DEFAULTS, sites: { [new URL(url).hostname]: { on } } })} })`);
    const rules = (url: string): Promise<Rule[]> =>
      desk.evaluate(`chrome.storage.local.get('rules:${new URL(url).hostname}').then((all) => Object.values(all)[0] ?? [])`);
    const drawn = async (page: PageHandle): Promise<void> => {
      await page.front();
      await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null))))');
    };
    const addLate = (page: PageHandle): Promise<void> => page.evaluate(() => {
      document.getElementById('p5')?.before((document.getElementById('late') as HTMLTemplateElement).content);
    });
    /** Opens the picker and chooses what is in the middle of an element. */
    const pickAt = async (page: PageHandle, url: string, selector: string, words: RegExp): Promise<void> => {
      await drawn(page);
      const { x, y } = await page.evaluate((where: string) => {
        const element = document.querySelector(where);
        element?.scrollIntoView({ block: 'center', behavior: 'instant' });
        const box = element?.getBoundingClientRect();
        return { x: (box?.x ?? 0) + Math.min(60, (box?.width ?? 0) / 2), y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
      }, selector);
      await ask(url, { type: 'pick' });
      await waitLayer(desk, url, /What should be hidden/);
      await drawn(page);
      await page.moveTo(x - 3, y);
      await page.clickAt(x, y);
      await waitLayer(desk, url, words);
    };

    before(async () => {
      desk = await deskOf(my.driver);
    });
    afterEach(async () => {
      await release(desk);
      await desk.evaluate(`chrome.storage.local.remove('settings')`);
      await my.closeAll();
    });

    it('two wishes to pick at once open one picker, and its keys are the page’s again when it is left', async () => {
      const { page, url } = await open({ inside: HARBOUR, head: KEYS }, false);
      await drawn(page);
      await send(url, { type: 'pick' }, { type: 'pick' });
      await waitLayer(desk, url, /What should be hidden/);
      await sleep(500);
      await drawn(page);
      await page.press('Escape');
      await waitLayer(desk, url, /^$/);
      await page.press('ArrowDown');
      assert.deepEqual(await page.evaluate('window.keys'), ['ArrowDown']);
    });

    it('a picker that is still on its way does not open on a page that has been switched off meanwhile', async () => {
      const { page, url } = await open({ inside: HARBOUR, head: KEYS });
      await provoke(desk, { hold: 'plan' });
      await send(url, { type: 'pick' });
      await held(desk);
      await store(url, false);
      await ask(url, { type: 'settings' });
      await release(desk);
      await sleep(1000);
      assert.equal(await layerText(desk, url), '');
      await drawn(page);
      await page.press('ArrowDown');
      assert.deepEqual(await page.evaluate('window.keys'), ['ArrowDown']);
    });

    it('what the popup points out while the picker is on its way does not take the picker off', async () => {
      const { page, url } = await open({ inside: appeal() });
      const [item] = (await ask(url, { type: 'state' })).items;
      await provoke(desk, { hold: 'plan' });
      await send(url, { type: 'pick' });
      await held(desk);
      await ask(url, { type: 'locate', id: item?.id ?? 0 });
      await release(desk);
      await waitLayer(desk, url, /What should be hidden/);
      await sleep(3500);
      assert.match(await layerText(desk, url), /What should be hidden/);
      await drawn(page);
      await page.press('Escape');
    });

    it('the picker takes nothing before it knows what that holds', async () => {
      const { page, url } = await open({ inside: HARBOUR });
      await page.evaluate(`document.getElementById('harbour').scrollIntoView({ block: 'center', behavior: 'instant' })`);
      await pickAt(page, url, '#harbour h3', /Taken for.*More from the coast/);
      await page.press('ArrowUp');
      await waitLayer(desk, url, /Lighthouse keepers/);
      await page.evaluate(() => {
        const wrap = document.createElement('div');
        wrap.id = 'wrap';
        const harbour = document.getElementById('harbour');
        harbour?.before(wrap);
        wrap.append(...['harbour', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8'].map((id) => document.getElementById(id) ?? ''));
      });
      await sleep(1500);
      await provoke(desk, { hold: 'plan' });
      await page.press('ArrowUp');
      await held(desk);
      await page.press('Enter');
      await sleep(200);
      const taken = await page.visible('#p5');
      await release(desk);
      await waitLayer(desk, url, /can not be hidden/);
      await page.press('Escape');
      assert.equal(taken, true, 'the article is there');
      assert.equal(await page.visible('#p5'), true);
    });

    it('what the reader has hidden on this page alone stays hidden when settings change', async () => {
      const { page, url } = await open({ inside: '<p data-lone>This story is also told at the kiosk on the eastern quay, where Ada keeps the old timetables.</p>' }, false);
      await pickAt(page, url, '[data-lone]', /Taken for/);
      await clickLayer(desk, page, url, (await layerText(desk, url)).includes('all the same') ? 'Hide all the same' : 'Hide');
      await page.waitHidden('[data-lone]');
      await waitLayer(desk, url, /this page/);
      await page.press('Escape');
      await ask(url, { type: 'settings' });
      await sleep(1000);
      assert.equal(await page.visible('[data-lone]'), false);
    });

    it('a late nag is hidden though the address has got another fragment while it was looked at', async () => {
      const { page } = await open({ inside: appeal(), after: LATE });
      await provoke(desk, { hold: 'plan' });
      await addLate(page);
      await held(desk);
      await page.evaluate(`history.replaceState({}, '', '#p5'), 0`);
      await release(desk);
      await page.waitHidden(NEWSLETTER, 3000);
    });

    it('what is taken back before it has been stored is not stored', async () => {
      const { page, url } = await open({ inside: appeal() }, false);
      await page.waitHidden(APPEAL);
      const [item] = (await ask(url, { type: 'state' })).items;
      await provoke(desk, { hold: 'rule' });
      await send(url, { type: 'article', id: item?.id ?? 0 });
      await held(desk);
      const state = await ask(url, { type: 'state' });
      const rule = state.kept.find((one) => one.rule !== '')?.rule ?? '';
      assert.notEqual(rule, '');
      await send(url, { type: 'unrule', rule });
      await sleep(300);
      await release(desk);
      await sleep(1500);
      assert.deepEqual(await rules(url), []);
      assert.equal(await page.visible(APPEAL), false);
    });

    it('what the reader picks while the page is being looked at stays hidden', async () => {
      const { page, url } = await open({ inside: HARBOUR, after: `${LATE}${appeal()}` });
      await pickAt(page, url, '#harbour h3', /Taken for.*More from the coast/);
      await page.press('ArrowUp');
      await waitLayer(desk, url, /Lighthouse keepers/);
      // What comes within the reader's moment would count as opened.
      await sleep(1200);
      await provoke(desk, { hold: 'plan' });
      await addLate(page);
      await held(desk);
      await clickLayer(desk, page, url, 'Hide');
      await page.waitHidden('#harbour h3');
      await release(desk);
      await page.waitHidden(NEWSLETTER);
      await sleep(1000);
      assert.equal(await page.visible('#harbour h3'), false);
      await page.press('Escape');
    });

    it('what is hidden is seen when the page writes other words into its texts', async () => {
      const { page } = await open({ inside: `<section id="box"><h2>Support us: please donate today</h2><p>Our reporting is free to read because readers donate. Please support us with a donation of $5 a month: it takes less than a minute.</p><p>We have no owner. Your donation pays our reporters. Please donate what you can today.</p><a href="/donate">Donate now</a></section>` });
      await page.waitHidden('#box p');
      await page.evaluate(() => {
        const texts = document.createTreeWalker(document.getElementById('box') ?? document.body, NodeFilter.SHOW_TEXT);
        for (let at = 3; texts.nextNode(); at = at === 8 ? 3 : at + 1) (texts.currentNode as Text).data = document.getElementById(`p${String(at)}`)?.textContent ?? '';
        document.querySelector('#box a')?.setAttribute('href', '/news/ferry');
      });
      await page.waitVisible('#box p', 3000);
    });

    it('a click that changes much in what is hidden asks for few looks', async () => {
      const { page } = await open({ inside: `${appeal()}<button id="more" type="button">More</button>`, after: `<script>more.onclick = () => { for (let at = 0; at < 300; at += 1) { const p = document.createElement('p'); p.textContent = 'Thank you, ' + at; document.getElementById('appeal').append(p); } }</script>` });
      await desk.evaluate(`globalThis.plans = 0, chrome.runtime.onMessage.addListener((message) => { if (message?.type === 'plan') globalThis.plans += 1; }), 0`);
      await drawn(page);
      await page.click('#more');
      await sleep(4000);
      const plans = await desk.evaluate<number>('globalThis.plans');
      assert.ok(plans < 10, `${String(plans)} looks`);
    });

    it('of two changes of settings the later one counts, whichever is answered first', async () => {
      const { page, url } = await open({ inside: appeal() });
      await provoke(desk, { late: 'wake' });
      await store(url, false);
      await send(url, { type: 'settings' });
      await held(desk);
      await store(url, true);
      await ask(url, { type: 'settings' });
      await release(desk);
      await sleep(800);
      assert.equal(await page.visible(APPEAL), false);
    });

    it('what the reader uses while it is being looked at stays', async () => {
      const { page } = await open({ after: `${LATE}<script>document.addEventListener('click', ({ target }) => target.closest('#newsletter')?.classList.add('chosen'))</script>`, inside: appeal() });
      await provoke(desk, { hold: 'plan' });
      await addLate(page);
      await held(desk);
      await drawn(page);
      await page.click('#newsletter h2');
      await sleep(100);
      await release(desk);
      await sleep(2500);
      assert.equal(await page.visible(NEWSLETTER), true);
    });

    it('the picker’s keys are the page’s again when the page has taken it off', async () => {
      const { page, url } = await open({ inside: HARBOUR, head: KEYS }, false);
      await drawn(page);
      await send(url, { type: 'pick' });
      await waitLayer(desk, url, /What should be hidden/);
      await page.evaluate(`document.querySelector('html > div').remove(), 0`);
      await page.press('ArrowDown');
      assert.deepEqual(await page.evaluate('window.keys'), ['ArrowDown']);
    });

    it('what a dialog had made inert is not made so again when the page has closed it', async () => {
      const { page } = await open({
        after: `<script>
          const lock = (on) => { for (const part of document.querySelectorAll('#head, main')) part.inert = on; document.body.style.overflow = on ? 'hidden' : ''; };
          const ask = Object.assign(document.createElement('div'), { id: 'ask', role: 'dialog', ariaModal: 'true' });
          ask.style.cssText = 'position: fixed; inset: 10% 20%; background: white';
          ask.innerHTML = ${JSON.stringify(appeal())};
          document.body.append(ask);
          lock(true);
        </script>`,
      });
      await page.waitHidden(APPEAL);
      assert.equal(await page.evaluate('document.querySelectorAll("[inert]").length'), 0);
      await page.evaluate('lock(false), ask.remove(), 0');
      await sleep(1500);
      assert.equal(await page.evaluate('document.querySelectorAll("[inert]").length'), 0);
      await page.evaluate(`history.pushState({}, '', '/2026/11/15/another-story-of-the-harbour'), 0`);
      await sleep(1000);
      assert.equal(await page.evaluate('document.querySelectorAll("[inert]").length'), 0);
    });
  });

  // Firefox answers when it thaws a page, and its timers stand still with it.
  it(`a page that was left in the middle of a look, in ${name}, is tidied further when the reader comes back`, { skip: name === 'firefox' }, async () => {
    const site = await startSite();
    const directory = await faulty(name);
    const url = site.add('left', { inside: appeal(), after: `${LATE}<script>addEventListener('pageshow', ({ persisted }) => { window.back = persisted; })</script>` });
    const other = site.add('leftfor', {});
    const tab = await openAhead(directory, url);
    try {
      await tab.waitFor(`!document.querySelector('${APPEAL}').checkVisibility()`);
      await sleep(QUIET_MS);
      await tab.behind(`chrome.storage.session.set({ fault: { hold: 'plan' } })`);
      await tab.evaluate(`document.getElementById('p5').before(document.getElementById('late').content)`);
      await sleep(500);
      assert.deepEqual(await tab.behind(`chrome.storage.session.get('fault')`), { fault: { held: true } });
      await tab.evaluate(`location.href = ${JSON.stringify(other)}`);
      await tab.waitFor(`location.href === ${JSON.stringify(other)}`);
      await tab.behind(`chrome.storage.session.set({ fault: {} })`);
      // Longer than an answer is waited for.
      await sleep(5500);
      await tab.evaluate('history.back()');
      await tab.waitFor('window.back === true');
      await tab.waitFor(`!document.querySelector('${NEWSLETTER}').checkVisibility()`);
      await sleep(5500);
      assert.deepEqual(await tab.evaluate(`['${APPEAL}', '${NEWSLETTER}'].map((what) => document.querySelector(what).checkVisibility())`), [false, false]);
    } finally {
      await tab.close();
      await site.close();
      await rm(directory, { recursive: true, force: true });
    }
  });
}
