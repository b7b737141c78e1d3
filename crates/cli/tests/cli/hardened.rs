//! What an output folder holds, what a terminal is shown, and what is asked of the program, when someone means harm or
//! makes a mistake.

use std::fs;

use crate::common::{Place, RELEASE, content};

/// Whether a terminal would obey or hide something in a text.
fn gives_orders(text: &str) -> bool {
    text.chars()
        .any(|c| c != '\n' && (c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')))
}

/// The release with orders to a terminal in its title and labels.
fn with_orders() -> String {
    // A text with more of them in it would be taken for no text at all.
    let prose =
        "The company said that it expects the second half of the year to be much like the first one.\n".repeat(40);
    let release = RELEASE
        .replace("Condensed", "\u{1b}[31mCondensed")
        .replace("Cash and cash", "\u{1b}[2JCash\u{9b}31m and\u{202e}cash")
        .replace("Accounts", "\u{7}Acc\u{2066}ounts");
    format!("{release}\n{prose}")
}

#[test]
fn nothing_that_is_read_gives_orders_to_a_terminal() {
    let place = Place::new();
    let name = "q2\u{1b}[31m\u{9b}\u{202e}.txt";
    place.file(name, with_orders());
    place.file("other.txt", with_orders().replace("830  ", "831  ").replace("1,100", "1,101"));
    assert_eq!(place.run(&["convert", name, "-o", "out"]).code, 0);
    assert_eq!(place.run(&["convert", "other.txt", "-o", "out2"]).code, 0);
    let (one, two) = (place.list("out"), place.list("out2"));
    let release = |folder: &str, names: &[String]| {
        let name = names.iter().find(|name| !name.contains("summary") && !name.contains("package")).expect("a release");
        format!("{folder}/{name}")
    };
    let (one, two) = (release("out", &one), release("out2", &two));
    for args in [
        &["convert", name, "missing\u{1b}[2J.txt", "-o", "out", "--force"][..],
        &["convert", name, "-o", "out", "--force", "--log-format", "json"],
        &["convert", name, "-o", "out", "--force", "-vv"],
        &["show", name],
        &["show", name, "--statement", "none\u{1b}[2J"],
        &["check", name, "--all"],
        &["check", name, "--all", "--format", "json"],
        &["check", "missing\u{1b}[2J.txt"],
        &["diff", &one, &two],
        &["diff", &one, &two, "--format", "json"],
        &["diff", "missing\u{202e}", &two],
        &["stack", &one, "-o", "series\u{202e}.csv"],
        &["stack", "out\u{1b}[2J", "-o", "series.csv"],
        &["convert", name, "--outt\u{1b}[2J", "x"],
        &["dance\u{1b}[2J"],
    ] {
        let run = place.run(args);
        assert!(!run.out.is_empty() || !run.err.is_empty(), "{args:?}");
        assert!(!gives_orders(&run.out), "{args:?} {:?}", run.out);
        assert!(!gives_orders(&run.err), "{args:?} {:?}", run.err);
    }
    let shown = place.run(&["show", name]).out;
    assert!(shown.contains("\\u{202e}cash"), "{shown}");
    // Data is as it is: what is written to a file is what was read.
    let facts = fs::read_to_string(place.path(&one).join("facts.csv")).expect("facts");
    let json = place.run(&["check", name, "--all", "--format", "json"]).out;
    assert!(facts.contains('\u{202e}') && json.contains("\\u202e"), "{json}");
}

#[test]
fn an_option_misspelt_is_told_the_right_one() {
    let place = Place::new();
    place.file("a.txt", RELEASE);
    for (wrong, right) in [
        ("--ouput", "--output"),
        ("--outptu", "--output"),
        ("--pasword-file", "--password-file"),
        ("--formt", "--format"),
    ] {
        let run = place.run(&["convert", "a.txt", wrong, "x"]);
        assert_eq!(run.code, 2, "{wrong}");
        assert!(run.err.contains(&format!("'{right}'")) && !run.err.contains("as a value"), "{wrong}: {}", run.err);
    }
    assert_eq!(place.run(&["convert", "a.txt", "--output", "out"]).code, 0);
    assert_eq!(place.list("."), ["a.txt", "out"]);
}

#[test]
fn releases_are_not_written_to_standard_output() {
    let place = Place::new();
    place.file("a.txt", RELEASE);
    let run = place.run(&["convert", "a.txt", "-o", "-"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("written to a folder, not to standard output"), "{}", run.err);
    assert_eq!(place.list("."), ["a.txt"]);
    assert_eq!(place.run(&["convert", "a.txt", "-o", "./-"]).code, 0);
    assert_eq!(place.list("./-"), ["a", "datapackage.json", "summary.csv"]);
}

#[test]
fn a_name_is_kept_when_another_input_comes() {
    let place = Place::new();
    for name in ["in/2023/q2.txt", "in/2024/q2.txt", "in/2024/q1.txt"] {
        place.file(name, RELEASE);
    }
    assert_eq!(place.run(&["convert", "in", "-o", "out"]).code, 0);
    let before = content(&place.path("out"));
    place.file("in/1999/q2.txt", RELEASE);
    let run = place.run(&["convert", "in", "-o", "out"]);
    assert!(run.out.contains("4 inputs, 3 unchanged"), "{}", run.out);
    assert_eq!(place.list("out")[..4], ["1999~q2", "2023~q2", "2024~q2", "datapackage.json"]);
    let after = content(&place.path("out"));
    assert!(before.iter().all(|file| after.contains(file)), "all that was there is there as it was");
}

#[test]
fn folders_of_no_input_are_told_and_go_when_asked() {
    let place = Place::new();
    place.file("in/a.txt", RELEASE);
    place.file("in/b.txt", RELEASE);
    place.file("out/thesis/chapter.doc", "years of work");
    assert_eq!(place.run(&["convert", "in", "-o", "out"]).code, 0);
    fs::remove_file(place.path("in/b.txt")).expect("gone");
    let run = place.run(&["convert", "in", "-o", "out"]);
    assert!(
        run.out.contains("1 folder of inputs that are not among these (--prune takes them away): b\n"),
        "{}",
        run.out
    );
    // A folder that cannot be looked into may have the rest.
    let run = place.run(&["convert", "in", "missing", "-o", "out", "--prune"]);
    assert_eq!(run.code, 1);
    fs::create_dir(place.path("empty")).expect("a folder");
    let run = place.run(&["convert", "in", "empty", "-o", "out", "--prune"]);
    assert_eq!(run.code, 1);
    let run = place.run(&["convert", "in", "-o", "out", "--prune"]);
    assert_eq!(run.code, 0);
    assert_eq!(place.list("out"), ["a", "datapackage.json", "summary.csv", "thesis"], "{}", run.out);
}

#[test]
fn a_byte_order_mark_is_written_when_asked_and_read_back() {
    let place = Place::new();
    place.file("q2.txt", RELEASE);
    let plain = place.run(&["convert", "q2.txt", "-o", "plain", "--combine"]);
    let marked = &["convert", "q2.txt", "-o", "out", "--combine", "--bom"][..];
    assert_eq!((plain.code, place.run(marked).code), (0, 0));
    for name in ["summary.csv", "facts.csv", "q2/facts.csv", "q2/balance_sheet.csv"] {
        let bytes = fs::read(place.path("out").join(name)).expect("a file");
        assert!(bytes.starts_with("\u{feff}".as_bytes()), "{name}");
        assert_eq!(bytes.windows(3).filter(|three| *three == "\u{feff}".as_bytes()).count(), 1, "{name}");
    }
    assert!(place.run(marked).out.contains("1 unchanged"));
    assert_eq!(place.run(&["diff", "plain", "out"]).code, 0);
    let series = |out: &str| place.run(&["stack", out, "-o", "-", "--quiet"]).out;
    assert!(!series("out").is_empty());
    assert_eq!(series("out"), series("plain"));
    // Without it the files are made anew.
    let run = place.run(&["convert", "q2.txt", "-o", "out", "--combine"]);
    assert!(!run.out.contains("unchanged"), "{}", run.out);
    assert_eq!(content(&place.path("out")).len(), content(&place.path("plain")).len());
    assert!(content(&place.path("out")).iter().all(|(_, bytes)| !bytes.starts_with("\u{feff}".as_bytes())));
}

#[test]
fn a_password_need_not_be_seen_by_others_and_is_kept_nowhere() {
    let place = Place::new();
    let locked = include_bytes!("data/locked.pdf");
    place.file("locked.pdf", locked);
    place.file("secret.txt", "open sesame\r\nand a note\n");
    place.file("empty.txt", "\n");
    let run = place.run(&["convert", "locked.pdf", "-o", "out"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("needs a password (give it with --password-file)"), "{}", run.err);
    let by_file = place.run(&["convert", "locked.pdf", "-o", "out", "--password-file", "secret.txt", "-vvv"]);
    assert_eq!(by_file.code, 0, "{}", by_file.err);
    for (_, bytes) in content(&place.path("out")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("sesame"));
    }
    assert!(!by_file.err.contains("sesame") && !by_file.out.contains("sesame"), "{}", by_file.err);
    for (variable, code) in [("open sesame", 0), ("wrong", 1), ("", 1)] {
        let mut command = place.command(&["convert", "locked.pdf", "-o", "out", "--force"]);
        let run = command.env("CROSSFOOT_PASSWORD", variable).output().expect("the program runs");
        assert_eq!(run.status.code(), Some(code), "{variable:?}");
    }
    assert_eq!(place.run(&["convert", "locked.pdf", "-o", "out", "--force", "--password", "open sesame"]).code, 0);
    for wrong in [
        &["convert", "locked.pdf", "-o", "out", "--password", "a", "--password-file", "secret.txt"][..],
        &["convert", "locked.pdf", "-o", "out", "--password-file", "missing.txt"],
        &["convert", "locked.pdf", "-o", "out", "--password-file", "empty.txt"],
    ] {
        assert_eq!(place.run(wrong).code, 2, "{wrong:?}");
    }
    let help = place.run(&["convert", "--help"]).out;
    assert!(help.contains("(ps)") && help.contains("CROSSFOOT_PASSWORD"), "{help}");
}

#[test]
fn a_column_of_any_number_is_stacked_at_once() {
    let place = Place::new();
    place.file("q2.txt", RELEASE);
    assert_eq!(place.run(&["convert", "q2.txt", "-o", "out"]).code, 0);
    let facts = fs::read_to_string(place.path("out/q2/facts.csv")).expect("facts");
    let series = |out: &str| place.run(&["stack", out, "-o", "-", "--quiet"]).out;
    let expected = series("out");
    // As a hand that means harm may number them: rows and columns far apart, and very many of them.
    let far = (1..=3)
        .fold(facts.clone(), |facts, row| facts.replace(&format!(",1,{row},2,,"), &format!(",1,{row},4294967295,,")));
    assert_eq!(far.matches("4294967295").count(), 3);
    place.file("out/q2/facts.csv", far);
    assert_eq!(series("out"), expected);
    let head = facts.lines().next().expect("a header");
    // Columns that have come after those that are needed stay empty.
    let rest = ",".repeat(head.split(',').count() - 22);
    let line = |n: u32| {
        format!("q2,other,other,T,1,{n},{n},,l{n},c{n},,2023-06-30,instant,{n},USD,0,{n},footed,0,0,1,1{rest}\n")
    };
    let many: String = (1..=20_000).map(line).collect();
    place.file("many/q2/facts.csv", format!("{head}\n{many}"));
    assert_eq!(series("many").lines().count(), 20_001);
}

#[cfg(unix)]
#[test]
fn links_in_the_output_folder_lead_nothing_out_of_it() {
    let place = Place::new();
    place.file("q2.txt", RELEASE);
    place.file("bad.txt", "");
    place.file("mine", "years of work\n");
    fs::create_dir_all(place.path("out/.crossfoot")).expect("a folder");
    let link = |at: &str| std::os::unix::fs::symlink(place.path("mine"), place.path(at)).expect("a link");
    let pipe = |at: &str| {
        let made = std::process::Command::new("mkfifo").arg(place.path(at)).status().expect("there is a mkfifo");
        assert!(made.success());
    };
    for at in ["out/.crossfoot/lock", "out/.crossfoot/stale", "out/.crossfoot-failed", "out/q2"] {
        for make in [&link as &dyn Fn(&str), &pipe] {
            make(at);
            let run = place.run(&["convert", "q2.txt", "bad.txt", "-o", "out", "--force"]);
            assert_eq!(run.code, 1, "{at}");
            assert!(run.err.contains(&format!("{at} is in the way")), "{at}: {}", run.err);
            assert_eq!(fs::read_to_string(place.path("mine")).expect("a file"), "years of work\n", "{at}");
            fs::remove_file(place.path(at)).expect("it is still there");
        }
    }
    fs::create_dir_all(place.path("out/q2")).expect("a folder");
    pipe("out/q2/release.json");
    let run = place.run(&["convert", "q2.txt", "-o", "out"]);
    assert!(run.err.contains("out/q2 is in the way"), "not waited for: {}", run.err);
}
