//! A release as the pipeline hands it back.

use crossfoot_export::{PageState, Tally};
use crossfoot_footing::ProvenStatement;
use crossfoot_ingest::{Page, Source, Unread};
use crossfoot_statements::Identity;

use crate::error::{ReadError, counted};
use crate::told;

/// How many different remarks about unread pages a message holds.
pub(crate) const REMARKS: usize = 6;

/// How many runs of pages a remark names.
const RUNS: usize = 6;

/// How many characters of a remark a message holds.
const LONGEST: usize = 160;

/// One document: its pages and the statements found on them.
#[derive(Debug, Clone)]
pub struct Release {
    source: Source,
    pages: Vec<Page>,
    statements: Vec<ProvenStatement>,
    /// Pages with rows of figures that are in no statement.
    loose: Vec<u32>,
    identity: Identity,
    unconfirmed: Option<String>,
}

impl Release {
    pub(crate) fn new(source: Source, pages: Vec<Page>, statements: Vec<ProvenStatement>, loose: Vec<u32>) -> Self {
        Self { source, pages, statements, loose, identity: Identity::UNTOLD, unconfirmed: None }
    }

    /// The same with what it says of itself.
    pub(crate) fn with_identity(self, identity: Identity) -> Self {
        Self { identity, ..self }
    }

    /// The same with what the second decoder could not read, in words.
    pub(crate) fn with_unconfirmed(self, unconfirmed: Option<String>) -> Self {
        Self { unconfirmed, ..self }
    }

    /// What the document is: a PDF (places are in points) or text (places are in character columns and lines).
    pub fn source(&self) -> Source {
        self.source
    }

    /// Its pages, in order.
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// Its statements, in the order of the pages.
    pub fn statements(&self) -> &[ProvenStatement] {
        &self.statements
    }

    /// Whose it is, in what currency, and of what period, as far as it tells.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The statement of an id, such as `balance_sheet` or `segment-2`.
    pub fn statement(&self, id: &str) -> Option<&ProvenStatement> {
        self.statements.iter().find(|s| s.statement.id == id)
    }

    /// How many figures there are, and what arithmetic says of them.
    pub fn tally(&self) -> Tally {
        Tally::of(&self.statements)
    }

    /// Which pages could not be read and why, in one line: `pages 2-4: the page is a picture without text`.
    /// None when all was read.
    pub fn unread(&self) -> Option<String> {
        unread(&self.pages)
    }

    /// What else a reader is to know, in one line: text that is hardly seen or was left out, rows of figures that are in no
    /// statement, dates that no calendar has, lines that are missing. None where there is nothing to tell.
    pub fn remarks(&self) -> Option<String> {
        let of_pages =
            in_one_line(&self.pages, |page| page.remarks.iter().map(|remark| (remark.to_string(), false)).collect());
        let all: Vec<String> = of_pages.into_iter().chain(told::remarks(&self.loose, &self.statements)).collect();
        (!all.is_empty()).then(|| all.join("; "))
    }

    /// Which pages with figures a second decoder could not read, in one line. None when it read all, or was not asked.
    pub fn unconfirmed(&self) -> Option<&str> {
        self.unconfirmed.as_deref()
    }

    /// Its pages as the export tells of them.
    pub(crate) fn page_states(&self) -> Vec<PageState> {
        let pages = self.pages.iter();
        pages
            .map(|page| PageState {
                number: page.number,
                width: page.width,
                height: page.height,
                unread: page.unread.iter().map(ToString::to_string).collect(),
                remarks: page.remarks.iter().map(ToString::to_string).collect(),
                ocr_layer: page.ocr_layer,
            })
            .collect()
    }
}

/// Refuses a document of which no page can be read. Blank pages are no reason: there is nothing on them.
pub(crate) fn require_text(pages: &[Page]) -> Result<(), ReadError> {
    let blank = |page: &Page| page.words.is_empty();
    let Some(remarks) = unread(pages).filter(|_| pages.iter().all(blank)) else {
        return Ok(());
    };
    let mut all = pages.iter().flat_map(|page| &page.unread);
    if all.all(|unread| *unread == Unread::ImageOnly) {
        return Err(ReadError::Scanned { pages: pages.len() });
    }
    Err(ReadError::NoText(remarks))
}

/// See [`Release::unread`].
fn unread(pages: &[Page]) -> Option<String> {
    let of_file = |unread: &Unread| matches!(unread, Unread::File(_));
    in_one_line(pages, |page| page.unread.iter().map(|unread| (one_line(unread), of_file(unread))).collect())
}

/// What is to be told of pages, in one line; `of` gives the remarks on a page, each with whether it is of the whole file.
fn in_one_line(pages: &[Page], of: impl Fn(&Page) -> Vec<(String, bool)>) -> Option<String> {
    // Each remark once, with the pages it is of; none for what is of the whole file.
    let mut remarks: Vec<(String, Vec<u32>)> = Vec::new();
    for (page, (words, of_file)) in pages.iter().flat_map(|page| of(page).into_iter().map(move |remark| (page, remark)))
    {
        let at = remarks.iter().position(|(known, _)| *known == words).unwrap_or_else(|| {
            remarks.push((words, Vec::new()));
            remarks.len() - 1
        });
        if !of_file {
            remarks[at].1.push(page.number);
        }
    }
    let left = remarks.len().saturating_sub(REMARKS);
    let shown = remarks.iter().take(REMARKS);
    let mut parts: Vec<String> = shown
        .map(|(words, pages)| if pages.is_empty() { words.clone() } else { format!("{}: {words}", numbers(pages)) })
        .collect();
    if left > 0 {
        parts.push(format!("and {}", counted(left, "more remark")));
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// Pages as a reader writes them: `page 5`, `pages 3-5, 9`.
fn numbers(pages: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for page in pages {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 >= *page => *last = *page,
            _ => runs.push((*page, *page)),
        }
    }
    let left: u32 = runs.iter().skip(RUNS).map(|(first, last)| last - first + 1).sum();
    let shown = runs.iter().take(RUNS);
    let shown: Vec<String> =
        shown.map(|(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") }).collect();
    let noun = if matches!(runs.as_slice(), [(first, last)] if first == last) { "page" } else { "pages" };
    let more = if left > 0 { format!(" and {left} more") } else { String::new() };
    format!("{noun} {}{more}", shown.join(", "))
}

/// A decoder's words can run over lines; a message may not.
fn one_line(unread: &Unread) -> String {
    let words = unread.to_string();
    let mut words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = words.char_indices().nth(LONGEST) {
        words.truncate(end);
        words.push('…');
    }
    words
}

#[cfg(test)]
mod tests {
    use crossfoot_ingest::{Damage, Part};

    use super::*;

    fn page(number: u32, unread: Vec<Unread>) -> Page {
        Page { number, unread, ..Page::default() }
    }

    #[test]
    fn unread_pages_are_told_in_one_line() {
        assert_eq!(unread(&[page(1, vec![])]), None);
        let pages = [
            page(1, vec![]),
            page(2, vec![Unread::ImageOnly]),
            page(3, vec![Unread::ImageOnly]),
            page(4, vec![]),
            page(5, vec![Unread::Failed("bad\nstream".into())]),
        ];
        assert_eq!(
            unread(&pages).as_deref(),
            Some("pages 2-3: the page is a picture without text; page 5: the decoder failed: bad stream")
        );
    }

    #[test]
    fn causes_are_joined_with_their_pages() {
        let lost = || vec![Unread::Lost];
        let cut = Unread::File(Damage::CutShort);
        let font = Unread::Damaged(Part::Font);
        let pages = [
            page(1, vec![cut, font.clone()]),
            page(2, vec![]),
            page(3, lost()),
            page(4, lost()),
            page(5, vec![Unread::Lost, font]),
            page(9, lost()),
        ];
        assert_eq!(
            unread(&pages).as_deref(),
            Some("the file is cut short; pages 1, 5: a font is damaged; pages 3-5, 9: missing in the file")
        );
    }

    #[test]
    fn long_messages_are_cut() {
        let pages: Vec<Page> = (1..=20).map(|n| page(2 * n, vec![Unread::Failed(format!("fault {n}"))])).collect();
        let message = unread(&pages).expect("a message");
        assert!(message.ends_with("; and 14 more remarks"));
        let pages: Vec<Page> = (1..=20).map(|n| page(2 * n, vec![Unread::ImageOnly])).collect();
        let message = unread(&pages).expect("a message");
        assert_eq!(message, "pages 2, 4, 6, 8, 10, 12 and 14 more: the page is a picture without text");
        let message = unread(&[page(1, vec![Unread::Failed("x".repeat(9999))])]).expect("a message");
        assert!(message.len() < 200);
    }

    #[test]
    fn a_document_without_any_readable_page_is_refused() {
        assert!(require_text(&[page(1, vec![]), page(2, vec![])]).is_ok());
        let scanned = [page(1, vec![Unread::ImageOnly]), page(2, vec![])];
        assert!(matches!(require_text(&scanned), Err(ReadError::Scanned { pages: 2 })));
        let glyphs = Unread::NoUnicode { glyphs: 9, of: 9 };
        assert!(matches!(require_text(&[page(1, vec![glyphs])]), Err(ReadError::NoText(_))));
    }
}
