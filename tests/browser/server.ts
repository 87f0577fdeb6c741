/**
 * Serves the fixtures of tests/corpus to browsers, on this machine only. Each page has a host of its own (`<site>.localhost`, so that what
 * is remembered for one site does not reach the next test) and the path of its case.json, since the engine reads addresses;
 * `/<slug>/…` on any host serves the folder too. `data-gold` is taken out on the way: nobody may learn from it.
 *
 *   node --import tsx tests/browser/server.ts     lists the pages and serves until stopped
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readFileSync, existsSync, statSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import type { AddressInfo } from 'node:net';
import { corpus, readCase, slugs, type Case } from './cases.js';

export interface FixtureServer {
  port: number;
  /** Where a fixture's page is served; `path` for another path of the same host. */
  url(slug: string, path?: string): string;
  /** The Content-Security-Policy reports that a fixture's page has sent so far. */
  reports(slug: string): readonly string[];
  /** Requests that no fixture answers, as `host path`. A test may assert that there are none. */
  readonly strays: readonly string[];
  close(): Promise<void>;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const REPORT_PATH = '/-/csp-report';

export function withoutGold(html: string): string {
  return html.replace(/ data-gold="[a-z]*"/g, '');
}

/** The path of a request, without query; none if it is malformed. */
function pathOf(request: IncomingMessage): string | undefined {
  try {
    return decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
  } catch {
    return undefined;
  }
}

function fileOf(found: Case, path: string): string | undefined {
  if (path === decodeURIComponent(found.path) || path === '/') return 'page.html';
  // Subresources stand beside page.html and are asked for beside the page or from the root of the host.
  const name = path.slice(path.lastIndexOf('/') + 1);
  const file = normalize(join(corpus, found.slug, name));
  return name !== '' && name !== 'case.json' && file.startsWith(join(corpus, found.slug) + sep) && existsSync(file) && statSync(file).isFile()
    ? name
    : undefined;
}

/** `more`: headers of all that is served. */
export async function serve(port = 0, more: Readonly<Record<string, string>> = {}): Promise<FixtureServer> {
  const cases = slugs().map(readCase);
  const bySlug = new Map(cases.map((entry) => [entry.slug, entry]));
  const reports = new Map<string, string[]>();
  const strays: string[] = [];

  /** The fixture a request is for, and the path within it: by its host, or else by its first folder. */
  const find = (host: string, path: string): [Case, string] | undefined => {
    const here = cases.find((entry) => `${entry.site}.localhost` === host);
    if (here) return [here, path];
    const [, first = '', ...rest] = path.split('/');
    const named = bySlug.get(first);
    return named && [named, `/${rest.join('/')}`];
  };

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    const path = pathOf(request);
    const end = (status: number, text: string): void => {
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
    };
    if (path === undefined || !/^(?:127\.0\.0\.1|(?:[a-z0-9-]+\.)?localhost)$/.test(host)) {
      strays.push(`${host} ${path ?? '?'}`);
      end(421, 'This server has only the fixtures.');
      return;
    }
    if (path === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    if (path.startsWith(`${REPORT_PATH}/`)) {
      const slug = path.slice(REPORT_PATH.length + 1);
      const parts: string[] = [];
      request.setEncoding('utf8').on('data', (part: string) => parts.push(part));
      request.on('end', () => reports.set(slug, [...(reports.get(slug) ?? []), parts.join('')]));
      response.writeHead(204).end();
      return;
    }
    const found = find(host, path);
    const name = found && fileOf(...found);
    if (!found || name === undefined) {
      strays.push(`${host} ${path}`);
      end(404, 'No such fixture.');
      return;
    }
    const [entry] = found;
    const body = readFileSync(join(corpus, entry.slug, name), 'utf8');
    const isPage = name === 'page.html';
    response.writeHead(200, {
      'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
      'cache-control': 'no-store',
      ...more,
      ...(isPage && entry.csp !== undefined ? { 'content-security-policy': `${entry.csp}; report-uri ${REPORT_PATH}/${entry.slug}` } : {}),
      ...(isPage ? entry.headers : {}),
    });
    response.end(extname(name) === '.html' ? withoutGold(body) : body);
  };

  const server: Server = createServer(answer);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    port: bound,
    url: (slug, path) => {
      const entry = bySlug.get(slug);
      if (!entry) throw new Error(`there is no fixture ${slug}`);
      return `http://${entry.site}.localhost:${String(bound)}${path ?? entry.path}`;
    },
    reports: (slug) => reports.get(slug) ?? [],
    strays,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => {
          if (error) reject(error);
          else resolve();
        });
      }),
  };
}

if (process.argv[1] === import.meta.filename) {
  const server = await serve(Number(process.argv[2] ?? 0));
  for (const slug of slugs()) process.stdout.write(`${slug.padEnd(28)} ${server.url(slug)}\n`);
}
