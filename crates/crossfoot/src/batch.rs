//! Many inputs in, one output folder out.
//!
//! The inputs are found and named first. A pool of workers then takes them one by one; each makes a release's folder
//! ready in a hidden place ([`job`]), in a process of its own if so ordered ([`child`], [`worker`], [`frames`]). This
//! thread puts what is ready into its place and writes the lines of the summary, in the order of the inputs
//! ([`outcome`]). So whatever befalls a worker, only whole releases are ever in place.

mod child;
mod death;
mod frames;
#[cfg(debug_assertions)]
mod hooks;
mod isolated;
mod job;
mod options;
mod outcome;
mod pool;
mod queue;
mod worker;

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crossfoot_export::{Failure, OutputFolder, SummaryLine, release_names};

pub use isolated::{Isolated, Task};
pub use options::{BatchOptions, Stop, WorkerCommand, Workers};
pub use outcome::Summary;
pub use worker::serve_worker;

use crate::error::{Error, ReadError};
use crate::inputs::{Input, as_others_see_it, collect};
use job::Job;
use outcome::{Named, Outcome};

/// What a batch reports while it works.
#[derive(Debug, Clone, Copy)]
pub enum Progress<'a> {
    /// All inputs have been found; work begins. The inputs as the lines of the summary will name them.
    Found(&'a [String]),
    /// One more input has come to its end, in whatever order they do.
    Ended(&'a SummaryLine),
    /// One more input is done and all before it are: told in the order of the inputs.
    Done(&'a SummaryLine),
}

/// Reads every input and writes what is found to the folder `out`: a folder per release, and `summary.csv`.
///
/// Inputs are files, taken whatever their extension; folders, searched for `.pdf`, `.txt` and `.md` files; or `-` for
/// standard input. An input that fails is reported in its line of the summary, and the others go on. If its content is to
/// blame, what an earlier run wrote for it is taken away; if it could not be had this time (a file that is missing or must
/// not be read, a password, memory, a worker that was killed) that stays, and the line says so. An input for which an
/// earlier run wrote what this one would is left at that; one that failed for its content is not tried again as long as
/// content, options, limits and program are the same.
///
/// `facts.csv` and `facts.parquet` beside the folders are of this run: where it is not to write one, that of an earlier run
/// is taken away.
///
/// # Errors
///
/// [`Error::Export`] when the output folder cannot be written to or another run is writing to it, before any input is
/// read, or when the summary cannot be written; [`Error::Worker`] when no worker can be started; [`Error::Stopped`]
/// when it was ended early. Releases that are done stay, and the next run goes on from there.
pub fn convert(
    inputs: &[PathBuf],
    out: impl AsRef<Path>,
    options: &BatchOptions,
    mut progress: impl FnMut(Progress<'_>),
) -> Result<Summary, Error> {
    let out = OutputFolder::open(out.as_ref())?.with_formats(options.formats());
    let inputs = {
        let (given, out) = (inputs.to_owned(), out.path().to_owned());
        unless_stopped(&options.stop, move || collect(&given, &out))?
    };
    let shown: Vec<String> = inputs.iter().map(|i| i.path().display().to_string()).collect();
    progress(Progress::Found(&shown));
    let releases = names(&inputs);
    let named = |index: usize| Named { input: shown[index].clone(), release: releases[index].clone() };
    let mut outcome = Outcome::begin(&out, options, &mut progress)?;
    for (index, input) in inputs.iter().enumerate() {
        let why = match input {
            Input::Broken(_, cause) => cause.to_string(),
            // In a file, because a worker may be another process.
            Input::File(path) if is_stdin(path) => {
                let kept = out.staging(STDIN);
                let spooled = unless_stopped(&options.stop, move || spool(&kept));
                match spooled.map_err(|_| Error::Stopped { done: outcome.done(), of: inputs.len() })? {
                    Ok(()) => continue,
                    Err(cause) => ReadError::Io(cause).to_string(),
                }
            }
            Input::File(_) => continue,
        };
        outcome.refuse(index, named(index), why)?;
    }
    let left: Vec<usize> = (0..inputs.len()).filter(|index| !outcome.has(*index)).collect();
    let failed: Vec<Option<Failure>> = left.iter().map(|&index| outcome.failed_before(&releases[index])).collect();
    let jobs = left.iter().zip(failed).map(|(&index, failed)| {
        let job = job(index, inputs[index].path(), &releases[index], &out);
        (index, Job { failed, ..job })
    });
    let width = options.jobs().min(left.len());
    let done = pool::run(jobs, width, options, |handed| outcome.take(named(handed.index), handed));
    done.map_err(|error| match error {
        Error::Stopped { .. } => Error::Stopped { done: outcome.done(), of: inputs.len() },
        other => other,
    })?;
    outcome.finish()
}

/// The release's name for each input; empty for what cannot become one.
fn names(inputs: &[Input]) -> Vec<String> {
    let files = inputs.iter().filter_map(|input| match input {
        Input::File(path) => Some(path.clone()),
        Input::Broken(..) => None,
    });
    let files: Vec<PathBuf> = files.collect();
    let mut names = release_names(&files).into_iter();
    let name = |input: &Input| match input {
        Input::File(_) => names.next().unwrap_or_default(),
        Input::Broken(..) => String::new(),
    };
    inputs.iter().map(name).collect()
}

fn job(index: usize, path: &Path, release: &str, out: &OutputFolder) -> Job {
    let input = if is_stdin(path) { out.staging(STDIN) } else { as_others_see_it(path) };
    Job {
        input: input.into(),
        file: path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
        release: release.to_owned(),
        fresh: out.staging(&index.to_string()).into(),
        place: out.place_of(release).into(),
        failed: None,
    }
}

/// Where standard input is kept meanwhile.
const STDIN: &str = "stdin";

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

fn spool(to: &Path) -> io::Result<()> {
    let mut file = File::create(to)?;
    io::copy(&mut io::stdin().lock(), &mut file)?;
    Ok(())
}

/// Does what may wait for a disk or a user without end, unless the batch is stopped meanwhile. What waits is then left
/// behind on its thread.
fn unless_stopped<T: Send + 'static>(stop: &Stop, work: impl Fn() -> T + Clone + Send + 'static) -> Result<T, Error> {
    let (to_us, done) = mpsc::channel();
    let there = work.clone();
    let waits = thread::Builder::new().spawn(move || {
        // With no one to take it the batch has stopped.
        let _ = to_us.send(there());
    });
    // Without a thread for it, it is done here.
    if waits.is_err() {
        return Ok(work());
    }
    loop {
        if stop.is_raised() {
            return Err(Error::STOPPED);
        }
        match done.recv_timeout(Duration::from_millis(50)) {
            Ok(outcome) => return Ok(outcome),
            Err(RecvTimeoutError::Timeout) => {}
            // It panicked: once more, for whoever is above us to see.
            Err(RecvTimeoutError::Disconnected) => return Ok(work()),
        }
    }
}
