//! Amounts in running text, which carry their scale: `revenue of $8.1 billion`.
//!
//! Such an amount is rounded to few digits, so one that agrees with a figure says little: it counts by the digits that agree, less
//! what it costs to choose the figure among those whose labels share a word with the sentence.

use std::collections::BTreeMap;

use crossfoot_grammar::{Amount, figure::Currency};
use crossfoot_statements::{Statement, Unit};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::evidence::{MARGIN, choice, half_bits};
use crate::relation::Place;

use super::{Other, POWERS, Witness, WitnessKind};

/// Letters of a word that tell it from others: endings aside.
const STEM: usize = 5;

/// Amounts of a release that are looked at: those in front tell of the statements.
const MOST: usize = 400;

/// What a contradiction must have beyond what an agreement needs.
const BEYOND: i32 = MARGIN / 2;

/// Those of a statement.
pub(super) fn witnesses(statement: &Statement, at: usize, amounts: &[Amount]) -> Vec<Witness> {
    if amounts.is_empty() {
        return Vec::new();
    }
    let lines: Vec<Vec<String>> = statement.items.iter().map(|item| stems(&item.label)).collect();
    // For each power of ten, the evidence and the witnesses.
    let mut found: BTreeMap<i32, (i32, Vec<Witness>)> = BTreeMap::new();
    let mut seen: Vec<(Decimal, i32)> = Vec::new();
    for amount in amounts.iter().take(MOST) {
        // Said again it is no more true.
        if seen.contains(&(amount.value, amount.power)) {
            continue;
        }
        seen.push((amount.value, amount.power));
        let said = stems(&amount.line);
        let rows: Vec<usize> =
            (0..lines.len()).filter(|row| lines[*row].iter().any(|word| said.contains(word))).collect();
        let candidates = rows.len() * statement.columns.len();
        let worth = digits(amount) - choice(candidates * (POWERS.len() + 1));
        if worth <= 0 {
            continue;
        }
        for power in std::iter::once(0).chain(POWERS) {
            let Some(place) = agreeing(statement, at, &rows, amount, power) else { continue };
            let witness = Witness { kind: WitnessKind::Prose, place, other: Other::Prose(amount.clone()), power };
            let (evidence, witnesses) = found.entry(power).or_default();
            *evidence += worth;
            witnesses.push(witness);
            // What agrees as it is printed is not looked for elsewhere.
            if power == 0 {
                break;
            }
        }
    }
    let agreeing = found.remove(&0).unwrap_or_default();
    let best = found.into_values().max_by_key(|(evidence, _)| *evidence);
    match best {
        Some((evidence, witnesses)) if evidence >= MARGIN + BEYOND && evidence > 2 * agreeing.0 => witnesses,
        _ if agreeing.0 >= MARGIN => agreeing.1,
        _ => Vec::new(),
    }
}

/// Half bits that the printed digits of an amount are worth.
fn digits(amount: &Amount) -> i32 {
    let digits = ten_to(amount.power).and_then(|unit| amount.value.abs().checked_div(unit));
    digits.and_then(|digits| digits.to_u128()).map_or(0, half_bits)
}

/// A figure that an amount is, once it is multiplied by a power of ten and rounded as the amount is.
fn agreeing(statement: &Statement, at: usize, rows: &[usize], amount: &Amount, power: i32) -> Option<Place> {
    let unit = ten_to(amount.power)?;
    let factor = ten_to(power)?;
    for (row, col) in rows.iter().flat_map(|row| (0..statement.columns.len()).map(move |col| (*row, col))) {
        let Some(fact) = statement.items[row].cells.get(col).and_then(|cell| cell.figure()) else { continue };
        let Unit::Money(currency) = fact.unit else { continue };
        let same = currency == amount.currency || currency == Currency::UNKNOWN || amount.currency == Currency::UNKNOWN;
        // A figure that is printed more coarsely than the amount cannot bear it out.
        let is_finer = fact.decimals.saturating_sub(power) >= -amount.power;
        let Some(value) = fact.value.abs().checked_mul(factor).filter(|_| same && is_finer) else { continue };
        let difference = (value - amount.value.abs()).abs();
        if difference.checked_mul(Decimal::TWO).is_some_and(|doubled| doubled <= unit) {
            return Some(Place { statement: at, row, col });
        }
    }
    None
}

fn ten_to(power: i32) -> Option<Decimal> {
    let size = 10_i64.checked_pow(power.unsigned_abs()).map(Decimal::from)?;
    if power >= 0 { Some(size) } else { Decimal::ONE.checked_div(size) }
}

/// The stems of the words of a text that have enough letters to mean something.
fn stems(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() >= STEM);
    words.map(|word| word.chars().take(STEM).flat_map(char::to_lowercase).collect()).collect()
}
