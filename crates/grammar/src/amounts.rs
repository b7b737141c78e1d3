//! Amounts in running text: `revenue of $8.1 billion`. They are printed with their currency and their scale, whatever the tables
//! leave unsaid, so they bear a table's scale out or contradict it.

use crossfoot_lexicon::word;
use rust_decimal::Decimal;

use crate::figure::{Currency, figure};
use crate::lines::Line;

/// An amount of money in running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// As printed, the scale included: `$8.1 billion`.
    pub printed: String,
    /// In full units: 8100000000.
    pub value: Decimal,
    /// The power of ten of its last printed digit: 8 for `$8.1 billion`.
    pub power: i32,
    /// Its currency, as its sign or code has it.
    pub currency: Currency,
    /// The line it stands in.
    pub line: String,
    /// The page it is printed on, from 1.
    pub page: u32,
}

/// The amounts in the running text of a page's lines that are printed with a currency and a scale. What stands in a cell of its own
/// is a table's.
pub(crate) fn amounts(page: u32, lines: &[Line]) -> impl Iterator<Item = Amount> + '_ {
    lines.iter().flat_map(move |line| {
        let texts = line.tokens.iter().filter(|token| token.is_text()).map(|token| token.text.as_str());
        texts.flat_map(amounts_of).map(move |amount| Amount { line: line.text().to_owned(), page, ..amount })
    })
}

/// The amounts of a text: `EUR 8.1 billion`, `$8.1 billion`, `£12.4m`.
fn amounts_of(text: &str) -> Vec<Amount> {
    let words: Vec<&str> = if has_digit(text) { text.split_whitespace().collect() } else { Vec::new() };
    let number = |at: &usize| has_digit(words[*at]);
    (0..words.len()).filter(number).filter_map(|at| amount(&words, at)).collect()
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// The amount whose digits stand in a word.
fn amount(words: &[&str], at: usize) -> Option<Amount> {
    let scale = words.get(at + 1).map(|next| next.trim_end_matches(|c: char| !c.is_alphanumeric()));
    let scale = scale.filter(|next| word(next).scale().is_some());
    let digits = words[at].trim_end_matches(['.', ',', ';', ':']);
    // A scale is in letters behind the digits; most numbers have none.
    if scale.is_none() && !digits.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let behind = scale.map_or_else(|| digits.to_owned(), |scale| format!("{} {scale}", words[at]));
    let before = at.checked_sub(1).map(|before| words[before]).filter(|word| word.chars().count() <= CODE);
    let with_code = before.map(|code| format!("{code} {behind}"));
    [Some(behind), with_code].into_iter().flatten().find_map(read)
}

/// Letters of the code of a currency, or of its sign with a country: `EUR`, `US$`.
const CODE: usize = 3;

fn read(printed: String) -> Option<Amount> {
    let figure = figure(&printed).filter(|figure| figure.power > 0 && !figure.value.is_zero())?;
    let currency = figure.currency?;
    let full = 10_i64.checked_pow(figure.power.into()).map(Decimal::from)?;
    let power = i32::from(figure.power) - i32::try_from(figure.decimals).ok()?;
    let value = figure.value.checked_mul(full)?.normalize();
    Some(Amount { printed, value, power, currency, line: String::new(), page: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_carry_currency_and_scale() {
        let read = |text: &str| {
            let amounts = amounts_of(text);
            amounts.into_iter().map(|a| (a.printed, a.value.to_string(), a.power)).collect::<Vec<_>>()
        };
        let one = |printed: &str, value: &str, power| vec![(printed.to_owned(), value.to_owned(), power)];
        assert_eq!(read("Revenue was $8.1 billion, up 4% from 2022."), one("$8.1 billion", "8100000000", 8));
        assert_eq!(read("an operating loss of EUR 12.45 million"), one("EUR 12.45 million", "12450000", 4));
        assert_eq!(read("profit of £12.4m."), one("£12.4m", "12400000", 5));
        assert!(read("8.1 billion shares, $14.7 a share, 41,000 people in 2023").is_empty());
    }
}
