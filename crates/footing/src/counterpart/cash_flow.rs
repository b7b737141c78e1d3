//! What a whole statement of cash flows has: the cash of its three activities; opening cash, closing cash and the change.

use super::{Names, begins, has, incomplete};

/// What says which way cash moved.
const CHANGE: [&str; 6] = ["increase", "decrease", "change", "movement", "net cash flow", "reduction"];

pub(super) fn missing(names: &Names<'_>) -> Vec<usize> {
    let activity = |words: &'static [&'static str]| {
        names.find(|l| {
            let ends = ["net", "total", "cash", "operating", "investing", "financing"];
            has(l, words) && has(l, &["cash", "activit"]) && begins(l, &ends) && !l.contains("adjust")
        })
    };
    let activities = [activity(&["operating", "operations"]), activity(&["invest"]), activity(&["financing"])];
    let cash = |l: &str| l.contains("cash");
    let balances = [
        names.find(|l| cash(l) && (has(l, &["beginning", "start of", "opening"]) || is_dated(l))),
        names.find(|l| {
            cash(l) && (has(l, &["end of", "ending", "closing", "at end", "year-end", "period-end"]) || is_dated(l))
        }),
        names.find(|l| cash(l) && has(l, &CHANGE) && !has(l, &["effect", "end of", "beginning of", "activities"])),
    ];
    [incomplete(&activities), incomplete(&balances)].concat()
}

/// Whether a label names a day: `cash and cash equivalents at 1 January`.
fn is_dated(label: &str) -> bool {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let mut words = label.split(|c: char| !c.is_alphanumeric());
    label.contains(|c: char| c.is_ascii_digit()) && words.any(|word| begins(word, &MONTHS))
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
