// What `npm test` checks, in order. Each check begins with the failure that it catches.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { checkCounts } from './counts.mjs';
import { installDebian, isDebianRoot } from './debian.mjs';
import { ask, ROOT, run } from './process.mjs';
import { readSample } from './sample.mjs';
import { checkSizesTold } from './sizes.mjs';
import { LeftOut, Trouble } from './steps.mjs';

/** The most that the files whose size readers pay for may weigh together, in bytes. To raise one, say in the commit what was bought. */
const BUDGETS = [
  // All that is parsed on a page of a site that is on until its nags are hidden; the rest comes in idle moments.
  ...['chromium', 'firefox'].map((browser) => ({
    what: `content script, ${browser}`,
    cap: 12 * 1024,
    files: ['content.js', 'reader.js'].map((file) => `extension/dist/${browser}/${file}`),
  })),
  { what: 'engine with weights', cap: 260_000, files: ['js/src/wasm/unnag_bg.wasm'] },
  // Weights in four bits hardly pack; coarse ones do (train/MODEL_CARD.md, "Small enough"). It was 154,600 before. By Node's zlib.
  { what: 'engine with weights, gzipped', cap: 140_000, gzipped: true, files: ['js/src/wasm/unnag_bg.wasm'] },
  { what: 'engine with the HTML parser', cap: 1_000_000, files: ['js/src/wasm/html/unnag_bg.wasm'] },
  // Comes with the extension and is held once, by the background.
  { what: 'engine with the larger weights', cap: 1_000_000, files: ['extension/dist/chromium/unnag_bg.wasm'] },
];

const WASI = {
  // Node 20 can abort in its garbage collector when a module's memory grows by much; this much at the start, and it does not have to.
  CARGO_TARGET_WASM32_WASIP1_RUSTFLAGS: '-C link-arg=--initial-memory=805306368',
  CARGO_TARGET_WASM32_WASIP1_RUNNER: `node --no-warnings ${join(ROOT, 'scripts', 'wasi.mjs')}`,
};
const cargo = (...args) => ['cargo', args];

/** The test files of a folder, without those in `others`: Node 20 takes no patterns. */
const testsIn = (folder, others = []) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => /\.test\.(?:ts|mjs)$/.test(name) && !others.includes(name))
    .sort()
    .map((name) => `${folder}/${name}`);

/** Of js/test, those that pack the package and open pages with it. */
const PACKED = ['packaging.test.ts', 'readme.test.ts'];
/** Of js/test, what needs the native engine's answers first. */
const ENGINES = ['engines.test.ts'];

const nodeTests = (...files) => ['node', ['--import', 'tsx', '--test', '--test-reporter=spec', ...files]];

/** Of tests/browser, those that open the extension in a browser; the rest runs in Node alone. */
const IN_BROWSERS = [
  'extension', 'parts', 'memory', 'corrections', 'picker', 'focus', 'events', 'dynamic', 'access', 'options', 'context-menu', 'private', 'private-windows', 'others',
  'hostile', 'faults', 'races', 'fixtures',
].map((name) => `${name}.test.ts`);
const extensionTests = nodeTests(...IN_BROWSERS.map((name) => `tests/browser/${name}`));
/** Of tests/browser, those that have a check of their own. */
const APART = ['package.test.ts', 'loading.test.ts', 'layout.test.ts'];

async function checkSizes() {
  const lines = [];
  for (const { what, cap, files, gzipped = false } of BUDGETS) {
    const missing = files.find((file) => !existsSync(join(ROOT, file)));
    if (missing !== undefined) throw new Trouble(`${missing} was not built`);
    const weigh = (file) => (gzipped ? gzipSync(readFileSync(join(ROOT, file)), { level: 9 }).length : statSync(join(ROOT, file)).size);
    const size = files.reduce((sum, file) => sum + weigh(file), 0);
    lines.push(`${what}: ${files.join(' + ')} ${size} of ${cap} bytes`);
    if (size > cap) throw new Trouble(`${lines.at(-1)}: over the budget.`);
  }
  lines.push(await checkSizesTold());
  return { output: lines.join('\n'), summary: lines };
}

async function checkSchema() {
  const file = 'js/src/snapshot/schema.ts';
  const { out } = await run('cargo', ['run', '-q', '-p', 'train', '--', 'schema']);
  if (out !== readFileSync(join(ROOT, file), 'utf8')) {
    throw new Trouble(`${file} is not what the Rust side says. Run: cargo run -p train -- schema > ${file}`);
  }
  return { output: '', summary: [`${file} is as generated`] };
}

/** Both models, each against its floors on the fixtures and on the pages in other languages. */
async function checkAccuracy() {
  const summary = [];
  const sets = [['corpus', 'accuracy'], ['languages', 'languages']];
  for (const [weights, suffix, [on, floors]] of [['weights', ''], ['large', '-large']].flatMap((model) => sets.map((set) => [...model, set]))) {
    const args = ['evaluate', '--on', `tests/${on}`, '--weights', `src/model/${weights}.bin`, '--floors', `tests/${floors}${suffix}.json`];
    const { out } = await run('cargo', ['run', '-q', '-p', 'train', '--', ...args]);
    summary.push(out.trim().split('\n').at(-1));
  }
  return { output: '', summary };
}

async function checkSample() {
  const { gold, lost, nags, missed } = await readSample();
  const summary = [`article: ${gold.length - lost.length} of ${gold.length} blocks stay; nags: ${nags.length - missed.length} of ${nags.length} blocks hidden`];
  if (lost.length > 0 || gold.length === 0 || missed.length > 0) throw new Trouble(summary[0]);
  return { output: '', summary };
}

/** What native engines say of many pages, and whether those that ship say the same. */
async function enginesTests() {
  const env = {};
  const folder = join(ROOT, '.cache', 'answers');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, features] of [['UNNAG_ANSWERS', 'html,_internals'], ['UNNAG_ANSWERS_LARGE', 'html,large,_internals']]) {
    env[name] = join(folder, `${name.toLowerCase()}.jsonl`);
    await run('cargo', ['test', '-q', '-p', 'unnag', '--features', features, '--test', 'same_everywhere', 'for_the_engines_that_ship', '--', '--ignored'], { env: { UNNAG_ANSWERS: env[name] } });
    if (!existsSync(env[name])) throw new Trouble('tests/same_everywhere.rs has not written what the native engine says');
  }
  const [program, args] = nodeTests('js/test/engines.test.ts');
  return run(program, args, { env });
}

async function rustTests() {
  // For a recipe of the README that is run as it stands.
  if ((await ask('parallel', ['--version'])) === undefined && (await isDebianRoot())) await installDebian(['parallel']);
  const nextest = (await ask('cargo', ['nextest', '--version'])) !== undefined;
  return nextest ? run('cargo', ['nextest', 'run', '--workspace', '--all-features', '--no-fail-fast']) : run('cargo', ['test', '--workspace', '--all-features', '--no-fail-fast', '--lib', '--bins', '--tests']);
}

/** The feature for web apps in Rust: a live document and a file are one page. */
async function webTests() {
  for (const [program, how] of [
    ['chromedriver', 'chromedriver is missing: apt-get install chromium-driver (Debian)'],
    ['wasm-bindgen-test-runner', 'wasm-bindgen-test-runner is missing: it comes with wasm-bindgen-cli'],
  ]) {
    if ((await ask('sh', ['-c', `command -v ${program}`])) === undefined) throw new LeftOut(how);
  }
  const driver = await ask('sh', ['-c', 'command -v chromedriver']);
  const env = { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: 'wasm-bindgen-test-runner', CHROMEDRIVER: driver };
  return run('cargo', ['test', '-p', 'unnag', '--target', 'wasm32-unknown-unknown', '--no-default-features', '--features', 'web', '--test', 'web'], { env });
}

/** Each feature of the crate alone, and none; those for browsers on the target of browsers. */
async function checkFeatures() {
  const features = ['', 'html', 'serde', 'large', '_internals', 'cli', 'web', 'wasm'];
  for (const feature of features) {
    const target = feature === 'web' || feature === 'wasm' ? ['--target', 'wasm32-unknown-unknown'] : [];
    await run('cargo', ['check', '-q', '-p', 'unnag', '--no-default-features', '--features', feature, ...target]);
  }
  return { output: '', summary: [`${features.length - 1} features, each alone, and none`] };
}

/** All checks. `group` is what `--only` takes; `browsers` names those without which a check is left out. */
export const CHECKS = [
  // A feature that only compiles together with others.
  { name: 'Rust features, each alone', group: 'rust', work: checkFeatures },
  // Code that is not laid out as everybody's.
  { name: 'Rust format', group: 'rust', command: cargo('fmt', '--all', '--check') },
  // What the compiler or clippy warns of.
  { name: 'Rust lints', group: 'rust', command: cargo('clippy', '-q', '--workspace', '--all-targets', '--all-features', '--', '-D', 'warnings') },
  // Fuzz targets that no longer compile: they are a workspace of their own.
  { name: 'Fuzz targets', group: 'rust', command: cargo('check', '-q', '--locked', '--manifest-path', 'fuzz/Cargo.toml', '--target-dir', 'target/fuzz') },
  // Broken behaviour of the engine, the tool, the trainer.
  { name: 'Rust tests, native', group: 'rust', work: rustTests },
  // The small model answering differently than it did, or the plan breaking a rule with its thresholds; the suite above runs the larger one.
  { name: 'Rust tests, small model', group: 'rust', command: cargo('test', '-q', '-p', 'unnag', '--lib', '--test', 'same_everywhere') },
  // Examples in the documentation that no longer hold.
  { name: 'Rust examples in the docs', group: 'rust', command: cargo('test', '-q', '--doc', '-p', 'unnag') },
  // Documentation that docs.rs would show with broken links.
  { name: 'Rust docs', group: 'rust', command: cargo('doc', '-q', '--no-deps', '-p', 'unnag', '--features', 'html,serde'), env: { RUSTDOCFLAGS: '-D warnings' } },
  // A crate that can not be packed.
  { name: 'Rust crate, packed', group: 'rust', command: cargo('package', '-q', '-p', 'unnag', '--allow-dirty', '--no-verify') },
  // The engine behaving differently where pointers have 32 bits.
  { name: 'Rust tests, wasm32', group: 'rust', command: cargo('test', '-p', 'unnag', '--target', 'wasm32-wasip1', '--no-fail-fast', '--lib', '--tests'), env: WASI },
  // The engine as the extension has it, the larger model on wide registers, answering differently than natively.
  {
    name: 'Rust answers, large model, wasm32 with SIMD',
    group: 'rust',
    // A folder of its own: other flags would have all of it compiled anew each time.
    command: cargo('test', '-p', 'unnag', '--target', 'wasm32-wasip1', '--target-dir', 'target/simd', '--features', 'large', '--test', 'same_everywhere'),
    env: { ...WASI, CARGO_TARGET_WASM32_WASIP1_RUSTFLAGS: `${WASI.CARGO_TARGET_WASM32_WASIP1_RUSTFLAGS} -C target-feature=+simd128` },
  },
  // A stage that needs 5 % more instructions than it did.
  { name: 'Instruction counts', group: 'rust', work: () => checkCounts() },
  // A dependency that nobody argued for, or under a licence that we can not take.
  { name: 'Dependencies', group: 'rust', command: ['node', ['scripts/supply.mjs', '--quick']] },
  // A model that has become worse on the fixtures.
  { name: 'Accuracy floors', group: 'rust', work: checkAccuracy },
  // Constants that differ between Rust and TypeScript.
  { name: 'Generated schema is clean', group: 'rust', work: checkSchema },
  // Types that do not fit.
  { name: 'TypeScript types', group: 'web', command: ['node', ['scripts/types.mjs']] },
  // House rules: no any, no innerHTML, no engine in the content script.
  { name: 'Lint', group: 'web', command: ['eslint', ['.', '--max-warnings', '0']] },
  // Broken behaviour of snapshot, apply and the package's entries.
  { name: 'JavaScript unit tests', group: 'web', command: nodeTests(...testsIn('js/test', [...PACKED, ...ENGINES])) },
  // Fixtures that do not say what they mean; guards of the extension that let something through.
  { name: 'Fixtures and guards', group: 'web', command: nodeTests(...testsIn('tests/browser', [...IN_BROWSERS, ...APART])) },
  // An optimiser that changed what the engine says: the tests above run engines that have not passed through it.
  { name: 'Engines as shipped', group: 'web', work: enginesTests },
  // A package that can not be installed, bundled or imported; a README whose examples do not hold.
  { name: 'npm package, installed', group: 'web', browsers: ['chromium'], command: nodeTests(...PACKED.map((name) => `js/test/${name}`)) },
  // An `npm start` that shows a broken article to the first visitor.
  { name: 'Sample article', group: 'web', work: checkSample },
  // A content script or an engine that has grown.
  { name: 'Size budgets', group: 'web', work: checkSizes },
  // A package that addons.mozilla.org would refuse or complain of.
  { name: 'Firefox lint', group: 'web', command: ['web-ext', ['lint', '--source-dir', 'extension/dist/firefox', '--warnings-as-errors', '--no-config-discovery']] },
  // Zips that come out otherwise each time, or a source archive from which they can not be built.
  { name: 'Store packages', group: 'web', command: nodeTests('tests/browser/package.test.ts') },
  // A DESIGN.md that speaks of files that are gone.
  { name: 'DESIGN.md names files that exist', group: 'web', command: ['node', ['scripts/design-paths.mjs']] },
  // Snapshot or apply that go wrong on a live page.
  { name: 'npm package in browsers', group: 'browser', browsers: ['chromium', 'firefox'], command: nodeTests(...testsIn('js/test/browser')) },
  // A live document that is another page to Rust than the same file is.
  { name: 'Feature web in Chromium', group: 'browser', browsers: ['chromium'], work: webTests },
  // A demo that shows something else than the engine says, or lets a page out of its frame.
  { name: 'Demo in Chromium', group: 'browser', browsers: ['chromium'], command: nodeTests(...testsIn('www/test')), env: { UNNAG_BROWSER: 'chromium' } },
  { name: 'Demo in Firefox', group: 'browser', browsers: ['firefox'], command: nodeTests(...testsIn('www/test')), env: { UNNAG_BROWSER: 'firefox' } },
  // An extension that hides too little or too much, or leaves something behind.
  { name: 'Extension in Chromium', group: 'browser', browsers: ['chromium'], command: extensionTests, env: { UNNAG_BROWSER: 'chromium' } },
  // An extension that keeps what pages have let go of, or leaves something of itself in them.
  { name: 'Short soak in Chromium', group: 'browser', browsers: ['chromium'], command: ['node', ['--import', 'tsx', 'tests/browser/soak/run.ts', '--loads', '25', '--hours', '0.17']] },
  // Errors and warnings that Chromium lists for the extension; pages of it that do not fit a phone or a language.
  { name: 'Loading and layout in Chromium', group: 'browser', browsers: ['chromium'], command: nodeTests('tests/browser/loading.test.ts', 'tests/browser/layout.test.ts') },
  { name: 'Extension in Firefox', group: 'browser', browsers: ['firefox'], command: extensionTests, env: { UNNAG_BROWSER: 'firefox' } },
];
