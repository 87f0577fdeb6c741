//! The measures of the web content extraction benchmark (WCXB, M. Foley): bags of words, and snippets.
//!
//! Word F1: lower-cased words with their counts, order ignored; the mean of the pages' F1. Snippets: the share of those that must be in
//! the text and are, and of those that must not be in it and are (the benchmark takes a mean over pages; here every snippet weighs
//! the same), found as substrings after lower-casing and collapsing white space.

use std::collections::HashMap;

use super::words::words;

/// Precision, recall and F1 of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct WordScore {
    pub(crate) precision: f64,
    pub(crate) recall: f64,
    pub(crate) f1: f64,
}

impl WordScore {
    /// Compares an extraction with its reference. Two empty texts agree; an empty one and another agree in nothing.
    pub(crate) fn of(extracted: &str, reference: &str) -> WordScore {
        let (extracted, reference) = (extracted.to_lowercase(), reference.to_lowercase());
        let (extracted, reference) = (words(&extracted), words(&reference));
        if extracted.is_empty() && reference.is_empty() {
            return WordScore { precision: 1.0, recall: 1.0, f1: 1.0 };
        }
        let mut left: HashMap<&str, u32> = HashMap::new();
        for word in &reference {
            *left.entry(word).or_default() += 1;
        }
        let mut shared = 0;
        for word in &extracted {
            if let Some(count) = left.get_mut(word).filter(|count| **count > 0) {
                *count -= 1;
                shared += 1;
            }
        }
        let share = |of: usize| f64::from(shared) / of.max(1) as f64;
        let (precision, recall) = (share(extracted.len()), share(reference.len()));
        WordScore { precision, recall, f1: super::f1(precision, recall) }
    }
}

/// Sum and number of what a mean is taken of.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Mean {
    sum: f64,
    pub(crate) count: u32,
}

impl Mean {
    /// Adds a value.
    pub(crate) fn add(&mut self, value: f64) {
        self.sum += value;
        self.count += 1;
    }

    /// Adds the values of another mean.
    pub(crate) fn merge(self, other: &Mean) -> Mean {
        Mean { sum: self.sum + other.sum, count: self.count + other.count }
    }

    /// The mean; 0 of nothing.
    pub(crate) fn value(&self) -> f64 {
        self.sum / f64::from(self.count.max(1))
    }
}

/// Snippets found and looked for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Snippets {
    /// Of those that must be in the text.
    pub(crate) with: Mean,
    /// Of those that must not.
    pub(crate) without: Mean,
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl Snippets {
    /// Looks for a page's snippets.
    pub(crate) fn add(&mut self, extracted: &str, with: &[String], without: &[String]) {
        let text = plain(extracted);
        for (list, mean) in [(with, &mut self.with), (without, &mut self.without)] {
            for snippet in list {
                mean.add(f64::from(u8::from(text.contains(&plain(snippet)))));
            }
        }
    }

    /// Adds those of others.
    pub(crate) fn merge(self, other: &Snippets) -> Snippets {
        Snippets { with: self.with.merge(&other.with), without: self.without.merge(&other.without) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_count_as_often_as_they_stand_and_in_any_order() {
        let score = WordScore::of("The the THE cat", "cat the the dog bird");
        assert!((score.precision - 0.75).abs() < 1e-9);
        assert!((score.recall - 0.6).abs() < 1e-9);
        assert!((score.f1 - 2.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn empty_texts() {
        let (full, none) = (1.0, 0.0);
        assert_eq!(WordScore::of("", " "), WordScore { precision: full, recall: full, f1: full });
        assert_eq!(WordScore::of("", "a"), WordScore { precision: none, recall: none, f1: none });
        assert_eq!(WordScore::of("a", ""), WordScore { precision: none, recall: none, f1: none });
    }

    #[test]
    fn snippets_are_found_across_lines_and_cases() {
        let list = |text: &str| vec![text.to_owned()];
        let mut snippets = Snippets::default();
        snippets.add("One\n\n two", &list("one TWO"), &list("two one"));
        snippets.add("", &list("one"), &list("one"));
        snippets.add("One", &[], &list("one"));
        assert!((snippets.with.value() - 0.5).abs() < 1e-9);
        assert!((snippets.without.value() - 1.0 / 3.0).abs() < 1e-9);
        assert_eq!(snippets.merge(&snippets).with.count, 4);
    }
}
