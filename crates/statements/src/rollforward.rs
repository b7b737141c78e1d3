//! Roll-forwards: a balance, what moved it, and the balance after.
//!
//! A statement of changes in equity is one (IAS 1.106 asks for each component "a reconciliation between the carrying amount
//! at the beginning and the end of the period"); so are the tables of goodwill, of allowances, of accumulated other comprehensive
//! income, of plan assets. Where the balances print their days, these rule whatever the columns say: each balance is an instant, and
//! what stands between two of them has the time between.

use crossfoot_grammar::Table;
use crossfoot_grammar::period::{Clue, PeriodPhrase, clues, is_period_heading, read, read_all};
use crossfoot_lexicon::{Role, Text, tag};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::{Cell, Kind, Length, LineItem, Period};
use crate::timing::Timing;
use crate::told::ToldBy;

/// `Balance at December 31, 2022`, `Liability as of July 30, 2022`: an instant, whatever the columns' period. In a primary
/// statement the columns tell, except in that of changes in equity.
pub(crate) fn balance(label: &Text, kind: Kind) -> Option<PeriodPhrase> {
    if kind != Kind::Equity && kind.is_primary() {
        return None;
    }
    let phrases = read_all(label);
    let [phrase] = phrases.as_slice() else { return None };
    let dated = phrase.month.is_some() && phrase.span().is_none();
    // In a statement of changes in equity a day alone is that of a balance.
    let is_day = || kind == Kind::Equity && is_period_heading(label);
    let is_balance = label.has(Role::BalanceAt) || phrase.is_complete_end() && (ends_as_of_a_day(label) || is_day());
    (dated && is_balance).then(|| PeriodPhrase { as_of: true, ..phrase.clone() })
}

/// Whether a label closes with `as of` or `at` and a day.
fn ends_as_of_a_day(label: &str) -> bool {
    match clues(label).as_slice() {
        [.., (_, Clue::AsOf), (day, Clue::Date { .. })] => !label[day.end..].contains(char::is_alphanumeric),
        _ => false,
    }
}

/// Whether the rows of a table lead from an opening to a closing balance that are not dated: the figures of a column are then of
/// the time between, whatever day it is headed by.
pub(crate) fn rolls_forward(table: &Table) -> bool {
    let mut rows = table.rows.iter().filter(|row| row.has_figures());
    rows.any(|row| row.label.has(Role::OpeningBalance)) && rows.any(|row| row.label.has(Role::ClosingBalance))
}

/// The same across the columns: `Balance 2022 | Acquisitions | Translation | Balance 2023`. What opens and closes is an instant, what
/// stands between has the time between, though its heading be one of changes.
pub(crate) fn give_columns(timing: &Timing<'_>, headings: &[&str], periods: &mut [Option<Period>]) {
    let balances: Vec<(usize, Date, Option<Period>)> = headings
        .iter()
        .enumerate()
        .filter_map(|(at, heading)| {
            let (tags, period) = (tag(heading), periods[at]?);
            let opens = tags.has(Role::OpeningBalance);
            let closes = tags.has(Role::ClosingBalance) || tags.has(Role::BalanceAt);
            match period.start {
                Some(start) if opens => Some((at, start.saturating_sub(1.day()), Some(period))),
                _ if opens || closes => Some((at, period.end, Some(period).filter(|p| p.start.is_some()))),
                _ => None,
            }
        })
        .collect();
    for pair in balances.windows(2) {
        let [(from, opening, _), (to, closing, of_year)] = *pair else { continue };
        let between = from + 1..to;
        if between.is_empty() || periods[between.clone()].iter().any(Option::is_some) {
            continue;
        }
        let Some(period) = of_year.or_else(|| timing.between(opening.saturating_add(1.day()), closing)) else {
            continue;
        };
        periods[between].fill(Some(period));
        for (at, end) in [(from, opening), (to, closing)] {
            periods[at] = Some(Period { start: None, end, length: Length::Instant });
        }
    }
}

/// Gives the movements between two dated balances the time between them, where it is whole months or weeks and no more than a year.
pub(crate) fn give_movements(timing: &Timing<'_>, kind: Kind, items: &mut [LineItem]) {
    let instant = |item: &LineItem| {
        // `August 31, 2022` and nothing else, where the columns say nothing of time.
        let is_day = || (timing.names_no_time() && is_period_heading(&item.label)).then(|| read(&item.label)).flatten();
        balance(&item.label, kind).or_else(|| balance(item.section.last()?, kind)).or_else(is_day)?;
        let mut periods = item.cells.iter().filter_map(Cell::figure).filter_map(|f| f.row_period);
        periods.find(|p| p.length == Length::Instant).map(|p| p.end)
    };
    let balances: Vec<(usize, Date)> =
        items.iter().enumerate().filter_map(|(at, item)| Some((at, instant(item)?))).collect();
    for pair in balances.windows(2) {
        let [(from, opening), (to, closing)] = *pair else { continue };
        // `At 1 January` opens the year as `At 31 December` closed the one before.
        let start = if opening.day() == 1 { opening } else { opening.saturating_add(1.day()) };
        let Some(period) = timing.between(start, closing) else { continue };
        for cell in items[from + 1..to].iter_mut().flat_map(|item| &mut item.cells) {
            if let Cell::Figure(fact) = cell
                && fact.row_period.is_none()
            {
                (fact.row_period, fact.told.period) = (Some(period), ToldBy::Derived);
            }
        }
    }
}

/// How many months lie between a first and a last day, if they are whole ones and no more than a year; or whole weeks that make
/// about so many, as in a year of 52 or 53 weeks.
pub(crate) fn months_between(first: Date, last: Date) -> Option<u32> {
    let months = (i32::from(last.year()) - i32::from(first.year())) * 12 + i32::from(last.month())
        - i32::from(first.month())
        + 1;
    let whole = first.day() == 1 && last == last.last_of_month();
    let in_a_year = |months: &u32| (1..=12).contains(months);
    if whole {
        return u32::try_from(months).ok().filter(in_a_year);
    }
    let days = last.since(first).ok()?.get_days() + 1;
    // Quarters of 13 weeks, one of 14 among them.
    let quarters = (days + 45) / 91;
    let weeks = days > 0 && days % 7 == 0 && (days - 91 * quarters).abs() <= 7;
    u32::try_from(3 * quarters).ok().filter(|months| weeks && in_a_year(months))
}
