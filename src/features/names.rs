//! ⑧ The names a developer gave: class, id, role and data tokens; where links and forms lead to.
//!
//! Class names are often hashed by build tools and say nothing then; link targets and form actions survive that, so they have a salt of
//! their own.

use super::text::hash;
use crate::page::{Attr, Page};
use crate::tag::Tag;

/// Tokens looked at per element.
const MAX_TOKENS: usize = 48;

const SALT_NAME: u32 = 0x0051_0001;
const SALT_TARGET: u32 = 0x0052_0002;
const SALT_CONTROL: u32 = 0x0053_0003;
const SALT_SAID: u32 = 0x0055_0005;
const SALT_TAG: u32 = 0x0054_0004;

/// Gives the hashed names of an element to `sink`: the element's tag (if it says anything), its tokens, its targets.
pub fn read(page: &Page, node: u32, mut sink: impl FnMut(u32)) {
    let tag = page.tag(node);
    if tag == Tag::TEXT {
        return;
    }
    if !matches!(tag, Tag::DIV | Tag::SPAN | Tag::BODY | Tag::HTML) {
        sink(hash(SALT_TAG, tag.name().as_bytes()));
    }
    let mut left = MAX_TOKENS;
    for (attr, value) in page.attributes(node) {
        let salt = match attr {
            Attr::Class | Attr::Id | Attr::Role | Attr::Data | Attr::TagName | Attr::Itemprop => SALT_NAME,
            Attr::Href | Attr::Action | Attr::Src => SALT_TARGET,
            Attr::Type | Attr::Name | Attr::Autocomplete | Attr::Rel => SALT_CONTROL,
            // What controls say without being text: a field's hint, a button's label.
            Attr::Placeholder | Attr::Value | Attr::AriaLabel | Attr::Title => SALT_SAID,
            Attr::Style => continue,
        };
        tokens(value, |token| {
            if left > 0 {
                left -= 1;
                sink(hash(salt, token));
            }
        });
    }
}

/// Splits a value into lower-case tokens at anything but letters and digits and where lower case turns to upper; tokens of one character,
/// numbers, and mixtures of letters and digits (which build tools make) are left out.
pub fn tokens(value: &str, mut sink: impl FnMut(&[u8])) {
    let mut token = [0_u8; 24];
    let mut length = 0_usize;
    let mut digits = 0_usize;
    let mut lower_before = false;
    let mut flush = |token: &[u8; 24], length: usize, digits: usize| {
        if (2..=24).contains(&length)
            && (digits == 0 || digits * 3 < length && length < 12)
            && let Some(token) = token.get(..length)
        {
            sink(token);
        }
    };
    for byte in value.bytes() {
        let letter = byte.is_ascii_alphanumeric() || byte >= 0x80;
        if !letter || (byte.is_ascii_uppercase() && lower_before) {
            flush(&token, length, digits);
            length = 0;
            digits = 0;
        }
        lower_before = byte.is_ascii_lowercase();
        if letter {
            if let Some(slot) = token.get_mut(length) {
                *slot = byte.to_ascii_lowercase();
            }
            length += 1;
            digits += usize::from(byte.is_ascii_digit());
        }
    }
    flush(&token, length, digits);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(value: &str) -> Vec<String> {
        let mut list = Vec::new();
        tokens(value, |token| list.push(String::from_utf8_lossy(token).into_owned()));
        list
    }

    #[test]
    fn tokens_split_at_marks_and_humps() {
        assert_eq!(split("newsletterSignup__box js-close"), ["newsletter", "signup", "box", "js", "close"]);
        assert_eq!(split("https://donate.example.org/give?x=1"), ["https", "donate", "example", "org", "give"]);
    }

    #[test]
    fn what_build_tools_make_is_left_out() {
        assert_eq!(split("css-1b5ozh7 sc-8f3a2 x 12345"), ["css", "sc"]);
        assert_eq!(split(&"a".repeat(1000)), Vec::<String>::new());
    }
}
