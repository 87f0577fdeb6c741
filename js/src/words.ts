/** Labels, reasons and purposes in English words, for people. The names themselves are the stable part. */

import { isObject, unexpected } from './kind.js';
import type { Label, Purpose, Reason, Why } from './plan.js';

export const LABEL_WORDS: Readonly<Record<Label, string>> = {
  article: 'Article',
  meta: 'About the article',
  donation: 'Donation appeal',
  paywall: 'Subscription prompt',
  newsletter: 'Newsletter prompt',
  prompt: 'Other prompt',
  consent: 'Cookie notice',
  ad: 'Advertising',
  related: 'Other content',
  social: 'Share and follow buttons',
  comments: 'Comments',
  nav: 'Navigation',
  footer: 'Footer',
  other: 'Other',
};

/** Each completes "Hidden because …". */
export const REASON_WORDS: Readonly<Record<Reason, string>> = {
  wording: 'it is worded like one',
  widget: 'its parts together are those of such a prompt',
  names: 'its names in the page’s code say so',
  'asks-money': 'it asks for money',
  amounts: 'it offers amounts to choose from',
  price: 'it names a price and a period',
  subscribe: 'it asks for a subscription',
  'log-in': 'it speaks of logging in or registering',
  email: 'it asks for an e-mail address',
  cookies: 'it speaks of cookies and privacy choices',
  'app-prompt': 'it asks for an app, notifications or another setting',
  overlay: 'it lies over the page',
  links: 'it is mostly links',
  place: 'it stands where such things stand',
  leftover: 'it belongs to something that is hidden',
};

/** Each completes "Kept because …". */
export const WHY_WORDS: Readonly<Record<Why, string>> = {
  gate: 'the article is cut off here, and this says so',
  purpose: 'this page is for that',
  budget: 'too much of the page would be hidden',
  'holds-article': 'article text stands in it',
  'in-use': 'you are using it',
  unsure: 'it is not certain enough',
  'switched-off': 'this kind is switched off',
  'home-page': 'on pages that are no article only overlays and bars are hidden',
};

/** Each completes "This page is …". */
export const PURPOSE_WORDS: Readonly<Record<Purpose, string>> = {
  article: 'an article',
  home: 'a home or section page',
  donate: 'a donation page',
  subscribe: 'a subscription page',
  newsletter: 'a newsletter sign-up page',
  account: 'a log-in or account page',
  checkout: 'a basket or payment page',
  shop: 'a shop',
  app: 'a web application',
  forum: 'a forum',
  search: 'a search page',
  settings: 'a settings page',
  other: 'another kind of page',
};

/** "it asks for money, and it lies over the page": at most three reasons, the strongest first. */
export function reasonsInWords(reasons: readonly Reason[]): string {
  const words = reasons.slice(0, 3).map((reason) => REASON_WORDS[reason]);
  const last = words.pop();
  if (last === undefined) return '';
  return words.length === 0 ? last : `${words.join(', ')}, and ${last}`;
}

/** Something to explain: a block, what is hidden, what is kept. */
export type Explainable =
  | { readonly label: Label; readonly confidence: number; readonly reasons: readonly Reason[] }
  | { readonly label: Label; readonly why: Why };

/**
 * A finding as one sentence: "Newsletter prompt (97 % sure): it asks for an e-mail address, and it lies over the page."
 * @throws {TypeError} if it is none.
 */
export function explain(finding: Explainable): string {
  const given: unknown = finding;
  if (!isObject(given) || !('label' in given && Object.hasOwn(LABEL_WORDS, String(given.label))) || !('why' in given || 'reasons' in given)) {
    throw unexpected('unnag: a block, or what is hidden or kept,', given);
  }
  const name = LABEL_WORDS[finding.label];
  if ('why' in finding) return `${name}, kept: ${WHY_WORDS[finding.why]}.`;
  const reasons = reasonsInWords(finding.reasons);
  return `${name} (${(finding.confidence * 100).toFixed(0)} % sure)${reasons === '' ? '' : `: ${reasons}`}.`;
}
