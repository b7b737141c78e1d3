//! How steady lines are: what accountants know of them before they see a figure.
//!
//! Goodwill and common stock hardly move, depreciation comes every quarter alike, gains and payables are never the same.

use crossfoot_statements::Kind;

/// Words of lines and how much their figures spread, next to other lines of such a statement; the first that a label has
/// counts.
type Words = [(&'static str, f64)];

const INCOME: [(&str, f64); 20] = [
    ("restructuring", 2.5),
    ("impairment", 2.5),
    ("gain", 2.5),
    ("loss on", 2.5),
    ("discontinued", 2.5),
    ("other", 2.0),
    ("charges", 2.0),
    ("acquired", 2.0),
    ("tax", 1.5),
    ("selling", 0.6),
    ("administrative", 0.6),
    ("research", 0.6),
    ("marketing", 0.7),
    ("cost", 0.7),
    ("sales", 0.8),
    ("revenue", 0.8),
    ("depreciation", 0.6),
    ("amortization", 0.6),
    ("gross", 0.9),
    ("dividends", 0.5),
];

const BALANCE: [(&str, f64); 18] = [
    ("goodwill", 0.3),
    ("par value", 0.2),
    ("common stock", 0.2),
    ("capital stock", 0.3),
    ("paid-in", 0.5),
    ("short-term", 2.5),
    ("restricted", 2.5),
    ("cash", 2.5),
    ("receivable", 1.8),
    ("payable", 1.8),
    ("current portion", 2.5),
    ("inventor", 1.3),
    ("accrued", 1.4),
    ("lease", 0.6),
    ("property", 0.7),
    ("intangible", 1.0),
    ("retained", 0.8),
    ("total", 0.8),
];

const CASH: [(&str, f64); 18] = [
    ("depreciation", 0.3),
    ("amortization", 0.4),
    ("compensation", 0.4),
    ("dividends", 0.3),
    ("beginning", 0.8),
    ("operating activities", 0.8),
    ("property", 0.8),
    ("capital expenditures", 0.8),
    ("other", 1.5),
    ("gain", 2.0),
    ("loss", 2.0),
    ("debt", 1.7),
    ("investments", 2.0),
    ("payable", 2.0),
    ("tax", 1.8),
    ("increase", 2.5),
    ("decrease", 2.5),
    ("acquisition", 2.0),
];

/// By how much the figures of a line spread more or less than is usual in its statement.
pub(crate) fn spread(kind: Kind, label: &str) -> f64 {
    let words: &Words = match kind {
        Kind::BalanceSheet => &BALANCE,
        Kind::CashFlow => &CASH,
        _ => &INCOME,
    };
    let label = label.to_lowercase();
    words.iter().find(|(word, _)| label.contains(word)).map_or(1.0, |(_, spread)| *spread)
}
