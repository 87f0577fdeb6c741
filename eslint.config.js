// House rules as lint rules. Each message says what to do instead.
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const noMarkup = (what) => `${what}: a page's words must never become markup. Build elements with createElement and set textContent.`;

/** Ways in which a string becomes markup or code. */
const MARKUP = [
  {
    selector: 'AssignmentExpression > MemberExpression.left[property.name=/^(inner|outer)HTML$/]',
    message: noMarkup('innerHTML and outerHTML are not assigned'),
  },
  {
    selector: 'AssignmentExpression > MemberExpression.left[computed=true][property.value=/^(inner|outer)HTML$/]',
    message: noMarkup('innerHTML and outerHTML are not assigned'),
  },
  {
    selector: 'CallExpression[callee.property.name=/^(insertAdjacentHTML|createContextualFragment|setHTMLUnsafe|setHTML)$/]',
    message: noMarkup('HTML strings are not inserted'),
  },
  {
    selector: 'CallExpression[callee.object.name="document"][callee.property.name=/^(write|writeln)$/]',
    message: noMarkup('document.write is not used'),
  },
  {
    selector: 'CallExpression[callee.property.name="setAttribute"][arguments.0.value=/^(on|srcdoc$|style$)/]',
    message: 'Attributes that hold code, markup or styles are not set from strings. Use listeners, textContent and classes.',
  },
];

/** Work that belongs to js/: walking a page, watching it, hiding in it. */
const PAGE_WORK = [
  {
    selector: 'NewExpression[callee.name="MutationObserver"], CallExpression[callee.property.name=/^(createTreeWalker|createNodeIterator)$/]',
    message: 'Walking and watching a page is done in js/src/snapshot and js/src/apply and nowhere else: extension and demo only call them.',
  },
  {
    selector: 'CallExpression[callee.name="getComputedStyle"]',
    message: 'Layout is read in js/src/snapshot/measure.ts and nowhere else, where all reads are batched.',
  },
  {
    selector: 'MemberExpression[property.name="adoptedStyleSheets"]',
    message: 'Hiding is done in js/src/apply and nowhere else, where it can be undone exactly.',
  },
];

/** Files of an import that are someone's inside. */
const INSIDES = {
  group: ['**/js/src/**', 'unnag/src/**', 'unnag/dist/**'],
  message: "js/ is used through the package's doors: unnag, unnag/slim, unnag/snapshot, unnag/apply.",
};

export default defineConfig(
  globalIgnores(['**/dist/', 'target/', '.tools/', '.cache/', 'js/src/wasm/', 'fuzz/target/', 'tests/corpus/*/']),
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: Object.fromEntries(['process', 'console', 'URL', 'Buffer', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'WebAssembly'].map((name) => [name, 'readonly'])),
    },
    rules: {
      eqeqeq: 'error',
      // Terminals' control characters are matched on purpose.
      'no-control-regex': 'off',
    },
  },
  {
    // Functions in these are sent into a page.
    files: ['scripts/pictures.mjs', 'scripts/shots.mjs', 'www/test/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries([
        'Blob',
        'CompressionStream',
        'DataTransfer',
        'DataTransferItem',
        'Document',
        'DragEvent',
        'File',
        'PerformanceObserver',
        'Response',
        'btoa',
        'caches',
        'chrome',
        'document',
        'getComputedStyle',
        'innerWidth',
        'location',
        'matchMedia',
        'navigator',
        'scrollTo',
        'scrollY',
      ].map((name) => [name, 'readonly'])),
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-restricted-syntax': ['error', ...MARKUP],
    },
  },
  {
    // node:test gives promises that it waits for itself.
    files: ['**/test/**/*.ts', 'tests/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['test', 'it', 'describe', 'suite'] }] }],
    },
  },
  {
    files: ['extension/src/**/*.ts', 'www/src/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...MARKUP, ...PAGE_WORK],
      'no-restricted-imports': ['error', { patterns: [INSIDES] }],
    },
  },
  {
    files: ['extension/src/{content,reader,keeper}.ts', 'extension/src/content/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            INSIDES,
            {
              regex: '^unnag(?!/(snapshot|apply)$)',
              message:
                "The content script takes unnag/snapshot and unnag/apply only. The engine runs in the background: Chromium lets a page's CSP forbid it here, and tells the site that we tried.",
            },
          ],
        },
      ],
    },
  },
  {
    // The one place where a page's markup is shown: in a frame without scripts and without network.
    files: ['www/src/frame.ts'],
    rules: { 'no-restricted-syntax': ['error', ...MARKUP.filter(({ selector }) => !selector.includes('setAttribute')), ...PAGE_WORK] },
  },
);
