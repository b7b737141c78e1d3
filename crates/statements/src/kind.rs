//! What a table is about: what speaks for each kind of statement is weighed, in half bits.
//!
//! Title, rows, what the rows can be by the concepts, columns, units and the table before each say something, by the clues of the
//! lexicon's `kinds.toml`. The kind with most half bits is taken; its lead over the next says how sure that is.

use crossfoot_grammar::figure::Suffix;
use crossfoot_grammar::{Content, Table};
use crossfoot_lexicon::{Concept, KindClue, Nature, Role, RoleSet, Seen, Text, kind_clues};

use crate::identity::without_company;
use crate::model::Kind;

/// A label fits a concept at least so well where it speaks for a kind.
const FITS: i32 = 17;
/// Most figures: so many of hundred.
const MOST: usize = 60;

/// Why a statement is of its kind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KindEvidence {
    /// What speaks for the kind and against it, in half bits, by what is asked for.
    pub clues: Vec<(&'static str, i32)>,
    /// How many half bits the kind is ahead of the next.
    pub lead: i32,
}

impl KindEvidence {
    /// All clues together.
    pub fn half_bits(&self) -> i32 {
        self.clues.iter().map(|(_, half_bits)| half_bits).sum()
    }
}

/// A table as this module sees it.
#[derive(Debug, Default)]
pub(crate) struct Subject<'a> {
    /// The title, or the sentence before the table.
    pub(crate) title: Text,
    /// What stands in the headings of the columns.
    pub(crate) heads: &'a [RoleSet],
    /// The labels of all rows.
    pub(crate) labels: Vec<Text>,
    /// How many rows print figures.
    pub(crate) lines: usize,
    /// How many figures of hundred are percentages.
    pub(crate) percent: usize,
    /// The kind of the table before, where it has the same title and the same headings.
    pub(crate) before: Option<Kind>,
}

impl<'a> Subject<'a> {
    pub(crate) fn of(table: &Table, title: &Text, heads: &'a [RoleSet], before: Option<Kind>) -> Self {
        Self {
            // The company's own name is no evidence, whatever its words are.
            title: without_company(title).map_or_else(|| title.clone(), Text::from),
            heads,
            labels: table.rows.iter().map(|row| row.label.clone()).collect(),
            lines: table.rows.iter().filter(|row| row.has_figures()).count(),
            percent: percent(table, heads),
            before,
        }
    }

    fn seen(&self) -> Seen {
        let mut seen = Seen { title: *self.title.tags().roles(), continues: self.before, ..Seen::default() };
        self.labels.iter().for_each(|label| seen.add_row(label.tags().roles()));
        self.heads.iter().for_each(|head| seen.add_head(head));
        let natures = [
            (Nature::Tiny, self.lines <= 2),
            (Nature::Short, self.lines <= 5),
            (Nature::Long, self.lines >= 12),
            (Nature::Percentages, self.percent > MOST),
            (Nature::Sentence, self.title.has(Role::TitleSentence) || self.title.trim_end().ends_with(':')),
        ];
        natures.into_iter().filter(|(_, is)| *is).for_each(|(nature, _)| seen.natures.insert(nature));
        seen
    }

    /// What the rows can be, each concept once.
    fn concepts(&self) -> Vec<Concept> {
        let mut concepts = Vec::new();
        for label in &self.labels {
            let best = label.reading().concepts.first().copied();
            if let Some((concept, _)) = best.filter(|(concept, fit)| *fit >= FITS && !concepts.contains(concept)) {
                concepts.push(concept);
            }
        }
        concepts
    }
}

/// How many figures of hundred are percentages, as far as print, row or column say so.
fn percent(table: &Table, heads: &[RoleSet]) -> usize {
    let (mut all, mut percent) = (0, 0);
    for row in &table.rows {
        let of_row = row.label.has(Role::Percent);
        for (cell, head) in row.cells.iter().zip(heads) {
            let Some(Content::Figure(figure)) = cell.as_ref().map(|cell| &cell.content) else { continue };
            all += 1;
            percent += usize::from(figure.suffix == Suffix::Percent || of_row || head.has(Role::Percent));
        }
    }
    100 * percent / all.max(1)
}

/// What speaks for one kind.
struct Sheet {
    kind: Kind,
    clues: Vec<&'static KindClue>,
    /// What the rows' concepts can still add, and take away.
    open: (i32, i32),
}

impl Sheet {
    fn of(kind: Kind, seen: &Seen, concepts_known: bool) -> Self {
        let mut sheet = Self { kind, clues: Vec::new(), open: (0, 0) };
        for clue in kind_clues(kind) {
            if clue.asks_for_concepts() && !concepts_known {
                sheet.open.0 += clue.half_bits.max(0);
                sheet.open.1 += clue.half_bits.min(0);
            } else if clue.holds(kind, seen) {
                sheet.clues.push(clue);
            }
        }
        sheet
    }

    fn half_bits(&self) -> i32 {
        self.clues.iter().map(|clue| clue.half_bits).sum()
    }
}

/// The sheets of all kinds, the best first. A table is `other` unless something is better, not only as good.
fn sheets(seen: &Seen, concepts_known: bool) -> Vec<Sheet> {
    let mut sheets: Vec<Sheet> = Kind::ALL.map(|kind| Sheet::of(kind, seen, concepts_known)).into();
    sheets.sort_by_key(|sheet| (-sheet.half_bits(), sheet.kind != Kind::Other, sheet.kind));
    sheets
}

/// Whether the best stays so whatever the rows' concepts say: to find these out is dear.
fn is_settled(sheets: &[Sheet]) -> bool {
    let Some((best, others)) = sheets.split_first() else { return true };
    let least = best.half_bits() + best.open.1;
    others.iter().all(|other| other.half_bits() + other.open.0 < least)
}

/// Tells the kind of a table, and why.
pub(crate) fn kind(subject: &Subject<'_>) -> (Kind, KindEvidence) {
    let mut seen = subject.seen();
    let mut sheets = sheets(&seen, false);
    if !is_settled(&sheets) {
        seen.concepts = subject.concepts();
        sheets = self::sheets(&seen, true);
    }
    let [best, next, ..] = sheets.as_slice() else { return (Kind::Other, KindEvidence::default()) };
    let clues = best.clues.iter().map(|clue| (clue.text.as_str(), clue.half_bits)).collect();
    (best.kind, KindEvidence { clues, lead: best.half_bits() - next.half_bits() })
}

/// What stands in headings.
pub(crate) fn roles_of(headings: &[Text]) -> Vec<RoleSet> {
    headings.iter().map(|heading| *heading.tags().roles()).collect()
}

/// Whether a table only says on which page something stands: it is no statement.
pub(crate) fn is_contents(table: &Table, title: &Text, heads: &[RoleSet]) -> bool {
    /// Fewer rows may be anything.
    const ROWS: usize = 4;
    if !heads.iter().any(|head| head.has(Role::HeadPage)) && !title.has(Role::TitleContents) {
        return false;
    }
    let figures = || table.rows.iter().filter_map(|row| row.cells.iter().flatten().find_map(page_number));
    let rises = figures().zip(figures().skip(1)).all(|(before, after)| before <= after);
    let cells = table.rows.iter().flat_map(|row| row.cells.iter().flatten());
    let others = cells.filter(|cell| matches!(cell.content, Content::Figure(_)) && page_number(cell).is_none()).count();
    others == 0 && rises && figures().count() >= ROWS
}

/// The number that a cell prints, where it can be that of a page.
fn page_number(cell: &crossfoot_grammar::Cell) -> Option<u32> {
    let printed = cell.printed.trim();
    matches!(cell.content, Content::Figure(_)).then(|| printed.parse().ok()).flatten()
}

#[cfg(test)]
mod tests;
