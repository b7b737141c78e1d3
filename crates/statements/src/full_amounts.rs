//! Amounts that show by their zeros that they are printed in full.
//!
//! `$16,662,000` over `$12,864,000` and no note: a company that rounds to thousands and prints all digits says by that what its amounts
//! are in. One whose note was lost prints `16,662`.

use rust_decimal::Decimal;

use crate::model::{Cell, Fact, Statement, Unit};
use crate::told::ToldBy;

/// Amounts with fewer digits end in three zeros by chance or are round for another reason.
const LEAST: i64 = 10_000;

/// So many amounts must show it.
const FEWEST: usize = 5;

/// The scale of a statement that tells none is one where nearly all of its amounts end in three zeros.
pub(crate) fn settle(statement: &mut Statement) {
    if statement.scale.is_some() {
        return;
    }
    let facts = statement.items.iter().flat_map(|item| &item.cells).filter_map(Cell::figure);
    let large: Vec<&Fact> = facts.filter(|f| is_untold(f) && f.shown.abs() >= Decimal::from(LEAST)).collect();
    let round = large.iter().filter(|fact| (fact.shown % Decimal::ONE_THOUSAND).is_zero()).count();
    if round < FEWEST || 10 * round < 9 * large.len() {
        return;
    }
    for cell in statement.items.iter_mut().flat_map(|item| &mut item.cells) {
        if let Cell::Figure(fact) = cell
            && is_untold(fact)
        {
            fact.told.scale = ToldBy::Derived;
        }
    }
}

fn is_untold(fact: &Fact) -> bool {
    matches!(fact.unit, Unit::Money(_)) && fact.scale == Decimal::ONE && fact.told.scale == ToldBy::Nothing
}
