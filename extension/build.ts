/**
 * Builds the extension for both browsers into extension/dist/chromium and extension/dist/firefox.
 *
 * Fails if a file that readers pay for on each page passes its budget.
 */
import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { BROWSERS, manifest, type Browser } from './manifest.js';

const HERE = path.dirname(fileURLToPath(import.meta.url));
/** The most bytes of minified script that pages may have to parse, by what has come by then. */
const BUDGETS = [
  // On every page that is opened.
  { files: ['content.js'], cap: 3 * 1024 },
  // On pages of sites that are on, until their nags are hidden.
  { files: ['content.js', 'reader.js'], cap: 12 * 1024 },
  // Later, and in their idle moments. What it has above 28 KB is reading a page again without walking all of it: a later look costs a fraction for it;
  // and above 31 KB, hiding what a page puts in again before it is painted.
  { files: ['keeper.js'], cap: 31.25 * 1024 },
  // Before the first look where anything is known of the site; where something is hidden, in idle moments.
  { files: ['site.js'], cap: 15 * 1024 },
  // When the reader points at something.
  { files: ['picker.js'], cap: 24 * 1024 },
];

const checkSizes = async (folder: string): Promise<void> => {
  for (const { files, cap } of BUDGETS) {
    const sizes = await Promise.all(files.map(async (file) => (await stat(path.join(folder, file))).size));
    const size = sizes.reduce((sum, bytes) => sum + bytes, 0);
    const name = `${path.relative(HERE, folder)}: ${files.join(' + ')}`;
    if (size > cap) throw new Error(`${name} has ${String(size)} bytes, more than its budget of ${String(cap)}`);
    console.log(`${name}: ${String(size)} bytes (budget ${String(cap)})`);
  }
};

/**
 * `fresh:NAME` is a module with one function that makes a new copy of module NAME. wasm-bindgen's glue keeps its instance for as long as its
 * module lives, a service worker may not import anew, and an instance that has trapped must go.
 */
const fresh: Plugin = {
  name: 'fresh',
  setup: (plugin) => {
    plugin.onResolve({ filter: /^fresh:/ }, ({ path: name, resolveDir }) => ({ path: name.slice('fresh:'.length), namespace: 'fresh', pluginData: resolveDir }));
    plugin.onLoad({ filter: /./, namespace: 'fresh' }, async ({ path: name, pluginData }) => {
      const { outputFiles } = await build({
        stdin: { contents: `export * from ${JSON.stringify(name)};`, resolveDir: String(pluginData) },
        bundle: true,
        write: false,
        format: 'iife',
        globalName: 'module',
        target: plugin.initialOptions.target ?? 'esnext',
        logOverride: { 'ignored-bare-import': 'silent' },
      });
      return { contents: `export const fresh = () => { ${outputFiles[0]?.text ?? ''} return module; };` };
    });
  },
};

const buildFor = async (browser: Browser, version: string): Promise<void> => {
  const out = path.join(HERE, 'dist', browser);
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const common = {
    bundle: true,
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    target: browser === 'chromium' ? 'chrome148' : 'firefox140',
    define: { __FIREFOX__: String(browser === 'firefox') },
    absWorkingDir: HERE,
    logLevel: 'warning',
    // The package's entries share chunks; that a chunk has no side effects is known.
    logOverride: { 'ignored-bare-import': 'silent' },
  } as const;
  await Promise.all([
    ...['content', 'reader', 'keeper', 'site', 'picker'].map((name) =>
      build({ ...common, entryPoints: [`src/${name}.ts`], format: 'iife', outfile: path.join(out, `${name}.js`) }),
    ),
    build({ ...common, entryPoints: ['src/background/worker.ts'], format: 'esm', plugins: [fresh], outfile: path.join(out, 'worker.js') }),
    ...['popup', 'options', 'welcome'].flatMap((name) => [
      build({ ...common, entryPoints: [`src/${name}/${name}.ts`], format: 'esm', outfile: path.join(out, `${name}.js`) }),
      cp(path.join(HERE, `src/${name}/${name}.html`), path.join(out, `${name}.html`)),
    ]),
    cp(path.join(HERE, 'src/pages/look.css'), path.join(out, 'look.css')),
    cp(path.join(HERE, 'src/pages/page.css'), path.join(out, 'page.css')),
    cp(path.join(HERE, 'src/popup/popup.css'), path.join(out, 'popup.css')),
    cp(path.join(HERE, '_locales'), path.join(out, '_locales'), { recursive: true }),
    cp(path.join(HERE, 'icons'), path.join(out, 'icons'), { recursive: true, filter: (file) => !/\.(?:svg|ts)$/.test(file) }),
    // The larger model: it is held once, by the background, and comes with the extension. The glue is that of the package.
    cp(path.join(HERE, '../js/src/wasm/large/unnag_bg.wasm'), path.join(out, 'unnag_bg.wasm')),
    writeFile(path.join(out, 'manifest.json'), `${JSON.stringify(manifest(browser, version), null, 2)}\n`),
  ]);
  await checkSizes(out);
};

const { version } = JSON.parse(await readFile(path.join(HERE, 'package.json'), 'utf8')) as { version: string };
for (const browser of BROWSERS) await buildFor(browser, version);
