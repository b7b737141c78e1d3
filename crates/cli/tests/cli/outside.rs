//! What comes from outside of the inputs: signals, limits, disks that do not answer. It may pass, so it costs nothing that
//! an earlier run wrote.
#![cfg(all(target_os = "linux", debug_assertions))]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Output, Stdio};

use crate::batch::hook;
use crate::common::{Place, RELEASE, Run, content};
use crate::interrupted::{wait_for, workers_of};

/// A file that a worker reads for ever, and says so.
fn endless() -> String {
    hook("mark and loop")
}

/// Starts a run and waits until a worker is in the middle of the endless file.
fn in_the_middle(place: &Place, args: &[&str]) -> (Child, Vec<u32>) {
    let _ = fs::remove_file(place.path("marked"));
    let run = place.command(args).stdin(Stdio::null()).spawn().expect("the program starts");
    wait_for("a worker", || place.path("marked").exists());
    let workers = workers_of(run.id());
    (run, workers)
}

/// Sends a signal to processes, one right after the other.
fn signal(name: &str, to: &[u32]) {
    let to = to.iter().map(u32::to_string);
    let status = Command::new("kill").arg(format!("-{name}")).args(to).status().expect("there is a kill");
    assert!(status.success());
}

fn ended(run: Child) -> Run {
    Run::of(&run.wait_with_output().expect("it ends"))
}

/// A place where a release has been read once, and its file is another now.
fn read_before(now: &str) -> Place {
    let place = Place::new();
    place.file("q2.txt", RELEASE);
    assert_eq!(place.run(&["convert", "q2.txt", "-o", "out"]).code, 0);
    place.file("q2.txt", now);
    place
}

/// The release still has the folder of the run before, and all that is printed says so.
fn assert_stale(place: &Place, run: &Run, why: &str) {
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(place.path("out/q2/balance_sheet.csv").exists(), "{}", run.err);
    let message = &place.summary("out")[0][3];
    assert!(message.starts_with(why) && message.ends_with("; stale: its folder is of an earlier run"), "{message}");
    assert!(run.out.contains(", 1 failed, 1 stale: "), "{}", run.out);
    assert!(!place.path("out/.crossfoot-failed").exists(), "it is tried again");
}

#[test]
fn a_worker_ended_by_a_signal_costs_no_folder() {
    let place = read_before(&endless());
    for name in ["TERM", "HUP", "INT", "XCPU", "XFSZ", "KILL"].into_iter().filter(|name| is_heard(name)) {
        let (run, workers) = in_the_middle(&place, &["convert", "q2.txt", "-o", "out", "--timeout", "0"]);
        assert_eq!(workers.len(), 1);
        if name == "XFSZ" {
            // Not the end of it: what is written beyond the limit fails.
            signal(name, &workers);
            assert_eq!(workers_of(run.id()), workers);
            signal("KILL", &workers);
        } else {
            signal(name, &workers);
        }
        let why = if matches!(name, "KILL" | "XFSZ") {
            "the system killed its worker"
        } else {
            "its worker was ended by SIG"
        };
        assert_stale(&place, &ended(run), why);
    }
    place.file("q2.txt", RELEASE);
    assert_eq!(place.run(&["convert", "q2.txt", "-o", "out"]).code, 0);
}

/// Whether a program started here hears of a signal. Tests that were started under `nohup` hand on that HUP is ignored.
fn is_heard(name: &str) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| u64::from_str_radix(line.strip_prefix("SigIgn:")?.trim(), 16).ok());
    // HUP is the first signal.
    let heard = name != "HUP" || ignored.is_none_or(|ignored| ignored & 1 == 0);
    if !heard {
        eprintln!("HUP is ignored here, so it is not tried");
    }
    heard
}

#[test]
fn a_service_that_is_stopped_loses_nothing() {
    let place = read_before(&endless());
    let before = content(&place.path("out"));
    let summary = place.summary("out");
    for name in ["TERM", "HUP"].into_iter().filter(|name| is_heard(name)) {
        let (run, workers) = in_the_middle(&place, &["convert", "q2.txt", "-o", "out", "--timeout", "0"]);
        // Workers first, as that is the order that does harm.
        signal(name, &[&workers[..], &[run.id()]].concat());
        let run = ended(run);
        assert_eq!(run.code, 130, "{}", run.err);
        assert!(run.err.starts_with("crossfoot: stopped with 0 of 1 inputs done"), "{}", run.err);
        assert_eq!((content(&place.path("out")), place.summary("out")), (before.clone(), summary.clone()));
    }
}

#[test]
fn a_run_that_is_to_outlive_its_terminal_does() {
    let place = read_before(&endless());
    let program = env!("CARGO_BIN_EXE_crossfoot");
    let mut shell = Command::new("sh");
    shell.current_dir(place.path("")).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    shell.args(["-c", "trap '' HUP; exec \"$0\" convert q2.txt -o out --timeout 5", program]);
    let run = shell.spawn().expect("a shell");
    wait_for("a worker", || place.path("marked").exists());
    signal("HUP", &[run.id()]);
    let run = ended(run);
    assert!(run.err.contains("not read within 5 s"), "{}", run.err);
}

#[test]
fn what_cannot_be_had_this_time_keeps_its_folder() {
    let place = read_before(RELEASE);
    let convert = |more: &[&str]| place.run(&[&["convert", "q2.txt", "-o", "out"], more].concat());
    fs::remove_file(place.path("q2.txt")).expect("gone");
    assert_stale(&place, &convert(&[]), "no such file or folder");
    // As a file on a disk that does not answer.
    assert!(Command::new("mkfifo").arg(place.path("q2.txt")).status().expect("there is a mkfifo").success());
    assert_stale(&place, &convert(&["--timeout", "1"]), "not read within 1 s (--timeout), given up");
    fs::remove_file(place.path("q2.txt")).expect("gone");
    place.file("q2.txt", hook("allocate"));
    assert_stale(&place, &convert(&["--max-memory", "300MiB"]), "needs more memory than 300 MiB");
    fs::set_permissions(place.path("q2.txt"), fs::Permissions::from_mode(0o000)).expect("permissions");
    if fs::read(place.path("q2.txt")).is_err() {
        assert_stale(&place, &convert(&[]), "no permission to read it");
    }
    fs::set_permissions(place.path("q2.txt"), fs::Permissions::from_mode(0o644)).expect("permissions");
    // That is its own fault.
    place.file("q2.txt", "");
    let run = convert(&[]);
    assert!(!run.out.contains("stale"), "{}", run.out);
    assert_eq!(place.list("out"), [".crossfoot-failed", "datapackage.json", "summary.csv"]);
}

#[test]
fn bytes_that_were_read_before_are_not_to_blame_for_the_time() {
    let place = read_before(&hook("nap"));
    let convert = |timeout: &str| place.run(&["convert", "q2.txt", "-o", "out", "--force", "--timeout", timeout]);
    assert_eq!(convert("60").code, 0);
    assert_stale(&place, &convert("0.01"), "not read within 0.01 s");
}

#[test]
fn a_disk_that_is_away_does_not_empty_the_output() {
    let place = Place::new();
    let files = ["in/a.txt", "in/b.txt", "in/c.txt"];
    for file in files {
        place.file(file, RELEASE);
    }
    let convert = &[&["convert", "-o", "out"], &files[..]].concat();
    assert_eq!(place.run(convert).code, 0);
    let before = content(&place.path("out"));
    fs::rename(place.path("in"), place.path("away")).expect("away");
    let run = place.run(convert);
    assert!(run.out.starts_with("3 inputs, 3 failed, 3 stale: "), "{}", run.out);
    assert_eq!(content(&place.path("out")), before);
    fs::rename(place.path("away"), place.path("in")).expect("back");
    assert!(place.run(convert).out.contains("3 inputs, 3 unchanged: "));
}

#[test]
fn a_failure_is_that_of_the_bytes_that_were_read() {
    let place = Place::new();
    place.file("q2.txt", endless());
    let (run, _) = in_the_middle(&place, &["convert", "q2.txt", "-o", "out", "--timeout", "5"]);
    // Another file takes its place meanwhile.
    fs::rename(place.file("other", RELEASE), place.path("q2.txt")).expect("replaced");
    let run = ended(run);
    assert!(run.err.contains("not read within 5 s"), "{}", run.err);
    let run = place.run(&["convert", "q2.txt", "-o", "out", "--timeout", "5"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}

#[test]
fn standard_input_without_end_can_be_stopped() {
    let place = Place::new();
    let mut run = place.command(&["convert", "-", "-o", "out"]).stdin(Stdio::piped()).spawn().expect("it starts");
    let input = run.stdin.take();
    wait_for("the wait for input", || place.path("out/.crossfoot/stdin").exists());
    signal("TERM", &[run.id()]);
    let run = ended(run);
    assert_eq!(run.code, 130, "{}", run.err);
    drop(input);
}

/// Runs the program from a shell that does something first.
fn limited(place: &Place, first: &str, args: &[&str]) -> Run {
    Run::of(&limited_in(place, first, args))
}

/// The same, however it ends.
fn limited_in(place: &Place, first: &str, args: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_crossfoot");
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{first} && exec \"$0\" \"$@\""), program]).args(args);
    shell.current_dir(place.path("")).stdin(Stdio::null());
    shell.output().expect("a shell")
}

#[test]
fn a_limit_on_the_size_of_files_costs_output_only() {
    let place = Place::new();
    let rows: String = (0..200).map(|n| format!("Item number {n:<23}   {:>6}         {n:>6}\n", n + 1000)).collect();
    place.file("in/large.txt", format!("{RELEASE}{rows}"));
    place.file("in/small.txt", RELEASE);
    assert_eq!(place.run(&["convert", "in", "-o", "out"]).code, 0);
    let before = content(&place.path("out"));
    // Blocks of 512 bytes: enough for the small release.
    let run = limited(&place, "ulimit -f 20", &["convert", "in", "-o", "out", "--force"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    assert!(run.err.contains("large.txt: cannot write") && run.err.contains("; stale: "), "{}", run.err);
    assert_eq!(content(&place.path("out")), before);
    assert_eq!(place.summary("out")[1][2], "ok");
}

#[test]
fn with_few_files_or_processes_there_are_fewer_workers() {
    let place = Place::new();
    for n in 0..24 {
        place.file(&format!("in/{n:02}.txt"), RELEASE);
    }
    for files in ["32", "20"] {
        let first = format!("ulimit -n {files}");
        let run = limited(&place, &first, &["convert", "in", "-o", "out", "-j", "8", "--force", "--combine"]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{files}");
    }
    // Such a limit does not bind root, and counts all that a user has.
    let program = place.path("crossfoot");
    fs::copy(env!("CARGO_BIN_EXE_crossfoot"), &program).expect("a copy");
    for path in [place.path(""), program] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o777)).expect("permissions");
    }
    let as_someone = "setpriv --reuid 54321 --clear-groups prlimit --nproc=";
    let may = Command::new("sh").args(["-c", &format!("{as_someone}12 true")]).output();
    if may.is_ok_and(|run| run.status.success()) {
        for processes in ["12", "9"] {
            let first = format!("exec {as_someone}{processes} ./crossfoot convert in -o out{processes} -j 16");
            let run = limited(&place, &first, &[]);
            assert_eq!((run.code, run.err.as_str()), (0, ""), "{processes}");
        }
    }
}

#[test]
fn with_little_memory_files_wait_and_the_batch_goes_on() {
    let place = Place::new();
    for n in 0..3 {
        place.file(&format!("in/{n}.txt"), RELEASE);
    }
    place.file("in/deep.txt", hook("recurse"));
    assert_eq!(place.run(&["convert", "in", "-o", "out"]).code, 1);
    let before = content(&place.path("out"));
    let is_release = |(path, _): &&(std::path::PathBuf, Vec<u8>)| path.parent() != Some(&place.path("out"));
    // From enough to too little for any worker, and for the program itself.
    let mut lines = Vec::new();
    for kilobytes in (30..=140).step_by(10) {
        let first = format!("ulimit -v {kilobytes}000");
        let run = limited_in(&place, &first, &["convert", "in", "-o", "out", "-j", "2", "--force"]);
        let after = content(&place.path("out"));
        assert!(before.iter().filter(is_release).all(|file| after.contains(file)), "{kilobytes}: nothing is lost");
        let Some(code) = run.status.code().filter(|code| *code < 100) else { continue };
        let err = String::from_utf8_lossy(&run.stderr);
        assert!(!err.contains("panicked"), "{kilobytes}: {err}");
        if code == 1 && err.lines().count() > 0 && !err.starts_with("crossfoot: cannot") {
            lines.push(place.summary("out").len());
            let deep = &place.summary("out")[3][3];
            assert!(!deep.contains("please report it"), "{kilobytes}: {deep}");
        }
    }
    assert!(!lines.is_empty() && lines.iter().all(|lines| *lines == 4), "{lines:?}");
}

#[test]
fn workers_get_nothing_that_is_not_theirs() {
    let place = Place::new();
    place.file("q2.txt", endless());
    let program = env!("CARGO_BIN_EXE_crossfoot");
    let run = Command::new("sh")
        .args(["-c", "exec 9< q2.txt && exec \"$0\" convert q2.txt -o out --timeout 0", program])
        .env("LARKFIELD_SECRET", "hush")
        .current_dir(place.path(""))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a shell");
    wait_for("a worker", || place.path("marked").exists());
    let worker = workers_of(run.id())[0];
    let open = fs::read_dir(format!("/proc/{worker}/fd")).expect("a process").flatten();
    let mut open: Vec<_> = open.map(|entry| entry.file_name()).collect();
    open.sort();
    let environment = fs::read_to_string(format!("/proc/{worker}/environ")).expect("a process");
    signal("TERM", &[run.id()]);
    ended(run);
    assert_eq!(open, ["0", "1", "2"]);
    assert!(!environment.contains("LARKFIELD_SECRET") && !environment.contains("HOME="), "{environment}");
}
