//! Why a figure is in doubt, in words.

use crossfoot_footing::{Place, ProvenStatement, Relation, RelationKind};
use crossfoot_statements::{Cell, Fact};
use rust_decimal::Decimal;

use super::layout::Layout;
use super::sheet::grouped;
use crate::decimals;

/// How many broken relations a note tells of.
const TOLD: usize = 4;

/// The broken relations that speak of a figure, a line for each.
pub(crate) fn reasons(statements: &[ProvenStatement], layouts: &[Layout<'_>], place: Place) -> Vec<String> {
    let relations = statements.iter().flat_map(|s| &s.relations);
    let broken = relations.filter(|r| !r.holds && r.places().any(|p| p == place));
    broken.take(TOLD).filter_map(|relation| reason(statements, layouts, relation)).collect()
}

/// `B9 "Total assets" is printed as 2,090; adding its 2 lines gives 2,080 (10 less)`
fn reason(statements: &[ProvenStatement], layouts: &[Layout<'_>], relation: &Relation) -> Option<String> {
    let (label, fact) = figure(statements, relation.result)?;
    let layout = layouts.get(relation.result.statement)?;
    let scale = if fact.scale.is_zero() { Decimal::ONE } else { fact.scale };
    let difference = (relation.difference / scale).normalize();
    let made = grouped(&decimals::plain((fact.shown + difference).normalize()));
    let amount = grouped(&decimals::plain(difference.abs()));
    let less = if difference.is_sign_negative() { "less" } else { "more" };
    let terms = relation.terms.len();
    let work = match relation.kind {
        RelationKind::Sum => format!("adding its {terms} lines gives"),
        RelationKind::Balance => "the other side of the balance sheet is".to_owned(),
        RelationKind::Cash => "the cash it follows from is".to_owned(),
        RelationKind::Across => format!("adding {terms} columns of its row gives"),
        RelationKind::PercentChange => "the change works out as".to_owned(),
        RelationKind::PercentOf => "the share works out as".to_owned(),
        RelationKind::TieOut => "elsewhere it is".to_owned(),
        _ => "the figures it comes from give".to_owned(),
    };
    let cell = layout.cell(relation.result);
    Some(format!("{cell} \"{label}\" is printed as {}; {work} {made} ({amount} {less})", fact.printed.trim()))
}

fn figure(statements: &[ProvenStatement], place: Place) -> Option<(&str, &Fact)> {
    let item = statements.get(place.statement)?.statement.items.get(place.row)?;
    Some((&item.label, item.cells.get(place.col).and_then(Cell::figure)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{column, item, money, proven, statement};
    use crossfoot_footing::Term;

    #[test]
    fn a_broken_sum_is_told_in_printed_units() {
        let figures =
            ["1250", "830", "2090"].map(|shown| item("Total assets", vec![Cell::Figure(money(shown, "1000"))]));
        let mut proven = proven(statement(vec![column("2023")], figures.into()));
        let place = |row| Place { statement: 0, row, col: 0 };
        proven.relations = vec![Relation {
            kind: RelationKind::Sum,
            terms: [0, 1].map(|row| Term { place: place(row), coefficient: Decimal::ONE }).into(),
            result: place(2),
            holds: false,
            off: false,
            difference: Decimal::from(-10_000),
            tolerance: Decimal::from(1000),
        }];
        let statements = [proven];
        let layouts = Layout::all(&statements).expect("it fits");
        let told = "B10 \"Total assets\" is printed as 2090; adding its 2 lines gives 2,080 (10 less)";
        assert_eq!(reasons(&statements, &layouts, place(1)), [told]);
        assert_eq!(reasons(&statements, &layouts, place(2)), [told]);
    }
}
