/** The extension's guards, without a browser: what may come from a hostile renderer. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type * as Messages from '../../extension/src/messages.js';

const ID = 'abcdefghijklmnop';
const columns = (nodes = 1): Record<string, unknown> => ({
  tags: new Uint16Array(nodes),
  parents: new Uint32Array(nodes),
  flags: new Uint32Array(nodes),
  text: '',
});
const CLAIMS = { url: 'https://a.example/', language: 'en', title: 'x', ogType: '', scripts: ['{}'] };

describe('messages', () => {
  let messages: typeof Messages;
  before(async () => {
    Object.assign(globalThis, { chrome: { runtime: { id: ID, getURL: (path: string) => `chrome-extension://${ID}/${path}` } } });
    messages = await import('../../extension/src/messages.js');
  });

  it('lets a plan pass only in its shape, with a mark that can not leave its selector', () => {
    const plan = { type: 'plan', page: columns(), claims: CLAIMS, mark: 'data-a1b2c3d4e5' };
    assert.deepEqual(messages.toWorker(plan), plan);
    assert.deepEqual(messages.toWorker({ ...plan, mark: '' }), { ...plan, mark: '' });
    for (const mark of ['data-x]{}*{color:red', 'data-A1b2c3d4e5', 'class', 'data-', `data-${'a'.repeat(40)}`, 'data-a1b2c3d4e5\n', 7, null, undefined]) {
      assert.equal(messages.toWorker({ ...plan, mark }), undefined, String(mark));
    }
    const pages = [
      null, [], 'x', {},
      { ...columns(), parents: new Uint32Array(2) },
      { ...columns(), tags: [0] },
      { ...columns(), tags: { length: 1 } },
      { ...columns(), flags: new Float64Array(1) },
      { ...columns(), text: 7 },
      columns(1_000_001),
    ];
    for (const page of pages) assert.equal(messages.toWorker({ ...plan, page }), undefined);
    const claims = [
      null, [], 'x', {},
      { ...CLAIMS, url: 7 },
      { ...CLAIMS, title: 'x'.repeat(20_001) },
      { ...CLAIMS, scripts: '{}' },
      { ...CLAIMS, scripts: [{}] },
      { ...CLAIMS, scripts: Array.from({ length: 51 }, () => '') },
      { ...CLAIMS, scripts: ['x'.repeat(2_000_001)] },
    ];
    for (const claim of claims) assert.equal(messages.toWorker({ ...plan, claims: claim }), undefined, JSON.stringify(claim).slice(0, 80));
    assert.deepEqual(messages.toWorker({ type: 'keep', more: 1 }), { type: 'keep' });
  });

  it('knows no other messages, whatever they are called', () => {
    for (const value of [undefined, null, 1, 'wake', [], ['wake'], {}, { type: 'constructor' }, { type: '__proto__' }, { type: ['wake'] }, { type: 'state' }]) {
      assert.equal(messages.toWorker(value), undefined);
    }
    for (const value of [undefined, 'state', { type: 'plan' }, { type: 'show' }, { type: 'show', id: -1 }, { type: 'hide', id: 1.5 }, { type: 'hide', id: '1' }]) {
      assert.equal(messages.toContent(value), undefined);
    }
    assert.deepEqual(messages.toContent({ type: 'show', id: 3, more: 'x' }), { type: 'show', id: 3 });
    assert.deepEqual(messages.fromPage({ type: 'run', tab: 7, more: 1 }), { type: 'run', tab: 7 });
    for (const value of [null, 'run', { type: 'run' }, { type: 'run', tab: -1 }, { type: 'run', tab: '7' }, { type: 'plan', tab: 7 }]) assert.equal(messages.fromPage(value), undefined);
    for (const type of ['state', 'pick-here', 'why-here']) assert.deepEqual(messages.toContent({ type, at: '<b>' }), { type });
    for (const count of [-1, 0.5, NaN, Infinity, '3', 1e9]) assert.equal(messages.toWorker({ type: 'count', count }), undefined);
  });

  it('lets lessons of a page pass only in their shape', () => {
    const signature = { tag: 'aside', names: 'a1', shape: 'b2', text: '', inside: 3, length: 40 };
    const thing = { signature, label: 'donation', flags: 0, sole: true };
    const rule = { id: 'abcdefgh', act: 'hide', label: 'ad', signature, article: false, example: { label: 'other', confidence: 0.5, text: 'x', structure: 'aside(p)' } };
    const good = [
      { type: 'learn' }, { type: 'tools' },
      { type: 'seen', page: 'a1', things: [thing] },
      { type: 'fate', thing, fate: 'shown' },
      { type: 'rule', rule },
      { type: 'unrule', id: 'abcdefgh' },
    ];
    for (const message of good) assert.deepEqual(messages.toWorker({ ...message, host: 'bank.example' }), message);
    for (const bad of [
      { type: 'seen', page: 'A b', things: [] },
      { type: 'seen', page: 'a1', things: Array.from({ length: 41 }, () => thing) },
      { type: 'fate', thing, fate: 'constructor' },
      { type: 'fate', thing: { ...thing, label: '<b>' }, fate: 'shown' },
      { type: 'rule', rule: { ...rule, signature: { ...signature, names: 'a{}' } } },
      { type: 'rule', rule: { ...rule, act: 'reveal' } },
      { type: 'unrule', id: '../settings' },
    ]) assert.equal(messages.toWorker(bad), undefined, JSON.stringify(bad));
    for (const message of [{ type: 'pick' }, { type: 'pick-here' }, { type: 'why-here' }, { type: 'unlocate' }, { type: 'locate', id: 2 }, { type: 'article', id: 2 }, { type: 'unrule', rule: 'abcdefgh' }]) {
      assert.deepEqual(messages.toContent({ ...message, more: 'x' }), message);
    }
    for (const bad of [{ type: 'locate' }, { type: 'article', id: '2' }, { type: 'unrule', rule: 'x y' }]) assert.equal(messages.toContent(bad), undefined);
  });

  it('takes only its content script in the top frame of a web page for one', () => {
    const sender = { id: ID, frameId: 0, tab: { id: 5, incognito: false }, url: 'https://news.example/a', documentId: 'D' } as unknown as chrome.runtime.MessageSender;
    assert.deepEqual(messages.contentSender(sender), { tab: 5, host: 'news.example', origin: 'https://news.example/*', documentId: 'D', incognito: false, target: { tabId: 5, documentIds: ['D'] } });
    const others: Record<string, unknown>[] = [
      { id: 'another' }, { id: undefined }, { frameId: 3 }, { frameId: undefined }, { tab: undefined }, { tab: {} }, { url: undefined },
      { url: `chrome-extension://${ID}/popup.html` }, { url: 'file:///etc/passwd' }, { url: 'data:text/html,x' },
    ];
    for (const other of others) assert.equal(messages.contentSender({ ...sender, ...other }), undefined, JSON.stringify(other));
  });

  it('takes only pages of the extension for the popup', () => {
    assert.equal(messages.extensionSender({ id: ID, url: `chrome-extension://${ID}/popup.html?tab=4` }), true);
    assert.equal(messages.extensionSender({ id: ID, url: 'https://news.example/' }), false);
    assert.equal(messages.extensionSender({ id: ID, url: `https://evil.example/chrome-extension://${ID}/` }), false);
    assert.equal(messages.extensionSender({ id: 'another', url: `chrome-extension://${ID}/popup.html` }), false);
    assert.equal(messages.extensionSender({ id: ID }), false);
  });

  it("lets a page's state pass only if every word in it is known or short", () => {
    const item = { id: 1, label: 'donation', confidence: 0.9, reasons: ['wording'], text: 'x', hidden: true, rule: '' };
    const state = { host: 'a.example', status: 'done', failed: '', purpose: 'article', overBudget: false, items: [item], kept: [{ label: 'paywall', why: 'gate', text: 'x', rule: '' }], unstored: false };
    assert.deepEqual(messages.pageState(state), state);
    for (const bad of [
      { ...state, status: 'fine' },
      { ...state, purpose: '<b>' },
      { ...state, failed: 'toString' },
      { ...state, host: 'x'.repeat(301) },
      { ...state, items: [{ ...item, label: 'toString' }] },
      { ...state, items: [{ ...item, reasons: ['__proto__'] }] },
      { ...state, items: [{ ...item, text: 'x'.repeat(messages.EXCERPT + 1) }] },
      { ...state, items: Array.from({ length: messages.MAX_ITEMS + 1 }, () => item) },
      { ...state, kept: [{ label: 'paywall', why: 'because', text: 'x', rule: '' }] },
      { ...state, kept: [{ label: 'article', why: 'corrected', text: 'x', rule: '<b>' }] },
      { ...state, items: [{ ...item, rule: undefined }] },
      { ...state, unstored: 'no' },
    ]) assert.equal(messages.pageState(bad), undefined, JSON.stringify(bad).slice(0, 200));
  });
});
