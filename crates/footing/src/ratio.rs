//! Whether a printed ratio is that of two printed figures.

use crate::book::Book;
use crate::evidence::half_bits;
use crate::fixed::{Num, decimal};
use crate::relation::{Place, Relation, RelationKind, Term};
use rust_decimal::Decimal;

/// Millionths in one.
const ONE: i128 = 1_000_000;

/// How a ratio fits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fit {
    pub(crate) holds: bool,
    /// Half bits.
    pub(crate) worth: i32,
    /// What is printed, less what the figures make, times the figure it is divided by.
    miss: i128,
    /// Twice what rounding explains, times the same.
    slack: i128,
    under: i128,
}

impl Fit {
    /// What the figures make, less what is printed, in millionths.
    fn difference(&self) -> i128 {
        -self.miss / self.under
    }

    /// Twice what rounding explains, in millionths.
    fn doubled(&self) -> i128 {
        self.slack / self.under.abs()
    }

    /// Whether it misses by little more than rounding explains: computed from other figures than the printed ones.
    pub(crate) fn is_near(&self) -> bool {
        2 * self.difference().abs() <= 3 * self.doubled()
    }
}

/// `result = factor × over ÷ under`; `loose` is the sum of the units of the figures that make `over`.
fn fit(result: Num, factor: i128, over: i128, loose: i128, under: Num) -> Option<Fit> {
    let factor = factor * ONE;
    if under.value == 0 {
        return None;
    }
    // Nearly all figures fit into a machine word, and so no product of two overflows.
    let small =
        [result.value, result.unit, over, loose, under.value, under.unit].iter().all(|n| n.unsigned_abs() < 1 << 62);
    let times =
        |a: i128, b: i128| if small { Some(i128::from(a as i64) * i128::from(b as i64)) } else { a.checked_mul(b) };
    let printed = times(result.value, under.value)?;
    let miss = printed.checked_sub(times(factor, over)?)?;
    let slack = times(result.unit, under.value.abs())?
        .checked_add(times(factor, loose)?)?
        .checked_add(times(result.value.abs(), under.unit)?)?;
    let holds = miss.unsigned_abs().checked_mul(2)? <= slack.unsigned_abs();
    let printed = printed.unsigned_abs().checked_mul(2)?;
    let room = if holds { printed / slack.unsigned_abs().max(1) } else { 0 };
    let worth = if room > 0 { half_bits(room + 1) } else { 0 };
    Some(Fit { holds, worth, miss, slack, under: under.value })
}

/// `result = over ÷ under`.
pub(crate) fn quotient(result: Num, over: Num, under: Num) -> Option<Fit> {
    fit(result, 1, over.value, over.unit, under)
}

/// `result = 100 × over ÷ under`.
pub(crate) fn share(result: Num, over: Num, under: Num) -> Option<Fit> {
    fit(result, 100, over.value, over.unit, under)
}

/// A figure and its unit in machine words, for a quick look; no unit where there is none, or where it is too large.
pub(crate) type Narrow = [i64; 2];

/// The same of a figure.
pub(crate) fn narrow(num: Option<Num>) -> Narrow {
    let narrow = |num: Num| Some([i64::try_from(num.value).ok()?, i64::try_from(num.unit).ok()?]);
    num.and_then(narrow).unwrap_or_default()
}

/// Whether a share surely misses.
#[inline]
pub(crate) fn misses(result: Narrow, over: Narrow, under: Narrow) -> bool {
    if result[1] == 0 || over[1] == 0 || under[1] == 0 || under[0] == 0 {
        return false;
    }
    let ([r, unit], [o, loose], [u, coarse]) = (result.map(i128::from), over.map(i128::from), under.map(i128::from));
    // Products of two machine words are far from overflowing here, as are sums of three.
    let factor = 100 * ONE;
    2 * (r * u - factor * o).abs() > unit * u.abs() + factor * loose + r.abs() * coarse
}

/// Half bits that the choice between the two ways to compare negatives costs.
const EITHER_WAY: i32 = 2;

/// `result = 100 × (new − old) ÷ |old|`; of two negatives it may also be the change of their size, as of an expense printed
/// negative that became less.
pub(crate) fn change(result: Num, new: Num, old: Num) -> Option<Fit> {
    let under = Num { value: old.value.abs(), unit: old.unit };
    let (rise, loose) = (new.value - old.value, new.unit + old.unit);
    let signed = fit(result, 100, rise, loose, under)?;
    if signed.holds || new.value >= 0 || old.value >= 0 {
        return Some(signed);
    }
    let sized = fit(result, 100, -rise, loose, under).filter(|sized| sized.holds);
    Some(sized.map_or(signed, |sized| Fit { worth: (sized.worth - EITHER_WAY).max(0), ..sized }))
}

/// One ratio of a candidate: where it stands and how it fits.
pub(crate) struct Checked {
    pub(crate) result: Place,
    pub(crate) over: Place,
    pub(crate) under: Place,
    pub(crate) fit: Fit,
}

/// All ratios of one candidate structure.
#[derive(Default)]
pub(crate) struct Candidate {
    checked: Vec<Checked>,
    failed: usize,
    worth: i32,
}

impl Candidate {
    /// One of so many ratios at most.
    pub(crate) fn of(size: usize) -> Self {
        Self { checked: Vec::with_capacity(size), ..Self::default() }
    }

    pub(crate) fn add(&mut self, checked: Checked) {
        self.worth += checked.fit.worth;
        self.failed += usize::from(!checked.fit.holds);
        self.checked.push(checked);
    }

    /// Whether more fail than a structure of `size` equations can bear.
    pub(crate) fn hopeless(&self, size: usize) -> bool {
        self.failed * 4 > size
    }

    /// What is left of the evidence when failures are paid for.
    pub(crate) fn evidence(&self) -> i32 {
        self.worth - 8 * i32::try_from(self.failed).unwrap_or(i32::MAX / 16)
    }

    pub(crate) fn is_sound(&self) -> bool {
        self.failed * 4 <= self.checked.len() && self.failed < self.checked.len()
    }

    /// Enters what holds, and what fails where it stands out: nothing is said of figures whose rule is another.
    pub(crate) fn enter(self, book: &mut Book<'_>, kind: RelationKind) {
        let telling = self.failed * 10 <= self.checked.len();
        for Checked { result, over, under, fit } in self.checked {
            let terms = [over, under].map(|place| Term { place, coefficient: Decimal::ONE }).to_vec();
            let (difference, tolerance) = (decimal(fit.difference()), decimal(fit.doubled()) / Decimal::TWO);
            let relation = Relation { kind, terms, result, holds: fit.holds, off: false, difference, tolerance };
            if fit.holds || telling {
                book.push(relation);
            } else {
                book.hint_at(relation);
            }
        }
    }
}
