//! What a whole income statement has: the income before a tax and after it, the share of others beside the whole and the
//! company's, the results that its sections and margins speak of.

use crossfoot_lexicon::{Role, Text, tag};
use crossfoot_statements::LineItem;

use super::{Names, incomplete, plain};
use crate::balance::is_only;
use crate::fixed::{Class, Figures};

/// Names of one result: a margin by one is of an amount by another.
const RESULTS: [Role; 3] = [Role::GrossResult, Role::OperatingResult, Role::NetResult];

/// Sections with a total beside one without, for it to be missed.
const FEWEST_SECTIONS: usize = 2;

pub(super) fn missing(names: &Names<'_>, figures: &Figures) -> Vec<usize> {
    [
        taxed(names),
        shared(names),
        operations(names, figures),
        revenues(names),
        gross_profit(names, figures),
        margins(names, figures),
        sections(names),
        discontinued(names),
    ]
    .concat()
}

/// Whether a line is by the rules of the statement, not a measure of the company's own.
fn is_own(label: &Text) -> bool {
    !label.has(Role::OwnMeasure)
}

/// What is left after taxes, as a plain label says.
fn is_after(label: &Text) -> bool {
    let tags = label.tags();
    let start = tags.places(Role::OfTheGroup).map(|place| place.end + 1).next().unwrap_or(0);
    let mut bare = tags.places(Role::BareResult);
    let mut after = tags.places(Role::AfterTax);
    let is_result = bare.any(|place| place == (start..label.len())) || after.any(|place| place.start == start);
    is_result && is_own(label) && !label.has(Role::PerEach)
}

/// `Income before income taxes`, `Pretax income`.
fn is_before_tax(label: &Text) -> bool {
    label.has(Role::BeforeWord) && label.has(Role::Tax) || label.has(Role::PretaxBeginning)
}

/// A tax, the income before it and what is left, where one of them is not there.
fn taxed(names: &Names<'_>) -> Vec<usize> {
    let mut tax = names.find(|l| l.has(Role::Tax) && !is_before_tax(l) && !l.has(Role::BesideTax));
    let mut before = names.find(|l| is_before_tax(l) && is_own(l));
    // Above the income before taxes stand taxes of other sorts, on goods and payrolls, which are costs.
    if let Some(first) = before.first().copied()
        && tax.iter().any(|row| *row > first)
    {
        tax.retain(|row| *row > first);
    }
    // Below the tax, what is before taxes is a measure of another sort.
    let first = tax.first().copied().unwrap_or(usize::MAX);
    before.retain(|row| *row < first);
    let after = names.find_plain(|l| is_after(l) && !is_before_tax(l));
    incomplete(&[tax, before, after])
}

/// The share of others, the whole and the company's, where one of them is not there.
fn shared(names: &Names<'_>) -> Vec<usize> {
    let (whole, others) = (|l: &Text| l.has(Role::WholeResult), |l: &Text| l.has(Role::OtherOwners));
    let wholes = names.find_plain(|l| is_after(l) && (whole(l) || !l.has(Role::Attributed) && !others(l)));
    let mut company = names.find(|l| l.has(Role::Attributed) && !others(l) && is_own(l));
    let others = names.find_plain(|l| others(l) && !whole(l) && (l.has(Role::LessBeginning) || is_after(l)));
    // What is left may be called net income once more.
    company.extend(wholes.iter().skip(1).filter(|row| others.first().is_some_and(|share| *row > share)));
    if others.is_empty() { Vec::new() } else { incomplete(&[others, wholes, company]) }
}

/// Whether a plain label is that of a result of operations.
fn is_operating(label: &Text) -> bool {
    label.has(Role::OperationWord) && label.has(Role::ResultWord) && !label.has(Role::ExpenseWord)
}

/// Where lines that are no part of the operations have a heading of their own, or the expenses of operations a total, there
/// is a result of operations.
fn operations(names: &Names<'_>, figures: &Figures) -> Vec<usize> {
    let mut totals = names.find(|l| l.has(Role::TotalOperatingExpenses));
    totals.extend(
        names
            .find(|l| l.tags().is(Role::OperatingExpenses))
            .into_iter()
            .filter(|row| is_sum_of_those_above(figures, *row)),
    );
    let headed = |heading: &Text| heading.has(Role::BesideOperations);
    let items = names.statement.items.iter().take(names.end);
    let apart = items.clone().any(|item| item.has_figures() && item.section.iter().any(headed));
    let before = names.find(is_before_tax);
    let first = before.first().copied().unwrap_or(names.end);
    let results = names.find_plain(is_operating);
    if before.is_empty() || results.iter().any(|row| *row < first) || (totals.is_empty() && !apart) {
        return Vec::new();
    }
    [totals, vec![first]].concat()
}

/// Whether a row is the sum of two or more rows right above it, in all columns.
fn is_sum_of_those_above(figures: &Figures, row: usize) -> bool {
    let amount = |row: usize, col: usize| figures.of_class(row, col, Class::Money).map_or(0, |num| num.value);
    let sum = |first: usize, col: usize| (first..row).map(|above| amount(above, col)).sum::<i128>();
    (0..row.saturating_sub(1)).any(|first| (0..figures.cols).all(|col| sum(first, col) == amount(row, col)))
}

/// Revenues of several sorts under one heading have a total.
fn revenues(names: &Names<'_>) -> Vec<usize> {
    let under = |item: &LineItem| item.section.iter().any(|heading| is_only(heading, Role::RevenueHeading));
    let lines: Vec<usize> =
        names.rows.iter().map(|name| name.row).filter(|row| under(&names.statement.items[*row])).collect();
    let total = |l: &Text| l.is_empty() || l.has(Role::TotalWord) && l.has(Role::RevenueWord) && !l.has(Role::CostWord);
    let ends = |last: &usize| names.find(|l| l.has(Role::RevenueBeginning)).contains(last);
    if lines.len() < 2 || lines.last().is_some_and(ends) || !names.find(total).is_empty() { Vec::new() } else { lines }
}

/// Where the costs of sales and a total of the other expenses are both taken from revenue to give the result of operations,
/// there is a gross profit between them.
fn gross_profit(names: &Names<'_>, figures: &Figures) -> Vec<usize> {
    let first = |rows: Vec<usize>, after: usize| rows.into_iter().find(|row| *row > after);
    let Some(expenses) = first(names.find(|l| l.has(Role::TotalOperatingExpenses)), 0) else { return Vec::new() };
    let cost = names.find(|l| l.has(Role::CostBeginning));
    let Some(cost) = cost.into_iter().rfind(|row| *row < expenses) else { return Vec::new() };
    let Some(result) = first(names.find_plain(is_operating), expenses) else { return Vec::new() };
    let amount = |row: usize, col: usize| figures.of_class(row, col, Class::Money).map_or(0, |num| num.value);
    let left = |row: usize, col: usize| amount(row, col) - amount(cost, col).abs() - amount(expenses, col).abs();
    let taken = |row: usize| (0..figures.cols).all(|col| left(row, col) == amount(result, col));
    let printed = !names.find(|l| l.has(Role::GrossWord)).is_empty();
    if !printed && (0..cost).any(taken) { vec![cost, expenses] } else { Vec::new() }
}

/// Rows in percent under the name of an amount that is not there.
fn margins(names: &Names<'_>, figures: &Figures) -> Vec<usize> {
    let items = &names.statement.items;
    let has_amount = |row: usize| (0..figures.cols).any(|col| figures.of_class(row, col, Class::Money).is_some());
    let of = |row: &usize| {
        let label = &items[*row].label;
        let at = label.find(" %").or_else(|| label.tags().places(Role::AsA).next().map(|found| found.start))?;
        let before = tag(label[..at].trim_end());
        RESULTS.into_iter().find(|result| before.is(Role::IncomeResult) && before.is(*result))
    };
    let printed = |result: Role| (0..items.len()).any(|row| has_amount(row) && plain(&items[row].label).has(result));
    let percent = |row: &usize| !has_amount(*row) && items[*row].has_figures();
    (0..items.len()).filter(percent).filter(|row| of(row).is_some_and(|result| !printed(result))).collect()
}

/// Lines under a heading of what is added, where there is no total though other sections have theirs.
fn sections(names: &Names<'_>) -> Vec<usize> {
    let mut sections = names.sections();
    sections.retain(|(_, rows)| rows.len() > 1);
    let (with, without): (Vec<_>, Vec<_>) =
        sections.into_iter().partition(|(heading, rows)| names.has_total(heading, rows));
    let with = with.iter().filter(|(heading, _)| is_only(heading, Role::AddedHeading)).count();
    if with < FEWEST_SECTIONS {
        return Vec::new();
    }
    without.into_iter().filter(|(heading, _)| is_only(heading, Role::AddedHeading)).flat_map(|(_, rows)| rows).collect()
}

/// Operations that were given up, where nothing is said of those that go on.
fn discontinued(names: &Names<'_>) -> Vec<usize> {
    let gone = names.find(|l| l.has(Role::DiscontinuedOperations) && !l.has(Role::BeforeWord) && !l.has(Role::PerEach));
    let before = names.find(|l| l.has(Role::ContinuingOperations) && l.has(Role::BeforeWord) && l.has(Role::Tax));
    let left = names.find(|l| {
        l.has(Role::ContinuingOperations)
            && !l.has(Role::DiscontinuedWord)
            && !(l.has(Role::BeforeWord) && l.has(Role::Tax))
    });
    let Some(first) = gone.first().copied() else { return Vec::new() };
    if before.is_empty() || left.iter().any(|row| *row < first) { Vec::new() } else { vec![first] }
}

#[cfg(test)]
mod tests {
    use crossfoot_grammar::figure::Currency;
    use crossfoot_statements::{Kind, Unit};

    use super::super::testing::{lonely, without};
    use crate::testing::{line, money};

    #[test]
    fn a_margin_is_of_an_amount() {
        let lines = [
            money("Revenue", &["9018", "8877"]),
            money("Cost of sales", &["5105", "5001"]),
            money("Gross profit", &["3913", "3876"]),
            line("Gross margin %", Unit::Percent, &["43.4", "43.7"]),
        ];
        assert!(lonely(Kind::IncomeStatement, lines.to_vec()).is_empty());
        assert_eq!(lonely(Kind::IncomeStatement, without(&lines, &["Gross profit"])), ["Gross margin %"]);
    }

    #[test]
    fn names_that_come_back_below_the_amounts_for_each_share_stand_for_nothing() {
        let income = |before: &str| {
            vec![
                money("Sales", &["9018", "8877"]),
                money(before, &["1713", "1649"]),
                money("Provision for taxes", &["402", "391"]),
                money("Net earnings", &["1311", "1258"]),
                line("Diluted", Unit::PerShare(Currency::USD), &["1.31", "1.26"]),
                money("Earnings before provision for taxes", &["1733", "1680"]),
            ]
        };
        assert!(lonely(Kind::IncomeStatement, income("Earnings before provision for taxes")).is_empty());
        assert_eq!(lonely(Kind::IncomeStatement, income("Operating costs")).len(), 2);
    }

    #[test]
    fn results_of_operations_and_totals_of_revenues_are_missed() {
        let mut lines = vec![
            money("Products", &["6012", "5871"]),
            money("Services", &["3006", "3006"]),
            money("Total net revenues", &["9018", "8877"]),
            money("Costs", &["7105", "7001"]),
            money("Operating income", &["1913", "1876"]),
            money("Interest expense", &["-200", "-227"]),
            money("Income before taxes", &["1713", "1649"]),
            money("Provision for taxes", &["402", "391"]),
            money("Net income", &["1311", "1258"]),
        ];
        lines[..3].iter_mut().for_each(|line| line.section = vec!["Revenues:".into()]);
        lines[5].section = vec!["Other income (expense):".into()];
        assert!(lonely(Kind::IncomeStatement, lines.clone()).is_empty());
        assert_eq!(lonely(Kind::IncomeStatement, without(&lines, &["Operating income"])), ["Income before taxes"]);
        assert_eq!(lonely(Kind::IncomeStatement, without(&lines, &["Total net revenues"])), ["Products", "Services"]);
    }

    #[test]
    fn a_gross_profit_stands_between_costs_of_sales_and_the_total_of_other_expenses() {
        let lines = [
            money("Revenues", &["9018", "8877"]),
            money("Cost of revenues", &["5105", "5001"]),
            money("Gross profit", &["3913", "3876"]),
            money("Research", &["1105", "1001"]),
            money("Marketing", &["808", "875"]),
            money("Total operating expenses", &["1913", "1876"]),
            money("Income from operations", &["2000", "2000"]),
        ];
        assert!(lonely(Kind::IncomeStatement, lines.to_vec()).is_empty());
        let short = without(&lines, &["Gross profit"]);
        assert_eq!(lonely(Kind::IncomeStatement, short), ["Cost of revenues", "Total operating expenses"]);
    }

    #[test]
    fn taxes_on_payrolls_and_names_of_other_countries_are_whole_statements() {
        let lines = [
            money("Revenues", &["9018", "8877"]),
            money("Taxes and dues", &["-105", "-101"]),
            money("Other costs", &["-7200", "-7127"]),
            money("Result before taxes", &["1713", "1649"]),
            money("Income taxes", &["-402", "-391"]),
            money("Result for the period", &["1311", "1258"]),
        ];
        assert!(lonely(Kind::IncomeStatement, lines.to_vec()).is_empty());
        assert!(!lonely(Kind::IncomeStatement, without(&lines, &["Result before taxes"])).is_empty());
        let mut pretax = lines.to_vec();
        pretax[3].label = "Pretax income".into();
        pretax[5].label = "Net income".into();
        assert!(lonely(Kind::IncomeStatement, pretax).is_empty());
    }

    #[test]
    fn the_share_of_others_leaves_the_company_its_own() {
        let lines = [
            money("Income before income taxes", &["1713", "1649"]),
            money("Income taxes", &["402", "391"]),
            money("Consolidated Net Income", &["1311", "1258"]),
            money("Less: Net income (loss) attributable to noncontrolling interests", &["11", "8"]),
            money("Net income attributable to shareowners", &["1300", "1250"]),
        ];
        assert!(lonely(Kind::IncomeStatement, lines.to_vec()).is_empty());
        let short = without(&lines, &["Net income attributable to shareowners"]);
        assert_eq!(lonely(Kind::IncomeStatement, short).len(), 2);
        let mut old = lines.to_vec();
        old[2].label = "Net income before minority interest".into();
        old[3].label = "Less: minority interest".into();
        old[4].label = "Net income".into();
        assert!(lonely(Kind::IncomeStatement, old).is_empty());
    }
}
