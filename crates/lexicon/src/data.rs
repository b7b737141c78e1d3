//! The data files that are built in.

use crate::LoadError;
use crate::phrase::Plurals;
use crate::written::DataFile;

/// A language and its data files.
#[derive(Debug, Clone, Copy)]
pub struct Language {
    /// ISO 639-1: `en`.
    pub code: &'static str,
    /// Name and content, as JSON, of each file but that with the labels of concepts.
    pub files: &'static [(&'static str, &'static str)],
}

/// The languages that are built in: one for each folder of `data`.
pub static LANGUAGES: &[Language] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// Files by their names.
pub(crate) type NamedFiles = Vec<(&'static str, DataFile)>;

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
