//! A run of lines that grows by one after the other, and a quick look at how it fails for many choices of signs.

use super::Signs;
use crate::grid::Grid;

/// The run and the line that it should make.
pub(super) struct Growing<'a> {
    grid: &'a Grid,
    target: usize,
    /// The figures of its lines, the newest first.
    lines: Vec<&'a [i64]>,
    /// In each slot, with all signs as printed.
    sums: Vec<i64>,
    /// Whether some line of the run has a figure in the slot.
    filled: Vec<bool>,
    room: Vec<Room>,
}

/// A slot in which the run can fail. What is the same for all choices of signs is worked out once.
struct Room {
    slot: usize,
    /// The sum with all signs as printed, and of the oldest line less the others.
    sums: [i64; 2],
    value: i64,
    /// By how much it may miss.
    bound: i64,
}

impl<'a> Growing<'a> {
    pub(super) fn new(grid: &'a Grid, target: usize) -> Self {
        let slots = grid.slots.len();
        let (sums, filled) = (vec![0; slots], vec![false; slots]);
        Self { grid, target, lines: Vec::new(), sums, filled, room: Vec::with_capacity(slots) }
    }

    /// One more line, older than the others.
    pub(super) fn add(&mut self, line: usize) {
        let values = self.grid.narrow(line);
        for (sum, value) in self.sums.iter_mut().zip(values) {
            *sum += value;
        }
        self.lines.push(values);
        for (filled, unit) in self.filled.iter_mut().zip(self.grid.narrow_units(line)) {
            *filled |= *unit != 0;
        }
    }

    /// Makes ready for looking at the run as it is now, which may be off by so many units.
    pub(super) fn measure(&mut self, units: i64) {
        let Self { grid, target, lines, sums, filled, room } = self;
        let (values, unit) = (grid.narrow(*target), grid.narrow_units(*target));
        let oldest = lines.last().copied().unwrap_or_default();
        room.clear();
        // There are no values where figures are too large.
        for (slot, value) in values.iter().enumerate() {
            // What has no unit is no figure.
            if unit[slot] != 0 && filled[slot] {
                let sums = [sums[slot], 2 * oldest[slot] - sums[slot]];
                room.push(Room { slot, sums, value: *value, bound: unit[slot].saturating_mul(units) });
            }
        }
    }

    /// In how many slots the run fails; none if in more than `allowed`. Where figures are too large for a quick look, no
    /// failure is seen.
    pub(super) fn failures(&self, signs: Signs, allowed: usize) -> Option<usize> {
        let base = usize::from(signs.less);
        let turn = |number: u8| {
            let number = usize::from(number);
            // What is taken away is added when it is turned.
            let away = (signs.less && number + 1 < self.lines.len()) ^ signs.negated;
            (self.lines[number], if away { 2 } else { -2 })
        };
        match signs.turned {
            [None, _] if signs.negated => self.count(allowed, |room| -room.sums[base]),
            [None, _] => self.count(allowed, |room| room.sums[base]),
            [Some(one), None] => {
                let (one, times) = turn(one);
                self.count(allowed, |room| room.sums[base] + times * one[room.slot])
            }
            [Some(one), Some(other)] => {
                let ((one, times), (other, others)) = (turn(one), turn(other));
                self.count(allowed, |room| room.sums[base] + times * one[room.slot] + others * other[room.slot])
            }
        }
    }

    #[inline(always)]
    fn count(&self, allowed: usize, sum: impl Fn(&Room) -> i64) -> Option<usize> {
        let mut failed = 0;
        for room in &self.room {
            if (sum(room) - room.value).abs() > room.bound {
                failed += 1;
                if failed > allowed {
                    return None;
                }
            }
        }
        Some(failed)
    }
}
