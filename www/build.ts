/**
 * Builds the demo into www/dist: the page, its style sheet, its script and what that asks for later, the sample pages without their labels, and the
 * worker that keeps them all. Every file but the page and the worker has its contents in its name.
 */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';

const HERE = import.meta.dirname;
const DIST = join(HERE, 'dist');
const CORPUS = join(HERE, '..', 'tests', 'corpus');
/** Written by `npm run benchmarks`. */
const FIGURES = join(HERE, '..', 'docs', 'benchmarks.json');
/** Written by `node scripts/counts.mjs --update`. */
const COUNTS = join(HERE, '..', 'benches', 'counts.json');
const ICON = join(HERE, '..', 'extension', 'icons', 'icon.svg');

/** What fixtures say about themselves, as far as it matters here. */
interface Case {
  readonly title: string;
  readonly site?: string;
  readonly path?: string;
  /** Fixtures that only show their point with scripts or frames say so; they are no samples. */
  readonly late?: number;
}

/** As `Sample` in src/samples.ts. */
interface Sample {
  readonly slug: string;
  readonly title: string;
  readonly url: string;
  readonly file: string;
}

function isCase(value: unknown): value is Case {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'title') === 'string';
}

function digest(...contents: (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const content of contents) hash.update(content).update('\0');
  return hash.digest('hex').slice(0, 10);
}

/** Writes a file with its contents in its name, and gives that name. */
function put(folder: string, name: string, extension: string, content: string): string {
  const file = `${folder}${name}-${digest(content)}.${extension}`;
  writeFileSync(join(DIST, file), content);
  return file;
}

/** What is shown, in this order: the polished one first, then one of each thing the engine must tell apart. */
function slugs(): string[] {
  const all = readdirSync(CORPUS, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return all.sort((one, other) => Number(other === 'sample') - Number(one === 'sample') || one.localeCompare(other));
}

function writeSamples(): Sample[] {
  const list: Sample[] = [];
  mkdirSync(join(DIST, 'samples'), { recursive: true });
  for (const slug of slugs()) {
    const page = join(CORPUS, slug, 'page.html');
    const about = join(CORPUS, slug, 'case.json');
    if (!existsSync(page) || !existsSync(about)) continue;
    const told: unknown = JSON.parse(readFileSync(about, 'utf8'));
    if (!isCase(told)) throw new Error(`${about}: no title`);
    if (told.late !== undefined) continue;
    // The engine must not see what the fixture's author said.
    const file = put('samples/', slug, 'html', readFileSync(page, 'utf8').replace(/\s+data-gold="[^"]*"/g, ''));
    list.push({ slug, title: told.title, url: `https://www.${told.site ?? slug}.example${told.path ?? '/'}`, file });
  }
  if (list.length === 0) throw new Error('tests/corpus holds no sample page');
  return list;
}

const COMMON: BuildOptions = {
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
  // The package's entries name the chunks that they share; it is right that only what is used of them comes along.
  logOverride: { 'ignored-bare-import': 'silent' },
};

/** What each stage of the engine takes of the whole, by its instructions. The parser is the browser's here. */
function shares(): Record<string, number> {
  const told: unknown = JSON.parse(readFileSync(COUNTS, 'utf8'));
  const counts = typeof told === 'object' && told !== null ? Object.entries(Reflect.get(told, 'counts') as Record<string, number>) : [];
  const stages = counts.filter(([stage]) => stage !== 'parse' && stage !== 'whole');
  const sum = stages.reduce((so, [, count]) => so + count, 0);
  return Object.fromEntries(stages.map(([stage, count]) => [stage, count / sum]));
}

/** The script, and what it asks for later, in the order of need. */
async function writeScripts(samples: readonly Sample[]): Promise<string[]> {
  const { metafile } = await build({
    ...COMMON,
    entryPoints: [join(HERE, 'src', 'main.ts')],
    outdir: DIST,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    splitting: true,
    metafile: true,
    // The converter to Markdown asks Node whether it is to be timed.
    define: { SAMPLES: JSON.stringify(samples), BENCHMARKS: existsSync(FIGURES) ? readFileSync(FIGURES, 'utf8') : 'undefined', WITHIN: JSON.stringify(shares()), 'process.env.LOG_PERF': 'undefined' },
  });
  const outputs = Object.entries(metafile.outputs).map(([path, { entryPoint }]) => ({ name: basename(path), first: entryPoint?.endsWith('src/main.ts') === true }));
  return outputs.sort((one, other) => Number(other.first) - Number(one.first)).map(({ name }) => name);
}

function filled(page: string, names: Readonly<Record<string, string>>): string {
  let text = page;
  for (const [name, value] of Object.entries(names)) {
    if (!text.includes(`"${name}"`)) throw new Error(`index.html does not ask for ${name}`);
    text = text.replaceAll(`"${name}"`, `"${value}"`);
  }
  return text;
}

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST, { recursive: true });
const samples = writeSamples();
const [script = '', ...chunks] = await writeScripts(samples);
const style = put('', 'style', 'css', readFileSync(join(HERE, 'style.css'), 'utf8'));
const icon = put('', 'icon', 'svg', readFileSync(ICON, 'utf8'));
const page = filled(readFileSync(join(HERE, 'index.html'), 'utf8'), { 'main.js': script, 'style.css': style, 'icon.svg': icon });
writeFileSync(join(DIST, 'index.html'), page);
const files = ['./', script, ...chunks, style, icon, ...samples.map(({ file }) => file)];
await build({
  ...COMMON,
  entryPoints: [join(HERE, 'worker', 'offline.ts')],
  outfile: join(DIST, 'offline.js'),
  format: 'iife',
  define: { BUILD: JSON.stringify(digest(page, ...files)), FILES: JSON.stringify(files) },
});
console.log(`www/dist: ${String(samples.length)} sample pages, ${String(files.length)} files kept for use offline`);
