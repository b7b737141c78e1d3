//! Periods are given only where the release gives them.

use crossfoot_ingest::{Options, read};
use crossfoot_statements::{LineItem, Period, Statement, assemble};

fn all(text: &str) -> Vec<Statement> {
    let pages = read(text.as_bytes(), &Options::default()).unwrap().pages;
    assemble(&crossfoot_grammar::read(&pages))
}

fn one(text: &str) -> Statement {
    let mut found = all(text);
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

#[test]
fn dated_balances_rule_in_any_roll_forward() {
    let found = one("
Restructuring activity for the year ended July 27, 2024
                              Changes in severance   Other     Total
Liability as of July 30, 2022                  100      11       111
Charges                                         40       5        45
Payments                                       (20)     (6)      (26)
Liability as of July 29, 2023                  120      10       130
Charges                                         10       1        11
Liability as of July 27, 2024                  130      11       141
");
    let expected = [
        "2022-07-30 instant",
        "2023-07-29 P12M",
        "2023-07-29 P12M",
        "2023-07-29 instant",
        "2024-07-27 P12M",
        "2024-07-27 instant",
    ];
    assert_eq!(row_periods(&found), expected);
}

#[test]
fn a_roll_forward_between_undated_balances_is_of_the_time_between() {
    let found = one("
Net income for the years ended December 31, 2023 and 2022

Change in benefit obligation
At December 31,                           2023      2022
Benefit obligation at beginning of year  1,562     1,811
Service cost                               208       246
Benefits paid                             (120)     (110)
Benefit obligation at end of year        1,650     1,947
");
    assert_eq!(periods(&found), ["2023-12-31 P12M", "2022-12-31 P12M"]);
}

#[test]
fn a_day_over_a_block_holds_over_the_headings_in_it() {
    let found = one("
Plan assets at fair value
                        Outstanding    Level 1    Level 2
December 31, 2023
Equities:
  Large companies             3,425      2,305      1,120
Other funds                   1,669        270      1,399
December 31, 2022
Equities:
  Large companies             2,866      1,840      1,026
Other funds                   1,500        300      1,200
");
    let expected = ["2023-12-31 instant", "2023-12-31 instant", "2022-12-31 instant", "2022-12-31 instant"];
    assert_eq!(row_periods(&found), expected);
}

#[test]
fn a_day_in_one_heading_holds_for_the_levels_beside_it() {
    let found = one("
Fair value measurements
                          Total as of June 30, 2023    Level 1    Level 2
Money market funds                            1,204      1,100        104
Interest rate swaps                             800        760         40
");
    assert_eq!(periods(&found), ["2023-06-30 instant"; 3]);
}

#[test]
fn ranges_without_a_year_are_as_long_in_each() {
    let found = one("
Consolidated income statement
1 January to 30 June
                         2024      2023
Revenue                 1,204     1,100
Cost of sales             800       760
Net income                404       340
");
    assert_eq!(periods(&found), ["2024-06-30 P6M", "2023-06-30 P6M"]);
}

#[test]
fn the_sentence_on_the_financial_year_rules() {
    let found = one("
The financial year of Nordale runs from 1 October to 30 September.

Condensed consolidated statements of income
                     Q3 2025/26    Q3 2024/25
Revenue                   1,204         1,100
Cost of sales               800           760
Net income                  404           340
");
    assert_eq!(periods(&found), ["2026-06-30 P3M", "2025-06-30 P3M"]);
}

#[test]
fn an_outlook_is_for_the_time_it_names() {
    let found = one("
Fiscal 2024 Outlook
                           Current Outlook            Previous Outlook
                        (as of November 26, 2024)  (as of August 27, 2024)
Capital expenditures               215                      225
Interest expense                    40                       41
");
    assert!(
        periods(&found).iter().all(|p| p.ends_with("P12M") && p.starts_with("2024-12-31")),
        "{:?}",
        periods(&found)
    );
}

#[test]
fn a_share_of_sales_goes_with_the_column_to_its_left() {
    let found = one("
Statements of Income
                            Three Months Ended
                  June 30, 2023   % of sales   June 30, 2022   % of sales
Net sales                 1,204        100.0           1,100        100.0
Net income                  120         10.0              99          9.0
");
    let expected = ["2023-06-30 P3M", "2023-06-30 P3M", "2022-06-30 P3M", "2022-06-30 P3M"];
    assert_eq!(periods(&found), expected);
}

#[test]
fn a_date_in_prose_is_no_end_of_the_quarter_named_after_it() {
    let found = one("
ACME CITY, July 18, 2024 - Acme today reported second quarter 2024 net income of $406 million.

Statements of Income
                   2Q24      1Q24      2Q23
Net sales         1,204     1,150     1,100
Net income          120       110        99
");
    assert_eq!(periods(&found), ["2024-06-30 P3M", "2024-03-31 P3M", "2023-06-30 P3M"]);
}

#[test]
fn year_to_date_goes_as_far_as_the_release() {
    let found = one("
The fourth quarter and fiscal year ended on February 3, 2024. The fourth quarter of fiscal 2022 ended on January 28, 2023.

CONSOLIDATED STATEMENTS OF OPERATIONS (in millions)
                                 FOURTH QUARTER                      YEAR-TO-DATE
                              2023            2022               2023            2022
                           (13 weeks)      (12 weeks)         (53 weeks)      (52 weeks)
Sales                        37,011          34,588            149,988         147,922
Operating costs              35,556          33,536            146,965         143,512
Operating profit              1,455           1,052              3,023           4,410
");
    let expected = ["2024-02-03 P13W", "2023-01-28 P12W", "2024-02-03 P53W", "2023-01-28 P52W"];
    assert_eq!(periods(&found), expected);
}

#[test]
fn months_from_and_to_and_a_code_of_currency_before_them() {
    let found = one("
Sales by segment, half-year report January-June 2023
In millions of CHF      Jan.-June 2023     Jan.-June 2022
Zone Europe                      9,412              9,688
Zone Americas                   11,207             10,941
Total                           20,619             20,629
");
    assert_eq!(periods(&found), ["2023-06-30 P6M", "2022-06-30 P6M"]);
    assert_eq!(found.stub_head, "In millions of CHF");
}

#[test]
fn quarters_with_a_prime_for_an_apostrophe() {
    let found = one("
Credit statistics for the quarter ended June 30, 2023 (millions)
                         Q2\u{2032}23       Q1\u{2032}23
Net write-offs             626         521
Provision                1,591       1,190
");
    assert_eq!(periods(&found), ["2023-06-30 P3M", "2023-03-31 P3M"]);
}

#[test]
fn quarters_and_days_as_banks_write_them() {
    let found = one("
Consolidated balance sheet and income (EUR m)
Unaudited figures for the six months ended June 30, 2023
                            Q2 23       Q1 23       H1 23       H1 22
Net interest income         3,622       3,411       7,033       5,411
Profit before tax           1,922       1,137       3,059       2,461
");
    assert_eq!(periods(&found), ["2023-06-30 P3M", "2023-03-31 P3M", "2023-06-30 P6M", "2022-06-30 P6M"]);
    let found = one("
Loans and advances to customers (EUR m)
                           30-06-23    31-03-23    31-12-22
Residential mortgages        92,011      92,688      93,019
Total loans                 192,011     191,688     190,019
");
    assert_eq!(periods(&found), ["2023-06-30 instant", "2023-03-31 instant", "2022-12-31 instant"]);
}

#[test]
fn adjustments_are_of_the_year_to_their_left() {
    let found = one("
GAAP to non-GAAP, fiscal 2024 second quarter
                              Three Months Ended November 30,
                         2023        Adj.        2022        Adj.
Operating expenses      9,332      (1,844)      9,208      (1,973)
Operating income        3,609       1,844       3,067       1,973
");
    let expected = ["2023-11-30 P3M", "2023-11-30 P3M", "2022-11-30 P3M", "2022-11-30 P3M"];
    assert_eq!(periods(&found), expected);
}

#[test]
fn a_title_of_two_periods_over_a_table_of_one_gives_that_one() {
    let found = one("
Operating profit by division
12 Weeks Ended March 25, 2023 and March 19, 2022
                              12 Weeks Ended 3/25/2023
               Reported    Impairment    Charges      Core
East              1,599             7          2     1,608
West                188             1          3       192
Total             1,787             8          5     1,800
");
    assert_eq!(periods(&found), ["2023-03-25 P12W"; 4]);
}

#[test]
fn each_year_has_the_day_that_the_caption_names_for_it() {
    let found = one("
Condensed Consolidated Statements of Operations
Periods ended October 28, 2023 and October 29, 2022
(In millions)

                              Third Quarter             Year-To-Date
                            2023         2022         2023         2022
Sales                     $ 1,986      $ 2,173      $ 5,774      $ 6,413
Other revenue                   3            1            4            7
Net income                     28           96           58          333
");
    let expected = ["2023-10-28 P3M", "2022-10-29 P3M", "2023-10-28 P9M", "2022-10-29 P9M"];
    assert_eq!(periods(&found), expected);
}

#[test]
fn the_end_of_a_quarter_is_a_point_in_time() {
    let found = one("
Cash and Debt
(Billions)

                               Quarter End
                           2Q 2023      1Q 2023
Cash                        $ 7.3       $ 10.8
Consolidated debt          $ 52.3       $ 55.4
");
    assert_eq!(periods(&found), ["2023-06-30 instant", "2023-03-31 instant"]);
}

#[test]
fn half_years_are_named_in_short() {
    let found = one("
Consolidated income statement

CHF million                 HY 2024      HY 2023
Net sales                   1,330.7      1,323.3
Net profit                     91.3         99.3
");
    assert_eq!(periods(&found), ["2024-06-30 P6M", "2023-06-30 P6M"]);
}

#[test]
fn years_under_a_quarter_are_that_quarter_of_each() {
    let statement = one("
Financial Performance
(in millions)
                                Q2 2023
                         IFRS               Non-IFRS
                     2023    2022        2023    2022
Cloud revenue       3,316   2,747       3,316   2,747
Total revenue       7,554   7,183       7,554   7,183
");
    let quarter = |year: i32| format!("{year}-06-30 P3M");
    assert_eq!(periods(&statement), [quarter(2023), quarter(2022), quarter(2023), quarter(2022)]);
}

#[test]
fn years_that_amounts_fall_due_in_are_labels() {
    let found = all("
Statement of income
                        Year ended December 31, 2024    Year ended December 31, 2023
Net sales                                      1,204                           1,100
Net income                                       120                             110

Lease payments
                 Operating   Finance     Total
2025                   120        40       160
2026                   110        30       140
2027                   100        20       120
Thereafter              70        10        80
Total                  400       100       500
");
    assert_eq!(row_periods(found.last().unwrap()), ["2024-12-31 instant"; 5]);
}

#[test]
fn movements_between_two_columns_of_balances_have_the_time_between() {
    let found = one("
Goodwill
             Balance December 31, 2023    Acquisitions    Translation    Balance December 31, 2024
Europe                             458              12             (7)                         463
Asia                               340              30              5                          375
");
    let year = "2024-12-31 P12M";
    assert_eq!(periods(&found), ["2023-12-31 instant", year, year, "2024-12-31 instant"]);
}

#[test]
fn the_last_days_of_three_years_head_what_happened_in_them() {
    let found = all("
Statement of income
                 Year ended December 30, 2023    Year ended December 31, 2022    Year ended December 25, 2021
Net sales                               1,204                           1,100                           1,050
Net income                                120                             110                             105

Net pension cost
                        December 30, 2023    December 31, 2022    December 25, 2021
Service cost                            2                    4                    5
Interest cost                         142                  118                   90
Settlements                             3                    1                   11
");
    let last = found.last().unwrap();
    assert!(periods(last).iter().all(|period| !period.contains("instant")), "{:?}", periods(last));
}

#[test]
fn a_range_of_days_in_a_note_is_a_year() {
    let found = one("
Consolidated income statement
1 January – 31 December
in CHF thousand
                                     2024         2023
Revenue                           284,510      190,332
Cost of goods sold              (142,118)    (101,904)
");
    assert_eq!(periods(&found), ["2024-12-31 P12M", "2023-12-31 P12M"]);
}

#[test]
fn a_total_of_a_quarter_is_of_the_quarter() {
    let found = one("
Monthly traffic figures
                            Passengers     Revenue
Jan-2025                         1,204          88
Feb-2025                         1,150          84
Mar-2025                         1,310          96
Q1 2025 total                    3,664         268
");
    assert_eq!(row_periods(&found).last().unwrap(), "2025-03-31 P3M");
}

#[test]
fn names_of_the_companys_years_are_not_those_of_the_calendar() {
    let found = one("
Results for the nine months ended 31 December 2025.

Consolidated statement of profit and loss
                                        9M FY26      9M FY25          FY25
Revenue                                 284,510      190,332      284,510
Cost of goods sold                    (142,118)    (101,904)    (142,118)
");
    assert_eq!(periods(&found), ["2025-12-31 P9M", "2024-12-31 P9M", "2025-03-31 P12M"]);
}

#[test]
fn balances_under_a_day_are_of_that_day() {
    let found = one("
Fair values
                                   Level 1      Level 2       Total
Balance at June 30, 2024
Mortgage loans held for sale             -        7,812       7,812
Forward commitments                      -          106         106
Balance at December 31, 2023
Mortgage loans held for sale             -        6,260       6,260
Forward commitments                      -           22          22
");
    let days = ["2024-06-30 instant", "2023-12-31 instant"];
    assert_eq!(row_periods(&found), [days[0], days[0], days[1], days[1]]);
}

#[test]
fn a_day_that_cannot_be_read_is_not_that_of_its_neighbour() {
    let found = one("
Statement of income
                 Three months ended December 31, 2024    Three months ended Septem her 2024
Net sales                                       1,204                                 1,100
Net income                                        120                                   110
");
    assert_eq!(periods(&found), ["2024-12-31 P3M", ""]);
}

/// The first and last day of each column.
fn ranges(statement: &Statement) -> Vec<String> {
    let show = |p: Period| format!("{}..{}", p.start.map(|d| d.to_string()).unwrap_or_default(), p.end);
    statement.columns.iter().map(|c| c.period.map(show).unwrap_or_default()).collect()
}

/// An income statement of two columns under a title.
fn income(title: &str, first: &str, second: &str) -> Statement {
    let text = format!(
        "{title}

Consolidated statements of income
(in millions)
                    {first:>40}{second:>40}
Revenue             {:>40}{:>40}
Cost of sales       {:>40}{:>40}
Operating profit    {:>40}{:>40}
",
        "1,200", "1,100", "(700)", "(650)", "500", "450"
    );
    one(&text)
}

#[test]
fn a_year_named_by_two_ends_in_the_second() {
    let april = ["2024-04-01..2025-03-31", "2023-04-01..2024-03-31"];
    let title = "Results for the year ended 31 March 2025";
    for (first, second) in [("FY24/25", "FY23/24"), ("2024-25", "2023-24"), ("FY 2024/25", "FY 2023/24")] {
        assert_eq!(ranges(&income(title, first, second)), april, "{first}");
    }
    let found = income("Interim report 1 May - 31 July 2024", "Q1 24/25", "Q1 23/24");
    assert_eq!(ranges(&found), ["2024-05-01..2024-07-31", "2023-05-01..2023-07-31"]);
}

#[test]
fn the_latest_year_named_is_the_latest_that_ended() {
    let found = income("Financial results for the fiscal year ended March 31, 2025", "FY2024", "FY2023");
    assert_eq!(ranges(&found), ["2024-04-01..2025-03-31", "2023-04-01..2024-03-31"]);
    let found = income("Financial results for the fiscal year ended March 31, 2025", "FY2025", "FY2024");
    assert_eq!(ranges(&found), ["2024-04-01..2025-03-31", "2023-04-01..2024-03-31"]);
}

#[test]
fn dates_in_parentheses_are_those_of_the_year_named() {
    let headed = |names: [&str; 2], from: [&str; 2], to: [&str; 2]| {
        let line = |[first, second]: [&str; 2]| format!("{:20}{first:>22}{second:>22}\n", "");
        let rows = "
Revenue                              1,100                 1,200
Cost of sales                         (650)                 (700)
Operating profit                       450                   500
";
        let text = format!(
            "\nConsolidated statements of income\n(Millions of yen)\n{}{}{}",
            line(names),
            line(from),
            line(to)
        );
        ranges(&one(&(text + rows.trim_start_matches('\n'))))
    };
    let from = ["(Apr 1, 2023 -", "(Apr 1, 2024 -"];
    let years = headed(["FY2023", "FY2024"], from, ["Mar 31, 2024)", "Mar 31, 2025)"]);
    assert_eq!(years, ["2023-04-01..2024-03-31", "2024-04-01..2025-03-31"]);
    let halves = headed(["1H FY2023", "1H FY2024"], ["(Apr. -", "(Apr. -"], ["Sep. 2023)", "Sep. 2024)"]);
    assert_eq!(halves, ["2023-04-01..2023-09-30", "2024-04-01..2024-09-30"]);
}

#[test]
fn a_named_year_of_weeks_begins_after_the_one_before() {
    let title =
        "Fiscal 2023 is a 53-week year ended February 3, 2024. Fiscal 2022 is a 52-week year ended January 28, 2023.";
    let found = income(title, "Fiscal 2023", "Fiscal 2022");
    assert_eq!(ranges(&found), ["2023-01-29..2024-02-03", "2022-01-30..2023-01-28"]);
}

#[test]
fn trailing_months_end_with_the_quarter_named() {
    let found = income("Mellis", "LTM Q3 2024", "Q3 2024");
    assert_eq!(ranges(&found), ["2023-10-01..2024-09-30", "2024-07-01..2024-09-30"]);
}

#[test]
fn months_by_their_numbers_are_a_range() {
    let found = income("Oster", "4–6/2024", "1-12/2023");
    assert_eq!(ranges(&found), ["2024-04-01..2024-06-30", "2023-01-01..2023-12-31"]);
}

#[test]
fn years_and_what_comes_thereafter_over_columns_are_owed_today() {
    let found = one("
Contractual obligations at December 31, 2024
(in millions)
                       Total     2025   2026-2027   Thereafter
Long-term debt           236       40          86          110
Leases                   100       20          30           50
Total                    336       60         116          160
");
    assert_eq!(periods(&found), ["2024-12-31 instant"; 4]);
}
