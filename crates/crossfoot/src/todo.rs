//! What a person must look at in a release, worst first.
//!
//! One entry for what is one look: all figures of a statement of which nothing tells the currency are one, as are the figures of
//! one line that no arithmetic speaks of.

use crossfoot_footing::{Attention, Other, Place, ProvenStatement};
use crossfoot_ingest::{CellRef, is_on_paper};
use crossfoot_statements::{Doubt, Fact};
use serde::{Deserialize, Serialize};

use crate::check::{CheckedFigure, Names};
use crate::release::Release;

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TodoItem {
    /// `unsure`, `suspect` or `unproven`; a list stands in this order.
    pub class: String,
    /// What is to be looked at: `unit`, `scale`, `period`, `reading` or `ocr_layer` of unsure figures, `digits` of others.
    pub what: String,
    /// In words: `nothing tells the currency`.
    pub why: String,
    /// The page of the first figure.
    pub page: u32,
    /// The id of the statement.
    pub statement: String,
    /// The figures, in their order.
    pub figures: Vec<TodoFigure>,
}

impl TodoItem {
    /// Its place in a list, the worst first.
    pub fn attention(&self) -> Option<Attention> {
        [Attention::Unsure, Attention::Suspect, Attention::Unproven].into_iter().find(|a| a.name() == self.class)
    }
}

/// A figure to look at, and where it stands on its page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TodoFigure {
    /// Its line.
    pub label: String,
    /// Its column, as the wide CSV names it.
    pub column: String,
    /// What the page shows.
    pub printed: String,
    /// The page.
    pub page: u32,
    /// Left, top, right and bottom as `facts.csv` has them: PDF points from the page's top left, or character columns and lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<[f64; 4]>,
    /// In HTML: the number of the table in the document, of the row in it, and of the cell in the row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<[u32; 3]>,
}

/// What one look takes in: figures of a statement of which the same is to be looked at.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    attention: Attention,
    statement: usize,
    doubt: Option<Doubt>,
    /// The column, where columns are told apart; the row, where rows are.
    line: Option<usize>,
}

/// What a person must look at in a release, worst first: unsure figures of primary statements, figures that arithmetic speaks
/// against, figures of primary statements that it says nothing of.
pub fn todo(release: &Release) -> Vec<TodoItem> {
    let all = release.statements();
    let names = all.iter().map(|s| crossfoot_export::column_names(&s.statement)).collect::<Vec<_>>();
    let book = Names { all, columns: &names };
    let mut looks: Vec<(Look, Place)> = Vec::new();
    for (statement, proven) in all.iter().enumerate() {
        for (row, item) in proven.statement.items.iter().enumerate() {
            for col in 0..item.cells.len() {
                let Some(attention) = proven.attention(row, col) else { continue };
                let place = Place { statement, row, col };
                looks.extend(looks_at(proven, attention, place).into_iter().map(|look| (look, place)));
            }
        }
    }
    looks.sort();
    let groups = looks.chunk_by(|one, other| one.0 == other.0);
    groups.map(|group| item(&book, &group[0].0, group)).collect()
}

/// One for each doubt of an unsure figure.
fn looks_at(proven: &ProvenStatement, attention: Attention, place: Place) -> Vec<Look> {
    let look = |doubt, line| Look { attention, statement: place.statement, doubt, line };
    let fact = proven.statement.items[place.row].cells[place.col].figure();
    match (attention, fact) {
        (Attention::Unsure, Some(fact)) => {
            let of_column = |doubt| (doubt == Doubt::Period).then_some(place.col);
            fact.doubts.iter().map(|doubt| look(Some(doubt), of_column(doubt))).collect()
        }
        _ => vec![look(None, Some(place.row))],
    }
}

fn item(book: &Names<'_>, look: &Look, group: &[(Look, Place)]) -> TodoItem {
    let figures: Vec<TodoFigure> = group.iter().filter_map(|(_, place)| figure(book, *place)).collect();
    let what = look.doubt.map_or("digits", Doubt::name);
    TodoItem {
        class: look.attention.name().to_owned(),
        what: what.to_owned(),
        why: why(book, look),
        page: figures.first().map_or(0, |figure| figure.page),
        statement: book.all[look.statement].statement.id.clone(),
        figures,
    }
}

fn why(book: &Names<'_>, look: &Look) -> String {
    let proven = &book.all[look.statement];
    match (look.attention, look.doubt) {
        (_, Some(Doubt::OcrLayer)) => "read from a picture: nothing but the picture can bear the digits out".to_owned(),
        (_, Some(Doubt::Reading)) => "its table could be read in another way nearly as well".to_owned(),
        (_, Some(Doubt::Unit)) => "nothing tells the currency".to_owned(),
        (_, Some(Doubt::Period)) => "nothing tells the period".to_owned(),
        (_, Some(Doubt::Scale)) => match proven.scale.contradicting.first() {
            None => "nothing tells the scale".to_owned(),
            Some(witness) => match &witness.other {
                Other::Figure(place) => {
                    let CheckedFigure { label, printed, page, .. } = book.figure(*place);
                    format!("the scale contradicts \"{label}\" {printed} on page {page}")
                }
                Other::Prose(amount) => format!("the scale contradicts {} on page {}", amount.printed, amount.page),
            },
        },
        (Attention::Suspect, None) => "arithmetic speaks against it".to_owned(),
        (_, None) => "no arithmetic speaks of it".to_owned(),
    }
}

fn figure(book: &Names<'_>, place: Place) -> Option<TodoFigure> {
    let fact: &Fact = book.all[place.statement].statement.items.get(place.row)?.cells.get(place.col)?.figure()?;
    let CheckedFigure { label, column, printed, page, .. } = book.figure(place);
    let rect = fact.place;
    let edges = || [rect.x0, rect.y0, rect.x1, rect.y1].map(|x| (f64::from(x) * 100.0).round_ties_even() / 100.0);
    let place = is_on_paper(&rect).then(edges);
    let cell = CellRef::of(&rect).map(|CellRef { table, row, cell }| [table, row, cell]);
    Some(TodoFigure { label, column, printed, page, place, cell })
}
