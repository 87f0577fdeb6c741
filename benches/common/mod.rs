//! Pages to measure on, and the stages one by one. Every page is of our own writing: the fixtures, and pages of any size that are made here.
#![allow(dead_code, reason = "each bench uses its part")]
#![allow(clippy::unwrap_used, reason = "a bench may fail by panicking")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;

use unnag::internals::block;
use unnag::internals::features::Features;
use unnag::internals::model::{Evidence, shipped};
use unnag::internals::stages;
use unnag::{Blocks, Labels, Options, Page, Plan, page_from_html};

const SENTENCES: [&str; 8] = [
    "The ferry left the harbour of Havnsund at six, as it had every morning since the bridge was lost to the ice.",
    "“We counted forty-one boats,” said Ida Brekke, who keeps the light, “and then the fog came in.”",
    "The council met on Tuesday evening and, after three hours of talk, put the matter off until the spring.",
    "Nobody in the valley remembers a summer in which the river ran so low for so long.",
    "Its twelve members agreed on little else, but they agreed that the old mill must not be sold.",
    "Prices for fish rose by 7 % within a month; those for bread and paraffin hardly moved.",
    "In the afternoon the children walked home along the dyke, their shoes in their hands.",
    "What was left of the archive filled two boxes, and most of that was letters.",
];

const ASIDES: [&str; 5] = [
    "<div class=\"donate-box\"><h3>Keep the Herald going</h3><p>We have no owner and no shareholders. Give what you can, from 5 € a month.</p><a class=\"button\" href=\"/donate\">Support us</a></div>",
    "<form class=\"newsletter\" action=\"/newsletter\"><h3>The morning letter</h3><p>The news of the coast in your inbox, every day at six.</p><input type=\"email\" name=\"email\" placeholder=\"Your e-mail\"><button>Sign up</button></form>",
    "<aside class=\"related\"><h4>Read on</h4><ul><li><a href=\"/coast/dyke-holds\">The dyke holds, for now</a></li><li><a href=\"/coast/mill-sold\">Who wants the mill?</a></li><li><a href=\"/coast/light\">A light goes out</a></li></ul></aside>",
    "<figure><img src=\"/i/harbour.jpg\" alt=\"The harbour\"><figcaption>The harbour on Monday. Photo: A. Lind</figcaption></figure>",
    "<div class=\"share\"><a href=\"#\">Share</a><a href=\"#\">Send</a><button aria-label=\"Save\">Save</button></div><script>var n = { a: 1, b: \"x < y\" };\nfor (var i = 0; i < 3; i++) { n.a += i; }\n</script>",
];

/// A page of about so many bytes: head, menu, as many paragraphs and boxes as it takes, comments, footer.
pub fn page(bytes: usize) -> String {
    let mut html = String::with_capacity(bytes + 4096);
    html.push_str("<!doctype html><html lang=en><head><meta charset=utf-8><title>The ice on the sound</title><meta property=og:type content=article>");
    html.push_str("<style>.a{color:red}</style></head><body><header><nav><ul>");
    for section in ["Coast", "Valley", "Sport", "Letters", "Archive"] {
        let _ = write!(html, "<li><a href=\"/{section}\">{section}</a></li>");
    }
    html.push_str("</ul></nav></header><main><article><h1>The ice on the sound</h1>");
    let mut at = 0;
    while html.len() + 300 < bytes {
        // A section of its own now and then, as long pages have them.
        if at % 40 == 39 {
            html.push_str("</article><article>");
        }
        if at % 9 == 8 {
            let _ = write!(html, "<h2>Part {}</h2>", at / 9);
        }
        html.push_str("<p>");
        for step in 0..3 {
            html.push_str(SENTENCES[(at * 3 + step * 5) % SENTENCES.len()]);
            html.push(' ');
        }
        let _ = write!(html, "<a href=\"/coast/{at}\">More on day {at}</a></p>");
        if at % 6 == 5 {
            html.push_str(ASIDES[at / 6 % ASIDES.len()]);
        }
        at += 1;
    }
    html.push_str(
        "</article></main><footer><p>© The Havnsund Herald</p><a href=\"/imprint\">Imprint</a></footer></body></html>",
    );
    html
}

/// The fixtures.
pub fn fixtures() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().join("page.html"))
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

/// The names of the stages, in their order; `whole` is all of them.
pub const STAGES: [&str; 8] = ["parse", "blocks", "features", "evidence", "scores", "decode", "plan", "whole"];

/// A page with what each stage made of it.
pub struct Case {
    pub html: String,
    page: Page,
    blocks: Blocks,
    features: Features,
    evidence: Evidence,
    scores: Vec<[f32; 14]>,
    labels: Labels,
}

impl Case {
    pub fn of(html: String) -> Case {
        let page = parse(&html);
        let blocks = block::of(&page);
        let features = Features::of(&page, &blocks);
        let evidence = shipped().evidence(&page, &blocks, &features);
        let scores = shipped().score(&blocks, &features, &evidence);
        let labels = stages::decode(&page, &blocks, &features, &evidence, &scores);
        Case { html, page, blocks, features, evidence, scores, labels }
    }

    /// Runs one stage. What it gives is dropped with it, as it is in use.
    pub fn run(&self, stage: &str) {
        let Case { html, page, blocks, features, evidence, scores, labels } = self;
        match stage {
            "parse" => drop(black_box(parse(html))),
            "blocks" => drop(black_box(block::of(page))),
            "features" => drop(black_box(Features::of(page, blocks))),
            "evidence" => drop(black_box(shipped().evidence(page, blocks, features))),
            "scores" => drop(black_box(shipped().score(blocks, features, evidence))),
            "decode" => drop(black_box(stages::decode(page, blocks, features, evidence, scores))),
            "plan" => drop(black_box(stages::plan(page, blocks, labels, &Options::default()))),
            _ => drop(black_box(whole(html))),
        }
    }
}

fn parse(html: &str) -> Page {
    page_from_html(html, "").unwrap().into_page()
}

/// From HTML to the plan.
pub fn whole(html: &str) -> Plan {
    unnag::analyze(&parse(html), &Options::default()).plan
}
