//! Score sheets: what speaks for a concept, in half bits.

use crossfoot_lexicon::{Catalogue, Concept, ConceptEntry, Kind, LabelReading, Measured, Section, Sign, Time};

use super::place::Place;

/// What can speak for a concept or against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clue {
    /// How well the label fits.
    Label,
    /// What the figures count.
    Unit,
    /// The part of the statement that the line stands in.
    Section,
    /// Whether the columns are days or periods.
    Time,
    /// The sign of the figures.
    Sign,
    /// The lines beside it.
    Beside,
    /// Whether the release follows the standards that have the concept.
    Standards,
    /// What arithmetic says it is the total of.
    Sum,
}

impl Clue {
    /// The clue in a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Unit => "unit",
            Self::Section => "section",
            Self::Time => "time",
            Self::Sign => "sign",
            Self::Beside => "beside",
            Self::Standards => "standards",
            Self::Sum => "sum",
        }
    }
}

/// What speaks for a concept, clue by clue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreSheet {
    /// The concept.
    pub concept: Concept,
    /// Clues that say something, in half bits.
    pub clues: Vec<(Clue, i32)>,
}

impl ScoreSheet {
    /// All clues together.
    pub fn total(&self) -> i32 {
        self.clues.iter().map(|(_, half_bits)| half_bits).sum()
    }

    /// Whether the concept is taken where no other is nearly as good.
    pub fn is_enough(&self) -> bool {
        self.total() >= ENOUGH
    }
}

/// A concept needs so many half bits.
pub(super) const ENOUGH: i32 = 14;
/// And so many more than the next of another meaning.
pub(super) const LEAD: i32 = 2;
/// Figures of another unit than the concept's: it is not this one.
const OTHER_UNIT: i32 = -20;

/// What is known of a line beside its label.
#[derive(Debug, Default)]
pub(super) struct Surroundings<'a> {
    /// What most of its figures count.
    pub(super) unit: Option<Measured>,
    /// Where it stands.
    pub(super) place: Place,
    /// What its columns are.
    pub(super) time: Option<Time>,
    /// All its figures are below zero.
    pub(super) negative: bool,
    /// What other lines of the statement can be.
    pub(super) beside: &'a [Concept],
    /// What its parts are, where arithmetic says that it is a total.
    pub(super) parts: Option<&'a [Concept]>,
    /// Whether the release follows IFRS, where that is known.
    pub(super) ifrs: Option<bool>,
}

/// The score sheet of a concept that a label can be.
pub(super) fn sheet(catalogue: &Catalogue, concept: Concept, fit: i32, around: &Surroundings<'_>) -> ScoreSheet {
    let entry = catalogue.entry(concept);
    let clues = [
        (Clue::Label, fit),
        (Clue::Unit, unit(entry, around.unit)),
        (Clue::Section, section(entry, &around.place)),
        (Clue::Time, time(entry, around.time)),
        (Clue::Sign, sign(entry, around.negative)),
        (Clue::Beside, beside(entry, around)),
        (Clue::Standards, standards(entry, around.ifrs)),
        (Clue::Sum, sum(entry, around.parts)),
    ];
    ScoreSheet { concept, clues: clues.into_iter().filter(|(_, half_bits)| *half_bits != 0).collect() }
}

/// The sheets of a label without a statement around it, best first.
pub(super) fn of_label(catalogue: &Catalogue, label: &str, kind: Kind) -> Vec<ScoreSheet> {
    let LabelReading { concepts, .. } = catalogue.read_label(label);
    let of_kind = concepts.into_iter().filter(|(concept, _)| stands_in(catalogue.entry(*concept), kind));
    let sheets = of_kind.map(|(concept, fit)| sheet(catalogue, concept, fit, &Surroundings::default()));
    let mut sheets: Vec<ScoreSheet> = sheets.collect();
    sheets.sort_by_key(|sheet| -sheet.total());
    sheets
}

/// Whether a kind of statement prints a concept. Income and comprehensive income may be one statement; tables that are none have what
/// no one can take for something else.
pub(super) fn stands_in(entry: &ConceptEntry, kind: Kind) -> bool {
    match kind {
        Kind::ComprehensiveIncome => entry.stands_in(kind) || entry.stands_in(Kind::IncomeStatement),
        Kind::Metrics | Kind::Reconciliation => entry.anywhere,
        Kind::Segment | Kind::Other => false,
        _ => entry.stands_in(kind),
    }
}

fn unit(entry: &ConceptEntry, unit: Option<Measured>) -> i32 {
    match unit {
        None => 0,
        Some(unit) if unit == entry.unit => 2,
        Some(_) => OTHER_UNIT,
    }
}

fn section(entry: &ConceptEntry, place: &Place) -> i32 {
    let Some(own) = place.section else {
        // Operations that were given up are told apart from the whole.
        return 0;
    };
    let foreign = |section: Section| matches!(section, Section::Discontinued | Section::Continuing);
    if entry.sections.is_empty() {
        return if foreign(own) { -8 } else { 0 };
    }
    let fit = |section: &Section| match *section {
        section if section == own => 4,
        section if section.whole() == Some(own) || own.whole() == Some(section) => 2,
        _ => -8,
    };
    entry.sections.iter().map(fit).max().unwrap_or(0)
}

fn time(entry: &ConceptEntry, time: Option<Time>) -> i32 {
    match time {
        Some(time) if time != entry.time => -12,
        _ => 0,
    }
}

fn sign(entry: &ConceptEntry, negative: bool) -> i32 {
    match entry.sign {
        Sign::Positive if negative => -4,
        Sign::Negative if negative => 1,
        _ => 0,
    }
}

fn beside(entry: &ConceptEntry, around: &Surroundings<'_>) -> i32 {
    match entry.with.as_slice() {
        [] => 0,
        // Under IFRS a result and equity are those of all owners unless a line says more.
        with if around.ifrs == Some(true) && entry.ifrs.is_some()
            || with.iter().any(|concept| around.beside.contains(concept)) =>
        {
            2
        }
        _ => -2,
    }
}

/// What only IFRS has is not looked for under US-GAAP.
fn standards(entry: &ConceptEntry, ifrs: Option<bool>) -> i32 {
    if ifrs == Some(false) && entry.name.starts_with("ifrs-full:") { -8 } else { 0 }
}

fn sum(entry: &ConceptEntry, parts: Option<&[Concept]>) -> i32 {
    let Some(parts) = parts else { return 0 };
    let known = parts.iter().filter(|part| entry.total_of.contains(part)).count();
    match (entry.total_of.is_empty(), known) {
        (true, _) => 0,
        (false, 0) => 1,
        (false, _) => 4,
    }
}
