//! Which concept a line is, in statements made by hand.

use crossfoot_grammar::figure::Currency;
use crossfoot_ingest::Rect;
use crossfoot_statements::{
    Cell, Column, Doubts, Fact, Kind, Length, LineItem, Period, Statement, Sum, Unit, assign_concepts, explain_label,
};
use rust_decimal::Decimal;

const MONEY: Unit = Unit::Money(Currency::USD);
const PER_SHARE: Unit = Unit::PerShare(Currency::USD);

fn line(section: &[&str], label: &str, unit: Unit, figures: &[i64]) -> LineItem {
    let fact = |value: &i64| Fact {
        printed: value.to_string(),
        shown: Decimal::from(*value),
        value: Decimal::from(*value),
        scale: Decimal::ONE,
        unit,
        decimals: 0,
        told: Default::default(),
        row_period: None,
        page: 1,
        place: Rect::default(),
        doubts: Doubts::default(),
    };
    LineItem {
        section: section.iter().map(|heading| (*heading).into()).collect(),
        label: label.into(),
        concept: None,
        marks: Vec::new(),
        indent: 0.0,
        bold: false,
        ruled_above: false,
        page: 1,
        cells: figures.iter().map(|value| Cell::Figure(fact(value))).collect(),
    }
}

fn money(label: &str, figures: &[i64]) -> LineItem {
    line(&[], label, MONEY, figures)
}

fn column(heading: &str, year: i16, instant: bool) -> Column {
    let end = jiff::civil::date(year, 12, 31);
    let start = (!instant).then(|| jiff::civil::date(year, 1, 1));
    let length = if instant { Length::Instant } else { Length::Months(12) };
    Column {
        heading: heading.into(),
        heads: Vec::new(),
        period: Some(Period { start, end, length }),
        period_from: Default::default(),
        whole: true,
    }
}

fn statement(kind: Kind, items: Vec<LineItem>) -> Statement {
    let instant = kind == Kind::BalanceSheet;
    Statement {
        id: kind.name().to_owned(),
        kind,
        title: "".into(),
        notes: Vec::new(),
        remarks: Vec::new(),
        kind_evidence: Default::default(),
        stub_head: "".into(),
        scale: None,
        currency: None,
        pages: vec![1],
        columns: vec![column("2023", 2023, instant), column("2022", 2022, instant)],
        items,
    }
}

/// The concept of each line, empty where there is none.
fn concepts(statement: &mut Statement, sums: &[Sum]) -> Vec<&'static str> {
    assign_concepts(&mut [&mut *statement], &[sums.to_vec()]);
    statement.items.iter().map(|item| item.concept.map_or("", |concept| concept.name())).collect()
}

fn of(kind: Kind, items: Vec<LineItem>) -> Vec<&'static str> {
    concepts(&mut statement(kind, items), &[])
}

#[test]
fn diluted_is_what_it_counts() {
    let names = of(
        Kind::IncomeStatement,
        vec![
            money("Net income", &[90, 80]),
            line(&["Earnings per share"], "Basic", PER_SHARE, &[3, 2]),
            line(&["Earnings per share"], "Diluted", PER_SHARE, &[2, 1]),
            line(&["Weighted average shares"], "Basic", Unit::Shares, &[30, 40]),
            line(&["Weighted average shares"], "Diluted", Unit::Shares, &[31, 41]),
        ],
    );
    assert_eq!(
        names,
        [
            "us-gaap:NetIncomeLoss",
            "us-gaap:EarningsPerShareBasic",
            "us-gaap:EarningsPerShareDiluted",
            "us-gaap:WeightedAverageNumberOfSharesOutstandingBasic",
            "us-gaap:WeightedAverageNumberOfDilutedSharesOutstanding",
        ]
    );
}

#[test]
fn a_share_that_is_neither_basic_nor_diluted_stays_empty() {
    let names = of(Kind::IncomeStatement, vec![line(&[], "Net income per common share", PER_SHARE, &[3, 2])]);
    assert_eq!(names, [""]);
}

#[test]
fn the_part_of_the_sheet_tells_assets_from_liabilities() {
    let names = of(
        Kind::BalanceSheet,
        vec![
            money("Cash and cash equivalents", &[5, 4]),
            money("Total current assets", &[5, 4]),
            money("Deferred income taxes", &[2, 2]),
            money("Total assets", &[7, 6]),
            money("Deferred revenue", &[1, 1]),
            money("Total current liabilities", &[1, 1]),
            money("Deferred income taxes", &[3, 3]),
            money("Deferred revenue", &[2, 1]),
            money("Total liabilities", &[6, 5]),
        ],
    );
    assert_eq!(names[2], "us-gaap:DeferredIncomeTaxAssetsNet");
    assert_eq!(names[4], "us-gaap:ContractWithCustomerLiabilityCurrent");
    assert_eq!(names[6], "us-gaap:DeferredIncomeTaxLiabilitiesNet");
    assert_eq!(names[7], "us-gaap:ContractWithCustomerLiabilityNoncurrent");
}

#[test]
fn where_nothing_tells_the_part_the_line_stays_empty() {
    assert_eq!(of(Kind::BalanceSheet, vec![money("Deferred income taxes", &[3, 3])]), [""]);
}

#[test]
fn income_of_all_and_of_the_owners_are_told_apart() {
    let names = of(
        Kind::IncomeStatement,
        vec![
            money("Net income", &[95, 85]),
            money("Less: net income attributable to noncontrolling interests", &[5, 5]),
            money("Net income attributable to Larkfield Inc.", &[90, 80]),
        ],
    );
    assert_eq!(
        names,
        ["us-gaap:ProfitLoss", "us-gaap:NetIncomeLossAttributableToNoncontrollingInterest", "us-gaap:NetIncomeLoss"]
    );
}

#[test]
fn the_same_name_with_another_amount_is_no_second_concept() {
    let names = of(Kind::IncomeStatement, vec![money("Net earnings", &[95, 85]), money("Net earnings", &[99, 89])]);
    assert!(names.iter().filter(|name| !name.is_empty()).count() <= 1, "{names:?}");
    let again = of(Kind::IncomeStatement, vec![money("Net earnings", &[95, 85]), money("Net earnings", &[95, 85])]);
    assert_eq!(again, ["us-gaap:NetIncomeLoss"; 2]);
}

#[test]
fn under_a_heading_of_adjusted_measures_no_line_is_standard() {
    let adjusted = ["Adjusted earnings"];
    let items = || {
        vec![
            money("Net earnings", &[50, 40]),
            line(&[], "Net earnings per share (Diluted)", PER_SHARE, &[5, 4]),
            line(&adjusted, "Net earnings", MONEY, &[60, 50]),
            line(&adjusted, "Net earnings per share (Diluted)", PER_SHARE, &[6, 5]),
        ]
    };
    assert_eq!(
        of(Kind::IncomeStatement, items()),
        ["us-gaap:NetIncomeLoss", "us-gaap:EarningsPerShareDiluted", "", ""]
    );
}

#[test]
fn a_statement_under_ifrs_has_its_names() {
    let names = of(
        Kind::IncomeStatement,
        vec![
            money("Turnover", &[50, 40]),
            money("Cost of sales", &[-30, -25]),
            money("Finance costs", &[-3, -2]),
            money("Profit before tax", &[9, 8]),
            money("Profit for the year", &[7, 6]),
        ],
    );
    assert_eq!(
        names,
        [
            "ifrs-full:Revenue",
            "ifrs-full:CostOfSales",
            "ifrs-full:FinanceCosts",
            "ifrs-full:ProfitLossBeforeTax",
            "ifrs-full:ProfitLoss",
        ]
    );
}

#[test]
fn a_total_without_a_name_is_told_by_its_parts() {
    let mut sheet = statement(
        Kind::BalanceSheet,
        vec![money("Total current assets", &[5, 4]), money("Total non-current assets", &[2, 2]), money("", &[7, 6])],
    );
    assert_eq!(concepts(&mut sheet, &[])[2], "");
    let sum = Sum { total: 2, parts: vec![0, 1] };
    assert_eq!(concepts(&mut sheet, &[sum])[2], "us-gaap:Assets");
}

#[test]
fn only_what_no_one_can_mistake_counts_outside_of_statements() {
    let lines = || vec![money("Net income", &[90, 80]), money("Other, net", &[1, 2]), money("Goodwill", &[4, 4])];
    assert_eq!(of(Kind::Metrics, lines()), ["us-gaap:NetIncomeLoss", "", ""], "goodwill is no flow");
    assert_eq!(of(Kind::Segment, lines()), [""; 3]);
    assert_eq!(of(Kind::Other, lines()), [""; 3]);
}

#[test]
fn parts_of_the_company_and_percentages_are_none() {
    let mut income = statement(Kind::IncomeStatement, vec![money("Revenue", &[50, 40, 90])]);
    let period = income.columns[0].period;
    income.columns = ["Manufacturing", "Finance", "Total"]
        .map(|heading| Column { heading: heading.into(), period, ..column("", 2023, false) })
        .into();
    if let Cell::Figure(fact) = &mut income.items[0].cells[2] {
        fact.unit = Unit::Percent;
    }
    concepts(&mut income, &[]);
    assert!((0..3).all(|at| income.concept(0, at).is_none()));
    income.items[0].cells[2] = income.items[0].cells[1].clone();
    concepts(&mut income, &[]);
    assert!(income.concept(0, 1).is_none());
    assert_eq!(income.concept(0, 2).map(|concept| concept.name()), Some("us-gaap:Revenues"));
}

#[test]
fn a_score_sheet_says_why() {
    let sheets = explain_label("Diluted earnings per share", Kind::IncomeStatement);
    assert_eq!(sheets[0].concept.name(), "us-gaap:EarningsPerShareDiluted");
    assert!(sheets[0].is_enough());
    assert!(explain_label("Diluted earnings per share", Kind::BalanceSheet).is_empty());
    assert!(explain_label("Freight barges", Kind::IncomeStatement).is_empty());
}

#[test]
fn totals_without_a_name_are_what_their_heading_says() {
    let under = |heading: &str, label: &str, figures: &[i64]| line(&[heading], label, MONEY, figures);
    let items = vec![
        under("Net sales", "Products", &[70, 60]),
        under("Net sales", "Services", &[30, 20]),
        under("Net sales", "", &[100, 80]),
        under("Cost of sales", "Products", &[40, 30]),
        under("Cost of sales", "Services", &[10, 10]),
        under("Cost of sales", "", &[50, 40]),
        money("", &[50, 40]),
        money("Net income", &[20, 10]),
    ];
    let sum = |total: usize, parts: &[usize]| Sum { total, parts: parts.to_vec() };
    let sums = [sum(2, &[0, 1]), sum(5, &[3, 4]), sum(6, &[2, 5])];
    let concepts = concepts(&mut statement(Kind::IncomeStatement, items), &sums);
    assert_eq!(concepts[2], "us-gaap:Revenues");
    assert_eq!(concepts[5], "us-gaap:CostOfRevenue");
    assert_eq!(concepts[6], "us-gaap:GrossProfit");
}

#[test]
fn the_two_sums_of_a_balance_sheet_need_no_name() {
    let items = |last: &str| {
        vec![
            money("Cash and cash equivalents", &[60, 50]),
            money("Inventories", &[40, 30]),
            money("", &[100, 80]),
            money("Accounts payable", &[30, 30]),
            money("Total shareholders' equity", &[70, 50]),
            money(last, &[100, 80]),
        ]
    };
    let of = |last: &str| concepts(&mut statement(Kind::BalanceSheet, items(last)), &[]);
    for last in ["", "Total liabilities and shareholders' equity"] {
        assert_eq!([of(last)[2], of(last)[5]], ["us-gaap:Assets", "us-gaap:LiabilitiesAndStockholdersEquity"]);
    }
    // Net assets equal equity, and are no assets.
    let mut net = items("");
    net.swap(1, 3);
    assert_eq!(concepts(&mut statement(Kind::BalanceSheet, net), &[])[2], "");
}

#[test]
fn a_heading_tells_whose_result_a_line_is() {
    let under = |heading: &str, figures: &[i64]| line(&[heading], "Owners of the company", MONEY, figures);
    let items = vec![
        money("Profit for the period", &[20, 10]),
        under("Profit for the period attributable to", &[18, 9]),
        under("Total comprehensive income for the period attributable to", &[22, 11]),
    ];
    let found = of(Kind::IncomeStatement, items);
    assert!(
        found[1].ends_with("NetIncomeLoss") || found[1].ends_with("ProfitLossAttributableToOwnersOfParent"),
        "{found:?}"
    );
    assert!(found[2].contains("ComprehensiveIncome"), "{found:?}");
}
