// The measures of `train text` (train/src/text/), for what runs in Node: the same words, shingles and snippets, so that the rows compare.

const WORD = /[\p{Alphabetic}\p{N}_]+/gu;
const SHINGLE = 4;

export const words = (text) => text.match(WORD) ?? [];

const harmonic = (precision, recall) => (precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0);
const mean = (list) => list.reduce((sum, each) => sum + each, 0) / Math.max(1, list.length);

function counts(list) {
  const found = new Map();
  for (const each of list) found.set(each, (found.get(each) ?? 0) + 1);
  return found;
}

/** F1 of two bags of lower-cased words. Two empty texts agree. */
export function wordF1(text, reference) {
  const [ours, theirs] = [words(text.toLowerCase()), words(reference.toLowerCase())];
  if (ours.length === 0 && theirs.length === 0) return 1;
  const left = counts(theirs);
  let shared = 0;
  for (const word of ours) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    shared += 1;
  }
  return harmonic(shared / Math.max(1, ours.length), shared / Math.max(1, theirs.length));
}

function shingles(list) {
  const width = Math.max(1, Math.min(SHINGLE, list.length));
  return Array.from({ length: Math.max(0, list.length - width + 1) }, (_, at) => list.slice(at, at + width).join('\u001f'));
}

/** What text and reference share, and what each has alone, as shares of their sum. */
export function shares(text, reference) {
  const [ours, theirs] = [counts(shingles(words(text))), counts(shingles(words(reference)))];
  let [tp, fp, fn] = [0, 0, 0];
  for (const shingle of new Set([...ours.keys(), ...theirs.keys()])) {
    const [one, other] = [ours.get(shingle) ?? 0, theirs.get(shingle) ?? 0];
    tp += Math.min(one, other);
    fp += Math.max(0, one - other);
    fn += Math.max(0, other - one);
  }
  const sum = Math.max(1, tp + fp + fn);
  return { tp: tp / sum, fp: fp / sum, fn: fn / sum };
}

const plain = (text) => text.split(/\s+/).filter((part) => part !== '').join(' ').toLowerCase();

/** Gathers a system's pages and gives its figures. */
export class Tally {
  #precisions = [];
  #recalls = [];
  #articles = [];
  #all = [];
  #leaked = [];
  failures = 0;

  add({ page_type: type, text: reference = '', without = [] }, text) {
    if (type === 'article') {
      const said = plain(text);
      for (const snippet of without) this.#leaked.push(said.includes(plain(snippet)) ? 1 : 0);
    }
    if (reference === '') return;
    const f1 = wordF1(text, reference);
    this.#all.push(f1);
    if (type !== 'article') return;
    this.#articles.push(f1);
    const { tp, fp, fn } = shares(text, reference);
    if (tp + fp > 0) this.#precisions.push(tp / (tp + fp));
    if (tp + fn > 0) this.#recalls.push(tp / (tp + fn));
  }

  get pages() {
    return { articles: this.#articles.length, all: this.#all.length };
  }

  figures() {
    return { gram: harmonic(mean(this.#precisions), mean(this.#recalls)), word: mean(this.#articles), leaked: mean(this.#leaked), all: mean(this.#all) };
  }
}
