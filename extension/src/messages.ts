/**
 * ③ What the extension's parts say to each other: directed unions, and the checks of shape and sender for each.
 *
 * Threat: a page that has taken over its renderer can send whatever a content script could, and the snapshot's strings are the page's own. So
 * nothing that arrives is used before it has passed here, sizes are capped, and what becomes part of a style rule has a narrow alphabet.
 * Choice: the reader's host is taken from the sender that the browser names and not from the message.
 * Known gap: an attacker inside the renderer can ask for plans of made-up pages. It learns nothing that it could not compute itself.
 */
import {
  LABELS, MAX_NODES, MAX_TEXT, MOST_CHARACTERS, MOST_SCRIPTS, PURPOSES, REASONS, WHYS, type Claims, type PagePlan, type Table,
} from 'unnag/snapshot';
import { isDigest, isId, MOST_SEEN, toRule, toSeen, type Rule, type Seen } from './lesson.js';
import type { Fate } from './memory.js';
import { fields, whole, type Fields } from './shape.js';

/** What a page teaches about its site. */
export type Lesson =
  /** These things are hidden on the page; `page`: a digest of its path. */
  | { type: 'seen'; page: string; things: Seen[] }
  /** That has become of something. */
  | { type: 'fate'; thing: Seen; fate: Fate }
  /** The reader makes a rule, or takes one back. */
  | { type: 'rule'; rule: Rule }
  | { type: 'unrule'; id: string };

/** The answer to a lesson: in a private window, or where the browser has no room, nothing is stored. */
export interface Learnt {
  stored: boolean;
}

/** From the content script to the background. */
export type ToWorker =
  | Lesson
  /** Something is hidden, or the reader wants to point at something: send site.js, and for the latter picker.js. */
  | { type: 'learn' }
  | { type: 'tools' }
  /** The page begins: start the engine, and say whether this site is on. */
  | { type: 'wake' }
  /** The page is wanted for longer: send keeper.js. */
  | { type: 'keep' }
  /** Make a plan; before that, insert the hiding rule for the attribute `mark` unless it is empty (then the rule stands already). `blocks`: the labels of all blocks are wanted too. */
  | { type: 'plan'; page: Table; claims: Claims; mark: string; blocks?: boolean }
  /** So many things are hidden now. */
  | { type: 'count'; count: number }
  /** Something went wrong, and the page is as it was. */
  | { type: 'failed' };

/** From a page of the extension to the background: tidy the page in this tab, this once. Answered with whether the browser let us in. */
export interface FromPage {
  type: 'run';
  tab: number;
}

/** The answer to `wake` and `keep`: whether the reader wants this site tidied. If so, reader.js or keeper.js has been sent. */
export interface Woken {
  on: boolean;
}

/** Why there is no plan. */
export const FAILURES = ['engine', 'page', 'timeout', 'worker', 'refused', 'settings'] as const;
/** One of them. */
export type Failure = (typeof FAILURES)[number];

/** The answer to `plan`; `rule`: whether the hiding rule stands. */
export type Planned = { plan: PagePlan; rule: boolean } | { failed: Failure };

/** From the popup or the background to the content script of the tab that it speaks of. Each is answered with the page's state. */
export type ToContent =
  | { type: 'state' }
  /** Show one thing again, or hide it again. */
  | { type: 'show'; id: number }
  | { type: 'hide'; id: number }
  /** "This is article": show one thing again, here and on the site's other pages. */
  | { type: 'article'; id: number }
  /** Take back what the reader said. */
  | { type: 'unrule'; rule: string }
  /** Point it out on the page for a moment, or no longer. */
  | { type: 'locate'; id: number }
  | { type: 'unlocate' }
  /** Choose something to hide on the page. */
  | { type: 'pick' }
  | { type: 'show-all' }
  | { type: 'hide-all' }
  /** Settings have changed: ask for them anew. */
  | { type: 'settings' }
  /** From the context menu: choose what to hide, beginning with what was clicked; say why what was clicked is hidden. */
  | { type: 'pick-here' }
  | { type: 'why-here' };

/** A thing that is hidden, or was and is shown again. */
export interface Item {
  id: number;
  label: (typeof LABELS)[number];
  /** 0 to 1. */
  confidence: number;
  reasons: (typeof REASONS)[number][];
  /** The beginning of its text. */
  text: string;
  hidden: boolean;
  /** The reader's own rule hides it; empty if none does. */
  rule: string;
}

/** Why something stays. `corrected`: the reader says that it is article; `put-back`: the page puts it in again as often as it goes. */
export const KEPT_WHYS = /* @__PURE__ */ (() => [...WHYS, 'corrected', 'put-back'] as const)();

/** A thing that stays on purpose. */
export interface KeptItem {
  label: (typeof LABELS)[number];
  why: (typeof KEPT_WHYS)[number];
  text: string;
  /** The reader's own rule keeps it; empty if none does. */
  rule: string;
}

/** Where the page stands. */
export const STATUSES = ['waiting', 'off', 'done', 'failed', 'orphan'] as const;

/** What the popup shows. */
export interface PageState {
  host: string;
  status: (typeof STATUSES)[number];
  failed: Failure | '';
  purpose: (typeof PURPOSES)[number];
  overBudget: boolean;
  items: Item[];
  kept: KeptItem[];
  /** What the reader has put right holds for this page alone: it could not be stored, or is not to be. */
  unstored: boolean;
}

/** The most characters of a thing's text that cross to the popup. */
export const EXCERPT = 240;
/** The most things that the popup is told of. */
export const MAX_ITEMS = 500;

const text = (value: unknown, most: number): value is string => typeof value === 'string' && value.length <= most;
const among = <Value extends string>(value: unknown, values: readonly Value[]): value is Value =>
  typeof value === 'string' && (values as readonly string[]).includes(value);
const list = <Value>(value: unknown, most: number, is: (entry: unknown) => entry is Value): value is Value[] =>
  Array.isArray(value) && value.length <= most && value.every(is);

/** A narrow alphabet: it becomes part of a style rule. */
const MARK = /^(?:data-[a-z0-9]{8,24})?$/;

const table = (value: unknown): value is Table =>
  fields(value) &&
  value['tags'] instanceof Uint16Array &&
  value['parents'] instanceof Uint32Array &&
  value['flags'] instanceof Uint32Array &&
  value['tags'].length <= MAX_NODES &&
  value['parents'].length === value['tags'].length &&
  value['flags'].length === value['tags'].length &&
  // Characters, not bytes: the engine counts bytes again.
  text(value['text'], MAX_TEXT);

const FATES: readonly Fate[] = ['missed', 'shown', 'hidden'];

/** Longer than any of a page's short claims is sent. */
const MAX_CLAIM = 20_000;

const claimed = (value: unknown): value is Claims =>
  fields(value) &&
  ['url', 'language', 'title', 'ogType'].every((name) => text(value[name], MAX_CLAIM)) &&
  list(value['scripts'], MOST_SCRIPTS, (script): script is string => text(script, MOST_CHARACTERS));

/** A message to the background that has its shape; undefined for any other value. */
export const toWorker = (value: unknown): ToWorker | undefined => {
  if (!fields(value)) return undefined;
  switch (value['type']) {
    case 'wake':
    case 'keep':
    case 'learn':
    case 'tools':
    case 'failed':
      return { type: value['type'] };
    case 'plan': {
      const { page, claims, mark, blocks } = value;
      const sound = table(page) && claimed(claims) && typeof mark === 'string' && MARK.test(mark);
      return sound ? { type: 'plan', page, claims, mark, ...(blocks === true ? { blocks } : {}) } : undefined;
    }
    case 'seen': {
      const { page, things } = value;
      if (!isDigest(page) || !Array.isArray(things) || things.length > MOST_SEEN) return undefined;
      return { type: 'seen', page, things: things.flatMap((thing: unknown) => toSeen(thing) ?? []) };
    }
    case 'fate': {
      const thing = toSeen(value['thing']);
      return thing && among(value['fate'], FATES) ? { type: 'fate', thing, fate: value['fate'] } : undefined;
    }
    case 'rule': {
      const rule = toRule(value['rule']);
      return rule && { type: 'rule', rule };
    }
    case 'unrule':
      return isId(value['id']) ? { type: 'unrule', id: value['id'] } : undefined;
    case 'count':
      return whole(value['count'], MAX_NODES) ? { type: 'count', count: value['count'] } : undefined;
    default:
      return undefined;
  }
};

/** A message from a page of the extension that has its shape; undefined for any other value. */
export const fromPage = (value: unknown): FromPage | undefined =>
  fields(value) && value['type'] === 'run' && whole(value['tab'], 0x7fff_ffff) ? { type: 'run', tab: value['tab'] } : undefined;

const PLAIN = ['state', 'show-all', 'hide-all', 'settings', 'pick', 'pick-here', 'why-here', 'unlocate'] as const;
const OF_ONE = ['show', 'hide', 'article', 'locate'] as const;

/** A message to the content script that has its shape; undefined for any other value. */
export const toContent = (value: unknown): ToContent | undefined => {
  if (!fields(value)) return undefined;
  const { type, id, rule } = value;
  if (among(type, PLAIN)) return { type };
  if (among(type, OF_ONE)) return whole(id, 0xffff_ffff) ? { type, id } : undefined;
  return type === 'unrule' && isId(rule) ? { type, rule } : undefined;
};

/** The answer to `wake` or `keep`, checked. */
export const woken = (value: unknown): Woken | { failed: Failure } | undefined => {
  if (!fields(value)) return undefined;
  if (among(value['failed'], FAILURES)) return { failed: value['failed'] };
  return typeof value['on'] === 'boolean' ? { on: value['on'] } : undefined;
};

/** The answer to `plan`, checked. */
export const planned = (value: unknown): Planned | undefined => {
  if (!fields(value)) return undefined;
  if (among(value['failed'], FAILURES)) return { failed: value['failed'] };
  const { plan, rule } = value;
  // The background decoded and checked the plan; here it is only told from a message of another version.
  const sound = fields(plan) && Array.isArray(plan['hide']) && Array.isArray(plan['kept']) && typeof rule === 'boolean';
  return sound ? { plan: plan as unknown as PagePlan, rule } : undefined;
};

const ruleOf = (value: Fields): boolean => value['rule'] === '' || isId(value['rule']);

const item = (value: unknown): value is Item =>
  fields(value) &&
  whole(value['id'], 0xffff_ffff) &&
  among(value['label'], LABELS) &&
  typeof value['confidence'] === 'number' &&
  list(value['reasons'], 8, (reason) => among(reason, REASONS)) &&
  text(value['text'], EXCERPT) &&
  typeof value['hidden'] === 'boolean' &&
  ruleOf(value);

const kept = (value: unknown): value is KeptItem =>
  fields(value) && among(value['label'], LABELS) && among(value['why'], KEPT_WHYS) && text(value['text'], EXCERPT) && ruleOf(value);

const state = (value: unknown): value is PageState =>
  fields(value) &&
  text(value['host'], 300) &&
  among(value['status'], STATUSES) &&
  (value['failed'] === '' || among(value['failed'], FAILURES)) &&
  among(value['purpose'], PURPOSES) &&
  typeof value['overBudget'] === 'boolean' &&
  list(value['items'], MAX_ITEMS, item) &&
  list(value['kept'], MAX_ITEMS, kept) &&
  typeof value['unstored'] === 'boolean';

/** The answer to a lesson, checked. */
export const learnt = (value: unknown): Learnt | undefined =>
  fields(value) && typeof value['stored'] === 'boolean' ? { stored: value['stored'] } : undefined;

/** The page's state, checked: it comes from the renderer that the page runs in. */
export const pageState = (value: unknown): PageState | undefined => (state(value) ? value : undefined);

/** Our content script in the top frame of a page. */
export interface Sender {
  tab: number;
  host: string;
  /** The match pattern of its host. */
  origin: string;
  /** What tells its document from others, where the browser says it. */
  documentId: string | undefined;
  /** Whether its window is private. */
  incognito: boolean;
  /** Its document: what is meant for it must not reach the next page of the tab. */
  target: { tabId: number; documentIds: string[] } | { tabId: number; frameIds: number[] };
}

/** The sender, if it is our content script in the top frame of a page; undefined for any other. */
export const contentSender = (sender: chrome.runtime.MessageSender): Sender | undefined => {
  if (sender.id !== chrome.runtime.id || sender.frameId !== 0 || sender.tab?.id === undefined || !sender.url) return undefined;
  const { protocol, hostname } = new URL(sender.url);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  const tab = sender.tab.id;
  const target = sender.documentId === undefined ? { tabId: tab, frameIds: [0] } : { tabId: tab, documentIds: [sender.documentId] };
  const { documentId } = sender;
  return { tab, host: hostname, origin: `${protocol}//${hostname}/*`, documentId, incognito: sender.tab.incognito, target };
};

/** Whether a page of the extension sends (never another content script, never another extension). */
export const extensionSender = (sender: chrome.runtime.MessageSender): boolean =>
  sender.id === chrome.runtime.id && sender.url?.startsWith(chrome.runtime.getURL('')) === true;
