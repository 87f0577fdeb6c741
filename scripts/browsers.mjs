// Finds the browsers for the tests; on Debian as root, installs them.
import { existsSync } from 'node:fs';
import { installDebian, isDebianRoot } from './debian.mjs';
import { ask } from './process.mjs';
import { step } from './steps.mjs';

const KINDS = {
  chromium: {
    variable: 'UNNAG_CHROMIUM',
    programs: ['chromium', 'chromium-browser', 'google-chrome-for-testing'],
    places: ['/usr/bin/chromium', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
    debian: ['chromium', 'chromium-driver'],
    elsewhere: 'npx playwright-core install chromium',
  },
  firefox: {
    variable: 'UNNAG_FIREFOX',
    programs: ['firefox-esr', 'firefox'],
    places: ['/usr/bin/firefox-esr', '/Applications/Firefox.app/Contents/MacOS/firefox'],
    debian: ['firefox-esr'],
    elsewhere: 'install Firefox ESR: https://www.mozilla.org/firefox/enterprise/',
  },
};

async function find(kind) {
  const { variable, programs, places } = KINDS[kind];
  const named = process.env[variable];
  if (named !== undefined && existsSync(named)) return named;
  for (const program of programs) {
    const path = process.platform === 'win32' ? undefined : await ask('sh', ['-c', `command -v ${program}`]);
    if (path) return path;
  }
  const place = places.find((path) => existsSync(path));
  if (place !== undefined) return place;
  if (kind !== 'chromium') return undefined;
  // Playwright's own Chromium, if somebody has installed it.
  const own = await ask('node', ['-e', "process.stdout.write(require('playwright-core').chromium.executablePath())"]);
  return own && existsSync(own) ? own : undefined;
}

/**
 * The browsers' programs by kind, and a line on how to get each that is missing. The tests read the programs from the environment
 * variables UNNAG_CHROMIUM and UNNAG_FIREFOX, which are set here.
 */
export async function findBrowsers() {
  const found = { chromium: await find('chromium'), firefox: await find('firefox') };
  const missing = Object.keys(KINDS).filter((kind) => found[kind] === undefined);
  if (missing.length > 0 && (await isDebianRoot())) {
    const packages = missing.flatMap((kind) => KINDS[kind].debian);
    await step(`Browsers from Debian (${packages.join(', ')})`, (at) => installDebian(packages, at));
    for (const kind of missing) found[kind] = await find(kind);
  }
  for (const [kind, path] of Object.entries(found)) if (path !== undefined) process.env[KINDS[kind].variable] = path;
  return {
    found,
    how: Object.keys(KINDS)
      .filter((kind) => found[kind] === undefined)
      .map((kind) => `${kind} is missing: ${KINDS[kind].elsewhere}, or set ${KINDS[kind].variable} to its program`),
  };
}
