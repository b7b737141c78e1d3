//! Cash: the activities make the change, and the opening balance and the change make the closing one.
//!
//! The tree of sums finds this where the lines stand as usual. Here the words say which line is which, so that it is
//! found with other lines between, too.

use crossfoot_lexicon::Role;
use crossfoot_statements::LineItem;
use jiff::civil::Date;

use crate::book::Book;
use crate::evidence::{MARGIN, choice, worth};
use crate::fixed::{Class, Num};
use crate::relation::{Place, RelationKind};
use crate::rounding::Slack;

/// A line's part in the movement of cash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Activity,
    Exchange,
    Change,
    Opening,
    Closing,
}

pub(crate) fn prove(book: &mut Book<'_>, statement: usize) {
    let items = &book.statements[statement].items;
    let parts: Vec<(usize, Part)> =
        items.iter().enumerate().filter_map(|(row, item)| Some((row, part(item)?))).collect();
    let rows = |part: Part| -> Vec<usize> { parts.iter().filter(|p| p.1 == part).map(|p| p.0).collect() };
    let (opening, closing, change) = (rows(Part::Opening), rows(Part::Closing), rows(Part::Change));
    let (activities, exchange) = (rows(Part::Activity), rows(Part::Exchange));
    let &[change] = change.as_slice() else { return };
    if let (&[opening], &[closing]) = (opening.as_slice(), closing.as_slice()) {
        enter(book, statement, closing, &[&[opening, change]]);
        balances(book, statement, opening, closing);
    }
    if activities.len() == 3 && exchange.len() <= 1 {
        let all: Vec<usize> = activities.iter().chain(&exchange).copied().collect();
        enter(book, statement, change, &[&all, &activities]);
    }
}

/// Enters the first of the given sums that the columns bear out with evidence enough. The words are evidence, too: a sum
/// that they call one and that holds in half of the columns should hold in the others.
fn enter(book: &mut Book<'_>, statement: usize, result: usize, alternatives: &[&[usize]]) {
    for terms in alternatives {
        let mut checks = Vec::new();
        let (mut evidence, mut failed) = (0, 0);
        for col in 0..book.figures[statement].cols {
            let amount = |row: usize| book.figures[statement].of_class(row, col, Class::Money);
            let Some(total) = amount(result) else { continue };
            let mut slack = Slack::of(book.figures[statement].truncated);
            slack.add_result(total);
            let (mut sum, mut largest) = (0, total.value.abs());
            let mut places = Vec::new();
            for (row, num) in terms.iter().filter_map(|row| Some((*row, amount(*row)?))) {
                slack.add_term(num, 1);
                sum += num.value;
                largest = largest.max(num.value.abs());
                places.push((Place { statement, row, col }, 1));
            }
            let difference = sum - total.value;
            if places.is_empty() {
                continue;
            }
            let holds = slack.explains(difference);
            failed += usize::from(!holds);
            evidence += if holds { worth(largest, difference, slack.unit()) } else { 0 };
            checks.push((Place { statement, row: result, col }, places, difference, slack));
        }
        if 2 * failed <= checks.len() && evidence >= MARGIN + choice(alternatives.len()) {
            for (result, places, difference, slack) in checks {
                book.enter(RelationKind::Cash, result, places, difference, slack);
            }
            return;
        }
    }
}

/// One period's opening balance is the closing one of the period before; periods that begin or end together have the same.
fn balances(book: &mut Book<'_>, statement: usize, opening: usize, closing: usize) {
    let meaning = &book.statements[statement];
    let day = |row: usize, col: usize| {
        let period = meaning.period(col, meaning.items[row].cells.get(col)?.figure()?)?;
        let start = period.start?;
        Some(if row == opening { start.yesterday().ok()? } else { period.end })
    };
    let balances: Vec<(Place, Date, Num)> = (0..book.figures[statement].cols)
        .flat_map(|col| [(opening, col), (closing, col)])
        .filter_map(|(row, col)| {
            let num = book.figures[statement].of_class(row, col, Class::Money)?;
            Some((Place { statement, row, col }, day(row, col)?, num))
        })
        .collect();
    for (at, (one, day, num)) in balances.iter().enumerate() {
        for (other, _, twin) in balances[at + 1..].iter().filter(|b| b.1 == *day && b.2.unit == num.unit) {
            let (terms, difference) = ([(*one, 1)], num.value - twin.value);
            if difference == 0 {
                book.enter(RelationKind::TieOut, *other, terms, 0, Slack::same(*num));
            } else {
                book.doubt(RelationKind::TieOut, *other, terms, difference, Slack::default());
            }
        }
    }
}

fn part(item: &LineItem) -> Option<Part> {
    let has = |role: Role| item.label.has(role);
    if has(Role::CashActivity) {
        return (has(Role::NetOrCash) && !has(Role::ActivityAside)).then_some(Part::Activity);
    }
    if !has(Role::Cash) {
        return (has(Role::RateOnCash) && has(Role::EffectOnCash)).then_some(Part::Exchange);
    }
    let part = if has(Role::ExchangeWord) {
        Part::Exchange
    } else if has(Role::Opening) {
        Part::Opening
    } else if has(Role::Closing) || has(Role::AtEnd) {
        Part::Closing
    } else if has(Role::CashChange) {
        Part::Change
    } else {
        return None;
    };
    Some(part)
}

#[cfg(test)]
mod tests {
    use crate::testing::{money, statement, status_line};
    use crate::{RelationKind, Status, prove};

    #[test]
    fn activities_and_balances() {
        let proven = prove(vec![statement(
            &["2023", "2022"],
            vec![
                money("Net cash provided by operating activities", &["80811", "33427"]),
                money("Non-cash investing (memo)", &["7123", "5112"]),
                money("Net cash used in investing activities", &["-11522", "-37733"]),
                money("Net cash used in financing activities", &["-20507", "13611"]),
                money("Paid for interest (memo)", &["1733", "1912"]),
                money("Net change in cash", &["48782", "9305"]),
                money("Other (memo)", &["173", "197"]),
                money("Cash at beginning of period", &["91552", "68597"]),
                money("Cash at end of period", &["140334", "77902"]),
            ],
        )]);
        let held = proven[0].relations.iter().filter(|r| r.kind == RelationKind::Cash && r.holds).count();
        assert_eq!(held, 4);
        assert_eq!(status_line(&proven[0], 2), [Status::Footed; 2]);
        assert_eq!(status_line(&proven[0], 1), [Status::Unproven; 2]);
    }

    #[test]
    fn a_closing_balance_that_its_year_does_not_make_is_told() {
        let flows = |closing: &str| {
            prove(vec![statement(
                &["2023", "2022"],
                vec![
                    money("Net change in cash", &["48782", "9305"]),
                    money("Other (memo)", &["173", "197"]),
                    money("Cash at beginning of period", &["91552", "68597"]),
                    money("Cash at end of period", &[closing, "77902"]),
                ],
            )])
        };
        let broken = |closing| flows(closing)[0].relations.iter().filter(|r| !r.holds).count();
        assert_eq!((broken("140334"), broken("140934")), (0, 1));
    }
}
