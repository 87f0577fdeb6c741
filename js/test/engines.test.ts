/**
 * The engines as they ship, optimiser and all, answer as the native one does, to the last bit: fixtures and a thousand made pages. What they are asked, and
 * what the native engine says, are the lines of the files that `UNNAG_ANSWERS` and `UNNAG_ANSWERS_LARGE` name (tests/same_everywhere.rs writes them).
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import type { HtmlWasm, Wasm } from '../src/engine.js';
import { SWITCH_BLOCKS } from '../src/snapshot/schema.js';

interface Asked {
  readonly name: string;
  readonly html: string;
  readonly tags: readonly number[];
  readonly parents: readonly number[];
  readonly flags: readonly number[];
  readonly text: string;
  readonly facts: string;
  readonly answers: readonly { readonly plan: string; readonly probabilities: string; readonly kinds: number }[];
}

const ROOT = join(import.meta.dirname, '../..');
const WASM = join(ROOT, 'js/src/wasm');
/** Each engine: its glue, the files in which it ships, whether it has the larger model. */
const ENGINES = [
  { name: 'the package’s', glue: 'unnag.js', files: ['js/dist/unnag_bg.wasm', 'js/src/wasm/unnag_bg.wasm'], large: false },
  { name: 'the package’s with the HTML parser', glue: 'html/unnag.js', files: ['js/src/wasm/html/unnag_bg.wasm'], large: false },
  { name: 'the extension’s', glue: 'large/unnag.js', files: ['extension/dist/chromium/unnag_bg.wasm', 'extension/dist/firefox/unnag_bg.wasm'], large: true },
];

/** The bits of 32-bit floats, as the native side writes them. */
function bitsOf(blocks: readonly { readonly probabilities: readonly number[] }[]): string {
  const numbers = new Float32Array(blocks.flatMap(({ probabilities }) => probabilities));
  return Array.from(new Uint32Array(numbers.buffer), (bits) => `${bits.toString(16)},`).join('');
}

for (const { name, glue, files, large } of ENGINES) {
  const answers = process.env[large ? 'UNNAG_ANSWERS_LARGE' : 'UNNAG_ANSWERS'] ?? '';
  const skip = existsSync(answers) ? false : 'what the native engine says was not written down: npm test -- --only "Engines as shipped"';
  test(`${name} engine answers as the native one`, { skip }, async () => {
    const bytes = files.map((file) => readFileSync(join(ROOT, file)));
    for (const other of bytes.slice(1)) assert.ok(bytes[0]?.equals(other), `${files.join(', ')} are not one file`);
    const wasm = (await import(pathToFileURL(join(WASM, glue)).href)) as Wasm & Partial<HtmlWasm> & { initSync(options: { module: Uint8Array | undefined }): unknown };
    wasm.initSync({ module: bytes[0] });
    let hidden = 0;
    const lines = readFileSync(answers, 'utf8').trimEnd().split('\n');
    for (const line of lines) {
      const asked = JSON.parse(line) as Asked;
      for (const { plan, probabilities, kinds } of asked.answers) {
        const flat = [new Uint16Array(asked.tags), new Uint32Array(asked.parents), new Uint32Array(asked.flags), asked.text, asked.facts, kinds, SWITCH_BLOCKS] as const;
        const given = [wasm.analyze(...flat), ...(wasm.analyzeHtml ? [wasm.analyzeHtml(asked.html, '', kinds, SWITCH_BLOCKS)] : [])];
        for (const [encoded, blocks] of given) {
          assert.equal(Buffer.from(encoded as Uint8Array).toString('hex'), plan, `${asked.name}: another plan`);
          assert.equal(bitsOf(blocks as { probabilities: number[] }[]), probabilities, `${asked.name}: other probabilities`);
        }
        // The third word is the number of subtrees that go.
        hidden += Number.parseInt(plan.slice(16, 18), 16);
      }
    }
    assert.ok(lines.length > 1000 && hidden > 1000, `${String(lines.length)} pages, ${String(hidden)} hidden: nothing was decided`);
  });
}
