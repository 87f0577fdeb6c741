//! The systems that are measured: ours, with other choices of what belongs to the text, and peers.

use std::time::Instant;

use unnag::internals::joined;
use unnag::internals::model::Model;
use unnag::{Label, Options, Role};

/// The name of the text that `unnag text` prints.
pub(crate) const OURS: &str = "ours";

/// What a system made of a page.
#[derive(Debug, Clone)]
pub(crate) struct Output {
    /// The system's name.
    pub(crate) system: &'static str,
    /// The text; empty if it failed.
    pub(crate) text: String,
    /// Milliseconds, parsing included; none for another choice out of an analysis that is timed already.
    pub(crate) time: Option<f64>,
    /// Why it failed.
    pub(crate) failure: Option<String>,
}

/// Runs a system on a page by the clock. An error is an empty text.
pub(crate) fn timed<T>(run: impl FnOnce() -> Result<T, String>) -> (Result<T, String>, f64) {
    let start = Instant::now();
    let result = run();
    (result, start.elapsed().as_secs_f64() * 1000.0)
}

/// Our text of a page, and what it would be if each page were taken for an article, with the headline, with captions, and with what the page does not show.
pub(crate) fn ours(html: &str, url: &str, model: &Model) -> Vec<Output> {
    let (result, time) = timed(|| {
        let page = unnag::page_from_html_to_read(html, url).map_err(|error| error.to_string())?;
        let analysis = unnag::internals::analyze_with(model, page.page(), &Options::default());
        let text = analysis.main_text(page.page());
        Ok((page, analysis, text))
    });
    let (found, text, failure) = match result {
        Ok((page, analysis, text)) => (Some((page, analysis)), text, None),
        Err(error) => (None, String::new(), Some(error)),
    };
    let with = |headline: bool, captions: bool, hidden: bool| {
        found.as_ref().map_or_else(String::new, |(page, analysis)| {
            joined(page.page(), analysis, |_, block, labelled| {
                labelled.label == Label::Article
                    && (headline || labelled.role != Role::Headline)
                    && (captions || labelled.role != Role::Caption)
                    && (hidden || !block.hidden)
            })
        })
    };
    let other = |system, text| Output { system, text, time: None, failure: None };
    let article = found.as_ref().map_or_else(String::new, |(page, analysis)| analysis.article_text(page.page()));
    vec![
        Output { system: OURS, text, time: Some(time), failure },
        other("ours, as an article", article),
        other("ours + headline", with(true, false, false)),
        other("ours + captions", with(false, true, false)),
        other("ours, hidden blocks too", with(false, false, true)),
    ]
}
