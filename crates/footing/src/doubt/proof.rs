//! What is enough to doubt a figure, and what to propose a value for it.

use crossfoot_statements::Kind;

use super::{Case, Explanation};
use crate::finding::Cause;
use crate::fixed::Class;
use crate::judge::{Standing, is_column_sum};
use crate::relation::{Place, Relation, RelationKind};

/// How much better than by accident a slip must explain why relations fail whose structure is only likely, in sixteenths
/// of a bit, to be believed for that alone.
const SURPRISING: i32 = 4 * 16;

impl Case<'_> {
    /// Whether it is enough to doubt the figure: several relations against it, or one that only a misprint of this
    /// figure explains.
    pub(super) fn is_believable(&self, best: &Explanation) -> bool {
        let hard = best.mended.iter().filter(|at| self.hard[**at]).count();
        let plausible = best.cause != Cause::Other;
        match (best.mended.len(), hard) {
            (0, _) => false,
            (1, 0) => plausible && self.is_of_columns(best) && self.surprise(best) >= SURPRISING,
            (_, 0) => plausible && best.mended.len() > best.changes.len(),
            (1, _) => plausible,
            _ => true,
        }
    }

    /// Whether it mends sums of amounts down a column: all else often does not add, and says nothing by that.
    fn is_of_columns(&self, best: &Explanation) -> bool {
        let money = |place: &Place| self.judge.at(*place, &[]).is_some_and(|(class, _)| class == Class::Money);
        best.changes.iter().all(|(place, _)| money(place))
            && best.mended.iter().all(|at| is_column_sum(self.relations[*at]))
    }

    /// How much better it explains that relations fail than structures do that are none, and so may fail by any difference.
    fn surprise(&self, best: &Explanation) -> i32 {
        best.likelihood - best.mended.iter().map(|at| self.worth(*at) - self.room(*at)).sum::<i32>()
    }

    /// Whether the value is proved.
    pub(super) fn is_proved(&self, best: &Explanation) -> bool {
        // What is off by rounding may as well be a sum with the other sign, but where other columns tell.
        let told = |at: &usize| self.hard[*at] || self.tells_sign(*at, best.changes[0].0);
        let firm = best.cause != Cause::Sign || best.mended.iter().any(told);
        firm && best.lost == 0 && best.left < best.mended.len() && (best.mended.len() > 1 || self.is_alone(best))
    }

    /// Whether all columns but one bear out the one relation that is mended. Where there is but one value for the figure,
    /// as there is with its sign, they may be off by rounding.
    fn is_alone(&self, best: &Explanation) -> bool {
        let only = matches!(best.cause, Cause::Sign | Cause::Swapped);
        let sure = |at: &usize| best.cause != Cause::Sign || self.has_sign(self.relations[*at], best.changes[0].0);
        best.mended.iter().all(|at| self.holds_elsewhere(self.relations[*at], only) && sure(at))
    }

    /// The relations that say the same of other columns as one does of its own, with their indices.
    pub(super) fn in_other_columns<'b>(
        &'b self,
        relation: &'b Relation,
    ) -> impl Iterator<Item = (usize, &'b Relation)> {
        let like = |other: &Relation| {
            other.kind == relation.kind
                && (other.result.statement, other.result.row) == (relation.result.statement, relation.result.row)
                && other.result.col != relation.result.col
        };
        self.relations.iter().copied().enumerate().filter(move |(_, other)| like(other))
    }

    /// Whether two other columns hold with the sign with which a sum takes a figure.
    fn tells_sign(&self, at: usize, place: Place) -> bool {
        let held = self.in_other_columns(self.relations[at]).filter(|(at, _)| self.standing[*at] == Standing::Holds);
        let twins = held.filter_map(|(_, other)| other.places().find(|p| p.row == place.row));
        twins.filter(|twin| self.judge.at(*twin, &[]).is_some_and(|(_, num)| num.value != 0)).count() > 1
    }

    /// Whether it is known with which sign a figure is added. Where but one other column says so it may be that one which lost
    /// its sign, unless the statement prints signs as they are added.
    fn has_sign(&self, relation: &Relation, place: Place) -> bool {
        let others = self.in_other_columns(relation);
        let others = others.filter_map(|(_, other)| other.places().find(|p| p.row == place.row));
        let twins = others.filter(|twin| self.judge.at(*twin, &[]).is_some_and(|(_, num)| num.value != 0)).count();
        twins != 1 || matches!(self.book.statements[place.statement].kind, Kind::CashFlow | Kind::BalanceSheet)
    }

    /// Whether the structure of a sum holds in all other columns, or is off by no more than rounding in some.
    fn holds_elsewhere(&self, relation: &Relation, off: bool) -> bool {
        let column = relation.kind != RelationKind::Across;
        let key = |p: Place| if column { (p.statement, p.row) } else { (p.statement, p.col) };
        let like = |other: &Relation| {
            other.kind == relation.kind && key(other.result) == key(relation.result) && other.result != relation.result
        };
        let others = self.relations.iter().enumerate().filter(|(_, r)| like(r));
        let standing: Vec<Standing> = others.map(|(at, _)| self.standing[at]).collect();
        !standing.contains(&Standing::Broken) && (standing.contains(&Standing::Holds) || (off && !standing.is_empty()))
    }
}
