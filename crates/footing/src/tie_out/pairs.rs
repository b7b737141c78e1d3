//! Rows of two statements that print the same figures for the same times.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::times::{Balance, Time, time};
use super::{Pair, Pairs, Row, alike};
use crate::book::Book;
use crate::fixed::{Class, Num};
use crate::relation::Place;

/// Places with one figure for one period beyond which it is too common to tell anything.
const COMMON: usize = 60;

/// All pairs of rows of different statements that print the same figure for the same time.
pub(super) fn pairs(book: &Book<'_>, among: &Range<usize>) -> Pairs {
    let mut seen: FxHashMap<(Class, Time, i128), Vec<(Place, Num)>> = FxHashMap::default();
    for (statement, meaning) in book.statements.iter().enumerate() {
        for (row, item) in meaning.items.iter().enumerate() {
            let balance = Balance::of(&book.statements[statement].items[row].label);
            for col in 0..meaning.columns.len() {
                let Some((class, num)) = book.figures[statement].at(row, col) else { continue };
                let Some(period) = item.cells[col].figure().and_then(|fact| meaning.period(col, fact)) else {
                    continue;
                };
                if class != Class::Percent && num.value != 0 {
                    let place = Place { statement, row, col };
                    seen.entry((class, time(period, balance), num.value.abs())).or_default().push((place, num));
                }
            }
        }
    }
    let mut pairs = Pairs::new();
    for ((_, time, _), places) in seen.into_iter().filter(|(_, places)| places.len() <= COMMON) {
        for (at, (from, num)) in places.iter().enumerate() {
            for (to, twin) in places[at + 1..].iter().filter(|(to, _)| are_among(among, from.statement, to.statement)) {
                let sign = num.value.signum() * twin.value.signum();
                let key = ((from.statement, from.row), (to.statement, to.row), sign);
                pairs.entry(key).or_default().push((time, *from, *to, *num));
            }
        }
    }
    // A row has one sign next to another: the one that more of its figures say.
    let count = |pairs: &Pairs, (one, other, sign): &Pair| pairs.get(&(*one, *other, -sign)).map_or(0, Vec::len);
    let weaker = |(pair, agreeing): (&Pair, &Vec<_>)| {
        let opposite = count(&pairs, pair);
        (opposite > agreeing.len() || (opposite == agreeing.len() && pair.2 < 0)).then_some(*pair)
    };
    let weaker: Vec<Pair> = pairs.iter().filter_map(weaker).collect();
    weaker.iter().for_each(|pair| drop(pairs.remove(pair)));
    pairs.values_mut().for_each(|agreeing| agreeing.sort_unstable());
    pairs
}

/// Whether two statements are two, one of them among some.
pub(super) fn are_among(some: &Range<usize>, one: usize, other: usize) -> bool {
    one != other && (some.contains(&one) || some.contains(&other))
}

/// Which columns of two statements are the same, as far as rows of one name agree in them: where a statement has several columns
/// for one time (segments and their total), it tells which of them another statement is about.
pub(super) struct Columns(FxHashMap<(Row, Row), usize>);

impl Columns {
    pub(super) fn of(pairs: &Pairs, names: &[Vec<String>]) -> Self {
        let mut found: FxHashMap<(Row, Row), usize> = FxHashMap::default();
        for ((one, other, _), agreeing) in
            pairs.iter().filter(|((a, b, _), _)| alike(&names[a.0][a.1], &names[b.0][b.1]))
        {
            for (_, from, to, _) in agreeing {
                *found.entry(((one.0, from.col), (other.0, to.col))).or_default() += 1;
            }
        }
        Self(found)
    }

    /// How many rows say that two columns are the same.
    pub(super) fn agreeing(&self, one: Place, other: Place) -> usize {
        self.0.get(&((one.statement, one.col), (other.statement, other.col))).copied().unwrap_or(0)
    }
}
