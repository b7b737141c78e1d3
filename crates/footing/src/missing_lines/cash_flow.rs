//! What a whole statement of cash flows has: the cash of its three activities; opening cash, closing cash and the change.

use crossfoot_lexicon::{Role, Text, word};

use super::{Names, incomplete};

pub(super) fn missing(names: &Names<'_>) -> Vec<usize> {
    let activity = |activity: Role| {
        names.find(|l| {
            l.has(activity)
                && l.has(Role::CashOrActivities)
                && l.has(Role::ActivityBeginning)
                && !l.has(Role::Adjustment)
        })
    };
    let activities = [Role::OperatingActivity, Role::InvestingActivity, Role::FinancingActivity].map(activity);
    let opens = |l: &Text| l.has(Role::Opening) || l.has(Role::OpeningWord);
    let closes = |l: &Text| l.has(Role::Closing) || l.has(Role::ClosingWord) || l.has(Role::AtEnd);
    let balances = [
        names.find(|l| l.has(Role::Cash) && (opens(l) || is_dated(l))),
        names.find(|l| l.has(Role::Cash) && (closes(l) || is_dated(l))),
        names.find(|l| l.has(Role::Cash) && l.has(Role::CashMovement) && !l.has(Role::NotTheChange)),
    ];
    [incomplete(&activities), incomplete(&balances)].concat()
}

/// Whether a label names a day: `cash and cash equivalents at 1 January`.
fn is_dated(label: &Text) -> bool {
    let mut words = label.split(|c: char| !c.is_alphanumeric());
    label.contains(|c: char| c.is_ascii_digit()) && words.any(|text| word(text).month().is_some())
}

#[cfg(test)]
mod tests {
    use crossfoot_statements::Kind;

    use super::super::testing::{lonely, without};
    use crate::testing::money;

    #[test]
    fn activities_and_balances_stand_together_by_whatever_name() {
        let flows = [
            money("Cash provided (used) by operations", &["1311", "1258"]),
            money("Cash used by investing activities", &["-402", "-391"]),
            money("Cash used by financing activities", &["-300", "-310"]),
            money("Net increase in cash", &["609", "557"]),
            money("Cash and cash equivalents at 1 January", &["1000", "443"]),
            money("Cash and cash equivalents at 31 December", &["1609", "1000"]),
        ];
        assert!(lonely(Kind::CashFlow, flows.to_vec()).is_empty());
        let missed = without(&flows, &["Cash used by investing activities"]);
        assert!(lonely(Kind::CashFlow, missed).iter().any(|label| label == "Cash used by financing activities"));
    }
}
