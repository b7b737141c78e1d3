//! How numbers are written.

use crossfoot_statements::Fact;
use rust_decimal::Decimal;

/// A decimal as it is, trailing zeros kept; zero has no sign.
pub(crate) fn plain(number: Decimal) -> String {
    if number.is_zero() { number.abs().to_string() } else { number.to_string() }
}

/// A figure in full units. An unscaled one keeps its printed zeros (`12.30`); a scaled one that comes out whole
/// is written whole, because the zeros after its point were never printed.
pub(crate) fn full(fact: &Fact) -> String {
    if fact.scale != Decimal::ONE && fact.value.is_integer() { plain(fact.value.trunc()) } else { plain(fact.value) }
}

/// A scale: `1`, `1000000`, `0.01`.
pub(crate) fn scale(number: Decimal) -> String {
    plain(number.normalize())
}

/// A coordinate with at most two decimals.
pub(crate) fn coordinate(value: f32) -> f64 {
    // Exact before it is rounded, for the product fits; zero has no sign.
    (f64::from(value) * 100.0).round_ties_even() / 100.0 + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{fact, money};

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn printed_zeros_are_kept() {
        assert_eq!(plain(decimal("12.30")), "12.30");
        assert_eq!(plain(decimal("-0.00")), "0.00");
        assert_eq!(plain(-decimal("0")), "0");
        assert_eq!(full(&money("12.30", "1")), "12.30");
    }

    #[test]
    fn scaled_figures_are_whole_where_they_can_be() {
        assert_eq!(full(&money("1234.5", "1000000")), "1234500000");
        assert_eq!(full(&money("-0.0", "1000000")), "0");
        assert_eq!(full(&money("45.50", "0.01")), "0.4550");
        assert_eq!(full(&fact("12.3", "1", crossfoot_statements::Unit::Percent)), "12.3");
    }

    #[test]
    fn scales_have_no_needless_zeros() {
        assert_eq!(scale(decimal("1000000.00")), "1000000");
        assert_eq!(scale(decimal("0.010")), "0.01");
        assert_eq!(scale(decimal("1")), "1");
    }

    #[test]
    fn coordinates_have_two_decimals_at_most() {
        for (value, text) in [(12.3456, "12.35"), (12.5, "12.5"), (100.0, "100"), (-0.001, "0"), (0.0, "0")] {
            assert_eq!(coordinate(value).to_string(), text);
        }
    }
}
