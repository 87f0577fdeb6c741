//! ⑧ A block's shape and place: length, marks, tag, what stands above it, where in the page it stands.

use crate::block::Blocks;
use crate::features::text::Counts;
use crate::logarithm::ln;
use crate::order;
use crate::page::{Attr, Flags, Page};
use crate::tag::Tag;

macro_rules! dense {
    ($($name:ident,)*) => {
        /// The dense features of a block by name; the order is that of the numbers.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(usize)]
        #[allow(missing_docs, reason = "the names say it; shares are of the block's characters, logs are ln(1 + x)")]
        pub enum Dense { $($name,)* }
        /// How many dense features a block has.
        pub const DENSE: usize = [$(Dense::$name,)*].len();
        impl Dense {
            /// Their names, for the weights' digest.
            pub const NAMES: [&str; DENSE] = [$(stringify!($name),)*];
        }
    };
}

dense! {
    LogChars, LogWords, LinkShare, ButtonShare, LogLinks, WordLength, UpperShare, TitledShare, DigitShare, SentenceShare, CommaShare,
    Questions, Exclamations, Quotes, Currency, Bullets, Copyright, Ended,
    TagP, TagH1, TagH2, TagH3, TagH4, TagLi, TagCell, TagDiv, TagCaption, TagQuote, TagForm, TagInline, TagUnknown, TagFrame, TagOther,
    InArticle, InMain, InAside, InNav, InHeader, InFooter, InForm, InFigure, InList, InTable, InDialog, InFixed, InHidden, InInert, InSection,
    Position, CharsBefore, FromEnd, Depth, LogAlike, HasEmail, HasText, HasPassword, HasChoice, HasSubmit, HasPicture, HasTime, FormEmail,
    PagePlain, PageBlocks, PageChars, Hidden, First,
}

/// `ln(1 + x)`, the same on every machine.
pub fn log(x: f32) -> f32 {
    // Most counts are nought.
    if x == 0.0 { 0.0 } else { ln(1.0 + x) }
}

fn share(part: u32, whole: u32) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

/// What stands above a node, one bit each.
fn above(page: &Page, node: u32) -> u16 {
    let flags = page.flags(node);
    let role = page.attribute(node, Attr::Role);
    let bit = |bit: u16, set: bool| u16::from(set) << bit;
    let tag = page.tag(node);
    bit(0, tag == Tag::ARTICLE)
        | bit(1, tag == Tag::MAIN || role == "main")
        | bit(2, tag == Tag::ASIDE || role == "complementary")
        | bit(3, tag == Tag::NAV || role == "navigation")
        | bit(4, tag == Tag::HEADER || role == "banner")
        | bit(5, tag == Tag::FOOTER || role == "contentinfo")
        | bit(6, tag == Tag::FORM)
        | bit(7, tag == Tag::FIGURE)
        | bit(8, matches!(tag, Tag::UL | Tag::OL | Tag::MENU))
        | bit(9, tag == Tag::TABLE)
        | bit(10, tag == Tag::DIALOG || matches!(role, "dialog" | "alertdialog") || flags.any(Flags::MODAL))
        | bit(11, flags.any(Flags::FIXED.and(Flags::STICKY)))
        | bit(12, flags.any(Flags::HIDDEN))
        | bit(13, flags.any(Flags::INERT))
        | bit(14, tag == Tag::SECTION)
}

/// Kinds of controls that stand in a block, one bit each.
const EMAIL: u8 = 1;
const TEXT: u8 = 2;
const PASSWORD: u8 = 4;
const CHOICE: u8 = 8;
const SUBMIT: u8 = 16;
const PICTURE: u8 = 32;
const TIME: u8 = 64;

fn control(page: &Page, node: u32) -> u8 {
    match page.tag(node) {
        Tag::INPUT => match page.attribute(node, Attr::Type) {
            "email" => EMAIL,
            "password" => PASSWORD,
            "checkbox" | "radio" => CHOICE,
            "submit" | "button" | "image" => SUBMIT,
            "hidden" => 0,
            _ => {
                let speaks = |attr| page.attribute(node, attr).to_ascii_lowercase().contains("mail");
                if speaks(Attr::Name) || speaks(Attr::Placeholder) || speaks(Attr::Autocomplete) { EMAIL } else { TEXT }
            }
        },
        Tag::SELECT => CHOICE,
        Tag::TEXTAREA => TEXT,
        Tag::BUTTON => SUBMIT,
        Tag::IMG | Tag::PICTURE | Tag::SVG | Tag::VIDEO => PICTURE,
        Tag::TIME => TIME,
        _ => 0,
    }
}

/// Whether a node is a field for an e-mail address.
pub fn asks_for_email(page: &Page, node: u32) -> bool {
    control(page, node) == EMAIL
}

/// For each node the controls that belong to it: to the block-level element whose text they stand in, and to the form around them.
pub fn controls(page: &Page, blocks: &Blocks) -> Vec<u8> {
    let mut sums = vec![0_u8; page.len()];
    for node in 0..page.len() as u32 {
        let own = control(page, node);
        if own != 0
            && let Some(slot) = sums.get_mut(blocks.owner(node) as usize)
        {
            *slot |= own;
        }
    }
    sums
}

/// How many siblings of a node have its tag and classes, itself included. Only block-level elements are counted.
fn alike(page: &Page) -> Vec<u32> {
    let mut keys: Vec<u64> = (0..page.len() as u32)
        .filter(|node| page.tag(*node).is_block())
        .map(|node| {
            let class =
                super::text::hash(u32::from(page.tag(node).number()), page.attribute(node, Attr::Class).as_bytes());
            // Two kinds of siblings that share a hash are counted as one: not worth a second key.
            order::key(class ^ page.parent(node).unwrap_or(u32::MAX).wrapping_mul(0x9e37_79b9), node)
        })
        .collect();
    order::sort(&mut keys);
    let mut counts = vec![1; page.len()];
    for group in keys.chunk_by(|a, b| order::halves(*a).0 == order::halves(*b).0) {
        for (_, node) in group.iter().copied().map(order::halves) {
            counts[node as usize] = group.len() as u32;
        }
    }
    counts
}

fn tag_feature(tag: Tag) -> Dense {
    match tag {
        Tag::P => Dense::TagP,
        Tag::H1 => Dense::TagH1,
        Tag::H2 => Dense::TagH2,
        Tag::H3 => Dense::TagH3,
        Tag::H4 | Tag::H5 | Tag::H6 => Dense::TagH4,
        Tag::LI | Tag::DD | Tag::DT => Dense::TagLi,
        Tag::TD | Tag::TH => Dense::TagCell,
        Tag::DIV => Dense::TagDiv,
        Tag::FIGCAPTION | Tag::CAPTION => Dense::TagCaption,
        Tag::BLOCKQUOTE => Dense::TagQuote,
        Tag::FORM | Tag::FIELDSET | Tag::LEGEND => Dense::TagForm,
        Tag::IFRAME => Dense::TagFrame,
        Tag::UNKNOWN => Dense::TagUnknown,
        tag if !tag.is_block() => Dense::TagInline,
        _ => Dense::TagOther,
    }
}

const ABOVE: [Dense; 15] = [
    Dense::InArticle,
    Dense::InMain,
    Dense::InAside,
    Dense::InNav,
    Dense::InHeader,
    Dense::InFooter,
    Dense::InForm,
    Dense::InFigure,
    Dense::InList,
    Dense::InTable,
    Dense::InDialog,
    Dense::InFixed,
    Dense::InHidden,
    Dense::InInert,
    Dense::InSection,
];

/// The dense features of all blocks.
pub fn dense(page: &Page, blocks: &Blocks, counts: &[Counts]) -> Vec<[f32; DENSE]> {
    let nodes = page.len();
    let mut inherited = vec![0_u16; nodes];
    let mut depths = vec![0_u16; nodes];
    let mut forms = vec![u32::MAX; nodes];
    for at in 0..nodes {
        let node = at as u32;
        let parent = page.parent(node).map(|parent| parent as usize);
        inherited[at] = above(page, node) | parent.map_or(0, |parent| inherited[parent]);
        depths[at] = parent.map_or(0, |parent| depths[parent] + 1);
        forms[at] = if page.tag(node) == Tag::FORM { node } else { parent.map_or(u32::MAX, |parent| forms[parent]) };
    }
    let mut form_email = vec![false; nodes];
    for node in 0..nodes as u32 {
        if asks_for_email(page, node)
            && let Some(slot) = form_email.get_mut(forms[node as usize] as usize)
        {
            *slot = true;
        }
    }
    let controls = controls(page, blocks);
    let alike = alike(page);
    let total: u32 = counts.iter().map(|counts| counts.chars).sum();
    let mut before = 0;
    blocks
        .iter()
        .zip(counts)
        .enumerate()
        .map(|(at, (block, counts))| {
            let mut row = [0.0; DENSE];
            let mut set = |name: Dense, value: f32| row[name as usize] = value;
            let node = block.node as usize;
            text_features(&mut set, block, counts);
            set(tag_feature(page.tag(block.node)), 1.0);
            for (bit, name) in ABOVE.into_iter().enumerate() {
                set(name, f32::from(inherited[node] >> bit & 1));
            }
            set(Dense::Position, at as f32 / blocks.len() as f32);
            set(Dense::CharsBefore, share(before, total));
            set(Dense::FromEnd, log((blocks.len() - at) as f32));
            set(Dense::Depth, log(f32::from(depths[node])));
            set(Dense::LogAlike, log(alike[node] as f32));
            for (bit, name) in [
                (EMAIL, Dense::HasEmail),
                (TEXT, Dense::HasText),
                (PASSWORD, Dense::HasPassword),
                (CHOICE, Dense::HasChoice),
                (SUBMIT, Dense::HasSubmit),
                (PICTURE, Dense::HasPicture),
                (TIME, Dense::HasTime),
            ] {
                set(name, f32::from(u8::from(controls[node] & bit != 0)));
            }
            set(Dense::FormEmail, f32::from(u8::from(form_email.get(forms[node] as usize).copied().unwrap_or(false))));
            set(Dense::PagePlain, f32::from(u8::from(page.is_plain())));
            set(Dense::PageBlocks, log(blocks.len() as f32));
            set(Dense::PageChars, log(total as f32));
            set(Dense::Hidden, f32::from(u8::from(block.hidden)));
            set(Dense::First, f32::from(u8::from(at == 0)));
            before += counts.chars;
            row
        })
        .collect()
}

fn text_features(set: &mut impl FnMut(Dense, f32), block: &crate::block::Block, counts: &Counts) {
    let bytes = block.bytes() as u32;
    set(Dense::LogChars, log(counts.chars as f32));
    set(Dense::LogWords, log(counts.words as f32));
    set(Dense::LinkShare, share(block.link_bytes.min(bytes), bytes));
    set(Dense::ButtonShare, share(block.button_bytes.min(bytes), bytes));
    set(Dense::LogLinks, log(f32::from(block.links)));
    set(Dense::WordLength, share(counts.chars, counts.words).min(20.0));
    set(Dense::UpperShare, share(counts.upper, counts.chars));
    set(Dense::TitledShare, share(counts.titled, counts.words));
    set(Dense::DigitShare, share(counts.digits, counts.chars));
    set(Dense::SentenceShare, share(counts.sentences * 10, counts.words).min(5.0));
    set(Dense::CommaShare, share(counts.commas * 10, counts.words).min(5.0));
    set(Dense::Questions, log(counts.questions as f32));
    set(Dense::Exclamations, log(counts.exclamations as f32));
    set(Dense::Quotes, log(counts.quotes as f32));
    set(Dense::Currency, log(counts.currency as f32));
    set(Dense::Bullets, log(counts.bullets as f32));
    set(Dense::Copyright, counts.copyright.min(1) as f32);
    set(Dense::Ended, f32::from(u8::from(counts.ended)));
}
