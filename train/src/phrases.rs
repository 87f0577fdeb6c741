//! What news pages say in other languages: `phrases/LANG.jsonl`, written for this project, since the labelled pages are nearly all English
//! and German.
//!
//! A line of such a file holds either `lines` of one label, each a text of its own, or a whole widget in the form of the corpus' written
//! appeals.

use std::path::Path;

use anyhow::{Context as _, Result};
use unnag::Label;

use crate::corpus::{Appeal, WrittenLine, fold_of, read};

/// What pages of one language say.
#[derive(Debug, Clone, Default)]
pub(crate) struct Phrasebook {
    pub(crate) lang: String,
    /// Texts by label, each with its fold.
    pub(crate) lines: [Vec<(String, usize)>; 14],
    pub(crate) widgets: Vec<Appeal>,
}

impl Phrasebook {
    /// Takes in what was written in its language: widgets, and texts of articles.
    pub(crate) fn add(&mut self, written: &[Appeal]) {
        for appeal in written.iter().filter(|appeal| appeal.lang == self.lang) {
            if appeal.label == Label::Article {
                let texts = appeal.blocks.iter().map(|(_, text)| (text.clone(), appeal.fold));
                self.lines[Label::Article as usize].extend(texts);
            } else {
                self.widgets.push(appeal.clone());
            }
        }
    }
}

/// Reads the phrasebooks of a folder, in the order of their names.
pub(crate) fn read_all(folder: &Path) -> Result<Vec<Phrasebook>> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
        .collect();
    files.sort();
    files.iter().map(|file| book(&read(file)?).with_context(|| file.display().to_string())).collect()
}

fn book(text: &str) -> Result<Phrasebook> {
    let mut book = Phrasebook::default();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
        let line: WrittenLine = serde_json::from_str(line).with_context(|| format!("line {}", at + 1))?;
        let label =
            Label::from_name(&line.kind).with_context(|| format!("line {}: no such label: {}", at + 1, line.kind))?;
        book.lines[label as usize].extend(line.lines.into_iter().map(|text| {
            let fold = fold_of(&text);
            (text, fold)
        }));
        if let Some((_, first)) = line.blocks.first() {
            let fold = fold_of(first);
            let lang = line.lang.clone();
            book.widgets.push(Appeal { lang, label, placement: line.placement, blocks: line.blocks, fold });
        }
        book.lang = line.lang;
    }
    Ok(book)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn every_phrasebook_can_be_read_and_has_each_label() -> Result<()> {
        let books = read_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("phrases"))?;
        assert!(!books.is_empty());
        for book in books {
            for label in Label::ALL {
                let count = book.lines[label as usize].len()
                    + book.widgets.iter().filter(|widget| widget.label == label).count();
                assert!(count >= 3, "{}: {count} of {}", book.lang, label.name());
            }
        }
        Ok(())
    }

    #[test]
    fn a_line_of_an_unknown_label_is_named() {
        let said = book("{\"lang\":\"es\",\"kind\":\"nag\",\"lines\":[\"Hola\"]}").unwrap_err().to_string();
        assert_eq!(said, "line 1: no such label: nag");
    }
}
