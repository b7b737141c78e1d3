//! `check`: what holds, what does not, and what `--repair` makes of it.

use crate::common::{Place, RELEASE};

/// A balance sheet in which every total is exact; the figure of the receivables can be damaged.
fn release(receivables: &str) -> String {
    format!(
        "Larkfield Instruments, Inc.\nCondensed Consolidated Balance Sheets\n(In thousands)\n\n\
         {:34}June 30,     December 31,\n{:36}2023           2022\n\
         Cash and cash equivalents       $   12,507      $  11,003\n\
         Accounts receivable             {receivables:>10}          7,904\n\
         Inventories                          6,211          5,978\n\
         Total current assets                27,026         24,885\n\
         Property and equipment, net         40,113         41,207\n\
         Total assets                    $   67,139      $  66,092\n\
         Accounts payable                $    9,404      $   9,013\n\
         Accrued liabilities                  3,117          2,986\n\
         Total current liabilities           12,521         11,999\n\
         Shareholders' equity                54,618         54,093\n\
         Total liabilities and equity    $   67,139      $  66,092\n\n\
         See the notes in our annual report on Form 10-K.\n",
        "", ""
    )
}

#[test]
fn what_adds_up_is_proved_and_no_error() {
    let place = Place::new();
    place.file("q2.txt", release("8,308"));
    let run = place.run(&["check", "q2.txt"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(run.out.starts_with("q2.txt: 22 figures, 22 footed (100.0 % proved)"), "{}", run.out);
    assert!(!run.out.contains("Inventories"), "{}", run.out);
    let all = place.run(&["check", "q2.txt", "--all"]);
    assert!(all.out.contains("+ \"Inventories\" [2023-06-30] 6,211"), "{}", all.out);
}

#[test]
fn a_damaged_figure_is_named_and_repaired() {
    let place = Place::new();
    place.file("in/q2.txt", release("308"));
    let run = place.run(&["check", "in"]);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(run.out.contains("broken sum: \"Total current assets\" [2023-06-30] 27,026"), "{}", run.out);
    assert!(run.out.contains("suspect: \"Accounts receivable\" [2023-06-30] 308"), "{}", run.out);
    assert!(run.out.contains("should be 8308: a digit is lost"), "{}", run.out);

    let repaired = place.run(&["check", "in", "--repair"]);
    assert_eq!(repaired.code, 0, "{}", repaired.out);
    assert_eq!(place.run(&["convert", "in", "-o", "out", "--repair"]).code, 0);
    let facts = std::fs::read_to_string(place.path("out/q2/facts.csv")).expect("facts");
    assert!(facts.contains(",8308000,USD,-3,308,repaired,"), "{facts}");
    let shown = place.run(&["show", "in/q2.txt", "--repair"]);
    assert!(shown.out.contains("8,308*"), "{}", shown.out);
    assert!(shown.out.contains("* 8,308: printed \"308\"; a digit is lost"), "{}", shown.out);
    let as_it_is = place.run(&["show", "in/q2.txt"]);
    assert!(!as_it_is.out.contains('*') && as_it_is.out.contains(" 308 "), "{}", as_it_is.out);
}

#[test]
fn json_has_relations_with_terms_and_failures_count() {
    let place = Place::new();
    place.file("q2.txt", RELEASE);
    let run = place.run(&["check", "q2.txt", "missing.pdf", "--format", "json"]);
    assert_eq!(run.code, 1);
    assert!(run.err.starts_with("crossfoot: missing.pdf: "), "{}", run.err);
    let json: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(json["q2.txt"]["figures"], 6);
    assert_eq!(json["q2.txt"]["statements"][0]["relations"][0]["terms"].as_array().map(Vec::len), Some(2));
    assert_eq!(place.run(&["check"]).code, 2);
}

#[test]
fn a_line_that_is_doubted_is_told_and_no_error() {
    let place = Place::new();
    let line = "Accounts receivable                  8,308          7,904\n";
    let text = release("8,308");
    let at = text.find("Inventories").expect("a line");
    place.file("q2.txt", format!("{}{line}{}", &text[..at], &text[at..]));
    let run = place.run(&["check", "q2.txt"]);
    assert!(run.out.contains("line: \"Accounts receivable\" (page 1) repeats the line before it"), "{}", run.out);
    assert!(!run.out.contains("broken") && !run.out.contains("suspect"), "{}", run.out);
    assert_eq!(run.code, 0, "{}", run.out);
}

#[test]
fn one_of_anything_is_said_in_the_singular() {
    let place = Place::new();
    place.file("q2.txt", release("308"));
    let run = place.run(&["check", "q2.txt"]);
    assert!(run.out.contains("(1 relation)"), "{}", run.out);
}

#[test]
fn the_todo_list_has_the_worst_of_all_files_first() {
    let place = Place::new();
    place.file("a.txt", release("308"));
    place.file("b.txt", release("8,308").replace("(In thousands)\n", ""));
    place.file("c.txt", release("8,308"));
    let clean = place.run(&["check", "c.txt", "--todo"]);
    assert_eq!((clean.code, clean.out.as_str()), (0, "nothing to check in 1 release\n"));

    let run = place.run(&["check", "a.txt", "b.txt", "c.txt", "--todo"]);
    assert_eq!(run.code, 1, "{}", run.err);
    let lines: Vec<&str> = run.out.lines().collect();
    let [unsure, suspect, rest @ ..] = lines.as_slice() else { panic!("{}", run.out) };
    assert!(unsure.starts_with("unsure    b.txt page 1 balance_sheet: nothing tells the scale: \"Cash"), "{unsure}");
    assert!(suspect.starts_with("suspect   a.txt page 1 balance_sheet: arithmetic speaks against it"), "{suspect}");
    assert!(suspect.contains("\"Accounts receivable\" [2023-06-30] 308 at "), "{suspect}");
    // What the broken sum would have borne out.
    let [unproven @ .., end] = rest else { panic!("{}", run.out) };
    assert!(unproven.iter().all(|line| line.starts_with("unproven  a.txt page 1 balance_sheet: ")), "{}", run.out);
    assert_eq!(*end, "25 figures to check in 3 releases");

    let json = place.run(&["check", "b.txt", "--todo", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!((&json[0]["file"], &json[0]["what"]), (&"b.txt".into(), &"scale".into()));
    assert_eq!(json[0]["figures"].as_array().map(Vec::len), Some(22));
}

#[test]
fn the_end_of_convert_says_how_many_figures_to_check() {
    let place = Place::new();
    place.file("in/b.txt", release("8,308").replace("(In thousands)\n", ""));
    let run = place.run(&["convert", "in", "-o", "out"]);
    assert!(run.out.contains("22 figures (0% proved, 22 unsure, 22 to check) -> out"), "{}", run.out);
}
