//! Tie-out: the same figure in two statements: net income in three of them, closing cash in the balance sheet.
//!
//! Rows are compared period by period. Equal labels need few equal digits, different labels many: everything a row could
//! have been equal to is paid for.

use std::collections::{BTreeMap, HashMap};

use crossfoot_statements::{LineItem, Period};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::book::Book;
use crate::evidence::{MARGIN, choice, half_bits};
use crate::fixed::{Class, Num};
use crate::relation::{Place, RelationKind};
use crate::rounding::Slack;

/// Places with one figure for one period beyond which it is too common to tell anything.
const COMMON: usize = 60;

/// The time a figure speaks of.
type Time = (Option<Date>, Date);

/// Pairs of rows, each as statement and row, the earlier first, with the places that agree.
type Pairs = BTreeMap<((usize, usize), (usize, usize)), Vec<(Time, Place, Place, Num)>>;

pub(crate) fn prove(book: &mut Book<'_>) {
    let lines: usize = book.statements.iter().map(|s| s.items.len()).sum();
    let mut by_label: HashMap<String, usize> = HashMap::new();
    for item in book.statements.iter().flat_map(|s| &s.items) {
        *by_label.entry(normal(&item.label)).or_default() += 1;
    }
    for ((one, other), agreeing) in pairs(book) {
        let label = |(statement, row): (usize, usize)| normal(&book.statements[statement].items[row].label);
        let (a, b) = (label(one), label(other));
        let cost = if a == b && !a.is_empty() {
            2 * choice(by_label.get(&a).copied().unwrap_or(1))
        } else if a.split(' ').any(|word| word.len() > 3 && b.split(' ').any(|w| w == word)) {
            2 * choice(lines) - 10
        } else {
            2 * choice(lines)
        };
        let mut values: Vec<(Time, Num)> = agreeing.iter().map(|(time, _, _, num)| (*time, *num)).collect();
        values.sort_unstable();
        values.dedup();
        let worth = |num: &Num| half_bits((2 * num.value.unsigned_abs()) / num.unit.unsigned_abs().max(1));
        let evidence: i32 = values.iter().map(|(_, num)| worth(num)).sum();
        let missed = contradictions(book, one, other, &agreeing);
        if evidence >= MARGIN + cost + 10 * i32::try_from(missed).unwrap_or(i32::MAX / 16) {
            for (from, to, difference, num) in disagreeing(book, one, other, &agreeing) {
                book.doubt(RelationKind::TieOut, to, [(from, 1)], difference, Slack::same(num));
            }
            for (_, from, to, num) in agreeing {
                book.enter(RelationKind::TieOut, to, [(from, 1)], 0, Slack::same(num));
            }
        }
    }
}

/// All pairs of rows of different statements that print the same figure for the same time.
fn pairs(book: &Book<'_>) -> Pairs {
    let mut seen: HashMap<(Class, Time, i128), Vec<(Place, Num)>> = HashMap::new();
    for (statement, meaning) in book.statements.iter().enumerate() {
        for (row, item) in meaning.items.iter().enumerate() {
            let balance = Balance::of(item);
            for col in 0..meaning.columns.len() {
                let Some((class, num)) = book.figures[statement].at(row, col) else { continue };
                let Some(period) = item.cells[col].figure().and_then(|fact| meaning.period(col, fact)) else {
                    continue;
                };
                if class != Class::Percent && num.value != 0 {
                    let place = Place { statement, row, col };
                    seen.entry((class, time(period, balance), num.value)).or_default().push((place, num));
                }
            }
        }
    }
    let mut pairs = Pairs::new();
    for ((_, time, _), places) in seen.into_iter().filter(|(_, places)| places.len() <= COMMON) {
        for (at, (from, num)) in places.iter().enumerate() {
            for (to, _) in places[at + 1..].iter().filter(|(to, _)| to.statement != from.statement) {
                let key = ((from.statement, from.row), (to.statement, to.row));
                pairs.entry(key).or_default().push((time, *from, *to, *num));
            }
        }
    }
    pairs.values_mut().for_each(|agreeing| agreeing.sort_unstable());
    pairs
}

/// What a label says of balances.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Balance {
    Opening,
    Closing,
    Unsaid,
}

impl Balance {
    fn of(item: &LineItem) -> Self {
        let label = item.label.to_lowercase();
        if label.contains("end of") || label.contains("ending") {
            Self::Closing
        } else if label.contains("beginning of") || label.contains("start of") {
            Self::Opening
        } else {
            Self::Unsaid
        }
    }
}

/// Opening and closing balances of a period are of its first and last day.
fn time(period: Period, balance: Balance) -> Time {
    match (period.start, balance) {
        (Some(_), Balance::Closing) => (None, period.end),
        (Some(start), Balance::Opening) => (None, start.checked_sub(1.day()).unwrap_or(start)),
        (start, _) => (start, period.end),
    }
}

/// Times for which both rows print figures and no two of them agree.
fn contradictions(
    book: &Book<'_>,
    one: (usize, usize),
    other: (usize, usize),
    agreeing: &[(Time, Place, Place, Num)],
) -> usize {
    let times = |(statement, row): (usize, usize)| {
        let meaning = &book.statements[statement];
        let figures = &book.figures[statement];
        let item = &meaning.items[row];
        let columns = (0..meaning.columns.len()).filter(move |col| figures.at(row, *col).is_some());
        let periods = columns.filter_map(move |col| meaning.period(col, item.cells[col].figure()?));
        let balance = Balance::of(item);
        periods.map(|period| time(period, balance)).collect::<Vec<_>>()
    };
    let others = times(other);
    let mut common: Vec<Time> = times(one).into_iter().filter(|t| others.contains(t)).collect();
    common.sort_unstable();
    common.dedup();
    common.iter().filter(|t| !agreeing.iter().any(|(time, ..)| time == *t)).count()
}

/// Figures of two rows that agree otherwise, for times for which each row prints one figure and they differ.
fn disagreeing(
    book: &Book<'_>,
    one: (usize, usize),
    other: (usize, usize),
    agreeing: &[(Time, Place, Place, Num)],
) -> Vec<(Place, Place, i128, Num)> {
    let figures_of = |(statement, row): (usize, usize)| -> Vec<(Time, Class, Place, Num)> {
        let meaning = &book.statements[statement];
        let balance = Balance::of(&meaning.items[row]);
        let at = |(col, column): (usize, &crossfoot_statements::Column)| {
            let (class, num) = book.figures[statement].at(row, col)?;
            Some((time(column.period?, balance), class, Place { statement, row, col }, num))
        };
        let all: Vec<_> = meaning.columns.iter().enumerate().filter_map(at).collect();
        let alone = |time: &Time, class: Class| all.iter().filter(|f| f.0 == *time && f.1 == class).count() == 1;
        all.iter().copied().filter(|f| alone(&f.0, f.1)).collect()
    };
    let others = figures_of(other);
    let mut found = Vec::new();
    for (time, class, from, num) in figures_of(one) {
        let twin = others.iter().find(|f| f.0 == time && f.1 == class && f.3.unit == num.unit);
        if let Some((_, _, to, twin)) = twin.filter(|f| f.3.value != num.value)
            && !agreeing.iter().any(|(other, ..)| *other == time)
        {
            found.push((from, *to, num.value - twin.value, *twin));
        }
    }
    found
}

/// Lower-case words, nothing else.
fn normal(label: &str) -> String {
    let words = label.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crossfoot_statements::{Length, Period};

    use super::Date;
    use crate::testing::{money, statement, status_line};
    use crate::{RelationKind, Status, prove};

    #[test]
    fn closing_cash_is_in_the_balance_sheet() {
        let end = Date::constant(2023, 6, 30);
        let months = Period { start: Some(Date::constant(2023, 1, 1)), end, length: Length::Months(6) };
        let instant = Period { start: None, end, length: Length::Instant };
        let mut flows = statement(&["6M"], vec![money("Cash and cash equivalents, end of period", &["677204"])]);
        flows.columns[0].period = Some(months);
        let mut balance = statement(
            &["June 30"],
            vec![money("Cash and cash equivalents", &["677204"]), money("Receivables", &["540055"])],
        );
        balance.columns[0].period = Some(instant);
        let proven = prove(vec![flows, balance]);
        assert_eq!(proven[1].relations.iter().filter(|r| r.kind == RelationKind::TieOut).count(), 1);
        assert_eq!(status_line(&proven[0], 0), [Status::Footed]);
        assert_eq!(status_line(&proven[1], 1), [Status::Unproven]);
    }
}
