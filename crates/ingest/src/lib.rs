//! Decodes an earnings release into pages of positioned words.
//!
//! [`read`] takes the bytes of a release, PDF, HTML or text, and hands on a [`Document`]: its [`Page`]s, each with the [`Word`]s
//! a reader of the paper sees, the [`Rule`]s and shaded areas around them, and a note of what could not be read. It knows
//! nothing of tables or periods; that is the work of the crates after it.
//!
//! What decoders hand through and no later stage could mend is mended here: glyphs drawn twice for boldness, text clipped
//! away, painted over or in the paper's colour, sideways tables, words cut in pieces or letter-spaced, raised marks, and
//! ligatures without Unicode.
//!
//! ```
//! let text = "Balance sheet\n\n  Cash      1,234\n";
//! let release = crossfoot_ingest::read(text.as_bytes(), &crossfoot_ingest::Options::default())?;
//! assert_eq!(release.pages[0].words[3].text, "1,234");
//! # Ok::<(), crossfoot_ingest::IngestError>(())
//! ```

pub mod dump;

mod cells;
mod encoding;
mod error;
mod flow;
mod html;
mod ligatures;
mod page;
mod page_content;
mod pdf;
mod text;
mod words;

pub use cells::{CellGrid, CellRef, DeclaredCell, is_on_paper};
pub use compact_str::CompactString;
pub use error::IngestError;
pub use page::{Damage, Fill, Page, Part, Rect, Remark, Rule, Unread, Word};
pub use pdf::ReaderKind;

/// How to read.
#[derive(Clone, Default)]
pub struct Options {
    /// Which decoder reads PDFs.
    pub reader: ReaderKind,
    /// Opens a locked PDF.
    pub password: Option<String>,
}

/// The password is for no log.
impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let password = self.password.as_ref().map(|_| "***");
        f.debug_struct("Options").field("reader", &self.reader).field("password", &password).finish()
    }
}

/// Pages of a text that are read, at most: form feeds alone would make a release of any size.
pub const MOST_PAGES: usize = 20_000;

/// What kind of input a release was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A PDF; places are points.
    Pdf,
    /// Text; places are character columns and lines.
    Text,
    /// HTML; places are those of cells in tables.
    Html,
}

/// A decoded release.
#[derive(Debug, Clone)]
pub struct Document {
    /// What it was.
    pub source: Source,
    /// Its pages, in order.
    pub pages: Vec<Page>,
}

/// Decodes the bytes of a release.
///
/// # Errors
/// When the input as a whole cannot be read: see [`IngestError`]. A single page that fails is no error: the page says so
/// in [`Page::unread`].
pub fn read(bytes: &[u8], options: &Options) -> Result<Document, IngestError> {
    if bytes.is_empty() {
        return Err(IngestError::Empty);
    }
    if encoding::is_pdf(bytes) {
        let pages = pdf::read(bytes, options.reader, options.password.as_deref())?;
        return Ok(Document { source: Source::Pdf, pages });
    }
    let text = encoding::decode(bytes)?;
    let documents = html::documents(&text);
    if documents.iter().any(|document| encoding::is_html(document)) {
        return Ok(Document { source: Source::Html, pages: pages_of(&documents)? });
    }
    let pages = text::count_pages(&text);
    if pages > MOST_PAGES {
        return Err(IngestError::TooManyPages(pages));
    }
    Ok(Document { source: Source::Text, pages: text::pages(&text) })
}

/// The pages of the documents of a submission, each by its reader.
fn pages_of(documents: &[&str]) -> Result<Vec<Page>, IngestError> {
    let mut pages = Vec::new();
    let mut tables = 0;
    for document in documents {
        let mut of_document = match encoding::is_html(document) {
            true => html::pages(document)?,
            false => text::pages(document),
        };
        let before = tables;
        for page in &mut of_document {
            for grid in &mut page.cells {
                grid.table += before;
                tables = tables.max(grid.table);
            }
            page.words.iter_mut().filter(|word| word.place.y1 > 0.0).for_each(|word| word.place.y1 += before as f32);
        }
        pages.append(&mut of_document);
        if pages.len() > MOST_PAGES {
            return Err(IngestError::TooManyPages(pages.len()));
        }
    }
    (1..).zip(&mut pages).for_each(|(number, page)| page.number = number);
    Ok(pages)
}
