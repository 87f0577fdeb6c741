/**
 * How we speak of ourselves. Unnag hides prompts on pages that can already be read; words that promise access to what is closed, or that cost is
 * the point, are never ours, in no language that we speak. And the stores' texts say what the code says.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';
import { BROWSERS, manifest } from '../../extension/manifest.js';

const ROOT = path.join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const filesIn = (folder: string, ending: RegExp): string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((name) => ending.test(name)).map((name) => path.join(folder, name));

/** As whole words; `\b` knows Latin letters only. */
const word = (stems: string): RegExp => new RegExp(`(?<!\\p{L})(?:${stems})`, 'iu');
const NEVER: Record<string, RegExp> = {
  en: word('by-?pass|circumvent|unlock|free(?!\\p{L}|-standing)|(?:remov|break|skip|defeat|jump)\\p{L}*\\s+(?:\\p{L}+\\s+)?pay-?walls?|pay-?wall\\s+(?:remov|block|break|skip)'),
  de: word('umgeh(?:en|t|ung)|freischalt|entsperr|kostenlos|gratis|aushebel'),
  es: word('eludir|desbloque|gratis|gratuit|saltar(?:se)?\\s'),
  fr: word('contourn|débloqu|déverrouill|gratuit'),
  pt: word('contornar|desbloque|grátis|gratuit|burlar'),
  ru: word('обойти|обход|разблокир|бесплатн'),
};
const faultsIn = (text: string): string[] => Object.values(NEVER).flatMap((never) => {
  const found = never.exec(text);
  return found ? [text.slice(Math.max(0, found.index - 30), found.index + 40).replace(/\s+/g, ' ')] : [];
});

/** What a script could show or say: its strings, without what it imports. */
const stringsOf = (file: string): string => {
  const strings: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) strings.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest));
  return strings.join('\n');
};

type Messages = Partial<Record<string, { message: string }>>;
const languages = readdirSync(path.join(ROOT, 'extension/_locales'));
const messagesOf = (language: string): Messages => JSON.parse(read(`extension/_locales/${language}/messages.json`)) as Messages;

describe('our words for ourselves', () => {
  it('are checked by patterns that find what they are for', () => {
    for (const bad of ['Bypass any site', 'unlocks articles', 'It is free.', 'removes the paywall', 'Paywall Remover', 'Kostenlos lesen', 'sans payer, gratuitement', 'desbloquea artículos', 'обход ограничений', 'Desbloqueie']) {
      assert.notDeepEqual(faultsIn(bad), [], bad);
    }
    for (const good of ['Object.freeze', 'feel freely', 'carefree', 'Subscription offers', 'paywall', 'Zugang', 'a lock on scrolling']) assert.deepEqual(faultsIn(good), [], good);
  });

  it('promise no access, in any language', () => {
    for (const language of languages) {
      for (const [key, entry] of Object.entries(messagesOf(language))) assert.deepEqual(faultsIn(entry?.message ?? ''), [], `${language} ${key}`);
    }
  });

  it('promise none in the stores, in the policy, in the README', () => {
    const texts = ['README.md', 'docs/PRIVACY.md', ...filesIn('docs/store', /\.md$/)];
    assert.ok(texts.includes(path.join('docs/store', 'listing.md')));
    for (const file of texts) assert.deepEqual(faultsIn(read(file)), [], file);
    for (const file of ['extension/package.json', 'js/package.json']) {
      const { description, keywords } = JSON.parse(read(file)) as { description?: string; keywords?: string[] };
      assert.deepEqual(faultsIn([description, ...(keywords ?? [])].join('\n')), [], file);
    }
  });

  it('promise none in what the extension’s code and pages say', () => {
    for (const file of filesIn('extension/src', /\.html$/)) assert.deepEqual(faultsIn(read(file)), [], file);
    for (const file of filesIn('extension/src', /\.ts$/)) assert.deepEqual(faultsIn(stringsOf(file)), [], file);
    for (const browser of BROWSERS) assert.deepEqual(faultsIn(JSON.stringify(manifest(browser, '0'))), [], browser);
  });
});

describe('the stores’ texts', () => {
  it('have the extension’s own summary in every language, no longer than the stores take', () => {
    const listed = new Map([...read('docs/store/listing.md').matchAll(/^\| ([a-z]{2}(?:_[A-Z]{2})?) \| (.+) \|$/gm)].map(([, language = '', summary = '']) => [language, summary]));
    for (const language of languages) {
      assert.equal(listed.get(language), messagesOf(language)['description']?.message, language);
      assert.ok((listed.get(language) ?? '').length <= 132, language);
    }
    assert.deepEqual([...listed.keys()].sort(), [...languages].sort());
  });

  it('give a reason for every permission that is asked for, and for no other', () => {
    const told = [...read('docs/store/permissions.md').matchAll(/^## `([^`]+)`/gm)].map(([, permission]) => permission).sort();
    for (const browser of BROWSERS) {
      const { permissions, optional_host_permissions: hosts, ...rest } = manifest(browser, '0') as { permissions: string[]; optional_host_permissions: string[] };
      assert.deepEqual([...permissions, ...hosts].sort(), told, browser);
      assert.deepEqual(['host_permissions', 'optional_permissions', 'web_accessible_resources', 'externally_connectable', 'content_scripts'].filter((key) => key in rest), [], browser);
    }
  });

  it('name pictures that are there, of the size that the stores want', () => {
    const names = [...read('docs/store/listing.md').matchAll(/`([\w-]+\.png)`/g)].map(([, name = '']) => name);
    assert.ok(names.length >= 9);
    for (const name of names) {
      // A PNG's first chunk: width and height.
      const bytes = readFileSync(path.join(ROOT, 'docs/store', name));
      const size = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
      assert.deepEqual(size, name === 'tile.png' ? [440, 280] : [1280, 800], name);
      // 2: colours without transparency, 8 bits each; 3: a palette.
      assert.ok([2, 3].includes(bytes[25] ?? 0), `${name} has an alpha channel`);
      assert.ok(bytes.length < 500_000, `${name} has ${String(bytes.length)} bytes`);
    }
  });

  it('say what the policy says: nothing is collected', () => {
    assert.deepEqual((manifest('firefox', '0') as { browser_specific_settings: { gecko: { data_collection_permissions: unknown } } }).browser_specific_settings.gecko.data_collection_permissions, { required: ['none'] });
    assert.match(read('docs/PRIVACY.md'), /collects nothing and sends nothing/);
  });
});
