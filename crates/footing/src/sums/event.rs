//! Sums that hold but for one mishap: a misprinted figure, two figures of a line that changed places.
//!
//! Where a line should close others and does so in no way, each run and each choice of signs is looked at once more: if
//! one slip makes it hold in all slots, the slip is likelier than chance, and the sum is the structure. What the slip costs
//! is paid like any other choice.

use super::growing::Growing;
use super::{Candidate, FAILED, Search, Signs};
use crate::evidence::{choice, worth};
use crate::fixed::Num;
use crate::misprint;
use crate::rounding::Slack;

/// What it costs to choose a sort of slip.
const SORTS: i32 = 4;

/// What a usual run costs at most.
const USUAL: i32 = 5;
/// What must be left of the evidence for one.
const LESS: i32 = 4;

/// Slots that one mishap can make fail.
const MOST: usize = 2;

/// By how many units of its total a run may be off at a quick look.
fn slack(run: &[usize]) -> i64 {
    2 * (1 + i64::try_from(run.len().isqrt()).unwrap_or(0))
}

impl Search<'_> {
    /// The best run that a line closes but for one mishap; it must beat `than`.
    pub(super) fn close_with_mishap(&mut self, line: usize, stack: &[usize], than: Option<i32>) -> Option<Candidate> {
        if !self.free || !self.cues[line].total {
            return None;
        }
        let mut best: Option<Candidate> = None;
        let mut patterns = Vec::new();
        let mut growing = Growing::new(self.grid, line);
        for length in 1..=stack.len().min(super::LONGEST) {
            let run = &stack[stack.len() - length..];
            growing.add(run[0]);
            if length == 1 {
                continue;
            }
            growing.measure(slack(run));
            let cost = self.cost_of_run(line, stack, length);
            self.patterns(line, run, &mut patterns);
            for &(signs, cost_of_signs) in &patterns {
                self.tried += 1;
                // Nearly all fail in more slots than a mishap explains.
                if growing.failures(signs, MOST).is_none() {
                    continue;
                }
                let Some(evidence) = self.mishap(line, run, signs) else { continue };
                let score = evidence - cost - cost_of_signs;
                let better = than.is_none_or(|than| score > than) && best.as_ref().is_none_or(|b| score > b.score);
                // A line that is called a total, or closes others by its name, and stands where one would needs less to be
                // believed.
                let closes = self.cues[line].strong || self.cues[line].named;
                let usual = signs.is_plain() && cost <= USUAL && closes;
                if score >= (if usual { LESS } else { super::MARGIN }) && better {
                    best = Some(Candidate { length, signs, score, whole: false });
                }
            }
        }
        best
    }

    /// The evidence for a run of which one mishap makes a sum; none where none does.
    pub(super) fn mishap(&self, line: usize, run: &[usize], signs: Signs) -> Option<i32> {
        let target = self.grid.line(line);
        let signed = |at: usize| signs.of(run.len() - 1 - at, run.len());
        let (mut failed, mut evidence, mut seen) = ([(0usize, 0i128); MOST], 0, Vec::new());
        let mut failures = 0;
        for (slot, num) in target.iter().enumerate() {
            let Some(num) = num else { continue };
            let (mut sum, mut largest, mut some) = (0, num.value.abs(), false);
            let mut slack = Slack::of(self.grid.truncated);
            slack.add_result(*num);
            for (at, term) in run.iter().enumerate() {
                if let Some(term) = self.grid.line(*term)[slot] {
                    sum += signed(at) * term.value;
                    largest = largest.max(term.value.abs());
                    slack.add_term(term, signed(at));
                    some = true;
                }
            }
            if !some {
                continue;
            }
            let difference = sum - num.value;
            let holds = slack.explains(difference);
            if !holds {
                if failures == MOST {
                    return None;
                }
                failed[failures] = (slot, difference);
                failures += 1;
            }
            if !seen.contains(&(num.value, sum)) {
                let left = if holds { difference } else { 0 };
                evidence += worth(largest, left, num.unit);
                seen.push((num.value, sum));
            }
        }
        let lines: Vec<(usize, i128)> =
            run.iter().enumerate().map(|(at, line)| (*line, signed(at))).chain([(line, -1)]).collect();
        let price = match failures {
            1 => self.misprint(&lines, failed[0])? + choice(lines.len()),
            2 if self.is_swap(&lines, failed[0], failed[1]) => choice(lines.len() * target.len()),
            _ => return None,
        };
        Some(evidence - price - FAILED)
    }

    /// What the likeliest slip costs that explains the difference, if one figure of the slot was misprinted.
    fn misprint(&self, lines: &[(usize, i128)], (slot, difference): (usize, i128)) -> Option<i32> {
        let slips = lines.iter().filter_map(|(line, sign)| {
            let num = self.grid.line(*line)[slot]?;
            let value = Num { value: num.value - sign * difference, unit: num.unit };
            misprint::is_slip(num, value).then(|| SORTS + choice(misprint::alike(num, value)))
        });
        slips.min()
    }

    /// Whether two figures of a line, one in each slot, have changed places.
    fn is_swap(&self, lines: &[(usize, i128)], one: (usize, i128), other: (usize, i128)) -> bool {
        one.1 == -other.1
            && lines.iter().any(|(line, sign)| {
                let figures = self.grid.line(*line);
                figures[one.0].zip(figures[other.0]).is_some_and(|(a, b)| sign * (a.value - b.value) == one.1)
            })
    }
}
