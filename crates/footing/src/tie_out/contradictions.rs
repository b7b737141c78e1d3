//! Times for which two rows that agree elsewhere do not.

use super::pairs::Columns;
use super::times::{Balance, Time, time};
use super::{Differing, Pair, Row};
use crate::book::Book;
use crate::fixed::{Class, Num};
use crate::relation::Place;

/// Times for which both rows print figures and no two of them agree.
pub(super) fn contradictions(book: &Book<'_>, one: Row, other: Row, agreeing: &[(Time, Place, Place, Num)]) -> usize {
    let times = |(statement, row): Row| {
        let meaning = &book.statements[statement];
        let figures = &book.figures[statement];
        let item = &meaning.items[row];
        let columns = (0..meaning.columns.len()).filter(move |col| figures.at(row, *col).is_some());
        let periods = columns.filter_map(move |col| meaning.period(col, item.cells[col].figure()?));
        let balance = Balance::of(&book.statements[statement].items[row].label);
        periods.map(|period| time(period, balance)).collect::<Vec<_>>()
    };
    let others = times(other);
    let mut common: Vec<Time> = times(one).into_iter().filter(|t| others.contains(t)).collect();
    common.sort_unstable();
    common.dedup();
    common.iter().filter(|t| !agreeing.iter().any(|(time, ..)| time == *t)).count()
}

/// Figures of two rows that differ, for times for which they do not agree: one figure of each row, or those in columns that
/// other rows say are the same.
pub(super) fn disagreeing(
    book: &Book<'_>,
    columns: &Columns,
    (one, other, sign): Pair,
    agreeing: &[(Time, Place, Place, Num)],
) -> Vec<Differing> {
    let figures_of = |(statement, row): Row| -> Vec<(Time, Class, Place, Num)> {
        let meaning = &book.statements[statement];
        let balance = Balance::of(&book.statements[statement].items[row].label);
        let at = |(col, column): (usize, &crossfoot_statements::Column)| {
            let (class, num) = book.figures[statement].at(row, col)?;
            Some((time(column.period?, balance), class, Place { statement, row, col }, num))
        };
        meaning.columns.iter().enumerate().filter_map(at).collect()
    };
    let (own, others) = (figures_of(one), figures_of(other));
    let mut found = Vec::new();
    for (at, class, from, num) in own.iter().filter(|f| !agreeing.iter().any(|(other, ..)| *other == f.0)) {
        let like = |f: &&(Time, Class, Place, Num)| f.0 == *at && f.1 == *class;
        let twins: Vec<_> = others.iter().filter(like).collect();
        let said = |twin: &&&(Time, Class, Place, Num)| columns.agreeing(*from, twin.2);
        let twin = match twins.as_slice() {
            [twin] if own.iter().filter(like).count() == 1 => Some(*twin),
            all => all.iter().max_by_key(said).filter(|twin| said(twin) > 0).copied(),
        };
        let Some((_, _, to, twin)) = twin.filter(|f| f.3.unit == num.unit) else { continue };
        let twin = Num { value: sign * twin.value, unit: twin.unit };
        if twin.value != num.value {
            found.push((*from, *to, *num, twin));
        }
    }
    found
}
