//! Lines that are wrong as a whole: printed twice, closing nothing, without the one that belongs to them.
//!
//! In the statements that accounting standards require, names say which lines close others. Where such a line is the sum
//! of nothing above it in any column, a line is missing, or one too many, or more is wrong than one slip explains.

use std::collections::HashSet;

use crossfoot_lexicon::Role;
use crossfoot_statements::{Cell, Kind, LineItem, Statement};

use crate::book::Book;
use crate::finding::{LineDoubt, LineFault};
use crate::fixed::{Class, Figures};
use crate::missing_lines;
use crate::relation::{Place, Relation, RelationKind};

/// The rows of a statement that repeat the row right above them, label and figures.
pub(crate) fn repeated(statement: &Statement) -> Vec<usize> {
    let pairs = statement.items.windows(2).enumerate();
    pairs.filter(|(_, pair)| is_repeated(&pair[0], &pair[1])).map(|(at, _)| at + 1).collect()
}

fn is_repeated(one: &LineItem, other: &LineItem) -> bool {
    let figures = |item: &LineItem| -> Vec<Option<rust_decimal::Decimal>> {
        item.cells.iter().map(|cell| cell.figure().map(|f| f.value)).collect()
    };
    let some = |cell: &Cell| cell.figure().is_some_and(|f| !f.value.is_zero());
    !one.label.is_empty()
        && one.label == other.label
        && one.section == other.section
        && one.cells.iter().any(some)
        && figures(one) == figures(other)
}

/// The lines of all statements that are doubted.
pub(crate) fn doubts(book: &Book<'_>, repeated: &[Vec<usize>], mended: &HashSet<(usize, usize)>) -> Vec<LineDoubt> {
    let closed: HashSet<(usize, usize)> = book
        .relations()
        .iter()
        .filter(|r| matches!(r.kind, RelationKind::Sum | RelationKind::Cash) && r.holds && is_of_amounts(book, r))
        .flat_map(|r| closed_by(book, r))
        .chain(mended.iter().copied())
        .collect();
    let mut found = Vec::new();
    for (at, statement) in book.statements.iter().enumerate() {
        let doubt = |row: usize, fault: LineFault| LineDoubt { statement: at, row, fault, label: None };
        found.extend(repeated[at].iter().map(|row| doubt(*row, LineFault::Repeated)));
        if !statement.kind.is_primary() {
            continue;
        }
        let named = |row: usize| closes(book, at, row) || book.unclosed.contains(&(at, row));
        let unclosed = |row: &usize| !closed.contains(&(at, *row)) && named(*row);
        let rows = (0..statement.items.len()).filter(|row| !repeated[at].contains(row));
        let unclosed: Vec<usize> = rows.filter(unclosed).collect();
        // Where hardly a line closes others, the table picks single lines of a statement.
        if unclosed.len() <= closed.iter().filter(|(statement, _)| *statement == at).count() {
            found.extend(unclosed.into_iter().map(|row| doubt(row, LineFault::AddsUpToNothing)));
        }
        let missing = missing_lines::missing(book, at, &|statement, row| closed.contains(&(statement, row)));
        let known: Vec<usize> = found.iter().filter(|l| l.statement == at).map(|l| l.row).collect();
        let new = missing.into_iter().filter(|row| !known.contains(row));
        found.extend(new.map(|row| doubt(row, LineFault::WithoutCounterpart)));
    }
    found
}

/// Whether a relation is one of amounts: percentages beside them add as they do, but a small one is lost in their rounding.
fn is_of_amounts(book: &Book<'_>, relation: &Relation) -> bool {
    let place = relation.result;
    book.figures[place.statement].of_class(place.row, place.col, Class::Money).is_some()
}

/// The line that a relation closes: its lowest, whichever way round it is written, as all the others stand above it. Where
/// that repeats a line above them, as net income may stand once more below its shares, the next lowest is closed, too.
fn closed_by(book: &Book<'_>, relation: &Relation) -> Vec<(usize, usize)> {
    if relation.terms.len() < 2 {
        return Vec::new();
    }
    let mut places: Vec<Place> = relation.places().collect();
    places.sort_unstable_by_key(|place| std::cmp::Reverse(place.row));
    let (lowest, above) = (places[0], places.get(1..).and_then(|rest| Some((rest.first()?, rest.last()?.row))));
    let amount = |row| book.figures[lowest.statement].of_class(row, lowest.col, Class::Money).map(|num| num.value);
    let again = above.filter(|(_, top)| (0..*top).any(|row| amount(row) == amount(lowest.row)));
    let next = again.map(|(next, _)| (next.statement, next.row));
    next.into_iter().chain([(lowest.statement, lowest.row)]).collect()
}

/// Whether a line's name and place say that it closes lines above it.
pub(crate) fn closes(book: &Book<'_>, statement: usize, row: usize) -> bool {
    if !book.statements[statement].kind.is_primary() {
        return false;
    }
    let meaning = &book.statements[statement];
    let figures = &book.figures[statement];
    let above = (0..row).filter(|r| has_money(figures, *r)).count();
    if above == 0 || !has_money(figures, row) || repeats_the_line_above(figures, row) {
        return false;
    }
    let label = &meaning.items[row].label;
    let has = |role: Role| label.has(role);
    // Below revenue alone stands a result whose costs are told nowhere, unless it is the first that any statement has.
    if above == 1 && !has(Role::GrossOrTotalBeginning) {
        return false;
    }
    if has(Role::NotClosing) || (has(Role::OtherOwners) && has(Role::AttributedTo)) {
        return false;
    }
    // What goes to participating awards and preferred shares may be told in a note; activities that were given up stand beside
    // those that go on.
    if has(Role::CommonStockWord) && has(Role::LeftFor) || has(Role::DiscontinuedOperations) {
        return false;
    }
    // Below the amounts for each share, and where a name comes back, stand lines of another sort: measures of the
    // company's own, the parts of a total.
    let of_shares = |r: usize| (0..figures.cols).any(|col| figures.of_class(r, col, Class::PerShare).is_some());
    let again = |r: usize| {
        let other = &meaning.items[r].label;
        other.len() == label.len() && other.to_lowercase() == label.to_lowercase()
    };
    if (0..row).any(|r| of_shares(r) || again(r)) {
        return false;
    }
    let total = has(Role::TotalBeginning);
    match meaning.kind {
        Kind::IncomeStatement => total || has(Role::IncomeResult),
        Kind::BalanceSheet => total,
        Kind::CashFlow => {
            // Cash that is taken away from all of it closes nothing.
            if has(Role::LessBeginning) {
                return false;
            }
            (has(Role::NetCashBeginning) && has(Role::CashActivity))
                || (total && has(Role::Activities))
                || (has(Role::Cash) && has(Role::Closing))
                || (has(Role::NetWord) && has(Role::ChangeWord) && has(Role::InCash))
        }
        _ => false,
    }
}

/// Whether a line is the total of one.
fn repeats_the_line_above(figures: &Figures, row: usize) -> bool {
    let amount = |row: usize, col: usize| figures.of_class(row, col, Class::Money).map(|num| num.value);
    let above = (0..row).rev().find(|above| has_money(figures, *above));
    above.is_some_and(|above| (0..figures.cols).all(|col| amount(above, col) == amount(row, col)))
}

fn has_money(figures: &Figures, row: usize) -> bool {
    (0..figures.cols).any(|col| figures.of_class(row, col, Class::Money).is_some_and(|num| num.value != 0))
}

#[cfg(test)]
mod tests {
    use crossfoot_statements::{Kind, LineItem};

    use crate::testing::{money, statement};
    use crate::{LineFault, prove};

    /// The labels of lines that are said to add up to nothing.
    fn unclosed(items: Vec<LineItem>) -> Vec<String> {
        let mut statement = statement(&["2023", "2022"], items);
        statement.kind = Kind::IncomeStatement;
        let proven = &prove(vec![statement])[0];
        let rows = proven.lines.iter().filter(|l| l.fault == LineFault::AddsUpToNothing);
        rows.map(|l| proven.statement.items[l.row].label.to_string()).collect()
    }

    fn income() -> Vec<LineItem> {
        vec![
            money("Turnover", &["30428", "29623"]),
            money("Operating profit", &["5515", "4516"]),
            money("Finance costs", &["-271", "-251"]),
            money("Associates", &["120", "104"]),
            money("Profit before taxation", &["5364", "4369"]),
            money("Taxation", &["-1519", "-1061"]),
            money("Net profit", &["3845", "3308"]),
            money("Noncontrolling interests", &["321", "319"]),
            money("Net income attributable to owners", &["3524", "2989"]),
            money("Net profit", &["3845", "3308"]),
            money("Net income available to common shareholders", &["3500", "2970"]),
        ]
    }

    #[test]
    fn results_that_notes_lead_to_and_shares_above_the_whole_are_closed() {
        assert!(unclosed(income()).is_empty());
    }

    #[test]
    fn a_result_without_one_of_its_lines_adds_up_to_nothing() {
        let mut short = income();
        short.remove(3);
        assert_eq!(unclosed(short), ["Profit before taxation"]);
    }
}
