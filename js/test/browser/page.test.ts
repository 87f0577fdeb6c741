/** The walk, the measuring and the hiding in real pages. What the classifier says plays no part: plans are made by hand. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ENTRY_END, FLAG } from '../../src/snapshot/schema.js';
import { BROWSERS, opened, runOn } from './pages.js';

const FLAGS = `globalThis.FLAGS = ${JSON.stringify(FLAG)};`;

for (const launch of BROWSERS) {
  describe(launch.name.replace('open', ''), () => {
    const browser = opened(launch);

    /** Opens a page, runs the body of an async function in it, and gives what it returns. */
    const on = <T>(html: string, body: string): Promise<T> => runOn<T>(browser(), `<!doctype html>${html}`, body, FLAGS);

    test('a form whose inputs take the names of DOM properties is walked like any other', async () => {
      const names = ['firstChild', 'nextSibling', 'attributes', 'childNodes', 'nodeType', 'localName', 'getAttributeNames', 'getAttribute', 'parentNode'];
      const inputs = names.map((name) => `<input name="${name}" id="${name}">`).join('');
      const html = `<title>Real</title><body><img name="title"><img name="body"><img name="activeElement"><img name="documentElement"><form class="real">${inputs}<p>inside</p></form><p>behind</p>`;
      const [text, facts] = await on<[string, string]>(html, 'const s = snap(); return [s.columns.text, s.columns.facts];');
      assert.match(text, /creal/);
      assert.match(text, /inside/);
      assert.match(text, /behind/);
      assert.equal(facts.split(ENTRY_END)[2], 'Real');
    });

    test('open and closed shadow trees and frames of the same origin are walked; their nodes stand where they belong', async () => {
      const found = await on<{ tags: string[]; host: boolean }>(
        '<body><x-open></x-open><x-closed></x-closed><iframe srcdoc="<p>framed</p>"></iframe>',
        `
        const open = document.querySelector('x-open').attachShadow({ mode: 'open' });
        open.append('in open');
        const host = document.querySelector('x-closed');
        const closed = host.attachShadow({ mode: 'closed' });
        closed.append('in closed');
        await until(() => document.querySelector('iframe').contentDocument?.querySelector('p'));
        const s = snap({ shadowRootOf: (element) => (element === host ? closed : element.shadowRoot) });
        const entries = s.columns.text.split('\\u001f');
        const at = (text) => entries.indexOf(text);
        const chain = (text) => { const list = []; for (let n = at(text); n !== 4294967295; n = s.columns.parents[n]) list.push(entries[n]); return list.join(' < '); };
        return { tags: ['in open', 'in closed', 'framed'].map(chain), host: s.nodes[s.columns.parents[at('in closed')]] === host };
        `,
      );
      assert.deepEqual(found.tags, [
        'in open < T#shadow < Tx-open <  < ',
        'in closed < T#shadow < Tx-closed <  < ',
        'framed <  <  <  <  < ',
      ]);
      assert.equal(found.host, true);
    });

    test('what the reader does is told: focus, typing, playing, opening by a click', async () => {
      const flags = await on<Record<string, boolean>[]>(
        '<body><input id="a"><input id="b" value="x"><textarea id="c"></textarea><div id="d"></div>',
        `
        a.value = 'typed'; c.value = 'typed'; b.focus();
        const s = snap({ opened: new Set([d]), brought: () => true });
        return [a, b, c, d].map((element) => flagsOf(s, element));
        `,
      );
      assert.deepEqual(flags.map(({ TYPED, FOCUSED, OPENED }) => [TYPED, FOCUSED, OPENED]), [
        [true, false, false],
        [false, true, false],
        [true, false, false],
        [false, false, true],
      ]);
    });

    test('the focus is told where the reader may have brought it, and not where only the page can have', async () => {
      const focused = await on<boolean[]>(
        '<body><input id="a"><iframe srcdoc="<input>"></iframe>',
        `
        const acted = (view, hasBeenActive) => Object.defineProperty(view.navigator, 'userActivation', { value: hasBeenActive === undefined ? undefined : { hasBeenActive }, configurable: true });
        const told = (element, options) => flagsOf(snap(options), element).FOCUSED;
        a.focus();
        const found = [true, undefined, false].map((active) => { acted(window, active); return told(a); });
        acted(window, true);
        found.push(told(a, { brought: () => true }), told(a, { brought: () => false }));
        const frame = document.querySelector('iframe');
        await until(() => frame.contentDocument?.querySelector('input'));
        frame.contentDocument.querySelector('input').focus();
        for (const active of [true, false]) { acted(frame.contentWindow, active); found.push(told(frame)); }
        return found;
        `,
      );
      assert.deepEqual(focused, [true, true, false, true, false, true, false]);
    });

    test('layout is told for overlays: fixed, covering, backdrop, hidden, and the lock they put on', async () => {
      const html = `<style>
        .back{position:fixed;inset:0} .modal{position:fixed;inset:50px} .bar{position:sticky;top:0} .gone{display:none} .shut{opacity:0;pointer-events:none}
        body{overflow:hidden} .clamp{display:-webkit-box;-webkit-line-clamp:3;-webkit-box-orient:vertical;overflow:hidden}</style>
        <body><div class="back"></div><div class="modal"><p>Give</p></div><div class="bar">bar</div><div class="gone">gone</div><nav class="modal shut">menu</nav>
        <main><article><div class="article-body clamp">text</div></article></main>`;
      const flags = await on<Record<string, Record<string, boolean>>>(
        html,
        `
        const s = snap(); new unnag.Measurer().measure(document, s);
        return Object.fromEntries(['body', '.back', '.modal', '.bar', '.gone', '.shut', '.clamp'].map((q) => [q, flagsOf(s, document.querySelector(q))]));
        `,
      );
      const set = (name: string): string => Object.entries(flags[name] ?? {}).filter(([, on]) => on).map(([flag]) => flag).join(' ');
      assert.equal(set('body'), 'MEASURED LOCKED');
      assert.equal(set('.back'), 'FIXED COVERS BACKDROP MEASURED');
      assert.equal(set('.modal'), 'FIXED COVERS MEASURED');
      assert.equal(set('.bar'), 'STICKY MEASURED');
      assert.equal(set('.gone'), 'HIDDEN MEASURED');
      assert.equal(set('.shut'), 'FIXED MEASURED');
      assert.equal(set('.clamp'), 'MEASURED FADED');
    });

    test('what is hidden is told as it was measured before it was hidden', async () => {
      const same = await on<boolean[]>(
        '<style>.m{position:fixed;inset:0}</style><body><div class="m"><p>Give</p></div>',
        `
        const measurer = new unnag.Measurer(), hiding = new unnag.Hiding();
        const box = document.querySelector('.m');
        const first = snap({ mark: hiding.mark }); measurer.measure(document, first, { mark: hiding.mark });
        hiding.hide(box);
        const second = snap({ mark: hiding.mark }); measurer.measure(document, second, { mark: hiding.mark });
        return [first.columns.text === second.columns.text, String(first.columns.flags) === String(second.columns.flags)];
        `,
      );
      assert.deepEqual(same, [true, true]);
    });

    test('hiding survives inline and author !important, and restoring leaves the markup as it was, to the letter', async () => {
      const html = `<style>.s{display:block!important}</style><body>
        <p id="plain">a</p><p id="inline" style="color:red;display:block !important">b</p><p id="empty" style="">c</p><p id="sheet" class="s">d</p><p id="rest">e</p>`;
      const result = await on<{ during: boolean[]; after: boolean[]; same: boolean; sheets: number }>(
        html,
        `
        const before = document.documentElement.outerHTML;
        const all = [...document.querySelectorAll('p')];
        const items = new unnag.Items(new unnag.Hiding());
        const s = snap();
        items.apply(planFor(s, all.slice(0, 4)), s.nodes);
        const during = all.map(shown);
        items.clear();
        return { during, after: all.map(shown), same: document.documentElement.outerHTML === before, sheets: document.adoptedStyleSheets.length };
        `,
      );
      assert.deepEqual(result, { during: [false, false, false, false, true], after: [true, true, true, true, true], same: true, sheets: 0 });
    });

    test('one item comes back alone, and no later plan hides it or a part of it again', async () => {
      const result = await on<unknown>(
        '<body><div id="one"><p>a</p></div><div id="two">b</div>',
        `
        const items = new unnag.Items(new unnag.Hiding());
        const s = snap();
        items.apply(planFor(s, [one, two]), s.nodes);
        items.restore(items.list[0].id);
        const again = items.apply(planFor(s, [one.firstChild, two]), s.nodes);
        return [shown(one), shown(two), again.length, items.list.length];
        `,
      );
      assert.deepEqual(result, [true, false, 0, 1]);
    });

    test('what the newest plan no longer hides is shown; the page itself is never hidden', async () => {
      const result = await on<unknown>(
        '<body><div id="one">a</div><div id="two">b</div>',
        `
        const items = new unnag.Items(new unnag.Hiding());
        const s = snap();
        items.apply(planFor(s, [one, document.body, document.documentElement]), s.nodes);
        const first = [shown(one), shown(two), items.list.length];
        items.apply(planFor(s, [two]), s.nodes);
        return [...first, shown(one), shown(two), items.list.length];
        `,
      );
      assert.deepEqual(result, [false, true, 1, true, false, 1]);
    });

    test('what is put in again goes at once: the same kind, name and text, and nothing else', async () => {
      const words = 'Please give what you can, today';
      const result = await on<unknown>(
        `<body><div class="bar">${words}</div><p class="short">Give now</p><p id="rest">${words} and more</p>`,
        `
        const one = document.querySelector('.bar'), short = document.querySelector('.short');
        const items = new unnag.Items(new unnag.Hiding());
        const s = snap();
        items.apply(planFor(s, [one, short]), s.nodes);
        const [{ id }] = items.list;
        const put = (tag, name, text) => { const element = document.createElement(tag); element.className = name; element.textContent = text; document.body.append(element); return element; };
        const others = [put('p', 'bar', '${words}'), put('div', '', '${words}'), put('div', 'bar', '${words}, and more'), put('p', 'short', 'Give now'), put('div', 'other', '${words}')];
        const gone = others.map((element) => items.again(element));
        // Beside the one that is hidden it is one more, of which a plan is to say what it is.
        const more = put('div', 'bar', '${words}');
        const beside = [items.again(more), shown(more), items.list.length];
        one.remove();
        more.remove();
        const again = put('div', 'bar', ' ${words} ');
        const went = [items.again(again), shown(again), items.list.some((item) => item.id === id && item.element === again), one.attributes.length];
        // A plan of the page before it came says nothing of it; one of the page with it does.
        items.apply(planFor(s, [short]), s.nodes);
        const before = shown(again);
        const later = snap();
        items.apply(planFor(later, [short]), later.nodes);
        return { gone, shown: others.map(shown), beside, went, before, later: shown(again) };
        `,
      );
      assert.deepEqual(result, { gone: [false, false, false, false, false], shown: [true, true, true, true, true], beside: [false, true, 2], went: [true, false, true, 1], before: false, later: true });
    });

    test('hiding works inside shadow trees and frames, and leaves nothing there', async () => {
      const result = await on<unknown>(
        '<body><x-a></x-a><iframe srcdoc="<p>framed</p><p>more</p>"></iframe>',
        `
        const host = document.querySelector('x-a');
        const root = host.attachShadow({ mode: 'closed' });
        const inner = document.createElement('p'); inner.textContent = 'in shadow'; root.append(inner);
        const frame = document.querySelector('iframe');
        await until(() => frame.contentDocument?.querySelector('p'));
        const framed = frame.contentDocument.querySelector('p');
        const s = snap({ shadowRootOf: (element) => (element === host ? root : null) });
        const items = new unnag.Items(new unnag.Hiding());
        items.apply(planFor(s, [inner, framed]), s.nodes);
        const during = [shown(inner), shown(framed)];
        items.clear();
        during.push(shown(inner), shown(framed));
        const clean = inner.attributes.length + framed.attributes.length + root.adoptedStyleSheets.length + frame.contentDocument.adoptedStyleSheets.length;
        items.apply(planFor(s, [frame.contentDocument.body]), s.nodes);
        return [...during, clean, shown(frame)];
        `,
      );
      assert.deepEqual(result, [false, false, true, true, 0, false]);
    });

    test('a mark that the page takes away comes back, and copies of hidden elements are cleaned up', async () => {
      const result = await on<unknown>(
        '<body><div id="one">a</div>',
        `
        const hiding = new unnag.Hiding();
        hiding.hide(one);
        one.removeAttribute(hiding.mark);
        const taken = shown(one);
        hiding.renew();
        const copy = one.cloneNode(true); copy.id = 'copy'; document.body.append(copy);
        const renewed = shown(one);
        hiding.clear();
        return [taken, renewed, shown(copy), copy.outerHTML];
        `,
      );
      assert.deepEqual(result, [true, false, true, '<div id="copy">a</div>']);
    });

    test('marks are put on elements of the document itself, and hiding goes on from them', async () => {
      const found = await on<[string[], string, string, boolean]>(
        '<body id="body"><p id="nag">nag</p><iframe srcdoc="<p>framed</p>"></iframe>',
        `
        await until(() => document.querySelector('iframe').contentDocument?.querySelector('p'));
        const html = document.documentElement.outerHTML;
        const s = snap();
        const text = s.nodes.findIndex((node) => node.nodeType === 3);
        const plan = { hide: [...s.nodes.keys()].filter((at) => at === text || /^(body|nag|)$/.test(s.nodes[at].id)).concat(99999).map((node) => ({ node, label: 'donation', confidence: 1, reasons: [] })), kept: [] };
        const mark = unnag.drawMark();
        const marked = unnag.putMarks(plan, s.nodes, document, mark);
        const hiding = new unnag.Hiding({ mark });
        hiding.hide(nag);
        const hidden = getComputedStyle(nag).display;
        hiding.clear();
        return [marked.map((element) => element.localName), html, (unnag.takeMarks(marked, mark), document.documentElement.outerHTML), hidden === 'none'];
        `,
      );
      assert.deepEqual(found[0], ['p', 'iframe']);
      assert.equal(found[2], found[1]);
      assert.ok(found[3]);
    });

    test('a modal dialog that is hidden no longer holds the page, opens again on restore, and the page hears of neither', async () => {
      const result = await on<Record<string, unknown>>(
        '<body><p id="rest">text</p><dialog id="ask" class="d">Give</dialog>',
        `
        const heard = [];
        for (const name of ['close', 'toggle', 'beforetoggle', 'cancel']) ask.addEventListener(name, () => heard.push(name));
        ask.showModal();
        await new Promise((r) => setTimeout(r, 100));
        heard.length = 0;
        const before = document.documentElement.outerHTML;
        const hiding = new unnag.Hiding();
        hiding.hide(ask);
        const during = [ask.matches(':modal'), shown(ask)];
        await new Promise((r) => setTimeout(r, 100));
        hiding.clear();
        await new Promise((r) => setTimeout(r, 100));
        return { during, after: ask.matches(':modal'), same: document.documentElement.outerHTML === before, heard };
        `,
      );
      assert.deepEqual(result, { during: [false, false], after: true, same: true, heard: [] });
    });

    test('what is left behind for another page is shown, but none of its dialogs is opened again', async () => {
      const result = await on<unknown>(
        '<body><p id="text">text</p><dialog id="ask">Give</dialog>',
        `
        ask.showModal();
        const items = new unnag.Items(new unnag.Hiding()), s = snap();
        items.apply(planFor(s, [ask, text]), s.nodes);
        const during = [ask.open, shown(text), items.list.length];
        items.leave();
        return [during, ask.open, shown(text), items.list.length, document.body.innerHTML];
        `,
      );
      assert.deepEqual(result, [[false, false, 2], false, true, 0, '<p id="text">text</p><dialog id="ask">Give</dialog>']);
    });

    test('a second snapshot tells of the page, not of what we did to it', async () => {
      const same = await on<boolean[]>(
        '<body><p id="loud" style="display:block!important">a</p><div id="box"><dialog id="ask">Give</dialog></div>',
        `
        ask.showModal();
        const release = new unnag.Hiding();
        const first = snap({ mark: release.mark });
        release.hide(loud); release.hide(box);
        const second = snap({ mark: release.mark, closed: release.closed, styleBefore: (element) => release.styleBefore(element) });
        // The focus is the one thing that does not survive.
        const flags = ({ columns }) => String(columns.flags.map((bits) => bits & ~FLAGS.FOCUSED));
        return [first.columns.text === second.columns.text, flags(first) === flags(second), loud.style.display === 'none', ask.open];
        `,
      );
      assert.deepEqual(same, [true, true, true, false]);
    });

    const LOCKS: readonly [name: string, css: string, lock: string][] = [
      ['body overflow, inline', '', "document.body.style.overflow = 'hidden'"],
      ['body overflow, inline and important', '', "document.body.style.setProperty('overflow', 'hidden', 'important')"],
      ['html overflow by class, important', '.lock,.lock body{overflow:hidden!important}', "document.documentElement.className = 'lock'"],
      ['body fixed at a negative top', '', "window.scrollTo(0, 700); Object.assign(document.body.style, { position: 'fixed', top: '-700px', width: '100%' })"],
      ['every descendant', '.swg,.swg *{overflow:hidden!important}', "document.documentElement.classList.add('swg')"],
    ];
    for (const [name, css, lock] of LOCKS) {
      test(`scroll lock: ${name}, is released and put back exactly`, async () => {
        const result = await on<Record<string, unknown>>(
          `<style>${css} main{height:3000px} #ask{position:fixed;inset:0}</style><body style="margin:0"><main>text</main><div id="ask">Give</div>`,
          `
          const scrolls = () => { const y = window.scrollY; window.scrollTo(0, y + 100); const moved = window.scrollY !== y; window.scrollTo(0, y); return moved; };
          ${lock};
          const wheel = () => [document.documentElement, document.body].every((e, i) => { const s = getComputedStyle(e); return s.overflowY !== 'hidden' && s.overflowY !== 'clip' && s.position !== 'fixed'; });
          const before = document.documentElement.outerHTML, locked = wheel();
          const release = new unnag.ScrollRelease({ mark: unnag.drawMark(), styles: unnag.adopted });
          release.release(document, [ask]);
          const free = wheel() && scrolls(), at = window.scrollY;
          release.restore();
          return { locked, free, at: at >= 690 || !${String(name.includes('fixed'))}, lockedAgain: wheel(), same: document.documentElement.outerHTML === before, sheets: document.adoptedStyleSheets.length };
          `,
        );
        assert.deepEqual(result, { locked: false, free: true, at: true, lockedAgain: false, same: true, sheets: 0 });
      });
    }

    test('what a dialog made inert is freed while it is hidden; text that was cropped or hidden stays so', async () => {
      const result = await on<unknown>(
        `<style>#cropped{max-height:20px;overflow:hidden} #gone{display:none} .blur{filter:blur(5px)}</style>
        <body><main inert aria-hidden="true"><h1>Title</h1><p id="cropped">long<br>long<br>long</p><p id="gone">secret</p><p class="blur">b</p></main>
        <svg aria-hidden="true"></svg><div id="ask">Give</div>`,
        `
        const before = document.documentElement.outerHTML, main = document.querySelector('main');
        const release = new unnag.ScrollRelease({ mark: unnag.drawMark(), styles: unnag.adopted });
        release.release(document, [ask]);
        const during = [main.inert, main.hasAttribute('aria-hidden'), document.querySelector('svg').hasAttribute('aria-hidden'), cropped.clientHeight, shown(gone), getComputedStyle(document.querySelector('.blur')).filter];
        release.restore();
        return [...during, document.documentElement.outerHTML === before];
        `,
      );
      assert.deepEqual(result, [false, false, true, 20, false, 'blur(5px)', true]);
    });

    test('a page that mutates without end is looked at less and less, and then no more until the reader acts', async () => {
      const result = await on<{ looks: number; state: string; woken: string; calmLooks: number }>(
        '<body><div id="box"></div>',
        `
        const pace = { least: 10, most: 80, calm: 60, patience: 3 };
        let looks = 0;
        const watch = new unnag.Watch(document, { mark: 'data-x', pace, onChange: () => { looks += 1; return false; } });
        const storm = setInterval(() => { box.replaceChildren(document.createElement('p')); }, 1);
        await until(() => watch.state === 'stopped', 5000);
        const state = watch.state, count = looks;
        await new Promise((r) => setTimeout(r, 300));
        const stoppedAt = looks;
        dispatchEvent(new PointerEvent('pointerdown'));
        const woken = watch.state;
        clearInterval(storm);
        await new Promise((r) => setTimeout(r, 600));
        const calm = looks; await new Promise((r) => setTimeout(r, 300));
        watch.disconnect();
        return { looks: stoppedAt === count ? count : -1, state, woken, calmLooks: looks - calm };
        `,
      );
      assert.equal(result.state, 'stopped');
      assert.ok(result.looks > 4 && result.looks < 20, `${result.looks} looks`);
      assert.equal(result.woken, 'watching');
      assert.equal(result.calmLooks, 0);
    });

    test('a page that goes on adding what is to be hidden, and takes nothing out, is looked at again whenever the reader acts', async () => {
      const result = await on<{ beaten: boolean; more: number }>(
        '<body><div id="feed"></div>',
        `
        const pace = { least: 10, most: 80, calm: 60, patience: 3 };
        const hidden = new Set();
        const put = () => { feed.append(document.createElement('p')); };
        let beaten = false;
        const watch = new unnag.Watch(document, { mark: 'data-x', hidden, pace, onChange: () => {
          const fresh = [...feed.children].filter((element) => !element.hidden);
          for (const element of fresh) { element.hidden = true; hidden.add(element); }
          if (fresh.length > 0) setTimeout(put, 20);
          return fresh.length > 0;
        } });
        put();
        for (let times = 0; times < 30; times++) {
          await new Promise((r) => setTimeout(r, 100));
          beaten ||= watch.state === 'beaten';
        }
        const before = hidden.size;
        dispatchEvent(new PointerEvent('pointerdown'));
        put();
        await until(() => hidden.size > before, 2000);
        watch.disconnect();
        return { beaten, more: hidden.size > before };
        `,
      );
      assert.deepEqual(result, { beaten: false, more: true });
    });

    test('a page that puts in again whatever goes has its way, until another page stands there', async () => {
      const result = await on<{ state: string; acted: string; finds: number; another: string }>(
        '<body><div id="box"></div>',
        `
        const pace = { least: 10, most: 80, calm: 60, patience: 3 };
        const put = () => { box.replaceChildren(document.createElement('p')); };
        let finds = 0;
        const watch = new unnag.Watch(document, { mark: 'data-x', pace, onChange: () => {
          if (box.firstChild.hidden) return false;
          finds += 1;
          box.firstChild.hidden = true;
          setTimeout(put, 20);
          return true;
        } });
        put();
        await until(() => watch.state === 'beaten', 5000);
        const { state } = watch, found = finds;
        dispatchEvent(new PointerEvent('pointerdown'));
        await new Promise((r) => setTimeout(r, 300));
        const acted = watch.state, more = finds - found;
        history.pushState({}, '', '#!/another');
        dispatchEvent(new PopStateEvent('popstate'));
        await until(() => finds > found, 1000);
        const another = watch.state;
        watch.disconnect();
        return { state, acted, finds: more, another };
        `,
      );
      assert.deepEqual(result, { state: 'beaten', acted: 'beaten', finds: 0, another: 'watching' });
    });

    test('other words in what is hidden are news; a clock in it, and words that change elsewhere, are not', async () => {
      const result = await on<unknown>(
        '<body><p id="story">Words of a story that go on and on</p><aside id="ask"><p id="words">Give, please, and keep us going for ever</p><b id="clock">10:00</b></aside>',
        `
        const hiding = new unnag.Hiding();
        hiding.hide(ask);
        let looks = 0;
        const watch = new unnag.Watch(document, { mark: hiding.mark, hidden: hiding.elements, pace: { least: 10, most: 4000, calm: 0, patience: 50 }, onChange: () => { looks += 1; return false; } });
        const list = [];
        for (const [element, text] of [[story, 'Other words of the same long story'], [clock, '09:59'], [words, 'Not an appeal any more, but the story']]) {
          const before = looks;
          element.firstChild.data = text;
          await new Promise((r) => setTimeout(r, 200));
          list.push(looks - before);
        }
        watch.disconnect();
        return list;
        `,
      );
      assert.deepEqual(result, [0, 0, 1]);
    });

    test('additions, overlays that open and lost marks are news; our own writes, scripts and short text are not', async () => {
      const result = await on<unknown>(
        '<body><div id="box" style="display:none">a</div><main><p id="clock">0</p></main>',
        `
        const pace = { least: 10, most: 4000, calm: 0, patience: 50 };
        const hiding = new unnag.Hiding();
        let looks = 0, unmarked = 0;
        const watch = new unnag.Watch(document, { mark: hiding.mark, pace, onChange: () => { looks += 1; return false; }, onUnmarked: () => { unmarked += 1; } });
        const after = async (act) => { const before = looks; act(); await new Promise((r) => setTimeout(r, 250)); return looks - before; };
        const list = [
          await after(() => { clock.textContent = '1'; }),
          await after(() => { document.head.append(document.createElement('script')); }),
          await after(() => { hiding.hide(clock); }),
          await after(() => { clock.className = 'x'; }),
          await after(() => { document.querySelector('main').append(document.createElement('div')); }),
          await after(() => { box.style.display = 'block'; }),
          await after(() => { clock.removeAttribute(hiding.mark); }),
        ];
        watch.disconnect();
        return [list, unmarked];
        `,
      );
      assert.deepEqual(result, [[0, 0, 0, 0, 1, 1, 1], 1]);
    });

    test('another address is another page; another place on the same page is not', async () => {
      const result = await on<unknown>(
        '<body><p>a</p>',
        `
        const urls = [];
        const watch = new unnag.Watch(document, { mark: 'data-x', onChange: () => false, onNavigate: (url) => urls.push(new URL(url).pathname) });
        history.pushState(null, '', '#below'); document.body.append(document.createElement('p'));
        await new Promise((r) => setTimeout(r, 100));
        const first = urls.length;
        history.pushState(null, '', '/news/other.html'); document.body.append(document.createElement('p'));
        await until(() => urls.length > 0);
        watch.disconnect();
        return [first, urls];
        `,
      );
      assert.deepEqual(result, [0, ['/news/other.html']]);
    });
  });
}
