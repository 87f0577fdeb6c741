//! The measure of the article extraction benchmark (Scrapinghub, now Zyte): shingles of four words.
//!
//! A text's shingles are all runs of four neighbouring words, with their counts; a shorter text is one shingle. On each page the shingles
//! that extraction and reference share (TP), those of the extraction alone (FP) and those of the reference alone (FN) are counted and
//! divided by their sum, so that a long page weighs no more than a short one. Precision is the mean of TP / (TP + FP) over the pages
//! whose extraction is not empty, recall the mean of TP / (TP + FN) over those whose reference is not empty, F1 the harmonic mean of
//! these two means. Case counts.

use std::collections::{HashMap, HashSet};

use super::words::{spans, words};

/// Words of a shingle.
const WORDS: usize = 4;

/// The shares of shared, surplus and missing shingles on a page; all 0 if both texts are empty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Shares {
    /// Shared by extraction and reference.
    pub(crate) tp: f64,
    /// In the extraction alone.
    pub(crate) fp: f64,
    /// In the reference alone.
    pub(crate) fn_: f64,
}

fn shingles<'a>(words: &'a [&'a str]) -> impl Iterator<Item = &'a [&'a str]> {
    words.windows(WORDS.min(words.len()).max(1))
}

impl Shares {
    /// Compares an extraction with its reference.
    pub(crate) fn of(extracted: &str, reference: &str) -> Shares {
        let (extracted, reference) = (words(extracted), words(reference));
        let mut counts: HashMap<&[&str], [u32; 2]> = HashMap::new();
        for shingle in shingles(&extracted) {
            counts.entry(shingle).or_default()[0] += 1;
        }
        for shingle in shingles(&reference) {
            counts.entry(shingle).or_default()[1] += 1;
        }
        let [mut tp, mut fp, mut fn_] = [0_u32; 3];
        for [ours, theirs] in counts.into_values() {
            tp += ours.min(theirs);
            fp += ours.saturating_sub(theirs);
            fn_ += theirs.saturating_sub(ours);
        }
        let sum = f64::from((tp + fp + fn_).max(1));
        Shares { tp: f64::from(tp) / sum, fp: f64::from(fp) / sum, fn_: f64::from(fn_) / sum }
    }
}

/// Means over pages.
#[derive(Debug, Clone, Default)]
pub(crate) struct Aeb {
    precisions: Vec<f64>,
    recalls: Vec<f64>,
}

fn mean(list: &[f64]) -> f64 {
    list.iter().sum::<f64>() / list.len().max(1) as f64
}

impl Aeb {
    /// Adds a page.
    pub(crate) fn add(&mut self, shares: Shares) {
        if shares.tp + shares.fp > 0.0 {
            self.precisions.push(shares.tp / (shares.tp + shares.fp));
        }
        if shares.tp + shares.fn_ > 0.0 {
            self.recalls.push(shares.tp / (shares.tp + shares.fn_));
        }
    }

    /// Mean precision.
    pub(crate) fn precision(&self) -> f64 {
        mean(&self.precisions)
    }

    /// Mean recall.
    pub(crate) fn recall(&self) -> f64 {
        mean(&self.recalls)
    }

    /// F1 of the two means.
    pub(crate) fn f1(&self) -> f64 {
        super::f1(self.precision(), self.recall())
    }
}

/// The longest run of words of a text that stands in no shingle of the other, as it is written. Empty if there is none.
pub(crate) fn longest_alone<'a>(text: &'a str, other: &str) -> &'a str {
    let (spans, list, other) = (spans(text), words(text), words(other));
    let known: HashSet<&[&str]> = shingles(&other).collect();
    let mut covered = vec![false; list.len()];
    for (at, shingle) in shingles(&list).enumerate() {
        if known.contains(shingle) {
            covered[at..at + shingle.len()].fill(true);
        }
    }
    let numbered: Vec<(usize, bool)> = covered.into_iter().enumerate().collect();
    let run = numbered.chunk_by(|a, b| a.1 == b.1).filter(|run| !run[0].1).max_by_key(|run| run.len());
    let Some((Some(from), Some(to))) = run.map(|run| (run.first(), run.last())) else { return "" };
    &text[spans[from.0].start..spans[to.0].end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn shingles_are_counted_and_shared_out() {
        // Reference: abcd bcde cdef. Extraction: abcd bcde cdeX, so two shared, one surplus, one missing.
        let shares = Shares::of("a b c d e X", "a b c d e f");
        assert!(near(shares.tp, 0.5) && near(shares.fp, 0.25) && near(shares.fn_, 0.25));
        // Order counts, which a bag of words would not see.
        assert!(near(Shares::of("d c b a", "a b c d").tp, 0.0));
        // Said twice is once too often.
        assert!(near(Shares::of("a b c d a b c d", "a b c d").fp, 0.8));
    }

    #[test]
    fn short_and_empty_texts() {
        assert_eq!(Shares::of("a b", "a b"), Shares { tp: 1.0, fp: 0.0, fn_: 0.0 });
        assert_eq!(Shares::of("a b", "a b c"), Shares { tp: 0.0, fp: 0.5, fn_: 0.5 });
        assert_eq!(Shares::of("", "a b c d"), Shares { tp: 0.0, fp: 0.0, fn_: 1.0 });
        assert_eq!(Shares::of("…", ""), Shares { tp: 0.0, fp: 0.0, fn_: 0.0 });
    }

    #[test]
    fn an_empty_extraction_costs_recall_and_no_precision() {
        let mut all = Aeb::default();
        all.add(Shares::of("a b c d", "a b c d"));
        all.add(Shares::of("", "a b c d"));
        assert!(near(all.precision(), 1.0) && near(all.recall(), 0.5) && near(all.f1(), 2.0 / 3.0));
    }

    #[test]
    fn the_longest_run_that_stands_alone() {
        let text = "One two three four. Buy this, now! Five six seven eight; nine";
        assert_eq!(longest_alone(text, "one One two three four and Five six seven eight"), "Buy this, now");
        assert_eq!(longest_alone("a b c d", "a b c d e"), "");
        assert_eq!(longest_alone("", "a"), "");
    }
}
