import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHTML } from 'linkedom';
import { facts } from '../src/snapshot/facts.js';
import { ATTRIBUTE_END, ENTRY_END, FLAG, NO_NODE, TAGS } from '../src/snapshot/schema.js';
import { read, walk, type Snapshot, type WalkOptions } from '../src/snapshot/walk.js';

function snapshot(html: string, options?: WalkOptions): Snapshot {
  const outcome = walk(parseHTML(html).document, options);
  assert.ok(outcome.ok);
  return outcome.snapshot;
}

/** The snapshot as lines: parent, tag, entry. */
function lines({ columns }: Snapshot): string[] {
  const entries = columns.text.split(ENTRY_END);
  return entries.map((entry, at) => {
    const parent = columns.parents[at];
    return `${parent === NO_NODE ? '-' : String(parent)} ${TAGS[columns.tags[at] ?? 1] ?? ''} ${entry.replaceAll(ATTRIBUTE_END, '|')}`.trim();
  });
}

test('elements and text come in document order with their parents', () => {
  assert.deepEqual(lines(snapshot('<html><head><title>t</title></head><body class="a"><p id="x">one <b>two</b></p>three</body></html>')), [
    '- html',
    '0 body ca',
    '1 p ix',
    '2 #text one',
    '2 b',
    '4 #text two',
    '1 #text three',
  ]);
});

test('scripts, styles, templates and comments are left out; drawings are kept without their insides', () => {
  const html = '<html><body><script>a</script><style>b</style><template>c</template><!-- d --><svg><text>e</text></svg>f</body></html>';
  assert.deepEqual(lines(snapshot(html)), ['- html', '0 body', '1 svg', '1 #text f']);
});

test('separators in text and attributes can not forge entries', () => {
  const { columns, nodes } = snapshot(`<html><body><p class="a${ENTRY_END}b${ATTRIBUTE_END}ic">x${ENTRY_END}y</p></body></html>`);
  assert.equal(columns.text.split(ENTRY_END).length, nodes.length);
  assert.deepEqual(columns.text.split(ENTRY_END).slice(2), ['ca b ic', 'x y']);
});

test('states become flags', () => {
  const flags = (html: string): number => snapshot(`<html><body>${html}</body></html>`).columns.flags[2] ?? -1;
  assert.equal(flags('<p hidden></p>'), FLAG.HIDDEN);
  assert.equal(flags('<p style="color:red; display : none"></p>'), FLAG.HIDDEN);
  assert.equal(flags('<p style="my-display:none"></p>'), 0);
  assert.equal(flags('<p style="position:fixed"></p>'), FLAG.FIXED);
  assert.equal(flags('<p style="position:sticky"></p>'), FLAG.STICKY);
  assert.equal(flags('<dialog open></dialog>'), FLAG.MODAL);
  assert.equal(flags('<dialog></dialog>'), FLAG.HIDDEN);
  assert.equal(flags('<p style="background-image: linear-gradient(rgba(255,255,255,0), #fff)"></p>'), FLAG.FADED);
  assert.equal(flags('<p aria-modal="true" inert></p>'), FLAG.MODAL | FLAG.INERT);
  assert.equal(flags('<p contenteditable="false"></p>'), 0);
  assert.equal(flags('<p contenteditable></p>'), FLAG.EDITABLE);
});

test('long values are clipped and the gold of fixtures is not seen', () => {
  const [entry = ''] = snapshot(`<html><body><p data-gold="NAG" data-kind="${'k'.repeat(99)}" class="${'c'.repeat(999)}"></p></body></html>`)
    .columns.text.split(ENTRY_END)
    .slice(2);
  assert.deepEqual(entry.split(ATTRIBUTE_END).sort(), [`c${'c'.repeat(300)}`, 'dkind'].sort());
});

test('a page beyond a cap is refused with the cap that it passes', () => {
  const { document } = parseHTML(`<html><body>${'<i></i>'.repeat(50)}</body></html>`);
  assert.deepEqual(walk(document, { maxNodes: 20 }), { ok: false, tooLarge: 'nodes' });
  let deep = document.body;
  for (let depth = 0; depth < 1100; depth += 1) deep = deep.appendChild(document.createElement('div'));
  assert.deepEqual(walk(document), { ok: false, tooLarge: 'depth' });
});

test('JSON-LD says what may be read, whatever shape it has', () => {
  const facts = (json: string): string[] =>
    snapshot(`<html lang="de"><head><title>T</title><script type="application/ld+json">${json}</script></head><body></body></html>`)
      .columns.facts.split(ENTRY_END)
      .slice(1);
  const part = '{"@type":"WebPageElement","isAccessibleForFree":"False","cssSelector":[".wall",".more"]}';
  assert.deepEqual(facts(`{"@graph":[{"@type":"NewsArticle","isAccessibleForFree":"http://schema.org/False","hasPart":${part}}]}`), [
    'de', 'T', '', '0', 'NewsArticle', '.wall', '.more',
  ]);
  assert.deepEqual(facts('{"__proto__":{"isAccessibleForFree":false},"@type":"WebPage"}'), ['de', 'T', '', '', 'WebPage']);
  assert.deepEqual(facts('{broken'), ['de', 'T', '', '', '']);
});

test('JSON-LD comes out of what some put around it', () => {
  const type = (script: string): string | undefined => facts({ url: '', language: '', title: '', ogType: '', scripts: [script] }).split(ENTRY_END).at(5);
  const json = '{"@type":"A"}';
  for (const script of [
    json, ` <!-- ${json} --> `, `<![CDATA[${json}]]>`, `//<![CDATA[\n${json}\n//]]>`, `<!--//<![CDATA[\n${json}\n//]]> -->`, `// ${json}`, `<![CDATA[${json}//`,
  ]) assert.equal(type(script), 'A', script);
  for (const script of [`<!--${json}`, `${json}-->`, `<!-->`, `<![CDATA[${json}]]>]]>`, `/ ${json}`, '']) assert.equal(type(script), '', script);
});

test('JSON-LD that is nothing but beginnings and ends takes time as it is long', () => {
  const most = 2_000_000;
  const begin = performance.now();
  for (const script of [
    `<![CDATA[${'/'.repeat(most)}x`, `<![CDATA[${']]>'.repeat(most / 3)}x`, `<![CDATA[${']]> '.repeat(most / 4)}x`, `<![CDATA[]]>${' '.repeat(most)}x`,
    `<![CDATA[${'/ '.repeat(most / 2)}x`, '/'.repeat(most), `<!--${'-->'.repeat(most / 3)}x`, `<!--${' '.repeat(most)}x-->`,
  ]) assert.equal(facts({ url: '', language: '', title: '', ogType: '', scripts: [script] }), ENTRY_END.repeat(5));
  assert.ok(performance.now() - begin < 2000, `${String(Math.round(performance.now() - begin))} ms`);
});

test('a reading comes to the same as a snapshot once its claims are made out', () => {
  const html = `<html lang=" de "><head><title> T </title><meta property="og:type" content="article"><script type="application/ld+json">{"@type":"Article"}</script>
    <script type="application/ld+json">${' '.repeat(2_000_001)}</script></head><body><p>x</p></body></html>`;
  const outcome = read(parseHTML(html).document, { url: 'https://a.example/' });
  assert.ok(outcome.ok);
  const { columns, claims } = outcome.reading;
  assert.deepEqual({ ...columns, facts: facts(claims) }, snapshot(html, { url: 'https://a.example/' }).columns);
  assert.deepEqual(facts(claims).split(ENTRY_END), ['https://a.example/', 'de', 'T', 'article', '', 'Article']);
  assert.equal(claims.scripts.length, 1, 'what is too long is not even sent');
});
