/** The pages that costs are measured on: the fixtures, and any folder of saved pages, which is no part of the project. */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { slugs } from '../cases.js';
import { serve } from '../server.js';

export interface Pages {
  readonly urls: readonly string[];
  close(): Promise<void>;
}

/** Serves the fixtures, and up to `most` pages (`*.html`, `*.html.gz`) of a folder, spread over all of it, each on a host of its own. `more`: headers of all. */
export async function servePages(folder: string | undefined, most: number, more: Readonly<Record<string, string>> = {}): Promise<Pages> {
  const fixtures = await serve(0, more);
  const urls = slugs().map((slug) => fixtures.url(slug));
  if (folder === undefined) return { urls, close: () => fixtures.close() };
  const all = readdirSync(folder).filter((name) => /\.html(?:\.gz)?$/.test(name)).sort();
  const files = all.filter((_, at) => at % Math.ceil(all.length / most) === 0);
  const server = createServer((request, response) => {
    const file = files[Number(/^saved(\d+)\./.exec(request.headers.host ?? '')?.[1] ?? NaN)];
    if (file === undefined || !(request.url ?? '').startsWith('/news/')) {
      response.writeHead(404).end();
      return;
    }
    const bytes = readFileSync(join(folder, file));
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...more }).end(file.endsWith('.gz') ? gunzipSync(bytes) : bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    urls: [...urls, ...files.map((_, at) => `http://saved${String(at)}.localhost:${String(port)}/news/2026/a-page-that-was-saved`)],
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await fixtures.close();
    },
  };
}
