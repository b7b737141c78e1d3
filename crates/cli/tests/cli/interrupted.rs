//! Runs that are cut short, and runs that meet.
#![cfg(all(unix, debug_assertions))]

use std::fs;
use std::path::Path;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::batch::hook;
use crate::common::{Place, RELEASE, content};

/// Waits for something to become true, long enough for a busy machine.
pub(crate) fn wait_for(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(60), "waited in vain for {what}");
        sleep(Duration::from_millis(5));
    }
}

/// Starts a run and waits until it holds its output folder.
fn started(place: &Place, args: &[&str]) -> Child {
    let child = place.command(args).spawn().expect("the program starts");
    let lock = place.path("out/.crossfoot/lock");
    wait_for("the lock", || fs::read_to_string(&lock).is_ok_and(|holder| holder.trim() == child.id().to_string()));
    child
}

fn interrupt(child: &Child) {
    let status = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("there is a kill");
    assert!(status.success());
}

/// Every release in place is whole.
fn assert_whole(out: &Path, releases: &[&str]) -> usize {
    let there = releases.iter().filter(|name| out.join(name).exists());
    let mut whole = 0;
    for name in there {
        let json = fs::read_to_string(out.join(name).join("release.json")).expect("a release.json");
        let json: serde_json::Value = serde_json::from_str(&json).expect("whole JSON");
        for (file, length) in json["made"]["files"].as_object().expect("files") {
            let there = fs::metadata(out.join(name).join(file)).expect("each file").len();
            assert_eq!(Some(there), length.as_u64(), "{name}/{file}");
        }
        whole += 1;
    }
    whole
}

#[test]
fn a_second_run_into_the_same_folder_says_so_and_stops() {
    let place = Place::new();
    place.file("loop.txt", hook("loop"));
    place.file("a.txt", RELEASE);
    let mut first = started(&place, &["convert", "loop.txt", "-o", "out"]);
    let second = place.run(&["convert", "a.txt", "-o", "out"]);
    assert_eq!(second.code, 1);
    let expected = format!("crossfoot: another run (process {}) is writing to output folder out: ", first.id());
    assert!(second.err.starts_with(&expected) && second.err.lines().count() == 1, "{}", second.err);
    assert!(!place.path("out/a").exists());
    // A dead run blocks none, whatever it has left.
    first.kill().expect("it runs");
    first.wait().expect("it ends");
    assert!(place.path("out/.crossfoot/lock").exists());
    let third = place.run(&["convert", "a.txt", "-o", "out"]);
    assert_eq!(third.code, 0, "{}", third.err);
    assert_eq!(place.list("out"), ["a", "datapackage.json", "summary.csv"]);
}

#[test]
fn a_killed_run_leaves_whole_releases_and_the_next_goes_on() {
    const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];
    let place = Place::new();
    for name in NAMES {
        // Each of its own length, so that a mixture of two would show.
        place.file(&format!("in/{name}.txt"), format!("{}{}\n", hook("nap"), "word ".repeat(name.len() * 100)));
    }
    assert_eq!(place.run(&["convert", "in", "-o", "clean"]).code, 0);
    let clean = content(&place.path("clean"));
    let mut seen = 0;
    for after in [0, 150, 400, 650, 900] {
        let mut run = started(&place, &["convert", "in", "-o", "out", "--jobs", "2"]);
        sleep(Duration::from_millis(after));
        run.kill().expect("it runs, or has run");
        run.wait().expect("it ends");
        let whole = assert_whole(&place.path("out"), &NAMES);
        assert!(whole >= seen, "what was done stays done");
        seen = whole;
    }
    let last = place.run(&["convert", "in", "-o", "out"]);
    assert_eq!(last.code, 0, "{}", last.err);
    assert_eq!(last.out.lines().filter(|line| line.contains("  unchanged")).count(), seen, "{}", last.out);
    let strip = |files: Vec<(std::path::PathBuf, Vec<u8>)>, root: &str| {
        let root = place.path(root);
        files.into_iter().map(|(p, c)| (p.strip_prefix(&root).expect("below").to_owned(), c)).collect::<Vec<_>>()
    };
    assert_eq!(strip(content(&place.path("out")), "out"), strip(clean, "clean"));
}

#[test]
fn ctrl_c_ends_a_run_in_good_order() {
    let place = Place::new();
    place.file("in/a.txt", RELEASE);
    place.file("in/loop.txt", hook("loop"));
    let run = started(&place, &["convert", "in", "-o", "out", "--jobs", "2"]);
    wait_for("the first release", || place.path("out/a/release.json").exists());
    interrupt(&run);
    let ended = run.wait_with_output().expect("it ends");
    assert_eq!(ended.status.code(), Some(130));
    let err = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(err.starts_with("crossfoot: stopped with 1 of 2 inputs done"), "{err}");
    assert_eq!(place.list("out"), ["a"], "nothing half done, no summary of half the inputs");
}

/// The workers of a run.
#[cfg(target_os = "linux")]
pub(crate) fn workers_of(run: u32) -> Vec<u32> {
    let tasks = fs::read_dir(format!("/proc/{run}/task")).expect("a process");
    let lists = tasks.flatten().filter_map(|task| fs::read_to_string(task.path().join("children")).ok());
    lists.flat_map(|list| list.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<_>>()).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn workers_do_not_outlive_their_batch() {
    let place = Place::new();
    place.file("loop.txt", hook("loop"));
    let mut run = started(&place, &["convert", "loop.txt", "-o", "out"]);
    wait_for("a worker", || !workers_of(run.id()).is_empty());
    let workers = workers_of(run.id());
    run.kill().expect("it runs");
    run.wait().expect("it ends");
    for pid in workers {
        let status = format!("/proc/{pid}/status");
        // One that no one waits for stays in the list of processes as a zombie.
        wait_for("the worker's end", || fs::read_to_string(&status).map_or(true, |s| s.contains("State:\tZ")));
    }
}
