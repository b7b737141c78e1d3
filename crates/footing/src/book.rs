//! The figures of a whole release and the relations found between them so far.

use crossfoot_statements::Statement;
use rust_decimal::Decimal;

use crate::fixed::{Class, Figures, decimal};
use crate::label::normal;
use crate::relation::{Place, Relation, RelationKind, Term};
use crate::rounding::Slack;

/// A release while it is being proved.
pub(crate) struct Book<'a> {
    pub(crate) statements: &'a [Statement],
    pub(crate) figures: Vec<Figures>,
    /// The labels of each statement's rows as they are compared.
    pub(crate) labels: Vec<Vec<String>>,
    /// Totals, as statement and row, that do not make what they should.
    pub(crate) unclosed: Vec<(usize, usize)>,
    /// Cells looked at so far, as far as searches go: the bound on the work.
    pub(crate) work: u64,
    relations: Vec<Relation>,
    doubtful: Vec<Relation>,
    hints: Vec<Relation>,
}

impl<'a> Book<'a> {
    pub(crate) fn new(statements: &'a [Statement]) -> Self {
        let figures = statements.iter().map(Figures::of).collect();
        let labels = |s: &Statement| s.items.iter().map(|item| normal(&item.label)).collect();
        Self {
            statements,
            figures,
            labels: statements.iter().map(labels).collect(),
            unclosed: Vec::new(),
            work: 0,
            relations: Vec::new(),
            doubtful: Vec::new(),
            hints: Vec::new(),
        }
    }

    pub(crate) fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// Relations that do not hold and that nobody would report for that alone: their structure is likely, not certain.
    /// They may still side with others against a figure.
    pub(crate) fn doubtful(&self) -> &[Relation] {
        &self.doubtful
    }

    /// Relations that do not hold and may be none at all. They count only beside one that is certain, and fails, too:
    /// where one figure changed makes both hold, that is no accident.
    pub(crate) fn hints(&self) -> &[Relation] {
        &self.hints
    }

    pub(crate) fn into_relations(self) -> Vec<Relation> {
        self.relations
    }

    /// Enters a relation; `difference` is in millionths.
    pub(crate) fn enter(
        &mut self,
        kind: RelationKind,
        result: Place,
        terms: impl IntoIterator<Item = (Place, i128)>,
        difference: i128,
        slack: Slack,
    ) {
        let relation = additive(kind, result, terms, difference, slack);
        self.push(relation);
    }

    /// Notes a relation that does not hold, for what it may be worth beside others.
    pub(crate) fn doubt(
        &mut self,
        kind: RelationKind,
        result: Place,
        terms: impl IntoIterator<Item = (Place, i128)>,
        difference: i128,
        slack: Slack,
    ) {
        let relation = additive(kind, result, terms, difference, slack);
        self.doubtful.push(relation);
    }

    /// Notes a relation that does not hold and may be none.
    pub(crate) fn hint(
        &mut self,
        kind: RelationKind,
        result: Place,
        terms: impl IntoIterator<Item = (Place, i128)>,
        difference: i128,
        slack: Slack,
    ) {
        self.hint_at(additive(kind, result, terms, difference, slack));
    }

    /// The same for a relation of any kind.
    pub(crate) fn hint_at(&mut self, relation: Relation) {
        self.hints.push(relation);
    }

    pub(crate) fn push(&mut self, relation: Relation) {
        self.relations.push(relation);
    }

    /// Counts what trying so many candidates costs, of so many cells each.
    pub(crate) fn count(&mut self, candidates: usize, cells: usize) {
        self.work = self.work.saturating_add(u64::try_from(candidates.saturating_mul(cells)).unwrap_or(u64::MAX));
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

fn additive(
    kind: RelationKind,
    result: Place,
    terms: impl IntoIterator<Item = (Place, i128)>,
    difference: i128,
    slack: Slack,
) -> Relation {
    let terms = terms.into_iter().map(|(place, sign)| Term { place, coefficient: Decimal::from(sign) }).collect();
    let tolerance = (decimal(slack.doubled()) / Decimal::TWO).normalize();
    Relation {
        kind,
        terms,
        result,
        holds: slack.explains(difference),
        off: false,
        difference: decimal(difference),
        tolerance,
    }
}
