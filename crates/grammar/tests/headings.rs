//! Headings and titles as releases set them: one test for each thing that they do.

use crossfoot_grammar::{Table, tables};
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

fn title(table: &Table) -> Vec<&str> {
    table.title.iter().map(|c| c.text.as_str()).collect()
}

#[test]
fn a_rule_under_several_headings_is_none_of_theirs() {
    let table = one("
Revenues

                                 Second-Quarter                        Six Months
                       ----------------------------------  ----------------------------------
                         2023     2022      % Change         2023     2022      % Change
                                         Total    Oper.                      Total    Oper.
                       ----------------------------------  ----------------------------------
Primary care          $ 5,810  $ 6,979    (17%)    (16%)   $ 9,315  $ 9,830     (5%)     (4%)
Specialty care          3,653    3,358       9%      12%     7,264    6,863       6%      10%
Total revenues        $ 9,463  $10,337     (8%)     (7%)   $16,579  $16,693     (1%)       1%
");
    let expected = ["Second-Quarter", "Six Months"]
        .map(|period| ["2023", "2022", "% Change Total", "% Change Oper."].map(|column| format!("{period} {column}")));
    assert_eq!(headings(&table), expected.concat());
}

#[test]
fn days_a_space_apart_are_headings_of_their_own() {
    let table = one("
Statements of Earnings

                                     Three Months Ended              Six Months Ended
                                 July 29, 2023 July 30, 2022   July 29, 2023 July 30, 2022
Revenue                         $      9,583    $   10,329    $     19,050     $   20,976
Cost of sales                          7,363         8,042          14,680         16,336
Gross profit                           2,220         2,287           4,370          4,640
");
    let expected = [
        "Three Months Ended July 29, 2023",
        "Three Months Ended July 30, 2022",
        "Six Months Ended July 29, 2023",
        "Six Months Ended July 30, 2022",
    ];
    assert_eq!(headings(&table), expected);
}

#[test]
fn a_period_over_the_middle_column_spans_those_beside_a_heading_of_changes() {
    let table = one("
Revenue by region
                         Three months ended June 30, 2023               % Change
                        As Reported   FX Impact    Excl. FX       Reported    Excl. FX
Americas                      3,735          40       3,775             4%          5%
Europe                        2,693        (121)      2,572            13%          8%
Asia                            948          14         962             7%          8%
");
    let period = "Three months ended June 30, 2023";
    let expected = [
        format!("{period} As Reported"),
        format!("{period} FX Impact"),
        format!("{period} Excl. FX"),
        "% Change Reported".to_owned(),
        "% Change Excl. FX".to_owned(),
    ];
    assert_eq!(headings(&table), expected);
}

#[test]
fn marks_on_a_line_of_their_own_are_no_row() {
    let table = one("
Sales by region ($ in millions)
                                                        (1)
                     2023       2022      Operational
                   (2)
EUROPE
Hospitals             712        663             7.5%
Pharmacies            947        818            19.0%
ASIA
Hospitals             304        290             4.8%
");
    assert_eq!(headings(&table), ["2023", "2022", "Operational"]);
    let labels: Vec<&str> = table.rows.iter().map(|r| r.label.as_str()).collect();
    assert_eq!(labels, ["EUROPE", "Hospitals", "Pharmacies", "ASIA", "Hospitals"]);
}

#[test]
fn a_statement_goes_on_under_its_title_and_continued() {
    let table = one("
                       ACME HOLDINGS INC.
                  CONSOLIDATED BALANCE SHEETS
                (In thousands, except share data)
                          (Unaudited)

                                  December 31,   December 31,
                                      2022           2021
Cash                                 5,911          4,703
Receivables                            852            583
Total assets                         6,763          5,286
\u{c}
                       ACME HOLDINGS INC.
                  CONSOLIDATED BALANCE SHEETS
                (In thousands, except share data)
                   (Unaudited) (continued)

                                  December 31,   December 31,
                                      2022           2021
Payables                               369            263
Equity                               6,394          5,023
Liabilities and equity               6,763          5,286
");
    assert_eq!(table.pages, [1, 2]);
    assert_eq!(table.rows.len(), 6);
    assert_eq!(title(&table), ["ACME HOLDINGS INC.", "CONSOLIDATED BALANCE SHEETS"]);
}

#[test]
fn a_sentence_between_title_and_table_hides_no_title() {
    let found = find(
        "
Backlog grew as follows:
                                   2023      2022
Total growth                        11%       12%


ACME HOLDINGS INC.
GAAP RESULTS RECONCILED TO NON-GAAP RESULTS
The following tables reflect selected GAAP results reconciled to the non-GAAP results.
(in millions, except per share data)
                                   2023      2022
Income from operations            1,476       193
Restructuring                        49         7
Non-GAAP income                   1,525       200
",
    );
    assert_eq!(title(&found[1]), ["ACME HOLDINGS INC.", "GAAP RESULTS RECONCILED TO NON-GAAP RESULTS"]);
    assert_eq!(found[1].notes[0].text, "(in millions, except per share data)");
}

#[test]
fn a_year_torn_from_its_day_is_put_back() {
    let table = one("CONSOLIDATED BALANCE SHEETS\n\
        \n\
        \tSept 30, 2003\t\tSept 30, 2\t2002\tJun 30, 2003\t\n\
        \tJPY\t%\tJPY\t%\tJPY\t%\n\
        Cash\t11,782\t30.7\t4,772\t12.2\t2,819\t10.2\n\
        Receivables\t6,726\t17.5\t7,844\t20.1\t5,889\t21.3\n\
        Total\t18,508\t48.2\t12,616\t32.3\t8,708\t31.5\n");
    assert_eq!(headings(&table)[2..], ["Sept 30, 2002 JPY", "Sept 30, 2002 %", "Jun 30, 2003 JPY", "Jun 30, 2003 %"]);
}

#[test]
fn a_title_left_at_the_foot_of_a_page_is_that_of_the_table_on_the_next() {
    let found = find(
        "
                      Growth rates

                                April 30, 2023    April 30, 2022
Americas                                  10%               21%
Europe                                    17%               39%
Total growth                              13%               26%



                      QUILLMARK, INC.
             RESULTS RECONCILED TO NON-GAAP RESULTS
                       (in millions)
\u{c}
                                April 30, 2023    April 30, 2022
Income from operations                     412               120
Amortization                               471               512
Adjusted income                            883               632
",
    );
    let titles: Vec<String> = found.iter().map(|t| title(t).join(" ")).collect();
    assert_eq!(titles, ["Growth rates", "QUILLMARK, INC. RESULTS RECONCILED TO NON-GAAP RESULTS"]);
    assert_eq!(found[1].notes.iter().map(|c| c.text.as_str()).collect::<Vec<_>>(), ["(in millions)"]);
}

#[test]
fn a_column_of_note_numbers_is_none_whatever_stands_over_it() {
    for (above, below) in [("    ", "Note"), ("Note", " no.")] {
        let table = one(&format!(
            "
Income statement

                                        Six months ended 30 June
                            {above}          2023        2022
                            {below}            £m          £m
Revenue                        3       1,258.2     1,208.0
Cost of sales                  4        (957.1)     (923.8)
Gross profit                   5         301.1       284.2
"
        ));
        assert_eq!(table.columns.len(), 2, "{table:#?}");
        assert_eq!(table.rows[0].marks, ["3"]);
    }
}

#[test]
fn lengths_span_all_days_they_are_centred_over() {
    let table = one("
Quarterly Financial Performance

                                        Three Months Ended
                             June 30,        June 30,       March 31,
                               2023            2022            2023
Revenues (in billions)      $   92.9        $   80.3        $   91.9
Earnings (in billions)      $    8.1        $    6.9        $    8.1
");
    let expected = ["June 30, 2023", "June 30, 2022", "March 31, 2023"].map(|day| format!("Three Months Ended {day}"));
    assert_eq!(headings(&table), expected);
}

#[test]
fn a_day_and_its_changes_under_one_rule_are_one_heading() {
    let table = one("
SEGMENT RESULTS

                                                      2Q23 Change
                                                  --------------------
                        2Q23     1Q23     2Q22        1Q23      2Q22
Consumer Banking      17,699   17,090   16,307          4%        9%
Investment Bank       11,927   12,420   12,152         (4)       (2)
Commercial Banking     4,018    4,051    3,799         (1)        6
");
    assert_eq!(headings(&table), ["2Q23", "1Q23", "2Q22", "2Q23 Change 1Q23", "2Q23 Change 2Q22"]);
}

#[test]
fn days_a_space_apart_have_their_changes_between_them() {
    let table = one("
Operating Segment Results

                                 Quarter Ended                       Fiscal Year Ended
                      May 28, 2023 May 29, 2022   Change May 28, 2023 May 29, 2022   Change
North America          $   3,034.6  $   2,860.5      6 %   $ 12,659.9   $ 11,572.0      9 %
International                720.0        774.0     (7)%      2,769.5      3,315.7    (16)%
Pet                          654.5        614.0      7 %      2,473.3      2,259.4      9 %
");
    let expected = ["Quarter Ended", "Fiscal Year Ended"]
        .map(|length| ["May 28, 2023", "May 29, 2022", "Change"].map(|column| format!("{length} {column}")));
    assert_eq!(headings(&table), expected.concat());
}

#[test]
fn a_name_beside_the_company_is_no_heading_though_it_is_one_word() {
    let page = |title: &str| {
        format!(
            "ACME HOLDINGS & CO.                               AcmeHoldings
{title}
(in millions)
                                     2Q23        1Q23
Fees                                1,481       1,428
Interest                            6,543       6,160
Revenue                             8,024       7,588
"
        )
    };
    let found = find(&["HIGHLIGHTS", "STATEMENTS OF INCOME", "SEGMENTS"].map(page).join("\u{c}"));
    let titles: Vec<Vec<&str>> = found.iter().map(title).collect();
    assert_eq!(titles, [["HIGHLIGHTS"], ["STATEMENTS OF INCOME"], ["SEGMENTS"]]);
    assert_eq!(headings(&found[1]), ["2Q23", "1Q23"]);
}

#[test]
fn a_length_over_the_last_column_alone_spans_no_others() {
    let table = one("
RECONCILIATION

                        Three Months Ended        Six Months Ended
                             June 30,                 June 30,
                                                                     Year Ended
                                                                    December 31,
                         2023        2022         2023        2022          2023
Net earnings            5,474       4,870       11,023      10,024        20,500
Amortization              391         313          805         614         1,600
");
    assert_eq!(headings(&table)[1], "Three Months Ended June 30, 2022");
    assert!(headings(&table)[..4].iter().all(|heading| !heading.contains("Year Ended")));
    assert!(headings(&table)[4].ends_with("Year Ended December 31, 2023"));
}

#[test]
fn a_day_below_its_month_is_no_figure() {
    let table = one("
Statements of Operations

                           Six months ended June    Three months ended
(In millions)                       30                   June 30
                               2024        2023       2024        2023
Net sales                     1,204       1,100        640         580
Cost of sales                   800         760        420         390
");
    let expected = ["Six months ended June 30", "Three months ended June 30"]
        .map(|period| ["2024", "2023"].map(|year| format!("{period} {year}")));
    assert_eq!(headings(&table), expected.concat());
}

#[test]
fn a_length_that_goes_on_below_spans_no_more_than_its_end() {
    let table = one("
Benefit cost

                            Three months                            Three months
                               ended          Six months ended         ended          Six months ended
                              June 30,            June 30,            June 30,            June 30,
                            2024    2023        2024    2023        2024    2023        2024    2023
Service cost                  67     113         135     229          10      13          18      25
Interest cost                109      75         216     149          10       6          19      12
");
    let of = |period: &str| ["2024", "2023"].map(|year| format!("{period} ended June 30, {year}"));
    let group = [of("Three months"), of("Six months")].concat();
    assert_eq!(headings(&table), [group.clone(), group].concat());
}

#[test]
fn whole_dates_below_other_headings_span_their_share() {
    let table = one("
Fair values

                      Level 1     Level 2     Level 3      Total      Level 1     Level 2     Level 3      Total
                                   June 30, 2024                               December 31, 2023
Commercial paper            4         561           2        567            5         498           1        504
Corporate notes            31          12           6         49           30          15           8         53
");
    let of = |date: &str| ["Level 1", "Level 2", "Level 3", "Total"].map(|level| format!("{level} {date}"));
    assert_eq!(headings(&table), [of("June 30, 2024"), of("December 31, 2023")].concat());
}

#[test]
fn a_line_that_closes_with_its_period_is_a_title() {
    let table = one("
Varnholt Instruments Inc. reports fourth quarter 2024 results

Segment results for the year ended December 31, 2024
($ in millions)
                       North America     Europe      Total
Net sales                        812        455      1,267
Cost of sales                    502        290        792
");
    assert!(title(&table).contains(&"Segment results for the year ended December 31, 2024"), "{:?}", title(&table));
}

#[test]
fn the_end_of_a_sentence_over_a_table_is_no_title() {
    let table = one("
Notes

The following table is a summary of the activity related to our hedges for the quarters ended June 30, 2024 and
June 30, 2023, net of tax:
                         2024        2023
Gain on swaps             175         241
Loss on forwards           33          44
");
    let lead = table.lead_in.expect("a sentence introduces the table");
    assert!(lead.text.starts_with("The following table") && lead.text.ends_with("net of tax:"), "{}", lead.text);
}

#[test]
fn a_day_over_the_labels_begins_another_table() {
    let found = find(
        "
Fair values
(at June 30, 2024, in millions)           Total      Level 1      Level 2
Bonds                                       640          580           60
Shares                                      420          390           30
(at December 31, 2023, in millions)       Total      Level 1      Level 2
Bonds                                       600          550           50
Shares                                      400          380           20
",
    );
    assert_eq!(found.len(), 2);
}
