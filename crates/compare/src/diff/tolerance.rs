//! How far apart two values may be.

use std::str::FromStr;

use rust_decimal::Decimal;
use thiserror::Error;

/// How far apart two values may be and still be the same: an amount in full units, or a share of the old value.
///
/// ```
/// use crossfoot_compare::Tolerance;
///
/// let tolerance: Tolerance = "0.5%".parse()?;
/// assert!(tolerance.allows(1000.into(), 1004.into()));
/// assert!(!tolerance.allows(1000.into(), 1006.into()));
/// # Ok::<(), crossfoot_compare::ToleranceError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tolerance {
    /// An amount in full units.
    Amount(Decimal),
    /// Percent of the old value.
    Percent(Decimal),
}

impl Tolerance {
    /// Whether two values count as the same.
    pub fn allows(self, old: Decimal, new: Decimal) -> bool {
        let room = match self {
            Self::Amount(amount) => Some(amount),
            Self::Percent(percent) => old.abs().checked_mul(percent).map(|share| share / Decimal::ONE_HUNDRED),
        };
        // Without room for the arithmetic there is none for a difference.
        let apart = old.checked_sub(new).map(|difference| difference.abs());
        old == new || apart.zip(room).is_some_and(|(apart, room)| apart <= room)
    }
}

impl Default for Tolerance {
    fn default() -> Self {
        Self::Amount(Decimal::ZERO)
    }
}

/// A tolerance that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("not a tolerance: {0:?} (write an amount such as 1000, or a percentage such as 0.5%)")]
pub struct ToleranceError(String);

impl FromStr for Tolerance {
    type Err = ToleranceError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = |text: &str| text.trim().parse::<Decimal>().ok().filter(|n| !n.is_sign_negative());
        let tolerance = match text.strip_suffix('%') {
            Some(percent) => number(percent).map(Self::Percent),
            None => number(text).map(Self::Amount),
        };
        tolerance.ok_or_else(|| ToleranceError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_shares() {
        let allows = |tolerance: &str, old: i64, new: i64| {
            tolerance.parse::<Tolerance>().expect("a tolerance").allows(old.into(), new.into())
        };
        assert!(allows("0", 5, 5) && !allows("0", 5, 6));
        assert!(allows("1000", -5000, -4000) && !allows("999", -5000, -4000));
        assert!(allows("10%", -100, -110) && !allows("10%", -100, -111));
        assert!(!allows("10%", 0, 1));
        let most = Tolerance::Percent(Decimal::MAX);
        assert!(!most.allows(Decimal::MAX, Decimal::MIN));
    }

    #[test]
    fn nonsense_is_refused() {
        for text in ["", "%", "-1", "a", "1%%", "1e"] {
            assert!(text.parse::<Tolerance>().is_err(), "{text}");
        }
    }
}
