//! The one error of the library: why a page could not be taken in.

use std::fmt;

/// Why a page could not be taken in. Nothing was classified and nothing is to be hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    TooManyNodes {
        nodes: usize,
        cap: usize,
    },
    TooMuchText {
        bytes: usize,
        cap: usize,
    },
    TooDeep {
        depth: usize,
        cap: usize,
    },
    #[cfg(feature = "html")]
    TooManyAttributes {
        attributes: usize,
        cap: usize,
    },
    Malformed {
        what: &'static str,
        at: usize,
    },
    Weights(&'static str),
}

impl Error {
    pub(crate) fn new(kind: Kind) -> Self {
        Self { kind }
    }

    /// Whether the page was refused because it is larger than a cap (nodes, text or depth), rather than malformed.
    pub fn is_too_large(&self) -> bool {
        #[cfg(feature = "html")]
        if matches!(self.kind, Kind::TooManyAttributes { .. }) {
            return true;
        }
        matches!(self.kind, Kind::TooManyNodes { .. } | Kind::TooMuchText { .. } | Kind::TooDeep { .. })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::TooManyNodes { nodes, cap } => {
                write!(f, "the page has {nodes} nodes, more than the {cap} that are looked at")
            }
            Kind::TooMuchText { bytes, cap } => {
                write!(f, "the page has {bytes} bytes of text, more than the {cap} that are looked at")
            }
            Kind::TooDeep { depth, cap } => {
                write!(f, "the page is nested {depth} levels deep, more than the {cap} that are looked at")
            }
            #[cfg(feature = "html")]
            Kind::TooManyAttributes { attributes, cap } => {
                write!(f, "an element of the page has {attributes} attributes, more than the {cap} that are looked at")
            }
            Kind::Malformed { what, at } => write!(f, "malformed snapshot: {what} at {at}"),
            Kind::Weights(what) => write!(f, "malformed weights: {what}"),
        }
    }
}

impl std::error::Error for Error {}
