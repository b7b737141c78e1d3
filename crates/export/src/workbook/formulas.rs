//! Live formulas for the totals that footing proved.

use std::collections::HashMap;

use crossfoot_footing::{Place, ProvenStatement, Relation, RelationKind, Status, Term};
use crossfoot_statements::{Cell, Fact};
use rust_decimal::Decimal;

use super::layout::Layout;
use super::numbers::{is_percent, number};
use crate::release::status_of;

/// The formula of each cell that has one, without the equals sign.
#[derive(Debug, Default)]
pub(crate) struct Formulas {
    cells: HashMap<Place, String>,
}

impl Formulas {
    /// Takes for each figure one sum that holds and was proved, and no two that would go in a circle.
    pub(crate) fn of(statements: &[ProvenStatement], layouts: &[Layout<'_>]) -> Self {
        let mut relations: Vec<&Relation> = statements.iter().flat_map(|s| &s.relations).collect();
        relations.retain(|relation| is_live(relation, statements));
        // Down a column first, as the page reads; among alike, the one that leaves the least to rounding.
        relations.sort_by_key(|r| (r.kind, r.difference.abs(), r.result));
        let mut terms: HashMap<Place, &[Term]> = HashMap::new();
        for relation in relations {
            let result = relation.result;
            if !terms.contains_key(&result) && !leads_to(&terms, &relation.terms, result) {
                terms.insert(result, &relation.terms);
            }
        }
        let sheet = Sheets { statements, layouts };
        let cells = terms.into_iter().map(|(result, terms)| (result, sheet.formula(result, terms)));
        Self { cells: cells.collect() }
    }

    /// The formula of a figure.
    pub(crate) fn get(&self, place: Place) -> Option<&str> {
        self.cells.get(&place).map(String::as_str)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.cells.len()
    }
}

/// Whether a relation can stand as a formula: a sum that holds, of two figures or more, all in cells as numbers of one
/// scale, and its result not in doubt.
fn is_live(relation: &Relation, statements: &[ProvenStatement]) -> bool {
    let sum =
        matches!(relation.kind, RelationKind::Sum | RelationKind::Balance | RelationKind::Cash | RelationKind::Across);
    let signs = relation.terms.iter().all(|term| term.coefficient.abs() == Decimal::ONE);
    let Some(result) = fact(statements, relation.result) else {
        return false;
    };
    let like = |place: Place| {
        fact(statements, place).is_some_and(|fact| {
            fact.scale == result.scale && is_percent(fact) == is_percent(result) && number(fact).is_some()
        })
    };
    let status = statements.get(relation.result.statement);
    let status = status.map(|s| status_of(s, relation.result.row, relation.result.col));
    sum && signs
        && relation.holds
        && relation.terms.len() > 1
        && status == Some(Status::Footed)
        && relation.places().all(like)
}

fn fact(statements: &[ProvenStatement], place: Place) -> Option<&Fact> {
    let item = statements.get(place.statement)?.statement.items.get(place.row)?;
    item.cells.get(place.col)?.figure()
}

/// Whether some of the terms are made, over any number of steps, from the result.
fn leads_to(terms: &HashMap<Place, &[Term]>, from: &[Term], result: Place) -> bool {
    let mut open: Vec<Place> = from.iter().map(|term| term.place).collect();
    let mut seen = std::collections::HashSet::new();
    while let Some(place) = open.pop() {
        if place == result {
            return true;
        }
        if seen.insert(place) {
            open.extend(terms.get(&place).into_iter().flat_map(|terms| terms.iter().map(|term| term.place)));
        }
    }
    false
}

struct Sheets<'a> {
    statements: &'a [ProvenStatement],
    layouts: &'a [Layout<'a>],
}

impl Sheets<'_> {
    /// `SUM(B5:B7,B9)-B10`.
    fn formula(&self, result: Place, terms: &[Term]) -> String {
        let side = |negative: bool| {
            let side = terms.iter().filter(|term| term.coefficient.is_sign_negative() == negative);
            self.ranges(result.statement, side.map(|term| term.place).collect())
        };
        let added = match side(false) {
            ranges if ranges.is_empty() => String::new(),
            ranges => sum(&ranges),
        };
        match side(true) {
            ranges if ranges.is_empty() => added,
            // Each one by its own sign reads better than a sum of few; a range needs the sum.
            ranges if ranges.iter().all(|range| !range.contains(':')) => format!("{added}-{}", ranges.join("-")),
            ranges => format!("{added}-{}", sum(&ranges)),
        }
    }

    /// Cells as `B5`, and `B5:B7` where nothing else that counts stands between.
    fn ranges(&self, home: usize, mut places: Vec<Place>) -> Vec<String> {
        let down = places.iter().all(|place| place.col == places[0].col);
        places.sort_by_key(|p| if down { (p.statement, p.col, p.row) } else { (p.statement, p.row, p.col) });
        let mut runs: Vec<(Place, Place)> = Vec::new();
        for place in places {
            match runs.last_mut() {
                Some((_, last)) if self.nothing_between(*last, place) => *last = place,
                _ => runs.push((place, place)),
            }
        }
        let written = |(first, last): (Place, Place)| {
            let layout = &self.layouts[first.statement];
            let sheet = if first.statement == home { String::new() } else { layout.prefix() };
            match first == last {
                true => format!("{sheet}{}", layout.cell(first)),
                false => format!("{sheet}{}:{}", layout.cell(first), layout.cell(last)),
            }
        };
        runs.into_iter().map(written).collect()
    }

    /// Whether no number stands between two cells of one column or one row.
    fn nothing_between(&self, first: Place, last: Place) -> bool {
        let items = &self.statements[first.statement].statement.items;
        let is_number = |row: usize, col: usize| matches!(items[row].cells.get(col), Some(Cell::Figure(_)));
        first.statement == last.statement
            && if first.col == last.col {
                (first.row + 1..last.row).all(|row| !is_number(row, first.col))
            } else {
                first.row == last.row && (first.col + 1..last.col).all(|col| !is_number(first.row, col))
            }
    }
}

/// `B5`, `B5+B9` or `SUM(B5:B7,B9)`.
fn sum(ranges: &[String]) -> String {
    match ranges {
        [one] if !one.contains(':') => one.clone(),
        [one, two] if !one.contains(':') && !two.contains(':') => format!("{one}+{two}"),
        ranges => format!("SUM({})", ranges.join(",")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{column, item, money, proven, statement};

    fn place(row: usize, col: usize) -> Place {
        Place { statement: 0, row, col }
    }

    fn relation(kind: RelationKind, result: Place, terms: &[(i64, Place)]) -> Relation {
        let terms = terms.iter().map(|&(sign, place)| Term { place, coefficient: Decimal::from(sign) });
        Relation {
            kind,
            terms: terms.collect(),
            result,
            holds: true,
            off: false,
            difference: Decimal::ZERO,
            tolerance: Decimal::ONE,
        }
    }

    /// A statement of one column with a text in its second row.
    fn book(rows: usize, columns: usize, relations: Vec<Relation>) -> Vec<ProvenStatement> {
        let cell = |row: usize| match row {
            1 => Cell::Text("NM".into()),
            _ => Cell::Figure(money("1", "1")),
        };
        let items = (0..rows).map(|row| item("x", (0..columns).map(|_| cell(row)).collect()));
        let mut proven = proven(statement((0..columns).map(|_| column("2023")).collect(), items.collect()));
        proven.status.iter_mut().flatten().for_each(|status| *status = Status::Footed);
        proven.relations = relations;
        vec![proven]
    }

    fn formulas(statements: &[ProvenStatement]) -> Formulas {
        Formulas::of(statements, &Layout::all(statements).expect("it fits"))
    }

    #[test]
    fn sums_are_written_as_one_would() {
        let result = place(5, 0);
        for (terms, expected) in [
            (&[(1, 0), (1, 2), (1, 3)][..], "SUM(B8:B11)"),
            (&[(1, 0), (1, 3)], "B8+B11"),
            (&[(1, 0), (-1, 3)], "B8-B11"),
            (&[(1, 0), (1, 2), (1, 4), (-1, 3)], "SUM(B8:B10,B12)-B11"),
            (&[(-1, 0), (-1, 2)], "-SUM(B8:B10)"),
        ] {
            let terms: Vec<(i64, Place)> = terms.iter().map(|&(sign, row)| (sign, place(row, 0))).collect();
            let statements = book(6, 1, vec![relation(RelationKind::Sum, result, &terms)]);
            assert_eq!(formulas(&statements).get(result), Some(expected));
        }
    }

    #[test]
    fn a_row_is_summed_along_and_a_circle_is_left_open() {
        let across = relation(RelationKind::Across, place(0, 2), &[(1, place(0, 0)), (1, place(0, 1))]);
        let back = relation(RelationKind::Across, place(0, 1), &[(1, place(0, 2)), (-1, place(0, 0))]);
        let statements = book(1, 3, vec![across, back]);
        let formulas = formulas(&statements);
        assert_eq!(formulas.len(), 1);
        assert_eq!(formulas.get(place(0, 1)), Some("D8-B8"));
    }

    #[test]
    fn what_is_not_proved_or_not_of_one_scale_is_no_formula() {
        let terms = [(1, place(0, 0)), (1, place(2, 0))];
        let broken = Relation { holds: false, ..relation(RelationKind::Sum, place(3, 0), &terms) };
        let shares = relation(RelationKind::PercentOf, place(4, 0), &terms);
        let text = relation(RelationKind::Sum, place(5, 0), &[(1, place(0, 0)), (1, place(1, 0))]);
        let mut statements = book(7, 1, vec![broken, shares, text]);
        assert_eq!(formulas(&statements).len(), 0);
        statements[0].relations = vec![relation(RelationKind::Sum, place(3, 0), &terms)];
        assert_eq!(formulas(&statements).len(), 1);
        statements[0].statement.items[2].cells[0] = Cell::Figure(money("1", "1000"));
        assert_eq!(formulas(&statements).len(), 0);
    }
}
