/**
 * Pages at random, in both browsers: what a plan does to any tree is undone to the letter, and any HTML, however broken, is the same page to
 * their parsers and our walk as it is to our parser. The same pages in every run.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyze } from 'unnag/html';
import { BROWSERS, opened, runOn } from './pages.js';

/** Numbers from a seed (mulberry32), here and in the page. */
function drawing(seed: number): (below: number) => number {
  let state = seed + 1;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), 1 | state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) % below;
  };
}

/**
 * Of `noscript` and `select` browsers make different things, by whether scripts run and by their age; of zeros both make other things than the
 * standard. Gap: behind `<math><mi></p>` html5ever is out of the formula, and browsers are not.
 */
const PIECES = [
  '<p>', '</p>', '<div class=paywall>', '</div>', '<section>', '</section>', '<b>', '</b>', '<i>', '</i>', '<a href=/x>', '</a>', '<span>', '</span>',
  '<h1>', '</h1>', '<h2>', '</h3>', '<ul>', '<li>', '</ul>', '<dl><dt>', '<dd>', '<table>', '<tr>', '<td>', '<th>', '</table>', '<caption>', '<tbody>', '</td>',
  '<form>', '</form>', '<button>', '</button>', '<input type=hidden>', '<textarea>', '</textarea>', '<svg>', '</svg>', '<foreignObject>', '<math><mrow>', '</math>',
  '<template>', '</template>', '<iframe>', '</iframe>', '<script>', '</script>', '<style>', '</style>', '<title>', '</title>', '<pre>\n', '</pre>', '<!--', '-->', '--!>',
  '<![CDATA[', ']]>', '<?php ?>', '</br>', '<br>', '<hr>', '<img alt=harbour>', '<image>', '<nobr>', '<applet>', '</applet>', '<marquee>', '<ruby>', '<rt>', '</ruby>',
  '<body class=a hidden>', '</body>', '<html lang=de>', '</html>', '<head>', '</head>', '<frameset>', '<x-y>', '</x-y>', '<details><summary>', '</details>', '<dialog open>',
  'Subscribe to continue reading. ', 'The ferry left the harbour at six, as it had every morning. ', 'and ', ' ', '\n', '\t', '&amp', '&notit;', '&#0;', '&#x80;', '<', '</', '<p',
  " title='", "'>", '"', ' id=a', '\u{200b}', '\u{202e}', '\u{a0}', 'غادرت العبّارة ', '続きを読む ', '\r\n', '\f',
];
const PAGES = 1500;
/** What is mostly seen, and mostly parts what stands around it: each other piece, or little would come of all those that swallow the rest. */
const SEEN = ['One. ', 'Two ', 'three', '<p>four', '</p>', '</div>', '<li>five', '<td>six', '</table>', '</script>', '</style>', '</template>', '</textarea>', '</svg>', '</math>', '</title>', '</iframe>', '-->'];
/** HTML of random pieces; it begins with a tag, or it would be plain text. */
const soup = (seed: number): string => {
  const below = drawing(seed);
  return `<!doctype html>${Array.from({ length: 4 + below(50) }, (_, at) => (at % 2 === 0 ? PIECES[below(PIECES.length)] : SEEN[below(SEEN.length)]) ?? '').join('')}`;
};

/** The blocks with their places and labels. Runs in the page too. */
function tell({ blocks }: { blocks: readonly { path?: unknown; text: string; label: string }[] }): string[] {
  return blocks.map(({ path, text, label }) => `${JSON.stringify(path)} ${label} ${JSON.stringify(text)}`);
}

for (const launch of BROWSERS) {
  describe(`at random in ${launch.name.replace('open', '')}`, () => {
    const browser = opened(launch);

    test('whatever plans hide of whatever tree, and in whatever order it comes back, the document is then what it was', async () => {
      const [different, hidden] = await runOn<[unknown[], number]>(
        browser(),
        '<!doctype html><body>',
        `
        ${drawing.toString()}
        const TAGS = ['div', 'div', 'p', 'span', 'section', 'aside', 'form', 'input', 'details', 'dialog', 'dialog', 'button', 'x-box', 'ul', 'li', 'iframe', 'svg'];
        const STYLES = [undefined, undefined, '', 'color: red', 'display:block !important', 'DISPLAY: flex!IMPORTANT; color:red', 'position:fixed;inset:0', ';;', 'all: unset !important', 'display:none'];
        const roots = [];
        let made = 0;
        const make = (below, parent, depth) => {
          for (let left = 1 + below(3); left > 0 && made < 60; left -= 1, made += 1) {
            const element = document.createElement(TAGS[below(TAGS.length)]);
            const style = STYLES[below(STYLES.length)];
            if (style !== undefined) element.setAttribute('style', style);
            if (below(6) === 0) element.setAttribute('class', '');
            if (below(8) === 0) element.hidden = true;
            if (below(8) === 0) element.inert = true;
            if (below(8) === 0) element.setAttribute('data-a1b2c3d4e5', 'own');
            parent.append(below(3) === 0 ? 'text' : '', element);
            const inside = element.localName === 'x-box' ? element.attachShadow({ mode: 'open' }) : element;
            if (inside !== element) roots.push(inside);
            if (depth < 5) make(below, inside, depth + 1);
            if (element.localName === 'dialog' && element.isConnected && below(2) === 0) element.showModal();
          }
        };
        const state = () => [
          document.documentElement.getHTML({ shadowRoots: roots }),
          document.documentElement.getAttributeNames().join(),
          [document, ...roots].map((root) => root.adoptedStyleSheets.length + ' ' + [...root.querySelectorAll('dialog')].map((dialog) => dialog.open + ' ' + dialog.matches(':modal')).join()).join(';'),
        ].join('\\n');
        const different = [];
        let hidden = 0;
        for (let seed = 0; seed < 200; seed += 1) {
          const below = drawing(seed);
          roots.length = made = 0;
          document.body.replaceChildren();
          make(below, document.body, 0);
          if (below(3) === 0) document.body.style.overflow = 'hidden'; else document.body.removeAttribute('style');
          const before = state();
          const hiding = new unnag.Hiding();
          const items = new unnag.Items(hiding);
          const scroll = new unnag.ScrollRelease({ mark: hiding.mark, styles: unnag.adopted });
          const s = snap({ mark: hiding.mark, styleBefore: (element) => hiding.styleBefore(element), closed: hiding.closed });
          const elements = s.nodes.filter((node) => node.nodeType === 1);
          const some = () => elements.filter(() => below(5) === 0);
          for (let steps = 1 + below(5); steps > 0; steps -= 1) {
            const chosen = some();
            items.apply(planFor(s, chosen), s.nodes);
            const list = items.list;
            hidden += list.length;
            if (list.some(({ element }) => shown(element))) different.push({ seed, seen: true });
            if (below(2) === 0) scroll.release(document, list.map(({ element }) => element));
            if (list.length > 0 && below(2) === 0) items.restore(list[below(list.length)].id);
          }
          scroll.restore();
          items.clear();
          const after = state();
          if (after !== before) different.push({ seed, before, after });
        }
        return [different.slice(0, 2), hidden];
        `,
      );
      assert.deepEqual(different, []);
      assert.ok(hidden > 2000, `${String(hidden)} things were hidden: too little is tried`);
    });
  });
}

describe('HTML at random', () => {
  const browsers = BROWSERS.map((launch) => opened(launch));

  test('what both browsers make of it, our parser makes of it', async () => {
    const pages = await Promise.all(browsers.map((browser) => browser().open('<!doctype html><body>')));
    try {
      const different: unknown[] = [];
      let [blocks, quarrels] = [0, 0];
      for (let from = 0; from < PAGES; from += 250) {
        const inputs = Array.from({ length: 250 }, (_, at) => soup(from + at));
        const told = `${JSON.stringify(inputs)}.map((html) => JSON.stringify((${tell.toString()})(unnag.analyze(html, { url: 'https://a.example/x' }))))`;
        const [chromium = [], firefox = []] = await Promise.all(pages.map((page) => page.run<string[]>(told)));
        for (const [at, html] of inputs.entries()) {
          const found = tell(analyze(html, { url: 'https://a.example/x' }));
          const file = JSON.stringify(found);
          blocks += found.length;
          if (chromium[at] !== firefox[at]) quarrels += 1;
          if (chromium[at] !== file && firefox[at] !== file) different.push({ seed: from + at, html, live: chromium[at], file });
        }
      }
      assert.deepEqual(different.slice(0, 3), [], `${String(different.length)} of ${String(PAGES)} differ`);
      assert.ok(blocks > 4_000, `${String(blocks)} blocks: too little is compared`);
      assert.ok(quarrels < PAGES / 50, `the browsers differ on ${String(quarrels)}`);
    } finally {
      await Promise.all(pages.map((page) => page.close()));
    }
  });
});
