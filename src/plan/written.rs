//! The same rules on pages that are written, not drawn: appeals and article sentences in random trees, named at random, labelled by the
//! model that ships. What a drawn label never does, the model does now and then: doubt, and be wrong.

use proptest::prelude::*;

use super::properties::{Case, check, config, facts, options};
use crate::page::{Attr, Facts, Flags, NO_NODE, PageBuilder};
use crate::pipeline::analyze;
use crate::tag::Tag;

const ARTICLE: [&str; 8] = [
    "The ferry left the harbour of Havnsund at six, as it had every morning since the bridge was lost to the ice.",
    "“We counted forty-one boats,” said Ida Brekke, who keeps the light, “and then the fog came in.”",
    "The council met on Tuesday evening and, after three hours of talk, put the matter off until the spring.",
    "Der Rat vertagte sich gegen Mitternacht; die Brücke bleibt bis zum Frühjahr gesperrt, sagte die Bürgermeisterin.",
    "Last year readers gave 40,000 € to the paper's fund, and the fund gave it to the lifeboat.",
    "Subscribers to the water board pay by the litre, which is why nobody in the valley has a lawn.",
    "Au petit matin, les pêcheurs ont trouvé le quai vide et la lanterne encore allumée.",
    "and so it went on until the thaw …",
];

const ASKING: [&str; 12] = [
    "Support the Herald from 5 € a month. We have no owner and no shareholders.",
    "Give now: 5 € 10 € 25 € other amount",
    "Jetzt spenden! Ohne Ihre Hilfe gibt es uns nicht.",
    "Subscribe to continue reading. Already a subscriber? Log in.",
    "Read all of it for 1 € in the first month, cancel any time.",
    "Sign up for the morning letter: the news of the coast, every day at six.",
    "Your e-mail address",
    "Switch off your ad blocker, please. Advertising pays for this page.",
    "Get our app and never miss a story. Not now",
    "We and our 312 partners store cookies on your device. Accept all · Refuse",
    "Soutenez-nous, à partir de 3 € par mois",
    "×",
];

const AROUND: [&str; 6] = [
    "Home",
    "Most read",
    "Share",
    "© The Havnsund Herald",
    "12 comments",
    "Who wants the mill? A visit to the last miller",
];

const NAMES: [&str; 12] = [
    "",
    "",
    "css-1x2y3z",
    "article-body",
    "story",
    "donation-box",
    "newsletter-signup",
    "paywall gate",
    "modal overlay",
    "sidebar",
    "footer-links",
    "widget",
];

const TAGS: [Tag; 14] = [
    Tag::DIV,
    Tag::DIV,
    Tag::DIV,
    Tag::P,
    Tag::P,
    Tag::P,
    Tag::H2,
    Tag::SECTION,
    Tag::ASIDE,
    Tag::ARTICLE,
    Tag::FORM,
    Tag::BUTTON,
    Tag::A,
    Tag::LI,
];

const FLAGS: [Flags; 7] =
    [Flags::HIDDEN, Flags::FIXED, Flags::STICKY, Flags::MODAL, Flags::TYPED, Flags::OPENED, Flags::FOCUSED];

/// One element: how far up its parent stands, what it is and says.
#[derive(Debug, Clone)]
struct Element {
    up: usize,
    tag: usize,
    name: usize,
    flag: Option<usize>,
    texts: Vec<&'static str>,
}

fn element() -> impl Strategy<Value = Element> {
    let one = |list: &'static [&'static str]| (0..list.len()).prop_map(move |at| list[at]);
    let texts = prop_oneof![
        3 => prop::collection::vec(one(&ARTICLE), 1..5),
        3 => prop::collection::vec(one(&ASKING), 1..3),
        1 => prop::collection::vec(one(&AROUND), 1..3),
        1 => prop::collection::vec(prop_oneof![one(&ARTICLE), one(&ASKING)], 2..4),
        2 => Just(Vec::new()),
    ];
    (0..4_usize, 0..TAGS.len(), 0..NAMES.len(), prop::option::weighted(0.08, 0..FLAGS.len()), texts)
        .prop_map(|(up, tag, name, flag, texts)| Element { up, tag, name, flag, texts })
}

fn build(elements: &[Element], options: super::Options, facts: Facts) -> Case {
    let mut builder = PageBuilder::new(facts, false);
    let mut path = vec![builder.element(NO_NODE, Tag::BODY, Flags::default(), []).unwrap()];
    for Element { up, tag, name, flag, texts } in elements {
        path.truncate(path.len().saturating_sub(*up).max(1));
        let parent = *path.last().unwrap();
        let flags = flag.map_or(Flags::default(), |flag| FLAGS[flag]);
        let name = (!NAMES[*name].is_empty()).then_some((Attr::Class, NAMES[*name]));
        let number = builder.element(parent, TAGS[*tag], flags, name).unwrap();
        if !texts.is_empty() {
            builder.text(number, &texts.join(" ")).unwrap();
        }
        path.push(number);
    }
    let page = builder.finish();
    let analysis = analyze(&page, &options);
    Case { page, blocks: analysis.blocks, labels: analysis.labels, options }
}

proptest! {
    #![proptest_config(config())]
    #[test]
    fn the_rules_hold_on_pages_that_are_written(
        elements in prop::collection::vec(element(), 1..40), options in options(), facts in facts(),
    ) {
        check(&build(&elements, options, facts))?;
    }
}

#[test]
fn the_pages_written_here_do_have_something_to_decide() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::new(config());
    let strategy = (prop::collection::vec(element(), 1..40), options(), facts());
    let (mut hides, mut keeps, mut articles) = (0, 0, 0);
    for _ in 0..500 {
        let (elements, options, facts) = strategy.new_tree(&mut runner).unwrap().current();
        let case = build(&elements, options, facts);
        let plan = case.plan();
        hides += usize::from(!plan.hide.is_empty());
        keeps += usize::from(!plan.kept.is_empty());
        articles += usize::from(case.labels.iter().any(|labelled| labelled.label.is_article_family()));
    }
    for (what, count) in [("hides", hides), ("keeps", keeps), ("articles", articles)] {
        assert!(count >= 50, "{what}: {count} of 500 pages");
    }
}
