// What each entry of the package weighs in a bundle, as js/README.md tells it: printed, written there (`--update`), or held against it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { ROOT } from './process.mjs';
import { Trouble } from './steps.mjs';

const README = join(ROOT, 'js/README.md');
/** How far a figure may be from what is told: a share of it, and bytes for the small ones. */
const SLACK = { share: 0.02, bytes: 600 };

const everything = (...entries) => entries.map((entry, number) => `import * as all${number} from '${entry}'; globalThis.x${number} = all${number};`).join('\n');

/** What is weighed: the mark before its figures in the README, and the code that uses it. */
const ENTRIES = [
  ['unnag', everything('unnag')],
  ['unnag/html', everything('unnag/html')],
  ['unnag/slim', everything('unnag/slim')],
  ['unnag/readability', everything('unnag/readability')],
  ['unnag/markdown', everything('unnag/markdown'), ['node-html-markdown']],
  ['unnag/snapshot', everything('unnag/snapshot', 'unnag/apply')],
  ['unnag/words', everything('unnag/words')],
  ['isProbablyArticle', "import { isProbablyArticle } from 'unnag'; globalThis.x = isProbablyArticle;"],
];

async function bundled(code, external = []) {
  // Not at the top: `npm test` reads this file before it has installed any package.
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: ROOT },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    external,
    logLevel: 'error',
  });
  return outputFiles[0].contents;
}

/** By name: bytes, and bytes gzipped. */
export async function sizes() {
  const found = new Map();
  for (const [name, code, external] of ENTRIES) {
    const bytes = await bundled(code, external);
    found.set(name, [bytes.length, gzipSync(bytes, { level: 9 }).length]);
  }
  const engine = readFileSync(join(ROOT, 'js/dist/unnag_bg.wasm'));
  found.set('unnag_bg.wasm', [engine.length, gzipSync(engine, { level: 9 }).length]);
  return found;
}

const FIGURES = /([\d,]+) KB \(([\d,]+) KB\)<!-- size: ([\w/.]+) -->/g;
const inKb = (bytes) => Math.round(bytes / 1000).toLocaleString('en');
const asBytes = (text) => Number(text.replaceAll(',', '')) * 1000;

/** Holds the README's figures against the sizes. Each must be there once. */
export async function checkSizesTold() {
  const found = await sizes();
  const told = [...readFileSync(README, 'utf8').matchAll(FIGURES)];
  for (const name of found.keys()) if (!told.some(([, , , mark]) => mark === name)) throw new Trouble(`js/README.md does not tell the size of ${name}`);
  for (const [, plain, packed, name] of told) {
    const weights = found.get(name);
    if (!weights) throw new Trouble(`js/README.md tells the size of ${name}, which scripts/sizes.mjs does not weigh`);
    [plain, packed].forEach((text, number) => {
      if (Math.abs(asBytes(text) - weights[number]) > SLACK.bytes + SLACK.share * weights[number]) {
        throw new Trouble(`js/README.md: ${name} weighs ${weights.join(' bytes, gzipped ')}; told is ${plain} KB (${packed} KB). Run: node scripts/sizes.mjs --update`);
      }
    });
  }
  return `js/README.md: ${told.length} sizes are as told`;
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  const found = await sizes();
  if (argv.includes('--update')) {
    const text = readFileSync(README, 'utf8');
    writeFileSync(README, text.replace(FIGURES, (whole, _plain, _packed, name) => (found.has(name) ? `${found.get(name).map(inKb).join(' KB (')} KB)<!-- size: ${name} -->` : whole)));
  }
  for (const [name, [bytes, packed]] of found) stdout.write(`${name.padEnd(20)} ${bytes.toLocaleString('en').padStart(10)} bytes, gzipped ${packed.toLocaleString('en').padStart(8)}\n`);
}
