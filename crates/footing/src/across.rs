//! Sums along the rows: segments that add to a total, GAAP and its adjustments, a change column, quarters and the half
//! year. The structure is one for all rows.

use crate::book::Book;
use crate::cue::cues;
use crate::down::{enter, idle};
use crate::evidence::{MARGIN, choice, worth};
use crate::fixed::{Class, Num};
use crate::grid::{Grid, Way};
use crate::relation::RelationKind;
use crate::rounding::Slack;
use crate::sums::{Check, Search, Sum};

/// Columns beyond which not every pair is tried.
const WIDEST: usize = 24;

pub(crate) fn prove(book: &mut Book<'_>, statement: usize) {
    for class in Class::ALL.into_iter().filter(|class| book.figures[statement].has(*class)).collect::<Vec<_>>() {
        let columns: Vec<usize> = (0..book.figures[statement].cols).collect();
        let grid = Grid::new(&book.figures[statement], class, Way::Across, &columns);
        if grid.lines.len() < 2 {
            continue;
        }
        let cues = cues(&book.statements[statement], &grid);
        let mut search = Search::new(&grid, &cues, class == Class::Money);
        let mut sums = search.run();
        book.work += search.tried * grid.slots.len() as u64;
        if grid.lines.len() <= WIDEST {
            book.count(grid.lines.len().pow(3), 2 * grid.slots.len());
            let results: Vec<usize> = sums.iter().map(|s| s.result).collect();
            let open = (0..grid.lines.len()).filter(|line| !results.contains(line));
            let pairs: Vec<Sum> = open.filter_map(|line| pair(&grid, line, &sums)).collect();
            sums.extend(pairs);
        }
        let idle = idle(&grid, &sums);
        for sum in sums {
            enter(book, statement, &grid, &believable(sum), RelationKind::Across, &idle);
        }
    }
}

/// Rows that do not add (balances among flows, a footnote's figure) say nothing: where more than one in ten fails,
/// failing is no sign of an error.
fn believable(mut sum: Sum) -> Sum {
    let failed = sum.checks.iter().filter(|c| !c.holds).count();
    sum.certain = failed * 10 <= sum.checks.len() && sum.terms.len() > 1;
    sum
}

/// The two columns anywhere whose sum or difference makes a column.
fn pair(grid: &Grid, result: usize, known: &[Sum]) -> Option<Sum> {
    let lines = grid.lines.len();
    let cost = MARGIN + choice(lines * lines) + choice(lines) + 2;
    let others: Vec<usize> = (0..lines).filter(|l| *l != result).collect();
    let mut best: Option<Sum> = None;
    for &a in &others {
        for &b in others.iter().filter(|b| **b != a) {
            let fail = surely_fail(grid, [result, a, b], grid.slots.len() / 4);
            for (sign, fails) in [1, -1].into_iter().zip(fail) {
                let same = sign == 1 && b < a;
                let Some(sum) = (!same && !fails).then(|| attempt(grid, result, a, b, sign)).flatten() else {
                    continue;
                };
                let better = sum.evidence >= cost && best.as_ref().is_none_or(|best| sum.evidence > best.evidence);
                if better && !circular(known, result, a, b) {
                    best = Some(sum);
                }
            }
        }
    }
    best
}

/// Whether the equation is one of the known sums written another way round.
fn circular(known: &[Sum], result: usize, a: usize, b: usize) -> bool {
    known.iter().any(|sum| {
        let lines: Vec<usize> = std::iter::once(sum.result).chain(sum.terms.iter().map(|t| t.0)).collect();
        lines.len() == 3 && [result, a, b].iter().all(|l| lines.contains(l))
    })
}

/// Whether `a + b` and `a − b` surely fail to make the result in more slots than they may, or hold in none that says anything: a
/// quick look, at which nearly all attempts end.
fn surely_fail(grid: &Grid, lines: [usize; 3], most: usize) -> [bool; 2] {
    if !grid.is_narrow() {
        return [false; 2];
    }
    let [r, x, y] = lines.map(|line| grid.narrow(line));
    let [ru, xu, yu] = lines.map(|line| grid.narrow_units(line));
    let (results, others) = (r.iter().zip(ru), x.iter().zip(xu).zip(y.iter().zip(yu)));
    let (mut failed, mut held) = ([0; 2], [false; 2]);
    for ((r, unit), ((x, one), (y, other))) in results.zip(others) {
        // What has no unit is no figure.
        if *unit == 0 || *one == 0 || *other == 0 {
            continue;
        }
        // No rounding of three figures, and no cutting, explains more than three units.
        let bound = 3 * *unit.max(one).max(other);
        let left = x - r;
        let fails = [left + y, left - y].map(|difference| difference.abs() > bound);
        let idle = *r == 0 || *x == 0 || *y == 0;
        for sign in 0..2 {
            failed[sign] += usize::from(fails[sign]);
            held[sign] |= !fails[sign] && !idle;
        }
        if failed[0] > most && failed[1] > most {
            break;
        }
    }
    [0, 1].map(|sign| failed[sign] > most || !held[sign])
}

/// `result = a ± b` in all slots where the three are printed; at most a quarter may fail.
fn attempt(grid: &Grid, result: usize, a: usize, b: usize, sign: i128) -> Option<Sum> {
    let slots = grid.slots.len();
    let check = |slot: usize| {
        let (r, x, y) = (grid.line(result)[slot]?, grid.line(a)[slot]?, grid.line(b)[slot]?);
        let mut slack = Slack::of(grid.truncated);
        slack.add_result(r);
        slack.add_term(x, 1);
        slack.add_term(y, sign);
        let difference = x.value + sign * y.value - r.value;
        Some((slot, [r, x, y], slack, difference, slack.explains(difference)))
    };
    if (0..slots).filter_map(check).filter(|(.., holds)| !holds).nth(slots / 4).is_some() {
        return None;
    }
    let weighed = |(slot, [r, x, y], slack, difference, holds): (usize, [Num; 3], Slack, i128, bool)| {
        // Where one of the two is nil the others are merely equal, as they are when the columns repeat each other.
        let idle = [r, x, y].iter().any(|num| num.value == 0);
        let size = r.value.abs().max(x.value.abs()).max(y.value.abs());
        let worth = if holds && !idle { worth(size, difference, slack.unit()) } else { 0 };
        (Check { slot, holds, difference, slack, worth }, (x.value, y.value))
    };
    let (checks, pairs): (Vec<Check>, Vec<_>) = (0..slots).filter_map(check).map(weighed).unzip();
    let failed = checks.iter().filter(|check| !check.holds).count();
    let mut seen = rustc_hash::FxHashSet::default();
    let new = checks.iter().zip(pairs).filter(|(_, pair)| seen.insert(*pair));
    let evidence = new.map(|(check, _)| check.worth - if check.holds { 0 } else { 8 }).sum();
    (failed * 4 <= checks.len()).then_some(Sum {
        result,
        terms: vec![(a, 1), (b, sign)],
        evidence,
        certain: true,
        checks,
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{money, statement};
    use crate::{RelationKind, prove};

    #[test]
    fn segments_add_to_a_total() {
        let proven = prove(vec![statement(
            &["Flexibles", "Rigid", "Other", "Total"],
            vec![
                money("Revenue", &["11154", "3540", "", "14694"]),
                money("EBIT", &["1429", "265", "-86", "1608"]),
                money("Capital employed", &["6127", "2281", "411", "8819"]),
            ],
        )]);
        let across: Vec<_> = proven[0].relations.iter().filter(|r| r.kind == RelationKind::Across).collect();
        assert_eq!(across.len(), 3);
        assert!(across.iter().all(|r| r.holds && r.result.col == 3));
    }

    #[test]
    fn a_column_of_changes_in_money() {
        let proven = prove(vec![statement(
            &["2023", "2022", "Change"],
            vec![
                money("Asia", &["53821", "41977", "11844"]),
                money("Europe", &["27113", "29004", "-1891"]),
                money("Americas", &["61207", "58855", "2352"]),
            ],
        )]);
        let across: Vec<_> = proven[0].relations.iter().filter(|r| r.kind == RelationKind::Across).collect();
        assert_eq!(across.len(), 3);
        assert!(across.iter().all(|r| r.holds));
    }
}
