/**
 * Pages that fight: by styles, by our own mark, and from within a content script that they have taken over. More of them: others.test.ts.
 *
 * UNNAG_BROWSER=chromium|firefox runs one browser only.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { BROWSERS, desk, inside, untouched, waitParts, waitStatus } from './drivers/inside.js';
import { appeal, newsletter } from './drivers/site.js';
import { stand } from './drivers/stand.js';

/** What a site keeps from its readers, in each way that there is. */
const SECRET = 'Of the captain and his three daughters the whole town knew, and yet they spoke of them in the harbour as if of strangers. '.repeat(3);
const VEILS = {
  cropped: 'max-height: 40px; overflow: hidden',
  blurred: 'filter: blur(4px)',
  masked: 'mask-image: linear-gradient(black, transparent)',
  covered: 'background: linear-gradient(transparent, white); color: transparent',
  clamped: 'display: -webkit-box; -webkit-line-clamp: 1; -webkit-box-orient: vertical; overflow: hidden',
  clipped: 'clip-path: inset(0 0 90% 0)',
  unseen: 'visibility: hidden',
  gone: 'display: none',
  faint: 'opacity: 0.01; user-select: none',
};
/** As much of each as is to be seen. */
const CLEAR = `JSON.stringify(${JSON.stringify([...Object.keys(VEILS), 'unsaid'])}.map((id) => {
  const one = document.getElementById(id);
  const style = getComputedStyle(one);
  return [id, one.getBoundingClientRect().height, ...['display', 'visibility', 'opacity', 'color', 'filter', 'maskImage', 'backgroundImage', 'clipPath', 'maxHeight', 'overflowY', 'webkitLineClamp', 'userSelect'].map((name) => style[name])];
}))`;

/** Runs in the page: `seen` is called once with the name of our attribute. */
const WATCH = `const watch = (seen) => new MutationObserver((records, observer) => {
  const mark = records.map(({ attributeName }) => attributeName).find((name) => /^data-\\w{10,}$/.test(name));
  if (mark) { observer.disconnect(); seen(mark); }
}).observe(document, { attributes: true, subtree: true });`;

for (const name of BROWSERS) {
  describe(`hostile pages in ${name}`, () => {
    const my = stand(name, `hostile-${name}`);
    const { open, popupOf, closeAll } = my;

    it('what the page hides, crops, blurs or fades stays so when an overlay goes', async () => {
      const page = await open({
        inside: Object.entries(VEILS).map(([id, style]) => `<p id="${id}" style="${style}">${SECRET}</p>`).join('') + `<p id="unsaid" hidden>${SECRET}</p>`,
        after: `<div id="over" role="dialog" aria-modal="true" style="position: fixed; inset: 10%; background: white">${newsletter()}</div><script>document.body.style.overflow = 'hidden'</script>`,
      });
      const before = await page.evaluate<string>(CLEAR);
      await page.waitHidden('#newsletter p');
      await sleep(1500);
      assert.equal(await page.evaluate<string>(CLEAR), before);
      const popup = await popupOf(page);
      await popup.waitVisible('#show-all');
      await popup.click('#show-all');
      await page.waitVisible('#newsletter p');
      assert.equal(await page.evaluate<string>(CLEAR), before);
      await closeAll();
    });

    it('a form whose inputs take the names of what is asked of elements is hidden, told, and let go by a rule', async () => {
      const asked = ['nodeType', 'localName', 'tagName', 'id', 'className', 'classList', 'style', 'attributes', 'dataset', 'getAttribute', 'setAttribute', 'removeAttribute', 'hasAttribute', 'getAttributeNames',
        'matches', 'closest', 'contains', 'querySelector', 'querySelectorAll', 'childNodes', 'children', 'firstChild', 'lastChild', 'nextSibling', 'previousSibling', 'firstElementChild', 'nextElementSibling',
        'parentNode', 'parentElement', 'ownerDocument', 'isConnected', 'getRootNode', 'textContent', 'innerText', 'shadowRoot', 'getBoundingClientRect', 'getClientRects', 'checkVisibility', 'scrollIntoView', 'animate',
        'addEventListener', 'removeEventListener', 'dispatchEvent', 'focus', 'remove', 'append', 'before', 'offsetHeight', 'clientHeight', 'scrollHeight', 'scrollTop', 'inert', 'hidden'];
      const form = appeal().replaceAll(/<form[^>]*>|<\/form>/g, '').replace('<aside', '<form').replace('</aside>', `${asked.map((one) => `<input type="hidden" name="${one}">`).join('')}</form>`);
      const host = `clobber-${name}`;
      const url = (at: number): string => my.site.add(host, { inside: form }).replace(/\/[^/]*$/, `/${String(at)}-ferry-that-nobody-counted`);
      const page = my.keep(await my.driver.open(url(1)));
      await page.waitHidden('#appeal p');
      const before = await untouched(page);
      const popup = await popupOf(page);
      await popup.waitVisible('#items .item button');
      assert.match(await popup.evaluate<string>(`document.getElementById('items').innerText`), /Support us/);
      await popup.click('#show-all');
      await page.waitVisible('#appeal p');
      assert.equal(await page.html(), before);
      await popup.click('#hide-all');
      await page.waitHidden('#appeal p');
      await popup.click('#items [data-key$=article]');
      await page.waitVisible('#appeal p');
      const rules = `chrome.storage.local.get('rules:${host}.localhost').then((all) => all['rules:${host}.localhost'] ?? [])`;
      await popup.waitFor(`${rules}.then((rules) => rules.length === 1)`);
      assert.match(JSON.stringify(await popup.evaluate(rules)), /form#appeal\.donation-banner/);
      const next = my.keep(await my.driver.open(url(2)));
      await waitParts(await desk(my.driver), await next.evaluate<string>('location.href'), ['reader', 'keeper']);
      await sleep(800);
      assert.equal(await next.visible('#appeal p'), true, 'the rule knows it again');
      await closeAll();
    });

    it('pictures that take the names of what is asked of the document stop nothing: hidden, told, undone', async () => {
      const asked = ['addEventListener', 'removeEventListener', 'visibilityState', 'elementFromPoint', 'elementsFromPoint', 'styleSheets', 'createElement', 'documentElement', 'readyState', 'activeElement',
        'querySelector', 'querySelectorAll', 'getElementsByTagName', 'adoptedStyleSheets', 'nodeType', 'ownerDocument', 'defaultView', 'hasFocus', 'contentType', 'title', 'body', 'head', 'URL', 'firstChild',
        'contains', 'getRootNode', 'parentNode', 'prerendering', 'fullscreenElement', 'scrollingElement', 'createTreeWalker', 'createRange', 'getElementById', 'baseURI', 'dir', 'location', 'cookie', 'hidden', 'host'];
      const asking = await desk(my.driver);
      const page = await open({ inside: asked.map((one) => `<img name="${one}" alt="">`).join('') + appeal(), after: `<template id="late">${newsletter()}</template>` });
      const find = (selector: string): string => `Document.prototype.querySelector.call(document, '${selector}')`;
      const shows = (selector: string): string => `${find(selector)}.getClientRects().length > 0`;
      await page.waitFor(`!(${shows('#appeal p')})`, 8000);
      const url = await page.evaluate<string>('window.location.href');
      await waitParts(asking, url, ['reader', 'keeper']);
      await page.evaluate(`${find('#late')}.replaceWith(${find('#late')}.content)`);
      await page.waitFor(`!(${shows('#newsletter p')})`, 8000);
      const popup = await popupOf(page);
      await popup.waitVisible('#items .item button');
      await popup.click('#show-all');
      await page.waitFor(shows('#appeal p'));
      assert.doesNotMatch(await page.evaluate<string>(`${find('html')}.outerHTML`), / data-[a-z0-9]{8,24}=/);
      await closeAll();
    });

    it('a war of styles against our mark is lost by the page, costs little, and is undone exactly', async () => {
      const page = await open({
        inside: appeal('style="color: red"'),
        after: `<script>
          window.fights = 0;
          const box = document.getElementById('appeal');
          const style = document.head.appendChild(document.createElement('style'));
          const sheet = new CSSStyleSheet();
          ${WATCH}
          watch((mark) => {
            const strong = 'display: block !important; visibility: visible !important; opacity: 1 !important';
            document.adoptedStyleSheets = [sheet];
            sheet.replaceSync('[' + mark + '] { all: revert !important; ' + strong + '; animation: war 1ms infinite !important } @keyframes war { from, to { display: block } }');
            style.textContent = '@layer war { [' + mark + '] { ' + strong + ' } } html body #appeal[' + mark + '][' + mark + '] { ' + strong + '; transition: all 1ms allow-discrete !important }';
            window.war = setInterval(() => {
              window.fights += 1;
              box.style.cssText = 'color: red; display: ' + ['block', 'flex', 'grid'][fights % 3] + ' !important';
              box.animate([{ display: 'block' }, { display: 'flex' }], 50);
              style.textContent += ' ';
            }, 20);
          });
        </script>`,
      });
      await page.waitFor('window.fights > 50');
      const other = await desk(my.driver);
      my.keep(other);
      await page.front();
      const plans = await other.evaluate<number>(`new Promise((resolve) => {
        let plans = 0;
        const hear = (message) => { if (message?.type === 'plan') plans++; };
        chrome.runtime.onMessage.addListener(hear);
        setTimeout(() => { chrome.runtime.onMessage.removeListener(hear); resolve(plans); }, 4000);
      })`);
      assert.ok(plans <= 10, `${String(plans)} plans in 4 s`);
      // Seen in no frame, however the page turns.
      const seen = await page.evaluate<number>(`new Promise((resolve) => {
        let seen = 0, frames = 0;
        const look = () => { seen += document.querySelector('#appeal p').getClientRects().length; if (++frames < 30) requestAnimationFrame(look); else resolve(seen); };
        look();
      })`);
      assert.equal(seen, 0);
      for (const part of ['#story h1', '#p0', '#p8']) assert.equal(await page.visible(part), true, part);
      await page.evaluate('clearInterval(war), 0');
      const popup = await popupOf(page);
      await popup.waitVisible('#show-all');
      await popup.click('#show-all');
      await page.waitVisible('#appeal p');
      assert.equal(/ data-\w{10,}=/.test(await page.html()), false);
      assert.match(await page.evaluate<string>(`document.getElementById('appeal').style.cssText`), /^color: red; display: (?:block|flex|grid) !important;$/);
      await closeAll();
    });

    it('what the page marks as we do is seen again, and counts for nothing', async () => {
      const page = await open({
        inside: appeal(),
        after: `<script>
          ${WATCH}
          watch((mark) => {
            for (const id of ['p4', 'p5']) document.getElementById(id).setAttribute(mark, '');
            document.getElementById('foot').setAttribute(mark, 'o');
            document.getElementById('story').append(Object.assign(document.createElement('p'), { id: 'late', textContent: 'The harbour office will count again in the spring, it says.' }));
            document.getElementById('late').setAttribute(mark, '');
            window.imitated = true;
          });
        </script>`,
      });
      await page.waitFor('window.imitated');
      for (const part of ['#p4', '#p5', '#late', '#foot p']) await page.waitVisible(part, 8000);
      assert.equal(await page.visible('#appeal p'), false);
      const popup = await popupOf(page);
      await popup.waitFor(`document.querySelectorAll('#items .item').length === 1`);
      await popup.click('#show-all');
      await page.waitVisible('#appeal p');
      // The one that hides nothing is the page's own affair.
      assert.deepEqual(await page.evaluate<string[]>(`[...document.querySelectorAll('*')].filter((one) => one.getAttributeNames().some((name) => /^data-\\w{10,}$/.test(name))).map(({ id }) => id)`), ['foot']);
      await closeAll();
    });

    it('a flood from a content script that was taken over stops no other page, and changes nothing that is stored', async () => {
      const url = my.add({});
      const attacker = my.keep(await my.driver.open(url));
      const other = await desk(my.driver);
      my.keep(other);
      await waitParts(other, url, ['reader', 'keeper']);
      const stored = (): Promise<string> => other.evaluate<string>('chrome.storage.local.get(null).then(JSON.stringify)');
      const before = await stored();
      await inside(other, url, `
        const nodes = 20000;
        const page = { tags: new Uint16Array(nodes).fill(2), parents: new Uint32Array(nodes).fill(0xffffffff), flags: new Uint32Array(nodes), text: 'cx'.concat(String.fromCharCode(31)).repeat(nodes - 1) };
        const claims = { url: 'https://bank.example/', language: '', title: '', ogType: '', scripts: [] };
        const signature = { tag: 'aside', names: 'a1', shape: 'b2', text: '', inside: 3, length: 40 };
        const junk = [
          null, 7, 'plan', [], {}, { type: '__proto__' }, { type: 'settings', level: 'focus' }, { type: 'run', tab: 1 }, { type: 'count', count: 1e9 },
          { type: 'plan', page: { tags: [1] }, claims, mark: '' }, { type: 'plan', page, claims, mark: 'data-x]{}*{display:none' }, { type: 'unrule', id: '../settings' },
          { type: 'seen', page: 'A b', things: [{ signature, label: 'donation', flags: 0, sole: true }] }, { type: 'rule', rule: { id: 'abcdefgh', act: 'reveal' } },
          'x'.repeat(100000),
        ];
        const send = (message) => chrome.runtime.sendMessage(message).catch(() => null);
        for (let at = 0; at < 5000; at += 1) send(junk[at % junk.length]);
        for (let at = 0; at < 100; at += 1) send({ type: 'plan', page, claims, mark: '' });
        return 0;
      `);
      const victim = await open({ inside: appeal() });
      await victim.waitHidden('#appeal p', 10_000);
      const popup = await popupOf(victim);
      await waitStatus(popup, /hidden/);
      await sleep(500);
      // What the other page has learnt is its own site's: it may have been stored by now, or not.
      const learnt = new URL(await victim.evaluate<string>('location.href')).hostname;
      const isOthers = ([name, value]: [string, unknown]): boolean => !name.endsWith(`:${learnt}`) && !(Array.isArray(value) && value.length === 0);
      const others = (text: string): Record<string, unknown> =>
        Object.fromEntries(
          Object.entries(JSON.parse(text) as Record<string, unknown>)
            .map(([name, value]): [string, unknown] => [name, Array.isArray(value) ? value.filter((host) => host !== learnt) : value])
            .filter(isOthers),
        );
      const after = await stored();
      assert.deepEqual(others(after), others(before));
      assert.equal(await attacker.visible('#p4'), true);
      await closeAll();
    });
  });
}
