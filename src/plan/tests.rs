//! One promise a test, on tiny pages.

use super::sample::{sample, with};
use super::{Level, Options, Purpose, Reason, Why};
use crate::label::{Kinds, Label};
use crate::page::Facts;

fn facts(url: &str) -> Facts {
    Facts { url: url.into(), ..Facts::default() }
}

// What is chosen.

#[test]
fn a_widget_goes_whole_with_its_fragments_and_the_article_stays() {
    let page = sample(
        "
body
  main
    h1 =article | A bridge
    div#text
      p =article | $prose
      p =article | $prose
      div#box
        h3 =donation | Support independent journalism
        form
          div =other | Full name
          div =donation | Give 5 euros a month so that we can go on reporting
          button | Send
      p =article | $prose",
    );
    assert_eq!(page.hides(), ["box"]);
    assert!(page.keeps().is_empty());
}

#[test]
fn the_highest_element_is_taken_but_never_the_body_or_main() {
    let page = sample(
        "
body
  main
    p =article | $prose*3
    div#outer
      div
        div =newsletter | Our letter, every morning, in your inbox",
    );
    assert_eq!(page.hides(), ["outer"]);
    let page = sample(
        "
body
  main
    div#one =newsletter | Our letter, every morning, in your inbox
  p =article | $prose*3",
    );
    assert_eq!(page.hides(), ["one"]);
}

#[test]
fn something_of_its_own_beside_a_nag_is_not_swallowed() {
    let page = sample(
        "
body
  p =article | $prose*4
  div#side
    div#letter =newsletter | Our letter, every morning at six, in your inbox before the coffee is ready, free of charge
    div =related | The harbour opens a week earlier than planned, says the mayor of the town",
    );
    assert_eq!(page.hides(), ["letter"]);
}

#[test]
fn a_widget_that_is_not_mostly_nag_loses_only_its_nags() {
    let page = sample(
        "
body
  p =article | $prose*4
  div#side
    div#ask =donation | Please give
    div =other | Opening hours from nine to five
    div =other | Letters to the desk are welcome",
    );
    assert_eq!(page.hides(), ["ask"]);
}

#[test]
fn a_column_of_short_links_around_a_nag_is_not_part_of_it() {
    let page = sample(
        "
body
  p =article | $prose*4
  div
    div#letter =newsletter | Our letter, every morning at six, in your inbox before the coffee is ready, free of charge
    div =footer | About us
    div =footer | Contact
    div =footer | Imprint",
    );
    assert_eq!(page.hides(), ["letter"]);
}

#[test]
fn kinds_that_are_off_stay_and_kinds_that_are_on_go() {
    let page = sample(
        "
body
  p =article | $prose*4
  div#gift =donation | Support us with a gift of five euros a month, so that we can go on reporting from here
  div#letter =newsletter | Our letter, every morning at six, in your inbox before the coffee is ready
  div#more =related | The harbour opens a week earlier than planned, says the mayor of the town",
    );
    let hides = |kinds: Kinds| -> Vec<String> {
        let options = Options { kinds, ..Options::default() };
        page.plan(&options).hide.iter().map(|hidden| page.name(hidden.node)).collect()
    };
    assert_eq!(hides(Kinds::CALM), ["gift", "letter"]);
    assert_eq!(hides(Kinds::NONE.with(Label::Donation)), ["gift"]);
    assert_eq!(hides(Kinds::FOCUS), ["gift", "letter", "more"]);
    assert!(hides(Kinds::NONE).is_empty());
}

#[test]
fn a_nag_that_is_not_sure_stays_and_is_named() {
    let page = sample(
        "
body
  p =article | $prose*4
  div#maybe =donation ~0.2 | Support us",
    );
    assert!(page.hides().is_empty());
    assert_eq!(page.keeps(), [("maybe".to_owned(), "unsure")]);
}

#[test]
fn which_of_the_nags_it_is_does_not_matter_for_hiding_it() {
    let mut page = sample(
        "
body
  p =article | $prose*4
  div#wall =paywall ~0.4 | Subscribe or give",
    );
    let wall = page.labels.list.last_mut().unwrap();
    wall.probabilities[Label::Donation as usize] = 0.35;
    assert_eq!(page.hides(), ["wall"]);
}

#[test]
fn a_frame_that_nags_goes_and_a_player_stays() {
    let page = sample(
        "
body
  p =article | $prose*4
  div#wrap
    iframe =donation title=Donate
  div
    p#ask =donation | Support independent journalism with a gift
    iframe =other title=Player",
    );
    assert_eq!(page.hides(), ["wrap", "ask"]);
}

#[test]
fn label_confidence_and_reasons_come_from_the_text() {
    let mut page = sample(
        "
body
  p =article | $prose*4
  div#box role=dialog
    p =newsletter ~0.6 | Mail
    p =donation ~0.9 | Support us with a gift of five euros a month, so that we can go on reporting from here",
    );
    page.labels.list[2].reasons = [Some(Reason::AsksMoney), Some(Reason::Amounts), None, None];
    let plan = page.plan(&Options::default());
    let [hidden] = plan.hide.as_slice() else { panic!("{plan:?}") };
    assert_eq!(hidden.label, Label::Donation);
    assert!(hidden.confidence > 0.85 && hidden.confidence < 0.93, "{}", hidden.confidence);
    assert_eq!(hidden.reasons, [Reason::AsksMoney, Reason::Amounts, Reason::Overlay]);
}

// Rule 1: article text.

#[test]
fn a_nag_inside_article_text_is_cut_out_and_the_rest_stays() {
    let page = sample(
        "
body
  div
    p =article | $prose
    p#one =donation | Support us with a gift of five euros a month
    p =article | $prose
    p#two =donation | Give now
    p =article | $prose",
    );
    assert_eq!(page.hides(), ["one", "two"]);
}

#[test]
fn an_element_that_holds_article_text_stays_and_is_named() {
    let page = sample(
        "
body
  p =article | $prose*4
  div#mixed =donation | Support us with a gift of five euros a month
    p =article | $prose",
    );
    assert!(page.hides().is_empty());
    assert_eq!(page.keeps(), [("mixed".to_owned(), "holds-article")]);
}

#[test]
fn a_long_text_that_may_be_article_stays_however_nag_like_it_is() {
    let page = sample(
        "
body
  p =article | $prose*4
  p#doubt =donation ~0.9 article:0.08 | $prose
  p#sure =donation ~0.98 article:0.001 | $prose",
    );
    assert_eq!(page.hides(), ["sure"]);
    assert_eq!(page.keeps(), [("doubt".to_owned(), "unsure")]);
}

#[test]
fn a_word_in_a_box_of_nags_goes_with_it_and_anywhere_else_it_stays() {
    let list = "
body
  p =article | $prose*4
  ul#tiers
    li =donation | Give five euros a month
    li =donation | Give ten euros a month
    li =article | Once";
    assert_eq!(sample(list).hides(), ["tiers"]);
    let text = "Once in a while the ferry";
    assert!(!sample(&list.replace("Once", text)).hides().contains(&"tiers".to_owned()), "{text}");
    assert!(!sample(&list.replace("li =article", "h3 =article")).hides().contains(&"tiers".to_owned()));
    let one =
        list.replace("    li#b =donation | Give ten euros a month\n", "").replace("Give five euros a month", "Give");
    assert!(!sample(&one.replace("Give ten euros a month", "Give")).hides().contains(&"tiers".to_owned()));
}

#[test]
fn a_doubtful_paragraph_goes_with_a_box_of_sure_ones() {
    let page = |middle: &str| {
        sample(&format!(
            "
body
  p =article | $prose*4
  aside#box
    h3 =donation | Support independent journalism
    p#middle {middle} | $prose*2
    p =donation | Give five euros a month"
        ))
    };
    assert_eq!(page("=donation ~0.9 article:0.06").hides(), ["box"]);
    assert!(!page("=donation ~0.8 article:0.2").hides().contains(&"box".to_owned()));
    assert!(!page("=article").hides().contains(&"box".to_owned()));
}

#[test]
fn a_heading_right_before_article_text_stays() {
    let page = sample(
        "
body
  div
    p =article | $prose*2
    h2#cross =donation | What the river gives
    p =article | $prose*2
    h2#ask =donation | Support independent journalism
    p#more =donation | Give five euros a month",
    );
    assert_eq!(page.hides(), ["ask", "more"]);
    assert_eq!(page.keeps(), [("cross".to_owned(), "unsure")]);
}

#[test]
fn an_article_element_and_its_pictures_are_not_hidden_with_a_nag() {
    let page = sample(
        "
body
  p =article | $prose*4
  article
    p#one =donation | Support us with a gift of five euros a month
  div
    figure
      img
    p#two =donation | Support us with a gift of five euros a month",
    );
    assert_eq!(page.hides(), ["one", "two"]);
}

// Rule 2: gates.

const PROMO: &str = "
body
  div
    p =article | $prose*4
    p =article | $prose*4
    p =article | $prose*4
    div#wall
      p =paywall | Read all our articles
      p =paywall | Subscribe now for 1 euro a month";

#[test]
fn an_offer_behind_a_whole_article_goes() {
    let page = sample(PROMO);
    assert_eq!(page.hides(), ["wall"]);
    assert!(page.keeps().is_empty());
}

#[test]
fn the_notice_of_an_article_that_is_not_free_stays() {
    let page = with(Facts { free: Some(false), ..facts("https://paper.example/a-b-c-d") }, PROMO);
    assert!(page.hides().is_empty());
    assert_eq!(page.keeps(), [("wall".to_owned(), "gate")]);
}

#[test]
fn an_article_that_is_not_free_but_there_in_full_has_no_gate_behind_it() {
    let facts = Facts { free: Some(false), gated: vec![".premium".into()], ..facts("https://paper.example/a-b-c-d") };
    let page = with(facts.clone(), &PROMO.replace("  div\n    p", "  div.premium\n    p"));
    assert_eq!(page.hides(), ["wall"]);
    let elsewhere = with(Facts { gated: vec![".elsewhere".into()], ..facts }, PROMO);
    assert!(elsewhere.hides().is_empty());
}

#[test]
fn the_notice_where_the_text_fades_stays() {
    for faded in ["  div FADED\n    p", "  div\n    p FADED"] {
        let page = sample(&PROMO.replacen("  div\n    p", faded, 1).replacen(
            "    div#wall",
            "    div FADED\n    div#wall",
            1,
        ));
        assert!(page.hides().is_empty(), "{faded}");
        assert_eq!(page.keeps(), [("wall".to_owned(), "gate")]);
    }
}

#[test]
fn the_notice_that_says_one_reads_on_behind_it_stays() {
    for words in
        ["Subscribe to continue reading", "Jetzt weiterlesen", "Réservé aux abonnés", "Para seguir leyendo, suscríbete"]
    {
        let page = sample(&PROMO.replace("Read all our articles", words));
        assert_eq!(page.keeps(), [("wall".to_owned(), "gate")], "{words}");
    }
}

#[test]
fn the_notice_behind_a_text_that_trails_off_stays() {
    let page = sample(
        "
body
  div
    p =article | $prose
    p =article | The council met on Tuesday evening and agreed, after three hours …
    div#wall =paywall | Subscribe now for 1 euro a month",
    );
    assert_eq!(page.keeps(), [("wall".to_owned(), "gate")]);
}

#[test]
fn an_offer_in_the_middle_of_the_text_is_no_gate_whatever_it_says() {
    let page = with(
        Facts { free: Some(false), ..facts("https://paper.example/a-b-c-d") },
        "
body
  div
    p =article | $prose*4
    div#wall =paywall | Subscribe to continue reading
    p =article | $prose*4
    p =article | $prose*4",
    );
    assert_eq!(page.hides(), ["wall"]);
}

#[test]
fn a_wall_over_the_page_stays_and_a_promo_over_the_page_goes() {
    let wall = |words: &str| {
        sample(&format!(
            "
body
  div
    p =article | $prose*4
    p =article | $prose*4
  div#wall FIXED COVERS
    p =paywall | {words}
    p =paywall | Subscribe now for 1 euro a month"
        ))
    };
    assert_eq!(wall("Subscribe to continue reading").keeps(), [("wall".to_owned(), "gate")]);
    assert_eq!(wall("Our spring offer").hides(), ["wall"]);
}

#[test]
fn a_gate_that_lies_flat_in_the_text_stays_whole() {
    let page = sample(
        "
body
  div#text
    p =article | $prose*4
    p#a =paywall | Subscribe to continue reading
    p#b =paywall | 1 euro a month
    p =other | or
    p#c =paywall | Already a subscriber? Log in
  footer =footer | About us",
    );
    assert!(page.hides().is_empty());
    let gate = ["a", "b", "6", "c"].map(|_| "gate");
    assert_eq!(page.keeps().iter().map(|(_, why)| *why).collect::<Vec<_>>(), gate);
}

#[test]
fn a_newsletter_box_beside_a_gate_is_not_part_of_it() {
    let page = sample(
        "
body
  div
    p =article | $prose*4
    div#wall =paywall | Subscribe to continue reading
  div#letter =newsletter | Our letter, every morning",
    );
    assert_eq!(page.hides(), ["letter"]);
    assert_eq!(page.keeps(), [("wall".to_owned(), "gate")]);
}

#[test]
fn focus_keeps_the_gate_too() {
    let page = sample(&PROMO.replace("Read all our articles", "Subscribe to continue reading"));
    assert!(page.plan(&Options::level(Level::Focus)).hide.is_empty());
}

// Rule 3: purposes.

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
fn on_a_home_page_only_overlays_and_sticky_bars_go() {
    let page = with(
        facts("https://paper.example/"),
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
    assert_eq!(page.plan(&Options::default()).purpose, Purpose::Home);
    assert_eq!(page.hides(), ["bar", "over"]);
    assert_eq!(page.keeps(), [("flow".to_owned(), "home-page")]);
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
    let list =
        [Label::Article, Label::Donation, Label::Article].map(|label| super::sample::labelled(label, 0.97)).to_vec();
    let plan = super::make(&page, &blocks, &crate::decode::Labels { list }, &Options::default());
    assert_eq!(plan.purpose, Purpose::Article);
    assert_eq!(plan.hide.iter().map(|hidden| hidden.node).collect::<Vec<_>>(), [3]);
}

// Rule 4: the budget.

#[test]
fn a_plan_that_would_hide_most_of_a_page_is_dropped_whole_and_said_so() {
    let page = sample(&format!("\nbody\n  p =article | $prose*4{}", "\n  p =donation ~0.99 | $prose*3".repeat(12)));
    let plan = page.plan(&Options::default());
    assert!(plan.over_budget && plan.hide.is_empty() && !plan.release_scroll);
    assert_eq!(plan.kept.len(), 12);
    assert!(plan.kept.iter().all(|kept| kept.why == Why::Budget));
}

#[test]
fn one_long_appeal_on_a_short_page_and_overlays_are_within_the_budget() {
    let page = sample(
        "
body
  p =article | $prose*5
  div#appeal =donation ~0.998 | $prose*10
  div#over role=dialog =newsletter ~0.998 | $prose*20",
    );
    assert_eq!(page.hides(), ["appeal", "over"]);
}

#[test]
fn a_page_is_never_left_blank() {
    let page = sample("\nbody\n  div =donation | Support us\n  div =paywall | Subscribe");
    let plan = page.plan(&Options { guard: false, ..Options::default() });
    assert!(plan.over_budget && plan.hide.is_empty());
    let wall = sample("\nbody\n  div FIXED COVERS =prompt | Are you over 18 years old?");
    assert!(wall.plan(&Options { guard: false, ..Options::default() }).over_budget);
}

// Rule 5: in use.

#[test]
fn what_the_reader_is_using_stays() {
    let body = "
body
  p =article | $prose*4
  div#box
    p =newsletter | Our letter, every morning at six, in your inbox
    form
      input HERE type=email
      button =newsletter | Sign up";
    for flag in ["FOCUSED", "TYPED", "OPENED", "EDITABLE"] {
        let page = sample(&body.replace("HERE", flag));
        assert!(page.hides().is_empty(), "{flag}");
        assert_eq!(page.keeps(), [("box".to_owned(), "in-use")], "{flag}");
    }
    assert_eq!(sample(&body.replace("HERE ", "")).hides(), ["box"]);
    assert_eq!(sample(&body.replace("HERE ", "").replacen("body", "body FOCUSED", 1)).hides(), ["box"]);
}

#[test]
fn nothing_is_hidden_inside_what_the_reader_opened_or_a_form_with_typed_text() {
    for (outer, field) in [("div OPENED", "input"), ("form", "input TYPED")] {
        let page = sample(&format!(
            "
body
  p =article | $prose*4
  {outer}
    p =related | The harbour opens a week earlier than planned, says the mayor of the town
    div#ask =donation | Give five euros
    {field}"
        ));
        assert_eq!(page.keeps(), [("ask".to_owned(), "in-use")]);
    }
}

#[test]
fn a_playing_video_stays_when_what_is_around_it_goes() {
    let page = sample(
        "
body
  p =article | $prose*4
  div
    video PLAYING
    p#ask =donation | Support us with a gift of five euros a month",
    );
    assert_eq!(page.hides(), ["ask"]);
}

#[test]
fn a_log_in_dialog_that_waits_for_a_click_is_left_alone() {
    let dialog = "
body
  p =article | $prose*4
  div#dialog HIDDEN role=dialog
    p =prompt | Log in to your account
    input type=password";
    assert!(sample(dialog).hides().is_empty());
    assert_eq!(sample(&dialog.replace("HIDDEN", "")).hides(), ["dialog"]);
}

// Rule 6: scrolling and leftovers.

const MODAL: &str = "
body LOCKED
  div
    p =article | $prose*2
    p =article | $prose*3
  div#shade FIXED COVERS BACKDROP
  div#over FIXED MODAL
    p =newsletter | Our letter, every morning at six, in your inbox
    button =other | ×";

#[test]
fn an_overlay_goes_with_its_backdrop_and_gives_scrolling_back() {
    let page = sample(MODAL);
    assert_eq!(page.hides(), ["shade", "over"]);
    let plan = page.plan(&Options::default());
    assert_eq!(plan.hide[0].reasons, [Reason::Leftover]);
    assert_eq!(plan.hide[0].label, Label::Newsletter);
    assert!(plan.release_scroll);
}

#[test]
fn a_backdrop_stays_while_another_dialog_is_open() {
    let page = sample(&format!("{MODAL}\n  div#cookies FIXED MODAL =consent | We use cookies and so do our partners"));
    assert_eq!(page.hides(), ["over"]);
    assert_eq!(page.keeps(), [("cookies".to_owned(), "switched-off")]);
}

#[test]
fn scrolling_is_not_released_when_the_text_may_be_cut_or_no_overlay_goes() {
    let releases = |page: &super::sample::Sample| page.plan(&Options::default()).release_scroll;
    assert!(!releases(&with(Facts { free: Some(false), ..facts("https://paper.example/a-b-c-d") }, MODAL)));
    assert!(!releases(&sample(&MODAL.replacen("    p", "    p FADED", 2))));
    assert!(!releases(&sample(&MODAL.replacen("$prose*3", "$prose And then …", 1))));
    assert!(!releases(&sample(&MODAL.replacen("div#over", "div#over HIDDEN", 1))));
    assert!(!releases(&sample(PROMO)));
    let gate = "\n    div =paywall | Subscribe to continue reading";
    assert!(!releases(&sample(&MODAL.replacen("\n  div#shade", &format!("{gate}\n  div#shade"), 1))));
}

#[test]
fn a_dialog_that_stays_is_not_nibbled_at() {
    let page = sample(
        "
body
  p =article | $prose*4
  div role=dialog
    p =consent | We use cookies and so do our partners, all four hundred of them
    p =newsletter | Our letter",
    );
    assert!(page.hides().is_empty());
}

#[test]
fn a_page_fixed_as_a_whole_is_no_overlay() {
    let page = sample(
        "
body
  div FIXED
    p =article | $prose*4
    div#ask =donation | Support us with a gift of five euros a month",
    );
    let plan = page.plan(&Options::default());
    assert_eq!(page.hides(), ["ask"]);
    assert!(!plan.release_scroll);
    assert!(!plan.hide[0].reasons.contains(&Reason::Overlay));
}
