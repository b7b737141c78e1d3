//! Sums down the columns of a statement, one tree for all columns; and percent columns that add as their amounts do.

use crossfoot_lexicon::Role;

use crate::book::Book;
use crate::cue::cues;
use crate::evidence::{MARGIN, choice, worth};
use crate::fixed::Class;
use crate::grid::{Grid, Way};
use crate::lines;
use crate::relation::{Place, RelationKind};
use crate::rounding::Slack;
use crate::sums::{Search, Sum};

pub(crate) fn prove(book: &mut Book<'_>, statement: usize) {
    for class in Class::ALL.into_iter().filter(|class| book.figures[statement].has(*class)).collect::<Vec<_>>() {
        let columns = adding(book, statement, class);
        let grid = Grid::new(&book.figures[statement], class, Way::Down, &columns);
        if grid.lines.len() < 2 {
            continue;
        }
        let mut cues = cues(&book.statements[statement], &grid);
        if class == Class::Money {
            cues.iter_mut().zip(&grid.lines).for_each(|(cue, row)| cue.named = lines::closes(book, statement, *row));
        }
        let mut search = Search::new(&grid, &cues, class == Class::Money);
        let sums = search.run();
        book.work += search.tried * grid.slots.len() as u64;
        let idle = idle(&grid, &sums);
        for sum in &sums {
            enter(book, statement, &grid, sum, RelationKind::Sum, &idle);
        }
        if class == Class::Money && book.statements[statement].kind.is_primary() {
            search.gaps.iter().for_each(|gap| book.unclosed.push((statement, grid.lines[gap.total])));
        }
        if class == Class::Money {
            follow(book, statement, &grid, &sums);
        }
    }
}

/// The columns in which figures of a class may add.
fn adding(book: &Book<'_>, statement: usize, class: Class) -> Vec<usize> {
    let columns = 0..book.figures[statement].cols;
    let headings = &book.statements[statement].columns;
    let compares = |col: &usize| {
        // A column that compares others does not add downwards.
        class == Class::Percent && headings[*col].period.is_none() && headings[*col].heading.has(Role::Compares)
    };
    columns.filter(|col| !compares(col)).collect()
}

/// Slots in which most sums fail though they hold in others: such a column does not add, and its failing tells nothing.
pub(crate) fn idle(grid: &Grid, sums: &[Sum]) -> Vec<usize> {
    let mut counts = vec![[0usize; 2]; grid.slots.len()];
    for check in sums.iter().flat_map(|sum| &sum.checks) {
        counts[check.slot][usize::from(check.holds)] += 1;
    }
    (0..counts.len()).filter(|slot| counts[*slot][0] > counts[*slot][1].max(1)).collect()
}

/// Enters a sum of lines, slot by slot; its failing in an `idle` slot is not told.
pub(crate) fn enter(book: &mut Book<'_>, statement: usize, grid: &Grid, sum: &Sum, kind: RelationKind, idle: &[usize]) {
    let place = |line, slot| {
        let (row, col) = grid.place(line, slot);
        Place { statement, row, col }
    };
    for check in &sum.checks {
        let printed = sum.terms.iter().filter(|(line, _)| grid.line(*line)[check.slot].is_some());
        let terms: Vec<_> = printed.map(|(line, sign)| (place(*line, check.slot), *sign)).collect();
        let result = place(sum.result, check.slot);
        if check.holds || (sum.certain && grid.tells() && !idle.contains(&check.slot)) {
            book.enter(kind, result, terms, check.difference, check.slack);
        } else {
            book.doubt(kind, result, terms, check.difference, check.slack);
        }
    }
}

/// Columns of percent beside the amounts (percent of revenue) add as the amounts do, or not at all: such a column is
/// believed where nearly all sums of the amounts hold in it too.
fn follow(book: &mut Book<'_>, statement: usize, grid: &Grid, sums: &[Sum]) {
    for col in book.columns_of(statement, Class::Percent) {
        let mut held = Vec::new();
        let (mut failed, mut evidence) = (0usize, 0);
        for sum in sums {
            let Some((terms, difference, slack, worth)) = in_column(book, statement, grid, sum, col) else {
                continue;
            };
            if slack.explains(difference) {
                evidence += worth;
                held.push((Place { statement, row: grid.lines[sum.result], col }, terms, difference, slack));
            } else {
                failed += 1;
            }
        }
        if evidence >= MARGIN + choice(grid.slots.len()) && held.len() >= 4 * failed {
            for (result, terms, difference, slack) in held {
                book.enter(RelationKind::Sum, result, terms, difference, slack);
            }
        }
    }
}

type Following = (Vec<(Place, i128)>, i128, Slack, i32);

/// What a sum of amounts says in a percent column: terms, difference, slack and worth.
fn in_column(book: &Book<'_>, statement: usize, grid: &Grid, sum: &Sum, col: usize) -> Option<Following> {
    let figures = &book.figures[statement];
    let at = |line: usize| figures.of_class(grid.lines[line], col, Class::Percent);
    let result = at(sum.result)?;
    let mut slack = Slack::default();
    slack.add_result(result);
    let (mut total, mut largest) = (0, result.value.abs());
    let mut terms = Vec::new();
    for (line, sign) in &sum.terms {
        if let Some(num) = at(*line) {
            slack.add_term(num, *sign);
            total += num.value * sign;
            largest = largest.max(num.value.abs());
            terms.push((Place { statement, row: grid.lines[*line], col }, *sign));
        }
    }
    let difference = total - result.value;
    let worth = worth(largest, difference, slack.unit());
    (!terms.is_empty()).then_some((terms, difference, slack, worth))
}
