//! Texts as words.

use std::ops::Range;

/// Where the words of a text stand: runs of letters, digits and underscores, as `\w+` matches them (but for the vowel signs of
/// Indic scripts, which count as letters here).
pub(crate) fn spans(text: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut start = None;
    for (at, char) in text.char_indices() {
        match (char.is_alphanumeric() || char == '_', start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                spans.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        spans.push(from..text.len());
    }
    spans
}

/// The words of a text.
pub(crate) fn words(text: &str) -> Vec<&str> {
    spans(text).into_iter().map(|span| &text[span]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(words("Don't pay 3,50 €: snake_case – Füße."), ["Don", "t", "pay", "3", "50", "snake_case", "Füße"]);
        assert!(words(" … — ").is_empty());
    }
}
