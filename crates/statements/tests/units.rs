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
    assert_eq!(first(&found), ["81797000000 XXX", "19881000000 XXX", "1.26 XXX/share", "15775021000 shares"]);
}

#[test]
fn rates_with_one_sign_of_percent_are_percentages() {
    let found = one("
Average balances and yields (in millions, except rates)
                                        2Q23       1Q23
Deposits with banks                  487,774    493,241
Loans                              1,238,688  1,220,008
AVERAGE RATES
Deposits with banks                     4.21%      3.74%
Loans                                   6.41       6.12
Leverage ratio                          5.80       5.90
Total assets                       1,726,462  1,713,249
");
    let expected =
        ["487774000000 XXX", "1238688000000 XXX", "4.21 percent", "6.41 percent", "5.8 percent", "1726462000000 XXX"];
    assert_eq!(first(&found), expected);
}

#[test]
fn customers_won_are_counted() {
    let found = one("
Consumer operating statistics (dollars in millions)
                                     6/30/23        6/30/22
Connections ('000):
  Wireless retail postpaid            74,811         74,402
Net additions detail ('000):
  Wireless retail prepaid              (304)          (220)
Revenue statistics:
  Wireless service revenue           $14,011        $13,402
Other:
  Connections per account               2.27           2.22
");
    assert_eq!(first(&found), ["74811 pure", "-304 pure", "14011000000 USD", "2.27 pure"]);
}

#[test]
fn classes_of_shares_in_equity_are_amounts() {
    let found = one("
Consolidated statement of changes in equity (in millions of CHF)
                                 Share capital   Treasury shares   Retained earnings   Total equity
Equity as at January 1, 2023            275            (4,911)              52,804         48,168
Profit for the period                                                        5,688          5,688
Movement of treasury shares                             (2,020)                            (2,020)
Equity as at June 30, 2023              275            (6,931)              58,492         51,836
");
    let units: Vec<String> =
        found.items[0].cells.iter().filter_map(|c| c.figure()).map(|f| f.unit.to_string()).collect();
    assert_eq!(units, ["CHF"; 4]);
}

#[test]
fn income_beside_income_per_share() {
    let found = one("
Reconciliation of GAAP to non-GAAP net income and earnings per share
(in millions, except per share data)
                                     Three Months Ended        Three Months Ended
                                       June 30, 2023             June 30, 2022
                                       ---------------           ---------------
GAAP net income / per share            432        0.35           436        0.36
Stock-based compensation               350        0.29           343        0.28
Amortization                           439        0.36           455        0.37
Non-GAAP net income / per share      1,221        1.00         1,234        1.01
");
    for item in &found.items {
        let units: Vec<String> = item.cells.iter().filter_map(|c| c.figure()).map(|f| f.unit.to_string()).collect();
        assert_eq!(units, ["XXX", "XXX/share", "XXX", "XXX/share"], "{}", item.label);
    }
}

#[test]
fn a_table_that_does_not_tell_its_scale_has_that_of_the_same_lines() {
    let pages = read(
        "
Highlights of the quarter
                                Three Months Ended      Three Months Ended
                                  July 29, 2023           July 30, 2022
Net sales                        $  3,554.3              $  3,226.8
Net income                       $    394.4              $    340.9
Diluted earnings per share       $     8.08              $     6.68
\u{c}
Consolidated Statements of Income
(In thousands, except per share data)
                                Three Months Ended      Three Months Ended
                                  July 29, 2023           July 30, 2022
Net sales                        $  3,554,297            $  3,226,832
Cost of sales                       2,214,338               2,010,411
Net income                       $    394,409            $    340,870
Diluted earnings per share       $       8.08            $       6.68
"
        .as_bytes(),
        &Options::default(),
    )
    .unwrap()
    .pages;
    let found = assemble(&crossfoot_grammar::read(&pages));
    assert_eq!(first(&found[0]), ["3554300000 USD", "394400000 USD", "8.08 USD/share"]);
    assert_eq!(found[0].items[0].cells[0].figure().unwrap().decimals, -5);
}

#[test]
fn customers_won_and_lost_are_counted_and_dollars_are_whole() {
    let found = one("
Operating data (in millions, except where indicated)
                                             2023       2022
Revenue                                   $ 1,204    $ 1,100
Net additions (losses) in period ('000)       (51)      (189)
Spending per customer (dollars)             5,912      5,795
Aircraft deliveries                            34         50
");
    assert_eq!(first(&found), ["1204000000 USD", "-51 pure", "5912 USD", "34 pure"]);
}

#[test]
fn lines_between_ranges_of_amounts_per_share_are_amounts_per_share() {
    let pages = read(
        "
Consolidated Statements of Income
(In millions)
                               Year Ended December 31,
                                 2023        2022
Net sales                    $ 45,754    $ 43,004
Net income                   $ 10,714    $  9,542
\u{c}
Outlook
                                               Q3 2024          Full Year 2024
GAAP diluted earnings per share range       $0.79 - $0.80       $2.67 - $2.69
Amortization of intangibles                 $  0.48             $  1.89
Stock-based compensation                    $  0.74             $  2.80
Non-GAAP diluted earnings per share range   $1.89 - $1.90       $7.41 - $7.43
Shares used in computing net income           981                 984
"
        .as_bytes(),
        &Options::default(),
    )
    .unwrap()
    .pages;
    let found = assemble(&crossfoot_grammar::read(&pages));
    assert_eq!(first(&found[1]), ["0.48 USD/share", "0.74 USD/share", "981000000 shares"]);
}

#[test]
fn a_table_of_percentages_has_no_money() {
    let pages = read(
        "
Consolidated Statements of Income
(In millions)
                               Year Ended December 31,
                                 2023        2022
Net sales                    $ 45,754    $ 43,004
Net income                   $ 10,714    $  9,542
\u{c}
Growth by region
                        Percent Change                 Organic
                ----------------------------------
                Price        Volume       Currency     Revenue
Europe             29            (4)          (17)          32
America            22             4            (3)          26
Asia                2            (1)            0            6
"
        .as_bytes(),
        &Options::default(),
    )
    .unwrap()
    .pages;
    let found = assemble(&crossfoot_grammar::read(&pages));
    let units: Vec<String> =
        found[1].items[0].cells.iter().filter_map(|c| c.figure()).map(|f| f.unit.to_string()).collect();
    assert_eq!(units, ["percent"; 4]);
}

#[test]
fn shares_bought_are_counted_where_the_label_says_in_what() {
    let found = one("
Shareholder returns
(in millions)

                                      2024       2023
Dividends paid                       $ 528      $ 480
Share repurchases                    1,401      1,349
Shares retired (in millions)          12.4        8.6
");
    assert_eq!(first(&found), ["528000000 USD", "1401000000 USD", "12400000 shares"]);
}

#[test]
fn a_heading_above_headings_tells_of_shares() {
    let found = one("\
(Millions of yen, except per share amounts)\n
\t2003\t2004
Net income\t¥ 19,282\t¥ 17,288
Cost of sales\t498,344\t540,279
Per share data:\t\t
Common stock\t\t
Net income\t\t
— Basic\t¥ 37.64\t¥ 33.77
");
    assert_eq!(first(&found).last().unwrap(), "37.64 JPY/share");
}

#[test]
fn pence_are_hundredths_of_pounds() {
    let found = one("\
Earnings per share (£m, except per share amounts)
                                                2023       2022
Profit for the period                           63.9       78.1
Weighted average shares (m)                    267.1      266.9
Earnings per share (pence)
Basic                                           23.8       29.3
Diluted                                         23.6       29.0
");
    assert_eq!(first(&found)[2..], ["0.238 GBP/share", "0.236 GBP/share"]);
}

#[test]
fn what_leads_from_one_ratio_to_another_is_in_its_unit() {
    let found = one("\
Gross margin growth reconciliation of GAAP to non-GAAP (in millions)
                                                    12 Weeks Ended 3/25/2023
Reported gross margin growth, GAAP measure                          112 bps
Mark-to-market net impact                                            28
Impairment and other charges                                        (89)
Core gross margin growth, non-GAAP measure                           51 bps
");
    assert_eq!(first(&found), ["112 pure", "28 pure", "-89 pure", "51 pure"]);
}

#[test]
fn what_changes_by_points_is_a_percentage() {
    let found = one("\
Segment reporting in € million
                                          2023       2022      +/-
Sales Polymers                           1,243      1,337     (7.0)%
Sales Group                              2,811      2,901     (3.1)%
Group                                     11.4       12.5     (1.1) pp
");
    assert_eq!(first(&found)[2], "11.4 percent");
}

#[test]
fn changes_beside_large_amounts_are_all_in_percent_if_one_says_so() {
    let statement = one("
Average balances
(in millions)
                        2Q23        1Q23        2Q22      1Q23 Change   2Q22 Change
Deposits             488,868     480,108     483,301          2%             1
Securities           188,867     187,406     187,120          1             (1)
Total              3,860,584   3,845,486   3,801,491         --              2
");
    let units: Vec<_> = statement.items[1].cells.iter().map(|cell| cell.figure().unwrap().unit.to_string()).collect();
    assert_eq!(units, ["XXX", "XXX", "XXX", "percent", "percent"]);
}

#[test]
fn people_days_and_cents_are_counted_as_printed() {
    let statement = one("
Customer Profile Summary
(in thousands)
                              June 30, 2023   June 30, 2022
Risk-based                            8,055           7,995
Fee-based                            19,110          18,615
");
    assert_eq!(first(&statement), ["8055 pure", "19110 pure"]);
    let statement = one("
Operating Statistics
(in millions, except where noted)
                                     2023        2022
Passenger revenue                  13,205      10,958
Passenger mile yield (cents)        21.72       21.25
CASM-Ex                             13.00       12.67
Wholesale units (000)                 711         717
Emissions (in kilotons)                25          20
");
    let expected = ["13205000000 XXX", "21.72 pure", "13 pure", "711 pure", "25 pure"];
    assert_eq!(first(&statement), expected);
}

#[test]
fn volumes_with_a_sign_of_money_are_amounts() {
    let statement = one("
Selected Statistical Information
(in billions)
                               Q2 2023     Q1 2023
Network volumes
  Consumer Services            $ 150.7     $ 149.7
  Commercial Services            134.4       132.3
");
    assert_eq!(first(&statement), ["150700000000 USD", "134400000000 USD"]);
}

#[test]
fn points_of_occupancy_are_percentages_and_connections_are_counted() {
    let statement = one("
KEY LODGING STATISTICS

                          OCCUPANCY                 REVPAR
                      2023      vs. 2022       2023       vs. 2022
JW Marriott          74.2%      2.6% pts.    $ 245.09        4.5%
W Hotels             69.7%      4.3% pts.    $ 237.01       (1.6)%
");
    let figures = statement.items[0].cells.iter().map(|cell| cell.figure().unwrap());
    let units: Vec<String> = figures.map(|figure| format!("{} {}", figure.value, figure.unit)).collect();
    assert_eq!(units, ["74.2 percent", "2.6 percent", "245.09 USD", "4.5 percent"]);
    let statement = one("
Broadband Connections
(000s)
                                          June 30, 2023     June 30, 2022
Total Broadband and DSL                          13,917            14,105
Fiber Broadband                                   7,732             6,595
");
    assert_eq!(first(&statement), ["13917 pure", "7732 pure"]);
}

#[test]
fn a_scale_is_the_releases_only_where_its_tables_agree() {
    let table = |title: &str, note: &str| {
        format!(
            "
{title}
{note}
                               2023       2022
Net sales                   $ 1,204    $ 1,100
Cost of sales                   803        741
Gross profit                    401        359
Net income                      120        104


"
        )
    };
    let told = |notes: [&str; 2]| {
        let [first, second] = [table("Statements of Income", notes[0]), table("Results of the trade", notes[1])];
        let text = format!("{first}\u{c}{second}\u{c}{}", table("Sales by region", ""));
        let pages = read(text.as_bytes(), &Options::default()).unwrap().pages;
        let found = assemble(&crossfoot_grammar::read(&pages));
        let facts = found.last().map(|statement| statement.items[0].cells[0].figure().map(|f| f.told.scale.name()));
        facts.flatten()
    };
    assert_eq!(told(["(in millions)", "(in millions)"]), Some("release"));
    assert_eq!(told(["(in millions)", "(in thousands)"]), Some("derived"));
}

#[test]
fn awards_are_counted_and_priced() {
    let found = one("
The following table summarizes our stock option activity (in thousands, except per share amounts):
                                            Number of     Weighted Average     Aggregate
                                              Options       Exercise Price     Intrinsic Value
Outstanding, December 31, 2022                  1,204               $10.66            $4,120
Granted                                           300                12.10
Exercised                                       (110)                 9.20
Outstanding, December 31, 2023                  1,394               $11.05            $5,020
");
    let row: Vec<String> = found.items[1].cells.iter().filter_map(|c| c.figure()).map(|f| f.unit.to_string()).collect();
    assert_eq!(row, ["shares", "USD/share"]);
}

#[test]
fn shares_printed_in_full_are_not_scaled() {
    let found = one("
Statements of Operations
(In thousands, except per share data)
                                       Three Months Ended June 30,
                                           2023              2022
Net sales                                81,797            82,959
Net income                               19,881            19,442
Diluted earnings per share                 0.16              0.15
Weighted average shares, diluted    126,740,748       125,262,203
");
    assert_eq!(first(&found)[3], "126740748 shares");
}

#[test]
fn amounts_that_end_in_zeros_are_printed_in_full() {
    let release = |net: &str| {
        format!(
            "
Ostermark Holdings, Inc.
1 Main Street, Dallas, TX 75201

Consolidated Statements of Income
                                       Three Months Ended March 31,
                                           2005              2004
Finance income                      $16,662,000       $12,864,000
General and administrative            5,114,000         4,320,000
Interest expense                        412,000           186,000
Net income                           {net}         8,358,000
"
        )
    };
    let told = |text: &str| {
        let found = one(text);
        let fact = found.items[0].cells[0].figure().expect("a figure");
        (fact.told.scale.name(), fact.doubts.is_empty())
    };
    assert_eq!(told(&release("11,136,000")), ("derived", true));
    let exact = release("11,136,000").replace(",000", ",371");
    assert_eq!(told(&exact), ("none", false), "those could be thousands");
}

#[test]
fn pence_and_cents_are_parts_of_the_currency() {
    let found = one("
Larkmoor plc
Income statement
£m
                                        2024          2023
Revenue                                412.3         381.1
Profit for the year                     82.1          75.0
Basic earnings per share (p)            41.2          38.0
Diluted earnings per share             41.0c         37.9c
");
    assert_eq!(first(&found), ["412300000 GBP", "82100000 GBP", "0.412 GBP/share", "0.41 GBP/share"]);
}

#[test]
fn a_mark_behind_a_figure_is_no_figure() {
    let found = one("
Larkmoor plc
Income statement
£m
                                        2024          2023
Revenue                                412.3         381.1
Other income                            82.1 (3)      75.0
Total                                  494.4 a       456.1 *
");
    assert!(found.items.iter().all(|item| item.cells.iter().filter(|cell| cell.figure().is_some()).count() == 2));
    assert_eq!(first(&found), ["412300000 GBP", "82100000 GBP", "494400000 GBP"]);
}

#[test]
fn a_scale_in_digits_is_no_figure() {
    for note in ["NOK 1 000", "NOK 1,000", "NOK 000"] {
        let found = one(&format!(
            "
Larkmoor ASA
Income statement
{note}
                                          2024            2023
Operating revenues                   1 284 510       1 190 332
Operating expenses                     742 118         701 904
Operating profit                       542 392         488 428
"
        ));
        assert_eq!(first(&found)[0], "1284510000 NOK", "{note}");
    }
}

#[test]
fn a_note_by_itself_under_the_table_tells_the_scale() {
    for note in ["Amounts in EUR thousands.", "(All figures in thousands of euros)"] {
        let found = one(&format!(
            "
Larkmoor SE
Income statement
                                          2024            2023
Revenue                                284,510         190,332
Cost of sales                         (142,118)       (101,904)
Gross profit                           142,392          88,428

{note}
"
        ));
        assert_eq!(first(&found)[0], "284510000 EUR", "{note}");
    }
}

#[test]
fn a_column_of_numbers_is_no_money() {
    let found = one("
Segment results
                           Revenue   Profit     Stores   Margin
                              £m       £m       number      %
North                       212.3     41.1        104     19.4
South                       200.0     41.0        108     20.5
Total                       412.3     82.1        212     19.9
");
    let row = found.items[0].cells.iter().filter_map(|cell| cell.figure());
    let row: Vec<String> = row.map(|fact| format!("{} {}", fact.value.normalize(), fact.unit)).collect();
    assert_eq!(row, ["212300000 GBP", "41100000 GBP", "104 pure", "19.4 percent"]);
}

#[test]
fn lines_that_make_diluted_of_basic_shares_are_shares() {
    let text = "
Earnings per share
(in millions, except per share data)
                                              2024       2023
Net income                                    $412       $381
Weighted average shares outstanding, basic   1,884      1,851
Conversion of class B stock                    351        354
Restricted units                                 7          5
Weighted average shares outstanding, diluted 2,242      2,210
Diluted earnings per share                   $0.18      $0.17
";
    let units = |text: &str| -> Vec<String> {
        let found = one(text).items.into_iter().filter_map(|i| i.cells.iter().find_map(|c| c.figure().cloned()));
        found.map(|fact| fact.unit.to_string()).collect()
    };
    assert_eq!(units(text), ["USD", "shares", "shares", "shares", "shares", "USD/share"]);
    // What does not add up stays what the table is of.
    assert_eq!(units(&text.replace("  351  ", "  451  "))[2..4], ["USD", "USD"]);
}

#[test]
fn a_bare_currency_beside_scaled_ones_means_full_amounts() {
    let text = "
Income statement, Group
KSEK                                Jan-Mar 2025     Jan-Mar 2024
Net sales                                 14,250           12,870
Cost of goods sold                        -9,120           -8,455
Gross profit                               5,130            4,415
Operating profit                           3,090            2,435
Profit for the period                      2,450            1,930

Share capital development
SEK                               Change in capital   Total share capital
2019 New issue                            50,250              550,250
2021 Split                               120,125              670,375
2023 New issue                            80,425              750,800
";
    let pages = read(text.as_bytes(), &Options::default()).unwrap().pages;
    let found = assemble(&crossfoot_grammar::read(&pages));
    assert_eq!(found.len(), 2);
    assert_eq!(first(&found[0])[0], "14250000 SEK");
    assert_eq!(first(&found[1]), ["50250 SEK", "120125 SEK", "80425 SEK"]);
}
