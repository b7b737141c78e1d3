//! What can be wrong with the data files.

use crate::Currency;
use crate::phrase::{Fault, Phrase, Plurals};

/// What is wrong with the data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// A file has a field that is not known, or one of another form.
    #[error("{file}: {message}")]
    Malformed {
        /// The file.
        file: &'static str,
        /// What the reader says.
        message: String,
    },
    /// A set, kind or concept is named that the program does not know.
    #[error("{file}: `{name}` is no set, kind or concept that the program knows")]
    Unknown {
        /// The file.
        file: &'static str,
        /// The name.
        name: String,
    },
    /// A phrase can never match.
    #[error("{file}: `{phrase}` in `{set}` {fault}")]
    Phrase {
        /// The file.
        file: &'static str,
        /// The set it is in.
        set: String,
        /// The phrase as written.
        phrase: String,
        /// Why.
        fault: Fault,
    },
    /// A phrase adds nothing to another of its set.
    #[error("{file}: `{phrase}` in `{set}` is matched by `{by}` already")]
    Shadowed {
        /// The file.
        file: &'static str,
        /// The set it is in.
        set: String,
        /// The phrase as written.
        phrase: String,
        /// The other.
        by: String,
    },
    /// A word is given two meanings of which it can have one.
    #[error("{file}: `{what}` is given twice")]
    Twice {
        /// The file.
        file: &'static str,
        /// The word.
        what: String,
    },
    /// A currency's code is not in ISO 4217.
    #[error("{file}: `{code}` is no code of ISO 4217")]
    Code {
        /// The file.
        file: &'static str,
        /// The code.
        code: String,
    },
    /// A currency's sign is empty.
    #[error("{file}: {code} has an empty sign")]
    EmptySign {
        /// The file.
        file: &'static str,
        /// The currency.
        code: Currency,
    },
    /// A year has twelve months.
    #[error("{file}: {count} months")]
    Months {
        /// The file.
        file: &'static str,
        /// So many are named.
        count: usize,
    },
}

pub(crate) fn parse(file: &'static str, set: &str, written: &str, plurals: &Plurals) -> Result<Phrase, LoadError> {
    Phrase::parse(written, plurals).map_err(|fault| LoadError::Phrase {
        file,
        set: set.to_owned(),
        phrase: written.to_owned(),
        fault,
    })
}
