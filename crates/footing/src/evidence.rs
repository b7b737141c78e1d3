//! How unlikely it is that a relation holds by chance.
//!
//! With free signs almost anything sums to something, so no relation counts merely because it holds. Each equation that
//! holds is worth the logarithm of the room its figures had to miss: a five-digit sum met exactly is worth some 16 bits,
//! one met within a unit less, a sum of zeros nothing. Against this stands what was tried to find it: choosing one of a
//! thousand candidates costs 10 bits. What is left must reach [`MARGIN`].
//!
//! Evidence is counted in half bits, in integers.

/// What must be left when the cost of the search is paid: ten bits, or one chance relation in a thousand searches.
pub(crate) const MARGIN: i32 = 20;

/// Twice the binary logarithm, rounded down; zero for zero.
pub(crate) fn half_bits(x: u128) -> i32 {
    let bits = |x: u128| i32::try_from(x.checked_ilog2().unwrap_or(0)).unwrap_or(0);
    if x < 1 << 60 { bits(x * x) } else { 2 * bits(x) }
}

/// Twice the binary logarithm of a count of things to choose from.
pub(crate) fn choice(count: usize) -> i32 {
    half_bits(u128::try_from(count).unwrap_or(u128::MAX)) + 1
}

/// The worth of one equation: figures of this `size` left this `difference`, both in printed units of `unit`.
pub(crate) fn worth(size: i128, difference: i128, unit: i128) -> i32 {
    let unit = unit.max(1).unsigned_abs();
    let room = (2 * size.unsigned_abs() + unit) / unit;
    let miss = (2 * difference.unsigned_abs()).div_ceil(unit) + 1;
    let paid = if miss > 1 { half_bits(miss) + 1 } else { 0 };
    (half_bits(room) - paid).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn larger_figures_are_worth_more() {
        assert_eq!(worth(0, 0, 1), 0);
        assert!(worth(9, 0, 1) < worth(99_999, 0, 1));
        assert!(worth(99_999, 1, 1) < worth(99_999, 0, 1));
        assert_eq!(worth(99_999_000, 0, 1000), worth(99_999, 0, 1));
        assert_eq!(worth(2, 5, 1), 0);
    }
}
