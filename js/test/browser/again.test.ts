/** A page read again gives what a new walk gives, whatever has happened to it since. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BROWSERS, opened, runOn } from './pages.js';

const PAGE = `<!doctype html><title>Page</title><body><header><h1>Harbour</h1> <nav><a href="/a">A</a> <a href="/b">B</a></nav></header>
<main><article class="story"><p>One <b>two</b> three.</p> <p>Four</p>\n<p>Five <span>six</span></p></article><div id="empty"></div><x-host></x-host><x-closed></x-closed></main>
<form><input id="input"><textarea id="area"></textarea><button>Go</button></form><dialog><p>Asked</p></dialog><iframe srcdoc="<p>framed <i>text</i></p>"></iframe>
<svg><g><path/></g></svg><footer><p>Foot</p></footer>`;

/** Compares a reading of the rereader with a new walk; throws where they differ. Counts what the former has walked through. */
const SAME = `
  const closed = new WeakMap();
  const attach = (host, mode) => { const root = host.attachShadow({ mode }); closed.set(host, root); return root; };
  let asked = 0;
  const plain = { shadowRootOf: (element) => closed.get(element) ?? null, mark: 'data-mark', brought: () => true };
  const counting = { ...plain, closed: { has: () => { asked += 1; return false; } } };
  const rereader = new unnag.Rereader(document, unnag.read);
  /** Gives how many elements were described anew. */
  const same = (what, thorough = false) => {
    asked = 0;
    const again = rereader.read(counting, thorough);
    const anew = unnag.read(document, plain);
    if (!again.ok || !anew.ok) throw new Error(what + ': no reading');
    const [a, b] = [again.reading, anew.reading];
    for (const name of ['tags', 'parents', 'flags']) if (a.columns[name].join() !== b.columns[name].join()) throw new Error(what + ': ' + name + '\\n' + a.columns[name].join() + '\\n' + b.columns[name].join());
    if (a.columns.text !== b.columns.text) throw new Error(what + ': text\\n' + a.columns.text + '\\n' + b.columns.text);
    if (a.nodes.length !== b.nodes.length || a.nodes.some((node, at) => node !== b.nodes[at])) throw new Error(what + ': nodes');
    if (a.entries.join('\\n') !== b.entries.join('\\n')) throw new Error(what + ': entries');
    if (JSON.stringify(a.claims) !== JSON.stringify(b.claims)) throw new Error(what + ': claims');
    // Measuring writes into the flags.
    a.columns.flags.fill(-1);
    return asked;
  };
  const $ = (selector) => document.querySelector(selector);
  await until(() => !$('iframe') || $('iframe').contentDocument?.querySelector('p'));
`;

for (const launch of BROWSERS) {
  describe(launch.name.replace('open', ''), () => {
    const browser = opened(launch);

    const on = <T>(body: string, html = PAGE): Promise<T> => runOn<T>(browser(), html, SAME + body);

    test('each kind of change is seen, those without a record too', async () => {
      await on(`
        const open = attach($('x-host'), 'open'); open.innerHTML = '<p>in <slot></slot></p>';
        const hidden = attach($('x-closed'), 'closed'); hidden.append('loose words', document.createElement('p'));
        same('first');
        same('nothing');
        const steps = {
          text: () => { $('b').firstChild.data = 'changed'; },
          'text in a shadow root': () => { hidden.firstChild.data = 'other words'; },
          'text in an open shadow root': () => { open.querySelector('p').firstChild.data = 'within'; },
          'text in a frame': () => { $('iframe').contentDocument.querySelector('i').textContent = 'else'; },
          'an attribute that no rule of the watch names': () => { $('nav a').setAttribute('href', '/c'); $('h1').setAttribute('data-x', 'y'); },
          'white space becomes seen': () => { $('article').children[0].remove(); $('article').prepend(document.createElement('span')); },
          'an element moves': () => { $('footer').append($('article')); },
          'and back, deeper': () => { $('#empty').append($('article')); },
          focus: () => { $('#input').focus(); },
          typed: () => { $('#area').value = 'typed'; },
          'focus goes': () => { $('#area').blur(); $('#input').blur(); },
          dialog: () => { $('dialog').showModal(); },
          'dialog closed': () => { $('dialog').close(); },
          'a shadow root on what was empty': () => { const box = document.createElement('div'); document.body.append(box); same('empty'); attach(box, 'closed').innerHTML = '<p>late</p>'; },
          'a shadow root in a shadow root': () => { const box = document.createElement('div'); hidden.append(box); attach(box, 'open').append('deep'); },
          'and its text': () => { hidden.lastChild.shadowRoot.firstChild.data = 'deeper'; },
          'our mark': () => { $('p').setAttribute('data-mark', ''); },
          'inside a drawing': () => { $('path').setAttribute('d', 'M0 0'); },
          'a script and a claim': () => { const script = document.createElement('script'); script.type = 'application/ld+json'; script.textContent = '{}'; document.head.append(script); document.title = 'Other'; },
          'another body': () => { const body = document.createElement('body'); body.append(...document.body.childNodes); document.body.replaceWith(body); },
        };
        for (const [name, step] of Object.entries(steps)) { step(); same(name); }
        $('iframe').srcdoc = '<p>another page</p>';
        await until(() => $('iframe').contentDocument?.body?.textContent === 'another page');
        same('another page in the frame');
        $('iframe').contentDocument.querySelector('p').append('!');
        same('and its text');
        // On an element with content, with no other change to it, only a thorough reading finds one.
        attach($('header'), 'closed').append('very late');
        same('thorough', true);
      `);
    });

    test('what has changed while it was out of the page is read anew, and so is all in it', async () => {
      await on(`
        const task = () => new Promise((resolve) => setTimeout(resolve));
        same('first');
        for (const through of [null, document.createElement('template').content]) {
          const story = $('article'), home = story.parentNode;
          story.remove();
          through?.append(story);
          // No observer hears of it from here on.
          await task();
          story.querySelector('b').firstChild.data = 'quite another';
          story.querySelector('span').className = 'else';
          await task();
          home.prepend(story);
          await task();
          same('back again');
        }
      `);
    });

    test('a course that is over, and a page that nobody sees, are not observed', async () => {
      const counts = await on<number[]>(`
        let count = 0;
        const observe = MutationObserver.prototype.observe;
        MutationObserver.prototype.observe = function (...args) { count += 1; return observe.apply(this, args); };
        const counts = [];
        same('first');
        counts.push(count > 0);
        rereader.forget();
        Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
        count = 0;
        same('hidden');
        counts.push(count);
        delete document.visibilityState;
        same('seen again');
        counts.push(count > 0);
        rereader.disconnect();
        count = 0;
        same('over');
        return [...counts, count];`);
      assert.deepEqual(counts, [true, 0, true, 0]);
    });

    test('hundreds of changes at random give what a new walk gives', async () => {
      await on(`
        let seed = 7;
        const random = (below) => { seed = (seed * 48271) % 2147483647; return seed % below; };
        const tags = ['p', 'div', 'span', 'section', 'b', 'x-new', 'ul', 'li', 'input'];
        const all = (root = document.body) => [...root.querySelectorAll('*')].flatMap((one) => (closed.has(one) ? [one, ...all(closed.get(one))] : [one]));
        const loose = [];
        // Also through shadow roots.
        const holds = (one, other) => other === one || (other !== null && other !== undefined && holds(one, other.parentNode ?? other.host));
        same('first');
        for (let round = 0; round < 300; round += 1) {
          for (let change = random(6); change >= 0; change -= 1) {
            const list = all();
            const one = list[random(list.length)] ?? document.body;
            const other = list[random(list.length)] ?? document.body;
            if (random(3) === 0) await new Promise((resolve) => setTimeout(resolve));
            switch (random(12)) {
              case 0: one.append(document.createElement(tags[random(tags.length)])); break;
              case 1: one.prepend(['  ', 'words ', '\\n'][random(3)]); break;
              case 2: if (!holds(one, other) && one !== document.body) other.append(one); break;
              case 3: if (list.length > 40) one.remove(); break;
              case 4: one.setAttribute(['class', 'data-a', 'role', 'hidden', 'style'][random(5)], ['x', 'display:none', 'y z'][random(3)]); break;
              case 5: if (one.firstChild?.nodeType === 3) one.firstChild.data += ' more'; break;
              case 6: if (one.localName === 'div' && !closed.has(one) && one.childNodes.length === 0) attach(one, 'closed').innerHTML = '<p>shade</p> <b>x</b>'; break;
              case 7: if (one.localName === 'input') one.value += 'v'; break;
              case 8: if (one.focus) one.focus(); break;
              case 9: if (list.length > 30 && loose.length < 5) { one.remove(); loose.push(one); } break;
              case 10: { const away = loose[random(loose.length || 1)]; const inner = away && [away, ...away.querySelectorAll('*')]; if (inner) inner[random(inner.length)].append('while away'); break; }
              case 11: { const back = loose.pop(); if (back && !holds(back, other)) other.append(back); break; }
            }
          }
          same('round ' + round);
        }
      `);
    });

    test('only what has changed is described anew', async () => {
      const [first, nothing, burst] = await on<[number, number, number]>(
        `
        const first = same('first');
        const nothing = same('nothing');
        const line = document.createElement('p');
        line.append('A new line');
        $('#list').append(line);
        return [first, nothing, same('burst')];`,
        `<!doctype html><title>Long</title><body><div id="list"></div>${'<section><p>One <b>two</b></p><p>Three</p></section>'.repeat(500)}`,
      );
      assert.equal(first, 2003);
      assert.equal(nothing, 0);
      // The root, the body, the list and the line.
      assert.equal(burst, 4);
    });

    test('a page that changes without end is read anew, and one that is no longer read is not held', async () => {
      const [many, after] = await on<[number, number]>(`
        const first = same('first');
        for (let at = 0; at < 600; at += 1) { const box = document.createElement('div'); document.body.append(box); box.append('x'); await null; }
        const many = same('many');
        rereader.disconnect();
        return [many - first, same('after') - many];`);
      assert.equal(many, 600);
      assert.equal(after, 0);
    });
  });
}
