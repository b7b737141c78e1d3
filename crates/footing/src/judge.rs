//! How a relation stands when some of its figures are other than printed.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rustc_hash::FxHashMap;

use crate::fixed::{Class, Figures, Num};
use crate::ratio;
use crate::relation::{Place, Relation, RelationKind};
use crate::rounding::{Rounding, Slack};

/// How a relation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It holds.
    Holds,
    /// It holds within rounding, in a statement whose sums are otherwise exact; or a ratio misses by little more than
    /// rounding explains.
    Off,
    /// It does not hold.
    Broken,
}

/// Judges relations over the figures of a release.
pub(crate) struct Judge<'a> {
    pub(crate) figures: &'a [Figures],
    /// How the figures of each statement are rounded.
    pub(crate) rounding: &'a [Rounding],
    /// How rare it is in each statement that a sum is off by rounding, in sixteenths of a bit.
    pub(crate) inexact: &'a [i32],
}

/// Figures other than printed.
pub(crate) type Changes = [(Place, Num)];

impl Judge<'_> {
    /// The figure at a place, changed or not.
    pub(crate) fn at(&self, place: Place, changes: &Changes) -> Option<(Class, Num)> {
        let (class, num) = self.figures.get(place.statement)?.at(place.row, place.col)?;
        let changed = changes.iter().find(|(other, _)| *other == place);
        Some((class, changed.map_or(num, |(_, num)| *num)))
    }

    /// How a relation stands with some changes.
    pub(crate) fn standing(&self, relation: &Relation, changes: &Changes) -> Standing {
        self.try_standing(relation, changes).unwrap_or(Standing::Broken)
    }

    fn try_standing(&self, relation: &Relation, changes: &Changes) -> Option<Standing> {
        let num = |place: Place| self.at(place, changes).map(|(_, num)| num);
        let result = num(relation.result)?;
        let of = |holds: bool, near: bool| match (holds, near) {
            (true, _) => Standing::Holds,
            (_, true) => Standing::Off,
            _ => Standing::Broken,
        };
        let ratio = |fit: fn(Num, Num, Num) -> Option<ratio::Fit>| {
            let terms = [relation.terms.first()?.place, relation.terms.get(1)?.place];
            let fit = fit(result, num(terms[0])?, num(terms[1])?)?;
            Some(of(fit.holds, fit.is_near()))
        };
        match relation.kind {
            RelationKind::PercentChange => ratio(ratio::change),
            RelationKind::PercentOf => ratio(ratio::share),
            RelationKind::PerShare => ratio(ratio::quotient),
            RelationKind::Translation => {
                let term = relation.terms.first()?;
                let made = crate::fixed::decimal(num(term.place)?.value).checked_mul(term.coefficient)?;
                let miss = made - crate::fixed::decimal(result.value);
                // A changed figure may be printed to another place than the one it is taken for.
                let (_, printed) = self.at(relation.result, &[])?;
                let coarser = crate::fixed::decimal((result.unit - printed.unit).max(0)) / Decimal::TWO;
                let tolerance = relation.tolerance + coarser;
                Some(of(miss.abs() <= tolerance, miss.abs() <= tolerance * Decimal::from(3)))
            }
            _ => self.sum(relation, changes),
        }
    }

    /// By how much a sum misses, and what rounding explains.
    fn difference(&self, relation: &Relation, changes: &Changes) -> Option<(i128, Slack)> {
        let (_, result) = self.at(relation.result, changes)?;
        let mut slack = Slack::of(self.rounding_of(relation) == Rounding::Truncated);
        slack.add_result(result);
        let mut difference = -result.value;
        for term in &relation.terms {
            let (_, num) = self.at(term.place, changes)?;
            let sign = term.coefficient.to_i128()?;
            slack.add_term(num, sign);
            difference += sign * num.value;
        }
        Some((difference, slack))
    }

    fn rounding_of(&self, relation: &Relation) -> Rounding {
        self.rounding.get(relation.result.statement).copied().unwrap_or_default()
    }

    /// How much less likely than no difference the difference of a sum is as rounding goes, in sixteenths of a bit.
    pub(crate) fn misfit(&self, relation: &Relation, changes: &Changes) -> i32 {
        let sum = relation.kind.is_additive().then(|| self.difference(relation, changes)).flatten();
        let inexact = self.inexact.get(relation.result.statement).copied().unwrap_or_default();
        sum.map_or(0, |(difference, slack)| slack.misfit(difference) + if difference != 0 { inexact } else { 0 })
    }

    /// Whether rounding explains by how much a sum misses.
    pub(crate) fn is_explained(&self, relation: &Relation, changes: &Changes) -> bool {
        self.difference(relation, changes).is_some_and(|(difference, slack)| slack.explains(difference))
    }

    fn sum(&self, relation: &Relation, changes: &Changes) -> Option<Standing> {
        let (class, _) = self.at(relation.result, changes)?;
        let rounding = self.rounding_of(relation);
        let (difference, slack) = self.difference(relation, changes)?;
        Some(if difference == 0 {
            Standing::Holds
        } else if relation.kind == RelationKind::TieOut {
            Standing::Broken
        } else if !slack.explains(difference) {
            let near = rounding != Rounding::Exact && difference.abs() * 2 <= slack.doubled() * 3;
            if near && class != Class::Shares { Standing::Off } else { Standing::Broken }
        } else if class == Class::Money
            && is_column_sum(relation)
            && (rounding == Rounding::Exact || slack.is_rare(difference))
        {
            Standing::Off
        } else {
            Standing::Holds
        })
    }
}

/// Whether a relation adds at least two figures down a column: sums that a company makes exact, or not.
pub(crate) fn is_column_sum(relation: &Relation) -> bool {
    matches!(relation.kind, RelationKind::Sum | RelationKind::Cash | RelationKind::Balance)
}

/// The relations that speak of each place, as indices.
pub(crate) fn by_place<'a>(relations: impl IntoIterator<Item = &'a Relation>) -> FxHashMap<Place, Vec<usize>> {
    let mut found: FxHashMap<Place, Vec<usize>> = FxHashMap::default();
    for (at, relation) in relations.into_iter().enumerate() {
        for place in relation.places() {
            let list = found.entry(place).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
    }
    found
}
