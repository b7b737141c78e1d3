//! The whole pipeline as one call.

use std::any::Any;
use std::io::{self, Read};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::thread;

use crossfoot_footing::{prove_scales, prove_with};
use crossfoot_ingest::{Page, Source};
use crossfoot_lexicon::{LANGUAGES, Languages};
use crossfoot_statements::{Cell, Doubt, Statement};

use crate::confirm::confirm;
use crate::error::{Error, ReadError};
use crate::memory;
use crate::options::Options;
use crate::release::{Release, require_text};
use crate::timings::{Timings, timed};

/// The name of the thread that documents are read on. A panic there is caught and becomes an error, so a
/// program may want to keep its panic hook quiet about it.
pub const READER_THREAD: &str = "crossfoot-reader";

/// Reads a release from a file, PDF, HTML or text; `-` is standard input.
///
/// # Errors
///
/// [`Error::Read`] when the file cannot be read or no page of it can.
pub fn read(path: impl AsRef<Path>) -> Result<Release, Error> {
    read_with(path, &Options::default())
}

/// Reads a release from a file with options: which decoder reads PDFs, and a password.
///
/// # Errors
///
/// As [`read`].
pub fn read_with(path: impl AsRef<Path>, options: &Options) -> Result<Release, Error> {
    let path = path.as_ref();
    let release = bytes_of(path).and_then(|bytes| read_bytes(&bytes, options));
    release.map_err(|cause| Error::read(path, cause))
}

/// Reads a release from bytes. A panic in a decoder or a later stage is contained and becomes an error.
///
/// # Errors
///
/// [`ReadError`] when no page can be read.
pub fn read_bytes(bytes: &[u8], options: &Options) -> Result<Release, ReadError> {
    contained(|| read_here(bytes, options, &mut Timings::default()))
}

/// The same on this thread, which should be one that is [`contained`].
pub(crate) fn read_here(bytes: &[u8], options: &Options, timings: &mut Timings) -> Result<Release, ReadError> {
    let decoded = timed(&mut timings.decoding, || crossfoot_ingest::read(bytes, &options.ingest()))?;
    require_text(&decoded.pages)?;
    languages_of(&decoded.pages).within(|| read_pages(bytes, decoded, options, timings))
}

/// The languages of a release: a word of another does not decide anything in it.
fn languages_of(pages: &[Page]) -> Languages {
    if LANGUAGES.len() < 2 {
        return Languages::ALL;
    }
    Languages::spoken(pages.iter().flat_map(|page| &page.words).map(|word| word.text.as_str()))
}

/// Reads the pages of a release.
fn read_pages(
    bytes: &[u8],
    decoded: crossfoot_ingest::Document,
    options: &Options,
    timings: &mut Timings,
) -> Result<Release, ReadError> {
    let reading = timed(&mut timings.tables, || crossfoot_grammar::read(&decoded.pages));
    let (statements, identity) = timed(&mut timings.statements, || {
        let mut statements = crossfoot_statements::assemble(&reading);
        doubt_ocr_layers(&mut statements, &decoded.pages);
        let identity = crossfoot_statements::identity(&reading, &statements);
        (statements, identity)
    });
    let proving = crossfoot_footing::Options { repair: options.repair };
    let mut statements = timed(&mut timings.proofs, || {
        let mut statements = prove_with(statements, &proving);
        prove_scales(&mut statements, &reading.amounts);
        statements
    });
    timed(&mut timings.statements, || crate::concepts::assign(&mut statements));
    let asked = options.confirm && decoded.source == Source::Pdf;
    let confirm = || asked.then(|| confirm(bytes, options, &mut statements)).flatten();
    let unconfirmed = timed(&mut timings.decoding, confirm);
    tracing::debug!(pages = decoded.pages.len(), statements = statements.len(), "release read");
    let release = Release::new(decoded.source, decoded.pages, statements, reading.loose);
    Ok(release.with_identity(identity).with_unconfirmed(unconfirmed))
}

/// Figures of a text layer are unsure: a machine took them from the picture.
fn doubt_ocr_layers(statements: &mut [Statement], pages: &[Page]) {
    let layers: Vec<u32> = pages.iter().filter(|page| page.ocr_layer).map(|page| page.number).collect();
    if layers.is_empty() {
        return;
    }
    for cell in statements.iter_mut().flat_map(|s| &mut s.items).flat_map(|item| &mut item.cells) {
        if let Cell::Figure(fact) = cell
            && layers.contains(&fact.page)
        {
            fact.doubts.insert(Doubt::OcrLayer);
        }
    }
}

/// Draws a page of a document as the program sees it, as SVG; `page` counts from 1.
///
/// # Errors
///
/// [`Error::Read`] when the file cannot be read or has no such page.
pub fn page_svg(path: impl AsRef<Path>, page: u32, options: &Options) -> Result<String, Error> {
    let path = path.as_ref();
    let svg = bytes_of(path).and_then(|bytes| page_svg_of(&bytes, page, options));
    svg.map_err(|cause| Error::read(path, cause))
}

/// The same from bytes.
///
/// # Errors
///
/// [`ReadError`] when there is no such page.
pub fn page_svg_of(bytes: &[u8], page: u32, options: &Options) -> Result<String, ReadError> {
    contained(|| {
        let pages = crossfoot_ingest::read(bytes, &options.ingest())?.pages;
        let found = pages.iter().find(|p| p.number == page);
        let found = found.ok_or(ReadError::NoSuchPage { page, pages: pages.len() })?;
        Ok(crossfoot_grammar::debug::svg(found))
    })
}

pub(crate) fn bytes_of(path: &Path) -> Result<Vec<u8>, ReadError> {
    if path != Path::new("-") {
        return Ok(std::fs::read(path)?);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Runs work on a thread of its own, with room to nest; its panic becomes an error.
pub(crate) fn contained<T: Send>(work: impl FnOnce() -> Result<T, ReadError> + Send) -> Result<T, ReadError> {
    thread::scope(|scope| {
        let outcome = reader_thread().spawn_scoped(scope, work)?.join();
        outcome.unwrap_or_else(|panic| Err(panicked(&*panic)))
    })
}

/// A thread to read documents on.
pub(crate) fn reader_thread() -> thread::Builder {
    thread::Builder::new().name(READER_THREAD.to_owned()).stack_size(memory::stack(memory::system_limit()))
}

/// The same for work that is on such a thread already.
pub(crate) fn contained_here<T>(work: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    outcome.unwrap_or_else(|panic| Err(panicked(&*panic)))
}

fn panicked(panic: &(dyn Any + Send)) -> ReadError {
    let words = panic
        .downcast_ref::<&str>()
        .map(|words| (*words).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "unknown".to_owned());
    let words: Vec<&str> = words.split_whitespace().collect();
    ReadError::Panicked(words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panics_become_errors() {
        let outcome = contained::<()>(|| panic!("index\nout of bounds"));
        let error = outcome.expect_err("it panicked");
        assert_eq!(error.to_string(), "internal error: index out of bounds (please report it)");
        let here = contained_here::<()>(|| panic!("index\nout of bounds")).expect_err("it panicked");
        assert_eq!(here.to_string(), error.to_string());
    }
}
