//! Lines that are wrong as a whole: printed twice, closing nothing, without their counterpart.
//!
//! In the statements that accounting standards require, names say which lines close others. Where such a line is the sum
//! of nothing above it in any column, a line is missing, or one too many, or more is wrong than one slip explains.

use std::collections::HashSet;

use crossfoot_statements::{Cell, Kind, LineItem, Statement};

use crate::balance;
use crate::book::Book;
use crate::counterpart;
use crate::finding::{LineDoubt, LineFault};
use crate::fixed::{Class, Figures};
use crate::relation::{Relation, RelationKind};

/// Beginnings of lines that close others in an income statement.
pub(crate) const INCOME: [&str; 16] = [
    "gross profit",
    "gross margin",
    "operating income",
    "operating profit",
    "operating loss",
    "income from operations",
    "income before",
    "loss before",
    "income (loss) before",
    "earnings before",
    "income from continuing operations before",
    "net income",
    "net earnings",
    "net loss",
    "net (loss)",
    "profit before",
];

/// Beginnings of the lines that are left when taxes are taken away.
const AFTER: [&str; 9] = [
    "net income",
    "net earnings",
    "net loss",
    "net (loss)",
    "net profit",
    "profit for",
    "loss for",
    "profit (",
    "income after",
];

/// Words of what belongs to other owners than the company's.
const OTHERS: [&str; 3] = ["noncontrolling", "non-controlling", "minority"];

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
        .filter_map(closed_by)
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
        found.extend(rows.filter(unclosed).map(|row| doubt(row, LineFault::AddsUpToNothing)));
        found.extend(
            lonely(statement, &book.figures[at]).into_iter().map(|row| doubt(row, LineFault::WithoutCounterpart)),
        );
        let missing = counterpart::missing(book, at, &|statement, row| closed.contains(&(statement, row)));
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

/// The line that a relation closes: its lowest, whichever way round it is written, as all the others stand above it.
fn closed_by(relation: &Relation) -> Option<(usize, usize)> {
    let lowest = relation.places().max_by_key(|place| place.row)?;
    (relation.terms.len() > 1).then_some((lowest.statement, lowest.row))
}

/// Whether a line's name and place say that it closes lines above it.
pub(crate) fn closes(book: &Book<'_>, statement: usize, row: usize) -> bool {
    if !book.statements[statement].kind.is_primary() {
        return false;
    }
    let meaning = &book.statements[statement];
    let figures = &book.figures[statement];
    let above = (0..row).filter(|r| has_money(figures, *r)).count();
    if above == 0 || !has_money(figures, row) {
        return false;
    }
    let label = meaning.items[row].label.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| label.contains(w));
    let others = has(&OTHERS);
    if has(&["per share", "adjustments"]) || (others && has(&["attributable to"])) {
        return false;
    }
    // Below the amounts for each share, and where a name comes back, stand lines of another sort: measures of the
    // company's own, the parts of a total.
    let of_shares = |r: usize| (0..figures.cols).any(|col| figures.of_class(r, col, Class::PerShare).is_some());
    let again =
        |r: usize| meaning.items[r].label.len() == label.len() && meaning.items[r].label.to_lowercase() == label;
    if (0..row).any(|r| of_shares(r) || again(r)) {
        return false;
    }
    let total = label.starts_with("total ") || label == "total";
    match meaning.kind {
        Kind::IncomeStatement => total || INCOME.iter().any(|words| label.starts_with(words)),
        Kind::BalanceSheet => total,
        Kind::CashFlow => {
            // Cash that is taken away from all of it closes nothing.
            if label.starts_with("less") {
                return false;
            }
            let net = label.starts_with("net cash") || label.starts_with("cash");
            (net && has(&["operating activities", "investing activities", "financing activities"]))
                || (total && has(&["activities"]))
                || (has(&["cash"]) && has(&["end of", "ending"]))
                || (has(&["net"]) && has(&["increase", "decrease", "change"]) && has(&["in cash"]))
        }
        _ => false,
    }
}

fn has_money(figures: &Figures, row: usize) -> bool {
    (0..figures.cols).any(|col| figures.of_class(row, col, Class::Money).is_some_and(|num| num.value != 0))
}

/// Lines that do not stand without others: total assets and total claims, the parts of the movement of cash, current
/// assets and current liabilities, a tax and the income before and after it. Where one of them is missing, those that
/// are there are doubted.
fn lonely(statement: &Statement, figures: &Figures) -> Vec<usize> {
    // Below the amounts for each share names come back, for measures of the company's own.
    let of_shares = |row: &usize| (0..figures.cols).any(|col| figures.of_class(*row, col, Class::PerShare).is_some());
    let end = (0..figures.rows).find(of_shares).unwrap_or(figures.rows);
    let labels = statement.items.iter().enumerate().take(end).filter(|(_, item)| item.has_figures());
    let labels: Vec<(usize, String)> = labels.map(|(row, item)| (row, item.label.to_lowercase())).collect();
    let rows = |of: &dyn Fn(&str) -> bool| -> Vec<usize> {
        labels.iter().filter(|(_, label)| of(label)).map(|(row, _)| *row).collect()
    };
    match statement.kind {
        Kind::BalanceSheet => {
            let sides = [balance::Side::Assets, balance::Side::Claims].map(|side| balance::rows(statement, side));
            let current = ["total current assets", "total current liabilities"].map(|words| rows(&|l| l == words));
            // The grand total of a side stands without its subtotal, too.
            let short =
                current.iter().zip(&sides).filter(|(part, _)| part.is_empty()).flat_map(|(_, side)| side.clone());
            let short = if missing(&current).is_empty() { Vec::new() } else { short.collect() };
            let equity = rows(&|l| ["equity", "deficit"].iter().any(|w| l.contains(w)) && !l.contains("liabilit"));
            let claims = if equity.is_empty() { sides[1].clone() } else { Vec::new() };
            [missing(&sides), missing(&current), short, claims, owners(&rows)].concat()
        }
        Kind::CashFlow => {
            let activity = |words: &'static str| {
                rows(&|l| {
                    l.contains(words) && (l.starts_with("net") || l.starts_with("total") || l.starts_with("cash"))
                })
            };
            let activities = ["operating activities", "investing activities", "financing activities"].map(activity);
            let balances = [
                rows(&|l| l.contains("cash") && (l.contains("beginning of") || l.contains("start of"))),
                rows(&|l| l.contains("cash") && (l.contains("end of") || l.contains("ending"))),
                rows(&|l| {
                    l.contains("cash")
                        && ["increase", "decrease", "change"].iter().any(|w| l.contains(w))
                        && !["effect", "end of", "beginning of", "activities"].iter().any(|w| l.contains(w))
                }),
            ];
            [missing(&activities), missing(&balances)].concat()
        }
        Kind::IncomeStatement => {
            let own = |l: &str| !["adjusted", "non-gaap", "core "].iter().any(|w| l.contains(w));
            let tax =
                rows(&|l| l.contains("tax") && !l.contains("before") && !l.contains("net") && !l.contains("rate"));
            // What is left before taxes stands above them, what is left after them below.
            let taxed = tax.first().copied().unwrap_or_default();
            let mut before = rows(&|l| l.contains("before") && l.contains("tax") && own(l));
            before.retain(|row| tax.is_empty() || *row < taxed);
            let is_after = |l: &str| {
                (l == "profit" || AFTER.iter().any(|words| l.starts_with(words))) && own(l) && !l.contains("per ")
            };
            let after = rows(&|l| is_after(l) && !(l.contains("before") && l.contains("tax")));
            let whole = |l: &str| l.contains("including") || l.contains("before ");
            let others = |l: &str| OTHERS.iter().any(|w| l.contains(w));
            let shares = [
                rows(&|l| others(l) && !whole(l) && (l.starts_with("less") || is_after(l))),
                rows(&|l| is_after(l) && (whole(l) || !l.contains("attributable") && !others(l))),
                rows(&|l| l.contains("attributable") && !others(l) && own(l)),
            ];
            // Where others have a share there are the whole, their share and the company's.
            let shared = if shares[0].is_empty() { Vec::new() } else { missing(&shares) };
            let taxes = missing(&[tax, before, after]);
            [taxes, shared, operations(statement, figures, &rows, end), revenues(statement, end)].concat()
        }
        _ => Vec::new(),
    }
}

/// Finds the rows with figures whose label, in lower case, is of some sort.
type Rows<'a> = dyn Fn(&dyn Fn(&str) -> bool) -> Vec<usize> + 'a;

/// Where others have a share in the equity there are their share, the owners' total above it and the whole below. Before
/// all equity stands what some call neither debt nor equity.
fn owners(rows: &Rows<'_>) -> Vec<usize> {
    let others = rows(&|l| OTHERS.iter().any(|w| l.contains(w)) && !l.contains("redeemable"));
    let totals = rows(&|l| {
        l == "equity"
            || ["total", "equity attributable"].iter().any(|w| l.starts_with(w))
                && ["equity", "deficit"].iter().any(|w| l.contains(w))
                && !["liabilit", "assets"].iter().any(|w| l.contains(w))
    });
    let &[share] = others.as_slice() else { return Vec::new() };
    let capital = rows(&|l| ["common stock", "retained", "paid-in", "accumulated"].iter().any(|w| l.starts_with(w)));
    if capital.first().is_none_or(|row| *row > share) {
        return Vec::new();
    }
    let (above, below): (Vec<usize>, Vec<usize>) = totals.iter().partition(|row| **row < share);
    if above.is_empty() == below.is_empty() { Vec::new() } else { [totals, others].concat() }
}

/// Where lines that are no part of the operations have a heading of their own, or the costs of operations a total, there
/// is a result of operations.
fn operations(statement: &Statement, figures: &Figures, rows: &Rows<'_>, end: usize) -> Vec<usize> {
    let result = |l: &str| {
        (l.starts_with("operating") || l.contains("from operations"))
            && ["income", "loss", "profit", "earnings", "result"].iter().any(|w| l.contains(w))
            && !l.contains("expense")
    };
    let mut totals = rows(&|l| l.starts_with("total operating expenses") || l.starts_with("total costs and expenses"));
    totals.extend(rows(&|l| l == "operating expenses").into_iter().filter(|row| is_sum_of_those_above(figures, *row)));
    let headed = |heading: &str| {
        let heading = heading.to_lowercase();
        ["other income", "other (income)", "other expense", "non-operating", "nonoperating"]
            .iter()
            .any(|words| heading.starts_with(words))
    };
    let items = statement.items.iter().take(end);
    let apart = items.clone().any(|item| item.has_figures() && item.section.iter().any(|heading| headed(heading)));
    let before = rows(&|l| l.contains("before") && l.contains("tax"));
    let results = rows(&result);
    let first = before.first().copied().unwrap_or(end);
    if before.is_empty() || results.iter().any(|row| *row < first) || (totals.is_empty() && !apart) {
        return Vec::new();
    }
    [totals, vec![first]].concat()
}

/// Whether a row is the sum of two or more rows right above it, in all columns.
fn is_sum_of_those_above(figures: &Figures, row: usize) -> bool {
    let amount = |row: usize, col: usize| figures.of_class(row, col, Class::Money).map_or(0, |num| num.value);
    let sum = |first: usize, col: usize| (first..row).map(|above| amount(above, col)).sum::<i128>();
    (0..row.saturating_sub(1)).any(|first| (0..figures.cols).all(|col| sum(first, col) == amount(row, col)))
}

/// Revenues of several sorts under one heading have a total.
fn revenues(statement: &Statement, end: usize) -> Vec<usize> {
    let is_revenue = |heading: &str| ["revenue", "revenues", "net sales"].contains(&heading.trim_end_matches(':'));
    let under = |item: &LineItem| item.section.iter().any(|heading| is_revenue(&heading.to_lowercase()));
    let items = statement.items.iter().enumerate().take(end).filter(|(_, item)| item.has_figures());
    let lines: Vec<usize> = items.clone().filter(|(_, item)| under(item)).map(|(row, _)| row).collect();
    let total = |(_, item): (usize, &LineItem)| {
        let label = item.label.to_lowercase();
        label.is_empty() || (label.contains("total") && (label.contains("revenue") || label.contains("sales")))
    };
    if lines.len() < 2 || items.clone().any(total) { Vec::new() } else { lines }
}

/// The rows of all sets, where some set has none and most have some.
fn missing(sets: &[Vec<usize>]) -> Vec<usize> {
    let there = sets.iter().filter(|rows| !rows.is_empty()).count();
    if there == sets.len() || 2 * there < sets.len() { Vec::new() } else { sets.concat() }
}

#[cfg(test)]
mod tests {
    use crossfoot_grammar::figure::Currency;
    use crossfoot_statements::{Kind, LineItem, Unit};

    use crate::testing::{line, money, statement};
    use crate::{LineFault, prove};

    /// The labels of lines that stand without their counterpart.
    fn lonely(kind: Kind, items: Vec<LineItem>) -> Vec<String> {
        let mut statement = statement(&["2023", "2022"], items);
        statement.kind = kind;
        let proven = &prove(vec![statement])[0];
        let rows = proven.lines.iter().filter(|l| l.fault == LineFault::WithoutCounterpart);
        rows.map(|l| proven.statement.items[l.row].label.clone()).collect()
    }

    #[test]
    fn a_grand_total_stands_without_its_subtotal() {
        let sheet = [
            money("Cash", &["5112", "4711"]),
            money("Receivables", &["2307", "2298"]),
            money("Total current assets", &["7419", "7009"]),
            money("Property", &["8820", "9017"]),
            money("Total assets", &["16239", "16026"]),
            money("Payables", &["3313", "3408"]),
            money("Total current liabilities", &["3313", "3408"]),
            money("Equity", &["12926", "12618"]),
            money("Total liabilities and equity", &["16239", "16026"]),
        ];
        assert!(lonely(Kind::BalanceSheet, sheet.to_vec()).is_empty());
        let mut short = sheet.to_vec();
        short.remove(2);
        assert_eq!(lonely(Kind::BalanceSheet, short), ["Total current liabilities", "Total assets"]);
    }

    #[test]
    fn names_that_come_back_below_the_amounts_for_each_share_stand_for_nothing() {
        let income = |before: &str| {
            vec![
                money("Sales", &["9018", "8877"]),
                money(before, &["1713", "1649"]),
                money("Provision for taxes", &["402", "391"]),
                money("Net earnings", &["1311", "1258"]),
                line("Diluted", Unit::PerShare(Currency::USD), &["1.31", "1.26"]),
                money("Earnings before provision for taxes", &["1733", "1680"]),
            ]
        };
        assert!(lonely(Kind::IncomeStatement, income("Earnings before provision for taxes")).is_empty());
        assert_eq!(lonely(Kind::IncomeStatement, income("Operating costs")).len(), 2);
    }

    #[test]
    fn results_of_operations_and_totals_of_revenues_are_missed() {
        let mut lines = vec![
            money("Products", &["6012", "5871"]),
            money("Services", &["3006", "3006"]),
            money("Total revenues", &["9018", "8877"]),
            money("Costs", &["7105", "7001"]),
            money("Operating income", &["1913", "1876"]),
            money("Interest expense", &["-200", "-227"]),
            money("Income before taxes", &["1713", "1649"]),
            money("Provision for taxes", &["402", "391"]),
            money("Net income", &["1311", "1258"]),
        ];
        lines[..3].iter_mut().for_each(|line| line.section = vec!["Revenues:".into()]);
        lines[5].section = vec!["Other income (expense):".into()];
        assert!(lonely(Kind::IncomeStatement, lines.clone()).is_empty());
        let mut short = lines.clone();
        short.remove(4);
        assert_eq!(lonely(Kind::IncomeStatement, short), ["Income before taxes"]);
        lines.remove(2);
        assert_eq!(lonely(Kind::IncomeStatement, lines), ["Products", "Services"]);
    }

    #[test]
    fn where_others_have_a_share_in_equity_the_owners_total_is_missed() {
        let sheet = |lines: &[&str]| {
            let all = [
                money("Total assets", &["16239", "16026"]),
                money("Payables", &["3313", "3408"]),
                money("Common stock", &["1000", "1000"]),
                money("Retained earnings", &["11814", "11511"]),
                money("Total Harborlane shareholders' equity", &["12814", "12511"]),
                money("Noncontrolling interests", &["112", "107"]),
                money("Total equity", &["12926", "12618"]),
                money("Total liabilities and equity", &["16239", "16026"]),
            ];
            lonely(Kind::BalanceSheet, all.into_iter().filter(|l| !lines.contains(&l.label.as_str())).collect())
        };
        assert!(sheet(&[]).is_empty());
        assert_eq!(sheet(&["Total Harborlane shareholders' equity"]), ["Total equity", "Noncontrolling interests"]);
    }
}
