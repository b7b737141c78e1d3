//! How steady lines are: what accountants know of them before they see a figure.
//!
//! Goodwill and common stock hardly move, depreciation comes every quarter alike, gains and payables are never the same.

use crossfoot_lexicon::{Role, Text};
use crossfoot_statements::Kind;

/// What lines speak of and how much their figures spread, next to other lines of such a statement; the first that a label
/// has counts.
type Spreads = [(Role, f64)];

const INCOME: [(Role, f64); 10] = [
    (Role::OneOff, 2.5),
    (Role::OtherOrCharge, 2.0),
    (Role::Tax, 1.5),
    (Role::RunningExpense, 0.6),
    (Role::CostOrMarketing, 0.7),
    (Role::RevenueWord, 0.8),
    (Role::Depreciation, 0.6),
    (Role::Amortization, 0.6),
    (Role::GrossWord, 0.9),
    (Role::Dividends, 0.5),
];

const BALANCE: [(Role, f64); 13] = [
    (Role::Goodwill, 0.3),
    (Role::NominalStock, 0.2),
    (Role::CapitalStock, 0.3),
    (Role::PaidIn, 0.5),
    (Role::Liquid, 2.5),
    (Role::ReceivableOrPayable, 1.8),
    (Role::CurrentPortion, 2.5),
    (Role::Inventory, 1.3),
    (Role::Accrued, 1.4),
    (Role::Lease, 0.6),
    (Role::Property, 0.7),
    (Role::Intangible, 1.0),
    (Role::RetainedOrTotal, 0.8),
];

const CASH: [(Role, f64); 12] = [
    (Role::Depreciation, 0.3),
    (Role::Amortization, 0.4),
    (Role::Compensation, 0.4),
    (Role::Dividends, 0.3),
    (Role::StandingFlow, 0.8),
    (Role::OtherWord, 1.5),
    (Role::GainOrLoss, 2.0),
    (Role::Debt, 1.7),
    (Role::InvestmentOrPayable, 2.0),
    (Role::Tax, 1.8),
    (Role::RiseOrFall, 2.5),
    (Role::Acquisition, 2.0),
];

/// By how much the figures of a line spread more or less than is usual in its statement.
pub(crate) fn spread(kind: Kind, label: &Text) -> f64 {
    let spreads: &Spreads = match kind {
        Kind::BalanceSheet => &BALANCE,
        Kind::CashFlow => &CASH,
        _ => &INCOME,
    };
    spreads.iter().find(|(role, _)| label.has(*role)).map_or(1.0, |(_, spread)| *spread)
}
