//! What becomes of an HTML file: nodes, paths, flags and facts, on well-formed pages and on what the web really holds.
#![cfg(feature = "html")]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

use std::time::{Duration, Instant};

use unnag::{Analysis, Attr, Facts, Flags, HtmlPage, Options, Page, Tag, analyze, clean_html, page_from_html};

fn page(html: &str) -> HtmlPage {
    page_from_html(html, "").unwrap()
}

fn facts(html: &str) -> Facts {
    page(html).page().facts().clone()
}

/// The texts of the blocks with their paths.
fn blocks(html: &str) -> Vec<(Vec<u32>, String)> {
    let page = page(html);
    let blocks = analyze(page.page(), &Options::default()).blocks;
    blocks.iter().enumerate().map(|(number, block)| (page.path(block.node), blocks.text(number).to_owned())).collect()
}

fn block(path: &[u32], text: &str) -> (Vec<u32>, String) {
    (path.to_vec(), text.to_owned())
}

fn find(page: &Page, tag: Tag) -> u32 {
    (0..page.len() as u32).find(|node| page.tag(*node) == tag).expect("the element is there")
}

fn flags(html: &str, tag: Tag) -> Flags {
    let page = page(html);
    page.page().flags(find(page.page(), tag))
}

#[test]
fn paths_count_all_element_children_and_nothing_else() {
    let html = "<!DOCTYPE html><html><head><title>t</title></head><body>one<!-- x --><script>s</script><style></style>
        <p>two</p><template><p>no</p></template><link><p>three</p></body></html>";
    assert_eq!(blocks(html), [block(&[1], "one"), block(&[1, 2], "two"), block(&[1, 5], "three")]);
}

#[test]
fn the_root_has_an_empty_path_and_a_text_the_path_of_its_element() {
    let page = page("<p>x</p>");
    assert!(page.path(0).is_empty());
    let text = find(page.page(), Tag::TEXT);
    assert_eq!(page.path(text), [1, 0]);
    assert!(page.path(9999).is_empty());
}

#[test]
fn a_picture_in_a_noscript_of_the_head_does_not_end_the_head() {
    let html = "<head><noscript><img src=x></noscript><meta name=a><title>t</title></head><body><p>x</p>";
    assert_eq!(blocks(html), [block(&[1, 0], "x")]);
    assert_eq!(facts(html).title, "t");
}

#[test]
fn what_no_browser_shows_makes_no_block() {
    let html =
        "<p>a</p><noscript><p>b</p></noscript><svg><title>c</title><text>d</text></svg><video>e</video><audio>f</audio>
        <canvas>g</canvas><iframe>h</iframe><template><p>i</p></template><noframes>j</noframes><math><mi>k</mi></math>
        <textarea>l</textarea><p>m</p>";
    let texts: Vec<String> = blocks(html).into_iter().map(|(_, text)| text).filter(|text| !text.is_empty()).collect();
    assert_eq!(texts, ["a", "m"]);
}

#[test]
fn white_space_between_inline_elements_parts_words_and_between_blocks_makes_no_node() {
    assert_eq!(blocks("<p><b>one</b> <i>two</i>\n<a>three</a></p>"), [block(&[1, 0], "one two three")]);
    assert_eq!(blocks("<p><span>one</span><span> </span><span>two</span></p>"), [block(&[1, 0], "one two")]);
    assert_eq!(blocks("<p>wo<b>rd</b></p>"), [block(&[1, 0], "word")]);
    assert_eq!(blocks("<p><a href=a>one</a><a href=b>two</a></p>"), [block(&[1, 0], "one two")]);
    let page = page("<body> <div> <p> a </p> <p> b </p> </div> </body>");
    let texts = (0..page.page().len() as u32).filter(|node| page.page().tag(*node) == Tag::TEXT).count();
    assert_eq!(texts, 2);
}

#[test]
fn unclosed_and_misplaced_tags_are_repaired_as_browsers_do() {
    assert_eq!(blocks("<p>a<p>b<div>c"), [block(&[1, 0], "a"), block(&[1, 1], "b"), block(&[1, 2], "c")]);
    // What stands in a table outside its cells is moved before it.
    assert_eq!(blocks("<table>a<tr><td>b</table>"), [block(&[1], "a"), block(&[1, 0, 0, 0, 0], "b")]);
    assert_eq!(blocks("<b><p>a</b>b</p>"), [block(&[1, 1], "ab")]);
    assert_eq!(blocks("<ul><li>a<li>b</ul>"), [block(&[1, 0, 0], "a"), block(&[1, 0, 1], "b")]);
    assert_eq!(blocks("a</div></p><p>x"), [block(&[1], "a"), block(&[1, 1], "x")]);
}

#[test]
fn what_a_drawing_has_in_cdata_is_text_and_stays_in_it() {
    assert_eq!(blocks("<svg><![CDATA[<p>a</p>]]></svg><p>b</p>"), [block(&[1, 1], "b")]);
    // Outside of drawings it is a comment.
    assert_eq!(blocks("<p><![CDATA[a<b>b]]>"), [block(&[1, 0], "b]]>")]);
}

#[test]
fn odd_documents_are_pages_all_the_same() {
    assert_eq!(blocks(""), []);
    assert_eq!(blocks("\0"), []);
    assert_eq!(blocks("a\0b"), [block(&[1], "ab")]);
    assert_eq!(blocks("<p>a\0b</p>"), [block(&[1, 0], "ab")]);
    assert_eq!(blocks("<frameset><frame src=a></frameset>"), []);
    assert_eq!(blocks("<"), [block(&[1], "<")]);
    assert_eq!(blocks("<!--"), []);
    assert_eq!(blocks("<p"), []);
    assert_eq!(blocks("\u{feff}<p>x"), [block(&[1, 0], "x")]);
    assert_eq!(blocks("<p>\u{1f}a\u{1e}b</p>").len(), 1);
    assert_eq!(blocks("<plaintext><p>x"), [block(&[1, 0], "<p>x")]);
    assert_eq!(blocks("<x-widget>x</x-widget>"), [block(&[1, 0], "x")]);
}

#[test]
fn nesting_without_end_is_refused_soon() {
    let start = Instant::now();
    for tag in ["<div>", "<b>", "<p><a href=x>", "<table><tr><td>", "<template>", "<svg><g>", "<x-y>"] {
        let error = page_from_html(&tag.repeat(100_000), "").map(|page| page.page().len());
        // Paragraphs close each other and links too: that page is flat, not deep.
        if tag == "<p><a href=x>" {
            assert!(error.is_ok());
            continue;
        }
        // Nesting in a drawing is left out with it, but the parser still has to stop at some depth.
        let error = error.expect_err(tag);
        assert!(error.is_too_large() && error.to_string().contains("1024"), "{tag}: {error}");
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn formatting_that_is_copied_into_each_paragraph_is_refused_soon() {
    use std::fmt::Write as _;
    let mut html = String::from("<p>");
    for number in 0..900 {
        write!(html, "<font size={number}>").unwrap();
    }
    html.push_str(&"</p><p>x".repeat(100_000));
    let start = Instant::now();
    let error = page_from_html(&html, "").map(|page| page.page().len()).expect_err("too many nodes");
    assert!(error.is_too_large());
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn attributes_without_end_are_refused_soon() {
    let attributes: Vec<String> = (0..200_000).map(|number| format!("a{number}")).collect();
    let attributes = attributes.join(" ");
    let start = Instant::now();
    let error = page_from_html(&format!("<p {attributes}>x"), "").map(|page| page.page().len()).expect_err("too many");
    assert!(error.is_too_large() && error.to_string().contains("attributes"), "{error}");
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn a_page_just_below_the_depth_cap_is_taken() {
    let deep = 1000;
    let html = format!("{}x", "<div>".repeat(deep));
    let blocks = blocks(&html);
    assert_eq!(blocks.len(), 1);
    assert_eq!(blocks[0].0.len(), deep + 1);
}

#[test]
fn an_input_of_more_than_64_mib_is_refused() {
    let error = page_from_html(&" ".repeat((64 << 20) + 1), "").map(|page| page.page().len()).expect_err("too large");
    assert!(error.is_too_large(), "{error}");
}

#[test]
fn a_megabyte_of_attribute_is_cut() {
    let html = format!(
        "<p class='{}' id=\"{}\" style='color:red;{}' title=''>x</p>",
        "é".repeat(500_000),
        "i",
        " ".repeat(900)
    );
    let page = page(&html);
    let node = find(page.page(), Tag::P);
    assert_eq!(page.page().attribute(node, Attr::Class).chars().count(), 300);
    assert_eq!(page.page().attribute(node, Attr::Id), "i");
    assert_eq!(page.page().attribute(node, Attr::Style), "color:red;");
    assert!(!page.page().attributes(node).any(|(attr, _)| attr == Attr::Title));
}

#[test]
fn attributes_are_told_where_they_mean_something() {
    let html = "<a href=/x title=t rel=nofollow>x</a><form action=/go autocomplete=off><input type=email name=mail placeholder=Mail value=v>
        <input type=submit value=Go><button formaction=/other value=b>y</button></form><img alt=Alt title=Title src=/pic>
        <iframe src=/frame title=Frame name=f></iframe><x-y data-a='1' data-long='0123456789012345678901234567890123456789x' data-gold=meta
        itemprop=i role=note aria-label=l></x-y>";
    let page = page(html);
    let list = |tag: Tag| -> Vec<(Attr, String)> {
        page.page().attributes(find(page.page(), tag)).map(|(attr, value)| (attr, value.to_owned())).collect()
    };
    let pairs = |pairs: &[(Attr, &str)]| -> Vec<(Attr, String)> {
        pairs.iter().map(|(attr, value)| (*attr, (*value).to_owned())).collect()
    };
    assert_eq!(list(Tag::A), pairs(&[(Attr::Href, "/x"), (Attr::Title, "t"), (Attr::Rel, "nofollow")]));
    assert_eq!(list(Tag::FORM), pairs(&[(Attr::Action, "/go"), (Attr::Autocomplete, "off")]));
    assert_eq!(list(Tag::INPUT), pairs(&[(Attr::Type, "email"), (Attr::Name, "mail"), (Attr::Placeholder, "Mail")]));
    assert_eq!(list(Tag::BUTTON), pairs(&[(Attr::Action, "/other"), (Attr::Value, "b")]));
    assert_eq!(list(Tag::IMG), pairs(&[(Attr::Title, "Alt")]));
    assert_eq!(list(Tag::IFRAME), pairs(&[(Attr::Src, "/frame"), (Attr::Title, "Frame"), (Attr::Name, "f")]));
    assert_eq!(
        list(Tag::UNKNOWN),
        pairs(&[
            (Attr::TagName, "x-y"),
            (Attr::Data, "a=1 long"),
            (Attr::Itemprop, "i"),
            (Attr::Role, "note"),
            (Attr::AriaLabel, "l")
        ])
    );
}

#[test]
fn attributes_say_how_an_element_is_shown() {
    for hidden in [
        "<p hidden>x",
        "<p hidden=until-found>x",
        "<p style='display:none'>x",
        "<p style='color:red; DISPLAY : none !important'>x",
        "<p style=visibility:hidden>x",
    ] {
        assert_eq!(flags(hidden, Tag::P), Flags::HIDDEN, "{hidden}");
    }
    assert_eq!(flags("<p style='display:block'>x", Tag::P), Flags::default());
    assert_eq!(flags("<p style=position:fixed>x", Tag::P), Flags::FIXED);
    assert_eq!(flags("<p style='position: sticky'>x", Tag::P), Flags::STICKY);
    assert_eq!(flags("<p aria-modal=true>x", Tag::P), Flags::MODAL);
    assert_eq!(flags("<p aria-modal=false aria-hidden=false contenteditable=false>x", Tag::P), Flags::default());
    assert_eq!(flags("<dialog>x</dialog>", Tag::DIALOG), Flags::HIDDEN);
    assert_eq!(flags("<dialog open>x</dialog>", Tag::DIALOG), Flags::MODAL);
    assert_eq!(flags("<p inert>x", Tag::P), Flags::INERT);
    assert_eq!(flags("<p aria-hidden=true>x", Tag::P), Flags::INERT);
    assert_eq!(flags("<p contenteditable>x", Tag::P), Flags::EDITABLE);
    assert_eq!(flags("<p style='mask-image:linear-gradient(#000,transparent)'>x", Tag::P), Flags::FADED);
}

#[test]
fn a_part_that_the_server_sends_late_is_shown_and_other_hidden_parts_are_not() {
    let hidden = |html: &str| {
        analyze(page(html).page(), &Options::default()).blocks.iter().map(|block| block.hidden).collect::<Vec<_>>()
    };
    assert_eq!(hidden("<p>a</p><div hidden id=S:1f><p>b</p></div>"), [false, false]);
    for id in ["S:", "S:x1", "s:1", "story"] {
        assert_eq!(hidden(&format!("<p>a</p><div hidden id='{id}'><p>b</p></div>")), [false, true], "{id}");
    }
}

#[test]
fn the_address_given_goes_before_the_ones_the_page_names() {
    let html =
        "<link rel='alternate' href='https://a.test/alternate'><meta property=og:url content='https://a.test/og'>
        <link rel=canonical href='https://a.test/canonical'>";
    assert_eq!(page_from_html(html, "https://a.test/given").unwrap().page().facts().url, "https://a.test/given");
    assert_eq!(facts(html).url, "https://a.test/canonical");
    assert_eq!(facts("<meta property=og:url content='https://a.test/og'>").url, "https://a.test/og");
    assert_eq!(facts("<link rel=canonical href=/relative>").url, "");
}

#[test]
fn language_title_and_type_are_read() {
    let html = "<html lang=' de-AT '><title> A\n title </title><meta property=og:type content=article><svg><title>no</title></svg>";
    let facts = facts(html);
    assert_eq!((facts.lang.as_str(), facts.title.as_str(), facts.og_type.as_str()), ("de-AT", "A title", "article"));
}

fn ld(json: &str) -> Facts {
    facts(&format!("<p>x</p><script type='application/ld+json'>{json}</script>"))
}

#[test]
fn json_ld_is_read_in_all_its_shapes() {
    let gated = |facts: Facts| (facts.free, facts.gated.join("|"));
    assert_eq!(gated(ld(r#"{"@type":"NewsArticle","isAccessibleForFree":false}"#)), (Some(false), String::new()));
    assert_eq!(gated(ld(r#"{"isAccessibleForFree":"False"}"#)), (Some(false), String::new()));
    assert_eq!(gated(ld(r#"{"isAccessibleForFree":"http://schema.org/True"}"#)), (Some(true), String::new()));
    assert_eq!(gated(ld(r#"[{"a":1},{"isAccessibleForFree":true}]"#)), (Some(true), String::new()));
    assert_eq!(
        gated(ld(
            r#"{"@graph":[{"isAccessibleForFree":true},{"isAccessibleForFree":"false","hasPart":{"isAccessibleForFree":false,"cssSelector":".wall"}}]}"#
        )),
        (Some(false), ".wall".to_owned())
    );
    assert_eq!(
        gated(ld(
            r#"{"hasPart":[{"isAccessibleForFree":"False","cssSelector":[".a",".b"]},{"isAccessibleForFree":true,"cssSelector":".c"}]}"#
        )),
        (Some(false), ".a|.b".to_owned())
    );
    assert_eq!(
        ld(r#"{"@type":["NewsArticle","Thing"],"mainEntity":{"@type":"Person"}}"#).types,
        "NewsArticle Thing Person"
    );
    assert_eq!(ld("//<![CDATA[\n{\"@type\":\"A\"}\n//]]>").types, "A");
    assert_eq!(ld("<!--{\"@type\":\"A\"}-->").types, "A");
}

#[test]
fn broken_json_ld_is_passed_over() {
    for broken in [
        "",
        "{",
        "{\"@type\":}",
        "null",
        "\"x\"",
        "[[[[",
        "{\"@type\":{\"a\":[1]},\"hasPart\":7,\"isAccessibleForFree\":2}",
    ] {
        let facts = ld(broken);
        assert_eq!((facts.types.as_str(), facts.free, facts.gated.len()), ("", None, 0), "{broken}");
    }
    // Deeper than a parser that recurses may go.
    let deep = "[".repeat(100_000);
    assert_eq!(ld(&deep).free, None);
    let many = format!("[{}]", vec!["{\"@type\":\"A\"}"; 10_000].join(","));
    assert_eq!(ld(&many).types, "A");
}

#[test]
fn a_broken_script_does_not_spoil_the_next_one() {
    let html = "<script type=application/ld+json>{</script><script type=application/ld+json>{\"isAccessibleForFree\":false}</script>";
    assert_eq!(facts(html).free, Some(false));
}

#[cfg(feature = "_internals")]
#[test]
fn the_trainers_labels_are_kept_aside() {
    let page = page("<div data-gold=nav data-x=1>a<p data-gold=article>b</p></div>");
    let gold: Vec<(Vec<u32>, &str)> =
        page.gold().iter().map(|(node, label)| (page.path(*node), label.as_str())).collect();
    assert_eq!(gold, [(vec![1, 0], "nav"), (vec![1, 0, 0], "article")]);
    for node in 0..page.page().len() as u32 {
        assert!(page.page().attributes(node).all(|(_, value)| !value.contains("gold")));
    }
}

/// A page and what is hidden in it when all kinds are looked for.
fn cleaned(html: &str) -> (String, Analysis) {
    let options = Options { guard: false, ..Options::default() };
    clean_html(html, "", &options).unwrap()
}

#[test]
fn cleaning_a_page_with_nothing_to_hide_changes_nothing_but_what_was_broken() {
    let html = "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://a.test/x.dtd\">\n<html lang=\"en\"><head><title>a &amp; b</title>\
        <noscript><img src=\"x\"></noscript><script>if (a < b && c) {}</script></head><body class=\"x\"><!-- note --><p hidden=\"\" \
        style=\"color:red\">The ferry left at <b>noon</b>.<br></p><template><p>later</p></template><svg viewBox=\"0 0 1 1\"><path></path></svg></body></html>";
    let (out, analysis) = cleaned(html);
    assert!(analysis.plan.hide.is_empty());
    assert_eq!(out, html);
}

#[test]
fn cleaning_keeps_the_styles_of_a_drawing_and_the_letters_of_an_odd_doctype() {
    let (out, _) = cleaned("<!DOCTYPE É><svg><style><![CDATA[a>b{fill:red}]]></style></svg>");
    assert!(out.starts_with("<!DOCTYPE É>"), "{out}");
    assert!(out.contains("<style>a&gt;b{fill:red}</style>"), "{out}");
}

#[test]
#[cfg(not(feature = "large"))]
fn the_readmes_example_finds_what_it_says() {
    let readme = include_str!("../README.md");
    let code = readme.split("```rust").nth(1).unwrap().split("```").next().unwrap();
    let [html, url] = [1, 3].map(|at| code.split('"').nth(at).unwrap());
    let parsed = page_from_html(html, url).unwrap();
    let lines: Vec<String> = analyze(parsed.page(), &Options::default())
        .plan
        .hide
        .iter()
        .map(|hidden| format!("// {} {:.2} {:?}", hidden.label.name(), hidden.confidence, hidden.reasons))
        .collect();
    let said: Vec<&str> = code.lines().filter_map(|line| Some(&line[line.rfind("// ")?..])).collect();
    assert_eq!(lines, said);
}
