//! The names that well-known widgets and themes give their elements: `phrases/widgets.txt`. A widget is known by its maker on whatever site it
//! stands. Left out on purpose: appeals that hardly stand anywhere but on their makers' own sites.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use unnag::internals::NO_NODE;
use unnag::{Attr, Facts, Flags, Label, PageBuilder, Tag};

use crate::corpus::GoldPage;
use crate::sample::Sample;

/// Class and id of an element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Names {
    pub(crate) id: String,
    pub(crate) class: String,
}

impl Names {
    fn read(text: &str) -> Names {
        let (ids, classes): (Vec<&str>, Vec<&str>) = text.split_whitespace().partition(|name| name.starts_with('#'));
        Names { id: ids.concat().trim_start_matches('#').to_owned(), class: classes.join(" ") }
    }

    pub(crate) fn attributes(&self) -> impl Iterator<Item = (Attr, &str)> {
        [(Attr::Id, self.id.as_str()), (Attr::Class, self.class.as_str())]
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
    }
}

/// How one maker names a widget.
#[derive(Debug, Clone)]
pub(crate) struct Maker {
    pub(crate) label: Label,
    /// What the widget's blocks stand in, from outside in.
    pub(crate) within: Vec<Names>,
    /// Its blocks.
    pub(crate) parts: Vec<Names>,
}

/// Reads the list from the folder of phrases.
pub(crate) fn read_all(folder: &Path) -> Result<Vec<Maker>> {
    let file = folder.join("widgets.txt");
    std::fs::read_to_string(&file)
        .with_context(|| file.display().to_string())?
        .lines()
        .filter(|line| !line.starts_with("# ") && !line.is_empty())
        .map(|line| maker(line).with_context(|| line.to_owned()))
        .collect()
}

fn maker(line: &str) -> Result<Maker> {
    let (label, rest) = line.split_once(": ").context("no label")?;
    let (within, parts) = rest.split_once('|').context("no parts")?;
    let label = Label::from_name(label).context("no such label")?;
    let maker = Maker {
        label,
        within: within.split('>').map(Names::read).collect(),
        parts: parts.split(',').map(Names::read).collect(),
    };
    if maker.within.iter().chain(&maker.parts).any(|names| *names == Names::default()) {
        bail!("an element without names");
    }
    Ok(maker)
}

/// Each maker's widget as a page of its own, for the names' table alone: what stands in it says nothing.
pub(crate) fn samples(makers: &[Maker]) -> Result<Vec<Sample>> {
    makers
        .iter()
        .map(|maker| {
            let mut builder = PageBuilder::new(Facts::default(), false);
            let element = |builder: &mut PageBuilder, parent: u32, names: &Names| {
                builder.element(parent, Tag::DIV, Flags::default(), names.attributes())
            };
            let mut parent = builder.element(NO_NODE, Tag::BODY, Flags::default(), [])?;
            for names in &maker.within {
                parent = element(&mut builder, parent, names)?;
            }
            let mut gold = Vec::new();
            for names in &maker.parts {
                let node = element(&mut builder, parent, names)?;
                builder.text(node, "Text")?;
                gold.push((node, maker.label));
            }
            // No fold's first stage is without it: it is no page that measures anything.
            let page = GoldPage {
                name: String::new(),
                lang: String::new(),
                fold: usize::MAX,
                page: builder.finish(),
                gold,
                gate: Vec::new(),
            };
            Ok(Sample::of(page))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_maker_can_be_read_and_makes_a_page() -> Result<()> {
        let makers = read_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("phrases"))?;
        assert!(makers.len() > 100);
        for (maker, sample) in makers.iter().zip(samples(&makers)?) {
            assert_eq!(sample.labels, vec![Some(maker.label); maker.parts.len()]);
        }
        Ok(())
    }

    #[test]
    fn ids_and_classes_are_told_apart() -> Result<()> {
        let maker = maker("consent: #host big > inner | #title t")?;
        assert_eq!(
            maker.within,
            [Names { id: "host".into(), class: "big".into() }, Names { id: String::new(), class: "inner".into() }]
        );
        assert_eq!(maker.parts, [Names { id: "title".into(), class: "t".into() }]);
        assert!(super::maker("consent: a > | b").is_err());
        Ok(())
    }
}
