//! Tricks change what they say that they change, and what they cost today is a ceiling.

use std::path::Path;

use super::*;
use crate::corpus;

fn of_fixtures(trick: Trick) -> Sum {
    let fixtures = corpus::fixtures(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus")).unwrap();
    sum(&fixtures, &[unnag::internals::model::shipped().clone()], trick)
}

/// The most of the article, in percent, that a trick on it may hide of the fixtures: what it is today, of the larger model, which loses more. It may
/// fall. Four of them fell with the weights that learn from boxes of other pages, `NagNames` rose: it was 2.5, when it cost 1.4; three pages lose
/// a paragraph or two more to them.
const MOST: [(Trick, f64); 5] = [
    (Trick::CueWords, 0.3),
    (Trick::Sentences, 1.5),
    (Trick::EverySentence, 4.7),
    (Trick::NagNames, 3.0),
    (Trick::NagNamesAndSentences, 8.4),
];

#[test]
fn what_is_done_to_an_article_hides_no_more_of_it_than_it_did() {
    for (trick, most) in MOST {
        let sum = of_fixtures(trick);
        assert!(sum.article > 10_000, "{trick:?}: {sum:?}");
        assert!(sum.loss() < most, "{trick:?}: {sum:?}");
    }
}

/// The most of the article, in percent, that a disguise of nags may hide with them. It was .1 before the models learnt from phrasebooks: of nags
/// that are paragraphs among the article's the larger hides nine in ten, and takes 346 characters of one fixture with them.
const WITH_NAGS: f64 = 0.55;

#[test]
fn a_disguise_of_nags_hides_no_article_instead() {
    for Told { trick, what, .. } in &ON_NAGS {
        let sum = of_fixtures(*trick);
        assert!(sum.loss() < WITH_NAGS, "{what}: {sum:?}");
    }
}

#[test]
fn names_alone_disguise_nothing() {
    let (before, after) = (of_fixtures(Trick::Nothing), of_fixtures(Trick::HashedNames));
    assert!(before.recall() > 60.0, "{before:?}");
    assert!(after.recall() > before.recall() - 5.0, "{before:?} {after:?}");
}

#[test]
fn what_nobody_sees_disguises_nothing() {
    let (before, after) = (of_fixtures(Trick::Nothing), of_fixtures(Trick::ZeroWidth));
    assert!(after.recall() > before.recall() - 3.0, "{before:?} {after:?}");
    assert_eq!(of_fixtures(Trick::SplitWords), before);
}

#[test]
fn each_trick_changes_what_it_says_and_nothing_else() {
    let html = "<body><article><p>A long enough sentence about boats. And one more of them.</p><p>Two.</p></article>\
                <aside class=promo><p>Please donate today</p></aside>";
    let html =
        html.replace("<article>", "<article data-gold=article>").replace("<aside ", "<aside data-gold=donation ");
    let html = html
        .replace("<p>", "<p data-gold=article>")
        .replace("promo><p data-gold=article>", "promo><p data-gold=donation>");
    let parsed = unnag::page_from_html(&html, "").unwrap();
    let labels = parsed.gold().iter().filter_map(|(node, name)| Some((*node, Label::from_name(name)?))).collect();
    let gold = GoldPage {
        name: String::new(),
        lang: String::new(),
        fold: 0,
        gold: labels,
        gate: Vec::new(),
        page: parsed.into_page(),
    };
    let stage = Stage::of(&gold);
    let texts = |trick: Trick| -> Vec<String> {
        let (gold, _) = played(&stage, trick).unwrap();
        let blocks = block::of(&gold.page);
        (0..blocks.len()).map(|at| blocks.text(at).to_owned()).collect()
    };
    let before = texts(Trick::Nothing);
    assert_eq!(before.len(), 3, "{before:?}");
    assert_eq!(texts(Trick::ZeroWidth)[2], "Ple\u{200b}ase don\u{200b}ate to\u{200b}day");
    assert_eq!(texts(Trick::ZeroWidth)[..2], before[..2]);
    assert_eq!(texts(Trick::SplitWords), before, "the words stay words");
    assert_eq!(texts(Trick::HashedNames), before);
    assert_ne!(texts(Trick::LookAlikes)[2], before[2]);
    assert!(texts(Trick::EverySentence)[1].starts_with("Two. "));
    assert_eq!(texts(Trick::EverySentence)[2], before[2]);
    assert_eq!(texts(Trick::Sentences), before, "there is no long paragraph");
    assert_eq!(texts(Trick::Pictures).len(), 2);
}
