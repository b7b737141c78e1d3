//! What an `ok` release may lack is told, and nothing is told of one that is whole.

use crate::common::{Place, RELEASE};

/// A balance sheet that is whole.
const SHEET: &str = "\
Larkfield Instruments, Inc.
Condensed Consolidated Balance Sheets
(In thousands)

                                   June 30,     December 31,
                                     2023           2022
Cash and cash equivalents       $    1,250      $   1,100
Accounts receivable                    830            790
Inventories                            517            463
Total current assets                 2,597          2,353
Property and equipment, net          3,418          3,277
Goodwill                             1,106          1,106
Total assets                    $    7,121      $   6,736

Accounts payable                $      604      $     571
Accrued expenses                       388            402
Total current liabilities              992            973
Long-term debt                       2,150          2,275
Total liabilities                    3,142          3,248
Common stock                         1,500          1,500
Retained earnings                    2,479          1,988
Total equity                         3,979          3,488
Total liabilities and equity    $    7,121      $   6,736
";

/// The status and message of a release of this text.
fn told(text: &str) -> (String, String) {
    let place = Place::new();
    place.file("q2.txt", text);
    assert_eq!(place.run(&["convert", "q2.txt", "-o", "out"]).code, 0);
    let [[_, _, status, message]] = place.summary("out").try_into().expect("one line");
    (status, message)
}

fn without(line: &str) -> String {
    SHEET.lines().filter(|l| !l.starts_with(line)).map(|l| format!("{l}\n")).collect()
}

#[test]
fn nothing_is_told_of_what_is_whole() {
    assert_eq!(told(SHEET), ("ok".into(), String::new()));
    assert_eq!(told(RELEASE), ("ok".into(), String::new()));
}

#[test]
fn a_line_that_sums_ask_for_is_told() {
    for (lost, place) in [
        ("Inventories", "above Total current assets"),
        ("Accrued expenses", "above Total current liabilities"),
        ("Total liabilities and equity", "beside Total assets"),
    ] {
        let message = format!("balance_sheet: a line may be missing {}", place);
        assert_eq!(told(&without(lost)), ("ok".into(), message), "{lost}");
    }
}

#[test]
fn rows_of_figures_in_no_statement_are_told() {
    // More columns than any table has.
    let row = |n: usize| format!("Region {n:<8}{}\n", format!("{:>6}", 1000 + n).repeat(140));
    let rows: String = (10..16).map(row).collect();
    let (status, message) = told(&format!("{RELEASE}\x0c\n{rows}"));
    assert_eq!((status.as_str(), message.as_str()), ("ok", "page 2 has rows of figures that belong to no statement"));
}
