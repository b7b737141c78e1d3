//! Tables stacked on a page: when one goes on and when another begins, and what stands over them.

use crossfoot_grammar::{Table, tables};
use crossfoot_ingest::{Options, read};

fn find(text: &str) -> Vec<Table> {
    tables(&read(text.as_bytes(), &Options::default()).unwrap().pages)
}

fn headings(table: &Table) -> Vec<String> {
    table.columns.iter().map(|c| c.heading_text()).collect()
}

#[test]
fn the_same_headings_under_another_period_begin_another_table() {
    let found = find(
        "
IMPACT OF FOREIGN CURRENCY TRANSLATION
Quarters Ended September 30,              2023        2022
Revenues                                 6,487       5,726
Operating income                         3,060       2,594

Nine Months Ended September 30,           2023        2022
Revenues                                18,488      16,744
Operating income                         8,302       6,203
",
    );
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].stub_head, "Nine Months Ended September 30,");
}

#[test]
fn the_same_headings_over_other_units_begin_another_table() {
    let found = find(
        "
Freight statistics
Freight revenues (Millions)               2023        2022
Bulk                                     1,791       1,891
Industrial                               2,049       2,130

Revenue carloads (Thousands)              2023        2022
Bulk                                       482         507
Industrial                                 565         574
",
    );
    let stubs: Vec<&str> = found.iter().map(|t| t.stub_head.as_str()).collect();
    assert_eq!(stubs, ["Freight revenues (Millions)", "Revenue carloads (Thousands)"]);
}

#[test]
fn a_block_that_heads_one_column_anew_keeps_the_other_headings() {
    let found = find(
        "
Earnings information
                                          2023        2022       % Chg
Net sales                               21,871      20,612         6%
Gross profit                            11,438       9,688        18%

Comparisons as a % of net sales                             Basis pt chg
Gross margin                             52.3%       47.0%       530
Operating margin                         24.7%       21.3%       340
",
    );
    assert_eq!(headings(found.last().unwrap()), ["2023", "2022", "Basis pt chg"]);
}

#[test]
fn headings_stand_over_a_heading_of_the_labels_in_several_lines() {
    let found = find(
        "
                                               2nd Quarter           Year-to-Date
Millions, Except Per Share Amounts and
Percentages,
For the Periods Ended June 30,               2023       2022       2023       2022
Freight revenues                            5,573      5,921     11,162     11,581
Other revenues                                389        458        786        866
",
    );
    let expected = ["2nd Quarter 2023", "2nd Quarter 2022", "Year-to-Date 2023", "Year-to-Date 2022"];
    assert_eq!(headings(&found[0]), expected);
}

#[test]
fn a_column_of_nothing_but_nm_is_a_column() {
    let found = find(
        "
Reconciliation of diluted earnings per share
                                          2023        2022      % Change
Diluted EPS (reported)                   (1.18)       1.79          NM
Amortization of intangible assets         0.11        0.13
Diluted EPS (non-GAAP)                   (1.05)       2.20          NM
",
    );
    assert_eq!(headings(&found[0]), ["2023", "2022", "% Change"]);
    assert_eq!(found[0].rows[0].label, "Diluted EPS (reported)");
}

#[test]
fn a_length_and_its_day_are_one_heading() {
    let found = find(
        "
Reconciliation of certain line items
                                     12 Weeks Ended 3/25/2023
                         Cost of       Gross    Operating     Net
                           sales      profit       profit     income
Reported                   7,988       9,858        2,629      1,932
Restructuring                 (3)          3          113         97
Core                       7,985       9,861        2,742      2,029
",
    );
    assert!(
        headings(&found[0]).iter().all(|h| h.starts_with("12 Weeks Ended 3/25/2023 ")),
        "{:?}",
        headings(&found[0])
    );
}

#[test]
fn a_heading_of_changes_spans_all_columns_beside_the_periods() {
    let found = find(
        "
Sales by segment
                                                             Percent Change
                              2022       2021       Total     Operations     Currency
Consumer                     1,696      1,529        10.9           10.9            -
Pharmaceutical               2,071      2,199        (5.8)           3.2         (9.0)
",
    );
    let expected = ["2022", "2021", "Percent Change Total", "Percent Change Operations", "Percent Change Currency"];
    assert_eq!(headings(&found[0]), expected);
}

#[test]
fn a_forecast_in_ranges_is_text_in_its_column() {
    let found = find(
        "
Outlook for the second quarter of 2023
                                        GAAP                 Non-GAAP
Revenue                          $11.5-12.5 billion     $11.5-12.5 billion
Earnings per share                $0.40 - $0.60          $0.70 - $0.90
Gross margin                            33.2%                  37.5%
Tax rate                                12.5%                  13.0%
",
    );
    assert_eq!(headings(&found[0]), ["GAAP", "Non-GAAP"]);
    let labels: Vec<&str> = found[0].rows.iter().map(|r| r.label.as_str()).collect();
    assert_eq!(labels, ["Revenue", "Earnings per share", "Gross margin", "Tax rate"]);
}
