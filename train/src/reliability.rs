//! Whether a confidence is a probability: of what is said with 80 %, four fifths should be so.

use std::fmt::Write as _;

const BINS: usize = 10;

/// Judgements, each with its confidence and whether it was right, in ten bins; and how far confidence and truth are apart on average.
pub(crate) fn table(judged: &[(f32, bool)]) -> String {
    let mut bins = [(0_u64, 0_u64, 0.0_f64); BINS];
    for (sure, right) in judged {
        let (count, hits, sum) = &mut bins[((sure * BINS as f32) as usize).min(BINS - 1)];
        *count += 1;
        *hits += u64::from(*right);
        *sum += f64::from(*sure);
    }
    let mut out = String::from("| said | blocks | mean said | so |\n|---|---|---|---|\n");
    let mut apart = 0.0;
    for (at, (count, hits, sum)) in bins.iter().enumerate().filter(|(_, (count, ..))| *count > 0) {
        let (mean, share) = (sum / *count as f64, *hits as f64 / *count as f64);
        apart += (mean - share).abs() * *count as f64;
        let _ = writeln!(
            out,
            "| {}–{} % | {count} | {:.1} % | {:.1} % |",
            at * 10,
            at * 10 + 10,
            100.0 * mean,
            100.0 * share
        );
    }
    let _ = writeln!(out, "\nExpected calibration error: {:.2} points.", 100.0 * apart / judged.len().max(1) as f64);
    out
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn a_judge_who_is_right_as_often_as_said_has_no_error() {
        let honest: Vec<(f32, bool)> = (0..100).map(|at| (0.75, at % 4 != 0)).collect();
        assert!(table(&honest).contains("error: 0.00"), "{}", table(&honest));
        let boastful: Vec<(f32, bool)> = (0..100).map(|at| (0.95, at % 2 == 0)).collect();
        assert!(table(&boastful).contains("error: 45.00"), "{}", table(&boastful));
    }
}
