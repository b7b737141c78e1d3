//! Footing: arithmetic between figures.
//!
//! Statements are redundant: totals, changes, percentages, the same figure in two places. [`prove`] takes the
//! statements of a release, looks for every [`Relation`] between their figures, and hands the statements on as
//! [`ProvenStatement`]s: each figure with a [`Status`], each statement with the relations that speak of it.
//!
//! A relation is believed only when chance cannot explain it: what it would take for its figures to agree by accident
//! is weighed against everything that was tried to find it. Where the structure is certain and a figure breaks it in two
//! relations that agree on what it should be, the figure is [`Status::Suspect`]; a figure of which nothing is known is
//! [`Status::Unproven`].
//!
//! ```
//! use crossfoot_footing::prove;
//!
//! for proven in prove(Vec::new()) {
//!     for relation in proven.relations.iter().filter(|r| !r.holds) {
//!         println!("{}: {} is off by {}", proven.statement.id, relation.kind.name(), relation.difference);
//!     }
//! }
//! ```

mod across;
mod balance;
mod book;
mod cash;
mod changes;
mod cue;
mod doubt;
mod down;
mod evidence;
mod fixed;
mod grid;
mod lookup;
mod per_share;
mod percent;
mod ratio;
mod relation;
mod rounding;
mod sums;
#[cfg(test)]
mod testing;
mod tie_out;
mod translation;

use crossfoot_statements::Statement;

pub use lookup::Found;
pub use relation::{Place, Relation, RelationKind, Term};

use book::Book;

/// What arithmetic says of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Takes part in a relation that holds.
    Footed,
    /// No relation speaks of it.
    Unproven,
    /// Relations that should hold do not, and it is the likely culprit.
    Suspect,
    /// It was wrong and has been put right.
    Repaired,
}

impl Status {
    /// As `facts.csv` names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Footed => "footed",
            Self::Unproven => "unproven",
            Self::Suspect => "suspect",
            Self::Repaired => "repaired",
        }
    }
}

/// A statement with what is proved of it.
#[derive(Debug, Clone)]
pub struct ProvenStatement {
    /// The statement.
    pub statement: Statement,
    /// One status for each cell: `status[row][column]`, as `statement.items[row].cells[column]`.
    pub status: Vec<Vec<Status>>,
    /// The relations whose result stands in this statement, by kind, row and column of the result.
    pub relations: Vec<Relation>,
}

/// Looks for the arithmetic between the figures of a release's statements.
pub fn prove(statements: Vec<Statement>) -> Vec<ProvenStatement> {
    let mut book = Book::new(&statements);
    for statement in 0..statements.len() {
        down::prove(&mut book, statement);
        balance::prove(&mut book, statement);
        cash::prove(&mut book, statement);
        across::prove(&mut book, statement);
        changes::prove(&mut book, statement);
        percent::prove(&mut book, statement);
        per_share::prove(&mut book, statement);
        translation::prove(&mut book, statement);
    }
    tie_out::prove(&mut book);
    let mut status = doubt::statuses(&book);
    let mut relations = book.into_relations();
    relations.sort_by_key(|r| (r.result.statement, r.kind, r.result));
    let mut relations = relations.into_iter().peekable();
    let statements = statements.into_iter().enumerate();
    statements
        .map(|(at, statement)| ProvenStatement {
            status: std::mem::take(&mut status[at]),
            relations: std::iter::from_fn(|| relations.next_if(|r| r.result.statement == at)).collect(),
            statement,
        })
        .collect()
}
