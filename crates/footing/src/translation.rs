//! A convenience translation: a column that is another one at a single rate.

use rust_decimal::Decimal;

use crate::book::Book;
use crate::evidence::{MARGIN, choice, half_bits};
use crate::fixed::{Class, Num, decimal};
use crate::relation::{Place, Relation, RelationKind, Term};

/// Columns beyond which not every pair is tried.
const WIDEST: usize = 40;

pub(crate) fn prove(book: &mut Book<'_>, statement: usize) {
    let columns: Vec<usize> = book.columns_of(statement, Class::Money).into_iter().take(WIDEST).collect();
    let cost = MARGIN + choice(columns.len() * columns.len());
    book.count(columns.len() * columns.len(), book.figures[statement].rows);
    for &translated in &columns {
        let originals = columns
            .iter()
            .filter(|c| **c != translated && currency(book, statement, **c) < currency(book, statement, translated));
        let found = originals.filter_map(|original| at_one_rate(book, statement, translated, *original));
        if let Some((_, relations)) = found.filter(|f| f.0 >= cost).max_by_key(|f| f.0) {
            relations.into_iter().for_each(|relation| book.push(relation));
        }
    }
}

/// The currency of a column, to tell columns apart; only columns of different currencies are compared, each pair once.
fn currency(book: &Book<'_>, statement: usize, col: usize) -> Option<String> {
    let mut cells = book.statements[statement].items.iter().filter_map(|item| item.cells.get(col)?.figure());
    cells.find(|f| matches!(f.unit, crossfoot_statements::Unit::Money(_))).map(|f| f.unit.to_string())
}

/// The rate comes from the largest figure; all others must agree with it.
fn at_one_rate(book: &Book<'_>, statement: usize, translated: usize, original: usize) -> Option<(i32, Vec<Relation>)> {
    let figures = &book.figures[statement];
    let both = |row: usize| {
        let pair = (figures.of_class(row, translated, Class::Money)?, figures.of_class(row, original, Class::Money)?);
        Some((row, pair.0, pair.1))
    };
    let rows: Vec<(usize, Num, Num)> = (0..figures.rows).filter_map(both).collect();
    let (base, x, y) =
        *rows.iter().filter(|(_, x, y)| x.value != 0 && y.value != 0).max_by_key(|(_, x, _)| x.value.abs())?;
    let rate = decimal(x.value).checked_div(decimal(y.value))?.round_dp(10);
    let (mut evidence, mut failed, mut relations) = (0, 0, Vec::new());
    for (row, a, b) in &rows {
        let miss = b.value.checked_mul(x.value)?.checked_sub(a.value.checked_mul(y.value)?)?;
        let slack = a.unit.checked_mul(y.value.abs())?.checked_add(b.unit.checked_mul(x.value.abs())?)?;
        let slack =
            slack.checked_add(a.value.abs().checked_mul(y.unit)?)?.checked_add(b.value.abs().checked_mul(x.unit)?)?;
        let holds = miss.unsigned_abs().checked_mul(2)? <= slack.unsigned_abs();
        // Companies translate at a rate of more digits than they print, and not every line of its own: what misses by
        // little speaks against no line.
        failed += usize::from(miss.unsigned_abs().checked_mul(2)? > slack.unsigned_abs().checked_mul(3)?);
        if holds && *row != base {
            let room = a.value.checked_mul(y.value)?.unsigned_abs().checked_mul(2)? / slack.unsigned_abs().max(1);
            evidence += if room > 0 { half_bits(room + 1) } else { 0 };
        }
        let place = |col| Place { statement, row: *row, col };
        relations.push(Relation {
            kind: RelationKind::Translation,
            terms: vec![Term { place: place(original), coefficient: rate }],
            result: place(translated),
            holds,
            off: false,
            difference: decimal(miss / y.value),
            tolerance: decimal(slack / y.value.abs()) / Decimal::TWO,
        });
    }
    (failed * 10 <= rows.len()).then_some((evidence - 8 * i32::try_from(failed).ok()?, relations))
}

#[cfg(test)]
mod tests {
    use crossfoot_grammar::figure::Currency;
    use crossfoot_statements::Unit;

    use crate::testing::{figure, money, statement};
    use crate::{RelationKind, prove};

    #[test]
    fn dollars_beside_yen() {
        let row = |label: &str, yen: &str, dollars: &str| {
            let mut item = money(label, &[dollars]);
            item.cells.push(figure(yen, Unit::Money(Currency::JPY)));
            item
        };
        let proven = prove(vec![statement(
            &["USD", "JPY"],
            vec![
                row("Dedicated access", "3236405", "29044"),
                row("Dial-up access", "783589", "7032"),
                row("Other", "536389", "4814"),
                row("Equipment", "998621", "8962"),
            ],
        )]);
        let found: Vec<_> = proven[0].relations.iter().filter(|r| r.kind == RelationKind::Translation).collect();
        assert_eq!(found.len(), 4);
        assert!(found.iter().all(|r| r.holds));
    }
}
