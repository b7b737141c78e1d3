//! The periods of a table's columns: what each heading says of time, filled from what stands around the table, and made dates of
//! by the company's calendar.
//!
//! A heading names its own period as far as it names one. What it leaves open is said by the stub head, a note, the title or the
//! sentence before, nearest first. What sort of table it is decides the rest: a balance sheet has instants, a statement of
//! flows headed by dates has the length these dates have elsewhere, a forecast is for the time it names and not for the
//! day it was given on.

mod due;
mod neighbours;

use crossfoot_grammar::period::{self, PeriodPhrase, read, read_all};
use crossfoot_grammar::{Caption, Table};
use crossfoot_lexicon::{Role, Text};
use jiff::civil::Date;

use crate::calendar::{self, Calendar};
use crate::changes;
use crate::model::{Kind, Length, Period};
use crate::nature::{counts_stock, is_forecast, is_of_flows, names_end};
use crate::rollforward::{self, months_between, rolls_forward};
use crate::row_period::rows_name_periods;
use crate::title::title_of;
use crate::told::ToldBy;

use due::{due, names_years_of_flows};

/// What is known of time for a table as a whole.
pub(crate) struct Timing<'a> {
    calendar: &'a Calendar,
    table: &'a Table,
    kind: Kind,
    headings: Vec<Heading<'a>>,
    /// What is said outside the column headings, nearest first; each text may name several periods.
    outer: Vec<Vec<PeriodPhrase>>,
    /// It is of figures to come.
    forecast: bool,
    /// Some column names a quarter, a half or a length, or is of an outlook: one that names only a year then means the whole of it.
    parts_named: bool,
    /// Its figures are balances at a point in time although its headings may name quarters.
    stock: bool,
    /// Its figures are of periods although its headings may name days.
    flow: bool,
    /// Its rows or its columns are years that what is owed falls due in, and name no periods.
    due: Option<Due>,
}

/// Where the years stand that amounts fall due in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Due {
    Rows,
    Columns,
}

/// The heading of a column, read.
struct Heading<'a> {
    text: &'a str,
    /// All periods it names.
    phrases: Vec<PeriodPhrase>,
    /// It is of changes.
    change: bool,
}

impl<'a> Heading<'a> {
    fn read(text: &'a Text) -> Self {
        let mut phrases = read_all(text);
        if let Some(own) = of_own_year(text, &phrases) {
            phrases = vec![own];
        }
        Self { text: text.as_str(), phrases, change: changes::is_change(text) }
    }

    /// The first period it names.
    fn own(&self) -> PeriodPhrase {
        self.phrases.first().cloned().unwrap_or_default()
    }
}

/// What a column headed by a year is of where the heading over it names a date for each of several years: `26 Weeks Ended August 1,
/// 2009 and August 2, 2008` over `2008`.
fn of_own_year(text: &str, phrases: &[PeriodPhrase]) -> Option<PeriodPhrase> {
    let [first, _, ..] = phrases else { return None };
    let dated = |p: &&PeriodPhrase| p.day.is_some() && p.month.is_some() && p.year.is_some();
    let last = text.rsplit(' ').next().filter(|last| last.len() == 4)?;
    let year: i32 = last.parse().ok()?;
    let mut of_year = phrases.iter().filter(dated).filter(|p| p.year == Some(year));
    let (Some(own), None) = (of_year.next(), of_year.next()) else { return None };
    // The year stands by itself, under that of its date.
    let several = phrases.iter().filter(dated).count() > 1 && text.matches(last).count() > 1;
    several.then(|| PeriodPhrase { year: own.year, month: own.month, day: own.day, ..first.clone() })
}

impl<'a> Timing<'a> {
    pub(crate) fn of(calendar: &'a Calendar, table: &'a Table, kind: Kind, headings: &'a [Text]) -> Self {
        let title = title_of(table);
        let mut headings: Vec<Heading<'_>> = headings.iter().map(Heading::read).collect();
        let mut outer = outer_phrases(table, &title);
        let rolls = kind != Kind::BalanceSheet && rolls_forward(table);
        if rolls {
            // `At December 31,` over `2023 | 2022`: the days that the years of the roll-forward end on.
            let named = headings.iter_mut().map(|h| &mut h.phrases).chain(&mut outer);
            named.flatten().for_each(|phrase| phrase.as_of = false);
        }
        share_spelt_length(&mut headings);
        let due = due(calendar, table, &headings).filter(|_| !is_forecast(&title));
        if due == Some(Due::Columns) {
            headings.iter_mut().for_each(|h| h.phrases.clear());
        }
        let stock = kind == Kind::BalanceSheet || kind != Kind::CashFlow && !rolls && counts_stock(&title);
        let part = |p: PeriodPhrase| p.quarter.is_some() || p.half.is_some() || p.length.is_some();
        Self {
            calendar,
            table,
            kind,
            outer,
            forecast: is_forecast(&title),
            parts_named: headings.iter().filter(|h| !h.change).map(Heading::own).any(part)
                || headings.iter().any(|h| is_forecast(h.text)),
            flow: due.is_none()
                && (matches!(kind, Kind::IncomeStatement | Kind::CashFlow | Kind::ComprehensiveIncome)
                    || rolls
                    || is_of_flows(table)
                    || !stock && names_years_of_flows(calendar, table, &headings)),
            headings,
            stock: stock || due.is_some(),
            due,
        }
    }

    /// The periods of all columns; none for a column of changes, or where nothing tells. `percent` says of each column whether
    /// it is of percentages.
    pub(crate) fn of_columns(&self, percent: &[bool]) -> Vec<Option<Period>> {
        // Where the rows name the periods, what the title says holds for one of them at most.
        let named_by_rows = self.due.is_none() && rows_name_periods(self.table);
        let outer: &[Vec<PeriodPhrase>] = if named_by_rows { &[] } else { &self.outer };
        let mut periods: Vec<Option<Period>> = self
            .headings
            .iter()
            .map(|h| if h.change { None } else { self.resolve(h, outer.iter().map(Vec::as_slice)) })
            .collect();
        if self.due.is_some() {
            self.owed_today(&mut periods);
        }
        self.shares_of_neighbours(percent, &mut periods);
        if !named_by_rows {
            self.in_order(&mut periods);
        }
        self.share_only_period(percent, &mut periods);
        self.without_year(percent, &mut periods);
        self.leave_doubles_open(&mut periods);
        let headings: Vec<&str> = self.headings.iter().map(|h| h.text).collect();
        rollforward::give_columns(self, &headings, &mut periods);
        // A date that is none is not filled from elsewhere.
        for (heading, period) in self.headings.iter().zip(&mut periods) {
            if self.is_unreal(&heading.own()) && period.is_some_and(|p| !self.closes_month(&heading.own(), p)) {
                *period = None;
            }
        }
        periods
    }

    /// What falls due in years to come is owed on the day of the table, or up to which the release reports.
    fn owed_today(&self, periods: &mut [Option<Period>]) {
        let today = self.calendar.latest().map(|end| Period { start: None, end, length: Length::Instant });
        for (period, _) in periods.iter_mut().zip(&self.headings).filter(|(_, h)| !h.change) {
            *period = period.or(today);
        }
    }

    /// `Balance at June 30, 2023` over lines of a table that says nothing else of time: they are balances of that day.
    pub(crate) fn opens_balances(&self, label: &Text) -> Option<PeriodPhrase> {
        let of_balances = !self.flow && self.kind != Kind::Equity && label.has(Role::BalanceAt);
        let phrase = if of_balances && self.names_no_time() { read(label) } else { None };
        let phrase = phrase.filter(PeriodPhrase::is_complete_end)?;
        Some(PeriodPhrase { as_of: true, ..phrase })
    }

    /// Whether no column says anything of time.
    pub(crate) fn names_no_time(&self) -> bool {
        self.headings.iter().all(|h| h.phrases.is_empty())
    }

    /// Whether the rows are labelled with years that amounts fall due in.
    pub(crate) fn rows_are_due(&self) -> bool {
        self.due == Some(Due::Rows)
    }

    /// Whether the headings are bare years and nothing around the table says more of time.
    pub(crate) fn tells_years_only(&self) -> bool {
        let bare = |p: &PeriodPhrase| *p == PeriodPhrase { year: p.year, ..PeriodPhrase::default() };
        let years = self.headings.iter().flat_map(|h| &h.phrases);
        self.outer.is_empty() && self.kind != Kind::BalanceSheet && years.clone().count() > 0 && years.clone().all(bare)
    }

    /// Whether what a phrase says of time is in no calendar. `February 29,` over `2024 | 2023` is the end of both months.
    pub(crate) fn is_unreal(&self, phrase: &PeriodPhrase) -> bool {
        let leap_day = |p: &PeriodPhrase| (p.month, p.day) == (Some(2), Some(29));
        let shared = || self.headings.iter().any(|h| leap_day(&h.own()) && !h.own().unreal);
        phrase.unreal && !(leap_day(phrase) && shared())
    }

    /// Whether a balance date is the end of the month that a phrase names a day too many of.
    fn closes_month(&self, phrase: &PeriodPhrase, period: Period) -> bool {
        period.start.is_none() && phrase.month == u8::try_from(period.end.month()).ok() && phrase.day.is_some()
    }

    /// What is to be told of dates that no calendar has, in the headings of columns and rows and around the table.
    pub(crate) fn of_no_such_dates(&self, periods: &[Option<Period>]) -> Vec<String> {
        let mut told: Vec<String> = Vec::new();
        let mut tell = |text: &str, period: Option<Period>| {
            let Some(date) = period::no_such_date(text) else { return };
            let read = period.map_or_else(|| "no period given".to_owned(), |p| format!("read as {}", p.end));
            if !told.iter().any(|known| known.starts_with(date)) {
                told.push(format!("{date} is no date ({read})"));
            }
        };
        for (heading, period) in self.headings.iter().zip(periods).filter(|(h, _)| self.is_unreal(&h.own())) {
            tell(heading.text, period.filter(|p| self.closes_month(&heading.own(), *p)));
        }
        let captions = self.table.notes.iter().chain(&self.table.title).map(|c| c.text.as_str());
        let rows = self.table.rows.iter().map(|r| r.label.as_str()).filter(|label| period::is_period_heading(label));
        captions.chain([self.table.stub_head.as_str()]).chain(rows).for_each(|text| tell(text, None));
        told
    }

    /// How the period of a column is told.
    pub(crate) fn told_by(&self, column: usize) -> ToldBy {
        let when = |p: &PeriodPhrase| says_when(p) || p.quarter.is_some() && p.year.is_some();
        if self.headings[column].phrases.iter().any(when) {
            ToldBy::Column
        } else if self.outer.iter().flatten().any(when) {
            ToldBy::Table
        } else {
            ToldBy::Derived
        }
    }

    /// The period of a figure whose row says something of time; none for a change.
    pub(crate) fn of_row(&self, row: &PeriodPhrase, column: usize) -> Option<Period> {
        // `Balance at December 31, 2022` says it all, under a heading such as `Changes in fair value of hedges`, too.
        if row.as_of && row.is_complete_end() {
            return self.calendar.resolve(row, true);
        }
        let heading = &self.headings[column];
        if heading.change {
            return None;
        }
        if row.trailing {
            // `Free cash flow – TTM` in the column of a quarter: the twelve months up to its end.
            let end = self.resolve(heading, self.outer.iter().map(Vec::as_slice))?.end;
            return Some(calendar::period(end, period::Span::Months(12)));
        }
        let mut row = row.clone();
        // `Jan-2025` down the side is the month; a balance is told by its title or kind.
        if row.month.is_some() && row.day.is_none() && !row.says_duration() && !self.stock && heading.phrases.is_empty()
        {
            row.length = Some(period::Span::Months(1));
        }
        let row = std::slice::from_ref(&row);
        self.resolve(heading, std::iter::once(row).chain(self.outer.iter().map(Vec::as_slice)))
    }

    /// The period from a first to a last day, where that is whole months or weeks and no more than a year, or a time that the
    /// release speaks of elsewhere.
    pub(crate) fn between(&self, first: Date, last: Date) -> Option<Period> {
        if let Some(known) = self.calendar.known_between(first, last) {
            return Some(known);
        }
        let months = months_between(first, last)?;
        // A release that counts the same time in weeks says so of its other figures.
        let known = self.calendar.span_at(last).filter(|span| calendar::months_of(*span) == months);
        match known {
            Some(span @ period::Span::Weeks(_)) => Some(calendar::period(last, span)),
            _ => Some(Period { start: Some(first), end: last, length: Length::Months(months) }),
        }
    }

    /// The period a heading names, filled from what stands around it.
    fn resolve<'p>(&self, heading: &Heading<'_>, outer: impl Iterator<Item = &'p [PeriodPhrase]>) -> Option<Period> {
        let Heading { text: heading, phrases, .. } = heading;
        let mut own = phrases.first().cloned().unwrap_or_default();
        // `Year ended March 31, 2024` over `1Q`: the heading names a part of the year it names.
        if own.length == Some(period::Span::Months(12))
            && let Some(part) = phrases.iter().find(|p| p.quarter.is_some() || p.half.is_some())
        {
            (own.quarter, own.half) = (part.quarter, part.half);
        }
        // `Q2 2023` over `IFRS` and its years: each column is of that quarter of its own.
        let leaf = phrases.last().filter(|p| phrases.len() > 1 && p.month.is_none()).and_then(|p| p.year);
        if (own.quarter.is_some() || own.half.is_some())
            && own.month.is_none()
            && let Some(year) = leaf.filter(|year| heading.trim_end().ends_with(&format!(" {year}")))
        {
            own.year = Some(year);
        }
        let bare_year = own.year.is_some() && own.month.is_none() && !own.says_duration();
        // `FY23` is a year, whatever quarter the title speaks of; so is `2023` beside `4Q 2023`, and `2023` of an outlook.
        own.full_year |= bare_year && (own.fiscal || self.parts_named || self.forecast);
        let forecast = self.forecast || is_forecast(heading);
        if forecast && own.is_complete_end() && (own.as_of || !own.says_duration()) {
            // The day an outlook was given on is not what it is for.
            own = PeriodPhrase::default();
        }
        let mut phrase = own.clone();
        for around in outer {
            // `Periods ended October 28, 2023 and October 29, 2022` over `2023 | 2022`: each has a day of its own.
            let of_year = around.iter().find(|p| p.year.is_some() && p.year == own.year);
            let Some(around) = of_year.or(around.first()) else { continue };
            // `2Q23` under `Quarterly Report, July 20, 2023` ends by the calendar.
            if (own.quarter.is_some() || own.half.is_some()) && own.year.is_some() && own.month.is_none() {
                phrase = phrase.merge(&PeriodPhrase { month: None, day: None, ..around.clone() });
            } else {
                phrase = phrase.merge(around);
            }
        }
        if phrase.is_empty() || own.is_empty() && !says_when(&phrase) {
            return None;
        }
        phrase.full_year |= forecast && phrase.month.is_none() && !phrase.says_duration();
        let flow_spelt = own.length.is_some();
        let instant = self.kind == Kind::BalanceSheet || self.stock && !flow_spelt || !self.flow && names_end(heading);
        if self.is_unreal(&phrase) {
            return self.calendar.end_of_month(&phrase).filter(|_| instant || phrase.as_of);
        }
        if !instant && self.flow && !phrase.says_duration() && phrase.is_complete_end() {
            return self.flow_at(&phrase);
        }
        let found = self.calendar.resolve(&phrase, instant)?;
        // `Trailing four quarters` over columns of quarters: each is of the twelve months up to its end.
        if !instant && own.length.is_none() && found.start.is_some() && self.outer.iter().any(|list| list[0].trailing) {
            return Some(calendar::period(found.end, period::Span::Months(12)));
        }
        // A year over flows: the part of it that ends on its day, as elsewhere in the release.
        if !instant && self.flow && found.start.is_none() && !phrase.says_duration() {
            let span = self.calendar.span_at(found.end);
            return Some(span.map_or(found, |span| calendar::period(found.end, span)));
        }
        Some(found)
    }

    /// A table of flows headed by dates alone: the length such a date has elsewhere, or a quarter in a statement of flows.
    fn flow_at(&self, phrase: &PeriodPhrase) -> Option<Period> {
        let instant = self.calendar.resolve(phrase, true)?;
        let quarter = self.kind.is_primary().then_some(period::Span::Months(3));
        let span = self.calendar.span_at(instant.end).or(quarter);
        Some(span.map_or(instant, |span| calendar::period(instant.end, span)))
    }
}

/// `Three months ended June 30,` may reach the year below it only, `2025`, and not the other, `2024`: a bare year beside columns that
/// are all of one length up to one day takes both from them, where it is none of their years.
fn share_spelt_length(headings: &mut [Heading<'_>]) {
    let timed = || headings.iter().filter(|h| !h.change && !h.phrases.is_empty());
    let bare = |h: &Heading<'_>| {
        let own = h.own();
        let year = own.year.filter(|_| h.phrases.len() == 1)?;
        (own == PeriodPhrase { year: Some(year), ..PeriodPhrase::default() }).then_some(year)
    };
    let mut spelt = timed().filter(|h| bare(h).is_none());
    let Some(first) = spelt.next().map(Heading::own).filter(|p| p.length.is_some() && p.day.is_some()) else { return };
    let alike = |p: &PeriodPhrase| PeriodPhrase { year: first.year, ..p.clone() } == first;
    if !spelt.all(|h| h.phrases.len() == 1 && alike(&h.own())) {
        return;
    }
    let taken: Vec<Option<i32>> = timed().filter(|h| bare(h).is_none()).map(|h| h.own().year).collect();
    for heading in headings.iter_mut().filter(|h| !h.change) {
        let Some(year) = bare(heading).filter(|year| !taken.contains(&Some(*year))) else { continue };
        heading.phrases = vec![PeriodPhrase { year: Some(year), ..first.clone() }];
    }
}

/// What is said of time outside the column headings, nearest first.
fn outer_phrases(table: &Table, title: &str) -> Vec<Vec<PeriodPhrase>> {
    let notes = table.notes.iter().rev().map(|c: &Caption| c.text.as_str());
    let lead = table.lead_in.iter().map(|c| c.text.as_str());
    let mut texts: Vec<&str> = vec![table.stub_head.as_str()];
    texts.extend(notes);
    // The line next to the table tells before the headline does, where it says when as well as how long.
    let complete = |text: &str| read(text).is_some_and(|p| p.says_duration() && p.is_complete_end());
    texts.extend(table.title.iter().rev().map(|c| c.text.as_str()).filter(|text| complete(text)).take(1));
    texts.push(title);
    texts.extend(table.title.iter().map(|c| c.text.as_str()));
    texts.extend(lead);
    // `2Q25 Management Report July 16, 2025`: the day of the report is not the quarter's.
    let parts = texts.into_iter().flat_map(period::stretches);
    parts.map(read_all).filter(|list| list.first().is_some_and(|p| !p.is_empty())).collect()
}

/// Whether a phrase says when, not only how long.
fn says_when(phrase: &PeriodPhrase) -> bool {
    phrase.year.is_some() || phrase.month.is_some()
}
