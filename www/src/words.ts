/** What the engine's names mean, in words for people. */

import type { Label, Purpose, Reason, Role, Why } from 'unnag';

/** Which family a label belongs to, what it is called, and its colour in the frames and the legend. */
export interface Kind {
  readonly family: 'article' | 'nag' | 'consent' | 'furniture';
  readonly name: string;
  readonly colour: string;
}

export const KINDS: Readonly<Record<Label, Kind>> = {
  article: { family: 'article', name: 'Article', colour: '#2b8a57' },
  meta: { family: 'article', name: 'About the article', colour: '#74a12e' },
  donation: { family: 'nag', name: 'Donation', colour: '#e8590c' },
  paywall: { family: 'nag', name: 'Subscription', colour: '#9c36b5' },
  newsletter: { family: 'nag', name: 'Newsletter', colour: '#e09100' },
  prompt: { family: 'nag', name: 'Prompt', colour: '#e03170' },
  consent: { family: 'consent', name: 'Cookies', colour: '#a68a00' },
  ad: { family: 'furniture', name: 'Advertising', colour: '#8d6e63' },
  related: { family: 'furniture', name: 'Other stories', colour: '#1c7ed6' },
  social: { family: 'furniture', name: 'Sharing', colour: '#1098ad' },
  comments: { family: 'furniture', name: 'Comments', colour: '#5c7cfa' },
  nav: { family: 'furniture', name: 'Menus', colour: '#5f7486' },
  footer: { family: 'furniture', name: 'Footer', colour: '#868e96' },
  other: { family: 'furniture', name: 'Other', colour: '#a8a29a' },
};

export const REASONS: Readonly<Record<Reason, string>> = {
  wording: 'worded like such a request',
  widget: 'the box as a whole reads like one',
  names: 'named so in the page’s code',
  'asks-money': 'asks for money',
  amounts: 'names amounts to give',
  price: 'names a price',
  subscribe: 'speaks of subscribing',
  'log-in': 'asks to log in',
  email: 'asks for an e-mail address',
  dismiss: 'can be dismissed',
  cookies: 'speaks of cookies',
  'app-prompt': 'speaks of an app, notifications or an ad blocker',
  'donate-link': 'links to a donation page',
  'subscribe-link': 'links to a sign-up or sales page',
  overlay: 'lies over the page',
  links: 'mostly links',
  place: 'where it stands',
  leftover: 'left over from something hidden',
};

export const WHYS: Readonly<Record<Why, string>> = {
  gate: 'It is the notice of an article that is cut off: that is worth knowing.',
  purpose: 'This page is there for it.',
  budget: 'Hiding would have taken too much of the page.',
  'holds-article': 'There is article text in it.',
  'in-use': 'You are using it.',
  unsure: 'Not sure enough.',
  'switched-off': 'This kind is switched off.',
  'home-page': 'On a home page only what lies over it is hidden.',
};

export const PURPOSES: Readonly<Record<Purpose, string>> = {
  article: 'an article',
  home: 'a home page',
  donate: 'a donation page',
  subscribe: 'a subscription page',
  newsletter: 'a newsletter page',
  account: 'a log-in or account page',
  checkout: 'a checkout',
  shop: 'a shop',
  app: 'an application',
  forum: 'a forum',
  search: 'search results',
  settings: 'a settings page',
  other: 'no article',
};

export const ROLES: Readonly<Record<Role, string>> = {
  none: '',
  headline: 'headline',
  standfirst: 'summary',
  paragraph: 'paragraph',
  crosshead: 'heading',
  caption: 'caption',
  list: 'list',
  quote: 'quotation',
  table: 'table',
  code: 'code',
};

/** `93 % sure`. */
export function sure(confidence: number): string {
  return `${(confidence * 100).toFixed(0)} % sure`;
}

/** `1 block`, `2 blocks`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}
