//! Floors under the figures of the project's own fixtures. They may rise; to lower one takes a louder flag and a reason in the commit.
//!
//! The fixtures' digest stands beside the floors, so that a changed fixture trips first and is not mistaken for a better or worse model.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};

use crate::corpus;
use crate::report::Report;

/// How far a figure may fall below its floor: rounding, not worse.
const TOLERANCE: f64 = 0.0005;

/// What must be kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Floors {
    /// How many fixtures there are.
    pages: u64,
    /// A digest over their files.
    digest: String,
    /// Share of visible nag blocks hidden in calm, at least.
    nag_recall: f64,
    /// Share of article characters hidden in calm, at most.
    article_hidden: f64,
    /// Mean F1 over the labels, at least.
    macro_f1: f64,
}

impl Floors {
    /// The figures of a report over a folder of fixtures.
    pub(crate) fn of(report: &Report, folder: &Path) -> Result<Floors> {
        let round = |value: f64| (value * 10_000.0).round() / 10_000.0;
        Ok(Floors {
            pages: report.pages(),
            digest: corpus::digest(folder)?,
            nag_recall: round(report.nag_recall()),
            article_hidden: round(report.article_loss()),
            macro_f1: round(report.macro_f1()),
        })
    }

    fn read(path: &Path) -> Result<Floors> {
        serde_json::from_str(&corpus::read(path)?).with_context(|| path.display().to_string())
    }

    /// What of these is below the floors, in words.
    fn below(&self, floors: &Floors) -> Vec<String> {
        let mut list = Vec::new();
        if (self.nag_recall + TOLERANCE) < floors.nag_recall {
            list.push(format!("nag blocks hidden: {} is below {}", self.nag_recall, floors.nag_recall));
        }
        if self.article_hidden > floors.article_hidden {
            list.push(format!("article characters hidden: {} is above {}", self.article_hidden, floors.article_hidden));
        }
        if (self.macro_f1 + TOLERANCE) < floors.macro_f1 {
            list.push(format!("macro F1: {} is below {}", self.macro_f1, floors.macro_f1));
        }
        list
    }

    /// Holds figures against the floors of a file.
    pub(crate) fn check(&self, path: &Path) -> Result<()> {
        let floors = Floors::read(path)?;
        if (self.pages, &self.digest) != (floors.pages, &floors.digest) {
            bail!(
                "the fixtures have changed since the floors in {} were set ({} pages, {}; now {} pages, {}): look at the figures, then set them anew with --update",
                path.display(),
                floors.pages,
                floors.digest,
                self.pages,
                self.digest
            );
        }
        let below = self.below(&floors);
        if !below.is_empty() {
            bail!("below the floors in {}: {}", path.display(), below.join("; "));
        }
        Ok(())
    }

    /// Sets the floors of a file to these figures, unless that would lower one.
    pub(crate) fn update(&self, path: &Path, lower: bool) -> Result<()> {
        if path.is_file() && !lower {
            let below = self.below(&Floors::read(path)?);
            if !below.is_empty() {
                bail!("this would lower a floor ({}): add --lower, and say why in the commit", below.join("; "));
            }
        }
        let text = serde_json::to_string_pretty(self)? + "\n";
        std::fs::write(path, text).with_context(|| path.display().to_string())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use super::*;

    fn floors() -> Floors {
        Floors { pages: 3, digest: "d".into(), nag_recall: 0.9, article_hidden: 0.0, macro_f1: 0.7 }
    }

    fn file(name: &str) -> std::path::PathBuf {
        std::env::temp_dir().join(format!("unnag-floors-{}-{name}.json", std::process::id()))
    }

    #[test]
    fn what_is_worse_or_measured_on_other_pages_is_refused() {
        let path = file("check");
        floors().update(&path, false).unwrap();
        assert!(floors().check(&path).is_ok());
        assert!(Floors { nag_recall: 0.95, ..floors() }.check(&path).is_ok());
        let message = |figures: Floors| figures.check(&path).unwrap_err().to_string();
        assert!(message(Floors { nag_recall: 0.89, ..floors() }).contains("nag blocks hidden: 0.89"));
        assert!(message(Floors { article_hidden: 0.0001, ..floors() }).contains("article characters"));
        assert!(message(Floors { digest: "e".into(), ..floors() }).contains("fixtures have changed"));
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn a_floor_is_lowered_only_loudly() {
        let path = file("update");
        floors().update(&path, false).unwrap();
        let worse = Floors { macro_f1: 0.5, ..floors() };
        assert!(worse.update(&path, false).is_err());
        worse.update(&path, true).unwrap();
        assert!(worse.check(&path).is_ok());
        std::fs::remove_file(path).unwrap();
    }
}
