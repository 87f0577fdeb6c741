/**
 * ③ What the extension's parts say to each other: two directed unions, and the checks of shape and sender for each.
 *
 * Threat: a page that has taken over its renderer can send whatever a content script could, and the snapshot's strings are the page's own. So
 * nothing that arrives is used before it has passed here, sizes are capped, and what becomes part of a style rule has a narrow alphabet.
 * Choice: the reader's host is taken from the sender that the browser names and not from the message.
 * Known gap: an attacker inside the renderer can ask for plans of made-up pages. It learns nothing that it could not compute itself.
 */
import {
  LABELS, MAX_NODES, MAX_TEXT, MOST_CHARACTERS, MOST_SCRIPTS, PURPOSES, REASONS, WHYS, type Claims, type PagePlan, type Table,
} from 'unnag/snapshot';

/** From the content script to the background. */
export type ToWorker =
  /** The page begins: start the engine, and say whether this site is on. */
  | { type: 'wake' }
  /** The page is wanted for longer: send keeper.js. */
  | { type: 'keep' }
  /** Make a plan; before that, insert the hiding rule for the attribute `mark` unless it is empty (then the rule stands already). */
  | { type: 'plan'; page: Table; claims: Claims; mark: string }
  /** So many things are hidden now. */
  | { type: 'count'; count: number };

/** The answer to `wake` and `keep`: whether the reader wants this site tidied. If so, reader.js or keeper.js has been sent. */
export interface Woken {
  on: boolean;
}

/** Why there is no plan. */
export const FAILURES = ['engine', 'page', 'timeout', 'worker', 'refused'] as const;
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
}

/** A thing that stays on purpose. */
export interface KeptItem {
  label: (typeof LABELS)[number];
  why: (typeof WHYS)[number];
  text: string;
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
}

/** The most characters of a thing's text that cross to the popup. */
export const EXCERPT = 240;
/** The most things that the popup is told of. */
export const MAX_ITEMS = 500;

type Fields = Record<string, unknown>;

const fields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const whole = (value: unknown, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
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
      return { type: value['type'] };
    case 'plan': {
      const { page, claims, mark } = value;
      return table(page) && claimed(claims) && typeof mark === 'string' && MARK.test(mark) ? { type: 'plan', page, claims, mark } : undefined;
    }
    case 'count':
      return whole(value['count'], MAX_NODES) ? { type: 'count', count: value['count'] } : undefined;
    default:
      return undefined;
  }
};

/** A message to the content script that has its shape; undefined for any other value. */
export const toContent = (value: unknown): ToContent | undefined => {
  if (!fields(value)) return undefined;
  switch (value['type']) {
    case 'state':
    case 'show-all':
    case 'hide-all':
    case 'settings':
    case 'pick-here':
    case 'why-here':
      return { type: value['type'] };
    case 'show':
    case 'hide':
      return whole(value['id'], 0xffff_ffff) ? { type: value['type'], id: value['id'] } : undefined;
    default:
      return undefined;
  }
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

const item = (value: unknown): value is Item =>
  fields(value) &&
  whole(value['id'], 0xffff_ffff) &&
  among(value['label'], LABELS) &&
  typeof value['confidence'] === 'number' &&
  list(value['reasons'], 8, (reason) => among(reason, REASONS)) &&
  text(value['text'], EXCERPT) &&
  typeof value['hidden'] === 'boolean';

const kept = (value: unknown): value is KeptItem =>
  fields(value) && among(value['label'], LABELS) && among(value['why'], WHYS) && text(value['text'], EXCERPT);

const state = (value: unknown): value is PageState =>
  fields(value) &&
  text(value['host'], 300) &&
  among(value['status'], STATUSES) &&
  (value['failed'] === '' || among(value['failed'], FAILURES)) &&
  among(value['purpose'], PURPOSES) &&
  typeof value['overBudget'] === 'boolean' &&
  list(value['items'], MAX_ITEMS, item) &&
  list(value['kept'], MAX_ITEMS, kept);

/** The page's state, checked: it comes from the renderer that the page runs in. */
export const pageState = (value: unknown): PageState | undefined => (state(value) ? value : undefined);

/** Our content script in the top frame of a page. */
export interface Sender {
  tab: number;
  host: string;
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
  return { tab, host: hostname, incognito: sender.tab.incognito, target };
};

/** Whether a page of the extension sends (never another content script, never another extension). */
export const extensionSender = (sender: chrome.runtime.MessageSender): boolean =>
  sender.id === chrome.runtime.id && sender.url?.startsWith(chrome.runtime.getURL('')) === true;
