/**
 * One manifest, written out once for each browser. Each permission stands here with its reason; there is none without.
 */

import { ALL_SITES } from './src/access.js';

/** The browsers that a manifest is written for. */
export const BROWSERS = ['chromium', 'firefox'] as const;
/** One of them. */
export type Browser = (typeof BROWSERS)[number];

const ICONS = { 16: 'icons/16.png', 32: 'icons/32.png', 48: 'icons/48.png', 128: 'icons/128.png' };

/** The button before anything is allowed; src/background/icon.ts paints it. */
const AWAY = { 16: 'icons/away-16.png', 32: 'icons/away-32.png' };

/** Keys that neither browser uses itself; every one can be changed or taken away in the browser's own page for that. */
const COMMANDS = {
  _execute_action: { suggested_key: { default: 'Alt+Shift+U' } },
  'toggle-site': { suggested_key: { default: 'Alt+Shift+O' }, description: '__MSG_commandSite__' },
  'toggle-hidden': { suggested_key: { default: 'Alt+Shift+H' }, description: '__MSG_commandHidden__' },
  pick: { suggested_key: { default: 'Alt+Shift+K' }, description: '__MSG_commandPick__' },
};

/** The manifest of one browser as JSON data. `version`: as in package.json. */
export const manifest = (browser: Browser, version: string): Record<string, unknown> => ({
  manifest_version: 3,
  name: '__MSG_name__',
  short_name: 'Unnag',
  description: '__MSG_description__',
  version,
  default_locale: 'en',
  icons: ICONS,
  action: { default_popup: 'popup.html', default_title: '__MSG_actionAway__', default_icon: AWAY },
  commands: COMMANDS,
  options_ui: { page: 'options.html', open_in_tab: true },
  permissions: [
    // The reader's choices: level, kinds, sites that are off.
    'storage',
    // `insertCSS` with USER origin: the one way of hiding that a page can not undo by mistake and that is undone exactly. And the content
    // script, which is registered for the sites that the reader has allowed.
    'scripting',
    // "Only when I click": the page in front, for as long as it is open, when the reader clicks the button or presses its key.
    'activeTab',
    // Hide this, why is this hidden, off here.
    'contextMenus',
  ],
  // No host at install. The reader allows single sites or all of them, and may take that back; see src/access.ts. Nothing is requested from any.
  optional_host_permissions: ALL_SITES,
  content_security_policy: {
    // The engine is WebAssembly in the package; pages of the extension may load nothing else, from nowhere else.
    extension_pages: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; object-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  },
  incognito: browser === 'chromium' ? 'split' : 'spanning',
  ...(browser === 'chromium'
    ? {
        // structured_clone needs 148; the rest is older.
        minimum_chrome_version: '148',
        // Typed arrays cross as they are and not as objects of numbered keys.
        message_serialization: 'structured_clone',
        background: { service_worker: 'worker.js', type: 'module' },
      }
    : {
        background: { scripts: ['worker.js'], type: 'module' },
        browser_specific_settings: {
          gecko: {
            id: 'unnag@unnag.example',
            // data_collection_permissions came with 140.
            strict_min_version: '140.0',
            data_collection_permissions: { required: ['none'] },
          },
          gecko_android: { strict_min_version: '142.0' },
        },
      }),
});
