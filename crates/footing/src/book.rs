//! The figures of a whole release and the relations found between them so far.

use std::collections::HashSet;

use crossfoot_statements::Statement;
use rust_decimal::Decimal;

use crate::fixed::{Class, Figures, decimal};
use crate::relation::{Place, Relation, RelationKind, Term};

/// A release while it is being proved.
pub(crate) struct Book<'a> {
    pub(crate) statements: &'a [Statement],
    pub(crate) figures: Vec<Figures>,
    relations: Vec<Relation>,
    footed: HashSet<Place>,
}

impl<'a> Book<'a> {
    pub(crate) fn new(statements: &'a [Statement]) -> Self {
        let figures = statements.iter().map(Figures::of).collect();
        Self { statements, figures, relations: Vec::new(), footed: HashSet::new() }
    }

    pub(crate) fn relations(&self) -> &[Relation] {
        &self.relations
    }

    pub(crate) fn into_relations(self) -> Vec<Relation> {
        self.relations
    }

    /// Whether a figure takes part in a relation that holds.
    pub(crate) fn is_footed(&self, place: Place) -> bool {
        self.footed.contains(&place)
    }

    /// Enters a relation; `difference` and `doubled` (twice the tolerance) are in millionths.
    pub(crate) fn enter(
        &mut self,
        kind: RelationKind,
        result: Place,
        terms: impl IntoIterator<Item = (Place, i128)>,
        difference: i128,
        doubled: i128,
    ) {
        let terms = terms.into_iter().map(|(place, sign)| Term { place, coefficient: Decimal::from(sign) });
        let holds = 2 * difference.abs() <= doubled;
        let tolerance = (decimal(doubled) / Decimal::TWO).normalize();
        self.push(Relation { kind, terms: terms.collect(), result, holds, difference: decimal(difference), tolerance });
    }

    pub(crate) fn push(&mut self, relation: Relation) {
        if relation.holds {
            self.footed.extend(relation.places());
        }
        self.relations.push(relation);
    }

    /// The columns of a statement most of whose figures are of a class.
    pub(crate) fn columns_of(&self, statement: usize, class: Class) -> Vec<usize> {
        let figures = &self.figures[statement];
        let most = |col: &usize| {
            let count = |wanted: bool| {
                let classes = (0..figures.rows).filter_map(|row| figures.at(row, *col));
                classes.filter(|(c, _)| (*c == class) == wanted).count()
            };
            count(true) > count(false)
        };
        (0..figures.cols).filter(most).collect()
    }
}
