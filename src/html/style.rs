//! ⑥ What an element's attributes say of how it is shown.

use html5ever::{Attribute, local_name, ns};

use crate::page::Flags;
use crate::tag::Tag;

/// The flags of an element, from its attributes alone.
pub(super) fn flags(tag: Tag, attrs: &[Attribute]) -> Flags {
    let mut flags = Flags::default();
    let mut open = false;
    for attr in attrs {
        if attr.name.ns != ns!() {
            continue;
        }
        let value = &*attr.value;
        let set = match attr.name.local {
            local_name!("hidden") => Flags::HIDDEN,
            local_name!("inert") => Flags::INERT,
            local_name!("aria-hidden") if is(value, "true") => Flags::INERT,
            local_name!("aria-modal") if is(value, "true") => Flags::MODAL,
            local_name!("open") => {
                open = true;
                continue;
            }
            local_name!("contenteditable") if !is(value, "false") => Flags::EDITABLE,
            local_name!("style") => styled(value),
            _ => continue,
        };
        flags = flags.and(set);
    }
    if tag == Tag::DIALOG {
        flags = flags.and(if open { Flags::MODAL } else { Flags::HIDDEN });
    }
    flags
}

fn is(value: &str, word: &str) -> bool {
    value.trim().eq_ignore_ascii_case(word)
}

/// The flags of an inline style. Each declaration counts, whichever wins.
fn styled(style: &str) -> Flags {
    let mut flags = Flags::default();
    for declaration in style.split(';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let (name, value) = (name.trim(), value.trim());
        let starts = |word: &str| value.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        if name.eq_ignore_ascii_case("display") && starts("none")
            || name.eq_ignore_ascii_case("visibility") && (starts("hidden") || starts("collapse"))
        {
            flags = flags.and(Flags::HIDDEN);
        } else if name.eq_ignore_ascii_case("position") {
            if starts("fixed") {
                flags = flags.and(Flags::FIXED);
            } else if starts("sticky") || starts("-webkit-sticky") {
                flags = flags.and(Flags::STICKY);
            }
        } else if value.len() > "gradient(".len() {
            let masks = name.len() >= 4 && name.to_ascii_lowercase().contains("mask");
            let background = name.get(..10).is_some_and(|start| start.eq_ignore_ascii_case("background"));
            if masks || background {
                let value = value.to_ascii_lowercase();
                if value.contains("gradient(") && (masks || value.contains("transparent") || value.contains("rgba(")) {
                    flags = flags.and(Flags::FADED);
                }
            }
        }
    }
    flags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_styles_are_read_by_declaration() {
        assert!(styled("color:red; DISPLAY : None !important").any(Flags::HIDDEN));
        assert!(styled("visibility:hidden").any(Flags::HIDDEN));
        assert!(styled("position:fixed;top:0").any(Flags::FIXED));
        assert!(styled("position: -webkit-sticky").any(Flags::STICKY));
        assert!(styled("-webkit-mask-image: linear-gradient(#000, transparent)").any(Flags::FADED));
        assert!(styled("background: linear-gradient(transparent, #fff)").any(Flags::FADED));
        assert_eq!(styled("background: linear-gradient(red, blue); display: nonesuch").bits() & Flags::FADED.bits(), 0);
        assert_eq!(styled("background-image: url(display:none)"), Flags::default());
        assert_eq!(styled("mask-position:fixed;--position:fixed;é:ü"), Flags::default());
    }
}
