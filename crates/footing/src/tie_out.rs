//! Tie-out: the same figure in two statements: net income in three of them, closing cash in the balance sheet.
//!
//! Rows are compared period by period. Equal labels need few equal digits, different labels many: everything a row could
//! have been equal to is paid for.

use std::collections::BTreeMap;

use crossfoot_statements::{LineItem, Period, Statement};
use jiff::ToSpan;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::book::Book;
use crate::evidence::{MARGIN, choice, half_bits};
use crate::fixed::{Class, Num};
use crate::label::normal;
use crate::misprint;
use crate::relation::{Place, RelationKind};
use crate::rounding::Slack;

/// Places with one figure for one period beyond which it is too common to tell anything.
const COMMON: usize = 60;

/// Slips of one figure that are told apart, about.
const SLIPS: usize = 100;

/// The time a figure speaks of.
type Time = (Option<Date>, Date);

/// Pairs of rows, each as statement and row, the earlier first, with the places that agree.
type Pairs = BTreeMap<((usize, usize), (usize, usize)), Vec<(Time, Place, Place, Num)>>;

/// Two figures that should be the same: where they stand, and what they are.
type Differing = (Place, Place, Num, Num);

pub(crate) fn prove(book: &mut Book<'_>) {
    let lines: usize = book.statements.iter().map(|s| s.items.len()).sum();
    let labels = |statement: &Statement| statement.items.iter().map(|item| normal(&item.label)).collect();
    let labels: Vec<Vec<String>> = book.statements.iter().map(labels).collect();
    let mut by_label: FxHashMap<&str, usize> = FxHashMap::default();
    for label in labels.iter().flatten() {
        *by_label.entry(label).or_default() += 1;
    }
    let pairs = pairs(book);
    book.count(pairs.len(), 1);
    for ((one, other), agreeing) in pairs {
        let (a, b) = (labels[one.0][one.1].as_str(), labels[other.0][other.1].as_str());
        let cost = if a == b && !a.is_empty() {
            2 * choice(by_label.get(a).copied().unwrap_or(1))
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
        let price = |missed: usize| 10 * i32::try_from(missed).unwrap_or(i32::MAX / 16);
        let told = evidence >= MARGIN + cost + price(missed);
        let differing = disagreeing(book, one, other, &agreeing);
        let slips: Vec<&Differing> =
            differing.iter().filter(|(_, _, num, twin)| misprint::is_slip(*num, *twin)).collect();
        // One slip between figures of like names is no accident either, but no proof of the others.
        let likely = match slips.as_slice() {
            [(_, _, _, twin)] if alike(a, b) && missed > 0 => {
                evidence + worth(twin) - choice(SLIPS) - cost - price(missed - 1)
            }
            _ => i32::MIN,
        };
        for (from, to, num, twin) in differing {
            let (terms, difference) = ([(from, 1)], num.value - twin.value);
            if told || likely >= MARGIN / 2 {
                book.doubt(RelationKind::TieOut, to, terms, difference, Slack::default());
            } else if likely >= 0 && misprint::is_slip(num, twin) {
                book.hint(RelationKind::TieOut, to, terms, difference, Slack::default());
            }
        }
        for (_, from, to, num) in agreeing.into_iter().filter(|_| told) {
            book.enter(RelationKind::TieOut, to, [(from, 1)], 0, Slack::same(num));
        }
    }
}

/// All pairs of rows of different statements that print the same figure for the same time.
fn pairs(book: &Book<'_>) -> Pairs {
    let mut seen: FxHashMap<(Class, Time, i128), Vec<(Place, Num)>> = FxHashMap::default();
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
) -> Vec<Differing> {
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
            found.push((from, *to, num, *twin));
        }
    }
    found
}

/// Whether two labels have more words in common than not.
fn alike(one: &str, other: &str) -> bool {
    let words = |label: &str| label.split(' ').map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
    let (a, b) = (words(one), words(other));
    2 * a.intersection(&b).count() > a.union(&b).count()
}

#[cfg(test)]
mod tests {
    use crossfoot_statements::{Length, Period};

    use super::Date;
    use crate::testing::{money, statement, status_line};
    use crate::{RelationKind, Status, prove};

    #[test]
    fn a_slip_in_one_of_two_tables_is_put_right_by_the_other() {
        let months = |year: i16| {
            let (start, end) = (Date::constant(year, 1, 1), Date::constant(year, 6, 30));
            Some(Period { start: Some(start), end, length: Length::Months(6) })
        };
        let mut income = statement(
            &["2023", "2022"],
            vec![
                money("Sales", &["52210", "49877"]),
                money("Wages and salaries", &["21473", "20981"]),
                money("Rent and services", &["9136", "8842"]),
                money("Operating income", &["21599", "20054"]),
            ],
        );
        let mut segments = statement(
            &["2023", "2022"],
            vec![money("Rent and services", &["9138", "8842"]), money("Net debt", &["72011", "80441"])],
        );
        for statement in [&mut income, &mut segments] {
            statement.columns.iter_mut().zip([2023, 2022]).for_each(|(column, year)| column.period = months(year));
        }
        // 9138 is misread as 9136: three lines may have been misread by two, one of them is printed elsewhere.
        let proven = prove(vec![income, segments]);
        assert_eq!(status_line(&proven[0], 2), [Status::Suspect, Status::Footed]);
        let [repair] = proven[0].repairs.as_slice() else { panic!("one repair: {:?}", proven[0].repairs) };
        assert_eq!(repair.shown, rust_decimal::Decimal::from(9138));
        assert!(proven[1].status.iter().flatten().all(|status| *status != Status::Suspect));
    }

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
