//! What can go wrong.

use std::io;
use std::path::PathBuf;

use crossfoot_export::ReadBackError;
use thiserror::Error;

/// Why two outputs could not be compared, or releases not be stacked.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CompareError {
    /// An output could not be read.
    #[error(transparent)]
    Read(#[from] ReadBackError),
    /// The two outputs have no release in common.
    #[error("{} and {} have no release of the same name", old.display(), new.display())]
    NothingInCommon {
        /// The old output.
        old: PathBuf,
        /// The new output.
        new: PathBuf,
    },
    /// Releases that were to be stacked cannot be of one company.
    #[error("these releases are of {} companies, as they share neither line items nor figures: {}", companies.len(), told(companies))]
    Companies {
        /// The releases of each company.
        companies: Vec<Vec<PathBuf>>,
    },
    /// A measure was asked for that none of the known concepts is.
    #[error("{name} is no measure; there are {}", known.join(", "))]
    NoMeasure {
        /// As it was asked for.
        name: String,
        /// Those that there are.
        known: Vec<String>,
    },
    /// The sink refused the data.
    #[error("cannot write: {0}")]
    Sink(#[from] io::Error),
}

/// The releases of each company, in brackets.
fn told(companies: &[Vec<PathBuf>]) -> String {
    let company = |releases: &Vec<PathBuf>| {
        let releases: Vec<String> = releases.iter().map(|release| release.display().to_string()).collect();
        format!("({})", releases.join(", "))
    };
    companies.iter().map(company).collect::<Vec<_>>().join(" ")
}

impl From<csv::Error> for CompareError {
    fn from(error: csv::Error) -> Self {
        Self::Sink(match error.into_kind() {
            csv::ErrorKind::Io(cause) => cause,
            other => io::Error::other(format!("{other:?}")),
        })
    }
}
