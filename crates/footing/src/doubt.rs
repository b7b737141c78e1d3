//! From relations to what is said of each figure.
//!
//! A figure of a relation that holds is proved. A figure is doubted only where two broken relations agree on the very
//! figure that would mend them both, and no other relation holds with it as printed: a single broken relation may be
//! the release's own slip, or not apply to that line at all.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::Status;
use crate::book::Book;
use crate::relation::{Place, Relation};

/// One status for each cell of each statement.
pub(crate) fn statuses(book: &Book<'_>) -> Vec<Vec<Vec<Status>>> {
    let culprits = culprits(book);
    let statements = book.statements.iter().enumerate();
    let of_cell = |place: Place| {
        if book.is_footed(place) {
            Status::Footed
        } else if culprits.contains(&place) {
            Status::Suspect
        } else {
            Status::Unproven
        }
    };
    let status = statements.map(|(statement, meaning)| {
        let rows = meaning.items.iter().enumerate();
        let row = |(row, item): (usize, &crossfoot_statements::LineItem)| {
            (0..item.cells.len()).map(|col| of_cell(Place { statement, row, col })).collect()
        };
        rows.map(row).collect()
    });
    status.collect()
}

/// Figures that two broken relations want changed by the same amount.
fn culprits(book: &Book<'_>) -> Vec<Place> {
    let mut wanted: HashMap<Place, Vec<Decimal>> = HashMap::new();
    for relation in book.relations().iter().filter(|r| !r.holds && r.kind.is_additive() && is_plain(r)) {
        for (place, correction) in corrections(relation).filter(|(place, _)| !book.is_footed(*place)) {
            wanted.entry(place).or_default().push(correction);
        }
    }
    let agrees =
        |corrections: &[Decimal]| corrections.iter().enumerate().any(|(at, c)| corrections[at + 1..].contains(c));
    let mut places: Vec<Place> = wanted.into_iter().filter(|(_, c)| agrees(c)).map(|(place, _)| place).collect();
    places.sort_unstable();
    // Where several figures would mend the same relations, none is named.
    let alone = |place: &Place| {
        let shares = |other: &Place| {
            other != place
                && book.relations().iter().filter(|r| !r.holds).any(|r| {
                    let all: Vec<Place> = r.places().collect();
                    all.contains(place) && all.contains(other)
                })
        };
        !places.iter().any(shares)
    };
    places.iter().copied().filter(alone).collect()
}

/// Whether the difference is more than sloppy rounding.
fn is_plain(relation: &Relation) -> bool {
    relation.difference.abs() > relation.tolerance * Decimal::from(3)
}

/// What each figure of a broken sum would have to change by, if it alone were wrong.
fn corrections(relation: &Relation) -> impl Iterator<Item = (Place, Decimal)> + '_ {
    let result = std::iter::once((relation.result, relation.difference));
    result.chain(relation.terms.iter().map(|t| (t.place, -relation.difference * t.coefficient)))
}
