//! Rule 4: the budget. Rule 5: what is in use.

use super::super::sample::sample;
use super::super::{Options, Why};
#[cfg(not(target_family = "wasm"))]
use super::facts;

#[test]
fn a_plan_that_would_hide_most_of_a_page_is_dropped_whole_and_said_so() {
    let page = sample(&format!("\nbody\n  p =article | $prose*4{}", "\n  p =donation ~0.99 | $prose*3".repeat(12)));
    let plan = page.plan(&Options::default());
    assert!(plan.over_budget && plan.hide.is_empty() && !plan.release_scroll);
    assert_eq!(plan.kept.len(), 12);
    assert!(plan.kept.iter().all(|kept| kept.why == Why::Budget));
}

#[test]
fn the_page_and_its_main_column_each_have_a_budget() {
    let nags = |indent: &str, count: usize| format!("\n{indent}p =donation ~0.999 | $prose*3").repeat(count);
    let article = |indent: &str| format!("\n{indent}p =article | $prose*4").repeat(4);
    // Beside the column: most of the page, nothing of the column.
    let beside = |count| format!("\nbody\n  div{}\n  aside{}", article("    "), nags("    ", count));
    assert!(!sample(&beside(6)).plan(&Options::default()).over_budget);
    assert!(sample(&beside(9)).plan(&Options::default()).over_budget);
    // In the column, on a page with much else on it: little of the page, most of the column.
    let related = "\n    p =related | $prose*9".repeat(9);
    let within = |count| format!("\nbody\n  div{}{}\n  ul{related}", article("    "), nags("    ", count));
    assert!(!sample(&within(5)).plan(&Options::default()).over_budget);
    assert!(sample(&within(7)).plan(&Options::default()).over_budget);
}

#[test]
fn a_caller_may_set_the_budget() {
    let related = "\n    p =related | $prose*9".repeat(9);
    let nags = "\n    p =donation ~0.998 | $prose*8".repeat(3);
    let page = sample(&format!(
        "\nbody\n  div\n    p =article | $prose*9\n    p =article | $prose*9\n    p =article | $prose*9{nags}\n  ul{related}"
    ));
    let over = |budget| page.plan(&Options { budget, ..Options::default() }).over_budget;
    assert_eq!([5, 60, 100].map(over), [true, false, false]);
    let most = sample("\nbody\n  p =article | $prose*9\n  p =donation ~0.998 | $prose*99");
    let over = |budget| most.plan(&Options { budget, ..Options::default() }).over_budget;
    assert_eq!([60, 100].map(over), [true, false]);
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
    // Nor are its parts taken one by one, where something in it keeps it from going whole.
    let with_link = dialog.replace("    input", "    div =nav | Forgot your password?\n    input");
    assert!(sample(&with_link).hides().is_empty());
}

#[cfg(not(target_family = "wasm"))]
#[test]
fn time_grows_with_the_page_and_not_with_its_square() {
    use crate::label::Label;
    use crate::page::{Flags, NO_NODE, PageBuilder};
    use crate::tag::Tag;
    // Chains of dialogs and backdrops as deep as may be, each with a nag and an empty shell: whoever climbs or counts twice is seen here.
    let time = |chains: usize| {
        let mut builder = PageBuilder::new(facts("https://paper.example/one-two-three-four"), false);
        let body = builder.element(NO_NODE, Tag::BODY, Flags::default(), []).unwrap();
        for _ in 0..chains {
            let mut parent = body;
            for depth in 0..500 {
                let flags = [Flags::MODAL, Flags::BACKDROP, Flags::FADED, Flags::TYPED][depth % 4];
                parent = builder.element(parent, [Tag::DIV, Tag::FORM, Tag::DIALOG][depth % 3], flags, []).unwrap();
                builder.text(parent, "Give").unwrap();
                builder.element(parent, Tag::DIV, Flags::BACKDROP, []).unwrap();
            }
        }
        let page = builder.finish();
        let blocks = crate::block::Blocks::of(&page);
        let list = (0..blocks.len())
            .map(|at| super::super::sample::labelled([Label::Paywall, Label::Consent][at % 2], 0.99))
            .collect();
        let labels = crate::decode::Labels { list };
        // The best of a few: what else the machine does only ever adds.
        let once = || {
            let start = std::time::Instant::now();
            super::super::make(&page, &blocks, &labels, &Options::default());
            start.elapsed().as_secs_f64()
        };
        (0..5).map(|_| once()).fold(f64::INFINITY, f64::min)
    };
    let (small, large) = (time(10).max(0.005), time(160));
    // 16 times the page; a square would be 256 times the time. Generous, since the machine may be busy.
    assert!(large < small * 120.0, "{small} s, then {large} s");
}

#[test]
fn a_field_to_search_by_does_not_go_with_the_newsletter_box_beside_it() {
    for field in ["input type=search", "input name=s", "input name=q"] {
        let page = sample(&format!(
            "
body
  div
    p =article | $prose*3
    p =article | $prose*3
  aside#side
    form#search
      label =other | Search for:
      {field}
    form#letter
      p =newsletter | Our letter, every morning in your inbox
      input type=email
      p =newsletter | Sign up"
        ));
        assert_eq!(page.hides(), ["letter"], "{field}");
    }
    let amounts = sample(
        "
body
  p =article | $prose*4
  div#ask
    p =donation | Support us with a gift of five euros a month
    label =donation | Four euros
    input type=radio name=s",
    );
    assert_eq!(amounts.hides(), ["ask"]);
}
