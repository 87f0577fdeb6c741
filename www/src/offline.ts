/** Keeps the demo's files for when there is no network. It works without that too, so a refusal is no trouble. */

/** Where the browser and the address allow it. */
export function keepForOffline(): void {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register('offline.js').catch(() => undefined);
}
