//! `speed`: milliseconds a page, ours and the peers' side by side, parsing included, on one thread. `scripts/speed-native.mjs` names the pages
//! on the standard input and adds what runs in Node.

use std::io::{BufRead as _, Write as _};
use std::path::Path;

use anyhow::Result;
use serde_json::{Map, Value};
use unnag::internals::model::Model;

use crate::corpus;
use crate::text;

/// Reads a page's file name from each line of the standard input and prints one JSON object a line: bytes of HTML, and by system the
/// milliseconds of its fastest run.
pub(crate) fn run(runs: usize) -> Result<()> {
    let load = |path| crate::models(None, Some(Path::new(path)));
    let models =
        [("Unnag, small model", load("src/model/weights.bin")?), ("Unnag, larger model", load("src/model/large.bin")?)];
    text::on_a_deep_stack(|| -> Result<()> {
        for line in std::io::stdin().lock().lines() {
            let html = corpus::read(Path::new(&line?))?;
            let mut best: Vec<(&str, f64)> = Vec::new();
            for _ in 0..runs {
                for (system, time) in round(&html, &models) {
                    match best.iter_mut().find(|(name, _)| *name == system) {
                        Some((_, least)) => *least = least.min(time),
                        None => best.push((system, time)),
                    }
                }
            }
            let ms: Map<String, Value> = best.into_iter().map(|(name, time)| (name.to_owned(), time.into())).collect();
            println!("{}", serde_json::json!({ "bytes": html.len(), "ms": ms }));
            std::io::stdout().flush()?;
        }
        Ok(())
    })?
}

/// Each system once, in turn.
fn round(html: &str, models: &[(&'static str, Vec<Model>); 2]) -> Vec<(&'static str, f64)> {
    let ours = models.iter().filter_map(|(name, models)| Some((*name, text::time_of_ours(html, models.first()?)?)));
    #[cfg_attr(not(feature = "peers"), allow(unused_mut, reason = "nothing is added without peers"))]
    let mut times: Vec<_> = ours.collect();
    #[cfg(feature = "peers")]
    times.extend(text::times_of_peers(html));
    times
}
