//! Rule 3: pages whose purpose it is.

use super::super::sample::{sample, with};
use super::super::{Options, Purpose, Why};
use super::facts;
use crate::label::Label;
use crate::page::Facts;

#[test]
fn where_the_nag_is_the_purpose_nothing_is_hidden_and_it_is_said() {
    let body = "
body
  h1 =article | Support us
  p =article | $prose
  div#ask =donation | Give five euros a month
  div#wall FIXED =paywall | Subscribe now";
    for (url, purpose) in [
        ("https://paper.example/donate", Purpose::Donate),
        ("https://paper.example/jetzt-spenden.html", Purpose::Donate),
        ("https://spenden.paper.example/", Purpose::Donate),
        ("https://paper.example/fr/faire-un-don/", Purpose::Donate),
        ("https://paper.example/abo", Purpose::Subscribe),
        ("https://paper.example/newsletters", Purpose::Newsletter),
        ("https://paper.example/account/settings/address", Purpose::Account),
        ("https://login.paper.example/u/1", Purpose::Account),
        ("https://paper.example/Anmelden?next=%2F", Purpose::Account),
        ("https://paper.example/warenkorb", Purpose::Checkout),
        ("https://paper.example/search?q=x", Purpose::Search),
        ("https://mail.paper.example/inbox/7", Purpose::App),
        ("https://paper.example/privacy-settings", Purpose::Settings),
    ] {
        let page = with(facts(url), body);
        let plan = page.plan(&Options::default());
        assert_eq!(plan.purpose, purpose, "{url}");
        assert!(plan.hide.is_empty() && !plan.release_scroll, "{url}");
        assert!(plan.kept.iter().all(|kept| kept.why == Why::Purpose) && plan.kept.len() == 2, "{url}: {plan:?}");
        let free = page.plan(&Options { guard: false, ..Options::default() });
        assert_eq!(free.hide.len(), 2, "{url}");
    }
}

#[test]
fn a_shop_is_known_by_two_of_basket_address_type_and_prices() {
    let purpose = |url: &str, basket: &str, prices: usize, label: &str| {
        let tags = format!("\n  div ={label} | 12.50 €").repeat(prices);
        let body = format!("\nbody\n  h1 =article | Lamps\n  p =article | $prose*3{basket}{tags}");
        with(facts(url), &body).plan(&Options::default()).purpose
    };
    let (lamps, about) = ("https://lamps.example/collections/desk-lamps", "https://lamps.example/desk-lamps");
    let basket = "\n  div\n    a href=/cart =other | 2";
    // A magazine's shop may look like an offer: where little is told, a price is one whatever it was taken for.
    for label in ["other", "paywall"] {
        assert_eq!(purpose(lamps, basket, 0, label), Purpose::Shop);
        assert_eq!(purpose(lamps, "", 3, label), Purpose::Shop);
        assert_eq!(purpose(about, basket, 3, label), Purpose::Shop);
        assert_eq!(purpose(about, "", 12, label), Purpose::Shop);
    }
    for (url, basket, prices) in [(about, basket, 0), (about, "", 3), (lamps, "", 0)] {
        assert_eq!(purpose(url, basket, prices, "other"), Purpose::Article, "{url} {basket} {prices}");
    }
}

#[test]
fn a_shop_is_one_however_much_it_tells_of_its_things() {
    let purpose = |url: &str, basket: &str, prices: usize, label: &str| {
        let tags = format!("\n  div ={label} | 12.50 €").repeat(prices);
        let body = format!("\nbody\n  h1 =article | Lamps{}{basket}{tags}", "\n  p =article | $prose*8".repeat(8));
        with(facts(url), &body).plan(&Options::default()).purpose
    };
    let lamp = "https://lamps.example/products/desk-lamps";
    let (lamps, about) = ("https://lamps.example/collections/desk-lamps", "https://lamps.example/desk-lamps");
    let basket = "\n  div\n    a href=/cart =other | 2";
    assert_eq!(purpose(lamp, basket, 0, "other"), Purpose::Shop);
    assert_eq!(purpose(lamp, "", 3, "other"), Purpose::Shop);
    assert_eq!(purpose(lamps, basket, 3, "other"), Purpose::Shop);
    assert_eq!(purpose(about, basket, 12, "other"), Purpose::Shop);
    // A paper with a shop of its own, and its addresses, that says what a subscription costs.
    for (url, basket, prices) in
        [(about, basket, 3), (about, "", 12), (lamp, "", 0), (lamps, basket, 0), (lamps, "", 3)]
    {
        assert_eq!(purpose(url, basket, prices, "other"), Purpose::Article, "{url} {basket} {prices}");
    }
    // What an appeal asks for is no price.
    for label in ["donation", "paywall"] {
        assert_eq!(purpose(lamp, "", 3, label), Purpose::Article);
        assert_eq!(purpose(lamps, basket, 12, label), Purpose::Article);
    }
}

#[test]
fn what_open_graph_alone_calls_an_article_may_be_on_sale() {
    let purpose = |url: &str, types: &str, prices: usize| {
        let tags = "\n  div =other | 12.50 €".repeat(prices);
        let body = format!(
            "\nbody\n  h1 =article | A lamp\n  p =article | $prose*4\n  p =article | $prose*4\n  div\n    a href=/cart =other | 2{tags}"
        );
        let facts = Facts { og_type: "article".into(), types: types.into(), ..facts(url) };
        with(facts, &body).plan(&Options::default()).purpose
    };
    let (lamp, blog) =
        ("https://lamps.example/product/desk-lamp/", "https://lamps.example/blogs/how-to-light-a-desk-at-night");
    assert_eq!(purpose(lamp, "WebPage Product", 0), Purpose::Shop);
    assert_eq!(purpose(lamp, "WebPage", 3), Purpose::Shop);
    let review = "https://news.example/category/lamps/the-best-desk-lamp-of-the-year";
    assert_eq!(purpose(review, "WebPage Product", 0), Purpose::Article);
    assert_eq!(purpose(review, "WebPage", 3), Purpose::Article);
    assert_eq!(purpose(blog, "WebPage SomeProducts", 3), Purpose::Shop);
    assert_eq!(purpose(blog, "WebPage", 12), Purpose::Article);
    assert_eq!(purpose(blog, "WebPage Product", 0), Purpose::Article);
    for kind in ["BlogPosting", "LiveBlogPosting", "ClaimReview", "https://schema.org/NewsArticle"] {
        assert_eq!(purpose(lamp, &format!("{kind} Product"), 12), Purpose::Article, "{kind}");
    }
}

#[test]
fn an_article_about_such_things_is_an_article() {
    let body = "
body
  h1 =article | Donations fall
  div
    p =article | $prose*2
    p =article | $prose*2
    p =article | $prose*2
  div#ask =donation | Give five euros a month";
    for url in [
        "https://paper.example/2026/11/donations-to-charities-fall-for-the-third-year",
        "https://paper.example/donations/2026/why-people-give-less-than-before",
        "https://paper.example/newsletter/the-week-in-five-minutes-or-less",
        "https://paper.example/money/how-to-login-to-your-bank-safely",
        "https://dailymail.example/news/a1234567",
        "https://mail.example/news/a1234567",
        "file:///home/reader/search/page.html",
        "",
    ] {
        assert_eq!(with(facts(url), body).plan(&Options::default()).purpose, Purpose::Article, "{url}");
    }
    let article = Facts { types: "NewsArticle".into(), ..facts("https://paper.example/donations-fall") };
    assert_eq!(with(article, body).hides(), ["ask"]);
}

#[test]
fn password_and_card_fields_speak_where_no_article_stands() {
    let purpose = |text: &str| sample(text).plan(&Options::default()).purpose;
    let field = "
body
  h1 =article | Welcome back
  form
    input type=PASSWORD";
    assert_eq!(purpose(field), Purpose::Account);
    assert_eq!(purpose(&field.replace("type=PASSWORD", "autocomplete=cc-number")), Purpose::Checkout);
    assert_eq!(purpose("\nbody\n  h1 =article | Edit\n  textarea#wiki-editor"), Purpose::App);
    let article = "
  div
    p =article | $prose*3
    p =article | $prose*3
    p =article | $prose*3";
    assert_eq!(purpose(&format!("{field}{article}")), Purpose::Article);
}

#[test]
fn a_page_that_does_little_but_ask_is_there_for_it() {
    let body = "
body
  h1 =article | Join in
  p =article | $prose
  div#ask =donation | $prose*2
    p =donation | Give five euros a month";
    assert_eq!(with(facts("https://paper.example/join-in"), body).plan(&Options::default()).purpose, Purpose::Donate);
    assert_eq!(with(facts("https://paper.example/news/the-bridge-is-back-again"), body).hides(), ["ask"]);
}

#[test]
fn an_article_that_calls_itself_an_application_is_an_article() {
    let body = "
body
  div role=application
    p =article | $prose*3
    p =article | $prose*3
    div#ask =donation | Give";
    let article = Facts { og_type: "article".into(), ..facts("https://paper.example/2026/the-bridge-is-back-again") };
    assert_eq!(with(article, body).hides(), ["ask"]);
}

#[test]
fn an_article_with_a_number_for_an_address_is_no_home_page() {
    let body = "\nbody\n  p =article | $prose*4\n  div#ask =donation | Give five euros a month";
    assert_eq!(with(facts("https://paper.example/?p=5031"), body).hides(), ["ask"]);
    assert!(with(facts("https://paper.example/"), body).hides().is_empty());
}

#[test]
fn editors_and_applications_are_left_alone() {
    let editor = "
body
  div EDITABLE
    p =article | $prose*3
    p =article | $prose*3
  div =donation | Give";
    let page = sample(editor);
    assert_eq!(page.plan(&Options::default()).purpose, Purpose::App);
    assert!(page.hides().is_empty());
    assert_eq!(sample(&editor.replace("EDITABLE", "role=application")).plan(&Options::default()).purpose, Purpose::App);
    // A comment field under an article is no editor.
    let comment = "
body
  div
    p =article | $prose*3
    p =article | $prose*3
  div EDITABLE
    p =comments | Your comment
  div#ask =donation | Give";
    assert_eq!(sample(comment).hides(), ["ask"]);
}

#[test]
fn on_a_home_page_or_a_forum_only_overlays_and_sticky_bars_go() {
    for (address, purpose) in
        [("https://paper.example/", Purpose::Home), ("https://paper.example/forum/17", Purpose::Forum)]
    {
        let page = with(
            facts(address),
            "
body
  div
    h2 =related | One
    p =related | $prose
  div#flow =donation | Support us with a gift of five euros a month
  div#bar STICKY =newsletter | Our letter, every morning
  div#over role=dialog
    p =donation | Support us with a gift of five euros a month",
        );
        assert_eq!(page.plan(&Options::default()).purpose, purpose);
        assert_eq!(page.hides(), ["bar", "over"]);
        assert_eq!(page.keeps(), [("flow".to_owned(), "home-page")]);
    }
}

#[test]
fn a_page_of_teasers_is_a_section_page() {
    let teaser = "
  article
    h3
      a =related | A headline of a story
    p =article | $prose";
    let page = with(facts("https://paper.example/sport"), &format!("\nbody{}", teaser.repeat(9)));
    assert_eq!(page.plan(&Options::default()).purpose, Purpose::Home);
}

#[test]
fn plain_text_is_an_article_and_loses_its_nags_paragraph_by_paragraph() {
    let page =
        crate::text::page("One two three four five six.\n\nPlease give us money.\n\nSeven eight nine ten eleven.")
            .unwrap();
    let blocks = crate::block::Blocks::of(&page);
    let list = [Label::Article, Label::Donation, Label::Article]
        .map(|label| super::super::sample::labelled(label, 0.97))
        .to_vec();
    let plan = super::super::make(&page, &blocks, &crate::decode::Labels { list }, &Options::default());
    assert_eq!(plan.purpose, Purpose::Article);
    assert_eq!(plan.hide.iter().map(|hidden| hidden.node).collect::<Vec<_>>(), [3]);
}

#[test]
fn a_page_whose_own_headline_asks_is_for_that_whatever_its_address() {
    let body = |headline: &str| {
        format!(
            "body\n  main\n    {headline} | Make a donation\n    p =article | $prose*2\n    div#ask =donation | Ten pounds buy a pair of gloves\n    p =article | $prose"
        )
    };
    let purpose = |facts: Facts, headline: &str| {
        let plan = with(facts, &body(headline)).plan(&Options::default());
        (plan.purpose, plan.hide.len())
    };
    for url in ["", "https://charity.example/winter-appeal", "https://charity.example/p/12345"] {
        assert_eq!(purpose(facts(url), "h1 =donation"), (Purpose::Donate, 0), "{url}");
        assert_eq!(purpose(facts(url), "h1 =paywall").0, Purpose::Subscribe, "{url}");
        assert_eq!(purpose(facts(url), "h1 =newsletter").0, Purpose::Newsletter, "{url}");
        // Its own is article; what asks is a box's, a dialog's, or not shown.
        for other in ["h1 =article", "h2 =donation", "h1 FIXED =donation", "h1 HIDDEN =donation", "h1 =prompt"] {
            assert_eq!(purpose(facts(url), other).0, Purpose::Article, "{url} {other}");
        }
    }
    let says_article = Facts { types: "NewsArticle".into(), ..facts("https://charity.example/winter-appeal") };
    assert_eq!(purpose(says_article, "h1 =donation").0, Purpose::Article);
    let long = body("h1 =donation").replace("$prose*2", "$prose*24");
    assert_eq!(with(facts(""), &long).plan(&Options::default()).purpose, Purpose::Article);
}
