//! ⑥ From text to the parser's tokens: a document is cut up by `html5gum` and its tree built by `html5ever`, each to the letter of the standard.
//!
//! Threat: a tag may have attributes without end, and each is compared with all before it. Choice: beyond [`MAX_ATTRIBUTES`] the page is refused.
//! The tokenizer gives slices of the text and says what begins and ends; what they are gathered in is kept from tag to tag.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag, TagKind, Token, TokenSink as _, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{Attribute, LocalName, QualName, ns};
use html5gum::{Emitter, State, Tokenizer};

use super::tree::Sink;
use crate::error::{Error, Kind};

/// The most attributes that an element may have.
pub(super) const MAX_ATTRIBUTES: usize = 2000;

/// The parser takes the number of each token's line for its messages, which nobody reads.
const LINE: u64 = 1;

/// Builds the tree of a document.
///
/// # Errors
/// If the number of nodes, an element's attributes or the depth passes a cap.
pub(super) fn feed(html: &str, builder: &TreeBuilder<u32, Sink>) -> Result<(), Error> {
    // The mark of the encoding is no text.
    let html = html.strip_prefix('\u{feff}').unwrap_or(html);
    let mut tokens = Tokenizer::new_with_emitter(html, Tokens::new(builder));
    match tokens.next() {
        Some(Ok(error)) => Err(error),
        None => Ok(()),
    }
}

/// Gathers what the tokenizer says until it makes a token.
#[allow(clippy::struct_excessive_bools, reason = "what the standard says of a tag")]
struct Tokens<'a> {
    builder: &'a TreeBuilder<u32, Sink>,
    /// Text that was not handed on yet.
    text: Vec<u8>,
    /// The text is that of an element whose text is not kept.
    silent: bool,
    kind: TagKind,
    /// The name of the tag or the doctype.
    name: Vec<u8>,
    /// The name of the last start tag: in raw text only its own end tag is one.
    last: Vec<u8>,
    self_closing: bool,
    attrs: Vec<Attribute>,
    /// Attributes of the tag, those that are there twice included.
    count: usize,
    twice: bool,
    /// Whether an attribute is being read.
    in_attribute: bool,
    attribute_name: Vec<u8>,
    value: Vec<u8>,
    comment: Vec<u8>,
    doctype: Doctype,
    failure: Option<Error>,
}

fn tendril(bytes: &[u8]) -> StrTendril {
    match std::str::from_utf8(bytes) {
        Ok(text) => StrTendril::from_slice(text),
        Err(_) => StrTendril::from_slice(&String::from_utf8_lossy(bytes)),
    }
}

fn local(bytes: &[u8]) -> LocalName {
    LocalName::from(String::from_utf8_lossy(bytes))
}

fn push(field: &mut Option<StrTendril>, bytes: &[u8]) {
    field.get_or_insert_with(StrTendril::new).push_tendril(&tendril(bytes));
}

/// Whether an element's attribute is of no use to the page nor to the parser: what pictures and drawings are made of is long and comes often.
/// Of all other elements each attribute is kept; the parser tells formatting elements apart by them.
fn is_idle(element: &[u8], attribute: &[u8]) -> bool {
    match element {
        b"img" | b"source" => matches!(
            attribute,
            b"src" | b"srcset" | b"sizes" | b"width" | b"height" | b"loading" | b"decoding" | b"fetchpriority"
        ),
        b"svg" | b"path" => matches!(attribute, b"d" | b"fill" | b"viewbox" | b"width" | b"height" | b"xmlns"),
        _ => false,
    }
}

impl Tokens<'_> {
    fn new(builder: &TreeBuilder<u32, Sink>) -> Tokens<'_> {
        Tokens {
            builder,
            text: Vec::new(),
            silent: false,
            kind: TagKind::StartTag,
            name: Vec::new(),
            last: Vec::new(),
            self_closing: false,
            attrs: Vec::new(),
            count: 0,
            twice: false,
            in_attribute: false,
            attribute_name: Vec::new(),
            value: Vec::new(),
            comment: Vec::new(),
            doctype: Doctype::default(),
            failure: None,
        }
    }

    /// Hands a token on; gives the state that the parser wants the tokenizer in.
    fn send(&mut self, token: Token) -> Option<State> {
        let result = self.builder.process_token(token, LINE);
        if let Err(error) = self.builder.sink.check() {
            self.failure = Some(error);
        }
        match result {
            TokenSinkResult::Continue | TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => None,
            TokenSinkResult::Plaintext => Some(State::PlainText),
            TokenSinkResult::RawData(RawKind::Rcdata) => Some(State::RcData),
            TokenSinkResult::RawData(RawKind::Rawtext) => Some(State::RawText),
            // The other kinds are states within a script, which no tag begins in.
            TokenSinkResult::RawData(_) => Some(State::ScriptData),
        }
    }

    /// Hands the text on.
    fn flush(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let mut text = std::mem::take(&mut self.text);
        for (number, part) in text.split(|byte| *byte == 0).enumerate() {
            if number > 0 {
                self.send(Token::NullCharacterToken);
            }
            if !part.is_empty() {
                self.send(Token::CharacterTokens(tendril(part)));
            }
        }
        text.clear();
        self.text = text;
    }

    fn begin(&mut self, kind: TagKind) {
        self.kind = kind;
        self.name.clear();
        self.attrs.clear();
        (self.self_closing, self.twice, self.count, self.in_attribute) = (false, false, 0, false);
    }

    /// Ends the attribute that is being read. One that is there twice counts once, as it first was; an end tag has none.
    fn end_attribute(&mut self) {
        if !std::mem::take(&mut self.in_attribute) || self.kind == TagKind::EndTag {
            return;
        }
        self.count += 1;
        if self.count > MAX_ATTRIBUTES {
            let (attributes, cap) = (self.count, MAX_ATTRIBUTES);
            self.failure = Some(Error::new(Kind::TooManyAttributes { attributes, cap }));
            return;
        }
        if !self.builder.sink.whole && is_idle(&self.name, &self.attribute_name) {
            return;
        }
        let name = local(&self.attribute_name);
        if self.attrs.iter().any(|other| other.name.local == name) {
            self.twice = true;
            return;
        }
        self.attrs.push(Attribute { name: QualName::new(None, ns!(), name), value: tendril(&self.value) });
    }
}

impl Emitter for Tokens<'_> {
    type Token = Error;

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last.clear();
        self.last.extend_from_slice(name.unwrap_or_default());
    }

    fn emit_eof(&mut self) {
        self.flush();
        self.send(Token::EOFToken);
    }

    fn emit_error(&mut self, _: html5gum::Error) {}

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    #[inline]
    fn pop_token(&mut self) -> Option<Error> {
        self.failure.take()
    }

    fn emit_string(&mut self, text: &[u8]) {
        if !self.silent {
            self.text.extend_from_slice(text);
        }
    }

    fn init_start_tag(&mut self) {
        self.begin(TagKind::StartTag);
    }

    fn init_end_tag(&mut self) {
        self.begin(TagKind::EndTag);
    }

    fn init_comment(&mut self) {
        self.comment.clear();
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.end_attribute();
        if self.failure.is_some() {
            return None;
        }
        self.flush();
        self.silent = false;
        let tag = Tag {
            kind: self.kind,
            name: local(&self.name),
            self_closing: self.self_closing,
            attrs: std::mem::take(&mut self.attrs),
            had_duplicate_attributes: self.twice,
        };
        if self.kind == TagKind::StartTag {
            self.last.clone_from(&self.name);
        }
        let state = self.send(Token::TagToken(tag));
        self.silent = state.is_some() && self.builder.sink.is_last_silent();
        state
    }

    fn emit_current_comment(&mut self) {
        self.flush();
        let text = tendril(&self.comment);
        self.send(Token::CommentToken(text));
    }

    fn emit_current_doctype(&mut self) {
        self.flush();
        let mut doctype = std::mem::take(&mut self.doctype);
        doctype.name = (!self.name.is_empty()).then(|| tendril(&self.name));
        self.send(Token::DoctypeToken(doctype));
    }

    fn set_self_closing(&mut self) {
        self.self_closing = true;
    }

    fn set_force_quirks(&mut self) {
        self.doctype.force_quirks = true;
    }

    fn push_tag_name(&mut self, name: &[u8]) {
        self.name.extend_from_slice(name);
    }

    fn push_comment(&mut self, text: &[u8]) {
        if self.builder.sink.whole {
            self.comment.extend_from_slice(text);
        }
    }

    // The name comes in bytes, which may be parts of a character.
    fn push_doctype_name(&mut self, name: &[u8]) {
        self.name.extend_from_slice(name);
    }

    fn init_doctype(&mut self) {
        self.name.clear();
        self.doctype = Doctype::default();
    }

    fn init_attribute(&mut self) {
        self.end_attribute();
        self.attribute_name.clear();
        self.value.clear();
        self.in_attribute = true;
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        self.attribute_name.extend_from_slice(name);
    }

    fn push_attribute_value(&mut self, value: &[u8]) {
        self.value.extend_from_slice(value);
    }

    fn set_doctype_public_identifier(&mut self, id: &[u8]) {
        self.doctype.public_id = Some(tendril(id));
    }

    fn set_doctype_system_identifier(&mut self, id: &[u8]) {
        self.doctype.system_id = Some(tendril(id));
    }

    fn push_doctype_public_identifier(&mut self, id: &[u8]) {
        push(&mut self.doctype.public_id, id);
    }

    fn push_doctype_system_identifier(&mut self, id: &[u8]) {
        push(&mut self.doctype.system_id, id);
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.kind == TagKind::EndTag && self.last == self.name
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        // Text may open formatting elements anew, and then the current node is one of those.
        self.flush();
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

#[cfg(test)]
mod tests {
    use super::MAX_ATTRIBUTES;
    use crate::html::page_from_html;

    fn is_refused(html: &str) -> bool {
        page_from_html(html, "").is_err_and(|error| error.is_too_large())
    }

    fn attributes(count: usize, one: &str) -> String {
        let list: String = (0..count).map(|number| one.replace('#', &number.to_string())).collect();
        format!("<p>x</p><p {list}>y</p>")
    }

    #[test]
    fn attributes_without_end_are_refused_however_they_are_written() {
        for start in ["<!-->", "<!--->", "<!-- --!>", "<!---->"] {
            assert!(is_refused(&format!("{start}{}", attributes(MAX_ATTRIBUTES + 1, " a#"))), "{start}");
        }
        for one in [" a#", " a#=1", " a#='>'", " a#=\">\"", "/a#", " a#=\"x\"b#=\"y\"", " a# = b", "\na#\n=\n'<'", " a"]
        {
            assert!(is_refused(&attributes(MAX_ATTRIBUTES + 1, one)), "{one}");
            assert!(!is_refused(&attributes(MAX_ATTRIBUTES / 2 - 1, one)), "{one}");
        }
    }

    #[test]
    fn long_values_comments_and_raw_text_are_no_attributes() {
        let words: Vec<String> = (0..2 * MAX_ATTRIBUTES).map(|number| format!("word{number} ")).collect();
        let words = words.concat();
        for html in [
            format!("<p title='{words}'>x</p>"),
            format!("<!-- <p {words} -->"),
            format!("<script>if (a <b) {{}} {words}</SCRIPT><p>"),
            format!("<title><p {words}</title>"),
            format!("<p>a < b {words}"),
            format!("<p>x</p {words}>"),
        ] {
            assert!(!is_refused(&html), "{}", &html[..20]);
        }
        assert!(is_refused(&format!("<script></script><p {words}>")));
    }

    #[test]
    fn what_pictures_are_made_of_is_left_out_and_the_rest_is_not() {
        let html = "<p><img src=x srcset='a 1x' alt='The harbour' class=wide><b d=1>bold</b></p>";
        let page = page_from_html(html, "").map(crate::HtmlPage::into_page);
        let alt = page
            .map(|page| (0..page.len() as u32).any(|node| page.attribute(node, crate::Attr::Title) == "The harbour"));
        assert_eq!(alt, Ok(true));
    }
}
