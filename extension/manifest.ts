/**
 * One manifest, written out once for each browser. Each permission stands here with its reason; there is none without.
 */

/** The browsers that a manifest is written for. */
export const BROWSERS = ['chromium', 'firefox'] as const;
/** One of them. */
export type Browser = (typeof BROWSERS)[number];

/** Where the content script runs. Files, data: and extension pages are not articles on the web. */
const PAGES = ['http://*/*', 'https://*/*'];

const ICONS = { 16: 'icons/16.png', 32: 'icons/32.png', 48: 'icons/48.png', 128: 'icons/128.png' };

/** The manifest of one browser as JSON data. `version`: as in package.json. */
export const manifest = (browser: Browser, version: string): Record<string, unknown> => ({
  manifest_version: 3,
  name: '__MSG_name__',
  short_name: 'Unnag',
  description: '__MSG_description__',
  version,
  default_locale: 'en',
  icons: ICONS,
  action: { default_popup: 'popup.html', default_title: '__MSG_actionTitle__', default_icon: ICONS },
  content_scripts: [{ matches: PAGES, js: ['content.js'], run_at: 'document_start', all_frames: false }],
  permissions: [
    // The reader's choices: level, kinds, sites that are off.
    'storage',
    // `insertCSS` with USER origin: the one way of hiding that a page can not undo by mistake and that is undone exactly.
    'scripting',
  ],
  // insertCSS wants the page's host. Nothing is requested from any host.
  host_permissions: PAGES,
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
