//! What is counted, priced and valued in tables of awards, of shares bought back and of earnings for each share.

use crossfoot_ingest::{Options, read};
use crossfoot_statements::{Statement, assemble};

fn read_text(text: &str) -> Vec<Statement> {
    let pages = read(text.as_bytes(), &Options::default()).unwrap().pages;
    assemble(&crossfoot_grammar::read(&pages))
}

/// The unit and full value of each figure of a line.
fn line(found: &[Statement], label: &str) -> Vec<String> {
    let item = found.iter().flat_map(|s| &s.items).find(|item| item.label.starts_with(label)).unwrap();
    item.cells.iter().filter_map(|cell| cell.figure()).map(|f| format!("{} {}", f.value.normalize(), f.unit)).collect()
}

/// How the scale of the first figure of a line is told.
fn scale_from(found: &[Statement], label: &str) -> &'static str {
    let item = found.iter().flat_map(|s| &s.items).find(|item| item.label.starts_with(label)).unwrap();
    item.cells.iter().find_map(|cell| cell.figure()).unwrap().told.scale.name()
}

const INCOME: &str = "
Consolidated Statements of Income
(in millions of U.S. dollars)
                                      2024           2023
Net sales                            1,204          1,100
Cost of sales                         (804)          (721)
Net income                             400            379
";

#[test]
fn a_note_under_the_table_scales_what_carries_its_mark() {
    let found = read_text(&format!(
        "{INCOME}\x0c
Stock option activity in 2024:
                                                       Average Exercise
                                      Options(a)        Price Per Unit       Intrinsic Value(b)
Outstanding at December 31, 2023       10,504            $  124.63             $  380,801
Granted                                 2,162            $  171.73             $  306,536
Exercised                              (1,205)           $   96.82             $   73,219
(a) In thousands.
(b) In thousands, at the closing price of the year.
"
    ));
    assert_eq!(line(&found, "Granted"), ["2162000 shares", "171.73 USD/share", "306536000 USD"]);
    assert_eq!(scale_from(&found, "Granted"), "column");
    let found = read_text(&format!(
        "{INCOME}\x0c
Other data on awards
                                              2024           2023
Number of options granted (a)                2,162          2,422
Total intrinsic value of options (a)     $ 100,209      $ 134,580
Average fair value of a grant, per share $   29.81      $   19.72
(a) In thousands.
"
    ));
    assert_eq!(line(&found, "Number of options"), ["2162000 shares", "2422000 shares"]);
    assert_eq!(line(&found, "Total intrinsic"), ["100209000 USD", "134580000 USD"]);
    assert_eq!(scale_from(&found, "Total intrinsic"), "row");
}

#[test]
fn awards_without_a_note_of_their_own_have_no_told_scale() {
    let found = read_text(&format!(
        "{INCOME}\x0c
Awards in 2024:
                                      Units         Average grant-date fair value
Outstanding at January 1, 2024        5,714            $  143.02
Granted                               2,151            $  171.11
Vested                               (1,982)           $  134.42
"
    ));
    assert_eq!(scale_from(&found, "Granted"), "derived");
}

#[test]
fn a_column_of_exercise_prices_tells_awards_whatever_the_lines_are() {
    let found = read_text(
        "
Awards granted in the year (in millions of dollars, except per share amounts)
                                                  Average Grant      Average Exercise
                                     Granted      Date Fair Value          Price
Stock options                        798,017          $  58.56          $  211.09
Stock units                        3,130,396          $ 210.81
",
    );
    assert_eq!(line(&found, "Stock options"), ["798017 shares", "58.56 USD/share", "211.09 USD/share"]);
}

#[test]
fn the_average_value_of_an_award_is_a_price_and_the_average_number_a_count() {
    let found = read_text(
        "
Awards to directors (in thousands, except per share data)
                                                                 2024        2023
Shares granted to directors                                        11          12
Weighted-average grant date fair value per share             $ 206.52    $ 200.27
Net sales                                                       4,120       4,009
",
    );
    assert_eq!(line(&found, "Weighted-average grant"), ["206.52 USD/share", "200.27 USD/share"]);
    assert_eq!(line(&found, "Shares granted"), ["11000 shares", "12000 shares"]);
}

#[test]
fn what_stands_over_and_under_the_line_of_a_quotient() {
    let found = read_text(
        "
Earnings per share (in millions of dollars, except per share amounts)
                                                                   2024          2023
Numerator:
  Net income for diluted earnings per share                     $   946       $   812
  Reallocation on conversion of Class B to Class A shares            45            40
Denominator:
  Weighted average shares                                         606.1         595.2
  Conversion of Class B                                           350.0         340.0
Diluted earnings per share                                      $  1.06       $  0.91
",
    );
    assert_eq!(line(&found, "Net income for"), ["946000000 USD", "812000000 USD"]);
    assert_eq!(line(&found, "Reallocation"), ["45000000 USD", "40000000 USD"]);
    assert_eq!(line(&found, "Conversion of"), ["350000000 shares", "340000000 shares"]);
    assert_eq!(line(&found, "Diluted"), ["1.06 USD/share", "0.91 USD/share"]);
}

#[test]
fn shares_that_are_taken_away_and_totals_of_shares_are_shares() {
    let found = read_text(
        "
Elements of earnings per share (in millions of dollars, except per share amounts)
                                                    2024          2023
Net income                                       $ 2,222       $ 4,935
Basic weighted average shares outstanding          606.1         595.2
Less: participating securities                       0.3           0.4
Basic weighted average common shares               605.8         594.8
Weighted average effect of dilutive securities       2.3           2.5
Total                                              608.1         597.3
Earnings per share                               $  3.65       $  8.26
",
    );
    assert_eq!(line(&found, "Less"), ["300000 shares", "400000 shares"]);
    assert_eq!(line(&found, "Total"), ["608100000 shares", "597300000 shares"]);
}

#[test]
fn shares_bought_back_over_the_price_of_one_are_shares() {
    let found = read_text(
        "
Purchases in the open market (in millions, except per share data)
                                          2024          2023
Shares repurchased                          13            12
Average price paid per share          $ 225.37      $ 211.20
Total cost                            $  2,930      $  2,534
",
    );
    assert_eq!(line(&found, "Shares repurchased"), ["13000000 shares", "12000000 shares"]);
    let found = read_text(
        "
Purchases of the year (in millions)
                                      2024                    2023
                                Shares      Cost        Shares      Cost
Class A share repurchases           78    $ 6,719           52    $ 9,316
Shares withheld from employees     1.2        135          1.1        124
",
    );
    assert_eq!(line(&found, "Class A")[1], "6719000000 USD");
    assert_eq!(line(&found, "Shares withheld")[1], "135000000 USD");
}

#[test]
fn a_note_that_speaks_of_columns_one_by_one_scales_each() {
    let found = read_text(
        "
Option activity in 2024
(options in thousands, aggregate intrinsic value in millions)
                                                   Average        Aggregate intrinsic
                                   Options     exercise price            value
Outstanding at December 31, 2023     9,320        $  91.84              $  650
Granted                                642          149.30                  12
Exercised                           (2,410)          73.21                  34
",
    );
    assert_eq!(line(&found, "Outstanding"), ["9320000 shares", "91.84 USD/share", "650000000 USD"]);
}

#[test]
fn words_that_name_a_rate_or_a_count_beside_others_are_of_money() {
    let found = read_text(
        "
Other items (in millions of dollars)
                                                       2024        2023
Foreign tax rate differential                           859         832
Income subject to the federal tax rate                   63          42
Exchange rate adjustment                                  6         (26)
Finance lease obligations (average rate of 2.6%)      2,091       1,732
Subscriptions, platforms and devices                 34,688      29,055
",
    );
    for (label, value) in [
        ("Foreign tax", "859000000 USD"),
        ("Income subject", "63000000 USD"),
        ("Exchange", "6000000 USD"),
        ("Finance", "2091000000 USD"),
        ("Subscriptions", "34688000000 USD"),
    ] {
        assert_eq!(line(&found, label)[0], value);
    }
}

#[test]
fn signs_of_money_speak_against_what_the_head_of_the_labels_counts() {
    let found = read_text(
        "
Intangible assets (in millions)
Average useful life (years)                   Gross           Net
Customer relationships 10 – 24                  560           295
Acquired rights 56 – 60                       $ 840         $ 626
Total                                       $ 1,400         $ 921
",
    );
    assert_eq!(line(&found, "Customer"), ["560000000 USD", "295000000 USD"]);
}
