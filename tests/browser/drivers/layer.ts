/** A look into the one element that the extension puts over a page: its shadow root is closed, so only its own content script can tell. */
import { setTimeout as sleep } from 'node:timers/promises';
import { inside } from './inside.js';
import type { PageHandle } from './driver.js';

const ROOT = `
  const host = [...document.querySelectorAll('html > div, dialog > div')].find((element) => element.popover === 'manual');
  const root = host && (host.openOrClosedShadowRoot ?? (globalThis.chrome.dom ? chrome.dom.openOrClosedShadowRoot(host) : null));`;

/** What can be read of it; nothing if it is not there. */
export const layerText = (desk: PageHandle, url: string): Promise<string> => inside(desk, url, `${ROOT} return root ? root.textContent : '';`);

/** Waits until it says something, or nothing. */
export const waitLayer = async (desk: PageHandle, url: string, words: RegExp, ms = 5000): Promise<string> => {
  const end = Date.now() + ms;
  for (;;) {
    const text = await layerText(desk, url);
    if (words.test(text)) return text;
    if (Date.now() > end) throw new Error(`the layer says ${JSON.stringify(text)}, not ${String(words)}`);
    await sleep(25);
  }
};

/** Where in the viewport something of it is. */
export const layerBox = (desk: PageHandle, url: string, selector: string): Promise<{ x: number; y: number; width: number; height: number } | null> =>
  inside(desk, url, `${ROOT} const box = root?.querySelector(${JSON.stringify(selector)})?.getBoundingClientRect(); return box ? { x: box.x, y: box.y, width: box.width, height: box.height } : null;`);

/** Clicks the button with these words, or taps it. */
export const clickLayer = async (desk: PageHandle, page: PageHandle, url: string, words: string, how: 'clickAt' | 'touch' = 'clickAt'): Promise<void> => {
  const point = await inside<{ x: number; y: number } | null>(desk, url, `${ROOT}
    const button = [...(root?.querySelectorAll('button') ?? [])].find((one) => one.textContent === ${JSON.stringify(words)});
    const box = button?.getBoundingClientRect();
    return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null;`);
  if (!point) throw new Error(`there is no button ${words}`);
  await page[how](point.x, point.y);
};

/** The value of its list of kinds, or sets it. */
export const layerKind = (desk: PageHandle, url: string, kind = ''): Promise<string> =>
  inside(desk, url, `${ROOT} const list = root.querySelector('select'); if (${JSON.stringify(kind)}) list.value = ${JSON.stringify(kind)}; return list.value;`);
