//! ⑫ Reasons in words, for people who ask why.

use crate::plan::{Reason, Why};

/// Why something is hidden, as the rest of a sentence that begins with "it".
pub const fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Wording => "is worded like one",
        Reason::Widget => "stands in a box that reads like one",
        Reason::Names => "is named so in the page's code",
        Reason::AsksMoney => "asks for money",
        Reason::Amounts => "names amounts to give",
        Reason::Price => "names a price and a period",
        Reason::Subscribe => "speaks of subscribing",
        Reason::LogIn => "speaks of logging in or registering",
        Reason::Email => "asks for an e-mail address",
        Reason::Cookies => "speaks of cookies or privacy",
        Reason::AppPrompt => "speaks of an app, notifications or an ad blocker",
        Reason::Overlay => "lies over the page or sticks to the window",
        Reason::Links => "is mostly links",
        Reason::Place => "stands where such things stand",
        Reason::Leftover => "belongs to something that is hidden",
    }
}

/// Why something stays, as the rest of a sentence that begins with "it stays because".
pub const fn why(why: Why) -> &'static str {
    match why {
        Why::Gate => "it tells that the article is cut off here",
        Why::Purpose => "it is what the page is for",
        Why::Budget => "hiding it all would hide too much of the page",
        Why::HoldsArticle => "text of the article stands in the same element",
        Why::InUse => "it is being used",
        Why::Unsure => "it is not sure enough what it is",
        Why::SwitchedOff => "this kind is switched off",
        Why::HomePage => "on a page that is no article only overlays and bars are hidden",
    }
}
