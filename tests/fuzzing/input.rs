//! Bytes read as a snapshot, as plain text or as HTML: any bytes give an input, and most of what they give is nearly sound, so that it gets
//! past the door. Shared by `tests/fuzzing` and the targets in `fuzz/`.

use unnag::internals::{LETTERS, page_from_snapshot};
use unnag::{Analysis, Error, Flags, Kinds, Options, Page, analyze, page_from_text};

/// Draws small numbers from bytes; zeros when they run out.
struct Draw<'a> {
    bytes: &'a [u8],
}

impl Draw<'_> {
    fn byte(&mut self) -> u8 {
        match self.bytes.split_first() {
            Some((first, rest)) => {
                self.bytes = rest;
                *first
            }
            None => 0,
        }
    }

    fn below(&mut self, end: usize) -> usize {
        usize::from(self.byte()) % end.max(1)
    }

    fn pick<'b>(&mut self, list: &[&'b str]) -> &'b str {
        list[self.below(list.len())]
    }
}

const TEXTS: &[&str] = &[
    "",
    " ",
    "×",
    "Give",
    "Subscribe to continue reading",
    "Support us with 5 € a month",
    "We use cookies",
    "Sign up for our newsletter",
    "The council met on Tuesday evening and agreed that the old bridge should be repaired.",
    "and then …",
    "\u{0}\u{202e}\u{feff}",
    "続きを読む",
    "İstanbul'da okumaya devam",
    "\u{1e}",
    "a\u{1e}b",
    "\t\n\r",
];

const VALUES: &[&str] = &[
    "",
    "paywall",
    "dialog",
    "main",
    "application",
    "password",
    "cc-number",
    "https://x.example/donate",
    "position:fixed;display:none",
    "articleBody",
    "\u{fffd}",
    "newsletter-signup modal",
    "true",
    "email",
    "a b c d e f g h",
    "editor",
];

const URLS: &[&str] = &[
    "",
    "https://a.example/",
    "https://a.example/donate",
    "https://a.example/one-two-three-four",
    "http://",
    "://",
    "https://[::1]:x/%00/..",
    "https://spenden.a.example",
    "about:blank",
    "\u{1e}",
    "https://a.example/İ/ŉ",
    "https://a.example/x?q=1#y",
];

const GATED: &[&str] = &["", ".paywall", "#x.y", "div > .a.b", "..", "#", "[x=y]", ".é", ".a,.b,", "*"];

/// A snapshot's columns.
#[derive(Debug)]
pub struct Columns {
    /// Tag numbers.
    pub tags: Vec<u16>,
    /// Parents' numbers.
    pub parents: Vec<u32>,
    /// Flags' bits.
    pub flags: Vec<u32>,
    /// The string.
    pub text: String,
    /// The facts.
    pub facts: String,
}

/// The columns that the bytes stand for.
pub fn columns(bytes: &[u8]) -> Columns {
    let mut draw = Draw { bytes };
    let gated: Vec<&str> = (0..draw.below(4)).map(|_| draw.pick(GATED)).collect();
    let head = [
        draw.pick(URLS),
        "en",
        "t",
        draw.pick(&["", "article", "website"]),
        draw.pick(&["", "0", "1", "2"]),
        draw.pick(&["", "NewsArticle", "Product"]),
    ];
    let facts = [&head[..], &gated].concat().join("\x1f");
    let mut columns = Columns { tags: Vec::new(), parents: Vec::new(), flags: Vec::new(), text: String::new(), facts };
    let mut path: Vec<u32> = Vec::new();
    while !draw.bytes.is_empty() && columns.tags.len() < 4_000 {
        let number = columns.tags.len() as u32;
        let kind = draw.byte();
        path.truncate(path.len().saturating_sub(usize::from(kind & 3)));
        let parent = match kind {
            // Now and then a parent that can not be.
            0xff => u32::from(draw.byte()),
            _ => path.last().copied().unwrap_or(u32::MAX),
        };
        if number > 0 {
            columns.text.push('\x1f');
        }
        if kind & 0b1100 == 0b1100 {
            columns.tags.push(0);
            columns.flags.push(0);
            for _ in 0..=draw.below(3) {
                columns.text.push_str(draw.pick(TEXTS));
            }
        } else {
            columns.tags.push(u16::from(draw.byte()) % 130 + 1);
            columns.flags.push(if kind & 0x30 == 0x30 { 1 << draw.below(18) } else { 0 });
            for at in 0..draw.below(4) {
                if at > 0 {
                    columns.text.push('\x1e');
                }
                columns.text.push(LETTERS[draw.below(LETTERS.len())].1);
                columns.text.push_str(draw.pick(VALUES));
            }
            path.push(number);
        }
        columns.parents.push(parent);
    }
    columns
}

/// Takes columns all the way and checks what must hold of any plan.
///
/// # Errors
/// If the columns are refused, as they may be.
pub fn snapshot(bytes: &[u8]) -> Result<(), Error> {
    let Columns { tags, parents, flags, text, facts } = columns(bytes);
    let page = page_from_snapshot(&tags, &parents, &flags, &text, &facts)?;
    check(&page, bytes);
    Ok(())
}

/// The same for the bytes as plain text.
///
/// # Errors
/// If the text is too large.
pub fn plain_text(bytes: &[u8]) -> Result<(), Error> {
    check(&page_from_text(&String::from_utf8_lossy(bytes))?, bytes);
    Ok(())
}

/// The same for the bytes as HTML; the page is written out again too.
///
/// # Errors
/// If the page is too large or too deep.
#[cfg(feature = "html")]
pub fn html(bytes: &[u8]) -> Result<(), Error> {
    let text = String::from_utf8_lossy(bytes);
    let page = unnag::page_from_html(&text, "")?;
    check(page.page(), bytes);
    unnag::clean_html(&text, "", &Options::default()).map(|_| ())
}

/// The first bytes as options, the rest as a snapshot: whatever is switched on, no label of the article's is among what goes.
///
/// # Errors
/// If the columns are refused, as they may be.
pub fn options(bytes: &[u8]) -> Result<(), Error> {
    let (head, rest) = bytes.split_at(bytes.len().min(4));
    let byte = |at: usize| head.get(at).copied().unwrap_or(0);
    let kinds = Kinds::from_bits(u16::from_le_bytes([byte(0), byte(1)]));
    let options = Options { kinds, guard: byte(2) & 1 == 0, budget: byte(3) };
    let Columns { tags, parents, flags, text, facts } = columns(rest);
    let page = page_from_snapshot(&tags, &parents, &flags, &text, &facts)?;
    for hidden in analyze(&page, &options).plan.hide {
        assert!(!hidden.label.is_article_family() && kinds.has(hidden.label), "{hidden:?}");
    }
    assert!(kinds != Kinds::NONE || analyze(&page, &options).plan.hide.is_empty());
    Ok(())
}

/// A weights file with bytes changed, cut off or added, half of the time with a checksum that fits: it is refused, or it is a model that
/// answers for every block. What it answers is its own affair.
///
/// # Errors
/// If the file is refused.
pub fn weights(bytes: &[u8]) -> Result<(), Error> {
    use unnag::internals::{analyze_with, model};
    let mut draw = Draw { bytes };
    let mut file = model::Model {
        text: model::Table::empty(2),
        names: model::Table::empty(2),
        networks: vec![model::Network::empty(model::INPUTS, 2)],
        calibration: model::Calibration::none(),
    }
    .to_bytes();
    let (mends, cuts) = (draw.byte() & 1 == 0, draw.byte());
    if cuts & 7 == 7 {
        file.truncate(file.len().saturating_sub(usize::from(draw.byte()) + 1));
    } else if cuts & 7 == 6 {
        file.extend_from_slice(draw.bytes);
    }
    while !draw.bytes.is_empty() {
        let place = usize::from(u16::from_le_bytes([draw.byte(), draw.byte()]));
        let length = file.len().max(1);
        // The numbers at the front say how long everything is: they are tried as often as all the rest.
        let place = if place & 1 == 0 { place / 2 % 64 } else { place / 2 % length };
        let byte = draw.byte();
        if let Some(slot) = file.get_mut(place) {
            *slot = byte;
        }
    }
    if mends && let Some((body, sum)) = file.split_last_chunk_mut::<4>() {
        *sum = checksum(body).to_le_bytes();
    }
    let model = model::Model::from_bytes(&file)?;
    let page = page_from_text("Give us money.\n\nThe ferry left at noon.")?;
    let analysis = analyze_with(&model, &page, &Options::default());
    assert_eq!(analysis.blocks.len(), analysis.labels.iter().len());
    Ok(())
}

/// CRC-32 (IEEE 802.3), bit by bit.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg());
    !bytes.iter().fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum)))
}

fn check(page: &Page, bytes: &[u8]) {
    let kinds = bytes
        .first()
        .map_or(Kinds::CALM, |first| if first & 1 == 0 { Kinds::CALM } else { Kinds::from_bits(u16::MAX) });
    let options = Options { kinds, guard: bytes.len().is_multiple_of(2), ..Options::default() };
    let Analysis { blocks, labels, plan } = analyze(page, &options);
    assert_eq!(blocks.len(), labels.iter().len());
    for labelled in labels.iter() {
        assert!((0.0..=1.0).contains(&labelled.confidence), "{labelled:?}");
        let sum: f32 = labelled.probabilities.iter().sum();
        assert!((sum - 1.0).abs() < 0.01, "{labelled:?}");
    }
    assert!(plan.hide.windows(2).all(|pair| pair[0].node < pair[1].node));
    for hidden in &plan.hide {
        assert!((hidden.node as usize) < page.len() && !hidden.reasons.is_empty() && kinds.has(hidden.label));
        assert!(!page.ancestors(hidden.node).any(|above| plan.hide.iter().any(|other| other.node == above)));
        let used = Flags::TYPED.and(Flags::PLAYING).and(Flags::OPENED).and(Flags::EDITABLE);
        assert!(!page.flags(hidden.node).any(used));
    }
    assert!(!plan.over_budget || plan.hide.is_empty());
    let again = analyze(page, &options);
    assert_eq!(plan, again.plan);
    assert_eq!(labels, again.labels);
}
