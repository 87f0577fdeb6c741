/** What the engine's names mean, in words for people: those that the package has none for. */

import type { Block, Label } from 'unnag';

export type Role = Block['role'];

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

/** `12.3 KB`. */
export function size(characters: number): string {
  const kilo = characters / 1000;
  return kilo < 1000 ? `${kilo.toLocaleString('en', { maximumFractionDigits: kilo < 100 ? 1 : 0 })} KB` : `${(kilo / 1000).toFixed(1)} MB`;
}

/** `1 block`, `2 blocks`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}
