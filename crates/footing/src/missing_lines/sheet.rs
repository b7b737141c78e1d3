//! What a whole balance sheet has: both grand totals, totals of the current parts where these are headed, the equity.

use crossfoot_lexicon::{Role, Text};

use super::{Names, incomplete};
use crate::balance::{self, Side, is_only};

pub(super) fn missing(names: &Names<'_>) -> Vec<usize> {
    // Where liabilities are taken from assets, what is left is the equity: claims have no grand total.
    let net = !names.find(|l| l.has(Role::NetAssetsBeginning)).is_empty();
    let sides = [Side::Assets, Side::Claims].map(|side| balance::rows(names.statement, side));
    let equity = names.find(is_equity);
    let claims = if equity.is_empty() { sides[1].clone() } else { Vec::new() };
    let grand = if net { Vec::new() } else { incomplete(&sides) };
    [grand, claims, current(names, &sides), owners(names)].concat()
}

/// Whether a line is what belongs to the owners, or a part of it.
fn is_equity(label: &Text) -> bool {
    label.has(Role::EquityWord) && !label.has(Role::Liability) && !label.has(Role::TotalAssets)
}

/// The total of one current part and the grand total of the other's side, where that part is headed and has no total.
fn current(names: &Names<'_>, sides: &[Vec<usize>; 2]) -> Vec<usize> {
    let parts = [Role::CurrentAssets, Role::CurrentLiabilities];
    let totals =
        [Role::TotalCurrentAssets, Role::TotalCurrentLiabilities].map(|total| names.find(|l| l.tags().is(total)));
    let sections = names.sections();
    let is_short = |part: Role| {
        let mut headed = sections.iter().filter(|(heading, rows)| is_only(heading, part) && rows.len() > 1).peekable();
        headed.peek().is_some() && headed.all(|(heading, rows)| !names.has_total(heading, rows))
    };
    let short = |at: usize| totals[at].is_empty() && is_short(parts[at]);
    (0..parts.len())
        .filter(|at| short(*at))
        .flat_map(|at| [totals[1 - at].clone(), sides[at].clone()].concat())
        .collect()
}

/// Where others have a share in the equity, below the owners' total, there is a total of the whole. (The whole may stand
/// without the owners' total: some print the others' share as one line of the equity.)
fn owners(names: &Names<'_>) -> Vec<usize> {
    let others = names.find(|l| l.has(Role::OtherOwners) && !l.has(Role::Redeemable));
    let totals = names.find(|l| l.has(Role::EquityOrTotalBeginning) && is_equity(l));
    let &[share] = others.as_slice() else { return Vec::new() };
    let capital = names.find(|l| l.has(Role::CapitalBeginning));
    let whole = totals.iter().any(|row| *row > share) || capital.first().is_none_or(|row| *row > share);
    if whole || totals.is_empty() { Vec::new() } else { [totals, others].concat() }
}

#[cfg(test)]
mod tests {
    use crossfoot_statements::{Kind, LineItem};

    use super::super::testing::{lonely, without};
    use crate::testing::money;

    fn under(heading: &str, mut line: LineItem) -> LineItem {
        line.section = vec![heading.into()];
        line
    }

    #[test]
    fn a_grand_total_stands_without_its_subtotal() {
        let sheet = [
            under("Current assets:", money("Cash", &["5112", "4711"])),
            under("Current assets:", money("Receivables", &["2307", "2298"])),
            under("Current assets:", money("Total current assets", &["7419", "7009"])),
            money("Property", &["8820", "9017"]),
            money("Total assets", &["16239", "16026"]),
            money("Payables", &["3313", "3408"]),
            money("Total current liabilities", &["3313", "3408"]),
            money("Equity", &["12926", "12618"]),
            money("Total liabilities and equity", &["16239", "16026"]),
        ];
        assert!(lonely(Kind::BalanceSheet, sheet.to_vec()).is_empty());
        let short = without(&sheet, &["Total current assets"]);
        assert_eq!(lonely(Kind::BalanceSheet, short.clone()), ["Total assets", "Total current liabilities"]);
        let unheaded = short.into_iter().map(|line| LineItem { section: Vec::new(), ..line }).collect();
        assert!(lonely(Kind::BalanceSheet, unheaded).is_empty(), "claims alone may be parted by what is current");
    }

    #[test]
    fn net_assets_stand_for_the_total_of_claims() {
        let sheet = [
            money("Property", &["8820", "9017"]),
            money("Cash", &["5112", "4711"]),
            money("Total assets", &["13932", "13728"]),
            money("Total liabilities", &["-3313", "-3408"]),
            money("Net assets", &["10619", "10320"]),
            money("Share capital", &["1000", "1000"]),
            money("Retained earnings", &["9619", "9320"]),
            money("Total equity", &["10619", "10320"]),
        ];
        assert!(lonely(Kind::BalanceSheet, sheet.to_vec()).is_empty());
        assert_eq!(lonely(Kind::BalanceSheet, without(&sheet, &["Net assets"])), ["Total assets"]);
    }

    #[test]
    fn where_others_have_a_share_in_equity_the_whole_is_missed() {
        let all = [
            money("Total assets", &["16239", "16026"]),
            money("Payables", &["3313", "3408"]),
            money("Common stock", &["1000", "1000"]),
            money("Retained earnings", &["11814", "11511"]),
            money("Total Harborlane shareholders' equity", &["12814", "12511"]),
            money("Noncontrolling interests", &["112", "107"]),
            money("Total equity", &["12926", "12618"]),
            money("Total liabilities and equity", &["16239", "16026"]),
        ];
        let missed = |name: &str| lonely(Kind::BalanceSheet, without(&all, &[name]));
        assert!(missed("").is_empty());
        assert!(missed("Total Harborlane shareholders' equity").is_empty(), "others have one line of the equity");
        assert_eq!(missed("Total equity"), ["Total Harborlane shareholders' equity", "Noncontrolling interests"]);
    }
}
