//! Tie-out: the same figure in two statements: net income in three of them, closing cash in the balance sheet.
//!
//! Rows are compared period by period. Equal names need few equal digits, different ones many: everything a row could
//! have been equal to is paid for. What is a gain in one statement is taken away as such in another, so rows may also agree
//! with the other sign.

use std::collections::BTreeMap;
use std::ops::Range;

use crossfoot_lexicon::{Role, Text};
use crossfoot_statements::Period;
use jiff::ToSpan;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::book::Book;
use crate::evidence::{MARGIN, choice, half_bits};
use crate::fixed::{Class, Num};
use crate::label::name;
use crate::misprint;
use crate::relation::{Place, RelationKind};
use crate::rounding::Slack;

/// Places with one figure for one period beyond which it is too common to tell anything.
const COMMON: usize = 60;

/// Slips of one figure that are told apart, about.
const SLIPS: usize = 100;

/// Rows of one name beyond which the name tells nothing.
const NAMESAKES: usize = 4;

/// Rows that have much of their names in common with a row, about.
const ALIKE: usize = 16;

/// The time a figure speaks of.
type Time = (Option<Date>, Date);

/// A row, as statement and row.
type Row = (usize, usize);

/// Two rows, the earlier first, and the sign with which one is the other.
type Pair = (Row, Row, i128);

/// Pairs of rows with the places that agree.
type Pairs = BTreeMap<Pair, Vec<(Time, Place, Place, Num)>>;

/// Two figures that should be the same: where they stand, and what they are; the second with the sign of the pair.
type Differing = (Place, Place, Num, Num);

/// Finds ties between statements, of which one at least is among some.
pub(crate) fn prove(book: &mut Book<'_>, among: &Range<usize>) {
    let lines: usize = book.statements.iter().map(|s| s.items.len()).sum();
    let names: Vec<Vec<String>> =
        book.labels.iter().map(|labels| labels.iter().map(|label| name(label)).collect()).collect();
    let mut by_name: FxHashMap<&str, Vec<Row>> = FxHashMap::default();
    for (statement, names) in names.iter().enumerate() {
        for (row, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            by_name.entry(name).or_default().push((statement, row));
        }
    }
    let pairs = pairs(book, among);
    book.count(pairs.len(), 1);
    let columns = Columns::of(&pairs, &names);
    let alone = namesakes(&by_name, &pairs, among);
    for (pair, agreeing) in pairs {
        let (a, b) = (names[pair.0.0][pair.0.1].as_str(), names[pair.1.0][pair.1.1].as_str());
        let count = by_name.get(a).map_or(1, Vec::len);
        let cost = cost(a, b, count, lines) + if pair.2 < 0 { choice(2) } else { 0 };
        weigh(book, &columns, pair, agreeing, cost, alike(a, b));
    }
    for pair in alone {
        hint(book, &columns, pair);
    }
}

/// What it costs to choose these two rows, the margin included.
fn cost(a: &str, b: &str, count: usize, lines: usize) -> i32 {
    if a == b && !a.is_empty() {
        // The name is evidence, too.
        MARGIN / 2 + 2 * choice(count)
    } else if alike(a, b) {
        MARGIN / 2 + 2 * choice(ALIKE)
    } else if a.split(' ').any(|word| word.len() > 3 && b.split(' ').any(|w| w == word)) {
        MARGIN + 2 * choice(lines) - 10
    } else {
        MARGIN + 2 * choice(lines)
    }
}

/// Enters what two rows say that agree somewhere, if that is no accident.
fn weigh(
    book: &mut Book<'_>,
    columns: &Columns,
    pair: Pair,
    agreeing: Vec<(Time, Place, Place, Num)>,
    cost: i32,
    alike: bool,
) {
    let mut values: Vec<(Time, Num)> = agreeing.iter().map(|(time, _, _, num)| (*time, *num)).collect();
    values.sort_unstable();
    values.dedup();
    if pair.2 < 0 && values.len() == 1 {
        // One figure with the other sign is as well one that lost its sign.
        return turned(book, &agreeing, alike);
    }
    let worth = |num: &Num| half_bits((2 * num.value.unsigned_abs()) / num.unit.unsigned_abs().max(1));
    let evidence: i32 = values.iter().map(|(_, num)| worth(num)).sum();
    if evidence + MARGIN < cost && !alike {
        return;
    }
    let missed = contradictions(book, pair.0, pair.1, &agreeing);
    let price = |missed: usize| 10 * i32::try_from(missed).unwrap_or(i32::MAX / 16);
    let told = evidence >= cost + price(missed);
    let differing = disagreeing(book, columns, pair, &agreeing);
    let slips: Vec<&Differing> = differing.iter().filter(|(_, _, num, twin)| misprint::is_slip(*num, *twin)).collect();
    // One slip between figures that agree otherwise is no accident either, but no proof of the others.
    let likely = match slips.as_slice() {
        [(_, _, _, twin)] if missed > 0 => evidence + worth(twin) - choice(SLIPS) - cost - price(missed - 1),
        _ => i32::MIN,
    };
    for (from, to, num, twin) in differing {
        let (terms, difference) = ([(from, pair.2)], pair.2 * (num.value - twin.value));
        let enough = if alike { -MARGIN } else { -MARGIN / 2 };
        if told || (alike && likely >= -MARGIN / 2) {
            book.doubt(RelationKind::TieOut, to, terms, difference, Slack::default());
        } else if likely >= enough && misprint::is_slip(num, twin) {
            book.hint(RelationKind::TieOut, to, terms, difference, Slack::default());
        }
    }
    for (_, from, to, num) in agreeing.into_iter().filter(|_| told) {
        book.enter(RelationKind::TieOut, to, [(from, pair.2)], 0, Slack::same(num));
    }
}

/// Figures of two rows that are the same but for the sign, where nothing else tells which sign is meant.
fn turned(book: &mut Book<'_>, agreeing: &[(Time, Place, Place, Num)], alike: bool) {
    if let &[(_, from, to, num)] = agreeing
        && alike
    {
        book.hint(RelationKind::TieOut, to, [(from, 1)], 2 * num.value, Slack::default());
    }
}

/// Pairs of rows of one name, in two statements, that agree nowhere.
fn namesakes(by_name: &FxHashMap<&str, Vec<Row>>, pairs: &Pairs, among: &Range<usize>) -> Vec<Pair> {
    let mut found = Vec::new();
    for rows in by_name.values().filter(|rows| (2..=NAMESAKES).contains(&rows.len())) {
        for (at, one) in rows.iter().enumerate() {
            let others = rows[at + 1..].iter().filter(|other| are_among(among, one.0, other.0));
            let strangers =
                others.filter(|other| [1, -1].iter().all(|sign| !pairs.contains_key(&(*one, **other, *sign))));
            found.extend(strangers.flat_map(|other| [(*one, *other, 1), (*one, *other, -1)]));
        }
    }
    found.sort_unstable();
    found
}

/// Two rows of one name that print one figure each for one and the same time, and these a slip apart: that may be no accident.
fn hint(book: &mut Book<'_>, columns: &Columns, pair: Pair) {
    let differing = disagreeing(book, columns, pair, &[]);
    let &[(from, to, num, twin)] = differing.as_slice() else { return };
    let same_sign = (num.value < 0) == (twin.value < 0);
    if same_sign && misprint::is_slip(num, twin) {
        let difference = pair.2 * (num.value - twin.value);
        book.hint(RelationKind::TieOut, to, [(from, pair.2)], difference, Slack::default());
    }
}

/// All pairs of rows of different statements that print the same figure for the same time.
fn pairs(book: &Book<'_>, among: &Range<usize>) -> Pairs {
    let mut seen: FxHashMap<(Class, Time, i128), Vec<(Place, Num)>> = FxHashMap::default();
    for (statement, meaning) in book.statements.iter().enumerate() {
        for (row, item) in meaning.items.iter().enumerate() {
            let balance = Balance::of(&book.statements[statement].items[row].label);
            for col in 0..meaning.columns.len() {
                let Some((class, num)) = book.figures[statement].at(row, col) else { continue };
                let Some(period) = item.cells[col].figure().and_then(|fact| meaning.period(col, fact)) else {
                    continue;
                };
                if class != Class::Percent && num.value != 0 {
                    let place = Place { statement, row, col };
                    seen.entry((class, time(period, balance), num.value.abs())).or_default().push((place, num));
                }
            }
        }
    }
    let mut pairs = Pairs::new();
    for ((_, time, _), places) in seen.into_iter().filter(|(_, places)| places.len() <= COMMON) {
        for (at, (from, num)) in places.iter().enumerate() {
            for (to, twin) in places[at + 1..].iter().filter(|(to, _)| are_among(among, from.statement, to.statement)) {
                let sign = num.value.signum() * twin.value.signum();
                let key = ((from.statement, from.row), (to.statement, to.row), sign);
                pairs.entry(key).or_default().push((time, *from, *to, *num));
            }
        }
    }
    // A row has one sign next to another: the one that more of its figures say.
    let count = |pairs: &Pairs, (one, other, sign): &Pair| pairs.get(&(*one, *other, -sign)).map_or(0, Vec::len);
    let weaker = |(pair, agreeing): (&Pair, &Vec<_>)| {
        let opposite = count(&pairs, pair);
        (opposite > agreeing.len() || (opposite == agreeing.len() && pair.2 < 0)).then_some(*pair)
    };
    let weaker: Vec<Pair> = pairs.iter().filter_map(weaker).collect();
    weaker.iter().for_each(|pair| drop(pairs.remove(pair)));
    pairs.values_mut().for_each(|agreeing| agreeing.sort_unstable());
    pairs
}

/// Whether two statements are two, one of them among some.
fn are_among(some: &Range<usize>, one: usize, other: usize) -> bool {
    one != other && (some.contains(&one) || some.contains(&other))
}

/// Which columns of two statements are the same, as far as rows of one name agree in them: where a statement has several columns
/// for one time (segments and their total), it tells which of them another statement is about.
struct Columns(FxHashMap<(Row, Row), usize>);

impl Columns {
    fn of(pairs: &Pairs, names: &[Vec<String>]) -> Self {
        let mut found: FxHashMap<(Row, Row), usize> = FxHashMap::default();
        for ((one, other, _), agreeing) in
            pairs.iter().filter(|((a, b, _), _)| alike(&names[a.0][a.1], &names[b.0][b.1]))
        {
            for (_, from, to, _) in agreeing {
                *found.entry(((one.0, from.col), (other.0, to.col))).or_default() += 1;
            }
        }
        Self(found)
    }

    /// How many rows say that two columns are the same.
    fn agreeing(&self, one: Place, other: Place) -> usize {
        self.0.get(&((one.statement, one.col), (other.statement, other.col))).copied().unwrap_or(0)
    }
}

/// What a label says of balances.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Balance {
    Opening,
    Closing,
    Unsaid,
}

impl Balance {
    fn of(label: &Text) -> Self {
        let tags = label.tags();
        if tags.has(Role::Closing) {
            Self::Closing
        } else if tags.has(Role::Opening) {
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
fn contradictions(book: &Book<'_>, one: Row, other: Row, agreeing: &[(Time, Place, Place, Num)]) -> usize {
    let times = |(statement, row): Row| {
        let meaning = &book.statements[statement];
        let figures = &book.figures[statement];
        let item = &meaning.items[row];
        let columns = (0..meaning.columns.len()).filter(move |col| figures.at(row, *col).is_some());
        let periods = columns.filter_map(move |col| meaning.period(col, item.cells[col].figure()?));
        let balance = Balance::of(&book.statements[statement].items[row].label);
        periods.map(|period| time(period, balance)).collect::<Vec<_>>()
    };
    let others = times(other);
    let mut common: Vec<Time> = times(one).into_iter().filter(|t| others.contains(t)).collect();
    common.sort_unstable();
    common.dedup();
    common.iter().filter(|t| !agreeing.iter().any(|(time, ..)| time == *t)).count()
}

/// Figures of two rows that differ, for times for which they do not agree: one figure of each row, or those in columns that
/// other rows say are the same.
fn disagreeing(
    book: &Book<'_>,
    columns: &Columns,
    (one, other, sign): Pair,
    agreeing: &[(Time, Place, Place, Num)],
) -> Vec<Differing> {
    let figures_of = |(statement, row): Row| -> Vec<(Time, Class, Place, Num)> {
        let meaning = &book.statements[statement];
        let balance = Balance::of(&book.statements[statement].items[row].label);
        let at = |(col, column): (usize, &crossfoot_statements::Column)| {
            let (class, num) = book.figures[statement].at(row, col)?;
            Some((time(column.period?, balance), class, Place { statement, row, col }, num))
        };
        meaning.columns.iter().enumerate().filter_map(at).collect()
    };
    let (own, others) = (figures_of(one), figures_of(other));
    let mut found = Vec::new();
    for (at, class, from, num) in own.iter().filter(|f| !agreeing.iter().any(|(other, ..)| *other == f.0)) {
        let like = |f: &&(Time, Class, Place, Num)| f.0 == *at && f.1 == *class;
        let twins: Vec<_> = others.iter().filter(like).collect();
        let said = |twin: &&&(Time, Class, Place, Num)| columns.agreeing(*from, twin.2);
        let twin = match twins.as_slice() {
            [twin] if own.iter().filter(like).count() == 1 => Some(*twin),
            all => all.iter().max_by_key(said).filter(|twin| said(twin) > 0).copied(),
        };
        let Some((_, _, to, twin)) = twin.filter(|f| f.3.unit == num.unit) else { continue };
        let twin = Num { value: sign * twin.value, unit: twin.unit };
        if twin.value != num.value {
            found.push((*from, *to, *num, twin));
        }
    }
    found
}

/// Whether two names, their words in order, have more words in common than not.
fn alike(one: &str, other: &str) -> bool {
    let (mut a, mut b) = (one.split(' ').peekable(), other.split(' ').peekable());
    let (mut common, mut all) = (0, 0);
    while let Some(least) = a.peek().into_iter().chain(b.peek()).min().copied() {
        let skip = |words: &mut std::iter::Peekable<std::str::Split<'_, char>>| {
            let there = words.peek() == Some(&least);
            while words.next_if_eq(&least).is_some() {}
            there
        };
        common += usize::from(skip(&mut a) & skip(&mut b));
        all += 1;
    }
    2 * common > all
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

    fn six_months(year: i16) -> Option<Period> {
        let (start, end) = (Date::constant(year, 1, 1), Date::constant(year, 6, 30));
        Some(Period { start: Some(start), end, length: Length::Months(6) })
    }

    #[test]
    fn a_gain_is_taken_away_in_another_statement() {
        let mut income =
            statement(&["2023", "2022"], vec![money("Gains (losses) on investments, net", &["-170", "4268"])]);
        let mut flows =
            statement(&["2023", "2022"], vec![money("(Gains) losses on investments, net", &["170", "-4268"])]);
        for statement in [&mut income, &mut flows] {
            statement.columns.iter_mut().zip([2023, 2022]).for_each(|(column, year)| column.period = six_months(year));
        }
        let proven = prove(vec![income, flows]);
        let [one, other] = proven[1].relations.as_slice() else { panic!("{:?}", proven[1].relations) };
        assert!(one.holds && other.holds && one.terms[0].coefficient == -rust_decimal::Decimal::ONE);
    }

    #[test]
    fn other_lines_tell_which_column_of_several_is_meant() {
        let mut income = statement(
            &["2023", "2022"],
            vec![
                money("Sales", &["52210", "49877"]),
                money("Wages and salaries", &["21473", "20981"]),
                money("Rent and services", &["9158", "8842"]),
                money("Operating income", &["21599", "20054"]),
            ],
        );
        // Rent is 9138 in the total of the segments; that of the first one is no slip of it.
        let mut segments = statement(
            &["Asia", "Total"],
            vec![money("Sales", &["31017", "52210"]), money("Rent and services", &["4411", "9138"])],
        );
        income.columns.iter_mut().zip([2023, 2022]).for_each(|(column, year)| column.period = six_months(year));
        segments.columns.iter_mut().for_each(|column| column.period = six_months(2023));
        let proven = prove(vec![income, segments]);
        let [repair] = proven[0].repairs.as_slice() else { panic!("one repair: {:?}", proven[0].repairs) };
        assert_eq!((repair.place.row, repair.shown), (2, rust_decimal::Decimal::from(9138)));
    }
}
