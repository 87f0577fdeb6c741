// Figures as a table and as a plot.

/** What is shown of each system; `good`: which way is better. */
export const MEASURES = [
  { key: 'gram', name: '4-gram F1, articles', good: 'more' },
  { key: 'word', name: 'Word F1, articles', good: 'more' },
  { key: 'all', name: 'Word F1, all types of page', good: 'more' },
  { key: 'leaked', name: 'Unwanted snippets leaked, articles', good: 'less' },
];

const written = (key, value) => (key === 'leaked' ? `${(value * 100).toFixed(1)} %` : value.toFixed(3));
const best = (rows, { key, good }) => rows.map((row) => row[key]).reduce((one, other) => (good === 'more' ? Math.max(one, other) : Math.min(one, other)));

export function table(rows) {
  const lines = rows.map((row) => {
    const cells = MEASURES.map((measure) => {
      const cell = written(measure.key, row[measure.key]);
      return written(measure.key, best(rows, measure)) === cell ? `**${cell}**` : cell;
    });
    return `| ${row.name} | ${cells.join(' | ')} |`;
  });
  return [`| | ${MEASURES.map(({ name }) => name).join(' | ')} |`, `|---|${'---|'.repeat(MEASURES.length)}`, ...lines].join('\n');
}

const escaped = (text) => text.replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character]);

/** One small bar chart a measure, ours in the colour of the house; readable on light and dark pages. */
export function plot(rows) {
  const [width, bar, gap] = [860, 22, 46];
  const height = MEASURES.length * (rows.length * bar + gap) + 8;
  const parts = [];
  let y = 8;
  for (const { key, name, good } of MEASURES) {
    parts.push(`<text class="name" x="12" y="${y + 16}">${escaped(name)} <tspan class="soft">(${good} is better)</tspan></text>`);
    y += 26;
    const most = key === 'leaked' ? Math.max(...rows.map((row) => row.leaked)) : 1;
    for (const row of rows) {
      const long = Math.max(1, (row[key] / (most || 1)) * 480);
      parts.push(`<text class="who" x="212" y="${y + 14}">${escaped(row.name)}</text>`);
      parts.push(`<rect class="${row.ours ? 'ours' : 'peer'}" x="222" y="${y + 2}" width="${long.toFixed(1)}" height="${bar - 6}" rx="3"/>`);
      parts.push(`<text class="value" x="${(230 + long).toFixed(1)}" y="${y + 14}">${written(key, row[key])}</text>`);
      y += bar;
    }
    y += gap - 26;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Figures of the article's text by extractor; the same numbers stand in the table">
<style>svg{background:#fffefb}text{font:13px system-ui,sans-serif;fill:#1d2025}.name{font-weight:700;font-size:15px}.soft{font-weight:400;fill:#5b6068}.who{text-anchor:end}.ours{fill:#14584a}.peer{fill:#a9b3bd}@media(prefers-color-scheme:dark){svg{background:#1c1f25}text{fill:#e9e7e2}.soft{fill:#a2a7b0}.ours{fill:#7fd0b8}.peer{fill:#5f6b78}}</style>
${parts.join('\n')}
</svg>
`;
}

/** The rows of `train text`'s first table: the systems' names there, and ours. */
const NAMES = { ours: 'Unnag', dom_smoothie: 'dom_smoothie 0.19', 'rs-trafilatura': 'rs-trafilatura 0.2' };

export function rowsOf(output) {
  const rows = [];
  for (const line of output.split('\n')) {
    const [name, gram, word, , leaked, all] = line.split('|').slice(1).map((cell) => cell.trim());
    // The tables further down have other columns, and no precision.
    if (!(name in NAMES) || !/\(P /.test(gram ?? '')) continue;
    rows.push({ name: NAMES[name], ours: name === 'ours', gram: Number.parseFloat(gram), word: Number(word), leaked: Number(leaked), all: Number(all) });
  }
  return rows;
}
