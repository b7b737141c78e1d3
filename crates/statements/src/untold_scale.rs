//! The scale of a table that does not say it: the one in which its amounts are those of the same lines elsewhere.
//!
//! A release whose statements are in thousands opens with a table of highlights in millions, and says so nowhere. Its `Net sales
//! 3,554.3` is the `3,554,297` of the income statement for the same period: two such lines settle the scale.

use std::collections::HashMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::{Cell, Fact, Length, Statement, Unit};
use crate::told::ToldBy;

/// Powers of ten that printed amounts are given in.
const POWERS: [u32; 4] = [0, 3, 6, 9];

/// Amounts of fewer digits agree with others by chance.
const LEAST_DIGITS: usize = 3;

/// Lines that must agree.
const LEAST_LINES: usize = 2;

/// A label's letters and digits, and the period.
type Line = (String, Date, Length);

/// Gives statements of which `untold` is true the scale that their lines have elsewhere, where they agree on one.
pub(crate) fn settle(statements: &mut [Statement], untold: &[bool]) {
    let mut told: HashMap<Line, Vec<Decimal>> = HashMap::new();
    for (statement, _) in statements.iter().zip(untold).filter(|(s, untold)| !**untold && s.scale.is_some()) {
        for (line, fact) in amounts(statement) {
            told.entry(line).or_default().push(fact.value);
        }
    }
    for (statement, _) in statements.iter_mut().zip(untold).filter(|(_, untold)| **untold) {
        if let Some(scale) = agreed(statement, &told).filter(|scale| statement.scale != Some(*scale)) {
            rescale(statement, scale);
        }
    }
}

/// The amounts of money of a statement that are in its scale, with their lines and periods.
fn amounts(statement: &Statement) -> impl Iterator<Item = (Line, &Fact)> {
    let of_row = |item: &'_ crate::model::LineItem| -> String {
        item.label.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    statement.items.iter().flat_map(move |item| {
        let label = of_row(item);
        item.cells.iter().enumerate().filter_map(move |(column, cell)| {
            let fact = cell.figure().filter(|f| is_scaled(f, statement.scale))?;
            let period = statement.period(column, fact)?;
            Some(((label.clone(), period.end, period.length), fact))
        })
    })
}

fn is_scaled(fact: &Fact, scale: Option<Decimal>) -> bool {
    matches!(fact.unit, Unit::Money(_)) && fact.scale == scale.unwrap_or(Decimal::ONE)
}

/// The scale in which most lines are what they are elsewhere.
fn agreed(statement: &Statement, told: &HashMap<Line, Vec<Decimal>>) -> Option<Decimal> {
    let mut votes = [0_usize; POWERS.len()];
    for (line, fact) in amounts(statement) {
        let digits = fact.shown.mantissa().unsigned_abs().to_string().len();
        let Some(values) = told.get(&line).filter(|_| digits >= LEAST_DIGITS) else { continue };
        for (power, votes) in POWERS.iter().zip(&mut votes) {
            *votes += usize::from(values.iter().any(|value| is_rounded(*value, fact.shown, *power)));
        }
    }
    let best = (0..POWERS.len()).max_by_key(|i| votes[*i])?;
    let rival = (0..POWERS.len()).filter(|i| *i != best).map(|i| votes[i]).max().unwrap_or(0);
    (votes[best] >= LEAST_LINES && votes[best] > 2 * rival).then(|| Decimal::from(10_i64.pow(POWERS[best])))
}

/// Whether an amount is what is shown, times a power of ten, but for rounding to the last digit shown.
fn is_rounded(value: Decimal, shown: Decimal, power: u32) -> bool {
    let scale = Decimal::from(10_i64.pow(power));
    let half = Decimal::new(5, shown.scale() + 1) * scale;
    shown.checked_mul(scale).is_some_and(|amount| (value - amount).abs() <= half)
}

/// Sets all amounts that were in the statement's scale in another.
fn rescale(statement: &mut Statement, scale: Decimal) {
    let before = statement.scale;
    for cell in statement.items.iter_mut().flat_map(|item| &mut item.cells) {
        let Cell::Figure(fact) = cell else { continue };
        if !is_scaled(fact, before) {
            continue;
        }
        let Some(value) = Fact::in_full(fact.shown, scale) else { continue };
        fact.decimals += zeros(fact.scale) - zeros(scale);
        (fact.value, fact.scale, fact.told.scale) = (value, scale, ToldBy::Derived);
    }
    statement.scale = Some(scale);
}

/// How many zeros a power of ten has.
fn zeros(power: Decimal) -> i32 {
    power.normalize().to_string().len() as i32 - 1
}
