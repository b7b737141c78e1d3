//! Lines between two numbers of shares that add up to the second: `Basic   1,884`, `Conversion of class B   351`, `Diluted   2,235`.
//!
//! The calculation of earnings per share lists them by what becomes a share, and says of the first and the last alone that they are
//! shares. Where they add up in every column, those between are, too.

use crossfoot_lexicon::Role;
use rust_decimal::Decimal;

use crate::model::{Cell, Fact, LineItem, Statement, Unit};
use crate::told::ToldBy;

/// Lines between the two, at most.
const BETWEEN: usize = 10;

/// Makes shares of the lines that stand between two numbers of shares and add up to the second.
pub(crate) fn settle(statements: &mut [Statement]) {
    for statement in statements {
        let mut first = None;
        for last in 0..statement.items.len() {
            if !counts_shares(&statement.items[last]) {
                continue;
            }
            if let Some(first) = first.replace(last)
                && (2..=BETWEEN + 1).contains(&(last - first))
                && adds_up(&statement.items[first..=last])
            {
                let scale = statement.items[first].cells.iter().find_map(Cell::figure).map(|fact| fact.scale);
                let between = statement.items[first + 1..last].iter_mut().flat_map(|item| &mut item.cells);
                between.for_each(|cell| count_shares(cell, scale.unwrap_or(Decimal::ONE)));
            }
        }
        totals(&mut statement.items);
    }
}

/// Lines that a bare `Total` adds up.
const ADDED: usize = 2;

/// `Total` under numbers of shares that it is the sum of is one, too.
fn totals(items: &mut [LineItem]) {
    for at in ADDED..items.len() {
        let shown = |item: &LineItem, column: usize| item.cells.get(column).and_then(Cell::figure).map(|f| f.shown);
        let (above, total) = (&items[at - ADDED..at], &items[at]);
        let adds_up = |column: usize| {
            let Some(total) = shown(total, column) else { return true };
            let sum: Decimal = above.iter().filter_map(|item| shown(item, column)).sum();
            (sum - total).abs() <= Decimal::new(ADDED as i64 + 1, total.scale()) / Decimal::TWO
        };
        let bare = total.label.tags().begins_with(Role::TotalWord) && !total.label.contains(' ');
        let plain = |fact: &Fact| matches!(fact.unit, Unit::Money(_)) && fact.told.unit != ToldBy::Cell;
        let mut facts = total.cells.iter().filter_map(Cell::figure).peekable();
        if bare
            && facts.peek().is_some()
            && facts.all(plain)
            && above.iter().all(counts_shares)
            && (0..total.cells.len()).all(adds_up)
        {
            let scale = above.iter().flat_map(|item| &item.cells).find_map(Cell::figure).map(|fact| fact.scale);
            items[at].cells.iter_mut().for_each(|cell| count_shares(cell, scale.unwrap_or(Decimal::ONE)));
        }
    }
}

/// Whether a line is of numbers of shares, all of its figures.
fn counts_shares(item: &LineItem) -> bool {
    let mut figures = item.cells.iter().filter_map(Cell::figure).peekable();
    figures.peek().is_some() && figures.all(|fact| fact.unit == Unit::Shares)
}

/// Whether the lines between are whole amounts without a sign that add up, or do but for a total before the last, in every column
/// that has figures.
fn adds_up(items: &[LineItem]) -> bool {
    let shown = |item: &LineItem, column: usize| item.cells.get(column).and_then(Cell::figure).map(|fact| fact.shown);
    let [first, between @ .., last] = items else { return false };
    let plain = |fact: &Fact| matches!(fact.unit, Unit::Money(_)) && fact.told.unit != ToldBy::Cell;
    let facts = || between.iter().flat_map(|item| &item.cells).filter_map(Cell::figure);
    let mut columns = (0..first.cells.len()).filter_map(|i| Some((i, shown(first, i)?, shown(last, i)?))).peekable();
    facts().next().is_some()
        && facts().all(plain)
        && columns.peek().is_some()
        && columns.all(|(column, first, last)| {
            // `Less: participating securities   0.3`
            let part = |item: &LineItem| match shown(item, column)? {
                shown if item.label.has(Role::LessBeginning) => Some(-shown.abs()),
                shown => Some(shown),
            };
            let parts: Vec<Decimal> = between.iter().filter_map(part).collect();
            let all: Decimal = parts.iter().sum();
            let total = parts.last().copied().unwrap_or_default();
            // Each may be rounded by half of its last digit.
            let slack = Decimal::new(parts.len() as i64 + 2, first.scale().max(last.scale())) / Decimal::TWO;
            let close = |sum: Decimal| (first + sum - last).abs() <= slack;
            close(all) || parts.len() > 2 && close(total) && (all - total - total).abs() <= slack
        })
}

fn count_shares(cell: &mut Cell, scale: Decimal) {
    let Cell::Figure(fact) = cell else { return };
    let Some(value) = Fact::in_full(fact.shown, scale) else { return };
    let zeros = |scale: Decimal| scale.normalize().to_string().len() as i32 - 1;
    fact.decimals += zeros(fact.scale) - zeros(scale);
    (fact.value, fact.scale, fact.unit) = (value, scale, Unit::Shares);
    (fact.told.unit, fact.told.scale) = (ToldBy::Derived, ToldBy::Derived);
}
