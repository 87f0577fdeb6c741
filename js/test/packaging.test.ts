/** The packed package in each place that the README names. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { build as viteBuild } from 'vite';
import webpack from 'webpack';
import { OTHERS, Project } from './project.js';

const ROOT = join(import.meta.dirname, '../..');
const USE = `
  import { analyze, articleText } from 'unnag';
  const blocks = analyze('A first paragraph of a story.\\nA second one.').blocks;
  export const told = blocks.map(({ path, label }) => path + ' ' + typeof label).join() + ' ' + articleText('<p>x</p>').length;
`;
const EXPECTED = '0 string,1 string 0';
const PAGE = `<title>T</title><main><h1>Head</h1><p>Some words of a story.</p></main>`;
const HTML = `import { analyze } from 'unnag';
  const { blocks, purpose, title } = analyze(${JSON.stringify(PAGE)}, { url: 'https://a.example/news/1', explain: true });
  console.log(JSON.stringify(blocks.map(({ path, text, probabilities }) => [path, text, Math.round(Object.values(probabilities).reduce((a, b) => a + b))])), typeof purpose, title);`;
const HTML_EXPECTED = '[[[1,0,0],"Head",1],[[1,0,1],"Some words of a story.",1]] string T';

describe('the packed package', () => {
  let project: Project;
  before(() => {
    project = new Project();
  });
  after(() => project.end());

  test('holds what it promises and nothing else', () => {
    const files = readdirSync(join(project.folder, 'node_modules/unnag'), { recursive: true, encoding: 'utf8' });
    const { exports } = JSON.parse(project.read('node_modules/unnag/package.json')) as { exports: Record<string, unknown> };
    const paths = [...JSON.stringify(exports).matchAll(/"\.\/((?:dist|package)[^"]*)"/g)].map((match) => match[1] ?? '');
    assert.ok(paths.length > 10);
    for (const path of paths) assert.ok(statSync(join(project.folder, 'node_modules/unnag', path)).isFile(), path);
    assert.deepEqual(files.filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts')), []);
    assert.deepEqual(files.filter((path) => path.includes('test')), []);
  });

  test('publint and attw find nothing', async () => {
    const { messages, pkg } = await publint({ pkgDir: join(project.folder, 'node_modules/unnag'), strict: true });
    assert.deepEqual(messages.map((message) => formatMessage(message, pkg)), []);
    const attw = join(ROOT, 'node_modules/@arethetypeswrong/cli/dist/index.js');
    // The wasm file is no module, and has no types.
    const { stdout, status } = spawnSync(process.execPath, [attw, project.archive, '--profile', 'esm-only', '--exclude-entrypoints', 'unnag_bg.wasm', '--format', 'table', '--no-color'], { encoding: 'utf8' });
    assert.equal(status, 0, stdout);
  });

  test('Node: import, with nothing to await; HTML without a DOM', () => {
    assert.equal(project.run('use.mjs', `${USE}console.log(told);`), EXPECTED);
    assert.equal(project.run('html.mjs', HTML), HTML_EXPECTED);
  });

  test('Node: require', () => {
    assert.equal(project.run('use.cjs', `const { analyze } = require('unnag'); console.log(analyze(${JSON.stringify(PAGE)}).blocks.length);`), '2');
  });

  for (const { name, command, missing } of OTHERS) {
    test(`${name}: HTML without a DOM`, { skip: missing }, () => {
      assert.equal(project.run('other.mjs', HTML, command), HTML_EXPECTED);
    });
  }

  test('the slim entry with the file handed over, and a clear word without it', () => {
    const code = `import { readFileSync } from 'node:fs'; import { createRequire } from 'node:module';
      import { analyze, init } from 'unnag/slim';
      try { analyze('One.'); } catch (error) { console.log(error.message); }
      await init(new Uint8Array(1)).catch(() => console.log('refused'));
      await init(readFileSync(createRequire(import.meta.url).resolve('unnag/unnag_bg.wasm')));
      console.log(analyze('One.').blocks.length);
      try { analyze('<p>One.'); } catch (error) { console.log(error.message); }`;
    const lines = project.run('slim.mjs', code).split('\n');
    assert.deepEqual(lines.slice(0, 3), ['unnag/slim: call init() with the .wasm file first', 'refused', '1']);
    assert.match(lines[3] ?? '', /^there is no DOMParser here to read HTML: import from unnag\/html/);
  });

  test('Markdown: a clear word while the converter is not installed, by another one, and by the usual one', () => {
    const code = `import { analyze } from 'unnag'; import { articleMarkdown } from 'unnag/markdown';
      const article = '<h2>Head</h2><p>One <a href="https://a.example/">link</a></p><table><tr><th>a</th></tr><tr><td>1</td></tr></table>';
      try { console.log(JSON.stringify(await articleMarkdown(article))); } catch (error) { console.log(error.name, error.message); }
      console.log(await articleMarkdown(article, { converter: (html) => 'by ' + html.length }), '|', await articleMarkdown(analyze('<nav>x</nav>'), { converter: (html) => html }));`;
    const [missing, other] = project.run('markdown.mjs', code).split('\n');
    assert.equal(missing, 'ConverterMissingError unnag/markdown needs a converter: npm install node-html-markdown, or give one as `converter`');
    assert.match(other ?? '', /^by \d+ \|$/);
    project.add('node-html-markdown');
    assert.equal(JSON.parse(project.run('markdown.mjs', code).split('\n')[0] ?? ''), '## Head\n\nOne [link](https://a.example/)\n\n| a |\n| - |\n| 1 |');
  });

  test('types are there for each entry, without the DOM of the package’s own sources', () => {
    project.write(
      'use.ts',
      `import { analyze, clean, articleHtml, explain, isProbablyArticle, type Analysis, type Label } from 'unnag'; import { init } from 'unnag/slim';
       import { analyze as inNode } from 'unnag/html'; import { Readability, isProbablyReaderable } from 'unnag/readability'; import { articleMarkdown } from 'unnag/markdown';
       import { walk } from 'unnag/snapshot'; import { Hiding } from 'unnag/apply'; import { LABEL_WORDS } from 'unnag/words';
       const found: Analysis = analyze(document); const label: Label | undefined = found.hide[0]?.label; found.blocks[0]?.element?.remove();
       clean(document, { level: 'focus', kinds: { consent: true }, budget: 0.3 }).restore(); void init(fetch('x')); walk(document); new Hiding(); inNode('').blocks[0]?.path;
       const text: string | undefined = new Readability(document).parse()?.content; const node: Node | undefined = new Readability(document, { serializer: (el) => el }).parse()?.content;
       void articleMarkdown(found, { headline: true }); articleHtml('', { images: false }); for (const kept of found.kept) explain(kept);
       // @ts-expect-error there is no such level
       analyze(document, { level: 'loud' });
       export default [label && LABEL_WORDS[label], text, node, isProbablyReaderable(document), isProbablyArticle(document)];`,
    );
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    project.write('package.json', '{ "name": "user", "private": true, "type": "module" }');
    for (const how of [{ module: 'nodenext' }, { module: 'esnext', moduleResolution: 'bundler' }]) {
      const compilerOptions = { ...how, noEmit: true, strict: true, exactOptionalPropertyTypes: true, target: 'es2022', lib: ['es2023', 'dom', 'dom.iterable'], types: [] };
      project.write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['use.ts'] }));
      const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', project.folder], { encoding: 'utf8' });
      assert.deepEqual([stdout, status], ['', 0], how.module);
    }
  });

  test('esbuild: bundled, and a bundle holds what it uses: no engine for the guess, the words, snapshot and apply', async () => {
    assert.equal(project.run('bundled.mjs', await project.bundle(`${USE}console.log(told);`, 'node')), EXPECTED);
    const light = async (code: string): Promise<number> => {
      const text = await project.bundle(code);
      assert.ok(!text.includes('WebAssembly'), code);
      return text.length;
    };
    const parts = "import { walk, Measurer } from 'unnag/snapshot'; import { Hiding, Items, ScrollRelease, Watch } from 'unnag/apply';";
    assert.ok((await light(`${parts} globalThis.x = [walk, Measurer, Hiding, Items, ScrollRelease, Watch];`)) < 30_000);
    // It was 3,000: articles of short paragraphs take 300, documents that nobody draws 20.
    assert.ok((await light("import { isProbablyArticle } from 'unnag'; globalThis.x = isProbablyArticle;")) < 3_400);
    assert.ok((await light("import { isProbablyReaderable } from 'unnag/readability'; globalThis.x = isProbablyReaderable;")) < 3_000);
    assert.ok((await light("import { explain, LABELS } from 'unnag'; globalThis.x = [explain, LABELS];")) < 4_000);
    const size = async (entry: string): Promise<number> => (await project.bundle(`import * as all from '${entry}'; globalThis.x = all;`)).length;
    // It was 400,000: a session that follows shadow roots and frames, and survives what pages do to its sheets, takes 300 more; that every option
    // is checked, and what else callers hand over, 2,000; articles of short paragraphs 300; the article's text in the page's order, with its
    // breaks, code and tables, 2,700; an engine that fills its own budget 400.
    assert.ok((await size('unnag')) < 406_500);
    // Locks by events and whose the focus is took it past 52, clear words about wrong options to 56, documents that nobody draws past it, the
    // article's text to 59.
    assert.ok((await size('unnag/slim')) < 59_500);
    assert.equal(await light("import 'unnag'; import 'unnag/slim'; import 'unnag/readability'; import 'unnag/markdown';"), 0);
  });

  test('Vite: bundled and run in a page', async () => {
    project.write('main.js', `${USE}document.title = 'done ' + told;`);
    project.write('index.html', '<script type="module" src="/main.js"></script>');
    await viteBuild({ root: project.folder, base: '/dist/', logLevel: 'error', configFile: false });
    assert.equal(await project.title(project.read('dist/index.html')), `done ${EXPECTED}`);
  });

  test('webpack: bundled and run in a page', async () => {
    const entry = project.write('main.js', `${USE}document.title = 'done ' + told;`);
    const errors = await new Promise<string>((resolve) => {
      webpack({ mode: 'production', context: project.folder, entry, output: { path: project.folder, filename: 'packed.js' }, performance: false }, (error, stats) => {
        resolve(error?.message ?? stats?.toString({ all: false, errors: true, warnings: true }) ?? '');
      });
    });
    assert.equal(errors, '');
    assert.equal(await project.title('<script src="/packed.js"></script>'), `done ${EXPECTED}`);
  });

  test('a plain page: a module script and an import map, and clean() with its undo', async () => {
    const html = `<script type="importmap">{"imports":{"unnag":"/node_modules/unnag/dist/index.js"}}</script>
      <p>A story.</p><script type="module">${USE}
      import { clean } from 'unnag';
      const before = document.body.outerHTML, session = clean(document);
      session.restore();
      document.title = 'done ' + told + ' ' + (document.body.outerHTML === before);</script>`;
    assert.equal(await project.title(html), `done ${EXPECTED} true`);
  });

  test('a page whose policy forbids WebAssembly: an error, and nothing is touched', async () => {
    project.write(
      'strict.js',
      `import { clean } from '/node_modules/unnag/dist/index.js';
       const before = document.body.outerHTML;
       let name = 'none';
       try { clean(document); } catch (error) { name = error.name; }
       document.title = ['done', name, document.body.outerHTML === before, document.adoptedStyleSheets.length].join(' ');`,
    );
    const policy = "default-src 'none'; script-src 'self'";
    assert.equal(await project.title('<p>A story.</p><script type="module" src="/strict.js"></script>', { '/news/2026/a-story': policy }), 'done CompileError true 0');
  });

  test('a module worker', async () => {
    project.write('worker.js', "import { analyze } from '/node_modules/unnag/dist/html.js'; postMessage(analyze('<p>One.<p>Two.').blocks.length);");
    assert.equal(await project.title("<script>new Worker('/worker.js', { type: 'module' }).onmessage = ({ data }) => { document.title = 'done ' + data; };</script>"), 'done 2');
  });
});
