//! Income ÷ shares = earnings for each share: the scale of money against that of shares.

use crate::ProvenStatement;
use crate::evidence::{MARGIN, choice};
use crate::fixed::{Class, Figures, Num};
use crate::ratio::quotient;
use crate::relation::{Place, RelationKind};

use super::{Other, POWERS, Witness, WitnessKind};

/// Rows of one class that are tried.
const NEAR: usize = 12;

/// Those of a statement: the relations found between its figures, or else what such relations would hold with another scale.
pub(super) fn witnesses(proven: &ProvenStatement, at: usize) -> Vec<Witness> {
    let holding = proven.relations.iter().filter(|r| r.kind == RelationKind::PerShare && r.holds);
    let agreeing: Vec<Witness> =
        holding.filter_map(|r| Some(witness(r.terms.first()?.place, r.terms.get(1)?.place, 0))).collect();
    if agreeing.is_empty() { contradicting(proven, at).into_iter().collect() } else { agreeing }
}

fn witness(money: Place, shares: Place, power: i32) -> Witness {
    Witness { kind: WitnessKind::PerShare, place: money, other: Other::Figure(shares), power }
}

/// The likeliest that fits in all columns once the amounts are multiplied by a power of ten.
fn contradicting(proven: &ProvenStatement, statement: usize) -> Option<Witness> {
    let figures = Figures::of(&proven.statement);
    let rows_of = |class: Class| -> Vec<usize> {
        let any = |row: &usize| (0..figures.cols).any(|col| figures.of_class(*row, col, class).is_some());
        (0..figures.rows).filter(any).collect()
    };
    let (per_share, shares) = (rows_of(Class::PerShare), rows_of(Class::Shares));
    let (Some(first), false) = (per_share.first(), shares.is_empty()) else { return None };
    let amounts = rows_of(Class::Money).into_iter().rev().filter(|row| row < first).take(NEAR).collect::<Vec<_>>();
    let cost = MARGIN + choice(amounts.len() * shares.len().min(NEAR) * POWERS.len());
    let pairs = amounts.iter().flat_map(|over| shares.iter().take(NEAR).map(move |under| (*over, *under)));
    let pairs: Vec<(usize, usize)> = pairs.collect();
    let tries =
        per_share.iter().take(NEAR).flat_map(|result| pairs.iter().map(move |(over, under)| [*result, *over, *under]));
    let tries = tries.flat_map(|rows| POWERS.map(|power| (rows, power)));
    let fitting = tries.filter_map(|(rows, power)| Some((fits(&figures, rows, power)?, rows, power)));
    let ((_, col), [_, over, under], power) =
        fitting.filter(|((worth, _), ..)| *worth >= cost).max_by_key(|((worth, _), ..)| *worth)?;
    let place = |row| Place { statement, row, col };
    Some(witness(place(over), place(under), power))
}

/// Half bits of evidence that three rows fit with the amounts multiplied by a power of ten, and the first column where they do.
fn fits(figures: &Figures, [result, over, under]: [usize; 3], power: i32) -> Option<(i32, usize)> {
    let (mut worth, mut first) = (0, None);
    for col in 0..figures.cols {
        let Some(printed) = figures.of_class(result, col, Class::PerShare) else { continue };
        let parts = (figures.of_class(over, col, Class::Money), figures.of_class(under, col, Class::Shares));
        let (Some(amount), Some(shares)) = parts else { continue };
        let fit = quotient(printed, times(amount, power)?, shares)?;
        if !fit.holds {
            return None;
        }
        worth += fit.worth;
        first = first.or(Some(col));
    }
    Some((worth, first?))
}

/// A figure times a power of ten; none where that is more or less than can be reckoned with.
fn times(num: Num, power: i32) -> Option<Num> {
    let factor = 10_i128.checked_pow(power.unsigned_abs())?;
    let scaled = |n: i128| {
        if power > 0 { n.checked_mul(factor) } else { (n % factor == 0).then_some(n / factor) }
    };
    Some(Num { value: scaled(num.value)?, unit: scaled(num.unit)?.max(1) })
}
