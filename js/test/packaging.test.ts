/** The package as its users get it: packed, installed into an empty project, and used in each place that the README names. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import { chromium, type Browser } from 'playwright-core';
import { build as viteBuild } from 'vite';

const PACKAGE = join(import.meta.dirname, '..');
const USE = `
  import { analyzeText } from 'unnag';
  export const labels = () => analyzeText('A first paragraph of a story.\\nA second one.').blocks.map(({ node, label }) => node + ' ' + typeof label).join();
`;
const EXPECTED = '1 string,3 string';
const TYPES: Record<string, string> = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.html': 'text/html', '.wasm': 'application/wasm' };

describe('the packed package', () => {
  let project = '';
  let browser: Browser | undefined;
  const node = (file: string, code: string): string => {
    writeFileSync(join(project, file), code);
    return execFileSync(process.execPath, ['--no-warnings', file], { cwd: project, encoding: 'utf8' }).trim();
  };

  before(async () => {
    project = mkdtempSync(join(tmpdir(), 'unnag-package-'));
    execFileSync('npm', ['pack', '--silent', '--pack-destination', project], { cwd: PACKAGE, shell: process.platform === 'win32' });
    const archive = readdirSync(project).find((name) => name.endsWith('.tgz')) ?? '';
    writeFileSync(join(project, 'package.json'), '{ "name": "user", "private": true }');
    execFileSync('npm', ['install', '--silent', '--offline', '--no-audit', '--no-fund', `./${archive}`], { cwd: project, shell: process.platform === 'win32' });
    browser = await chromium.launch({ executablePath: process.env['UNNAG_CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  });
  after(async () => {
    await browser?.close();
    rmSync(project, { recursive: true, force: true });
  });

  /** Serves the project, opens a page of it, and gives what the page leaves in `document.title`. */
  async function title(html: string): Promise<string> {
    writeFileSync(join(project, 'index.html'), html);
    const server = createServer((request, response) => {
      const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
      try {
        response.setHeader('content-type', TYPES[extname(path)] ?? 'text/html');
        response.end(readFileSync(join(project, path === '/' ? 'index.html' : path)));
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    assert.ok(browser);
    const page = await browser.newPage();
    try {
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      await page.waitForFunction("document.title !== ''");
      return await page.title();
    } finally {
      await page.close();
      server.closeAllConnections();
      server.close();
    }
  }

  test('holds what it promises and nothing else', () => {
    const files = readdirSync(join(project, 'node_modules/unnag'), { recursive: true, encoding: 'utf8' });
    const { exports } = JSON.parse(readFileSync(join(project, 'node_modules/unnag/package.json'), 'utf8')) as { exports: Record<string, unknown> };
    const paths = [...JSON.stringify(exports).matchAll(/"\.\/((?:dist|package)[^"]*)"/g)].map((match) => match[1] ?? '');
    assert.ok(paths.length > 10);
    for (const path of paths) assert.ok(statSync(join(project, 'node_modules/unnag', path)).isFile(), path);
    assert.deepEqual(files.filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts')), []);
    assert.deepEqual(files.filter((path) => path.includes('test')), []);
  });

  test('Node: import, with nothing to await', () => {
    assert.equal(node('use.mjs', `${USE}console.log(labels());`), EXPECTED);
  });

  test('Node: require', () => {
    assert.equal(node('use.cjs', `console.log(require('unnag').analyzeText('One.').blocks.length);`), '1');
  });

  test('Node: HTML files', () => {
    const code = `import { analyzeHtml } from 'unnag/html';
      const { blocks, purpose } = analyzeHtml('<title>T</title><main><h1>Head</h1><p>Some words of a story.</p></main>', { url: 'https://a.example/news/1' });
      console.log(JSON.stringify(blocks.map(({ path, text, probabilities }) => [path, text, Math.round(probabilities.reduce((a, b) => a + b))])), typeof purpose);`;
    assert.equal(node('html.mjs', code), '[[[1,0,0],"Head",1],[[1,0,1],"Some words of a story.",1]] string');
  });

  test('Node: the slim entry with the file handed over, and a clear word without it', () => {
    const code = `import { readFileSync } from 'node:fs'; import { createRequire } from 'node:module';
      import { analyzeText, init } from 'unnag/slim';
      try { analyzeText('One.'); } catch (error) { console.log(error.message); }
      await init(new Uint8Array(1)).catch(() => console.log('refused'));
      await init(readFileSync(createRequire(import.meta.url).resolve('unnag/unnag_bg.wasm')));
      console.log(analyzeText('One.').blocks.length);`;
    assert.equal(node('slim.mjs', code), 'unnag/slim: call init() with the .wasm file first\nrefused\n1');
  });

  test('types are there for each entry, without the DOM of the package’s own sources', () => {
    writeFileSync(
      join(project, 'use.ts'),
      `import { analyze, clean, type Label, type PagePlan } from 'unnag'; import { init } from 'unnag/slim'; import { analyzeHtml } from 'unnag/html';
       import { walk } from 'unnag/snapshot'; import { Hiding } from 'unnag/apply'; import { LABEL_WORDS } from 'unnag/words';
       const plan: PagePlan = analyze(document).plan; const label: Label | undefined = plan.hide[0]?.label;
       clean(document, { level: 'focus', kinds: { consent: true } }).restore(); void init(fetch('x')); walk(document); new Hiding(); analyzeHtml('').blocks[0]?.path;
       // @ts-expect-error there is no such level
       analyze(document, { level: 'loud' });
       export default label && LABEL_WORDS[label];`,
    );
    const tsc = join(PACKAGE, '../node_modules/typescript/bin/tsc');
    writeFileSync(join(project, 'package.json'), '{ "name": "user", "private": true, "type": "module" }');
    for (const how of [{ module: 'nodenext' }, { module: 'esnext', moduleResolution: 'bundler' }]) {
      const compilerOptions = { ...how, noEmit: true, strict: true, exactOptionalPropertyTypes: true, target: 'es2022', lib: ['es2023', 'dom', 'dom.iterable'], types: [] };
      writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }));
      const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', project], { encoding: 'utf8' });
      assert.deepEqual([stdout, status], ['', 0], how.module);
    }
  });

  test('esbuild: bundled, and without the engine where only snapshot and apply are used', async () => {
    const bundle = async (contents: string): Promise<string> => {
      const result = await build({ stdin: { contents, resolveDir: project }, bundle: true, write: false, format: 'esm', minify: true, platform: 'neutral', logLevel: 'error' });
      return result.outputFiles[0]?.text ?? '';
    };
    assert.equal(node('bundled.mjs', `${await bundle(USE)};console.log(labels());`.replace(/export\{(\w+) as labels\};?/, 'const labels=$1;')), EXPECTED);
    const light = await bundle("import { walk, Measurer } from 'unnag/snapshot'; import { Hiding, Items, ScrollRelease, Watch } from 'unnag/apply'; globalThis.x = [walk, Measurer, Hiding, Items, ScrollRelease, Watch];");
    assert.ok(!light.includes('WebAssembly'));
    assert.ok(light.length < 26_000, `${light.length} bytes`);
  });

  test('Vite: bundled and run in a page', async () => {
    writeFileSync(join(project, 'main.js'), `${USE}document.title = labels();`);
    writeFileSync(join(project, 'index.html'), '<script type="module" src="/main.js"></script>');
    await viteBuild({ root: project, base: '/dist/', logLevel: 'error', configFile: false });
    assert.equal(await title(readFileSync(join(project, 'dist/index.html'), 'utf8')), EXPECTED);
  });

  test('a plain page: a module script and an import map, and clean() with its undo', async () => {
    const html = `<script type="importmap">{"imports":{"unnag":"/node_modules/unnag/dist/index.js"}}</script>
      <p>A story.</p><script type="module">${USE}
      import { clean } from 'unnag';
      const before = document.body.outerHTML, session = clean(document);
      session.restore();
      document.title = labels() + ' ' + (document.body.outerHTML === before);</script>`;
    assert.equal(await title(html), `${EXPECTED} true`);
  });

  test('a module worker', async () => {
    writeFileSync(join(project, 'worker.js'), "import { analyzeText } from '/node_modules/unnag/dist/index.js'; postMessage(analyzeText('One.\\nTwo.').blocks.length);");
    assert.equal(await title("<script>new Worker('/worker.js', { type: 'module' }).onmessage = ({ data }) => { document.title = 'blocks ' + data; };</script>"), 'blocks 2');
  });
});
