//! What each figure counts, where one table mixes money, shares, percentages and counts of things.

use crossfoot_ingest::{Options, read};
use crossfoot_statements::{Statement, assemble};

fn one(text: &str) -> Statement {
    let pages = read(text.as_bytes(), &Options::default()).unwrap().pages;
    let mut found = assemble(&crossfoot_grammar::read(&pages));
    assert_eq!(found.len(), 1);
    found.remove(0)
}

/// The unit and full value of the first figure of each row.
fn first(statement: &Statement) -> Vec<String> {
    let facts = statement.items.iter().filter_map(|i| i.cells.iter().find_map(|c| c.figure()));
    facts.map(|f| format!("{} {}", f.value.normalize(), f.unit)).collect()
}

#[test]
fn operating_figures_are_no_money() {
    let found = one("
Operating highlights (in millions of dollars, except where noted)
                                        2023       2022
Revenue                                1,204      1,100
Stores at end of period                  642        631
Production (MBOE per day)              576.8      552.4
Fuel cost per gallon                    2.59       2.99
Days sales outstanding                    41         42
Diluted earnings per share              2.40       2.10
Net debt to EBITDA, times                2.3        2.5
");
    let expected = ["1204000000 USD", "642 pure", "576.8 pure", "2.59 pure", "41 pure", "2.4 USD/share", "2.3 pure"];
    assert_eq!(first(&found), expected);
}

#[test]
fn the_lines_of_a_heading_tell_units_one_by_one() {
    let found = one("
Consolidated financial results
                        Net sales        Operating profit     Earnings per share
                     Millions of yen     Millions of yen              Yen
June 30, 2023                 95,862               7,940              120.84
June 30, 2022                 92,147               7,390              143.52
");
    let row: Vec<String> = found.items[0].cells.iter().filter_map(|c| c.figure()).map(|f| f.unit.to_string()).collect();
    assert_eq!(row, ["JPY", "JPY", "JPY/share"]);
    assert_eq!(found.items[0].cells[0].figure().unwrap().value.to_string(), "95862000000");
}

#[test]
fn except_number_of_shares_does_not_make_counts_of_money() {
    let found = one("
Statements of Operations
(In millions, except number of shares, which are reflected in thousands, and per-share amounts)
                              Three Months Ended June 30,
                                   2023          2022
Net sales                        81,797        82,959
Net income                       19,881        19,442
Diluted earnings per share         1.26          1.20
Diluted shares               15,775,021    16,262,203
");
    assert_eq!(first(&found), ["81797000000 USD", "19881000000 USD", "1.26 USD/share", "15775021000 shares"]);
}
