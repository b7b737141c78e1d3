//! Which statement, row and column of one release is which of another.
//!
//! Ids and row numbers shift when something is found or lost above them, so nothing is compared by number: statements
//! are paired by the line items they share, rows by section and label in their order, columns by heading and period.
//! What is left over is paired where the figures themselves say that it is the same.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use crate::book::{Book, Sheet, folded, is_primary};

/// Pairs of indices; none where one side has no counterpart.
pub(crate) type Pairs = Vec<(Option<usize>, Option<usize>)>;

/// What a statement is recognised by.
#[derive(Debug)]
pub(crate) struct Profile<'a> {
    pub(crate) id: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) title: &'a str,
    pub(crate) labels: HashSet<Cow<'a, str>>,
}

impl<'a> Profile<'a> {
    fn of(sheet: &'a Sheet) -> Self {
        let labels = (0..sheet.rows.len()).map(|row| sheet.mark(row).into()).collect();
        Self { id: &sheet.id, kind: &sheet.kind, title: &sheet.title, labels }
    }

    /// How much two statements are alike; zero when they are different ones.
    fn alike(&self, other: &Self) -> usize {
        let shared = self.labels.intersection(&other.labels).filter(|label| !label.is_empty()).count();
        let title = folded(self.title) == folded(other.title) && !self.title.is_empty();
        let kind = self.kind == other.kind;
        let rows = self.labels.len().max(other.labels.len()).max(1);
        // A third of the rows; or some of them under the same title, or in a statement of which a release has but one.
        let primary = kind && is_primary(self.kind) && self.id == other.id;
        // Without labels and with other figures only the place is left.
        let in_place = kind && self.id == other.id && folded(self.title) == folded(other.title);
        if shared == 0 && in_place && self.has_no_labels() && other.has_no_labels() {
            return 1;
        }
        if shared == 0 || (3 * shared < rows && !title && !primary) {
            return 0;
        }
        1 + 100 * shared / rows
            + if title { 30 } else { 0 }
            + if kind { 20 } else { 0 }
            + usize::from(self.id == other.id)
    }
}

impl Profile<'_> {
    /// Whether no row has a label: all are recognised by their figures, see [`Sheet::mark`].
    fn has_no_labels(&self) -> bool {
        !self.labels.is_empty() && self.labels.iter().all(|label| label.starts_with('\n'))
    }
}

/// Pairs the statements of two releases.
pub(crate) fn statements(old: &Book, new: &Book) -> Pairs {
    let [old, new] = [old, new].map(|book| book.statements.iter().map(Profile::of).collect::<Vec<_>>());
    profiled(&old, &new)
}

/// Pairs what is recognised by profiles.
pub(crate) fn profiled(old: &[Profile<'_>], new: &[Profile<'_>]) -> Pairs {
    let mut scores = Vec::new();
    for (o, a) in old.iter().enumerate() {
        let scored = new.iter().enumerate().map(|(n, b)| (n, a.alike(b))).filter(|(_, score)| *score > 0);
        // Among equals the first with the first.
        scores.extend(scored.map(|(n, score)| (std::cmp::Reverse(score), o.abs_diff(n), o, n)));
    }
    scores.sort_unstable();
    let (mut of_old, mut taken) = (vec![None; old.len()], HashSet::new());
    for (_, _, o, n) in scores {
        if of_old[o].is_none() && !taken.contains(&n) {
            taken.insert(n);
            of_old[o] = Some(n);
        }
    }
    both(of_old, new.len())
}

/// How the rows of two statements correspond.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Rows {
    pub(crate) pairs: Pairs,
    /// Pairs that stand in another order than the rest.
    pub(crate) moved: HashSet<(usize, usize)>,
}

/// Pairs the rows of two statements, in the order of the old one; new rows follow the row they stand after.
pub(crate) fn rows(old: &Sheet, new: &Sheet) -> Rows {
    let keys = |sheet: &Sheet| (0..sheet.rows.len()).map(|row| sheet.key(row)).collect::<Vec<_>>();
    let mut of_old = in_order(&keys(old), &keys(new));
    let in_order: HashSet<usize> = of_old.iter().flatten().copied().collect();
    let mut taken = in_order.clone();
    // Same section and label, another order.
    pair_rest(&mut of_old, &mut taken, old, new, |o, n| old.rows[o].key == new.rows[n].key);
    // Same label under another section. A label that stands in several sections is told apart by its figures.
    let labels = |o: usize, n: usize| old.rows[o].label_key == new.rows[n].label_key;
    pair_rest(&mut of_old, &mut taken, old, new, |o, n| labels(o, n) && tie_out(old, o, new, n));
    pair_rest(&mut of_old, &mut taken, old, new, labels);
    let moved: HashSet<(usize, usize)> = of_old
        .iter()
        .enumerate()
        .filter_map(|(o, n)| Some((o, (*n)?)))
        .filter(|(_, n)| !in_order.contains(n))
        .collect();
    // Another label over the same figures.
    pair_rest(&mut of_old, &mut taken, old, new, |o, n| tie_out(old, o, new, n));
    let moved = moved.into_iter().filter(|&(o, n)| is_moved(&of_old, o, n)).collect();
    Rows { pairs: both(of_old, new.rows.len()), moved }
}

/// Whether a pair crosses its neighbours: the rows before it in the old statement do not all stand before it in the new.
fn is_moved(of_old: &[Option<usize>], o: usize, n: usize) -> bool {
    let crosses = |(other, to): (usize, &Option<usize>)| to.is_some_and(|to| (other < o) != (to < n) && other != o);
    of_old.iter().enumerate().any(crosses)
}

/// Pairs what is left with the first that is left and fits.
fn pair_rest(
    of_old: &mut [Option<usize>],
    taken: &mut HashSet<usize>,
    old: &Sheet,
    new: &Sheet,
    fits: impl Fn(usize, usize) -> bool,
) {
    for (o, pair) in of_old.iter_mut().enumerate().filter(|(_, pair)| pair.is_none()) {
        // A row without figures, left by a gap in the numbering, is no row.
        if old.row(o).next().is_none() {
            continue;
        }
        let free = (0..new.rows.len()).filter(|n| !taken.contains(n) && new.row(*n).next().is_some());
        if let Some(n) = free.into_iter().find(|n| fits(o, *n)) {
            taken.insert(n);
            *pair = Some(n);
        }
    }
}

/// Whether two rows print the same figures, and so much of them that it is no accident.
fn tie_out(old: &Sheet, o: usize, new: &Sheet, n: usize) -> bool {
    let values = |sheet: &Sheet, row: usize| -> Vec<(Decimal, String)> {
        sheet.row(row).map(|(_, fact)| (fact.value.normalize(), fact.unit.clone())).collect()
    };
    let (a, b) = (values(old, o), values(new, n));
    let digits: usize = a.iter().map(|(value, _)| significant(*value)).sum();
    a == b && digits >= 4
}

/// Digits of a figure that say something: those of `-1230000` are `123`.
pub(crate) fn significant(value: Decimal) -> usize {
    let digits = value.normalize().mantissa().unsigned_abs().to_string();
    match digits.trim_end_matches('0') {
        "" => 0,
        digits => digits.len(),
    }
}

/// Pairs the columns of two statements whose rows are paired already.
pub(crate) fn columns(old: &Sheet, new: &Sheet, rows: &Pairs) -> Pairs {
    let mut of_old: Vec<Option<usize>> = vec![None; old.columns.len()];
    let mut taken = HashSet::new();
    let heading = |o: usize, n: usize| old.columns[o].heading == new.columns[n].heading;
    let period = |o: usize, n: usize| old.columns[o].period == new.columns[n].period;
    let values = |o: usize, n: usize| share_alike(old, o, new, n, rows);
    // Columns that agree in all, then in their figures and one more, then in one, then in their figures alone.
    let tests: [&dyn Fn(usize, usize) -> bool; 5] = [
        &|o, n| heading(o, n) && period(o, n) && (values(o, n) || o == n),
        &|o, n| heading(o, n) && period(o, n),
        &|o, n| (heading(o, n) || period(o, n)) && values(o, n),
        &|o, n| values(o, n),
        &|o, n| heading(o, n) || (period(o, n) && old.columns[o].period.is_some()),
    ];
    for test in tests {
        for (o, pair) in of_old.iter_mut().enumerate().filter(|(_, pair)| pair.is_none()) {
            if let Some(n) = (0..new.columns.len()).find(|n| !taken.contains(n) && test(o, *n)) {
                taken.insert(n);
                *pair = Some(n);
            }
        }
    }
    both(of_old, new.columns.len())
}

/// Whether most figures of two columns are the same.
fn share_alike(old: &Sheet, o: usize, new: &Sheet, n: usize, rows: &Pairs) -> bool {
    let (mut same, mut all) = (0, 0);
    for (a, b) in rows.iter().filter_map(|(a, b)| Some(((*a)?, (*b)?))) {
        match (old.fact(a, o), new.fact(b, n)) {
            (None, None) => {}
            (Some(a), Some(b)) if a.value == b.value && a.unit == b.unit => (same, all) = (same + 1, all + 1),
            _ => all += 1,
        }
    }
    all > 0 && 2 * same > all
}

/// The longest common run of keys, gaps allowed: for each old index the new one.
fn in_order(old: &[String], new: &[String]) -> Vec<Option<usize>> {
    let mut table: HashMap<&str, usize> = HashMap::new();
    let mut numbers = Vec::new();
    for key in old.iter().chain(new) {
        let next = table.len();
        numbers.push(*table.entry(key).or_insert(next));
    }
    let (a, b) = numbers.split_at(old.len());
    // What both begin and end with is a part of it; what is left is mostly little.
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let mut of_old: Vec<Option<usize>> = (0..head).map(Some).collect();
    of_old.extend(in_order_between(&a[..a.len() - tail], &b[..b.len() - tail]).into_iter().map(|n| Some(n? + head)));
    of_old.extend((new.len() - tail..new.len()).map(Some));
    of_old
}

fn in_order_between(a: &[usize], b: &[usize]) -> Vec<Option<usize>> {
    // lengths[i][j]: of the best run from old[i..] and new[j..].
    let width = b.len() + 1;
    let mut lengths = vec![0u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i * width + j] = if a[i] == b[j] {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut of_old) = (0, 0, vec![None; a.len()]);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            of_old[i] = Some(j);
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    of_old
}

/// Pairs in the order of the old side; what only the new side has follows the one it stands after.
fn both(of_old: Vec<Option<usize>>, new: usize) -> Pairs {
    let taken: HashSet<usize> = of_old.iter().flatten().copied().collect();
    let mut pairs: Pairs = Vec::new();
    let fresh_from = |start: usize| (start..new).take_while(|n| !taken.contains(n)).map(|n| (None, Some(n)));
    pairs.extend(fresh_from(0));
    for (o, pair) in of_old.into_iter().enumerate() {
        pairs.push((Some(o), pair));
        if let Some(n) = pair {
            pairs.extend(fresh_from(n + 1));
        }
    }
    pairs
}
