//! What a block can be: 14 labels in three families, and the role an article block plays.

/// What a block of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Label {
    /// The article's own text: headline, standfirst, paragraphs, crossheads, quotes, lists, tables, captions.
    Article,
    /// About the article: kicker, byline, date, reading time, tags, photo credit, author's biography.
    Meta,
    /// Asks the reader for money as support.
    Donation,
    /// Asks for a paid subscription, a registration or a log-in to read on.
    Paywall,
    /// Asks for an e-mail address or to follow a channel.
    Newsletter,
    /// Another prompt: app, notifications, ad blocker, survey, age, region, account.
    Prompt,
    /// A cookie or privacy notice and its settings.
    Consent,
    /// Advertising, sponsored boxes, the publisher's own product promotion.
    Ad,
    /// Other content: related, most read, latest, teasers.
    Related,
    /// Share, follow and like controls.
    Social,
    /// Reader comments and their form.
    Comments,
    /// Site header, menus, breadcrumbs, search.
    Nav,
    /// Footer columns, imprint, legal notices.
    Footer,
    /// Anything else: player controls, template leftovers, system text.
    Other,
}

impl Label {
    /// All labels in the order of their numbers.
    pub const ALL: [Label; 14] = [
        Label::Article,
        Label::Meta,
        Label::Donation,
        Label::Paywall,
        Label::Newsletter,
        Label::Prompt,
        Label::Consent,
        Label::Ad,
        Label::Related,
        Label::Social,
        Label::Comments,
        Label::Nav,
        Label::Footer,
        Label::Other,
    ];

    /// The label's name as in the command line's output, lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Label::Article => "article",
            Label::Meta => "meta",
            Label::Donation => "donation",
            Label::Paywall => "paywall",
            Label::Newsletter => "newsletter",
            Label::Prompt => "prompt",
            Label::Consent => "consent",
            Label::Ad => "ad",
            Label::Related => "related",
            Label::Social => "social",
            Label::Comments => "comments",
            Label::Nav => "nav",
            Label::Footer => "footer",
            Label::Other => "other",
        }
    }

    /// The label of a name; none if there is no such label.
    pub fn from_name(name: &str) -> Option<Label> {
        Self::ALL.into_iter().find(|label| label.name() == name)
    }

    /// `article` and `meta`.
    pub fn is_article_family(self) -> bool {
        matches!(self, Label::Article | Label::Meta)
    }

    /// The four kinds that calm hides: donation, paywall, newsletter, prompt.
    pub fn is_nag(self) -> bool {
        matches!(self, Label::Donation | Label::Paywall | Label::Newsletter | Label::Prompt)
    }
}

/// The part an article block plays, from its tags; [`Role::None`] for a block that is not of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Role {
    /// Not a block of the article.
    None,
    /// The page's headline.
    Headline,
    /// The summary between headline and body.
    Standfirst,
    /// A paragraph of the body.
    Paragraph,
    /// A heading within the body.
    Crosshead,
    /// The caption of a picture or table.
    Caption,
    /// An entry of a list.
    List,
    /// A quotation set apart.
    Quote,
    /// A cell of a table.
    Table,
    /// Preformatted text.
    Code,
}

impl Role {
    /// All roles in the order of their numbers.
    pub const ALL: [Role; 10] = [
        Role::None,
        Role::Headline,
        Role::Standfirst,
        Role::Paragraph,
        Role::Crosshead,
        Role::Caption,
        Role::List,
        Role::Quote,
        Role::Table,
        Role::Code,
    ];

    /// The role's name as in the command line's output, lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Role::None => "none",
            Role::Headline => "headline",
            Role::Standfirst => "standfirst",
            Role::Paragraph => "paragraph",
            Role::Crosshead => "crosshead",
            Role::Caption => "caption",
            Role::List => "list",
            Role::Quote => "quote",
            Role::Table => "table",
            Role::Code => "code",
        }
    }
}

/// A set of labels: which kinds are hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kinds(u16);

impl Kinds {
    /// No kind.
    pub const NONE: Kinds = Kinds(0);
    /// What calm hides: donation, paywall, newsletter, prompt.
    pub const CALM: Kinds =
        Kinds::NONE.with(Label::Donation).with(Label::Paywall).with(Label::Newsletter).with(Label::Prompt);
    /// What focus hides: calm's kinds and all furniture. Consent is a switch of its own.
    pub const FOCUS: Kinds = Kinds::CALM
        .with(Label::Ad)
        .with(Label::Related)
        .with(Label::Social)
        .with(Label::Comments)
        .with(Label::Nav)
        .with(Label::Footer)
        .with(Label::Other);

    /// The set of the labels whose bit (1 << number) is set. The bits of `article` and `meta` are ignored: they are never hidden.
    pub const fn from_bits(bits: u16) -> Kinds {
        Kinds(bits & 0x3ffc)
    }

    /// The set as bits, 1 << number of the label.
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// The set and this label.
    #[must_use]
    pub const fn with(self, label: Label) -> Kinds {
        Kinds::from_bits(self.0 | 1 << label as u8)
    }

    /// The set without this label.
    #[must_use]
    pub const fn without(self, label: Label) -> Kinds {
        Kinds(self.0 & !(1 << label as u8))
    }

    /// Whether the label is in the set.
    pub const fn has(self, label: Label) -> bool {
        self.0 & (1 << label as u8) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_come_back() {
        for (at, label) in Label::ALL.into_iter().enumerate() {
            assert_eq!(label as usize, at);
            assert_eq!(Label::from_name(label.name()), Some(label));
        }
        for (at, role) in Role::ALL.into_iter().enumerate() {
            assert_eq!(role as usize, at);
        }
    }

    #[test]
    fn article_can_not_be_made_a_kind() {
        assert!(!Kinds::from_bits(u16::MAX).has(Label::Article));
        assert!(!Kinds::NONE.with(Label::Meta).has(Label::Meta));
        assert!(!Kinds::FOCUS.has(Label::Consent));
        assert!(Kinds::FOCUS.with(Label::Consent).without(Label::Nav).has(Label::Consent));
    }
}
