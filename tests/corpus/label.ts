/**
 * Pushes `data-gold` labels down to the blocks: while writing a fixture, put `data-gold="nav"` on a container; then
 * `node --import tsx tests/corpus/label.ts <slug>…` rewrites page.html (and its other .html files) so that each text-bearing block has
 * the label itself and nothing else has one. Running it again changes nothing.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attribute, blocksOf, elements, parsePage } from './blocks.js';

const here = import.meta.dirname;

export function pushDown(html: string): string {
  const wanted = new Map<number, string>();
  for (const block of blocksOf(html)) {
    const at = block.element.sourceCodeLocation?.startTag?.startOffset ?? block.element.sourceCodeLocation?.startOffset;
    if (at === undefined) throw new Error(`a block's element has no tag of its own in the source: ${block.text.slice(0, 60)}`);
    if (block.inherited === undefined) throw new Error(`no label above: <${block.element.tagName}> ${block.text.slice(0, 60)}`);
    wanted.set(at, block.inherited);
  }
  let result = html;
  const tags = [...elements(parsePage(html))]
    .map((element) => ({ element, place: element.sourceCodeLocation?.startTag ?? element.sourceCodeLocation }))
    .flatMap(({ element, place }) => (place ? [{ element, start: place.startOffset, end: place.endOffset }] : []))
    .sort((a, b) => b.start - a.start);
  for (const { element, start, end } of tags) {
    const label = wanted.get(start);
    const old = attribute(element, 'data-gold');
    if (label === old) continue;
    let tag = result.slice(start, end).replace(/ data-gold="[^"]*"/, '');
    if (label !== undefined) tag = tag.replace(/^<[^\s/>]+/, (name) => `${name} data-gold="${label}"`);
    result = result.slice(0, start) + tag + result.slice(end);
  }
  return result;
}

if (process.argv[1] === import.meta.filename) {
  const slugs = process.argv.slice(2);
  if (slugs.length === 0) throw new Error('usage: label.ts <slug>…');
  for (const slug of slugs) {
    for (const file of readdirSync(join(here, slug)).filter((name) => name.endsWith('.html'))) {
      const path = join(here, slug, file);
      const before = readFileSync(path, 'utf8');
      const after = pushDown(before);
      if (after !== before) writeFileSync(path, after);
      process.stdout.write(`${slug}/${file}: ${String(blocksOf(after).length)} blocks\n`);
    }
  }
}
