//! The time that a figure speaks of: balances that open or close a period are of its first or last day.

use crossfoot_lexicon::{Role, Text};
use crossfoot_statements::Period;
use jiff::ToSpan;
use jiff::civil::Date;

/// The time a figure speaks of.
pub(super) type Time = (Option<Date>, Date);

/// What a label says of balances.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Balance {
    Opening,
    Closing,
    Unsaid,
}

impl Balance {
    pub(super) fn of(label: &Text) -> Self {
        let tags = label.tags();
        if tags.has(Role::Closing) {
            Self::Closing
        } else if tags.has(Role::Opening) {
            Self::Opening
        } else {
            Self::Unsaid
        }
    }
}

/// Opening and closing balances of a period are of its first and last day.
pub(super) fn time(period: Period, balance: Balance) -> Time {
    match (period.start, balance) {
        (Some(_), Balance::Closing) => (None, period.end),
        (Some(start), Balance::Opening) => (None, start.checked_sub(1.day()).unwrap_or(start)),
        (start, _) => (start, period.end),
    }
}
