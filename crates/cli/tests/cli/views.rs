//! `show`, `check` and `debug` read in a worker as `convert` does: whatever a file does, it costs a line.
#![cfg(all(target_os = "linux", debug_assertions))]

use std::process::{Command, Stdio};

use crate::batch::hook;
use crate::common::{Place, RELEASE, Run};

const VIEWS: [&[&str]; 3] = [&["show"], &["check"], &["debug", "--page", "1"]];

#[test]
fn a_file_that_does_harm_costs_a_line() {
    let place = Place::new();
    assert!(Command::new("mkfifo").arg(place.path("fifo.txt")).status().expect("there is a mkfifo").success());
    for order in ["allocate", "exit", "panic", "recurse", "loop"] {
        place.file(&format!("{order}.txt"), hook(order));
    }
    for (file, cause) in [
        ("allocate", "needs more memory than 300 MiB (--max-memory), given up"),
        ("exit", "internal error: its worker crashed with exit status: 3 (please report it)"),
        ("panic", "internal error: told to panic (please report it)"),
        ("recurse", "nested too deeply: the stack overflowed (please report it)"),
        ("loop", "not read within 2 s (--timeout), given up"),
        ("fifo", "not read within 2 s (--timeout), given up"),
    ] {
        let file = format!("{file}.txt");
        for view in VIEWS {
            let timeout = if cause.starts_with("not read") { "2" } else { "60" };
            let run = place.run(&[view, &[&file, "--timeout", timeout, "--max-memory", "300MiB"]].concat());
            assert_eq!((run.code, run.out.as_str()), (1, ""), "{view:?} {file}");
            assert_eq!(run.err, format!("crossfoot: {file}: {cause}\n"), "{view:?}");
        }
    }
}

#[test]
fn check_goes_on_after_a_file_that_does_harm() {
    let place = Place::new();
    for name in ["a", "c"] {
        place.file(&format!("in/{name}.txt"), RELEASE);
    }
    place.file("in/b.txt", hook("recurse"));
    let run = place.run(&["check", "in"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    let at = |name: &str| run.out.find(&format!("in/{name}.txt: 6 figures"));
    assert!(at("a").is_some() && at("a") < at("c"), "{}", run.out);
}

#[test]
fn standard_input_is_read_by_any_of_its_names() {
    let place = Place::new();
    place.file("q2.txt", RELEASE);
    let shown = place.run(&["show", "q2.txt"]);
    assert!(shown.out.contains("Total assets"), "{}", shown.out);
    for name in ["-", "/dev/stdin", "/dev/fd/0"] {
        let run = place.run_with(&["show", name], RELEASE.as_bytes());
        assert_eq!((run.code, run.err.as_str(), &run.out), (0, "", &shown.out), "{name}");
    }
    let run = place.run_with(&["check", "-"], RELEASE.as_bytes());
    assert!(run.out.starts_with("-: 6 figures"), "{}{}", run.out, run.err);
    let run = place.run_with(&["debug", "-", "--page", "1"], b"");
    assert_eq!((run.code, run.err.as_str()), (1, "crossfoot: standard input: the file is empty (0 bytes)\n"));
}

#[test]
fn standard_input_without_end_costs_a_line() {
    let place = Place::new();
    let mut endless = Command::new("yes").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("there is a yes");
    let input = endless.stdout.take().expect("a pipe");
    let run = place.command(&["show", "-", "--max-memory", "300MiB"]).stdin(input).output().expect("it ends");
    let run = Run::of(&run);
    endless.wait().expect("no one reads it");
    assert_eq!(run.code, 1);
    assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    assert!(run.err.starts_with("crossfoot: standard input: "), "{}", run.err);
}
