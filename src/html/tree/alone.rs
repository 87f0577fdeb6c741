//! The tree is the one that `html5ever` builds with its own tokenizer, which is asked here for each document.

use std::fmt::Write as _;

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::{Data, NONE, Sink, Tree, TreeBuilder, TreeBuilderOpts};

/// Hears of no errors: told of one before the line feed that begins a `pre`, the tree builder forgets to leave it out.
struct Deaf(TreeBuilder<u32, Sink>);

impl TokenSink for Deaf {
    type Handle = u32;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<u32> {
        match token {
            Token::ParseError(_) => TokenSinkResult::Continue,
            token => self.0.process_token(token, line),
        }
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.0.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// The tree by `html5ever` alone.
fn alone(html: &str, whole: bool, scripts: bool) -> Tree {
    let options = TreeBuilderOpts { scripting_enabled: scripts, ..TreeBuilderOpts::default() };
    let sink = Deaf(TreeBuilder::new(Sink::new(html.len(), whole), options));
    // It would take away a mark of the encoding behind each script too.
    let tokenizer = Tokenizer::new(sink, TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() });
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html.strip_prefix('\u{feff}').unwrap_or(html)));
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    Tree { nodes: tokenizer.sink.0.sink.nodes.into_inner() }
}

/// A tree as text, one node a line, without what only a whole tree keeps.
fn told(tree: &Tree, whole: bool) -> String {
    let mut out = String::new();
    let mut work = vec![(0, 0)];
    while let Some((at, depth)) = work.pop() {
        let Some(node) = tree.get(at) else { continue };
        let mut below = at;
        let _ = write!(out, "\n{:depth$}", "");
        let _ = match &node.data {
            Data::Root => write!(out, "root"),
            Data::Doctype(ids) => write!(out, "doctype {:?}", ids.each_ref().map(|id| &**id)),
            Data::Text(text) => write!(out, "{:?}", &**text),
            Data::Comment(text) => write!(out, "comment {:?}", if whole { text } else { "" }),
            Data::Element { name, attrs, content } => {
                below = if *content == NONE { at } else { *content };
                let _ = write!(out, "{} {}", &*name.ns, name.local);
                let picture = matches!(&*name.local, "img" | "source" | "svg" | "path");
                attrs
                    .iter()
                    .filter(|_| whole || !picture)
                    .try_for_each(|attr| write!(out, " {:?}:{}={:?}", attr.name.prefix, attr.name.local, &*attr.value))
            }
        };
        let from = work.len();
        work.extend(tree.children(below).map(|child| (child, depth + 1)));
        work[from..].reverse();
    }
    out
}

/// Compares the trees, whole and not, with scripts and without.
fn check(html: &str) {
    for (whole, scripts) in [(true, true), (true, false), (false, true), (false, false)] {
        // What is refused has no tree.
        let Ok(tree) = Tree::parse(html, whole, scripts) else { continue };
        let (tree, expected) = (told(&tree, whole), told(&alone(html, whole, scripts), whole));
        assert_eq!(tree, expected, "whole: {whole}, scripts: {scripts}, {html:?}");
    }
}

/// Beginnings that lead into each state of the tokenizer.
#[rustfmt::skip]
const INTO: &[&str] = &[
    "", "<", "</", "<a", "</a", "<a ", "<a b", "<a b ", "<a b=", "<a b=c", "<a b='", "<a b=\"", "<a b='c'", "<a b/", "</a b='",
    "<!", "<!-", "<!--", "<!---", "<!--x", "<!--x-", "<!--x--", "<!--x--!", "<!--<", "<!--<!", "<!--<!-", "<!--<!--", "<?", "</?",
    "<!doctype", "<!doctype ", "<!doctype html", "<!doctype html ", "<!doctype html public", "<!doctype html public ", "<!doctype html public'",
    "<!doctype html public''", "<!doctype html public'' ", "<!doctype html system", "<!doctype html system ", "<!doctype html system\"b",
    "<!doctype html system''", "<!doctype html x", "<svg><![CDATA[", "<svg><![CDATA[x]", "<svg><![CDATA[]]", "<math><mi><![CDATA[", "<![CDATA[",
    // The text opens `b` anew, so what follows is in HTML.
    "<svg><foreignObject><p><b></p>x<![CDATA[",
    "&", "&#", "&#x", "&#1", "&#xd", "&a", "&no", "&not", "&noti", "&amp", "&zz", "<a b=&", "<a b='&#", "<a b=\"&not", "<a b=&no",
    "<title>", "<title><", "<title></", "<title></titl", "<title></title", "<title></title ", "<title></title/", "<title>&no", "<textarea>",
    "<style>", "<style><", "<style></style", "<xmp></xm", "<iframe></iframe ", "<noframes>", "<noembed></", "<noscript><p", "<plaintext></plaintext",
    "<script>", "<script><", "<script></script", "<script><!", "<script><!-", "<script><!--", "<script><!--x-", "<script><!--x--", "<script><!--<",
    "<script><!--</", "<script><!--</script", "<script><!--<script", "<script><!--<script>", "<script><!--<script>-", "<script><!--<script>--",
    "<script><!--<script><", "<script><!--<script></script", "<svg><script>", "<svg><style></", "<pre>", "<listing>", "<pre></>", "<table>x",
    "<select>", "<frameset>", "<template>", "<head><noscript>", "<svg><p", "<math><annotation-xml encoding=text/html>", "<p>\r", "<!--\r", "<title>\r",
];

/// What comes then.
#[rustfmt::skip]
const BITS: &[&str] = &[
    "", "\0", "\r", "\n", "\r\n", "\t", "\u{c}", " ", "!", "\"", "#", "&", "'", "-", "/", "0", "9", ";", "<", "=", ">", "?", "A", "x", "[", "]", "`",
    "é", "\u{feff}", "script", "/script", "]]>", "&lt", "&#10",
];

/// And how it ends, if it does. A table in a paragraph tells quirks mode from the other.
const OUT: &[&str] = &["", "x>y", "'>\"><p><table>", "-->\n</title></script><p>y"];

#[test]
fn in_each_state_of_the_tokenizer() {
    for into in INTO {
        for bit in BITS {
            for out in OUT {
                check(&format!("{into}{bit}{out}"));
            }
        }
    }
}

/// Tags that the parser repairs much for.
#[rustfmt::skip]
const TAGS: &[&str] = &[
    "<p>", "</p>", "<b>", "</b>", "<a href=x>", "</a>", "<table>", "<tr>", "<td>", "</table>", "<select>", "<option>", "</select>", "<form>", "</form>",
    "<svg>", "</svg>", "<math>", "<mi>", "<foreignObject>", "<desc/>", "<template>", "</template>", "<script>", "</script>", "<style>", "</style>",
    "<title>", "</title>", "<noscript>", "</noscript>", "<textarea>", "</textarea>", "<iframe>", "</iframe>", "<pre>", "</pre>", "<br/>", "</br>",
    "<img src=x alt=y>", "<path d=x>", "<body a=b>", "</body>", "<head>", "</html>", "<frameset>", "<input type=hidden>", "<li>", "<h1>", "<button>",
    "<i a=1 a=2 B=é c>", "</i a='>'>", "<!--x-->", "<![CDATA[x<p>]]>", "<!doctype html>", "<meta charset=x>", "x", " ", "\0",
];

#[test]
fn on_tags_in_any_order() {
    let mut state = 1u64;
    let mut below = |end: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % end
    };
    for _ in 0..5000 {
        let mut html = String::new();
        for _ in 0..=below(24) {
            html.push_str(match below(6) {
                0 => INTO[below(INTO.len())],
                1 => BITS[below(BITS.len())],
                _ => TAGS[below(TAGS.len())],
            });
        }
        check(&html);
    }
}

#[test]
fn behind_the_end_of_what_is_long() {
    let long = "é".repeat(1 << 19);
    for (start, end) in [
        ("<p title='", "'>x"),
        ("<p ", ">x"),
        ("<!--", "-->x"),
        ("<title>&amp;", "&lt;</title>x"),
        ("<svg><![CDATA[", "]]>x"),
    ] {
        check(&format!("{start}{long}{end}"));
    }
}
