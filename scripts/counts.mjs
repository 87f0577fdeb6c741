// Counts each stage's instructions with callgrind and holds them against benches/counts.json: times are too noisy to guard, counts are not.
//   node scripts/counts.mjs            fails if a stage needs 5 % more than is written there
//   node scripts/counts.mjs --update   writes the file anew
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installDebian, isDebianRoot } from './debian.mjs';
import { ask, CommandError, ROOT, run, tail } from './process.mjs';
import { LeftOut, Trouble } from './steps.mjs';

const FILE = join(ROOT, 'benches', 'counts.json');
/** How much more a stage may need. */
const SLACK = 0.05;
/** The same if the file was written with another compiler, whose optimiser may do as it likes. */
const OTHER_COMPILER = 0.25;

const millions = (count) => `${(count / 1e6).toFixed(2)} M`;

/** Whether callgrind can be had; on Debian as root it is installed. Gives why not. */
async function missing() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return `counts are taken on x86-64 Linux, this is ${process.arch} ${process.platform}`;
  if ((await ask('valgrind', ['--version'])) !== undefined) return undefined;
  if (await isDebianRoot()) {
    try {
      await installDebian(['valgrind']);
    } catch {
      return 'valgrind is missing, and apt-get could not install it';
    }
    return undefined;
  }
  return 'valgrind is missing (Debian: sudo apt-get install valgrind)';
}

async function build() {
  const args = ['bench', '-q', '-p', 'unnag', '--bench', 'counts', '--features', 'html,_internals', '--no-run', '--message-format', 'json'];
  const { out } = await run('cargo', args, { env: { CARGO_PROFILE_BENCH_DEBUG: '0', CARGO_PROFILE_BENCH_STRIP: 'none' } });
  const program = out
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .find((message) => message.target?.name === 'counts' && typeof message.executable === 'string')?.executable;
  if (program === undefined) throw new Trouble('cargo built no bench called counts');
  return program;
}

async function count(program, stage, folder) {
  const args = ['--tool=callgrind', '--toggle-collect=*counted*', `--callgrind-out-file=${join(folder, stage)}`, program, stage];
  const { output } = await run('valgrind', args);
  const collected = /Collected : (\d+)/.exec(output)?.[1];
  if (collected === undefined || collected === '0') throw new Trouble(`callgrind counted nothing for ${stage}`);
  return Number(collected);
}

/** Counts and compares; gives lines to print, or throws if a stage needs more than it may. */
export async function checkCounts({ update = false } = {}) {
  const why = await missing();
  if (why !== undefined) throw new LeftOut(why);
  const program = await build();
  const rustc = (await ask('rustc', ['--version'])) ?? '';
  const stages = (await run(program, [])).out.trim().split(' ');
  const folder = mkdtempSync(join(tmpdir(), 'unnag-counts-'));
  const counts = {};
  try {
    for (const stage of stages) counts[stage] = await count(program, stage, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (update) {
    writeFileSync(FILE, `${JSON.stringify({ rustc, counts }, null, 2)}\n`);
    return { output: '', summary: Object.entries(counts).map(([stage, now]) => `${stage}: ${millions(now)}`) };
  }
  const before = JSON.parse(readFileSync(FILE, 'utf8'));
  const slack = before.rustc === rustc ? SLACK : OTHER_COMPILER;
  const summary = [];
  if (slack !== SLACK) summary.push(`${before.rustc} then, ${rustc} now: ${slack * 100} % more are allowed`);
  const gone = Object.keys(before.counts).filter((stage) => counts[stage] === undefined);
  if (gone.length > 0) throw new Trouble(`The bench no longer has ${gone.join(', ')}: node scripts/counts.mjs --update`);
  const over = [];
  for (const [stage, now] of Object.entries(counts)) {
    const then = before.counts[stage];
    if (then === undefined) throw new Trouble(`benches/counts.json does not know ${stage}: node scripts/counts.mjs --update`);
    const change = now / then - 1;
    const line = `${stage}: ${millions(now)} instructions, ${change >= 0 ? '+' : ''}${(change * 100).toFixed(1)} %`;
    summary.push(line);
    if (change > slack) over.push(line);
  }
  if (over.length > 0) {
    throw new Trouble(`More instructions than benches/counts.json allows:\n${over.join('\n')}\nIf that buys something, say in the commit what: node scripts/counts.mjs --update`);
  }
  return { output: '', summary };
}

if (process.argv[1] === import.meta.filename) {
  try {
    for (const line of (await checkCounts({ update: process.argv.includes('--update') })).summary) console.log(line);
  } catch (error) {
    if (!(error instanceof Trouble) && !(error instanceof CommandError) && !(error instanceof LeftOut)) throw error;
    console.error(error instanceof CommandError ? `${error.message}\n${tail(error.output)}` : error.message);
    process.exitCode = 1;
  }
}
