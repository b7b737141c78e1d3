//! What can go wrong.

use std::io;
use std::path::Path;

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
}

impl Error {
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
            ReadError::Scanned { pages: 3 }.to_string(),
            "scanned: all 3 pages are pictures, so there is no text to read (run OCR on it first)"
        );
    }
}
