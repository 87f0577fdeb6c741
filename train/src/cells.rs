//! Rounding to cells: the few bits that a weights file keeps of each weight.

use unnag::internals::model::CELL;

const LIMIT: f32 = CELL as f32;

fn rounded(weight: f32, scale: f32) -> f32 {
    (weight / scale).round().clamp(-LIMIT, LIMIT)
}

/// The cell of a weight in a column of this scale. The largest are cut.
pub(crate) fn cell(weight: f32, scale: f32) -> i8 {
    rounded(weight, scale) as i8
}

/// What a cell of a column with these weights is worth: the scale that loses least of their squares, or so many times as coarse.
pub(crate) fn scale(weights: &[f32], coarse: f32) -> f32 {
    let spread = (weights.iter().map(|weight| weight * weight).sum::<f32>() / weights.len() as f32).sqrt().max(1e-6);
    let loss =
        |scale: f32| weights.iter().map(|weight| (weight - rounded(*weight, scale) * scale).powi(2)).sum::<f32>();
    let scales = (4..=24).map(|step| spread * step as f32 / 4.0 / LIMIT);
    scales.min_by(|a, b| loss(*a).total_cmp(&loss(*b))).unwrap_or(spread) * coarse
}
