//! What a table is about, told by its title and confirmed by its rows.
//!
//! The names of the primary statements are those of accounting standards (IAS 1.10, IAS 7, Regulation S-X 210.3-01 to 3-04) and
//! their everyday variants. A title alone is not enough: a statement must also hold a line such a statement always has.

use crossfoot_lexicon::{Role, Text};

use crate::model::Kind;

/// A table as this module sees it.
pub(crate) struct Subject<'a> {
    /// The title, or the sentence before the table.
    pub(crate) title: &'a Text,
    /// Headings over the columns.
    pub(crate) headings: &'a [String],
    /// The labels of all rows.
    pub(crate) labels: &'a [Text],
}

/// Tells the kind of a table.
pub(crate) fn kind(subject: &Subject<'_>) -> Kind {
    let Subject { title, labels, .. } = subject;
    match by_title(title) {
        // One statement of both may go by the name of the second, and a release's `Financial Highlights` may be the statement.
        Some(Kind::ComprehensiveIncome | Kind::Metrics) if is_whole_income_statement(labels) => Kind::IncomeStatement,
        Some(kind) if !kind.is_primary() || confirms(kind, labels) => kind,
        _ => by_rows(subject),
    }
}

/// The kind a title names.
fn by_title(title: &Text) -> Option<Kind> {
    let tags = title.tags();
    let has = |role: Role| tags.has(role);
    let statement = has(Role::TitleStatement);
    let segment = has(Role::TitleSegmentWord);
    if has(Role::TitleReconciliation) && !(statement && has(Role::TitleWithReconciliation)) {
        return Some(Kind::Reconciliation);
    }
    if has(Role::TitleAverages) {
        return Some(Kind::Metrics);
    }
    if has(Role::TitleBalance) && !segment {
        return Some(Kind::BalanceSheet);
    }
    // `Supplemental cash flow information` is about lines of the statement.
    if has(Role::TitleCashFlow) {
        return Some(if has(Role::TitleSupplement) && !statement { Kind::Other } else { Kind::CashFlow });
    }
    if statement && has(Role::TitleEquity) && !has(Role::TitleIncomeWord) {
        return Some(Kind::Equity);
    }
    if statement && has(Role::TitleComprehensive) {
        let combined = has(Role::TitleCombined) || tags.places(Role::TitleIncomeWord).count() > 1;
        return Some(if combined { Kind::IncomeStatement } else { Kind::ComprehensiveIncome });
    }
    if has(Role::TitleEquityChanges) {
        return Some(Kind::Equity);
    }
    let income = has(Role::TitleIncome) && !segment;
    if income && (statement || has(Role::TitleResults)) || has(Role::TitleProfitAndLoss) {
        return Some(Kind::IncomeStatement);
    }
    if has(Role::TitleSegment) {
        return Some(Kind::Segment);
    }
    has(Role::TitleMetrics).then_some(Kind::Metrics)
}

/// Whether there is a row of each of some sets.
fn each(labels: &[Text], roles: &[Role]) -> bool {
    roles.iter().all(|role| labels.iter().any(|label| label.has(*role)))
}

/// Whether the rows hold what a statement of this kind always has.
fn confirms(kind: Kind, labels: &[Text]) -> bool {
    let each = |roles: &[Role]| each(labels, roles);
    match kind {
        Kind::IncomeStatement => each(&[Role::RowResult, Role::RowSalesOrIncome]),
        Kind::ComprehensiveIncome => each(&[Role::RowComprehensive]),
        Kind::BalanceSheet => {
            each(&[Role::RowBalanceTotal]) || each(&[Role::RowCurrentAssets, Role::RowCurrentLiabilities])
        }
        Kind::CashFlow => each(&[Role::RowFlow, Role::RowCash]),
        Kind::Equity => each(&[Role::RowEquity]) || each(&[Role::RowEquityAt]),
        _ => true,
    }
}

/// Whether the rows lead from revenue over costs and taxes to what is left.
fn is_whole_income_statement(labels: &[Text]) -> bool {
    let of_all = [Role::RowSales, Role::RowCosts, Role::RowOperating, Role::RowTax, Role::RowNetIncome];
    labels.len() >= 12 && each(labels, &of_all) && !each(labels, &[Role::RowNoIncomeStatement])
}

/// The kind that the rows alone tell, where the title does not.
fn by_rows(Subject { title, headings, labels }: &Subject<'_>) -> Kind {
    let each = |roles: &[Role]| each(labels, roles);
    if each(&[Role::RowTotalAssets, Role::RowLiabilities, Role::RowOwners]) {
        return Kind::BalanceSheet;
    }
    if each(&[Role::RowOperatingFlow, Role::RowInvestingFlow, Role::RowFinancingFlow]) {
        return Kind::CashFlow;
    }
    let income = [Role::RowEarned, Role::RowSold, Role::RowCostOf, Role::RowIncomeTax, Role::RowPerShare];
    if labels.len() >= 10 && each(&income) && !each(&[Role::RowAdjusted]) {
        return Kind::IncomeStatement;
    }
    let by_heading = || headings.iter().any(|heading| crossfoot_lexicon::tag(heading).has(Role::HeadingGaap));
    if each(&[Role::RowReconciled]) || by_heading() {
        return Kind::Reconciliation;
    }
    if title.has(Role::TitleParts) {
        return Kind::Segment;
    }
    if each(&[Role::RowMetric]) { Kind::Metrics } else { Kind::Other }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(title: &str, labels: &[&str]) -> Kind {
        let labels: Vec<Text> = labels.iter().map(|label| (*label).into()).collect();
        kind(&Subject { title: &title.into(), headings: &[], labels: &labels })
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
