//! ⑪ What to hide, what is kept on purpose and why. The only place with opinions.

mod address;
mod budget;
mod class;
mod gate;
#[cfg(all(test, feature = "html", feature = "_internals"))]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod gold;
mod in_use;
mod leftovers;
mod limits;
mod make;
#[cfg(all(test, not(target_family = "wasm")))]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod promises;
#[cfg(all(test, not(target_family = "wasm")))]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]
mod properties;
mod purpose;
#[cfg(test)]
mod sample;
mod select;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]
mod tests;
mod view;
mod words;
#[cfg(all(test, not(target_family = "wasm")))]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod written;

use crate::label::{Kinds, Label};

#[cfg(any(test, feature = "_internals"))]
pub use limits::Thresholds;
pub(crate) use make::make;
#[cfg(any(test, feature = "_internals"))]
pub use make::make_by;

/// How much is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Level {
    /// Donation, paywall, newsletter and prompt.
    #[default]
    Calm,
    /// Furniture too: only the article stays.
    Focus,
}

/// What a caller may choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// The kinds to hide. `article` and `meta` can not be among them.
    pub kinds: Kinds,
    /// Whether pages whose purpose is the nag, web apps and home pages are left alone. On unless a caller knows the page better.
    pub guard: bool,
    /// The most of the page's visible text, in percent, that nags in its normal flow may be; beyond it the plan is dropped whole. From 100
    /// on there is no such share. Whatever it is, an article must remain.
    pub budget: u8,
}

impl Options {
    /// The options of a level: its kinds, the guard on.
    pub const fn level(level: Level) -> Options {
        let kinds = match level {
            Level::Calm => Kinds::CALM,
            Level::Focus => Kinds::FOCUS,
        };
        Options { kinds, guard: true, budget: limits::PAGE_BUDGET as u8 }
    }
}

impl Default for Options {
    fn default() -> Self {
        Options::level(Level::Calm)
    }
}

macro_rules! numbered {
    ($(#[$doc:meta])* $name:ident { $($(#[doc = $text:literal])* $variant:ident = $id:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name { $($(#[doc = $text])* $variant,)* }
        impl $name {
            /// All of them in the order of their numbers.
            pub const ALL: &[$name] = &[$($name::$variant,)*];
            /// Its name in output and messages.
            pub const fn name(self) -> &'static str {
                match self { $($name::$variant => $id,)* }
            }
        }
    };
}

numbered! {
    /// What a page is for.
    Purpose {
        /// An article, or anything that is read like one.
        Article = "article",
        /// A home or section page: lists of teasers.
        Home = "home",
        /// Asks for a donation.
        Donate = "donate",
        /// Sells a subscription.
        Subscribe = "subscribe",
        /// Signs up for a newsletter.
        Newsletter = "newsletter",
        /// Log-in, registration or account.
        Account = "account",
        /// A basket or a payment.
        Checkout = "checkout",
        /// A shop or a product.
        Shop = "shop",
        /// An application: mail, editor, bank.
        App = "app",
        /// A forum or thread.
        Forum = "forum",
        /// Search results.
        Search = "search",
        /// Consent or privacy settings.
        Settings = "settings",
        /// Any other page.
        Other = "other",
    }
}

numbered! {
    /// Why something is hidden, from the model's own evidence.
    Reason {
        /// Its wording is like that of such appeals.
        Wording = "wording",
        /// The box around it reads like such a widget.
        Widget = "widget",
        /// Its class, id or data names say so.
        Names = "names",
        /// Asks for money.
        AsksMoney = "asks-money",
        /// Names amounts to give.
        Amounts = "amounts",
        /// Names a price and a period.
        Price = "price",
        /// Speaks of subscribing.
        Subscribe = "subscribe",
        /// Offers to log in, or says "already a subscriber".
        LogIn = "log-in",
        /// Asks for an e-mail address or has a field for one.
        Email = "email",
        /// Speaks of cookies or privacy.
        Cookies = "cookies",
        /// Speaks of an app, notifications or an ad blocker.
        AppPrompt = "app-prompt",
        /// Lies over the page or sticks to the window.
        Overlay = "overlay",
        /// Is mostly links.
        Links = "links",
        /// Its place in the page.
        Place = "place",
        /// Belongs to something that is hidden (backdrop, empty rest of a dialog).
        Leftover = "leftover",
    }
}

numbered! {
    /// Why something that looks like noise stays.
    Why {
        /// It is the notice of an article that is cut off.
        Gate = "gate",
        /// The page's purpose is this.
        Purpose = "purpose",
        /// Too much of the page would go.
        Budget = "budget",
        /// Article text stands in the same element.
        HoldsArticle = "holds-article",
        /// The reader is using it.
        InUse = "in-use",
        /// Not sure enough.
        Unsure = "unsure",
        /// This kind is switched off.
        SwitchedOff = "switched-off",
        /// On a page that is no article (a home page, a forum) only overlays and sticky bars are hidden.
        HomePage = "home-page",
    }
}

/// A subtree to hide.
#[derive(Debug, Clone, PartialEq)]
pub struct Hidden {
    /// The subtree's element.
    pub node: u32,
    /// What it is.
    pub label: Label,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
    /// Why, the strongest first; never empty.
    pub reasons: Vec<Reason>,
}

/// Something that stays on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Its element.
    pub node: u32,
    /// What it is.
    pub label: Label,
    /// Why it stays.
    pub why: Why,
}

/// What to do with a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// What the page is for.
    pub purpose: Purpose,
    /// The subtrees to hide: none inside another, in document order.
    pub hide: Vec<Hidden>,
    /// What stays on purpose, in document order.
    pub kept: Vec<Kept>,
    /// Whether the plan was dropped whole because it would have hidden too much.
    pub over_budget: bool,
    /// Whether scrolling may be released: an overlay that is hidden had locked it, the article's text is complete, no gate was found.
    pub release_scroll: bool,
}
