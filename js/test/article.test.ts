/** The article as markup and text: what stays, and that nothing that runs does. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parseHTML } from 'linkedom';
import { ATTRIBUTES, EVERYWHERE } from '../src/article/elements.js';
import { articleHtml } from '../src/article/html.js';
import { LATER } from '../src/article/pictures.js';
import { livePage, paragraphs, type Source } from '../src/article/source.js';
import { articleText, type ArticleOptions } from '../src/article/text.js';
import { linkAddress, pictureAddress, pictureSet } from '../src/article/urls.js';
import type { BlockReport, Role } from '../src/plan.js';
import { ROLES } from '../src/snapshot/schema.js';
import { walk } from '../src/snapshot/walk.js';

/** The blocks of a page by hand: each element with `data-a` is of the article, in the role that it names; each with `data-n` is not. */
function blocksOf(nodes: readonly Node[]): BlockReport[] {
  return nodes.flatMap((each, node) => {
    const element = each as Element;
    if (each.nodeType !== 1 || !(element.hasAttribute('data-a') || element.hasAttribute('data-n'))) return [];
    const part = element.hasAttribute('data-a');
    const named = ROLES.find((name) => name === element.getAttribute('data-a'));
    const role: Role = named ?? 'paragraph';
    return [{ node, label: part ? 'article' : 'other', role, confidence: 1, probabilities: [], reasons: [], part, text: element.textContent.trim() }];
  });
}

function written(body: string, options?: ArticleOptions, url = 'https://paper.example/news/a.html'): string {
  const outcome = walk(parseHTML(`<html><body>${body}</body></html>`).document);
  assert.ok(outcome.ok);
  return articleHtml(livePage(outcome.snapshot, url), blocksOf(outcome.snapshot.nodes), options);
}

describe('markup', () => {
  test('paragraphs, headings and lists stay, boxes go, and only what is of the article', () => {
    const html = `<header data-n>Paper</header><main><div class="x"><p data-a>One <b>bold</b> and <span>plain</span>.</p><div data-a>Two</div></div>
      <aside data-n>Give</aside><h2 data-a="crosshead" id="s">Head</h2><ul><li data-a>a<ul><li data-a>b</li></ul></li><li data-n>ad</li></ul>
      <blockquote><p data-a>q</p></blockquote></main>`;
    assert.equal(
      written(html),
      '<p>One <b>bold</b> and plain.</p>\n<p>Two</p>\n<h2>Head</h2>\n<ul><li>a\n<ul><li>b</li></ul></li></ul>\n<blockquote><p>q</p></blockquote>',
    );
  });

  test('nothing that runs, loads a frame, takes input or styles comes through', () => {
    const html = `<p data-a onclick="x()" style="position:fixed" id="a" class="b">A <script>alert(1)</script><style>p{}</style><iframe src="https://e.example"></iframe>
      <button>Give</button><input value="x"><textarea>t</textarea><select><option>o</option></select><svg><script>1</script><a href="https://e.example">s</a></svg>
      <math><mtext>m</mtext></math><object data="x">o</object><video src="x">v</video><template><p>t</p></template><noscript><img src=x></noscript>
      <custom-element onload="x">in</custom-element><a href="javascript:alert(1)" onmouseover="x">js</a> <b onclick="x">b</b> &lt;script&gt; &amp;lt;</p>`;
    const html2 = written(html);
    assert.doesNotMatch(html2, /<(?!\/?(?:p|b)>)|on\w+=|javascript|style|Give|alert/i);
    assert.match(html2, /&lt;script&gt; &amp;lt;/);
    assert.match(html2, /js <b>b<\/b>/);
  });

  test('an attribute can not end early', () => {
    assert.equal(
      written(`<p data-a><abbr title='" onx="<b>&'>x</abbr> <a href='https://a.example/"onx=1'>l</a></p>`),
      '<p><abbr title="&quot; onx=&quot;&lt;b&gt;&amp;">x</abbr> <a href="https://a.example/%22onx=1">l</a></p>',
    );
    assert.equal(written('<ol start="3x"><li data-a lang="de-CH" dir="up">n</li></ol>'), '<ol><li lang="de-CH">n</li></ol>');
  });

  test('links and pictures get whole addresses; places in the page are no links', () => {
    const html = `<p data-a>See <a href="/x?a=1&b=2">x</a>, <a href="#note">1</a> <img src="../i.jpg" alt='A "b"' width="640" height="x"></p>`;
    assert.equal(
      written(html),
      '<p>See <a href="https://paper.example/x?a=1&amp;b=2">x</a>, 1 <img src="https://paper.example/i.jpg" alt="A &quot;b&quot;" width="640"></p>',
    );
    assert.equal(written('<p data-a><a href="b.html">y</a></p>', {}, ''), '<p>y</p>');
  });

  test('a link within a link, as scripts make them, is written once', () => {
    const { document } = parseHTML('<html><body><p data-a></p></body></html>');
    const [outer, inner] = [document.createElement('a'), document.createElement('a')];
    outer.setAttribute('href', 'https://a.example/');
    inner.setAttribute('href', 'https://b.example/');
    inner.append('y');
    outer.append('x', inner);
    document.querySelector('p')?.append(outer);
    const outcome = walk(document);
    assert.ok(outcome.ok);
    assert.equal(articleHtml(livePage(outcome.snapshot, ''), blocksOf(outcome.snapshot.nodes)), '<p><a href="https://a.example/">xy</a></p>');
  });

  test('pictures of the article stay, those of teasers, icons and logos go', () => {
    const html = `<div><img src="logo.png"></div><h1 data-a="headline">H</h1><figure><img src="lead.jpg"><figcaption data-a="caption">C</figcaption></figure>
      <p data-a>One</p><div><img src="between.jpg"><img src="icon.png" width="16"></div><p data-a>Two</p>
      <div class="teaser"><img src="teaser.jpg"><h3 data-n>Other</h3></div>`;
    assert.equal(
      written(html).replaceAll('https://paper.example/news/', ''),
      '<figure><img src="lead.jpg" alt="">\n<figcaption>C</figcaption></figure>\n<p>One</p>\n<p><img src="between.jpg" alt=""></p>\n<p>Two</p>',
    );
    assert.doesNotMatch(written(html, { images: false }), /img/);
    assert.match(written(html, { headline: true }), /^<h1>H<\/h1>/);
    assert.doesNotMatch(written(html, { captions: false }), /figcaption/);
  });

  test('pictures that a script loads, and those of picture elements', () => {
    const picture = (inner: string): string => written(`<div><p data-a>One</p>${inner}<p data-a>Two</p></div>`).split('\n')[1] ?? '';
    assert.equal(picture('<img src="data:image/gif;base64,R0" data-src="https://i.example/a.jpg">'), '<p><img src="https://i.example/a.jpg" alt=""></p>');
    assert.equal(
      picture('<picture><source srcset="https://i.example/a,w_1.webp 1x, https://i.example/b.webp 2x"><img alt="A"></picture>'),
      '<p><img srcset="https://i.example/a,w_1.webp 1x, https://i.example/b.webp 2x" alt="A"></p>',
    );
    assert.equal(picture('<img alt="no address">'), '<p>Two</p>');
  });

  test('pictures that the page hides do not come along, unless what is kept stands in the same hidden box', () => {
    const img = '<img src="a.jpg" width="400">';
    const shown = '<img src="https://paper.example/news/a.jpg" alt="" width="400">';
    for (const [box, there] of [
      [`<div>${img}</div>`, true],
      [`<div hidden>${img}</div>`, false],
      [`<div hidden><figure>${img}</figure></div>`, false],
      [`<figure style="display:none">${img}</figure>`, false],
      [`<figure><span style="visibility:hidden"><picture>${img}</picture></span></figure>`, false],
      [`<img hidden src="a.jpg" width="400">`, false],
      [`<div hidden>${img}<p data-a>Kept all the same</p></div>`, true],
    ] as const) assert.equal(written(`<main><p data-a>One</p>${box}<p data-a>Two</p></main>`).includes(shown), there, box);
  });

  test('tables keep their cells, also those that are empty or of something else', () => {
    const html = '<table><thead><tr><th data-a scope="col">a</th><th></th></tr></thead><tbody><tr><td data-n>ad</td><td data-a colspan="2">2</td></tr></tbody></table>';
    assert.equal(written(html), '<table><thead><tr><th scope="col">a</th><th></th></tr></thead><tbody><tr><td></td><td colspan="2">2</td></tr></tbody></table>');
  });

  test('two line breaks part paragraphs; code stays as it is', () => {
    assert.equal(written('<div data-a>One<br>still<br> <br>Two<br></div>'), '<p>One<br>still</p>\n<p>Two</p>');
    assert.equal(written('<pre data-a><code>a\n  b</code></pre>'), '<pre><code>a\n  b</code></pre>');
    assert.equal(written('<pre data-a>\n\na</pre>'), '<pre>\n\n\na</pre>');
  });

  test('words do not grow together where a block between them is left out', () => {
    assert.equal(written('<div data-a>One<pre data-n>x</pre>two<div hidden>y</div>three<x-ad>z</x-ad>four</div>'), '<p>One</p>\n<p>two three four</p>');
    assert.equal(written('<blockquote data-a>One<pre data-n>x</pre>two</blockquote>'), '<blockquote>One\ntwo</blockquote>');
    assert.equal(written('<pre data-a><code><i>a</i>\n  <i>b</i></code></pre>'), '<pre><code><i>a</i>\n  <i>b</i></code></pre>');
  });

  test('words that are hidden within a block, and the text of blocks that are not kept, do not come along', () => {
    assert.equal(written('<p data-a>a<span hidden>b</span><span style="display:none">c</span></p><div data-n>x <p data-a>y</p> z</div>'), '<p>a</p>\n<p>y</p>');
  });

  test('a page without an article gives nothing', () => {
    assert.equal(written('<p data-n>x</p><img src="a.jpg">'), '');
  });
});

test('addresses: only harmless schemes, however they are spelt', () => {
  const base = 'https://a.example/b/';
  for (const bad of ['javascript:alert(1)', ' java\nscript:alert(1)', 'JaVaScRiPt:1', '\u0001javascript:1', 'data:text/html,x', 'vbscript:x', 'file:///etc', 'blob:https://a.example/1', '#top', '', 'http://[']) {
    assert.equal(linkAddress(bad, base), undefined, JSON.stringify(bad));
    assert.equal(linkAddress(bad, ''), undefined, JSON.stringify(bad));
  }
  assert.equal(linkAddress('mailto:a@b.example', base), 'mailto:a@b.example');
  assert.equal(linkAddress('//c.example/d', base), 'https://c.example/d');
  // Without a base what is relative would point at whoever shows the article.
  for (const relative of ['//c.example/d', '/logout', 'a.html', '?x=1']) assert.equal(linkAddress(relative, ''), undefined, relative);
  assert.equal(pictureAddress('/api/del?x=1', ''), undefined);
  assert.equal(pictureSet('/a.jpg 1x, https://c.example/b.jpg 2x', ''), 'https://c.example/b.jpg 2x');
  assert.equal(linkAddress('https://c.example/d', ''), 'https://c.example/d');
  assert.equal(pictureAddress('data:image/svg+xml,<svg onload=x>', base), undefined);
  assert.equal(pictureAddress('data:image/png;base64,AA', base), 'data:image/png;base64,AA');
  assert.equal(pictureSet('javascript:1 1x, /c.jpg 2x', base), 'https://a.example/c.jpg 2x');
  assert.equal(pictureSet(','.repeat(9), base), undefined);
});

test('candidates of a srcset part as browsers part them', () => {
  const base = 'https://a.example/';
  const set = (value: string): string | undefined => pictureSet(value, base)?.replaceAll(base, '');
  assert.equal(set('a.jpg'), 'a.jpg');
  assert.equal(set(' ,a.jpg 1x,b.jpg 2x , c,d.jpg\n300w'), 'a.jpg 1x, b.jpg 2x, c,d.jpg 300w');
  assert.equal(set('a.jpg, b.jpg 1.5x'), 'a.jpg, b.jpg 1.5x');
  assert.equal(set('a.jpg 1x 2w, b.jpg onload=x, c.jpg 1x'), 'c.jpg 1x');
  assert.equal(set('a.jpg,b.jpg 1x'), 'a.jpg,b.jpg 1x');
});

test('addresses and white space that go on and on take time as they are long', () => {
  const begin = performance.now();
  const most = 1_000_000;
  for (const value of [' ', ',', 'a', 'a ', 'a,', ', ', 'a 1x', 'a 1x,', '1 1 ', 'a\t,'].map((part) => part.repeat(most / part.length))) {
    pictureSet(value, 'https://a.example/');
    linkAddress(value, 'https://a.example/');
    pictureAddress(`data:${value}`, 'https://a.example/');
  }
  for (const gap of [' '.repeat(most / 5), '<br>'.repeat(most / 100), ' <br> '.repeat(most / 100)]) {
    for (const name of ['pre', 'p']) assert.match(written(`<${name} data-a>a${gap}b${gap}</${name}>`), /a[^]*b/);
  }
  assert.ok(performance.now() - begin < 3000, `${String(Math.round(performance.now() - begin))} ms`);
});

test('the engine hands over each attribute that is asked for', () => {
  const rust = /const MARKUP: [^=]*= &\[([^\]]*)\]/.exec(readFileSync(join(import.meta.dirname, '../../src/html/mod.rs'), 'utf8'))?.[1] ?? '';
  const handed = [...rust.matchAll(/"([^"]+)"/g)].map(([, name]) => name ?? '');
  const folder = join(import.meta.dirname, '../src/article');
  const asked = new Set([...ATTRIBUTES.values(), EVERYWHERE].flat().map(([name]) => name));
  for (const file of readdirSync(folder)) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, name = ''] of text.matchAll(/attribute\(\w+, '([a-z-]+)'\)/g)) asked.add(name);
  }
  for (const name of LATER) asked.add(name);
  assert.deepEqual([...asked].filter((name) => !handed.includes(name)), []);
  assert.deepEqual(handed.filter((name) => !asked.has(name)), []);
});

test('text leaves out headline and captions unless they are asked for', () => {
  const block = (node: number, role: Role, text: string, part = true): BlockReport => ({ node, label: 'article', role, confidence: 1, probabilities: [], reasons: [], part, text });
  const blocks = [block(1, 'headline', 'H'), block(3, 'paragraph', 'A'), block(5, 'caption', 'C'), block(7, 'paragraph', 'no', false), block(9, 'quote', 'B')];
  const source = (): Source => paragraphs(blocks.map(({ text }) => text));
  assert.equal(articleText(source, blocks), 'A\n\nB');
  assert.equal(articleText(source, blocks, { headline: true, captions: true }), 'H\n\nA\n\nC\n\nB');
  assert.equal(articleText(() => assert.fail('not needed'), []), '');
});

test('text is in the order of the page, with its breaks, code and tables, as the engine writes it', () => {
  const cases = JSON.parse(readFileSync(join(import.meta.dirname, '../../tests/written.json'), 'utf8')) as { what: string; html: string; text: string }[];
  for (const { what, html, text } of cases) {
    const outcome = walk(parseHTML(`<html><body>${html}</body></html>`).document);
    assert.ok(outcome.ok);
    const { snapshot } = outcome;
    assert.equal(articleText(() => livePage(snapshot, ''), blocksOf(snapshot.nodes)), text, `${what}: ${html}`);
  }
});
