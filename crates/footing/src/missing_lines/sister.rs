//! Lines that the same statement for another period has.

use rustc_hash::FxHashMap;

use super::has_amount;
use crate::book::Book;
use crate::label::{name, normal};
use crate::relation::RelationKind;

/// Lines that two statements must have in common to be the same for two periods.
const FEWEST_LINES: usize = 8;

/// The lines beside the gap that another statement of the same kind fills: the same lines, for another period. A line of that
/// statement which is merely added may be nil here, one that closes others may not, nor one whose total fails here.
pub(super) fn missing(book: &Book<'_>, statement: usize, closed: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let kind = book.statements[statement].kind;
    let others = (0..book.statements.len()).filter(|other| *other != statement && book.statements[*other].kind == kind);
    others.flat_map(|other| gaps(book, statement, other, closed)).collect()
}

/// Rows with amounts and what they are called, a name that comes back with a number.
fn named(book: &Book<'_>, statement: usize) -> Vec<(usize, (String, usize))> {
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    let items = book.statements[statement].items.iter().enumerate();
    let rows = items.filter(|(row, _)| has_amount(book, statement, *row));
    rows.map(|(row, item)| {
        let section = item.section.last().map_or(String::new(), |section| name(&normal(section)));
        let name = format!("{section} > {}", name(&book.labels[statement][row]));
        let count = counts.entry(name.clone()).or_default();
        *count += 1;
        (row, (name, *count))
    })
    .collect()
}

fn gaps(book: &Book<'_>, statement: usize, other: usize, closed: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let (own, sister) = (named(book, statement), named(book, other));
    let places: FxHashMap<&(String, usize), usize> = own.iter().map(|(row, name)| (name, *row)).collect();
    let common: Vec<Option<usize>> = sister.iter().map(|(_, name)| places.get(name).copied()).collect();
    let shared: Vec<usize> = common.iter().flatten().copied().collect();
    // All but a few are the same, in the same order.
    let same = shared.len() >= FEWEST_LINES && 5 * shared.len() >= 4 * own.len().max(sister.len());
    if !same || !shared.is_sorted() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let alone = |at: &usize| common[*at].is_none() && is_alone(&common, *at, &own);
    for (at, (row, _)) in sister.iter().enumerate().filter(|(at, _)| alone(at)) {
        let here = |row: usize| sister.iter().position(|s| s.0 == row).and_then(|at| common[at]);
        let sums = book.relations().iter().filter(|r| {
            r.kind == RelationKind::Sum
                && r.holds
                && r.result.statement == other
                && has_amount(book, other, r.result.row)
        });
        let totals: Vec<usize> =
            sums.clone().filter(|r| r.terms.iter().any(|t| t.place.row == *row)).map(|r| r.result.row).collect();
        let closes = closed(other, *row);
        let is_missed = match totals.as_slice() {
            [] => true,
            totals => closes || totals.iter().any(|total| here(*total).is_some_and(|own| !closed(statement, own))),
        };
        if is_missed {
            // The last line before the gap that has to do with it, or else the last.
            let parts: Vec<usize> =
                sums.filter(|r| r.result.row == *row).flat_map(|r| r.terms.iter().map(|t| t.place.row)).collect();
            let before = (0..at).rev().filter(|at| parts.is_empty() || parts.contains(&sister[*at].0));
            found.extend(before.filter_map(|at| common[at]).next().or(common[at..].iter().flatten().next().copied()));
        }
    }
    found
}

/// Whether one line only is not there, and none stands in its place that may be it by another name. Where several are gone
/// there was no event here to print them for: a change of accounting takes the income before it along.
fn is_alone(common: &[Option<usize>], at: usize, own: &[(usize, (String, usize))]) -> bool {
    let near = |at: Option<usize>| at.and_then(|at| common.get(at).copied());
    let (before, after) = (near(at.checked_sub(1)), near(Some(at + 1)));
    if [before, after].contains(&Some(None)) {
        return false;
    }
    let first = before.flatten().map_or(0, |row| row + 1);
    let end = after.flatten().unwrap_or(usize::MAX);
    !own.iter().any(|(row, _)| (first..end).contains(row))
}

#[cfg(test)]
mod tests {
    use crossfoot_statements::{Kind, LineItem};

    use crate::testing::{money, statement};
    use crate::{LineFault, prove};

    /// The labels of lines that stand without the one that belongs to them, by statement.
    fn lonely(statements: Vec<Vec<LineItem>>) -> Vec<Vec<String>> {
        let statements = statements.into_iter().map(|items| {
            let mut statement = statement(&["2023", "2022"], items);
            statement.kind = Kind::IncomeStatement;
            statement
        });
        let labels = |proven: &crate::ProvenStatement| {
            let rows = proven.lines.iter().filter(|l| l.fault == LineFault::WithoutCounterpart);
            rows.map(|l| proven.statement.items[l.row].label.to_string()).collect()
        };
        prove(statements.collect()).iter().map(labels).collect()
    }

    #[test]
    fn the_half_year_has_the_lines_of_the_quarter() {
        let lines = |factor: i32| -> Vec<LineItem> {
            let figures = [
                ("Sales", [9018, 8877]),
                ("Cost of products sold", [5105, 5001]),
                ("Gross profit", [3913, 3876]),
                ("Selling expenses", [1204, 1190]),
                ("Research", [811, 806]),
                ("Restructuring", [17, 24]),
                ("Earnings before tax", [1881, 1856]),
                ("Tax", [402, 391]),
                ("Net earnings", [1479, 1465]),
                ("Adjusted net earnings", [1502, 1498]),
            ];
            let line = |(label, values): &(&str, [i32; 2])| {
                let values = values.map(|value| (factor * value).to_string());
                money(label, &[values[0].as_str(), values[1].as_str()])
            };
            figures.iter().map(line).collect()
        };
        let both = |row: usize| {
            let mut half = lines(2);
            half.remove(row);
            lonely(vec![lines(1), half])
        };
        assert_eq!(lonely(vec![lines(1), lines(2)]), [Vec::<String>::new(), Vec::new()]);
        assert_eq!(both(2), [vec![], vec!["Cost of products sold"]]);
        assert_eq!(both(9), [vec![], vec!["Net earnings"]]);
        let mut half = lines(2);
        half.remove(5);
        half[5] = money("Earnings before tax", &["3796", "3760"]);
        half[7] = money("Net earnings", &["2992", "2978"]);
        assert_eq!(lonely(vec![lines(1), half]), [Vec::<String>::new(), Vec::new()], "nothing was restructured");
    }
}
