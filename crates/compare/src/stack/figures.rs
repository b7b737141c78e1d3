//! Lengths and precisions, by which figures of two releases are held against each other.

use rust_decimal::Decimal;

/// `P3M` is 91 days, `P13W` as well.
pub(crate) fn days(duration: &str) -> u32 {
    let number = |digits: Option<&str>| digits.and_then(|digits| digits.parse::<u32>().ok());
    let Some(rest) = duration.strip_prefix('P') else {
        return 0;
    };
    let months = number(rest.strip_suffix('M')).map(|months| months.saturating_mul(365) / 12);
    months.or_else(|| number(rest.strip_suffix('W')).map(|weeks| weeks.saturating_mul(7))).unwrap_or(u32::MAX)
}

/// Whether two figures, each with its precision, say the same as exactly as the coarser of them does.
pub(crate) fn agree(one: (Decimal, i32), other: (Decimal, i32)) -> bool {
    if one.1 == other.1 {
        return one.0 == other.0;
    }
    let (fine, coarse) = if one.1 > other.1 { (one, other) } else { (other, one) };
    let Some(unit) = unit_of(coarse.1) else {
        return false;
    };
    fine.0.checked_sub(coarse.0).is_some_and(|miss| miss.abs() <= unit / Decimal::TWO)
}

/// What the last printed digit is worth: a million for −6.
pub(crate) fn unit_of(decimals: i32) -> Option<Decimal> {
    match u32::try_from(decimals) {
        Ok(places) => (places <= 28).then(|| Decimal::new(1, places)),
        Err(_) => 10i64.checked_pow(decimals.unsigned_abs()).map(Decimal::from),
    }
}
