//! The ways in: each parser with a function that feeds it anything at all. They may give a result or an error; a panic,
//! a stack that overflows or a loop without end is a fault. The fuzz targets in `fuzz/` share this file.

use std::io;

use crossfoot::{IngestError, ReaderKind};

/// A document as bytes, PDF or text by its own look, through all stages and into files that no one keeps.
pub(crate) fn document(bytes: &[u8]) -> Result<usize, IngestError> {
    through(bytes, ReaderKind::Hayro)
}

/// A PDF, whatever it begins with, through the default decoder and our device.
pub(crate) fn pdf(bytes: &[u8]) -> Result<usize, IngestError> {
    document(&[b"%PDF-1.7\n", bytes].concat())
}

/// The bytes as text, through all stages.
pub(crate) fn text(bytes: &[u8]) -> Result<usize, IngestError> {
    // A letter and a blank more than the look of a PDF is searched for.
    let text = String::from_utf8_lossy(bytes).replace("%PDF-", "%PDE-");
    document(text.as_bytes())
}

/// A cell: all that is asked of a text that may be a figure.
pub(crate) fn figure(text: &str) {
    use crossfoot_grammar::figure::{figure, figure_with_mark, footnote_mark, is_text_cell, is_year, strip_marks};
    let _ = (figure(text), figure_with_mark(text), is_year(text), is_text_cell(text), footnote_mark(text));
    let (label, marks) = strip_marks(text);
    assert!(label.len() <= text.len() && marks.len() <= text.len());
}

/// A heading: all that is asked of a text that may name a period or a unit.
pub(crate) fn heading(text: &str) {
    use crossfoot_grammar::{period, unit_note};
    for read in period::read_all(text).iter().chain(&period::read(text)) {
        let _ = (read.is_empty(), read.end(), read.span(), read.merge(read));
    }
    let _ = (period::is_period_heading(text), period::clues(text));
    let _ = (unit_note::read(text), unit_note::is_unit_note(text));
}

/// How many figures are found.
fn through(bytes: &[u8], reader: ReaderKind) -> Result<usize, IngestError> {
    let release = crossfoot_ingest::read(bytes, &crossfoot_ingest::Options { reader, ..Default::default() })?;
    let reading = crossfoot_grammar::read(&release.pages);
    let statements = crossfoot_footing::prove(crossfoot_statements::assemble(&reading));
    let described = crossfoot_export::Release {
        name: "fuzz",
        file: "fuzz",
        source: "fuzz",
        identity: &crossfoot_statements::Identity::UNTOLD,
        pages: &[],
        statements: &statements,
    };
    for proven in &statements {
        crossfoot_export::write_wide(&proven.statement, io::sink()).expect("nothing is refused");
    }
    crossfoot_export::write_facts(&described, io::sink()).expect("nothing is refused");
    crossfoot_export::write_release_json(&described, io::sink()).expect("nothing is refused");
    Ok(crossfoot::Tally::of(&statements).figures)
}
