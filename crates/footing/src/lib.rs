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
mod attention;
mod balance;
mod book;
mod cash;
mod changes;
mod cue;
mod doubt;
mod down;
mod evidence;
mod expect;
mod finding;
mod fixed;
mod grid;
mod headed;
mod judge;
mod label;
mod lines;
mod lookup;
mod mirror;
mod misprint;
mod missing_lines;
mod odds;
mod per_share;
mod percent;
mod ratio;
mod relation;
mod release;
mod rounding;
mod run_together;
mod scale;
mod steady;
mod sums;
#[cfg(test)]
mod testing;
mod tie_out;
mod translation;
mod year_to_date;

use crossfoot_statements::Statement;

pub use attention::Attention;
pub use finding::{Blame, Cause, Culprit, LineDoubt, LineFault, Repair};
pub use lookup::LocatedFigure;
pub use relation::{Place, Relation, RelationKind, Term};
pub use rounding::Rounding;
pub use scale::{Other, ScaleProof, Witness, WitnessKind, prove_scales};

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
    /// The values that put its doubted figures right, where they are proved.
    pub repairs: Vec<Repair>,
    /// For broken relations whose culprit is not known, the few figures that may be it.
    pub blames: Vec<Blame>,
    /// Its lines that are doubted as a whole.
    pub lines: Vec<LineDoubt>,
    /// How its figures are rounded.
    pub rounding: Rounding,
    /// What bears out what its figures are multiplied by; see [`prove_scales`].
    pub scale: ScaleProof,
    /// Which of its cells a second decoder read alike, as `status` has them; none where no second one was asked. Of a cell
    /// whose page it could not read nothing is said. This is no arithmetic: footing leaves it to whoever reads.
    pub confirmed: Option<Vec<Vec<Option<bool>>>>,
}

impl ProvenStatement {
    /// A statement of which nothing is proved.
    pub fn unproven(statement: Statement) -> Self {
        let status = statement.items.iter().map(|item| vec![Status::Unproven; item.cells.len()]).collect();
        let rounding = Rounding::default();
        Self {
            statement,
            status,
            relations: Vec::new(),
            repairs: Vec::new(),
            blames: Vec::new(),
            lines: Vec::new(),
            rounding,
            scale: ScaleProof::default(),
            confirmed: None,
        }
    }
}

/// What to do beyond proving.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Put right what is proved wrong. Without it such a figure stays as printed and is [`Status::Suspect`].
    pub repair: bool,
}

/// Looks for the arithmetic between the figures of a release's statements.
pub fn prove(statements: Vec<Statement>) -> Vec<ProvenStatement> {
    prove_with(statements, &Options::default())
}

/// As [`prove`], with options.
pub fn prove_with(statements: Vec<Statement>, options: &Options) -> Vec<ProvenStatement> {
    release::prove(statements, options)
}
