//! `measures` on what `convert` wrote.

use std::fs;

use crate::common::Place;

const RELEASE: &str = "\
Larkfield Instruments, Inc. Reports Second Quarter Results

Larkfield Instruments, Inc.
Condensed Consolidated Statements of Income
(In thousands, except per share amounts)

                                      Three Months Ended        Six Months Ended
                                           June 30,                 June 30,
                                       2023        2022         2023        2022
Product sales                       $  4,100    $  3,900     $  8,000    $  7,700
Services                                 900         800        1,700       1,500
Total revenue                          5,000       4,700        9,700       9,200
Cost of revenue                        3,000       2,900        5,900       5,700
Gross profit                           2,000       1,800        3,800       3,500
Operating expenses                     1,200       1,100        2,300       2,200
Operating income                         800         700        1,500       1,300
Income tax expense                       200         150          350         300
Net income                          $    600    $    550     $  1,150    $  1,000
Diluted earnings per share          $   0.60    $   0.55     $   1.15    $   1.00
";

fn converted() -> Place {
    let place = Place::new();
    place.file("larkfield.txt", RELEASE);
    let other = RELEASE.replace("Larkfield Instruments, Inc.", "Moorgate Foods plc").replace("1,150", "1,160");
    place.file("moorgate.txt", &other);
    assert_eq!(place.run(&["convert", "larkfield.txt", "moorgate.txt", "-o", "out"]).code, 0);
    place
}

#[test]
fn a_row_per_company() {
    let place = converted();
    let run = place.run(&["measures", "out"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        run.out,
        "company,release,period_end,duration,currency,revenue,operating_income,net_income,eps_diluted,unclear\n\
         \"Larkfield Instruments, Inc.\",larkfield,2023-06-30,P3M,USD,5000000,800000,600000,0.60,\n\
         Moorgate Foods plc,moorgate,2023-06-30,P3M,USD,5000000,800000,600000,0.60,\n"
    );
}

#[test]
fn measures_periods_and_formats_are_chosen() {
    let place = converted();
    let all = ["measures", "out/larkfield", "--concepts", "revenue,gross_profit", "--period", "all", "-o", "all.csv"];
    assert_eq!(place.run(&all).code, 0);
    let csv = fs::read_to_string(place.path("all.csv")).expect("a table");
    let company = "\"Larkfield Instruments, Inc.\",larkfield";
    assert!(csv.contains(&format!("\n{company},2023-06-30,P6M,USD,9700000,3800000,\n")), "{csv}");
    assert_eq!(csv.lines().count(), 5, "{csv}");
    let json = place.run(&["measures", "out", "--sources", "--format", "json"]);
    let rows: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(rows[0]["measures"]["revenue"], "5000000");
    assert_eq!(rows[0]["sources"]["revenue"]["label"], "Total revenue");
}

#[test]
fn what_is_no_measure_exits_with_2() {
    let place = converted();
    let run = place.run(&["measures", "out", "--concepts", "turnover"]);
    assert_eq!(run.code, 2);
    assert!(run.err.starts_with("crossfoot: turnover is no measure; there are "), "{}", run.err);
    let run = place.run(&["measures", "missing"]);
    assert_eq!((run.code, run.err.starts_with("crossfoot: cannot read missing: ")), (1, true), "{}", run.err);
}

#[test]
fn the_summary_tells_company_currency_and_period_end() {
    let place = converted();
    let summary = fs::read_to_string(place.path("out/summary.csv")).expect("a summary");
    assert!(summary.contains(",unsure,company,currency,period_end\n"), "{summary}");
    assert!(summary.contains(",\"Larkfield Instruments, Inc.\",USD,2023-06-30\n"), "{summary}");
    // What a later run finds unchanged is told again.
    assert_eq!(place.run(&["convert", "larkfield.txt", "moorgate.txt", "-o", "out"]).code, 0);
    let again = fs::read_to_string(place.path("out/summary.csv")).expect("a summary");
    assert!(again.contains(",Moorgate Foods plc,USD,2023-06-30\n"), "{again}");
}
