//! What a caller may ask for.

use crossfoot_ingest::ReaderKind;

/// How releases are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The decoder that reads PDFs.
    pub reader: ReaderKind,
    /// Opens a locked PDF.
    pub password: Option<String>,
    /// Put right what arithmetic proves wrong; without it such figures are only reported.
    pub repair: bool,
    /// Read with the second decoder too, and say which figures both read alike.
    pub confirm: bool,
}

impl Options {
    /// What concerns the decoding.
    pub(crate) fn ingest(&self) -> crossfoot_ingest::Options {
        crossfoot_ingest::Options { reader: self.reader, password: self.password.clone() }
    }
}
