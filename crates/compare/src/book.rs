//! A release as it was written, laid out again as statements with rows and columns.

use std::collections::HashMap;
use std::path::Path;

use crossfoot_export::{ReadBackError, RecordedFact, read_facts};
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
    pub(crate) rows: Vec<Row>,
    pub(crate) columns: Vec<Column>,
    cells: HashMap<(usize, usize), RecordedFact>,
}

/// A line item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) section: String,
    pub(crate) label: String,
    /// Section and label as they are compared.
    pub(crate) key: String,
    /// The label as it is compared.
    pub(crate) label_key: String,
}

/// A column of figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Column {
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
        let mut statements: Vec<Sheet> = Vec::new();
        for fact in facts {
            let at = statements.iter().position(|sheet| sheet.id == fact.statement);
            let at = at.unwrap_or_else(|| {
                statements.push(Sheet::of(&fact));
                statements.len() - 1
            });
            statements[at].insert(fact);
        }
        Self { name, statements }
    }

    pub(crate) fn figures(&self) -> usize {
        self.statements.iter().map(|sheet| sheet.cells.len()).sum()
    }
}

impl Sheet {
    fn of(fact: &RecordedFact) -> Self {
        Self {
            id: fact.statement.clone(),
            kind: fact.kind.clone(),
            title: fact.title.clone(),
            rows: Vec::new(),
            columns: Vec::new(),
            cells: HashMap::new(),
        }
    }

    fn insert(&mut self, fact: RecordedFact) {
        // Rows and columns are numbered without gaps; what a foreign hand left out stays an empty row.
        let (row, col) = (fact.row.saturating_sub(1) as usize, fact.col.saturating_sub(1) as usize);
        let (row, col) = (row.min(MOST), col.min(MOST));
        if self.rows.len() <= row {
            self.rows.resize_with(row + 1, Row::default);
        }
        if self.columns.len() <= col {
            self.columns.resize_with(col + 1, Column::default);
        }
        self.rows[row] = Row::of(&fact.section, &fact.label);
        let period = fact.period_end.map(|end| Period { end, start: fact.period_start });
        self.columns[col] = Column { heading: fact.column.clone(), period, duration: fact.duration.clone() };
        self.cells.insert((row, col), fact);
    }

    /// Whether it is one of the statements that accounting standards require.
    pub(crate) fn is_primary(&self) -> bool {
        is_primary(&self.kind)
    }

    /// A figure.
    pub(crate) fn fact(&self, row: usize, column: usize) -> Option<&RecordedFact> {
        self.cells.get(&(row, column))
    }

    /// The figures of a row with their columns.
    pub(crate) fn row(&self, row: usize) -> impl Iterator<Item = (usize, &RecordedFact)> {
        (0..self.columns.len()).filter_map(move |column| Some((column, self.fact(row, column)?)))
    }

    /// All figures, row by row, with their places.
    pub(crate) fn facts(&self) -> impl Iterator<Item = (usize, usize, &RecordedFact)> {
        (0..self.rows.len()).flat_map(move |row| self.row(row).map(move |(column, fact)| (row, column, fact)))
    }
}

/// Whether accounting standards require statements of a kind.
pub(crate) fn is_primary(kind: &str) -> bool {
    ["income_statement", "comprehensive_income", "balance_sheet", "cash_flow", "equity"].contains(&kind)
}

/// No statement has so many rows or columns; a damaged file may say it has.
const MOST: usize = 100_000;

impl Row {
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

impl Default for Row {
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
