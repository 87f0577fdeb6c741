//! Bytes → text: which encoding a file is in, and whether it is text at all.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

/// How far into a file the name of its encoding is looked for. Browsers look at 1,024 bytes; some saved pages have it later.
const PRESCAN: usize = 4096;
/// How much of a file is looked at to tell whether it is text.
const SAMPLE: usize = 64 << 10;

/// A file's text, and whether it was in another encoding than UTF-8. None if it is not text. What its server said of it counts more than what
/// the page says, as in browsers, and less than a mark at its start.
pub(crate) fn decode(bytes: &[u8], plain: bool, said: Option<&'static Encoding>) -> Option<(String, bool)> {
    let encoding = match Encoding::for_bom(bytes).map(|(encoding, _)| encoding).or(said) {
        Some(encoding) => encoding,
        None => utf16_without_mark(bytes).unwrap_or_else(|| guess(bytes, plain)),
    };
    let wide = encoding == UTF_16LE || encoding == UTF_16BE;
    if !wide && is_binary(bytes) {
        return None;
    }
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    if wide && is_binary(text.as_bytes()) {
        return None;
    }
    Some((text.into_owned(), encoding != UTF_8))
}

/// What is valid UTF-8 is UTF-8, whatever it says; then what it says; then a guess by its letters.
fn guess(bytes: &[u8], plain: bool) -> &'static Encoding {
    let declared = if plain { None } else { declared(&bytes[..bytes.len().min(PRESCAN)]) };
    // This one is ASCII on the outside.
    if declared == Some(ISO_2022_JP) {
        return ISO_2022_JP;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    if let Some(encoding) = declared {
        return encoding;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    detector.guess(None, Utf8Detection::Allow)
}

/// The encoding that a page names in a `meta` element or an XML declaration.
fn declared(start: &[u8]) -> Option<&'static Encoding> {
    let start = start.to_ascii_lowercase();
    let key: &[u8] = if start.trim_ascii_start().starts_with(b"<?xml") { b"encoding" } else { b"charset" };
    for key in [key, b"charset"] {
        let mut rest: &[u8] = &start;
        while let Some(at) = rest.windows(key.len()).position(|window| window == key) {
            rest = &rest[at + key.len()..];
            let Some(value) = rest.trim_ascii_start().strip_prefix(b"=") else { continue };
            let value = value.trim_ascii_start();
            let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
            let end = value.iter().position(|byte| b"\"';/> \t\r\n?".contains(byte)).unwrap_or(value.len());
            if let Some(encoding) = Encoding::for_label(&value[..end]) {
                // A page whose meta element could be read as ASCII is not UTF-16.
                return Some(if encoding.is_ascii_compatible() || encoding == ISO_2022_JP { encoding } else { UTF_8 });
            }
        }
    }
    None
}

/// A page of UTF-16 that lacks its byte-order mark begins with `<` and a zero, or a zero and `<`.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [b'<', 0, second, 0, ..] if *second != 0 => Some(UTF_16LE),
        [0, b'<', 0, second, ..] if *second != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether bytes are no text: control characters that no text has, more than a stray one.
fn is_binary(bytes: &[u8]) -> bool {
    const MAGIC: [&[u8]; 7] = [b"%PDF-", b"\x1f\x8b", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF"];
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let odd = sample
        .iter()
        .filter(|byte| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b) || **byte == 0x7f)
        .count();
    MAGIC.iter().any(|magic| bytes.starts_with(magic)) || odd * 200 > sample.len()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_taken_from_the_mark_then_the_bytes_then_the_page() {
        assert_eq!(decode(b"\xef\xbb\xbfa\xc3\xa4", false, None).unwrap(), ("aä".to_owned(), false));
        assert_eq!(decode(b"\xff\xfea\0\xe4\0", false, None).unwrap(), ("aä".to_owned(), true));
        assert_eq!(decode(b"<\0p\0>\0\xe4\0", false, None).unwrap(), ("<p>ä".to_owned(), true));
        assert_eq!(decode("<meta charset=latin1>ä".as_bytes(), false, None).unwrap().0, "<meta charset=latin1>ä");
        assert_eq!(
            decode(b"<meta charset='windows-1251'>\xcf\xf0", false, None).unwrap().0,
            "<meta charset='windows-1251'>Пр"
        );
        assert_eq!(
            decode(b"<meta http-equiv=content-type content=\"text/html; charset=iso-8859-2\">\xb3", false, None)
                .unwrap()
                .0,
            "<meta http-equiv=content-type content=\"text/html; charset=iso-8859-2\">ł"
        );
        assert_eq!(
            decode(b"<?xml version='1.0' encoding='euc-jp'?>\xc6\xfc", false, None).unwrap().0,
            "<?xml version='1.0' encoding='euc-jp'?>日"
        );
        assert_eq!(decode(b"caf\xe9 cr\xe8me br\xfbl\xe9e", true, None).unwrap().0, "café crème brûlée");
    }

    #[test]
    fn what_is_no_text_is_refused_and_a_stray_zero_is_not() {
        assert!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", false, None).is_none());
        assert!(decode(b"a\0b", false, None).is_none());
        assert!(decode(&[0; 100], false, None).is_none());
        let mut page = b"<p>\0".to_vec();
        page.extend([b'x'; 1000]);
        assert!(decode(&page, false, None).is_some());
        assert_eq!(decode(b"", false, None).unwrap().0, "");
    }
}
