//! A run of lines that grows by one after the other, and a quick look at how it fails for many choices of signs.

use super::Signs;
use crate::fixed::Num;
use crate::grid::Grid;

/// The run and the line that it should make.
pub(super) struct Growing<'a> {
    target: &'a [Option<Num>],
    /// In each slot, with all signs as printed.
    sums: Vec<i128>,
    /// Whether some line of the run has a figure in the slot.
    filled: Vec<bool>,
    room: Vec<Room>,
}

/// A slot in which the run can fail. What is the same for all choices of signs is worked out once.
struct Room {
    slot: usize,
    sum: i128,
    value: i128,
    /// By how much it may miss.
    bound: i128,
}

impl<'a> Growing<'a> {
    pub(super) fn new(target: &'a [Option<Num>]) -> Self {
        let slots = target.len();
        Self { target, sums: vec![0; slots], filled: vec![false; slots], room: Vec::with_capacity(slots) }
    }

    /// One more line, older than the others.
    pub(super) fn add(&mut self, line: &[Option<Num>]) {
        for ((sum, filled), num) in self.sums.iter_mut().zip(&mut self.filled).zip(line) {
            if let Some(num) = num {
                *sum += num.value;
                *filled = true;
            }
        }
    }

    /// Makes ready for looking at the run as it is now, which may be off by so many units.
    pub(super) fn measure(&mut self, units: i128) {
        let Self { target, sums, filled, room } = self;
        room.clear();
        room.extend(target.iter().enumerate().filter(|(slot, _)| filled[*slot]).filter_map(|(slot, num)| {
            let num = (*num)?;
            Some(Room { slot, sum: sums[slot], value: num.value, bound: num.unit * units })
        }));
    }

    /// In how many slots the run fails; none if in more than `allowed`.
    pub(super) fn failures(&self, grid: &Grid, run: &[usize], signs: Signs, allowed: usize) -> Option<usize> {
        let figures = |number: usize| grid.line(run[run.len() - 1 - number]);
        let oldest = figures(run.len() - 1);
        let turn = |number: Option<usize>| {
            let number = number?;
            Some((figures(number), Signs { turned: [Some(number), None], ..signs }.of(number, run.len()) > 0))
        };
        let turned = [turn(signs.turned[0]), turn(signs.turned[1])];
        let twice = |figures: &[Option<Num>], slot: usize| figures[slot].map_or(0, |num| 2 * num.value);
        let mut failed = 0;
        for room in &self.room {
            let mut sum = room.sum;
            if signs.less {
                sum = twice(oldest, room.slot) - sum;
            }
            for (figures, more) in turned.iter().flatten() {
                let change = twice(figures, room.slot);
                sum = if *more { sum + change } else { sum - change };
            }
            if signs.negated {
                sum = -sum;
            }
            if (sum - room.value).abs() > room.bound {
                failed += 1;
                if failed > allowed {
                    return None;
                }
            }
        }
        Some(failed)
    }
}
