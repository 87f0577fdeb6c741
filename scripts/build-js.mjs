// Builds the npm package into js/dist: one file an entry, the engine's bytes inline in the default one, types beside. Prints the sizes.
//   node scripts/build-js.mjs            (needs js/src/wasm: scripts/build-wasm.mjs)
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const js = join(root, 'js');
const dist = join(js, 'dist');
const wasm = join(js, 'src/wasm/unnag_bg.wasm');
if (!existsSync(wasm)) throw new Error('js/src/wasm is missing: run node scripts/build-wasm.mjs first');

/**
 * The generated schema in the form that bundles smallest: the constants of an enum are written in place where they are used, names are one
 * string. What it exports stays the same.
 */
const compact = {
  name: 'compact-schema',
  setup: (plugin) => {
    // Where only the numbers of a few tags are wanted, all names of tags would come along.
    plugin.onLoad({ filter: /[\\/](?:snapshot[\\/](?:measure|again)|apply[\\/]watch)\.ts$/ }, ({ path }) => {
      const tags = JSON.parse(/^export const TAGS = (\[[^\n]*\]) as const;/m.exec(readFileSync(join(js, 'src/snapshot/schema.ts'), 'utf8'))[1]);
      const number = (name) => {
        if (!tags.includes(name)) throw new Error(`${path}: there is no tag ${name}`);
        return String(tags.indexOf(name));
      };
      const contents = readFileSync(path, 'utf8')
        .replace(/TAGS\.indexOf\('([^']+)'\)/g, (_, name) => number(name))
        .replace(/numbersOf\(('[^)]*')\)/g, (_, names) => `new Set([${[...names.matchAll(/'([^']+)'/g)].map(([, name]) => number(name)).join()}])`);
      return { loader: 'ts', contents };
    });
    plugin.onLoad({ filter: /[\\/]snapshot[\\/]schema\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8')
        .replace(/^export const (\w+) = \{([^}]*)\} as const;/gm, (_, name, body) => `export enum ${name} {${body.replaceAll(': ', ' = ')}}`)
        .replace(/^(export const \w+ =) (\["[^\n]*\]) as const;/gm, (_, start, list) => `${start} /* @__PURE__ */ ${JSON.stringify(JSON.parse(list).join(' '))}.split(' ');`),
    }));
  },
};

rmSync(dist, { recursive: true, force: true });
const entries = {
  index: 'index.ts',
  slim: 'slim.ts',
  html: 'html.ts',
  readability: 'readability/index.ts',
  markdown: 'markdown.ts',
  words: 'words.ts',
  snapshot: 'snapshot/index.ts',
  apply: 'apply/index.ts',
};
await build({
  entryPoints: Object.entries(entries).map(([out, file]) => ({ out, in: join(js, 'src', file) })),
  outdir: dist,
  bundle: true,
  format: 'esm',
  // What two entries share is one chunk, so that a bundle of both holds it once.
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  target: ['es2022'],
  platform: 'neutral',
  // The caller installs it, if at all.
  external: ['node-html-markdown'],
  loader: { '.wasm': 'binary' },
  plugins: [compact],
  legalComments: 'none',
  logLevel: 'warning',
});
copyFileSync(wasm, join(dist, 'unnag_bg.wasm'));
for (const name of readdirSync(root).filter((name) => name.startsWith('LICENSE'))) copyFileSync(join(root, name), join(dist, name));
execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(js, 'tsconfig.build.json')], { stdio: 'inherit' });
for (const name of readdirSync(dist).filter((name) => /\.(js|wasm)$/.test(name))) {
  const bytes = readFileSync(join(dist, name));
  console.log(`js: dist/${name} ${bytes.length} bytes (${gzipSync(bytes, { level: 9 }).length} gzipped)`);
}
