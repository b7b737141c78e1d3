//! The column headings of a wide CSV.

use std::collections::HashMap;

use crossfoot_statements::{Cell, Column, Fact, Period, Statement, Unit};
use rust_decimal::Decimal;

use crate::decimals;
use crate::wide::leading;

/// The columns that every wide CSV begins with.
pub(crate) const FIXED: [&str; 4] = ["section", "label", "unit", "scale"];

/// One name for each column of a statement, all of them different.
///
/// A column with a period is named by it: `2023-06-30 P3M`, a balance date `2023-06-30`. Columns that would
/// then share a name (an amount and its share of revenue, two segments in one quarter) get their printed heading
/// after it, and where these are alike and the columns are in different currencies (a translation for convenience), the
/// currency. A column whose figures are in another unit or scale than the rest of their rows says so in brackets at the end:
/// `Change [percent]`. A column without a period is named by its printed heading. What is still alike, or like one of the
/// fixed columns, is numbered: `Change`, `Change (2)`. Upper and lower case count as alike, since databases take
/// them so.
pub fn column_names(statement: &Statement) -> Vec<String> {
    let columns = &statement.columns;
    let short: Vec<Option<String>> = columns.iter().map(|column| column.period.as_ref().map(period_name)).collect();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for name in short.iter().flatten() {
        *seen.entry(name).or_default() += 1;
    }
    let names = columns.iter().zip(&short).enumerate();
    let names = names.map(|(index, (column, short))| match short {
        Some(name) if seen[name.as_str()] == 1 => name.clone(),
        Some(name) => format!("{name} {}", column.heading).trim_end().to_owned(),
        None => printed_name(column, index),
    });
    let names = unique(with_currencies(names.collect(), statement).into_iter());
    let leads: Vec<Option<&Fact>> = statement.items.iter().map(|item| leading(statement, item)).collect();
    unique(names.into_iter().enumerate().map(|(index, name)| match own_unit(statement, &leads, index) {
        Some(unit) if !name.ends_with(&unit) => format!("{name} [{unit}]"),
        _ => name,
    }))
}

/// What the figures of a column are in, where most of them differ in it from the rows they stand in: `percent`, `USD/share`, and
/// `USD 1000` where the scale differs. `leads` is what each row takes its unit and scale from.
fn own_unit(statement: &Statement, leads: &[Option<&Fact>], column: usize) -> Option<String> {
    let mut differing: Option<(Unit, Decimal)> = None;
    let (mut differs, mut all) = (0, 0);
    for (item, leading) in statement.items.iter().zip(leads) {
        let (Some(fact), Some(leading)) = (item.cells.get(column).and_then(Cell::figure), leading) else { continue };
        all += 1;
        let own = (fact.unit, fact.scale);
        if own != (leading.unit, leading.scale) {
            if differing.is_some_and(|other| other != own) {
                return None;
            }
            differing = Some(own);
            differs += 1;
        }
    }
    let (unit, scale) = differing.filter(|_| 2 * differs > all)?;
    let plain = !matches!(unit, Unit::Money(_) | Unit::Shares) || scale == Decimal::ONE;
    Some(if plain { unit.to_string() } else { format!("{unit} {}", decimals::scale(scale)) })
}

/// Adds its currency to each name that is alike for columns in different currencies.
fn with_currencies(mut names: Vec<String>, statement: &Statement) -> Vec<String> {
    for index in 0..names.len() {
        let alike: Vec<usize> = (index..names.len()).filter(|other| names[*other] == names[index]).collect();
        let currencies: Vec<Option<Unit>> = alike.iter().map(|column| currency(statement, *column)).collect();
        if currencies.windows(2).all(|pair| pair[0] == pair[1]) {
            continue;
        }
        for (column, currency) in alike.into_iter().zip(currencies) {
            names[column] = format!("{} {}", names[column], currency.map(|c| c.to_string()).unwrap_or_default())
                .trim_end()
                .to_owned();
        }
    }
    names
}

/// The currency of a column: that of its first amount of money.
fn currency(statement: &Statement, column: usize) -> Option<Unit> {
    statement.items.iter().filter_map(|item| item.cells.get(column)?.figure()).find_map(|figure| match figure.unit {
        Unit::Money(_) => Some(figure.unit),
        _ => None,
    })
}

/// `2023-06-30 P3M`, or only the day for an instant.
pub(crate) fn period_name(period: &Period) -> String {
    match period.start {
        None => period.end.to_string(),
        Some(_) => format!("{} {}", period.end, period.length),
    }
}

/// The printed heading; a column without any is named by its place.
fn printed_name(column: &Column, index: usize) -> String {
    match column.heading.trim() {
        "" => format!("column {}", index + 1),
        heading => heading.to_owned(),
    }
}

/// Numbers the later ones of names that are alike.
fn unique(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut taken: Vec<String> = FIXED.iter().map(ToString::to_string).collect();
    names
        .map(|name| {
            let numbered = (2..).map(|n| format!("{name} ({n})"));
            let free = std::iter::once(name.clone())
                .chain(numbered)
                .find(|candidate| !taken.contains(&candidate.to_lowercase()))
                .unwrap_or(name);
            taken.push(free.to_lowercase());
            free
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::column_names;
    use crossfoot_statements::{Cell, Unit};

    use crate::testing::{column, fact, instant, item, money, months, statement};

    #[test]
    fn periods_name_columns() {
        let names = column_names(&statement(
            vec![
                months("Q2 2023", "2023-04-01", "2023-06-30", 3),
                months("6M 2023", "2023-01-01", "2023-06-30", 6),
                instant("June 30, 2023", "2023-06-30"),
                column("% Change"),
            ],
            vec![],
        ));
        assert_eq!(names, ["2023-06-30 P3M", "2023-06-30 P6M", "2023-06-30", "% Change"]);
    }

    #[test]
    fn a_column_in_another_unit_says_so() {
        let row = |shown, change| {
            let change = Cell::Figure(fact(change, "1", Unit::Percent));
            item("Sales", vec![Cell::Figure(money(shown, "1000000")), Cell::Figure(money(shown, "1000")), change])
        };
        let columns = vec![
            months("Q2 2023", "2023-04-01", "2023-06-30", 3),
            months("Q2 2022", "2022-04-01", "2022-06-30", 3),
            column("Change"),
        ];
        let names = column_names(&statement(columns, vec![row("12", "3.5"), row("14", "4.5")]));
        assert_eq!(names, ["2023-06-30 P3M", "2022-06-30 P3M [USD 1000]", "Change [percent]"]);
    }

    #[test]
    fn headings_tell_columns_of_one_period_apart() {
        let names = column_names(&statement(
            vec![
                months("June 30, 2023 Amount", "2023-04-01", "2023-06-30", 3),
                months("June 30, 2023 %", "2023-04-01", "2023-06-30", 3),
                months("June 30, 2022", "2022-04-01", "2022-06-30", 3),
            ],
            vec![],
        ));
        assert_eq!(names, ["2023-06-30 P3M June 30, 2023 Amount", "2023-06-30 P3M June 30, 2023 %", "2022-06-30 P3M"]);
    }

    #[test]
    fn names_are_unique_whatever_is_printed() {
        let names = column_names(&statement(
            vec![
                column("Change"),
                column("change"),
                column("Unit"),
                column(""),
                column(" "),
                column("Change (2)"),
                instant("", "2023-06-30"),
                instant("", "2023-06-30"),
            ],
            vec![],
        ));
        assert_eq!(
            names,
            [
                "Change",
                "change (2)",
                "Unit (2)",
                "column 4",
                "column 5",
                "Change (2) (2)",
                "2023-06-30",
                "2023-06-30 (2)"
            ]
        );
    }
}
