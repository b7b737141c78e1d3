//! Finds one tree of sums over a grid: which lines each total closes, and with which signs.
//!
//! The lines are gone through in order with a stack of those still open. A line that equals a signed sum of the topmost
//! open lines, in all slots together, closes them and stands for them from then on. Totals that precede their parts
//! are found by the same walk from the other end; both walks are repeated over what is left until nothing new turns up.
//!
//! What is tried for a line is bounded: runs of at most [`LONGEST`] open lines, signs as printed or the first less the
//! rest, with at most two signs turned. Each candidate pays for the choice it is (see [`crate::evidence`]).

use crate::cue::Cue;
use crate::evidence::{MARGIN, choice, worth};
use crate::fixed::Num;
use crate::grid::Grid;
use crate::rounding::Slack;
use growing::Growing;

pub(crate) use gap::Gap;

/// Open lines that one total may close.
const LONGEST: usize = 80;
/// Longest run in which one sign is turned.
const LONGEST_ONE_TURNED: usize = 30;
/// Longest run in which two signs are turned.
const LONGEST_TWO_TURNED: usize = 9;
/// Walks over the lines, forth and back.
const ROUNDS: usize = 4;
/// Lines after a line among which a total that counts it in is looked for.
const LOOK_AHEAD: usize = 8;
/// Lines beyond which a sum that takes away all but one is more likely what another total leaves.
const MANY: usize = 3;
/// Evidence at which a sum is certain enough that its failing elsewhere is worth telling.
const CERTAIN: i32 = MARGIN + MARGIN / 2;
/// What turning a sign costs where the label or the place suggests it.
const TURN: i32 = 6;
/// What a failing slot costs.
const FAILED: i32 = 8;
/// What a slot costs in which lines have figures and their total has none.
const UNANSWERED: i32 = 2;

/// A line that closes others.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sum {
    pub(crate) result: usize,
    /// Lines and their signs, top to bottom.
    pub(crate) terms: Vec<(usize, i128)>,
    /// What is left of the evidence beyond the cost, in half bits.
    pub(crate) evidence: i32,
    /// Whether its failing in a slot is worth telling.
    pub(crate) certain: bool,
    pub(crate) checks: Vec<Check>,
}

/// A sum in one slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Check {
    pub(crate) slot: usize,
    pub(crate) holds: bool,
    /// What the terms make, less what is printed.
    pub(crate) difference: i128,
    /// What rounding explains.
    pub(crate) slack: Slack,
    /// Half bits.
    pub(crate) worth: i32,
}

/// How the signs of a run are chosen; the newest line of the run is number 0.
#[derive(Debug, Clone, Copy, Default)]
struct Signs {
    /// The oldest line less the others.
    less: bool,
    /// All turned: a loss printed positive.
    negated: bool,
    turned: [Option<u8>; 2],
}

impl Signs {
    fn is_plain(self) -> bool {
        !self.less && !self.negated && self.turned == [None, None]
    }

    fn is_turned(self, number: usize) -> bool {
        self.turned.iter().flatten().any(|turned| usize::from(*turned) == number)
    }

    #[inline]
    fn of(self, number: usize, length: usize) -> i128 {
        let minus = (self.less && number + 1 < length) ^ self.negated ^ self.is_turned(number);
        if minus { -1 } else { 1 }
    }
}

/// The search over one grid.
pub(crate) struct Search<'a> {
    grid: &'a Grid,
    cues: &'a [Cue],
    /// Whether signs may differ from those printed: amounts may be printed positive and taken away, ratios are not.
    free: bool,
    /// What it costs to choose any line.
    any_line: i32,
    closed: Vec<bool>,
    /// Totals that close nothing, with the lines that others say they should close.
    pub(crate) gaps: Vec<Gap>,
    /// Candidates tried so far: the bound on the work.
    pub(crate) tried: u64,
}

/// A candidate that was weighed.
struct Candidate {
    length: usize,
    signs: Signs,
    score: i32,
    /// Whether it holds in all slots.
    whole: bool,
}

impl<'a> Search<'a> {
    pub(crate) fn new(grid: &'a Grid, cues: &'a [Cue], free: bool) -> Self {
        let lines = grid.lines.len();
        Self { grid, cues, free, any_line: choice(lines), closed: vec![false; lines], gaps: Vec::new(), tried: 0 }
    }

    /// All sums of the tree.
    pub(crate) fn run(&mut self) -> Vec<Sum> {
        let mut found = Vec::new();
        let mut live: Vec<usize> = (0..self.grid.lines.len()).collect();
        for _ in 0..ROUNDS {
            let before = found.len();
            live = self.walk(&live, &mut found);
            live.reverse();
            live = self.walk(&live, &mut found);
            live.reverse();
            if found.len() == before {
                break;
            }
        }
        self.over_gaps(&live, &mut found);
        self.leftovers(&mut found);
        found
    }

    /// Lines that stayed out of the tree, against the lines right after or before them, closed or not: parts that are
    /// counted in a total themselves may be summed up once more by a line above them.
    fn leftovers(&mut self, found: &mut Vec<Sum>) {
        let lines = self.grid.lines.len();
        let mut used = self.closed.clone();
        found.iter().flat_map(|sum| &sum.terms).for_each(|(line, _)| used[*line] = true);
        for line in (0..lines).filter(|line| !used[*line]) {
            let after: Vec<usize> = (line + 1..lines.min(line + 1 + LONGEST)).rev().collect();
            let before: Vec<usize> = (line.saturating_sub(LONGEST)..line).collect();
            for stack in [after, before] {
                if let Some(best) = self.close(line, &stack) {
                    found.push(self.sum(line, &stack[stack.len() - best.length..], &best));
                    break;
                }
            }
        }
    }

    /// One walk: hands back the lines still open, in the order given.
    fn walk(&mut self, lines: &[usize], found: &mut Vec<Sum>) -> Vec<usize> {
        let mut stack: Vec<usize> = Vec::with_capacity(lines.len());
        for (at, &line) in lines.iter().enumerate() {
            if !self.closed[line]
                && let Some(best) = self.close_somehow(line, &stack)
                && !self.is_a_part(line, &stack, &best, &lines[at + 1..])
            {
                let run = stack.split_off(stack.len() - best.length);
                found.push(self.sum(line, &run, &best));
                self.closed[line] = true;
            }
            stack.push(line);
        }
        stack
    }

    /// Whether a line without the marks of a total is added, with lines before it, into a line after it: into the next that has
    /// these marks, or, where it is what is left when many are taken away, into any. The last part of equity, or of current
    /// liabilities, is also assets less all other claims, which is true but no tree.
    fn is_a_part(&mut self, line: usize, stack: &[usize], best: &Candidate, following: &[usize]) -> bool {
        if self.cues[line].strong {
            return false;
        }
        let ahead = &following[..following.len().min(LOOK_AHEAD)];
        let rest = best.signs.less && best.length > MANY;
        let strong = ahead.iter().position(|l| self.cues[*l].strong && !self.closed[*l]);
        let last = if rest { ahead.len() } else { strong.map_or(0, |at| at + 1) };
        let first = if rest { 0 } else { last.saturating_sub(1) };
        (first..last).any(|next| {
            let run: Vec<usize> = stack.iter().copied().chain([line]).chain(ahead[..next].iter().copied()).collect();
            let closes = !self.closed[ahead[next]];
            let closes = closes.then(|| self.close(ahead[next], &run)).flatten();
            closes.is_some_and(|c| c.length > next + 1 && c.signs.is_plain())
        })
    }

    /// The most credible run of open lines that a line closes, if need be but for a mishap.
    fn close_somehow(&mut self, line: usize, stack: &[usize]) -> Option<Candidate> {
        let best = self.close(line, stack);
        if best.as_ref().is_some_and(|b| b.whole) {
            return best;
        }
        let score = best.as_ref().map(|b| b.score);
        self.close_with_mishap(line, stack, score).or(best)
    }

    /// The most credible run of open lines that a line closes.
    fn close(&mut self, line: usize, stack: &[usize]) -> Option<Candidate> {
        let target = self.grid.line(line);
        let answered = target.iter().flatten().filter(|num| num.value != 0).count();
        if answered == 0 || stack.is_empty() {
            return None;
        }
        let figures = target.iter().flatten().count();
        let allowed = allowed_failures(target.len());
        let mut best: Option<Candidate> = None;
        let mut growing = Growing::new(self.grid, line);
        let mut patterns = Vec::new();
        for length in 1..=stack.len().min(LONGEST) {
            let run = &stack[stack.len() - length..];
            growing.add(run[0]);
            growing.measure(self.generous(length));
            let cost = self.cost_of_run(line, stack, length);
            self.patterns(line, run, &mut patterns);
            for &(signs, cost_of_signs) in &patterns {
                self.tried += 1;
                // A quick look: nearly all fail in more slots than may.
                let failed = growing.failures(signs, allowed);
                if failed.is_none_or(|failed| failed >= figures) {
                    continue;
                }
                let evidence = self.weigh(line, run, signs);
                let score = evidence - cost - cost_of_signs;
                if score >= MARGIN && best.as_ref().is_none_or(|b| score > b.score) {
                    let whole = self.checks(line, run, signs).iter().all(|c| c.holds);
                    best = Some(Candidate { length, signs, score, whole });
                }
            }
        }
        best
    }

    /// What it costs to choose this line and this run.
    fn cost_of_run(&self, line: usize, stack: &[usize], length: usize) -> i32 {
        let which_line = match self.cues[line] {
            Cue { named: true, .. } => 1,
            Cue { total: true, .. } => 2,
            _ => self.any_line,
        };
        let first = stack.len() - length;
        let oldest = self.cues[stack[first]].group;
        let natural = first == 0 || self.cues[stack[first - 1]].group != oldest || self.closed[stack[first - 1]];
        let natural = natural || self.closed[stack[first]];
        let which_run = if natural { 3 } else { 4 + choice(length) };
        which_line + which_run
    }

    /// The sign patterns tried for a run, and what each costs.
    fn patterns(&self, line: usize, run: &[usize], patterns: &mut Vec<(Signs, i32)>) {
        let length = run.len();
        patterns.clear();
        patterns.push((Signs::default(), 0));
        if !self.free {
            return;
        }
        if length > 1 {
            patterns.push((Signs { less: true, ..Signs::default() }, 3));
        }
        if self.cues[line].loss {
            patterns.push((Signs { negated: true, ..Signs::default() }, 4));
            patterns.push((Signs { less: true, negated: true, ..Signs::default() }, 5));
        }
        if !(2..=LONGEST_ONE_TURNED).contains(&length) {
            return;
        }
        let choice = choice(length);
        let turn_cost = |number: usize| {
            let expected = number == 0 || self.cues[run[length - 1 - number]].negative;
            if expected { TURN } else { TURN + choice }
        };
        let turns = |number: &usize| self.cues[run[length - 1 - number]].turns;
        if !(0..length).any(|number| turns(&number)) {
            return;
        }
        for less in [false, true] {
            // Of two lines, `a - b` is already there, and `-a + b` is a loss.
            let numbers =
                if length == 2 { 1..if less { 1 } else { 2 } } else { 0..if less { length - 1 } else { length } };
            for first in numbers.clone().filter(turns) {
                let base = if less { 3 } else { 0 };
                let cost = base + turn_cost(first);
                let turned = u8::try_from(first).ok();
                patterns.push((Signs { less, turned: [turned, None], ..Signs::default() }, cost));
                if length <= LONGEST_TWO_TURNED {
                    for second in (first + 1..numbers.end).filter(turns) {
                        let cost = cost + turn_cost(second);
                        let turned = [turned, u8::try_from(second).ok()];
                        patterns.push((Signs { less, turned, ..Signs::default() }, cost));
                    }
                }
            }
        }
    }

    /// By how many units a run may be off at a quick look: generous enough for any.
    fn generous(&self, length: usize) -> i64 {
        let terms = if self.grid.truncated { length } else { length.isqrt() };
        2 * (2 + i64::try_from(terms).unwrap_or(0))
    }

    /// The evidence for a candidate: what its slots are worth, each distinct one counted once.
    fn weigh(&self, line: usize, run: &[usize], signs: Signs) -> i32 {
        let checks = self.checks(line, run, signs);
        if !self.stands_alone(line, run, signs, &checks) {
            return i32::MIN / 2;
        }
        let failed = checks.iter().filter(|c| !c.holds).count();
        if failed > allowed_failures(checks.len()) || failed == checks.len() {
            return i32::MIN / 2;
        }
        let unanswered = (0..self.grid.slots.len()).filter(|slot| {
            let some = |l: &usize| self.grid.line(*l)[*slot].is_some_and(|n| n.value != 0);
            self.grid.line(line)[*slot].is_none() && run.iter().any(some)
        });
        let mut seen: Vec<Vec<i128>> = Vec::new();
        let mut evidence = 0;
        for check in checks.iter().filter(|c| c.holds && c.worth > 0) {
            let column = run.iter().map(|l| self.grid.line(*l)[check.slot].map_or(0, |n| n.value)).collect();
            if !seen.contains(&column) {
                evidence += check.worth;
                seen.push(column);
            }
        }
        // Where the name says that the line closes these, one slot that fails speaks for a slip in it.
        let each = if self.cues[line].named && signs.turned == [None, None] { FAILED / 4 } else { FAILED };
        let penalty = each * i32::try_from(failed).unwrap_or(i32::MAX / 16);
        evidence - penalty - UNANSWERED * i32::try_from(unanswered.count()).unwrap_or(i32::MAX / 16)
    }

    /// Evidence is not all: two figures that are merely equal make no sum unless the label says so, and what only one
    /// slot shows against others is believed of a total with its signs as printed.
    fn stands_alone(&self, line: usize, run: &[usize], signs: Signs, checks: &[Check]) -> bool {
        let held = checks.iter().filter(|c| c.holds).count();
        let exact = checks.iter().all(|c| c.difference == 0);
        let plain = signs.is_plain() && self.cues[line].total;
        (run.len() > 1 || (exact && self.free && plain))
            && (held == checks.len() || held > 1 || (plain && (run.len() > 2 || self.cues[line].named)))
    }

    fn checks(&self, line: usize, run: &[usize], signs: Signs) -> Vec<Check> {
        let slots = self.grid.line(line).iter().enumerate();
        let check = |(slot, num): (usize, &Option<Num>)| {
            let num = (*num)?;
            let mut slack = Slack::of(self.grid.truncated);
            slack.add_result(num);
            let (mut sum, mut largest, mut some) = (0, num.value.abs(), false);
            for (at, term) in run.iter().enumerate() {
                if let Some(term) = self.grid.line(*term)[slot] {
                    some = true;
                    let sign = signs.of(run.len() - 1 - at, run.len());
                    sum += term.value * sign;
                    largest = largest.max(term.value.abs());
                    slack.add_term(term, sign);
                }
            }
            let difference = sum - num.value;
            let holds = slack.explains(difference);
            let worth = if holds { worth(largest, difference, slack.unit()) } else { 0 };
            some.then_some(Check { slot, holds, difference, slack, worth })
        };
        slots.filter_map(check).collect()
    }

    fn sum(&self, result: usize, run: &[usize], best: &Candidate) -> Sum {
        let signed = |(at, line): (usize, &usize)| (*line, best.signs.of(run.len() - 1 - at, run.len()));
        let checks = self.checks(result, run, best.signs);
        let usual =
            best.signs.turned == [None, None] && !best.signs.negated && self.cues[result].total && run.len() > 1;
        let enough = if self.cues[result].named { MARGIN } else { CERTAIN };
        let certain =
            (best.score >= enough && usual) || (!best.whole && self.mishap(result, run, best.signs).is_some());
        Sum { result, terms: run.iter().enumerate().map(signed).collect(), evidence: best.score, certain, checks }
    }
}

/// In how many of so many slots a sum may fail and still be the structure.
fn allowed_failures(slots: usize) -> usize {
    match slots {
        0 | 1 => 0,
        n => (n / 6).max(1),
    }
}

mod event;
mod gap;
mod growing;
#[cfg(test)]
mod tests;
