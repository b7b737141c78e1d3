//! Figures as integers: millionths of a full unit, so that searching is cheap and exact.

use crossfoot_statements::{Fact, Statement, Unit};
use rust_decimal::Decimal;

/// Decimal places kept; a figure printed to more is left out of all relations.
const PLACES: u32 = 6;

/// Figures beyond this many full units are left out, so that no product overflows.
const LARGEST: u64 = 10_000_000_000_000_000;

/// A figure in millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Num {
    /// The figure.
    pub(crate) value: i128,
    /// One unit of its last printed place.
    pub(crate) unit: i128,
}

/// What may be added to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Class {
    Money,
    PerShare,
    Shares,
    Percent,
    Pure,
}

impl Class {
    pub(crate) const ALL: [Self; 5] = [Self::Money, Self::PerShare, Self::Shares, Self::Percent, Self::Pure];
}

impl Num {
    fn of(fact: &Fact) -> Option<Self> {
        let exact = if fact.value.scale() > PLACES { fact.value.normalize() } else { fact.value };
        let places = PLACES.checked_sub(exact.scale())?;
        let value = exact.mantissa().checked_mul(10i128.pow(places))?;
        if value.unsigned_abs() > u128::from(LARGEST) * 10u128.pow(PLACES) {
            return None;
        }
        let exponent = u32::try_from(i32::try_from(PLACES).ok()? - fact.decimals).ok().filter(|e| *e <= 20)?;
        Some(Self { value, unit: 10i128.pow(exponent) })
    }
}

/// Millionths as a decimal again.
pub(crate) fn decimal(millionths: i128) -> Decimal {
    Decimal::try_from_i128_with_scale(millionths, PLACES).map_or(Decimal::MAX, |d| d.normalize())
}

/// The figures of a statement.
#[derive(Debug)]
pub(crate) struct Figures {
    pub(crate) rows: usize,
    pub(crate) cols: usize,
    /// Whether digits are cut off, not rounded.
    pub(crate) truncated: bool,
    cells: Vec<Option<(Class, Num)>>,
    /// Of which classes there are any, by class.
    classes: [bool; 5],
}

impl Figures {
    pub(crate) fn of(statement: &Statement) -> Self {
        let (rows, cols) = (statement.items.len(), statement.columns.len());
        let cell = |row: usize, col: usize| {
            let fact = statement.items[row].cells.get(col)?.figure()?;
            Some((class(fact, statement), Num::of(fact)?))
        };
        let cells = (0..rows).flat_map(|row| (0..cols).map(move |col| cell(row, col))).collect();
        let mut figures = Self { rows, cols, truncated: false, cells, classes: [false; 5] };
        figures.settle_dashes();
        for (class, _) in figures.cells.iter().flatten() {
            figures.classes[*class as usize] = true;
        }
        figures
    }

    /// Whether there were figures of a class before any were left out.
    pub(crate) fn has(&self, class: Class) -> bool {
        self.classes[class as usize]
    }

    /// Leaves a row out of all relations.
    pub(crate) fn leave_out(&mut self, row: usize) {
        let cells = row * self.cols..(row + 1) * self.cols;
        self.cells[cells].fill(None);
    }

    /// The figure of a cell and what it counts.
    pub(crate) fn at(&self, row: usize, col: usize) -> Option<(Class, Num)> {
        self.cells.get(row * self.cols + col).copied().flatten()
    }

    /// The figure of a cell, if it is of a class.
    pub(crate) fn of_class(&self, row: usize, col: usize, class: Class) -> Option<Num> {
        self.at(row, col).filter(|(c, _)| *c == class).map(|(_, num)| num)
    }

    /// A dash shows nothing of what it counts: it takes the class of most figures in its row, or else its column.
    fn settle_dashes(&mut self) {
        let most = |cells: &mut dyn Iterator<Item = Option<(Class, Num)>>| {
            let mut counts = [0usize; 5];
            for (class, _) in cells.flatten().filter(|(_, num)| num.value != 0) {
                counts[class as usize] += 1;
            }
            Class::ALL.into_iter().filter(|c| counts[*c as usize] > 0).max_by_key(|c| counts[*c as usize])
        };
        let by_column: Vec<_> =
            (0..self.cols).map(|col| most(&mut (0..self.rows).map(|row| self.at(row, col)))).collect();
        for row in 0..self.rows {
            let by_row = most(&mut (0..self.cols).map(|col| self.at(row, col)));
            for (col, of_column) in by_column.iter().enumerate() {
                let cell = &mut self.cells[row * self.cols + col];
                if let Some((class @ Class::Pure, num)) = cell
                    && num.value == 0
                    && let Some(settled) = of_column.filter(|c| *c == Class::Percent).or(by_row).or(*of_column)
                {
                    *class = settled;
                }
            }
        }
    }
}

/// Money printed in single units with a fraction, in a statement of thousands or more, is an amount for a share.
fn class(fact: &Fact, statement: &Statement) -> Class {
    match fact.unit {
        Unit::Money(_) if fact.scale <= Decimal::ONE && fact.decimals > 0 && statement.scale > Some(Decimal::ONE) => {
            Class::PerShare
        }
        Unit::Money(_) => Class::Money,
        Unit::PerShare(_) => Class::PerShare,
        Unit::Shares => Class::Shares,
        Unit::Percent => Class::Percent,
        Unit::Pure => Class::Pure,
    }
}
