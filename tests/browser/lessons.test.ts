/** What is learnt from a site's pages, without a browser: signatures, site memory, rules, and what a rule may do to a plan. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { parseHTML } from 'linkedom';
import { matchesSignature, signatureOf, tells } from 'unnag/apply';
import { read, type BlockLabel, type PagePlan, type Reading } from 'unnag/snapshot';
import { correct, find } from '../../extension/src/content/correct.js';
import { KnownSite } from '../../extension/src/content/site.js';
import { soleAmong } from '../../extension/src/content/sole.js';
import { structureOf } from '../../extension/src/content/structure.js';
import type { Stub } from '../../extension/src/content/stub.js';
import { STRAY, Survey } from '../../extension/src/content/survey.js';
import type * as Learn from '../../extension/src/background/learn.js';
import { toRule, toSeen, type Label, type Rule, type Seen, type SiteData } from '../../extension/src/lesson.js';
import type * as Memory from '../../extension/src/memory.js';
import type { Lesson, Sender } from '../../extension/src/messages.js';
import type * as Rules from '../../extension/src/rules.js';
import { DEFAULTS } from '../../extension/src/settings.js';
import { fakeStorage, type Fake } from './drivers/storage.js';

const BOX = '<aside id="promo" class="box support-7 is-open"><h2>Support us</h2><p>If you can, give 5 a month to the paper.</p><form><input><button>Give</button></form></aside>';
const element = (html: string): Element => {
  const found = parseHTML(`<!doctype html><html><body>${html}</body></html>`).document.body.firstElementChild;
  assert.ok(found);
  return found;
};
const signature = (html: string): Seen['signature'] => signatureOf(element(html));
const seen = (html: string, more: Partial<Seen> = {}): Seen => ({ signature: signature(html), label: 'donation', flags: 0, sole: true, ...more });
const rule = (html: string, more: Partial<Rule> = {}): Rule => ({
  id: 'abcdefgh1234', act: 'hide', label: 'ad', signature: signature(html), article: false,
  example: { label: 'other', confidence: 0.5, text: 'x', structure: 'x' }, ...more,
});

describe('a signature', () => {
  it('outlives numbers, states, and one of names, shape and words', () => {
    const one = signature(BOX);
    const same = [
      BOX.replace('support-7', 'support-12').replace(' is-open', '').replace('give 5', 'give 10'),
      BOX.replace('If you can, give 5 a month to the paper.', 'A new campaign with other words altogether, and a thank-you.'),
      BOX.replace('<p>', '<div><p>').replace('</p>', '</p></div>'),
      BOX.replace('id="promo" class="box support-7 is-open"', 'class="x-kf82 q-a"'),
    ];
    for (const other of same) assert.equal(matchesSignature(one, signature(other)), true, other);
  });

  it('is not that of something that shares one thing with it', () => {
    const one = signature(BOX);
    const others = [
      '<aside id="promo" class="box support-7"><p>The ferry has run since 1911 and nobody thought to count who was on it until last winter.</p><p>x</p><p>y</p></aside>',
      '<section id="promo" class="box support-7"><h2>Support us</h2><p>If you can, give 5 a month to the paper.</p><form><input><button>Give</button></form></section>',
      '<aside class="other"><h2>Elsewhere</h2><p>The council was told that the boat was empty, and so it voted.</p><form><input><button>Go</button></form></aside>',
    ];
    for (const other of others) assert.equal(matchesSignature(one, signature(other)), false, other);
    // Too little to tell anything by: a lone paragraph without names.
    assert.equal(tells(signature('<p>If you can, give 5 a month to the paper.</p>')), false);
    assert.equal(matchesSignature(signature('<p>Yes.</p>'), signature('<p>Yes.</p>')), false);
  });

  it('holds no word of the page', () => {
    const { tag, names, shape, text } = signature(BOX);
    assert.equal(tag, 'aside');
    for (const digest of [names, shape, text]) assert.match(digest, /^[a-z0-9]{6,13}$/);
  });
});

describe('names', () => {
  const page = (count: number): { document: Document; reads: () => number } => {
    const { document } = parseHTML(`<!doctype html><html><body>${'<aside class="teaser"></aside>'.repeat(count)}<aside class="ask"></aside><aside class="ask"></aside><aside class="teaser nag"></aside><aside></aside></body></html>`);
    let reads = 0;
    for (const one of document.querySelectorAll('aside')) {
      const getAttribute = one.getAttribute.bind(one);
      one.getAttribute = (name) => {
        reads += 1;
        return getAttribute(name);
      };
    }
    return { document, reads: () => reads };
  };

  it('tell something if nothing that stays bears them', () => {
    const { document } = page(3);
    const [, , , ask, asked, nag, plain] = [...document.querySelectorAll('aside')];
    assert.ok(ask && asked && nag && plain);
    const sole = (...hidden: Element[]): boolean[] => [ask, nag, plain].map((one) => soleAmong(document, new Set(hidden))(signatureOf(one)));
    assert.deepEqual(sole(ask, nag, plain), [false, true, false]);
    assert.deepEqual(sole(ask, asked, nag, plain), [true, true, false]);
    const { document: crowd } = page(3000);
    assert.equal(soleAmong(crowd, new Set())(signatureOf(nag)), false, 'too many to look at');
  });

  it('are read once of each element, however many things are asked about', () => {
    const { document, reads } = page(200);
    const hidden = [...document.querySelectorAll('aside')].slice(0, 40);
    const signatures = hidden.map((one, at) => ({ ...signatureOf(one), names: `nobodys${String(at)}` }));
    const before = reads();
    const isSole = soleAmong(document, new Set(hidden));
    for (const signature of signatures) assert.equal(isSole(signature), true);
    assert.ok(reads() - before <= 3 * 204, String(reads() - before));
  });
});

describe('lessons', () => {
  it('pass only in their shape, and with nothing else in them', () => {
    const good = seen(BOX);
    assert.deepEqual(toSeen({ ...good, more: 1, signature: { ...good.signature, more: 1 } }), good);
    for (const bad of [null, {}, { ...good, label: 'toString' }, { ...good, flags: -1 }, { ...good, sole: 1 }, { ...good, signature: { ...good.signature, text: 'a}b{' } }, { ...good, signature: { ...good.signature, tag: '*,x{}' } }]) {
      assert.equal(toSeen(bad), undefined, JSON.stringify(bad));
    }
    const law = rule(BOX);
    assert.deepEqual(toRule({ ...law, more: 1 }), law);
    for (const bad of [{ ...law, id: '../x' }, { ...law, act: 'run' }, { ...law, article: 'yes' }, { ...law, example: { ...law.example, text: 'x'.repeat(601) } }, { ...law, example: { ...law.example, confidence: NaN } }]) {
      assert.equal(toRule(bad), undefined, JSON.stringify(bad));
    }
  });

  it('describe a structure without its words or addresses', () => {
    assert.equal(structureOf(element(BOX)), 'aside#promo.box.support-7.is-open(h2 p form(input button))');
    assert.ok(structureOf(element(`<div>${'<p class="a-long-name-for-nothing"></p>'.repeat(500)}</div>`)).length <= 600);
  });
});

describe('site memory', () => {
  let memory: typeof Memory;
  let storage: Fake;
  before(async () => {
    memory = await import('../../extension/src/memory.js');
    storage = fakeStorage();
  });

  it('counts pages, not visits, and needs two', () => {
    const first = memory.afterPage([], 'p1', [seen(BOX)]);
    assert.deepEqual(first?.map(({ pages }) => pages), [1]);
    assert.equal(memory.afterPage(first, 'p1', [seen(BOX)]), undefined, 'the same page again is no news');
    const second = memory.afterPage(first, 'p2', [seen(BOX)]);
    assert.deepEqual(second?.map(({ pages }) => pages), [2]);
    assert.equal(memory.wanted(first, 'a.example', DEFAULTS).length, 0);
    assert.equal(memory.wanted(second, 'a.example', DEFAULTS).length, 1);
    assert.equal(memory.afterPage(second, 'p3', [seen(BOX)]), undefined, 'what is known well is not written again');
    assert.equal(memory.afterPage([], 'p1', [seen('<p>Yes.</p>')]), undefined, 'what tells nothing is not kept');
  });

  it('forgets what was missed, and never hides early what the reader has shown again', () => {
    const known = memory.afterPage(memory.afterPage([], 'p1', [seen(BOX)]) ?? [], 'p2', [seen(BOX)]) ?? [];
    assert.deepEqual(memory.afterFate(known, seen(BOX), 'missed'), []);
    const shown = memory.afterFate(known, seen(BOX), 'shown') ?? [];
    assert.equal(memory.wanted(shown, 'a.example', DEFAULTS).length, 0);
    const again = memory.afterPage(memory.afterPage(shown, 'p3', [seen(BOX)]) ?? [], 'p4', [seen(BOX)]) ?? [];
    assert.equal(memory.wanted(again, 'a.example', DEFAULTS).length, 0);
    assert.deepEqual(memory.afterFate(shown, seen(BOX), 'hidden'), []);
  });

  it('is not alone in its names once it was not', () => {
    const first = memory.afterPage([], 'p1', [seen(BOX, { sole: false })]) ?? [];
    assert.equal(memory.afterPage(first, 'p2', [seen(BOX)])?.[0]?.sole, false);
  });

  it('hides early only kinds that are hidden there', () => {
    const entries = memory.afterPage(memory.afterPage([], 'p1', [seen(BOX)]) ?? [], 'p2', [seen(BOX)]) ?? [];
    const off = (change: object): number => memory.wanted(entries, 'www.a.example', { ...DEFAULTS, ...change }).length;
    assert.equal(off({}), 1);
    assert.equal(off({ memory: false }), 0);
    assert.equal(off({ kinds: { ...DEFAULTS.kinds, donation: false } }), 0);
    assert.equal(off({ sites: { 'a.example': { supported: true } } }), 0);
    const links = entries.map((entry): Memory.Remembered => ({ ...entry, label: 'related' }));
    assert.equal(memory.wanted(links, 'a.example', DEFAULTS).length, 0);
    assert.equal(memory.wanted(links, 'a.example', { ...DEFAULTS, level: 'focus' }).length, 1);
  });

  it('keeps a site under one name, can be listed and cleared, and is capped', async () => {
    await memory.saw('www.a.example', 'p1', [seen(BOX)]);
    await memory.saw('a.example', 'p2', [seen(BOX)]);
    assert.deepEqual(await memory.listMemory(), [{ host: 'a.example', labels: ['donation'] }]);
    for (let at = 0; at < 405; at += 1) await memory.saw(`s${String(at)}.example`, 'p1', [seen(BOX)]);
    const listed = await memory.listMemory();
    assert.equal(listed.length, 400);
    assert.equal(listed.at(-1)?.host, 's404.example');
    assert.equal('memory:a.example' in storage.local, false, 'the oldest has gone');
    await memory.saw('many.example', 'p1', Array.from({ length: 40 }, (_, at) => seen(`<aside class="n${'x'.repeat(at)}"><h2>Support</h2><p>It is a box with words of its own ${'y'.repeat(at)}.</p><p>x</p></aside>`)));
    assert.equal((await memory.memoryOf('many.example')).length, 24);
    await memory.clearMemory('many.example');
    assert.deepEqual(await memory.memoryOf('many.example'), []);
    await memory.clearMemory();
    assert.deepEqual(Object.keys(storage.local), []);
  });

  it('is put back where it was, and what was learnt meanwhile stays', async () => {
    const learnt = async (host: string, pages: number): Promise<void> => {
      for (let at = 0; at < pages; at += 1) await memory.saw(host, `p${String(at)}`, [seen(BOX)]);
    };
    const kept = async (): Promise<unknown[]> => Promise.all((await memory.listMemory()).map(async ({ host }) => [host, (await memory.memoryOf(host)).map(({ pages, shown }) => (shown ? 'shown' : pages))]));
    for (const host of ['a.example', 'b.example', 'c.example']) await learnt(host, 2);
    const putBack = await memory.keepMemory('b.example');
    await memory.clearMemory('b.example');
    await learnt('d.example', 1);
    await putBack();
    assert.deepEqual(await kept(), [['a.example', [2]], ['b.example', [2]], ['c.example', [2]], ['d.example', [1]]]);

    const putAllBack = await memory.keepMemory();
    await memory.clearMemory();
    assert.deepEqual(Object.keys(storage.local), []);
    // Read again, counted anew; shown again; read for the first time, with something else as well.
    await learnt('a.example', 1);
    await memory.learnFate('c.example', seen(BOX), 'shown');
    await memory.saw('e.example', 'p1', [seen(BOX)]);
    await memory.saw('a.example', 'p1', [seen('<aside class="letters"><h2>Letters</h2><p>Some other words that are not at all the same.</p><p>x</p></aside>')]);
    await putAllBack();
    assert.deepEqual(await kept(), [['b.example', [2]], ['c.example', ['shown']], ['d.example', [1]], ['e.example', [1]], ['a.example', [2, 1]]]);

    // As many as there may be: the newest are not put out by those that come back.
    await memory.clearMemory();
    for (let at = 0; at < 400; at += 1) await learnt(`s${String(at)}.example`, 1);
    const putMostBack = await memory.keepMemory();
    await memory.clearMemory();
    await learnt('new.example', 1);
    await putMostBack();
    const hosts = (await memory.listMemory()).map(({ host }) => host);
    assert.deepEqual([hosts.length, hosts[0], hosts.at(-1)], [400, 's1.example', 'new.example']);
    assert.equal('memory:s0.example' in storage.local, false);
    await memory.clearMemory();
  });

  it('leaves nothing behind when all is forgotten, also of a site that is missing from the list', async () => {
    await memory.saw('a.example', 'p1', [seen(BOX)]);
    Object.assign(storage.local, { 'memory:lost.example': [], 'rules:a.example': [], settings: DEFAULTS });
    await memory.clearMemory();
    assert.deepEqual(Object.keys(storage.local).sort(), ['rules:a.example', 'settings']);
    for (const key of Object.keys(storage.local)) Reflect.deleteProperty(storage.local, key);
  });

  it('reads what is stored as if a stranger had written it', async () => {
    Object.assign(storage.local, { memory: ['a.example', 7, 'no host/'], 'memory:a.example': [7, null, { ...seen(BOX), pages: 2, page: 'p', shown: 'no' }, { ...seen(BOX), pages: 99, page: 'p', shown: false }] });
    assert.deepEqual((await memory.memoryOf('a.example')).map(({ pages }) => pages), [2]);
    assert.deepEqual((await memory.listMemory()).map(({ host }) => host), ['a.example']);
    await memory.clearMemory();
  });
});

describe('rules', () => {
  let rules: typeof Rules;
  before(async () => {
    fakeStorage();
    rules = await import('../../extension/src/rules.js');
  });

  it('let the latest word on a thing hold, and go one by one or all at once', async () => {
    await rules.addRule('www.a.example', rule(BOX, { id: 'aaaaaaaa' }));
    await rules.addRule('a.example', rule(BOX.replace('support-7', 'support-8'), { id: 'bbbbbbbb', act: 'show', label: 'article' }));
    await rules.addRule('b.example', rule(BOX, { id: 'cccccccc' }));
    assert.deepEqual((await rules.listRules()).map(({ host, rules: [first] }) => [host, first?.id]), [['a.example', 'bbbbbbbb'], ['b.example', 'cccccccc']]);
    const { format, version, cases } = await rules.exportCases();
    assert.deepEqual({ format, version }, { format: 'unnag-corrections', version: 1 });
    assert.deepEqual(cases[0], { host: 'a.example', label: 'article', was: { label: 'other', confidence: 0.5 }, text: 'x', structure: 'x' });
    const putBack = await rules.keepRules('a.example');
    await rules.removeRule('a.example', 'bbbbbbbb');
    assert.deepEqual((await rules.listRules()).map(({ host }) => host), ['b.example']);
    // What was said of the same thing meanwhile holds.
    await putBack();
    assert.deepEqual((await rules.rulesOf('a.example')).map(({ id }) => id), ['bbbbbbbb']);
    await rules.removeRule('a.example', 'bbbbbbbb');
    await rules.addRule('a.example', rule(BOX, { id: 'dddddddd' }));
    await putBack();
    assert.deepEqual((await rules.rulesOf('a.example')).map(({ id }) => id), ['dddddddd']);
    await rules.removeRule('a.example', 'dddddddd');
    await rules.clearRules();
    assert.deepEqual(await rules.listRules(), []);
  });
});

describe('the background, of what is learnt', () => {
  let learn: typeof Learn;
  let storage: Fake;
  let scripts: { args?: unknown[] }[];
  const from = (incognito: boolean): Sender => ({ tab: 1, host: 'a.example', origin: 'https://a.example/*', documentId: 'D', incognito, target: { tabId: 1, documentIds: ['D'] } });
  const lessons = (): Lesson[] => [
    { type: 'seen', page: 'p1', things: [seen(BOX)] },
    { type: 'fate', thing: seen(BOX), fate: 'shown' },
    { type: 'rule', rule: rule(BOX) },
  ];
  before(async () => {
    learn = await import('../../extension/src/background/learn.js');
    storage = fakeStorage();
    scripts = [];
    const executeScript = (script: { args?: unknown[] }): Promise<unknown[]> => {
      scripts.push(script);
      return Promise.resolve([]);
    };
    Object.assign((globalThis as unknown as { chrome: object }).chrome, { scripting: { executeScript } });
  });

  it('stores nothing from a private window, and memory is not used there', async () => {
    for (const lesson of lessons()) assert.deepEqual(await learn.learn(lesson, from(true), DEFAULTS), { stored: false });
    assert.deepEqual(storage.local, {});
    assert.deepEqual(storage.session, {});
    for (const page of ['p1', 'p2']) await learn.learn({ type: 'seen', page, things: [seen(BOX)] }, from(false), DEFAULTS);
    assert.equal((await learn.knowledge(from(false))).memory.length, 1);
    assert.equal((await learn.knowledge(from(true))).memory.length, 0);
  });

  it('hands a page what is known of its site before anything else, and nothing where nothing is known', async () => {
    const marks: string[] = [];
    const insert = (mark: string): Promise<void> => {
      marks.push(mark);
      return Promise.resolve();
    };
    const hand = async (settings = DEFAULTS, anyway = false): Promise<string[]> => learn.equip(from(false), settings, await learn.knowledge(from(false)), insert, anyway);
    assert.deepEqual(await hand(), ['site.js']);
    const [data] = scripts.splice(0)[0]?.args as [SiteData];
    assert.equal(data.known.length, 1);
    assert.equal(data.learn, true);
    assert.deepEqual(marks.splice(0), [data.mark]);
    assert.match(data.mark, /^data-[a-z0-9]{8,24}$/);
    // Sent later, there is no rule for a mark.
    await hand(DEFAULTS, true);
    assert.equal((scripts.splice(0)[0]?.args as [SiteData])[0].mark, '');
    assert.deepEqual(await hand({ ...DEFAULTS, memory: false }), []);
    assert.deepEqual(scripts, []);
    assert.deepEqual(marks, []);
  });

  it('says so where the browser has no room, and then nothing has changed', async () => {
    const before = structuredClone(storage.local);
    storage.full = true;
    for (const lesson of lessons()) assert.deepEqual(await learn.learn(lesson, from(false), DEFAULTS), { stored: lesson.type === 'seen' }, lesson.type);
    storage.full = false;
    assert.deepEqual(storage.local, before);
  });

  it('loses nothing that was stored when it can not be read for a moment', async () => {
    await learn.learn({ type: 'rule', rule: rule(BOX) }, from(false), DEFAULTS);
    const before = structuredClone(storage.local);
    storage.deaf = 1;
    const other = rule(BOX.replace('support-7', 'support-8'), { id: 'bbbbbbbb' });
    assert.deepEqual(await learn.learn({ type: 'rule', rule: other }, from(false), DEFAULTS), { stored: false });
    assert.deepEqual(storage.local, before);
    storage.deaf = 1;
    await assert.rejects(learn.knowledge(from(false)), /not to be had/);
    storage.deaf = 0;
  });

  it('remembers nothing where memory is off, and keeps rules all the same', async () => {
    for (const key of Object.keys(storage.local)) Reflect.deleteProperty(storage.local, key);
    for (const lesson of lessons()) await learn.learn(lesson, from(false), { ...DEFAULTS, memory: false });
    assert.deepEqual(Object.keys(storage.local).sort(), ['rules', 'rules:a.example']);
  });
});

describe('what is known of a site', () => {
  const site = (rules: Rule[], stored: boolean): { site: KnownSite; asked: string[] } => {
    const asked: string[] = [];
    const ask: Stub['ask'] = ({ type }, read) => {
      asked.push(type);
      return Promise.resolve(read({ stored }) ?? { failed: 'worker' });
    };
    const stub: Stub = { wanted: () => true, ask, plan: () => Promise.resolve({ failed: 'engine' }), summon: () => Promise.resolve(), fail: () => undefined };
    return { site: new KnownSite(stub, { mark: '', known: [], rules, learn: false }), asked };
  };

  it('says so where a rule that is taken back will be there again on the next page, as in a private window', async () => {
    const law = rule(BOX);
    const shut = site([law], false);
    await shut.site.unsay(law.id);
    assert.equal(shut.site.unstored, true);
    const open = site([law], true);
    await open.site.unsay(law.id);
    assert.equal(open.site.unstored, false);
    assert.deepEqual(open.asked, ['unrule']);
  });

  it('has nothing to say where the rule was never stored', async () => {
    const { site: shut } = site([], false);
    const law = rule(BOX);
    await shut.keep(element(BOX), law);
    assert.equal(shut.unstored, true);
    await shut.unsay(law.id);
    assert.equal(shut.unstored, false);
    const { site: open } = site([], true);
    await open.keep(element(BOX), law);
    assert.equal(open.unstored, false);
    await open.unsay(law.id);
    assert.equal(open.unstored, false);
  });
});

describe('a rule on a plan', () => {
  const STORY = 'The ferry to the island has run every morning since 1911, and for most of that time nobody thought to count who was on it.';
  const LINKS = '<aside id="more" class="more"><h3>More</h3><p>Lighthouse keepers return after nine years</p><p>Herring falls for a third autumn</p></aside>';
  /** A page with its plan: labels by the words that a block begins with. */
  const survey = (inside: string, labels: Record<string, Label>, more: Partial<PagePlan> = {}, hide: string[] = []): Survey => {
    const { document } = parseHTML(`<!doctype html><html><body><main><h1>Count</h1><p>${STORY}</p><p>${STORY} Again.</p><p>${STORY} And again.</p>${inside}</main></body></html>`);
    const outcome = read(document);
    assert.ok(outcome.ok);
    const { reading } = outcome;
    const blocks = reading.nodes.flatMap((node, at): BlockLabel[] => {
      const text = node.nodeType === 1 && (node as Element).children.length === 0 ? (node.textContent ?? '').trim() : '';
      if (text === '') return [];
      const label = Object.entries(labels).find(([start]) => text.startsWith(start))?.[1] ?? 'article';
      return [{ node: at, label, role: text === 'Count' ? 'headline' : label === 'article' ? 'paragraph' : 'none', confidence: 0.9 }];
    });
    const base: PagePlan = { purpose: 'article', overBudget: false, releaseScroll: false, hide: hide.map((id) => ({ node: numberOf(reading, id), label: 'donation', confidence: 0.9, reasons: [] })), kept: [], blocks, articleBytes: 0, allBytes: 0 };
    return new Survey({ ...base, ...more }, reading);
  };
  const numberOf = ({ nodes }: Reading, id: string): number => nodes.findIndex((node) => node.nodeType === 1 && (node as Element).id === id);
  const hidden = (page: Survey, laws: Rule[]): string[] => {
    const { plan } = correct(page, find(page, laws, new Map()));
    return plan.hide.map(({ node }) => (page.reading.nodes[node] as Element).id);
  };
  const OTHER = { More: 'related', Light: 'related', Herring: 'related' } as const;

  it('hides what the reader hid elsewhere, and shows what they called article', () => {
    assert.deepEqual(hidden(survey(LINKS, OTHER), [rule(LINKS)]), ['more']);
    assert.deepEqual(hidden(survey(LINKS, OTHER, {}, ['more']), [rule(LINKS, { act: 'show' })]), []);
    // What holds what was called article stays too, and what is in it.
    assert.deepEqual(hidden(survey(`<div id="outer">${LINKS}</div>`, OTHER, {}, ['outer']), [rule(LINKS, { act: 'show' })]), []);
    // A rule inside something that is hidden already adds nothing.
    assert.deepEqual(hidden(survey(`<div id="outer">${LINKS}</div>`, OTHER, {}, ['outer']), [rule(LINKS)]), ['outer']);
  });

  it('never hides article text, unless it was article that was picked, and then only the same words', () => {
    const prose = LINKS.replace('Lighthouse keepers return after nine years', 'Nobody had asked for the book until the council did, and by then it was full.');
    assert.deepEqual(hidden(survey(prose, { More: 'related', Herring: 'related' }), [rule(LINKS)]), []);
    assert.deepEqual(hidden(survey(prose, { More: 'related', Herring: 'related' }), [rule(LINKS, { article: true })]), []);
    assert.deepEqual(hidden(survey(prose, { More: 'related', Herring: 'related' }), [rule(prose, { article: true })]), ['more']);
  });

  it('never hides a gate, what is in use, or anything where the nag is what the page is for', () => {
    const page = survey(LINKS, OTHER);
    const at = numberOf(page.reading, 'more');
    assert.deepEqual(hidden(survey(LINKS, OTHER, { kept: [{ node: at, label: 'paywall', why: 'gate' }] }), [rule(LINKS)]), []);
    assert.deepEqual(hidden(survey(LINKS, OTHER, { kept: [{ node: at + 1, label: 'paywall', why: 'gate' }] }), [rule(LINKS)]), []);
    for (const purpose of ['donate', 'checkout', 'account'] as const) assert.deepEqual(hidden(survey(LINKS, OTHER, { purpose }), [rule(LINKS)]), [], purpose);
    const used = survey(LINKS, OTHER);
    used.reading.columns.flags[at + 1] = 64;
    assert.deepEqual(hidden(used, [rule(LINKS)]), []);
  });

  it('lets nobody pick what holds the article', () => {
    const page = survey(LINKS, OTHER);
    const of = (name: string): ReturnType<Survey['holding']> => page.holding(page.reading.nodes.findIndex((node) => node.nodeType === 1 && (node as Element).localName === name));
    assert.equal(of('main').refused, 'holds-article');
    assert.equal(of('body').refused, 'page');
    assert.equal(of('html').refused, 'page');
    assert.equal(of('aside').refused, '');
    assert.equal(of('aside').label, 'related');
    const paragraph = of('p');
    assert.equal(paragraph.refused, '');
    assert.ok(paragraph.article > 100);
  });

  it('takes for a stray word what the engine takes for one', () => {
    const limits = readFileSync(path.join(import.meta.dirname, '../../src/plan/limits.rs'), 'utf8');
    assert.equal(STRAY, Number(/ FRAGMENT: u32 = (\d+);/.exec(limits)?.[1]));
  });
});
