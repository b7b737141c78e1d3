//! Reading PDF: the trait that both decoders stand behind.

use crate::error::IngestError;
use crate::page::{Damage, Page, Unread};
use crate::page_content::PageContent;

mod content;
mod digits;
mod hayro;
mod layers;
mod parts;
mod pdf_extract;
mod streams;
mod structure;

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
    /// Decodes every page, in order.
    fn read(&self, bytes: &[u8], password: Option<&str>) -> Result<Decoded, IngestError>;
}

/// What a decoder makes of a PDF.
#[derive(Default)]
struct Decoded {
    /// A sheet for each page, in the places that the page tree gives them.
    sheets: Vec<Sheet>,
    /// What is wrong with the file as a whole.
    damage: Vec<Damage>,
}

/// A page as it is decoded.
struct Sheet {
    /// What is drawn on it, or why it could not be read at all.
    page_content: Result<PageContent, Unread>,
    /// What else is wrong with it.
    unread: Vec<Unread>,
}

impl Sheet {
    fn into_page(self, number: u32) -> Page {
        let mut page = match self.page_content {
            Ok(page_content) => page_content.into_page(number),
            Err(why) => Page { number, unread: vec![why], ..Page::default() },
        };
        page.unread.extend(self.unread);
        page
    }
}

/// Reads a PDF into pages.
pub(crate) fn read(bytes: &[u8], kind: ReaderKind, password: Option<&str>) -> Result<Vec<Page>, IngestError> {
    let reader: &dyn PdfReader = match kind {
        ReaderKind::Hayro => &hayro::Hayro,
        ReaderKind::PdfExtract => &pdf_extract::PdfExtract,
    };
    let decoded = contained(|| reader.read(bytes, password)).map_err(IngestError::Decoder)??;
    let mut pages: Vec<Page> = (1..).zip(decoded.sheets).map(|(number, sheet)| sheet.into_page(number)).collect();
    let Some(first) = pages.first_mut() else { return Err(IngestError::NoPages) };
    first.unread.splice(0..0, decoded.damage.iter().copied().map(Unread::File));
    // A file cut short may still open, without the fonts that stood in its lost part: its text is not to be trusted.
    let unread = |page: &&Page| page.unread.iter().any(|u| matches!(u, Unread::NoUnicode { .. } | Unread::Failed(_)));
    if decoded.damage.contains(&Damage::CutShort) && pages.iter().filter(unread).count() * 2 > pages.len() {
        return Err(IngestError::Damaged);
    }
    Ok(pages)
}

/// Runs a decoder and turns a panic into its message.
fn contained<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).map_err(|panic| {
        let words =
            panic.downcast_ref::<&str>().map(|s| (*s).to_owned()).or_else(|| panic.downcast_ref::<String>().cloned());
        words.unwrap_or_else(|| "it gave up without a word".to_owned())
    })
}
