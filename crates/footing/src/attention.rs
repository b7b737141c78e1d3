//! What a person must look at, and what needs no look: digits and meaning taken together.
//!
//! Arithmetic bears out digits. What a figure means is told by the release, or by nothing. A figure is *proved* where both hold; and
//! one of a primary statement where one of them does not is to be looked at, as is every figure that arithmetic speaks against.

use crossfoot_statements::Doubt;

use crate::{ProvenStatement, Status};

/// Why a person must look at a figure, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attention {
    /// Nothing tells its unit, scale or period, or what tells it is contradicted; or the page is a picture with a layer of text.
    Unsure,
    /// Arithmetic speaks against it.
    Suspect,
    /// No arithmetic speaks of it, and it stands in a primary statement.
    Unproven,
}

impl Attention {
    /// As files name it: `unsure`, `suspect`, `unproven`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unsure => "unsure",
            Self::Suspect => "suspect",
            Self::Unproven => "unproven",
        }
    }
}

impl ProvenStatement {
    /// Why a person must look at a figure; none where nobody need, or where no figure stands.
    pub fn attention(&self, row: usize, col: usize) -> Option<Attention> {
        let fact = self.statement.items.get(row)?.cells.get(col)?.figure()?;
        let status = self.status.get(row)?.get(col)?;
        let is_primary = self.statement.kind.is_primary();
        let is_contradicted = self.scale.is_contradicted() && fact.doubts.iter().any(|doubt| doubt == Doubt::Scale);
        if (is_primary && !fact.doubts.is_empty()) || is_contradicted {
            return Some(Attention::Unsure);
        }
        match status {
            Status::Suspect => Some(Attention::Suspect),
            // A printed nil is of no weight in any sum, so none can bear it out.
            Status::Unproven if is_primary && !fact.value.is_zero() => Some(Attention::Unproven),
            _ => None,
        }
    }

    /// Whether a figure is proved: arithmetic bears its digits out or has put them right, and its unit, its scale and its period are
    /// told. Of a column that has no period by its nature (a change) none need be.
    pub fn is_proved(&self, row: usize, col: usize) -> bool {
        let cell = self.statement.items.get(row).and_then(|item| item.cells.get(col));
        let status = self.status.get(row).and_then(|status| status.get(col));
        let (Some(fact), Some(Status::Footed | Status::Repaired)) = (cell.and_then(|cell| cell.figure()), status)
        else {
            return false;
        };
        fact.doubts.is_empty() && self.statement.is_told(col, fact)
    }
}
