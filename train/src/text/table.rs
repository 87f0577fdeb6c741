//! The figures of a system, and tables of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::aeb::{Aeb, Shares};
use super::systems::Output;
use super::wcxb::{Mean, Snippets, WordScore};
use crate::corpus::TextPage;

/// The type of page that the measures of articles are taken on.
pub(crate) const ARTICLE: &str = "article";

/// Sums over pages.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    /// On articles.
    aeb: Aeb,
    /// Word F1 by type of page.
    words: BTreeMap<String, Mean>,
    /// Snippets of the pages with a type.
    reference: BTreeMap<String, Snippets>,
    /// Snippets of the others.
    snippets: Snippets,
    times: Vec<f64>,
    failures: Vec<(String, String)>,
}

impl Tally {
    /// Adds a page. Without a reference text it counts for its snippets alone.
    pub(crate) fn add(&mut self, page: &TextPage, output: &Output) {
        self.times.extend(output.time);
        self.failures.extend(output.failure.clone().map(|failure| (page.name.clone(), failure)));
        let Some(kind) = &page.page_type else {
            self.snippets.add(&output.text, &page.with, &page.without);
            return;
        };
        self.reference.entry(kind.clone()).or_default().add(&output.text, &page.with, &page.without);
        if page.text.is_empty() {
            return;
        }
        self.words.entry(kind.clone()).or_default().add(WordScore::of(&output.text, &page.text).f1);
        if kind == ARTICLE {
            self.aeb.add(Shares::of(&output.text, &page.text));
        }
    }

    fn words(&self) -> Mean {
        self.words.values().fold(Mean::default(), Mean::merge)
    }

    fn row(&self) -> String {
        let articles = self.reference.get(ARTICLE).copied().unwrap_or_default();
        let all = self.reference.values().fold(Snippets::default(), Snippets::merge);
        let words = self.words.get(ARTICLE).copied().unwrap_or_default();
        let mut row = format!("{:.3} (P {:.3}, R {:.3})", self.aeb.f1(), self.aeb.precision(), self.aeb.recall());
        let figures = [
            words.value(),
            articles.with.value(),
            articles.without.value(),
            self.words().value(),
            all.with.value(),
            all.without.value(),
            self.snippets.with.value(),
            self.snippets.without.value(),
        ];
        for figure in figures {
            _ = write!(row, " | {figure:.3}");
        }
        let mut times = self.times.clone();
        times.sort_by(f64::total_cmp);
        if let Some(median) = times.get(times.len() / 2) {
            _ = write!(row, " | {median:.1} | {:.1}", times.iter().sum::<f64>() / times.len() as f64);
        } else {
            row.push_str(" | | ");
        }
        row
    }
}

/// The tables of all systems, in the order given, as Markdown.
pub(crate) fn markdown(tallies: &[(&str, Tally)]) -> String {
    let mut out = String::from(
        "| system | AEB F1 articles | word F1 articles | with found articles | without leaked articles | word F1 all types | \
         with found all types | without leaked all types | snippets: with found | snippets: without leaked | ms median | ms mean |\n\
         |---|---|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for (system, tally) in tallies {
        _ = writeln!(out, "| {system} | {} |", tally.row());
    }
    let Some((_, first)) = tallies.first() else { return out };
    out.push_str("\nWord F1 by type of page (pages with a reference text):\n\n| system |");
    for (kind, mean) in &first.words {
        _ = write!(out, " {kind} ({}) |", mean.count);
    }
    _ = write!(out, " all ({}) |\n|---|{}", first.words().count, "---|".repeat(first.words.len() + 1));
    for (system, tally) in tallies {
        _ = write!(out, "\n| {system} |");
        for mean in tally.words.values().chain([&tally.words()]) {
            _ = write!(out, " {:.3} |", mean.value());
        }
    }
    out.push('\n');
    for (system, tally) in tallies.iter().filter(|(_, tally)| !tally.failures.is_empty()) {
        _ = writeln!(out, "\n{system} failed on {} pages:\n", tally.failures.len());
        for (name, failure) in &tally.failures {
            _ = writeln!(out, "- {name}: {failure}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(page_type: Option<&str>, text: &str) -> TextPage {
        TextPage {
            name: "page.html".to_owned(),
            url: String::new(),
            fold: 0,
            page_type: page_type.map(str::to_owned),
            text: text.to_owned(),
            with: vec!["one".to_owned()],
            without: vec!["six".to_owned()],
            path: std::path::PathBuf::new(),
        }
    }

    #[test]
    fn each_page_counts_where_it_belongs() {
        let output = |text: &str, failure: Option<&str>| Output {
            system: "ours",
            text: text.to_owned(),
            time: Some(2.0),
            failure: failure.map(str::to_owned),
        };
        let mut tally = Tally::default();
        tally.add(&page(Some(ARTICLE), "one two three four"), &output("one two three four", None));
        // Another type of page: no AEB. Without a reference: no word F1. Without a type: only a snippet.
        tally.add(&page(Some("forum"), "one two"), &output("one three", None));
        tally.add(&page(Some("forum"), ""), &output("six", None));
        tally.add(&page(None, ""), &output("", Some("no article")));
        let row =
            "1.000 (P 1.000, R 1.000) | 1.000 | 1.000 | 0.000 | 0.750 | 0.667 | 0.333 | 0.000 | 0.000 | 2.0 | 2.0";
        assert_eq!(tally.row(), row);
        let text = markdown(&[("ours", tally)]);
        assert!(text.contains(
            "| system | article (1) | forum (1) | all (2) |\n|---|---|---|---|\n| ours | 1.000 | 0.500 | 0.750 |"
        ));
        assert!(text.contains("ours failed on 1 pages:\n\n- page.html: no article"));
    }
}
