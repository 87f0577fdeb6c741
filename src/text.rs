//! ⑥ Plain text as a page: each line that is not blank is a paragraph of the body.

use crate::error::Error;
use crate::page::{Facts, Flags, NO_NODE, Page, PageBuilder};
use crate::tag::Tag;

/// A page of plain text. Its root is a body; paragraph N (from 0) is element 1 + 2 N with its text behind it.
///
/// # Errors
/// If the text passes a cap.
pub fn page(text: &str) -> Result<Page, Error> {
    let mut builder = PageBuilder::new(Facts::default(), true);
    let body = builder.element(NO_NODE, Tag::BODY, Flags::default(), [])?;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let paragraph = builder.element(body, Tag::P, Flags::default(), [])?;
        builder.text(paragraph, line)?;
    }
    Ok(builder.finish())
}
