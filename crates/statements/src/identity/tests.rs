use super::company::company;
use super::*;
use crossfoot_grammar::{Caption, Table};

fn told(lines: &[&str]) -> Option<String> {
    company(&Reading { lines: lines.iter().map(|line| (*line).to_owned()).collect(), ..Reading::default() }, &[])
}

fn named(lines: &[&str]) -> String {
    told(lines).unwrap_or_default()
}

#[test]
fn headlines_and_datelines_name_the_company() {
    let dateline = "LEEDS, August 29, 2023 -- Thornby Mills Co., Inc. (NYSE: TBM) today announced results";
    assert_eq!(named(&["Thornby Mills Reports Second Quarter Results", dateline]), "Thornby Mills Co., Inc.");
    assert_eq!(
        named(&["New Brunswick, N.J. (July 20, 2023) – Abel & Sons (NYSE: ABL) today announced"]),
        "Abel & Sons"
    );
    let over_two_lines =
        ["LEEDS -- Thornby Corporation (“Thornby” or the “Company”)", "(Nasdaq: THBY) today announced"];
    assert_eq!(named(&over_two_lines), "Thornby Corporation");
}

#[test]
fn the_registrant_is_the_company() {
    let cover = ["FORM 10-K", "For the fiscal year ended January 28, 2024", "THE THORNBY MILL, INC."];
    let cover = [&cover[..], &["(Exact name of registrant as specified in its charter)"]].concat();
    assert_eq!(named(&cover), "THE THORNBY MILL, INC.");
    assert_eq!(named(&["Abel & Sons", "(Exact name of registrant as specified in its charter)"]), "Abel & Sons");
}

#[test]
fn who_is_written_to_is_not_the_company() {
    let letter = ["BSE Limited National Stock Exchange of India Limited", "Listing Department", "Dear Sir/Madam,"];
    assert_eq!(told(&letter), None);
    assert_eq!(told(&["Independent Auditor's Report", "Harrow & Pell LLP", "Chartered Accountants"]), None);
    assert_eq!(told(&["CONTACT:", "Investor Relations Group", "The Company Reports Results"]), None);
    assert_eq!(told(&["Annual Reports of the year", "Quarterly Results", "The Group"]), None);
}

#[test]
fn two_names_alike_leave_it_open() {
    assert_eq!(told(&["Thornby Mills plc", "Marlow Works plc"]), None);
    let merger = ["Thornby Mills plc", "Thornby Mills Reports First Quarter Results", "Marlow Works plc"];
    assert_eq!(named(&merger), "Thornby Mills plc");
}

#[test]
fn titles_of_statements_name_the_company() {
    let table = |title: &str| Table {
        title: vec![Caption { text: title.into(), page: 1, bbox: Default::default(), bold: false, introduces: false }],
        ..Table::default()
    };
    let statement = |kind| Statement { kind, ..statement(kind, &[], &[]) };
    let kinds = [Kind::BalanceSheet, Kind::IncomeStatement];
    let of = |title: &str| {
        let reading = Reading { tables: vec![table(title), table(title)], ..Reading::default() };
        company(&reading, &kinds.map(statement)).unwrap_or_default()
    };
    assert_eq!(of("ABEL & SONS AND SUBSIDIARIES"), "ABEL & SONS");
    assert_eq!(of("Thornby Mills AG"), "Thornby Mills AG");
    assert_eq!(of("Consolidated Balance Sheets"), "");
}

/// A statement of one line, with a column for each date.
fn statement(kind: Kind, ends: &[&str], currencies: &[Currency]) -> Statement {
    use crate::model::{Fact, Length, LineItem, Period};
    use rust_decimal::Decimal;
    let column = |end: &&str| Column {
        heading: (*end).into(),
        heads: Vec::new(),
        period_from: Default::default(),
        whole: true,
        period: end.parse().ok().map(|end| Period { start: None, end, length: Length::Instant }),
    };
    let fact = |currency: &Currency| {
        Cell::Figure(Fact {
            printed: "1".into(),
            shown: Decimal::ONE,
            value: Decimal::ONE,
            scale: Decimal::ONE,
            unit: Unit::Money(*currency),
            told: Default::default(),
            decimals: 0,
            row_period: None,
            page: 1,
            place: Default::default(),
            doubts: Default::default(),
        })
    };
    let item = LineItem {
        section: Vec::new(),
        label: "Cash".into(),
        concept: None,
        marks: Vec::new(),
        indent: 0.0,
        bold: false,
        ruled_above: false,
        page: 1,
        cells: currencies.iter().map(fact).collect(),
    };
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
        columns: ends.iter().map(column).collect(),
        items: vec![item],
    }
}

#[test]
fn most_amounts_tell_the_currency() {
    use Currency as C;
    let of = |currencies: &[Currency]| currency(&[statement(Kind::BalanceSheet, &[], currencies)]);
    assert_eq!(of(&[C::JPY, C::JPY, C::USD]), Some(C::JPY));
    assert_eq!(of(&[C::JPY, C::USD]), None);
    assert_eq!(of(&[]), None);
}

#[test]
fn the_day_that_both_sorts_of_statements_end_on_is_the_period_end() {
    let usd = [Currency::USD; 2];
    let of = |balance: &[&str], flow: &[&str]| {
        let both = [(Kind::BalanceSheet, balance), (Kind::IncomeStatement, flow)];
        let told = both.iter().filter(|(_, ends)| !ends.is_empty());
        let statements: Vec<Statement> = told.map(|(kind, ends)| statement(*kind, ends, &usd)).collect();
        period_end(&statements).map(|day| day.to_string()).unwrap_or_default()
    };
    assert_eq!(of(&["2023-06-30", "2022-12-31"], &["2023-06-30", "2022-06-30"]), "2023-06-30");
    assert_eq!(of(&["2023-06-30"], &["2023-12-31", "2023-06-30"]), "2023-06-30", "the later one is expected");
    assert_eq!(of(&["2023-06-30"], &["2023-03-31"]), "");
    assert_eq!(of(&[], &["2023-03-31", "2022-03-31"]), "2023-03-31");
    assert_eq!(period_end(&[statement(Kind::Metrics, &["2023-03-31"], &usd)]), None);
}

#[test]
fn the_first_sentence_names_the_company() {
    let dateline = ["Ghent, 7 March 2024 – Hallam N.V., maker of filters, today", "publishes its results"];
    assert_eq!(named(&dateline), "Hallam N.V.");
    let defined =
        ["Annual report", "Hallam ASA (“Hallam” or “The Company”) remains committed", "with Reach Oil ASA (ROA)"];
    assert_eq!(named(&defined), "Hallam ASA");
    assert_eq!(
        named(&["HALLAM SEIKI", "Hallam Seiki Co., Ltd., Niigata. Amounts are in yen"]),
        "Hallam Seiki Co., Ltd."
    );
    assert_eq!(
        named(&["Yours faithfully,", "For Hallam Mills Limited", "Hallam Mills Limited"]),
        "Hallam Mills Limited"
    );
    assert_eq!(told(&["Figures of Hallam ASA and Reach Oil ASA"]), None);
}

#[test]
fn the_companys_name_is_no_part_of_what_a_title_says() {
    let rest = |title: &str| without_company(title);
    assert_eq!(rest("Receivables, Inc. Consolidated Balance Sheets").as_deref(), Some("Consolidated Balance Sheets"));
    let with_subsidiaries = "SEGMENT FOODS CORP. AND SUBSIDIARIES CONSOLIDATED STATEMENTS OF INCOME";
    assert_eq!(rest(with_subsidiaries).as_deref(), Some("CONSOLIDATED STATEMENTS OF INCOME"));
    assert_eq!(rest("Cash Flow Systems, Inc.").as_deref(), Some(""));
    for title in ["Statements of Cash Flows", "Results of Thornby Inc.", "Revenue by Segment"] {
        assert_eq!(rest(title), None, "{title}");
    }
}
