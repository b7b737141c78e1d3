//! Footing: arithmetic between figures.
//!
//! [`prove`] takes the statements of a release and hands them on with a [`Status`] for each figure.
//! No relation is looked for yet: every figure is [`Status::Unproven`].

use crossfoot_statements::Statement;

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
}

/// Looks for the arithmetic between the figures of a release's statements.
pub fn prove(statements: Vec<Statement>) -> Vec<ProvenStatement> {
    statements
        .into_iter()
        .map(|statement| ProvenStatement {
            status: statement.items.iter().map(|item| vec![Status::Unproven; item.cells.len()]).collect(),
            statement,
        })
        .collect()
}
