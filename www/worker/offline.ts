/**
 * The demo's service worker: keeps the demo's own files, so that it works without a network from the second time on. It never asks for and never
 * keeps anything else. Each build has a cache of its own; the files in it have their contents in their names, so that no two builds mix.
 */

export {};

/** Written in by build.ts. */
declare const BUILD: string;
declare const FILES: readonly string[];
declare const self: ServiceWorkerGlobalScope;

const PREFIX = 'unnag-demo-';
const CACHE = `${PREFIX}${BUILD}`;
const OWN: ReadonlySet<string> = new Set(FILES.map((file) => new URL(file, self.registration.scope).href));
const PAGE = new URL('./', self.registration.scope).href;

async function keep(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([...OWN].map((url) => new Request(url, { cache: 'reload' })));
  await self.skipWaiting();
}

async function tidy(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** What names its contents is the same for ever; the page itself is asked for anew, and the kept one is for when nobody answers. */
async function answer(request: Request, url: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(url);
  if (url !== PAGE) return kept ?? fetch(request);
  try {
    const fresh = await fetch(request);
    return fresh.ok ? fresh : (kept ?? fresh);
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener('install', (event) => {
  event.waitUntil(keep());
});
self.addEventListener('activate', (event) => {
  event.waitUntil(tidy());
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  url.search = '';
  url.hash = '';
  const asked = url.href.replace(/index\.html$/, '');
  if (request.method === 'GET' && OWN.has(asked)) event.respondWith(answer(request, asked));
});
