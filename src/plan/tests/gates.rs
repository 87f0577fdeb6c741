//! Rule 2: gates stay, promos go. Rule 6: scrolling and leftovers.

use super::super::sample::{sample, with};
use super::super::{Level, Options, Reason};
use super::facts;
use crate::label::Label;
use crate::page::Facts;

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
fn the_notice_behind_a_short_last_paragraph_that_fades_stays() {
    let page = sample(&PROMO.replace("    div#wall", "    div FADED\n      p =article | $prose\n    div#wall"));
    assert!(page.hides().is_empty());
    assert_eq!(page.keeps(), [("wall".to_owned(), "gate")]);
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
fn lines_further_down_that_are_hardly_article_do_not_speak_against_a_gate() {
    let page = |sure: &str| {
        let below = format!("\n  div\n    p =article ~{sure} | $prose\n    p =article ~{sure} | $prose*2");
        sample(&(PROMO.replace("Read all our articles", "Subscribe to continue reading") + &below))
    };
    assert_eq!(page("0.35").keeps(), [("wall".to_owned(), "gate")]);
    assert_eq!(page("0.9").hides(), ["wall"]);
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
    assert!(!page.plan(&Options::default()).release_scroll);
}

#[test]
fn scrolling_is_not_released_while_something_else_shuts_the_page_off() {
    let releases = |rest: &str| sample(&format!("{MODAL}\n{rest}")).plan(&Options::default()).release_scroll;
    assert!(!releases("  div FIXED COVERS =consent | We use cookies, accept them or subscribe"));
    assert!(!releases("  div role=dialog FIXED =consent | We use cookies, and the backdrop may be ours"));
    // Nobody can look into a frame.
    assert!(!releases("  div FIXED COVERS\n    iframe"));
    assert!(!releases("  div FIXED\n    iframe COVERS"));
    assert!(!releases("  iframe FIXED COVERS BACKDROP"));
    assert!(!releases("  div FIXED COVERS OPENED\n    img"));
    assert!(!releases("  div FIXED COVERS BACKDROP OPENED"));
    assert!(releases("  div FIXED OPENED\n    img"));
    assert!(releases("  div FIXED COVERS\n    img"));
    assert!(releases("  div FIXED COVERS HIDDEN OPENED\n    img"));
    assert!(releases("  div FIXED COVERS HIDDEN\n    iframe"));
    assert!(releases("  div FIXED COVERS\n    iframe HIDDEN"));
    assert!(releases("  div FIXED\n    iframe"));
    assert!(releases("  div FIXED COVERS HIDDEN =consent | We use cookies"));
}

#[test]
fn a_bar_that_calls_itself_a_dialog_does_not_hold_the_page() {
    let bar = "  div#cookies role=dialog FIXED =consent | We use cookies and so do our partners";
    let page = sample(&format!("{}\n{bar}", MODAL.replacen("  div#shade FIXED COVERS BACKDROP\n", "", 1)));
    assert_eq!(page.hides(), ["over"]);
    assert!(page.plan(&Options::default()).release_scroll);
}

#[test]
fn scrolling_is_not_released_when_the_text_may_be_cut_or_no_overlay_goes() {
    let releases = |page: &super::super::sample::Sample| page.plan(&Options::default()).release_scroll;
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

/// Longer than a tenth of the text before it, without an end.
const BROKEN_OFF: &str = "And then the boat came round the head, said the woman at the harbour who had seen all of it from her window, with nobody at the wheel and a lamp in the bow that burned as if someone were";

#[test]
fn a_box_over_a_whole_article_that_is_closed_to_continue_reading_is_a_nag() {
    let page = |asks: &str, kind: &str, control: &str, prose: &str| {
        sample(&format!(
            "
body
  div#text
    p =article | $prose*8
    p =article | {prose}
  div#over COVERS FIXED role=dialog
    p ={kind} | {asks}
    p ={kind}
      button | {control}"
        ))
    };
    for (asks, kind, control) in [
        ("Our letter, every morning in your inbox", "newsletter", "Continue reading"),
        ("Please support us with a gift of five euros", "donation", "Weiterlesen"),
        ("Subscribe for one euro a week", "paywall", "Continue reading"),
        ("Subscribe for one euro a week, for new subscribers only", "paywall", "Not now"),
        ("This story is for everyone. Please make a donation", "donation", "Give"),
    ] {
        assert_eq!(page(asks, kind, control, "$prose*4").hides(), ["over"], "{asks}");
    }
    // Where the text breaks off, or the box says so itself, it stays.
    for (asks, kind, control, prose) in [
        ("Sign up with your e-mail address", "newsletter", "Continue reading", BROKEN_OFF),
        ("Subscribe for one euro a week to continue reading", "paywall", "Subscribe", "$prose*4"),
        ("This story is for subscribers", "paywall", "Log in", "$prose*4"),
    ] {
        let page = page(asks, kind, control, prose);
        assert_eq!((page.hides(), page.keeps().len()), (Vec::<String>::new(), 1), "{asks}");
    }
}

#[test]
fn a_box_with_a_button_that_closes_it_keeps_nothing_from_its_reader_whatever_it_says() {
    let page = |button: &str, prose: &str, of: Facts| {
        with(
            of,
            &format!(
                "
body
  div#text
    p =article | $prose*8
    p =article | {prose}
  div#over COVERS FIXED role=dialog
    p =paywall | Subscribe for one euro a week to continue reading
    p =paywall | You have 2 free articles left this month
    p =paywall | Subscribe
    {button}"
            ),
        )
    };
    let plain = || facts("https://paper.example/a-b-c-d");
    for button in ["button =other | ×", "button =other | Close", "button aria_label=Schließen =other | ⨉"] {
        assert_eq!(page(button, "$prose*4", plain()).hides(), ["over"], "{button}");
        // Where more speaks for a cut it stays.
        assert_eq!(page(button, &format!("{BROKEN_OFF} …"), plain()).hides(), Vec::<String>::new());
        assert_eq!(page(button, "$prose*4", Facts { free: Some(false), ..plain() }).hides(), Vec::<String>::new());
    }
    // A few paragraphs may be all that there is of a cut article.
    let short = sample(
        "
body
  p =article | $prose
  p =article | $prose
  div#over COVERS FIXED role=dialog
    p =paywall | Subscribe for one euro a week to continue reading
    button =other | ×",
    );
    assert_eq!(short.hides(), Vec::<String>::new());
    // Called by a word of it alone, not to be seen, or none.
    for button in [
        "button =paywall | Subscribe now",
        "a.close =other | Back to the front page",
        "button =other aria_label=Abo-abschließen | Jetzt Abo abschließen",
        "button.faq__toggle.is-closed =other | What is in it?",
        "button =other | Cerrar sesión",
        "button HIDDEN | Close",
        "div HIDDEN\n      button | Close",
    ] {
        assert_eq!(page(button, "$prose*4", plain()).hides(), Vec::<String>::new(), "{button}");
    }
    // What can be closed is another box in the same place.
    let both = with(
        plain(),
        "
body
  div#text
    p =article | $prose*8
  div#portal FIXED COVERS
    div#toast FIXED
      p =other | Saved for later
      button =other | Close
    div#wall COVERS role=dialog
      p =paywall | Subscribe for one euro a week to continue reading
      p =paywall | Subscribe",
    );
    assert_eq!(both.hides(), Vec::<String>::new());
}

#[test]
fn what_says_so_again_and_again_takes_time_as_it_is_long() {
    let begin = std::time::Instant::now();
    let line = "    p =paywall | Subscribe to continue reading\n    p =other | $prose\n    button.next =other | Next page, as there are many\n";
    let page = sample(&format!("body\n  p =article | $prose*4\n  div FIXED COVERS\n{}", line.repeat(20_000)));
    assert!(page.keeps().len() < 40_000);
    assert!(begin.elapsed() < std::time::Duration::from_secs(20), "{:?}", begin.elapsed());
}

/// A newsletter's words in the article's own column, and behind them what is put in here, indented so.
fn newsletter_before(rest: &str) -> Vec<String> {
    sample(&format!(
        "body\n  main\n    p =article | $prose*4\n    p#words =newsletter | Get our letter each week\n{rest}\n    p =article | $prose*4"
    ))
    .hides()
}

#[test]
fn a_field_for_an_address_goes_with_the_words_in_front_of_it() {
    let both = ["words", "form"];
    assert_eq!(newsletter_before("    form#form\n      input type=email\n      input type=submit"), both);
    assert_eq!(newsletter_before("    form#form\n      input type=text name=mail\n      input type=checkbox"), both);
    assert_eq!(newsletter_before("    div#form\n      form\n        div\n          input type=email"), both);
}

#[test]
fn a_form_that_asks_for_more_than_an_address_stays() {
    for rest in [
        // Nothing is asked for, or not an address.
        "    form#form\n      input type=submit",
        "    form#form\n      input type=text",
        // What is no newsletter's.
        "    form#form\n      input type=email\n      input type=password",
        "    form#form\n      input type=email\n      textarea",
        "    form#form\n      input type=email\n      img",
        // It waits for something.
        "    form#form HIDDEN\n      input type=email",
        // The reader is at it.
        "    form#form\n      input TYPED type=email",
        "    form#form\n      input FOCUSED type=email",
        "    form#form OPENED\n      input type=email",
        // Something stands between them, or it stands elsewhere.
        "    p =article | $prose\n    form#form\n      input type=email",
        "    div\n      hr\n    form#form\n      input type=email",
        "    div\n      form#form\n        input type=email\n      p =article | $prose",
    ] {
        assert_eq!(newsletter_before(rest), ["words"], "{rest}");
    }
}

#[test]
fn no_shell_is_hidden_within_such_a_form() {
    let page = sample(&format!(
        "{MODAL}\n  main\n    p#words =newsletter | Get our letter each week\n    form#form\n      div#inner BACKDROP\n      input type=email\n    p =article | $prose*4"
    ));
    assert_eq!(page.hides(), ["shade", "over", "words", "form"]);
}
