//! Numbers of shares that are printed in full where a note says thousands.
//!
//! `(In thousands, except per share data)` over a count of 126,740,748 shares is a slip that many tables make: no company has a hundred
//! billion shares and prints every thousand of them. Where the note alone scales them and one is too large for any company, those of
//! the table stand in full. Of awards a company has far fewer.

use crossfoot_lexicon::{Kind, Role, tag};
use rust_decimal::Decimal;

use crate::awards::are_of_awards;
use crate::model::{Cell, Fact, Statement, Unit};
use crate::told::ToldBy;

/// More shares than any company prints one by one.
const MOST_SHARES: i64 = 100_000_000_000;

/// More awards than a company has that prints them in six digits and more.
const MOST_AWARDS: i64 = 200_000_000;

/// Takes the scale off the numbers of shares of each statement that cannot have it.
pub(crate) fn settle(statements: &mut [Statement]) {
    for statement in statements {
        let of_awards = !statement.kind.is_primary() && statement.kind != Kind::Equity && is_of_awards(statement);
        let too_many = |fact: &Fact| {
            let shown = fact.shown.abs();
            let many = |most: i64, least: i64| fact.value.abs() >= Decimal::from(most) && shown >= Decimal::from(least);
            many(MOST_SHARES, 10_000) || of_awards && many(MOST_AWARDS, 100_000)
        };
        let mut facts: Vec<&mut Fact> =
            statement.items.iter_mut().flat_map(|item| &mut item.cells).filter_map(by_note).collect();
        if facts.iter().any(|fact| too_many(fact)) {
            facts.iter_mut().for_each(|fact| print_in_full(fact));
        } else if of_awards {
            // Awards are printed in another scale than the statements as often as not: that they are in the usual one is a guess.
            let usual = facts.into_iter().filter(|fact| matches!(fact.told.scale, ToldBy::Page | ToldBy::Release));
            usual.for_each(|fact| fact.told.scale = ToldBy::Derived);
        }
    }
}

/// Whether a statement is of awards, or of shares that do not count yet.
fn is_of_awards(statement: &Statement) -> bool {
    are_of_awards(statement.items.iter().map(|item| &item.label))
        || tag(&statement.title).has(Role::Diluting)
        || statement.columns.iter().any(|column| tag(&column.heading).has(Role::AwardPriceAlone))
}

/// A number of shares that only a note over the table or the release scales.
fn by_note(cell: &mut Cell) -> Option<&mut Fact> {
    match cell {
        Cell::Figure(fact) => (fact.unit == Unit::Shares
            && fact.scale > Decimal::ONE
            && !matches!(fact.told.scale, ToldBy::Cell | ToldBy::Row | ToldBy::Column))
        .then_some(fact),
        _ => None,
    }
}

fn print_in_full(fact: &mut Fact) {
    fact.decimals = fact.shown.scale() as i32;
    (fact.value, fact.scale, fact.told.scale) = (fact.shown, Decimal::ONE, ToldBy::Derived);
}
