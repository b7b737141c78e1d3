//! Confirmation by a second decoder: two unrelated programs that read the same digits at the same place are seldom both
//! wrong. It is told apart from footing, which is about the figures and not about their reading.

use crossfoot_footing::ProvenStatement;
use crossfoot_ingest::{Page, ReaderKind, Rect};
use crossfoot_statements::Fact;

use crate::options::Options;

/// How far apart, in points, two decoders may place a figure.
const NEAR: f32 = 2.5;

/// Reads a PDF with the other decoder and notes which figures it read alike. Where it cannot read, it confirms nothing.
pub(crate) fn confirm(bytes: &[u8], options: &Options, statements: &mut [ProvenStatement]) {
    let reader = match options.reader {
        ReaderKind::Hayro => ReaderKind::PdfExtract,
        ReaderKind::PdfExtract => ReaderKind::Hayro,
    };
    let other = crossfoot_ingest::Options { reader, password: options.password.clone() };
    let pages = crossfoot_ingest::read(bytes, &other).map(|decoded| decoded.pages).unwrap_or_default();
    for proven in statements {
        let items = proven.statement.items.iter();
        let row = |cells: &Vec<crossfoot_statements::Cell>| {
            cells.iter().map(|cell| cell.figure().is_some_and(|fact| is_alike(fact, &pages))).collect()
        };
        proven.confirmed = Some(items.map(|item| row(&item.cells)).collect());
    }
}

/// Whether the words at a figure's place have its digits.
fn is_alike(fact: &Fact, pages: &[Page]) -> bool {
    let Some(page) = pages.iter().find(|page| page.number == fact.page) else { return false };
    let mut there: Vec<(&Rect, &str)> = page
        .words
        .iter()
        .filter(|word| meets(&word.place, &fact.place))
        .map(|word| (&word.place, word.text.as_str()))
        .collect();
    there.sort_by(|a, b| a.0.x0.total_cmp(&b.0.x0));
    let wanted = digits(&fact.printed);
    let joined: String = there.iter().map(|(_, text)| digits(text)).collect();
    // A dash has no digits: then some word must stand there that has none either.
    (joined == wanted && !there.is_empty())
        || there.iter().any(|(_, text)| digits(text) == wanted && !wanted.is_empty())
}

/// Whether the middle of one box lies in the other, or the other way round.
fn meets(one: &Rect, other: &Rect) -> bool {
    let inside = |a: &Rect, b: &Rect| {
        let (x, y) = (a.x0.midpoint(a.x1), a.y0.midpoint(a.y1));
        x >= b.x0 - NEAR && x <= b.x1 + NEAR && y >= b.y0 - NEAR && y <= b.y1 + NEAR
    };
    inside(one, other) || inside(other, one)
}

/// What must be alike: the digits and the decimal point.
fn digits(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_meet_by_their_middles() {
        let at = |x0: f32, x1: f32| Rect { x0, y0: 10.0, x1, y1: 20.0 };
        assert!(meets(&at(10.0, 30.0), &at(5.0, 31.0)));
        assert!(!meets(&at(10.0, 30.0), &at(40.0, 60.0)));
        assert_eq!(digits("$(1,234.5)%"), "1234.5");
    }
}
