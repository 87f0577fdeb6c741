//! One promise a test, on tiny pages.

use super::sample::sample;

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
