//! Columns of changes in percent, against the two columns they compare.

use crate::book::Book;
use crate::evidence::{MARGIN, choice};
use crate::fixed::Class;
use crate::ratio::{Candidate, Checked, change};
use crate::relation::{Place, RelationKind};

/// Columns beyond which not every pair is tried.
const WIDEST: usize = 60;

pub(crate) fn prove(book: &mut Book<'_>, statement: usize) {
    if !book.figures[statement].has(Class::Percent) {
        return;
    }
    let amounts: Vec<usize> = (0..book.figures[statement].cols)
        .filter(|col| !book.columns_of(statement, Class::Percent).contains(col))
        .take(WIDEST)
        .collect();
    for percent in book.columns_of(statement, Class::Percent) {
        book.count(amounts.len() * amounts.len(), book.figures[statement].rows);
        let mut best: Option<Candidate> = None;
        for new in &amounts {
            for old in amounts.iter().filter(|old| *old != new) {
                let Some(candidate) = attempt(book, statement, percent, *new, *old) else { continue };
                if best.as_ref().is_none_or(|b| candidate.evidence() > b.evidence()) {
                    best = Some(candidate);
                }
            }
        }
        let cost = MARGIN + choice(amounts.len() * amounts.len());
        if let Some(best) = best.filter(|b| b.evidence() >= cost) {
            best.enter(book, RelationKind::PercentChange);
        }
    }
}

fn attempt(book: &Book<'_>, statement: usize, percent: usize, new: usize, old: usize) -> Option<Candidate> {
    let figures = &book.figures[statement];
    let size = (0..figures.rows).filter(|row| figures.of_class(*row, percent, Class::Percent).is_some()).count();
    let mut candidate = Candidate::of(size);
    for row in 0..figures.rows {
        let Some(result) = figures.of_class(row, percent, Class::Percent) else { continue };
        let (Some((a, x)), Some((b, y))) = (figures.at(row, new), figures.at(row, old)) else { continue };
        if a != b || a == Class::Percent {
            continue;
        }
        let Some(fit) = change(result, x, y) else { continue };
        let place = |col| Place { statement, row, col };
        candidate.add(Checked { result: place(percent), over: place(new), under: place(old), fit });
        if candidate.hopeless(size) {
            return None;
        }
    }
    candidate.is_sound().then_some(candidate)
}

#[cfg(test)]
mod tests {
    use crossfoot_statements::{LineItem, Unit};

    use crate::testing::{figure, money, statement};
    use crate::{RelationKind, prove};

    fn row(label: &str, new: &str, old: &str, change: &str) -> LineItem {
        let mut item = money(label, &[new, old]);
        item.cells.push(figure(change, Unit::Percent));
        item
    }

    #[test]
    fn expenses_printed_negative_change_in_size() {
        let rows = vec![
            row("Sales", "24817", "26664", "-6.9"),
            row("Gross profit", "6614", "8734", "-24.3"),
            row("Research", "1877", "2029", "-7.5"),
            row("Interest expense", "-240", "-301", "-20.3"),
            row("Loss of subsidiaries", "-536", "-468", "-14.5"),
        ];
        let proven = prove(vec![statement(&["2Q05", "2Q04", "YoY % change"], rows)]);
        let changes = proven[0].relations.iter().filter(|r| r.kind == RelationKind::PercentChange && r.holds);
        assert_eq!(changes.count(), 5);
    }

    #[test]
    fn a_column_of_changes_in_percent() {
        let proven = prove(vec![statement(
            &["2Q03", "2Q02", "YoY % change"],
            vec![
                row("Dedicated access", "3236", "3546", "-8.7"),
                row("Value added", "1081", "893", "21.0"),
                row("Other", "536", "468", "14.6"),
                row("Equipment", "999", "1775", "-43.7"),
            ],
        )]);
        let changes: Vec<_> = proven[0].relations.iter().filter(|r| r.kind == RelationKind::PercentChange).collect();
        assert_eq!(changes.len(), 4);
        assert!(changes.iter().all(|r| r.holds && r.result.col == 2 && r.terms[0].place.col == 0));
    }
}
