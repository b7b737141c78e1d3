//! The columns of a table: those of its source that hold something, those made one that hold one column's figures.
//!
//! ```text
//!   source       0         1   2       3   4   5       6
//!   ┌──────────┬─────────────────────┬───┬───────────────┐
//!   │          │        2024         │   │     2023      │
//!   ├──────────┼───┬───────┬─────────┼───┼───┬───────┬───┤
//!   │ Sales    │ $ │ 1,204 │         │   │ $ │ 1,187 │   │
//!   │ Loss     │   ╵   (31 │ )       │   │   ╵   (12 │ ) │
//!   └──────────┴───────────┴─────────┴───┴───────────┴───┘
//!   columns  0            1                      2
//! ```

use std::collections::BTreeMap;

use super::Cell;

/// A column, as a run of columns of the source.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    /// What its narrowest cell takes.
    core: (usize, usize),
    /// What all of its figures take.
    hull: (usize, usize),
    /// It holds figures.
    pub(super) of_figures: bool,
}

/// Which columns a table has.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Columns {
    pub(super) all: Vec<Column>,
    /// The rows from here on are no headings.
    pub(super) body: usize,
}

/// Tables of more different cells than this are laid out by some of them.
const MOST_CELLS: usize = 2048;

fn meets(a: (usize, usize), b: (usize, usize)) -> bool {
    a.0 <= b.1 && b.0 <= a.1
}

impl Columns {
    pub(super) fn of(rows: &[Vec<Cell>]) -> Self {
        let has_figure = |row: &Vec<Cell>| row.iter().skip(1).any(Cell::is_figure);
        let body = rows.iter().position(has_figure).unwrap_or(0);
        let mut columns = Self { all: Vec::new(), body };
        columns.add(&rows[body..], true);
        columns.add(&rows[body..], false);
        columns.all.sort_by_key(|column| column.core);
        columns
    }

    /// Adds the columns of figures, or of words beside them: the narrowest cells say where columns are.
    fn add(&mut self, rows: &[Vec<Cell>], of_figures: bool) {
        let mut kinds: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for row in rows {
            let figures = row.iter().any(Cell::is_figure);
            for (n, cell) in row.iter().enumerate() {
                // A label that is a number is a label.
                let is_figure = n > 0 && cell.is_figure();
                if is_figure == of_figures && (figures || row.len() > 1 || kinds.is_empty()) {
                    *kinds.entry((cell.right - cell.left, cell.left)).or_default() += 1;
                }
            }
        }
        for (wider, left) in kinds.into_keys().take(MOST_CELLS) {
            let cell = (left, left + wider);
            let mut met = self.all.iter_mut().filter(|column| meets(cell, column.hull));
            match (met.next(), met.next()) {
                (None, _) => self.all.push(Column { core: cell, hull: cell, of_figures }),
                (Some(one), None) if one.of_figures == of_figures => {
                    one.hull = (one.hull.0.min(cell.0), one.hull.1.max(cell.1));
                }
                _ => {}
            }
        }
    }

    /// The columns that a cell reaches over.
    pub(super) fn under(&self, cell: &Cell) -> (usize, usize) {
        let place = (cell.left, cell.right);
        let range = |of: fn(&Column) -> (usize, usize)| {
            let mut met = (0..self.all.len()).filter(|i| meets(place, of(&self.all[*i])));
            met.next().map(|first| (first, met.next_back().unwrap_or(first)))
        };
        let (first, last) = range(|column| column.core).or_else(|| range(|column| column.hull)).unwrap_or_else(|| {
            // Over a column of space: what it is over stands right of it.
            let next = self.all.iter().position(|column| column.core.0 >= cell.left);
            let next = next.unwrap_or(self.all.len().saturating_sub(1));
            (next, next)
        });
        // A figure is in one column.
        if cell.is_figure() { (last, last) } else { (first, last) }
    }

    /// How many columns of the source a label is set in.
    pub(super) fn steps_in(&self, cell: &Cell, column: usize) -> usize {
        let column = &self.all[column];
        if column.of_figures { 0 } else { cell.left.saturating_sub(column.hull.0) }
    }
}
