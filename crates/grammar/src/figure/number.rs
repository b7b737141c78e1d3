//! Digits with their separators, in the styles of several countries.

use super::text::Read;
use crate::number_style::POINT;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::character::complete::{char, digit1, one_of};
use nom::combinator::{map, map_opt, not, opt, peek, recognize, verify};
use nom::multi::many1;
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};
use rust_decimal::Decimal;

/// Digits read.
pub(super) struct Number {
    pub(super) value: Decimal,
    pub(super) decimals: u32,
    pub(super) grouped: bool,
}

/// Digits with their separators; fails where more digits, separators or letters hang on, for then it is something else.
pub(super) fn number(input: &str) -> IResult<&str, Number> {
    let digits = terminated(alt((us, indian, by_space, by_point, marked, plain)), not(one_of(AFTER)));
    map_opt(digits, |(units, fraction)| {
        let plain: String = units.chars().filter(char::is_ascii_digit).collect();
        let grouped = plain.len() < units.chars().count();
        // `$000` is a scale.
        let scale = plain.len() > 2 && fraction.is_empty() && plain.bytes().all(|b| b == b'0');
        if grouped && plain.starts_with('0') || scale {
            return None;
        }
        let decimals = u32::try_from(fraction.len()).ok()?;
        let point = if decimals == 0 { "" } else { "." };
        let value = Decimal::from_str_exact(&format!("0{plain}{point}{fraction}")).ok()?;
        Some(Number { value, decimals, grouped })
    })
    .parse(input)
}

/// What goes on a number, so that it is none; the last two are the marks of [`crate::number_style`].
const AFTER: &str = "0123456789,.'/:’´`-–\u{E200}\u{E201}";

/// The digits before and after the decimal point.
type Digits<'a> = (&'a str, &'a str);

fn grouped_by<'a>(separators: &'static str) -> impl Read<'a, &'a str> {
    move |input: &'a str| {
        let (_, first) =
            preceded(take_while_m_n(1, 3, |c: char| c.is_ascii_digit()), one_of(separators)).parse(input)?;
        // One separator all through: `1,234'567` is nothing.
        terminated(recognize((digit1, many1((char(first), three)))), not(digit1)).parse(input)
    }
}

fn three(input: &str) -> IResult<&str, &str> {
    take_while_m_n(3, 3, |c: char| c.is_ascii_digit()).parse(input)
}

fn fraction<'a>(point: &'static str) -> impl Read<'a, &'a str> {
    map(opt(preceded(tag(point), digit1)), Option::unwrap_or_default)
}

fn us(input: &str) -> IResult<&str, Digits<'_>> {
    (grouped_by(",'’´`"), fraction(".")).parse(input)
}

/// Groups of two above the last group of three.
fn indian(input: &str) -> IResult<&str, Digits<'_>> {
    let digits = |n| take_while_m_n(n, 2, |c: char| c.is_ascii_digit());
    let groups = many1(terminated((char(','), digits(2)), peek(char(','))));
    (recognize((digits(1), groups, char(','), three)), fraction(".")).parse(input)
}

/// Groups set apart by a no-break, thin or narrow no-break space, the style of SI and of French print.
fn by_space(input: &str) -> IResult<&str, Digits<'_>> {
    (grouped_by("\u{a0}\u{2009}\u{202f}"), alt((preceded(one_of(".,\u{E200}"), digit1), map(space_none, |()| ""))))
        .parse(input)
}

fn space_none(input: &str) -> IResult<&str, ()> {
    not(one_of(".,\u{E200}")).parse(input)
}

/// Groups set apart by points: two of them, or one with a decimal comma after it.
fn by_point(input: &str) -> IResult<&str, Digits<'_>> {
    verify((grouped_by("."), fraction(",")), |(units, fraction): &Digits<'_>| {
        !fraction.is_empty() || units.matches('.').count() > 1
    })
    .parse(input)
}

/// Separators marked as those of a release with decimal commas.
fn marked(input: &str) -> IResult<&str, Digits<'_>> {
    let decimals = || preceded(char(POINT), digit1);
    alt(((grouped_by("\u{E201}"), map(opt(decimals()), Option::unwrap_or_default)), (digit1, decimals()))).parse(input)
}

fn plain(input: &str) -> IResult<&str, Digits<'_>> {
    alt(((digit1, fraction(".")), preceded(char('.'), map(digit1, |fraction| ("", fraction))))).parse(input)
}
