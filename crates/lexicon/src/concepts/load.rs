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
    /// A concept without a label.
    #[error("{file}: {name} has no label")]
    Unlabelled {
        /// The file.
        file: String,
        /// The element's name.
        name: String,
    },
    /// A pattern that can never match, or cannot be read.
    #[error("{file}: {name}: {pattern:?}: {message}")]
    Pattern {
        /// The file.
        file: String,
        /// The entry.
        name: String,
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        message: String,
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

/// `labels.toml` of a language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawLabels {
    pub(crate) folding: RawFolding,
    /// Short names for parts of patterns: `<result>`.
    #[serde(default)]
    pub(crate) macros: BTreeMap<String, String>,
    pub(crate) labels: BTreeMap<String, Vec<String>>,
    /// Words that speak against a concept wherever they stand in a label.
    #[serde(default)]
    pub(crate) never: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(crate) sections: BTreeMap<Section, Vec<String>>,
    /// Headings of columns that speak of the whole company, as reported.
    #[serde(default)]
    pub(crate) whole: Vec<String>,
    /// Labels that only IFRS has, and only US-GAAP.
    #[serde(default)]
    pub(crate) taxonomies: BTreeMap<Taxonomy, Vec<String>>,
}

/// Whose names for concepts are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub(crate) enum Taxonomy {
    #[serde(rename = "us-gaap")]
    UsGaap,
    #[serde(rename = "ifrs-full")]
    Ifrs,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawFolding {
    pub(crate) noise: Vec<String>,
    pub(crate) flips: Vec<String>,
    pub(crate) tails: Vec<String>,
    pub(crate) prefixes: Vec<String>,
    /// Spellings of a word, by the one that stands for all.
    pub(crate) same: BTreeMap<String, Vec<String>>,
}

/// Reads a file.
pub(crate) fn parse<'t, T: Deserialize<'t>>(file: &str, text: &'t str) -> Result<T, ConceptError> {
    serde_json::from_str(text)
        .map_err(|error| ConceptError::Malformed { file: file.to_owned(), message: error.to_string() })
}
