/**
 * What the stores get: the same sources give the same bytes, and the source archive holds all that the extension is built from.
 *
 * UNNAG_FULL=1 builds the WebAssembly from the source archive too, which takes minutes; without it, it is taken as built, and the build itself
 * refuses it if it was made from other sources.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';

const ROOT = path.join(import.meta.dirname, '../..');
const FULL = process.env['UNNAG_FULL'] === '1';
const run = promisify(execFile);

const pack = async (root: string, out: string, env: Record<string, string> = {}, more: string[] = []): Promise<void> => {
  await run('node', ['scripts/package.mjs', '--out', out, ...more], { cwd: root, env: { ...process.env, ...env }, maxBuffer: 1 << 26 });
};
const archives = async (folder: string): Promise<Map<string, Buffer>> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.zip')).sort();
  return new Map(await Promise.all(names.map(async (name): Promise<[string, Buffer]> => [name, await readFile(path.join(folder, name))])));
};
const named = (all: Map<string, Buffer>, part: string): Buffer => {
  const found = [...all].find(([name]) => name.includes(part));
  assert.ok(found, `no archive named ${part}`);
  return found[1];
};
/** What differs between two archives, by name: a failure that says where to look. */
const differing = (left: Uint8Array, right: Uint8Array): string[] => {
  const [one, other] = [unzipSync(left), unzipSync(right)];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((name) => !one[name] || !other[name] || Buffer.compare(one[name], other[name]) !== 0);
};

describe('the packages', () => {
  let work: string;
  let first: Map<string, Buffer>;

  before(async () => {
    work = await mkdtemp(path.join(tmpdir(), 'unnag-package-'));
    await pack(ROOT, path.join(work, 'first'));
    first = await archives(path.join(work, 'first'));
  });
  after(() => rm(work, { recursive: true, force: true, maxRetries: 3 }));

  it('are one for each browser, and the sources', () => {
    assert.deepEqual([...first.keys()].map((name) => name.replace(/-\d+\.\d+\.\d+\.zip$/, '')), ['unnag-chromium', 'unnag-firefox', 'unnag-source']);
  });

  it('have files in order, all of one date, and none that readers do not need', () => {
    for (const browser of ['chromium', 'firefox']) {
      const names = Object.keys(unzipSync(named(first, browser)));
      assert.deepEqual(names, [...names].sort(), browser);
      assert.ok(names.includes('manifest.json') && names.includes('unnag_bg.wasm'), browser);
      assert.deepEqual(names.filter((name) => !/^(?:_locales\/\w+\/messages\.json|icons\/[\w-]+\.png|[\w-]+\.(?:js|css|html|json|wasm))$/.test(name)), [], browser);
    }
  });

  it('are the same bytes another time, in another place and time zone, from files of another date', async () => {
    await utimes(path.join(ROOT, 'extension/dist/chromium/manifest.json'), new Date(2031, 3, 4), new Date(2031, 3, 4));
    await pack(ROOT, path.join(work, 'second'), { TZ: 'Pacific/Auckland', LC_ALL: 'tr_TR.UTF-8' }, ['--built']);
    const second = await archives(path.join(work, 'second'));
    for (const [name, bytes] of first) {
      assert.deepEqual(differing(bytes, named(second, name)), [], name);
      assert.ok(bytes.equals(named(second, name)), name);
    }
  });

  it('name nothing of the machine that they were built on', () => {
    const home = Buffer.from(path.resolve(process.env['CARGO_HOME'] ?? path.join(process.env['HOME'] ?? '/root', '.cargo')));
    for (const browser of ['chromium', 'firefox']) {
      for (const [name, bytes] of Object.entries(unzipSync(named(first, browser)))) {
        assert.equal(Buffer.from(bytes).includes(home), false, `${browser}: ${name} names ${home.toString()}`);
        assert.equal(Buffer.from(bytes).includes(path.resolve(ROOT)), false, `${browser}: ${name} names the folder`);
      }
    }
  });

  it('come out of the unpacked source archive as they are', { timeout: FULL ? 3_600_000 : 300_000 }, async () => {
    const files = Object.entries(unzipSync(named(first, 'source')));
    const inside = path.join(work, 'elsewhere');
    for (const [name, bytes] of files) {
      const file = path.join(inside, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, bytes);
    }
    const [folder] = await readdir(inside);
    assert.ok(folder);
    const copy = path.join(inside, folder);
    // As `npm ci` would install them; the project's own packages are those of the copy.
    await mkdir(path.join(copy, 'node_modules/@unnag'), { recursive: true });
    for (const name of await readdir(path.join(ROOT, 'node_modules'))) {
      if (name !== 'unnag' && name !== '@unnag') await symlink(path.join(ROOT, 'node_modules', name), path.join(copy, 'node_modules', name));
    }
    for (const [name, room] of [['unnag', 'js'], ['@unnag/extension', 'extension'], ['@unnag/www', 'www']] as const) {
      await symlink(path.join(copy, room), path.join(copy, 'node_modules', name));
    }
    // Tools that the machine lacks are built by every clone for itself, which is not what is tested here.
    if (existsSync(path.join(ROOT, '.tools'))) await symlink(path.join(ROOT, '.tools'), path.join(copy, '.tools'));
    if (!FULL) await cp(path.join(ROOT, 'js/src/wasm'), path.join(copy, 'js/src/wasm'), { recursive: true });
    await pack(copy, path.join(work, 'third'));
    const third = await archives(path.join(work, 'third'));
    for (const browser of ['chromium', 'firefox']) {
      assert.deepEqual(differing(named(first, browser), named(third, browser)), [], browser);
      assert.ok(named(first, browser).equals(named(third, browser)), browser);
    }
    // And the sources themselves: nothing that was built is among them.
    assert.deepEqual(differing(named(first, 'source'), named(third, 'source')), []);
  });
});
