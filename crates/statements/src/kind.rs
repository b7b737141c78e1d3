//! What a table is about, told by its title and confirmed by its rows.
//!
//! The names of the primary statements are those of accounting standards (IAS 1.10, IAS 7, Regulation S-X 210.3-01 to 3-04) and
//! their everyday variants. A title alone is not enough: a statement must also hold a line such a statement always has.

use crate::model::Kind;
use crate::phrases::any;

/// A table as this module sees it.
pub(crate) struct Subject<'a> {
    /// The title, or the sentence before the table.
    pub(crate) title: &'a str,
    /// Headings over the columns, joined.
    pub(crate) headings: &'a str,
    /// The labels of all rows.
    pub(crate) labels: &'a [String],
}

/// Tells the kind of a table.
pub(crate) fn kind(subject: &Subject<'_>) -> Kind {
    let title = subject.title.to_lowercase();
    let labels: Vec<String> = subject.labels.iter().map(|l| l.to_lowercase()).collect();
    let named = by_title(&title);
    let whole = || is_whole_income_statement(&labels);
    match named {
        // One statement of both may go by the name of the second, and a release's `Financial Highlights` may be the statement.
        Some(Kind::ComprehensiveIncome | Kind::Metrics) if whole() => Kind::IncomeStatement,
        Some(kind) if !kind.is_primary() || confirms(kind, &labels) => kind,
        _ => by_rows(&labels, &title, subject.headings),
    }
}

/// The kind a title names.
fn by_title(title: &str) -> Option<Kind> {
    let statement = any(title, &["statement", "account", "sheet"]);
    if any(title, &["reconcil", "non-gaap", "non gaap", "non-ifrs", "adjusted ebitda", "free cash flow"])
        && !(statement && any(title, &["statements of cash flow", "balance sheet"]))
    {
        return Some(Kind::Reconciliation);
    }
    if any(title, &["average balance"]) {
        return Some(Kind::Metrics);
    }
    if any(title, &["balance sheet", "financial position", "financial condition", "assets and liabilities"])
        && !title.contains("segment")
    {
        return Some(Kind::BalanceSheet);
    }
    // `Supplemental cash flow information` is about lines of the statement.
    if any(title, &["cash flow"]) {
        return Some(if title.contains("supplement") && !statement { Kind::Other } else { Kind::CashFlow });
    }
    if statement && any(title, &["equity", "shareholders' investment", "net assets"]) && !title.contains("income") {
        return Some(Kind::Equity);
    }
    let income = any(title, &["operations", "income", "earnings", "profit", "loss", "financial results"])
        && !title.contains("segment");
    if statement && title.contains("comprehensive") {
        let combined = any(
            title,
            &["operations", "income and comprehensive", "earnings and", "loss and comprehensive", "profit or loss and"],
        ) || title.matches("income").count() > 1;
        return Some(if combined { Kind::IncomeStatement } else { Kind::ComprehensiveIncome });
    }
    if title.contains("changes in equity")
        || title.contains("changes in shareholders")
        || title.contains("changes in stockholders")
    {
        return Some(Kind::Equity);
    }
    if income && (statement || title.contains("results of operations")) || title.contains("profit and loss") {
        return Some(Kind::IncomeStatement);
    }
    if any(
        title,
        &[
            "segment",
            "geograph",
            "by region",
            "by product",
            "by country",
            "disaggregat",
            "sales data",
            "revenue data",
            "revenue by",
            "revenues by",
            "sales by",
            "by division",
            "by business",
            "revenues",
        ],
    ) {
        return Some(Kind::Segment);
    }
    if any(
        title,
        &[
            "highlight",
            "summary",
            "key ",
            "metric",
            "statistic",
            "operating data",
            "number of",
            "comparable sales",
            "guidance",
            "outlook",
            "forecast",
            "performance",
            "at a glance",
            "growth rates",
        ],
    ) {
        return Some(Kind::Metrics);
    }
    None
}

fn has(labels: &[String], words: &[&str]) -> bool {
    labels.iter().any(|l| any(l, words))
}

/// Whether the rows hold what a statement of this kind always has.
fn confirms(kind: Kind, labels: &[String]) -> bool {
    match kind {
        Kind::IncomeStatement => {
            has(
                labels,
                &[
                    "net income",
                    "net loss",
                    "net earnings",
                    "net (loss",
                    "profit for",
                    "profit of",
                    "profit (loss)",
                    "profit before",
                    "attributable profit",
                    "loss for",
                    "profit attributable",
                    "net profit",
                    "net result",
                    "result for the",
                    "result before tax",
                    "result of the period",
                ],
            ) && has(labels, &["revenue", "sales", "income", "turnover"])
        }
        Kind::ComprehensiveIncome => has(labels, &["comprehensive"]),
        Kind::BalanceSheet => {
            has(labels, &["total assets", "total liabilities", "net assets", "total equity"])
                || has(labels, &["current assets"]) && has(labels, &["current liabilities"])
        }
        Kind::CashFlow => {
            has(labels, &["operating activities", "operations", "investing", "financing"]) && has(labels, &["cash"])
        }
        Kind::Equity => {
            has(labels, &["balance", "total", "dividend", "comprehensive"])
                || ["at ", "as at ", "equity at ", "equity as at "]
                    .iter()
                    .any(|w| labels.iter().any(|l| l.starts_with(w)))
        }
        _ => true,
    }
}

/// Whether the rows lead from revenue over costs and taxes to what is left.
fn is_whole_income_statement(labels: &[String]) -> bool {
    labels.len() >= 12
        && has(labels, &["revenue", "sales", "turnover"])
        && has(labels, &["cost of", "operating expenses"])
        && has(labels, &["income from operations", "operating income", "operating profit", "operating loss"])
        && has(labels, &["income tax", "provision for", "taxation"])
        && has(labels, &["net income", "net loss", "net earnings", "profit for"])
        && !has(labels, &["gaap", "adjusted", "ebitda", "cash flow", "total assets"])
}

/// The kind that the rows alone tell, where the title does not.
fn by_rows(labels: &[String], title: &str, headings: &str) -> Kind {
    if has(labels, &["total assets"])
        && has(labels, &["total liabilities", "liabilities and"])
        && has(labels, &["equity", "deficit"])
    {
        return Kind::BalanceSheet;
    }
    if has(labels, &["operating activities"])
        && has(labels, &["investing activities"])
        && has(labels, &["financing activities"])
    {
        return Kind::CashFlow;
    }
    let income = has(labels, &["net income", "net loss", "net earnings"]) && has(labels, &["revenue", "sales"]);
    let costs = has(labels, &["cost of"])
        && has(labels, &["income tax", "provision for"])
        && has(labels, &["per share", "basic", "diluted"]);
    if income && costs && labels.len() >= 10 && !has(labels, &["gaap", "adjusted"]) {
        return Kind::IncomeStatement;
    }
    if has(labels, &["non-gaap", "adjusted ebitda", "free cash flow", "excluding"])
        || headings.to_lowercase().contains("gaap")
    {
        return Kind::Reconciliation;
    }
    if any(title, &["segment", "revenue", "sales"]) {
        return Kind::Segment;
    }
    if has(labels, &["%", "per share", "eps", "growth"]) {
        return Kind::Metrics;
    }
    Kind::Other
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(title: &str, labels: &[&str]) -> Kind {
        let labels: Vec<String> = labels.iter().map(|l| (*l).to_owned()).collect();
        kind(&Subject { title, headings: "", labels: &labels })
    }

    #[test]
    fn titles_name_kinds() {
        let income = ["Net sales", "Net income"];
        assert_eq!(of("Consolidated Statements of Operations", &income), Kind::IncomeStatement);
        assert_eq!(of("Consolidated statements of income and comprehensive income", &income), Kind::IncomeStatement);
        assert_eq!(of("Statement of Comprehensive Income", &["Total comprehensive income"]), Kind::ComprehensiveIncome);
        assert_eq!(of("Consolidated Balance Sheets", &["Total assets"]), Kind::BalanceSheet);
        assert_eq!(of("Statement of financial position", &["Total assets"]), Kind::BalanceSheet);
        assert_eq!(
            of("CONSOLIDATED STATEMENTS OF CASH FLOWS", &["Net cash from operating activities"]),
            Kind::CashFlow
        );
        assert_eq!(of("Consolidated statement of changes in equity", &["Balance at 1 January"]), Kind::Equity);
        assert_eq!(of("Reconciliation of net income to Adjusted EBITDA", &income), Kind::Reconciliation);
        assert_eq!(of("Segment information", &["Retail"]), Kind::Segment);
        assert_eq!(of("Financial highlights", &["Revenue"]), Kind::Metrics);
    }

    #[test]
    fn a_whole_statement_by_another_name_is_one() {
        let lines = [
            "Total Revenue",
            "Salaries",
            "Fuel",
            "Maintenance",
            "Other",
            "Total Operating Expenses",
            "Total Operating Income",
            "Interest",
            "Pretax Income",
            "Provision for Income Taxes",
            "Net Income",
            "Diluted Earnings Per Share",
        ];
        assert_eq!(of("FINANCIAL HIGHLIGHTS", &lines), Kind::IncomeStatement);
        assert_eq!(of("FINANCIAL HIGHLIGHTS", &lines[5..]), Kind::Metrics);
    }

    #[test]
    fn a_name_without_the_lines_is_no_primary_statement() {
        assert_eq!(of("Consolidated Statements of Income and Other Information", &["Employees"]), Kind::Other);
        let flows = ["Net cash provided by operating activities", "Net cash used in investing activities"];
        assert_eq!(of("Supplemental Cash Flow and Other Information", &flows), Kind::Other);
        assert_eq!(of("Consolidated Statements of Cash Flows", &flows), Kind::CashFlow);
    }
}
