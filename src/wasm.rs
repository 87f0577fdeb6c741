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

fn options(kinds: u16, switches: u32) -> Options {
    Options { kinds: Kinds::from_bits(kinds), guard: switches & NO_GUARD == 0, blocks: switches & WITH_BLOCKS != 0 }
}

fn bytes(page: &page::Page, options: Options) -> js_sys::Uint8Array {
    js_sys::Uint8Array::from(encode::encode(&pipeline::analyze(page, &options), options.blocks).as_slice())
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
    Ok(bytes(&page, options(kinds, switches)))
}

/// The plan of plain text: node 0 is the page, each paragraph an element whose number is odd.
///
/// # Errors
/// A JavaScript `Error` if the text passes a cap.
#[wasm_bindgen(js_name = planText)]
pub fn plan_text(text: &str, kinds: u16, switches: u32) -> Result<js_sys::Uint8Array, JsError> {
    Ok(bytes(&text::page(text)?, options(kinds, switches)))
}

/// One block of a [`report`].
#[derive(Serialize)]
struct BlockReport<'a> {
    node: u32,
    label: &'static str,
    role: &'static str,
    confidence: f32,
    probabilities: [f32; 14],
    reasons: Vec<&'static str>,
    text: &'a str,
}

/// What was found out about each block of a flat snapshot, for those who ask why:
/// `[{node, label, role, confidence, probabilities, reasons, text}]`, probabilities in the order of the labels.
///
/// # Errors
/// A JavaScript `Error` if the snapshot is malformed or passes a cap.
#[wasm_bindgen]
pub fn report(tags: &[u16], parents: &[u32], flags: &[u32], text: &str, facts: &str) -> Result<JsValue, JsError> {
    let page = snapshot::decode(tags, parents, flags, text, facts)?;
    Ok(block_reports(&pipeline::analyze(&page, &options(0, 0))).serialize(&serde_wasm_bindgen::Serializer::new())?)
}

fn block_reports(analysis: &pipeline::Analysis) -> Vec<BlockReport<'_>> {
    let pipeline::Analysis { blocks, labels, .. } = analysis;
    let each = blocks.iter().zip(labels.iter()).enumerate();
    each.map(|(at, (block, labelled))| BlockReport {
        node: block.node,
        label: labelled.label.name(),
        role: labelled.role.name(),
        confidence: labelled.confidence,
        probabilities: labelled.probabilities,
        reasons: labelled.reasons.iter().flatten().map(|reason| reason.name()).collect(),
        text: blocks.text(at),
    })
    .collect()
}

/// The plan of an HTML file: `[bytes as encode.rs says, paths, blocks as in report]`. `paths`: for each node that the plan or a block
/// names, its number, the number of its steps, and the steps (element-child indices from the root element).
///
/// # Errors
/// A JavaScript `Error` if the page passes a cap.
#[cfg(feature = "html")]
#[wasm_bindgen(js_name = planHtml)]
pub fn plan_html(html: &str, url: &str, kinds: u16, switches: u32) -> Result<js_sys::Array, JsError> {
    let html = crate::html::page_from_html(html, url)?;
    let options = options(kinds, switches);
    let analysis = pipeline::analyze(html.page(), &options);
    let bytes = js_sys::Uint8Array::from(encode::encode(&analysis, options.blocks).as_slice());
    let plan = &analysis.plan;
    let mut named: Vec<u32> = plan.hide.iter().map(|hidden| hidden.node).collect();
    named.extend(plan.kept.iter().map(|kept| kept.node));
    named.extend(analysis.blocks.iter().map(|block| block.node));
    named.sort_unstable();
    named.dedup();
    let mut paths = Vec::new();
    for node in named {
        let path = html.path(node);
        paths.extend([node, path.len() as u32]);
        paths.extend(path);
    }
    let blocks = block_reports(&analysis).serialize(&serde_wasm_bindgen::Serializer::new())?;
    Ok([bytes.into(), js_sys::Uint32Array::from(paths.as_slice()).into(), blocks].iter().collect::<js_sys::Array>())
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
