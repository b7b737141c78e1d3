use super::*;
use crate::testing::line_of;
use crossfoot_export::RecordedFact;
use crossfoot_statements::Identity;

const REVENUE: &str = "us-gaap:Revenues";
const FROM_CUSTOMERS: &str = "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax";
const CASH_FLOW: &str = "us-gaap:NetCashProvidedByUsedInOperatingActivities";
const ASSETS: &str = "us-gaap:Assets";

fn line(statement: &str, row: usize, concept: &str, values: &[i64]) -> Vec<RecordedFact> {
    let facts = line_of(statement, row, "", "a line", values, 2023).into_iter();
    facts.map(|fact| RecordedFact { concept: concept.to_owned(), ..fact }).collect()
}

fn over(duration: &str, facts: Vec<RecordedFact>) -> Vec<RecordedFact> {
    let facts = facts.into_iter();
    facts.map(|fact| RecordedFact { duration: duration.to_owned(), ..fact }).collect()
}

fn release(name: &str, facts: &[Vec<RecordedFact>]) -> ReadBack {
    ReadBack::of(name.to_owned(), Identity::UNTOLD, facts.concat())
}

/// A line for each row: company, period, values, what is unclear.
fn shown(releases: &[ReadBack], names: &[&str], periods: Periods) -> Vec<String> {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let rows = told(releases, names, periods).rows.into_iter();
    rows.map(|row| {
        let value = |value: &Option<Value>| value.as_ref().map_or("-".to_owned(), |value| value.value.to_string());
        let values: Vec<String> = row.values.iter().map(value).collect();
        let unclear: String = row.unclear.iter().map(|unclear| format!(" ({}?)", unclear.measure)).collect();
        format!("{} {} {}: {}{unclear}", row.company, row.period_end, row.duration, values.join(" "))
    })
    .collect()
}

#[test]
fn total_revenue_comes_before_revenue_from_customers() {
    let facts = [line("income_statement", 0, FROM_CUSTOMERS, &[900]), line("income_statement", 1, REVENUE, &[1000])];
    assert_eq!(shown(&[release("q", &facts)], &["revenue"], Periods::Latest), ["q 2023-06-30 P3M: 1000"]);
    assert_eq!(shown(&[release("q", &facts[..1])], &["revenue"], Periods::Latest), ["q 2023-06-30 P3M: 900"]);
}

#[test]
fn what_is_shared_with_others_is_not_the_companys() {
    let facts = |own: i64| {
        let shared = line("income_statement", 0, "us-gaap:ProfitLoss", &[2338]);
        let theirs = line("income_statement", 1, "us-gaap:NetIncomeLossAttributableToNoncontrollingInterest", &[11]);
        let own = line("income_statement", 2, "us-gaap:NetIncomeLossAvailableToCommonStockholdersBasic", &[own]);
        [release("q", &[shared, theirs, own])]
    };
    assert_eq!(shown(&facts(2327), &["net_income"], Periods::Latest), ["q 2023-06-30 P3M: 2327"]);
    assert_eq!(shown(&facts(2326), &["net_income"], Periods::Latest), ["q 2023-06-30 P3M: 2326"], "each is rounded");
    // Preferred dividends are taken away as well.
    assert_eq!(shown(&facts(2300), &["net_income"], Periods::Latest), ["q 2023-06-30 P3M: 2338"]);
}

#[test]
fn primary_statements_come_before_highlights() {
    let facts = [line("metrics", 0, REVENUE, &[7]), line("income_statement", 1, REVENUE, &[1000])];
    assert_eq!(shown(&[release("q", &facts)], &["revenue"], Periods::Latest), ["q 2023-06-30 P3M: 1000"]);
}

#[test]
fn what_does_not_agree_is_left_open_and_told() {
    let facts = [line("income_statement", 0, REVENUE, &[1000]), line("income_statement-2", 0, REVENUE, &[1001])];
    let release = [release("q", &facts)];
    assert_eq!(shown(&release, &["revenue"], Periods::Latest), ["q 2023-06-30 P3M: - (revenue?)"]);
    let mut csv = Vec::new();
    told(&release, vec!["revenue".into()], Periods::Latest).write_csv(false, &mut csv).expect("memory");
    assert_eq!(
        String::from_utf8_lossy(&csv),
        "company,release,period_end,duration,currency,revenue,unclear\n\
         q,q,2023-06-30,P3M,USD,,\"revenue: 1000 (income_statement, page 1) or 1001 (income_statement-2, page 1)\"\n"
    );
}

#[test]
fn abridged_statements_and_those_of_the_parent_alone_have_no_say() {
    let titled = |title: &str, facts: Vec<RecordedFact>| -> Vec<RecordedFact> {
        facts.into_iter().map(|fact| RecordedFact { title: title.to_owned(), ..fact }).collect()
    };
    let full = ["us-gaap:CostOfRevenue", "us-gaap:GrossProfit", "us-gaap:OperatingIncomeLoss", "us-gaap:NetIncomeLoss"];
    let mut facts = vec![line("income_statement", 0, REVENUE, &[1000]), line("income_statement-2", 0, REVENUE, &[800])];
    facts.extend((1..).zip(full).map(|(row, concept)| line("income_statement", row, concept, &[row as i64])));
    assert_eq!(shown(&[release("q", &facts)], &["revenue"], Periods::Latest), ["q 2023-06-30 P3M: 1000"]);
    let parent = titled("Standalone results", line("income_statement-3", 0, REVENUE, &[700]));
    let group = line("income_statement", 0, REVENUE, &[1000]);
    assert_eq!(
        shown(&[release("q", &[parent.clone(), group])], &["revenue"], Periods::Latest),
        ["q 2023-06-30 P3M: 1000"]
    );
    assert_eq!(shown(&[release("q", &[parent])], &["revenue"], Periods::Latest), ["q 2023-06-30 P3M: 700"]);
}

#[test]
fn figures_in_doubt_are_left_open() {
    let mut facts = line("income_statement", 0, REVENUE, &[1000]);
    facts[0].status = "suspect".to_owned();
    assert_eq!(shown(&[release("q", &[facts])], &["revenue"], Periods::Latest), ["q 2023-06-30 P3M: - (revenue?)"]);
    let mut facts = line("income_statement", 0, REVENUE, &[1000]);
    facts[0].scale_from = "none".to_owned();
    assert_eq!(shown(&[release("q", &[facts])], &["revenue"], Periods::Latest), ["q 2023-06-30 P3M: - (revenue?)"]);
}

#[test]
fn the_shortest_time_of_the_income_statement_is_the_latest_period() {
    let income = line("income_statement", 0, REVENUE, &[1000]);
    let half = over("P6M", line("income_statement", 0, REVENUE, &[2100]));
    let half = half.into_iter().map(|fact| RecordedFact { col: 2, ..fact }).collect();
    let cash = over("P6M", line("cash_flow", 0, CASH_FLOW, &[70]));
    let balance = over("instant", line("balance_sheet", 0, ASSETS, &[5000, 4000]));
    let release = [release("q", &[income, half, cash, balance])];
    let names = ["revenue", "operating_cash_flow", "total_assets"];
    assert_eq!(
        shown(&release, &names, Periods::Latest),
        ["q 2023-06-30 P3M: 1000 - 5000", "q 2023-06-30 P6M: - 70 -"],
        "cash flows are told of the half year only"
    );
    assert_eq!(shown(&release, &names[..1], Periods::Latest).len(), 1);
    assert_eq!(
        shown(&release, &names, Periods::All),
        ["q 2023-06-30 P3M: 1000 - 5000", "q 2023-06-30 P6M: 2100 70 5000", "q 2022-06-30 instant: - - 4000"]
    );
}

#[test]
fn a_translation_is_not_the_value() {
    let yen = line("income_statement", 0, REVENUE, &[140_000, 130_000]).into_iter();
    let mut facts: Vec<RecordedFact> = yen.map(|fact| RecordedFact { unit: "JPY".into(), ..fact }).collect();
    facts.extend(line("income_statement", 0, REVENUE, &[1000]).into_iter().map(|fact| RecordedFact { col: 3, ..fact }));
    assert_eq!(shown(&[release("q", &[facts])], &["revenue"], Periods::Latest), ["q 2023-06-30 P3M: 140000"]);
}

#[test]
fn releases_of_one_company_share_their_rows() {
    let of = |year: i16, values: &[i64]| {
        let identity = Identity { company: Some("Acme plc".into()), ..Identity::UNTOLD };
        let facts = line_of("income_statement", 0, "", "Revenue", values, year).into_iter();
        let facts = facts.map(|fact| RecordedFact { concept: REVENUE.to_owned(), ..fact }).collect();
        ReadBack::of(format!("fy{year}"), identity, facts)
    };
    let releases = [of(2022, &[4000, 3000]), of(2023, &[5000, 4100])];
    assert_eq!(
        shown(&releases, &["revenue"], Periods::All),
        ["Acme plc 2023-06-30 P3M: 5000", "Acme plc 2022-06-30 P3M: 4100", "Acme plc 2021-06-30 P3M: 3000"]
    );
    assert_eq!(
        shown(&releases, &["revenue"], Periods::Latest),
        ["Acme plc 2023-06-30 P3M: 5000", "Acme plc 2022-06-30 P3M: 4000"]
    );
}

#[test]
fn names_are_those_of_the_concepts() {
    assert_eq!(names(&[]).expect("known"), USUAL);
    assert!(names(&["all".to_owned()]).expect("known").len() > 50);
    let error = names(&["turnover".to_owned()]).expect_err("unknown").to_string();
    assert!(error.starts_with("turnover is no measure; there are accounts_payable, "), "{error}");
}

#[test]
fn values_have_their_sources() {
    let release = [release("q", &[line("income_statement", 2, REVENUE, &[1000])])];
    let table = told(&release, vec!["revenue".into()], Periods::Latest);
    let mut csv = Vec::new();
    table.write_csv(true, &mut csv).expect("memory");
    let csv = String::from_utf8_lossy(&csv).into_owned();
    let header = "revenue,revenue_statement,revenue_row,revenue_page,revenue_printed,unclear\n";
    assert!(csv.contains(header) && csv.ends_with(",1000,income_statement,3,1,1000,\n"), "{csv}");
    let mut json = Vec::new();
    table.write_json(true, &mut json).expect("memory");
    let json: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    assert_eq!(json[0]["measures"]["revenue"], "1000");
    assert_eq!(json[0]["sources"]["revenue"]["concept"], REVENUE);
}
