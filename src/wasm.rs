//! ⑤ ⑫ The door for JavaScript: flat arrays and one string in, bytes out. Conversions only.

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

fn bytes(page: &page::Page, options: &Options) -> js_sys::Uint8Array {
    js_sys::Uint8Array::from(encode::encode(&pipeline::analyze(page, options), options.blocks).as_slice())
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
    Ok(bytes(&page, &options(kinds, switches)))
}

/// The plan of plain text: node 0 is the page, each paragraph an element whose number is odd.
///
/// # Errors
/// A JavaScript `Error` if the text passes a cap.
#[wasm_bindgen(js_name = planText)]
pub fn plan_text(text: &str, kinds: u16, switches: u32) -> Result<js_sys::Uint8Array, JsError> {
    Ok(bytes(&text::page(text)?, &options(kinds, switches)))
}
