// `npm test`: sets up what is missing, builds, then runs every check there is and sums up. Exit code 1 if one fails; under CI also if one
// is left out.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findBrowsers } from './browsers.mjs';
import { build } from './build.mjs';
import { CHECKS } from './checks.mjs';
import { endWithChildren, plain, ROOT, run, tail } from './process.mjs';
import { setUp } from './setup.mjs';
import { explain, LeftOut, mustDoAll, seconds, step, Trouble } from './steps.mjs';

const GROUPS = ['rust', 'web', 'browser'];
const LOGS = join(ROOT, '.cache', 'logs');

/** Lines in which the runners sum up: nextest, cargo test, node --test, eslint, tsc by room, the size check. */
const SUMMARY = [/^\s*Summary \[.*tests? run/, /^test result: /, /^(?:ℹ|#) (?:tests|pass|fail|skipped) \d+/, /: types fit$/, /problems? \(/];

function summaryOf(output) {
  const lines = plain(output).split('\n').filter((line) => SUMMARY.some((pattern) => pattern.test(line)));
  const counts = lines.filter((line) => /^[ℹ#] /.test(line)).map((line) => line.slice(2));
  return [...lines.filter((line) => !/^[ℹ#] /.test(line)).map((line) => line.trim()), ...(counts.length > 0 ? [counts.join(', ')] : [])];
}

const NAMES = CHECKS.map(({ name }) => `                 ${name}`).join('\n');
const USAGE = `npm test -- [--only WHAT]

  --only WHAT  no more than a group of checks (${GROUPS.join(', ')}), or those with this in their name:
${NAMES}
`;

function options() {
  try {
    return parseArgs({ options: { only: { type: 'string' }, help: { type: 'boolean', short: 'h' } } }).values;
  } catch (error) {
    throw new Trouble(`${error.message}\n\n${USAGE}`);
  }
}

function selected(values) {
  const only = values.only?.toLowerCase();
  const checks = CHECKS.filter(({ group, name }) => only === undefined || group === only || (!GROUPS.includes(only) && name.toLowerCase().includes(only)));
  if (checks.length === 0) throw new Trouble(`--only ${values.only}: no such check\n\n${USAGE}`);
  return checks;
}

/** Why a check can not run here; undefined if it can. */
function lacks({ browsers = [] }, { found, how }) {
  return browsers.filter((kind) => found[kind] === undefined).map((kind) => how.find((line) => line.startsWith(kind))).join('; ') || undefined;
}

/** Runs a check. Gives 'passed', 'failed', or why it was left out. */
async function check({ name, command, work, env }) {
  const log = join(LOGS, `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.log`);
  const keep = (output) => writeFileSync(log, output);
  try {
    const result = await step(name, (at) => (work === undefined ? run(command[0], command[1], { env, onLine: at }) : work(at)));
    keep(result.output);
    for (const line of result.summary ?? summaryOf(result.output)) process.stdout.write(`      ${line}\n`);
    return 'passed';
  } catch (error) {
    if (error instanceof LeftOut) return error.message;
    if (error.output === undefined) explain(error);
    else {
      keep(error.output);
      const summary = summaryOf(error.output).map((line) => `      ${line}\n`).join('');
      process.stdout.write(`${summary}${tail(error.output, 60)}\n    all of it: ${log}\n`);
    }
    return 'failed';
  }
}

async function main() {
  const start = Date.now();
  const values = options();
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const checks = selected(values);
  const wants = (group) => checks.some((each) => each.group === group);
  mkdirSync(LOGS, { recursive: true });
  process.stdout.write('Set-up\n');
  await setUp({ targets: wants('rust') ? ['wasm32-wasip1'] : [] });
  const browsers = checks.some((each) => each.browsers) ? await findBrowsers() : { found: {}, how: [] };
  if (wants('web') || wants('browser')) await build();
  process.stdout.write('\nChecks\n');
  let failed = 0;
  const left = [];
  for (const each of checks) {
    const outcome = lacks(each, browsers) ?? (await check(each));
    if (outcome === 'failed') failed += 1;
    else if (outcome !== 'passed') left.push(`${each.name}: ${outcome}`);
  }
  process.stdout.write(`\n${left.map((line) => `left out: ${line}\n`).join('')}${seconds(Date.now() - start)}\n`);
  process.stdout.write(`${checks.length - left.length - failed} passed, ${failed} failed\n`);
  process.exitCode = failed > 0 || (left.length > 0 && mustDoAll()) ? 1 : 0;
}

endWithChildren();
try {
  await main();
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
