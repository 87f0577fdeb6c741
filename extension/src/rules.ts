/**
 * The reader's corrections: "this is article" and "hide this", each a rule for the site on which it was made, and a test case for those who want
 * to hand it on. Nothing is sent anywhere.
 */
import { toRule, withRule, type Label, type Rule } from './lesson.js';
import { Shelf } from './shelf.js';

const shelf = new Shelf<Rule>({ name: 'rules', read: toRule, join: (before, since) => (withRule([before], since).length === 1 ? since : undefined), mostSites: 500, mostEntries: 60 });

/** The rules of a host's site. */
export const rulesOf = (host: string): Promise<Rule[]> => shelf.of(host);
/** Adds a rule; rejects if the browser does not store it. */
export const addRule = (host: string, rule: Rule): Promise<void> => shelf.change(host, (rules) => withRule(rules, rule));
/** Takes a rule back. */
export const removeRule = (host: string, id: string): Promise<void> =>
  shelf.change(host, (rules) => (rules.some((rule) => rule.id === id) ? rules.filter((rule) => rule.id !== id) : undefined));

/** For the options page: all rules by site. */
export const listRules = async (): Promise<{ host: string; rules: Rule[] }[]> => (await shelf.all()).map(({ host, entries }) => ({ host, rules: entries }));
/** What puts back the rules that there are now, of a site or of all. */
export const keepRules = (host?: string): Promise<() => Promise<void>> => shelf.keep(host);
/** Takes back the rules of a site, or all. */
export const clearRules = (host?: string): Promise<void> => shelf.clear(host);

/** A correction as a test case. */
export interface Case {
  host: string;
  /** What it is, as the reader says. */
  label: Label;
  /** What the model said. */
  was: { label: Label; confidence: number };
  text: string;
  structure: string;
}

/** Corrections as a file to hand on. */
export interface Cases {
  format: 'unnag-corrections';
  version: 1;
  cases: Case[];
}

/** All corrections, as test cases. */
export const exportCases = async (): Promise<Cases> => ({
  format: 'unnag-corrections',
  version: 1,
  cases: (await listRules()).flatMap(({ host, rules }) =>
    rules.map(({ label, example }): Case => ({
      host,
      label,
      was: { label: example.label, confidence: example.confidence },
      text: example.text,
      structure: example.structure,
    })),
  ),
});
