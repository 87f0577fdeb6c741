/** The browsers that the extension is tested in. */
export { launchChromium } from './chromium.js';
export { launchFirefox } from './firefox.js';
export type { Driver, PageHandle } from './driver.js';
