//! The small words of periods: numbers, ordinals, years, and the gaps between them.

use super::Clue;
use crossfoot_lexicon::{WordClass, word};
use nom::bytes::complete::{take_while, take_while_m_n};
use nom::character::complete::{alpha1, one_of};
use nom::combinator::{map_opt, not, opt, value, verify};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};
use std::borrow::Cow;

/// Clues with the text each was read from.
pub(super) type ReadClues<'a> = Vec<(&'a str, Clue)>;

/// White space, none included.
pub(super) fn space(input: &str) -> IResult<&str, &str> {
    take_while(char::is_whitespace).parse(input)
}

/// What parts the words of one expression: white space and hyphens, none included.
pub(super) fn gap(input: &str) -> IResult<&str, &str> {
    take_while(|c: char| c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–')).parse(input)
}

/// The end of a word: no letter or digit follows.
pub(super) fn boundary(input: &str) -> IResult<&str, ()> {
    not(verify(nom::character::complete::anychar, |c| c.is_alphanumeric())).parse(input)
}

/// One whole word of a class, or a phrase of several, with blanks or hyphens between them: `as of`, `year-to-date`. The longest counts.
pub(super) fn class<'a>(which: WordClass) -> impl Parser<&'a str, Output = (), Error = nom::error::Error<&'a str>> {
    move |input: &'a str| -> IResult<&'a str, ()> {
        let (mut rest, first) = terminated(alpha1, boundary).parse(input)?;
        let mut known = word(first);
        let mut found = known.is(which).then_some(rest);
        let mut phrase = Cow::Borrowed(first);
        while known.begins(which) {
            let next = preceded(gap, terminated(alpha1, boundary)).parse(rest);
            let Ok((after, next)) = next.map_err(|_: nom::Err<nom::error::Error<&str>>| ()) else { break };
            rest = after;
            phrase = Cow::Owned(format!("{phrase} {next}"));
            known = word(&phrase);
            found = if known.is(which) { Some(rest) } else { found };
        }
        let none = || nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Alpha));
        found.map(|rest| (rest, ())).ok_or_else(none)
    }
}

/// Whether a character is a capital letter of a class.
pub(super) fn is_letter(c: char, which: WordClass) -> bool {
    c.is_ascii_uppercase() && word(c.encode_utf8(&mut [0; 4])).is(which)
}

/// One capital letter of a class: the `Q` of `Q2`.
pub(super) fn letter<'a>(which: WordClass) -> impl Parser<&'a str, Output = (), Error = nom::error::Error<&'a str>> {
    value((), verify(nom::character::complete::anychar, move |c| is_letter(*c, which)))
}

/// Letters of a class that begin with a capital; digits may follow them: the `FY` of `FY24`.
pub(super) fn capitals<'a>(which: WordClass) -> impl Parser<&'a str, Output = (), Error = nom::error::Error<&'a str>> {
    value((), verify(alpha1, move |text: &str| is_capitals(text, which)))
}

/// Whether letters are of a class and begin with a capital.
fn is_capitals(text: &str, which: WordClass) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase()) && word(text).is(which)
}

/// A number of months or weeks, in digits (up to two) or in words (`thirty-nine`).
pub(super) fn number(input: &str) -> IResult<&str, u8> {
    let digits =
        map_opt(take_while_m_n(1, 2, |c: char| c.is_ascii_digit()), |d: &str| d.parse().ok().filter(|n| *n > 0));
    let digits = terminated(digits, not(one_of("0123456789.,:%")));
    let unit = map_opt(alpha1, |w| word(w).number().filter(|n| *n < 20));
    let ten = map_opt(alpha1, |w| word(w).number().filter(|n| *n >= 20));
    let nine = preceded(gap, map_opt(alpha1, |w| word(w).number().filter(|n| *n < 10)));
    let tens = map_opt((ten, opt(nine)), |(ten, unit): (u8, Option<u8>)| Some(ten + unit.unwrap_or(0)));
    // A digit followed by a comma is a number only in a list: `3, 6 and 9 months`.
    let in_list = terminated(
        map_opt(take_while_m_n(1, 2, |c: char| c.is_ascii_digit()), |d: &str| d.parse().ok().filter(|n| *n > 0)),
        nom::combinator::peek((nom::character::complete::char(','), verify(space, |s: &str| !s.is_empty()))),
    );
    nom::branch::alt((digits, in_list, tens, unit)).parse(input)
}

/// `first` to `fourth`, `1st` to `4th`.
pub(super) fn ordinal(input: &str) -> IResult<&str, u8> {
    let text = verify(take_while(|c: char| c.is_ascii_alphanumeric()), |w: &str| !w.is_empty());
    map_opt(text, |w| word(w).ordinal()).parse(input)
}

/// A year from 1900 to 2099, in four digits and no more.
pub(super) fn year4(input: &str) -> IResult<&str, i32> {
    let digits = terminated(take_while_m_n(4, 4, |c: char| c.is_ascii_digit()), not(nom::character::complete::digit1));
    map_opt(digits, |d: &str| d.parse().ok().filter(|y| (1900..2100).contains(y))).parse(input)
}

/// A year in two digits, an apostrophe before it or none: 00 to 69 are in this century, 70 to 99 in the last (POSIX has
/// it so).
pub(super) fn two_digit_year(input: &str) -> IResult<&str, i32> {
    let digits = take_while_m_n(2, 2, |c: char| c.is_ascii_digit());
    let year = map_opt(digits, |d: &str| d.parse().ok().map(century));
    let end = (
        opt(terminated(letter(WordClass::YearStatus), boundary)),
        boundary,
        not((one_of(".,"), nom::character::complete::digit1)),
        not(one_of("%")),
    );
    preceded(opt(one_of("'’‘′")), terminated(year, end)).parse(input)
}

/// `24/25`: a year of the company by the two of the calendar that it is in; the later one.
pub(super) fn short_pair(input: &str) -> IResult<&str, i32> {
    let two = || map_opt(take_while_m_n(2, 2, |c: char| c.is_ascii_digit()), |d: &str| d.parse::<i32>().ok());
    let end = (boundary, not((one_of(".,/"), nom::character::complete::digit1)));
    let pair = (opt(one_of("'’‘′")), two(), nom::character::complete::char('/'), opt(one_of("'’‘′")), two(), end);
    map_opt(pair, |(_, first, _, _, second, _)| (second == (first + 1) % 100).then(|| century(second))).parse(input)
}

/// The century of a two-digit year.
pub(super) fn century(year: i32) -> i32 {
    if year < 70 { 2000 + year } else { 1900 + year }
}
