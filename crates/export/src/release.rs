//! What the export is given.

use crossfoot_footing::{ProvenStatement, Status};
use crossfoot_statements::{Fact, Identity, Statement};
use serde::{Deserialize, Serialize};

/// One document, ready to be written.
#[derive(Debug, Clone, Copy)]
pub struct Release<'a> {
    /// Its name in the output: the folder's name and the `release` column.
    pub name: &'a str,
    /// The file's name without its folder; `-` for standard input.
    pub file: &'a str,
    /// What the document is: `pdf`, `html` or `text`.
    pub source: &'a str,
    /// Whose it is, in what currency, and of what period.
    pub identity: &'a Identity,
    /// Its pages in order.
    pub pages: &'a [PageState],
    /// Its statements in order.
    pub statements: &'a [ProvenStatement],
}

/// What the export tells of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct PageState {
    /// 1-based number in the document.
    pub number: u32,
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// What could not be read on it, in words; empty when all was read.
    pub unread: Vec<String>,
    /// What else there is to know of it, in words.
    pub remarks: Vec<String>,
    /// Its text is a layer that nobody sees, under or over a scan.
    pub ocr_layer: bool,
}

/// How many figures there are, and what arithmetic says of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally {
    /// All figures.
    pub figures: usize,
    /// Figures that take part in a relation that holds.
    pub footed: usize,
    /// Figures that no relation speaks of.
    pub unproven: usize,
    /// Figures that relations speak against.
    pub suspect: usize,
    /// Figures that were put right.
    pub repaired: usize,
    /// Figures that a person should look at, whatever arithmetic says of them.
    #[serde(default)]
    pub unsure: usize,
    /// Figures whose digits are borne out, or were put right, and whose unit, scale and period are told.
    #[serde(default)]
    pub proved: usize,
    /// Figures that a person must look at: unsure, suspect, or of a primary statement and unproven.
    #[serde(default)]
    pub to_check: usize,
    /// Figures that a second decoder read alike, where one was asked.
    pub confirmed: Option<usize>,
}

impl Tally {
    /// Takes in another tally.
    pub fn add(&mut self, other: &Self) {
        self.figures += other.figures;
        self.footed += other.footed;
        self.unproven += other.unproven;
        self.suspect += other.suspect;
        self.repaired += other.repaired;
        self.unsure += other.unsure;
        self.proved += other.proved;
        self.to_check += other.to_check;
        if let Some(confirmed) = other.confirmed {
            *self.confirmed.get_or_insert(0) += confirmed;
        }
    }

    /// Counts the figures of some statements.
    pub fn of<'a>(statements: impl IntoIterator<Item = &'a ProvenStatement>) -> Self {
        let mut tally = Self::default();
        let statements: Vec<&ProvenStatement> = statements.into_iter().collect();
        // Where it could read none of the pages none is confirmed, which is not the same as that it was not asked.
        tally.confirmed = statements.iter().any(|proven| proven.confirmed.is_some()).then_some(0);
        for proven in statements {
            figures(proven).for_each(|figure| tally.count(proven, &figure));
        }
        tally
    }

    fn count(&mut self, proven: &ProvenStatement, figure: &Figure<'_>) {
        self.figures += 1;
        self.unsure += usize::from(!figure.fact.doubts.is_empty());
        self.proved += usize::from(proven.is_proved(figure.item, figure.column));
        self.to_check += usize::from(proven.attention(figure.item, figure.column).is_some());
        if let Some(confirmed) = figure.confirmed {
            *self.confirmed.get_or_insert(0) += usize::from(confirmed);
        }
        match figure.status {
            Status::Footed => self.footed += 1,
            Status::Unproven => self.unproven += 1,
            Status::Suspect => self.suspect += 1,
            Status::Repaired => self.repaired += 1,
        }
    }
}

/// A figure and where it stands in its statement.
pub(crate) struct Figure<'a> {
    /// Index into the statement's items.
    pub(crate) item: usize,
    /// Index into the statement's columns.
    pub(crate) column: usize,
    /// The figure itself.
    pub(crate) fact: &'a Fact,
    /// What arithmetic says of it.
    pub(crate) status: Status,
    /// Whether a second decoder read it alike; none where none was asked.
    pub(crate) confirmed: Option<bool>,
}

/// The figures of a statement, row by row.
pub(crate) fn figures(proven: &ProvenStatement) -> impl Iterator<Item = Figure<'_>> {
    let items = proven.statement.items.iter().enumerate();
    items.flat_map(move |(item, line)| {
        let cells = line.cells.iter().enumerate();
        cells.filter_map(move |(column, cell)| {
            let (status, confirmed) = (status_of(proven, item, column), confirmed_of(proven, item, column));
            cell.figure().map(|fact| Figure { item, column, fact, status, confirmed })
        })
    })
}

/// The status of a cell; unproven where nothing is said of it.
pub(crate) fn status_of(proven: &ProvenStatement, item: usize, column: usize) -> Status {
    let row = proven.status.get(item);
    row.and_then(|row| row.get(column)).copied().unwrap_or(Status::Unproven)
}

/// Whether a second decoder read a cell alike.
pub(crate) fn confirmed_of(proven: &ProvenStatement, item: usize, column: usize) -> Option<bool> {
    proven.confirmed.as_ref()?.get(item)?.get(column).copied().flatten()
}

/// The `row` and `col` of a statement's figures: only rows and columns that print a figure count.
pub(crate) struct Numbering {
    rows: Vec<Option<usize>>,
    columns: Vec<Option<usize>>,
}

impl Numbering {
    pub(crate) fn of(statement: &Statement) -> Self {
        let width = statement.items.iter().map(|item| item.cells.len()).max();
        let has_figure = |column: usize| {
            let mut items = statement.items.iter();
            items.any(|item| item.cells.get(column).is_some_and(|c| c.figure().is_some()))
        };
        Self {
            rows: count(statement.items.iter().map(|item| item.has_figures())),
            columns: count((0..width.unwrap_or(0)).map(has_figure)),
        }
    }

    /// The 1-based number of an item, if it prints a figure.
    pub(crate) fn row(&self, item: usize) -> Option<usize> {
        self.rows.get(item).copied().flatten()
    }

    /// The 1-based number of a column, if it prints a figure.
    pub(crate) fn column(&self, column: usize) -> Option<usize> {
        self.columns.get(column).copied().flatten()
    }
}

/// Numbers those that count from 1.
fn count(counts: impl Iterator<Item = bool>) -> Vec<Option<usize>> {
    let mut number = 0;
    counts
        .map(|counts| {
            number += usize::from(counts);
            counts.then_some(number)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{column, item, money, proven, statement};
    use crossfoot_statements::Cell;

    #[test]
    fn only_rows_and_columns_with_figures_count() {
        let text = || Cell::Text("NM".into());
        let figure = || Cell::Figure(money("1", "1"));
        let statement = statement(
            vec![column("Note"), column("2023"), column("2022")],
            vec![
                item("a", vec![text(), text(), text()]),
                item("b", vec![text(), figure(), figure()]),
                item("c", vec![Cell::Empty, Cell::Empty, figure()]),
            ],
        );
        let numbering = Numbering::of(&statement);
        let rows: Vec<_> = (0..3).map(|i| numbering.row(i)).collect();
        let columns: Vec<_> = (0..3).map(|i| numbering.column(i)).collect();
        assert_eq!(rows, [None, Some(1), Some(2)]);
        assert_eq!(columns, [None, Some(1), Some(2)]);

        let mut confirmed = proven(statement.clone());
        confirmed.confirmed = Some(vec![vec![Some(false), Some(true), Some(true)]; 3]);
        let mut tally = Tally::of(&[proven(statement)]);
        assert_eq!((tally.figures, tally.unproven, tally.confirmed), (3, 3, None));
        tally.add(&Tally::of(&[confirmed]));
        assert_eq!((tally.figures, tally.confirmed), (6, Some(3)));
        let mut unread = proven(statement_of_one());
        unread.confirmed = Some(vec![vec![None]]);
        assert_eq!(Tally::of(&[unread]).confirmed, Some(0), "asked, and none");
    }

    fn statement_of_one() -> Statement {
        statement(vec![column("2023")], vec![item("a", vec![Cell::Figure(money("1", "1"))])])
    }
}
