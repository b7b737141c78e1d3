//! Periods are given only where the release gives them.

use crossfoot_ingest::{Options, read};
use crossfoot_statements::{LineItem, Period, Statement, statements};

fn one(text: &str) -> Statement {
    let pages = read(text.as_bytes(), &Options::default()).unwrap().pages;
    let mut found = statements(&pages, crossfoot_grammar::tables(&pages));
    assert_eq!(found.len(), 1);
    found.remove(0)
}

fn show(period: Period) -> String {
    format!("{} {}", period.end, period.length)
}

fn periods(statement: &Statement) -> Vec<String> {
    statement.columns.iter().map(|c| c.period.map(show).unwrap_or_default()).collect()
}

#[test]
fn a_title_gives_its_period_to_columns_that_name_none() {
    let found = one("
Segment results for the year ended December 31, 2023
                 Europe      Asia     Total
Sales             1,204     1,100     2,304
Costs               800       760     1,560
");
    assert_eq!(periods(&found), ["2023-12-31 P12M"; 3]);
}

/// The period of each row's first figure.
fn row_periods(statement: &Statement) -> Vec<String> {
    let first = |item: &LineItem| {
        let (column, fact) = item.cells.iter().enumerate().find_map(|(i, c)| Some((i, c.figure()?)))?;
        statement.period(column, fact)
    };
    statement.items.iter().map(|i| first(i).map(show).unwrap_or_default()).collect()
}

#[test]
fn blocks_of_years_give_their_rows_a_period() {
    let found = one("
Segment results for the year ended December 31, 2023
                 Europe      Asia     Total
2023:
Sales             1,204     1,100     2,304
Costs               800       760     1,560
2022:
Sales             1,104     1,000     2,104
Costs               700       660     1,360
");
    assert_eq!(periods(&found), [""; 3]);
    assert_eq!(found.items[2].section, ["2022"]);
    assert_eq!(row_periods(&found), ["2023-12-31 P12M", "2023-12-31 P12M", "2022-12-31 P12M", "2022-12-31 P12M"]);
}

#[test]
fn sections_of_length_stand_over_columns_of_years() {
    let found = one("
Net sales by region (in millions)
                               2023      2022     Change
Three months ended June 30:
Europe                        1,204     1,100       104
Asia                            800       760        40
Six months ended June 30:
Europe                        2,404     2,200       204
Asia                          1,700     1,660        40
");
    assert_eq!(row_periods(&found), ["2023-06-30 P3M", "2023-06-30 P3M", "2023-06-30 P6M", "2023-06-30 P6M"]);
    let change = found.items[0].cells[2].figure().unwrap();
    assert_eq!(found.period(2, change), None);
}

#[test]
fn rows_labelled_with_a_period_have_it() {
    let found = one("
Dividends declared
                             Per share      Total
Quarter ended June 30, 2023       0.25      1,204
Quarter ended March 31, 2023      0.25      1,100
Quarter ended June 30, 2022       0.20      1,000
");
    assert_eq!(row_periods(&found), ["2023-06-30 P3M", "2023-03-31 P3M", "2022-06-30 P3M"]);
}

#[test]
fn balances_of_equity_are_instants() {
    let found = one("
Consolidated Statements of Changes in Equity
For the year ended December 31, 2023
                                 Common stock   Retained earnings     Total
Balance at December 31, 2022              100               1,100     1,200
Net income                                  -                 240       240
Dividends                                   -                 (40)      (40)
Balance at December 31, 2023              100               1,300     1,400
");
    assert_eq!(found.kind.name(), "equity");
    let expected = ["2022-12-31 instant", "2023-12-31 P12M", "2023-12-31 P12M", "2023-12-31 instant"];
    assert_eq!(row_periods(&found), expected);
}

#[test]
fn movements_between_balances_take_the_time_between_them() {
    let found = one("
Consolidated Statements of Changes in Equity
                                 Common stock   Retained earnings     Total
At 1 January 2023                         100               1,100     1,200
Net income                                  -                 240       240
At 30 June 2023                           100               1,340     1,440
");
    assert_eq!(row_periods(&found), ["2023-01-01 instant", "2023-06-30 P6M", "2023-06-30 instant"]);
}
