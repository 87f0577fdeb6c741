/**
 * Pages that change: nags that come late, again, in shadow trees, in frames, while the tab is hidden; what overlays leave behind; and that what is
 * read stays where it is. In real browsers, with the real model; the nags are so plain that any model gets them right.
 *
 * UNNAG_BROWSER=chromium|firefox runs one browser only.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PageHandle } from './drivers/index.js';
import { BROWSERS, desk, untouched } from './drivers/inside.js';
import { appeal, newsletter, type Made } from './drivers/site.js';
import { stand } from './drivers/stand.js';

/** A busy machine with two cores needs most of it. */
const SOON_MS = 2000;
const named = (html: string, id: string): string => html.replace(/ id="\w+"/, ` id="${id}"`);
const template = (id: string, html: string): string => `<template id="t-${id}">${named(html, id)}</template>`;
/** Pages that can be scrolled. */
const TALL = '<style>p{margin:40px 0;line-height:2} #foot{margin-top:2000px}</style>';
/** In the page: `put(id, place)` puts in what a template holds; `seen[id]` becomes the milliseconds until it is not shown any more. */
const PUT = `<script>
  const seen = window.seen = {};
  window.put = (id, place) => {
    place.append(document.getElementById('t-' + id).content.cloneNode(true));
    const box = document.getElementById(id).querySelector('p'), since = performance.now();
    const look = () => { if (!box.checkVisibility()) seen[id] = Math.round(performance.now() - since); else if (performance.now() - since < 5000) setTimeout(look, 5); };
    look();
  };
</script>`;

for (const name of BROWSERS) {
  describe(`pages that change, in ${name}`, () => {
    const my = stand(name, `dynamic-${name}`);
    const { open, closeAll } = my;
    const showAll = async (page: PageHandle): Promise<void> => {
      const popup = await my.driver.popup(page);
      my.keep(popup);
      await popup.waitVisible('#show-all');
      await popup.click('#show-all');
      await popup.waitVisible('#hide-all');
      await page.front();
    };

    it('hides what comes at once, after 0.5, 2.5 and 7.5 s, and when the reader scrolls', async () => {
      const bar = 'style="position:fixed;bottom:0;left:0;right:0;background:#fff"';
      const page = await open({
        head: TALL,
        after: `${template('now', newsletter())}${template('half', appeal(bar))}${template('two', newsletter('style="position:fixed;top:0;background:#fff"'))}${template('seven', appeal(bar))}${template('scrolled', newsletter())}
          ${PUT}<script>
          put('now', document.querySelector('main'));
          addEventListener('load', () => {
            setTimeout(() => put('half', document.body), 500);
            setTimeout(() => put('two', document.body), 2500);
            setTimeout(() => put('seven', document.body), 7500);
          });
          addEventListener('scroll', () => put('scrolled', document.querySelector('main')), { once: true });
        </script>`,
      });
      await page.waitFor(`document.getElementById('seven') !== null`, 12_000);
      await page.evaluate('scrollTo(0, 300)');
      await page.waitFor(`Object.keys(seen).length === 5`, SOON_MS * 2).catch(async () => assert.fail(`hidden are only ${await page.evaluate<string>('JSON.stringify(seen)')}`));
      const seen = await page.evaluate<Record<string, number>>('seen');
      for (const [id, ms] of Object.entries(seen)) assert.ok(ms < SOON_MS, `${id} was to be seen for ${String(ms)} ms`);
      assert.ok(await page.visible('#p5'));
      await closeAll();
    });

    it('goes on hiding on a page that grows without end, and hides none of what it grows by', async () => {
      const page = await open({
        head: '<style>p{margin:40px 0;line-height:2}</style>',
        after: `${template('more', appeal())}${PUT}<script>
          let pages = 0;
          addEventListener('scroll', () => {
            if (pages >= 4 || scrollY + innerHeight < document.documentElement.scrollHeight - 50) return;
            pages += 1;
            for (const text of document.querySelectorAll('#story > p[id]')) {
              const copy = document.createElement('p');
              copy.className = 'grown';
              copy.textContent = 'Part ' + pages + '. ' + text.textContent;
              document.getElementById('story').append(copy);
            }
            if (pages === 3) put('more', document.getElementById('story'));
          });
        </script>`,
      });
      for (let times = 0; times < 4; times++) {
        await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
        await sleep(250);
      }
      await page.waitHidden('#more p', SOON_MS * 2);
      assert.equal(await page.evaluate(`[...document.querySelectorAll('.grown')].every((text) => text.checkVisibility()) && document.querySelectorAll('.grown').length`), 36);
      await closeAll();
    });

    it('hides again what a framework builds anew, and what it puts elsewhere', async () => {
      const page = await open({
        inside: `<div id="slot">${appeal()}</div>`,
        after: `<script>
          let built = 0;
          const render = () => {
            built += 1;
            const fresh = document.getElementById('slot').cloneNode(true);
            // A framework writes the attributes that it knows of, and no others.
            for (const element of [fresh, ...fresh.querySelectorAll('*')])
              for (const { name } of [...element.attributes]) if (!/^(id|class|role|aria-label|type|name|value|action|method)$/.test(name)) element.removeAttribute(name);
            document.getElementById('slot').replaceWith(fresh);
          };
        </script>`,
      });
      await page.waitHidden('#appeal p');
      for (let times = 0; times < 3; times++) {
        await page.evaluate('render()');
        await page.waitHidden('#appeal p', SOON_MS);
      }
      await page.evaluate(`document.body.append(document.getElementById('appeal'))`);
      await page.waitHidden('#appeal p', SOON_MS);
      await showAll(page);
      await page.waitVisible('#appeal p');
      await closeAll();
    });

    /** A page that looks, four times a second unless said otherwise, whether its bar is to be seen, and puts in another one if not; `frames`: of how many pictures it was seen in. */
    const insisting = (named = '', watching = 'setInterval(() => { if (!bar.checkVisibility()) put(); }, 250);'): Made => ({
      inside: '<p><button id="ask" type="button">Put it in</button></p>',
      after: `${template('appeal', appeal('style="position:fixed;bottom:0;left:0;right:0;background:#fff"'))}<script>
        let bar, puts = 0, frames = 0;
        const put = () => {
          bar?.remove();
          bar = document.getElementById('t-appeal').content.firstElementChild.cloneNode(true);
          ${named}
          document.body.append(bar);
          puts += 1;
        };
        const count = () => { frames += bar.checkVisibility(); requestAnimationFrame(count); };
        addEventListener('load', () => {
          put();
          count();
          ${watching}
        });
        document.getElementById('ask').addEventListener('click', put);
      </script>`,
    });

    it('hides what the page puts in again and again before it is painted, but not if the reader has asked for it', async () => {
      const page = await open(insisting());
      await page.waitHidden('body > aside p');
      // Its own looks, until the page has loaded and for some time after, may come between.
      await page.waitFor('puts > 3');
      const before = await page.evaluate<number>('frames');
      await page.waitFor('puts > 15', 20_000);
      assert.ok(await page.evaluate<number>('frames') <= before + 1, 'it was to be seen again');
      const popup = await my.popupOf(page);
      await popup.waitFor(`document.querySelectorAll('#items .item').length === 1`);
      await page.front();
      await page.waitHidden('body > aside p');
      await page.click('#ask');
      await page.waitVisible('body > aside p');
      await sleep(1500);
      assert.ok(await page.visible('body > aside p'));
      assert.ok(await page.visible('#p5'));
      await closeAll();
    });

    /** How often it was put in until that came to an end, after some seconds at its pace and some more at ours. */
    const settled = async (page: PageHandle): Promise<number> => {
      let puts = -1;
      for (let times = 0; times < 12; times++) {
        const now = await page.evaluate<number>('puts');
        if (now === puts && (await page.visible('body > aside p'))) break;
        puts = now;
        await sleep(6000);
      }
      return puts;
    };

    it('does not turn in circles with a page that puts in again at once what it finds hidden', async () => {
      const page = await open(insisting('', `new MutationObserver(() => { if (!bar.checkVisibility()) put(); }).observe(document.body, { attributes: true, childList: true, subtree: true });`));
      const puts = await settled(page);
      assert.ok(puts > 4 && puts < 400, String(puts));
      assert.ok(await page.visible('body > aside p'));
      assert.ok(await page.visible('#p5'));
      await closeAll();
    });

    it('leaves alone in the end what the page puts in again under other names, and the popup says so', async () => {
      const page = await open(insisting(`bar.id = bar.className = 'bar' + String(Math.random()).slice(2).replace(/./g, (digit) => 'abcdefghij'[digit])`));
      await page.waitHidden('body > aside p');
      const puts = await settled(page);
      assert.ok(await page.visible('body > aside p'), 'it flickers without end');
      await page.wheel(200);
      await sleep(3000);
      assert.equal(await page.evaluate<number>('puts'), puts, 'it flickers on when the reader scrolls');
      const popup = await my.popupOf(page);
      await popup.waitVisible('#kept-heading');
      assert.match(await popup.evaluate<string>(`document.getElementById('status').innerText`), /^1 thing was left on purpose/);
      assert.match(await popup.evaluate<string>(`document.getElementById('kept').textContent`), /Support us.*The page puts it back each time/s);
      await closeAll();
    });

    it('hides late nags in shadow trees, open and closed, and what comes there later still', async () => {
      const page = await open({
        after: `${template('inner', newsletter())}<script>
          const grow = (mode) => {
            const host = document.createElement('x-' + mode);
            document.querySelector('main').append(host);
            // The tests look into closed trees by this name.
            const root = host.root = host.attachShadow({ mode });
            root.append(document.getElementById('t-inner').content.cloneNode(true));
          };
          setTimeout(() => { grow('open'); grow('closed'); }, 1000);
        </script>`,
      });
      await page.waitFor(`document.querySelector('x-closed') !== null`);
      for (const mode of ['open', 'closed']) await page.waitHidden(`x-${mode} >>> #inner p`, SOON_MS * 2);
      await page.evaluate(`document.querySelector('x-closed').root.append(Object.assign(document.getElementById('t-inner').content.cloneNode(true).firstElementChild, { id: 'later' }))`);
      await page.waitHidden('x-closed >>> #later p', SOON_MS * 2);
      await closeAll();
    });

    // Playwright keeps all tabs of Chromium visible; what the watch does there is tested in the package's own tests.
    it('looks at nothing while the tab is hidden, and at once when it is shown again', { skip: name === 'chromium' }, async () => {
      const page = await open({ after: `${template('late', newsletter())}${PUT}` });
      await sleep(300);
      const other = await desk(my.driver);
      my.keep(other);
      await other.front();
      await page.waitFor(`document.visibilityState === 'hidden'`);
      // The looks that follow loading are over by then.
      await sleep(600);
      const plans = other.evaluate<number>(`new Promise((resolve) => {
        let plans = 0;
        const hear = (message) => { if (message?.type === 'plan') plans++; };
        chrome.runtime.onMessage.addListener(hear);
        setTimeout(() => { chrome.runtime.onMessage.removeListener(hear); resolve(plans); }, 2000);
      })`);
      await page.evaluate(`put('late', document.querySelector('main'))`);
      assert.equal(await plans, 0);
      assert.equal(await page.evaluate(`document.querySelector('#late p').checkVisibility()`), true);
      await page.front();
      await page.waitHidden('#late p', SOON_MS);
      await closeAll();
    });

    it('cleans up a dialog whole: backdrop, a lock on everything, what it made inert, its room; and puts all of it back', async () => {
      const made: Made = {
        head: `<style>
          .swg, .swg * { overflow: hidden !important } #box { overflow: auto; height: 100px }
          #ask { position: fixed; inset: 10% 20%; background: #fff; z-index: 10 } #back { position: fixed; inset: 0; background: #000a; z-index: 9 }
        </style>`,
        inside: `<div id="box">${'<p>A line of the timetable of the ferry to Sandholm.</p>'.repeat(20)}</div>`,
        after: `${template('appeal', appeal())}<script>
          const lock = () => {
            const ask = document.createElement('div');
            ask.id = 'ask';
            ask.setAttribute('role', 'dialog');
            ask.setAttribute('aria-modal', 'true');
            ask.append(document.getElementById('t-appeal').content.cloneNode(true));
            const back = Object.assign(document.createElement('div'), { id: 'back' });
            document.body.append(back, ask);
            document.documentElement.className = 'swg';
            document.documentElement.style.marginTop = '60px';
            for (const part of document.querySelectorAll('#head, main')) part.inert = true;
          };
          setTimeout(lock, 600);
        </script>`,
      };
      const page = await open(made);
      const state = (): Promise<unknown> => page.evaluate(() => {
        const style = (selector: string): CSSStyleDeclaration => getComputedStyle(document.querySelector(selector) ?? document.body);
        return [
          document.querySelector('#ask p')?.checkVisibility(), document.querySelector('#back')?.checkVisibility(),
          ...['html', 'body', '#box'].map((selector) => style(selector).overflowY === 'hidden'),
          style('html').marginTop, [...document.querySelectorAll('[inert]')].map(({ localName }) => localName).join(),
        ];
      });
      await page.waitFor(`document.getElementById('ask') !== null`);
      await page.waitHidden('#ask p', SOON_MS * 2);
      await page.waitHidden('#back', SOON_MS * 2);
      assert.deepEqual(await state(), [false, false, false, false, false, '0px', '']);
      assert.equal(await page.visible('#p8'), true);
      await showAll(page);
      await page.waitVisible('#ask p');
      assert.deepEqual(await state(), [true, true, true, true, true, '60px', 'header,main']);
      assert.equal(/ data-\w{10,}=/.test(await page.html()), false);
      await closeAll();
    });

    it('leaves the lock and what is shut off to a dialog that stays, and to what the reader opens', async () => {
      const over = 'position:fixed;background:#fff;z-index:9';
      const page = await open({
        head: '<style>.lock{overflow:hidden}</style>',
        inside: '<p><button id="look" type="button">See the picture</button></p>',
        after: `<div id="consent" role="dialog" aria-modal="true" style="${over};inset:5%">
            <h2>We value your privacy</h2><p>We and our 412 partners store cookies on your device and use them to show you personalised ads. You can accept all cookies or manage your choices at any time in our cookie policy.</p>
            <button id="accept" type="button">Accept all cookies</button> <button type="button">Manage cookie settings</button></div>
          <div role="dialog" style="${over};bottom:0;right:0;width:300px">${newsletter()}</div>
          <div id="light" hidden style="${over};inset:0"><img alt="" width="400" height="300"></div>
          <script>
            const lock = (on) => { document.body.classList.toggle('lock', on); document.querySelector('main').inert = on; };
            lock(true);
            accept.onclick = () => { consent.remove(); lock(false); };
            look.onclick = () => { light.hidden = false; lock(true); };
            light.onclick = () => { light.hidden = true; lock(false); };
          </script>`,
      });
      const shut = (): Promise<boolean[]> =>
        page.evaluate<boolean[]>(`[getComputedStyle(document.body).overflowY === 'hidden', document.querySelector('main').inert]`);
      await page.waitHidden('#newsletter p');
      // Until the looks that follow loading are over.
      await sleep(2500);
      assert.deepEqual([await page.visible('#consent'), ...(await shut())], [true, true, true]);
      await page.click('#accept');
      await page.click('#look');
      await page.waitVisible('#light img');
      await sleep(1500);
      assert.deepEqual(await shut(), [true, true]);
      await closeAll();
    });

    it('lets the reader scroll before the last picture has come', async () => {
      let end = (): void => undefined;
      const until = new Promise<void>((resolve) => {
        end = resolve;
      });
      const url = my.add({
        head: '<style>#ask{position:fixed;inset:0;background:#fff}</style>',
        after: `<div id="ask" role="dialog" aria-modal="true">${appeal()}</div><script>document.body.style.overflow = 'hidden'</script><img src="/slow.png" alt="">`,
        slow: until,
      });
      const page = await my.driver.open('about:blank');
      my.keep(page);
      page.goto(url).catch(() => undefined);
      await page.waitFor(`document.querySelector('#ask') !== null && document.readyState === 'interactive'`, 8000);
      await page.waitHidden('#ask p');
      await page.waitFor(`getComputedStyle(document.body).overflowY !== 'hidden'`, SOON_MS);
      assert.equal(await page.evaluate('document.readyState'), 'interactive');
      end();
      await closeAll();
    });

    it('releases a lock that is there again when the reader comes back', async () => {
      const page = await open({
        head: '<style>#ask{position:fixed;inset:0;background:#fff} .lock{overflow:hidden!important}</style>',
        after: `<div id="ask" role="dialog" aria-modal="true">${appeal()}</div><script>addEventListener('pageshow', () => { document.documentElement.className = 'lock' })</script>`,
      });
      const isFree = `document.documentElement.className === 'lock' && getComputedStyle(document.documentElement).overflowY !== 'hidden'`;
      await page.waitHidden('#ask p');
      await page.waitFor(isFree, SOON_MS * 2);
      await page.goto(my.add({}));
      await page.evaluate('setTimeout(() => history.back(), 50), 0');
      await page.waitFor(`document.getElementById('ask') !== null`);
      await page.waitHidden('#ask p');
      await page.waitFor(isFree, SOON_MS * 2);
      await closeAll();
    });

    for (const anchor of ['auto', 'none']) {
      it(`moves nothing of what is read when a box above it goes, and comes back (overflow-anchor: ${anchor})`, async () => {
        const page = await open({
          head: `${TALL}<style>html{overflow-anchor:${anchor}}</style>`,
          after: `${template('above', appeal('style="height:500px"'))}${PUT}`,
        });
        // Until the looks that follow loading are over.
        await sleep(500);
        const top = (): Promise<number> => page.evaluate<number>(`Math.round(document.getElementById('p5').getBoundingClientRect().top)`);
        const move = (): Promise<unknown> => page.evaluate(`document.getElementById('p5').scrollIntoView({ block: 'start', behavior: 'instant' }), 0`);
        await move();
        await page.evaluate(`document.getElementById('p1').append(document.getElementById('t-above').content.firstElementChild)`);
        // The page itself has moved the reader by putting it there, where anchors are off; what counts is from here on.
        await move();
        assert.ok(await page.visible('#above p') || Math.abs(await top()) < 3);
        await page.waitHidden('#above p', SOON_MS);
        await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
        assert.ok(Math.abs(await top()) < 3, `the paragraph at the top moved by ${String(await top())} px`);
        await showAll(page);
        await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
        assert.ok(await page.evaluate(`document.querySelector('#above p').checkVisibility()`));
        assert.ok(Math.abs(await top()) < 3, `the paragraph at the top moved by ${String(await top())} px`);
        await closeAll();
      });
    }

    it('opens no dialog of the page before again when a single-page app shows another page', async () => {
      const page = await open({
        after: `<dialog id="ask">${appeal()}</dialog><button id="go" type="button">Next story</button><script>
          ask.showModal();
          // What has the focus is in use.
          document.activeElement.blur();
          document.getElementById('go').addEventListener('click', () => {
            history.pushState({}, '', '/2026/11/15/another-story-of-the-harbour');
            document.getElementById('p0').textContent = document.getElementById('p4').textContent;
          })</script>`,
      });
      await page.waitHidden('#ask p');
      await page.waitFor(`!document.querySelector('#ask').open`);
      await sleep(500);
      await page.click('#go');
      await sleep(1500);
      assert.deepEqual(await page.evaluate(`[document.querySelector('#ask').open, location.pathname]`), [false, '/2026/11/15/another-story-of-the-harbour']);
      await closeAll();
    });

    it('leaves a page that does not change alone', async () => {
      const page = await open({ inside: appeal() });
      await page.waitHidden('#appeal p');
      const before = await page.html();
      const other = await desk(my.driver);
      my.keep(other);
      await page.front();
      // The last look after loading comes some 5.5 s after it.
      await sleep(6500);
      // "state" is what the popup asks.
      const messages = await other.evaluate<unknown[]>(`new Promise((resolve) => {
        const messages = [];
        const hear = (message) => { if (message?.type !== 'state') messages.push(message?.type); };
        chrome.runtime.onMessage.addListener(hear);
        setTimeout(() => { chrome.runtime.onMessage.removeListener(hear); resolve(messages); }, 3000);
      })`);
      assert.deepEqual(messages, []);
      assert.equal(await page.html(), before);
      assert.notEqual(before, await untouched(page));
      await closeAll();
    });
  });
}
