/** Chromium has nothing to complain of: no error and no warning of the manifest, none while the extension works, as its own page lists them. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { manifest } from '../../extension/manifest.js';
import { broken, DIST } from './drivers/inside.js';
import { launchChromium } from './drivers/index.js';
import { appeal, startSite } from './drivers/site.js';

/** Installs it, uses it, and gives what Chromium lists under "Errors" on chrome://extensions. */
const complaints = async (extension: string): Promise<string[]> => {
  const site = await startSite();
  const profile = await mkdtemp(path.join(tmpdir(), 'unnag-loading-'));
  // Errors and warnings are kept only for developers, from the next start on.
  const first = await launchChromium(extension, { granted: false, profile });
  await (await first.open('chrome://extensions/')).evaluate(`chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })
    .then(() => chrome.developerPrivate.getExtensionsInfo())
    .then((all) => Promise.all(all.map(({ id }) => chrome.developerPrivate.updateExtensionConfiguration({ extensionId: id, errorCollection: true }))))`);
  await first.close();
  const driver = await launchChromium(extension, { granted: false, yes: true, profile });
  try {
    const list = await driver.open('chrome://extensions/');
    const welcome = await driver.open(driver.extensionUrl('welcome.html'));
    await welcome.waitFor(`document.documentElement.dataset.ready === ''`);
    await welcome.click('#mode-all');
    await welcome.waitVisible('#next');
    const page = await driver.open(site.add('loading', { inside: appeal() }));
    await page.waitHidden('#appeal p');
    const popup = await driver.popup(page);
    await popup.waitVisible('#show-all');
    await popup.click('#show-all');
    await page.waitVisible('#appeal p');
    await (await driver.open(driver.extensionUrl('options.html'))).waitFor(`document.documentElement.dataset.ready === ''`);
    await driver.stopWorker();
    await page.reload();
    await sleep(500);
    return await list.evaluate<string[]>(`chrome.developerPrivate.getExtensionsInfo().then((all) => all.flatMap(({ manifestErrors, runtimeErrors, installWarnings }) =>
      [...manifestErrors, ...runtimeErrors].map(({ message }) => message).concat(installWarnings ?? [])))`);
  } finally {
    await driver.close();
    await site.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
};

describe('Chromium, of the extension', () => {
  it('lists no error and no warning', async () => {
    assert.deepEqual(await complaints(path.join(DIST, 'chromium')), []);
  });

  it('would list one', async () => {
    const directory = await broken('chromium', 'manifest.json', JSON.stringify({ ...manifest('chromium', '0.1.0'), permissions: ['storage', 'scripting', 'activeTab', 'contextMenus', 'noSuchThing'] }));
    try {
      assert.match((await complaints(directory)).join('\n'), /noSuchThing/);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });
});
