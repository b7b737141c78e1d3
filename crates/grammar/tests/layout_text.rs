//! Text made from pages by a converter: columns drift, headings stand a space apart, labels break where they would not have to.

use crossfoot_grammar::{Content, Row, Table, tables};
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

#[test]
fn groups_of_columns_that_repeat_have_headings_that_repeat() {
    let table = one("
Statements of Income

                                     Second-Quarter % Incr. /         Six Months     % Incr. /
                                      2023     2022 (Decr.)           2023      2022 (Decr.)
Revenues                            12,734   27,742    (54)         31,015    53,402     (42)
Cost of sales                        3,237    8,648    (63)          8,122    18,632     (56)
Selling expenses                     3,497    3,048     15           6,914     5,642      23
");
    let expected = ["Second-Quarter 2023", "Second-Quarter 2022", "% Incr. / (Decr.)"];
    let expected = expected.into_iter().chain(["Six Months 2023", "Six Months 2022", "% Incr. / (Decr.)"]);
    assert_eq!(headings(&table), expected.collect::<Vec<_>>());
}

#[test]
fn one_period_for_each_group_may_stand_far_off_its_middle() {
    let table = one("
Sales by segment

                         SECOND QUARTER                                 SIX MONTHS
                     2023       2022    Reported  Currency        2023       2022    Reported  Currency
Oral care             173        170        1.7%      0.1%         332        313        6.2%      0.2%
Baby care              99         88       12.5%      0.3%         195        173       12.7%      0.4%
Skin health           650        629        3.4%         *       1,267      1,173        8.0%         *
");
    let of = |length: &str| ["2023", "2022", "Reported", "Currency"].map(|leaf| format!("{length} {leaf}"));
    assert_eq!(headings(&table), [of("SECOND QUARTER"), of("SIX MONTHS")].concat());
}

#[test]
fn a_star_aside_of_its_figures_is_in_their_column() {
    let table = one("
Sales by product

                         2023         2022        Change
Remicade                  462          647         28.6%
Simponi                   529          566          6.6%
Carvykti                  117           24           *
Stelara                 2,797        2,599          7.6%
Rybrevant                  16            7           *
");
    assert_eq!(headings(&table), ["2023", "2022", "Change"]);
    assert!(table.rows.iter().all(|row| row.cells.iter().all(Option::is_some)), "{table:#?}");
}

#[test]
fn a_mark_raised_behind_a_label_is_no_figure() {
    let table = one("
Sales by product

                         2023         2022
Remicade US               277          391
           (4)
US Exports                 33           44
International             152          212
");
    assert_eq!(headings(&table), ["2023", "2022"]);
    assert_eq!(table.rows.len(), 3);
    assert_eq!((table.rows[1].label.as_str(), &table.rows[1].marks[..]), ("US Exports", &["(4)".to_owned()][..]));
}

#[test]
fn what_stands_over_the_headings_names_the_table() {
    let titled = |text: &str| {
        let table = one(text);
        assert!(headings(&table).iter().all(|heading| !heading.contains("QUARTZ")), "{:?}", headings(&table));
        table.title.iter().map(|line| line.text.clone()).collect::<Vec<_>>()
    };
    let set_apart = titled(
        "
                                 QUARTZ INC. - REVENUES
                        SECOND-QUARTER 2023 and 2022 - (UNAUDITED)

                                          WORLDWIDE               UNITED STATES               REST OF THE WORLD
                                       2023      2022            2023      2022                2023      2022
TOTAL REVENUES                       12,734    27,742           6,185    11,222               6,548    16,519
  Primary Care                        5,810    20,979           2,507     7,790               3,303    13,190
  Oncology                            3,172     3,118           2,070     2,001               1,102     1,117
",
    );
    assert_eq!(set_apart[0], "QUARTZ INC. - REVENUES");
    let remark = titled("
                                                         QUARTZ LIMITED AND SUBSIDIARIES
                                                              Balance Sheets
                                               (Expressed in Millions of Dollars and of Florins)
                                         June 30, 2023                      March 31, 2023               June 30, 2022
                                   USD          Florins        %         Amount            %          Amount            %
Cash                            41,040        1,277,168     24.8      1,386,251         27.1       1,197,113         28.7
Investments                      7,038          219,013      4.3        205,341          4.0         139,118          3.4
Receivables                      5,850          182,043      3.5        152,111          3.0         231,340          5.5
");
    assert!(remark.iter().any(|line| line == "Balance Sheets"), "{remark:?}");
}

#[test]
fn a_length_over_nothing_but_days_is_of_all_of_them() {
    let table = one("
Non-GAAP information

                                                                    Three Months Ended
                                  December 31,         March 31,        June 30,     September 30,
                                      2021               2022             2022           2022
Net income                        $   607,429         $ 1,597,447     $ 1,440,951    $   1,398,242
Depreciation                           67,546              74,602          91,624           92,612
Adjusted EBITDA                   $   798,645         $ 2,165,770     $ 1,841,088    $   1,777,692
");
    let days = ["December 31, 2021", "March 31, 2022", "June 30, 2022", "September 30, 2022"];
    assert_eq!(headings(&table), days.map(|day| format!("Three Months Ended {day}")));
}

#[test]
fn days_and_names_run_together_are_cut() {
    let days = one("
Cash flows

                                          Three Months Ended              Twelve Months Ended
                             December 31, September 30, December 31,      December 31,  December 31,
                                 2022         2022          2021             2022           2021
Net income                       55,371     1,398,242        607,429        4,491,924       5,116,228
Additions                    (4,197,712)   (4,583,960)    (5,654,639)     (16,839,038)    (17,702,202)
Changes                         137,000       152,000        131,000          549,000         511,000
");
    let expected = ["December 31, 2022", "September 30, 2022", "December 31, 2021"];
    let expected = expected.map(|day| format!("Three Months Ended {day}"));
    assert_eq!(headings(&days)[..3], expected);
    let names = one("
Reconciliation

                             Three Months Ended                   Three Months Ended
                                July 29, 2023                         July 30, 2022
                     Domestic International Consolidated Domestic International Consolidated
Expenses               1,730           149       1,879      1,732           150       1,882
Amortization             (21)          (2)         (23)       (22)           (3)        (25)
Adjusted               1,709           147       1,856      1,710           147       1,857
");
    let last = headings(&names).pop();
    assert_eq!(last.as_deref(), Some("Three Months Ended July 30, 2022 Consolidated"));
}

/// What is read of the rows of a statement as `sign` is set behind two of its figures.
fn signed(sign: &str) -> Vec<Vec<String>> {
    let text = format!(
        "
Statements of Income

                                  2024             2023
Net sales                        1,200            1,000
Cost of sales                      700{sign:<14}600{sign}
Gross profit                       500              400
Selling expenses                   200{sign:<14}150{sign}
Operating income                   300              250
"
    );
    one(&text).rows.iter().map(values).collect()
}

/// The figures of a row; `text` for what is none.
fn values(row: &Row) -> Vec<String> {
    let cells = row.cells.iter().map(|cell| match cell.as_ref().map(|cell| &cell.content) {
        Some(Content::Figure(figure)) => figure.value.to_string(),
        Some(Content::Text) => "text".to_owned(),
        None => String::new(),
    });
    cells.collect()
}

#[test]
fn a_minus_set_apart_behind_figures_is_theirs() {
    for sign in ["-", " -", "  -", "    -"] {
        let found = signed(sign);
        assert_eq!(found[1], ["-700", "-600"], "{sign:?}");
        assert_eq!([&found[0][..], &found[3], &found[4]], [["1200", "1000"], ["-200", "-150"], ["300", "250"]]);
    }
}

#[test]
fn a_side_of_the_account_set_apart_leaves_no_positive_figure() {
    for sign in ["CR", " CR", "  CR", "   CR"] {
        let found = signed(sign);
        assert!(found.iter().flatten().all(|cell| !["700", "600", "200", "150"].contains(&cell.as_str())), "{found:?}");
        assert!(found.iter().any(|row| row[..] == ["300", "250"]), "{found:?}");
    }
}

#[test]
fn a_dash_in_a_column_of_its_own_is_nothing() {
    let table = one("
Statements of Income

                        2024   2023   2022
Net sales              1,200  1,000    900
Cost of sales            700      -    600
Gross profit             500  1,000    300
Selling expenses         200    150      -
Operating income         300    850    300
");
    assert_eq!(values(&table.rows[1]), ["700", "0", "600"]);
}
