//! Tables found in small pages: one test for each thing that pages do.

use crossfoot_grammar::{Row, Table, tables};
use crossfoot_ingest::{Options, read};

fn find(text: &str) -> Vec<Table> {
    tables(&read(text.as_bytes(), &Options::default()).unwrap().pages)
}

fn one(text: &str) -> Table {
    let mut found = find(text);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0)
}

fn headings(table: &Table) -> Vec<String> {
    table.columns.iter().map(|c| c.heading_text()).collect()
}

fn printed(row: &Row) -> Vec<&str> {
    row.cells.iter().map(|c| c.as_ref().map_or("", |c| c.printed.as_str())).collect()
}

fn labels(table: &Table) -> Vec<&str> {
    table.rows.iter().map(|r| r.label.as_str()).collect()
}

const INCOME: &str = "
                 ACME HOLDINGS INC.
        CONSOLIDATED STATEMENTS OF INCOME
              (In thousands)

                        Three Months Ended       Six Months Ended
                             June 30,                June 30,
                          2024      2023          2024      2023
                        -------   -------       -------   -------
Net sales               $ 1,204   $ 1,100       $ 2,400   $ 2,150
Costs:
  Cost of goods            (800)     (760)       (1,600)   (1,500)
  Other                       -        12             3         -
                        -------   -------       -------   -------
Net income              $   404   $   352       $   803   $   650
";

#[test]
fn spanners_cover_their_columns_and_years_are_headings() {
    let table = one(INCOME);
    let expected = [
        "Three Months Ended June 30, 2024",
        "Three Months Ended June 30, 2023",
        "Six Months Ended June 30, 2024",
        "Six Months Ended June 30, 2023",
    ];
    assert_eq!(headings(&table), expected);
    let title: Vec<&str> = table.title.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(title, ["ACME HOLDINGS INC.", "CONSOLIDATED STATEMENTS OF INCOME"]);
    assert_eq!(table.notes[0].text, "(In thousands)");
}

#[test]
fn signs_set_apart_belong_to_their_figures_and_rules_to_none() {
    let table = one(INCOME);
    assert_eq!(labels(&table), ["Net sales", "Costs:", "Cost of goods", "Other", "Net income"]);
    assert_eq!(printed(&table.rows[0]), ["1,204", "1,100", "2,400", "2,150"]);
    assert_eq!(printed(&table.rows[2]), ["(800)", "(760)", "(1,600)", "(1,500)"]);
    assert_eq!(printed(&table.rows[3]), ["-", "12", "3", "-"]);
    assert!(table.rows[1].is_heading());
    assert!(table.rows[4].ruled_above);
}

#[test]
fn a_label_broken_where_the_next_word_would_not_fit_is_one_label() {
    let table = one("
                                      2024    2023
Depreciation                           120     110
Purchase of property, plant and
  equipment                           (340)   (310)
Net increase in cash                    11       9
");
    assert_eq!(labels(&table)[1], "Purchase of property, plant and equipment");
}

#[test]
fn a_heading_over_items_is_no_part_of_their_labels() {
    let table = one("
                                      2024    2023
Current liabilities
Accounts payable to suppliers          120     110
Debt                                   340     310
");
    assert_eq!(labels(&table), ["Current liabilities", "Accounts payable to suppliers", "Debt"]);
}

#[test]
fn prose_with_figures_is_no_row() {
    let text = "
Sales rose by 12 percent to $ 1,204 thousand in the quarter, and costs fell by 3 percent to
800 thousand, the lowest figure in 11 years.
";
    assert!(find(text).is_empty());
}

#[test]
fn page_numbers_and_lists_are_no_tables() {
    assert!(find("Contents\nOverview ........ 3\nResults ......... 14\n\n     2\n").is_empty());
    assert!(find("Exhibits\n99.1   Press release of today\n99.2   Supplementary slides\n").is_empty());
}

#[test]
fn a_table_goes_on_over_a_page_break() {
    let table = one("
                        2024     2023
Cash                     120      110
\u{c}Debt                     340      310
Total                    460      420
");
    assert_eq!(table.pages, [1, 2]);
    assert_eq!(labels(&table), ["Cash", "Debt", "Total"]);
}

#[test]
fn a_label_of_three_lines_hangs_from_its_first() {
    let table = one("
                                                  1996          1995
Cash and cash equivalents                      $ 1,240       $ 1,105
Accounts receivable, less allowance
  for doubtful accounts of $112 in 1996
  and $98 in 1995                                3,305         3,190
Common stock, $.01 par value, authorized here      120           119
");
    let whole = "Accounts receivable, less allowance for doubtful accounts of $112 in 1996 and $98 in 1995";
    assert_eq!(labels(&table)[1], whole);
}

#[test]
fn other_headings_begin_another_table() {
    let found = find(
        "
                        2024     2023
Cash                     120      110
Debt                     340      310

                       Europe    Asia
Sales                    460      420
Costs                    400      410
",
    );
    assert_eq!(found.len(), 2);
    assert_eq!(headings(&found[1]), ["Europe", "Asia"]);
}

#[test]
fn the_same_headings_repeated_do_not() {
    let table = one("
                        2024     2023
Cash                     120      110
Debt                     340      310

                        2024     2023
Sales                    460      420
Costs                    400      410
");
    assert_eq!(table.rows.len(), 4);
}

#[test]
fn numbers_of_notes_are_no_figures() {
    let table = one("
                     Note     2024     2023
Revenue                 4    1,204    1,100
Costs                5, 6     (800)    (760)
Profit                         404      340
");
    assert_eq!(headings(&table), ["2024", "2023"]);
    assert_eq!(table.rows[0].marks, ["4"]);
    assert_eq!((table.rows[1].label.as_str(), table.rows[1].marks.join(",")), ("Costs", "5,6".to_owned()));
}

#[test]
fn ranges_and_remarks_stay_text() {
    let table = one("
                        Q2 2024        Full year
Revenue             $8.70 - $8.72    $34.7 - $34.8
Margin                   13.3%             30.0%
Growth                     NM                11%
");
    assert_eq!(printed(&table.rows[0]), ["$8.70 - $8.72", "$34.7 - $34.8"]);
    assert!(!table.rows[0].has_figures());
    assert_eq!(printed(&table.rows[2]), ["NM", "11%"]);
}

#[test]
fn figures_in_a_label_stay_in_it() {
    let table = one("
                                                2024      2023
Cash and cash equivalents at hand              8,167     8,437
Accounts receivable, less allowances of $1,204
  and $1,157                                  34,471    31,205
Inventories of all kinds, at cost             42,992    44,870
Prepaid expenses and other assets              2,530     2,616
");
    assert_eq!(table.columns.len(), 2);
    assert_eq!(labels(&table)[1], "Accounts receivable, less allowances of $1,204 and $1,157");
}

#[test]
fn marked_fields_keep_cells_that_hold_two_figures_as_text() {
    let table = one("Item\t2024\t2023\nInventories\t2,410\t0.7 1.7\nCash\t120\t110\n");
    assert_eq!(printed(&table.rows[0]), ["2,410", "0.7 1.7"]);
    assert_eq!(table.rows[0].cells[1].as_ref().unwrap().content, crossfoot_grammar::Content::Text);
}

#[test]
fn a_numbered_caption_may_stand_under_its_table() {
    let table = one("
                 2Q03    2Q02
Sales             460     420
Costs             400     410

Table 1. Results of the quarter

Sales were higher than in the quarter of the year before.
");
    assert_eq!(table.title[0].text, "Table 1. Results of the quarter");
}

#[test]
fn words_repeated_over_groups_of_columns_span_as_many_in_each() {
    let table = one("
                    Second Quarter                     Six Months
                    Change in percent                Change in percent
                 Total   Volume   Price           Total   Volume   Price
Europe             4.0      3.0     1.0             5.0      4.0     1.0
Asia               6.0      2.0     4.0             7.0      3.0     4.0
");
    let expected: Vec<String> = ["Second Quarter", "Six Months"]
        .iter()
        .flat_map(|p| ["Total", "Volume", "Price"].map(|m| format!("{p} Change in percent {m}")))
        .collect();
    assert_eq!(headings(&table), expected);
}

#[test]
fn a_long_title_is_no_paragraph() {
    let table = one("
Segment results for the year ended December 31, 2023
                 Europe      Asia     Total
Sales             1,204     1,100     2,304
Costs               800       760     1,560
");
    assert_eq!(table.title[0].text, "Segment results for the year ended December 31, 2023");
}

#[test]
fn serial_numbers_are_no_part_of_labels() {
    let found = find(
        "
Statement of Results
 Sl.   Particulars                        Quarter ended     Quarter ended
 No.                                        30.06.2024        30.06.2023
 1     Revenue from operations                1,204.10          1,100.20
 2     Other income                              30.05             28.40
 3     Total income                           1,234.15          1,128.60
 4     Employee benefits expense                600.00            590.00
 5     Finance costs                             20.00             18.00
 6     Profit before tax                        614.15            520.60
",
    );
    let labels: Vec<&str> = found[0].rows.iter().map(|r| r.label.as_str()).collect();
    assert_eq!(labels[0], "Revenue from operations");
    assert_eq!(labels[5], "Profit before tax");
    assert_eq!(found[0].columns.len(), 2);
}

#[test]
fn a_space_between_digits_groups_them_where_the_release_does_so() {
    let found = find(
        "
Income statement
SEK million            2024        2023
Net sales             4 216       4 078
Cost of goods sold   -2 874      -2 758
Gross income          1 342       1 320
Net debt             12 418      11 607
",
    );
    let printed: Vec<&str> = found[0].rows[1].cells.iter().flatten().map(|c| c.printed.as_str()).collect();
    assert_eq!(printed, ["-2 874", "-2 758"]);
    assert_eq!(found[0].columns.len(), 2);
}

#[test]
fn a_statement_in_two_halves_is_one() {
    let found = find(
        "
                                   Balance Sheets
                            2023      2022                                2023      2022
Cash                         100       110      Accounts payable           300       280
Receivables                  400       390      Accrued expenses           120       110
Inventories                  500       450      Long-term debt             380       370
Other assets                  60        50      Retained earnings          260       240
Total assets               1,060     1,000      Total liabilities        1,060     1,000
",
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].columns.len(), 2);
    assert_eq!(found[0].rows.len(), 10);
}

#[test]
fn boxes_with_the_same_lines_are_two() {
    let found = find(
        "
                            2023      2022                                2023      2022
Net sales                    100       110      Net sales                  300       280
Operating profit              40        39      Operating profit           120       110
Net income                    30        31      Net income                  88        77
Backlog                       60        50      Backlog                     60        50
",
    );
    assert_eq!(found.len(), 2);
}

#[test]
fn headings_that_repeat_tell_what_a_heading_over_them_spans() {
    let found = one("
Revenues by product
                                   2023                           2022
                          U.S.     Int'l       WW        U.S.     Int'l       WW
Products for patients      100        50      150          90        40      130
Products for animals       210        70      280         200        60      260
Royalties and licences      30        10       40          20        10       30
");
    let expected = ["2023 U.S.", "2023 Int'l", "2023 WW", "2022 U.S.", "2022 Int'l", "2022 WW"];
    assert_eq!(headings(&found), expected);
}

#[test]
fn words_said_twice_are_two_headings() {
    let found = one("
Statements of Income
                      Six months ended June 30, Six months ended June 30,
                                        2022                      2023
Net sales                             92,147                    95,862
Cost of sales                         68,215                    70,634
");
    assert_eq!(headings(&found), ["Six months ended June 30, 2022", "Six months ended June 30, 2023"]);
}

#[test]
fn a_label_right_over_its_figures_is_theirs() {
    let table = one("
Statements of Cash Flows
                                               2023        2022
Net cash used in financing activities        (1,191)     (1,185)
Net Increase in Cash, Cash Equivalents and
Restricted Cash Equivalents
                                                888       1,695
Cash at end of period                         3,179       8,811
");
    let label = "Net Increase in Cash, Cash Equivalents and Restricted Cash Equivalents";
    assert_eq!(labels(&table), ["Net cash used in financing activities", label, "Cash at end of period"]);
}

#[test]
fn the_last_amount_of_a_label_is_in_no_column() {
    let table = one("
Statements of Comprehensive Income
                                                                     2023        2022
Net income                                                          6,750      (2,028)
Currency adjustments, net of tax of $(9), $(6), $32, and
   $(16)                                                              263      (2,186)
Unrealized gains, net of tax of $106 and $(29)                          5        (351)
Comprehensive income                                                7,018      (4,565)
");
    assert_eq!(headings(&table), ["2023", "2022"]);
    assert_eq!(labels(&table)[1], "Currency adjustments, net of tax of $(9), $(6), $32, and $(16)");
    assert_eq!(labels(&table)[2], "Unrealized gains, net of tax of $106 and $(29)");
}

#[test]
fn a_sign_of_money_far_from_its_figure_is_no_part_of_the_label() {
    let table = one("
Balance Sheets
                                    2023                        2022
Cash                              12,357                      11,288
Property                          60,000                      61,000
Total assets    $                 72,357       $              72,288
");
    assert_eq!(labels(&table), ["Cash", "Property", "Total assets"]);
}
