//! What bears out the scale of a statement, and what contradicts it.
//!
//! A column of thousands adds up as well when it is read as millions, so sums prove digits and nothing of the scale. It takes two
//! places whose scales are told apart from each other:
//!
//! - earnings for each share tie the scale of money to that of the shares ([`per_share`]);
//! - the same line in another table, printed in another scale or under a note of its own, and the closing cash of the balance
//!   sheet or the quarters of a half-year there ([`tables`]);
//! - an amount in running text, which is printed with its scale: `revenue of $8.1 billion` ([`prose`]).
//!
//! Where such a place says the same it is a witness for the scale. Where its digits agree and only a power of ten is between them,
//! that is a contradiction: one of the two scales is wrong, and the figures of the one that is told less well are in doubt.

mod per_share;
mod prose;
mod tables;

use std::collections::BTreeMap;

use crossfoot_grammar::Amount;
use crossfoot_statements::{Cell, Doubt, Fact, Statement, ToldBy, Unit};

use crate::ProvenStatement;
use crate::relation::Place;

/// Powers of ten by which scales are mistaken for each other: thousands, millions, billions; lakhs and crores.
const POWERS: [i32; 10] = [3, -3, 6, -6, 9, -9, 5, -5, 7, -7];

/// Witnesses of one sort that are kept of a statement.
const KEPT: usize = 3;

/// What ties the scale of a statement to something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WitnessKind {
    /// Income, the number of shares and the earnings for each.
    PerShare,
    /// An amount in running text, printed with its scale.
    Prose,
    /// The same figure in another statement whose own words tell its scale.
    TieOut,
    /// The same line in another statement, printed in another scale.
    OtherScale,
}

impl WitnessKind {
    /// The name used in files: `per_share`, `prose`, `tie_out`, `other_scale`.
    pub fn name(self) -> &'static str {
        match self {
            Self::PerShare => "per_share",
            Self::Prose => "prose",
            Self::TieOut => "tie_out",
            Self::OtherScale => "other_scale",
        }
    }
}

/// The other place of a witness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Other {
    /// A figure.
    Figure(Place),
    /// An amount in running text.
    Prose(Amount),
}

/// Two places that tell of one scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// What ties them.
    pub kind: WitnessKind,
    /// The figure of the statement.
    pub place: Place,
    /// The other place.
    pub other: Other,
    /// The power of ten that the figure would have to be multiplied by to agree; 0 where they agree.
    pub power: i32,
}

/// What bears out the scale of a statement, and what contradicts it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScaleProof {
    /// Those that agree, the first few of each sort.
    pub agreeing: Vec<Witness>,
    /// Those that do not, the first few of each sort.
    pub contradicting: Vec<Witness>,
}

impl ScaleProof {
    /// Whether something bears it out and nothing contradicts it.
    pub fn is_proved(&self) -> bool {
        !self.agreeing.is_empty() && !self.is_contradicted()
    }

    /// Whether something contradicts it.
    pub fn is_contradicted(&self) -> bool {
        !self.contradicting.is_empty()
    }

    fn add(&mut self, witness: Witness) {
        let kept = if witness.power == 0 { &mut self.agreeing } else { &mut self.contradicting };
        if kept.iter().filter(|known| known.kind == witness.kind).count() < KEPT {
            kept.push(witness);
        }
    }
}

/// Looks for what bears out or contradicts the scales of a release's statements; `amounts` are those of its running text. Figures
/// whose scale is contradicted are in doubt from then on, and those whose scale is borne out by amounts that carry it no longer.
pub fn prove_scales(statements: &mut [ProvenStatement], amounts: &[Amount]) {
    let mut witnesses = tables::witnesses(statements);
    for (at, proven) in statements.iter().enumerate().filter(|(_, proven)| proven.statement.kind.is_primary()) {
        witnesses.extend(per_share::witnesses(proven, at));
        witnesses.extend(prose::witnesses(&proven.statement, at, amounts));
    }
    for witness in witnesses {
        if witness.power != 0 && !doubt(statements, &witness) {
            continue;
        }
        statements[witness.place.statement].scale.add(witness);
    }
    statements.iter_mut().for_each(settle);
}

/// Where nothing tells the scale and amounts that carry their own bear out the one that is read, it is worked out and no longer in
/// doubt. Earnings per share are not enough: money and shares could both be in thousands.
fn settle(proven: &mut ProvenStatement) {
    let carries_scale = |witness: &Witness| matches!(witness.kind, WitnessKind::Prose | WitnessKind::OtherScale);
    if !proven.scale.is_proved() || !proven.scale.agreeing.iter().any(carries_scale) {
        return;
    }
    for cell in proven.statement.items.iter_mut().flat_map(|item| &mut item.cells) {
        if let Cell::Figure(fact) = cell
            && is_money(fact)
            && fact.told.scale == ToldBy::Nothing
        {
            fact.told.scale = ToldBy::Derived;
            fact.doubts.remove(Doubt::Scale);
        }
    }
}

/// Figures of the scale that a witness contradicts are in doubt: of those of two tables the ones that are told less well. Whether
/// the statement's own are.
fn doubt(statements: &mut [ProvenStatement], witness: &Witness) -> bool {
    let own = &statements[witness.place.statement].statement;
    match witness.other {
        Other::Figure(other) if other.statement != witness.place.statement => {
            if told(own) < told(&statements[other.statement].statement) {
                return false;
            }
        }
        Other::Figure(other) => {
            // Money and shares of one table: either may be meant in another scale.
            let by = |place: Place| own.items[place.row].cells[place.col].figure().map(|fact| fact.told.scale);
            let (money, shares) = (by(witness.place), by(other));
            if shares >= money {
                doubt_all(&mut statements[witness.place.statement], &|fact| fact.unit == Unit::Shares);
            }
            if shares > money {
                return true;
            }
        }
        Other::Prose(_) => (),
    }
    doubt_all(&mut statements[witness.place.statement], &|fact| is_money(fact));
    true
}

fn doubt_all(proven: &mut ProvenStatement, which: &dyn Fn(&Fact) -> bool) {
    for cell in proven.statement.items.iter_mut().flat_map(|item| &mut item.cells) {
        if let Cell::Figure(fact) = cell
            && which(fact)
        {
            fact.doubts.insert(Doubt::Scale);
        }
    }
}

fn is_money(fact: &Fact) -> bool {
    matches!(fact.unit, Unit::Money(_))
}

/// How most amounts of a statement have their scale.
fn told(statement: &Statement) -> ToldBy {
    let mut counts: BTreeMap<ToldBy, usize> = BTreeMap::new();
    for fact in statement.items.iter().flat_map(|item| &item.cells).filter_map(Cell::figure).filter(|f| is_money(f)) {
        *counts.entry(fact.told.scale).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or(ToldBy::Nothing, |(by, _)| by)
}

/// Whether what a statement says of its scale is said of it alone.
fn tells_by_itself(statement: &Statement) -> bool {
    matches!(told(statement), ToldBy::Cell | ToldBy::Row | ToldBy::Column | ToldBy::Table)
}

#[cfg(test)]
mod tests;
