//! The part of its statement that a line stands in, by the headings over it and by the totals that close parts.

use crossfoot_lexicon::{Catalogue, Concept, Kind, LabelReading, Section};

use crate::Text;
use crate::model::Statement;

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Place {
    /// The part, as narrow as can be told.
    pub(super) section: Option<Section>,
}

/// A label that closes a part fits its concept at least so well.
const CLOSING: i32 = 17;

/// The place of each line.
pub(super) fn places(
    catalogue: &Catalogue,
    kind: Kind,
    statement: &Statement,
    readings: &[LabelReading],
) -> Vec<Place> {
    // Lines that follow one another mostly stand under the same headings.
    let under = statement.items.chunk_by(|a, b| a.section == b.section);
    let headed: Vec<Option<Section>> =
        under.flat_map(|items| std::iter::repeat_n(headed(catalogue, kind, &items[0].section), items.len())).collect();
    let closing: Vec<Option<Section>> = readings.iter().map(|reading| closes(catalogue, kind, reading)).collect();
    let mut places = Vec::with_capacity(headed.len());
    let mut done: Vec<Section> = Vec::new();
    for (at, heading) in headed.iter().enumerate() {
        let next = (at..closing.len()).find_map(|row| closing[row].map(|section| (row, section)));
        let closed = next.map(|(_, section)| narrowed(section, &done));
        // A heading may stay in force behind the total that closes it.
        let heading = heading.filter(|section| !done.contains(section));
        places.push(Place {
            section: narrower(heading, closed.filter(|c| reaches(&headed, at, next, *c))).or(after(kind, &done)),
        });
        if let Some(section) = closing[at] {
            done.push(section);
        }
    }
    places
}

/// Of two tellings the narrower one; of two that contradict, the heading.
fn narrower(heading: Option<Section>, closed: Option<Section>) -> Option<Section> {
    match (heading, closed) {
        (Some(heading), Some(closed)) if closed.whole() == Some(heading) => Some(closed),
        (None, closed) => closed,
        (heading, _) => heading,
    }
}

/// Whether the lines from here to the total that closes a part belong to it: no heading of another part stands between.
fn reaches(headed: &[Option<Section>], at: usize, next: Option<(usize, Section)>, section: Section) -> bool {
    let Some((end, _)) = next else { return false };
    let related = |other: Section| {
        other == section
            || other.whole() == Some(section)
            || section.whole() == Some(other)
            || Some(other) == section.whole()
    };
    headed[at..=end].iter().flatten().all(|other| related(*other) || headed[at] == Some(*other))
}

/// Assets that follow current assets are not current.
fn narrowed(section: Section, done: &[Section]) -> Section {
    match section {
        Section::Assets if done.contains(&Section::CurrentAssets) => Section::NoncurrentAssets,
        Section::Liabilities if done.contains(&Section::CurrentLiabilities) => Section::NoncurrentLiabilities,
        Section::Assets | Section::Liabilities => section,
        section => section,
    }
}

/// What follows the last total, where no heading tells.
fn after(kind: Kind, done: &[Section]) -> Option<Section> {
    match (kind, done.last()?) {
        (Kind::BalanceSheet, Section::CurrentLiabilities) => Some(Section::NoncurrentLiabilities),
        _ => None,
    }
}

/// The part that the innermost heading names, of those that the kind of statement has.
fn headed(catalogue: &Catalogue, kind: Kind, headings: &[Text]) -> Option<Section> {
    let sections = headings.iter().rev().flat_map(|heading| {
        let mut sections = catalogue.read_text(heading).sections.clone();
        // Of several the narrowest.
        sections.sort_by_key(|section| section.whole().is_none());
        sections
    });
    sections.into_iter().find(|section| belongs(kind, *section))
}

/// Whether a kind of statement has a part.
fn belongs(kind: Kind, section: Section) -> bool {
    use Section as S;
    let of_sheet = matches!(section.whole().unwrap_or(section), S::Assets | S::Liabilities | S::Equity);
    let of_flows =
        matches!(section.whole().unwrap_or(section), S::Operating | S::Investing | S::Financing | S::Supplemental);
    let told_apart = matches!(section, S::Continuing | S::Discontinued);
    match kind {
        Kind::BalanceSheet => of_sheet,
        Kind::CashFlow => of_flows,
        Kind::IncomeStatement | Kind::ComprehensiveIncome => !of_sheet && !of_flows,
        _ => told_apart || matches!(section, S::PerShare | S::Shares),
    }
}

/// The part that a line closes.
fn closes(catalogue: &Catalogue, kind: Kind, reading: &LabelReading) -> Option<Section> {
    let fits = |(concept, fit): &&(Concept, i32)| {
        *fit >= CLOSING && catalogue.entry(*concept).statements.first() == Some(&kind)
    };
    let (concept, _) = reading.concepts.iter().find(fits)?;
    catalogue.entry(*concept).closes
}
