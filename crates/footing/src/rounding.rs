//! What rounding of printed figures can explain, and how a release rounds.
//!
//! Every figure stands for anything within half a unit of its last printed place, so a sum of `k` figures may differ
//! from its total by `(k + 1) / 2` units. In a long sum such errors cancel: beyond four times their spread (a third
//! of a unit each) nobody would take the difference for rounding. Where digits are cut off instead, a figure stands for
//! anything up to a whole unit more, and the errors add up: the same width, about another middle.
//!
//! Most companies round so that every total is exact. In such a statement a sum that is off by one is worth a look.

use crossfoot_lexicon::{Role, tag};

use crate::fixed::{Class, Num};
use crate::judge::is_column_sum;
use crate::odds::log;
use crate::relation::Relation;

/// How the figures of a statement are rounded, as far as its sums tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Rounding {
    /// Each figure by itself, to the nearest; totals may differ from their lines by a unit or two. Also said where too
    /// few sums tell anything else.
    #[default]
    Nearest,
    /// So that totals are exactly the sums of their lines.
    Exact,
    /// Digits are cut off: totals exceed the sums of their lines.
    Truncated,
}

impl Rounding {
    /// The name used in files: `nearest`, `exact`, `truncated`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nearest => "nearest",
            Self::Exact => "exact",
            Self::Truncated => "truncated",
        }
    }
}

/// Whether a note says that digits are cut off.
pub(crate) fn note_says_cut(note: &str) -> bool {
    tag(note).has(Role::DigitsCut)
}

/// Beyond this a difference is not of rounding, and all are alike, in sixteenths of a bit.
const FARTHEST: i32 = 160;

/// What is said at most for that a sum is exact, in sixteenths of a bit.
const MOST_INEXACT: i32 = 8 * BIT;

/// Sixteenths in a bit.
const BIT: i32 = 16;

/// Sums that must tell before anything but the usual is said.
const FEWEST: usize = 6;

/// How often sums are exact, too small and too large.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tendency {
    exact: usize,
    /// The total is more than its lines make, by no more than cutting explains.
    short: usize,
    over: usize,
}

impl Tendency {
    /// Takes in a sum of amounts down a column.
    pub(crate) fn add(&mut self, relation: &Relation, class: Class, total: Num) {
        if class != Class::Money || !is_column_sum(relation) || relation.terms.len() < 2 || !relation.holds {
            return;
        }
        if relation.difference.is_zero() {
            self.exact += 1;
        } else if relation.difference.is_sign_negative() == (total.value > 0) {
            self.short += 1;
        } else {
            self.over += 1;
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.exact += other.exact;
        self.short += other.short;
        self.over += other.over;
    }

    /// How much rarer it is that a sum is off by some amount than errors of its figures make it, in sixteenths of a bit: where
    /// 20 sums are exact and none is off, companies have seen to it.
    pub(crate) fn inexact(self) -> i32 {
        // Companies see to it always or never, so half a sum of either sort is as much as is known before any is seen.
        let (exact, off) = (2 * self.exact as u128 + 1, 2 * (self.short + self.over) as u128 + 1);
        // Were it errors of single figures alone, about as many sums were off as are exact.
        let rarer = log(exact) - log(off);
        // What is off may be too large or too small, and is either half as often.
        (rarer + rarer.min(BIT)).clamp(0, MOST_INEXACT)
    }

    /// What it amounts to. Cutting makes most totals larger than the sum of their lines, and hardly any smaller.
    pub(crate) fn rounding(self) -> Option<Rounding> {
        let off = self.short + self.over;
        if self.exact + off < FEWEST {
            return None;
        }
        Some(if self.short >= FEWEST && self.short > 9 * self.over && 3 * self.short >= self.exact {
            Rounding::Truncated
        } else if off <= 1 + self.exact / 15 {
            Rounding::Exact
        } else {
            Rounding::Nearest
        })
    }
}

/// What rounding explains of a sum, doubled so that halves are whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Slack {
    truncated: bool,
    total: i128,
    largest: i128,
    count: u32,
    /// Twice by how much cut digits make the total larger than its terms, on average.
    bias: i128,
}

impl Slack {
    /// For figures that are cut off, or rounded.
    pub(crate) fn of(truncated: bool) -> Self {
        Self { truncated, ..Self::default() }
    }

    /// For two figures that are the same.
    pub(crate) fn same(num: Num) -> Self {
        Self { total: 2 * num.unit, largest: num.unit, count: 2, ..Self::default() }
    }

    /// Takes a term in, with its sign in the sum. A zero is as a rule a dash, of which nothing was rounded away.
    pub(crate) fn add_term(&mut self, num: Num, sign: i128) {
        if num.value != 0 {
            self.total += num.unit;
            self.largest = self.largest.max(num.unit);
            self.count += 1;
            if self.truncated {
                self.bias += sign * num.value.signum() * num.unit;
            }
        }
    }

    /// Takes the total in.
    pub(crate) fn add_result(&mut self, num: Num) {
        self.add_term(num, -1);
    }

    /// Twice what rounding explains, in millionths.
    pub(crate) fn doubled(self) -> i128 {
        self.total.min(self.largest * i128::from(2 + 2 * self.count.isqrt()))
    }

    /// The coarsest unit among the figures.
    pub(crate) fn unit(self) -> i128 {
        self.largest.max(1)
    }

    /// Whether a difference that rounding may explain is more than three times its spread: a twelfth of a squared unit for each
    /// figure. One sum in some three hundred is off by so much.
    pub(crate) fn is_rare(self, difference: i128) -> bool {
        let miss = 2 * difference + self.bias;
        miss.saturating_mul(miss)
            > (3 * i128::from(self.count)).saturating_mul(self.largest).saturating_mul(self.largest)
    }

    /// How much less likely a difference is than none, in sixteenths of a bit, if it comes of rounding: differences
    /// spread like errors, with a twelfth of a squared unit for each figure.
    pub(crate) fn misfit(self, difference: i128) -> i32 {
        let miss = 2 * difference + self.bias;
        let square = i128::from(self.count).saturating_mul(self.largest).saturating_mul(self.largest) / 3;
        // Half a squared spread is 1.44 / 2 bits.
        let sixteenths = (miss.saturating_mul(miss).saturating_mul(23) / 2).checked_div(square).unwrap_or(0);
        i32::try_from(sixteenths).unwrap_or(FARTHEST).min(FARTHEST)
    }

    /// Whether rounding explains that the terms make so much more than the total.
    pub(crate) fn explains(self, difference: i128) -> bool {
        (2 * difference + self.bias).abs() <= self.doubled()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn num(value: i128) -> Num {
        Num { value, unit: 10 }
    }

    #[test]
    fn half_a_unit_a_term_while_there_are_few() {
        let mut slack = Slack::default();
        (0..3).for_each(|_| slack.add_term(num(50), 1));
        assert_eq!(slack.doubled(), 30);
        (0..97).for_each(|_| slack.add_term(num(50), 1));
        assert_eq!(slack.doubled(), 220);
        slack.add_term(Num { value: 0, unit: 1000 }, 1);
        assert_eq!(slack.doubled(), 220);
    }

    #[test]
    fn cut_digits_make_the_total_larger() {
        let sum = |truncated: bool| {
            let mut slack = Slack::of(truncated);
            (0..9).for_each(|_| slack.add_term(num(50), 1));
            slack.add_result(num(500));
            slack
        };
        assert!(sum(true).explains(-60) && !sum(false).explains(-60));
        assert!(!sum(true).explains(20) && sum(false).explains(20));
    }

    #[test]
    fn notes_say_what_is_cut() {
        assert!(note_says_cut("Amounts less than one million yen are rounded down"));
        assert!(note_says_cut("(Figures truncated to the nearest thousand)"));
        assert!(!note_says_cut("(In millions; columns may not add due to rounding)"));
    }
}
