//! Why a figure is in doubt, in words.

use crossfoot_footing::{Place, ProvenStatement, Relation, RelationKind, Repair};
use crossfoot_statements::{Cell, Fact};
use rust_decimal::Decimal;

use super::layout::Layout;
use super::scales::grouped;
use crate::decimals;

/// How many broken relations a note tells of.
const TOLD: usize = 4;

/// What a figure should be, if that is known, and the broken relations that speak of it, a line for each.
pub(crate) fn reasons(statements: &[ProvenStatement], layouts: &[Layout<'_>], place: Place) -> Vec<String> {
    let repairs = statements.iter().flat_map(|s| &s.repairs).filter(|repair| repair.place == place).map(proposal);
    let relations = statements.iter().flat_map(|s| &s.relations);
    let broken = relations.filter(|r| !r.holds && r.places().any(|p| p == place));
    repairs.chain(broken.take(TOLD).filter_map(|relation| reason(statements, layouts, relation))).collect()
}

/// `It should be 38,633: a point stands for a comma (2 relations ask for it).`
fn proposal(repair: &Repair) -> String {
    let said = if repair.applied { "It is now" } else { "It should be" };
    let count = repair.relations.len();
    let ask = if count == 1 { "relation asks" } else { "relations ask" };
    let shown = grouped(&decimals::plain(repair.shown));
    format!("{said} {shown}: {} ({count} {ask} for it).", repair.cause.words())
}

/// `B9 "Total assets" is printed as 2,090; adding its 2 lines gives 2,080 (10 less)`
fn reason(statements: &[ProvenStatement], layouts: &[Layout<'_>], relation: &Relation) -> Option<String> {
    let (label, fact) = figure(statements, relation.result)?;
    let layout = layouts.get(relation.result.statement)?;
    let scale = if fact.scale.is_zero() { Decimal::ONE } else { fact.scale };
    // One digit more than is printed: a rate makes many.
    let difference = (relation.difference / scale).round_dp(fact.shown.scale() + 1).normalize();
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
        RelationKind::YearToDate => format!("its {terms} parts in time make"),
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
    use crossfoot_footing::{Cause, Term};

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

        // What it should be comes first, and stands for itself where the relations that ask for it are not among the broken.
        let mut proven = statements[0].clone();
        let repair = |applied| Repair {
            place: place(1),
            printed: "830".into(),
            value: Decimal::from(840_000),
            shown: Decimal::from(840),
            cause: Cause::Digit,
            relations: proven.relations.clone(),
            applied,
        };
        proven.repairs = vec![repair(false)];
        let statements = [proven.clone()];
        let should = "It should be 840: a digit is another one (1 relation asks for it).";
        assert_eq!(reasons(&statements, &layouts, place(1)), [should, told]);
        (proven.repairs, proven.relations) = (vec![repair(true)], Vec::new());
        let statements = [proven];
        assert_eq!(reasons(&statements, &layouts, place(1)), [should.replace("should be", "is now")]);
    }
}
