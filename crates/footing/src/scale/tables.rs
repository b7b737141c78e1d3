//! The same figure or the same line in two tables.

use std::collections::BTreeMap;

use crossfoot_statements::{Fact, Period};
use jiff::civil::Date;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::ProvenStatement;
use crate::evidence::{MARGIN, half_bits};
use crate::label::{name, normal};
use crate::relation::{Place, RelationKind};

use super::{Other, Witness, WitnessKind, is_money, tells_by_itself};

/// Places with the same digits for one time beyond which they tell nothing.
const COMMON: usize = 24;

/// Digits that a figure must have to tell something.
const FEWEST_DIGITS: i128 = 1000;

/// The time a figure speaks of.
type Time = (Option<Date>, Date);

/// The figures of a pair of statements that have the same digits, by the power of ten between them.
type ByPower = BTreeMap<i32, Vec<(Place, Place, i128)>>;

/// Those between the statements of a release.
pub(super) fn witnesses(statements: &[ProvenStatement]) -> Vec<Witness> {
    let mut found = ties(statements);
    found.extend(other_scales(statements));
    found.extend(other_powers(statements));
    found
}

/// Figures that stand in another statement, too, or are made of such; where that tells its scale by itself.
fn ties(statements: &[ProvenStatement]) -> Vec<Witness> {
    let told: Vec<bool> = statements.iter().map(|proven| tells_by_itself(&proven.statement)).collect();
    let across = |kind| matches!(kind, RelationKind::TieOut | RelationKind::YearToDate | RelationKind::Cash);
    let relations = statements.iter().flat_map(|proven| &proven.relations).filter(|r| r.holds && across(r.kind));
    let mut found = Vec::new();
    for relation in relations {
        let places =
            relation.terms.iter().map(|term| term.place).filter(|place| place.statement != relation.result.statement);
        for other in places {
            for (place, other) in [(relation.result, other), (other, relation.result)] {
                let is_amount = fact(statements, place).is_some_and(|fact| is_money(fact) && !fact.value.is_zero());
                if told[other.statement] && is_amount {
                    found.push(Witness { kind: WitnessKind::TieOut, place, other: Other::Figure(other), power: 0 });
                }
            }
        }
    }
    found
}

fn fact(statements: &[ProvenStatement], place: Place) -> Option<&Fact> {
    statements[place.statement].statement.items.get(place.row)?.cells.get(place.col)?.figure()
}

fn time(period: Period) -> Time {
    (period.start, period.end)
}

/// All amounts of a release with the time they speak of.
fn amounts(statements: &[ProvenStatement]) -> impl Iterator<Item = (Place, Time, &Fact)> {
    let of_statement = |(statement, proven)| {
        let proven: &ProvenStatement = proven;
        let rows = proven.statement.items.iter().enumerate();
        rows.flat_map(move |(row, item)| {
            item.cells.iter().enumerate().filter_map(move |(col, cell)| {
                let fact = cell.figure().filter(|fact| is_money(fact) && !fact.value.is_zero())?;
                let period = proven.statement.period(col, fact)?;
                Some((Place { statement, row, col }, time(period), fact))
            })
        })
    };
    statements.iter().enumerate().flat_map(of_statement)
}

/// Lines of one name whose figures for one time are the same, but printed in two scales.
fn other_scales(statements: &[ProvenStatement]) -> Vec<Witness> {
    let mut scales: Vec<Decimal> = amounts(statements).map(|(_, _, fact)| fact.scale).collect();
    scales.sort_unstable();
    scales.dedup();
    if scales.len() < 2 {
        return Vec::new();
    }
    let mut by_line: FxHashMap<(String, Time), Vec<(Place, &Fact)>> = FxHashMap::default();
    for (place, time, fact) in amounts(statements) {
        let label = name(&normal(&statements[place.statement].statement.items[place.row].label));
        if !label.is_empty() {
            by_line.entry((label, time)).or_default().push((place, fact));
        }
    }
    let mut found = Vec::new();
    for places in by_line.into_values().filter(|places| places.len() <= COMMON) {
        for (at, (one, coarse)) in places.iter().enumerate() {
            for (other, fine) in &places[at + 1..] {
                let (coarse, fine) = if coarse.decimals < fine.decimals { (coarse, fine) } else { (fine, coarse) };
                if one.statement != other.statement && coarse.scale != fine.scale && is_rounded(coarse, fine) {
                    found.extend([(*one, *other), (*other, *one)].map(|(place, other)| Witness {
                        kind: WitnessKind::OtherScale,
                        place,
                        other: Other::Figure(other),
                        power: 0,
                    }));
                }
            }
        }
    }
    found.sort_by_key(|witness| witness.place);
    found
}

/// Whether one figure is another one rounded, with digits enough to be no accident.
fn is_rounded(coarse: &Fact, fine: &Fact) -> bool {
    let Some(unit) = u32::try_from(-coarse.decimals).ok().and_then(|power| 10_i64.checked_pow(power)) else {
        return false;
    };
    let unit = Decimal::from(unit);
    let shown = coarse.value.abs() / unit;
    let difference = (coarse.value.abs() - fine.value.abs()).abs();
    coarse.decimals < fine.decimals && shown >= Decimal::ONE_HUNDRED && difference * Decimal::TWO <= unit
}

/// Figures of one time with the same digits in two statements, with one power of ten between them all.
fn other_powers(statements: &[ProvenStatement]) -> Vec<Witness> {
    let mut by_digits: FxHashMap<(Time, i128), Vec<(Place, i32)>> = FxHashMap::default();
    for (place, time, fact) in amounts(statements) {
        let Some((digits, power)) = digits(fact.value) else { continue };
        by_digits.entry((time, digits)).or_default().push((place, power));
    }
    let mut pairs: BTreeMap<(usize, usize), ByPower> = BTreeMap::new();
    for ((_, digits), places) in by_digits.into_iter().filter(|(_, places)| (2..=COMMON).contains(&places.len())) {
        for (at, (one, power)) in places.iter().enumerate() {
            for (other, others) in places[at + 1..].iter().filter(|(other, _)| other.statement != one.statement) {
                let pair = pairs.entry((one.statement, other.statement)).or_default();
                pair.entry(others - power).or_default().push((*one, *other, digits));
            }
        }
    }
    let mut found = Vec::new();
    for by_power in pairs.into_values() {
        let evidence = |places: &Vec<(Place, Place, i128)>| {
            let mut digits: Vec<i128> = places.iter().map(|(_, _, digits)| *digits).collect();
            digits.sort_unstable();
            digits.dedup();
            digits.into_iter().map(|digits| half_bits(digits.unsigned_abs())).sum::<i32>()
        };
        let same = by_power.get(&0).map_or(0, evidence);
        let others = by_power.iter().filter(|(power, _)| super::POWERS.contains(power));
        let Some((power, places)) = others.max_by_key(|(_, places)| evidence(places)) else { continue };
        if evidence(places) >= 3 * MARGIN && evidence(places) > 2 * same {
            let mut places = places.clone();
            places.sort_unstable();
            found.extend(places.into_iter().flat_map(|(one, other, _)| {
                let witness = |place, other, power| Witness {
                    kind: WitnessKind::OtherScale,
                    place,
                    other: Other::Figure(other),
                    power,
                };
                [witness(one, other, *power), witness(other, one, -power)]
            }));
        }
    }
    found
}

/// The digits of a value without the zeros at its end, and the power of ten that these were; none where they are too few.
fn digits(value: Decimal) -> Option<(i128, i32)> {
    let value = value.normalize();
    let (mut digits, mut power) = (value.mantissa().abs(), -i32::try_from(value.scale()).ok()?);
    while digits != 0 && digits % 10 == 0 {
        digits /= 10;
        power += 1;
    }
    (digits >= FEWEST_DIGITS).then_some((digits, power))
}
