//! ⑥ A look at the text before it is parsed: whether an element has attributes without end.
//!
//! Threat: the tokenizer compares each attribute's name with all before it, so a tag of 64 MiB would take it days. Choice: one pass over
//! the text that follows tags, quotes, comments and raw text as far as is needed to count. Where it errs, it errs on pages that no
//! author writes: what it takes for a tag must go on for [`MAX_ATTRIBUTES`] words without a `>` outside quotes.
//! Known gap: in drawings, `title`, `style` and `script` are markup to the parser and text to this pass.

/// The most attributes that an element may have.
pub(super) const MAX_ATTRIBUTES: usize = 2000;

/// Elements whose content is text to the parser.
const RAW: [&str; 9] = ["script", "style", "textarea", "title", "iframe", "noscript", "noembed", "noframes", "xmp"];

/// The attributes of the first element that has too many; none if no element has.
pub(super) fn too_many_attributes(html: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = html.get(at..).and_then(|rest| rest.find('<')) {
        at += found + 1;
        let rest = &html[at..];
        if let Some(comment) = rest.strip_prefix("!--") {
            let abrupt = comment.starts_with('>') || comment.starts_with("->");
            let end = comment.find("-->").into_iter().chain(comment.find("--!>")).min();
            at += "!--".len() + if abrupt { 0 } else { end.unwrap_or(comment.len()) };
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            let (length, attributes) = tag(rest.as_bytes());
            if attributes > MAX_ATTRIBUTES {
                return Some(attributes);
            }
            let name = rest[..length].split(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').next();
            at += length;
            if let Some(raw) = name.and_then(|name| RAW.iter().find(|raw| raw.eq_ignore_ascii_case(name))) {
                at += end_of_raw(&html[at..], raw);
            }
        }
    }
    None
}

/// A tag's length up to its `>`, and how many words outside quotes it has.
fn tag(bytes: &[u8]) -> (usize, usize) {
    let mut words = 0;
    let mut in_word = true;
    let mut after_equals = false;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'>' => return (at, words),
            b'"' | b'\'' if after_equals => {
                let value = bytes[at + 1..].iter().position(|other| other == byte);
                let Some(value) = value else { return (bytes.len(), words) };
                at += value + 1;
                (after_equals, in_word) = (false, false);
            }
            b' ' | b'\t' | b'\n' | b'\r' | 0x0c | b'/' => in_word = false,
            _ => {
                words += usize::from(!in_word && !after_equals && *byte != b'=');
                (in_word, after_equals) = (true, *byte == b'=');
            }
        }
        at += 1;
    }
    (bytes.len(), words)
}

/// How far the text of a raw element goes.
fn end_of_raw(html: &str, name: &str) -> usize {
    let mut at = 0;
    while let Some(found) = html[at..].find("</") {
        at += found + 2;
        if html.as_bytes()[at..].get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes())) {
            return at;
        }
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attributes(count: usize, one: &str) -> String {
        format!(
            "<p>x</p><p {}>y</p>",
            (0..count).map(|number| one.replace('#', &number.to_string())).collect::<String>()
        )
    }

    #[test]
    fn attributes_without_end_are_seen_however_they_are_written() {
        for start in ["<!-->", "<!--->", "<!-- --!>", "<!---->"] {
            let html = format!("{start}{}", attributes(MAX_ATTRIBUTES + 1, " a#"));
            assert!(too_many_attributes(&html).is_some(), "{start}");
        }
        for one in [" a#", " a#=1", " a#='>'", " a#=\">\"", "/a#", " a#=\"x\"b#=\"y\"", " a# = b", "\na#\n=\n'<'"] {
            assert!(too_many_attributes(&attributes(MAX_ATTRIBUTES + 1, one)).is_some(), "{one}");
            assert_eq!(too_many_attributes(&attributes(MAX_ATTRIBUTES / 2 - 1, one)), None, "{one}");
        }
    }

    #[test]
    fn long_values_comments_and_raw_text_are_no_attributes() {
        let words = "word ".repeat(10 * MAX_ATTRIBUTES);
        for html in [
            format!("<p title='{words}'>x</p>"),
            format!("<!-- <p {words} -->"),
            format!("<script>if (a <b) {{}} {words}</SCRIPT><p>"),
            format!("<title><p {words}</title>"),
            format!("<p>a < b {words}"),
            format!("<p>{words}"),
        ] {
            assert_eq!(too_many_attributes(&html), None, "{}", &html[..20]);
        }
        assert!(too_many_attributes(&format!("<script></script><p {words}>")).is_some());
    }
}
