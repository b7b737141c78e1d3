//! The damage that is done.

use crossfoot_footing::Place;
use crossfoot_statements::{Cell, Statement, Unit};
use rust_decimal::Decimal;

/// A small generator of numbers that look random (xorshift), the same on every machine.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % n.max(1)
    }
}

/// A sort of damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Harm {
    Digit,
    DigitLost,
    Sign,
    Swap,
    RowDeleted,
    RowRepeated,
}

impl Harm {
    pub(crate) const ALL: [Self; 6] =
        [Self::Digit, Self::DigitLost, Self::Sign, Self::Swap, Self::RowDeleted, Self::RowRepeated];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Digit => "one digit changed",
            Self::DigitLost => "one digit dropped",
            Self::Sign => "sign flipped",
            Self::Swap => "two neighbouring cells swapped",
            Self::RowDeleted => "row deleted",
            Self::RowRepeated => "row duplicated",
        }
    }

    /// Whether one figure is damaged and no other.
    pub(crate) fn is_single(self) -> bool {
        matches!(self, Self::Digit | Self::DigitLost | Self::Sign)
    }
}

/// What was done.
#[derive(Debug, Clone, Default)]
pub(crate) struct Done {
    /// The damaged figures and their true values.
    pub(crate) figures: Vec<(Place, Decimal)>,
    /// The row that is gone, in the statement as it was, or that stands there twice.
    pub(crate) row: Option<usize>,
    pub(crate) statement: usize,
}

/// Which figures are damaged.
pub(crate) fn counts(cell: &Cell, all_units: bool) -> bool {
    cell.figure().is_some_and(|f| !f.value.is_zero() && (all_units || matches!(f.unit, Unit::Money(_))))
}

/// Damages a statement; none where this sort of damage cannot be done at the place that was drawn.
pub(crate) fn harm(
    statements: &mut [Statement],
    statement: usize,
    sort: Harm,
    all_units: bool,
    dice: &mut Dice,
) -> Option<Done> {
    let damaged = &mut statements[statement];
    let place = |row, col| Place { statement, row, col };
    let rows: Vec<usize> =
        (0..damaged.items.len()).filter(|row| damaged.items[*row].cells.iter().any(|c| counts(c, all_units))).collect();
    let cells: Vec<(usize, usize)> = rows
        .iter()
        .flat_map(|row| (0..damaged.items[*row].cells.len()).map(move |col| (*row, col)))
        .filter(|(row, col)| counts(&damaged.items[*row].cells[*col], all_units))
        .collect();
    let mut done = Done { statement, ..Done::default() };
    match sort {
        Harm::RowDeleted => {
            let row = *rows.get(dice.below(rows.len()))?;
            damaged.items.remove(row);
            done.row = Some(row);
        }
        Harm::RowRepeated => {
            let row = *rows.get(dice.below(rows.len()))?;
            damaged.items.insert(row, damaged.items[row].clone());
            done.row = Some(row);
        }
        Harm::Swap => {
            let (row, col) = *cells.get(dice.below(cells.len()))?;
            let line = &mut damaged.items[row].cells;
            let (a, b) = (line.get(col)?.figure()?.clone(), line.get(col + 1)?.figure()?.clone());
            if a.value == b.value || a.unit != b.unit {
                return None;
            }
            line.swap(col, col + 1);
            done.figures = vec![(place(row, col), a.value), (place(row, col + 1), b.value)];
        }
        _ => {
            let (row, col) = *cells.get(dice.below(cells.len()))?;
            let Cell::Figure(fact) = &mut damaged.items[row].cells[col] else { return None };
            let shown = misprinted(fact.shown, sort, dice)?;
            done.figures = vec![(place(row, col), fact.value)];
            (fact.value, fact.printed) = (shown * fact.scale, shown.to_string());
            fact.shown = shown;
        }
    }
    Some(done)
}

fn misprinted(shown: Decimal, sort: Harm, dice: &mut Dice) -> Option<Decimal> {
    if sort == Harm::Sign {
        return Some(-shown);
    }
    let mut digits: Vec<u8> = shown.mantissa().unsigned_abs().to_string().into_bytes();
    let at = dice.below(digits.len());
    if sort == Harm::Digit {
        let other = (digits[at] - b'0' + 1 + u8::try_from(dice.below(9)).ok()?) % 10;
        digits[at] = b'0' + other;
    } else {
        digits.remove(at);
    }
    // What begins with a nought is not printed so.
    if digits.first().is_none_or(|first| *first == b'0') {
        return None;
    }
    let mantissa: i128 = String::from_utf8(digits).ok()?.parse().ok()?;
    let sign = if shown.is_sign_negative() { -1 } else { 1 };
    let changed = Decimal::try_from_i128_with_scale(sign * mantissa, shown.scale()).ok()?;
    (changed != shown).then_some(changed)
}
