//! What the prose and the headings of a release tell of its calendar.

use std::collections::HashMap;

use crossfoot_grammar::period::{Clue, PeriodPhrase, Span, clues, read_all, stretches};
use jiff::civil::Date;

use super::{Calendar, Known, NEAR_MONTH_END, closing_month, date_of, days_between, last_of_month, months_of};
use crate::nature::is_forecast;
use crate::year_end::{self, YearEnd};

impl Calendar {
    /// Learns from the texts of a release: its lines, and its headings with what stands over them.
    ///
    /// `headings` weigh more than `texts`: the latest date in them is what the release reports on.
    pub(crate) fn learn<'a>(texts: impl Iterator<Item = &'a str>, headings: impl Iterator<Item = &'a str>) -> Self {
        let mut tally: HashMap<(Date, Option<Span>), u32> = HashMap::new();
        let mut votes: HashMap<u8, u32> = HashMap::new();
        let mut names: Vec<(u8, i32, Date)> = Vec::new();
        let mut labels: HashMap<(bool, i32, u8), u32> = HashMap::new();
        let mut headed: HashMap<Date, u32> = HashMap::new();
        let mut pairs = false;
        // The latest whole year of the company that headings name.
        let mut latest_name: Option<i32> = None;
        let texts: Vec<&str> = texts.collect();
        let said: Vec<YearEnd> = texts.iter().filter_map(|line| year_end::said(line)).collect();
        // What a sentence says of the year's end weighs more than what headings make likely.
        said.iter().for_each(|end| *votes.entry(end.month).or_default() += 20);
        let closed =
            |end: &YearEnd| end.named.and_then(|(name, year)| Some((4, name, last_of_month(year, end.month)?)));
        names.extend(said.iter().filter_map(closed));
        let in_texts = texts.into_iter().flat_map(stretches).map(|t| (t, false));
        for (text, is_heading) in in_texts.chain(headings.flat_map(heading_parts).map(|h| (h, true))) {
            pairs |= is_heading && names_two_years(text);
            for phrase in read_all(text) {
                // The year of a day is none of a name: `first quarter ended June 30, 2023` may be of fiscal 2024.
                let named = phrase.fiscal_year.or(phrase.year.filter(|_| phrase.month.is_none()));
                // `1H26` and `9M FY26` name the quarter they end with.
                let by_length =
                    phrase.length.filter(|_| phrase.fiscal).map(months_of).filter(|m| matches!(m, 3 | 6 | 9));
                let by_length = by_length.and_then(|months| u8::try_from(months / 3).ok());
                let quarter = phrase.quarter.or(phrase.half.map(|half| 2 * half)).or(by_length);
                if let (Some(quarter), Some(year)) = (quarter, named) {
                    *labels.entry((is_heading, year, quarter)).or_default() += 1;
                }
                let whole = phrase.fiscal && phrase.month.is_none() && phrase.span() == Some(Span::Months(12));
                if is_heading && whole && !is_forecast(text) {
                    latest_name = latest_name.max(phrase.year);
                }
                if let Some(month) = year_end_without_year(&phrase) {
                    *votes.entry(month).or_default() += 2;
                }
                let Some(end) = date_of(&phrase) else { continue };
                // A bare date in a sentence is when something was announced, not the end of a period.
                if phrase.day.is_none() || !is_heading && !phrase.says_duration() {
                    continue;
                }
                *tally.entry((end, phrase.span())).or_default() += 1 + u32::from(is_heading);
                if is_heading {
                    *headed.entry(end).or_default() += 1;
                }
                vote(&phrase, end, &mut votes);
                // `The financial year 2026 ends on 30 June 2026` names the year's last quarter.
                let closed = phrase.quarter.or((phrase.span() == Some(Span::Months(12))).then_some(4));
                if let (Some(q), Some(year)) = (closed, phrase.fiscal_year) {
                    names.push((q, year, end));
                }
            }
        }
        let mut known: Vec<Known> =
            tally.into_iter().map(|((end, span), weight)| Known { end, span, weight }).collect();
        known.sort_by_key(|k| (k.end, k.span.map(months_of), k.weight));
        let latest = headed.iter().filter(|(_, n)| **n >= 2).map(|(d, _)| *d).max();
        let latest = latest.or_else(|| known.iter().filter(|k| k.weight >= 2).map(|k| k.end).max());
        // The only day on which any period is said to end, said once.
        let only = known.first().map(|k| k.end).filter(|end| known.iter().all(|k| k.end == *end));
        let latest = latest.or(only);
        if let (Some((year, quarter)), Some(latest)) = (reported_quarter(&labels), latest) {
            names.push((quarter, year, latest));
            let ahead = 3 * (4 - i32::from(quarter));
            let month = (i32::from(closing_month(latest).1) - 1 + ahead).rem_euclid(12) + 1;
            *votes.entry(month as u8).or_default() += 5;
        }
        let year_end_month = votes.iter().max_by_key(|(m, n)| (**n, **m)).map_or(12, |(m, _)| *m);
        let mut calendar = Self { known, year_end_month, name_offset: 0, names_are_known: false, latest };
        let fits = [0, 1].map(|offset| calendar.fitting_names(&names, offset));
        // `2024/25` says itself in which year it ends.
        if pairs && fits[0] >= fits[1] {
            calendar.names_are_known = true;
        }
        let following = said.iter().any(|end| end.following);
        calendar.name_offset = i32::from(following || fits[1] > fits[0]);
        calendar.names_are_known |= following || fits[1] != fits[0];
        calendar.settle_names(latest_name);
        // A release may name quarters and no day at all: years to date then go as far as the quarter it reports on.
        if let (Some((year, quarter)), None) = (reported_quarter(&labels), calendar.latest) {
            calendar.latest = calendar.quarter_end(quarter, year);
        }
        calendar
    }

    /// Where nothing else tells how years are named, the latest that headings name is the latest that the release says the end
    /// of; all names of years go by that.
    fn settle_names(&mut self, latest_name: Option<i32>) {
        let past = |k: &&Known| self.latest.is_none_or(|latest| k.end <= latest);
        let closings = self.known.iter().filter(past).map(|k| closing_month(k.end));
        let last_year = closings.filter(|(_, month)| *month == self.year_end_month).map(|(year, _)| year).max();
        let Some((name, year)) =
            latest_name.zip(last_year).filter(|_| !self.names_are_known && self.year_end_month != 12)
        else {
            return;
        };
        if let offset @ (0 | 1) = year - name {
            (self.name_offset, self.names_are_known) = (offset, true);
        }
    }

    /// How many named and dated quarters speak for years to be named after the one they end in (offset 0) or begin in (1).
    fn fitting_names(&self, names: &[(u8, i32, Date)], offset: i32) -> usize {
        let fits = |(quarter, year, end): &&(u8, i32, Date)| {
            self.quarter_end_by_rule(*quarter, *year, offset)
                .is_some_and(|day| days_between(day, *end) <= NEAR_MONTH_END + 4)
        };
        names.iter().filter(fits).count()
    }
}

/// The parts of a heading that speak of time. Where one says how long (`2Q25 Management Report July 16, 2025`), a day apart from it
/// is that of the report.
fn heading_parts(heading: &str) -> Vec<&str> {
    let parts = stretches(heading);
    let says_duration = |part: &&str| read_all(part).iter().any(PeriodPhrase::says_duration);
    if parts.len() > 1 && parts.iter().any(&says_duration) {
        return parts.into_iter().filter(says_duration).collect();
    }
    vec![heading]
}

/// The quarter a release reports on, which ended on its latest date: the last of those it speaks of often, in headings if
/// any name quarters, else anywhere.
fn reported_quarter(labels: &HashMap<(bool, i32, u8), u32>) -> Option<(i32, u8)> {
    let in_headings = labels.keys().any(|(heading, ..)| *heading);
    let among = || labels.iter().filter(|((heading, ..), _)| *heading == in_headings);
    let most = among().map(|(_, n)| *n).max()?;
    among().filter(|(_, n)| **n * 2 >= most).map(|((_, year, quarter), _)| (*year, *quarter)).max()
}

/// Whether a heading names a year of the company by two of the calendar's.
fn names_two_years(text: &str) -> bool {
    let pair = |(range, clue): (std::ops::Range<usize>, Clue)| {
        let digit = |side: Option<u8>| side.is_some_and(|byte| byte.is_ascii_digit());
        let named = &text[range];
        let between = |(at, sign): (usize, &str)| {
            digit(named[..at].bytes().last())
                && digit(named[at + sign.len()..].trim_start_matches(['\'', '’']).bytes().next())
        };
        matches!(clue, Clue::Year { fiscal: true, .. }) && named.match_indices(['/', '-', '–']).any(between)
    };
    text.contains(['/', '-', '–']) && clues(text).into_iter().any(pair)
}

/// The month that `years ended December 31` and `1 January to 31 December` close the year in.
fn year_end_without_year(phrase: &PeriodPhrase) -> Option<u8> {
    let of_a_year = phrase.span().is_some_and(|span| months_of(span) == 12) && !phrase.trailing;
    phrase.month.filter(|_| of_a_year && phrase.year.is_none() && phrase.day.is_some())
}

/// What a dated phrase tells of the month the fiscal year ends in.
fn vote(phrase: &PeriodPhrase, end: Date, votes: &mut HashMap<u8, u32>) {
    let month = i32::from(closing_month(end).1);
    let ahead = |months: i32| ((month - 1 + months).rem_euclid(12) + 1) as u8;
    if let Some(quarter) = phrase.quarter {
        *votes.entry(ahead(3 * (4 - i32::from(quarter)))).or_default() += 6;
        return;
    }
    match phrase.span() {
        Some(span) if phrase.full_year || months_of(span) == 12 && !phrase.trailing => {
            *votes.entry(ahead(0)).or_default() += 5;
        }
        // Year-to-date: the year began so many months ago.
        Some(span) if matches!(months_of(span), 6 | 9) => {
            *votes.entry(ahead(12 - months_of(span) as i32)).or_default() += 4;
        }
        _ => {}
    }
}
