//! ⑥ The live page as the browser hands it over: flat arrays and one string. The only place that distrusts them.
//!
//! Columns, one entry a node in document order: tag number, parent's number ([`crate::page::NO_NODE`] for a root), flags.
//! The string has one entry a node, separated by U+001F: a text node's text, or an element's attributes, each a letter
//! ([`Attr::LETTERS`]) and its value, separated by U+001E. One string instead of many keeps UTF-16 offsets out of it.
//!
//! The facts are one string too: `url`, `lang`, `title`, `og:type`, `free` (`1`, `0` or empty), JSON-LD types, then any number of
//! gated selectors, separated by U+001F.

use crate::error::{Error, Kind};
use crate::page::{ENTRY_END, Facts, Flags, Page, PageBuilder};
use crate::tag::Tag;

/// A page of the flat form.
///
/// # Errors
/// If the columns and the string do not agree, a parent does not come before its child, or a cap is passed.
pub fn decode(tags: &[u16], parents: &[u32], flags: &[u32], text: &str, facts: &str) -> Result<Page, Error> {
    let nodes = tags.len();
    if parents.len() != nodes || flags.len() != nodes {
        return Err(Error::new(Kind::Malformed { what: "columns of different lengths", at: nodes }));
    }
    let mut builder = PageBuilder::new(decode_facts(facts), false);
    let mut entries = text.split(ENTRY_END);
    for (at, ((tag, parent), flags)) in tags.iter().zip(parents).zip(flags).enumerate() {
        let entry = entries.next().ok_or(Error::new(Kind::Malformed { what: "too few strings", at }))?;
        builder.entry(*parent, Tag::from_number(*tag), Flags::from_bits(*flags), entry)?;
    }
    // An empty page has one empty entry; any other has as many as nodes.
    if nodes > 0 && entries.next().is_some() {
        return Err(Error::new(Kind::Malformed { what: "too many strings", at: nodes }));
    }
    Ok(builder.finish())
}

/// The flat form of a page: tags, parents, flags, the string and the facts, as [`decode`] takes them.
#[cfg(any(test, feature = "_internals"))]
pub fn columns(page: &Page) -> (Vec<u16>, Vec<u32>, Vec<u32>, String, String) {
    let nodes = 0..page.len() as u32;
    let Facts { url, lang, title, og_type, free, types, gated } = page.facts();
    let free = free.map_or("", |free| if free { "1" } else { "0" });
    let mut facts = vec![url.as_str(), lang, title, og_type, free, types];
    facts.extend(gated.iter().map(String::as_str));
    (
        nodes.clone().map(|node| page.tag(node).number()).collect(),
        nodes.clone().map(|node| page.parent(node).unwrap_or(crate::page::NO_NODE)).collect(),
        nodes.clone().map(|node| page.flags(node).bits()).collect(),
        nodes.map(|node| page.entry(node)).collect::<Vec<_>>().join("\x1f"),
        facts.join("\x1f"),
    )
}

fn decode_facts(facts: &str) -> Facts {
    let mut parts = facts.split(ENTRY_END);
    let mut next = || parts.next().unwrap_or("").to_owned();
    Facts {
        url: next(),
        lang: next(),
        title: next(),
        og_type: next(),
        free: match next().as_str() {
            "1" => Some(true),
            "0" => Some(false),
            _ => None,
        },
        types: next(),
        gated: parts.filter(|selector| !selector.is_empty()).map(str::to_owned).collect(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use super::*;
    use crate::page::{Attr, NO_NODE};

    #[test]
    fn columns_and_string_make_a_page() {
        let tags = [Tag::BODY.number(), Tag::P.number(), Tag::TEXT.number()];
        let page = decode(
            &tags,
            &[NO_NODE, 0, 1],
            &[0, 1, 0],
            "cx\x1f\x1fhello",
            "https://a.test/\x1fen\x1ft\x1farticle\x1f0\x1f\x1f.wall",
        )
        .unwrap();
        assert_eq!(page.attribute(0, Attr::Class), "x");
        assert_eq!(page.text(2), "hello");
        assert!(page.flags(1).any(Flags::HIDDEN));
        assert_eq!(page.facts().free, Some(false));
        assert_eq!(page.facts().gated, [".wall"]);
    }

    #[test]
    fn a_page_comes_out_of_its_columns_as_it_was() {
        let tags = [Tag::BODY.number(), Tag::P.number(), Tag::TEXT.number()];
        for facts in
            ["\x1f\x1f\x1f\x1f\x1f", "https://a.test/\x1fen\x1ft\x1farticle\x1f0\x1fNewsArticle\x1f.wall\x1f.gate"]
        {
            let given = (
                tags.to_vec(),
                vec![NO_NODE, 0, 1],
                vec![0, 1, 0],
                "cx\x1edy=1\x1f\x1fhello".to_owned(),
                facts.to_owned(),
            );
            let page = decode(&given.0, &given.1, &given.2, &given.3, &given.4).unwrap();
            assert_eq!(columns(&page), given);
        }
    }

    #[test]
    fn columns_that_do_not_agree_are_refused() {
        let p = Tag::P.number();
        assert!(decode(&[p], &[], &[0], "", "").is_err());
        assert!(decode(&[p, p], &[NO_NODE, 0], &[0, 0], "only one", "").is_err());
        assert!(decode(&[p], &[NO_NODE], &[0], "one\x1ftwo", "").is_err());
        assert!(decode(&[p], &[0], &[0], "", "").is_err());
        assert!(decode(&[], &[], &[], "", "").unwrap().is_empty());
    }
}
