//! Amounts for each share, against an amount and a number of shares in the same statement.

use crate::book::Book;
use crate::evidence::{MARGIN, choice};
use crate::fixed::Class;
use crate::ratio::{Candidate, Checked, quotient};
use crate::relation::{Place, RelationKind};

/// Rows of amounts above an amount for each share that are tried.
const NEAR: usize = 12;

pub(crate) fn prove(book: &mut Book<'_>, statement: usize) {
    if !book.figures[statement].has(Class::PerShare) {
        return;
    }
    let rows_of = |class: Class| -> Vec<usize> {
        let figures = &book.figures[statement];
        (0..figures.rows)
            .filter(|row| (0..figures.cols).any(|col| figures.of_class(*row, col, class).is_some()))
            .collect()
    };
    let (per_share, amounts, shares) = (rows_of(Class::PerShare), rows_of(Class::Money), rows_of(Class::Shares));
    for row in per_share {
        let near: Vec<usize> = amounts.iter().rev().copied().filter(|a| *a < row).take(NEAR).collect();
        let cost = MARGIN + choice(near.len()) + choice(shares.len().min(NEAR));
        book.count(near.len() * shares.len().min(NEAR), book.figures[statement].cols);
        let tries = near.iter().flat_map(|over| shares.iter().take(NEAR).map(move |under| (*over, *under)));
        let candidates = tries.filter_map(|(over, under)| attempt(book, statement, row, over, under));
        let best = candidates.max_by_key(Candidate::evidence).filter(|b| b.evidence() >= cost);
        if let Some(best) = best {
            best.enter(book, RelationKind::PerShare);
        }
    }
}

fn attempt(book: &Book<'_>, statement: usize, row: usize, over: usize, under: usize) -> Option<Candidate> {
    let figures = &book.figures[statement];
    let mut candidate = Candidate::default();
    for col in 0..figures.cols {
        let Some(result) = figures.of_class(row, col, Class::PerShare) else { continue };
        let parts = (figures.of_class(over, col, Class::Money), figures.of_class(under, col, Class::Shares));
        let (Some(x), Some(y)) = parts else { continue };
        let Some(fit) = quotient(result, x, y) else { continue };
        let place = |row| Place { statement, row, col };
        candidate.add(Checked { result: place(row), over: place(over), under: place(under), fit });
        if candidate.hopeless(figures.cols) {
            return None;
        }
    }
    candidate.is_sound().then_some(candidate)
}

#[cfg(test)]
mod tests {
    use crossfoot_grammar::figure::Currency;
    use crossfoot_statements::Unit;

    use crate::testing::{line, money, statement};
    use crate::{RelationKind, prove};

    #[test]
    fn earnings_for_each_share() {
        let proven = prove(vec![statement(
            &["a", "b", "c"],
            vec![
                money("Net income", &["1267", "3068", "1466"]),
                line("Basic", Unit::PerShare(Currency::USD), &["1.30", "3.08", "1.50"]),
                line("Shares", Unit::Shares, &["975", "997", "977"]),
            ],
        )]);
        let found: Vec<_> = proven[0].relations.iter().filter(|r| r.kind == RelationKind::PerShare).collect();
        assert_eq!(found.len(), 3);
        assert!(found.iter().all(|r| r.holds));
    }
}
