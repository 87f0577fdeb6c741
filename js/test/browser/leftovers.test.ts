/**
 * What overlays leave behind when they are hidden, one form after the other: locked scrollers, reserved room, `inert`, a lock that comes back; and
 * that all is put back to the letter. Also that the reader stays where they are. What the classifier says plays no part.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BROWSERS, opened, runOn } from './pages.js';

/** In the page: `release()` releases for `#ask`, `back()` undoes it, `same()` says whether the markup is as it was at first. */
const SETUP = `
  const mark = unnag.drawMark(), release = new unnag.ScrollRelease({ mark, styles: unnag.adopted }), hiding = new unnag.Hiding({ mark });
  const first = document.documentElement.outerHTML;
  const same = () => document.documentElement.outerHTML === first && document.adoptedStyleSheets.length === 0;
  const free = () => { hiding.hide(ask); release.release(document, [ask]); };
  const back = () => { hiding.clear(); release.restore(); };
  const top = (q) => Math.round(document.querySelector(q).getBoundingClientRect().top);
  const frame = () => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)));
`;
const ASK = '<div id="ask" style="position:fixed;inset:0">Give</div>';
const LINES = Array.from({ length: 60 }, (_, at) => `<p id="p${String(at)}">Line ${String(at)} of the story</p>`).join('');

for (const launch of BROWSERS) {
  describe(`leftovers in ${launch.name.replace('open', '')}`, () => {
    const browser = opened(launch);

    const on = <T>(html: string, body: string): Promise<T> => runOn<T>(browser(), `<!doctype html>${html}`, `${SETUP} ${body}`);

    test('a lock on every descendant lets go of what the page itself calls a scroller, and of nothing that crops', async () => {
      const result = await on<unknown>(
        `<style>
          html.swg, html.swg * { overflow: hidden !important }
          #list, #wide { overflow: auto; height: 80px } @media all { #late { overflow-y: scroll; height: 60px } }
          #teaser { overflow: hidden; height: 40px }
        </style><body><main style="height:3000px"><div id="list">${LINES}</div><pre id="wide" style="height:auto">${'word '.repeat(500)}</pre><div id="late">${LINES}</div>
        <div id="inline" style="overflow: auto; height: 50px">${LINES}</div><div id="teaser">${LINES}</div></main>${ASK}<script>document.documentElement.className = 'swg'</script>`,
        `
        const boxes = ['list', 'wide', 'late', 'inline', 'teaser'];
        const state = () => boxes.map((id) => getComputedStyle(document.getElementById(id)).overflowY);
        const locked = state();
        free();
        const during = [...state(), getComputedStyle(document.documentElement).overflowY, getComputedStyle(document.body).overflowY];
        back();
        return [locked, during, state(), same()];
        `,
      );
      assert.deepEqual(result, [
        ['hidden', 'hidden', 'hidden', 'hidden', 'hidden'],
        ['auto', 'auto', 'auto', 'auto', 'hidden', 'auto', 'auto'],
        ['hidden', 'hidden', 'hidden', 'hidden', 'hidden'],
        true,
      ]);
    });

    test('a lock that fixes the root is released, and the reader is where they were', async () => {
      const result = await on<unknown>(
        `<style>.fix{position:fixed;width:100%;overflow:hidden}</style><body><main>${LINES}</main>${ASK}`,
        `
        window.scrollTo(0, 500);
        const html = document.documentElement;
        html.className = 'fix'; html.style.top = '-500px';
        const before = html.outerHTML;
        free();
        const during = [getComputedStyle(html).position, window.scrollY];
        back();
        return [...during, getComputedStyle(html).position, html.outerHTML === before];
        `,
      );
      assert.deepEqual(result, ['relative', 500, 'fixed', true]);
    });

    const ROOMS: readonly [name: string, html: string, property: string, element: string, lock: string, released: string][] = [
      ['a margin of html', '', 'margin-top', 'documentElement', "document.documentElement.style.marginTop = '84px'", '0px'],
      ['a margin of html by a class', '<style>.room{margin-top:84px!important}</style>', 'margin-top', 'documentElement', "document.documentElement.className = 'room'", '0px'],
      ['a padding of body below', '', 'padding-bottom', 'body', "document.body.style.paddingBottom = '120px'", '0px'],
      ['the scroll bar, made up for', '', 'padding-right', 'body', "document.body.style.cssText = 'overflow: hidden; padding-right: 15px'", '0px'],
      ["room where the site's own header stands", '<header style="position:fixed;top:0;height:84px;width:100%">Site</header>', 'padding-top', 'body', "document.body.style.paddingTop = '84px'", '84px'],
      ['a frame that a sheet gives html', '<style>html{padding:40px}</style>', 'padding-top', 'documentElement', '', '40px'],
      ['room that a sheet gives the body', '<style>body{padding-top:60px}</style>', 'padding-top', 'body', '', '60px'],
    ];
    for (const [name, html, property, element, lock, released] of ROOMS) {
      test(`reserved room: ${name} is ${released === '0px' ? 'taken and put back' : 'left alone'}`, async () => {
        const result = await on<unknown>(
          `${html}<body style=""><main>${LINES}</main>${ASK}`,
          `
          ${lock};
          const before = document.documentElement.outerHTML;
          const value = () => getComputedStyle(document.${element}).getPropertyValue('${property}');
          const room = value();
          free();
          const during = value();
          back();
          return [during, value() === room, document.documentElement.outerHTML === before];
          `,
        );
        assert.deepEqual(result, [released, true, true]);
      });
    }

    test('a height that is handed to the page for a banner is none while it is hidden; other heights are left alone', async () => {
      const result = await on<unknown>(
        `<style>#shell{padding-top:var(--fund-banner-height, 0px)} #head{height:var(--header-height)}</style><body style="--fund-banner-height: 240px; --header-height:50px"><div id="head">Site</div><div id="shell"><main>${LINES}</main></div>${ASK}`,
        `
        const before = [top('main'), head.offsetHeight];
        free();
        const during = [top('main'), head.offsetHeight];
        // The page writes to the same style meanwhile, as scripts do whenever the window changes.
        document.body.style.setProperty('--vh', '6px');
        back();
        const kept = document.body.getAttribute('style').replaceAll(/\\s/g, '');
        return [before[0] - during[0], before[1] === during[1], top('main') === before[0], kept.split(';').sort().join(';')];
        `,
      );
      assert.deepEqual(result, [240, true, true, ';--fund-banner-height:240px;--header-height:50px;--vh:6px']);
    });

    test('what a dialog shut off comes back to life, but not menus and dialogs that wait off the screen', async () => {
      const result = await on<unknown>(
        `<style>.off{position:fixed;left:0;top:0;width:200px;height:100%;transform:translateX(-100%)} .none{display:none} .clear{position:fixed;inset:0;visibility:hidden}</style>
        <body><header id="head" inert aria-hidden="true"><a href="/">Home</a></header><div id="page" inert aria-hidden="true"><main><h1>Title</h1>${LINES}</main></div>
        <nav id="drawer" class="off" inert><a href="/a">A</a></nav><div id="other" class="none" aria-hidden="true"><button>x</button></div><div id="third" class="clear" aria-hidden="true"><button>x</button></div>
        <svg id="icon" aria-hidden="true"></svg><footer id="foot" inert><a href="/b">B</a></footer><div><div id="ask" role="dialog">Give</div></div>`,
        `
        const ids = ['head', 'page', 'drawer', 'other', 'third', 'icon', 'foot'];
        const shut = () => ids.filter((id) => document.getElementById(id).hasAttribute('inert') || document.getElementById(id).hasAttribute('aria-hidden')).join(' ');
        free();
        const during = shut();
        back();
        return [during, shut(), same()];
        `,
      );
      assert.deepEqual(result, ['drawer other third icon', 'head page drawer other third icon foot', true]);
    });

    test('what a dialog shut off is not shut off again once the page has closed it, whose own freeing finds nothing to free', async () => {
      for (const close of ['ask.remove()', 'ask.style.display = "none"', 'ask.hidden = true']) {
        const result = await on<unknown>(
          `<body><div id="page" inert aria-hidden="true"><main><h1>Title</h1>${LINES}</main></div><div><div id="ask" role="dialog">Give</div></div>`,
          `
          const shut = () => ['inert', 'aria-hidden'].filter((name) => page.hasAttribute(name)).join();
          free();
          const during = shut();
          ${close};
          page.inert = false;
          page.removeAttribute('aria-hidden');
          back();
          return [during, shut()];
          `,
        );
        assert.deepEqual(result, ['', ''], close);
      }
    });

    test('forms whose inputs take the names of DOM properties stop nothing', async () => {
      const inputs = ['children', 'querySelector', 'querySelectorAll', 'checkVisibility'].map((name) => `<input name="${name}">`).join('');
      const result = await on<unknown>(
        `<style>html,body{margin:0;height:100%;overflow:hidden} #outer{height:100%} #box{height:100%;overflow:hidden} input,#inner{position:absolute;top:0} #ask{position:fixed;inset:0}</style>
        <body><form id="outer">${inputs}<div id="box" inert><main><h1>Title</h1>${LINES}</main></div><div id="ask">Give</div></form>
        <form id="inner" class="login" inert>${inputs}<a href="/">Home</a></form><form id="around">${inputs}<dialog id="asks">Give</dialog></form>`,
        `
        asks.showModal();
        hiding.hide(around);
        const closed = !asks.open;
        hiding.clear();
        around.remove();
        const early = new unnag.Early(document, { mark, known: [{ signature: unnag.signatureOf(inner), sole: false }] });
        const guessed = early.thingOf(inner) !== undefined;
        early.end();
        // The parser nests no forms.
        outer.append(inner);
        const before = document.documentElement.outerHTML;
        const state = () => [box.inert, inner.hasAttribute('inert'), getComputedStyle(box).overflowY];
        free();
        const during = state();
        back();
        return [closed, guessed, during, state(), document.documentElement.outerHTML === before];
        `,
      );
      assert.deepEqual(result, [true, true, [false, false, 'auto'], [true, true, 'hidden'], true]);
    });

    test('a box that scrolls only by a rule which does not apply here is left as it is', async () => {
      const result = await on<unknown>(
        `<style>
          html.swg, html.swg * { overflow: hidden !important }
          div { height: 40px; overflow: hidden } @media (max-width: 300px) { #narrow { overflow: auto } } @media (min-width: 300px) { #wide { overflow: auto } }
          @supports (no-such: thing) { #never { overflow: auto } } @supports (display: grid) { #grid { overflow: auto } }
        </style><style media="print">#print { overflow: auto }</style>
        <body style="container-type:inline-size"><style>@container (max-width: 300px) { #held { overflow: auto } }</style>
        <main style="height:3000px">${['narrow', 'wide', 'never', 'grid', 'print', 'held'].map((id) => `<div id="${id}">${LINES}</div>`).join('')}</main>${ASK}
        <script>document.documentElement.className = 'swg'</script>`,
        `
        free();
        const during = ['narrow', 'wide', 'never', 'grid', 'print', 'held'].filter((id) => getComputedStyle(document.getElementById(id)).overflowY === 'auto').join(' ');
        back();
        return [during, same()];
        `,
      );
      assert.deepEqual(result, ['wide grid', true]);
    });

    test('a dialog in a shadow tree has shut off the page outside of it', async () => {
      const result = await on<unknown>(
        `<body><div id="page" inert><main><h1>Title</h1></main></div><x-ask id="ask"></x-ask>`,
        `
        const inner = document.createElement('div');
        ask.attachShadow({ mode: 'open' }).append(inner);
        hiding.hide(inner);
        release.release(document, [inner]);
        const during = page.inert;
        back();
        return [during, page.inert];
        `,
      );
      assert.deepEqual(result, [false, true]);
    });

    test('a modal dialog takes its backdrop and the top layer with it: the page can be pointed at, and the dialog opens again', async () => {
      const result = await on<unknown>(
        `<style>dialog::backdrop{background:#000c}</style><body style="margin:0"><main><h1 id="title" style="margin:0">Title</h1></main><dialog id="ask"><form method="dialog"><button>Give</button></form></dialog>`,
        `
        ask.showModal();
        const at = () => document.elementFromPoint(5, 5)?.id;
        const locked = at(), markup = document.documentElement.outerHTML;
        free();
        const during = at();
        back();
        await new Promise((r) => setTimeout(r, 100));
        return [locked, during, ask.matches(':modal'), at(), document.documentElement.outerHTML === markup];
        `,
      );
      assert.deepEqual(result, ['ask', 'title', true, 'ask', true]);
    });

    test('a lock that comes after room was taken is released too, however it is written, and all is put back', async () => {
      for (const [css, lock, unlock] of [
        ['html.open{overflow:hidden}', "html.className = 'open'", "html.removeAttribute('class')"],
        ['', "html.style.setProperty('overflow', 'hidden', 'important')", "html.style.removeProperty('overflow')"],
      ] as const) {
        const result = await on<unknown>(
          `<style>${css}</style><html style="margin-top:84px;--app-banner-height:84px"><body><main>${LINES}</main>${ASK}`,
          `
          const html = document.documentElement, state = () => [getComputedStyle(html).marginTop, getComputedStyle(html).overflowY === 'hidden', getComputedStyle(html).getPropertyValue('--app-banner-height')];
          free();
          const room = state();
          ${lock};
          const locked = state();
          free();
          const during = state();
          free();
          const again = state();
          back();
          const after = state();
          ${unlock};
          return [room, locked, during, again, after, html.style.cssText, document.adoptedStyleSheets.length];
          `,
        );
        assert.deepEqual(result, [
          ['0px', false, '0px'], ['0px', true, '0px'], ['0px', false, '0px'], ['0px', false, '0px'], ['84px', true, '84px'], 'margin-top: 84px; --app-banner-height: 84px;', 0,
        ]);
      }
    });

    test('a lock that comes back is released again: by a class on the root, by its style, or by taking our mark away', async () => {
      const result = await on<unknown>(
        `<style>.lock{overflow:hidden!important}</style><body><main>${LINES}</main>${ASK}`,
        `
        const pace = { least: 10, most: 4000, calm: 0, patience: 50 };
        let looks = 0;
        const watch = new unnag.Watch(document, { mark, hidden: hiding.elements, pace, onChange: () => { looks += 1; release.release(document, [ask]); return false; } });
        const html = document.documentElement;
        const after = async (act) => { const before = looks; act(); await new Promise((r) => setTimeout(r, 300)); return [looks - before, getComputedStyle(html).overflowY]; };
        const list = [
          await after(() => { hiding.hide(ask); }),
          await after(() => { html.style.setProperty('--scrolled', '3'); }),
          await after(() => { html.style.overflow = 'hidden'; }),
          await after(() => { html.style.setProperty('--scrolled', '4'); }),
          await after(() => { html.removeAttribute(mark); }),
          await after(() => { html.style.overflow = ''; html.className = 'lock'; }),
        ];
        watch.disconnect();
        return list;
        `,
      );
      // Of a lock that is laid by "overflow", what concerns the width stays, and so "visible" computes to "auto".
      assert.deepEqual(result, [[0, 'visible'], [0, 'visible'], [1, 'auto'], [0, 'auto'], [1, 'auto'], [1, 'auto']]);
    });

    test('a hidden tab is not watched; when it is shown again there is a look at what came meanwhile', async () => {
      const result = await on<unknown>(
        `<body><main></main>${ASK}`,
        `
        let looks = 0, visibility = 'visible';
        Object.defineProperty(document, 'visibilityState', { get: () => visibility });
        const turn = (to) => { visibility = to; document.dispatchEvent(new Event('visibilitychange')); };
        const watch = new unnag.Watch(document, { mark, pace: { least: 10, most: 4000, calm: 0, patience: 50 }, onChange: () => { looks += 1; return false; } });
        const after = async (act) => { const before = looks; act(); await new Promise((r) => setTimeout(r, 200)); return [looks - before, watch.state]; };
        const add = () => { document.querySelector('main').append(document.createElement('p')); };
        const list = [await after(add), await after(() => { turn('hidden'); add(); }), await after(() => { turn('visible'); }), await after(() => { add(); turn('hidden'); })];
        watch.disconnect();
        return list;
        `,
      );
      assert.deepEqual(result, [[1, 'watching'], [0, 'hidden'], [1, 'watching'], [0, 'hidden']]);
    });

    test('a mark that the page puts on its own text is taken off, without a race', async () => {
      const result = await on<unknown>(
        `<body><main><p id="text">Text</p></main>${ASK}`,
        `
        const items = new unnag.Items(hiding);
        const s = snap();
        const plan = planFor(s, [ask]);
        let looks = 0;
        const watch = new unnag.Watch(document, { mark, hidden: hiding.elements, pace: { least: 10, most: 80, calm: 60, patience: 3 }, onChange: () => { looks += 1; items.apply(plan, s.nodes); return false; } });
        items.apply(plan, s.nodes);
        text.setAttribute(mark, '');
        const imitated = shown(text);
        await until(() => shown(text));
        const once = [looks, shown(ask)];
        // And if it never gives up, there is an end to it all the same.
        new MutationObserver(() => { if (!text.hasAttribute(mark)) text.setAttribute(mark, ''); }).observe(text, { attributes: true });
        text.setAttribute(mark, '');
        await until(() => watch.state === 'stopped', 5000);
        const state = watch.state;
        watch.disconnect();
        return [imitated, once, state, looks < 30];
        `,
      );
      assert.deepEqual(result, [false, [1, false], 'stopped', true]);
    });

    for (const anchor of ['auto', 'none']) {
      test(`what is read stays where it is when something above goes and comes back (overflow-anchor: ${anchor})`, async () => {
        const result = await on<unknown>(
          `<style>html{overflow-anchor:${anchor}}</style><body><main><div id="ask" style="height:400px">Give</div>${LINES}</main>`,
          `
          window.scrollTo(0, 900);
          await frame();
          const at = top('#p20');
          unnag.steady(document, () => hiding.hide(ask));
          await frame();
          const during = top('#p20');
          unnag.steady(document, () => hiding.show(ask));
          await frame();
          return [during - at, top('#p20') - at, shown(ask)];
          `,
        );
        assert.deepEqual(result, [0, 0, true]);
      });
    }
  });
}
