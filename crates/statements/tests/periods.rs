//! Periods are given only where the release gives them.

use crossfoot_ingest::{Options, read};
use crossfoot_statements::{Statement, statements};

fn one(text: &str) -> Statement {
    let pages = read(text.as_bytes(), &Options::default()).unwrap().pages;
    let mut found = statements(&pages, crossfoot_grammar::tables(&pages));
    assert_eq!(found.len(), 1);
    found.remove(0)
}

fn periods(statement: &Statement) -> Vec<String> {
    let show = |p: crossfoot_statements::Period| format!("{} {}", p.end, p.length);
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

#[test]
fn blocks_of_years_leave_the_columns_without_a_period() {
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
}
