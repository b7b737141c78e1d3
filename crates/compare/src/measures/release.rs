//! The measures of one release.

use std::collections::{BTreeMap, HashMap, HashSet};

use crossfoot_export::RecordedFact;
use crossfoot_lexicon::{Concept, Kind, Role, catalogue, tag};
use crossfoot_statements::Identity;
use jiff::civil::Date;

use super::choose::{Choice, choose, without_shared};
use super::{INSTANT, MeasuresRow, Periods, Unclear, same_length};
use crate::book::is_primary;
use crate::stack::days;

/// A figure that measures something.
#[derive(Debug)]
pub(super) struct MeasureFigure {
    pub(super) measure: String,
    pub(super) concept: Concept,
    pub(super) fact: RecordedFact,
    /// How good its place is; 0 is best.
    pub(super) place: u8,
    end: Date,
}

/// The place of a figure in the concept's own statement, in another primary one, and elsewhere.
const HOME: u8 = 0;
const PRIMARY: u8 = 1;
const ELSEWHERE: u8 = 2;

/// A release as it was read back.
#[derive(Debug)]
pub(super) struct ReadBack {
    name: String,
    company: String,
    currency: String,
    /// What measures something, in the release's currency where it is money.
    figures: Vec<MeasureFigure>,
    /// The last day of what it reports on, and the shortest time that its income statement then speaks of.
    own: Option<(Date, Option<String>)>,
}

impl ReadBack {
    pub(super) fn of(name: String, identity: Identity, facts: Vec<RecordedFact>) -> Self {
        let own_end = identity.period_end.or_else(|| last_day(&facts));
        let facts = of_whole_group(facts);
        let weights = weights(&facts);
        let own = own_end.map(|end| (end, shortest(&facts, end, &weights)));
        let currency = identity.currency.map(|c| c.to_string()).or_else(|| main_currency(&facts)).unwrap_or_default();
        let full = full_statements(&facts, &weights);
        let figures = facts.into_iter().filter_map(|fact| {
            let full = full.contains(&fact.statement);
            MeasureFigure::of(fact, full)
        });
        let figures =
            figures.filter(|figure| currency_of(&figure.fact.unit).is_none_or(|own| own == currency)).collect();
        // A currency that nothing tells has a code, but no name.
        let currency = if currency == UNTOLD { String::new() } else { currency };
        Self { company: identity.company.unwrap_or_else(|| name.clone()), name, currency, figures, own }
    }

    pub(super) fn own_end(&self) -> Option<Date> {
        self.own.as_ref().map(|(end, _)| *end)
    }

    /// Its rows, those without anything in them left out.
    pub(super) fn rows(&self, names: &[String], periods: Periods) -> Vec<MeasuresRow> {
        let Some((end, duration)) = &self.own else { return Vec::new() };
        let rows = match periods {
            Periods::Latest => self.latest(names, *end, duration.as_deref()),
            Periods::All => {
                let mut all: Vec<(Date, &str)> = Vec::new();
                let flows = self.figures.iter().filter(|figure| figure.end <= *end && figure.fact.duration != INSTANT);
                flows.for_each(|figure| add(&mut all, figure.end, &figure.fact.duration));
                for figure in self.figures.iter().filter(|figure| figure.end <= *end) {
                    if all.iter().all(|(end, _)| *end != figure.end) {
                        add(&mut all, figure.end, INSTANT);
                    }
                }
                all.into_iter().map(|(end, duration)| self.row(names, end, duration, true)).collect()
            }
        };
        rows.into_iter().filter(|row| row.values.iter().any(Option::is_some) || !row.unclear.is_empty()).collect()
    }

    /// The release's own period. What it tells for a longer time only, as cash flows are of the year to date, has a row of its own.
    fn latest(&self, names: &[String], end: Date, duration: Option<&str>) -> Vec<MeasuresRow> {
        let mut rows = vec![self.row(names, end, duration.unwrap_or(INSTANT), true)];
        let open = |rows: &[MeasuresRow], name: &String, at: usize| {
            rows.iter().all(|row| row.values[at].is_none() && row.unclear.iter().all(|u| u.measure != *name))
        };
        loop {
            let missing: Vec<String> =
                names.iter().enumerate().filter(|(at, name)| open(&rows, name, *at)).map(|(_, n)| n.clone()).collect();
            let longer = self.figures.iter().filter(|figure| {
                let told = rows.iter().any(|row| same_length(&row.duration, &figure.fact.duration));
                figure.place < ELSEWHERE
                    && figure.end == end
                    && figure.fact.duration != INSTANT
                    && !told
                    && missing.contains(&figure.measure)
            });
            let Some(next) = longer.map(|figure| figure.fact.duration.as_str()).min_by_key(|next| days(next)) else {
                return rows;
            };
            let mut row = self.row(names, end, next, false);
            for (value, name) in row.values.iter_mut().zip(names) {
                *value = value.take().filter(|_| missing.contains(name));
            }
            row.unclear.retain(|unclear| missing.contains(&unclear.measure));
            rows.push(row);
        }
    }

    /// The row of a period, with the balances of its last day or without.
    fn row(&self, names: &[String], end: Date, duration: &str, balances: bool) -> MeasuresRow {
        let mut unclear = Vec::new();
        let of_period = |figure: &&MeasureFigure| {
            let balance = balances && figure.fact.duration == INSTANT;
            figure.end == end && (balance || same_length(&figure.fact.duration, duration))
        };
        let all: Vec<&MeasureFigure> = self.figures.iter().filter(of_period).collect();
        let values = names.iter().map(|name| {
            let figures = all.iter().copied().filter(|figure| figure.measure == *name).collect();
            match choose(without_shared(figures, &all)) {
                Choice::Nothing => None,
                Choice::Clear(figure) => Some(figure.value(&self.name)),
                Choice::Unclear(figures) => {
                    let candidates = figures.iter().map(|figure| figure.value(&self.name)).collect();
                    unclear.push(Unclear { measure: name.clone(), candidates });
                    None
                }
            }
        });
        let values = values.collect();
        MeasuresRow {
            company: self.company.clone(),
            release: self.name.clone(),
            period_end: end,
            duration: duration.to_owned(),
            currency: self.currency.clone(),
            values,
            unclear,
        }
    }
}

impl MeasureFigure {
    /// A figure of a statement that is full, or abridged.
    fn of(fact: RecordedFact, full: bool) -> Option<Self> {
        let concept = catalogue().named(&fact.concept)?;
        let home = || concept.entry().statements.first().is_some_and(|kind| kind.name() == fact.kind);
        let place = match (full, full && home()) {
            (_, true) => HOME,
            (true, false) => PRIMARY,
            (false, _) => ELSEWHERE,
        };
        Some(Self { measure: concept.entry().measure.clone()?, concept, place, end: fact.period_end?, fact })
    }

    /// Whether it says too little: arithmetic speaks against it, or nothing tells what an amount is multiplied by.
    pub(super) fn is_unsure(&self) -> bool {
        let amount = currency_of(&self.fact.unit).is_some_and(|currency| currency == self.fact.unit);
        self.fact.status == SUSPECT || amount && self.fact.scale_from == NOTHING
    }

    fn value(&self, release: &str) -> super::Value {
        let fact = &self.fact;
        super::Value {
            value: fact.value,
            source: super::Source {
                release: release.to_owned(),
                statement: fact.statement.clone(),
                row: fact.row,
                page: fact.page,
                label: fact.label.clone(),
                printed: fact.printed.clone(),
                concept: fact.concept.clone(),
                status: fact.status.clone(),
                scale_from: fact.scale_from.clone(),
            },
        }
    }
}

/// How arithmetic calls a figure that it speaks against.
pub(super) const SUSPECT: &str = "suspect";
/// Where a scale is from that nothing tells.
pub(super) const NOTHING: &str = "none";
/// The code of a currency that nothing tells.
const UNTOLD: &str = "XXX";

fn add<'a>(all: &mut Vec<(Date, &'a str)>, end: Date, duration: &'a str) {
    if all.iter().all(|(known, length)| *known != end || !same_length(length, duration)) {
        all.push((end, duration));
    }
}

/// The currency of a unit of money, or of money for a share.
fn currency_of(unit: &str) -> Option<&str> {
    let currency = unit.strip_suffix("/share").unwrap_or(unit);
    (!["shares", "percent", "pure"].contains(&currency)).then_some(currency)
}

/// The currency of most amounts in the primary statements.
fn main_currency(facts: &[RecordedFact]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for currency in facts.iter().filter(|fact| is_primary(&fact.kind)).filter_map(|fact| currency_of(&fact.unit)) {
        *counts.entry(currency).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(currency, _)| currency.to_owned())
}

/// The last day that the primary statements speak of.
fn last_day(facts: &[RecordedFact]) -> Option<Date> {
    facts.iter().filter(|fact| is_primary(&fact.kind)).filter_map(|fact| fact.period_end).max()
}

/// The facts without those of the parent company alone, where the statements of the group are there as well.
fn of_whole_group(facts: Vec<RecordedFact>) -> Vec<RecordedFact> {
    let mut alone: HashMap<&str, bool> = HashMap::new();
    for fact in facts.iter().filter(|fact| is_primary(&fact.kind)) {
        alone.entry(&fact.statement).or_insert_with(|| tag(&fact.title).has(Role::ParentOnly));
    }
    if alone.values().all(|alone| *alone) {
        return facts;
    }
    let dropped: HashSet<String> = alone.into_iter().filter(|(_, alone)| *alone).map(|(id, _)| id.to_owned()).collect();
    facts.into_iter().filter(|fact| !dropped.contains(&fact.statement)).collect()
}

/// How many concepts each statement has.
fn weights(facts: &[RecordedFact]) -> HashMap<String, usize> {
    let mut concepts: HashMap<&str, HashSet<&str>> = HashMap::new();
    for fact in facts.iter().filter(|fact| !fact.concept.is_empty()) {
        concepts.entry(&fact.statement).or_default().insert(&fact.concept);
    }
    concepts.into_iter().map(|(statement, concepts)| (statement.to_owned(), concepts.len())).collect()
}

/// The primary statements that are not abridged: with half as many concepts as the fullest of their kind, at least. A table of a
/// part of the group, or of another company, has few lines.
fn full_statements(facts: &[RecordedFact], weights: &HashMap<String, usize>) -> HashSet<String> {
    let weight = |fact: &RecordedFact| weights.get(&fact.statement).copied().unwrap_or_default();
    let mut fullest: HashMap<&str, usize> = HashMap::new();
    let primary = || facts.iter().filter(|fact| is_primary(&fact.kind));
    for fact in primary() {
        let most = fullest.entry(&fact.kind).or_default();
        *most = weight(fact).max(*most);
    }
    let full = |fact: &&RecordedFact| fullest.get(fact.kind.as_str()).is_some_and(|most| 2 * weight(fact) >= *most);
    primary().filter(full).map(|fact| fact.statement.clone()).collect()
}

/// The shortest time up to a day that a full income statement has figures of, or another statement of flows. A table of a few lines
/// in the report does not count.
fn shortest(facts: &[RecordedFact], end: Date, weights: &HashMap<String, usize>) -> Option<String> {
    let weight = |fact: &RecordedFact| weights.get(&fact.statement).copied().unwrap_or_default();
    let of_kind = |kind: &str| {
        let flows = || {
            let ending = facts.iter().filter(|fact| fact.period_end == Some(end) && fact.duration != INSTANT);
            ending.filter(|fact| fact.kind == kind)
        };
        let fullest = flows().map(weight).max()?;
        let full = flows().filter(|fact| 3 * weight(fact) >= 2 * fullest);
        full.map(|fact| &fact.duration).min_by_key(|duration| days(duration)).cloned()
    };
    let flows = [Kind::IncomeStatement, Kind::ComprehensiveIncome, Kind::CashFlow, Kind::Equity];
    flows.into_iter().map(Kind::name).find_map(of_kind)
}
