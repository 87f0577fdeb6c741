/** The extension with all sites allowed from the start. Only tests make it; what is built and shipped has no host permission. */
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Driver } from './driver.js';

/** A copy of a built extension whose manifest asks for all sites at install. */
export const allowing = async (extension: string): Promise<string> => {
  const directory = await mkdtemp(path.join(tmpdir(), 'unnag-granted-'));
  await cp(path.resolve(extension), directory, { recursive: true });
  const file = path.join(directory, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  manifest['host_permissions'] = manifest['optional_host_permissions'];
  delete manifest['optional_host_permissions'];
  await writeFile(file, JSON.stringify(manifest));
  return directory;
};

/** Waits until the content script is registered for what is allowed: pages opened before that do not have it. */
export const registered = async (driver: Pick<Driver, 'open' | 'extensionUrl'>): Promise<void> => {
  const page = await driver.open(driver.extensionUrl('popup.html'));
  await page.waitFor('chrome.scripting.getRegisteredContentScripts().then((scripts) => scripts.length > 0)', 10_000);
  await page.close();
};
