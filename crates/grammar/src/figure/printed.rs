//! A printed figure: digits and what may stand around them.

use super::currency::{Currency, scaled_currency, told_currency};
use super::number::{Number, number};
use super::text::{Read, space};
use super::{Figure, NegativeMark, Suffix};
use crossfoot_lexicon::{WordClass, word};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while};
use nom::character::complete::{char, one_of};
use nom::combinator::{map, map_opt, not, opt, recognize, value, verify};
use nom::multi::many0;
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};
use rust_decimal::Decimal;

/// What may stand before the digits, in whatever order.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Before {
    Minus,
    Plus,
    Triangle,
    Open,
    About,
    /// A currency, and whether its sign is one of several.
    Currency(Currency, bool),
}

/// What may stand after the digits.
#[derive(Debug, Clone, Copy, PartialEq)]
enum After {
    Close,
    Suffix(Suffix),
    Currency(Currency, bool),
    /// A scale's power of ten, and the currency it is glued to: `k€`.
    ScaledCurrency(u8, Currency),
    /// A scale's power of ten.
    Scale(u8),
}

const DASHES: &str = "-‐‑‒–—―−─－";

/// Whether a character other than a currency's may stand before the digits of a figure, or in their place.
pub(super) fn may_stand_before(c: char) -> bool {
    matches!(c, '(' | '（' | '△' | '▲' | '~' | '≈' | '∼' | '～' | '+' | '＋') || DASHES.contains(c)
}

fn before(input: &str) -> IResult<&str, Before> {
    let minus = alt((terminated(one_of(DASHES), not(one_of(" \t\u{a0}"))), one_of("-−")));
    alt((
        map(told_currency, |(currency, shared)| Before::Currency(currency, shared)),
        value(Before::Open, one_of("(（")),
        value(Before::Triangle, one_of("△▲")),
        value(Before::About, one_of("~≈∼～")),
        value(Before::Plus, one_of("+＋")),
        value(Before::Minus, minus),
    ))
    .parse(input)
}

/// The words for what a figure is counted in, and the suffix that each is.
const NAMED: [(WordClass, Suffix); 5] = [
    (WordClass::SuffixBasisPoints, Suffix::BasisPoints),
    (WordClass::SuffixPoints, Suffix::Points),
    (WordClass::SuffixPercent, Suffix::Percent),
    (WordClass::SuffixCents, Suffix::Cents),
    (WordClass::SuffixTimes, Suffix::Times),
];

/// A suffix in words, the longest there is: `percentage points`, `p.p.`, `bps`.
pub(super) fn suffix_word(input: &str) -> IResult<&str, Suffix> {
    let letters =
        |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '.').len();
    let first = letters(input);
    let second = input[first..].strip_prefix(' ').map_or(0, letters);
    let both = (first > 0 && second > 0).then_some(first + 1 + second);
    let ends = [both, Some(first), Some(input[..first].trim_end_matches('.').len())].into_iter().flatten();
    let found = ends.filter(|end| *end > 0).find_map(|end| {
        let (text, rest) = input.split_at(end);
        let whole = !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
        let suffix = || NAMED.iter().find(|(class, _)| word(text).is(*class)).map(|(_, suffix)| (rest, *suffix));
        whole.then(suffix).flatten()
    });
    found.ok_or_else(|| nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Tag)))
}

/// A scale behind the digits: `m`, `bn`, `B`, `K`, `million`.
fn scale_word(input: &str) -> IResult<&str, u8> {
    let letters = |text: &str| text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (text, rest) = input.split_at(letters(input));
    let scale = word(text).scale().filter(|_| !rest.starts_with(|c: char| c.is_ascii_digit()));
    let scale = scale.map(|scale| (rest, scale.power));
    scale.ok_or_else(|| nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Tag)))
}

fn after(input: &str) -> IResult<&str, After> {
    // `4.2% pts.`, `1.5 %-pts`, however it is spaced.
    let points = preceded((char('%'), opt(char('-')), space), verify(suffix_word, |suffix| *suffix == Suffix::Points));
    let percent = value(Suffix::Percent, one_of("%％"));
    let cents = value(Suffix::Cents, one_of("¢￠"));
    let times = value(Suffix::Times, char('×'));
    alt((
        value(After::Close, one_of(")）")),
        map(alt((points, percent, suffix_word, cents, times)), After::Suffix),
        map(scale_word, After::Scale),
        map(scaled_currency, |(power, currency)| After::ScaledCurrency(power, currency)),
        // A dollar sign after a figure belongs to the next column.
        map(
            preceded(not((take_while(|c: char| c.is_ascii_alphabetic()), char('$'))), told_currency),
            |(currency, shared)| After::Currency(currency, shared),
        ),
    ))
    .parse(input)
}

/// A figure with all that belongs to it, from the start of the input.
pub(super) fn printed(input: &str) -> IResult<&str, Figure> {
    let number = (around_before(before), map(number, Some), around_after);
    let nil = (around_before(not_minus), map(nil, |()| None), around_after);
    alt((
        map_opt(number, |(before, number, after)| assemble(&before, number, &after)),
        map_opt(nil, |(before, number, after)| assemble(&before, number, &after)),
    ))
    .parse(input)
}

fn not_minus(input: &str) -> IResult<&str, Before> {
    verify(before, |b| *b != Before::Minus).parse(input)
}

fn around_before<'a>(part: impl Read<'a, Before>) -> impl Read<'a, Vec<Before>> {
    terminated(many0(preceded(space, part)), space)
}

fn around_after(input: &str) -> IResult<&str, Vec<After>> {
    many0(preceded(space, after)).parse(input)
}

/// A dash or two in place of digits, or the typist's `-0-`.
fn nil(input: &str) -> IResult<&str, ()> {
    let dashes =
        terminated(recognize((one_of(DASHES), opt(one_of(DASHES)))), not(alt((one_of(DASHES), one_of("0123456789.")))));
    value((), alt((tag("-0-"), dashes))).parse(input)
}

/// Puts the parts together; `None` where they contradict: two signs, two currencies, a parenthesis without its other
/// half.
fn assemble(before: &[Before], number: Option<Number>, after: &[After]) -> Option<Figure> {
    let count = |part: Before| before.iter().filter(|b| **b == part).count();
    let (open, minus) = (count(Before::Open), count(Before::Minus));
    let signs = minus + count(Before::Plus) + count(Before::Triangle);
    let close = after.iter().filter(|a| **a == After::Close).count();
    let mut currencies = before
        .iter()
        .filter_map(|b| if let Before::Currency(c, shared) = b { Some((*c, *shared)) } else { None })
        .chain(after.iter().filter_map(|a| match a {
            After::Currency(c, shared) => Some((*c, *shared)),
            After::ScaledCurrency(_, c) => Some((*c, false)),
            _ => None,
        }));
    let mut suffixes = after.iter().filter_map(|a| if let After::Suffix(s) = a { Some(*s) } else { None });
    let (currency, suffix) = (currencies.next(), suffixes.next().unwrap_or(Suffix::None));
    let mut scales = after.iter().filter_map(|a| match a {
        After::Scale(power) | After::ScaledCurrency(power, _) => Some(*power),
        _ => None,
    });
    let power = scales.next().unwrap_or(0);
    // `3M`, `10 K`: letters behind a bare number are a name or a mark sooner than a scale.
    let amount = currency.is_some() || number.as_ref().is_some_and(|number| number.decimals > 0);
    if power > 0 && (!amount || suffix != Suffix::None) || scales.next().is_some() {
        return None;
    }
    // `(-5)` is read, `-(5)` is not: that is a nil with the mark (5), or a slip.
    let inside = before.iter().position(|b| *b == Before::Minus) >= before.iter().position(|b| *b == Before::Open);
    let odd_sign = signs > 1 || (open == 1 && (signs > minus || (minus == 1 && !inside)));
    if open != close
        || open > 1
        || odd_sign
        || currencies.next().is_some()
        || suffixes.next().is_some()
        || count(Before::About) > 1
    {
        return None;
    }
    let nil = number.is_none();
    let number = number.unwrap_or(Number { value: Decimal::ZERO, decimals: 0, grouped: false });
    let negative_mark = match () {
        () if nil => NegativeMark::None,
        () if open == 1 => NegativeMark::Parentheses,
        () if minus == 1 => NegativeMark::Minus,
        () if count(Before::Triangle) == 1 => NegativeMark::Triangle,
        () => NegativeMark::None,
    };
    let negative = negative_mark != NegativeMark::None && !number.value.is_zero();
    let value = if negative { -number.value } else { number.value };
    let approximate = count(Before::About) == 1;
    Some(Figure {
        value,
        decimals: number.decimals,
        currency: currency.map(|(currency, _)| currency),
        shared_sign: currency.is_some_and(|(_, shared)| shared),
        suffix,
        nil,
        approximate,
        grouped: number.grouped,
        power,
        negative_mark,
    })
}
