//! The same measures of many companies: a row for each company and period, a column for each measure.
//!
//! What a figure measures is told by its standard concept. Of the figures of a release that are one measure of one period, those of
//! the primary statements come first, then what says the measure best (total revenue before revenue from customers). Where these do
//! not agree the value is left open, and the row says so.

mod choose;
mod release;
mod write;

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;

use crossfoot_export::{read_facts, read_identity, release_folders};
use crossfoot_lexicon::Concept;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::error::CompareError;
use crate::stack::days;
use release::ReadBack;

/// The measures that are asked for where none are named.
const USUAL: [&str; 4] = ["revenue", "operating_income", "net_income", "eps_diluted"];
/// Asks for all of them.
const ALL: &str = "all";
/// The duration of balances.
const INSTANT: &str = "instant";

/// Which periods of a release have rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Periods {
    /// The release's own: the last quarter, or the year where it speaks of no shorter time.
    #[default]
    Latest,
    /// All that it prints.
    All,
}

/// What to tell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MeasuresOptions {
    /// Short names of measures, such as `revenue`; `all` is all of them. The usual four where none is named.
    pub names: Vec<String>,
    /// Of which periods.
    pub periods: Periods,
}

/// Measures of companies.
#[derive(Debug, Clone, PartialEq)]
pub struct Measures {
    /// The short names of the measures.
    pub names: Vec<String>,
    /// A row for each company and period, in the order of companies, the newest period first.
    pub rows: Vec<MeasuresRow>,
}

/// The measures of a company for a period.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasuresRow {
    /// The company, or the release's name where that does not tell it.
    pub company: String,
    /// The release that it is told by, or the newest of several.
    pub release: String,
    /// Last day of the period.
    pub period_end: Date,
    /// `P3M`, `P13W`; `instant` for a day of which only balances are told.
    pub duration: String,
    /// The currency of its amounts; empty where it is not told.
    pub currency: String,
    /// For each measure its value; none where the release does not tell it, or not clearly.
    pub values: Vec<Option<Value>>,
    /// What is left open although something is printed.
    pub unclear: Vec<Unclear>,
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// In full units.
    pub value: Decimal,
    /// Where it is printed.
    pub source: Source,
}

/// Where a value is printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The release's name.
    pub release: String,
    /// The statement's id.
    pub statement: String,
    /// 1-based row among those that print figures.
    pub row: u32,
    /// 1-based page.
    pub page: u32,
    /// What the release calls the line.
    pub label: String,
    /// What the page shows.
    pub printed: String,
    /// Its standard concept.
    pub concept: String,
    /// What arithmetic says of it.
    pub status: String,
    /// What says how many it counts in: `table`, `page`; `none` where nothing does.
    pub scale_from: String,
}

/// A measure that is left open.
#[derive(Debug, Clone, PartialEq)]
pub struct Unclear {
    /// The measure.
    pub measure: String,
    /// The figures that do not agree, or are in doubt.
    pub candidates: Vec<Value>,
}

/// The measures of every release in the given output folders, or of the releases themselves. A folder that is given twice counts
/// once; of two releases of one company that print the same period, the newer one tells it.
///
/// # Errors
///
/// [`CompareError::NoMeasure`] for a name that is no measure, [`CompareError::Read`] when a folder cannot be read or is no output.
pub fn measures(folders: &[PathBuf], options: &MeasuresOptions) -> Result<Measures, CompareError> {
    let names = names(&options.names)?;
    let (mut releases, mut known) = (Vec::new(), HashSet::new());
    for folder in folders {
        for place in release_folders(folder)? {
            if known.insert(place.canonicalize().unwrap_or_else(|_| place.clone())) {
                let name = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                releases.push(ReadBack::of(name, read_identity(&place)?, read_facts(&place)?));
            }
        }
    }
    Ok(told(&releases, names, options.periods))
}

/// The table of some releases.
fn told(releases: &[ReadBack], names: Vec<String>, periods: Periods) -> Measures {
    let mut newest: Vec<&ReadBack> = releases.iter().collect();
    // The newest release first: it restates what older ones said.
    newest.sort_by_key(|release| std::cmp::Reverse(release.own_end()));
    let mut rows: Vec<MeasuresRow> = Vec::new();
    for row in newest.iter().flat_map(|release| release.rows(&names, periods)) {
        match rows.iter_mut().find(|known| known.is_of(&row)) {
            Some(known) => known.complete(row, &names),
            None => rows.push(row),
        }
    }
    rows.sort_by(|a, b| {
        let newest = b.period_end.cmp(&a.period_end);
        let shortest = days(&a.duration).cmp(&days(&b.duration));
        a.company.cmp(&b.company).then(newest).then(shortest).then_with(|| a.release.cmp(&b.release))
    });
    Measures { names, rows }
}

/// The measures that are asked for, each once.
fn names(asked: &[String]) -> Result<Vec<String>, CompareError> {
    let known: BTreeSet<String> = Concept::all().filter_map(|concept| concept.entry().measure.clone()).collect();
    let known: Vec<String> = known.into_iter().collect();
    let usual = USUAL.map(str::to_owned);
    let asked = if asked.is_empty() { &usual[..] } else { asked };
    if asked.iter().any(|name| name == ALL) {
        return Ok(known);
    }
    let mut names: Vec<String> = Vec::new();
    for name in asked {
        if !known.contains(name) {
            return Err(CompareError::NoMeasure { name: name.clone(), known });
        }
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    Ok(names)
}

impl MeasuresRow {
    /// Whether another row is of the same company and period.
    fn is_of(&self, other: &Self) -> bool {
        self.company == other.company
            && self.currency == other.currency
            && self.period_end == other.period_end
            && same_length(&self.duration, &other.duration)
    }

    /// Takes from an older release what this one says nothing of.
    fn complete(&mut self, older: Self, names: &[String]) {
        for ((value, other), name) in self.values.iter_mut().zip(older.values).zip(names) {
            if value.is_none() && self.unclear.iter().all(|unclear| unclear.measure != *name) {
                *value = other;
            }
        }
    }
}

/// Whether two durations are the same, be they counted in months or in weeks.
fn same_length(a: &str, b: &str) -> bool {
    /// A year of 53 weeks is longer than one of twelve months by so many days.
    const LEAP_WEEK: u32 = 7;
    a == b || a != INSTANT && b != INSTANT && days(a).abs_diff(days(b)) <= LEAP_WEEK
}

#[cfg(test)]
mod tests;
