//! Confirmation by a second decoder: two unrelated programs that read the same digits at the same place are seldom both
//! wrong. It is told apart from footing, which is about the figures and not about their reading.

use std::collections::BTreeSet;

use crossfoot_footing::ProvenStatement;
use crossfoot_ingest::{Page, ReaderKind, Rect};
use crossfoot_statements::{Cell, Fact};

use crate::options::Options;
use crate::pipeline::contained_here;

/// How far apart, in points, two decoders may place a figure.
const NEAR: f32 = 2.5;

/// Reads a PDF with the other decoder and notes which figures it read alike. Of pages that it cannot read it says nothing,
/// neither yes nor no; which these are is handed back in words.
pub(crate) fn confirm(bytes: &[u8], options: &Options, statements: &mut [ProvenStatement]) -> Option<String> {
    let reader = match options.reader {
        ReaderKind::Hayro => ReaderKind::PdfExtract,
        ReaderKind::PdfExtract => ReaderKind::Hayro,
    };
    let other = crossfoot_ingest::Options { reader, password: options.password.clone() };
    // That it panics is no reason not to give what the first has read.
    let read = contained_here(|| Ok(crossfoot_ingest::read(bytes, &other)?.pages));
    let pages = read.as_deref().unwrap_or_default();
    let unread = compare(pages, statements);
    if unread.is_empty() {
        return None;
    }
    Some(match &read {
        Err(cause) => format!("not read by the second decoder, so no figure is confirmed: {cause}"),
        Ok(_) => format!("{} not read by the second decoder: figures there are not confirmed", listed(&unread)),
    })
}

/// Notes of each figure whether it is alike, and hands back the pages of those of which that cannot be said.
fn compare(pages: &[Page], statements: &mut [ProvenStatement]) -> BTreeSet<u32> {
    let mut unread = BTreeSet::new();
    for proven in statements {
        let mut cell = |cell: &Cell| {
            let fact = cell.figure()?;
            let alike = is_alike(fact, pages);
            if alike.is_none() {
                unread.insert(fact.page);
            }
            alike
        };
        let rows = proven.statement.items.iter().map(|item| item.cells.iter().map(&mut cell).collect());
        proven.confirmed = Some(rows.collect());
    }
    unread
}

/// `page 3`, `pages 1-2, 5`.
fn listed(pages: &BTreeSet<u32>) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &page in pages {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => runs.push((page, page)),
        }
    }
    let shown = |(first, last): &(u32, u32)| if first == last { first.to_string() } else { format!("{first}-{last}") };
    let runs: Vec<String> = runs.iter().map(shown).collect();
    format!("page{} {}", if pages.len() == 1 { "" } else { "s" }, runs.join(", "))
}

/// Whether the words at a figure's place have its digits. None where the page, or this part of it, was not read.
fn is_alike(fact: &Fact, pages: &[Page]) -> Option<bool> {
    let page = pages.iter().find(|page| page.number == fact.page).filter(|page| !page.words.is_empty())?;
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
    let alike = (joined == wanted && !there.is_empty())
        || there.iter().any(|(_, text)| digits(text) == wanted && !wanted.is_empty());
    // What is missing on a page that is read in part may be in the other part.
    (alike || page.unread.is_empty()).then_some(alike)
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
    fn of_a_page_that_was_not_read_neither_yes_nor_no_is_said() {
        let pdf = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/releases/quillmark_q2fy24.pdf");
        let bytes = std::fs::read(pdf).expect("a fixture");
        let mut pages = crossfoot_ingest::read(&bytes, &crossfoot_ingest::Options::default()).expect("pages").pages;
        let mut statements: Vec<ProvenStatement> = crate::read(pdf).expect("a release").statements().to_vec();
        assert_eq!(compare(&pages, &mut statements), BTreeSet::new(), "the same pages confirm all");
        let said = |statements: &[ProvenStatement], on: u32, what: Option<bool>| {
            let of = |proven: &ProvenStatement| {
                let confirmed = proven.confirmed.clone().unwrap_or_default();
                let items = proven.statement.items.iter().zip(confirmed);
                let cells = items.flat_map(|(item, row)| item.cells.clone().into_iter().zip(row));
                cells.filter(|(cell, said)| cell.figure().is_some_and(|f| f.page == on) && *said == what).count()
            };
            statements.iter().map(of).sum::<usize>()
        };
        let (two, three) = (said(&statements, 2, Some(true)), said(&statements, 3, Some(true)));
        assert!(two > 0 && three > 0);
        // A page is empty, another is gone, on a third a word is missing that may be among what was not read.
        pages[1].words.clear();
        pages.remove(2);
        assert_eq!(compare(&pages, &mut statements), BTreeSet::from([2, 3]));
        assert_eq!((said(&statements, 2, None), said(&statements, 3, None)), (two, three));
        assert_eq!((said(&statements, 2, Some(false)), said(&statements, 3, Some(false))), (0, 0));
        assert_eq!(listed(&BTreeSet::from([2, 3, 5])), "pages 2-3, 5");
        assert_eq!(listed(&BTreeSet::from([4])), "page 4");
    }

    #[test]
    fn boxes_meet_by_their_middles() {
        let at = |x0: f32, x1: f32| Rect { x0, y0: 10.0, x1, y1: 20.0 };
        assert!(meets(&at(10.0, 30.0), &at(5.0, 31.0)));
        assert!(!meets(&at(10.0, 30.0), &at(40.0, 60.0)));
        assert_eq!(digits("$(1,234.5)%"), "1234.5");
    }
}
