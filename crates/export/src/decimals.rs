//! How numbers are written.

use std::fmt;

use crossfoot_statements::Fact;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

/// A decimal as it is, trailing zeros kept; zero has no sign.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plain(pub(crate) Decimal);

impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.short() {
            Some(text) => f.write_str(text.as_str()),
            None => write!(f, "{}{}", if self.is_negative() { "-" } else { "" }, self.0.abs()),
        }
    }
}

impl Plain {
    fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// Nearly all figures fit into a machine word, which is written much faster than 96 bits are.
    fn short(self) -> Option<Text> {
        let digits = u64::try_from(self.0.mantissa().unsigned_abs()).ok()?;
        (self.0.scale() <= MOST_PLACES).then(|| Text::of(self.is_negative(), digits, self.0.scale()))
    }

    /// Adds it to a text.
    pub(crate) fn write(self, out: &mut String) {
        match self.short() {
            Some(text) => out.push_str(text.as_str()),
            None => out.push_str(&self.to_string()),
        }
    }
}

/// Adds a whole number to a text.
pub(crate) fn write_whole(number: i64, out: &mut String) {
    out.push_str(Text::of(number < 0, number.unsigned_abs(), 0).as_str());
}

/// Digits after the point that [`Text`] has room for.
const MOST_PLACES: u32 = 19;

/// A number as text, without a heap: a sign, twenty digits and a point fit.
struct Text {
    bytes: [u8; 24],
    start: usize,
}

impl Text {
    /// Digits of which the last so many stand after the point.
    fn of(negative: bool, mut digits: u64, places: u32) -> Self {
        let mut text = Self { bytes: [0; 24], start: 24 };
        let mut written = 0;
        while digits > 0 || written <= places {
            if written == places && places > 0 {
                text.push(b'.');
            }
            text.push(b'0' + (digits % 10) as u8);
            digits /= 10;
            written += 1;
        }
        if negative {
            text.push(b'-');
        }
        text
    }

    /// Puts a character before the others.
    fn push(&mut self, byte: u8) {
        self.start -= 1;
        self.bytes[self.start] = byte;
    }

    fn as_str(&self) -> &str {
        str::from_utf8(&self.bytes[self.start..]).unwrap_or_default()
    }
}

impl Serialize for Plain {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.short() {
            Some(text) => serializer.serialize_str(text.as_str()),
            None => serializer.collect_str(self),
        }
    }
}

/// The same as text.
pub(crate) fn plain(number: Decimal) -> String {
    Plain(number).to_string()
}

/// A figure in full units. An unscaled one keeps its printed zeros (`12.30`); a scaled one that comes out whole
/// is written whole, because the zeros after its point were never printed.
pub(crate) fn full(fact: &Fact) -> Plain {
    Plain(if fact.scale != Decimal::ONE && fact.value.is_integer() { fact.value.trunc() } else { fact.value })
}

/// A scale: `1`, `1000000`, `0.01`.
pub(crate) fn scale(number: Decimal) -> Plain {
    Plain(number.normalize())
}

/// A coordinate with at most two decimals.
pub(crate) fn coordinate(value: f32) -> f64 {
    // Exact before it is rounded, for the product fits; zero has no sign.
    hundredths(value) / 100.0 + 0.0
}

fn hundredths(value: f32) -> f64 {
    (f64::from(value) * 100.0).round_ties_even()
}

/// The same as text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Coordinate(pub(crate) f32);

impl Coordinate {
    /// Adds it to a text.
    pub(crate) fn write(self, out: &mut String) {
        let hundredths = hundredths(self.0);
        // What stands on a page is this near; whole numbers are written faster than others.
        if !(0.0..1e9).contains(&hundredths) {
            out.push_str(&coordinate(self.0).to_string());
            return;
        }
        let mut digits = hundredths as u64;
        let mut places = 2;
        while places > 0 && digits.is_multiple_of(10) {
            digits /= 10;
            places -= 1;
        }
        out.push_str(Text::of(false, digits, places).as_str());
    }
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
        for number in [
            "-12.05",
            "0.000001",
            "-0.4550",
            "79228162514264337593543950335",
            "-18446744073709551615",
            "0.1844674407370955161",
            "-0.0000000000000000001",
            "-1.0000000000000000000000000001",
        ] {
            assert_eq!(plain(decimal(number)), number);
        }
        assert_eq!(full(&money("12.30", "1")).to_string(), "12.30");
    }

    #[test]
    fn scaled_figures_are_whole_where_they_can_be() {
        assert_eq!(full(&money("1234.5", "1000000")).to_string(), "1234500000");
        assert_eq!(full(&money("-0.0", "1000000")).to_string(), "0");
        assert_eq!(full(&money("45.50", "0.01")).to_string(), "0.4550");
        assert_eq!(full(&fact("12.3", "1", crossfoot_statements::Unit::Percent)).to_string(), "12.3");
    }

    #[test]
    fn scales_have_no_needless_zeros() {
        assert_eq!(scale(decimal("1000000.00")).to_string(), "1000000");
        assert_eq!(scale(decimal("0.010")).to_string(), "0.01");
        assert_eq!(scale(decimal("1")).to_string(), "1");
    }

    #[test]
    fn coordinates_have_two_decimals_at_most() {
        for (value, text) in [
            (12.3456, "12.35"),
            (12.5, "12.5"),
            (100.0, "100"),
            (-0.001, "0"),
            (0.0, "0"),
            (7.05, "7.05"),
            (-7.05, "-7.05"),
            (3e8, "300000000"),
        ] {
            assert_eq!(coordinate(value).to_string(), text);
            let mut written = String::new();
            Coordinate(value).write(&mut written);
            assert_eq!(written, text);
        }
    }
}
