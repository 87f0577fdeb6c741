// Serves the demo page's files to this machine. Nothing else: no listing, no way out of the folder, no other host.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { Trouble } from './steps.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

function answer(root, request, response) {
  const refuse = (code) => response.writeHead(code, { 'content-type': 'text/plain; charset=utf-8' }).end(`${code}\n`);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  let path;
  try {
    path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  } catch {
    return refuse(400);
  }
  let file = normalize(join(root, path));
  if (path.includes('\0') || (file !== root && !file.startsWith(root + sep))) return refuse(404);
  if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
  if (!existsSync(file) || !statSync(file).isFile()) return refuse(404);
  response.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'content-length': statSync(file).size,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  if (request.method === 'HEAD') return response.end();
  return createReadStream(file).on('error', () => response.destroy()).pipe(response);
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Serves a folder and gives the server and its address. A wished port must be had; otherwise the next one that is not in use is taken. */
export async function serve(root, { port, from = 4173 } = {}) {
  const folder = normalize(root).replace(/[\\/]+$/, '');
  const server = createServer((request, response) => answer(folder, request, response));
  for (let at = port ?? from; ; at += 1) {
    try {
      await listen(server, at);
      return { server, address: `http://localhost:${server.address().port}/` };
    } catch (error) {
      const busy = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      if (!busy) throw error;
      if (port !== undefined) throw new Trouble(`Port ${port} is taken. Choose another: npm start -- --port ${port + 1}`);
      if (at - from > 50) throw new Trouble(`No port from ${from} to ${at} can be had. Choose one: npm start -- --port N`);
    }
  }
}
