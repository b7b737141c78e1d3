//! The data files as they are written, and what can be wrong with them.

use std::collections::BTreeMap;

use serde::Deserialize;
use thiserror::Error;

use super::section::Section;
use super::{Measured, Sign, Time};

/// Why the data of concepts could not be taken.
#[derive(Debug, Error)]
pub enum ConceptError {
    /// A file is not of the expected form.
    #[error("{file}: {message}")]
    Malformed {
        /// The file.
        file: String,
        /// What is wrong.
        message: String,
    },
    /// A concept stands twice.
    #[error("{file}: {name} stands there twice")]
    Twice {
        /// The file.
        file: String,
        /// The element's name.
        name: String,
    },
    /// A name that is no concept, or no kind of statement.
    #[error("{file}: {name} speaks of {unknown}, which is not known")]
    Unknown {
        /// The file.
        file: String,
        /// The entry that names it.
        name: String,
        /// What it names.
        unknown: String,
    },
}

/// `concepts.toml`: for each kind of statement the concepts whose home it is.
pub(crate) type RawConcepts = BTreeMap<String, BTreeMap<String, RawConcept>>;

/// A concept as it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawConcept {
    pub(crate) measure: Option<String>,
    pub(crate) rank: Option<u8>,
    /// The same line under IFRS.
    pub(crate) ifrs: Option<String>,
    /// Other kinds of statement that print it.
    #[serde(default)]
    pub(crate) also: Vec<String>,
    pub(crate) time: Option<Time>,
    pub(crate) unit: Option<Measured>,
    pub(crate) sign: Option<Sign>,
    #[serde(default)]
    pub(crate) sections: Vec<Section>,
    pub(crate) closes: Option<Section>,
    #[serde(default)]
    pub(crate) total_of: Vec<String>,
    #[serde(default)]
    pub(crate) with: Vec<String>,
    #[serde(default)]
    pub(crate) anywhere: bool,
}

/// Reads a file.
pub(crate) fn parse<'t, T: Deserialize<'t>>(file: &str, text: &'t str) -> Result<T, ConceptError> {
    serde_json::from_str(text)
        .map_err(|error| ConceptError::Malformed { file: file.to_owned(), message: error.to_string() })
}
