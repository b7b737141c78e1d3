//! Chooses the concepts of a statement's lines together: each line its best, and each concept once.

use crossfoot_lexicon::{Catalogue, Concept, Kind, LabelReading, Measured, Role, Time};
use rust_decimal::Decimal;

use super::Sum;
use super::place::places;
use super::score::{LEAD, ScoreSheet, Surroundings, sheet, stands_in};
use super::totals;
use crate::model::{LineItem, Statement, Unit};

/// Outside of the statements that standards require, a label must fit so well.
const BEYOND_DOUBT: i32 = 19;
/// What can be one concept only comes before what can be another of the same measure.
const ALONE: i32 = 3;
/// A line without a name that arithmetic says is a total begins with so much for each part that belongs to the concept,
const BY_PARTS: i32 = 6;
/// and with no more than this: what has a name comes first.
const MOST_BY_PARTS: i32 = 12;

/// A statement as it is looked at: what each label can be.
pub(super) struct Look {
    kind: Kind,
    readings: Vec<LabelReading>,
}

/// A line's claim to a concept.
struct Claim {
    row: usize,
    concept: Concept,
    half_bits: i32,
    /// Arithmetic or its name says that it is a total.
    total: bool,
}

impl Look {
    pub(super) fn at(catalogue: &Catalogue, statement: &Statement) -> Self {
        let kind = statement.kind;
        let readings = match kind {
            Kind::Segment | Kind::Other => Vec::new(),
            _ => statement.items.iter().map(|item| read(catalogue, kind, item)).collect(),
        };
        Self { kind, readings }
    }

    /// Whether a release follows IFRS, by the labels that only one of the standards has.
    pub(super) fn under_ifrs(looks: &[Self]) -> bool {
        let readings = || looks.iter().filter(|look| look.kind.is_primary()).flat_map(|look| &look.readings);
        readings().filter(|reading| reading.ifrs).count() > readings().filter(|reading| reading.us_gaap).count()
    }

    /// The concept of each line.
    pub(super) fn choose(
        &self,
        catalogue: &Catalogue,
        statement: &Statement,
        sums: &[Sum],
        ifrs: bool,
    ) -> Vec<Option<Concept>> {
        let mut chosen = vec![None; statement.items.len()];
        if self.readings.is_empty() {
            return chosen;
        }
        let readings = totals::named(catalogue, self.kind, statement, &self.readings, sums);
        let places = places(catalogue, self.kind, statement, &readings);
        let beside: Vec<Concept> = readings.iter().filter_map(|r| r.concepts.first()).map(|(c, _)| *c).collect();
        let time = time_of(statement, self.kind);
        let mut claims = Vec::new();
        for (row, item) in statement.items.iter().enumerate().filter(|(_, item)| item.has_figures()) {
            let sum = sums.iter().find(|sum| sum.total == row);
            let parts: Option<Vec<Concept>> = sum.map(|sum| {
                sum.parts.iter().filter_map(|part| readings.get(*part)?.concepts.first()).map(|(c, _)| *c).collect()
            });
            let around = Surroundings {
                unit: unit_of(item),
                place: places[row],
                time,
                negative: all_negative(item),
                beside: &beside,
                parts: parts.as_deref(),
                ifrs: Some(ifrs),
            };
            claims.extend(self.claims(catalogue, (row, item), &readings[row], &around, sum.is_some()));
        }
        self.settle(catalogue, statement, claims, &mut chosen);
        chosen
    }

    /// The concepts that a line can be in this statement, the best first; none where two are nearly as good.
    fn claims(
        &self,
        catalogue: &Catalogue,
        (row, item): (usize, &LineItem),
        reading: &LabelReading,
        around: &Surroundings<'_>,
        summed: bool,
    ) -> Vec<Claim> {
        let of_kind = |concept: &Concept| stands_in(catalogue.entry(*concept), self.kind);
        let primary = self.kind.is_primary();
        let fits = |(concept, fit): &&(Concept, i32)| of_kind(concept) && (primary || *fit >= BEYOND_DOUBT);
        let named = reading.concepts.iter().filter(fits);
        let mut sheets: Vec<ScoreSheet> =
            named.map(|(concept, fit)| sheet(catalogue, *concept, *fit, around)).collect();
        if sheets.is_empty() && primary && is_bare(&item.label) {
            sheets = by_parts(catalogue, around, of_kind);
        }
        // `Adjusted earnings` over `Net earnings per share`: a measure of the company's own. Flows go on from `adjusted for:`, and
        // reconciliations from what is standard.
        if primary && self.kind != Kind::CashFlow && item.section.iter().any(|heading| heading.has(Role::OwnMeasure)) {
            return Vec::new();
        }
        // Outside of primary statements lines stand under headings of which one does not know what they speak of.
        if !primary && !item.section.is_empty() && around.place.section.is_none() {
            return Vec::new();
        }
        sheets.sort_by_key(|sheet| -sheet.total());
        sheets.retain(ScoreSheet::is_enough);
        let Some(best) = sheets.first() else { return Vec::new() };
        let (half_bits, measure) = (best.total(), &catalogue.entry(best.concept).measure);
        let another = sheets.iter().find(|sheet| {
            let other = &catalogue.entry(sheet.concept).measure;
            sheet.concept != best.concept && (measure.is_none() || measure != other)
        });
        if another.is_some_and(|other| other.total() + LEAD > half_bits) {
            return Vec::new();
        }
        let same = |sheet: &ScoreSheet| {
            sheet.concept == best.concept || catalogue.entry(sheet.concept).measure == *measure && measure.is_some()
        };
        let alone = sheets.iter().filter(|sheet| same(sheet)).count() == 1;
        let claim = |sheet: &ScoreSheet| Claim {
            row,
            concept: sheet.concept,
            half_bits: sheet.total() + if alone { ALONE } else { 0 },
            total: summed,
        };
        sheets.iter().filter(|sheet| same(sheet)).map(claim).collect()
    }

    /// Gives each concept to the line with the best claim, and each line its best that is left.
    fn settle(
        &self,
        catalogue: &Catalogue,
        statement: &Statement,
        mut claims: Vec<Claim>,
        chosen: &mut [Option<Concept>],
    ) {
        claims.sort_by_key(|claim| (-claim.half_bits, !claim.total, claim.row));
        let figures = |row: usize| values(&statement.items[row]);
        // A statement of changes in equity tells several periods below each other; cash is told before and after.
        let repeats = |concept: Concept| {
            self.kind == Kind::Equity || self.kind == Kind::CashFlow && catalogue.entry(concept).time == Time::Instant
        };
        for at in 0..claims.len() {
            let claim = &claims[at];
            if chosen[claim.row].is_some() {
                continue;
            }
            // What is printed once more under the same name and is another amount is no other concept of the measure.
            let measure = &catalogue.entry(claim.concept).measure;
            let namesake =
                |row: usize| statement.items[row].label.eq_ignore_ascii_case(&statement.items[claim.row].label);
            let of_measure = |row: &usize| chosen[*row].is_some_and(|c| catalogue.entry(c).measure == *measure);
            let renamed = measure.is_some()
                && (0..chosen.len()).filter(of_measure).any(|row| namesake(row) && figures(row) != figures(claim.row));
            if renamed && !repeats(claim.concept) {
                continue;
            }
            let taken: Vec<usize> = (0..chosen.len()).filter(|row| chosen[*row] == Some(claim.concept)).collect();
            let again = taken.iter().any(|row| figures(*row) == figures(claim.row));
            let rival = claims.iter().any(|other| {
                other.concept == claim.concept
                    && other.row != claim.row
                    && chosen[other.row].is_none()
                    && (other.half_bits, other.total) == (claim.half_bits, claim.total)
                    && figures(other.row) != figures(claim.row)
            });
            if repeats(claim.concept) || again || taken.is_empty() && !rival {
                chosen[claim.row] = Some(claim.concept);
            }
        }
    }
}

/// What a line's label can be. Of an amount per share and a number of shares the heading over it tells more: `Basic`. Where a label can be
/// several lines as well, the heading may tell which: `Owners of the company`.
fn read(catalogue: &Catalogue, kind: Kind, item: &LineItem) -> LabelReading {
    let reading = catalogue.read_text(&item.label).into_owned();
    let Some(heading) = item.section.last() else { return reading };
    let with_heading = || catalogue.read_label(&format!("{heading} {}", item.label));
    let unit = unit_of(item);
    if matches!(unit, Some(Measured::PerShare | Measured::Shares)) {
        let fits = reading.concepts.iter().any(|(concept, _)| Some(catalogue.entry(*concept).unit) == unit);
        return if fits { reading } else { with_heading() };
    }
    let of_kind = |(concept, _): &(Concept, i32)| stands_in(catalogue.entry(*concept), kind);
    let measure = |(concept, _): (Concept, i32)| &catalogue.entry(concept).measure;
    let mut alike = reading.concepts.iter().copied().filter(of_kind);
    let (best, next) = (alike.next(), alike.next());
    let unclear = best.zip(next).is_some_and(|(best, next)| best.1 == next.1 && measure(best) != measure(next));
    if !unclear {
        return reading;
    }
    let told = with_heading().concepts.into_iter().find(of_kind).map(|(concept, _)| concept);
    let meant = reading.concepts.iter().find(|(concept, _)| Some(*concept) == told).copied();
    LabelReading { concepts: meant.map_or(reading.concepts, |meant| vec![meant]), ..reading }
}

/// Whether a label says no more than that it is a total.
pub(super) fn is_bare(label: &str) -> bool {
    label.chars().filter(|c| c.is_alphanumeric()).count() == 0
}

/// What a line without a name can be as the total of its parts.
fn by_parts(catalogue: &Catalogue, around: &Surroundings<'_>, of_kind: impl Fn(&Concept) -> bool) -> Vec<ScoreSheet> {
    let Some(parts) = around.parts else { return Vec::new() };
    let known =
        |concept: &Concept| parts.iter().filter(|part| catalogue.entry(*concept).total_of.contains(part)).count();
    let all = catalogue.concepts().filter(|concept| of_kind(concept)).filter(|concept| known(concept) > 0);
    let fit = |parts: usize| i32::try_from(parts).map_or(MOST_BY_PARTS, |parts| (BY_PARTS * parts).min(MOST_BY_PARTS));
    all.map(|concept| sheet(catalogue, concept, fit(known(&concept)), around)).collect()
}

/// What most figures of a line count.
fn unit_of(item: &LineItem) -> Option<Measured> {
    let units = item.cells.iter().filter_map(|cell| Some(measured(cell.figure()?.unit)));
    // A share of revenue or a change beside amounts does not tell what the line is.
    let mut units: Vec<Measured> = units.collect();
    if units.iter().any(|unit| *unit != Measured::Percent) {
        units.retain(|unit| *unit != Measured::Percent);
    }
    let first = *units.first()?;
    units.iter().all(|unit| *unit == first).then_some(first)
}

fn measured(unit: Unit) -> Measured {
    match unit {
        Unit::Money(_) => Measured::Money,
        Unit::PerShare(_) => Measured::PerShare,
        Unit::Shares => Measured::Shares,
        Unit::Percent => Measured::Percent,
        Unit::Pure => Measured::Count,
    }
}

fn all_negative(item: &LineItem) -> bool {
    let mut figures =
        item.cells.iter().filter_map(|cell| cell.figure()).filter(|fact| !fact.value.is_zero()).peekable();
    figures.peek().is_some() && figures.all(|fact| fact.value.is_sign_negative())
}

/// What the columns are: days or periods, where all are alike. In a statement of cash flows and of changes in equity balances stand
/// in columns of flows.
fn time_of(statement: &Statement, kind: Kind) -> Option<Time> {
    if matches!(kind, Kind::CashFlow | Kind::Equity) {
        return None;
    }
    let starts = statement.columns.iter().filter_map(|column| Some(column.period?.start.is_some()));
    let starts: Vec<bool> = starts.collect();
    let first = *starts.first()?;
    let time = if first { Time::Duration } else { Time::Instant };
    starts.iter().all(|start| *start == first).then_some(time)
}

pub(super) fn values(item: &LineItem) -> Vec<Option<Decimal>> {
    item.cells.iter().map(|cell| cell.figure().map(|fact| fact.value)).collect()
}
