//! Whose release it is, in what currency it reports, and of what period: as far as the release tells.

mod company;
mod names;

pub(crate) use company::without_company;

use std::collections::{BTreeMap, BTreeSet};

use crossfoot_grammar::Reading;
use crossfoot_grammar::figure::Currency;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::{Cell, Column, Kind, Statement, Unit};
use crate::nature::is_forecast;

/// What a release says of itself. What it does not tell, or not clearly, is none.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Identity {
    /// The company, as printed.
    pub company: Option<String>,
    /// The currency that most amounts of its primary statements are in.
    pub currency: Option<Currency>,
    /// The last day of what it reports on.
    pub period_end: Option<Date>,
}

impl Identity {
    /// That of a release that tells nothing.
    pub const UNTOLD: Self = Self { company: None, currency: None, period_end: None };
}

/// Finds out what a release says of itself; `statements` are those of its tables, one for each.
pub fn identity(reading: &Reading, statements: &[Statement]) -> Identity {
    Identity {
        company: company::company(reading, statements),
        currency: currency(statements),
        period_end: period_end(statements),
    }
}

/// Whether it is one of the statements that say what the release is in and of: those of a whole company.
fn is_primary(statement: &Statement) -> bool {
    statement.kind.is_primary() && !is_forecast(&statement.title)
}

/// The currency of most amounts of the primary statements, or of all where there is none. A translation for the reader's
/// convenience fills fewer columns than the figures themselves; where it fills as many, nothing tells.
fn currency(statements: &[Statement]) -> Option<Currency> {
    let primary: Vec<&Statement> = statements.iter().filter(|statement| is_primary(statement)).collect();
    let asked = if primary.is_empty() { statements.iter().collect() } else { primary };
    let mut counts: BTreeMap<Currency, usize> = BTreeMap::new();
    let cells = asked.iter().flat_map(|statement| &statement.items).flat_map(|item| &item.cells);
    for fact in cells.filter_map(Cell::figure) {
        if let Unit::Money(currency) | Unit::PerShare(currency) = fact.unit {
            *counts.entry(currency).or_default() += 1;
        }
    }
    let all: usize = counts.values().sum();
    let (currency, most) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (2 * most > all).then_some(currency).filter(|currency| *currency != Currency::UNKNOWN)
}

/// The latest date that the balance sheets and the statements of flows both end on, or those of them that there are. Where they
/// have no such day in common, nothing tells.
fn period_end(statements: &[Statement]) -> Option<Date> {
    let ends = |balance: bool| -> BTreeSet<Date> {
        let asked = statements.iter().filter(|s| is_primary(s) && s.kind != Kind::Equity);
        asked.filter(|s| (s.kind == Kind::BalanceSheet) == balance).flat_map(ends_of).collect()
    };
    let (balances, flows) = (ends(true), ends(false));
    match (balances.is_empty(), flows.is_empty()) {
        (false, false) => balances.intersection(&flows).max().copied(),
        _ => balances.union(&flows).max().copied(),
    }
}

/// The last days of the columns that hold figures and are no forecast.
fn ends_of(statement: &Statement) -> impl Iterator<Item = Date> + '_ {
    let told = |(index, column): (usize, &Column)| {
        let used = statement.items.iter().any(|item| item.cells.get(index).is_some_and(|c| c.figure().is_some()));
        column.period.filter(|_| used && !is_forecast(&column.heading)).map(|period| period.end)
    };
    statement.columns.iter().enumerate().filter_map(told)
}

#[cfg(test)]
mod tests;
