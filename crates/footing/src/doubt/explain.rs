//! The changes that explain why relations fail: which figure, and what it should be.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::{Case, Explanation};
use crate::finding::Cause;
use crate::fixed::Num;
use crate::judge::{Changes, Standing, is_column_sum};
use crate::mirror;
use crate::misprint;
use crate::odds::log;
use crate::relation::{Place, Relation, RelationKind};
use crate::rounding::Rounding;

/// What it speaks for a change that a relation which is broken beyond doubt holds with it, in sixteenths of a bit: the odds
/// against a second error, or against a structure that is none.
const HARD: i32 = 10 * 16;
/// The same for a relation whose structure is only likely.
const SOFT: i32 = 4 * 16;
/// The same for one that may be none.
const HINT: i32 = 0;
/// The same for figures that should be the same by the names of their rows.
const NAMESAKE: i32 = 3 * 16;
/// What it speaks against a change that a relation which holds as printed does not hold with it.
const LOST: i32 = 8 * 16;

/// What becomes of relations when figures are changed.
#[derive(Default)]
struct Effect {
    /// Those that hold then and do not as printed.
    mended: BTreeSet<usize>,
    /// How many hold as printed and do not then.
    lost: usize,
    /// How many are broken beyond doubt, and stay so.
    left: usize,
}

fn millionths(difference: rust_decimal::Decimal) -> i128 {
    (difference * rust_decimal::Decimal::from(1_000_000)).trunc().mantissa()
}

impl Case<'_> {
    /// All single changes that mend something and break nothing.
    pub(super) fn explanations(&self) -> Vec<Explanation> {
        let told = self.open.iter().filter(|at| !self.hint[**at]);
        let accused: BTreeSet<Place> = told.flat_map(|at| self.relations[*at].places()).collect();
        let mut found: Vec<Explanation> = accused.iter().flat_map(|place| self.changes_of(*place)).collect();
        found.extend(self.swaps(&accused));
        let mirrored: Vec<Explanation> = found.iter().flat_map(|e| self.mirrored(e)).collect();
        found.extend(mirrored);
        found
    }

    /// The figure in the one other column that bears a sum out, where a sign is lost: with the sum's other sign for that
    /// line it is that one which lost it. That mends nothing as the sum was found, so it is no value to propose.
    fn mirrored(&self, explanation: &Explanation) -> Option<Explanation> {
        let (&[(place, _)], Cause::Sign) = (explanation.changes.as_slice(), explanation.cause) else { return None };
        let relation = explanation.mended.iter().map(|at| self.relations[*at]).find(|r| r.kind == RelationKind::Sum)?;
        let mut others = self.in_other_columns(relation);
        let ((at, other), None) = (others.next()?, others.next()) else { return None };
        let twin = other.places().find(|p| p.row == place.row)?;
        let (_, num) = self.judge.at(twin, &[])?;
        (self.standing[at] == Standing::Holds && num.value != 0).then(|| Explanation {
            changes: vec![(twin, Num { value: -num.value, unit: num.unit })],
            lost: explanation.lost + 1,
            likelihood: explanation.likelihood + mirror::likelier(self.book, place, twin),
            ..explanation.clone()
        })
    }

    /// Values of one figure that mend what it stands in.
    fn changes_of(&self, place: Place) -> Vec<Explanation> {
        let Some((_, printed)) = self.judge.at(place, &[]) else { return Vec::new() };
        let point = self.has_point(place);
        let open: Vec<usize> = self.by_place[&place].iter().copied().filter(|at| self.open.contains(at)).collect();
        let mut values: Vec<(Num, Cause)> = Vec::new();
        for at in &open {
            if let Some(value) = self.correction(self.relations[*at], place, printed) {
                values.push((value, misprint::cause(printed, value, point)));
            }
        }
        if open.iter().any(|at| self.hard[*at]) || open.len() > 1 {
            values.extend(misprint::originals(printed, point));
        }
        values.sort_unstable_by_key(|(num, cause)| (num.value, Reverse(num.unit), *cause));
        values.dedup_by_key(|(num, _)| num.value);
        values.into_iter().filter_map(|(value, cause)| self.explanation(vec![(place, value)], cause)).collect()
    }

    /// The value with which a sum would hold exactly.
    fn correction(&self, relation: &Relation, place: Place, printed: Num) -> Option<Num> {
        if !relation.kind.is_additive() {
            return None;
        }
        let difference = millionths(relation.difference);
        let sign = if relation.result == place {
            -1
        } else {
            let term = relation.terms.iter().find(|t| t.place == place)?;
            if term.coefficient.is_sign_negative() { -1 } else { 1 }
        };
        let value = printed.value - sign * difference;
        (difference != 0 && value % printed.unit == 0).then_some(Num { value, unit: printed.unit })
    }

    /// Two figures of a row that changed places.
    fn swaps(&self, accused: &BTreeSet<Place>) -> Vec<Explanation> {
        let mut found = Vec::new();
        for one in accused {
            let row = accused.range(*one..).skip(1);
            for other in row.take_while(|p| (p.statement, p.row) == (one.statement, one.row)) {
                let (Some((a, x)), Some((b, y))) = (self.judge.at(*one, &[]), self.judge.at(*other, &[])) else {
                    continue;
                };
                if a == b && x != y {
                    found.extend(self.explanation(vec![(*one, y), (*other, x)], Cause::Swapped));
                }
            }
        }
        found
    }

    /// What a change mends, if it breaks little or nothing and leaves no certain relation of its figures broken.
    fn explanation(&self, changes: Vec<(Place, Num)>, cause: Cause) -> Option<Explanation> {
        let Effect { mut mended, lost, left } = self.effect(&changes, cause);
        if !mended.iter().any(|at| self.hard[*at] || self.is_of_exact_sums(*at)) {
            mended.retain(|at| !self.hint[*at]);
        }
        // Figures that changed places must both have been wrong.
        let idle = |(place, _): &(Place, Num)| !self.by_place[place].iter().any(|at| mended.contains(at));
        // What a change breaks speaks against it, unless far more speaks for it: a chance relation may hold as printed.
        if mended.is_empty() || changes.iter().any(idle) {
            return None;
        }
        let gained: i32 = mended.iter().map(|at| self.worth(*at)).sum();
        let relations = gained - LOST * i32::try_from(lost).unwrap_or(i32::MAX / LOST / 2);
        let likelihood = self.likelihood(&changes, cause) + self.fit(&changes) + relations;
        Some(Explanation { changes, cause, mended, lost, left, likelihood })
    }

    /// What becomes of the relations of the changed figures.
    fn effect(&self, changes: &Changes, cause: Cause) -> Effect {
        let mut effect = Effect::default();
        let turned = self.turned(changes, cause);
        effect.mended.extend(turned.iter().flat_map(|(_, others)| others).filter(|at| self.open.contains(at)));
        for at in changes.iter().flat_map(|(place, _)| &self.by_place[place]) {
            // One figure of two rows that agree may be another's opposite as well.
            if turned.iter().any(|(turned, _)| turned == at) || (cause == Cause::Sign && self.is_lone_tie(*at)) {
                continue;
            }
            let (before, after) = (self.standing[*at], self.judge.standing(self.relations[*at], changes));
            // Off by rounding is rare where all else is exact, but better than broken.
            let rounded = (before, after) == (Standing::Broken, Standing::Off) && self.is_rounded(*at, changes);
            let holds = after == Standing::Holds || rounded;
            let worse = before == Standing::Holds || (before, after) == (Standing::Off, Standing::Broken);
            effect.left += usize::from(!holds && self.hard[*at]);
            effect.lost += usize::from(!holds && worse);
            if holds && self.open.contains(at) {
                effect.mended.insert(*at);
            }
        }
        effect
    }

    /// How much better sums fit with some changes than as printed, as rounding goes.
    fn fit(&self, changes: &Changes) -> i32 {
        // What does not hold, before or after, misses for another reason than rounding.
        let misfit = |at: usize, changes: &Changes| {
            let (before, after) = (self.standing[at], self.judge.standing(self.relations[at], changes));
            let rounded = (before, after) == (Standing::Broken, Standing::Off) && self.is_rounded(at, changes);
            if after == Standing::Holds || rounded { self.judge.misfit(self.relations[at], changes) } else { 0 }
        };
        let fits: BTreeSet<usize> = changes.iter().flat_map(|(place, _)| &self.by_place[place]).copied().collect();
        fits.into_iter().map(|at| misfit(at, &[]) - misfit(at, changes)).sum()
    }

    /// Sums that hold with a figure as printed only because they were found with its line's other sign, each with the same sums of
    /// other columns: these fail, and hold with the line turned. With the figure's sign put right all of them hold.
    fn turned(&self, changes: &Changes, cause: Cause) -> Vec<(usize, Vec<usize>)> {
        let (&[(place, _)], Cause::Sign) = (changes, cause) else { return Vec::new() };
        let is_term = |at: &&usize| {
            let relation = self.relations[**at];
            relation.kind == RelationKind::Sum
                && relation.result.row != place.row
                && self.standing[**at] == Standing::Holds
        };
        let turned = |at: &usize| {
            let mut others = Vec::new();
            for (other, relation) in self.in_other_columns(self.relations[*at]) {
                let twin = relation.places().find(|p| p.row == place.row);
                let num = twin.and_then(|twin| Some((twin, self.judge.at(twin, &[])?.1)));
                let Some((twin, num)) = num.filter(|(_, num)| num.value != 0) else { continue };
                let other_way = [(twin, Num { value: -num.value, unit: num.unit })];
                if self.standing[other] == Standing::Holds
                    || self.judge.standing(relation, &other_way) != Standing::Holds
                {
                    return None;
                }
                others.push(other);
            }
            (!others.is_empty()).then_some((*at, others))
        };
        self.by_place[&place].iter().filter(is_term).filter_map(turned).collect()
    }

    /// Whether a tie that holds is the only one of its two rows.
    fn is_lone_tie(&self, at: usize) -> bool {
        let rows = |relation: &Relation| {
            let row = |place: Place| (place.statement, place.row);
            (relation.kind == RelationKind::TieOut && relation.terms.len() == 1)
                .then(|| (row(relation.result), row(relation.terms[0].place)))
        };
        let own = rows(self.relations[at]);
        let like = |(_, relation): &(usize, &&Relation)| rows(relation) == own;
        self.standing[at] == Standing::Holds
            && own.is_some()
            && self.relations.iter().enumerate().filter(like).count() == 1
    }

    /// Whether it is a sum that is off by no more than rounding explains.
    fn is_rounded(&self, at: usize, changes: &Changes) -> bool {
        is_column_sum(self.relations[at]) && self.judge.is_explained(self.relations[at], changes)
    }

    /// Whether it is a sum that is off by no more than rounding, where all others are exact.
    fn is_of_exact_sums(&self, at: usize) -> bool {
        let relation = self.relations[at];
        let exact = self.judge.rounding.get(relation.result.statement) == Some(&Rounding::Exact);
        exact && self.standing[at] == Standing::Off && is_column_sum(relation)
    }

    /// What it speaks for a change that it mends a relation: that this one fails at all, and by this very difference and
    /// no other.
    pub(super) fn worth(&self, at: usize) -> i32 {
        let fails = match (self.hard[at], self.hint[at]) {
            (true, _) => HARD,
            (_, true) if self.relations[at].kind == RelationKind::TieOut => NAMESAKE,
            (_, true) => HINT,
            _ => SOFT,
        };
        fails + self.room(at)
    }

    /// How many differences no larger than a relation's there are, as a logarithm.
    pub(super) fn room(&self, at: usize) -> i32 {
        let relation = self.relations[at];
        // A ratio misses in units of its own.
        let terms = if relation.kind.is_additive() { relation.terms.len() } else { 0 };
        let units =
            relation.places().take(1 + terms).filter_map(|place| self.judge.at(place, &[]).map(|(_, num)| num.unit));
        let unit = units.max().unwrap_or(1).max(1);
        log(1 + 2 * millionths(relation.difference).unsigned_abs() / unit.unsigned_abs())
    }

    /// How likely the slip is: each sort of slip alike, each slip of a sort alike; and the likelier the more a figure
    /// becomes like its neighbours, for lines change little from year to year.
    fn likelihood(&self, changes: &[(Place, Num)], cause: Cause) -> i32 {
        let mut total = 0;
        for (place, value) in changes {
            let Some((_, printed)) = self.judge.at(*place, &[]) else { continue };
            total -= misprint::rarity(cause, printed, *value);
            if cause != Cause::Swapped {
                total += self.expectations.likeness(*place, *value) - self.expectations.likeness(*place, printed);
            }
        }
        total
    }

    fn has_point(&self, place: Place) -> bool {
        let cell = self.book.statements[place.statement].items[place.row].cells.get(place.col);
        let printed = cell.and_then(|cell| cell.figure()).map_or("", |fact| fact.printed.as_str());
        printed.split_once('.').is_some_and(|(_, after)| after.chars().take_while(char::is_ascii_digit).count() == 3)
    }
}

#[cfg(test)]
mod tests {
    use crossfoot_statements::{Kind, LineItem, Unit};

    use crate::testing::{figure, money, statement};
    use crate::{Cause, prove};

    #[test]
    fn percentages_tell_which_of_two_columns_lost_its_sign() {
        let row = |label: &str, amounts: [&str; 2], percents: [&str; 2]| -> LineItem {
            let mut item = money(label, &[amounts[0]]);
            item.cells.push(figure(percents[0], Unit::Percent));
            item.cells.push(money(label, &[amounts[1]]).cells.remove(0));
            item.cells.push(figure(percents[1], Unit::Percent));
            item
        };
        let mut income = statement(
            &["2023", "% of sales", "2022", "% of sales"],
            vec![
                row("Sales", ["25530", "24020"], ["100.0", "100.0"]),
                row("Cost of products sold", ["-8212", "7919"], ["32.2", "33.0"]),
                row("Gross profit", ["17318", "16101"], ["67.8", "67.0"]),
                row("Selling and administrative expenses", ["6665", "6226"], ["26.1", "25.9"]),
                row("Research and development", ["3829", "3703"], ["15.0", "15.4"]),
                row("Amortization", ["1105", "1098"], ["4.3", "4.6"]),
                row("Restructuring", ["145", "85"], ["0.6", "0.4"]),
                row("Operating profit", ["5574", "4989"], ["21.8", "20.8"]),
                row("Interest expense", ["312", "298"], ["1.2", "1.2"]),
                row("Income before taxes", ["5262", "4691"], ["20.6", "19.5"]),
                row("Provision for taxes", ["1618", "1026"], ["6.3", "4.3"]),
                row("Net earnings", ["3644", "3665"], ["14.3", "15.3"]),
            ],
        );
        income.kind = Kind::IncomeStatement;
        let proven = &prove(vec![income])[0];
        let [repair] = proven.repairs.as_slice() else { panic!("one repair: {:?}", proven.repairs) };
        assert_eq!((repair.place.row, repair.place.col, repair.cause), (1, 0, Cause::Sign));
    }
}
