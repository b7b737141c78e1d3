//! What arithmetic says of a statement, as `release.json` has it: relations, repairs, blames, doubts.

use crossfoot_footing::{Blame, Culprit, LineDoubt, Place, ProvenStatement, Relation, Repair};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::decimals::Plain;
use crate::release::Numbering;

#[derive(Serialize)]
pub(super) struct JsonRepair<'a> {
    #[serde(flatten)]
    place: JsonPlace<'a>,
    printed: &'a str,
    shown: Plain,
    value: Plain,
    cause: &'static str,
    applied: bool,
    /// The relations that ask for it, with the differences as printed.
    relations: Vec<JsonRelation<'a>>,
}

#[derive(Serialize)]
pub(super) struct JsonBlame<'a> {
    relation: JsonRelation<'a>,
    /// The likeliest first.
    figures: Vec<JsonCulprit<'a>>,
}

#[derive(Serialize)]
pub(super) struct JsonCulprit<'a> {
    #[serde(flatten)]
    place: JsonPlace<'a>,
    /// What it would have to be.
    shown: Plain,
    value: Plain,
    cause: &'static str,
    /// How likely it is that it is this one.
    percent: u8,
}

#[derive(Serialize)]
pub(super) struct JsonDoubt<'a> {
    row: Option<usize>,
    label: &'a str,
    fault: &'static str,
    /// The label it should have, where that is known.
    proposed: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct JsonRelation<'a> {
    kind: &'static str,
    holds: bool,
    /// Holds within rounding where others are exact, or misses by little more.
    off: bool,
    difference: Plain,
    tolerance: Plain,
    result: JsonPlace<'a>,
    terms: Vec<JsonTerm<'a>>,
}

#[derive(Serialize)]
pub(super) struct JsonTerm<'a> {
    coefficient: Plain,
    /// A [`JsonPlace`], spelled out because there are so many of them.
    statement: &'a str,
    row: Option<usize>,
    col: Option<usize>,
}

/// As `facts.csv` names and counts.
#[derive(Serialize)]
pub(super) struct JsonPlace<'a> {
    statement: &'a str,
    row: Option<usize>,
    col: Option<usize>,
}

impl<'a> JsonRelation<'a> {
    pub(super) fn of(relation: &Relation, statements: &'a [ProvenStatement], numberings: &[Numbering]) -> Self {
        let place = |place: Place| JsonPlace::of(place, statements, numberings);
        let terms = relation.terms.iter();
        Self {
            kind: relation.kind.name(),
            holds: relation.holds,
            off: relation.off,
            difference: Plain(relation.difference),
            tolerance: Plain(relation.tolerance),
            result: place(relation.result),
            terms: terms.map(|t| JsonTerm::of(t.coefficient, place(t.place))).collect(),
        }
    }
}

impl<'a> JsonTerm<'a> {
    pub(super) fn of(coefficient: Decimal, place: JsonPlace<'a>) -> Self {
        Self { coefficient: Plain(coefficient), statement: place.statement, row: place.row, col: place.col }
    }
}

impl<'a> JsonPlace<'a> {
    pub(super) fn of(place: Place, statements: &'a [ProvenStatement], numberings: &[Numbering]) -> Self {
        Self {
            statement: statements.get(place.statement).map_or("", |s| &s.statement.id),
            row: numberings.get(place.statement).and_then(|n| n.row(place.row)),
            col: numberings.get(place.statement).and_then(|n| n.column(place.col)),
        }
    }
}

impl<'a> JsonRepair<'a> {
    pub(super) fn of(repair: &'a Repair, statements: &'a [ProvenStatement], numberings: &[Numbering]) -> Self {
        Self {
            place: JsonPlace::of(repair.place, statements, numberings),
            printed: &repair.printed,
            shown: Plain(repair.shown),
            value: Plain(repair.value),
            cause: repair.cause.name(),
            applied: repair.applied,
            relations: repair.relations.iter().map(|r| JsonRelation::of(r, statements, numberings)).collect(),
        }
    }
}

impl<'a> JsonBlame<'a> {
    pub(super) fn of(blame: &Blame, statements: &'a [ProvenStatement], numberings: &[Numbering]) -> Self {
        let culprit = |culprit: &Culprit| JsonCulprit {
            place: JsonPlace::of(culprit.place, statements, numberings),
            shown: Plain(culprit.shown),
            value: Plain(culprit.value),
            cause: culprit.cause.name(),
            percent: culprit.percent,
        };
        Self {
            relation: JsonRelation::of(&blame.relation, statements, numberings),
            figures: blame.culprits.iter().map(culprit).collect(),
        }
    }
}

impl<'a> JsonDoubt<'a> {
    pub(super) fn of(doubt: &'a LineDoubt, proven: &'a ProvenStatement, numbering: &Numbering) -> Self {
        Self {
            row: numbering.row(doubt.row),
            label: proven.statement.items.get(doubt.row).map_or("", |item| &item.label),
            fault: doubt.fault.name(),
            proposed: doubt.label.as_deref(),
        }
    }
}
