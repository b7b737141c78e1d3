//! Tie-out of lines with columns: the reconciliation of several lines prints each of them in a column, under the line's name,
//! and what the company reported in a row.
//!
//! The headings say which column is which line. So nothing is searched but the row: all its figures together agree with the
//! lines of the other statement, or it is not the one.

use std::collections::BTreeMap;
use std::ops::Range;

use crossfoot_statements::Period;
use rustc_hash::FxHashMap;

use crate::book::Book;
use crate::evidence::{MARGIN, choice, half_bits};
use crate::fixed::{Class, Num};
use crate::label::normal;
use crate::misprint;
use crate::relation::{Place, RelationKind};
use crate::rounding::Slack;

/// Columns under the names of lines that a row must have.
const FEWEST: usize = 2;
/// What a column costs whose figure is not that of the line.
const MISSED: i32 = 10;
/// Slips of one figure that are told apart, about.
const SLIPS: usize = 100;

/// A column, and the row of the other statement that it is headed by.
struct Headed {
    col: usize,
    line: usize,
}

/// A figure of a row, and that of the line which heads its column.
type Both = (Place, Place, Num, Num);

/// Finds ties between lines and columns of two statements, of which one at least is among some.
pub(crate) fn prove(book: &mut Book<'_>, among: &Range<usize>) {
    let some = |one: usize, other: usize| among.contains(&one) || among.contains(&other);
    for (statement, other, headed) in all_headed(book).into_iter().filter(|(one, other, _)| some(*one, *other)) {
        let rows = book.figures[statement].rows;
        book.count(rows, headed.len());
        for row in 0..rows {
            tie(book, statement, row, other, &headed, MARGIN + choice(rows));
        }
    }
}

/// All statements with another one whose lines head columns of it.
fn all_headed(book: &Book<'_>) -> Vec<(usize, usize, Vec<Headed>)> {
    let lines = lines(book);
    let mut found = Vec::new();
    for (statement, meaning) in book.statements.iter().enumerate() {
        let mut headed: BTreeMap<usize, Vec<Headed>> = BTreeMap::new();
        for (col, column) in meaning.columns.iter().enumerate() {
            for (other, line) in headings(&normal(&column.heading), &lines) {
                if other != statement {
                    headed.entry(other).or_default().push(Headed { col, line });
                }
            }
        }
        let enough = headed.into_iter().filter(|(_, headed)| headed.len() >= FEWEST);
        found.extend(enough.map(|(other, headed)| (statement, other, headed)));
    }
    found
}

/// The rows of all statements by their labels: by statement, none where two rows have the same.
fn lines<'a>(book: &'a Book<'_>) -> FxHashMap<&'a str, Vec<(usize, Option<usize>)>> {
    let mut found: FxHashMap<&str, Vec<(usize, Option<usize>)>> = FxHashMap::default();
    for (statement, labels) in book.labels.iter().enumerate() {
        for (row, label) in labels.iter().enumerate() {
            // A single word is more often of something else.
            if !label.contains(' ') || !book.statements[statement].items[row].has_figures() {
                continue;
            }
            let rows = found.entry(label).or_default();
            match rows.last_mut().filter(|(last, _)| *last == statement) {
                Some((_, row)) => *row = None,
                None => rows.push((statement, Some(row))),
            }
        }
    }
    found
}

/// The lines with whose names a heading ends, one a statement: the longest there is.
fn headings(heading: &str, lines: &FxHashMap<&str, Vec<(usize, Option<usize>)>>) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, Option<usize>)> = Vec::new();
    for from in std::iter::once(0).chain(heading.match_indices(' ').map(|(at, _)| at + 1)) {
        for (statement, row) in lines.get(&heading[from..]).into_iter().flatten() {
            if found.iter().all(|(other, _)| other != statement) {
                found.push((*statement, *row));
            }
        }
    }
    found.into_iter().filter_map(|(statement, row)| Some((statement, row?))).collect()
}

/// Enters what a row says of the lines that head its columns, if it is about them.
fn tie(book: &mut Book<'_>, statement: usize, row: usize, other: usize, headed: &[Headed], cost: i32) {
    let both: Vec<Both> = headed.iter().filter_map(|headed| both(book, statement, row, other, headed)).collect();
    let (same, differing): (Vec<Both>, Vec<Both>) = both.into_iter().partition(|(_, _, a, b)| a.value == b.value);
    let worth = |num: &Num| half_bits(2 * num.value.unsigned_abs() / num.unit.unsigned_abs().max(1));
    let evidence: i32 = same.iter().map(|(_, _, num, _)| worth(num)).sum();
    let price = |missed: usize| MISSED * i32::try_from(missed).unwrap_or(i32::MAX / 16);
    let told = evidence >= cost + price(differing.len());
    let slip = |both: &Both| misprint::is_slip(both.2, both.3);
    // One slip among figures that are the same otherwise is no accident either.
    let likely = match differing.as_slice() {
        [one] if slip(one) && !same.is_empty() => evidence + worth(&one.3) - choice(SLIPS) >= cost,
        _ => false,
    };
    if !told && !likely {
        return;
    }
    for (from, to, num, twin) in differing {
        book.doubt(RelationKind::TieOut, to, [(from, 1)], num.value - twin.value, Slack::default());
    }
    for (from, to, num, _) in same.into_iter().filter(|_| told) {
        book.enter(RelationKind::TieOut, to, [(from, 1)], 0, Slack::same(num));
    }
}

/// The figure of a row in a column, and the one figure of the column's line for the same time.
fn both(book: &Book<'_>, statement: usize, row: usize, other: usize, headed: &Headed) -> Option<Both> {
    let figure = |statement: usize, row: usize, col: usize| -> Option<(Period, Class, Num)> {
        let fact = book.statements[statement].items[row].cells.get(col)?.figure()?;
        let (class, num) = book.figures[statement].at(row, col)?;
        Some((book.statements[statement].period(col, fact)?, class, num))
    };
    let (period, class, num) = figure(statement, row, headed.col).filter(|f| f.2.value != 0)?;
    let line = headed.line;
    let time = |period: Period| (period.start, period.end);
    let columns = 0..book.figures[other].cols;
    let mut twins = columns.filter_map(|col| Some((col, figure(other, line, col)?)));
    let same = |(_, twin): &(usize, (Period, Class, Num))| time(twin.0) == time(period) && twin.1 == class;
    let (col, (_, _, twin)) = twins.by_ref().find(same)?;
    let alone = twins.all(|twin| !same(&twin));
    let from = Place { statement, row, col: headed.col };
    let to = Place { statement: other, row: line, col };
    (alone && twin.unit == num.unit).then_some((from, to, num, twin))
}

#[cfg(test)]
mod tests {
    use crossfoot_statements::{Length, Period};
    use jiff::civil::Date;

    use crate::testing::{money, statement};
    use crate::{RelationKind, Status, prove};

    #[test]
    fn a_line_is_the_column_of_its_name_in_a_reconciliation() {
        let quarter = Some(Period {
            start: Some(Date::constant(2023, 4, 1)),
            end: Date::constant(2023, 6, 30),
            length: Length::Months(3),
        });
        let mut income = statement(
            &["Q2 2023"],
            vec![
                money("Net sales", &["52210"]),
                money("Cost of sales", &["21473"]),
                money("Selling and administrative expenses", &["9158"]),
                money("Operating income", &["21579"]),
            ],
        );
        let mut table = statement(
            &["Q2 2023 Cost of sales", "Q2 2023 Selling and administrative expenses", "Q2 2023 Operating income"],
            vec![
                money("As reported", &["21473", "9158", "21579"]),
                money("Restructuring", &["-118", "-204", "322"]),
                money("Adjusted", &["21355", "8954", "21901"]),
            ],
        );
        income.columns[0].period = quarter;
        table.columns.iter_mut().for_each(|column| column.period = quarter);
        let proven = prove(vec![income, table]);
        let ties: Vec<_> = proven[0].relations.iter().filter(|r| r.kind == RelationKind::TieOut).collect();
        assert_eq!(ties.len(), 3, "{ties:?}");
        assert!(ties.iter().all(|r| r.holds && r.terms[0].place.row == 0));
        assert!(proven[1].status[0].iter().all(|status| *status == Status::Footed));
    }
}
