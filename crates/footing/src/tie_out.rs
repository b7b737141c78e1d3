//! Tie-out: the same figure in two statements: net income in three of them, closing cash in the balance sheet.
//!
//! Rows are compared period by period. Equal names need few equal digits, different ones many: everything a row could
//! have been equal to is paid for. What is a gain in one statement is taken away as such in another, so rows may also agree
//! with the other sign.

mod contradictions;
mod pairs;
#[cfg(test)]
mod tests;
mod times;

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::book::Book;
use crate::evidence::{MARGIN, choice, half_bits};
use crate::fixed::Num;
use crate::label::name;
use crate::misprint;
use crate::relation::{Place, RelationKind};
use crate::rounding::Slack;

use contradictions::{contradictions, disagreeing};
use pairs::{Columns, are_among, pairs};
use times::Time;

/// Slips of one figure that are told apart, about.
const SLIPS: usize = 100;

/// Rows of one name beyond which the name tells nothing.
const NAMESAKES: usize = 4;

/// Rows that have much of their names in common with a row, about.
const ALIKE: usize = 16;

/// A row, as statement and row.
type Row = (usize, usize);

/// Two rows, the earlier first, and the sign with which one is the other.
type Pair = (Row, Row, i128);

/// Pairs of rows with the places that agree.
type Pairs = BTreeMap<Pair, Vec<(Time, Place, Place, Num)>>;

/// Two figures that should be the same: where they stand, and what they are; the second with the sign of the pair.
type Differing = (Place, Place, Num, Num);

/// Finds ties between statements, of which one at least is among some.
pub(crate) fn prove(book: &mut Book<'_>, among: &Range<usize>) {
    let lines: usize = book.statements.iter().map(|s| s.items.len()).sum();
    let names: Vec<Vec<String>> =
        book.labels.iter().map(|labels| labels.iter().map(|label| name(label)).collect()).collect();
    let mut by_name: FxHashMap<&str, Vec<Row>> = FxHashMap::default();
    for (statement, names) in names.iter().enumerate() {
        for (row, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            by_name.entry(name).or_default().push((statement, row));
        }
    }
    let pairs = pairs(book, among);
    book.count(pairs.len(), 1);
    let columns = Columns::of(&pairs, &names);
    let alone = namesakes(&by_name, &pairs, among);
    for (pair, agreeing) in pairs {
        let (a, b) = (names[pair.0.0][pair.0.1].as_str(), names[pair.1.0][pair.1.1].as_str());
        let count = by_name.get(a).map_or(1, Vec::len);
        let cost = cost(a, b, count, lines) + if pair.2 < 0 { choice(2) } else { 0 };
        weigh(book, &columns, pair, agreeing, cost, alike(a, b));
    }
    for pair in alone {
        hint(book, &columns, pair);
    }
}

/// What it costs to choose these two rows, the margin included.
fn cost(a: &str, b: &str, count: usize, lines: usize) -> i32 {
    if a == b && !a.is_empty() {
        // The name is evidence, too.
        MARGIN / 2 + 2 * choice(count)
    } else if alike(a, b) {
        MARGIN / 2 + 2 * choice(ALIKE)
    } else if a.split(' ').any(|word| word.len() > 3 && b.split(' ').any(|w| w == word)) {
        MARGIN + 2 * choice(lines) - 10
    } else {
        MARGIN + 2 * choice(lines)
    }
}

/// Enters what two rows say that agree somewhere, if that is no accident.
fn weigh(
    book: &mut Book<'_>,
    columns: &Columns,
    pair: Pair,
    agreeing: Vec<(Time, Place, Place, Num)>,
    cost: i32,
    alike: bool,
) {
    let mut values: Vec<(Time, Num)> = agreeing.iter().map(|(time, _, _, num)| (*time, *num)).collect();
    values.sort_unstable();
    values.dedup();
    if pair.2 < 0 && values.len() == 1 {
        // One figure with the other sign is as well one that lost its sign.
        return turned(book, &agreeing, alike);
    }
    let worth = |num: &Num| half_bits((2 * num.value.unsigned_abs()) / num.unit.unsigned_abs().max(1));
    let evidence: i32 = values.iter().map(|(_, num)| worth(num)).sum();
    if evidence + MARGIN < cost && !alike {
        return;
    }
    let missed = contradictions(book, pair.0, pair.1, &agreeing);
    let price = |missed: usize| 10 * i32::try_from(missed).unwrap_or(i32::MAX / 16);
    let told = evidence >= cost + price(missed);
    let differing = disagreeing(book, columns, pair, &agreeing);
    let slips: Vec<&Differing> = differing.iter().filter(|(_, _, num, twin)| misprint::is_slip(*num, *twin)).collect();
    // One slip between figures that agree otherwise is no accident either, but no proof of the others.
    let likely = match slips.as_slice() {
        [(_, _, _, twin)] if missed > 0 => evidence + worth(twin) - choice(SLIPS) - cost - price(missed - 1),
        _ => i32::MIN,
    };
    for (from, to, num, twin) in differing {
        let (terms, difference) = ([(from, pair.2)], pair.2 * (num.value - twin.value));
        let enough = if alike { -MARGIN } else { -MARGIN / 2 };
        if told || (alike && likely >= -MARGIN / 2) {
            book.doubt(RelationKind::TieOut, to, terms, difference, Slack::default());
        } else if likely >= enough && misprint::is_slip(num, twin) {
            book.hint(RelationKind::TieOut, to, terms, difference, Slack::default());
        }
    }
    for (_, from, to, num) in agreeing.into_iter().filter(|_| told) {
        book.enter(RelationKind::TieOut, to, [(from, pair.2)], 0, Slack::same(num));
    }
}

/// Figures of two rows that are the same but for the sign, where nothing else tells which sign is meant.
fn turned(book: &mut Book<'_>, agreeing: &[(Time, Place, Place, Num)], alike: bool) {
    if let &[(_, from, to, num)] = agreeing
        && alike
    {
        book.hint(RelationKind::TieOut, to, [(from, 1)], 2 * num.value, Slack::default());
    }
}

/// Pairs of rows of one name, in two statements, that agree nowhere.
fn namesakes(by_name: &FxHashMap<&str, Vec<Row>>, pairs: &Pairs, among: &Range<usize>) -> Vec<Pair> {
    let mut found = Vec::new();
    for rows in by_name.values().filter(|rows| (2..=NAMESAKES).contains(&rows.len())) {
        for (at, one) in rows.iter().enumerate() {
            let others = rows[at + 1..].iter().filter(|other| are_among(among, one.0, other.0));
            let strangers =
                others.filter(|other| [1, -1].iter().all(|sign| !pairs.contains_key(&(*one, **other, *sign))));
            found.extend(strangers.flat_map(|other| [(*one, *other, 1), (*one, *other, -1)]));
        }
    }
    found.sort_unstable();
    found
}

/// Two rows of one name that print one figure each for one and the same time, and these a slip apart: that may be no accident.
fn hint(book: &mut Book<'_>, columns: &Columns, pair: Pair) {
    let differing = disagreeing(book, columns, pair, &[]);
    let &[(from, to, num, twin)] = differing.as_slice() else { return };
    let same_sign = (num.value < 0) == (twin.value < 0);
    if same_sign && misprint::is_slip(num, twin) {
        let difference = pair.2 * (num.value - twin.value);
        book.hint(RelationKind::TieOut, to, [(from, pair.2)], difference, Slack::default());
    }
}

/// Whether two names, their words in order, have more words in common than not.
fn alike(one: &str, other: &str) -> bool {
    let (mut a, mut b) = (one.split(' ').peekable(), other.split(' ').peekable());
    let (mut common, mut all) = (0, 0);
    while let Some(least) = a.peek().into_iter().chain(b.peek()).min().copied() {
        let skip = |words: &mut std::iter::Peekable<std::str::Split<'_, char>>| {
            let there = words.peek() == Some(&least);
            while words.next_if_eq(&least).is_some() {}
            there
        };
        common += usize::from(skip(&mut a) & skip(&mut b));
        all += 1;
    }
    2 * common > all
}
