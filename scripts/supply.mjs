// What we are made of: licences, sources and known faults of all dependencies, builds that come out the same twice, a bill of materials.
//   npm run supply             everything; what can not be had here is left out, and that is said (under CI it fails)
//   npm run supply -- --quick  only whether each dependency is argued for: as `npm test` runs it
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, CommandError, ROOT, run, tail, TOOLS } from './process.mjs';
import { LeftOut, mustDoAll, step, Trouble } from './steps.mjs';

/** Where the bills go. */
const BILLS = join(ROOT, '.cache', 'sbom');
const QUICK = process.argv.includes('--quick');

const said = (error) => (error instanceof CommandError ? error.output : String(error));

/** A cargo subcommand, which is built into .tools/ unless it is there or `--quick` is asked for. */
async function cargoTool(name, at) {
  const there = () => ask('cargo', [name, '--version']);
  if ((await there()) !== undefined) return;
  try {
    await run('cargo', ['install', `cargo-${name}`, '--locked', '--root', TOOLS], { onLine: at });
  } catch (error) {
    throw new LeftOut(`cargo ${name} can not be built here: ${said(error).trim().split('\n').at(-1)}`);
  }
}

/** Known faults of crates. The data base is fetched first: if that fails, nothing is known; whatever is said after that is a finding. */
async function faultsOfCrates(at) {
  await cargoTool('deny', at);
  try {
    await run('cargo', ['deny', '--all-features', 'fetch', 'db'], { timeout: 120_000 });
  } catch (error) {
    throw new LeftOut(`the data base of RustSec can not be fetched from here: ${said(error).trim().split('\n').at(-1)}`);
  }
  await run('cargo', ['deny', '--all-features', 'check', '--disable-fetch', 'advisories']);
  return 'nothing known';
}

/** The same of npm packages. npm says by `error` that it got no answer; otherwise its report is one. */
async function faultsOfPackages() {
  const answer = await run('npm', ['audit', '--json'], { timeout: 120_000 }).then(({ out }) => out, (error) => said(error));
  let report;
  try {
    report = JSON.parse(answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1));
  } catch {
    throw new LeftOut("npm's data base gives no answer from here");
  }
  if (report.error !== undefined || report.message !== undefined) throw new LeftOut(`npm's data base gives no answer from here: ${report.error?.summary ?? report.message}`);
  const known = report.metadata?.vulnerabilities;
  if (known === undefined) throw new Trouble('npm audit gave a report of another form');
  if (known.high + known.critical > 0) throw new Trouble(`npm audit knows ${known.high} high and ${known.critical} critical faults: npm audit`);
  return `none that is high or critical, of ${Object.values(known).reduce((sum, count) => sum + count, 0)} in all`;
}

/** Every dependency that is named must be argued for. */
function argued() {
  const text = readFileSync(join(ROOT, 'docs', 'DEPENDENCIES.md'), 'utf8');
  const crates = ['Cargo.toml', 'train/Cargo.toml', 'fuzz/Cargo.toml'].flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8')
      .split(/^(?=\[)/m)
      .filter((section) => /^\[(?:target\..*\.)?(?:dev-)?dependencies\]/.test(section))
      .flatMap((section) => [...section.matchAll(/^([\w-]+) = /gm)].map((match) => match[1])),
  );
  const packages = ['.', 'js', 'extension', 'www'].flatMap((folder) => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
    return Object.keys({ ...dependencies, ...devDependencies });
  });
  const names = [...new Set([...crates, ...packages])].filter((name) => name !== 'unnag');
  const missing = names.filter((name) => !text.includes(`\`${name}\``));
  if (missing.length > 0) throw new Trouble(`docs/DEPENDENCIES.md does not argue for: ${missing.join(', ')}`);
  return `${names.length} are argued for`;
}

/** What a build gives to others. */
const BUILT = ['js/src/wasm', 'js/dist', 'extension/dist', 'www/dist'];

/** Digests of all files of it, by name. */
function digests() {
  const files = BUILT.flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true }).map((name) => join(folder, name)));
  const digest = (file) => createHash('sha256').update(readFileSync(join(ROOT, file))).digest('hex');
  return new Map(files.filter((file) => statSync(join(ROOT, file)).isFile()).map((file) => [file, digest(file)]));
}

/** Builds all of it from nothing: what a build finds in its place, it takes for done. */
async function anew(at, env) {
  for (const folder of BUILT) rmSync(join(ROOT, folder), { recursive: true, force: true });
  await run('node', ['scripts/build-wasm.mjs'], { env, onLine: at });
  await run('node', ['scripts/start.mjs', '--build'], { onLine: at });
  return digests();
}

/** Builds twice, the second time from nothing, and compares. */
async function twice(at) {
  const first = await anew(at, {});
  const folder = mkdtempSync(join(tmpdir(), 'unnag-again-'));
  try {
    const second = await anew(at, { CARGO_TARGET_DIR: folder });
    const different = [...new Set([...first.keys(), ...second.keys()])].filter((file) => first.get(file) !== second.get(file));
    if (different.length > 0) throw new Trouble(`Built twice, and not the same: ${different.join(', ')}`);
    return `${first.size} files, the same twice`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bills(at) {
  mkdirSync(BILLS, { recursive: true });
  const { out } = await run('npm', ['sbom', '--sbom-format', 'cyclonedx']);
  writeFileSync(join(BILLS, 'npm.cdx.json'), out);
  await cargoTool('cyclonedx', at);
  await run('cargo', ['cyclonedx', '--manifest-path', 'Cargo.toml', '--format', 'json', '--features', 'cli,wasm', '--override-filename', 'unnag.cdx']);
  const made = ['unnag.cdx.json', 'train/unnag.cdx.json'].filter((file) => existsSync(join(ROOT, file)));
  if (made.length === 0) throw new Trouble('cargo cyclonedx wrote nothing');
  writeFileSync(join(BILLS, 'cargo.cdx.json'), readFileSync(join(ROOT, made[0])));
  for (const file of made) rmSync(join(ROOT, file));
  return '.cache/sbom/{npm,cargo}.cdx.json';
}

const STEPS = [
  ['Dependencies are argued for', argued],
  ['cargo deny: licences, bans, sources', async (at) => {
    await cargoTool('deny', at);
    await run('cargo', ['deny', '--all-features', 'check', 'licenses', 'bans', 'sources']);
    return 'as deny.toml allows';
  }],
  ['Known faults of crates', faultsOfCrates],
  ['Known faults of npm packages', faultsOfPackages],
  ['The same build twice', twice],
  ['Bill of materials (CycloneDX)', bills],
];

let failed = false;
for (const [name, work] of QUICK ? STEPS.slice(0, 1) : STEPS) {
  try {
    await step(name, work);
  } catch (error) {
    if (error instanceof LeftOut) {
      failed ||= mustDoAll();
      continue;
    }
    if (!(error instanceof Trouble) && !(error instanceof CommandError)) throw error;
    console.error(error instanceof CommandError ? `${error.message}\n${tail(error.output)}` : error.message);
    failed = true;
  }
}
process.exitCode = failed ? 1 : 0;
