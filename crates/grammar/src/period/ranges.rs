//! Two dates with a dash or a word between them, which are one period.

use super::calendar::{days_between, days_in_month};
use super::words::{class, space};
use super::{Clue, Span};
use crossfoot_lexicon::WordClass;
use nom::branch::alt;
use nom::character::complete::{char, one_of};
use nom::combinator::{opt, value};
use nom::{IResult, Parser};
use std::ops::Range;

/// What stands between the two dates of a range.
pub(super) fn is_range(between: &str) -> bool {
    range_words(between).is_ok_and(|(rest, ())| rest.trim().is_empty())
}

pub(super) fn range_words(input: &str) -> IResult<&str, ()> {
    let dash = value((), one_of("-‐–—―~～〜"));
    value((), (space, opt(char(',')), space, alt((dash, class(WordClass::RangeTo))))).parse(input)
}

/// Replaces the first date of a range by the length it makes with the second.
pub(super) fn join_ranges(text: &str, found: Vec<(Range<usize>, Clue)>) -> Vec<(Range<usize>, Clue)> {
    let mut out: Vec<(Range<usize>, Clue)> = Vec::with_capacity(found.len());
    for (range, clue) in found {
        let start = out.last().filter(|(before, _)| is_range(&text[before.end..range.start])).cloned();
        if let (
            Some((before, Clue::Date { year, month, day })),
            Clue::Date { year: end_year, month: end_month, day: end_day },
        ) = (start, &clue)
        {
            // `1 January to 31 December` over its years is as long in any.
            let last_year = end_year.unwrap_or(2001);
            let year = year.unwrap_or(if month > *end_month { last_year - 1 } else { last_year });
            let span = span_between((year, month, day), (last_year, *end_month, *end_day));
            if end_year.is_some() || span.is_some() {
                out.pop();
            }
            if let Some(span) = span {
                // With the dash, which belongs to the period: what stands on both sides of it is one stretch.
                out.push((before.start..range.start, Clue::Length(span)));
            }
        }
        out.push((range, clue));
    }
    out
}

/// The length of a period from its first to its last day, in whole months or weeks.
pub(super) fn span_between(start: (i32, u8, Option<u8>), end: (i32, u8, Option<u8>)) -> Option<Span> {
    let months = (end.0 - start.0) * 12 + i32::from(end.1) - i32::from(start.1) + 1;
    let to_the_end = end.2.is_none_or(|day| day == days_in_month(Some(end.0), end.1));
    if start.2.is_none_or(|day| day == 1) && to_the_end {
        return u8::try_from(months).ok().filter(|m| (1..=24).contains(m)).map(Span::Months);
    }
    let days = days_between((start.0, start.1, start.2?), (end.0, end.1, end.2?)) + 1;
    u8::try_from(days / 7).ok().filter(|weeks| days % 7 == 0 && (1..=53).contains(weeks)).map(Span::Weeks)
}
