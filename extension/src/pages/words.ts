/** The words of `_locales` for what the engine names by number or id. */
import type { Failure, Item, KeptItem, PageState } from '../messages.js';

/** A message of the locale file. */
export const say = (key: string, ...parts: string[]): string => chrome.i18n.getMessage(key, parts);

/** `holds-article` → `HoldsArticle`: locale keys may not hold hyphens. */
const camel = (id: string): string => id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** What a kind is called. */
export const labelWord = (label: Item['label']): string => say(`label${camel(label)}`);
/** A reason for hiding, as the end of a sentence. */
export const reasonWord = (reason: Item['reasons'][number]): string => say(`reason${camel(reason)}`);
/** A reason for keeping, as a sentence. */
export const whyWord = (why: KeptItem['why']): string => say(`why${camel(why)}`);
/** What went wrong, as a sentence. */
export const failureWord = (failure: Failure): string => say(`failed${camel(failure)}`);
/** What a page is for. */
export const purposeWord = (purpose: PageState['purpose']): string => say(`purpose${camel(purpose)}`);

/** Reasons as one phrase in the reader's language. */
export const listed = (reasons: string[]): string =>
  new Intl.ListFormat(say('lang'), { style: 'long', type: 'conjunction' }).format(reasons);
