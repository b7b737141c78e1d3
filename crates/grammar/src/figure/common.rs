//! The figures that releases are full of, read without a grammar: `1,234`, `(5.6)`, `$12`, `-3.4%`.
//!
//! Nine of ten figures look like this. What is read here the grammar reads the same; whatever is any different is left to it.

use super::{Currency, Figure, NegativeMark, Suffix};
use rust_decimal::Decimal;

/// So many digits fit into the number that they are gathered in.
const MOST_DIGITS: usize = 18;

/// Reads a text that is digits, grouped by commas or not, with a point in them or not; before them a minus or a dollar sign and
/// a parenthesis, after them its other half and a percent sign.
pub(super) fn read(text: &str) -> Option<Figure> {
    if let Some(nil) = nil(text) {
        return Some(nil);
    }
    let bytes = text.as_bytes();
    let (minus, bytes) = strip(bytes, b'-');
    let (dollar, bytes) = if minus { (false, bytes) } else { strip(bytes, b'$') };
    let (open, bytes) = if minus { (false, bytes) } else { strip(bytes, b'(') };
    let digits = bytes.iter().take_while(|b| matches!(b, b'0'..=b'9' | b',' | b'.')).count();
    let (number, after) = bytes.split_at(digits);
    let percent = match (open, after) {
        (false, []) | (true, b")") => false,
        (false, b"%") | (true, b")%" | b"%)") => true,
        _ => return None,
    };
    let (number, decimals, grouped) = number_of(number)?;
    let negative_mark = match (open, minus) {
        (true, _) => NegativeMark::Parentheses,
        (_, true) => NegativeMark::Minus,
        _ => NegativeMark::None,
    };
    let number = if negative_mark == NegativeMark::None { number } else { -number };
    Some(Figure {
        value: Decimal::new(number, decimals),
        decimals,
        currency: dollar.then_some(Currency::USD),
        shared_sign: dollar,
        suffix: if percent { Suffix::Percent } else { Suffix::None },
        nil: false,
        approximate: false,
        grouped,
        power: 0,
        negative_mark,
    })
}

/// A dash alone, or with a dollar sign before it or a percent sign after it.
fn nil(text: &str) -> Option<Figure> {
    let (dollar, dash) = text.strip_prefix('$').map_or((false, text), |dash| (true, dash));
    let (percent, dash) = dash.strip_suffix('%').map_or((false, dash), |dash| (true, dash));
    matches!(dash, "-" | "–" | "—").then_some(Figure {
        value: Decimal::ZERO,
        decimals: 0,
        currency: dollar.then_some(Currency::USD),
        shared_sign: dollar,
        suffix: if percent { Suffix::Percent } else { Suffix::None },
        nil: true,
        approximate: false,
        grouped: false,
        power: 0,
        negative_mark: NegativeMark::None,
    })
}

fn strip(bytes: &[u8], first: u8) -> (bool, &[u8]) {
    bytes.strip_prefix(&[first]).map_or((false, bytes), |rest| (true, rest))
}

/// The digits as one number, how many of them stand after the point, and whether commas group them.
fn number_of(text: &[u8]) -> Option<(i64, u32, bool)> {
    let point = text.iter().position(|b| *b == b'.');
    let (whole, fraction) = point.map_or((text, &[][..]), |at| (&text[..at], &text[at + 1..]));
    let mut groups = whole.split(|b| *b == b',');
    let first = groups.next()?;
    let grouped = first.len() < whole.len();
    let misgrouped = grouped && !(1..=3).contains(&first.len()) || groups.any(|group| group.len() != 3);
    let odd = misgrouped || grouped && first[0] == b'0' || point.is_some() && fraction.is_empty();
    if odd || text.is_empty() || text.len() > MOST_DIGITS || !fraction.iter().all(u8::is_ascii_digit) {
        return None;
    }
    // `$000` is a scale.
    let zeros = whole.len() > 2 && point.is_none() && whole.iter().all(|b| *b == b'0');
    if zeros {
        return None;
    }
    let digits = whole.iter().chain(fraction).filter(|b| **b != b',');
    let number = digits.fold(0, |number, digit| number * 10 + i64::from(digit - b'0'));
    Some((number, u32::try_from(fraction.len()).ok()?, grouped))
}

#[cfg(test)]
mod tests {
    use super::super::printed::printed;
    use super::super::text::whole;
    use super::*;

    #[test]
    fn reads_as_the_grammar_does() {
        let numbers = [
            "0",
            "00",
            "7",
            "12",
            "123",
            "1234",
            "01",
            "1,234",
            "12,345",
            "123,456",
            "1234,567",
            "0,123",
            "1,23",
            "1,2345",
            "1,234,567",
            "12,34,567",
            ",123",
            "1,",
            "0.0",
            "0.05",
            "5.",
            ".5",
            ".",
            "1.234",
            "1.2.3",
            "1,234.5",
            "1.234,5",
            "1,234.56,7",
            "1.234,567",
            "123456789012345678",
            "1234567890123456789",
            "12345678901234567.8",
            "",
            "2023",
            "-",
            "–",
            "—",
            "--",
        ];
        let befores = ["", "-", "$", "(", "$(", "($", "-$", "$-", "-(", "(-", "((", "$$", " "];
        let afters = ["", ")", "%", ")%", "%)", "))", "%%", "-", "$", ")$", " ", "a", ".", ")."];
        let mut read_here = 0;
        for number in numbers {
            for before in befores {
                for after in afters {
                    let text = format!("{before}{number}{after}");
                    let Some(figure) = read(&text) else { continue };
                    read_here += 1;
                    let read_there = whole(&text, printed);
                    assert_eq!(Some(&figure), read_there.as_ref(), "{text}");
                    let scale = read_there.map(|f| f.value.scale());
                    assert_eq!(Some(figure.value.scale()), scale, "{text}");
                }
            }
        }
        assert!(read_here > 100, "{read_here}");
    }
}
