//! Figures of one class laid out for adding: *lines* are added to lines, in every *slot* by itself.
//!
//! Down a statement the lines are its rows and the slots its columns; across it the other way about. The search for
//! sums sees no difference.

use crate::fixed::{Class, Figures, Num};

/// Which way a grid is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Rows to rows, in every column.
    Down,
    /// Columns to columns, in every row.
    Across,
}

/// Figures of one class.
#[derive(Debug)]
pub(crate) struct Grid {
    pub(crate) way: Way,
    class: Class,
    /// The rows (columns) that have figures of the class, as indices into the statement.
    pub(crate) lines: Vec<usize>,
    /// The columns (rows) that have figures of the class.
    pub(crate) slots: Vec<usize>,
    /// Whether its figures are cut off, not rounded.
    pub(crate) truncated: bool,
    cells: Vec<Option<Num>>,
}

impl Grid {
    /// The figures of a class in the given columns.
    pub(crate) fn new(figures: &Figures, class: Class, way: Way, columns: &[usize]) -> Self {
        let rows: Vec<usize> = (0..figures.rows)
            .filter(|row| columns.iter().any(|col| figures.of_class(*row, *col, class).is_some()))
            .collect();
        let columns: Vec<usize> = columns
            .iter()
            .copied()
            .filter(|col| rows.iter().any(|row| figures.of_class(*row, *col, class).is_some()))
            .collect();
        let (lines, slots) = match way {
            Way::Down => (rows, columns),
            Way::Across => (columns, rows),
        };
        let place = |line: usize, slot: usize| match way {
            Way::Down => (line, slot),
            Way::Across => (slot, line),
        };
        let cells = lines.iter().flat_map(|line| {
            slots.iter().map(move |slot| {
                let (row, col) = place(*line, *slot);
                figures.of_class(row, col, class)
            })
        });
        let cells = cells.collect();
        Self { way, class, lines, slots, truncated: figures.truncated, cells }
    }

    /// Whether a sum of its figures that fails is worth telling: percentages and counts are often of something else.
    pub(crate) fn tells(&self) -> bool {
        matches!(self.class, Class::Money | Class::Shares | Class::PerShare)
    }

    /// The figures of a line, one a slot.
    pub(crate) fn line(&self, line: usize) -> &[Option<Num>] {
        &self.cells[line * self.slots.len()..(line + 1) * self.slots.len()]
    }

    /// Row and column in the statement.
    pub(crate) fn place(&self, line: usize, slot: usize) -> (usize, usize) {
        match self.way {
            Way::Down => (self.lines[line], self.slots[slot]),
            Way::Across => (self.slots[slot], self.lines[line]),
        }
    }
}
