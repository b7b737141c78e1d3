//! What can go wrong.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crossfoot_export::ExportError;
use crossfoot_ingest::IngestError;
use thiserror::Error;

/// Why a call gave no result. The message is one line that names the file and the cause.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// An input could not be read.
    #[error("{input}: {cause}")]
    Read {
        /// The input as given; `standard input` for `-`.
        input: String,
        /// Why.
        cause: ReadError,
    },
    /// The output could not be written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// A worker process could not be started.
    #[error("cannot start the worker {}: {why}", program.display())]
    Worker {
        /// The program.
        program: PathBuf,
        /// Why.
        why: String,
    },
    /// The batch was ended early.
    #[error("stopped with {done} of {of} inputs done: what is done is whole, and the same command goes on from there")]
    Stopped {
        /// How many inputs are done.
        done: usize,
        /// How many there are.
        of: usize,
    },
}

impl Error {
    /// Ended early, by one who does not know how far the others are.
    pub(crate) const STOPPED: Self = Self::Stopped { done: 0, of: 0 };

    /// An input that could not be read.
    pub(crate) fn read(path: &Path, cause: ReadError) -> Self {
        let input = if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() };
        Self::Read { input, cause }
    }
}

/// Why an input could not be read. The message is one line that does not name the input.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The system refused.
    #[error("{}", words_of(.0))]
    Io(#[from] io::Error),
    /// No pages could be made of the bytes.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// Every page is a picture.
    #[error("scanned: {}, so there is no text to read (run OCR on it first)", pictures(*.pages))]
    Scanned {
        /// How many pages there are.
        pages: usize,
    },
    /// No page has text that could be read, for other reasons.
    #[error("no page could be read: {0}")]
    NoText(String),
    /// A stage panicked, with its words. The fault is ours, not the input's.
    #[error("internal error: {0} (please report it)")]
    Panicked(String),
    /// It took longer than a batch allows.
    #[error("not read within {} (--timeout), given up", seconds(*.limit))]
    TooSlow {
        /// What was allowed.
        limit: Duration,
    },
    /// It needed more memory than a batch allows, or than there is.
    #[error("needs more memory than {}, given up", memory_allowed(*.limit))]
    OutOfMemory {
        /// What the batch allowed; none where the system had or allowed less.
        limit: Option<u64>,
    },
    /// It nests deeper than the stack.
    #[error("nested too deeply: the stack overflowed (please report it)")]
    TooDeep,
    /// Something outside of the program ended the worker that read it.
    #[error("the system killed its worker: memory may have run out (try fewer --jobs)")]
    Killed,
    /// A signal that no program sends itself ended the worker: the system is going down, or has had enough of it.
    #[error("its worker was ended by {0} from outside")]
    Ended(&'static str),
    /// There was no worker to read it.
    #[error("no worker could be started for it: {0}")]
    NoWorker(String),
    /// The worker that read it ended.
    #[error("internal error: its worker crashed with {0} (please report it)")]
    Crashed(String),
    /// What a worker said of it.
    #[error("{0}")]
    Told(String),
    /// The document has no page of that number.
    #[error("there is no page {page}: it has {}", counted(*.pages, "page"))]
    NoSuchPage {
        /// The number asked for, from 1.
        page: u32,
        /// How many pages there are.
        pages: usize,
    },
    /// A folder was given in which nothing is to be read.
    #[error("no .pdf, .txt or .md file in this folder")]
    EmptyFolder,
}

impl ReadError {
    /// Whether the same input may be read another time, with nothing changed about it.
    pub(crate) fn may_pass(&self) -> bool {
        match self {
            Self::Io(_) | Self::Killed | Self::Ended(_) | Self::OutOfMemory { .. } | Self::NoWorker(_) => true,
            // A password is not among what a failure is known by.
            Self::Ingest(cause) => matches!(cause, IngestError::NeedsPassword | IngestError::WrongPassword),
            _ => false,
        }
    }
}

/// What the system said, without its number for it.
fn words_of(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder, not a file".to_owned(),
        _ => {
            let words = error.to_string();
            let words = words.split(" (os error").next().unwrap_or_default();
            format!("cannot be read: {words}")
        }
    }
}

/// `60 s`, `1.5 s`.
fn seconds(time: Duration) -> String {
    format!("{} s", time.as_secs_f64())
}

fn memory_allowed(limit: Option<u64>) -> String {
    limit.map_or_else(|| "there is".to_owned(), |limit| format!("{} (--max-memory)", amount(limit)))
}

/// `2 GiB`, `300 MiB`.
fn amount(bytes: u64) -> String {
    let units = [("GiB", 30), ("MiB", 20), ("KiB", 10)];
    let unit = units.into_iter().find(|(_, shift)| bytes >> shift > 0 && bytes.trailing_zeros() >= *shift);
    match unit {
        Some((name, shift)) => format!("{} {name}", bytes >> shift),
        None => format!("{bytes} bytes"),
    }
}

fn pictures(pages: usize) -> String {
    match pages {
        1 => "its only page is a picture".to_owned(),
        n => format!("all {n} pages are pictures"),
    }
}

/// `1 page`, `2 pages`.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_one_clear_line() {
        let missing = ReadError::from(io::Error::from_raw_os_error(2));
        assert_eq!(Error::read(Path::new("a b.pdf"), missing).to_string(), "a b.pdf: no such file or folder");
        assert_eq!(
            Error::read(Path::new("-"), IngestError::Empty.into()).to_string(),
            format!("standard input: {}", IngestError::Empty)
        );
        assert_eq!(
            ReadError::OutOfMemory { limit: Some(3 << 29) }.to_string(),
            "needs more memory than 1536 MiB (--max-memory), given up"
        );
        assert_eq!(ReadError::OutOfMemory { limit: None }.to_string(), "needs more memory than there is, given up");
        assert_eq!(
            ReadError::TooSlow { limit: Duration::from_millis(1500) }.to_string(),
            "not read within 1.5 s (--timeout), given up"
        );
        assert_eq!(
            ReadError::Scanned { pages: 3 }.to_string(),
            "scanned: all 3 pages are pictures, so there is no text to read (run OCR on it first)"
        );
    }
}
