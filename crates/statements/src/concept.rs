//! Which standard concept a line is.
//!
//! A label alone does not decide. Every concept that a line's label can be gets a score sheet in half bits: how well the label fits, what
//! the figures count, the part of the statement that the line stands in, whether the columns are days or periods, the sign, the
//! lines beside it, and what arithmetic says it is a total of. The best one is taken where its lead over another meaning is large
//! enough, and no concept is taken twice in a statement; what is not sure stays empty.

mod choose;
mod columns;
mod place;
mod score;
mod totals;

use crossfoot_lexicon::{Catalogue, Concept, catalogue};

use crate::model::{Kind, Statement};

pub use score::{Clue, ScoreSheet};

use choose::Look;

/// What arithmetic says of a statement: a line is the sum of others of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Index of the total in the statement's items.
    pub total: usize,
    /// Indices of its parts.
    pub parts: Vec<usize>,
}

/// Gives the lines of a release's statements their concepts.
///
/// `sums` has for each statement what arithmetic says; statements that it has nothing of are looked at by their words alone.
pub fn assign_concepts(statements: &mut [&mut Statement], sums: &[Vec<Sum>]) {
    assign_concepts_from(catalogue(), statements, sums);
}

/// The same with other concepts than those that come with the program.
pub fn assign_concepts_from(catalogue: &Catalogue, statements: &mut [&mut Statement], sums: &[Vec<Sum>]) {
    let looks: Vec<Look> = statements.iter().map(|statement| Look::at(catalogue, statement)).collect();
    let ifrs = Look::under_ifrs(&looks);
    for (at, statement) in statements.iter_mut().enumerate() {
        let sums = sums.get(at).map_or(&[][..], Vec::as_slice);
        let concepts = looks[at].choose(catalogue, statement, sums, ifrs);
        for (item, concept) in statement.items.iter_mut().zip(concepts) {
            item.concept = concept.map(|concept| in_taxonomy(catalogue, concept, ifrs));
        }
        let whole = columns::of_the_whole(catalogue, statement);
        for (column, whole) in statement.columns.iter_mut().zip(whole) {
            column.whole = whole;
        }
    }
}

/// The element of the same line in the taxonomy that a release follows.
fn in_taxonomy(catalogue: &Catalogue, concept: Concept, ifrs: bool) -> Concept {
    catalogue.entry(concept).ifrs.filter(|_| ifrs).unwrap_or(concept)
}

/// Why a label gets its concept in a kind of statement, or none: the score sheets of all that it can be, best first, without what only
/// a whole statement can tell.
pub fn explain_label(label: &str, kind: Kind) -> Vec<ScoreSheet> {
    score::of_label(catalogue(), label, kind)
}
