/**
 * What is learnt from a site's pages and kept on the reader's device: what was hidden there (memory.ts) and what the reader put right (rules.ts).
 *
 * Threat: it comes from a renderer that the page may have taken over, and later from storage as if a stranger had written it. So its shape is
 * checked both times, digests have a narrow alphabet and everything has a cap. A site can only teach about itself.
 */
import { LABELS } from 'unnag/snapshot';
import { matchesSignature, type Signature } from 'unnag/apply';
import { fields, whole } from './shape.js';

/** A kind. */
export type Label = (typeof LABELS)[number];

/** Something that a plan has hidden. */
export interface Seen {
  signature: Signature;
  label: Label;
  /** What was measured of it: hidden, it can not be measured again. */
  flags: number;
  /** Whether nothing else on the page bore its names. */
  sole: boolean;
}

/** What a page is handed of its site. */
export interface SiteData {
  /** The attribute for which a rule is on its way; empty if none is. */
  mark: string;
  known: Seen[];
  rules: Rule[];
  /** Whether what is hidden here is to be told. */
  learn: boolean;
}

/** What the reader says to something: "this is article", or "hide this". */
export const ACTS = ['show', 'hide'] as const;
/** One of them. */
export type Act = (typeof ACTS)[number];

/** A rule of the reader's for one site, and what it was made from, as a test case for those who ask for it. */
export interface Rule {
  id: string;
  act: Act;
  /** What the reader says that it is. */
  label: Label;
  signature: Signature;
  /** The reader hid what was held for article text. */
  article: boolean;
  example: {
    /** What the model said. */
    label: Label;
    confidence: number;
    /** The beginning of its words. */
    text: string;
    /** Its elements and their names: `aside.appeal(h2 p form(input button))`. */
    structure: string;
  };
}

/** The rules after another: the latest word on a thing holds. */
export const withRule = (rules: readonly Rule[], rule: Rule): Rule[] => [
  ...rules.filter((other) => other.id !== rule.id && !matchesSignature(other.signature, rule.signature)),
  rule,
];

/** The most characters of an example's text and structure. */
export const MOST_EXAMPLE = 600;
/** The most things that are told of at once. */
export const MOST_SEEN = 40;

const text = (value: unknown): boolean => typeof value === 'string' && value.length <= MOST_EXAMPLE;

/** A digest, or nothing. */
export const isDigest = (value: unknown): value is string => typeof value === 'string' && /^[a-z0-9]{0,13}$/.test(value);
/** A rule's id. */
export const isId = (value: unknown): value is string => typeof value === 'string' && /^[a-z0-9]{8,16}$/.test(value);
/** A label. */
export const isLabel = (value: unknown): value is Label => typeof value === 'string' && (LABELS as readonly string[]).includes(value);

/** A signature. */
export const isSignature = (value: unknown): value is Signature =>
  fields(value) &&
  typeof value['tag'] === 'string' && /^[^\s"'<>{}]{1,60}$/.test(value['tag']) &&
  isDigest(value['names']) && isDigest(value['shape']) && isDigest(value['text']) &&
  whole(value['inside'], 99) && whole(value['length'], 10_000);

const signature = ({ tag, names, shape, text, inside, length }: Signature): Signature => ({ tag, names, shape, text, inside, length });

/** Something seen, with nothing else in it; undefined for any other value. */
export const toSeen = (value: unknown): Seen | undefined => {
  if (!fields(value)) return undefined;
  const { label, flags, sole } = value;
  if (!isSignature(value['signature']) || !isLabel(label) || !whole(flags, 0xffff) || typeof sole !== 'boolean') return undefined;
  return { signature: signature(value['signature']), label, flags, sole };
};

/** A rule, with nothing else in it; undefined for any other value. */
export const toRule = (value: unknown): Rule | undefined => {
  if (!fields(value)) return undefined;
  const { id, act, label, article, example } = value;
  if (!isId(id) || (act !== 'show' && act !== 'hide') || !isLabel(label) || !isSignature(value['signature']) || typeof article !== 'boolean' || !fields(example)) return undefined;
  const { confidence } = example;
  if (!isLabel(example['label']) || !text(example['text']) || !text(example['structure']) || typeof confidence !== 'number' || !(confidence >= 0 && confidence <= 1)) return undefined;
  return {
    id, act, label, article,
    signature: signature(value['signature']),
    example: { label: example['label'], confidence, text: example['text'] as string, structure: example['structure'] as string },
  };
};

/** Values of a list that are sound. */
export const sound = <Value>(value: unknown, read: (entry: unknown) => Value | undefined, most: number): Value[] =>
  (Array.isArray(value) ? value : []).slice(-most).flatMap((entry: unknown) => read(entry) ?? []);
