//! What the plan makes of real pages whose labels are right: what it loses and keeps there is its own doing, not the model's.
//!
//! `cargo test --features _internals --lib plan::gold -- --ignored --nocapture`; `GOLD_VERBOSE=1` names each case.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use super::sample::labelled;
use super::{Options, Purpose, Why, make};
use crate::block::Blocks;
use crate::decode::Labels;
use crate::label::Label;

/// Labels that are right and sure of it.
fn labels(blocks: &Blocks, gold: &BTreeMap<u32, String>) -> Labels {
    let one = |node: u32| {
        let label = gold.get(&node).and_then(|name| Label::from_name(name)).unwrap_or(Label::Other);
        let mut one = labelled(label, 0.97);
        if label != Label::Article {
            one.probabilities[Label::Article as usize] = 0.0;
        }
        one
    };
    Labels { list: blocks.iter().map(|block| one(block.node)).collect() }
}

#[test]
#[ignore = "reads the corpus beside the repository, for a minute"]
fn with_right_labels_the_plan_hides_the_nags_and_nothing_of_the_article() {
    let corpus = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/gold");
    let Ok(index) = std::fs::read_to_string(corpus.join("index.jsonl")) else {
        println!("skipped: there is no corpus at {}", corpus.display());
        return;
    };
    let say = std::env::var_os("GOLD_VERBOSE").is_some();
    let (mut pages, mut over, mut articles, mut nags, mut hidden_nags, mut lost) = (0, 0, 0, 0, 0, 0);
    let mut riders: BTreeMap<&str, usize> = BTreeMap::new();
    let mut kept: BTreeMap<&str, usize> = BTreeMap::new();
    for line in index.lines() {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        let (file, url) = (entry["file"].as_str().unwrap(), entry["url"].as_str().unwrap_or(""));
        let bytes = Command::new("gzip").arg("-dc").arg(corpus.join(file)).output().unwrap().stdout;
        let html = crate::html::page_from_html(&String::from_utf8_lossy(&bytes), url).unwrap();
        let page = html.page();
        let blocks = Blocks::of(page);
        let labels = labels(&blocks, &html.gold().iter().cloned().collect());
        let plan = make(page, &blocks, &labels, &Options::default());
        let ends = page.subtree_ends();
        pages += 1;
        over += usize::from(plan.over_budget);
        articles += usize::from(plan.purpose == Purpose::Article);
        if say && plan.purpose != Purpose::Article {
            println!("PURPOSE {} {url}", plan.purpose.name());
        }
        let mut gone = vec![false; blocks.len()];
        for hidden in &plan.hide {
            for block in blocks.within(hidden.node, ends[hidden.node as usize]) {
                gone[block] = true;
                let label = labels.list[block].label;
                if !label.is_nag() && !blocks.get(block).unwrap().hidden {
                    *riders.entry(label.name()).or_default() += 1;
                }
            }
        }
        for one in &plan.kept {
            *kept.entry(one.why.name()).or_default() += 1;
            if say && matches!(one.why, Why::Gate | Why::HoldsArticle | Why::Unsure | Why::InUse) {
                let text: Vec<&str> =
                    blocks.within(one.node, ends[one.node as usize]).map(|block| blocks.text(block)).collect();
                println!("{} {url} {}", one.why.name(), text.join(" / ").chars().take(200).collect::<String>());
            }
        }
        for (at, block) in blocks.iter().enumerate() {
            let label = labels.list[at].label;
            nags += usize::from(label.is_nag() && !block.hidden);
            hidden_nags += usize::from(label.is_nag() && !block.hidden && gone[at]);
            lost += if label.is_article_family() && gone[at] { block.bytes() } else { 0 };
        }
    }
    println!(
        "{pages} pages, {articles} taken for articles, {over} over budget; {hidden_nags} of {nags} nag blocks hidden"
    );
    println!("{lost} bytes of article lost; went along: {riders:?}; kept: {kept:?}");
    assert_eq!(lost, 0);
    assert!(over * 100 <= pages, "{over} of {pages} plans dropped");
    assert!(articles * 100 >= pages * 97, "{articles} of {pages} pages taken for articles");
    assert!(hidden_nags * 100 >= nags * 93, "{hidden_nags} of {nags} nag blocks hidden");
}
