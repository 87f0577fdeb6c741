/** Builds the demo into www/dist: one script, one style sheet, one page, and the sample pages without their labels. */

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const HERE = import.meta.dirname;
const DIST = join(HERE, 'dist');
const CORPUS = join(HERE, '..', 'tests', 'corpus');

/** What fixtures say about themselves, as far as it matters here. */
interface Case {
  readonly title: string;
  readonly site?: string;
  readonly path?: string;
  /** Fixtures that only show their point with scripts or frames say so; they are no samples. */
  readonly late?: number;
  readonly frame?: boolean;
}

function isCase(value: unknown): value is Case {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'title') === 'string';
}

/** What is shown, in this order: the polished one first, then one of each thing the engine must tell apart. */
function slugs(): string[] {
  const all = readdirSync(CORPUS, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return all.sort((one, other) => Number(other === 'sample') - Number(one === 'sample') || one.localeCompare(other));
}

function writeSamples(): number {
  const list = [];
  mkdirSync(join(DIST, 'samples'), { recursive: true });
  for (const slug of slugs()) {
    const page = join(CORPUS, slug, 'page.html');
    const about = join(CORPUS, slug, 'case.json');
    if (!existsSync(page) || !existsSync(about)) continue;
    const told: unknown = JSON.parse(readFileSync(about, 'utf8'));
    if (!isCase(told)) throw new Error(`${about}: no title`);
    if (told.late !== undefined) continue;
    // The engine must not see what the fixture's author said.
    const html = readFileSync(page, 'utf8').replace(/\s+data-gold="[^"]*"/g, '');
    writeFileSync(join(DIST, 'samples', `${slug}.html`), html);
    list.push({ slug, title: told.title, url: `https://www.${told.site ?? slug}.example${told.path ?? '/'}` });
  }
  if (list.length === 0) throw new Error('tests/corpus holds no sample page');
  writeFileSync(join(DIST, 'samples', 'index.json'), JSON.stringify(list, undefined, 1));
  return list.length;
}

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST, { recursive: true });
await build({
  entryPoints: [join(HERE, 'src', 'main.ts')],
  outfile: join(DIST, 'main.js'),
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
});
for (const file of ['index.html', 'style.css']) cpSync(join(HERE, file), join(DIST, file));
console.log(`www/dist: ${String(writeSamples())} sample pages`);
