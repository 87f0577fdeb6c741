//! What a judgement's score means as a probability.
//!
//! The networks boast: what they say with nine tenths is so in two thirds of the cases. Their scores are what the plan is tuned on and stay
//! as they are; what is told to people is looked up here. Choice: straight lines between a few points, fitted on sites that the networks had
//! not seen (binned calibration, Zadrozny and Elkan 2001, with lines in the place of steps): it needs no logarithm, and a byte a point.

use crate::label::Label;

/// The scores between which lines are drawn: closer towards 1, where most are.
pub const POINTS: [f32; 8] = [0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.97, 1.0];
/// A row a label, and one for "a nag or a consent notice, whichever".
pub const ROWS: usize = 15;
/// The last row.
pub const FAMILY: usize = 14;

/// For each row what the scores of [`POINTS`] mean, in 255ths. Never falling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calibration {
    /// The rows: those of the labels in the order of [`Label::ALL`], then [`FAMILY`].
    pub rows: [[u8; POINTS.len()]; ROWS],
}

impl Default for Calibration {
    fn default() -> Self {
        Self::none()
    }
}

impl Calibration {
    /// Takes each score for what it says.
    pub fn none() -> Calibration {
        Calibration { rows: [POINTS.map(|point| (point * 255.0) as u8); ROWS] }
    }

    /// How probable it is that a block that was given a label with such a score has it.
    pub fn label(&self, label: Label, score: f32) -> f32 {
        self.at(label as usize, score)
    }

    /// How probable it is that a block is a nag or a consent notice.
    pub fn family(&self, score: f32) -> f32 {
        self.at(FAMILY, score)
    }

    /// The probability that a row gives to a score.
    #[inline(never)]
    pub fn at(&self, row: usize, score: f32) -> f32 {
        let mut last = (0.0, 0.0);
        for (point, height) in POINTS.iter().zip(self.rows.get(row).into_iter().flatten()) {
            let height = f32::from(*height) / 255.0;
            if score < *point {
                return last.1 + (height - last.1) * (score - last.0) / (point - last.0);
            }
            last = (*point, height);
        }
        last.1
    }
}

/// Between which two points a score lies, and how far it is from the first of them to the second: for fitting.
pub fn place(score: f32) -> (usize, f32) {
    let score = score.clamp(0.0, 1.0);
    let segment = POINTS.iter().skip(1).take(POINTS.len() - 2).filter(|point| score >= **point).count();
    (segment, (score - POINTS[segment]) / (POINTS[segment + 1] - POINTS[segment]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_between_two_points_means_what_lies_between() {
        let mut calibration = Calibration::none();
        calibration.rows[FAMILY] = [0, 0, 0, 51, 153, 204, 230, 255];
        for score in [0.0_f32, 0.1, 0.2, 0.35, 0.6, 0.61, 0.89, 0.97, 0.98] {
            let (segment, share) = place(score);
            let [low, high] = [segment, segment + 1].map(|at| f32::from(calibration.rows[FAMILY][at]) / 255.0);
            assert!((calibration.family(score) - low - (high - low) * share).abs() < 1e-6, "{score}");
        }
        assert!((calibration.family(0.7) - 0.4).abs() < 1e-6);
        assert!((calibration.family(0.8) - 0.6).abs() < 1e-6);
        assert!(calibration.family(0.1).abs() < 1e-6);
        assert!((calibration.family(1.0) - 1.0).abs() < 1e-6);
        assert!((Calibration::none().label(Label::Nav, 0.5) - 0.5).abs() < 0.005);
    }

    #[test]
    fn scores_out_of_range_are_cut() {
        assert_eq!(place(-1.0), (0, 0.0));
        assert_eq!(place(2.0).0, POINTS.len() - 2);
        assert!(Calibration::none().family(f32::NAN).is_nan() || Calibration::none().family(f32::NAN) <= 1.0);
    }
}
