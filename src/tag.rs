//! The tag names the engine knows by number, shared with the snapshot in JavaScript (which is generated from this list).

/// An element's tag as a number: [`Tag::TEXT`] for a run of text, [`Tag::UNKNOWN`] for custom and unknown elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag(pub(crate) u16);

macro_rules! tags {
    (block: $($b:ident $bn:literal,)* ; inline: $($i:ident $in:literal,)*) => {
        /// Tag names by number. 0 is text, 1 any tag that is not listed; then block-level tags, then inline ones.
        pub const TAGS: &[&str] = &["#text", "#unknown", $($bn,)* $($in,)*];
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "the variants only count; the constants below carry the names")]
        enum Number { TEXT, UNKNOWN, $($b,)* FIRST_INLINE_MARK, $($i,)* }
        #[allow(missing_docs, reason = "each constant is the tag of its name")]
        impl Tag {
            pub const TEXT: Tag = Tag(Number::TEXT as u16);
            pub const UNKNOWN: Tag = Tag(Number::UNKNOWN as u16);
            $(pub const $b: Tag = Tag(Number::$b as u16);)*
            $(pub const $i: Tag = Tag(Number::$i as u16 - 1);)*
            const FIRST_INLINE: u16 = Number::FIRST_INLINE_MARK as u16;
        }
    };
}

tags! {
    block: HTML "html", HEAD "head", BODY "body", ADDRESS "address", ARTICLE "article", ASIDE "aside", BLOCKQUOTE "blockquote",
    CAPTION "caption", CENTER "center", DD "dd", DETAILS "details", DIALOG "dialog", DIV "div", DL "dl", DT "dt",
    FIELDSET "fieldset", FIGCAPTION "figcaption", FIGURE "figure", FOOTER "footer", FORM "form", H1 "h1", H2 "h2", H3 "h3",
    H4 "h4", H5 "h5", H6 "h6", HEADER "header", HGROUP "hgroup", HR "hr", LEGEND "legend", LI "li", MAIN "main", MENU "menu",
    NAV "nav", OL "ol", P "p", PRE "pre", SEARCH "search", SECTION "section", SUMMARY "summary", TABLE "table", TBODY "tbody",
    TD "td", TFOOT "tfoot", TH "th", THEAD "thead", TR "tr", UL "ul", TITLE "title",;
    inline: A "a", ABBR "abbr", ACRONYM "acronym", AUDIO "audio", B "b", BDI "bdi", BDO "bdo", BIG "big", BR "br", BUTTON "button",
    CANVAS "canvas", CITE "cite", CODE "code", DATA "data", DEL "del", DFN "dfn", EM "em", EMBED "embed", FONT "font", I "i",
    IFRAME "iframe", IMG "img", INPUT "input", INS "ins", KBD "kbd", LABEL "label", MARK "mark", METER "meter", NOBR "nobr",
    NOSCRIPT "noscript", OBJECT "object", OPTGROUP "optgroup", OPTION "option", OUTPUT "output", PICTURE "picture",
    PROGRESS "progress", Q "q", RP "rp", RT "rt", RUBY "ruby", S "s", SAMP "samp", SELECT "select", SLOT "slot", SMALL "small",
    SOURCE "source", SPAN "span", STRIKE "strike", STRONG "strong", SUB "sub", SUP "sup", SVG "svg", TEXTAREA "textarea",
    TIME "time", TT "tt", U "u", VAR "var", VIDEO "video", WBR "wbr",
}

/// Elements whose content is never looked at: code, styles, metadata and drawings.
pub const SKIPPED: &[&str] = &["script", "style", "template", "link", "meta", "base", "head", "math"];

impl Tag {
    /// The tag of a lower-case name; [`Tag::UNKNOWN`] if it is not listed.
    pub fn of(name: &str) -> Tag {
        TAGS.iter().position(|tag| tag.len() == name.len() && *tag == name).map_or(Tag::UNKNOWN, |at| Tag(at as u16))
    }

    /// The tag of a number of the snapshot; [`Tag::UNKNOWN`] if there is no such number.
    pub(crate) fn from_number(number: u16) -> Tag {
        if usize::from(number) < TAGS.len() { Tag(number) } else { Tag::UNKNOWN }
    }

    /// The tag's number in the snapshot.
    pub(crate) fn number(self) -> u16 {
        self.0
    }

    /// The tag's name; `#text` and `#unknown` for the two that are no tags.
    pub fn name(self) -> &'static str {
        TAGS.get(usize::from(self.0)).copied().unwrap_or("#unknown")
    }

    /// Whether an element of this tag starts a block of its own. Unknown elements do: a custom element is a component.
    pub(crate) fn is_block(self) -> bool {
        self.0 >= 1 && self.0 < Self::FIRST_INLINE
    }

    /// `h1` to `h6`: its rank; otherwise none.
    pub(crate) fn heading_rank(self) -> Option<u8> {
        (self.0 >= Self::H1.0 && self.0 <= Self::H6.0).then(|| (self.0 - Self::H1.0 + 1) as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_names_and_constants_agree() {
        for (tag, name) in [
            (Tag::HTML, "html"),
            (Tag::P, "p"),
            (Tag::TITLE, "title"),
            (Tag::A, "a"),
            (Tag::WBR, "wbr"),
            (Tag::IFRAME, "iframe"),
        ] {
            assert_eq!(tag.name(), name);
            assert_eq!(Tag::of(name), tag);
            assert_eq!(Tag::from_number(tag.number()), tag);
        }
        assert_eq!(Tag::of("blink-182"), Tag::UNKNOWN);
        assert_eq!(Tag::from_number(u16::MAX), Tag::UNKNOWN);
    }

    #[test]
    fn block_and_inline_are_told_apart() {
        assert!(Tag::DIV.is_block() && Tag::TITLE.is_block() && Tag::UNKNOWN.is_block());
        assert!(!Tag::A.is_block() && !Tag::TEXT.is_block() && !Tag::LABEL.is_block());
        assert_eq!(Tag::H1.heading_rank(), Some(1));
        assert_eq!(Tag::H6.heading_rank(), Some(6));
        assert_eq!(Tag::HEADER.heading_rank(), None);
    }
}
