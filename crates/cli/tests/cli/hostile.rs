//! Names and places that break careless programs.
#![cfg(unix)]

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::{Place, RELEASE};

#[test]
fn any_file_name_will_do() {
    let place = Place::new();
    let long = format!("{}.txt", "x".repeat(251));
    let names =
        ["-dash.txt", "a b.txt", "crlf\r\n.txt", "l'été \"2023\".txt", "営業.txt", "=1+1.txt", "%s %n.txt", &long];
    for name in names {
        place.file(&format!("in/{name}"), RELEASE);
    }
    let odd = place.path("in").join(std::ffi::OsStr::from_bytes(b"latin1-\xE9.txt"));
    // Some file systems want Unicode.
    let has_odd = fs::write(&odd, RELEASE).is_ok();
    let run = place.run(&["convert", "in", "-o", "out"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let beside = ["summary.csv", "datapackage.json"];
    let there: Vec<String> = place.list("out").into_iter().filter(|name| !beside.contains(&name.as_str())).collect();
    assert_eq!(there.len(), names.len() + usize::from(has_odd), "{there:?}");
    for name in &there {
        assert!(place.path("out").join(name).join("balance_sheet.csv").exists(), "{name}");
    }
    assert_eq!(run.out.lines().count(), there.len() + 1, "{}", run.out);
    assert!(run.out.contains("in/crlf\\r\\n.txt "), "{}", run.out);
    assert!(there.contains(&"l'été _2023_".to_owned()) && there.contains(&"x".repeat(251)), "{there:?}");
    let again = place.run(&["convert", "in", "-o", "out"]);
    assert!(again.out.contains(&format!("{} unchanged", there.len())), "{}", again.out);
    assert_eq!(place.list("."), ["in", "out"]);

    let run = place.run(&["convert", "-o", "out", "--", "in/-dash.txt"]);
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn links_in_circles_and_dead_ends() {
    let place = Place::new();
    place.file("in/a.txt", RELEASE);
    let link = |to: &str, at: &str| std::os::unix::fs::symlink(to, place.path(at)).expect("a link");
    fs::create_dir(place.path("in/deep")).expect("a folder");
    link("..", "in/deep/up");
    link("self.txt", "in/self.txt");
    link("a.txt", "in/same.txt");
    let run = place.run(&["convert", "in", "-o", "out"]);
    let told: Vec<String> =
        place.summary("out").iter().map(|[input, _, state, _]| format!("{input} {state}")).collect();
    assert_eq!(told, ["in/a.txt ok", "in/self.txt failed"], "{}", run.err);
}

#[test]
fn a_folder_that_cannot_be_opened_is_one_failure() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.file("in/a.txt", RELEASE);
    place.file("in/locked/b.txt", RELEASE);
    let locked = place.path("in/locked");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).expect("permissions");
    let binds = fs::read_dir(&locked).is_err();
    let run = place.run(&["convert", "in", "-o", "out"]);
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).expect("permissions");
    if binds {
        assert_eq!(run.code, 1);
        assert_eq!(place.summary("out")[1][2..], ["failed", "no permission to read it"]);
    }
    assert!(place.path("out/a").exists());
}

/// A small file system of its own, as long as it lives.
struct Disk(PathBuf);

impl Disk {
    /// None where it is not permitted.
    fn mount(at: &Path, size: &str) -> Option<Self> {
        fs::create_dir_all(at).ok()?;
        let options = format!("size={size}");
        let status = Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(at).output();
        status.is_ok_and(|run| run.status.success()).then(|| Self(at.to_owned()))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).output();
    }
}

#[test]
fn a_full_disk_loses_nothing() {
    let place = Place::new();
    let Some(_disk) = Disk::mount(&place.path("disk"), "256k") else { return };
    for name in ["a", "b", "c"] {
        place.file(&format!("in/{name}.txt"), RELEASE);
    }
    let convert = &["convert", "in", "-o", "disk/out", "--combine", "--force"][..];
    assert_eq!(place.run(convert).code, 0);
    let before = crate::common::content(&place.path("disk/out"));
    let summary = place.summary("disk/out");
    // All that is left, and a little less.
    let filler = place.path("disk/filler");
    let mut bytes = 256 << 10;
    while fs::write(&filler, vec![0; bytes]).is_err() {
        bytes -= 4096;
    }
    let run = place.run(convert);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.err.contains("No space left on device"), "{}", run.err);
    assert_eq!(crate::common::content(&place.path("disk/out")), before, "what was there is still there, and whole");
    assert_eq!(place.summary("disk/out"), summary);
    fs::remove_file(&filler).expect("gone");
    let run = place.run(convert);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(crate::common::content(&place.path("disk/out")), before);
    assert_eq!(place.list("disk"), ["out"]);
    assert_eq!(place.list("disk/out"), ["a", "b", "c", "datapackage.json", "facts.csv", "summary.csv"]);
    assert_eq!(place.list("."), ["disk", "in"]);
}

#[test]
fn a_disk_too_full_for_all_figures_together_keeps_each_release() {
    let place = Place::new();
    let Some(_disk) = Disk::mount(&place.path("disk"), "256k") else { return };
    for name in ["a", "b", "c"] {
        place.file(&format!("in/{name}.txt"), RELEASE);
    }
    assert_eq!(place.run(&["convert", "in", "-o", "disk/out"]).code, 0);
    let before = crate::common::content(&place.path("disk/out"));
    let filler = place.path("disk/filler");
    let mut bytes = 256 << 10;
    while fs::write(&filler, vec![0; bytes]).is_err() {
        bytes -= 4096;
    }
    // Room for two more pages: the lock's, and that of the facts or of the summary.
    fs::write(&filler, vec![0; bytes.saturating_sub(2 * 4096)]).expect("room for less");
    let run = place.run(&["convert", "in", "-o", "disk/out", "--combine"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(!run.err.contains("panicked"), "{}", run.err);
    assert!(
        run.err.lines().all(|line| line.starts_with("crossfoot: ") && line.contains("No space left")),
        "{}",
        run.err
    );
    if let Ok(facts) = fs::read_to_string(place.path("disk/out/facts.csv")) {
        assert_eq!(facts.lines().count(), 1 + 3 * 6, "whole or not there");
    }
    let releases = |files: &[(PathBuf, Vec<u8>)]| {
        files.iter().filter(|(path, _)| path.parent().is_some_and(|p| !p.ends_with("out"))).cloned().collect::<Vec<_>>()
    };
    assert_eq!(releases(&crate::common::content(&place.path("disk/out"))), releases(&before), "whole, and all there");
    assert!(!place.path("disk/out/.crossfoot").exists(), "nothing half done is left");
}
