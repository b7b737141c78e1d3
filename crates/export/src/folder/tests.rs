//! Tests of the output folder.

use super::*;
use crate::testing::{column, item, money, proven, statement};
use crossfoot_footing::ProvenStatement;
use crossfoot_statements::Cell;

fn release(statements: &[ProvenStatement]) -> Release<'_> {
    Release {
        name: "q2",
        file: "q2.pdf",
        source: "pdf",
        identity: &crossfoot_statements::Identity::UNTOLD,
        pages: &[],
        statements,
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The same while a run is at work: without the folder it makes things ready in.
fn in_place(folder: &Path) -> Vec<String> {
    names(folder).into_iter().filter(|name| name != WORK).collect()
}

#[test]
fn a_release_is_replaced_as_a_whole() {
    let temp = tempfile::tempdir().expect("a folder");
    let out = OutputFolder::open(temp.path().join("deep/out")).expect("opens");
    let one = [proven(statement(vec![column("2023")], vec![item("a", vec![Cell::Figure(money("1", "1"))])]))];
    out.write_release(&release(&one)).expect("writes");
    let place = out.path().join("q2");
    assert_eq!(names(&place), ["datapackage.json", "facts.csv", "income_statement.csv", "release.json"]);
    out.write_release(&release(&[])).expect("writes again");
    assert_eq!(names(&place), ["datapackage.json", "facts.csv", "release.json"]);
    out.batch(false, false).and_then(|files| files.finish()).expect("writes the summary");
    out.batch(false, false).and_then(|files| files.finish()).expect("and again");
    assert_eq!(in_place(out.path()), ["datapackage.json", "q2", "summary.csv"]);
    out.discard_release("q2").expect("takes it away");
    out.discard_release("q2").expect("nothing there");
    assert_eq!(in_place(out.path()), ["datapackage.json", "summary.csv"]);
    drop(out);
    assert_eq!(names(&temp.path().join("deep/out")), ["datapackage.json", "summary.csv"]);
}

#[test]
fn content_is_on_the_disk_before_its_name() {
    let temp = tempfile::tempdir().expect("a folder");
    let out = OutputFolder::open(temp.path().join("out")).expect("opens");
    let mut written = ["file datapackage.json", "file facts.csv", "file release.json"];
    let noted = || {
        let mut noted = crate::files::noted();
        // A folder lists its files in any order.
        noted[..3].sort();
        noted
    };
    noted_nothing();
    out.write_release(&release(&[])).expect("writes");
    assert_eq!(noted(), [&written[..], &["folder fresh", "rename q2"]].concat());
    out.write_release(&release(&[])).expect("writes again");
    let replaced = ["folder fresh", "rename q2", "rename q2", "folder out"];
    assert_eq!(noted(), [&written[..], &replaced].concat(), "and its successor's before the old one goes");
    out.batch(true, false).and_then(|files| files.finish().map(drop)).expect("ends");
    written = ["facts.csv", "summary.csv", "datapackage.json"];
    let each = written.iter().flat_map(|name| [format!("file {name}"), format!("rename {name}")]);
    assert_eq!(crate::files::noted(), each.chain(["folder out".to_owned()]).collect::<Vec<_>>());
}

/// Forgets what other tests on this thread have noted.
fn noted_nothing() {
    crate::files::noted();
}

#[test]
fn what_others_wrote_stays() {
    let temp = tempfile::tempdir().expect("a folder");
    let out = OutputFolder::open(temp.path()).expect("opens");
    let place = temp.path().join("q2");
    fs::create_dir(&place).expect("a folder");
    out.write_release(&release(&[])).expect("an empty folder will do");
    fs::remove_dir_all(&place).expect("gone");
    fs::create_dir(&place).expect("a folder");
    fs::write(place.join("thesis.doc"), "years of work").expect("a file");
    let error = out.write_release(&release(&[])).expect_err("in the way");
    assert!(matches!(error, ExportError::InTheWay { .. }));
    out.discard_release("q2").expect("left alone");
    assert_eq!(names(&place), ["thesis.doc"]);
    drop(out);
    assert_eq!(names(temp.path()), ["q2"]);
}

#[test]
fn one_run_at_a_time_and_nothing_is_left_of_it() {
    let temp = tempfile::tempdir().expect("a folder");
    let out = OutputFolder::open(temp.path()).expect("opens");
    let second = OutputFolder::open(temp.path()).expect_err("held");
    assert!(matches!(second, ExportError::Busy { .. }));
    assert!(second.to_string().starts_with("another run"), "{second}");
    drop(out);
    assert!(names(temp.path()).is_empty());
    OutputFolder::open(temp.path()).expect("free again");
}

#[test]
fn what_a_killed_run_left_is_put_right() {
    let temp = tempfile::tempdir().expect("a folder");
    let work = temp.path().join(WORK);
    for folder in ["stale/a", "stale/b", "17"] {
        fs::create_dir_all(work.join(folder)).expect("a folder");
        fs::write(work.join(folder).join(MARK), folder).expect("a file");
    }
    fs::write(work.join("lock"), "4194304999\n").expect("a file");
    fs::write(work.join("summary.csv"), "half a li").expect("a file");
    // The successor of b stands, that of a does not.
    fs::create_dir(temp.path().join("b")).expect("a folder");
    fs::write(temp.path().join("b").join(MARK), "new").expect("a file");
    drop(OutputFolder::open(temp.path()).expect("opens"));
    assert_eq!(names(temp.path()), ["a", "b"]);
    let mark = |name: &str| fs::read_to_string(temp.path().join(name).join(MARK)).expect("a file");
    assert_eq!((mark("a").as_str(), mark("b").as_str()), ("stale/a", "new"));
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_cleared_through_a_link() {
    let temp = tempfile::tempdir().expect("a folder");
    let (out, elsewhere) = (temp.path().join("out"), temp.path().join("elsewhere"));
    fs::create_dir(&out).expect("a folder");
    fs::create_dir(&elsewhere).expect("a folder");
    fs::write(elsewhere.join("thesis.doc"), "years of work").expect("a file");
    std::os::unix::fs::symlink(&elsewhere, out.join(WORK)).expect("a link");
    let error = OutputFolder::open(&out).expect_err("a link is in the way");
    assert!(matches!(error, ExportError::InTheWay { .. }));
    fs::remove_file(out.join(WORK)).expect("gone");
    std::os::unix::fs::symlink(&elsewhere, out.join("q2")).expect("a link");
    let folder = OutputFolder::open(&out).expect("opens");
    let error = folder.write_release(&release(&[])).expect_err("a link is in the way");
    assert!(matches!(error, ExportError::InTheWay { .. }));
    assert_eq!(names(&elsewhere), ["thesis.doc"]);
}

#[cfg(unix)]
#[test]
fn nothing_is_taken_for_a_release_that_a_link_leads_to() {
    let temp = tempfile::tempdir().expect("a folder");
    let (out, elsewhere) = (temp.path().join("out"), temp.path().join("elsewhere"));
    fs::create_dir_all(out.join(WORK)).expect("a folder");
    fs::create_dir_all(elsewhere.join("thesis")).expect("a folder");
    let stale = out.join(WORK).join(STALE);
    std::os::unix::fs::symlink(&elsewhere, &stale).expect("a link");
    let error = OutputFolder::open(&out).expect_err("a link is in the way");
    assert!(matches!(&error, ExportError::InTheWay { path } if *path == stale), "{error}");
    assert_eq!((names(&elsewhere), in_place(&out)), (vec!["thesis".to_owned()], vec![]));
    fs::remove_file(&stale).expect("gone");
    crate::testing::pipe(&stale);
    assert!(matches!(OutputFolder::open(&out), Err(ExportError::InTheWay { .. })));
    fs::remove_file(&stale).expect("gone");
    fs::create_dir(&stale).expect("a folder");
    std::os::unix::fs::symlink(&elsewhere, stale.join("q2")).expect("a link");
    let folder = OutputFolder::open(&out).expect("opens");
    assert_eq!(in_place(&out), [""; 0]);
    crate::testing::pipe(&out.join("q2"));
    let error = folder.write_release(&release(&[])).expect_err("a pipe is in the way");
    assert!(matches!(error, ExportError::InTheWay { .. }));
    drop(folder);
    assert_eq!(names(&elsewhere), ["thesis"]);
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let temp = tempfile::tempdir().expect("a folder");
    let file = temp.path().join("file");
    fs::write(&file, "").expect("a file");
    let error = OutputFolder::open(file.join("out")).expect_err("a file is no folder");
    assert!(error.to_string().contains("file"));
}
