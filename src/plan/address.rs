//! What a page's address says that it is for.

use super::{Purpose, words};

/// How sure a word in an address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// One word of a short last segment (`/support-us`, `/jetzt-spenden`), or a segment above the last.
    Slug,
    /// The whole last segment, or the first label of the host.
    Exact,
}

/// What an address tells.
#[derive(Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "an address may tell several, or none")]
pub(super) struct Address {
    /// What a word in it says that the page is for.
    pub(super) found: Option<(Purpose, Strength)>,
    /// Whether the path is that of a home page.
    pub(super) root: bool,
    /// Whether the path ends in the name or number of one text.
    pub(super) slug: bool,
    /// Whether a segment may be a shop's.
    pub(super) shop: bool,
    /// Whether one is, and hardly anything else.
    pub(super) goods: bool,
}

impl Address {
    pub(super) fn of(url: &str) -> Address {
        let Some((scheme, rest)) = url.split_once("://") else { return Address::default() };
        let folded = words::fold(rest.split(['?', '#']).next().unwrap_or(""), usize::MAX);
        let (host, path) = folded.split_once('/').unwrap_or((&folded, ""));
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        // A file's path says where it lies, not what it is.
        if !scheme.starts_with("http") {
            return Address::default();
        }
        let mut found = host_word(host).map(|purpose| (purpose, Strength::Exact));
        let last = segments.len().saturating_sub(1);
        let stems: Vec<&str> = segments.iter().map(|segment| stem(segment)).collect();
        // An article under `/newsletter/2026/` or `/donations/` has a slug of its own.
        let slug = stems.last().is_some_and(|last| is_slug(last));
        for (at, segment) in stems.iter().enumerate() {
            let here = match word(segment) {
                Some(purpose) if at == last => Some((purpose, Strength::Exact)),
                Some(purpose) if !slug => Some((purpose, inner(purpose))),
                _ if at == last && segment.split(['-', '_', '.']).filter(|word| !word.is_empty()).count() <= 3 => {
                    segment.split(['-', '_', '.']).find_map(word).map(|purpose| (purpose, Strength::Slug))
                }
                _ => None,
            };
            // The last segment says most; among equals the first word wins.
            if let Some((_, strength)) = here
                && found.is_none_or(|(_, other)| strength > other)
            {
                found = here;
            }
        }
        // `/?p=5031` is an article's address.
        let query = url.split_once('?').is_some_and(|(_, query)| query.bytes().any(|byte| byte.is_ascii_digit()));
        let root = !query
            && (segments.is_empty() || segments.len() == 1 && (stems.first().is_some_and(|segment| is_index(segment))));
        if found.is_none() && is_query_search(url) && (segments.is_empty() || !slug) {
            found = Some((Purpose::Search, Strength::Slug));
        }
        let under = |words: &[&str]| segments.iter().any(|segment| words.contains(segment));
        let goods = under(words::GOODS) || host.starts_with("shop.");
        Address { found, root, slug, shop: goods || under(words::SHOP), goods }
    }
}

/// Above the last segment a log-in or payment is what it is; other words may just be a section's name.
fn inner(purpose: Purpose) -> Strength {
    match purpose {
        Purpose::Account | Purpose::Checkout => Strength::Exact,
        _ => Strength::Slug,
    }
}

/// A segment without its file's ending.
fn stem(segment: &str) -> &str {
    segment
        .rsplit_once('.')
        .filter(|(stem, ending)| !stem.is_empty() && ending.len() <= 5)
        .map_or(segment, |(stem, _)| stem)
}

fn is_index(segment: &str) -> bool {
    // `/de`, `/en-gb`: a language's home page.
    matches!(segment, "index" | "home" | "start" | "default" | "startseite" | "accueil")
        || segment.len() == 2
        || segment.len() == 5 && segment.as_bytes().get(2) == Some(&b'-')
}

/// Whether a segment names one text: several words, or an article's number.
fn is_slug(segment: &str) -> bool {
    let words = segment.split(['-', '_']).filter(|word| !word.is_empty()).count();
    words >= 4 || segment.bytes().filter(u8::is_ascii_digit).count() >= 5
}

fn is_query_search(url: &str) -> bool {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    query.split('&').any(|pair| matches!(pair.split('=').next(), Some("q" | "s" | "query" | "suche" | "search")))
}

fn word(word: &str) -> Option<Purpose> {
    words::ADDRESS.iter().find(|(_, list)| list.contains(&word)).map(|(purpose, _)| *purpose)
}

/// The first label of a host with at least three: `spenden.example.org`, but not `mail.example`.
fn host_word(host: &str) -> Option<Purpose> {
    let host = host.rsplit('@').next().unwrap_or(host).split(':').next().unwrap_or("");
    let (first, rest) = host.split_once('.')?;
    if rest.contains('.') { word(first) } else { None }
}
