//! Notes under a table that say what the figures are in that carry their mark.
//!
//! `Options(a)` heads a column of a table of millions, and under the table stands `(a) In thousands.` Of all notes those alone are kept
//! that begin with a unit note.

use std::ops::Range;

use crate::figure::footnote_mark;
use crate::sheet::Sheet;
use crate::table::Footnote;
use crate::unit_note::is_unit_note;

/// Lines under a table that are looked through.
const LINES: usize = 16;

/// The notes of units among the lines under a table, each with its mark.
pub(crate) fn footnotes(sheet: &Sheet, lines: Range<usize>) -> Vec<Footnote> {
    let lines = sheet.lines.get(lines).unwrap_or_default();
    lines.iter().take(LINES).filter_map(|line| footnote(line.text())).collect()
}

/// The mark and the first clause of a note, where that is a unit note.
fn footnote(line: &str) -> Option<Footnote> {
    let line = line.trim();
    let end = match line.find([')', ']']).filter(|_| line.starts_with(['(', '['])) {
        Some(close) => close + 1,
        None => line.find(|c: char| c.is_whitespace() || c.is_alphabetic())?,
    };
    let (mark, rest) = line.split_at(end);
    let first = rest.split([',', '.', ';']).next().unwrap_or_default().trim();
    let tells = footnote_mark(mark) && is_unit_note(first);
    tells.then(|| Footnote { mark: mark.to_owned(), text: first.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_of_units_is_told_by_its_first_clause() {
        let note = |line: &str| footnote(line).map(|note| (note.mark, note.text.to_string()));
        let told = |mark: &str, text: &str| Some((mark.to_owned(), text.to_owned()));
        assert_eq!(note("(a) In thousands."), told("(a)", "In thousands"));
        assert_eq!(note("(a) In millions. All grants are at target."), told("(a)", "In millions"));
        assert_eq!(note("(b)In thousands, disclosed at target."), told("(b)", "In thousands"));
        assert_eq!(note("* In billions of yen"), told("*", "In billions of yen"));
        assert_eq!(note("(1) Excludes $3 in thousands of stores."), None);
        assert_eq!(note("(In thousands)"), None);
        assert_eq!(note("(c) Includes 12 million shares."), None);
    }
}
