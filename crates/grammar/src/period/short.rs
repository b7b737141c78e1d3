//! Short forms of parts of a year, with the year that hangs on them: `Q2`, `1H23`, `HY 2024`, `Q1-Q3`.

use super::words::{ReadClues, boundary, capitals, is_letter, letter, short_pair, space, two_digit_year, year4};
use super::{Clue, Span};
use crossfoot_lexicon::{WordClass, word};
use nom::branch::alt;
use nom::bytes::complete::take_while_m_n;
use nom::character::complete::{char, one_of};
use nom::combinator::{consumed, map, map_opt, opt, peek, value, verify};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};

fn quarter_letter<'a>() -> impl Parser<&'a str, Output = (), Error = nom::error::Error<&'a str>> {
    letter(WordClass::QuarterLetter)
}

fn half_letter<'a>() -> impl Parser<&'a str, Output = (), Error = nom::error::Error<&'a str>> {
    letter(WordClass::HalfLetter)
}

/// A quarter or a half by its number.
pub(super) fn part_of_year(quarter: bool, n: u8) -> Option<Clue> {
    match quarter {
        true => (1..=4).contains(&n).then_some(Clue::Quarter(n)),
        false => (1..=2).contains(&n).then_some(Clue::Half(n)),
    }
}

/// `HY 2024`, `HY1 2024`: a half-year, the first where none is named.
pub(super) fn half_year(input: &str) -> IResult<&str, ReadClues<'_>> {
    let number = map(opt(alt((value(1, char('1')), value(2, terminated(char('2'), boundary))))), |n| n.unwrap_or(1));
    let before_year = || peek((space, alt((value((), year4), value((), two_digit_year)))));
    let numbered = terminated(preceded(capitals(WordClass::HalfYearShort), number), before_year());
    let bare = value(1, terminated(capitals(WordClass::HalfYearShort), before_year()));
    let half = alt((bare, numbered));
    let (rest, (part, n)) = consumed(half).parse(input)?;
    let mut found = vec![(part, Clue::Half(n))];
    let rest = glued_year(rest, &mut found);
    Ok((rest, found))
}

/// `Q2`, `2Q`, `H1`, `1H`, `FQ2`, with the year that may hang on them, and `Q1-Q3`.
pub(super) fn short_part(input: &str) -> IResult<&str, ReadClues<'_>> {
    let digit =
        || map_opt(nom::character::complete::anychar, |c: char| c.to_digit(10).and_then(|d| u8::try_from(d).ok()));
    let unit = || alt((value(true, quarter_letter()), value(false, half_letter())));
    let part = alt(((unit(), digit()), map((digit(), unit()), |(n, quarter)| (quarter, n))));
    let (mut rest, (mut slice, clue)) = consumed(alt((
        map_opt(preceded(opt(letter(WordClass::YearLetter)), part), |(quarter, n)| part_of_year(quarter, n)),
        unreal_part,
    )))
    .parse(input)?;
    let to = preceded((space, one_of("-–—"), space, quarter_letter()), digit());
    let mut clue = clue;
    if let (Clue::Quarter(1), Ok((after, last @ 2..=4))) = (&clue, terminated(to, boundary).parse(rest)) {
        clue = Clue::Length(Span::Months(3 * last));
        rest = after;
        slice = &input[..input.len() - rest.len()];
    }
    let mut found = vec![(slice, clue)];
    let rest = glued_year(rest, &mut found);
    boundary(rest)?;
    Ok((rest, found))
}

/// `Q5`, `H3`, `6Q` before a year: a part that no year has.
fn unreal_part(input: &str) -> IResult<&str, Clue> {
    let none = || alt((preceded(quarter_letter(), one_of("056789")), preceded(half_letter(), one_of("03456789"))));
    let none_first =
        alt((terminated(one_of("056789"), quarter_letter()), terminated(one_of("03456789"), half_letter())));
    let before_year =
        peek((space, opt(capitals(WordClass::FiscalYearShort)), alt((value((), year4), value((), two_digit_year)))));
    value(Clue::NoSuch, terminated(alt((none(), none_first)), before_year)).parse(input)
}

/// A year with nothing but an apostrophe or a hyphen before it, after a short form.
pub(super) fn glued_year<'a>(input: &'a str, found: &mut ReadClues<'a>) -> &'a str {
    let glued = alt((
        map(preceded(space, short_pair), |y| (y, true)),
        map(terminated(year4, boundary), |y| (y, false)),
        map(two_digit_year, |y| (y, false)),
        map(preceded(capitals(WordClass::FiscalYearShort), alt((year4, two_digit_year))), |y| (y, true)),
    ));
    match consumed(preceded(opt(one_of("-")), alt((glued, map(spaced_year, |y| (y, false)))))).parse(input) {
        Ok((rest, (slice, (year, fiscal)))) => {
            found.push((slice, Clue::Year { year, fiscal }));
            rest
        }
        Err::<_, nom::Err<nom::error::Error<&str>>>(_) => input,
    }
}

/// The year of `Q2 23` and `H1 23`: two digits after a space count where nothing follows but the next heading.
fn spaced_year(input: &str) -> IResult<&str, i32> {
    let follows = |rest: &str| {
        let rest = rest.trim_start();
        // `Ended 12/31/2022` goes on with the day, `Q2 23 / Q2 22` with another heading.
        let slashed = rest.strip_prefix('/').is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_digit()));
        rest.is_empty()
            || slashed
            || rest.starts_with([')', '(', ',', ';'])
            || rest.starts_with(|c| is_letter(c, WordClass::QuarterLetter) || is_letter(c, WordClass::HalfLetter))
            || word(&rest[..rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len()])
                .is(WordClass::Versus)
    };
    let year = preceded(char(' '), peek(take_while_m_n(2, 2, |c: char| c.is_ascii_digit()))).parse(input);
    let (digits, _) = year?;
    verify(two_digit_year, |year| (1990..2050).contains(year) && follows(&digits[2..])).parse(digits)
}
