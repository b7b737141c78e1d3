//! The program from outside: arguments, names, output.

use std::fs;
use std::io::Read;

use crate::common::{Place, RELEASE, content, text_pdf};

#[test]
fn releases_of_one_name_are_told_apart() {
    let place = Place::new();
    place.file("north/q2.txt", RELEASE);
    place.file("south/Q2.txt", RELEASE);
    place.file("south/q2.pdf", text_pdf());
    let run = place.run(&["convert", "north", "south", "-o", "out"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(place.list("out"), ["datapackage.json", "north~q2", "q2~pdf", "south~Q2~txt", "summary.csv"]);
    let summary = place.summary("out");
    let names: Vec<(&str, &str)> = summary.iter().map(|[input, name, ..]| (input.as_str(), name.as_str())).collect();
    assert_eq!(names, [("north/q2.txt", "north~q2"), ("south/Q2.txt", "south~Q2~txt"), ("south/q2.pdf", "q2~pdf")]);
}

#[test]
fn names_with_blanks_and_dots_stay() {
    let place = Place::new();
    place.file("in put/Larkfield Q2 v1.2 (final).txt", RELEASE);
    let run = place.run(&["convert", "in put/Larkfield Q2 v1.2 (final).txt", "-o", "out put"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(place.list("out put"), ["Larkfield Q2 v1.2 (final)", "datapackage.json", "summary.csv"]);
}

#[test]
fn standard_input_is_a_release() {
    let place = Place::new();
    let run = place.run_with(&["convert", "-", "-o", "out"], RELEASE.as_bytes());
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(place.list("out"), ["datapackage.json", "stdin", "summary.csv"]);
    let [input, release, state, _] = &place.summary("out")[0];
    assert_eq!([input, release, state], ["-", "stdin", "ok"]);

    let run = place.run_with(&["convert", "-", "-o", "out"], b"");
    assert_eq!(run.code, 1);
    assert!(
        run.err.starts_with("crossfoot: -: the file is empty") || run.err.starts_with("crossfoot: -: "),
        "{}",
        run.err
    );
}

#[test]
fn running_twice_gives_the_same_and_leaves_nothing_over() {
    let place = Place::new();
    place.file("in/a.txt", RELEASE);
    place.file("in/b.pdf", text_pdf());
    assert_eq!(place.run(&["convert", "in", "-o", "in/out"]).code, 0);
    let first = content(&place.path("in/out"));
    // What an earlier version wrote and this one would not is gone as well.
    place.file("in/out/a/metrics-9.csv", "old");
    assert_eq!(place.run(&["convert", "in", "-o", "in/out"]).code, 0);
    assert_eq!(content(&place.path("in/out")), first);
    assert_eq!(place.list("in/out"), ["a", "b", "datapackage.json", "summary.csv"]);
    assert_eq!(place.list("in"), ["a.txt", "b.pdf", "out"]);
}

#[cfg(unix)]
#[test]
fn others_may_read_what_is_written() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.file("a.txt", RELEASE);
    fs::create_dir(place.path("like")).expect("a folder");
    let usual = |name: &str| fs::metadata(place.path(name)).expect("there").permissions().mode();
    assert_eq!(place.run(&["convert", "a.txt", "-o", "out"]).code, 0);
    assert_eq!(usual("out/a"), usual("like"));
    assert_eq!(usual("out/summary.csv"), usual("a.txt"));
    assert_eq!(usual("out/a/facts.csv"), usual("a.txt"));
}

#[test]
fn a_report_is_printed_unless_quiet() {
    let place = Place::new();
    place.file("a.txt", RELEASE);
    place.file("b.txt", "");
    let run = place.run(&["convert", "a.txt", "b.txt", "-o", "out"]);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", run.out);
    assert!(lines[0].starts_with("a.txt") && lines[0].contains("1 page "), "{}", run.out);
    assert!(lines[1].starts_with("2 inputs, 1 failed: ") && lines[1].ends_with(" -> out"), "{}", run.out);
    let quiet = place.run(&["convert", "a.txt", "b.txt", "-o", "out", "--quiet", "--force"]);
    assert_eq!((quiet.code, quiet.out.as_str()), (1, ""));
    assert_eq!(quiet.err, run.err);
}

#[test]
fn wrong_usage_exits_with_2() {
    let place = Place::new();
    for args in [
        &[][..],
        &["convert"],
        &["convert", "a.txt"],
        &["convert", "-o", "out"],
        &["convert", "a.txt", "-o", "out", "--reader", "magic"],
        &["debug", "a.txt"],
        &["debug", "a.txt", "--page", "0"],
        &["dance"],
    ] {
        assert_eq!(place.run(args).code, 2, "{args:?}");
    }
    assert!(place.list(".").is_empty());
}

#[test]
fn help_has_examples_and_completions_are_there() {
    let place = Place::new();
    assert!(place.run(&["--version"]).out.starts_with("crossfoot "));
    for args in [&["--help"][..], &["convert", "--help"], &["show", "--help"], &["debug", "--help"]] {
        let run = place.run(args);
        assert_eq!(run.code, 0);
        assert!(run.out.contains("Examples:"), "{args:?}");
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = place.run(&["completions", shell]);
        assert_eq!(run.code, 0);
        assert!(run.out.contains("convert"), "{shell}");
    }
}

#[test]
fn debug_draws_a_page() {
    let place = Place::new();
    place.file("page.pdf", text_pdf());
    let run = place.run(&["debug", "page.pdf", "--page", "1"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("<svg"), "{}", run.out);
    assert_eq!(place.run(&["debug", "page.pdf", "--page", "1", "-o", "page.svg"]).out, "");
    assert_eq!(fs::read_to_string(place.path("page.svg")).expect("a drawing"), run.out);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let place = Place::new();
    // Far more than a pipe holds.
    let rows: String =
        (0..3000).map(|n| format!("Item number {n:<22}       {:>8}      {:>8}\n", n + 1000, n + 2000)).collect();
    place.file("long.txt", format!("{RELEASE}{rows}"));
    let mut child = place.command(&["show", "long.txt"]).spawn().expect("the program starts");
    let mut out = child.stdout.take().expect("a pipe");
    out.read_exact(&mut [0; 1]).expect("it begins");
    drop(out);
    let run = child.wait_with_output().expect("the program ends");
    assert_eq!(run.status.code(), Some(0));
    assert!(run.stderr.is_empty());
}
