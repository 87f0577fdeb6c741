//! What other thresholds would give: the plan made anew with each, on pages whose site the model has not seen.

use std::fmt::Write as _;

use rayon::prelude::*;
use unnag::internals::model::Model;
use unnag::internals::plan::Thresholds;

use crate::report::{self, Report};
use crate::sample::Sample;

/// What other thresholds would give, as Markdown.
pub(crate) fn curve<'a>(samples: &[Sample], model: impl Fn(&Sample) -> Option<&'a Model> + Sync) -> String {
    // The first row is what ships with the model; in the others a box may risk three times what a block may.
    let grid: Vec<Option<(f32, u32)>> = std::iter::once(None)
        .chain(
            [0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
                .into_iter()
                .flat_map(|sure| [2_000, 4_000, 8_000].map(|risk| Some((sure, risk)))),
        )
        .collect();
    let reports = samples
        .par_iter()
        .filter(|sample| !sample.extra)
        .map(|sample| {
            let analysis = model(sample).map(|model| (report::analysis(sample, model), report::thresholds(model)));
            let of = |row: &Option<(f32, u32)>| {
                let mut report = Report::default();
                if let Some((analysis, shipped)) = &analysis {
                    let thresholds = row.map_or(*shipped, |(sure, risk)| Thresholds {
                        sure: [sure; 14],
                        risk,
                        box_risk: risk * 3,
                        ..*shipped
                    });
                    report.add(sample, analysis, thresholds);
                }
                report
            };
            grid.iter().map(of).collect::<Vec<_>>()
        })
        .reduce(|| vec![Report::default(); grid.len()], |a, b| a.into_iter().zip(b).map(|(a, b)| a.merge(b)).collect());
    let mut out = String::from(
        "| sure | risk | nags hidden | donation / paywall / newsletter / prompt | nag or consent | … ad or near-nag | article lost | pages losing more than 150 characters | gates kept |\n|---|---|---|---|---|---|---|---|---|\n",
    );
    for (row, report) in grid.iter().zip(reports) {
        let name = row.map_or("as shipped |".to_owned(), |(sure, risk)| format!("{sure:.1} | {risk}"));
        let _ = writeln!(out, "| {name} | {} |", report.row());
    }
    out
}
