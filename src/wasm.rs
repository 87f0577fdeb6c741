//! ⑤ ⑫ The door for JavaScript: flat arrays and one string in, bytes out. Conversions only.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::label::Kinds;
use crate::plan::Options;
use crate::{encode, page, pipeline, snapshot, text};

/// Bit of `switches`: the page-purpose guard is off.
const NO_GUARD: u32 = 1;
/// Bit of `switches`: the labels of all blocks are wanted.
const WITH_BLOCKS: u32 = 2;
/// From this bit of `switches` on: the budget in percent; 0 for the usual one.
const BUDGET_SHIFT: u32 = 8;

fn options(kinds: u16, switches: u32) -> Options {
    let usual = Options::default();
    let budget = match (switches >> BUDGET_SHIFT) as u8 {
        0 => usual.budget,
        percent => percent,
    };
    let kinds = Kinds::from_bits(kinds);
    Options { kinds, guard: switches & NO_GUARD == 0, budget }
}

fn encoded(analysis: &pipeline::Analysis, switches: u32) -> js_sys::Uint8Array {
    js_sys::Uint8Array::from(encode::encode(analysis, switches & WITH_BLOCKS != 0).as_slice())
}

/// The plan of a flat snapshot, encoded as `encode.rs` says.
///
/// # Errors
/// A JavaScript `Error` if the snapshot is malformed or passes a cap.
#[wasm_bindgen]
pub fn plan(
    tags: &[u16],
    parents: &[u32],
    flags: &[u32],
    text: &str,
    facts: &str,
    kinds: u16,
    switches: u32,
) -> Result<js_sys::Uint8Array, JsError> {
    let page = snapshot::decode(tags, parents, flags, text, facts)?;
    Ok(encoded(&pipeline::analyze(&page, &options(kinds, switches)), switches))
}

/// One block of an analysis.
#[derive(Serialize)]
struct BlockReport<'a> {
    node: u32,
    label: &'static str,
    role: &'static str,
    confidence: f32,
    probabilities: [f32; 14],
    reasons: Vec<&'static str>,
    /// Whether the article's text is made of it.
    part: bool,
    text: &'a str,
}

/// A plan and what was found out about each block: `[bytes, [{node, label, role, confidence, probabilities, reasons, part, text}]]`,
/// probabilities in the order of the labels.
fn told(page: &page::Page, kinds: u16, switches: u32) -> Result<(pipeline::Analysis, js_sys::Array), JsError> {
    let analysis = pipeline::analyze(page, &options(kinds, switches));
    let blocks = block_reports(page, &analysis).serialize(&serde_wasm_bindgen::Serializer::new())?;
    let told = js_sys::Array::of2(&encoded(&analysis, switches), &blocks);
    Ok((analysis, told))
}

/// The plan of a flat snapshot and what was found out about each block.
///
/// # Errors
/// A JavaScript `Error` if the snapshot is malformed or passes a cap.
#[wasm_bindgen]
pub fn analyze(
    tags: &[u16],
    parents: &[u32],
    flags: &[u32],
    text: &str,
    facts: &str,
    kinds: u16,
    switches: u32,
) -> Result<js_sys::Array, JsError> {
    Ok(told(&snapshot::decode(tags, parents, flags, text, facts)?, kinds, switches)?.1)
}

/// The same of plain text: node 0 is the page, each paragraph an element whose number is odd.
///
/// # Errors
/// A JavaScript `Error` if the text passes a cap.
#[wasm_bindgen(js_name = analyzeText)]
pub fn analyze_text(text: &str, kinds: u16, switches: u32) -> Result<js_sys::Array, JsError> {
    Ok(told(&text::page(text)?, kinds, switches)?.1)
}

fn block_reports<'a>(page: &page::Page, analysis: &'a pipeline::Analysis) -> Vec<BlockReport<'a>> {
    let pipeline::Analysis { blocks, labels, .. } = analysis;
    let mut parts = vec![false; blocks.len()];
    for part in analysis.article_blocks(page) {
        if let Some(slot) = parts.get_mut(part) {
            *slot = true;
        }
    }
    let each = blocks.iter().zip(labels.iter()).enumerate();
    each.map(|(at, (block, labelled))| BlockReport {
        node: block.node,
        label: labelled.label.name(),
        role: labelled.role.name(),
        confidence: labelled.confidence,
        probabilities: labelled.probabilities,
        reasons: labelled.reasons.iter().flatten().map(|reason| reason.name()).collect(),
        part: parts.get(at).copied().unwrap_or(false),
        text: blocks.text(at),
    })
    .collect()
}

/// The most steps of all paths together: where many blocks stand deep, their paths are far longer than the page.
#[cfg(feature = "html")]
const MOST_STEPS: usize = 2 << 20;

/// The same of an HTML file, and where things stand: `[bytes, blocks, paths, facts]`. `paths`: for each node that the plan or a block
/// names, its number, the number of its steps, and the steps (element-child indices from the root element); those that come after
/// [`MOST_STEPS`] are left out. `facts`: address, language and
/// title as in a snapshot.
///
/// # Errors
/// A JavaScript `Error` if the page passes a cap.
#[cfg(feature = "html")]
#[wasm_bindgen(js_name = analyzeHtml)]
pub fn analyze_html(html: &str, url: &str, kinds: u16, switches: u32) -> Result<js_sys::Array, JsError> {
    let html = crate::html::page_from_html(html, url)?;
    let (analysis, told) = told(html.page(), kinds, switches)?;
    let plan = &analysis.plan;
    let mut named: Vec<u32> = plan.hide.iter().map(|hidden| hidden.node).collect();
    named.extend(plan.kept.iter().map(|kept| kept.node));
    named.extend(analysis.blocks.iter().map(|block| block.node));
    named.sort_unstable();
    named.dedup();
    let (mut paths, mut steps) = (Vec::new(), 0);
    for node in named {
        if steps >= MOST_STEPS {
            break;
        }
        let path = html.path(node);
        steps += path.len();
        paths.extend([node, path.len() as u32]);
        paths.extend(path);
    }
    told.push(&js_sys::Uint32Array::from(paths.as_slice()));
    let facts = html.page().facts();
    let end = page::ENTRY_END.to_string();
    told.push(
        &[&*facts.url, &facts.lang, &facts.title].map(|fact| fact.replace(page::ENTRY_END, " ")).join(&end).into(),
    );
    Ok(told)
}

/// The markup of an HTML file's nodes, by the numbers that [`analyze_html`] names: `[parents, flags, entries, base]`. See
/// `Document::markup` and `Document::base`.
///
/// # Errors
/// A JavaScript `Error` if the page passes a cap.
#[cfg(feature = "html")]
#[wasm_bindgen(js_name = htmlMarkup)]
pub fn html_markup(html: &str) -> Result<js_sys::Array, JsError> {
    let document = crate::html::Document::parse(html, "")?;
    let page = document.page();
    let nodes = 0..page.len() as u32;
    let parents: Vec<u32> = nodes.clone().map(|node| page.parent(node).unwrap_or(page::NO_NODE)).collect();
    let flags: Vec<u32> = nodes.map(|node| page.flags(node).bits()).collect();
    let parents = js_sys::Uint32Array::from(parents.as_slice());
    let flags = js_sys::Uint32Array::from(flags.as_slice());
    Ok(js_sys::Array::of4(&parents, &flags, &document.markup().into(), &document.base().into()))
}

/// An HTML file with its plan applied: what is hidden stays in its place and gets `style="display:none!important"`.
///
/// # Errors
/// A JavaScript `Error` if the file passes a cap.
#[cfg(feature = "html")]
#[wasm_bindgen(js_name = cleanHtml)]
pub fn clean_html(html: &str, url: &str, kinds: u16, switches: u32) -> Result<String, JsError> {
    Ok(crate::clean::clean_html(html, url, &options(kinds, switches))?.0)
}
