//! Many files: what one of them may do to the others (nothing), and what a second run does (no more than it must).

use std::fs;

use crate::common::{Place, RELEASE, content, text_pdf};

/// Orders that builds with debug assertions obey; see `batch/hooks.rs` of the library.
#[cfg(debug_assertions)]
pub(crate) fn hook(order: &str) -> String {
    format!("crossfoot-test-hook: {order}\n{RELEASE}")
}

#[cfg(all(debug_assertions, target_os = "linux"))]
#[test]
fn a_file_that_does_harm_costs_its_own_line() {
    let place = Place::new();
    for order in ["allocate", "exit", "panic", "recurse"] {
        place.file(&format!("in/{order}.txt"), hook(order));
    }
    for name in ["a", "k", "z"] {
        place.file(&format!("in/{name} good.txt"), RELEASE);
    }
    for jobs in ["1", "3"] {
        // None of these takes its time; on a machine that is busy with other work they take longer than usual.
        let out = format!("out{jobs}");
        let run = place.run(&["convert", "in", "-o", &out, "--timeout", "60", "--max-memory", "300MiB", "-j", jobs]);
        assert_eq!(run.code, 1, "{}", run.err);
        assert_eq!(
            told(&place, &out),
            [
                "in/a good.txt ok ",
                "in/allocate.txt failed needs more memory than 300 MiB (--max-memory), given up",
                "in/exit.txt failed internal error: its worker crashed with exit status: 3 (please report it)",
                "in/k good.txt ok ",
                "in/panic.txt failed internal error: told to panic (please report it)",
                "in/recurse.txt failed nested too deeply: the stack overflowed (please report it)",
                "in/z good.txt ok ",
            ]
        );
        assert_eq!(run.err.lines().count(), 4, "{}", run.err);
        assert_eq!(
            place.list(&out),
            [".crossfoot-failed", "a good", "datapackage.json", "k good", "summary.csv", "z good"]
        );
    }
}

#[test]
#[cfg(debug_assertions)]
fn a_file_without_end_costs_its_own_line() {
    let place = Place::new();
    place.file("in/a good.txt", RELEASE);
    place.file("in/loop.txt", hook("loop"));
    place.file("in/z good.txt", RELEASE);
    for jobs in ["1", "3"] {
        let run = place.run(&["convert", "in", "-o", "out", "--timeout", "2.5", "--jobs", jobs, "--force"]);
        assert_eq!(run.code, 1, "{}", run.err);
        assert_eq!(
            told(&place, "out"),
            [
                "in/a good.txt ok ",
                "in/loop.txt failed not read within 2.5 s (--timeout), given up",
                "in/z good.txt ok ",
            ]
        );
    }
}

/// What the summary says of each input.
#[cfg(debug_assertions)]
fn told(place: &Place, folder: &str) -> Vec<String> {
    let lines = place.summary(folder);
    lines.iter().map(|[input, _, state, message]| format!("{input} {state} {message}")).collect()
}

#[test]
fn a_second_run_does_what_changed() {
    let place = Place::new();
    place.file("in/a.txt", RELEASE);
    place.file("in/b.pdf", text_pdf());
    place.file("in/c.txt", "Dear shareholders,\n\nit was a good year.\n");
    let unchanged = |args: &[&str]| {
        let run = place.run(&[&["convert", "in", "-o", "out"], args].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        let lines = run.out.lines().filter(|line| line.contains("  unchanged"));
        lines.filter_map(|line| line.split(' ').next().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(unchanged(&[]), [""; 0]);
    let first = content(&place.path("out"));
    let summary = place.summary("out");
    assert_eq!(unchanged(&[]), ["in/a.txt", "in/b.pdf", "in/c.txt"]);
    assert_eq!(content(&place.path("out")), first);
    assert_eq!(place.summary("out"), summary, "the summary tells of everything nevertheless");
    assert_eq!(unchanged(&["--force"]), [""; 0]);
    assert_eq!(
        unchanged(&["--jobs", "1", "--timeout", "9", "--combine"]).len(),
        3,
        "they do not change what is written"
    );
    assert_eq!(unchanged(&["--reader", "pdf-extract"]), [""; 0]);
    assert_eq!(unchanged(&["--reader", "pdf-extract"]).len(), 3);
    assert_eq!(unchanged(&[]), [""; 0]);

    place.file("in/a.txt", RELEASE.replace("1,250", "1,350"));
    assert_eq!(unchanged(&[]), ["in/b.pdf", "in/c.txt"]);
    fs::remove_file(place.path("out/b/facts.csv")).expect("gone");
    place.file("out/c/release.json", "{");
    assert_eq!(unchanged(&[]), ["in/a.txt"]);
    assert_eq!(unchanged(&[]).len(), 3);
}

#[test]
fn a_failed_input_is_tried_again_when_something_changed() {
    let place = Place::new();
    place.file("a.txt", "");
    let fails = |args: &[&str]| {
        let run = place.run(&[&["convert", "a.txt", "-o", "out"], args].concat());
        assert_eq!(run.code, 1, "{}", run.err);
        assert!(run.err.starts_with("crossfoot: a.txt: the file is empty (0 bytes)"), "{}", run.err);
        run.err.ends_with("[found by an earlier run; --force tries again]\n")
    };
    assert!(!fails(&[]));
    let first = place.summary("out");
    assert!(fails(&[]));
    assert_eq!(place.summary("out"), first, "the summary tells of it nevertheless");
    assert!(!fails(&["--force"]));
    assert!(!fails(&["--timeout", "9"]));
    assert!(fails(&["--timeout", "9"]));
    assert!(!fails(&["--repair"]));
    place.file("a.txt", RELEASE);
    assert_eq!(place.run(&["convert", "a.txt", "-o", "out"]).code, 0);
    assert_eq!(place.list("out"), ["a", "datapackage.json", "summary.csv"], "nothing is left to remember");
    // Nothing is remembered of what may pass without the file being another.
    place.file("b.txt", "");
    let again =
        |args: &[&str]| place.run(&[&["convert", "-o", "out"], args].concat()).err.contains("found by an earlier run");
    assert!(!again(&["missing.txt"]) && !again(&["missing.txt"]));
    assert!(!again(&["b.txt"]) && again(&["b.txt"]));
    fs::remove_file(place.path("b.txt")).expect("gone");
    assert!(!again(&["b.txt"]));
}

#[cfg(debug_assertions)]
#[test]
fn a_file_that_never_ends_costs_its_time_once() {
    let place = Place::new();
    place.file("in/loop.txt", hook("loop"));
    place.file("in/z.txt", RELEASE);
    // Whether the time was spent.
    let tried = |args: &[&str]| {
        let start = std::time::Instant::now();
        let run = place.run(&[&["convert", "in", "-o", "out", "--timeout"], args].concat());
        assert_eq!(run.code, 1, "{}", run.err);
        assert!(run.err.contains("not read within"), "{}", run.err);
        let tried = !run.err.contains("found by an earlier run");
        assert!(!tried || start.elapsed().as_secs_f64() >= 0.7, "{}", run.err);
        tried
    };
    assert!(tried(&["0.7"]));
    assert!(!tried(&["0.7"]));
    assert!(tried(&["0.8"]), "it is given more time");
    assert!(tried(&["0.8", "--force"]));
    assert!(!tried(&["0.8"]));
}

#[test]
fn the_order_does_not_depend_on_the_workers() {
    let place = Place::new();
    for n in 0..24 {
        place.file(&format!("in/{n:02}.txt"), if n % 7 == 3 { "" } else { RELEASE });
    }
    let runs = ["1", "5"].map(|jobs| {
        let out = format!("out{jobs}");
        let run = place.run(&["convert", "in", "-o", &out, "--combine", "--jobs", jobs]);
        assert_eq!(run.code, 1);
        let lines: Vec<String> = run.out.lines().take(21).map(str::to_owned).collect();
        let facts = fs::read_to_string(place.path(&out).join("facts.csv")).expect("facts");
        (lines, run.err, place.summary(&out), facts)
    });
    assert_eq!(runs[0], runs[1]);
    let facts = &runs[0].3;
    let firsts: Vec<&str> = facts.lines().map(|line| line.split(',').next().unwrap_or_default()).collect();
    assert_eq!(firsts[0], "release");
    assert!(firsts[1..].is_sorted() && !firsts.contains(&"03"), "{firsts:?}");
    let one = fs::read_to_string(place.path("out1/00/facts.csv")).expect("facts");
    assert!(facts.starts_with(&one));
    assert_eq!(facts.lines().count() - 1, 21 * (one.lines().count() - 1));
}

#[test]
fn combined_facts_hold_what_did_not_change() {
    let place = Place::new();
    place.file("in/a.txt", RELEASE);
    assert_eq!(place.run(&["convert", "in", "-o", "out"]).code, 0);
    assert!(!place.path("out/facts.csv").exists(), "only when asked for");
    place.file("in/b.txt", RELEASE);
    assert_eq!(place.run(&["convert", "in", "-o", "out", "--combine"]).code, 0);
    let facts = fs::read_to_string(place.path("out/facts.csv")).expect("facts");
    assert!(facts.contains("\na,balance_sheet") && facts.contains("\nb,balance_sheet"), "{facts}");
}

#[test]
fn limits_that_make_no_sense_are_wrong_usage() {
    let place = Place::new();
    place.file("a.txt", RELEASE);
    for args in [["--jobs", "0"], ["--timeout", "soon"], ["--max-memory", "1KiB"], ["--log-format", "xml"]] {
        let run = place.run(&[&["convert", "a.txt", "-o", "out"], &args[..]].concat());
        assert_eq!(run.code, 2, "{args:?}");
    }
    assert_eq!(place.run(&["convert", "a.txt", "-o", "out", "--timeout", "0", "--max-memory", "0"]).code, 0);
}

#[test]
fn times_and_totals_are_told() {
    let place = Place::new();
    place.file("a.txt", RELEASE);
    let run = place.run(&["convert", "a.txt", "-o", "out", "--timings"]);
    let last: Vec<&str> = run.out.lines().rev().take(2).collect();
    assert!(last[0].contains("s of work: input ") && last[0].contains(", decoding "), "{}", run.out);
    assert!(last[1].starts_with("1 input: 1 statement, 6 figures (") && last[1].contains("% proved"), "{}", run.out);
}

#[test]
fn the_log_can_be_json() {
    let place = Place::new();
    place.file("a.txt", RELEASE);
    place.file("b.txt", "");
    for verbose in [&[][..], &["-v"]] {
        let args = [&["convert", "a.txt", "b.txt", "-o", "out", "--force", "--log-format", "json"], verbose].concat();
        let run = place.run(&args);
        assert_eq!((run.code, run.out.as_str()), (1, ""));
        let events: Vec<serde_json::Value> =
            run.err.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"))).collect();
        let of = |message: &str| events.iter().filter(|e| e["message"] == message).collect::<Vec<_>>();
        let inputs = of("input");
        assert_eq!(inputs.len(), 2, "{}", run.err);
        assert_eq!((&inputs[0]["status"], &inputs[0]["figures"]), (&"ok".into(), &6.into()));
        assert_eq!(
            (&inputs[1]["level"], &inputs[1]["remark"]),
            (&"ERROR".into(), &"the file is empty (0 bytes)".into())
        );
        assert_eq!(of("batch")[0]["failed"], 1);
    }
    let quiet = place.run(&["convert", "a.txt", "b.txt", "-o", "out", "-q", "--log-format", "json"]);
    assert_eq!(quiet.err.lines().count(), 1, "{}", quiet.err);
    let fatal = place.run(&["convert", "a.txt", "-o", "a.txt", "--log-format", "json"]);
    assert!(serde_json::from_str::<serde_json::Value>(&fatal.err).is_ok(), "{}", fatal.err);
}

#[test]
fn what_is_not_for_people_is_not_shown_to_them() {
    let place = Place::new();
    for args in [&["--help"][..], &["convert", "--help"], &["help"], &["completions", "bash"]] {
        let help = place.run(args).out;
        assert!(
            !help.is_empty()
                && !help.contains("\n  worker")
                && !help.contains("__worker")
                && !help.contains("test-hook"),
            "{help}"
        );
    }
}
