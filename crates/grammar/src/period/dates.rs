//! Dates as releases write them: in words (`June 30, 2023`, `30-Jun-23`) and in numbers (`6/17/2023`, `31.12.2023`).

use super::Clue;
use super::calendar::days_in_month;
use super::words::{ReadClues, boundary, class, gap, space, two_digit_year, year4};
use crossfoot_lexicon::{WordClass, word};
use nom::branch::alt;
use nom::bytes::complete::take_while_m_n;
use nom::character::complete::{alpha1, char, digit1, one_of};
use nom::combinator::{consumed, map, map_opt, not, opt, peek, value, verify};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};

/// `6/17/2023`, `6/17/23`, `30-06-23`, `31.12.2023`, `2023-06-30`, `06/2023`. With slashes or hyphens the month comes first, with
/// points the day, as long as it makes a date.
pub(super) fn numeric_date(input: &str) -> IResult<&str, ReadClues<'_>> {
    let (_, (_, sep)) = (digit1, one_of("/.-")).parse(input)?;
    let all = (digit1, char(sep), digit1, opt(preceded(char(sep), digit1)));
    let end = not(alt((value((), digit1), value((), (one_of("/.-"), digit1)), value((), alpha1))));
    let date = map_opt(terminated(all, end), |(a, _, b, c)| numeric(sep, a, b, c));
    map(consumed(date), |found| vec![found]).parse(input)
}

/// `1` of `1–6/2024`: the first month of a range, whose year stands with the last.
fn month_range_start(input: &str) -> IResult<&str, ReadClues<'_>> {
    let month = || {
        let digits = take_while_m_n(1, 2, |c: char| c.is_ascii_digit());
        map_opt(digits, |d: &str| d.parse::<u8>().ok().filter(|m| (1..=12).contains(m)))
    };
    let last = preceded((space, one_of("-‐–—"), space), terminated(month(), (char('/'), year4, boundary)));
    let (rest, (slice, first)) = consumed(month()).parse(input)?;
    let (_, ()) = peek(value((), verify(last, |last| first <= *last))).parse(rest)?;
    Ok((rest, vec![(slice, Clue::Date { year: None, month: first, day: None })]))
}

/// `1.1.` of `1.1.–30.6.2024`, `1` of `1–6/2024`: where a range begins, whose year stands with its end.
pub(super) fn range_start(input: &str) -> IResult<&str, ReadClues<'_>> {
    alt((day_range_start, month_range_start)).parse(input)
}

/// `1.1.` of `1.1.–30.6.2024`: the first day of a range, whose year stands with the last.
fn day_range_start(input: &str) -> IResult<&str, ReadClues<'_>> {
    let number = || map_opt(take_while_m_n(1, 2, |c: char| c.is_ascii_digit()), |d: &str| d.parse::<u8>().ok());
    let date = map_opt((number(), char('.'), number(), char('.')), |(day, _, month, _)| {
        let real = (1..=12).contains(&month) && (1..=days_in_month(None, month)).contains(&day);
        real.then_some(Clue::Date { year: None, month, day: Some(day) })
    });
    let last = peek((space, one_of("-‐–—"), space, digit1, char('.'), digit1, char('.')));
    map(terminated(consumed(date), last), |found| vec![found]).parse(input)
}

fn numeric(sep: char, a: &str, b: &str, c: Option<&str>) -> Option<Clue> {
    let small = |s: &str| s.parse::<u8>().ok().filter(|_| s.len() <= 2);
    let full = |s: &str| s.parse::<i32>().ok().filter(|y| s.len() == 4 && (1900..2100).contains(y));
    let date = |year, month, day: u8| {
        let real = (1..=12).contains(&month) && (1..=days_in_month(Some(year), month)).contains(&day);
        real.then_some(Clue::Date { year: Some(year), month, day: Some(day) })
    };
    // A day that the month does not have is kept as printed; a month that no year has is nothing.
    let unreal = |year, month, day: u8| match (month, day) {
        (1..=12, 1..=31) => Clue::Date { year: Some(year), month, day: Some(day) },
        _ => Clue::NoSuch,
    };
    let Some(c) = c else {
        let month = small(a).filter(|m| (1..=12).contains(m) && sep == '/')?;
        return Some(Clue::Date { year: Some(full(b)?), month, day: None });
    };
    if let Some(year) = full(a) {
        let (month, day) = (small(b)?, small(c)?);
        return date(year, month, day).or_else(|| (sep == '-').then(|| unreal(year, month, day)));
    }
    let short =
        |s: &str| s.parse::<i32>().ok().filter(|_| s.len() == 2 && (sep == '/' || a.len() == 2 && b.len() == 2));
    let year = full(c).or_else(|| short(c).map(super::words::century))?;
    let (first, second) = (small(a)?, small(b)?);
    let (month_first, day_first) = (date(year, first, second), date(year, second, first));
    let real = if sep == '.' { day_first.or(month_first) } else { month_first.or(day_first) };
    real.or_else(|| {
        let (month, day) = if sep == '.' || first > 12 { (second, first) } else { (first, second) };
        full(c).map(|year| unreal(year, month, day))
    })
}

/// The name of a month, with the point of an abbreviation. The verbs *may* and *march* and the noun *mar* are told by
/// their small letter.
fn month_name(input: &str) -> IResult<&str, u8> {
    let name = map_opt(alpha1, |name: &str| {
        let verb = name.starts_with(|c: char| c.is_ascii_lowercase()) && word(name).is(WordClass::MonthOrVerb);
        word(name).month().filter(|_| !verb)
    });
    terminated(name, opt(char('.'))).parse(input)
}

/// A day of a month that is not the beginning of an amount.
fn day(input: &str) -> IResult<&str, u8> {
    let number = map_opt(take_while_m_n(1, 2, |c: char| c.is_ascii_digit()), |d: &str| {
        d.parse().ok().filter(|d| (1..=31).contains(d))
    });
    let suffix = opt(class(WordClass::DaySuffix));
    let amount = alt((
        value((), (one_of(".,"), take_while_m_n(1, 3, |c: char| c.is_ascii_digit()), not(digit1))),
        value((), (space, char('%'))),
    ));
    terminated(number, (suffix, boundary, not(amount))).parse(input)
}

/// The year after a month or a day: `, 2023`, ` 2023`, `'23`; a fifth digit is a footnote mark that was raised in
/// print.
fn year_after(input: &str) -> IResult<&str, i32> {
    let digits = map_opt(terminated(take_while_m_n(5, 5, |c: char| c.is_ascii_digit()), boundary), |d: &str| {
        year4(&d[..4]).ok()
    });
    let long =
        preceded((space, opt(char(',')), space), alt((terminated(year4, boundary), map(digits, |(_, year)| year))));
    let short = preceded((opt(char(',')), space, peek(one_of("'’‘′"))), two_digit_year);
    alt((long, short)).parse(input)
}

/// `June 30, 2023`, `Dec. 31`, `June 2023`, `Jun-23`.
pub(super) fn month_date(input: &str) -> IResult<&str, ReadClues<'_>> {
    let hyphen = preceded(char('-'), alt((two_digit_year, terminated(year4, boundary))));
    let month_day = (month_name, preceded((space, opt(char('-'))), day), opt(year_after));
    let with_day = map(month_day, |(month, day, year)| Clue::Date { year, month, day: Some(day) });
    let no_day = map((month_name, space, no_day, year_after), |_| Clue::NoSuch);
    let month_year = (month_name, opt((space, class(WordClass::Of))), alt((hyphen, year_after)));
    let without_day = map(month_year, |(month, _, year)| Clue::Date { year: Some(year), month, day: None });
    let abbreviated = |input| verify(alpha1, |name: &str| word(name).is_short_month()).parse(input);
    // `Jun-23` is June 2023, the style of spreadsheets; `June-23` is a day.
    let spreadsheet =
        map((peek((abbreviated, char('-'))), month_name, preceded(char('-'), two_digit_year)), |(_, month, year)| {
            Clue::Date { year: Some(year), month, day: None }
        });
    map(consumed(alt((spreadsheet, with_day, without_day, no_day))), |found| vec![found]).parse(input)
}

/// `30 June 2023`, `30-Jun-23`, `31st of December`.
pub(super) fn day_month_date(input: &str) -> IResult<&str, ReadClues<'_>> {
    let of = opt((class(WordClass::Of), space));
    let short = preceded(char('-'), alt((two_digit_year, terminated(year4, boundary))));
    let date = (day, gap, of, month_name, boundary, not(american_day), opt(alt((short, year_after))));
    let date = map(date, |(day, _, _, month, (), (), year)| Clue::Date { year, month, day: Some(day) });
    let none = map((no_day, gap, month_name, year_after), |_| Clue::NoSuch);
    map(consumed(alt((date, none))), |found| vec![found]).parse(input)
}

/// The day after a month, with its comma: what stands before the month is no day, then (`Level 1 June 30, 2023`).
fn american_day(input: &str) -> IResult<&str, ()> {
    let year = alt((value((), terminated(year4, boundary)), value((), nom::combinator::eof)));
    value((), (space, day, space, char(','), space, year)).parse(input)
}

/// A number of two digits that is the day of no month.
fn no_day(input: &str) -> IResult<&str, &str> {
    let digits = take_while_m_n(2, 2, |c: char| c.is_ascii_digit());
    verify(terminated(digits, boundary), |d: &str| d == "00" || d > "31").parse(input)
}
