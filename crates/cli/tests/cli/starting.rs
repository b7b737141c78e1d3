//! Workers that do not come up, or go before they are given work.
#![cfg(all(unix, debug_assertions))]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use crossfoot::{BatchOptions, Error, Progress, State, WorkerCommand, Workers};

use crate::batch::hook;
use crate::common::{Place, RELEASE};

/// Converts the folder `in` one by one, with workers that a script starts; gives the message of each input.
fn convert(place: &Place, script: &str) -> Result<Vec<(State, String)>, Error> {
    let worker = env!("CARGO_BIN_EXE_crossfoot");
    let folder = place.path("");
    let script = format!(
        "#!/bin/sh\ncd '{}'\n{}\n",
        folder.display(),
        script.replace("WORK", &format!("exec '{worker}' worker"))
    );
    let program: PathBuf = place.file("worker.sh", script);
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("permissions");
    let workers = Workers::Processes(WorkerCommand { program, args: Vec::new(), log: false });
    let options = BatchOptions { workers, jobs: std::num::NonZeroUsize::new(1), ..BatchOptions::default() };
    let mut told = Vec::new();
    crossfoot::convert(&[place.path("in")], place.path("out"), &options, |progress| {
        if let Progress::Done(line) = progress {
            told.push((line.state, line.message.clone()));
        }
    })?;
    Ok(told)
}

#[test]
fn a_worker_killed_as_it_starts_is_replaced() {
    let place = Place::new();
    place.file("in/a.txt", RELEASE);
    let told = convert(&place, "mkdir once 2> /dev/null && kill -9 $$\nWORK").expect("a summary");
    assert_eq!(told, [(State::Ok, String::new())]);
}

#[test]
fn without_a_worker_a_file_fails_and_not_the_batch() {
    let place = Place::new();
    place.file("in/a.txt", hook("exit"));
    place.file("in/b.txt", RELEASE);
    let told = convert(&place, "mkdir once 2> /dev/null || kill -9 $$\nWORK").expect("a summary");
    assert!(told[0].1.contains("crashed with exit status: 3"), "{told:?}");
    assert!(told[1].1.starts_with("no worker could be started for it: signal: 9"), "{told:?}");
}

#[test]
fn where_all_are_killed_as_they_start_each_file_has_its_line() {
    let place = Place::new();
    for name in ["a", "b", "c"] {
        place.file(&format!("in/{name}.txt"), RELEASE);
    }
    assert_eq!(convert(&place, "WORK").expect("a summary").len(), 3);
    for name in ["a", "b", "c"] {
        place.file(&format!("in/{name}.txt"), RELEASE.replace("1,250", "1,251"));
    }
    let told = convert(&place, "kill -9 $$").expect("a summary");
    assert_eq!(told.len(), 3);
    for (state, message) in told {
        assert_eq!(state, State::Failed);
        assert!(message.starts_with("no worker could be started for it: signal: 9"), "{message}");
        assert!(message.ends_with("; stale: its folder is of an earlier run"), "{message}");
    }
}

#[test]
fn where_no_worker_ever_comes_up_that_is_said_at_once() {
    let place = Place::new();
    for name in ["a", "b", "c"] {
        place.file(&format!("in/{name}.txt"), RELEASE);
    }
    let error = convert(&place, "exit 7").expect_err("no worker");
    assert!(matches!(error, Error::Worker { .. }), "{error}");
    assert!(error.to_string().contains("exit status: 7"), "{error}");
}
