//! The named fields at the head of a record, and at the head of the HTTP answer in it.

use encoding_rs::Encoding;
use httparse::{EMPTY_HEADER, ParserConfig, Response, Status};

/// The most fields that a head may have.
const FIELDS: usize = 256;

/// Named fields.
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The fields of a head, whose first line says what it is the head of. None if it is none.
    pub(super) fn of(head: &[u8]) -> Option<Fields> {
        let first = head.iter().position(|byte| *byte == b'\n')? + 1;
        // What the first line says depends on the kind of head and on its version; the fields look the same in all of them.
        let head = [b"HTTP/1.1 200\r\n", &head[first..]].concat();
        let mut fields = [EMPTY_HEADER; FIELDS];
        let mut response = Response::new(&mut fields);
        let read = ParserConfig::default()
            .allow_obsolete_multiline_headers_in_responses(true)
            .allow_spaces_after_header_name_in_responses(true)
            .ignore_invalid_headers_in_responses(true)
            .parse_response(&mut response, &head);
        if !matches!(read, Ok(Status::Complete(_))) {
            return None;
        }
        let text = |value: &[u8]| {
            let value = String::from_utf8_lossy(value);
            value.split(['\r', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        };
        Some(Fields(response.headers.iter().map(|field| (field.name.to_owned(), text(field.value))).collect()))
    }

    /// What a field says; the first, if there are several.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// What fields of one name list, in order, in small letters.
    pub(super) fn list(&self, name: &str) -> Vec<String> {
        let all = self.0.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        let parts = all.flat_map(|(_, value)| value.split(','));
        parts.map(|part| part.trim().to_ascii_lowercase()).filter(|part| !part.is_empty()).collect()
    }
}

/// The status of an HTTP answer, by the first line of its head.
pub(super) fn status(head: &[u8]) -> Option<u16> {
    let line = head.split(|byte| *byte == b'\n').next()?;
    let mut words = std::str::from_utf8(line).ok()?.split_ascii_whitespace();
    words.next().filter(|word| word.starts_with("HTTP/"))?;
    words.next()?.parse().ok()
}

/// What a page is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kind {
    /// Plain text, not HTML.
    pub(crate) plain: bool,
    /// The encoding that the type names.
    pub(crate) charset: Option<&'static Encoding>,
}

impl Kind {
    /// What a content type says. None if it is no page's.
    pub(super) fn of(content_type: &str) -> Option<Kind> {
        let mut parts = content_type.split(';');
        let plain = match parts.next()?.trim().to_ascii_lowercase().as_str() {
            "text/html" | "application/xhtml+xml" => false,
            "text/plain" => true,
            _ => return None,
        };
        let charset = parts.find_map(|part| {
            let (name, value) = part.split_once('=')?;
            name.trim().eq_ignore_ascii_case("charset").then_some(value)
        });
        let charset = charset.and_then(|name| Encoding::for_label(name.trim().trim_matches(['"', '\'']).as_bytes()));
        Some(Kind { plain, charset })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use encoding_rs::{UTF_8, WINDOWS_1251};

    use super::*;

    #[test]
    fn fields_are_read_as_servers_send_them() {
        let head = b"HTTP/2 200\r\nA: 1\nb :  two \r\nno field\r\nLong: x\r\n  y\r\nB: 3, Four\r\n\r\n";
        let fields = Fields::of(head).unwrap();
        assert_eq!(fields.get("a"), Some("1"));
        assert_eq!(fields.get("B"), Some("two"));
        assert_eq!(fields.get("long"), Some("x y"));
        assert_eq!(fields.list("b"), ["two", "3", "four"]);
        assert_eq!(fields.get("c"), None);
        assert!(Fields::of(b"HTTP/1.1 200 OK").is_none());
        assert!(Fields::of(&[b"X\r\n".as_slice(), &b"a: b\r\n".repeat(FIELDS + 1), b"\r\n"].concat()).is_none());
    }

    #[test]
    fn the_status_is_the_second_word_of_http() {
        assert_eq!(status(b"HTTP/1.1 200 OK\r\n\r\n"), Some(200));
        assert_eq!(status(b"HTTP/2 404\r\n\r\n"), Some(404));
        assert_eq!(status(b"<html> 200"), None);
        assert_eq!(status(b"HTTP/1.1 OK"), None);
    }

    #[test]
    fn pages_are_known_by_their_type() {
        let kind = |plain, charset| Some(Kind { plain, charset });
        assert_eq!(Kind::of("text/html"), kind(false, None));
        assert_eq!(Kind::of("Text/HTML; x=y; Charset=\"UTF-8\""), kind(false, Some(UTF_8)));
        assert_eq!(Kind::of("text/plain;charset=cp1251"), kind(true, Some(WINDOWS_1251)));
        assert_eq!(Kind::of("application/xhtml+xml; charset=nonsense"), kind(false, None));
        assert_eq!(Kind::of("image/png"), None);
        assert_eq!(Kind::of(""), None);
    }
}
