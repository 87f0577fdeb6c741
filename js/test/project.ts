/** The package as its users get it: packed, installed into an empty project, used by Node and by a page of that project. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { build } from 'esbuild';
import { chromium, type Browser } from 'playwright-core';

const PACKAGE = join(import.meta.dirname, '..');
const ROOT = join(PACKAGE, '..');
const TYPES: Record<string, string> = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.html': 'text/html; charset=utf-8', '.wasm': 'application/wasm' };
const shell = process.platform === 'win32';

/** The other programs that run JavaScript: how each is called, and why not, where it is not here. `UNNAG_DENO` and `UNNAG_BUN` say where they are. */
export const OTHERS = (
  [
    ['deno', 'run', '--no-prompt', '--allow-read'],
    ['bun', 'run'],
  ] as const
).map(([name, ...args]) => {
  const program = process.env[`UNNAG_${name.toUpperCase()}`] ?? name;
  return { name, command: [program, ...args], missing: spawnSync(program, ['--version']).status === 0 ? false : `${name} is not here` };
});

export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), 'unnag-package-'));
  readonly archive: string;
  #browser: Browser | undefined;

  constructor() {
    execFileSync('npm', ['pack', '--silent', '--pack-destination', this.folder], { cwd: PACKAGE, shell });
    this.archive = join(this.folder, readdirSync(this.folder).find((name) => name.endsWith('.tgz')) ?? '');
    this.write('package.json', '{ "name": "user", "private": true }');
    execFileSync('npm', ['install', '--silent', '--offline', '--no-audit', '--no-fund', this.archive], { cwd: this.folder, shell });
  }

  async end(): Promise<void> {
    await this.#browser?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  write(file: string, content: string): string {
    writeFileSync(join(this.folder, file), content);
    return join(this.folder, file);
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  /** Installs a package that this repository has too. */
  add(name: string): void {
    symlinkSync(join(ROOT, 'node_modules', name), join(this.folder, 'node_modules', name), 'junction');
  }

  /** Runs a file by Node, or by another program, and gives what it prints. */
  run(file: string, code: string, [program = process.execPath, ...args]: readonly string[] = [process.execPath, '--no-warnings']): string {
    this.write(file, code);
    return execFileSync(program, [...args, file], { cwd: this.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  }

  /** Bundles code of the project by esbuild. */
  async bundle(contents: string, platform: 'browser' | 'neutral' | 'node' = 'browser'): Promise<string> {
    const result = await build({
      stdin: { contents, resolveDir: this.folder },
      bundle: true,
      write: false,
      format: 'esm',
      minify: true,
      platform,
      logLevel: 'error',
    });
    return result.outputFiles[0]?.text ?? '';
  }

  /** Serves the project, opens a page of it, and gives what the page leaves in `document.title`. `policies`: the CSP of a path. */
  async title(html: string, policies: Readonly<Record<string, string>> = {}): Promise<string> {
    this.write('index.html', html);
    const server = createServer((request, response) => {
      const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
      const policy = policies[path];
      if (policy !== undefined) response.setHeader('content-security-policy', policy);
      try {
        response.setHeader('content-type', TYPES[extname(path)] ?? 'text/html; charset=utf-8');
        response.end(readFileSync(join(this.folder, path === '/' || path.startsWith('/news/') ? 'index.html' : path)));
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    this.#browser ??= await chromium.launch({ executablePath: process.env['UNNAG_CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
    const page = await this.#browser.newPage();
    try {
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/news/2026/a-story`);
      // Not by a function in the page: its policy may forbid strings of code.
      for (let left = 400; left > 0; left -= 1) {
        const title = await page.title();
        if (/^(?:done|failed)/.test(title)) return title;
        await setTimeout(50);
      }
      return 'nothing was told in time';
    } finally {
      await page.close();
      server.closeAllConnections();
      server.close();
    }
  }
}
