//! Text with marked fields (tabs), in which headings stand in a field of those they span, and old filings in plain text.

use crossfoot_grammar::{Table, tables};
use crossfoot_ingest::{Options, read};

fn all(text: &str) -> Vec<Table> {
    tables(&read(text.as_bytes(), &Options::default()).unwrap().pages)
}

fn one(text: &str) -> Table {
    let mut found = all(text);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0)
}

fn headings(table: &Table) -> Vec<String> {
    table.columns.iter().map(|c| c.heading_text()).collect()
}

fn labels(table: &Table) -> Vec<&str> {
    table.rows.iter().map(|r| r.label.as_str()).collect()
}

#[test]
fn a_period_in_the_middle_field_spans_all_years() {
    let table = one("\
Statements of income\n
\t\tNine months ended December 31\t\t
\t2003\t2004\tChange\t2004
Net sales\t¥ 689,087\t¥ 719,864\t+4.5%\t$ 6,989
Cost of sales\t498,344\t540,279\t+8.4%\t5,245
");
    let period = "Nine months ended December 31";
    assert_eq!(headings(&table), ["2003", "2004", "Change", "2004"].map(|year| format!("{period} {year}")));
}

#[test]
fn a_period_in_the_last_field_spans_the_years_before() {
    let table = one("\
Operating revenues\n
\t\tSix months ended September 30\tIncrease\t(Decrease)\tYear ended
\t2001\t2002\tAmount\t%\tMarch 31, 2002
Voice revenues\t681,204\t712,377\t31,173\t4.6%\t1,389,640
Other\t18,977\t24,310\t5,333\t28.1%\t41,265
");
    let found = headings(&table);
    assert_eq!(found[..2], ["2001", "2002"].map(|year| format!("Six months ended September 30 {year}")));
    assert_eq!(found[4], "Year ended March 31, 2002");
}

#[test]
fn a_currency_with_a_mark_is_a_heading_and_a_torn_day_is_whole() {
    let table = one("\
Statements of income\n
\tJune 30,\t2005\t\tJune 30, 2004\t\t
\tUS$ (1)\tNT$\t% of sales\tNT$\t% of sales
Net sales\t784\t24,817\t100.0\t26,664\t100.0
Cost of sales\t575\t18,203\t73.3\t17,930\t67.2
");
    let expected = [
        "June 30, 2005 US$",
        "June 30, 2005 NT$",
        "June 30, 2005 % of sales",
        "June 30, 2004 NT$",
        "June 30, 2004 % of sales",
    ];
    assert_eq!(headings(&table), expected);
    assert_eq!(labels(&table), ["Net sales", "Cost of sales"]);
}

#[test]
fn labels_are_whole_where_they_were_broken_and_only_there() {
    let table = one("\
Balance sheets\n
\t2005\t2004
Total property, plant and equipment, net\t2,148\t2,242
Non-current investments and other assets:\t\t
Investments in affiliates\t644\t377
Accrued expenses and other current\t\t
liabilities\t197\t180
Operating margin\t29.1%\t35.5%
b. Free cash flows\t\t
Cash from operations\t122\t150
Weighted average number of shares used in computing\t\t
Diluted earnings\t30,120\t27,120
");
    let expected = [
        "Total property, plant and equipment, net",
        "Non-current investments and other assets:",
        "Investments in affiliates",
        "Accrued expenses and other current liabilities",
        "Operating margin",
        "b. Free cash flows",
        "Cash from operations",
        "Weighted average number of shares used in computing Diluted earnings",
    ];
    assert_eq!(labels(&table), expected);
}

#[test]
fn tags_of_filings_are_no_text() {
    let table = one("\
                      STATEMENTS OF OPERATIONS
<TABLE>
<CAPTION>
                                          Thirteen Weeks Ended
                                 --------------------------------------
                                  November 3, 2001    October 28, 2000
                                 ------------------  ------------------
                                              % of                % of
                                   Amount     Sales    Amount     Sales
                                 ----------  ------  ----------  ------
<S>                                 <C>         <C>     <C>         <C>
Net sales                        $  318,442   100.0  $  311,602   100.0
Other income                          4,871     1.5       4,938     1.6
Total revenues                      323,313   101.5     316,540   101.6
</TABLE>

                                      2
<PAGE>
");
    let days = ["November 3, 2001", "October 28, 2000"];
    let expected = days.map(|day| ["Amount", "% of Sales"].map(|of| format!("Thirteen Weeks Ended {day} {of}")));
    assert_eq!(headings(&table), expected.concat());
    assert_eq!(table.rows.len(), 3);
}

#[test]
fn a_note_that_introduces_figures_under_the_same_columns_begins_a_table() {
    let found = all("\
STATEMENTS OF OPERATIONS

                                     Three Months Ended
                                     2004         2003
Revenues                         $  10,233    $   9,660
Costs                                7,188        6,204
Net income                       $   3,045    $   3,456

(1) Amortization of stock-based compensation by function:

Sales and marketing              $      48    $      52
Research and development                88           97
Total                            $     136    $     149
");
    assert_eq!(found.len(), 2, "{found:#?}");
    assert_eq!(headings(&found[0]), headings(&found[1]));
    assert_eq!(found[0].rows.len(), 3);
}

#[test]
fn decimal_commas_are_read_and_printed_as_they_stand() {
    let table = one("
Income statement

                             30.06.2022   31.12.2021
Revenues                        1.630,7      1.472,0
Costs                             (12,5)       (3,4)
Headcount                         4.877        4.790
Income                          1.512,5      1.403,4
");
    let cell = |row: usize| table.rows[row].cells[0].as_ref().unwrap();
    let value = |row: usize| match &cell(row).content {
        crossfoot_grammar::Content::Figure(figure) => figure.value.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!([0, 1, 2].map(value), ["1630.7", "-12.5", "4877"]);
    assert_eq!([0, 1, 2].map(|row| cell(row).printed.as_str()), ["1.630,7", "(12,5)", "4.877"]);
    assert_eq!(headings(&table), ["30.06.2022", "31.12.2021"]);
}
