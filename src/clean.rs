//! ⑫ An HTML file with its plan applied: parsed once, analysed, written again.

use crate::error::Error;
use crate::html::Document;
use crate::pipeline::{Analysis, analyze};
use crate::plan::Options;

/// Hides in an HTML file what the plan hides, and gives the file's new text and all that was found out.
///
/// Each hidden element stays in its place and gets `style="display:none!important"` in place of its own inline style; nothing else is
/// changed. `url` is the page's address, empty if it is not known.
///
/// # Errors
/// If the file passes a cap.
pub fn clean_html(html: &str, url: &str, options: &Options) -> Result<(String, Analysis), Error> {
    let document = Document::parse(html, url)?;
    let analysis = analyze(document.page(), options);
    let text = document.with_hidden(analysis.plan.hide.iter().map(|hidden| hidden.node));
    Ok((text, analysis))
}
