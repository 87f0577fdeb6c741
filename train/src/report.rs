//! What a model gets right, block by block and page by page.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use unnag::internals::features::Cue;
use unnag::internals::model::Model;
use unnag::internals::plan::{Thresholds, make_by};
use unnag::{Analysis, Label, Why};

use crate::reliability;
use crate::sample::Sample;

/// Sums over pages.
#[derive(Debug, Default, Clone)]
pub(crate) struct Report {
    /// Gold label × given label, in blocks.
    confusion: [[u64; 14]; 14],
    /// Nag blocks that are rendered, and of these hidden, by kind.
    visible: [[u64; 2]; 14],
    /// Blocks hidden, by gold label; and of these the ones that the page shows.
    hidden: [u64; 14],
    hidden_visible: [u64; 14],
    /// Of the hidden blocks those that are links to donate, subscribe or log in, though they are labelled otherwise.
    near: u64,
    /// Blocks of gates on pages whose article is cut off, and of these hidden.
    gates: [u64; 2],
    /// Visible nag blocks hidden with the page-purpose guard on.
    guarded: u64,
    /// Of each visible block: how surely it was taken for a nag or consent, and whether it is.
    ranked: Vec<(f32, bool)>,
    /// The same with what the score means.
    family: Vec<(f32, bool)>,
    /// Of each visible block: how sure its label was, and whether it is right.
    confident: Vec<(f32, bool)>,
    /// Why visible nag blocks are missed.
    missed: BTreeMap<String, u64>,
    article_chars: u64,
    article_hidden: u64,
    article_hidden_focus: u64,
    pages: u64,
    losing: Vec<(u64, String)>,
    by_lang: BTreeMap<String, [u64; 2]>,
}

/// What the engine makes of a sample: each block's label, whether it is hidden, and why it was kept, if it was on purpose.
struct Outcome {
    labels: Vec<Label>,
    hidden: Vec<bool>,
    kept: Vec<Option<Why>>,
}

fn outcome(sample: &Sample, analysis: &Analysis, options: &unnag::Options, thresholds: Thresholds) -> Outcome {
    let plan = make_by(&sample.page, &analysis.blocks, &analysis.labels, options, thresholds);
    let mut hidden = vec![false; sample.blocks.len()];
    let mut kept = vec![None; sample.blocks.len()];
    let ends = sample.page.subtree_ends();
    let within = |node: u32| sample.blocks.within(node, ends.get(node as usize).copied().unwrap_or(node));
    for item in &plan.hide {
        hidden[within(item.node)].fill(true);
    }
    for item in &plan.kept {
        kept[within(item.node)].fill(Some(item.why));
    }
    Outcome { labels: analysis.labels.iter().map(|labelled| labelled.label).collect(), hidden, kept }
}

/// The thresholds that go with a model: the larger is the one with several networks.
pub(crate) fn thresholds(model: &Model) -> Thresholds {
    if model.networks.len() > 1 { Thresholds::LARGE } else { Thresholds::SMALL }
}

/// The engine's analysis of a sample by a model. Its plan is made anew for each question.
pub(crate) fn analysis(sample: &Sample, model: &Model) -> Analysis {
    unnag::internals::analyze_with(model, &sample.page, &unnag::Options::default())
}

/// Whether a block is a link or button of a few words that asks to give, to subscribe or to log in: a menu's entry, but one that nobody
/// misses. The cues decide, and its length.
fn is_near_nag(sample: &Sample, at: usize) -> bool {
    let Some((block, counts)) = sample.blocks.get(at).zip(sample.features.counts.get(at)) else { return false };
    let short = counts.chars <= 40 && unnag::internals::block::in_controls(block) * 2 >= block.bytes();
    let cues = [Cue::Give, Cue::Support, Cue::Subscribe, Cue::LogIn, Cue::Newsletter, Cue::Offer, Cue::App];
    short && cues.iter().any(|cue| counts.cues[*cue as usize] > 0)
}

impl Report {
    /// Adds a page.
    pub(crate) fn add(&mut self, sample: &Sample, analysis: &Analysis, thresholds: Thresholds) {
        let outcome = |options: unnag::Options| outcome(sample, analysis, &options, thresholds);
        let calm = outcome(unnag::Options { guard: false, ..unnag::Options::default() });
        let guarded = outcome(unnag::Options::default());
        let focus = outcome(unnag::Options { guard: false, ..unnag::Options::level(unnag::Level::Focus) });
        self.pages += 1;
        let mut lost = 0;
        for (at, label) in sample.labels.iter().enumerate() {
            let Some(label) = *label else { continue };
            let number = label as usize;
            let Some(block) = sample.blocks.get(at) else { continue };
            self.confusion[number][calm.labels[at] as usize] += 1;
            if let Some(labelled) = analysis.labels.get(at).filter(|_| !block.hidden) {
                let sure: f32 = labelled.probabilities[Label::Donation as usize..=Label::Consent as usize].iter().sum();
                let so = label.is_nag() || label == Label::Consent;
                self.ranked.push((sure, so));
                self.family.push((unnag::internals::stages::nag(&analysis.labels, at), so));
                self.confident.push((labelled.confidence, labelled.label == label));
            }
            if calm.hidden[at] {
                self.hidden[number] += 1;
                self.hidden_visible[number] += u64::from(!block.hidden);
                let good = label.is_nag() || matches!(label, Label::Consent | Label::Ad);
                self.near += u64::from(!good && is_near_nag(sample, at));
            }
            if sample.gate.contains(&at) {
                self.gates[0] += 1;
                self.gates[1] += u64::from(guarded.hidden[at]);
            } else if label.is_nag() && !block.hidden {
                self.visible[number][0] += 1;
                self.visible[number][1] += u64::from(calm.hidden[at]);
                self.guarded += u64::from(guarded.hidden[at]);
                let lang = sample.lang.get(..2).unwrap_or("??").to_owned();
                let entry = self.by_lang.entry(lang).or_default();
                entry[0] += 1;
                entry[1] += u64::from(calm.hidden[at]);
                if !calm.hidden[at] {
                    let given = calm.labels[at];
                    let why = match calm.kept[at] {
                        Some(why) => format!("kept: {}", why.name()),
                        None if given.is_nag() => "plan".to_owned(),
                        None => format!("taken for {}", given.name()),
                    };
                    *self.missed.entry(why).or_default() += 1;
                }
            }
            if label == Label::Article {
                let chars = sample.blocks.text(at).chars().count() as u64;
                self.article_chars += chars;
                self.article_hidden += if calm.hidden[at] { chars } else { 0 };
                self.article_hidden_focus += if focus.hidden[at] { chars } else { 0 };
                lost += if calm.hidden[at] { chars } else { 0 };
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
        for (slot, value) in self.hidden_visible.iter_mut().zip(other.hidden_visible) {
            *slot += value;
        }
        self.ranked.extend(other.ranked);
        self.family.extend(other.family);
        self.confident.extend(other.confident);
        self.near += other.near;
        self.gates = [self.gates[0] + other.gates[0], self.gates[1] + other.gates[1]];
        self.guarded += other.guarded;
        for (why, count) in other.missed {
            *self.missed.entry(why).or_default() += count;
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

    /// Average precision of "nag or consent" over the blocks that pages show: how well the scores alone part them, at any threshold.
    pub(crate) fn average_precision(&self) -> f64 {
        let mut ranked = self.ranked.clone();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let (mut right, mut sum) = (0.0, 0.0);
        for (at, (_, is)) in ranked.iter().enumerate() {
            if *is {
                right += 1.0;
                sum += right / (at + 1) as f64;
            }
        }
        sum / f64::max(right, 1.0)
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

    /// A row of the thresholds' table: nag recall, its four kinds, nag or consent, the same with advertising and near-nags, article text lost.
    pub(crate) fn row(&self) -> String {
        let share = |part: u64, whole: u64| 100.0 * part as f64 / (whole as f64).max(1.0);
        let all: u64 = self.hidden.iter().sum();
        let nags: u64 = [2, 3, 4, 5, 6].iter().map(|label| self.hidden[*label]).sum();
        let kinds: Vec<String> =
            (2..6).map(|at| format!("{:.0}", share(self.visible[at][1], self.visible[at][0]))).collect();
        format!(
            "{:.1} | {} | {:.1} | {:.1} | {:.4} | {} | {:.1}",
            100.0 * self.nag_recall(),
            kinds.join(" / "),
            share(nags, all),
            share(nags + self.hidden[Label::Ad as usize] + self.near, all),
            100.0 * self.article_loss(),
            self.losing.iter().filter(|(chars, _)| *chars > 150).count(),
            share(self.gates[0] - self.gates[1], self.gates[0]),
        )
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
        let all_visible: u64 = self.visible.iter().map(|row| row[0]).sum();
        let _ = writeln!(out, "| … with the page-purpose guard on | {:.1} % |", share(self.guarded, all_visible));
        let [gates, gone] = self.gates;
        let _ = writeln!(out, "| gates of cut articles kept | {:.1} % of {gates} blocks |", share(gates - gone, gates));
        let _ = writeln!(
            out,
            "| of what calm hides, nag or consent | {:.1} % of {all} blocks |",
            share(nags + consent, all)
        );
        let shown: u64 = self.hidden_visible.iter().sum();
        let shown_nags: u64 = Label::ALL
            .iter()
            .filter(|label| label.is_nag() || **label == Label::Consent)
            .map(|label| self.hidden_visible[*label as usize])
            .sum();
        let _ = writeln!(out, "| … of the blocks that the page shows | {:.1} % of {shown} |", share(shown_nags, shown));
        let good = nags + consent + ads + self.near;
        let _ = writeln!(out, "| of what calm hides, nag, consent, ad or near-nag link | {:.1} % |", share(good, all));
        let _ = writeln!(out, "| article characters hidden in calm | {:.4} % |", 100.0 * self.article_loss());
        let _ = writeln!(
            out,
            "| article characters hidden in focus | {:.3} % |",
            share(self.article_hidden_focus, self.article_chars)
        );
        let _ = writeln!(out, "| pages that lose article text in calm | {} |", self.losing.len());
        let _ = writeln!(out, "| average precision, nag or consent | {:.4} |", self.average_precision());
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
        let mut missed: Vec<_> = self.missed.iter().collect();
        missed.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let missed: Vec<String> = missed.iter().map(|(why, count)| format!("{why} {count}")).collect();
        let _ = writeln!(out, "\nVisible nag blocks missed: {}", missed.join(", "));
        let mut losing = self.losing.clone();
        losing.sort_by(|a, b| b.cmp(a));
        let _ = writeln!(
            out,
            "\nArticle characters lost, the most first: {}",
            losing.iter().take(8).map(|(chars, _)| chars.to_string()).collect::<Vec<_>>().join(", ")
        );
        out
    }

    /// What confidence is worth, as Markdown: of the label, and of "nag or consent" whatever the label.
    pub(crate) fn reliability(&self) -> String {
        format!(
            "Of each visible block's label:\n\n{}\nOf nag or consent, its five labels together:\n\n{}",
            reliability::table(&self.confident),
            reliability::table(&self.family)
        )
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
    let options = unnag::Options { guard: false, ..unnag::Options::default() };
    let calm = outcome(sample, &analysis(sample, model), &options, thresholds(model));
    for (at, label) in sample.labels.iter().enumerate() {
        let (Some(label), Some(block)) = (*label, sample.blocks.get(at)) else { continue };
        let text: String = sample.blocks.text(at).chars().take(110).collect();
        let given = calm.labels[at].name();
        if calm.hidden[at] && !label.is_nag() && label != Label::Consent {
            println!("HIDDEN {:10} as {given:10} {}\t{at} {text}", label.name(), sample.name);
        } else if !calm.hidden[at] && label.is_nag() && !block.hidden && !sample.gate.contains(&at) {
            let why = calm.kept[at].map_or("", Why::name);
            println!("MISSED {:10} as {given:10} {}\t{at} [{why}] {text}", label.name(), sample.name);
        }
    }
}
