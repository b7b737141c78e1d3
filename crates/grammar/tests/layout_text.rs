//! Text made from pages by a converter: columns drift, headings stand a space apart, labels break where they would not have to.

use crossfoot_grammar::{Table, tables};
use crossfoot_ingest::{Options, read};

fn one(text: &str) -> Table {
    let mut found = tables(&read(text.as_bytes(), &Options::default()).unwrap().pages);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0)
}

fn headings(table: &Table) -> Vec<String> {
    table.columns.iter().map(|c| c.heading_text()).collect()
}

#[test]
fn lines_on_end_that_are_shifted_stand_in_their_column_all_the_same() {
    let table = one("
Statements of Income

                                       2023       2022      Change
Revenues                           $ 12,734   $ 27,742       (54)
Cost of sales                         3,237      8,648       (63)
Selling expenses                      3,497      3,048        15
Research expenses                     2,648      2,815        (6)
Amortization                          1,184        822        44
Income before taxes                   2,269  11,447          (80)
Provision for taxes                     (71) 1,570             *
Income from operations                2,340   9,877          (76)
Net income                            2,338   9,911          (76)
");
    assert_eq!(headings(&table), ["2023", "2022", "Change"]);
    assert!(table.rows.iter().all(|row| row.cells.iter().all(Option::is_some)), "{table:#?}");
}

#[test]
fn days_a_space_apart_are_cut_though_they_end_left_of_their_last_column() {
    let table = one("
Statements of Income

                                  12 Weeks Ended              36 Weeks Ended
                             May 7, 2023 May 8, 2022     May 7, 2023 May 8, 2022
Net sales                    $   52,604  $    51,612   $    160,280     $    151,966
Membership fees                   1,044          984          3,071            2,897
Total revenue                    53,648       52,596        163,351          154,863
");
    let days = ["May 7, 2023", "May 8, 2022"];
    let expected = ["12 Weeks Ended", "36 Weeks Ended"].map(|length| days.map(|day| format!("{length} {day}")));
    assert_eq!(headings(&table), expected.concat());
}

#[test]
fn a_heading_does_not_end_in_a_preposition() {
    let table = one("
Statements of Income

                                                           2023      2022
Net income including noncontrolling interests of others   1,302     1,372
NET INCOME PER COMMON SHARE ATTRIBUTABLE TO
QUILLMARK:
  Basic                                                    2.94      3.05
  Diluted                                                  2.93      3.04
");
    let labels: Vec<&str> = table.rows.iter().map(|row| row.label.as_str()).collect();
    assert_eq!(labels[1], "NET INCOME PER COMMON SHARE ATTRIBUTABLE TO QUILLMARK:");
}

#[test]
fn the_last_label_breaks_over_its_figures() {
    let table = one("
Reconciliation

                                                2023      2022
As reported before severance and leases, net   9,647     9,012
As adjusted                                    9,812     9,130
Percentage change, adjusted and at constant
  currency                                       12%        9%
");
    assert_eq!(table.rows.len(), 3, "{table:#?}");
    assert_eq!(table.rows[2].label, "Percentage change, adjusted and at constant currency");
}

#[test]
fn a_year_is_cut_from_the_end_of_a_heading_of_changes() {
    let table = one("
Statements of Income

                              Second-Quarter % Incr. /
                               2023     2022 (Decr.)
Revenues                  $ 12,734      $ 27,742    (54)
Cost of sales                3,237         8,648    (63)
Research expenses            2,648         2,815     (6)
");
    assert_eq!(headings(&table), ["Second-Quarter 2023", "Second-Quarter 2022", "% Incr. / (Decr.)"]);
}
