//! `diff` and `stack` on what `convert` wrote.

use std::fs;

use crate::common::{Place, RELEASE};

/// The same company half a year later. One figure of the earlier release is stated otherwise.
const LATER: &str = "\
Larkfield Instruments, Inc.
Condensed Consolidated Balance Sheets
(In thousands)

                                 December 31,     June 30,
                                     2023           2023
Cash and cash equivalents       $    1,320      $   1,250
Trade receivables                      871            829
Total assets                    $    2,191      $   2,079
";

fn converted(releases: &[(&str, &str)]) -> Place {
    let place = Place::new();
    for (name, text) in releases {
        let file = format!("{name}.txt");
        place.file(&file, text);
        let out = name.split('/').next().unwrap_or(name);
        assert_eq!(place.run(&["convert", &file, "-o", &format!("out-{out}")]).code, 0);
    }
    place
}

#[test]
fn outputs_that_agree_have_no_differences() {
    let place = converted(&[("old/q2", RELEASE), ("new/q2", RELEASE)]);
    let run = place.run(&["diff", "out-old", "out-new"]);
    assert_eq!((run.code, run.out.as_str()), (0, "1 release, 6 figures: no differences\n"), "{}", run.err);
    // Golden folders are kept without release.json, outputs can be without CSV: both are read.
    fs::remove_file(place.path("out-old/q2/release.json")).expect("removed");
    fs::remove_file(place.path("out-new/q2/facts.csv")).expect("removed");
    assert_eq!(place.run(&["diff", "out-old/q2", "out-new/q2"]).code, 0);
    assert_eq!(place.run(&["diff", "out-old/q2", "out-new"]).code, 0);
}

#[test]
fn differences_are_told_and_exit_with_1() {
    let changed =
        RELEASE.replace("830            790", "831").replace("Cash and cash equivalents", "Cash and deposits at hand");
    let place = converted(&[("old/q2", RELEASE), ("new/q2", &changed), ("old/q3", RELEASE), ("new/q4", RELEASE)]);
    let run = place.run(&["diff", "out-old", "out-new"]);
    assert_eq!(run.code, 1, "{}", run.err);
    for line in [
        "q2\n  balance_sheet, page 1: Larkfield Instruments, Inc. Condensed Consolidated Balance Sheets\n",
        "renamed  Cash and deposits at hand | June 30, 2023",
        "was Cash and cash equivalents | June 30, 2023",
        "value    Accounts receivable | June 30, 2023",
        "830 -> 831 (+1000)",
        "gone     Accounts receivable | December 31, 2022",
        "q3\n  gone: the whole release, 6 figures\n",
        "q4\n  added: the whole release, 6 figures\n",
        "3 releases, 12 figures: 1 value, 6 added, 7 gone, 2 renamed\n",
    ] {
        assert!(run.out.contains(line), "{line:?} is not in\n{}", run.out);
    }
    let tolerant = place.run(&["diff", "out-old/q2", "out-new/q2", "--tolerance", "1000"]);
    assert_eq!(tolerant.code, 1);
    assert!(!tolerant.out.contains("value"), "{}", tolerant.out);
    let json = place.run(&["diff", "out-old", "out-new", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!((json.code, report["counts"]["value"].as_u64()), (1, Some(1)));
    let changed = &report["releases"][0]["differences"][2];
    assert_eq!((&changed["old"]["value"], &changed["new"]["value"]), (&"830000".into(), &"831000".into()));
}

#[test]
fn what_many_figures_share_is_told_once() {
    let other_scale = RELEASE.replace("In thousands", "In millions");
    let place = converted(&[("old/q2", RELEASE), ("new/q2", &other_scale)]);
    let run = place.run(&["diff", "out-old", "out-new"]);
    let lines: Vec<&str> = run.out.lines().skip(2).collect();
    assert_eq!(
        lines[0], "    value    6 figures, from Cash and cash equivalents | June 30, 2023  times 1000",
        "{}",
        run.out
    );
    assert_eq!(lines[2], "1 release, 6 figures: 6 value");
    // A statement that goes by another name is one line, not one for each figure.
    let facts = fs::read_to_string(place.path("out-old/q2/facts.csv")).expect("facts");
    place.file("out-moved/q2/facts.csv", facts.replace("q2,balance_sheet,", "q2,balance_sheet-2,"));
    let run = place.run(&["diff", "out-old", "out-moved"]);
    assert!(run.out.contains("  balance_sheet-2, page 1: "), "{}", run.out);
    assert!(run.out.contains("moved    6 figures, from Cash and cash equivalents"), "{}", run.out);
    assert!(run.out.contains("  were in balance_sheet\n"), "{}", run.out);
    assert_eq!(run.out.lines().count(), 5, "{}", run.out);
}

#[test]
fn rows_and_statements_that_come_and_go_have_a_line_each() {
    let place = converted(&[("old/q2", RELEASE)]);
    let facts = fs::read_to_string(place.path("out-old/q2/facts.csv")).expect("facts");
    let without_row: String = facts.split_inclusive('\n').filter(|line| !line.contains("Accounts rec")).collect();
    let twice: String = facts.lines().skip(1).map(|line| format!("{line}\n")).collect();
    let other =
        twice.replace("q2,balance_sheet,balance_sheet,", "q2,metrics,metrics,").replace(",Cash and", ",Staff and");
    let other = other.replace("Accounts rec", "Desks rec").replace("Total", "Chairs");
    place.file("out-row/q2/facts.csv", without_row);
    place.file("out-more/q2/facts.csv", format!("{facts}{other}"));
    let row = place.run(&["diff", "out-row", "out-old"]).out;
    assert!(row.contains("    added    Accounts receivable  2 figures: 830 | 790\n"), "{row}");
    let more = place.run(&["diff", "out-old", "out-more"]).out;
    assert!(more.contains("    added    the whole statement  6 figures\n"), "{more}");
    assert!(more.ends_with("1 release, 6 figures: 6 added\n"), "{more}");
}

#[test]
fn what_cannot_be_compared_exits_with_2() {
    let place = converted(&[("old/q2", RELEASE), ("new/q3", RELEASE)]);
    fs::create_dir(place.path("empty")).expect("a folder");
    for (args, cause) in [
        (&["diff", "out-old", "missing"][..], "cannot read missing: "),
        (&["diff", "empty", "out-old"], "empty is no output of crossfoot"),
        (&["diff", "out-old", "out-new"], "have no release of the same name"),
        (&["diff", "out-old", "out-old", "--tolerance", "lots"], "not a tolerance"),
        (&["diff", "out-old"], "Usage"),
    ] {
        let run = place.run(args);
        assert_eq!(run.code, 2, "{args:?}");
        assert!(run.err.contains(cause), "{args:?}: {}", run.err);
    }
}

#[test]
fn releases_are_stacked() {
    let place = converted(&[("a/q2", RELEASE), ("a2/q4", LATER)]);
    let run = place.run(&["stack", "out-a", "out-a2/q4", "-o", "series.csv", "--restated", "restated.csv"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.starts_with("2 releases (q2, q4): "), "{}", run.err);
    let series = fs::read_to_string(place.path("series.csv")).expect("a series");
    let lines: Vec<&str> = series.lines().collect();
    assert_eq!(
        lines[0],
        "statement,section,label,column,unit,2022-12-31,2023-06-30,2023-12-31,restated,formerly,outlook"
    );
    assert_eq!(lines[1], "balance_sheet,,Cash and cash equivalents,,USD,1100000,1250000,1320000,,,");
    let total = lines.iter().find(|line| line.contains("Total assets")).expect("a total");
    assert!(total.ends_with("1890000,2079000,2191000,\"2023-06-30: 2080000 (q2), 2079000 (q4)\",,"), "{total}");
    let restated = fs::read_to_string(place.path("restated.csv")).expect("restated figures");
    assert!(restated.contains("Total assets,,USD,2023-06-30,instant,2080000,q2,1,2079000,q4,1\n"), "{restated}");
    let printed = place.run(&["stack", "out-a", "out-a2", "-o", "-", "--quiet"]);
    assert_eq!((printed.out, printed.err), (series, String::new()));
}

#[test]
fn figures_of_a_series_have_their_sources() {
    let place = converted(&[("a/q2", RELEASE), ("a2/q4", LATER)]);
    let run = place.run(&["stack", "out-a", "out-a", "out-a2", "-o", "series.csv", "--sources", "sources.csv"]);
    assert!(run.err.starts_with("2 releases (q2, q4): "), "what is given twice counts once: {}", run.err);
    let sources = fs::read_to_string(place.path("sources.csv")).expect("sources");
    let total = "balance_sheet,,Total assets,,USD,2023-06-30,instant,";
    assert!(
        sources.contains(&format!("{total}2079000,")) && sources.contains(&format!("{total}2080000,")),
        "{sources}"
    );
    assert!(sources.contains("2079000,footed,yes,q4,1,Total assets\n"), "{sources}");
}

#[test]
fn releases_of_two_companies_are_not_stacked() {
    let other = RELEASE.replace("Larkfield", "Moorgate").replace("1,250", "7,250").replace("2,080", "8,080");
    let other = other.replace("1,100", "7,100").replace("1,890", "7,890").replace("receivable", "inventories");
    let place = converted(&[("a/larkfield", RELEASE), ("a2/moorgate", &other)]);
    let run = place.run(&["stack", "out-a", "out-a2", "-o", "series.csv"]);
    assert_eq!(run.code, 1, "{}", run.err);
    let expected = "crossfoot: these releases are of 2 companies, as they share neither line items nor figures: \
                    (out-a/larkfield) (out-a2/moorgate); name the releases of one, or give --mixed";
    assert!(run.err.starts_with(expected), "{}", run.err);
    assert_eq!(place.run(&["stack", "out-a", "out-a2", "-o", "series.csv", "--mixed"]).code, 0);
}

#[test]
fn what_cannot_be_stacked_is_named() {
    let place = converted(&[("a/q2", RELEASE)]);
    let run = place.run(&["stack", "missing", "-o", "series.csv"]);
    assert_eq!(run.code, 1);
    assert!(run.err.starts_with("crossfoot: cannot read missing: "), "{}", run.err);
    let run = place.run(&["stack", "out-a", "-o", "no/such/series.csv"]);
    assert_eq!(run.code, 1);
    assert!(run.err.starts_with("crossfoot: cannot write no/such/series.csv: "), "{}", run.err);
}
