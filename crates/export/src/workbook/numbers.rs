//! Number formats: how a figure was printed, as a spreadsheet says it.

use crossfoot_statements::{Cell, Fact, Statement, Unit};
use rust_decimal::Decimal;

/// How a statement prints what is below zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Negative {
    /// `(5)`, and percentages as `(5)%` or `(5%)`.
    Parentheses {
        /// The percent sign stands after the parenthesis.
        percent_outside: bool,
    },
    /// A sign before the figure: `-5`, `△5`.
    Sign(char),
}

impl Negative {
    /// What most negative figures of a statement do; parentheses where there is none.
    pub(crate) fn of(statement: &Statement) -> Self {
        let cells = statement.items.iter().flat_map(|item| &item.cells);
        let styles: Vec<Self> = cells.filter_map(Cell::figure).filter_map(Self::printed).collect();
        let percent_outside = styles.contains(&Self::Parentheses { percent_outside: true });
        let signs: Vec<char> = styles.iter().filter_map(|s| s.sign()).collect();
        match signs.first() {
            Some(sign) if 2 * signs.len() > styles.len() => Self::Sign(*sign),
            _ => Self::Parentheses { percent_outside },
        }
    }

    /// What this figure does, if it is below zero.
    fn printed(fact: &Fact) -> Option<Self> {
        if !fact.shown.is_sign_negative() || fact.shown.is_zero() {
            return None;
        }
        if fact.printed.contains('(') {
            return Some(Self::Parentheses { percent_outside: fact.printed.contains(")%") });
        }
        Some(Self::Sign(fact.printed.chars().find(|c| "-−–—△▲▵".contains(*c)).unwrap_or('-')))
    }

    fn sign(self) -> Option<char> {
        match self {
            Self::Sign(sign) => Some(sign),
            Self::Parentheses { .. } => None,
        }
    }
}

/// Whether the cell holds a hundredth of the figure, to be shown with a percent sign.
pub(crate) fn is_percent(fact: &Fact) -> bool {
    let (_, after) = around(&fact.printed);
    fact.unit == Unit::Percent && (after.is_empty() || after.contains('%'))
}

/// The number that goes into the cell; none where a double cannot hold all its digits.
pub(crate) fn number(fact: &Fact) -> Option<f64> {
    let number = if is_percent(fact) { fact.shown * Decimal::new(1, 2) } else { fact.shown };
    let double: f64 = number.to_string().parse().ok()?;
    let back: Decimal = double.to_string().parse().ok()?;
    (back == number).then_some(double)
}

/// The number format of a figure: its decimals, separators, currency and unit signs, and its statement's way with
/// negative figures.
pub(crate) fn format(fact: &Fact, usual: Negative) -> String {
    let negative = Negative::printed(fact).unwrap_or(usual);
    let (before, after) = around(&fact.printed);
    let percent = is_percent(fact);
    let currency = if before.is_empty() { String::new() } else { format!("{}* ", literal(&before)) };
    let grouped =
        fact.shown.abs() < Decimal::ONE_THOUSAND || fact.printed.chars().any(|c| ",\u{a0}\u{202f} '’".contains(c));
    let mut digits = String::from(if grouped { "#,##0" } else { "0" });
    if fact.shown.scale() > 0 {
        digits += &format!(".{}", "0".repeat(fact.shown.scale() as usize));
    }
    let sign = if percent { "%".to_owned() } else { literal(&after) };
    let (positive, negative, pad) = match negative {
        Negative::Parentheses { percent_outside: true } if percent => {
            (format!("{digits}_){sign}"), format!("({digits}){sign}"), "_)")
        }
        Negative::Parentheses { .. } => (format!("{digits}{sign}_)"), format!("({digits}{sign})"), "_)"),
        Negative::Sign(mark) => {
            (format!("{digits}{sign}"), format!("{}{digits}{sign}", literal(&mark.to_string())), "")
        }
    };
    let zero = if is_nil(fact) { format!(";{currency}{}{pad}", literal(fact.printed.trim())) } else { String::new() };
    format!("{currency}{positive};{currency}{negative}{zero}")
}

/// A printed dash.
fn is_nil(fact: &Fact) -> bool {
    fact.shown.is_zero() && !fact.printed.contains(|c: char| c.is_ascii_digit())
}

/// What is printed before and after the digits, without signs and parentheses: a currency, a unit.
fn around(printed: &str) -> (String, String) {
    let is_digit = |c: char| c.is_ascii_digit();
    let (Some(start), Some(end)) = (printed.find(is_digit), printed.rfind(is_digit)) else {
        return (String::new(), String::new());
    };
    let kept = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !"()-−–—△▲▵+.".contains(*c)).collect();
    (kept(&printed[..start]), kept(&printed[end + 1..]))
}

/// Text as it stands in a number format.
fn literal(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("\"{}\"", text.replace('"', "")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{fact, item, statement};

    fn printed(printed: &str, shown: &str, unit: Unit) -> Fact {
        Fact { printed: printed.to_owned(), ..fact(shown, "1", unit) }
    }

    const PARENTHESES: Negative = Negative::Parentheses { percent_outside: false };
    const OUTSIDE: Negative = Negative::Parentheses { percent_outside: true };

    #[test]
    fn figures_look_as_printed() {
        for (text, shown, unit, usual, expected) in [
            ("1,234", "1234", Unit::Pure, PARENTHESES, "#,##0_);(#,##0)"),
            ("$ (1,234.5)", "-1234.5", Unit::Pure, PARENTHESES, "\"$\"* #,##0.0_);\"$\"* (#,##0.0)"),
            ("2019", "2019", Unit::Pure, PARENTHESES, "0_);(0)"),
            ("12.3%", "12.3", Unit::Percent, PARENTHESES, "#,##0.0%_);(#,##0.0%)"),
            ("12.3", "12.3", Unit::Percent, OUTSIDE, "#,##0.0_)%;(#,##0.0)%"),
            ("△1,234", "-1234", Unit::Pure, PARENTHESES, "#,##0;\"△\"#,##0"),
            ("5", "5", Unit::Pure, Negative::Sign('−'), "#,##0;\"−\"#,##0"),
            ("—", "0", Unit::Pure, PARENTHESES, "#,##0_);(#,##0);\"—\"_)"),
            ("0.0", "0.0", Unit::Pure, PARENTHESES, "#,##0.0_);(#,##0.0)"),
            ("(1.2)pts", "-1.2", Unit::Percent, PARENTHESES, "#,##0.0\"pts\"_);(#,##0.0\"pts\")"),
            ("1.5x", "1.5", Unit::Pure, PARENTHESES, "#,##0.0\"x\"_);(#,##0.0\"x\")"),
        ] {
            assert_eq!(format(&printed(text, shown, unit), usual), expected, "{text}");
        }
    }

    #[test]
    fn the_statement_decides_for_figures_without_a_sign() {
        let cells = |figures: &[(&str, &str)]| {
            let cells = figures.iter().map(|(text, shown)| Cell::Figure(printed(text, shown, Unit::Percent)));
            Negative::of(&statement(vec![], vec![item("a", cells.collect())]))
        };
        assert_eq!(cells(&[("5", "5")]), PARENTHESES);
        assert_eq!(cells(&[("(5)%", "-5"), ("6%", "6")]), OUTSIDE);
        assert_eq!(cells(&[("−5", "-5"), ("−6", "-6"), ("(1)", "-1")]), Negative::Sign('−'));
    }

    #[test]
    fn numbers_keep_every_digit_or_are_none() {
        let number = |shown: &str, unit| number(&printed(shown, shown, unit));
        assert_eq!(number("-1234567.89", Unit::Pure), Some(-1_234_567.89));
        assert_eq!(number("12.3", Unit::Percent), Some(0.123));
        assert_eq!(number("0.00", Unit::Pure), Some(0.0));
        assert_eq!(number("12345678901234567890.12", Unit::Pure), None);
    }
}
