//! Text of a page on its way to a terminal.

use std::io::{self, IsTerminal as _};

/// A text without control characters: what a page says must not be able to move the cursor, recolour the screen or turn the line around.
pub(crate) fn plain(text: &str) -> String {
    text.chars().filter(|c| !is_control(*c)).collect()
}

/// The same of a line of text, which may hold tabs: cells are parted by them, and code may begin with them.
pub(crate) fn line(text: &str) -> String {
    text.chars().filter(|c| *c == '\t' || !is_control(*c)).collect()
}

fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// Whether colours are wanted: on a terminal, unless `NO_COLOR` is set or the terminal can not show them.
pub(crate) fn colour() -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    io::stdout().is_terminal() && set("NO_COLOR").is_none() && set("TERM").is_none_or(|term| term != "dumb")
}
