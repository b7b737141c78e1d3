//! A release as it was written, laid out again as statements with rows and columns.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use crossfoot_export::{ReadBackError, RecordedFact, read_facts};
use crossfoot_lexicon::Kind;
use jiff::civil::Date;
use serde::Serialize;

/// A release read back from its folder.
#[derive(Debug, Clone)]
pub(crate) struct Book {
    /// The folder's name.
    pub(crate) name: String,
    pub(crate) statements: Vec<Sheet>,
}

/// A statement of a release.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) title: String,
    pub(crate) rows: Vec<SheetRow>,
    pub(crate) columns: Vec<SheetColumn>,
    /// The figures of each row with their columns, in order.
    cells: Vec<Vec<(usize, RecordedFact)>>,
}

/// A line item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SheetRow {
    pub(crate) section: String,
    pub(crate) label: String,
    /// Section and label as they are compared.
    pub(crate) key: String,
    /// The label as it is compared.
    pub(crate) label_key: String,
}

/// A column of figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct SheetColumn {
    pub(crate) heading: String,
    pub(crate) period: Option<Period>,
    /// `instant`, `P3M`; empty without a period.
    pub(crate) duration: String,
}

/// The time that a figure speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Period {
    /// Last day.
    pub end: Date,
    /// First day; none for an instant.
    pub start: Option<Date>,
}

impl Book {
    /// Reads a release's folder.
    pub(crate) fn read(folder: &Path) -> Result<Self, ReadBackError> {
        let name = folder.file_name().or_else(|| folder.parent().and_then(Path::file_name));
        let name = name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self::of(name, read_facts(folder)?))
    }

    pub(crate) fn of(name: String, facts: Vec<RecordedFact>) -> Self {
        let (mut statements, mut known): (Vec<Vec<RecordedFact>>, HashMap<String, usize>) = Default::default();
        for fact in facts {
            let at = *known.entry(fact.statement.clone()).or_insert(statements.len());
            match statements.get_mut(at) {
                Some(statement) => statement.push(fact),
                None => statements.push(vec![fact]),
            }
        }
        Self { name, statements: statements.into_iter().filter_map(Sheet::of).collect() }
    }

    pub(crate) fn figures(&self) -> usize {
        self.statements.iter().map(|sheet| sheet.facts().count()).sum()
    }
}

impl Sheet {
    /// A statement of its figures; none without any.
    fn of(facts: Vec<RecordedFact>) -> Option<Self> {
        let first = facts.first()?;
        let (id, kind, title) = (first.statement.clone(), first.kind.clone(), first.title.clone());
        // Rows and columns are numbered without gaps. What a foreign hand wrote may be numbered anyhow; only the order counts.
        let ranks = |number: fn(&RecordedFact) -> u32| -> BTreeMap<u32, usize> {
            let numbers: BTreeSet<u32> = facts.iter().map(number).collect();
            numbers.into_iter().zip(0..).collect()
        };
        let (row_ranks, column_ranks) = (ranks(|fact| fact.row), ranks(|fact| fact.col));
        let mut rows = vec![SheetRow::default(); row_ranks.len()];
        let mut columns = vec![SheetColumn::default(); column_ranks.len()];
        let mut cells: Vec<BTreeMap<usize, RecordedFact>> = vec![BTreeMap::new(); row_ranks.len()];
        for fact in facts {
            let (row, column) = (row_ranks[&fact.row], column_ranks[&fact.col]);
            rows[row] = SheetRow::of(&fact.section, &fact.label);
            let period = fact.period_end.map(|end| Period { end, start: fact.period_start });
            columns[column] = SheetColumn { heading: fact.column.clone(), period, duration: fact.duration.clone() };
            cells[row].insert(column, fact);
        }
        let cells = cells.into_iter().map(|row| row.into_iter().collect()).collect();
        Some(Self { id, kind, title, rows, columns, cells })
    }

    /// Whether it is one of the statements that accounting standards require.
    pub(crate) fn is_primary(&self) -> bool {
        is_primary(&self.kind)
    }

    /// A figure.
    pub(crate) fn fact(&self, row: usize, column: usize) -> Option<&RecordedFact> {
        let cells = self.cells.get(row)?;
        let at = cells.binary_search_by_key(&column, |(column, _)| *column).ok()?;
        Some(&cells[at].1)
    }

    /// The figures of a row with their columns.
    pub(crate) fn row(&self, row: usize) -> impl Iterator<Item = (usize, &RecordedFact)> {
        self.cells.get(row).into_iter().flatten().map(|(column, fact)| (*column, fact))
    }

    /// All figures, row by row, with their places.
    pub(crate) fn facts(&self) -> impl Iterator<Item = (usize, usize, &RecordedFact)> {
        (0..self.rows.len()).flat_map(move |row| self.row(row).map(move |(column, fact)| (row, column, fact)))
    }

    /// What a row is recognised by, of whatever statement: its label, or its figures where it has none.
    pub(crate) fn mark(&self, row: usize) -> String {
        let label = &self.rows[row].label_key;
        if label.is_empty() { self.figures_of(row) } else { label.clone() }
    }

    /// Section and label of a row, or section and figures where it has no label.
    pub(crate) fn key(&self, row: usize) -> String {
        let SheetRow { key, label_key, .. } = &self.rows[row];
        if label_key.is_empty() { format!("{key}{}", self.figures_of(row)) } else { key.clone() }
    }

    /// The figures of a row as they are compared. No label has a line break.
    fn figures_of(&self, row: usize) -> String {
        self.row(row).map(|(_, fact)| format!("\n{} {}", fact.value.normalize(), fact.unit)).collect()
    }
}

/// Whether accounting standards require statements of a kind.
pub(crate) fn is_primary(kind: &str) -> bool {
    Kind::from_name(kind).is_some_and(Kind::is_primary)
}

impl SheetRow {
    pub(crate) fn of(section: &str, label: &str) -> Self {
        let label_key = folded(label);
        Self {
            section: section.to_owned(),
            label: label.to_owned(),
            key: format!("{} > {label_key}", folded(section)),
            label_key,
        }
    }
}

impl Default for SheetRow {
    fn default() -> Self {
        Self::of("", "")
    }
}

/// Words as they are compared: upper and lower case, sorts of dashes and quotes, and blanks make no difference, nor do
/// blanks about a hyphen or a stroke, or a colon at the end.
pub(crate) fn folded(text: &str) -> String {
    let alike = |c: char| match c {
        '‐' | '‑' | '–' | '—' | '−' => '-',
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        c => c,
    };
    let text: String = text.chars().map(alike).flat_map(char::to_lowercase).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut text = words.join(" ");
    // Where a line was broken after a hyphen or a stroke, a blank is left.
    for (loose, close) in [("- ", "-"), (" -", "-"), ("/ ", "/"), (" /", "/")] {
        text = text.replace(loose, close);
    }
    text.trim_end_matches([':', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_by_what_they_say() {
        assert_eq!(folded("  Total  Assets: "), "total assets");
        assert_eq!(folded("Income—net of the company’s tax"), "income-net of the company's tax");
        assert_eq!(folded("Acquisition- related charges/ credits"), "acquisition-related charges/credits");
    }
}
