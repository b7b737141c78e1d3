//! What rounding of printed figures can explain.
//!
//! Every figure stands for anything within half a unit of its last printed place, so a sum of `k` figures may differ
//! from its total by `(k + 1) / 2` units. In a long sum such errors cancel: beyond four times their spread (a third
//! of a unit each) nobody would take the difference for rounding.

use crate::fixed::Num;

/// Twice the tolerance of a sum: `units` added up, the largest of them, and how many there are.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Slack {
    total: i128,
    largest: i128,
    count: u32,
}

impl Slack {
    /// Takes a figure in. A zero is as a rule a dash, of which nothing was rounded away.
    pub(crate) fn add(&mut self, num: Num) {
        if num.value != 0 {
            self.total += num.unit;
            self.largest = self.largest.max(num.unit);
            self.count += 1;
        }
    }

    /// Twice what rounding explains, in millionths.
    pub(crate) fn doubled(self) -> i128 {
        self.total.min(self.largest * i128::from(2 + 2 * self.count.isqrt()))
    }

    /// The coarsest unit among the figures.
    pub(crate) fn unit(self) -> i128 {
        self.largest.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_unit_a_term_while_there_are_few() {
        let mut slack = Slack::default();
        (0..3).for_each(|_| slack.add(Num { value: 5, unit: 10 }));
        assert_eq!(slack.doubled(), 30);
        (0..97).for_each(|_| slack.add(Num { value: 5, unit: 10 }));
        assert_eq!(slack.doubled(), 220);
        slack.add(Num { value: 0, unit: 1000 });
        assert_eq!(slack.doubled(), 220);
    }
}
