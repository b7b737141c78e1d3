//! What a comparison found.

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use crate::book::Period;

/// What a comparison of two outputs found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DiffReport {
    /// How many figures the old output has.
    pub figures: usize,
    /// How many differences there are, by sort.
    pub counts: Counts,
    /// The releases, by name; those without a difference too.
    pub releases: Vec<ReleaseDiff>,
}

/// How many differences of each sort there are. A figure can differ in several aspects and is counted in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Figures that only the new output has.
    pub added: usize,
    /// Figures that only the old output has.
    pub gone: usize,
    /// Figures with another value.
    pub value: usize,
    /// Figures with another unit.
    pub unit: usize,
    /// Figures with another period.
    pub period: usize,
    /// Figures under another label or heading.
    pub renamed: usize,
    /// Figures in another statement, section or order.
    pub moved: usize,
}

/// One release of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReleaseDiff {
    /// Its name.
    pub release: String,
    /// The one output that has it; none when both do.
    pub only: Option<Side>,
    /// What differs, statement by statement.
    pub differences: Vec<Difference>,
}

/// One of the two outputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The old output.
    Old,
    /// The new output.
    New,
}

/// A figure that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// How.
    pub change: Change,
    /// Whether its whole statement was added or is gone.
    pub whole_statement: bool,
    /// In what it differs; empty for a figure that was added or is gone.
    pub aspects: Vec<Aspect>,
    /// The figure in the old output; none when it was added.
    pub old: Option<Figure>,
    /// The figure in the new output; none when it is gone.
    pub new: Option<Figure>,
}

/// How a figure differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// Only the new output has it.
    Added,
    /// Only the old output has it.
    Gone,
    /// Both have it, and it is not the same.
    Changed,
}

/// In what a figure differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Aspect {
    /// The value, beyond the tolerance.
    Value,
    /// The unit.
    Unit,
    /// The first or last day.
    Period,
    /// The label or the column's heading.
    Renamed,
    /// The statement's id, the section, or the order of the rows.
    Moved,
}

/// A figure of one output, with what names it.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Figure {
    /// The statement's id.
    pub statement: String,
    /// The statement's title.
    pub title: String,
    /// 1-based page.
    pub page: u32,
    /// The headings above the row, joined by ` > `.
    pub section: String,
    /// The line item.
    pub label: String,
    /// The column's heading.
    pub column: String,
    /// The time it speaks of.
    pub period: Option<Period>,
    /// `instant`, `P3M`; empty without a period.
    pub duration: String,
    /// The figure in full units.
    #[serde(serialize_with = "as_text")]
    pub value: Decimal,
    /// What it counts.
    pub unit: String,
    /// What the page shows.
    pub printed: String,
}

impl DiffReport {
    pub(crate) fn of(releases: Vec<ReleaseDiff>, figures: usize) -> Self {
        let mut counts = Counts::default();
        for difference in releases.iter().flat_map(|release| &release.differences) {
            counts.add(difference);
        }
        Self { figures, counts, releases }
    }

    /// Whether there is nothing that differs.
    pub fn is_same(&self) -> bool {
        self.releases.iter().all(|release| release.only.is_none() && release.differences.is_empty())
    }
}

impl Counts {
    fn add(&mut self, difference: &Difference) {
        match difference.change {
            Change::Added => self.added += 1,
            Change::Gone => self.gone += 1,
            Change::Changed => {}
        }
        for aspect in &difference.aspects {
            *match aspect {
                Aspect::Value => &mut self.value,
                Aspect::Unit => &mut self.unit,
                Aspect::Period => &mut self.period,
                Aspect::Renamed => &mut self.renamed,
                Aspect::Moved => &mut self.moved,
            } += 1;
        }
    }
}

/// Decimals are strings, so that no reader rounds them.
fn as_text<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}
