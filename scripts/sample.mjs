// Runs the core on the sample article and shows what it would hide and why, and that the article stays whole.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOOL } from './build.mjs';
import { ROOT, run } from './process.mjs';
import { Trouble } from './steps.mjs';

const SAMPLE = 'tests/corpus/sample';

/** The labels that the fixture's author gave stand in the page; the core must not see them. */
const withoutGold = (html) => html.replace(/\s+data-gold=("[^"]*"|'[^']*'|[^\s>]+)/g, '');

/** The path of an element as the command line writes it: places among the parents' element children, from <html>. */
function pathOf(element) {
  const path = [];
  for (let at = element; at.parentElement; at = at.parentElement) path.unshift([...at.parentElement.children].indexOf(at));
  return path;
}

const isWithin = (path, above) => above.every((place, at) => path[at] === place);
const clip = (text, width) => (text.length > width ? `${text.slice(0, width - 1)}…` : text);

/** No column but the last is wider. */
const WIDEST = 46;

/** Lines of a table with these heads; the last column takes what is left of the width. */
export function table(heads, rows, width = Math.min(process.stdout.columns ?? 110, 130)) {
  const lines = [heads, ...rows].map((line) => line.map((cell, column) => (column === line.length - 1 ? cell : clip(cell, WIDEST))));
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const before = widths.slice(0, -1).reduce((sum, each) => sum + each + 2, 2);
  const last = Math.max(20, width - before);
  const draw = (line) =>
    `  ${line.map((cell, column) => (column === line.length - 1 ? clip(cell, last) : clip(cell, WIDEST).padEnd(widths[column] + 2))).join('')}`;
  return [draw(heads), `  ${'─'.repeat(Math.min(before + last, width) - 2)}`, ...rows.map(draw)].join('\n');
}

/** What the core says about the sample page, and whether any text of the article is lost. */
export async function readSample() {
  const file = join(ROOT, SAMPLE, 'page.html');
  if (!existsSync(file)) throw new Trouble(`The sample article is not there: ${SAMPLE}/page.html`);
  const html = readFileSync(file, 'utf8');
  const { out } = await run(TOOL, ['label', '--format', 'jsonl', '--url', 'https://www.example.com/2026/11/article.html', '-'], {
    input: withoutGold(html),
  });
  const answer = JSON.parse(out.trim().split('\n')[0]);
  const { parseHTML } = await import('linkedom');
  const { document } = parseHTML(html);
  const gold = [...document.querySelectorAll('[data-gold="article"]')].map((element) => ({
    path: pathOf(element),
    text: element.textContent.replace(/\s+/g, ' ').trim(),
  }));
  const lost = gold.filter(({ path }) => answer.hide.some((hidden) => isWithin(path, hidden.path) || isWithin(hidden.path, path)));
  const text = (path) =>
    answer.blocks
      .filter((block) => isWithin(block.path, path))
      .map((block) => block.text)
      .join(' · ');
  const nags = [...document.querySelectorAll('[data-gold]')]
    .filter((element) => ['donation', 'paywall', 'newsletter', 'prompt'].includes(element.getAttribute('data-gold')))
    .map((element) => ({ path: pathOf(element), label: element.getAttribute('data-gold') }));
  const missed = nags.filter(({ path }) => !answer.hide.some((hidden) => isWithin(path, hidden.path)));
  return { title: document.title, answer, gold, lost, nags, missed, text };
}

/** Prints the sample's table. Throws if a sentence of the article would be hidden: that must never be. */
export async function showSample() {
  const { title, answer, gold, lost, nags, missed, text } = await readSample();
  process.stdout.write(`\n“${title}” (${SAMPLE}/page.html), level calm. Hidden, and why:\n\n`);
  const rows = answer.hide.map((hidden) => [
    hidden.label,
    hidden.confidence.toFixed(2),
    hidden.reasons.slice(0, 2).join(', '),
    text(hidden.path) || `element ${hidden.path.join('/')}`,
  ]);
  process.stdout.write(`${rows.length > 0 ? table(['kind', 'sure', 'because', 'what it says'], rows) : '  nothing'}\n`);
  for (const kept of answer.kept) process.stdout.write(`  kept: ${kept.label}, because: ${kept.why}: ${clip(text(kept.path), 60)}\n`);
  const characters = gold.reduce((sum, { text: words }) => sum + words.length, 0).toLocaleString('en');
  if (lost.length > 0) {
    throw new Trouble(
      `The article is NOT whole: ${lost.length} of ${gold.length} blocks would be hidden:\n${lost.map(({ text: words }) => `  - ${clip(words, 100)}`).join('\n')}`,
    );
  }
  process.stdout.write(`\n  The article is whole: ${gold.length} of ${gold.length} blocks stay, ${characters} characters.\n`);
  process.stdout.write(`  Nags hidden: ${nags.length - missed.length} of ${nags.length} blocks that the page's author marked as such.\n`);
}
