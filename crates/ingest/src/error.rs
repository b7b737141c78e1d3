//! What can go wrong with a whole input.

/// Why an input gave no pages. Each message is one clear line, without the input's name.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IngestError {
    /// Zero bytes.
    #[error("the file is empty (0 bytes)")]
    Empty,
    /// Neither a PDF nor text.
    #[error("neither a PDF nor text: {0}")]
    NotARelease(&'static str),
    /// A PDF that is broken beyond reading.
    #[error("the PDF is damaged or truncated and cannot be read")]
    Damaged,
    /// A PDF that opens only with a password, and none was given.
    #[error("the PDF needs a password (give it with --password-file)")]
    NeedsPassword,
    /// A PDF that opens only with a password, and the one given is wrong.
    #[error("the password does not open the PDF")]
    WrongPassword,
    /// A PDF locked in a way the decoder does not know.
    #[error("the PDF is encrypted in a way that is not supported")]
    UnsupportedEncryption,
    /// The decoder panicked, with its words.
    #[error("the PDF decoder failed: {0}")]
    Decoder(String),
    /// A text or web page of more pages than any release has.
    #[error("the text has {0} pages (form feeds part them); at most {most} are read", most = crate::MOST_PAGES)]
    TooManyPages(usize),
    /// A PDF without any page.
    #[error("the PDF has no pages")]
    NoPages,
}
