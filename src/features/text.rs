//! ⑧ Facts about a run of text: hashed words, word pairs and character 4-grams; counts that need no language; cues.
//!
//! Character 4-grams carry across inflection and compounds, so that a word never seen still speaks through its parts. Only the first 38 and
//! the last 12 words are hashed: what a block wants is said at its ends, and the cost of a long one stays bounded.

use super::words::{self, Cue};

/// Words hashed at the beginning of a text.
const HEAD_WORDS: usize = 38;
/// Words hashed at its end.
const TAIL_WORDS: usize = 12;
/// Words in which cues are looked for.
const CUE_WORDS: usize = 400;
/// Words kept of a text; a longer one is cut in the middle of nowhere, which costs nothing as its head and tail are known.
const MAX_WORDS: usize = 4096;

/// Weights of the groups of hashed features; integers, so that sums are exact and the same everywhere.
const WORD: i32 = 4;
const PAIR: i32 = 3;
const GRAM: i32 = 2;
const WHOLE: i32 = 6;
/// The largest weight of a feature.
pub const HEAVIEST: i32 = WHOLE;

/// How often each cue was met.
pub type Cues = [u16; Cue::ALL.len()];

/// Counts over a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Characters.
    pub chars: u32,
    /// Words (of scripts without spaces: pairs of characters).
    pub words: u32,
    /// Letters in upper case.
    pub upper: u32,
    /// Words that begin in upper case.
    pub titled: u32,
    /// Digits.
    pub digits: u32,
    /// Ends of sentences.
    pub sentences: u32,
    /// Commas and their like.
    pub commas: u32,
    /// Question marks.
    pub questions: u32,
    /// Exclamation marks.
    pub exclamations: u32,
    /// Quotation marks.
    pub quotes: u32,
    /// Currency signs.
    pub currency: u32,
    /// Vertical bars, bullets and arrows.
    pub bullets: u32,
    /// Copyright signs.
    pub copyright: u32,
    /// Whether the last character ends a sentence.
    pub ended: bool,
    /// Cues.
    pub cues: Cues,
}

/// Lower-case words of a text, as spans of one buffer.
#[derive(Debug, Default)]
pub struct Reader {
    buffer: String,
    spans: Vec<(u32, u32, bool)>,
}

fn is_dense_script(c: char) -> bool {
    matches!(u32::from(c), 0x0e00..=0x0eff | 0x3040..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff)
}

/// Characters that nobody sees and that part no words: soft hyphens, zero-width spaces and joiners. Put into words they must not hide them.
fn is_nothing(c: char) -> bool {
    matches!(u32::from(c), 0xad | 0x200b..=0x200d | 0x2060 | 0xfeff)
}

fn mix(mut hash: u32) -> u32 {
    // The finaliser of MurmurHash3 (A. Appleby, public domain).
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85eb_ca6b);
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(0xc2b2_ae35);
    hash ^ hash >> 16
}

/// A 32-bit hash of bytes with a salt: FNV-1a, finished so that its low bits can number rows.
pub fn hash(salt: u32, bytes: &[u8]) -> u32 {
    mix(bytes.iter().fold(0x811c_9dc5 ^ salt, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)))
}

const SALT_WORD: u32 = 0x01;
const SALT_PAIR: u32 = 0x9e37_0002;
const SALT_GRAM: u32 = 0x79b9_0003;
const SALT_FIRST: u32 = 0x1357_0004;
const SALT_WHOLE: u32 = 0x2468_0005;

impl Reader {
    /// Reads a text: gives its counts, and each hashed feature with its weight to `sink`.
    pub fn read(&mut self, text: &str, mut sink: impl FnMut(u32, i32)) -> Counts {
        let mut counts = self.split(text);
        for (at, (start, end, dense)) in self.spans.iter().take(CUE_WORDS).enumerate() {
            let word = self.buffer.get(*start as usize..*end as usize).unwrap_or("");
            let _ = (at, dense);
            if let Some(cue) = words::cue(word) {
                counts.cues[cue as usize] = counts.cues[cue as usize].saturating_add(1);
            }
        }
        counts.cues[Cue::Money as usize] =
            counts.cues[Cue::Money as usize].saturating_add(counts.currency.min(1000) as u16);
        self.features(&mut sink);
        counts
    }

    fn word(&self, at: usize) -> &str {
        self.spans.get(at).and_then(|(start, end, _)| self.buffer.get(*start as usize..*end as usize)).unwrap_or("")
    }

    fn features(&self, sink: &mut impl FnMut(u32, i32)) {
        let count = self.spans.len();
        if count == 0 {
            return;
        }
        let tail = count.saturating_sub(TAIL_WORDS).max(HEAD_WORDS);
        let mut previous: Option<u32> = None;
        for at in (0..count.min(HEAD_WORDS)).chain(tail..count) {
            let word = self.word(at);
            let hashed = hash(SALT_WORD, word.as_bytes());
            sink(hashed, WORD);
            if let Some(previous) = previous.filter(|_| at != tail || tail == HEAD_WORDS) {
                sink(mix(previous.rotate_left(5) ^ hashed ^ SALT_PAIR), PAIR);
            }
            previous = Some(hashed);
            if !self.spans.get(at).is_some_and(|(_, _, dense)| *dense) {
                grams(word, sink);
            }
        }
        sink(hash(SALT_FIRST, self.word(0).as_bytes()), WORD);
        if count <= 3 {
            let whole = (0..count).fold(SALT_WHOLE, |salt, at| hash(salt, self.word(at).as_bytes()));
            sink(whole, WHOLE);
        }
    }

    fn split(&mut self, text: &str) -> Counts {
        self.buffer.clear();
        self.buffer.reserve(text.len());
        self.spans.clear();
        let mut counts = Counts::default();
        let mut start = 0;
        let mut in_word = false;
        let mut last_dense: Option<u32> = None;
        for c in text.chars() {
            counts.chars += 1;
            // What most letters are, before anything is looked up.
            if c.is_ascii() {
                last_dense = None;
                let byte = c as u8;
                if !byte.is_ascii_alphanumeric() {
                    self.end_word(&mut in_word, start);
                    count_mark(&mut counts, c);
                    continue;
                }
                let upper = byte.is_ascii_uppercase();
                if !in_word {
                    in_word = true;
                    start = self.buffer.len() as u32;
                    counts.titled += u32::from(upper);
                }
                let digit = byte.is_ascii_digit();
                counts.digits += u32::from(digit);
                counts.upper += u32::from(upper);
                self.buffer.push(if digit { '0' } else { char::from(byte.to_ascii_lowercase()) });
                continue;
            }
            if is_nothing(c) {
                continue;
            }
            if is_dense_script(c) {
                self.end_word(&mut in_word, start);
                let at = self.buffer.len() as u32;
                self.buffer.push(c);
                if let Some(before) = last_dense {
                    self.push(before, self.buffer.len() as u32, true);
                }
                last_dense = Some(at);
                continue;
            }
            last_dense = None;
            if c.is_alphanumeric() {
                if !in_word {
                    in_word = true;
                    start = self.buffer.len() as u32;
                    counts.titled += u32::from(lower(c) != c);
                }
                counts.upper += u32::from(lower(c) != c);
                self.buffer.push(lower(c));
                continue;
            }
            self.end_word(&mut in_word, start);
            count_mark(&mut counts, c);
        }
        self.end_word(&mut in_word, start);
        counts.words = self.spans.len() as u32;
        let last = text.trim_end_matches(['"', '\'', '”', '’', '»', '“', ')', ']', ' ']).chars().next_back();
        counts.ended = last.is_some_and(|c| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '।' | '؟' | ':'));
        counts
    }

    fn push(&mut self, start: u32, end: u32, dense: bool) {
        if self.spans.len() < MAX_WORDS {
            self.spans.push((start, end, dense));
        }
    }

    fn end_word(&mut self, in_word: &mut bool, start: u32) {
        if *in_word {
            *in_word = false;
            let end = self.buffer.len() as u32;
            // A word of the size of a page is no word; its beginning says what there is to say.
            let most = start + MAX_LETTERS as u32;
            let end = if end > most { floor_boundary(&self.buffer, most as usize) as u32 } else { end };
            self.push(start, end, false);
        }
    }
}

/// A letter in lower case: Latin, Greek, Cyrillic and Armenian, which are all that have cases in the languages that are spoken for. The
/// standard library's tables know every script, and cost the wasm 13 KB.
pub(crate) fn lower(c: char) -> char {
    let code = u32::from(c);
    let even = |code: u32| code + u32::from(code.is_multiple_of(2));
    let odd = |code: u32| code + code % 2;
    let lowered = match code {
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde | 0x391..=0x3a1 | 0x3a3..=0x3ab | 0x410..=0x42f => code + 32,
        0x130 => 0x69,
        0x4c0 => 0x4cf,
        0x100..=0x137
        | 0x14a..=0x177
        | 0x200..=0x21f
        | 0x460..=0x481
        | 0x48a..=0x4bf
        | 0x4d0..=0x52f
        | 0x1ea0..=0x1eff => even(code),
        0x139..=0x148 | 0x179..=0x17e | 0x4c1..=0x4ce => odd(code),
        0x178 => 0xff,
        0x386 => 0x3ac,
        0x388..=0x38a => code + 37,
        0x38c => 0x3cc,
        0x38e | 0x38f => code + 63,
        0x400..=0x40f => code + 80,
        0x531..=0x556 => code + 48,
        _ => code,
    };
    char::from_u32(lowered).unwrap_or(c)
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn count_mark(counts: &mut Counts, c: char) {
    match c {
        '.' | '。' | '।' | '…' => counts.sentences += 1,
        ',' | ';' | '、' | '，' | '،' => counts.commas += 1,
        '?' | '？' | '؟' => {
            counts.questions += 1;
            counts.sentences += 1;
        }
        '!' | '！' => {
            counts.exclamations += 1;
            counts.sentences += 1;
        }
        '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' => counts.quotes += 1,
        '€' | '$' | '£' | '¥' | '₽' | '₴' | '₺' | '₹' | '₩' | '￥' => counts.currency += 1,
        '|' | '•' | '·' | '›' | '→' | '▶' | '▼' | '×' | '✕' => counts.bullets += 1,
        '©' => counts.copyright += 1,
        _ => {}
    }
}

/// The most letters of a word: see [`Reader::end_word`].
const MAX_LETTERS: usize = 64;

/// Character 4-grams of a word with a boundary at each end; a word of up to one letter has none of its own.
fn grams(word: &str, sink: &mut impl FnMut(u32, i32)) {
    let mut letters = [u32::from(' '); MAX_LETTERS + 2];
    let mut count = 1;
    for (slot, c) in letters.iter_mut().skip(1).zip(word.chars()).take(MAX_LETTERS) {
        *slot = u32::from(c);
        count += 1;
    }
    for window in letters.get(..=count).unwrap_or(&[]).windows(4) {
        let hashed = window.iter().fold(SALT_GRAM, |hash, c| (hash ^ c).wrapping_mul(0x0100_0193).rotate_left(7));
        sink(mix(hashed), GRAM);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Counts, Vec<(u32, i32)>) {
        let mut features = Vec::new();
        let counts = Reader::default().read(text, |hash, weight| features.push((hash, weight)));
        (counts, features)
    }

    #[test]
    fn case_and_digits_do_not_matter_and_words_do() {
        assert_eq!(read("Give 25 now").1, read("give 31 NOW").1);
        assert_ne!(read("give 25 now").1, read("give 25 later").1);
    }

    #[test]
    fn what_nobody_sees_parts_no_words() {
        let (_, plain) = read("Please donate today");
        for nothing in ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'] {
            let (counts, features) = read(&format!("Ple{nothing}ase {nothing}don{nothing}ate today{nothing}"));
            assert_eq!(features, plain, "{nothing:?}");
            assert_eq!(counts.words, 3);
        }
    }

    #[test]
    fn counts_are_language_neutral() {
        let counts = read("„Bitte spenden Sie 5 €!“, sagte sie.").0;
        assert_eq!((counts.digits, counts.currency, counts.exclamations, counts.quotes), (1, 1, 1, 2));
        assert!(counts.ended);
        assert_eq!(counts.cues[Cue::Give as usize], 1);
    }

    #[test]
    fn scripts_without_spaces_give_pairs() {
        let counts = read("独立したメディアに寄付する").0;
        assert!(counts.words >= 10);
        assert_eq!(counts.cues[Cue::Give as usize], 1);
        assert_eq!(counts.cues[Cue::Independent as usize], 1);
    }

    #[test]
    fn the_cost_of_a_long_text_is_bounded() {
        let long = "word ".repeat(100_000);
        assert!(read(&long).1.len() < 1000);
        let one = "x".repeat(1_000_000);
        assert!(read(&one).1.len() < 100);
        assert!(read(&"ß".repeat(1_000_000)).1.len() < 100);
    }

    #[test]
    fn letters_are_lowered_as_the_standard_library_does() {
        let ranges =
            [0x20..=0x17f, 0x218..=0x21b, 0x386..=0x3ab, 0x400..=0x481, 0x48a..=0x52f, 0x531..=0x556, 0x1ea0..=0x1eff];
        for c in ranges.into_iter().flatten().filter_map(char::from_u32) {
            let standard: Vec<char> = c.to_lowercase().collect();
            // İ has two letters there, and ẞ (U+1E9E) is left out.
            if standard.len() == 1 {
                assert_eq!(lower(c), standard[0], "{c} U+{:04X}", u32::from(c));
            }
        }
    }

    #[test]
    fn an_empty_text_has_no_features() {
        assert!(read("").1.is_empty());
        assert!(read(" … ").1.is_empty());
    }
}
