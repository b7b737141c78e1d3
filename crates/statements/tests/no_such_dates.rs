//! A date that no calendar has is the end of its month where it is a balance date, else nothing; and it is told.

use crossfoot_ingest::{Options, read};
use crossfoot_statements::{Statement, assemble};

fn one(text: &str) -> Statement {
    let pages = read(text.as_bytes(), &Options::default()).unwrap().pages;
    let mut found = assemble(&crossfoot_grammar::read(&pages));
    assert_eq!(found.len(), 1, "{text}");
    found.remove(0)
}

fn periods(statement: &Statement) -> Vec<String> {
    let show = |p: crossfoot_statements::Period| format!("{} {}", p.end, p.length);
    statement.columns.iter().map(|c| c.period.map(show).unwrap_or_default()).collect()
}

fn income(over: &str, first: &str, second: &str) -> Statement {
    one(&format!(
        "Halden Fittings Inc.
Consolidated Statements of Income
(in millions, unaudited)
{over:>66}
{first:>46}{second:>22}
Net sales                                1,200                 1,000
Cost of sales                             (700)                 (600)
Gross profit                               500                   400
Selling expenses                          (200)                 (150)
Operating income                           300                   250
"
    ))
}

fn balance(first: &str, second: &str) -> Statement {
    one(&format!(
        "Halden Fittings Inc.
Consolidated Balance Sheets
(in millions, unaudited)
{first:>46}{second:>22}
Cash                                       100                    90
Receivables                                200                   180
Total assets                               300                   270
Debt                                       120                   100
Equity                                     180                   170
Total liabilities and equity               300                   270
"
    ))
}

#[test]
fn a_balance_date_past_its_month_is_the_months_end() {
    let found = balance("September 31, 2024", "September 30, 2023");
    assert_eq!(periods(&found), ["2024-09-30 instant", "2023-09-30 instant"]);
    assert_eq!(found.remarks, ["September 31, 2024 is no date (read as 2024-09-30)"]);
    for (printed, end) in
        [("February 29, 2023", "2023-02-28"), ("April 31, 2024", "2024-04-30"), ("31.04.2024", "2024-04-30")]
    {
        let found = balance(printed, "December 31, 2022");
        assert_eq!(periods(&found)[0], format!("{end} instant"), "{printed}");
        assert_eq!(found.remarks, [format!("{printed} is no date (read as {end})")]);
    }
}

#[test]
fn a_period_that_ends_on_no_day_is_left_open() {
    for (first, second, open) in [
        ("September 31, 2024", "September 30, 2023", "2023-09-30 P3M"),
        ("February 29, 2023", "February 28, 2022", "2022-02-28 P3M"),
        ("31.13.2024", "31.12.2023", "2023-12-31 P3M"),
        ("June 35, 2024", "June 30, 2023", "2023-06-30 P3M"),
    ] {
        let found = income("Three Months Ended", first, second);
        assert_eq!(periods(&found), ["", open], "{first}");
        assert_eq!(found.remarks, [format!("{first} is no date (no period given)")]);
    }
}

#[test]
fn a_quarter_or_year_that_is_none_is_left_open() {
    for (first, second) in
        [("Q5 2024", "Q4 2024"), ("Q0 2024", "Q1 2024"), ("FY 0001", "FY 2023"), ("FY 3024", "FY 2024")]
    {
        let found = income("", first, second);
        assert_eq!(periods(&found)[0], "", "{first}: {:?}", found.columns);
        assert_ne!(periods(&found)[1], "", "{second}");
        assert!(found.remarks[0].starts_with(first.split(" 2024").next().unwrap_or(first)), "{:?}", found.remarks);
    }
}

#[test]
fn a_leap_day_over_two_years_is_the_end_of_both_months() {
    let found = income("Three Months Ended February 29,", "2024", "2023");
    assert_eq!(periods(&found), ["2024-02-29 P3M", "2023-02-28 P3M"]);
    assert!(found.remarks.is_empty(), "{:?}", found.remarks);
}

#[test]
fn a_title_with_a_date_that_is_none_gives_its_columns_no_period() {
    let found = one("
Segment results for the three months ended September 31, 2024
                 Europe      Asia     Total
Sales             1,204     1,100     2,304
Costs               800       760     1,560
");
    assert_eq!(periods(&found), [""; 3]);
    assert_eq!(found.remarks, ["September 31, 2024 is no date (no period given)"]);
}

#[test]
fn a_row_of_a_date_that_is_none_has_no_period_of_its_column() {
    let found = one("
Segment sales for the three months ended June 30, 2024
                                   Europe      Asia     Total
April 30, 2024                      1,204     1,100     2,304
June 31, 2024                         800       760     1,560
");
    let periods = |row: usize| {
        let cells = found.items[row].cells.iter().zip(&found.columns);
        let of = cells.filter_map(|(cell, column)| Some(cell.figure()?.row_period.or(column.period)));
        of.map(|p| p.map(|p| p.end.to_string()).unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(periods(1), ["", "", ""], "{:?}", found.remarks);
    assert_eq!(periods(0), ["2024-04-30"; 3]);
    assert_eq!(found.remarks, ["June 31, 2024 is no date (no period given)"]);
}
