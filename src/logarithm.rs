//! The natural logarithm, the same on every machine.

/// `libm::logf` for numbers that are neither nought, negative, subnormal nor endless, to the last bit: its algorithm (FreeBSD's `e_logf.c`, Sun
/// Microsystems 1993, freely granted) without the ways for other numbers, so that several are taken at once.
#[allow(clippy::many_single_char_names, reason = "those of the algorithm")]
pub(crate) fn ln(x: f32) -> f32 {
    /// Halves of ln 2, and the polynomial.
    const LN2: (f32, f32) = (f32::from_bits(0x3f31_7180), f32::from_bits(0x3717_f7d1));
    const LG: [f32; 4] = [0.666_666_6, 0.400_009_72, 0.284_987_87, 0.242_790_79];
    /// The root of a half: what is left of a number lies between this and twice it.
    const ROOT: u32 = 0x3f35_04f3;
    let bits = x.to_bits().wrapping_add(0x3f80_0000 - ROOT);
    let times = ((bits >> 23).cast_signed() - 0x7f) as f32;
    let f = f32::from_bits((bits & 0x007f_ffff) + ROOT) - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let rest = z * (LG[0] + w * LG[2]) + w * (LG[1] + w * LG[3]);
    let half = 0.5 * f * f;
    s * (half + rest) + times * LN2.1 - half + f + times * LN2.0
}

#[cfg(test)]
mod tests {
    use super::ln;

    #[test]
    fn logarithms_are_those_of_the_library_to_the_last_bit() {
        // Each 997th number that is normal; all of them were looked at once.
        for bits in (0x0080_0000..0x7f80_0000_u32).step_by(997).chain([1.0_f32.to_bits(), 0x7f7f_ffff]) {
            let x = f32::from_bits(bits);
            assert_eq!(ln(x).to_bits(), libm::logf(x).to_bits(), "{x}");
        }
    }
}
