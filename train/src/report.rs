//! What a model gets right, block by block and page by page.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use unnag::Label;
use unnag::internals::model::Model;

use crate::sample::Sample;

/// Sums over pages.
#[derive(Debug, Default, Clone)]
pub(crate) struct Report {
    /// Gold label × given label, in blocks.
    confusion: [[u64; 14]; 14],
    /// Nag blocks that are rendered, and of these hidden, by kind.
    visible: [[u64; 2]; 14],
    /// Blocks hidden, by gold label.
    hidden: [u64; 14],
    article_chars: u64,
    article_hidden: u64,
    article_hidden_focus: u64,
    pages: u64,
    losing: Vec<(u64, String)>,
    by_lang: BTreeMap<String, [u64; 2]>,
}

/// Hidden blocks of a sample under a level.
fn hidden(sample: &Sample, model: &Model, level: unnag::Level) -> (Vec<Label>, Vec<bool>) {
    let options = unnag::Options { guard: false, ..unnag::Options::level(level) };
    let analysis = unnag::internals::analyze_with(model, &sample.page, &options);
    let mut hidden = vec![false; sample.blocks.len()];
    let ends = sample.page.subtree_ends();
    for item in &analysis.plan.hide {
        let end = ends.get(item.node as usize).copied().unwrap_or(item.node);
        for block in sample.blocks.within(item.node, end) {
            hidden[block] = true;
        }
    }
    (analysis.labels.iter().map(|labelled| labelled.label).collect(), hidden)
}

impl Report {
    /// Adds a page.
    pub(crate) fn add(&mut self, sample: &Sample, model: &Model) {
        let (given, calm) = hidden(sample, model, unnag::Level::Calm);
        let (_, focus) = hidden(sample, model, unnag::Level::Focus);
        self.pages += 1;
        let mut lost = 0;
        for (at, label) in sample.labels.iter().enumerate() {
            let Some(label) = *label else { continue };
            let number = label as usize;
            let Some(block) = sample.blocks.get(at) else { continue };
            self.confusion[number][given[at] as usize] += 1;
            if calm[at] {
                self.hidden[number] += 1;
            }
            if label.is_nag() && !block.hidden {
                self.visible[number][0] += 1;
                self.visible[number][1] += u64::from(calm[at]);
                let lang = sample.lang.get(..2).unwrap_or("??").to_owned();
                let entry = self.by_lang.entry(lang).or_default();
                entry[0] += 1;
                entry[1] += u64::from(calm[at]);
            }
            if label == Label::Article {
                let chars = sample.blocks.text(at).chars().count() as u64;
                self.article_chars += chars;
                self.article_hidden += if calm[at] { chars } else { 0 };
                self.article_hidden_focus += if focus[at] { chars } else { 0 };
                lost += if calm[at] { chars } else { 0 };
            }
        }
        if lost > 0 {
            self.losing.push((lost, sample.name.clone()));
        }
    }

    pub(crate) fn merge(mut self, other: Report) -> Report {
        for (row, more) in self.confusion.iter_mut().zip(other.confusion) {
            for (slot, value) in row.iter_mut().zip(more) {
                *slot += value;
            }
        }
        for (row, more) in self.visible.iter_mut().zip(other.visible) {
            row[0] += more[0];
            row[1] += more[1];
        }
        for (slot, value) in self.hidden.iter_mut().zip(other.hidden) {
            *slot += value;
        }
        for (lang, more) in other.by_lang {
            let entry = self.by_lang.entry(lang).or_default();
            entry[0] += more[0];
            entry[1] += more[1];
        }
        self.article_chars += other.article_chars;
        self.article_hidden += other.article_hidden;
        self.article_hidden_focus += other.article_hidden_focus;
        self.pages += other.pages;
        self.losing.extend(other.losing);
        self
    }

    /// How many pages were added.
    pub(crate) fn pages(&self) -> u64 {
        self.pages
    }

    /// Share of the visible nag blocks that are hidden in calm.
    pub(crate) fn nag_recall(&self) -> f64 {
        let (all, hidden) = self.visible.iter().fold((0, 0), |(all, hidden), row| (all + row[0], hidden + row[1]));
        hidden as f64 / (all as f64).max(1.0)
    }

    /// Share of the article's characters that are hidden in calm.
    pub(crate) fn article_loss(&self) -> f64 {
        self.article_hidden as f64 / (self.article_chars as f64).max(1.0)
    }

    /// Precision, recall and F1 of a label.
    fn scores(&self, label: usize) -> (f64, f64, f64) {
        let right = self.confusion[label][label] as f64;
        let given: u64 = self.confusion.iter().map(|row| row[label]).sum();
        let gold: u64 = self.confusion[label].iter().sum();
        let precision = right / (given as f64).max(1.0);
        let recall = right / (gold as f64).max(1.0);
        (precision, recall, if right > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 })
    }

    /// Mean F1 over the labels that occur.
    pub(crate) fn macro_f1(&self) -> f64 {
        let present: Vec<usize> = (0..14).filter(|label| self.confusion[*label].iter().sum::<u64>() > 0).collect();
        present.iter().map(|label| self.scores(*label).2).sum::<f64>() / present.len().max(1) as f64
    }

    /// As Markdown.
    pub(crate) fn markdown(&self) -> String {
        let mut out = String::new();
        let share = |part: u64, whole: u64| 100.0 * part as f64 / (whole as f64).max(1.0);
        let all: u64 = self.hidden.iter().sum();
        let nags: u64 =
            Label::ALL.iter().filter(|label| label.is_nag()).map(|label| self.hidden[*label as usize]).sum();
        let consent = self.hidden[Label::Consent as usize];
        let ads = self.hidden[Label::Ad as usize];
        let _ = writeln!(out, "| what | value |\n|---|---|");
        let _ = writeln!(out, "| pages | {} |", self.pages);
        let _ = writeln!(out, "| visible nag blocks hidden in calm | {:.1} % |", 100.0 * self.nag_recall());
        for label in Label::ALL.into_iter().filter(|label| label.is_nag()) {
            let [visible, hidden] = self.visible[label as usize];
            let _ = writeln!(out, "| … {} | {:.1} % of {visible} |", label.name(), share(hidden, visible));
        }
        let _ = writeln!(
            out,
            "| of what calm hides, nag or consent | {:.1} % of {all} blocks |",
            share(nags + consent, all)
        );
        let _ = writeln!(out, "| of what calm hides, nag, consent or ad | {:.1} % |", share(nags + consent + ads, all));
        let _ = writeln!(out, "| article characters hidden in calm | {:.4} % |", 100.0 * self.article_loss());
        let _ = writeln!(
            out,
            "| article characters hidden in focus | {:.3} % |",
            share(self.article_hidden_focus, self.article_chars)
        );
        let _ = writeln!(out, "| pages that lose article text in calm | {} |", self.losing.len());
        let _ = writeln!(out, "| macro F1 over the labels | {:.3} |", self.macro_f1());
        for (lang, [visible, hidden]) in &self.by_lang {
            if *visible >= 40 {
                let _ = writeln!(out, "| nag blocks hidden, {lang} | {:.1} % of {visible} |", share(*hidden, *visible));
            }
        }
        let _ = writeln!(out, "\n| label | precision | recall | F1 | blocks |\n|---|---|---|---|---|");
        for label in Label::ALL {
            let (precision, recall, f1) = self.scores(label as usize);
            let blocks: u64 = self.confusion[label as usize].iter().sum();
            let _ = writeln!(out, "| {} | {precision:.3} | {recall:.3} | {f1:.3} | {blocks} |", label.name());
        }
        let _ = writeln!(
            out,
            "\nHidden in calm, by gold label: {}",
            Label::ALL
                .iter()
                .map(|label| format!("{} {}", label.name(), self.hidden[*label as usize]))
                .collect::<Vec<_>>()
                .join(", ")
        );
        let mut losing = self.losing.clone();
        losing.sort_by(|a, b| b.cmp(a));
        let _ = writeln!(
            out,
            "\nArticle characters lost, the most first: {}",
            losing.iter().take(8).map(|(chars, _)| chars.to_string()).collect::<Vec<_>>().join(", ")
        );
        out
    }

    /// The pages that lose article text, the most first.
    pub(crate) fn losing(&self) -> Vec<(u64, String)> {
        let mut losing = self.losing.clone();
        losing.sort_by(|a, b| b.cmp(a));
        losing
    }
}

/// Prints the blocks of a page that are wrongly hidden, and the visible nag blocks that are missed.
pub(crate) fn errors(sample: &Sample, model: &Model) {
    let (given, calm) = hidden(sample, model, unnag::Level::Calm);
    for (at, label) in sample.labels.iter().enumerate() {
        let (Some(label), Some(block)) = (*label, sample.blocks.get(at)) else { continue };
        let text: String = sample.blocks.text(at).chars().take(110).collect();
        if calm[at] && !label.is_nag() && label != Label::Consent {
            println!("HIDDEN {:10} as {:10} {}\t{text}", label.name(), given[at].name(), sample.name);
        } else if !calm[at] && label.is_nag() && !block.hidden {
            println!("MISSED {:10} as {:10} {}\t{text}", label.name(), given[at].name(), sample.name);
        }
    }
}
