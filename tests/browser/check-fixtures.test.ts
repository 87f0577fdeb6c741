/** The fixtures themselves are sound: labelled, self-contained, told apart. Needs no browser. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseHTML } from 'linkedom';
import { LABELS } from '../../js/src/snapshot/schema.js';
import { attribute, blocksOf, elements, isElement, parsePage } from '../corpus/blocks.js';
import { corpus, readCase, slugs, type Case, type Place } from './cases.js';

const NAGS = new Set(['donation', 'paywall', 'newsletter', 'prompt']);
/** Attributes that make a browser fetch something. */
const LOADS = ['src', 'srcset', 'poster', 'data', 'background', 'manifest'];

const files = (slug: string): [string, string][] =>
  readdirSync(join(corpus, slug))
    .filter((name) => name.endsWith('.html'))
    .map((name) => [name, readFileSync(join(corpus, slug, name), 'utf8')]);

/** Whether the selector finds something in any of the fixture's files: the page, its templates, its fragments. */
function found(slug: string, { selector }: Place): boolean {
  // In linkedom a template's content stands in the tree like anything else's.
  return files(slug).some(([, html]) => parseHTML(html).document.querySelector(selector.replaceAll('>>>', ' ')) !== null);
}

function loadedFromOutside(html: string): string[] {
  const outside = (address: string): boolean => /^(?:[a-z]+:)?\/\//i.test(address.trim());
  const bad: string[] = [];
  for (const element of elements(parsePage(html))) {
    for (const name of LOADS) {
      const value = attribute(element, name);
      if (value !== undefined && outside(value)) bad.push(`<${element.tagName} ${name}="${value}">`);
    }
    if (element.tagName === 'link') {
      const href = attribute(element, 'href') ?? '';
      if (outside(href) && attribute(element, 'rel') !== 'canonical') bad.push(`<link href="${href}">`);
    }
    const text = element.childNodes.flatMap((node) => ('value' in node ? [node.value] : [])).join('');
    if (element.tagName === 'style' && /url\(\s*["']?(?!data:|#)|@import/i.test(text)) bad.push('<style> with url() or @import');
  }
  return bad;
}

/** Links and forms may name other hosts, but only invented ones. */
function realHosts(html: string): string[] {
  return [...html.matchAll(/\bhttps?:\/\/([^/"'\s<>?#:\\]+)/g)]
    .map(([, host]) => host ?? '')
    .filter((host) => !/(?:^|\.)(?:example|test|localhost)$/.test(host) && !['schema.org', 'www.w3.org', '127.0.0.1'].includes(host));
}

const cases: Case[] = slugs().map(readCase);

describe('the fixtures', () => {
  it('are at least the twenty that the project promises', () => {
    assert.ok(cases.length >= 20, `only ${String(cases.length)}`);
  });

  it('have a title, a site and a path of their own', () => {
    assert.equal(new Set(cases.map(({ title }) => title)).size, cases.length);
    assert.equal(new Set(cases.map(({ site }) => site)).size, cases.length);
    for (const { slug, site, path, title, notes } of cases) {
      assert.match(site, /^[a-z0-9]+(?:-[a-z0-9]+)*$/, slug);
      assert.match(path, /^\//, slug);
      assert.ok(title.length > 10 && notes.length > 10, `${slug}: say what it is for`);
    }
  });

  it('tell no article twice', () => {
    const seen = new Map<string, string>();
    for (const { slug } of cases) {
      for (const [, html] of files(slug)) {
        for (const { text, inherited } of blocksOf(html)) {
          if (text.length < 80) continue;
          assert.equal(seen.get(text) ?? slug, slug, `${slug} repeats (${inherited ?? '?'}): ${text.slice(0, 80)}`);
          seen.set(text, slug);
        }
      }
    }
  });
});

for (const entry of cases) {
  const { slug } = entry;
  describe(`fixture ${slug}`, () => {
    it('labels every block, and nothing else', () => {
      for (const [name, html] of files(slug)) {
        const blocks = blocksOf(html);
        for (const { element, text, gold } of blocks) {
          assert.ok(gold !== undefined, `${slug}/${name}: no data-gold on <${element.tagName}> ${text.slice(0, 60)}`);
          assert.ok((LABELS as readonly string[]).includes(gold), `${slug}/${name}: data-gold="${gold}" is no label`);
        }
        const owners = new Set(blocks.map(({ element }) => element.sourceCodeLocation?.startOffset));
        for (const element of elements(parsePage(html))) {
          if (!isElement(element) || attribute(element, 'data-gold') === undefined) continue;
          assert.ok(owners.has(element.sourceCodeLocation?.startOffset), `${slug}/${name}: data-gold on <${element.tagName}>, which is no block`);
        }
      }
    });

    it('has the elements that its case names', () => {
      for (const nag of entry.nags) if (nag.late !== true) assert.ok(found(slug, nag), `nag ${nag.selector}`);
      for (const keep of entry.keep) assert.ok(found(slug, typeof keep === 'string' ? { selector: keep } : keep), `keep ${JSON.stringify(keep)}`);
      if (entry.gate !== undefined) assert.ok(found(slug, { selector: entry.gate }), `gate ${entry.gate}`);
    });

    it('names as nags what its labels call nags, and keeps no nag unless there is a reason', () => {
      const { document } = parseHTML(files(slug).find(([name]) => name === 'page.html')?.[1] ?? '');
      for (const { selector, label, frame, shadow, late } of entry.nags) {
        assert.ok(NAGS.has(label), `${selector}: calm does not hide ${label}`);
        if (late === true || frame !== undefined || shadow !== undefined) continue;
        const nag = document.querySelector(selector);
        const labels = [nag, ...(nag?.querySelectorAll('[data-gold]') ?? [])].flatMap((element) => element?.getAttribute('data-gold') ?? []);
        assert.deepEqual([...new Set(labels)], [label], selector);
      }
      if (entry.guarded !== undefined || entry.gate !== undefined) return;
      const covered = entry.nags.flatMap(({ selector }) => [...document.querySelectorAll(selector)]);
      for (const element of document.querySelectorAll('[data-gold]')) {
        if (!NAGS.has(element.getAttribute('data-gold') ?? '') || element.closest('template')) continue;
        assert.ok(
          covered.some((nag) => nag.contains(element)),
          `no nag of the case holds: ${element.textContent.trim().slice(0, 80)}`,
        );
      }
    });

    it('loads nothing from outside and names only invented hosts', () => {
      for (const [name, html] of files(slug)) {
        assert.deepEqual(loadedFromOutside(html), [], name);
        assert.deepEqual(realHosts(html), [], name);
      }
    });

    it('is a page of some size', () => {
      const page = files(slug).find(([name]) => name === 'page.html')?.[1] ?? '';
      assert.ok(blocksOf(page).length >= 12, `${String(blocksOf(page).length)} blocks`);
    });
  });
}
