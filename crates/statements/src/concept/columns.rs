//! Columns that speak of the whole company, and not of a part of it, a change or an adjustment.

use crossfoot_lexicon::Catalogue;

use crate::model::{Column, Kind, Statement, Unit};

/// For each column whether its amounts are those of the whole.
pub(super) fn of_the_whole(catalogue: &Catalogue, statement: &Statement) -> Vec<bool> {
    let named = |column: &Column| {
        let leaf = column.heads.last().map_or(&column.heading, |head| &head.text);
        catalogue.read_text(leaf).whole || catalogue.read_text(&column.heading).whole
    };
    if statement.kind == Kind::Equity {
        return statement.columns.iter().map(named).collect();
    }
    let dated = statement.columns.iter().any(|column| column.period.is_some());
    let money: Vec<Option<Unit>> = (0..statement.columns.len()).map(|column| currency(statement, column)).collect();
    let count: Vec<usize> = (0..statement.columns.len()).map(|column| figures(statement, column)).collect();
    let alike = |at: usize| -> Vec<usize> {
        let period = statement.columns[at].period;
        let all = 0..statement.columns.len();
        // A translation for convenience is of the whole, too; and a column of a few strayed figures is no rival.
        let alike = |other: &usize| money[*other] == money[at] && statement.columns[*other].period == period;
        all.filter(|other| *other != at && money[at].is_some() && alike(other) && 2 * count[*other] > count[at])
            .collect()
    };
    let columns = statement.columns.iter().enumerate();
    columns
        .map(|(at, column)| match column.period {
            None => !dated,
            // Several columns of one period are parts of a whole, or before and after adjustments.
            Some(_) => match alike(at).as_slice() {
                [] => true,
                others => named(column) && !others.iter().any(|other| named(&statement.columns[*other])),
            },
        })
        .collect()
}

/// What the amounts of a column are in.
fn currency(statement: &Statement, column: usize) -> Option<Unit> {
    let mut facts = statement.items.iter().filter_map(|item| item.cells.get(column)?.figure());
    facts.find(|fact| matches!(fact.unit, Unit::Money(_))).map(|fact| fact.unit)
}

/// How many figures a column has.
fn figures(statement: &Statement, column: usize) -> usize {
    statement.items.iter().filter(|item| item.cells.get(column).is_some_and(|cell| cell.figure().is_some())).count()
}
