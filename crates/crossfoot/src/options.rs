//! What a caller may ask for.

use std::fmt;

use crossfoot_ingest::ReaderKind;

/// How releases are read.
#[derive(Clone, Default, PartialEq, Eq)]
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

/// Tells whether there is a password, but not which: what is written for debugging is kept and passed on.
impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { reader, password, repair, confirm } = self;
        let password = password.as_ref().map(|_| "***");
        f.debug_struct("Options")
            .field("reader", reader)
            .field("password", &password)
            .field("repair", repair)
            .field("confirm", confirm)
            .finish()
    }
}

impl Options {
    /// What concerns the decoding.
    pub(crate) fn ingest(&self) -> crossfoot_ingest::Options {
        crossfoot_ingest::Options { reader: self.reader, password: self.password.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_told() {
        let options = Options { password: Some("sesame".to_owned()), ..Options::default() };
        let told = format!("{options:?}");
        assert!(told.contains("***") && !told.contains("sesame"), "{told}");
        assert!(format!("{:?}", Options::default()).contains("None"));
    }
}
