//! What a page is for, decided before anything is hidden: where the nag is the purpose, the plan stands back.
//!
//! Threat: a donation page without its form, a log-in page without its fields, a mailbox without its mails. Choice: evidence in the order
//! of how hard it is to be wrong about: an address that is nothing but a word (`/donate`), applications and editors by their share of the
//! text, card and password fields, what the page calls itself, words within a slug; and against each of them the one thing that makes an
//! article an article: how much prose stands together in one container, but for a shop, which may tell much of its things. In doubt it stands
//! back. Known gap: an address in a language or wording that is not listed, on a page without fields, is judged by its prose alone.

use super::Purpose;
use super::address::{Address, Strength};
use super::limits::{
    APP_SHARE, ARTICLE_OVER_ADDRESS, ARTICLE_OVER_EXACT, ARTICLE_OVER_SLUG, ARTICLE_RUN, ARTICLE_RUN_BLOCKS,
    ASKS_TIMES, CLEAR_ARTICLE, EDITOR_SHARE, HEADED, HOME_HEADINGS, LONG_BLOCK, MANY_PRICES, PRICE_TAG, PRICES,
    SCATTERED, TRACE,
};
use super::view::View;
use super::words;
use crate::label::Label;
use crate::page::{Attr, Flags};
use crate::tag::Tag;

/// How far a purpose lets the plan go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stance {
    /// Everything that is a nag.
    All,
    /// Overlays and sticky bars only.
    Overlays,
    /// Nothing.
    Nothing,
}

/// What may be done on a page of this purpose.
pub(super) fn stance(purpose: Purpose) -> Stance {
    match purpose {
        Purpose::Article => Stance::All,
        Purpose::Home | Purpose::Forum | Purpose::Other => Stance::Overlays,
        Purpose::Donate
        | Purpose::Subscribe
        | Purpose::Newsletter
        | Purpose::Account
        | Purpose::Checkout
        | Purpose::Shop
        | Purpose::App
        | Purpose::Search
        | Purpose::Settings => Stance::Nothing,
    }
}

/// What a page is for.
pub(super) fn of(view: &View) -> Purpose {
    if view.page.is_plain() {
        return Purpose::Article;
    }
    let prose = Prose::of(view);
    let types = Types::of(view);
    let says_article = types.article || types.og_article;
    let address = Address::of(&view.page.facts().url);

    match address.found {
        // `/donate`, `spenden.example.org`: only a long article that calls itself one can be something else.
        Some((purpose, Strength::Exact)) if !(says_article && prose.run >= ARTICLE_OVER_EXACT) => return purpose,
        Some((purpose, Strength::Slug)) if !prose.outweighs(says_article) => return purpose,
        _ => {}
    }
    let fields = Fields::of(view);
    // Some publishers call every page of theirs an application.
    if fields.application && !(says_article && prose.is_article()) {
        return Purpose::App;
    }
    let trace = (says_article || address.slug) && prose.all >= TRACE;
    if prose.run < CLEAR_ARTICLE && !trace {
        // In a dialog or not shown they are no part of what the page is for, unless there is nothing else.
        let counts = |field: Field| field == Field::Open || field == Field::Aside && prose.all < ARTICLE_RUN;
        if counts(fields.card) {
            return Purpose::Checkout;
        }
        if counts(fields.editor) {
            return Purpose::App;
        }
        if counts(fields.password) {
            return Purpose::Account;
        }
    }
    let little = !trace && prose.run < CLEAR_ARTICLE && !view.page.facts().url.is_empty();
    let headline = headline(view).filter(|_| !says_article && !prose.outweighs(false));
    if let Some(purpose) = asked_for(view, headline, little.then_some(prose.all)) {
        return purpose;
    }
    if types.forum && !says_article {
        return Purpose::Forum;
    }
    // Nothing else hangs on it, and looking for it takes long. What only Open Graph calls an article may be a thing on sale: some shops' software
    // says so of all pages.
    let may_sell = !types.article && (!says_article || types.product || address.shop);
    let told = says_article || prose.run >= ARTICLE_OVER_SLUG;
    if may_sell && Commerce::of(view, told).sells(&address, &types, told, says_article) {
        return Purpose::Shop;
    }
    if address.root && !trace {
        return Purpose::Home;
    }
    // Teasers with a sentence each are prose too, but no run of it.
    let scattered = prose.run < CLEAR_ARTICLE || prose.run * SCATTERED < prose.all;
    let list = fields.linked_headings >= HOME_HEADINGS;
    if list && (!prose.is_article() && !trace || types.list && scattered && !says_article) {
        return Purpose::Home;
    }
    // A short text is an article too, as long as nothing speaks against it.
    if prose.is_article() || prose.all > 0 { Purpose::Article } else { Purpose::Other }
}

/// The block that is the headline of the page itself.
fn headline(view: &View) -> Option<usize> {
    (0..view.blocks.len()).find(|block| {
        let node = view.node(*block);
        view.page.tag(node) == Tag::H1 && !view.hidden(*block) && !view.in_overlay(node)
    })
}

/// What a page is for that asks: in its headline, whatever is made of that beside the page's prose; or it does little else, and one nag's text in
/// the flow outweighs the prose by far.
fn asked_for(view: &View, headline: Option<usize>, prose: Option<u32>) -> Option<Purpose> {
    let asks = |label: Label| {
        (0..view.blocks.len())
            .filter(|block| view.label(*block) == label && !view.hidden(*block) && !view.in_overlay(view.node(*block)))
            .filter_map(|block| view.chars.get(block))
            .fold(0, |sum: u32, chars| sum.saturating_add(*chars))
    };
    let headline = headline.and_then(|block| view.labelled(block));
    let is = |label: Label| {
        headline.is_some_and(|headline| headline.probabilities[label as usize] >= HEADED)
            || prose.is_some_and(|prose| asks(label) > prose.saturating_mul(ASKS_TIMES).max(ARTICLE_RUN))
    };
    [(Label::Donation, Purpose::Donate), (Label::Paywall, Purpose::Subscribe), (Label::Newsletter, Purpose::Newsletter)]
        .into_iter()
        .find(|(label, _)| is(*label))
        .map(|(_, purpose)| purpose)
}

/// How much prose there is.
#[derive(Debug, Default)]
struct Prose {
    /// Characters in all.
    all: u32,
    /// Characters and blocks of the largest run within one container.
    run: u32,
    run_blocks: u32,
    /// The longest block.
    longest: u32,
}

impl Prose {
    fn of(view: &View) -> Prose {
        let mut prose = Prose::default();
        let mut runs = vec![(0_u32, 0_u32); view.page.len()];
        for block in (0..view.blocks.len()).filter(|block| view.is_prose(*block)) {
            let chars = view.chars.get(block).copied().unwrap_or(0);
            prose.all += chars;
            prose.longest = prose.longest.max(chars);
            let Some(mut parent) = view.page.parent(view.node(block)) else { continue };
            // A paragraph in a wrapper of its own counts for the container around that.
            for _ in 0..3 {
                let alone = view.within(parent).len() == 1;
                let Some(above) = view.page.parent(parent).filter(|_| alone) else { break };
                parent = above;
            }
            if let Some(run) = runs.get_mut(parent as usize) {
                run.0 += chars;
                run.1 += 1;
            }
        }
        let best = runs.iter().max_by_key(|run| run.0).copied().unwrap_or_default();
        prose.run = best.0.max(prose.longest);
        prose.run_blocks = best.1;
        prose
    }

    fn is_article(&self) -> bool {
        self.run >= ARTICLE_RUN && self.run_blocks >= ARTICLE_RUN_BLOCKS || self.longest >= LONG_BLOCK
    }

    fn outweighs(&self, says_article: bool) -> bool {
        self.run >= if says_article { ARTICLE_OVER_ADDRESS } else { ARTICLE_OVER_SLUG }
    }
}

/// What a page calls itself, in schema.org's words and in Open Graph's.
#[derive(Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "a page may say several, or none")]
struct Types {
    article: bool,
    /// An article to Open Graph at least.
    og_article: bool,
    product: bool,
    forum: bool,
    list: bool,
}

impl Types {
    fn of(view: &View) -> Types {
        let facts = view.page.facts();
        let og_article = facts.og_type.eq_ignore_ascii_case("article");
        let list = facts.og_type.eq_ignore_ascii_case("website");
        let product = facts.og_type.starts_with("product");
        let mut types = Types { og_article, product, list, ..Types::default() };
        for kind in facts.types.split_whitespace() {
            types.article |= ["Article", "BlogPosting", "Report", "Review"].iter().any(|word| kind.ends_with(word));
            // `ProductGroup`, `SomeProducts`; schema.org has more.
            types.product |= kind.contains("Product");
            types.forum |= matches!(kind, "DiscussionForumPosting" | "QAPage");
            types.list |= matches!(kind, "CollectionPage" | "ItemList" | "SearchResultsPage");
        }
        types
    }
}

/// What a page says of selling things.
#[derive(Debug, Default)]
struct Commerce {
    /// Whether something is put into a basket here.
    basket: bool,
    /// Short blocks with a price, which are shown in the flow of the page.
    prices: usize,
}

impl Commerce {
    /// `told`: where an article is told, what a nag asks for is no price.
    fn of(view: &View, told: bool) -> Commerce {
        let page = view.page;
        let control = |node: &u32| matches!(page.tag(*node), Tag::A | Tag::BUTTON | Tag::FORM | Tag::INPUT);
        let says = |node: u32| {
            page.attributes(node).any(|(attr, value)| {
                matches!(
                    attr,
                    Attr::Href | Attr::Action | Attr::Class | Attr::Id | Attr::Name | Attr::Data | Attr::Value
                ) && is_basket(value)
            })
        };
        let prices = (0..view.blocks.len())
            .filter(|block| {
                view.chars.get(*block).is_some_and(|chars| *chars <= PRICE_TAG)
                    && !view.hidden(*block)
                    && !view.in_overlay(view.node(*block))
                    && (!told || !view.label(*block).is_nag())
                    && is_price(view.blocks.text(*block))
            })
            .count();
        Commerce { basket: (0..page.len() as u32).filter(control).any(says), prices }
    }

    /// Whether a page sells something. However much is told of a thing, it may be for sale, but then more must say so; and still more where the
    /// page calls itself an article.
    fn sells(&self, address: &Address, types: &Types, told: bool, says_article: bool) -> bool {
        let place = if says_article { address.goods } else { address.shop };
        let some = [self.basket, place, types.product, self.prices >= PRICES];
        let some = some.into_iter().filter(|says| *says).count();
        // A shop's own blog has its basket, and names prices.
        if says_article {
            return some >= 3;
        }
        let plain = types.product || self.prices >= MANY_PRICES;
        if told { some >= 3 || some >= 2 && (plain || address.goods) } else { plain || some >= 2 }
    }
}

/// Whether one of [`words::BASKET`] stands in a value, in capitals or not; with a slash in front, as a whole segment.
fn is_basket(value: &str) -> bool {
    let bytes = value.as_bytes();
    let stands = |word: &&str, at: usize| {
        let end = at + word.len();
        bytes.get(at..end).is_some_and(|part| part.eq_ignore_ascii_case(word.as_bytes()))
            && !(word.starts_with('/')
                && bytes.get(end).is_some_and(|next| next.is_ascii_alphanumeric() || *next == b'-'))
    };
    // They begin with these, most characters do not.
    let begins = |byte: &u8| matches!(byte | 0x20, b'/' | b'a' | b'c' | b'm');
    bytes.iter().enumerate().any(|(at, byte)| begins(byte) && words::BASKET.iter().any(|word| stands(word, at)))
}

fn is_price(text: &str) -> bool {
    text.contains(['€', '$', '£', '¥', '₹', '₽', '₺', '₩']) && text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a kind of field was met, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Field {
    #[default]
    None,
    /// In an overlay, or not shown.
    Aside,
    /// In the flow of the page.
    Open,
}

/// What a page's elements say of it.
#[derive(Debug, Default)]
struct Fields {
    card: Field,
    password: Field,
    /// A text area that calls itself an editor.
    editor: Field,
    /// Whether much of the page's text stands in an editor, a grid or an application region.
    application: bool,
    linked_headings: u32,
}

impl Fields {
    fn of(view: &View) -> Fields {
        let page = view.page;
        let all: u64 = (0..view.blocks.len()).map(|block| text_bytes(view, block)).sum();
        let mut fields = Fields::default();
        let (mut editors, mut apps) = (0_u64, 0_u64);
        let (mut editor_end, mut app_end) = (0, 0);
        let mut unseen = vec![false; page.len()];
        for node in 0..page.len() as u32 {
            let tag = page.tag(node);
            if tag == Tag::TEXT {
                continue;
            }
            unseen[node as usize] = page.flags(node).any(Flags::HIDDEN)
                || tag == Tag::IFRAME
                || view.in_overlay(node)
                || page.parent(node).is_some_and(|parent| unseen[parent as usize]);
            if tag == Tag::INPUT {
                let place = if unseen[node as usize] { Field::Aside } else { Field::Open };
                let kind = page.attribute(node, Attr::Type);
                let autocomplete = page.attribute(node, Attr::Autocomplete);
                if kind.eq_ignore_ascii_case("password") || autocomplete.contains("current-password") {
                    fields.password = fields.password.max(place);
                }
                if autocomplete.split_whitespace().any(|token| token.starts_with("cc-")) {
                    fields.card = fields.card.max(place);
                }
            }
            if tag == Tag::TEXTAREA && !unseen[node as usize] && is_editor(view, node) {
                fields.editor = Field::Open;
            }
            let held = |node| view.within(node).map(|block| text_bytes(view, block)).sum::<u64>();
            if node >= editor_end && page.flags(node).any(Flags::EDITABLE) {
                editors += held(node);
                editor_end = view.end(node);
            }
            if node >= app_end && matches!(page.attribute(node, Attr::Role), "application" | "grid" | "treegrid") {
                apps += held(node);
                app_end = view.end(node);
            }
            if matches!(tag, Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4) {
                let linked = page.ancestors(node).take(3).any(|above| page.tag(above) == Tag::A)
                    || (node + 1..view.end(node)).take(8).any(|below| page.tag(below) == Tag::A);
                fields.linked_headings += u32::from(linked);
            }
        }
        fields.application =
            editors > 0 && editors * 100 >= all * EDITOR_SHARE || apps > 0 && apps * 100 >= all * APP_SHARE;
        fields
    }
}

fn text_bytes(view: &View, block: usize) -> u64 {
    view.blocks.get(block).filter(|block| !block.hidden).map_or(0, |data| data.bytes() as u64)
        * u64::from(view.label(block) != Label::Consent)
}

/// A text area that is no comment field: it says that it is an editor.
fn is_editor(view: &View, node: u32) -> bool {
    let names = [Attr::Class, Attr::Id, Attr::Role].map(|attr| view.page.attribute(node, attr));
    names.iter().any(|name| name.to_ascii_lowercase().contains("editor"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_basket_is_known_in_capitals_and_by_a_slash() {
        for value in ["/Cart", "https://shop.example/basket?id=1", "btn Add-To-Cart", "/de/WARENKORB/ünser"] {
            assert!(is_basket(value), "{value}");
        }
        for value in [
            "",
            "/car",
            "cart",
            "add-to-car",
            "add-tö-cart",
            "/sport/basketball",
            "/cartoons",
            "/koszykowka",
            "/cart-before-horse",
        ] {
            assert!(!is_basket(value), "{value}");
        }
    }
}
