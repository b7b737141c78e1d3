//! Lines that are missing by what else a release prints: a margin without the amount it is of, a section without the total
//! that its neighbours have, a line that the same statement for another period has.

use crossfoot_statements::{Kind, LineItem, Statement};
use rustc_hash::FxHashMap;

use crate::book::Book;
use crate::fixed::Class;
use crate::label::{name, normal};
use crate::lines::INCOME;
use crate::relation::RelationKind;

/// Headings of lines that are added to a total of the same name.
const ADDED: [&str; 10] = [
    "revenue",
    "revenues",
    "net sales",
    "cost of revenue",
    "cost of revenues",
    "cost of sales",
    "operating expenses",
    "costs and expenses",
    "current assets",
    "current liabilities",
];

/// Sections with a total beside one without, for it to be missed.
const FEWEST_SECTIONS: usize = 2;
/// Lines that two statements must have in common to be the same for two periods.
const FEWEST_LINES: usize = 8;

/// Rows of a statement that stand without a line which belongs to them; `closed` says which rows close others.
pub(crate) fn missing(book: &Book<'_>, statement: usize, closed: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let meaning = &book.statements[statement];
    let mut found = sisters(book, statement, closed);
    if meaning.kind == Kind::IncomeStatement {
        found.extend(margins(book, statement));
        found.extend(sections(meaning));
        found.extend(discontinued(meaning));
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn has_amount(book: &Book<'_>, statement: usize, row: usize) -> bool {
    let figures = &book.figures[statement];
    (0..figures.cols).any(|col| figures.of_class(row, col, Class::Money).is_some())
}

/// Rows in percent under the name of an amount that is not there.
fn margins(book: &Book<'_>, statement: usize) -> Vec<usize> {
    let items = &book.statements[statement].items;
    let label = |row: usize| items[row].label.to_lowercase();
    let of = |row: &usize| {
        let label = label(*row);
        let (before, _) = label.split_once(" %").or_else(|| label.split_once(" as a "))?;
        INCOME.iter().find(|result| **result == before).copied()
    };
    let printed =
        |result: &str| (0..items.len()).any(|row| has_amount(book, statement, row) && label(row).starts_with(result));
    let percent = |row: &usize| !has_amount(book, statement, *row) && items[*row].has_figures();
    (0..items.len()).filter(percent).filter(|row| of(row).is_some_and(|result| !printed(result))).collect()
}

/// Lines under a heading of what is added, where there is no total of that name though other sections have theirs.
fn sections(statement: &Statement) -> Vec<usize> {
    let heading = |item: &LineItem| item.section.last().map(|h| h.trim_end_matches(':').trim().to_lowercase());
    let mut sections: Vec<(String, Vec<usize>)> = Vec::new();
    for (row, item) in statement.items.iter().enumerate().filter(|(_, item)| item.has_figures()) {
        let Some(heading) = heading(item) else { continue };
        match sections.last_mut().filter(|(last, _)| *last == heading) {
            Some((_, rows)) => rows.push(row),
            None => sections.push((heading, vec![row])),
        }
    }
    let totals: Vec<String> = statement.items.iter().map(|item| item.label.to_lowercase()).collect();
    let is_total =
        |heading: &str| totals.iter().any(|label| label.strip_prefix("total ").is_some_and(|l| l == heading));
    sections.retain(|(_, rows)| rows.len() > 1);
    let with = sections.iter().filter(|(heading, _)| is_total(heading)).count();
    // A total without a label stands under its lines.
    let unnamed = |rows: &[usize]| rows.iter().any(|row| statement.items[*row].label.is_empty());
    let without = sections.iter().filter(|(heading, rows)| {
        ADDED.contains(&heading.as_str()) && !is_total(heading) && !unnamed(rows) && with >= FEWEST_SECTIONS
    });
    without.flat_map(|(_, rows)| rows.clone()).collect()
}

/// Operations that were given up, where nothing is said of those that go on.
fn discontinued(statement: &Statement) -> Vec<usize> {
    let rows = |of: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let items = statement.items.iter().enumerate().filter(|(_, item)| item.has_figures());
        items.filter(|(_, item)| of(&item.label.to_lowercase())).map(|(row, _)| row).collect()
    };
    let gone = rows(&|l| l.contains("discontinued operations") && !l.contains("before") && !l.contains("per "));
    let before = rows(&|l| l.contains("continuing operations") && l.contains("before"));
    let first = gone.first().copied().unwrap_or(0);
    let left = rows(&|l| l.contains("continuing operations") && !l.contains("discontinued") && !l.contains("before"));
    if gone.is_empty() || before.is_empty() || left.iter().any(|row| *row < first) {
        return Vec::new();
    }
    vec![first]
}

/// The lines beside the gap that another statement of the same kind fills: the same lines, for another period. A line of that
/// statement which is merely added may be nil here, one that closes others may not, nor one whose total fails here.
fn sisters(book: &Book<'_>, statement: usize, closed: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
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
    for (at, (row, _)) in sister.iter().enumerate().filter(|(at, _)| common[*at].is_none()) {
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

#[cfg(test)]
mod tests {
    use crossfoot_statements::{Kind, LineItem, Unit};

    use crate::testing::{line, money, statement};
    use crate::{LineFault, prove};

    /// The labels of lines that stand without their counterpart, by statement.
    fn lonely(statements: Vec<Vec<LineItem>>) -> Vec<Vec<String>> {
        let statements = statements.into_iter().map(|items| {
            let mut statement = statement(&["2023", "2022"], items);
            statement.kind = Kind::IncomeStatement;
            statement
        });
        let labels = |proven: &crate::ProvenStatement| {
            let rows = proven.lines.iter().filter(|l| l.fault == LineFault::WithoutCounterpart);
            rows.map(|l| proven.statement.items[l.row].label.clone()).collect()
        };
        prove(statements.collect()).iter().map(labels).collect()
    }

    #[test]
    fn a_margin_is_of_an_amount() {
        let lines = vec![
            money("Revenue", &["9018", "8877"]),
            money("Cost of sales", &["5105", "5001"]),
            money("Gross profit", &["3913", "3876"]),
            line("Gross profit %", Unit::Percent, &["43.4", "43.7"]),
        ];
        assert_eq!(lonely(vec![lines.clone()]), [Vec::<String>::new()]);
        let mut short = lines;
        short.remove(2);
        assert_eq!(lonely(vec![short]), [["Gross profit %"]]);
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
