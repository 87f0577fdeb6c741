//! The corners of HTML and of Unicode: whatever comes in, the outcome is one that is written here, soon and within bounds.
#![cfg(feature = "html")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

use std::time::{Duration, Instant};

use unnag::{Analysis, Options, analyze, clean_html, page_from_html};

fn analysed(html: &str) -> Analysis {
    analyze(page_from_html(html, "").unwrap().page(), &Options::default())
}

fn texts(html: &str) -> Vec<String> {
    let analysis = analysed(html);
    (0..analysis.blocks.len()).map(|block| analysis.blocks.text(block).to_owned()).collect()
}

/// Inputs in which a parser has to repair something, in the manner of the tree-construction tests of html5lib, with the texts of their blocks
/// in the tree that the standard asks for.
const REPAIRED: &[(&str, &[&str])] = &[
    ("<p><b><i>one</b>two</i>three", &["onetwothree"]),
    ("<a href=x>one<a href=y>two</a>", &["one two"]),
    ("<a href=x><p>one<a href=y>two</a></p>", &["one two"]),
    ("<table><tr><td>one<table><tr><td>two</table>three</table>four", &["four", "one three", "two"]),
    ("<table>one<tr>two<td>three</table>", &["onetwo", "three"]),
    ("<select><option>one<option>two<select>three", &["one twothree"]),
    ("<ul><li>one<div><li>two</ul>", &["one", "two"]),
    ("<h1>one<h2>two</h1>three", &["three", "one", "two"]),
    ("<form>one<form>two</form>three</form>four", &["threefour", "onetwo"]),
    ("<button>one<button>two", &["one two"]),
    ("one</html>two<p>three", &["onetwo", "three"]),
    ("<!doctype html><html><body>one</body></html>two", &["onetwo"]),
    ("<head><title>t</title><p>one</head>two", &["onetwo"]),
    ("<svg><p>one", &["one"]),
    ("<math><mi>x</mi><p>one", &["one"]),
    ("<svg><foreignObject><p>one</p></foreignObject></svg>two", &["two"]),
    ("<textarea>\none</textarea>two", &["two"]),
    ("<pre>\n\none</pre>", &["one"]),
    ("<template><p>one</template>two", &["two"]),
    ("<p>one<!-- x --!>two", &["onetwo"]),
    ("<p>one<!-->two", &["onetwo"]),
    ("<p>one<?php echo 1 ?>two", &["onetwo"]),
    ("<p>&lt;b&gt; &amp; &copy &notit; &#x41; &#0; &#x110000;", &["<b> & © ¬it; A \u{fffd} \u{fffd}"]),
    ("<p>one<br>two</br>three<wbr>four", &["one two threefour"]),
    ("<P CLASS=a class=b>one</P >two", &["two", "one"]),
    ("<div/>one<span/>two", &["onetwo"]),
    ("<p>one</>two</ >three", &["onetwothree"]),
    ("<script>'</script'</script>one", &["one"]),
    ("<script><!--<script></script>--></script>one", &["one"]),
    ("<style><p>x</style>one", &["one"]),
    ("<xmp><p>one</xmp>", &["<p>one"]),
    ("<noscript><p>x</noscript>one", &["one"]),
    ("<frameset><frame></frameset>one", &[]),
    ("<col>one<td>two", &["onetwo"]),
    ("<dl><dt>one<dd>two<dt>three", &["one", "two", "three"]),
    ("<ruby>one<rt>two</ruby>", &["onetwo"]),
    ("<isindex>one<image>two", &["one two"]),
    ("<p>one\r\ntwo\rthree\u{c}four", &["one two three four"]),
];

#[test]
fn what_is_broken_is_repaired_as_browsers_do() {
    let wrong: Vec<_> = REPAIRED
        .iter()
        .map(|(html, expected)| (*html, texts(html), *expected))
        .filter(|(_, given, expected)| given != expected)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_page_that_is_written_out_again_is_the_same_page() {
    for (html, _) in REPAIRED {
        let (clean, _) = clean_html(html, "", &Options::default()).unwrap();
        assert_eq!(texts(&clean), texts(html), "{html}\n{clean}");
    }
}

#[test]
fn text_comes_back_to_the_letter_whatever_its_direction() {
    for text in [
        "غادرت العبّارة الميناء في السادسة كما كل صباح.",
        "המעבורת יצאה מן הנמל בשש, כמו בכל בוקר.",
        "\u{202b}קדימה\u{202c} and back \u{2067}again\u{2069}",
        "\u{202e}desrever\u{202c}",
        "zero\u{200b}width\u{2060}and\u{200d}joined",
        "e\u{301}\u{327}\u{323} and \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
        "\u{fff9}a\u{fffa}b\u{fffb}\u{e0001}\u{10ffff}",
    ] {
        assert_eq!(texts(&format!("<p dir=rtl>{text}</p>")), [text]);
    }
}

#[test]
fn an_article_from_right_to_left_stays() {
    let prose = "غادرت العبّارة ميناء هافنسوند في السادسة كما تفعل كل صباح، وعلى متنها ثمانية ركاب وصندوق من الرسائل، ثم نزل الضباب. ";
    let html = format!(
        "<html lang=ar dir=rtl><body><article><h1>الجليد</h1>{}</article>",
        format!("<p>{prose}{prose}</p>").repeat(8)
    );
    assert!(analysed(&html).plan.hide.is_empty());
}

#[test]
fn marks_that_nobody_sees_are_no_reason_to_hide_a_text() {
    let prose =
        "The ferry left the harbour of Havnsund at six, as it had every morning since the bridge was lost to the ice. ";
    let marked: String = prose.chars().flat_map(|c| [c, '\u{200b}']).collect();
    for text in [prose.to_owned(), marked, "\u{200b}\u{feff}\u{2060}".repeat(50)] {
        let html = format!("<article><h1>Ice</h1>{}</article>", format!("<p>{text}{text}</p>").repeat(8));
        assert!(analysed(&html).plan.hide.is_empty(), "{text}");
    }
}

#[test]
fn zeros_and_controls_are_dropped_or_replaced_as_the_standard_says() {
    assert_eq!(texts("<p>a\0b\u{1}c\u{7f}d\u{85}e</p>"), ["ab\u{1}c\u{7f}d e"]);
    assert_eq!(texts("<p title='a\0b' \0=x>y<scr\0ipt>z</scr\0ipt></p>"), ["y", "z"]);
    assert_eq!(texts(&"\0".repeat(1_000_000)), Vec::<String>::new());
}

/// Runs an input and sees to it that it is soon done.
fn soon(name: &str, html: &str) -> Result<usize, unnag::Error> {
    let start = Instant::now();
    let blocks = page_from_html(html, "").map(|page| analyze(page.page(), &Options::default()).blocks.len());
    assert!(start.elapsed() < Duration::from_secs(60), "{name}: {:?}", start.elapsed());
    blocks
}

#[test]
fn huge_pages_are_taken_up_to_the_caps_and_refused_beyond() {
    let taken = [
        ("a word of a megabyte", format!("<p>{}", "x".repeat(1 << 20))),
        ("a megabyte of spaces", format!("<p>a{}b", " ".repeat(1 << 20))),
        ("a megabyte of entities", format!("<p>{}", "&amp;".repeat(200_000))),
        ("a megabyte of less-than signs", "<".repeat(1 << 20)),
        ("comments without end", "<!--".repeat(200_000)),
        ("options without end", format!("<select>{}", "<option>x".repeat(50_000))),
        ("rows without end", format!("<table>{}", "<tr><td>x".repeat(30_000))),
        ("one class a word", format!("<div class='{}'>x", "a ".repeat(500_000))),
    ];
    for (name, html) in taken {
        soon(name, &html).expect(name);
    }
    let refused = [
        ("ten million nodes", "<p>".repeat(10_000_000)),
        ("breaks without end", "<br>".repeat(3_000_000)),
        ("nesting without end", "<div>".repeat(3_000_000)),
    ];
    for (name, html) in refused {
        let error = soon(name, &html).expect_err(name);
        assert!(error.is_too_large(), "{name}: {error}");
    }
}
