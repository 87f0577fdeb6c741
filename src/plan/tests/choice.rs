//! What is chosen, and rule 1: article text.

use super::super::sample::sample;
use super::super::{Level, Options, Reason, Thresholds, make_by};
use crate::label::{Kinds, Label};

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
fn a_menu_that_opens_at_a_click_does_not_go_with_its_one_nag_and_messages_that_are_not_shown_go_with_their_form() {
    let page = sample(
        "
body
  p =article | $prose*4
  div#drawer HIDDEN
    div#letter =newsletter | Our letter, every morning at six, in your inbox before the coffee is ready, free of charge
    div =nav | Coast
    div =nav | Valley
    div =nav | Letters
    div =nav | Archive
  form#form
    div =newsletter | Our letter, every morning at six, in your inbox
    div HIDDEN =other | Thank you! We have sent you a message: press the button in it, and the letter will come to you from tomorrow on.
    div HIDDEN =other | This is no address. Write it again, please, and see to it that there is an @ in it and a dot behind that.",
    );
    assert_eq!(page.hides(), ["letter", "form"]);
}

#[test]
fn a_later_step_of_a_dialog_that_is_shown_goes_with_it() {
    let page = sample(
        "
body
  p =article | $prose*4
  div#dialog FIXED COVERS
    h2 =newsletter | Our letter, every morning
    p =newsletter | At six, in your inbox, before the coffee is ready
    div HIDDEN
      p =social | Share it with a friend",
    );
    assert_eq!(page.hides(), ["dialog"]);
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
fn an_entry_of_the_pages_own_menu_must_be_surer() {
    let page = |sure: &str| {
        sample(&format!(
            "
body
  header
    div#line =newsletter ~{sure} | Saturday E-edition Newsletters Sign in
  article
    p =article | $prose*4
    header#box
      div =newsletter ~{sure} | Our letter, every morning"
        ))
    };
    assert_eq!(page("0.7").hides(), ["box"]);
    assert_eq!(page("0.97").hides(), ["line", "box"]);
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
    assert!(!page("=donation ~0.75 article:0.2").hides().contains(&"box".to_owned()));
    assert!(!page("=article").hides().contains(&"box".to_owned()));
}

#[test]
fn an_unsure_title_goes_with_its_box_if_it_stands_first() {
    let page = |title: &str, last: &str| {
        sample(&format!(
            "
body
  p =article | $prose*4
  section#box
    {title}
    p =paywall | Become a subscriber and read us wherever there is a bridge, for half the price until Sunday
    p =paywall | Subscribe for three pounds a month
    {last}"
        ))
    };
    let nag = "p =paywall | Already a subscriber? Sign in";
    assert_eq!(page("h3 =article ~0.57 | Half price until Sunday", nag).hides(), ["box"]);
    assert!(!page("h3 =article ~0.95 | Half price until Sunday", nag).hides().contains(&"box".to_owned()));
    assert!(!page(nag, "h3 =article ~0.57 | Half price until Sunday").hides().contains(&"box".to_owned()));
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
fn a_heading_before_a_list_of_other_stories_is_the_lists_if_it_is_hardly_a_nag() {
    let page = |sure: &str| {
        sample(&format!(
            "
body
  article
    p =article | $prose*4
  section#list
    h2#head =paywall ~{sure} | More from our subscribers
    ul
      li =related | The harbour opens a week earlier than planned, says the mayor
      li =related | Who wants the mill?"
        ))
    };
    assert!(page("0.7").hides().is_empty());
    assert_eq!(page("0.95").hides(), ["head"]);
    let focus = page("0.7").plan(&Options::level(Level::Focus));
    assert_eq!(focus.hide.iter().map(|hidden| page("0.7").name(hidden.node)).collect::<Vec<_>>(), ["list"]);
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

#[test]
fn a_long_paragraph_between_two_sure_nags_of_its_box_goes_with_them() {
    let appeal = "
div
  article
    p =article | $prose*9
    div#fund
      p =donation | This paper runs on coffee and second-hand paper.
      p =donation ~0.86 article:0.12 | If one of these reports has saved you an afternoon, please send something towards the next one. $prose*2
      p =donation | Leave a tip or become a patron.
    p =article | $prose*9";
    assert_eq!(sample(appeal).hides(), ["fund"]);
    // Less sure, or at the edge, it is a sentence of the article until the contrary is known.
    assert!(!sample(&appeal.replace("~0.86", "~0.7")).hides().contains(&"fund".to_owned()));
    assert!(
        !sample(&appeal.replace("      p =donation | This paper runs on coffee and second-hand paper.\n", ""))
            .hides()
            .contains(&"fund".to_owned())
    );
}

#[test]
fn amounts_taken_for_article_go_with_their_box_for_either_model() {
    let page = sample(
        "
div
  article
    p =article | $prose*9
    div#fund
      p =donation | $prose
      p =donation | $prose
      ul
        li =article ~0.64 | 25 monthly
      p =donation | Support the paper
    p =article | $prose*9",
    );
    for thresholds in [Thresholds::SMALL, Thresholds::LARGE] {
        let plan = make_by(&page.page, &page.blocks, &page.labels, &Options::default(), thresholds);
        assert_eq!(plan.hide.iter().map(|hidden| page.name(hidden.node)).collect::<Vec<_>>(), ["fund"]);
    }
}
