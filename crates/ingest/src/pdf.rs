//! Reading PDF: the trait that both decoders stand behind.

use crate::error::IngestError;
use crate::ink::Ink;
use crate::page::{Page, Unread};

mod hayro;
mod pdf_extract;

/// Which decoder reads PDFs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReaderKind {
    /// `hayro-interpret`: the default.
    #[default]
    Hayro,
    /// `pdf-extract`: an unrelated second decoder, to confirm what the first one read.
    PdfExtract,
}

/// A decoder of PDF pages. It reports what it saw and judges nothing.
trait PdfReader {
    /// Decodes every page, in order. A page that fails alone is an `Err` with the decoder's words.
    fn read(&self, bytes: &[u8], password: Option<&str>) -> Result<Vec<Result<Ink, String>>, IngestError>;
}

/// Reads a PDF into pages.
pub(crate) fn read(bytes: &[u8], kind: ReaderKind, password: Option<&str>) -> Result<Vec<Page>, IngestError> {
    let reader: &dyn PdfReader = match kind {
        ReaderKind::Hayro => &hayro::Hayro,
        ReaderKind::PdfExtract => &pdf_extract::PdfExtract,
    };
    let inks = contained(|| reader.read(bytes, password)).map_err(IngestError::Decoder)??;
    if inks.is_empty() {
        return Err(IngestError::NoPages);
    }
    let pages: Vec<Page> = (1..)
        .zip(inks)
        .map(|(number, ink)| match ink {
            Ok(ink) => ink.into_page(number),
            Err(why) => Page { number, unread: vec![Unread::Failed(why)], ..Page::default() },
        })
        .collect();
    // A file cut short may still open, without the fonts that stood in its lost part: that is damage, not a trait of its pages.
    let unread = pages.iter().filter(|p| !p.unread.is_empty()).count();
    if unread * 2 > pages.len() && !is_complete(bytes) {
        return Err(IngestError::Damaged);
    }
    Ok(pages)
}

/// Whether the file ends as a PDF does: `%%EOF` in its last kilobytes (ISO 32000-1, 7.5.5).
fn is_complete(bytes: &[u8]) -> bool {
    bytes[bytes.len().saturating_sub(2048)..].windows(5).any(|w| w == b"%%EOF")
}

/// Runs a decoder and turns a panic into its message.
fn contained<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).map_err(|panic| {
        let words =
            panic.downcast_ref::<&str>().map(|s| (*s).to_owned()).or_else(|| panic.downcast_ref::<String>().cloned());
        words.unwrap_or_else(|| "it gave up without a word".to_owned())
    })
}
