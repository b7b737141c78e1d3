//! What stacking gives: periods, line items over them, and what was stated again.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::figures::{agree, days};

/// One company's figures over many releases.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The releases, oldest first, by the last day that their primary statements speak of.
    pub releases: Vec<String>,
    /// The periods, balance dates first, then by length and time.
    pub periods: Vec<SeriesPeriod>,
    /// The line items, in the order of the newest release.
    pub rows: Vec<SeriesRow>,
    /// The figures that a later release gives otherwise than an earlier one.
    pub restated: Vec<Restatement>,
    /// How many figures have no period and are left out: changes, for the most part.
    pub without_period: usize,
}

/// A period that figures speak of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeriesPeriod {
    /// Length in days, about; zero for an instant.
    pub(super) days: u32,
    /// Last day.
    pub end: Date,
    /// `instant`, or ISO 8601: `P3M`, `P13W`.
    pub duration: String,
}

/// A line item over time.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesRow {
    /// The statement's id in the newest release that has it.
    pub statement: String,
    /// The headings above the row, joined by ` > `.
    pub section: String,
    /// The line item, as the newest release calls it.
    pub label: String,
    /// What tells columns of one period apart, such as a segment's name; mostly empty.
    pub column: String,
    /// What it counts: `USD`, `USD/share`, `shares`, `percent`, `pure`.
    pub unit: String,
    /// For each period what the releases that print it have, the newest first.
    pub readings: Vec<Vec<Reading>>,
    /// Other names that older releases have for it.
    pub formerly: Vec<String>,
}

impl SeriesRow {
    /// For each period the figure in full units, as the newest release that prints it has it.
    pub fn values(&self) -> impl Iterator<Item = Option<Decimal>> {
        self.readings.iter().map(|readings| readings.first().map(|reading| reading.value))
    }
}

/// A figure that was stated again, otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Restatement {
    /// Index of its row.
    pub row: usize,
    /// Index of its period.
    pub period: usize,
    /// What it was, and where.
    pub before: Reading,
    /// What it became, and where.
    pub after: Reading,
}

/// A figure as one release has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The release's name.
    pub release: String,
    /// First day of its period; none for an instant.
    pub start: Option<Date>,
    /// The figure in full units.
    pub value: Decimal,
    /// Its precision, in XBRL's sense.
    pub decimals: i32,
    /// The 1-based page it is printed on.
    pub page: u32,
    /// What the release calls the line item.
    pub label: String,
    /// What arithmetic says of it.
    pub status: String,
    /// Whether it is expected: of a period that ends after all that the release's primary statements speak of.
    pub outlook: bool,
}

impl SeriesPeriod {
    pub(super) fn new(end: Date, duration: &str) -> Self {
        Self { days: days(duration), end, duration: duration.to_owned() }
    }
}

impl Reading {
    /// Whether two releases say the same: exactly, or as exactly as the coarser of them says it.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        agree((self.value, self.decimals), (other.value, other.decimals))
    }
}
