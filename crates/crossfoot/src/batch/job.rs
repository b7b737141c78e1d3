//! One input, from its bytes to files made ready: what a worker does, be it a thread or a process.

use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crossfoot_export::{
    self as export, Earlier, ExportError, Failure, Formats, Made, State, Tally, write_release_files,
};
use crossfoot_ingest::{ReaderKind, Source};
use crossfoot_statements::Identity;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::ReadError;
use crate::options::Options;
use crate::pipeline::{contained, contained_here, read_here};
use crate::release::Release;
use crate::timings::{Timings, timed};

/// The program as outputs remember it. See `build.rs`.
pub(crate) const PROGRAM: &str = concat!("crossfoot ", env!("CARGO_PKG_VERSION"), "+", env!("CROSSFOOT_SOURCES"));

/// What is the same for all inputs of a batch.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Orders {
    /// The program that gives them, as [`PROGRAM`].
    pub(crate) program: String,
    pub(crate) reading: Reading,
    pub(crate) formats: Formats,
    pub(crate) force: bool,
    pub(crate) max_memory: Option<u64>,
    /// Kept by who gives the orders.
    pub(crate) timeout: Option<Duration>,
}

/// How to read. All of it but the password decides what is written, and so is part of the fingerprint.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Reading {
    reader: Decoder,
    /// Never in a fingerprint: it opens a document or does not, and an output must not help to guess it.
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<String>,
    repair: bool,
    confirm: bool,
}

/// As of the options: the password is for no log.
impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.options(), f)
    }
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
enum Decoder {
    Hayro,
    PdfExtract,
}

impl From<&Options> for Reading {
    fn from(options: &Options) -> Self {
        let reader = match options.reader {
            ReaderKind::Hayro => Decoder::Hayro,
            ReaderKind::PdfExtract => Decoder::PdfExtract,
        };
        Self { reader, password: options.password.clone(), repair: options.repair, confirm: options.confirm }
    }
}

impl Reading {
    pub(crate) fn options(&self) -> Options {
        let reader = match self.reader {
            Decoder::Hayro => ReaderKind::Hayro,
            Decoder::PdfExtract => ReaderKind::PdfExtract,
        };
        Options { reader, password: self.password.clone(), repair: self.repair, confirm: self.confirm }
    }
}

/// One input. Paths are [`OsString`]s, because a file's name need not be Unicode and still goes to another process.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Job {
    /// The file to read.
    pub(crate) input: OsString,
    /// Its name as the output tells it; `-` for standard input.
    pub(crate) file: String,
    /// The release's name.
    pub(crate) release: String,
    /// The folder to make ready; not there yet.
    pub(crate) fresh: OsString,
    /// Where that folder goes, and where an earlier run's may stand.
    pub(crate) place: OsString,
    /// How it failed in an earlier run.
    pub(crate) failed: Option<Failure>,
}

/// What became of an input.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Answer {
    /// The folder is ready.
    Ready(ReadRelease),
    /// What an earlier run wrote is still good.
    Unchanged(ReadRelease),
    /// Nothing came of it.
    Failed { message: String, why: Fault },
}

/// Where the fault of a failure lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Fault {
    /// In the input: as long as that, the options and the program stay the same it comes about again.
    Input,
    /// The same, and an earlier run has found it already: nothing was done.
    InputAsBefore,
    /// In what may be otherwise next time: a file that cannot be had, a password, memory, a worker that was killed. What
    /// an earlier run wrote is not put in doubt by it.
    Passing,
    /// In the output (a full disk), which puts nothing in doubt either.
    Output,
}

impl Answer {
    /// Nothing came of an input. Before its bytes are there nothing can be its fault: a file that cannot be had in time may
    /// lie on a disk that does not answer. Nor is it where the same bytes have been read in time before.
    pub(crate) fn unread(cause: &ReadError, bytes: Option<&Bytes>) -> Self {
        let own = bytes.is_some_and(|bytes| {
            let slow_now = matches!(cause, ReadError::TooSlow { .. }) && bytes.read_before;
            !slow_now && !cause.may_pass()
        });
        Self::Failed { message: cause.to_string(), why: if own { Fault::Input } else { Fault::Passing } }
    }

    pub(crate) fn unwritten(cause: &ExportError) -> Self {
        Self::Failed { message: cause.to_string(), why: Fault::Output }
    }
}

/// What was found in an input.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ReadRelease {
    pub(crate) state: State,
    pub(crate) pages: usize,
    pub(crate) statements: usize,
    pub(crate) tally: Tally,
    pub(crate) identity: Box<Identity>,
    pub(crate) message: String,
}

/// What is known of an input as soon as its bytes are there.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Bytes {
    /// What a failure is known by.
    pub(crate) fingerprint: String,
    /// What stands in the release's place was made of the same.
    pub(crate) read_before: bool,
}

/// A job that came to its end.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) answer: Answer,
    /// None if they could not be had.
    pub(crate) bytes: Option<Bytes>,
    pub(crate) timings: Timings,
}

/// Does a job. A panic anywhere in it is contained; what is left half done in `fresh` is the caller's to clear.
pub(crate) fn run(job: &Job, orders: &Orders) -> Done {
    let (mut timings, mut bytes) = (Timings::default(), None);
    let outcome = contained(|| work(job, orders, &mut timings, &mut |read| bytes = Some(read)));
    let answer = outcome.unwrap_or_else(|cause| Answer::unread(&cause, bytes.as_ref()));
    Done { answer, bytes, timings }
}

/// The same on this thread, which should be a [`reader_thread`](crate::pipeline::reader_thread). That the bytes are there is
/// told at once: this process may not live to tell it at the end.
pub(crate) fn run_here(job: &Job, orders: &Orders, mut tell: impl FnMut(&Bytes)) -> (Answer, Timings) {
    let (mut timings, mut bytes) = (Timings::default(), None);
    let outcome = contained_here(|| {
        work(job, orders, &mut timings, &mut |read| {
            tell(&read);
            bytes = Some(read);
        })
    });
    (outcome.unwrap_or_else(|cause| Answer::unread(&cause, bytes.as_ref())), timings)
}

fn work(job: &Job, orders: &Orders, timings: &mut Timings, tell: &mut dyn FnMut(Bytes)) -> Result<Answer, ReadError> {
    let place = Path::new(&job.place);
    let (bytes, made) = timed(&mut timings.input, || {
        let bytes = fs::read(&job.input)?;
        let made = made_of(hash(&bytes), job, orders);
        Ok::<_, ReadError>((bytes, made))
    })?;
    let earlier = timed(&mut timings.input, || Earlier::find(place));
    let read_before = earlier.as_ref().is_some_and(|earlier| earlier.made.input_sha256 == made.input_sha256);
    tell(Bytes { fingerprint: fingerprint_of_failure(&made, orders), read_before });
    if !orders.force {
        if let Some(earlier) = earlier.filter(|earlier| earlier.made.fingerprint == made.fingerprint) {
            return Ok(Answer::Unchanged(ReadRelease::again(earlier)));
        }
        let same = |failed: &&Failure| failed.fingerprint == fingerprint_of_failure(&made, orders);
        if let Some(failed) = job.failed.as_ref().filter(same) {
            return Ok(Answer::Failed { message: failed.message.clone(), why: Fault::InputAsBefore });
        }
    }
    #[cfg(debug_assertions)]
    super::hooks::obey(&bytes);
    let release = read_here(&bytes, &orders.reading.options(), timings)?;
    let found = ReadRelease::of(&release);
    let made = Made { message: found.message.clone(), ..made };
    let written = timed(&mut timings.files, || write(&release, job, orders.formats, &made));
    Ok(match written {
        Ok(()) => Answer::Ready(found),
        Err(cause) => Answer::unwritten(&cause),
    })
}

fn made_of(input_sha256: String, job: &Job, orders: &Orders) -> Made {
    let reading = Reading { password: None, ..orders.reading.clone() };
    let parts = serde_json::json!([PROGRAM, input_sha256, job.file, job.release, reading, orders.formats]);
    Made {
        program: PROGRAM.to_owned(),
        fingerprint: hash(parts.to_string().as_bytes()),
        input_sha256,
        message: String::new(),
        files: Default::default(),
    }
}

/// Whether an input fails can depend on what it is allowed as well.
fn fingerprint_of_failure(made: &Made, orders: &Orders) -> String {
    let parts = serde_json::json!([made.fingerprint, orders.max_memory, orders.timeout]);
    hash(parts.to_string().as_bytes())
}

fn hash(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

fn write(release: &Release, job: &Job, formats: Formats, made: &Made) -> Result<(), ExportError> {
    let described = export::Release {
        name: &job.release,
        file: &job.file,
        source: match release.source() {
            Source::Pdf => "pdf",
            Source::Text => "text",
            Source::Html => "html",
        },
        identity: release.identity(),
        pages: &release.page_states(),
        statements: release.statements(),
    };
    write_release_files(&described, formats, Some(made), &PathBuf::from(&job.fresh), &PathBuf::from(&job.place))
}

impl ReadRelease {
    fn of(release: &Release) -> Self {
        let unread = release.unread();
        let state = if unread.is_some() { State::Partial } else { State::Ok };
        let nothing = release.statements().is_empty().then(|| "no statements found".to_owned());
        let unconfirmed = release.unconfirmed().map(str::to_owned);
        let remarks = nothing.into_iter().chain(unread).chain(release.remarks()).chain(unconfirmed);
        let remarks: Vec<String> = remarks.collect();
        Self {
            state,
            pages: release.pages().len(),
            statements: release.statements().len(),
            tally: release.tally(),
            identity: Box::new(release.identity().clone()),
            message: remarks.join("; "),
        }
    }

    fn again(earlier: Earlier) -> Self {
        Self {
            state: if earlier.partial { State::Partial } else { State::Ok },
            pages: earlier.pages,
            statements: earlier.statements,
            tally: earlier.tally,
            identity: Box::new(earlier.identity),
            message: earlier.made.message,
        }
    }
}
