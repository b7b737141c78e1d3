//! Units with their scales, as a person reads them.

use crossfoot_statements::{Cell, Fact, Statement, Unit};

use crate::decimals;

/// `USD × 1,000,000`; what the statement's money is in. Empty where none of its figures is money.
pub(super) fn units(statement: &Statement) -> String {
    let mut facts = statement.items.iter().flat_map(|item| &item.cells).filter_map(Cell::figure);
    if !facts.any(|fact| matches!(fact.unit, Unit::Money(_))) {
        return String::new();
    }
    let currency = statement.currency.map(|currency| currency.to_string());
    match (currency, statement.scale.map(|scale| decimals::scale(scale).to_string())) {
        (Some(currency), Some(scale)) if scale != "1" => format!("{currency} × {}", grouped(&scale)),
        (Some(currency), _) => currency,
        (None, Some(scale)) if scale != "1" => format!("× {}", grouped(&scale)),
        (None, _) => String::new(),
    }
}

/// The unit of a row with its scale.
pub(super) fn unit(fact: &Fact) -> String {
    match decimals::scale(fact.scale).to_string().as_str() {
        "1" => fact.unit.to_string(),
        scale => format!("{} × {}", fact.unit, grouped(scale)),
    }
}

/// `-1000000.5` as `-1,000,000.5`.
pub(super) fn grouped(number: &str) -> String {
    let digits = number.trim_start_matches('-');
    let whole = digits.find('.').unwrap_or(digits.len());
    let mut text = number[..number.len() - digits.len()].to_owned();
    for (index, digit) in digits.char_indices() {
        if index > 0 && index < whole && (whole - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_grouped() {
        assert_eq!(["1", "1000", "1000000", "0.01", "100"].map(grouped), ["1", "1,000", "1,000,000", "0.01", "100"]);
        assert_eq!(["-1234.5678", "-123", "123456"].map(grouped), ["-1,234.5678", "-123", "123,456"]);
    }
}
