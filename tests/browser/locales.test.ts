/**
 * The words of the extension, without a browser: every language has the same messages with the same places to fill, none is missing, none is
 * left over, and none stands outside the locale files.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { BROWSERS, manifest } from '../../extension/manifest.js';
import { FAILURES, KEPT_WHYS } from '../../extension/src/messages.js';
import { MODES } from '../../extension/src/mode.js';
import { LEVELS, SWITCHES } from '../../extension/src/settings.js';
import { FAULTS } from '../../extension/src/transfer.js';
import { LABELS, PURPOSES, REASONS } from 'unnag/snapshot';

const ROOT = path.join(import.meta.dirname, '../../extension');
const LOCALES = path.join(ROOT, '_locales');
/** The words of the issue: these languages and no fewer. */
const LANGUAGES = ['de', 'en', 'es', 'fr', 'pt_BR', 'pt_PT', 'ru'];

interface Message {
  message: string;
  description?: string;
  placeholders?: Record<string, { content: string }>;
}
type Messages = Record<string, Message>;

const messagesOf = (language: string): Messages => JSON.parse(readFileSync(path.join(LOCALES, language, 'messages.json'), 'utf8')) as Messages;
const english = messagesOf('en');

const filesIn = (folder: string, ending: RegExp): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => ending.test(name)).map((name) => path.join(folder, name));
const scripts = filesIn(path.join(ROOT, 'src'), /\.ts$/).map((file) => ({ file, text: readFileSync(file, 'utf8') }));
const pages = filesIn(path.join(ROOT, 'src'), /\.html$/).map((file) => ({ file, text: readFileSync(file, 'utf8') }));

/** `log-in` → `LogIn`. */
const upper = (id: string): string => id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Keys that are put together from an id: how they begin, the ids, and what more there is of each. */
const FAMILIES: { prefix: string; ids: readonly string[]; endings?: readonly string[]; more?: readonly string[] }[] = [
  { prefix: 'label', ids: LABELS },
  { prefix: 'reason', ids: REASONS },
  { prefix: 'why', ids: KEPT_WHYS },
  { prefix: 'purpose', ids: PURPOSES.filter((purpose) => purpose !== 'article' && purpose !== 'home') },
  { prefix: 'failed', ids: FAILURES },
  { prefix: 'mode', ids: MODES, endings: ['', 'Hint', 'Done'] },
  { prefix: 'level', ids: LEVELS, endings: ['', 'Hint'] },
  { prefix: 'switch', ids: SWITCHES, more: ['switchConsentHint'] },
  { prefix: 'fault', ids: FAULTS, more: ['faultJsonEnd'] },
];
const familiar = new Set(FAMILIES.flatMap(({ prefix, ids, endings = [''], more = [] }) => [...ids.flatMap((id) => endings.map((ending) => `${prefix}${upper(id)}${ending}`)), ...more]));

/** Keys that the code names: in calls, in tables of keys, in the markup, in the manifest. */
const named = new Set([
  ...scripts.flatMap(({ text }) => [...text.matchAll(/'([a-z][a-zA-Z0-9]*)'/g)].map(([, key]) => key ?? '')),
  ...pages.flatMap(({ text }) => [...text.matchAll(/data-(?:text|aria-label|placeholder|title)="([^"]+)"/g)].map(([, key]) => key ?? '')),
  ...BROWSERS.flatMap((browser) => [...JSON.stringify(manifest(browser, '0')).matchAll(/__MSG_(\w+?)__/g)].map(([, key]) => key ?? '')),
]);

describe('locales', () => {
  it('are there for every language that is promised', () => {
    assert.deepEqual(readdirSync(LOCALES).sort(), LANGUAGES);
  });

  for (const language of LANGUAGES.filter((one) => one !== 'en')) {
    it(`${language} says everything that English says, with the same places to fill`, () => {
      const messages = messagesOf(language);
      assert.deepEqual(Object.keys(english).filter((key) => !(key in messages)), [], 'not translated');
      assert.deepEqual(Object.keys(messages).filter((key) => !(key in english)), [], 'left over');
      for (const [key, { message, placeholders }] of Object.entries(english)) {
        const other = messages[key];
        assert.deepEqual(other?.placeholders, placeholders, key);
        const places = (text: string): string[] => (text.match(/\$[A-Z]+\$/g) ?? []).sort();
        assert.deepEqual(places(other?.message ?? ''), places(message), key);
        assert.notEqual(other?.message.trim(), '', key);
      }
      assert.match(messages['lang']?.message ?? '', new RegExp(`^${language.replace('_', '-')}$`));
    });
  }

  it('fill every place that they have', () => {
    for (const language of LANGUAGES) {
      for (const [key, { message, placeholders = {} }] of Object.entries(messagesOf(language))) {
        const places = new Set([...message.matchAll(/\$([A-Z]+)\$/g)].map(([, name]) => (name ?? '').toLowerCase()));
        assert.deepEqual([...places].sort(), Object.keys(placeholders).sort(), `${language} ${key}`);
      }
    }
  });

  it('keep the description within what the stores take', () => {
    for (const language of LANGUAGES) assert.ok((messagesOf(language)['description']?.message.length ?? 999) <= 132, language);
  });

  it('hold no message that nothing says', () => {
    assert.deepEqual(Object.keys(english).filter((key) => !named.has(key) && !familiar.has(key)), []);
  });

  it('hold every message that is said', () => {
    const said = [
      ...scripts.flatMap(({ text }) => [...text.matchAll(/\b(?:say|getMessage)\(\s*'(\w+)'/g)].map(([, key]) => key ?? '')),
      ...scripts.flatMap(({ text }) => [...text.matchAll(/\bsay\([^()]*\? '(\w+)' : '(\w+)'/g)].flatMap(([, one, other]) => [one ?? '', other ?? ''])),
      ...pages.flatMap(({ text }) => [...text.matchAll(/data-(?:text|aria-label|placeholder|title)="([^"]+)"/g)].map(([, key]) => key ?? '')),
      ...BROWSERS.flatMap((browser) => [...JSON.stringify(manifest(browser, '0')).matchAll(/__MSG_(\w+?)__/g)].map(([, key]) => key ?? '')),
      ...familiar,
    ];
    assert.deepEqual([...new Set(said)].filter((key) => !(key in english)), []);
  });

  it('hold all words: none stands in the markup or is set by the code', () => {
    for (const { file, text } of pages) {
      const words = text.replace(/<!--.*?-->/gs, '').replace(/<title>Unnag<\/title>|<h1>Unnag<\/h1>/g, '').replace(/<[^>]*>/gs, ' ').match(/\p{L}{2,}/gu);
      assert.deepEqual(words, null, file);
      assert.equal(/\s(?:title|placeholder|aria-label|alt)="[^"]+"/.test(text), false, file);
    }
    for (const { file, text } of scripts) {
      const set = [...text.matchAll(/(?:textContent|placeholder|title|ariaLabel) = '([^']*\p{L}{2,}[^']*)'|setAttribute\('(?:aria-label|title|placeholder)', '([^']+)'/gu)];
      assert.deepEqual(set.map(([line]) => line), [], file);
    }
  });
});
