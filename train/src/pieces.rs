//! What is set into pages: the blocks of an appeal in the forms that real widgets take, and the sentences of a look-alike.

use unnag::{Attr, Flags, Label, Tag};

use crate::corpus::Appeal;
use crate::makers::{Maker, Names};
use crate::random::Random;

/// An element or a text to be set in.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) tag: Tag,
    pub(crate) attributes: Vec<(Attr, String)>,
    pub(crate) flags: Flags,
    pub(crate) text: String,
    /// What it is, if it is a block.
    pub(crate) gold: Option<Label>,
    pub(crate) children: Vec<Piece>,
}

impl Piece {
    pub(crate) fn new(tag: Tag, class: &str) -> Piece {
        let attributes = if class.is_empty() { Vec::new() } else { vec![(Attr::Class, class.to_owned())] };
        Piece { tag, attributes, flags: Flags::default(), text: String::new(), gold: None, children: Vec::new() }
    }

    fn say(mut self, text: &str) -> Piece {
        text.clone_into(&mut self.text);
        self
    }

    pub(crate) fn hold(mut self, children: Vec<Piece>) -> Piece {
        self.children = children;
        self
    }

    fn attr(mut self, attr: Attr, value: &str) -> Piece {
        self.attributes.push((attr, value.to_owned()));
        self
    }
}

const WRAPPERS: &[&str] = &[
    "box",
    "module",
    "inner",
    "block",
    "section-wrap",
    "container",
    "row",
    "component",
    "widget",
    "card",
    "panel",
    "",
];

fn hashed(random: &mut Random) -> String {
    format!("css-{:x}", random.next() % 0xff_ffff)
}

fn telling(label: Label, random: &mut Random) -> String {
    let words: &[&str] = match label {
        Label::Donation => &[
            "donation-banner",
            "support-us",
            "contribute",
            "epic",
            "donate-box",
            "spenden",
            "membership-appeal",
            "fundraising",
        ],
        Label::Paywall => &[
            "paywall",
            "subscribe-promo",
            "subscription-offer",
            "abo-box",
            "piano-offer",
            "regwall",
            "plus-teaser",
            "meter",
        ],
        Label::Newsletter => {
            &["newsletter-signup", "newsletter", "email-signup", "mc4wp-form", "subscribe-widget", "inline-newsletter"]
        }
        Label::Prompt => {
            &["app-banner", "push-prompt", "onesignal-slidedown", "adblock-notice", "survey-popup", "smartbanner"]
        }
        Label::Consent => &["cookie-banner", "consent", "cc-window", "gdpr"],
        _ => &["content"],
    };
    let generic = ["popup", "modal", "overlay", "banner", "cta", "prompt", "dialog"];
    let word = (*random.pick(words).unwrap_or(&"box")).to_owned();
    if random.chance(0.4) { format!("{word} {}", random.pick(&generic).unwrap_or(&"cta")) } else { word }
}

fn class(label: Label, random: &mut Random) -> String {
    match random.below(4) {
        0 => telling(label, random),
        1 => hashed(random),
        2 => String::new(),
        _ => (*random.pick(WRAPPERS).unwrap_or(&"")).to_owned(),
    }
}

/// The block of one role, in one of the forms that real widgets take.
fn piece(role: &str, text: &str, label: Label, random: &mut Random) -> Piece {
    let name = class(label, random);
    let mut piece = match role {
        "title" => Piece::new(*random.pick(&[Tag::H2, Tag::H3, Tag::H4, Tag::P, Tag::DIV]).unwrap_or(&Tag::H2), &name)
            .say(text),
        "button" | "dismiss" => {
            let inner = if random.chance(0.5) {
                Piece::new(Tag::BUTTON, "").say(text)
            } else {
                let target = match label {
                    Label::Donation => "/donate",
                    Label::Paywall => "/subscribe",
                    _ => "#",
                };
                let target = if role == "dismiss" || random.chance(0.3) { "#" } else { target };
                Piece::new(Tag::A, "").attr(Attr::Href, target).say(text)
            };
            Piece::new(*random.pick(&[Tag::DIV, Tag::P, Tag::DIV]).unwrap_or(&Tag::DIV), &name).hold(vec![inner])
        }
        "option" | "amount" => {
            let control = Piece::new(Tag::INPUT, "").attr(Attr::Type, "radio");
            let inner = if random.chance(0.5) {
                Piece::new(Tag::LABEL, "").hold(vec![control, Piece::new(Tag::SPAN, "").say(text)])
            } else {
                Piece::new(Tag::BUTTON, "").say(text)
            };
            Piece::new(*random.pick(&[Tag::DIV, Tag::LI]).unwrap_or(&Tag::DIV), &name).hold(vec![inner])
        }
        "field" | "label" => {
            let kind = if random.chance(0.7) { "email" } else { "text" };
            let control = Piece::new(Tag::INPUT, "").attr(Attr::Type, kind).attr(Attr::Name, kind);
            Piece::new(Tag::DIV, &name).hold(vec![Piece::new(Tag::LABEL, "").say(text), control])
        }
        "testimonial" => Piece::new(Tag::BLOCKQUOTE, &name).say(text),
        _ => Piece::new(*random.pick(&[Tag::P, Tag::P, Tag::DIV]).unwrap_or(&Tag::P), &name).say(text),
    };
    piece.gold = Some(label);
    piece
}

impl Piece {
    fn named(mut self, names: &Names) -> Piece {
        self.attributes.retain(|(attr, _)| !matches!(attr, Attr::Class | Attr::Id));
        self.attributes.extend(names.attributes().map(|(attr, value)| (attr, value.to_owned())));
        self
    }
}

/// The chance that a widget is one of a well-known maker's.
const WELL_KNOWN: f32 = 0.35;

/// The chance that a widget is a form with fields that nobody sees, as payment and marketing scripts fill them, some with dozens.
const WITH_FIELDS: f32 = 0.12;
const MOST_FIELDS: usize = 60;
const FIELDS: &[&str] = &[
    "csrf_token",
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "returnUrl",
    "nonce",
    "_wpnonce",
    "action",
    "form_id",
    "list",
    "locale",
    "currency",
    "campaign",
    "page",
    "title",
    "type",
    "id",
    "name",
    "status",
    "url",
    "path",
    "session",
    "country",
    "method",
    "u",
];

/// Fields that are not shown.
fn hidden_fields(random: &mut Random) -> Vec<Piece> {
    let most = if random.chance(0.5) { 8 } else { MOST_FIELDS };
    (0..=random.below(most))
        .map(|_| {
            let known = (*random.pick(FIELDS).unwrap_or(&"id")).to_owned();
            let name = if random.chance(0.5) { known } else { hashed(random) };
            Piece::new(Tag::INPUT, "").attr(Attr::Type, "hidden").attr(Attr::Name, &name)
        })
        .collect()
}

/// A widget around an appeal's blocks.
pub(crate) fn widget(appeal: &Appeal, makers: &[Maker], random: &mut Random) -> Vec<Piece> {
    let mut pieces: Vec<Piece> =
        appeal.blocks.iter().map(|(role, text)| piece(role, text, appeal.label, random)).collect();
    let fitting: Vec<&Maker> = makers.iter().filter(|maker| maker.label == appeal.label).collect();
    if random.chance(WELL_KNOWN)
        && let Some(maker) = random.pick(&fitting)
    {
        let start = random.below(maker.parts.len());
        pieces = pieces
            .into_iter()
            .zip(maker.parts.iter().cycle().skip(start))
            .map(|(piece, names)| piece.named(names))
            .collect();
        for names in maker.within.iter().rev() {
            pieces = vec![Piece::new(Tag::DIV, "").named(names).hold(pieces)];
        }
        if matches!(appeal.placement.as_str(), "modal" | "slidein" | "sticky")
            && random.chance(0.5)
            && let Some(outer) = pieces.first_mut()
        {
            outer.flags = Flags::FIXED;
        }
        return pieces;
    }
    let mut tag = *random.pick(&[Tag::DIV, Tag::DIV, Tag::ASIDE, Tag::SECTION, Tag::FORM]).unwrap_or(&Tag::DIV);
    if random.chance(WITH_FIELDS) {
        tag = Tag::FORM;
        pieces.extend(hidden_fields(random));
    }
    let mut outer = Piece::new(tag, &class(appeal.label, random)).hold(pieces);
    if matches!(appeal.placement.as_str(), "modal" | "slidein" | "sticky") {
        if random.chance(0.5) {
            outer = outer.attr(Attr::Role, "dialog");
        }
        outer.flags = if random.chance(0.5) { Flags::FIXED } else { Flags::default() };
    }
    for _ in 0..random.below(3) {
        let name = class(appeal.label, random);
        outer = Piece::new(Tag::DIV, &name).hold(vec![outer]);
    }
    vec![outer]
}

/// The same as paragraphs of the article's own container.
pub(crate) fn plain(blocks: &[(String, String)], label: Label, tag: Tag, class: &str) -> Vec<Piece> {
    blocks
        .iter()
        .map(|(_, text)| {
            let mut piece = Piece::new(tag, class).say(text);
            piece.gold = Some(label);
            piece
        })
        .collect()
}

/// What is left of an appeal when it is set as plain paragraphs: its prose, and now and then its buttons as lines of their own.
pub(crate) fn prose(appeal: &Appeal, random: &mut Random) -> Vec<(String, String)> {
    let lines = appeal.blocks.iter().filter(|(role, text)| match role.as_str() {
        "body" | "title" | "fine" | "testimonial" => text.chars().count() >= 40 || random.chance(0.3),
        _ => random.chance(0.15),
    });
    lines.cloned().collect()
}

/// An article text that talks like an appeal, whole or as a handful of single sentences: short lines are not what tells an appeal.
pub(crate) fn sentences(look_alike: &Appeal, random: &mut Random) -> Vec<(String, String)> {
    if random.chance(0.4) {
        return look_alike.blocks.clone();
    }
    let text = look_alike.blocks.first().map_or("", |block| block.1.as_str());
    let mut parts: Vec<String> = text
        .split_inclusive(['.', '!', '?', '。', '…', ';', ':'])
        .map(str::trim)
        .filter(|part| part.chars().count() > 8)
        .map(str::to_owned)
        .collect();
    if random.chance(0.3) {
        // As a list's entries or crossheads would be.
        for part in &mut parts {
            let words: Vec<&str> = part.split_whitespace().take(2 + random.below(6)).collect();
            words.join(" ").trim_end_matches(['.', ',', ':', ';']).clone_into(part);
        }
    }
    let start = random.below(parts.len());
    parts.into_iter().skip(start).take(2 + random.below(5)).map(|part| ("body".to_owned(), part)).collect()
}
