// What we are made of: licences, sources and known faults of all dependencies, builds that come out the same twice, a bill of materials.
//   npm run supply             everything; what can not be had here is left out, and that is said
//   npm run supply -- --quick  only what needs no build: as `npm test` runs it
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, CommandError, ROOT, run, tail, TOOLS } from './process.mjs';
import { step, Trouble } from './steps.mjs';

/** Where the bills go. */
const BILLS = join(ROOT, '.cache', 'sbom');
const QUICK = process.argv.includes('--quick');

/** A reason to leave a check out, which is no failure of ours. */
class LeftOut extends Error {}

const said = (error) => (error instanceof CommandError ? error.output : String(error));
/** Whether a failure is that of a network or a registry that can not be reached, not of what was looked for there. */
const unreachable = (text) =>
  /failed to fetch|couldn't fetch|could not fetch|unable to fetch|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|timed out|network|audit endpoint returned an error|ENOAUDIT|failed to download|error sending request|501|404 Not Found|403 Forbidden/i.test(
    text,
  );

/** A cargo subcommand, which is built into .tools/ unless it is there or `--quick` is asked for. */
async function cargoTool(name, at) {
  const there = () => ask('cargo', [name, '--version']);
  if ((await there()) !== undefined) return;
  if (QUICK) throw new LeftOut(`cargo ${name} is missing; npm run supply builds it`);
  try {
    await run('cargo', ['install', `cargo-${name}`, '--locked', '--root', TOOLS], { onLine: at });
  } catch (error) {
    throw new LeftOut(`cargo ${name} can not be built here: ${said(error).trim().split('\n').at(-1)}`);
  }
}

/** Runs something that asks a data base of known faults. */
async function asking(what, command, args) {
  try {
    await run(command, args, { timeout: 120_000 });
  } catch (error) {
    if (unreachable(said(error)) || /no end after/.test(error.message)) throw new LeftOut(`${what} can not be reached from here`);
    throw error;
  }
  return 'nothing known';
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

/** Digests of all that a build gives to others. */
function digests() {
  const files = ['js/src/wasm/unnag_bg.wasm', 'js/src/wasm/html/unnag_bg.wasm', 'js/src/wasm/large/unnag_bg.wasm'];
  for (const browser of ['chromium', 'firefox']) files.push(...['content.js', 'reader.js', 'keeper.js', 'worker.js', 'manifest.json', 'unnag_bg.wasm'].map((file) => `extension/dist/${browser}/${file}`));
  return new Map(
    files
      .filter((file) => existsSync(join(ROOT, file)))
      .map((file) => [file, createHash('sha256').update(readFileSync(join(ROOT, file))).digest('hex')]),
  );
}

/** Builds twice, the second time from nothing, and compares. */
async function twice(at) {
  const build = async () => {
    await run('node', ['scripts/build-wasm.mjs', '--force'], { onLine: at });
    await run('node', ['scripts/start.mjs', '--build'], { onLine: at });
    return digests();
  };
  const first = await build();
  const folder = mkdtempSync(join(tmpdir(), 'unnag-again-'));
  let second;
  try {
    await run('node', ['scripts/build-wasm.mjs', '--force'], { env: { CARGO_TARGET_DIR: folder }, onLine: at });
    await run('node', ['scripts/start.mjs', '--build'], { onLine: at });
    second = digests();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const different = [...first].filter(([file, hash]) => second.get(file) !== hash).map(([file]) => file);
  if (first.size === 0) throw new Trouble('nothing was built');
  if (different.length > 0) throw new Trouble(`Built twice, and not the same: ${different.join(', ')}`);
  return `${first.size} files, the same twice`;
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
  ['Dependencies are argued for', argued, true],
  ['cargo deny: licences, bans, sources', async (at) => {
    await cargoTool('deny', at);
    await run('cargo', ['deny', '--all-features', 'check', 'licenses', 'bans', 'sources']);
    return 'as deny.toml allows';
  }, true],
  ['Known faults of crates', async (at) => {
    await cargoTool('deny', at);
    return asking('the data base of RustSec', 'cargo', ['deny', '--all-features', 'check', 'advisories']);
  }, false],
  ['Known faults of npm packages', () => asking("npm's data base", 'npm', ['audit', '--audit-level=high']), false],
  ['The same build twice', twice, false],
  ['Bill of materials (CycloneDX)', bills, false],
];

let failed = false;
for (const [name, work, quick] of STEPS) {
  if (QUICK && !quick) continue;
  try {
    await step(name, async (at) => {
      try {
        return await work(at);
      } catch (error) {
        if (error instanceof LeftOut) return `LEFT OUT: ${error.message}`;
        throw error;
      }
    });
  } catch (error) {
    if (!(error instanceof Trouble) && !(error instanceof CommandError)) throw error;
    console.error(error instanceof CommandError ? `${error.message}\n${tail(error.output)}` : error.message);
    failed = true;
  }
}
process.exitCode = failed ? 1 : 0;
