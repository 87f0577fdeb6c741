//! scratch
#![allow(missing_docs, clippy::all, clippy::pedantic, clippy::unwrap_used)]
use unnag::internals::features::Features;
use unnag::internals::model;
use unnag::{Blocks, Label, page_from_html};
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let html = std::fs::read_to_string(path).unwrap();
    let page = page_from_html(&html, "").unwrap().into_page();
    let blocks = Blocks::of(&page);
    let f = Features::of(&page, &blocks);
    let m = model::shipped();
    let e = m.evidence(&page, &blocks, &f);
    let s = m.score(&blocks, &f, &e);
    let top = |p: &[f32]| {
        let mut v: Vec<(f32, &str)> = p.iter().zip(Label::ALL).map(|(p, l)| (*p, l.name())).collect();
        v.sort_by(|a, b| b.0.total_cmp(&a.0));
        format!("{} {:.2} {} {:.2}", v[0].1, v[0].0, v[1].1, v[1].0)
    };
    const P: [&str; 7] = ["article", "donation", "paywall", "newsletter", "prompt", "consent", "rest"];
    let top7 = |p: &[f32]| {
        let mut v: Vec<(f32, &str)> = p.iter().zip(P).map(|(p, l)| (*p, l)).collect();
        v.sort_by(|a, b| b.0.total_cmp(&a.0));
        format!("{} {:.2}", v[0].1, v[0].0)
    };
    for b in 0..blocks.len() {
        let node = blocks.get(b).unwrap().node;
        let lv: Vec<String> = f
            .widgets
            .levels(node)
            .map(|l| format!("{}b:{}|{}", l.last - l.first, top7(&e.widget_text(&l)), top7(&e.widget_names(&l))))
            .collect();
        println!(
            "{:40.40} => {} | T {} | own {} | abv {} | {}",
            blocks.text(b),
            top(&s[b]),
            top(&e.text[b]),
            top(&e.own[b]),
            top(&e.above[b]),
            lv.join("  ")
        );
    }
}
