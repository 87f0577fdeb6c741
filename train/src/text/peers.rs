//! Two extractors that are not ours, with their default settings: `dom_smoothie` (after Mozilla's Readability) and `rs-trafilatura`
//! (after trafilatura).
//!
//! `dom_smoothie` gives its formatted text, since its raw one runs the words of neighbouring elements together. `rs-trafilatura` is told
//! the page's address, by which it guesses the type of page.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::systems::{Output, timed};

/// The peers' texts of a page. A panic or an error counts as an empty text.
pub(crate) fn outputs(html: &str, url: &str) -> Vec<Output> {
    vec![output("dom_smoothie", || dom_smoothie(html)), output("rs-trafilatura", || rs_trafilatura(html, url))]
}

fn output(system: &'static str, run: impl FnOnce() -> Result<String, String>) -> Output {
    let (result, time) =
        timed(|| catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|panic| Err(format!("panic: {}", said(&*panic)))));
    let (text, failure) = match result {
        Ok(text) => (text, None),
        Err(error) => (String::new(), Some(error)),
    };
    Output { system, text, time: Some(time), failure }
}

/// What a panic said.
fn said(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("without a word")
}

fn dom_smoothie(html: &str) -> Result<String, String> {
    let config =
        dom_smoothie::Config { text_mode: dom_smoothie::TextMode::Formatted, ..dom_smoothie::Config::default() };
    let mut readability =
        dom_smoothie::Readability::new(html, None, Some(config)).map_err(|error| error.to_string())?;
    readability.parse().map(|article| article.text_content.to_string()).map_err(|error| error.to_string())
}

fn rs_trafilatura(html: &str, url: &str) -> Result<String, String> {
    let options = rs_trafilatura::Options {
        url: Some(url.to_owned()).filter(|url| !url.is_empty()),
        ..rs_trafilatura::Options::default()
    };
    rs_trafilatura::extract_with_options(html, &options)
        .map(|result| result.content_text)
        .map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_are_empty_texts_with_a_reason() {
        let failed = output("peer", || Err("no article".to_owned()));
        assert_eq!((failed.text.as_str(), failed.failure.as_deref()), ("", Some("no article")));
        let list: Vec<u8> = Vec::new();
        let broken = output("peer", || Ok(list[usize::from(list.is_empty())].to_string()));
        assert!(broken.failure.is_some_and(|failure| failure.starts_with("panic: index out of bounds")));
    }

    #[test]
    fn both_find_a_plain_article() {
        let text =
            "The council met on Tuesday, and after three hours of talk, it put the matter off until the spring. ";
        let html = format!("<body><nav><a href=/>Home</a></nav><article><p>{0}<p>{0}<p>{0}</article>", text.repeat(4));
        for output in outputs(&html, "") {
            assert!(output.text.contains(text.trim()), "{output:?}");
        }
    }
}
