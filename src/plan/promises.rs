//! Rules 2, 3 and 6 on pages of which it is known, from how they were made, whether their article is cut off and what they are for. The random
//! pages of `properties.rs` know that only from the plan itself; a plan that no longer saw any gate would pass there.

use std::collections::HashMap;

use proptest::prelude::*;

use super::properties::{Case, check, config, options};
use super::sample::labelled;
use super::{Options, Reason};
use crate::block::Blocks;
use crate::decode::{Labelled, Labels};
use crate::label::Label;
use crate::page::{Attr, Facts, Flags, NO_NODE, PageBuilder};
use crate::tag::Tag;

const SENTENCES: [&str; 4] = [
    "The council met on Tuesday evening and agreed, after three hours, that the old bridge should be repaired.",
    "“We counted forty-one boats,” said Ida Brekke, who keeps the light, “and then the fog came in.”",
    "Nobody in the valley remembers a summer in which the river ran so low for so long.",
    "Der Rat vertagte sich gegen Mitternacht; die Brücke bleibt bis zum Frühjahr gesperrt.",
];

const NOTICES: [&str; 4] =
    ["Subscribe to continue reading", "Jetzt weiterlesen", "Réservé aux abonnés", "Para seguir leyendo, suscríbete"];

const OFFERS: [&str; 4] =
    ["Read all our articles", "1 € in the first month", "Everything, every day, for 9 € a month", "Subscribe now"];

const NAGS: [Label; 4] = [Label::Donation, Label::Newsletter, Label::Prompt, Label::Paywall];

/// A page while it is made, and what the model is to say of its blocks.
struct Draft {
    builder: PageBuilder,
    given: HashMap<u32, Labelled>,
}

impl Draft {
    fn new(facts: Facts) -> (Draft, u32) {
        let mut builder = PageBuilder::new(facts, false);
        let body = builder.element(NO_NODE, Tag::BODY, Flags::default(), []).unwrap();
        (Draft { builder, given: HashMap::new() }, body)
    }

    fn element(&mut self, parent: u32, tag: Tag, flags: Flags) -> u32 {
        self.builder.element(parent, tag, flags, []).unwrap()
    }

    /// Wrappers within each other; gives the innermost.
    fn within(&mut self, parent: u32, deep: usize) -> u32 {
        (0..deep).fold(parent, |parent, _| self.element(parent, Tag::DIV, Flags::default()))
    }

    fn block(&mut self, parent: u32, tag: Tag, label: Label, text: &str) -> u32 {
        let node = self.element(parent, tag, Flags::default());
        self.builder.text(node, text).unwrap();
        self.given.insert(node, Labelled { reasons: [Some(Reason::Names), None, None, None], ..labelled(label, 0.98) });
        node
    }

    fn case(self, options: Options) -> Case {
        let page = self.builder.finish();
        let blocks = Blocks::of(&page);
        let other = labelled(Label::Other, 0.9);
        let list = blocks.iter().map(|block| self.given.get(&block.node).copied().unwrap_or(other)).collect();
        Case { page, blocks, labels: Labels { list }, options }
    }
}

/// What says that the article goes on elsewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Sign {
    /// Nothing: the article is whole.
    Whole,
    NotFree,
    Words(usize),
    /// The last paragraph fades out.
    Fades,
    /// So does the box around the text.
    BoxFades,
}

/// An article with boxes between its paragraphs, an offer at its end, and things around it.
#[derive(Debug, Clone)]
struct Article {
    sign: Sign,
    deep: usize,
    /// The sentences of each paragraph, and the kind of a box behind it.
    paragraphs: Vec<(Vec<usize>, Option<usize>)>,
    /// Wrappers of the offer, its lines, and whether it stands in a dialog over the page.
    offer: (usize, Vec<usize>, bool),
    /// An overlay that asks for something else.
    overlay: Option<usize>,
    behind: usize,
}

fn article(sign: impl Strategy<Value = Sign>) -> impl Strategy<Value = Article> {
    let sentences = prop::collection::vec(0..SENTENCES.len(), 2..6);
    let paragraphs = prop::collection::vec((sentences, prop::option::weighted(0.3, 0..NAGS.len())), 3..9);
    let offer = (0..3_usize, prop::collection::vec(0..OFFERS.len(), 1..4), any::<bool>());
    (sign, 0..3_usize, paragraphs, offer, prop::option::weighted(0.4, 0..2_usize), 0..4_usize).prop_map(
        |(sign, deep, paragraphs, offer, overlay, behind)| Article { sign, deep, paragraphs, offer, overlay, behind },
    )
}

fn cut() -> impl Strategy<Value = Sign> {
    prop_oneof![Just(Sign::NotFree), (0..NOTICES.len()).prop_map(Sign::Words), Just(Sign::Fades), Just(Sign::BoxFades)]
}

/// The page, and the elements of its offer's blocks.
fn build(article: &Article, options: Options) -> (Case, Vec<u32>) {
    let Article { sign, deep, paragraphs, offer: (wrapped, lines, over), overlay, behind } = article;
    let (mut draft, body) = Draft::new(Facts {
        url: "https://paper.example/2026/a-bridge-for-the-old-town-is-back".into(),
        og_type: "article".into(),
        free: (*sign == Sign::NotFree).then_some(false),
        ..Facts::default()
    });
    let main = draft.element(body, Tag::MAIN, Flags::default());
    let column = draft.within(main, *deep);
    let text = draft.element(column, Tag::DIV, if *sign == Sign::BoxFades { Flags::FADED } else { Flags::default() });
    for (at, (sentences, nag)) in paragraphs.iter().enumerate() {
        let words: Vec<&str> = sentences.iter().map(|at| SENTENCES[*at]).collect();
        let last = at + 1 == paragraphs.len();
        let faded = if last && *sign == Sign::Fades { Flags::FADED } else { Flags::default() };
        let around = draft.element(text, Tag::DIV, faded);
        draft.block(around, Tag::P, Label::Article, &words.join(" "));
        if let Some(nag) = nag.filter(|_| !last) {
            let aside = draft.element(text, Tag::ASIDE, Flags::default());
            draft.block(aside, Tag::P, NAGS[nag], "Support the Herald from 5 € a month.");
            draft.block(aside, Tag::P, NAGS[nag], "We have no owner and no shareholders.");
        }
    }
    let place = if *over {
        draft.element(body, Tag::DIV, Flags::FIXED.and(Flags::COVERS).and(Flags::MODAL))
    } else {
        draft.element(column, Tag::SECTION, Flags::default())
    };
    let place = draft.within(place, *wrapped);
    let mut offer = Vec::new();
    if let Sign::Words(notice) = sign {
        offer.push(draft.block(place, Tag::H2, Label::Paywall, NOTICES[*notice]));
    }
    for line in lines {
        offer.push(draft.block(place, Tag::P, Label::Paywall, OFFERS[*line]));
    }
    for _ in 0..*behind {
        draft.block(body, Tag::P, Label::Footer, "© The Havnsund Herald");
    }
    if let Some(nag) = overlay {
        let modal = draft.element(body, Tag::DIV, Flags::FIXED.and(Flags::COVERS).and(Flags::MODAL));
        draft.block(modal, Tag::H2, NAGS[*nag], "Before you go");
        draft.block(modal, Tag::P, NAGS[*nag], "The morning letter: the news of the coast, every day at six.");
    }
    (draft.case(options), offer)
}

proptest! {
    #![proptest_config(config())]
    #[test]
    fn the_notice_of_a_cut_article_is_never_hidden_and_scrolling_never_let_go(article in article(cut()), options in options()) {
        let (case, offer) = build(&article, options);
        check(&case)?;
        let plan = case.plan();
        for node in offer {
            prop_assert!(!case.in_plan(&plan, node), "the notice goes: {:?}", plan);
        }
        prop_assert!(!plan.release_scroll, "{:?}", plan);
    }
}

/// What pages are for, where no address says so.
#[derive(Debug, Clone, Copy)]
enum Field {
    Password,
    Card,
    Editor,
}

/// Addresses that say it themselves.
const ADDRESSES: [&str; 10] = [
    "https://paper.example/donate",
    "https://spenden.paper.example/",
    "https://paper.example/jetzt-spenden.html",
    "https://paper.example/abo",
    "https://paper.example/newsletters",
    "https://paper.example/account/settings/address",
    "https://login.paper.example/u/1",
    "https://paper.example/checkout",
    "https://mail.paper.example/inbox/7",
    "https://paper.example/privacy-settings",
];

/// Boxes that ask, in the flow or over it, and what stands beside them.
type Boxes = Vec<(usize, bool, Vec<usize>)>;

fn boxes() -> impl Strategy<Value = Boxes> {
    prop::collection::vec((0..NAGS.len(), any::<bool>(), prop::collection::vec(0..OFFERS.len(), 1..4)), 1..6)
}

fn asking(facts: Facts, boxes: &Boxes, field: Option<Field>, prose: usize, options: Options) -> Case {
    let (mut draft, body) = Draft::new(facts);
    for _ in 0..prose {
        draft.block(body, Tag::P, Label::Article, SENTENCES[0]);
    }
    for (nag, over, lines) in boxes {
        let flags = if *over { Flags::FIXED.and(Flags::COVERS).and(Flags::MODAL) } else { Flags::default() };
        let around = draft.element(body, Tag::DIV, flags);
        for line in lines {
            draft.block(around, Tag::P, NAGS[*nag], OFFERS[*line]);
        }
    }
    let form = draft.element(body, Tag::FORM, Flags::default());
    let (tag, attribute) = match field {
        Some(Field::Password) => (Tag::INPUT, (Attr::Type, "password")),
        Some(Field::Card) => (Tag::INPUT, (Attr::Autocomplete, "billing cc-number")),
        Some(Field::Editor) => (Tag::TEXTAREA, (Attr::Class, "rich-editor")),
        None => (Tag::INPUT, (Attr::Type, "email")),
    };
    draft.builder.element(form, tag, Flags::default(), [attribute]).unwrap();
    draft.case(options)
}

fn guarded() -> impl Strategy<Value = Options> {
    options().prop_map(|options| Options { guard: true, ..options })
}

proptest! {
    #![proptest_config(config())]
    #[test]
    fn nothing_is_hidden_where_the_address_says_what_the_page_is_for(
        address in 0..ADDRESSES.len(), boxes in boxes(), prose in 0..6_usize, options in guarded(),
    ) {
        let facts = Facts { url: ADDRESSES[address].into(), ..Facts::default() };
        let plan = asking(facts, &boxes, None, prose, options).plan();
        prop_assert!(plan.hide.is_empty() && !plan.release_scroll, "{}: {:?}", ADDRESSES[address], plan);
    }

    #[test]
    fn nothing_is_hidden_where_a_field_says_what_the_page_is_for(
        field in prop_oneof![Just(Field::Password), Just(Field::Card), Just(Field::Editor)],
        boxes in boxes(), prose in 0..5_usize, options in guarded(),
    ) {
        let facts = Facts { url: "https://paper.example/x".into(), ..Facts::default() };
        let plan = asking(facts, &boxes, Some(field), prose, options).plan();
        prop_assert!(plan.hide.is_empty() && !plan.release_scroll, "{:?}: {:?}", field, plan);
    }

    #[test]
    fn on_a_home_page_nothing_goes_but_what_lies_over_it(boxes in boxes(), options in guarded()) {
        let facts = Facts { url: "https://paper.example/".into(), ..Facts::default() };
        let case = asking(facts, &boxes, None, 1, options);
        let plan = case.plan();
        for hidden in &plan.hide {
            prop_assert!(case.lies_over(hidden.node), "{:?}", plan);
        }
    }
}

/// What the properties say is only worth something if the same pages lose their boxes where nothing forbids it.
#[test]
fn the_same_pages_lose_their_boxes_where_nothing_forbids_it() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::new(config());
    let calm = Options::default();
    let (mut offers, mut beside, mut lets_go, mut unguarded, mut over) = (0, 0, 0, 0, 0);
    for _ in 0..300 {
        let whole = article(Just(Sign::Whole)).new_tree(&mut runner).unwrap().current();
        let (case, offer) = build(&whole, calm);
        let plan = case.plan();
        offers += usize::from(offer.iter().all(|node| case.in_plan(&plan, *node)));
        lets_go += usize::from(plan.release_scroll);
        let cut = article(cut()).new_tree(&mut runner).unwrap().current();
        beside += usize::from(!build(&cut, calm).0.plan().hide.is_empty());
        let boxes = boxes().new_tree(&mut runner).unwrap().current();
        let facts = |url: &str| Facts { url: url.into(), ..Facts::default() };
        let free = Options { guard: false, ..calm };
        unguarded += usize::from(!asking(facts(ADDRESSES[0]), &boxes, None, 5, free).plan().hide.is_empty());
        over += usize::from(!asking(facts("https://paper.example/"), &boxes, None, 1, calm).plan().hide.is_empty());
    }
    for (what, count) in
        [("offers", offers), ("beside", beside), ("lets_go", lets_go), ("unguarded", unguarded), ("over", over)]
    {
        assert!(count >= 100, "{what}: {count} of 300 pages");
    }
}
