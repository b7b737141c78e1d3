//! The kinds of made-up tables, with what speaks for them.

use std::fmt::Write as _;

use super::*;

/// A table of a few words: title, rows, headings.
fn subject<'a>(title: &str, rows: &[&str], heads: &'a [RoleSet]) -> Subject<'a> {
    Subject {
        title: title.into(),
        heads,
        labels: rows.iter().map(|row| (*row).into()).collect(),
        lines: rows.len(),
        percent: 0,
        before: None,
    }
}

fn texts(list: &[&str]) -> Vec<Text> {
    list.iter().map(|one| (*one).into()).collect()
}

fn of(title: &str, rows: &[&str]) -> Kind {
    kind(&subject(title, rows, &[])).0
}

const INCOME: [&str; 12] = [
    "Total revenue",
    "Salaries",
    "Fuel",
    "Maintenance",
    "Other",
    "Total operating expenses",
    "Operating income",
    "Interest expense",
    "Income before income taxes",
    "Provision for income taxes",
    "Net income",
    "Diluted earnings per share",
];

const ASSETS: [&str; 7] = [
    "Cash and cash equivalents",
    "Inventories",
    "Total current assets",
    "Total assets",
    "Accounts payable",
    "Total liabilities",
    "Total stockholders' equity",
];

const FLOWS: [&str; 8] = [
    "Net income",
    "Depreciation and amortization",
    "Net cash provided by operating activities",
    "Capital expenditures",
    "Net cash used in investing activities",
    "Dividends paid",
    "Net cash used in financing activities",
    "Cash at end of period",
];

const EQUITY: [&str; 6] = [
    "Balance at January 1, 2031",
    "Net income",
    "Dividends declared",
    "Stock-based compensation",
    "Repurchases of common stock",
    "Balance at December 31, 2031",
];

const COMPREHENSIVE: [&str; 4] =
    ["Net income", "Foreign currency translation adjustments", "Unrealized gains on hedges", "Comprehensive income"];

/// Title, rows and headings of tables of an invented company.
const TABLES: &[(&str, &[&str], &[&str])] = &[
    ("Marlow Freight Inc. Consolidated Statements of Operations", &INCOME, &["Three Months Ended", "Six Months Ended"]),
    ("", &INCOME, &["2031", "2030"]),
    ("2031 - Q1 INVESTOR CONFERENCE", &INCOME, &["1Q31", "4Q30"]),
    ("FINANCIAL HIGHLIGHTS", &INCOME, &["2031", "2030"]),
    (
        "FINANCIAL HIGHLIGHTS",
        &["Net sales", "Operating income", "Net income", "Diluted EPS"],
        &["2031", "2030", "% Change"],
    ),
    ("Statements of Operations (as a percentage of revenue)", &INCOME, &["2031", "2030"]),
    ("Consolidated Statements of Operations - Non-GAAP", &INCOME, &["GAAP", "Adjustments", "Non-GAAP"]),
    ("Freight segment: statement of operations", &INCOME, &["2031", "2030"]),
    (
        "Computation of basic and diluted earnings per share",
        &["Net income", "Weighted average shares", "Diluted EPS"],
        &["2031"],
    ),
    ("Statements of Income and Comprehensive Income", &INCOME, &["2031", "2030"]),
    ("Consolidated Statements of Comprehensive Income", &COMPREHENSIVE, &["2031", "2030"]),
    (
        "Changes in accumulated other comprehensive income were as follows:",
        &["Balance at January 1, 2031", "Other comprehensive income", "Reclassified to net income"],
        &["Translation", "Hedges"],
    ),
    ("Consolidated Balance Sheets", &ASSETS, &["December 31, 2031", "December 31, 2030"]),
    ("", &ASSETS, &["December 31, 2031", "December 31, 2030"]),
    (
        "Assets measured at fair value in the balance sheet are as follows:",
        &["Money market funds", "Debt securities", "Total assets", "Derivatives", "Total liabilities"],
        &["Level 1", "Level 2"],
    ),
    ("Balance sheet", &["Current assets", "Other assets", "Current liabilities", "Other liabilities"], &["2031"]),
    ("Condensed Consolidated Statements of Cash Flows", &FLOWS, &["Six Months Ended"]),
    ("", &FLOWS, &["2031", "2030"]),
    (
        "The following table summarizes our cash flows:",
        &["Operating activities", "Investing activities", "Financing activities"],
        &["2031", "2030"],
    ),
    ("Supplemental disclosure of cash flow information", &["Interest paid", "Income taxes paid"], &["2031", "2030"]),
    ("Consolidated Statement of Changes in Equity", &EQUITY, &["Common Stock", "Retained Earnings", "Total Equity"]),
    ("Table of Contents", &EQUITY, &["Common Stock", "Retained Earnings", "Total Equity"]),
    ("Share repurchases", &["Shares repurchased", "Average price per share", "Remaining authorization"], &["2031"]),
    ("Segment information", &["Road", "Rail", "Unallocated corporate costs"], &["2031", "2030"]),
    ("Net revenues", &["North America", "Europe", "Asia Pacific", "Total"], &["2031", "2030"]),
    ("Reconciliation of net income to Adjusted EBITDA", &["Net income", "Depreciation", "Adjusted EBITDA"], &["2031"]),
    ("Operating statistics", &["Number of trucks", "Tonnes carried", "Load factor (%)"], &["2031", "2030"]),
    ("Long-term debt consisted of the following:", &["4.5% notes due 2035", "Term loan", "Total debt"], &["2031"]),
    ("Marlow Freight Inc.", &["Employees"], &["2031"]),
];

#[test]
fn kinds_of_made_up_tables() {
    let mut out = String::new();
    for (title, rows, heads) in TABLES {
        let headings = roles_of(&texts(heads));
        let (kind, evidence) = kind(&subject(title, rows, &headings));
        let _ = writeln!(
            out,
            "{title} | {} ... | {}",
            rows.iter().take(3).copied().collect::<Vec<_>>().join(", "),
            heads.join(", ")
        );
        let _ = writeln!(out, "  {} {}, ahead by {}", kind.name(), evidence.half_bits(), evidence.lead);
        for (clue, half_bits) in evidence.clues {
            let _ = writeln!(out, "  {half_bits:+} {clue}");
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn titles_name_kinds() {
    assert_eq!(of("Statement of financial position", &ASSETS), Kind::BalanceSheet);
    assert_eq!(of("CONSOLIDATED STATEMENTS OF CASH FLOWS", &FLOWS), Kind::CashFlow);
    assert_eq!(of("Consolidated statement of changes in equity", &EQUITY), Kind::Equity);
    assert_eq!(of("Segment information", &["Retail"]), Kind::Segment);
    assert_eq!(of("Financial highlights", &["Revenue"]), Kind::Metrics);
}

#[test]
fn a_name_without_the_lines_is_no_primary_statement() {
    assert_eq!(of("Consolidated Statements of Income and Other Information", &["Auditors"]), Kind::Other);
    assert_eq!(
        of("Consolidated Balance Sheets", &["Receivables, gross", "Allowance", "Receivables, net"]),
        Kind::Other
    );
    assert_eq!(of("Supplemental Cash Flow and Other Information", &FLOWS[2..4]), Kind::Other);
}

#[test]
fn a_table_of_percentages_is_no_income_statement() {
    let table = subject("Consolidated Statements of Operations", &INCOME, &[]);
    assert_eq!(kind(&table).0, Kind::IncomeStatement);
    assert_eq!(kind(&Subject { percent: 90, ..table }).0, Kind::Metrics);
}

#[test]
fn what_goes_on_is_of_the_kind_before() {
    let rows = ["Cash paid for interest", "Cash paid for income taxes", "Equipment in accounts payable"];
    let table = subject("Consolidated Statements of Cash Flows", &rows, &[]);
    assert_eq!(kind(&table).0, Kind::Other);
    assert_eq!(kind(&Subject { before: Some(Kind::CashFlow), ..table }).0, Kind::CashFlow);
}
