//! The scanner: finds the words that speak of time, wherever they stand in a text.

use super::calendar::days_in_month;
use super::dates::{day_month_date, month_date, numeric_date, range_start};
use super::ranges::{is_range, join_ranges, range_words};
use super::short::{glued_year, half_year, part_of_year, short_part};
use super::start::{Start, start_of};
use super::words::{
    ReadClues, boundary, capitals, class, gap, letter, number, ordinal, short_pair, space, two_digit_year, year4,
};
use super::{Clue, Span};
use crossfoot_lexicon::{WordClass, units, word};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::character::complete::{alpha1, anychar, char, digit1, one_of};
use nom::combinator::{consumed, map, map_opt, not, opt, peek, recognize, value, verify};
use nom::multi::many0;
use nom::sequence::{preceded, terminated};
use nom::{IResult, Offset, Parser};
use std::ops::Range;

/// Finds all clues in a text, in order, each with the bytes it takes up.
///
/// Two dates with `to`, `through` or a dash between them are one period: they come out as its length (where it is a
/// round number of months or weeks) and its end. Names of months count only beside a day or a year, before `quarter`,
/// after the end of another clue (`Three Months Ended June`) or alone in the text, so that the verbs *may* and *march*
/// stay verbs.
pub fn clues(text: &str) -> Vec<(Range<usize>, Clue)> {
    let mut found: Vec<(Range<usize>, Clue)> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let here = &text[at..];
        let start = start_of(here).filter(|_| starts_word(text, at, &found));
        let read = start.and_then(|start| clue(start, here).ok().or_else(|| in_context(text, at, &found)));
        if let Some((rest, list)) = read {
            found.extend(list.into_iter().map(|(part, clue)| {
                let start = text.offset(part);
                (start..start + part.len(), clue)
            }));
            at = text.len() - rest.len();
        } else {
            at += past_word(here);
        }
    }
    join_ranges(text, found)
}

/// Whether a clue could begin in the first so many bytes of a text.
pub(super) fn may_begin_within(text: &str, bytes: usize) -> bool {
    let mut at = 0;
    while at < bytes {
        if start_of(&text[at..]).is_some() {
            return true;
        }
        at += past_word(&text[at..]);
    }
    false
}

/// How far it is to where the next clue could begin: past the word, inside which nothing begins, and the signs after it, or past
/// the one character that is in no word.
fn past_word(here: &str) -> usize {
    let bytes = here.as_bytes();
    let word = bytes.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    if bytes.get(word).is_none_or(u8::is_ascii) {
        return word + bytes[word..].iter().take_while(|b| b.is_ascii() && !b.is_ascii_alphanumeric()).count();
    }
    let word = here.find(|c: char| !c.is_alphanumeric()).unwrap_or(here.len());
    if word > 0 { word } else { here.chars().next().map_or(1, char::len_utf8) }
}

/// True where a word or a number may begin: not inside a word, an amount (`$2023`, `1,999`) or another number.
fn starts_word(text: &str, at: usize, found: &[(Range<usize>, Clue)]) -> bool {
    let mut before = text[..at].chars().rev();
    let Some(last) = before.next() else { return true };
    if last.is_alphanumeric() {
        return false;
    }
    let number = text[at..].starts_with(|c: char| c.is_ascii_digit());
    // `2022-2023`: a second year after a year and a dash is one.
    let after_clue = found.last().is_some_and(|(range, _)| range.end + last.len_utf8() == at);
    let inside = matches!(last, '.' | ',' | '/' | ':' | '-' | '–') && before.next().is_some_and(|c| c.is_ascii_digit());
    !(number && (matches!(last, '#' | '+') || units().is_sign(last) || (inside && !after_clue)))
}

/// A clue that says by itself what it is.
fn clue(start: Start, input: &str) -> IResult<&str, ReadClues<'_>> {
    match start {
        Start::Number => {
            alt((numeric_date, range_start, day_month_date, short_part, ordinal_part, lengths, named_length))
                .parse(input)
        }
        Start::Year => alt((numeric_date, year)).parse(input),
        Start::Month => month_date(input),
        Start::Count => lengths(input),
        Start::Ordinal => ordinal_part(input),
        Start::Trailing => trailing(input),
        Start::PartOfYear => alt((to_date, named_length, year, unreal_year, year_words)).parse(input),
        Start::At => as_of(input),
        Start::Short => alt((short_part, half_year, year, unreal_year, year_words)).parse(input),
    }
}

/// A clue that only its surroundings make one.
fn in_context<'a>(text: &'a str, at: usize, found: &[(Range<usize>, Clue)]) -> Option<(&'a str, ReadClues<'a>)> {
    let here = &text[at..];
    let (rest, name) = alpha1::<_, nom::error::Error<&str>>(here).ok()?;
    let last = text[..at].split_whitespace().next_back().unwrap_or("").trim_matches(|c: char| !c.is_alphanumeric());
    let last = last.rsplit('-').next().unwrap_or("");
    let alone = |rest: &str| [&text[..at], rest].iter().all(|side| side.chars().all(|c| !c.is_alphanumeric()));
    if let Some(number) = word(name).month() {
        let (rest, _) = opt(char::<_, nom::error::Error<&str>>('.')).parse(rest).ok()?;
        let after_clue =
            found.last().is_some_and(|(range, _)| text[range.end..at].trim_matches([',', ':']).trim().is_empty());
        let capital = name.starts_with(|c: char| c.is_ascii_uppercase());
        let range_before = found
            .last()
            .is_some_and(|(range, clue)| matches!(clue, Clue::Date { .. }) && is_range(&text[range.end..at]));
        let range_after = (range_words, space, map_opt(alpha1, |name| word(name).month())).parse(rest).is_ok();
        let quarter_after = (gap, class(WordClass::OneQuarter)).parse(rest).is_ok();
        if alone(rest) || (capital && (after_clue || quarter_after || range_before || range_after)) {
            let date = Clue::Date { year: None, month: number, day: None };
            return Some((rest, vec![(&here[..here.len() - rest.len()], date)]));
        }
    }
    if word(name).is(WordClass::OneQuarter) {
        let over = (gap, class(WordClass::Over)).parse(rest).is_ok();
        let other = word(last).is(WordClass::OtherQuarter);
        return (!over && !other).then(|| (rest, vec![(name, Clue::Length(Span::Months(3)))]));
    }
    (word(name).is(WordClass::OneYear) && alone(rest)).then(|| (rest, vec![(name, Clue::FullYear)]))
}

/// The first thing a text names that no calendar has, as printed: `September 31, 2024`, `Q5`, `31.13.2024`.
pub fn no_such_date(text: &str) -> Option<&str> {
    let unreal = |clue: &Clue| match *clue {
        Clue::Date { year, month, day: Some(day) } => day > days_in_month(year, month),
        Clue::NoSuch => true,
        _ => false,
    };
    clues(text).into_iter().find(|(_, clue)| unreal(clue)).map(|(range, _)| text[range].trim())
}

/// `12 Weeks Ended`, `Six-month period ended`, `three and nine months`: each number with the unit said once.
fn lengths(input: &str) -> IResult<&str, ReadClues<'_>> {
    let comma = (
        opt(char('-')),
        space,
        alt((
            value((), (char(','), space, opt(class(WordClass::And)))),
            value((), one_of("&/")),
            class(WordClass::AndOr),
        )),
        space,
    );
    let numbers = (consumed(number), many0(preceded(comma, consumed(number))));
    let unit = terminated(
        alt((value(true, class(WordClass::MonthUnit)), value(false, class(WordClass::WeekUnit)))),
        opt(char('.')),
    );
    let (rest, (numbers, _, months, _)) = (numbers, gap, unit, ended).parse(input)?;
    let (first, others) = numbers;
    let span = |n: u8| Clue::Length(if months { Span::Months(n) } else { Span::Weeks(n) });
    let mut found: ReadClues<'_> = std::iter::once(first).chain(others).map(|(part, n)| (part, span(n))).collect();
    if let Some(last) = found.last_mut() {
        // The last number's clue reaches over the unit.
        let start = input.offset(last.0);
        last.0 = &input[start..input.len() - rest.len()];
    }
    Ok((rest, found))
}

/// `period ended` and its like after a length.
fn ended(input: &str) -> IResult<&str, ()> {
    let period = opt(preceded(gap, class(WordClass::PeriodUnit)));
    value((), (period, opt(preceded(gap, class(WordClass::EndedOrEnd))))).parse(input)
}

/// `quarter ended`, `year ended`, `half-year`, and `9M` before a year.
fn named_length(input: &str) -> IResult<&str, ReadClues<'_>> {
    let close = (opt(preceded(gap, class(WordClass::PeriodUnit))), gap, class(WordClass::Ended));
    let name = alt((
        value(3, class(WordClass::QuarterUnit)),
        value(6, class(WordClass::HalfYear)),
        value(12, class(WordClass::YearUnit)),
        value(1, class(WordClass::MonthUnit)),
    ));
    let named = preceded(opt((class(WordClass::Fiscal), gap)), terminated(name, close));
    let half = value(6, class(WordClass::HalfYear));
    let before_year = peek((space, alt((value((), year), value((), two_digit_year)))));
    let months = alt((value(3, tag("3")), value(6, tag("6")), value(9, tag("9")), value(12, tag("12"))));
    let short = terminated(months, (letter(WordClass::MonthsLetter), before_year));
    let (rest, (part, months)) = consumed(alt((named, half, short))).parse(input)?;
    // A two-digit year glued to `9M` is a clue of its own.
    let mut found = vec![(part, Clue::Length(Span::Months(months)))];
    let rest = glued_year(rest, &mut found);
    Ok((rest, found))
}

/// `second quarter`, `1st half`, `fourth fiscal quarter ended`.
fn ordinal_part(input: &str) -> IResult<&str, ReadClues<'_>> {
    let unit = alt((value(true, class(WordClass::QuarterUnit)), value(false, class(WordClass::HalfUnit))));
    let part = (ordinal, gap, opt((class(WordClass::Fiscal), gap)), unit, opt(char('.')), ended);
    let clue = map_opt(part, |(n, _, _, quarter, _, ())| part_of_year(quarter, n));
    map(consumed(clue), |found| vec![found]).parse(input)
}

/// `LTM`, `TTM`, `R12`, `trailing twelve months`, `last four quarters`.
fn trailing(input: &str) -> IResult<&str, ReadClues<'_>> {
    let rolling = value((), (capitals(WordClass::TrailingLetter), tag("12")));
    let short = map(alt((capitals(WordClass::TrailingShort), rolling)), |()| None);
    let hyphen = || alt((value((), char('-')), value((), gap)));
    let months = (verify(number, |n| *n == 12), hyphen(), class(WordClass::MonthUnit));
    let quarters = (verify(number, |n| *n == 4), hyphen(), class(WordClass::QuarterUnit));
    let long = preceded((class(WordClass::Trailing), gap), recognize(alt((months, quarters))));
    let (rest, (slice, long)) = terminated(consumed(alt((short, map(long, Some)))), boundary).parse(input)?;
    let mut found = vec![(slice, Clue::Trailing)];
    if let Some(part) = long {
        found[0].0 = slice[..slice.len() - part.len()].trim_end();
        found.push((part, Clue::Length(Span::Months(12))));
    }
    Ok((rest, found))
}

/// `YTD`, `year-to-date`, `quarter to date`.
fn to_date(input: &str) -> IResult<&str, ReadClues<'_>> {
    let year = value(Clue::YearToDate, class(WordClass::YearToDate));
    let quarter = value(Clue::Length(Span::Months(3)), class(WordClass::QuarterToDate));
    let (rest, found) = consumed(alt((year, quarter))).parse(input)?;
    // `YTD'23`, `YTD 23`
    let mut found = vec![found];
    let rest = glued_year(rest, &mut found);
    Ok((rest, found))
}

/// `FY 0001`, `fiscal 2150`: a year of no release.
fn unreal_year(input: &str) -> IResult<&str, ReadClues<'_>> {
    let word = value((), (class(WordClass::FiscalYear), gap));
    let short = value((), (alt((capitals(WordClass::FiscalYearShort), capitals(WordClass::CalendarYearShort))), space));
    let digits =
        terminated(take_while_m_n(4, 4, |c: char| c.is_ascii_digit()), (boundary, not((one_of(".,"), digit1))));
    let unreal = verify(digits, |digits: &str| year4(digits).is_err());
    map(consumed((alt((word, short)), unreal)), |(slice, _)| vec![(slice, Clue::NoSuch)]).parse(input)
}

/// `2023`, `2023E`, `FY24`, `fiscal year 2023`, `CY2023`, `2022/23`, and a quarter or half that hangs on (`2023Q2`).
fn year(input: &str) -> IResult<&str, ReadClues<'_>> {
    let apostrophe = || opt(one_of("'’‘′-"));
    let fiscal_word = value((), (class(WordClass::FiscalYear), gap));
    let short = map(preceded(peek(one_of("'’‘′")), two_digit_year), |y| (y, true));
    let long = map(preceded(fiscal_word, alt((short, year_or_pair))), |(y, _)| (y, true));
    let fy = preceded(
        (capitals(WordClass::FiscalYearShort), space, apostrophe()),
        alt((year_or_pair, map(alt((short_pair, two_digit_year)), |y| (y, true)))),
    );
    let cy = preceded((capitals(WordClass::CalendarYearShort), space, apostrophe()), alt((year4, two_digit_year)));
    let forms = alt((
        long,
        map(fy, |(y, _)| (y, true)),
        map(cy, |y| (y, false)),
        map(preceded(letter(WordClass::FiscalLetter), year4), |y| (y, true)),
        year_or_pair,
    ));
    let small = verify(anychar, |c: &char| {
        c.is_ascii_lowercase() && word(c.encode_utf8(&mut [0; 4])).is(WordClass::YearStatusSmall)
    });
    let estimate = opt(terminated(alt((letter(WordClass::YearStatus), value((), small))), peek(boundary)));
    let (rest, (slice, (year, fiscal))) =
        terminated(consumed(forms), (estimate, not(alt((digit1, recognize((one_of(".,"), digit1))))))).parse(input)?;
    let mut found = vec![(slice, Clue::Year { year, fiscal })];
    if boundary(rest).is_err() {
        let (rest, more) = short_part(rest)?;
        found.extend(more);
        return Ok((rest, found));
    }
    Ok((rest, found))
}

/// A year, or two that name one fiscal year: `2022/23` is the year that ends in 2023. The flag says which.
fn year_or_pair(input: &str) -> IResult<&str, (i32, bool)> {
    let second = preceded(one_of("/-–"), terminated(digit1, not(digit1)));
    map_opt((year4, opt(second)), |(first, second): (i32, Option<&str>)| {
        match second.map(|s| (s.len(), s.parse::<i32>().ok())) {
            None => Some((first, false)),
            Some((2, Some(n))) => (n == (first + 1) % 100).then_some((first + 1, true)),
            Some(_) => None,
        }
    })
    .or(map(year4, |y| (y, false)))
    .parse(input)
}

/// `full year`, `fiscal year`, `FY`, and `year 2023`.
fn year_words(input: &str) -> IResult<&str, ReadClues<'_>> {
    let full = class(WordClass::WholeYear);
    let short = terminated(capitals(WordClass::FiscalYearShort), boundary);
    let before_year =
        value((), (opt((class(WordClass::Calendar), gap)), class(WordClass::YearUnit), peek((gap, year4, boundary))));
    map(consumed(alt((full, short, before_year))), |(slice, ())| vec![(slice, Clue::FullYear)]).parse(input)
}

/// `as of`, `as at`, and `at` before a date.
fn as_of(input: &str) -> IResult<&str, ReadClues<'_>> {
    let as_of = class(WordClass::AsOf);
    let date = peek(preceded(space, alt((numeric_date, month_date, day_month_date))));
    let at = value((), (class(WordClass::At), date));
    map(consumed(alt((as_of, at))), |(slice, ())| vec![(slice, Clue::AsOf)]).parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What all parsers read, asked one after the other.
    fn asked_of_all(input: &str) -> IResult<&str, ReadClues<'_>> {
        alt((
            numeric_date,
            range_start,
            month_date,
            day_month_date,
            trailing,
            to_date,
            short_part,
            half_year,
            ordinal_part,
            lengths,
            named_length,
            year,
            unreal_year,
            year_words,
            as_of,
        ))
        .parse(input)
    }

    const PIECES: &str = "12 3 2 24 2023 1999 06 ’23 '24 - – / . , ( ) & Q H F FY FYE CY HY Y LTM TTM YTD qtd M E A months month weeks mo \
        ended ending period quarter quarters quarterly Quarter half year years fiscal full calendar to date as at of June Jun Sept may May \
        March three twelve twenty-four first Second 1st 2nd 4th last trailing rolling four and through vs revenue %";

    proptest! {
        #[test]
        fn what_begins_a_clue_tells_who_is_to_be_asked(
            pieces in proptest::collection::vec(proptest::sample::select(PIECES.split_whitespace().collect::<Vec<_>>()), 1..7),
            gaps in proptest::collection::vec(proptest::sample::select(vec!["", " ", " ", " "]), 7),
        ) {
            let text: String = pieces.iter().zip(&gaps).flat_map(|(piece, gap)| [*piece, *gap]).collect();
            for (at, _) in text.char_indices().filter(|(at, _)| starts_word(&text, *at, &[])) {
                let here = &text[at..];
                let told = start_of(here).and_then(|start| clue(start, here).ok());
                prop_assert_eq!(told, asked_of_all(here).ok(), "{}", here);
            }
        }
    }
}
