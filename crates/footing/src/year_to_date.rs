//! Quarters and the year to date: figures of parts of a period that make the figure of the whole, in two statements.
//!
//! Within one statement they are columns like others, and `across` finds them. Here the whole stands in one statement
//! and at least one of its parts in another: the half year in the income statement, the quarters in a table of trends.
//! The periods say what the parts are (days without a gap, from the first day to the last), so nothing is searched but
//! the lines: those of one name in both statements. All of them together bear the columns out, or none.

use crossfoot_statements::{LineItem, Statement};
use jiff::ToSpan;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::book::Book;
use crate::evidence::{MARGIN, choice, worth};
use crate::fixed::{Class, Num};
use crate::label::normal;
use crate::relation::{Place, RelationKind};
use crate::rounding::Slack;

/// Parts that a period may have: quarters of a year.
const PARTS: usize = 4;
/// Ways to make periods of parts that are looked at in one release.
const MOST: usize = 4000;
/// Steps taken to find them: no release has so many periods but one made for it.
const STEPS: usize = 200_000;
/// What a line costs whose parts do not make the whole.
const FAILED: i32 = 10;

/// A column of flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Flow {
    statement: usize,
    col: usize,
    start: Date,
    end: Date,
}

/// A column and those that should make it, first to last.
struct Partition {
    whole: Flow,
    parts: Vec<Flow>,
}

/// What one line says of a partition.
struct Check {
    whole: Place,
    parts: Vec<Place>,
    difference: i128,
    slack: Slack,
    worth: i32,
    amounts: Vec<i128>,
}

pub(crate) fn prove(book: &mut Book<'_>) {
    let flows: Vec<Vec<Flow>> = (0..book.statements.len()).map(|at| flows(&book.statements[at], at)).collect();
    let found = partitions(&flows);
    if found.is_empty() {
        return;
    }
    let names: Vec<Names> = book.statements.iter().zip(&book.labels).map(|(s, labels)| Names::of(s, labels)).collect();
    let cost = MARGIN + choice(found.len());
    for partition in &found {
        let checks = checks(book, &names, partition);
        book.count(1, book.figures[partition.whole.statement].rows);
        let held = |check: &&Check| check.slack.explains(check.difference);
        let mut seen = FxHashSet::default();
        let evidence: i32 = checks.iter().filter(held).filter(|c| seen.insert(&c.amounts)).map(|c| c.worth).sum();
        let failed = checks.iter().filter(|c| !held(c)).count();
        if evidence - FAILED * i32::try_from(failed).unwrap_or(i32::MAX / FAILED) < cost || failed * 4 > checks.len() {
            continue;
        }
        for check in checks {
            let terms = check.parts.into_iter().map(|place| (place, 1));
            if check.slack.explains(check.difference) {
                book.enter(RelationKind::YearToDate, check.whole, terms, check.difference, check.slack);
            } else {
                // Quarters are restated, and the year to date is not always the sum of what was printed before.
                book.hint(RelationKind::YearToDate, check.whole, terms, check.difference, check.slack);
            }
        }
    }
}

/// The columns of a statement that speak of a stretch of time, one for each stretch: of two it is not known which is meant.
fn flows(statement: &Statement, at: usize) -> Vec<Flow> {
    let columns = statement.columns.iter().enumerate();
    let flow = |(col, column): (usize, &crossfoot_statements::Column)| {
        let period = column.period?;
        Some(Flow { statement: at, col, start: period.start?, end: period.end })
    };
    let all: Vec<Flow> = columns.filter_map(flow).collect();
    let alone = |flow: &&Flow| all.iter().filter(|f| (f.start, f.end) == (flow.start, flow.end)).count() == 1;
    all.iter().filter(alone).copied().collect()
}

/// All ways to make a column of one statement from columns of that and one other, at least one of them of the other.
fn partitions(flows: &[Vec<Flow>]) -> Vec<Partition> {
    let (mut found, mut steps) = (Vec::new(), 0);
    for whole in flows.iter().flatten() {
        for (other, columns) in flows.iter().enumerate().filter(|(at, _)| *at != whole.statement) {
            let own = flows[whole.statement].iter().filter(|f| *f != whole);
            let within = |f: &&Flow| f.start >= whole.start && f.end <= whole.end;
            let pool: Vec<Flow> = columns.iter().chain(own).filter(within).copied().collect();
            let mut chain = Vec::new();
            extend(whole, whole.start, &pool, &mut chain, &mut steps, &mut |parts: &[Flow]| {
                if found.len() < MOST && parts.len() > 1 && parts.iter().any(|p| p.statement == other) {
                    found.push(Partition { whole: *whole, parts: parts.to_vec() });
                }
            });
        }
    }
    found
}

/// Goes on from a day to the last day of the whole.
fn extend(
    whole: &Flow,
    from: Date,
    pool: &[Flow],
    chain: &mut Vec<Flow>,
    steps: &mut usize,
    take: &mut impl FnMut(&[Flow]),
) {
    for part in pool.iter().filter(|f| f.start == from && (f.start, f.end) != (whole.start, whole.end)) {
        *steps += 1;
        if *steps > STEPS {
            return;
        }
        chain.push(*part);
        if part.end == whole.end {
            take(chain);
        } else if chain.len() < PARTS
            && let Ok(next) = part.end.checked_add(1.day())
        {
            extend(whole, next, pool, chain, steps, take);
        }
        chain.pop();
    }
}

/// The rows of a statement by their names: the label where no other row has it, or the label and the heading above it.
struct Names(FxHashMap<String, Option<usize>>);

impl Names {
    fn of(statement: &Statement, labels: &[String]) -> Self {
        let mut rows: FxHashMap<String, Option<usize>> = FxHashMap::default();
        for (row, (item, label)) in statement.items.iter().zip(labels).enumerate() {
            for name in names(item, label) {
                rows.entry(name).and_modify(|known| *known = None).or_insert(Some(row));
            }
        }
        Self(rows)
    }

    /// The row of the same name as a line of another statement.
    fn row_of(&self, item: &LineItem, label: &str) -> Option<usize> {
        names(item, label).find_map(|name| self.0.get(&name).copied().flatten())
    }
}

/// The fuller name first, of a row with a normal label.
fn names(item: &LineItem, label: &str) -> impl Iterator<Item = String> {
    let section = item.section.last().map(|section| format!("{}>{label}", normal(section)));
    let unnamed = label.is_empty();
    section.into_iter().chain([label.to_owned()]).filter(move |_| !unnamed)
}

/// What the lines that stand in both statements say.
fn checks(book: &Book<'_>, names: &[Names], partition: &Partition) -> Vec<Check> {
    let whole = partition.whole;
    let own = &book.statements[whole.statement];
    let mut found = Vec::new();
    for (row, (item, label)) in own.items.iter().zip(&book.labels[whole.statement]).enumerate() {
        if names[whole.statement].row_of(item, label) != Some(row) {
            continue;
        }
        let place = |flow: &Flow| {
            let row =
                if flow.statement == whole.statement { Some(row) } else { names[flow.statement].row_of(item, label) }?;
            Some(Place { statement: flow.statement, row, col: flow.col })
        };
        if let Some(parts) = partition.parts.iter().map(place).collect::<Option<Vec<_>>>() {
            found.extend(check(book, Place { statement: whole.statement, row, col: whole.col }, parts));
        }
    }
    found
}

/// One line: amounts and counts that add over time. A figure whose row names another time says nothing here.
fn check(book: &Book<'_>, whole: Place, parts: Vec<Place>) -> Option<Check> {
    let figure = |place: &Place| -> Option<(Class, Num)> {
        let fact = book.statements[place.statement].items[place.row].cells.get(place.col)?.figure()?;
        let figure = book.figures[place.statement].at(place.row, place.col)?;
        (fact.row_period.is_none() && matches!(figure.0, Class::Money | Class::Pure)).then_some(figure)
    };
    let (class, result) = figure(&whole)?;
    let mut slack = Slack::of(book.figures[whole.statement].truncated);
    slack.add_result(result);
    let (mut sum, mut amounts, mut size) = (0, vec![result.value], result.value.abs());
    for part in &parts {
        let (_, num) = figure(part).filter(|(other, _)| *other == class)?;
        slack.add_term(num, 1);
        sum += num.value;
        size = size.max(num.value.abs());
        amounts.push(num.value);
    }
    let difference = sum - result.value;
    // Where all parts but one are nil the others are merely equal.
    let idle = amounts.iter().skip(1).filter(|value| **value != 0).count() < 2;
    let worth = if idle { 0 } else { worth(size, difference, slack.unit()) };
    Some(Check { whole, parts, difference, slack, worth, amounts })
}

#[cfg(test)]
mod tests {
    use crossfoot_statements::{Length, Period};

    use super::Date;
    use crate::testing::{money, statement, status_line};
    use crate::{RelationKind, Status, prove};

    fn months(first: i8, last: i8) -> Option<Period> {
        let end = Date::constant(2023, last, 1).last_of_month();
        let start = Some(Date::constant(2023, first, 1));
        Some(Period { start, end, length: Length::Months(u32::try_from(last - first + 1).unwrap_or(0)) })
    }

    #[test]
    fn quarters_in_one_table_make_the_half_year_in_another() {
        let mut half = statement(
            &["6M"],
            vec![money("Net sales", &["104318"]), money("Cost of sales", &["71377"]), money("Other", &["12"])],
        );
        half.columns[0].period = months(1, 6);
        let mut trend = statement(
            &["Q1", "Q2"],
            vec![money("Net sales", &["50107", "54211"]), money("Cost of sales", &["34936", "36441"])],
        );
        trend.columns[0].period = months(1, 3);
        trend.columns[1].period = months(4, 6);
        let proven = prove(vec![half, trend]);
        let found: Vec<_> = proven[0].relations.iter().filter(|r| r.kind == RelationKind::YearToDate).collect();
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(status_line(&proven[1], 0), [Status::Footed, Status::Footed]);
        assert_eq!(status_line(&proven[0], 2), [Status::Unproven]);
    }

    #[test]
    fn a_gap_between_the_parts_is_no_year_to_date() {
        let mut half = statement(&["6M"], vec![money("Net sales", &["104318"]), money("Costs", &["71377"])]);
        half.columns[0].period = months(1, 6);
        let mut trend =
            statement(&["a", "b"], vec![money("Net sales", &["50107", "54211"]), money("Costs", &["34936", "36441"])]);
        trend.columns[0].period = months(1, 3);
        trend.columns[1].period = months(5, 6);
        let proven = prove(vec![half, trend]);
        assert!(proven.iter().flat_map(|p| &p.relations).all(|r| r.kind != RelationKind::YearToDate));
    }
}
