//! What cannot be read gets one clear line, and the rest goes on.

use std::fs;

use crate::common::{Place, RELEASE, scanned_pdf, text_pdf};

#[test]
fn each_failure_is_one_line_and_the_rest_goes_on() {
    let place = Place::new();
    place.file("in/a good.txt", RELEASE);
    place.file("in/binary.pdf", (0..2000u32).map(|i| (i * 7919 % 256) as u8).collect::<Vec<_>>());
    place.file("in/empty.pdf", "");
    place.file("in/scan.pdf", scanned_pdf());
    place.file("in/truncated.pdf", &text_pdf()[..40]);
    place.file("in/z good.pdf", text_pdf());
    let run = place.run(&["convert", "in", "missing.pdf", "-o", "out"]);
    assert_eq!(run.code, 1, "{}", run.err);
    let failed = ["in/binary.pdf", "in/empty.pdf", "in/scan.pdf", "in/truncated.pdf", "missing.pdf"];
    assert_eq!(run.err.lines().count(), failed.len(), "{}", run.err);
    for (line, name) in run.err.lines().zip(failed) {
        assert!(line.starts_with(&format!("crossfoot: {name}: ")), "{line}");
    }
    let summary = place.summary("out");
    let states: Vec<(&str, &str)> =
        summary.iter().map(|[input, _, state, _]| (input.as_str(), state.as_str())).collect();
    assert_eq!(
        states,
        [
            ("in/a good.txt", "ok"),
            ("in/binary.pdf", "failed"),
            ("in/empty.pdf", "failed"),
            ("in/scan.pdf", "failed"),
            ("in/truncated.pdf", "failed"),
            ("in/z good.pdf", "ok"),
            ("missing.pdf", "failed"),
        ]
    );
    assert!(summary[2][3].contains("empty"), "{:?}", summary[2]);
    assert!(summary[3][3].contains("scanned"), "{:?}", summary[3]);
    assert!(summary[6][3].contains("no such file"), "{:?}", summary[6]);
    assert_eq!(place.list("out"), [".crossfoot-failed", "a good", "datapackage.json", "summary.csv", "z good"]);
}

#[test]
fn a_text_without_tables_is_read_and_says_so() {
    let place = Place::new();
    place.file("letter.txt", "Dear shareholders,\n\nit was a good year.\n");
    let run = place.run(&["convert", "letter.txt", "-o", "out"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(place.summary("out")[0][2..], ["ok", "no statements found"]);
    assert_eq!(place.list("out/letter"), ["datapackage.json", "facts.csv", "release.json"]);
    let facts = fs::read_to_string(place.path("out/letter/facts.csv")).expect("facts");
    assert_eq!(facts.lines().count(), 1, "only the header");
}

#[test]
fn a_folder_without_releases_fails() {
    let place = Place::new();
    place.file("in/notes.csv", "a,b\n");
    let run = place.run(&["convert", "in", "-o", "out"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.err, "crossfoot: in: no .pdf, .txt or .md file in this folder\n");
}

#[test]
fn an_output_folder_that_cannot_be_made_stops_everything() {
    let place = Place::new();
    place.file("q2.txt", RELEASE);
    place.file("taken", "a file");
    for out in ["taken", "taken/out"] {
        let run = place.run(&["convert", "q2.txt", "-o", out]);
        assert_eq!(run.code, 1);
        assert_eq!(run.err.lines().count(), 1, "{}", run.err);
        assert!(run.err.contains(&format!("cannot write to output folder {out}")), "{}", run.err);
        assert_eq!(run.out, "");
    }
    assert_eq!(place.list("."), ["q2.txt", "taken"]);
}

#[cfg(unix)]
#[test]
fn an_output_folder_without_permission_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.file("q2.txt", RELEASE);
    let out = place.path("locked");
    fs::create_dir(&out).expect("a folder");
    fs::set_permissions(&out, fs::Permissions::from_mode(0o555)).expect("permissions");
    if fs::write(out.join("probe"), "").is_ok() {
        return; // Permissions do not bind whoever runs this.
    }
    let run = place.run(&["convert", "q2.txt", "-o", "locked"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("cannot write to output folder locked"), "{}", run.err);
}

#[test]
fn what_stands_in_the_way_is_not_overwritten() {
    let place = Place::new();
    place.file("q2.txt", RELEASE);
    place.file("out/q2/thesis.doc", "years of work");
    let run = place.run(&["convert", "q2.txt", "-o", "out"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("in the way"), "{}", run.err);
    assert_eq!(place.list("out/q2"), ["thesis.doc"]);
}

#[test]
fn a_release_that_fails_leaves_nothing_of_an_earlier_run() {
    let place = Place::new();
    place.file("q2.txt", RELEASE);
    assert_eq!(place.run(&["convert", "q2.txt", "-o", "out"]).code, 0);
    place.file("q2.txt", "");
    assert_eq!(place.run(&["convert", "q2.txt", "-o", "out"]).code, 1);
    assert_eq!(place.list("out"), [".crossfoot-failed", "datapackage.json", "summary.csv"]);
}

#[test]
fn show_and_debug_name_the_file_and_the_cause() {
    let place = Place::new();
    place.file("empty.pdf", "");
    place.file("page.pdf", text_pdf());
    for (args, cause) in [
        (&["show", "empty.pdf"][..], "crossfoot: empty.pdf: the file is empty"),
        (&["show", "missing.pdf"], "crossfoot: missing.pdf: no such file"),
        (&["show", "."], "crossfoot: .: "),
        (&["show", "page.pdf", "--statement", "equity"], "crossfoot: no statement equity"),
        (&["debug", "empty.pdf", "--page", "1"], "crossfoot: empty.pdf: the file is empty"),
        (&["debug", "page.pdf", "--page", "9"], "crossfoot: page.pdf: there is no page 9: it has 1 page"),
    ] {
        let run = place.run(args);
        assert_eq!(run.code, 1, "{args:?}");
        assert_eq!(run.err.lines().count(), 1, "{}", run.err);
        assert!(run.err.starts_with(cause), "{}", run.err);
    }
}
