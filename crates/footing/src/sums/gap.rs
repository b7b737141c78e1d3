//! Totals that stand over lines which do not make another one: where a line is missing (or one too many) under *total
//! operating expenses*, that total closes nothing, and neither does *operating income*, to which it belongs.
//!
//! Here a line that closes nothing is tried once more without the lines above a total that closes nothing: where it
//! closes what is left, the total stands for the lines that were left out, though they do not make it.

use super::{LONGEST, Search, Sum};
use crate::evidence::{MARGIN, choice};

/// Totals before a line, and beginnings of the lines under each, that are tried.
const NEAREST: usize = 3;

/// A total and the lines that it should close.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Gap {
    pub(crate) total: usize,
    pub(crate) lines: Vec<usize>,
}

impl Search<'_> {
    /// Sums over such totals; `live` are the lines that no other line closes.
    pub(super) fn over_gaps(&mut self, live: &[usize], found: &mut Vec<Sum>) {
        let open: Vec<usize> = (0..self.grid.lines.len()).filter(|line| self.is_open_total(*line)).collect();
        for line in open {
            let before: Vec<usize> = live.iter().copied().filter(|l| *l < line).collect();
            if let Some((sum, gap)) = self.over_gap(line, &before) {
                self.closed[line] = true;
                found.push(sum);
                self.gaps.push(gap);
            }
        }
    }

    fn is_open_total(&self, line: usize) -> bool {
        !self.closed[line] && (self.cues[line].strong || self.cues[line].named)
    }

    fn over_gap(&mut self, line: usize, before: &[usize]) -> Option<(Sum, Gap)> {
        let totals = (1..before.len()).rev().take(LONGEST).filter(|at| self.is_open_total(before[*at]));
        let totals: Vec<usize> = totals.take(NEAREST).collect();
        for at in totals {
            let natural = |start: &usize| {
                let group = |at: usize| self.cues[before[at]].group;
                *start == 0 || group(*start - 1) != group(*start) || self.closed[before[*start - 1]]
            };
            let starts: Vec<usize> = (1..at).rev().take(LONGEST).filter(natural).take(NEAREST).collect();
            for start in starts {
                let stack = [&before[..start], &before[at..]].concat();
                let Some(best) = self.close(line, &stack) else { continue };
                let usual = best.whole && best.signs.turned == [None, None] && !best.signs.negated;
                if usual && best.length > before.len() - at && best.score >= MARGIN + choice(NEAREST * NEAREST) {
                    let sum = self.sum(line, &stack[stack.len() - best.length..], &best);
                    return Some((sum, Gap { total: before[at], lines: before[start..at].to_vec() }));
                }
            }
        }
        None
    }
}
