//! The workbook: a release as an analyst would lay it out, a sheet for each statement.
//!
//! The first sheet is the cover: what the document is, where each statement is, what its units are, which checks hold.
//! A statement's sheet looks like the printed page: spanning headings over their columns, sections indented, figures
//! with the signs, decimals and currency they were printed with. Figures are numbers as printed, not scaled. A total
//! that footing proved is a live formula over the cells it was proved from, with the printed figure as its result
//! until something is changed; a doubtful figure is filled and says in a note what speaks against it.
//!
//! A cell of a workbook is a double. That is the file format's choice, not ours: every figure is checked to come back
//! from its double digit for digit, and one that would not (more than fifteen digits) is written as text.

mod cover;
mod doubt;
mod formulas;
mod headings;
mod layout;
mod numbers;
mod scales;
mod sheet;
mod style;
mod wrapping;

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::error::ExportError;
use crate::release::Release;

use formulas::Formulas;
use layout::Layout;

/// The longest text that a cell can hold, in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;

/// Writes a release as an Excel workbook (`.xlsx`).
///
/// Figures are as printed, in the scale that their sheet names; percentages are percentages (12.3 % is 0.123 shown as
/// `12.3%`). Labels are always text, whatever they begin with. The same release gives the same bytes.
///
/// # Errors
///
/// [`ExportError::Sink`] when `out` refuses the data, or when the release does not fit into a workbook (a statement
/// of more than 16 380 columns).
pub fn write_workbook(release: &Release<'_>, mut out: impl Write) -> Result<(), ExportError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(release)?);
    let layouts = Layout::all(release.statements)?;
    let formulas = Formulas::of(release.statements, &layouts);
    cover::write(workbook.add_worksheet(), release, &layouts, &formulas)?;
    for at in 0..layouts.len() {
        sheet::write(workbook.add_worksheet(), release.statements, at, &layouts, &formulas)?;
    }
    out.write_all(&workbook.save_to_buffer()?)?;
    Ok(())
}

/// What the file says of itself. Its date is fixed, so that the same release gives the same bytes.
fn properties(release: &Release<'_>) -> Result<DocProperties, XlsxError> {
    let made_by = format!("crossfoot {}", env!("CARGO_PKG_VERSION"));
    let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
    Ok(DocProperties::new()
        .set_title(release.name)
        .set_subject(release.file)
        .set_author(made_by)
        .set_creation_datetime(&date))
}

/// Text cut to what a cell can hold.
fn fitting(text: &str) -> &str {
    let mut room = LONGEST_TEXT;
    let end = text.char_indices().find(|(_, c)| {
        let fits = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        !fits
    });
    end.map_or(text, |(end, _)| &text[..end])
}

impl From<XlsxError> for ExportError {
    fn from(error: XlsxError) -> Self {
        Self::Sink(match error {
            XlsxError::IoError(cause) => cause,
            other => io::Error::other(other.to_string()),
        })
    }
}
