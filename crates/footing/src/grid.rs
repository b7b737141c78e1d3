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
    /// The same in units of the finest figure, nought where there is none; empty where figures are too large.
    narrow: Vec<i64>,
    units: Vec<i64>,
}

/// Figures as large as this, in units of the finest, are too large for a quick look: so many of them may be added twice.
const TOO_LARGE: i64 = 1 << 54;

/// How often one number goes into another, if it does so without a rest.
fn parts(whole: i128, part: i128) -> Option<i64> {
    // Dividing machine words is much quicker, and nearly all are.
    if let (Ok(whole), Ok(part)) = (i64::try_from(whole), i64::try_from(part)) {
        return (whole % part == 0).then_some(whole / part);
    }
    if whole % part == 0 { i64::try_from(whole / part).ok() } else { None }
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
        let cells: Vec<Option<Num>> = cells.collect();
        let finest = cells.iter().flatten().map(|num| num.unit).min().unwrap_or(1).max(1);
        let narrow = |cell: &Option<Num>| {
            let (value, unit) = cell.map_or((0, 0), |num| (num.value, num.unit));
            let value = parts(value, finest).filter(|value| value.abs() < TOO_LARGE)?;
            Some((value, parts(unit, finest).filter(|unit| *unit < TOO_LARGE)?))
        };
        let (narrow, units) =
            cells.iter().map(narrow).collect::<Option<Vec<_>>>().unwrap_or_default().into_iter().unzip();
        Self { way, class, lines, slots, truncated: figures.truncated, cells, narrow, units }
    }

    /// Whether there is [`narrow`](Self::narrow) to be had.
    pub(crate) fn is_narrow(&self) -> bool {
        !self.narrow.is_empty()
    }

    /// The figures of a line in units of the finest of all, nought where there is none; no figures at all where some are too
    /// large.
    pub(crate) fn narrow(&self, line: usize) -> &[i64] {
        let line = line * self.slots.len()..(line + 1) * self.slots.len();
        self.narrow.get(line).unwrap_or(&[])
    }

    /// The units of the figures of a line in the same.
    pub(crate) fn narrow_units(&self, line: usize) -> &[i64] {
        let line = line * self.slots.len()..(line + 1) * self.slots.len();
        self.units.get(line).unwrap_or(&[])
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
