//! Ranges, as forecasts print them: `$10.40 – $10.60`, `3.5% – 4.5% / 4.0%`, `$11.5-12.5 billion`. They stand in a figure's
//! place and are none.

use super::currency::currency;
use super::printed::suffix_word;
use super::text::{space, whole};
use crossfoot_lexicon::{WordClass, word};
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::{alphanumeric1, char, digit1, one_of};
use nom::combinator::{map, opt, recognize, value, verify};
use nom::multi::many0;
use nom::{IResult, Parser};

/// What joins two amounts.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Joint {
    /// A dash or the word *to*: from here to there.
    To,
    /// A slash: the middle of the range, say, after its ends.
    Slash,
}

/// True for a range of amounts and nothing else. Numbers of which none has a currency, a percent sign, a magnitude or decimals
/// are no range for certain (`2022-2023`, `10-15`).
pub(crate) fn is_range(text: &str) -> bool {
    let joined = (space, joint, space);
    let range = (amount, many0((joined, amount)));
    whole(text, range).is_some_and(|(first, rest)| {
        let to = rest.iter().any(|((_, joint, _), _)| *joint == Joint::To);
        to && (first || rest.iter().any(|(_, told)| *told))
    })
}

fn joint(input: &str) -> IResult<&str, Joint> {
    let to = verify(alphanumeric1, |text: &str| word(text).is(WordClass::To));
    // `44.0% ± 0.5%` says where a number lies, too.
    let dash = one_of("-‐‑‒–—―−±");
    alt((value(Joint::To, alt((value((), dash), value((), to)))), value(Joint::Slash, char('/')))).parse(input)
}

/// An amount, and whether it is told from any other number.
fn amount(input: &str) -> IResult<&str, bool> {
    let sign = map(opt((opt(one_of("~≈")), opt(char('(')), opt(currency), space)), |found| {
        found.is_some_and(|(_, _, currency, _)| currency.is_some())
    });
    let digits = map(recognize((digit1, many0((one_of(",."), digit1)))), |text: &str| text.contains('.'));
    (sign, digits, unit).parse(input).map(|(rest, (sign, decimals, unit))| (rest, sign || decimals || unit))
}

/// What follows the digits: magnitude, percent sign, closing parenthesis.
fn unit(input: &str) -> IResult<&str, bool> {
    // A single letter is a magnitude in capitals only: `$96.9B`.
    let small = |text: &str| text.len() == 1 && text.starts_with(|c: char| c.is_ascii_lowercase());
    let magnitude =
        verify(alphanumeric1, |text: &str| !small(text) && word(text).scale().is_some_and(|scale| scale.power >= 6));
    let share = alt((tag("%"), recognize(suffix_word)));
    let told = |part: Option<(&str, &str)>| part.is_some();
    let mut unit = (opt(char(')')), map(opt((space, magnitude)), told), map(opt((space, share)), told), opt(char(')')));
    unit.parse(input).map(|(rest, (_, magnitude, share, _))| (rest, magnitude || share))
}

#[cfg(test)]
mod tests {
    use super::is_range;

    #[test]
    fn ranges_are_told_from_figures_and_years() {
        for text in [
            "$10.40 – $10.60",
            "$96.9B – $97.9B / $97.4B",
            "3.5% – 4.5% / 4.0%",
            "$11.5-12.5 billion",
            "$34.5 - $34.7",
            "2% to 4%",
            "(1.5)% - (0.5)%",
            "€1.2 billion to €1.4 billion",
        ] {
            assert!(is_range(text), "{text}");
        }
        for text in
            ["2022-2023", "10-15", "$10.40", "3.5% / 4.0%", "1-800-555-0100", "12.5", "- 4.5%", "3/25/2023", "$5 -"]
        {
            assert!(!is_range(text), "{text}");
        }
    }
}
