//! Columns of years in which amounts fall due, and of years of flows.

use crossfoot_grammar::Table;
use crossfoot_grammar::period::PeriodPhrase;
use crossfoot_lexicon::{Role, Tags};
use jiff::civil::Date;

use super::{Due, Heading};
use crate::calendar::Calendar;
use crate::maturity;
use crate::nature::is_forecast;

/// Whether a table is of years to come that amounts fall due in.
pub(super) fn due(calendar: &Calendar, table: &Table, headings: &[Heading<'_>]) -> Option<Due> {
    let reported = calendar.latest_year()?;
    let columns = headings.iter().map(|h| h.text);
    match () {
        () if maturity::are_rows(table, reported) => Some(Due::Rows),
        () if !columns.clone().any(is_forecast) && maturity::are_columns(columns, reported) => Some(Due::Columns),
        () => None,
    }
}

/// Whether the headings are the last days of three years or more, and hardly a line is a balance: balance sheets are set out for two,
/// what happened in a year for three.
pub(super) fn names_years_of_flows(calendar: &Calendar, table: &Table, headings: &[Heading<'_>]) -> bool {
    let timed = headings.iter().filter(|h| !h.change && !h.phrases.is_empty()).map(Heading::own);
    let days: Vec<PeriodPhrase> = timed.collect();
    if days.len() < 3 || days.iter().any(|p| p.says_duration() || !p.is_complete_end()) {
        return false;
    }
    let mut ends: Vec<Date> = days.iter().filter_map(|p| calendar.resolve(p, true)).map(|p| p.end).collect();
    ends.sort_unstable();
    ends.dedup();
    let labels = || table.rows.iter().filter(|row| row.has_figures()).map(|row| row.label.tags());
    let flow = |tags: &&Tags| tags.has(Role::FlowWord);
    let balance = |tags: &&Tags| {
        !flow(tags) && tags.has_any(&[Role::BalanceWord, Role::BalanceAt, Role::OpeningBalance, Role::ClosingBalance])
    };
    // `Interest on lease liabilities` names a balance and is none; lines of flows around it say so.
    let few_balances = labels().filter(balance).count() * 3 <= labels().filter(flow).count();
    ends.len() >= 3 && ends.iter().all(|end| calendar.closes_year(*end)) && few_balances
}
