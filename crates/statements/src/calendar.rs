//! The company's calendar, learned from the dates a release prints.
//!
//! Headings often say only `Q2 FY24` or `Second-Quarter 2023`. Somewhere the release says when that quarter ended: in the first
//! sentence, in another statement, in the balance sheet. [`Calendar::learn`] gathers every dated period; the month the
//! fiscal year ends in, and whether a fiscal year is named after the year it ends or begins in, are then those that make
//! the most of the dates fit.

mod learn;

use crossfoot_grammar::period::{PeriodPhrase, Span};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::{Length, Period};

/// A dated period a release mentions, and how often.
#[derive(Debug, Clone, Copy)]
struct Known {
    end: Date,
    span: Option<Span>,
    weight: u32,
}

/// What is known of the company's calendar.
#[derive(Debug, Clone)]
pub(crate) struct Calendar {
    known: Vec<Known>,
    /// The month the fiscal year ends in (a year that ends in the first days of a month counts to the month before).
    year_end_month: u8,
    /// Years added to a fiscal year's name to get the calendar year it ends in: 0, or 1 where it is named after its beginning.
    name_offset: i32,
    /// Whether a quarter that the release names and dates says so.
    names_are_known: bool,
    /// The latest dated duration of the release: what it reports on.
    latest: Option<Date>,
}

/// A quarter of a 52/53-week year ends within this many days of a month's end.
const NEAR_MONTH_END: i32 = 16;

pub(crate) fn months_of(span: Span) -> u32 {
    match span {
        Span::Months(n) => u32::from(n),
        // Quarters of 12, 13 or 14 weeks (one of 16 or 17 where the others have 12), and their sums.
        Span::Weeks(n) => match n {
            0..=6 => 1,
            7..=10 => 2,
            11..=14 => 3,
            15..=18 => 4,
            19..=30 => 6,
            31..=44 => 9,
            _ => 12,
        },
    }
}

fn last_of_month(year: i32, month: u8) -> Option<Date> {
    Some(Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()?.last_of_month())
}

/// The month a date closes: the first week of a month closes the month before.
fn closing_month(date: Date) -> (i32, u8) {
    let shifted = if date.day() <= 8 { date.saturating_sub(9.days()) } else { date };
    (i32::from(shifted.year()), shifted.month() as u8)
}

fn days_between(a: Date, b: Date) -> i32 {
    a.until(b).map_or(i32::MAX, |s| s.get_days().abs())
}

fn date_of(phrase: &PeriodPhrase) -> Option<Date> {
    let (year, month, day) = phrase.end()?;
    Date::new(i16::try_from(year).ok()?, month as i8, day as i8).ok()
}

impl Calendar {
    /// The last day of a fiscal quarter by the month its year ends in.
    fn quarter_end_by_rule(&self, quarter: u8, year: i32, offset: i32) -> Option<Date> {
        let back = 3 * (4 - i32::from(quarter));
        let month = i32::from(self.year_end_month) - back;
        let (year, month) = if month < 1 { (year + offset - 1, month + 12) } else { (year + offset, month) };
        last_of_month(year, month as u8)
    }

    /// The known date nearest to one worked out by rule, or that date itself.
    fn snap(&self, by_rule: Date) -> (Date, u32) {
        self.known
            .iter()
            .filter(|k| days_between(k.end, by_rule) <= NEAR_MONTH_END)
            .max_by_key(|k| (k.weight, -days_between(k.end, by_rule)))
            .map_or_else(|| (self.by_weeks(by_rule).unwrap_or(by_rule), 0), |k| (k.end, k.weight))
    }

    /// The day near one worked out by rule on which a company's quarter ends that counts its year in weeks: quarters of 13 weeks
    /// from the nearest known end, or of one week more. Such a company is told by its periods, which all end on one day of the
    /// week.
    fn by_weeks(&self, by_rule: Date) -> Option<Date> {
        let ends = || self.known.iter().filter(|k| k.span.is_some()).map(|k| k.end);
        let of_13_weeks = self.known.iter().all(|k| match k.span {
            Some(Span::Weeks(n)) => n % 13 <= 1,
            _ => true,
        });
        let nearest = ends().min_by_key(|end| days_between(*end, by_rule))?;
        let one_weekday = ends().all(|end| end.weekday() == nearest.weekday()) && ends().any(|end| end != nearest);
        // The last days of two quarters may be one day of the week by chance.
        if !one_weekday || !of_13_weeks || ends().all(|end| end == end.last_of_month()) {
            return None;
        }
        let quarters = (f64::from(nearest.until(by_rule).ok()?.get_days()) / 91.0).round() as i64;
        let end = nearest.saturating_add((91 * quarters).days());
        [0, 7, -7].into_iter().map(|days| end.saturating_add(days.days())).find(|day| days_between(*day, by_rule) <= 4)
    }

    /// The last day of a fiscal quarter of a named year.
    fn quarter_end(&self, quarter: u8, year: i32) -> Option<Date> {
        let first = self.snap(self.quarter_end_by_rule(quarter, year, self.name_offset)?);
        if first.1 > 0 || self.year_end_month == 12 {
            return Some(first.0);
        }
        // The other way of naming years, if a printed date speaks for it; otherwise the calendar quarter, likewise.
        // A day after what the release reports on is that of a forecast, and speaks for its own heading only.
        let other = self.snap(self.quarter_end_by_rule(quarter, year, 1 - self.name_offset)?);
        let speaks = !self.names_are_known && other.1 > 0 && self.latest.is_none_or(|latest| other.0 <= latest);
        Some(if speaks { other.0 } else { first.0 })
    }

    /// The period that a merged phrase means; `instant` says the statement holds balances.
    pub(crate) fn resolve(&self, phrase: &PeriodPhrase, instant: bool) -> Option<Period> {
        if let Some(period) = part_of_year(phrase) {
            return Some(period);
        }
        let phrase = &self.with_quarters_to_date(phrase);
        let end = self.end_of(phrase)?;
        if instant || phrase.as_of {
            return Some(Period { start: None, end, length: Length::Instant });
        }
        let span = phrase.span().or_else(|| self.usual_span(end, phrase));
        let Some(span) = span else {
            return Some(Period { start: None, end, length: Length::Instant });
        };
        Some(self.in_weeks(end, span, phrase).unwrap_or_else(|| period(end, span)))
    }

    /// `Fiscal 2023` of a company that counts its year in weeks: as many as are said of its last day, else from the day after the
    /// one before closed.
    fn in_weeks(&self, end: Date, span: Span, phrase: &PeriodPhrase) -> Option<Period> {
        if phrase.length.is_some() || phrase.trailing || months_of(span) != 12 || end == end.last_of_month() {
            return None;
        }
        let at = |k: &&Known| k.end == end && k.span.is_some_and(|s| matches!(s, Span::Weeks(_)) && months_of(s) == 12);
        if let Some(span) = self.known.iter().filter(at).max_by_key(|k| k.weight).and_then(|k| k.span) {
            return Some(period(end, span));
        }
        let weeks = [52, 53].map(|weeks| (weeks, end.saturating_sub((7 * i64::from(weeks)).days())));
        let (weeks, _) = weeks.into_iter().find(|(_, before)| self.known.iter().any(|k| k.end == *before))?;
        let start = period(end, Span::Weeks(weeks)).start;
        Some(Period { start, end, length: Length::Months(12) })
    }

    /// A year-to-date that does not say how far it goes: to the day it names, or as far as what the release reports on.
    fn with_quarters_to_date(&self, phrase: &PeriodPhrase) -> PeriodPhrase {
        let open = phrase.year_to_date && phrase.quarter.is_none() && phrase.half.is_none();
        let end = date_of(phrase).filter(|_| phrase.day.is_some() && !phrase.fiscal).or(self.latest).filter(|_| open);
        let quarter = end.and_then(|end| self.quarter_closed_by(end));
        PeriodPhrase { quarter: phrase.quarter.or(quarter), ..phrase.clone() }
    }

    /// The quarter of the company's year that a day closes.
    fn quarter_closed_by(&self, end: Date) -> Option<u8> {
        let ahead = (i32::from(self.year_end_month) - i32::from(closing_month(end).1)).rem_euclid(12);
        (ahead % 3 == 0).then_some((4 - ahead / 3) as u8)
    }

    fn end_of(&self, phrase: &PeriodPhrase) -> Option<Date> {
        if !phrase.fiscal
            && phrase.day.is_some()
            && let Some(end) = date_of(phrase)
        {
            return Some(end);
        }
        let Some(year) = phrase.year.or(phrase.fiscal_year) else {
            // `Rolling 12 months`: up to what the release reports on.
            return if phrase.trailing { self.latest } else { self.latest_of(phrase) };
        };
        // `1H FY2024 (Apr – Sep 2024)` says its months.
        let said = phrase.length.is_some() && phrase.fiscal_year.is_some() && !phrase.fiscal;
        if let Some(month) = phrase.month.filter(|_| said && phrase.day.is_none()) {
            return self.dated_month(year, month, None);
        }
        if let Some(quarter) = phrase.quarter.or(phrase.half.map(|h| 2 * h)) {
            return self.quarter_end(quarter, year);
        }
        if let Some(month) = phrase.month {
            return self.dated_month(year, month, phrase.day);
        }
        // A length and a year: the period of that length that ended in that year, or year-to-date by the calendar.
        if let Some(span) = phrase.span() {
            let months = months_of(span);
            let quarters = (months.is_multiple_of(3) && (3..=12).contains(&months)).then_some((months / 3) as u8);
            // `9M FY25`: the company's year, which need not be the one the calendar has by that number. Three months may be any.
            if let Some(quarters) = quarters.filter(|quarters| phrase.fiscal && *quarters > 1) {
                return self.quarter_end(quarters, year);
            }
            // Where years are named after the one they begin in, the year that ended in 2022 is another than `Full Year 2022`.
            if months == 12
                && self.name_offset == 1
                && let Some((end, 1..)) = self.quarter_end_by_rule(4, year, 1).map(|by_rule| self.snap(by_rule))
            {
                return Some(end);
            }
            if let Some(end) = self.known_in_year(year, Some(span)) {
                return Some(end);
            }
            if let Some(quarters) = quarters {
                return self.quarter_end(quarters, year);
            }
        }
        self.known_in_year(year, None).or_else(|| self.quarter_end(4, year))
    }

    /// The balance date that a phrase means which names a day too many: the last one of its month.
    pub(crate) fn end_of_month(&self, phrase: &PeriodPhrase) -> Option<Period> {
        let (year, month, _) = (phrase.year.filter(|_| !phrase.fiscal)?, phrase.month?, phrase.day?);
        Some(Period { start: None, end: last_of_month(year, month)?, length: Length::Instant })
    }

    /// A month of a year, with or without its day.
    fn dated_month(&self, year: i32, month: u8, day: Option<u8>) -> Option<Date> {
        match day {
            Some(day) => Date::new(year as i16, month as i8, day as i8).ok().or_else(|| last_of_month(year, month)),
            None => {
                let by_rule = last_of_month(year, month)?;
                Some(self.snap(by_rule).0)
            }
        }
    }

    /// The end of the latest period of the length a phrase tells, for headings such as `12 Weeks` that name no date.
    fn latest_of(&self, phrase: &PeriodPhrase) -> Option<Date> {
        // `Third Quarter` alone, where the release reports on that quarter.
        if let (Some(quarter), Some(latest)) = (phrase.quarter, self.latest) {
            return (self.quarter_closed_by(latest) == Some(quarter)).then_some(latest);
        }
        let span = phrase.length?;
        self.known.iter().filter(|k| k.span == Some(span) && Some(k.end) <= self.latest).map(|k| k.end).max()
    }

    /// The best-attested date that closes a period in a year.
    fn known_in_year(&self, year: i32, span: Option<Span>) -> Option<Date> {
        let latest = self.latest?;
        let in_year = |k: &&Known| {
            closing_month(k.end).0 == year && (span.is_none() || k.span.map(months_of) == span.map(months_of))
        };
        // The same day of the year as the latest period, where there is one: this year's and last year's columns.
        let same_season = |k: &&Known| closing_month(k.end).1 == closing_month(latest).1;
        let pick = |season: bool| {
            self.known
                .iter()
                .filter(in_year)
                .filter(|k| !season || same_season(k))
                .max_by_key(|k| (k.weight, k.end))
                .map(|k| k.end)
        };
        pick(true).or_else(|| if span.is_some() { pick(false) } else { None })
    }

    /// The length a date is usually given where a heading gives none.
    fn usual_span(&self, end: Date, phrase: &PeriodPhrase) -> Option<Span> {
        if phrase.is_complete_end() {
            return None;
        }
        self.known.iter().filter(|k| k.end == end && k.span.is_some()).max_by_key(|k| k.weight).and_then(|k| k.span)
    }

    /// The day up to which the release reports.
    pub(crate) fn latest(&self) -> Option<Date> {
        self.latest
    }

    /// The year that it is in, as periods count: one that ends in the first days of a year is of the year before.
    pub(crate) fn latest_year(&self) -> Option<i32> {
        self.latest.map(|latest| closing_month(latest).0)
    }

    /// The period of weeks that ends on a day and begins on another, as the release counts: `36 Weeks Ended 9/9/2023`.
    pub(crate) fn known_between(&self, first: Date, last: Date) -> Option<Period> {
        let ending = self.known.iter().filter(|k| k.end == last).filter_map(|k| k.span);
        let of_weeks = ending.filter(|span| matches!(span, Span::Weeks(_))).map(|span| period(last, span));
        of_weeks
            .min_by_key(|p| p.start.map_or(i32::MAX, |start| days_between(start, first)))
            .filter(|p| p.start == Some(first))
    }

    /// Whether a year is said to end on a day.
    pub(crate) fn closes_year(&self, end: Date) -> bool {
        self.known.iter().any(|k| k.end == end && k.span.is_some_and(|span| months_of(span) == 12))
    }

    /// The lengths given to a date anywhere in the release, most often first.
    pub(crate) fn span_at(&self, end: Date) -> Option<Span> {
        let most = |of: &dyn Fn(&&Known) -> bool| {
            self.known.iter().filter(|k| k.span.is_some()).filter(of).max_by_key(|k| k.weight).and_then(|k| k.span)
        };
        // What the same day of another year closes, this one does, too.
        most(&|k| k.end == end)
            .or_else(|| most(&|k| k.end.month() == end.month() && (k.end.day() - end.day()).abs() <= 6))
    }
}

/// `1Q` or `First half` under `Year ended March 31, 2024`: a part of the year whose last day is named.
fn part_of_year(phrase: &PeriodPhrase) -> Option<Period> {
    let whole = phrase.full_year || phrase.length.is_some_and(|s| months_of(s) == 12);
    let (last_month, months) = match (phrase.quarter, phrase.half) {
        (Some(q), _) => (3 * i64::from(q), if phrase.year_to_date { 3 * q } else { 3 }),
        (None, Some(h)) => (6 * i64::from(h), 6),
        (None, None) => return None,
    };
    let year_end = date_of(phrase).filter(|_| whole && phrase.day.is_some())?;
    if year_end != year_end.last_of_month() {
        return None;
    }
    let end = year_end.first_of_month().saturating_sub((12 - last_month).months()).last_of_month();
    Some(period(end, Span::Months(months)))
}

/// The period of a length that ends on a day.
pub(crate) fn period(end: Date, span: Span) -> Period {
    match span {
        Span::Weeks(n) => {
            let start = end.saturating_sub((i64::from(n) * 7 - 1).days());
            Period { start: Some(start), end, length: Length::Weeks(u32::from(n)) }
        }
        Span::Months(n) => {
            // Periods of whole months begin the day after a month's end; those of 52/53-week years about there.
            let whole = end == end.last_of_month();
            let back = end.saturating_sub(i64::from(n).months());
            let start = if whole { back.last_of_month() } else { back };
            Period { start: Some(start.saturating_add(1.days())), end, length: Length::Months(u32::from(n)) }
        }
    }
}

#[cfg(test)]
mod tests;
