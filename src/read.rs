//! A file's page for those who want its text.
//!
//! Threat: reading what a page keeps from its readers. Choice: what stands in `noscript` is taken only where the page is next to nothing without
//! scripts, says nothing of a price, and what little it shows neither asks for anything nor cuts an article off.

use crate::error::Error;
use crate::html::{HtmlPage, page_to_read};
use crate::page::{Facts, Page};
use crate::pipeline::analyze;
use crate::plan::Options;

/// Bytes of text below which a page holds no more than its frame: a name, a menu, a line.
const NEXT_TO_NOTHING: usize = 1000;

/// Makes a page of an HTML file for those who want its text: as [`crate::page_from_html`], but with all white space in code, and if next to nothing
/// stands there, as a browser shows it that runs no scripts. Forums and apps that build themselves by script often put all of their text into
/// `noscript`, for search engines and text browsers. Where the page says that it is not free, or the little that stands there asks the reader for
/// something, it is left at that.
///
/// # Errors
/// As [`crate::page_from_html`].
pub fn page_from_html_to_read(html: &str, url: &str) -> Result<HtmlPage, Error> {
    let built = page_to_read(html, url, true)?;
    if text_bytes(built.page()) >= NEXT_TO_NOTHING || asks(built.page()) {
        return Ok(built);
    }
    let plain = page_to_read(html, url, false)?;
    Ok(if text_bytes(plain.page()) >= NEXT_TO_NOTHING { plain } else { built })
}

/// Whether a page asks for money, an address or an account, or says that it is not free.
fn asks(page: &Page) -> bool {
    let Facts { free, gated, .. } = page.facts();
    if *free == Some(false) || !gated.is_empty() {
        return true;
    }
    let analysis = analyze(page, &Options::default());
    !analysis.plan.kept.is_empty() || analysis.labels.iter().any(|labelled| labelled.label.is_nag())
}

fn text_bytes(page: &Page) -> usize {
    (0..page.len() as u32).map(|node| page.text(node).trim().len()).sum()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use super::*;

    /// The text of a page of which a browser shows `shown`, with a whole article in `noscript`.
    fn read(head: &str, shown: &str) -> String {
        let prose =
            "<p>The ferry left the harbour at six, as it had every morning since the bridge was lost to the ice.</p>";
        let html =
            format!("<head>{head}</head><body>{shown}<noscript><main>{}</main></noscript></body>", prose.repeat(12));
        let page = page_from_html_to_read(&html, "").unwrap().into_page();
        analyze(&page, &Options::default()).main_text(&page)
    }

    #[test]
    fn a_page_that_is_empty_without_scripts_is_read_as_for_browsers_without_them() {
        for shown in [
            "",
            "<div id=app></div>",
            "<h1>Havnsund harbour forum</h1>",
            "<nav><a href=/>Home</a> <a href=/new>New</a></nav>",
        ] {
            assert!(read("", shown).contains("The ferry"), "{shown}");
        }
    }

    #[test]
    fn what_a_page_keeps_from_its_readers_is_not_read() {
        let not_free =
            r#"<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>"#;
        let part = r#"<script type="application/ld+json">{"@type":"NewsArticle","hasPart":{"isAccessibleForFree":false,"cssSelector":".story"}}</script>"#;
        for (head, shown) in [
            (not_free, ""),
            (part, "<div id=app></div>"),
            (
                "",
                "<div class=gate><h2>Subscribe to keep reading</h2><p>Already a subscriber? <a href=/login>Log in</a></p><button>Subscribe</button></div>",
            ),
            (
                "",
                "<div id=wall><p>This article is for subscribers. Get digital access from 1 a month.</p><a class=btn href=/subscribe>See offers</a></div>",
            ),
            (
                "",
                "<div><h2>Zum Weiterlesen anmelden</h2><p>Registrieren Sie sich kostenlos, um diesen Artikel zu lesen.</p><a href=/login>Anmelden</a></div>",
            ),
        ] {
            assert!(!read(head, shown).contains("The ferry"), "{head} {shown}");
        }
    }
}
