//! Lines that are missing by what else a release prints: a total of assets without one of claims, a tax without the income
//! before it, a section without the total that its neighbours have, a line that the same statement for another period has.
//!
//! Arithmetic cannot miss a line that closes others and is part of nothing: without it the statement adds up as well.
//! What is said here rests on names alone, so each rule must hold for every statement that is printed whole, in any of the
//! ways that companies have; a hint that is wrong costs the reader more than one that is not given.

mod cash_flow;
mod income;
mod sheet;
mod sister;

use crossfoot_lexicon::{Role, Text};
use crossfoot_statements::{Kind, LineItem, Statement};

use crate::book::Book;
use crate::fixed::{Class, Figures};

/// Rows of a statement that stand without a line which belongs to them; `closed` says which rows close others.
pub(crate) fn missing(book: &Book<'_>, statement: usize, closed: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let names = Names::of(&book.statements[statement], &book.figures[statement]);
    let mut found = sister::missing(book, statement, closed);
    found.extend(match names.statement.kind {
        Kind::IncomeStatement => income::missing(&names, &book.figures[statement]),
        Kind::BalanceSheet => sheet::missing(&names),
        Kind::CashFlow => cash_flow::missing(&names),
        _ => Vec::new(),
    });
    found.sort_unstable();
    found.dedup();
    found
}

/// What the lines with figures are called, down to the amounts for each share: below those, names come back for measures of
/// the company's own.
struct Names<'a> {
    statement: &'a Statement,
    /// The first row that is not looked at.
    end: usize,
    rows: Vec<Name>,
}

struct Name {
    row: usize,
    label: Text,
    /// The same without what stands in parentheses or is one of two signs: `net (loss) income` is `net income`.
    plain: Text,
}

impl<'a> Names<'a> {
    fn of(statement: &'a Statement, figures: &Figures) -> Self {
        let of_shares =
            |row: &usize| (0..figures.cols).any(|col| figures.of_class(*row, col, Class::PerShare).is_some());
        let end = (0..figures.rows).find(of_shares).unwrap_or(figures.rows);
        let items = statement.items.iter().enumerate().take(end).filter(|(_, item)| item.has_figures());
        let name = |(row, item): (usize, &LineItem)| Name { row, plain: plain(&item.label), label: item.label.clone() };
        Self { statement, end, rows: items.map(name).collect() }
    }

    /// The rows whose label is of some sort.
    fn find(&self, of: impl Fn(&Text) -> bool) -> Vec<usize> {
        self.rows.iter().filter(|name| of(&name.label)).map(|name| name.row).collect()
    }

    /// The rows whose plain label is of some sort.
    fn find_plain(&self, of: impl Fn(&Text) -> bool) -> Vec<usize> {
        self.rows.iter().filter(|name| of(&name.plain)).map(|name| name.row).collect()
    }

    /// The runs of rows under one heading, without its colon.
    fn sections(&self) -> Vec<(Text, Vec<usize>)> {
        let mut sections: Vec<(Text, Vec<usize>)> = Vec::new();
        for row in self.rows.iter().map(|name| name.row) {
            let Some(heading) = self.statement.items[row].section.last() else { continue };
            match sections.last_mut().filter(|(last, _)| is_same(last, heading)) {
                Some((_, rows)) => rows.push(row),
                None => sections.push((heading.clone(), vec![row])),
            }
        }
        sections
    }

    /// Whether a section has a total, whatever that is called: a line called one, or called nothing or as the heading is,
    /// among its own or right below them.
    fn has_total(&self, heading: &Text, rows: &[usize]) -> bool {
        let Some(last) = rows.last() else { return false };
        let below = self.rows.iter().map(|name| name.row).find(|row| row > last);
        let mut names = self.rows.iter().filter(|name| rows.contains(&name.row) || Some(name.row) == below);
        names.any(|name| name.label.is_empty() || is_same(&name.label, heading) || name.label.has(Role::TotalBeginning))
    }
}

/// Whether two texts are the same, whatever their capitals and colons.
fn is_same(one: &Text, other: &Text) -> bool {
    let bare = |text: &Text| text.trim_end_matches(':').trim().to_lowercase();
    one == other || bare(one) == bare(other)
}

fn plain(label: &Text) -> Text {
    if !label.contains(['(', ')', '/']) {
        return label.clone();
    }
    let mut depth = 0usize;
    let outside = |c: &char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    };
    let text: String = label.chars().filter(outside).map(|c| if c == '/' { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ").into()
}

fn has_amount(book: &Book<'_>, statement: usize, row: usize) -> bool {
    let figures = &book.figures[statement];
    (0..figures.cols).any(|col| figures.of_class(row, col, Class::Money).is_some())
}

/// The rows of all sets, where some set has none and most have some.
fn incomplete(sets: &[Vec<usize>]) -> Vec<usize> {
    let there = sets.iter().filter(|rows| !rows.is_empty()).count();
    if there == sets.len() || 2 * there < sets.len() { Vec::new() } else { sets.concat() }
}

#[cfg(test)]
mod testing {
    use crossfoot_statements::{Kind, LineItem};

    use crate::testing::statement;
    use crate::{LineFault, prove};

    /// The labels of lines that stand without the one that belongs to them.
    pub(super) fn lonely(kind: Kind, items: Vec<LineItem>) -> Vec<String> {
        let mut statement = statement(&["2023", "2022"], items);
        statement.kind = kind;
        let proven = &prove(vec![statement])[0];
        let rows = proven.lines.iter().filter(|l| l.fault == LineFault::WithoutCounterpart);
        rows.map(|l| proven.statement.items[l.row].label.to_string()).collect()
    }

    /// The lines without those of some names.
    pub(super) fn without(lines: &[LineItem], names: &[&str]) -> Vec<LineItem> {
        lines.iter().filter(|line| !names.contains(&line.label.as_str())).cloned().collect()
    }

    #[test]
    fn two_signs_in_a_name_are_one_name() {
        assert_eq!(super::plain(&"net (loss) income".into()), "net income");
        assert_eq!(super::plain(&"(loss)/profit for the year".into()), "profit for the year");
    }
}
