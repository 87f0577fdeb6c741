/**
 * The reader's rules on a plan: what they called article is not hidden, what they hid on another page is hidden here too.
 *
 * Choice: a rule takes no more than the engine may. It never hides a gate, nor anything where the nag is what the page is for, nor what is
 * in use; nor what the plan holds for article, unless it was article that the reader picked, and then only the very same words.
 */
import { likeness, localName, matchesSignature, nodeType, signatureOf } from 'unnag/apply';
import type { HidePlan, PagePlan } from 'unnag/snapshot';
import type { Rule } from '../lesson.js';
import type { Survey } from './survey.js';

/** An element that a rule speaks of. */
export interface Found {
  readonly at: number;
  readonly element: Element;
  readonly rule: Rule;
}

/** Finds what the rules speak of, in document order. `picked`: elements that the reader pointed at on this page. */
export const find = ({ reading: { nodes } }: Survey, rules: readonly Rule[], picked: ReadonlyMap<Element, Rule>): Found[] => {
  const tags = new Set(rules.map(({ signature }) => signature.tag));
  const seen = new Set<Node>();
  return nodes.flatMap((node, at): Found[] => {
    if (nodeType(node) !== 1 || seen.has(node)) return [];
    seen.add(node);
    const element = node as Element;
    const own = picked.get(element);
    // A framework may have put other words into it since.
    if (own && (!own.article || own.signature.text === signatureOf(element).text)) return [{ at, element, rule: own }];
    if (!tags.has(localName(element))) return [];
    const isLike = likeness(element);
    const likely = rules.filter(({ signature }) => isLike(signature));
    if (likely.length === 0) return [];
    const signature = signatureOf(element);
    const rule = likely.filter((other) => matchesSignature(other.signature, signature) && (!other.article || other.signature.text === signature.text)).at(-1);
    return rule ? [{ at, element, rule }] : [];
  });
};

/** What of the found may be hidden. */
const hideable = (survey: Survey, { at, rule }: Found): boolean => {
  const { refused, article } = survey.holding(at);
  return refused === '' && (article === 0 || rule.article);
};

/** The plan with the rules in it, and those of the found that hold. */
export const correct = (survey: Survey, found: readonly Found[]): { plan: PagePlan; held: Found[] } => {
  const { plan } = survey;
  const within = (at: number, other: number): boolean => at >= other && at < survey.end(other);
  const shows = found.filter(({ rule }) => rule.act === 'show');
  const hides = found.filter((one) => one.rule.act === 'hide' && hideable(survey, one));
  const outer = hides.filter(({ at }) => !hides.some((other) => other.at !== at && within(at, other.at)));
  const free = (at: number): boolean => !shows.some((show) => within(show.at, at) || within(at, show.at));
  const wanted = outer.filter(({ at }) => free(at));
  const hide: HidePlan[] = [
    ...plan.hide.filter(({ node }) => free(node) && !wanted.some(({ at }) => within(node, at))),
    ...wanted
      .filter(({ at }) => !plan.hide.some(({ node }) => node !== at && free(node) && within(at, node)))
      .map(({ at, rule }): HidePlan => ({ node: at, label: rule.label, confidence: 1, reasons: [] })),
  ].sort((one, other) => one.node - other.node);
  return { plan: { ...plan, hide }, held: [...shows, ...wanted] };
};
