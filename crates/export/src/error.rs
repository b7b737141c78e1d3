//! What can go wrong while writing.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why something could not be written. Every message names the file and the cause.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The output folder cannot be made or written to.
    #[error("cannot write to output folder {}: {cause}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// Another run is writing to the output folder.
    #[error("another run{} is writing to output folder {}: wait for it, or give this one a folder of its own",
        by(*holder), path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
        /// The other run's process, where the system lets us know.
        holder: Option<u32>,
    },
    /// A file cannot be written.
    #[error("cannot write {}: {cause}", path.display())]
    File {
        /// The file, or the release's folder.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// Something stands in the place of a release's folder that an earlier run did not write.
    #[error("{} is in the way: it was not written by crossfoot, so it is left as it is", path.display())]
    InTheWay {
        /// What stands there.
        path: PathBuf,
    },
    /// The sink refused the data (when no path is known).
    #[error("cannot write: {0}")]
    Sink(#[from] io::Error),
}

impl ExportError {
    /// The same error with the path it happened at.
    pub(crate) fn at(self, path: &Path) -> Self {
        match self {
            Self::Sink(cause) => Self::File { path: path.to_owned(), cause },
            other => other,
        }
    }
}

fn by(holder: Option<u32>) -> String {
    holder.map_or_else(String::new, |process| format!(" (process {process})"))
}

impl From<csv::Error> for ExportError {
    fn from(error: csv::Error) -> Self {
        Self::Sink(match error.into_kind() {
            csv::ErrorKind::Io(cause) => cause,
            other => io::Error::other(format!("{other:?}")),
        })
    }
}

impl From<serde_json::Error> for ExportError {
    fn from(error: serde_json::Error) -> Self {
        Self::Sink(error.into())
    }
}
