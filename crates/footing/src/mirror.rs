//! Which of two columns lost a sign.
//!
//! Of two columns one says that a line is added, the other that it is taken away. Then one of its two figures has lost
//! its sign (or come by one), and the sum does not tell which. What tells is how the statement prints what it takes away:
//! costs, taxes and the shares of others all positive, or all negative.

use crossfoot_statements::Kind;

use crate::book::Book;
use crate::cue::is_taken_away;
use crate::fixed::Class;
use crate::relation::Place;

/// Figures that must be printed one way for it to be the way of a statement.
const FEWEST: usize = 4;
/// What the way of a statement says for a figure that is printed so, in sixteenths of a bit.
const USUAL: i32 = 8 * 16;
/// How much rarer it is that a line is taken away whose name does not say so.
const UNSAID: i32 = 6 * 16;

/// How much likelier it is that the twin lost its sign than the figure at a place, in sixteenths of a bit.
pub(crate) fn likelier(book: &Book<'_>, place: Place, twin: Place) -> i32 {
    let statement = &book.statements[place.statement];
    // There signs are printed as they are added.
    if matches!(statement.kind, Kind::CashFlow | Kind::BalanceSheet)
        || !is_taken_away(&statement.items[place.row].label)
    {
        return -UNSAID;
    }
    let figures = &book.figures[place.statement];
    let mut ways = [0usize; 2];
    for (row, _) in statement.items.iter().enumerate().filter(|(_, item)| is_taken_away(&item.label)) {
        for num in (0..figures.cols).filter_map(|col| figures.of_class(row, col, Class::Money)) {
            if row != place.row && num.value != 0 {
                ways[usize::from(num.value < 0)] += 1;
            }
        }
    }
    let [positive, negative] = ways;
    if positive.max(negative) < FEWEST || positive.max(negative) < 4 * positive.min(negative) {
        return 0;
    }
    let is_usual = |place: Place| {
        let num = figures.of_class(place.row, place.col, Class::Money);
        num.is_some_and(|num| (num.value > 0) == (positive > negative))
    };
    match (is_usual(place), is_usual(twin)) {
        (true, false) => USUAL,
        (false, true) => -USUAL,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use crossfoot_statements::Kind;

    use crate::testing::{money, statement, status_line};
    use crate::{Status, prove};

    #[test]
    fn the_tax_printed_as_no_other_cost_is_lost_its_sign() {
        let mut income = statement(
            &["2023", "2022"],
            vec![
                money("Sales", &["9018", "8877"]),
                money("Cost of sales", &["5113", "5002"]),
                money("Gross profit", &["3905", "3875"]),
                money("Selling expenses", &["2192", "2226"]),
                money("Income before taxes", &["1713", "1649"]),
                money("Provision for income taxes", &["-402", "391"]),
                money("Net income", &["1311", "1258"]),
            ],
        );
        income.kind = Kind::IncomeStatement;
        let proven = &prove(vec![income])[0];
        assert_eq!(status_line(proven, 5)[0], Status::Suspect);
        assert!(proven.status.iter().flatten().filter(|s| **s == Status::Suspect).count() == 1);
        assert!(proven.repairs.iter().all(|r| r.place.col == 0), "never the one that is right");
    }
}
