//! The data files as they are written.

use serde::Deserialize;
use std::collections::BTreeMap;

use crate::LoadError;
use crate::phrase::Plurals;

/// A language and its data files.
#[derive(Debug, Clone, Copy)]
pub struct Language {
    /// ISO 639-1: `en`.
    pub code: &'static str,
    /// Name and content, as JSON, of each file but that with the labels of concepts.
    pub files: &'static [(&'static str, &'static str)],
    /// The same as it is read at each start: with all forms of words, and without phrases, which are made ready when the program is
    /// built.
    pub words: &'static [(&'static str, &'static str)],
}

/// The languages that are built in: one for each folder of `data`.
pub static LANGUAGES: &[Language] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// Named sets of words or phrases.
pub(crate) type Sets = BTreeMap<String, Vec<String>>;

/// Files by their names.
pub(crate) type NamedFiles = Vec<(&'static str, DataFile)>;

/// What a data file may hold. Files are divided by their subjects only: each may hold any of these.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct DataFile {
    /// How the last word of a phrase ends, and how its plural does.
    pub(crate) plurals: Vec<(String, String)>,
    /// Parts of words that hold a ligature.
    pub(crate) ligatures: Vec<String>,
    /// Sets of phrases that texts are searched for.
    pub(crate) phrases: Sets,
    /// Sets of whole words that words are looked up in.
    pub(crate) words: Sets,
    /// The names of the months, from January.
    pub(crate) months: Vec<Vec<String>>,
    /// Numbers in words.
    pub(crate) numbers: BTreeMap<String, u8>,
    /// Ordinals in words.
    pub(crate) ordinals: BTreeMap<String, u8>,
    /// Scales.
    pub(crate) scale: Vec<ScaleData>,
    /// Currencies.
    pub(crate) currency: Vec<CurrencyData>,
}

/// A scale as written in the data.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScaleData {
    pub(crate) power: u8,
    #[serde(default)]
    pub(crate) plural: Vec<String>,
    #[serde(default)]
    pub(crate) singular: Vec<String>,
    #[serde(default)]
    pub(crate) short: Vec<String>,
    #[serde(default)]
    pub(crate) glued: Vec<String>,
}

/// A currency as written in the data.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CurrencyData {
    pub(crate) code: String,
    #[serde(default)]
    pub(crate) names: Vec<String>,
    #[serde(default)]
    pub(crate) countries: Vec<String>,
    #[serde(default)]
    pub(crate) signs: Vec<String>,
    #[serde(default)]
    pub(crate) note_signs: Vec<String>,
    #[serde(default)]
    pub(crate) shared_signs: Vec<String>,
    #[serde(default)]
    pub(crate) listings: Vec<String>,
    #[serde(default)]
    pub(crate) cents: Vec<String>,
}

/// How a language makes plurals, and its files.
pub(crate) type Lists = (Plurals, NamedFiles);

/// Reads the files of a language.
pub(crate) fn read(files: &'static [(&'static str, &'static str)]) -> Result<Lists, LoadError> {
    let read = |(file, content): &(&'static str, &str)| Ok((*file, DataFile::parse(file, content)?));
    let mut files: NamedFiles = files.iter().map(read).collect::<Result<_, _>>()?;
    let plurals = Plurals(files.iter_mut().flat_map(|(_, data)| std::mem::take(&mut data.plurals)).collect());
    Ok((plurals, files))
}

impl DataFile {
    /// Reads a file.
    pub(crate) fn parse(file: &'static str, content: &str) -> Result<Self, LoadError> {
        serde_json::from_str(content).map_err(|error| LoadError::Malformed { file, message: error.to_string() })
    }
}
