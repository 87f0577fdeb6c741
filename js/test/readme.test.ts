/**
 * The README's examples, run as they stand there, against the packed package. A comment before each says where; what stands behind an arrow in
 * a line is what its expression must give.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { OTHERS, Project } from './project.js';

const README = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
const PAGE = readFileSync(join(import.meta.dirname, '../../tests/corpus/newsletter-inline/page.html'), 'utf8').replaceAll(/ data-gold="[^"]*"/g, '');
/** A part's policy on a page without WebAssembly. */
const STRICT = "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'unsafe-inline'; img-src data:";

interface Example {
  readonly where: string;
  readonly file: string;
  readonly code: string;
}

const EXAMPLES: readonly Example[] = [...README.matchAll(/<!-- run: (\w+) ?(\S*) -->\n```js\n([^]*?)```/g)].map(([, where = '', file = '', code = '']) => ({ where, file, code }));

/** An example with its arrows as checks; `told` is what happens to those that do not hold. */
function checked(code: string, told: string): string {
  const wrong = `const wrong = []; const check = (value, expected, line) => { if (JSON.stringify(value) !== JSON.stringify(expected)) wrong.push(line + ' gives ' + JSON.stringify(value)); };\n`;
  let count = 0;
  const body = code.replace(/^( *)(?!const |let )(\S.*?); *\/\/ → (.*)$/gm, (_, indent: string, expression: string, value: string) => {
    count += 1;
    return `${indent}check(${expression}, ${value}, ${JSON.stringify(expression)});`;
  });
  assert.equal(count, code.split('// →').length - 1, 'each arrow stands behind an expression');
  return `${wrong}${body}\n${told}`;
}

describe('the README', () => {
  let project: Project;
  before(() => {
    project = new Project();
    project.write('page.html', PAGE);
    for (const name of ['linkedom', 'node-html-markdown']) project.add(name);
  });
  after(() => project.end());

  test('all of its JavaScript is run', () => {
    assert.equal(EXAMPLES.length, README.split('```js\n').length - 1);
    assert.ok(EXAMPLES.length >= 7);
  });

  for (const { where, file, code } of EXAMPLES) {
    if (where === 'worker') continue;
    const title = code.split('\n').find((line) => /^(?!import)\S/.test(line)) ?? '';
    if (where === 'node') {
      for (const { name, command, missing } of [{ name: 'node', command: undefined, missing: false }, ...OTHERS]) {
        // As the README says: the converter asks for it.
        const more = name === 'deno' && code.includes("'unnag/markdown'") ? ['--allow-env=LOG_PERF'] : [];
        test(`${name}: ${title}`, { skip: missing }, () => {
          assert.equal(project.run(`example${file}.mjs`, checked(code, "console.log(['done', ...wrong].join('\\n'));"), command && [...command, ...more]), 'done');
        });
      }
      continue;
    }
    test(`${where}: ${title}`, async () => {
      for (const worker of EXAMPLES.filter((example) => example.where === 'worker')) project.write(worker.file, await project.bundle(worker.code));
      const told = "document.title = ['done', ...wrong].join('\\n');";
      const failed = "import('/example.js').catch((error) => { document.title = 'failed ' + error; });";
      project.write('example.js', await project.bundle(checked(code, told)));
      project.write('start.js', failed);
      const page = PAGE.replace('</body>', '<script type="module" src="/start.js"></script></body>');
      const policies = where === 'strict' ? { '/news/2026/a-story': STRICT, '/tidy.worker.js': "script-src 'self' 'wasm-unsafe-eval'" } : {};
      assert.equal(await project.title(page, policies), 'done');
    });
  }
});
