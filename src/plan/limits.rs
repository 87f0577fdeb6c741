//! Every threshold of the plan in one place, each with its reason. They are asymmetric on purpose: a nag that stays costs little, a sentence
//! that goes costs everything. Lengths are in characters unless a name says bytes (budgets are in bytes: only their share counts).

/// The thresholds that are chosen by what they cost in article text; the trainer draws their curves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// How sure it must be that a block is of a kind to hide, by label.
    pub sure: [f32; 14],
    /// The same for nags in the page's own header, menus and footer, where "Subscribe" and "Newsletter" are mostly entries like any other.
    pub sure_in_menu: f32,
    /// The most article text, in thousandths of a character, that hiding one block may cost by expectation (its probability of being
    /// article times its length). The study found that a veto of this kind cuts lost article text ninefold for two points of recall.
    pub risk: u32,
    /// The same for a box as a whole whose blocks are all nags, or words: what stands together is what it is together, and a paragraph of
    /// an appeal is rarely sure enough alone. Below it, several others must be sure ([`BOX_TARGETS`]).
    pub box_risk: u32,
}

impl Thresholds {
    /// For the smaller model: of the curve in `train/REPORT.md` what keeps it under a hundredth of a percent of the article's characters. A higher
    /// `sure` costs more nags than it saves furniture; a lower one hides more menus than nags.
    pub const SMALL: Thresholds = Thresholds { sure: [0.7; 14], sure_in_menu: 0.9, risk: 1_000, box_risk: 6_000 };
    /// For the larger model, which may risk more for the same loss.
    pub const LARGE: Thresholds = Thresholds { sure: [0.7; 14], sure_in_menu: 0.9, risk: 4_000, box_risk: 24_000 };
    /// Those of the model that is compiled in.
    pub const SHIPPED: Thresholds = if cfg!(feature = "large") { Self::LARGE } else { Self::SMALL };
}

/// How many blocks of a box must be sure for others to go with them.
pub(super) const BOX_TARGETS: u32 = 2;
/// How sure a long nag between two others must be to go with them,
pub(super) const SURE_BETWEEN: f32 = 0.85;
/// … and the most article text that it may cost by expectation, in thousandths of a character.
pub(super) const BETWEEN_RISK: u32 = 60_000;
/// A block of the article's labels up to this long is a word, not text, where all around it in its box is nags: "Once" among amounts.
pub(super) const FRAGMENT: u32 = 20;
/// … and as unsure as this (its probability of being article times its length, in thousandths): what stands among several sure nags is mostly one.
pub(super) const FRAGMENT_RISK: u32 = 12_000;
/// Such words' text in percent of the nags'.
pub(super) const FRAGMENT_SHARE: u32 = 10;
/// The longest heading that may be the title of a box of nags though it was taken for article,
pub(super) const TITLE: u32 = 60;
/// … if that was no surer than this.
pub(super) const SURE_TITLE: f32 = 0.8;
/// The same for all blocks together that ride along in a widget without being of its kind.
pub(super) const RIDERS_RISK: u64 = 10_000;
/// A heading before a list of other stories that is no surer a nag than this is the list's.
pub(super) const SURE_HEADING: f32 = 0.8;

/// A piece of furniture up to this long ("Follow us", "Share") may go with the widget that holds it; a longer one is something of its own.
pub(super) const SMALL_FURNITURE: u32 = 60;
/// The same for blocks that are nothing in particular ("Full name", "$ USD", "No thanks"), and for kinds that are switched off (the privacy
/// note in a newsletter box).
pub(super) const SMALL_OTHER: u32 = 160;
/// The same within an overlay, which is one thing by its nature, and for text that is not shown (error messages of a form).
pub(super) const SMALL_IN_OVERLAY: u32 = 400;

/// Percent of a widget's text that must be of a kind to hide for the rest to go with it.
pub(super) const MAJORITY: u32 = 60;
/// The same for an overlay.
pub(super) const OVERLAY_MAJORITY: u32 = 50;
/// How many small pieces of furniture may go with a widget. Footers and side columns of a nag and a few short links were the most frequent
/// mistake on real pages.
pub(super) const FURNITURE_PIECES: u32 = 2;
/// The same within an overlay.
pub(super) const FURNITURE_PIECES_IN_OVERLAY: u32 = 4;
/// Their text in percent of the nag's.
pub(super) const FURNITURE_SHARE: u32 = 15;
/// What a frame counts for in a majority: it has no text that can be read, but it is not nothing.
pub(super) const FRAME_CHARS: u32 = 40;

/// An element that lies over the page and holds at least this many percent of the page's article text is no overlay but the page itself:
/// scroll locks and app shells fix the whole page.
pub(super) const SHELL: u32 = 25;

/// The most of the page's visible text in its normal flow, in percent, that nags may be before something must be wrong. Real pages stay
/// far below; text in overlays does not count, since it lies over the page and not in it.
pub(super) const PAGE_BUDGET: u64 = 60;
/// The same for the main column, the smallest element that holds most of the article.
pub(super) const COLUMN_BUDGET: u64 = 50;
/// Percent of the visible article text that the main column holds.
pub(super) const COLUMN_ARTICLE: u64 = 66;
/// On a small page one long appeal is most of the text: up to this many bytes may always go,
pub(super) const SMALL_PAGE_BYTES: u64 = 2_400;
/// … as long as they are no more than this many times the article's.
pub(super) const SMALL_PAGE_TIMES: u64 = 3;
/// Focus hides most of many pages rightly; what it must leave is an article of at least this many bytes.
pub(super) const FOCUS_LEAVES_BYTES: u64 = 200;

/// The shortest block that counts as prose: a sentence. Teasers' headlines and captions are often shorter.
pub(super) const PROSE: u32 = 40;
/// Percent of a block's text that may be links for it to be prose.
pub(super) const PROSE_LINKS: u32 = 50;
/// Prose in one container, in characters and blocks, that makes an article of a page whose address and fields say nothing else.
pub(super) const ARTICLE_RUN: u32 = 250;
/// See [`ARTICLE_RUN`].
pub(super) const ARTICLE_RUN_BLOCKS: u32 = 2;
/// A single block this long is an article too: text with line breaks only.
pub(super) const LONG_BLOCK: u32 = 500;
/// How many times the prose a nag's text must be for the page to be there for it, where nothing calls it an article.
pub(super) const ASKS_TIMES: u32 = 2;
/// A trace of an article: enough where the page calls itself one or its address ends in a slug.
pub(super) const TRACE: u32 = 100;
/// How probable it must be that a page's own headline asks for something for that to be what the page is for.
pub(super) const HEADED: f32 = 0.5;
/// Prose that outweighs the fields on a page: a password field in a modal, a donation form at the end.
pub(super) const CLEAR_ARTICLE: u32 = 600;
/// Prose that outweighs a word in the address, if the page also calls itself an article …
pub(super) const ARTICLE_OVER_ADDRESS: u32 = 600;
/// … or if it does not.
pub(super) const ARTICLE_OVER_SLUG: u32 = 2_500;
/// Prose that outweighs an address that is nothing but such a word (`/donate`), if the page calls itself an article.
pub(super) const ARTICLE_OVER_EXACT: u32 = 3_000;
/// Linked headings that make a home or section page of one without a run of prose.
pub(super) const HOME_HEADINGS: u32 = 8;
/// How many times the longest run of prose all of it must be for a list of teasers to be one.
pub(super) const SCATTERED: u32 = 3;
/// A block with a price up to this long is a price tag, not a sentence about money.
pub(super) const PRICE_TAG: u32 = 40;
/// Price tags that make a shop of a page with a basket, a shop's address or a product's type,
pub(super) const PRICES: usize = 3;
/// … and, by themselves, of one without much prose.
pub(super) const MANY_PRICES: usize = 10;
/// Percent of the page's text that must stand in an editor for it to be one.
pub(super) const EDITOR_SHARE: u64 = 30;
/// The same for a grid or an application region.
pub(super) const APP_SHARE: u64 = 50;

/// Points at which a gate is a gate; see `gate.rs` for what gives points.
pub(super) const GATE: u32 = 3;
/// An article with less prose than this is short: teasers of cut articles mostly are.
pub(super) const SHORT_ARTICLE: u32 = 700;
/// Prose that may stand behind a gate all the same: a teaser further down that was taken for article. The larger of this and
/// [`AFTER_GATE_SHARE`] percent of the prose before it.
pub(super) const AFTER_GATE: u32 = 200;
/// See [`AFTER_GATE`].
pub(super) const AFTER_GATE_SHARE: u32 = 10;
/// How sure it must be that prose behind a gate is article for it to speak against the gate.
pub(super) const SURE_AFTER_GATE: f32 = 0.5;
/// Other text between the end of the article and its gate: tags, share buttons. Beyond that the gate does not stand where the text stops.
pub(super) const BEFORE_GATE: u32 = 400;
/// Prose within the part that the page says is not free, from which on that part is there in full and the page is not cut.
pub(super) const DELIVERED: u32 = 800;
/// Selectors of gated parts that are looked at.
pub(super) const MAX_SELECTORS: usize = 16;
