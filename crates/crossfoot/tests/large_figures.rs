//! Figures of any length, in any scale: a figure or text, never a panic, and never another value than is printed.

use crossfoot::{Options, read_bytes};
use crossfoot_statements::Cell;
use proptest::prelude::*;

const SCALES: [&str; 6] =
    ["", "(in hundreds)", "(in thousands)", "(in millions)", "(in billions)", "(in 100 millions)"];

fn statement(scale: &str, one: &str, other: &str, last: &str) -> String {
    format!(
        "Halden Fittings Inc.
Consolidated Statements of Income
{scale}
                                                                         Three Months Ended
                                                           March 31, 2024                                  March 31, 2023      Change
Net sales             {one:>50}{other:>50}       20%
Cost of sales         {other:>50}{one:>50}       {last}
Gross profit          {one:>50}{one:>50}       25%
Selling expenses                                                    (200)                                           (150)      33%
Operating income                                                     300                                             250       20%
Diluted earnings per share                                          1.20                                            1.00       20%
"
    )
}

fn read_whole(text: &str) -> Vec<(String, String)> {
    let release = read_bytes(text.as_bytes(), &Options::default()).expect("no panic");
    let items = release.statements().iter().flat_map(|s| &s.statement.items);
    let cells = items.flat_map(|item| &item.cells).filter_map(|cell| match cell {
        Cell::Figure(fact) => Some((fact.printed.clone(), fact.shown.to_string())),
        Cell::Text(text) => Some((text.clone(), String::new())),
        Cell::Empty => None,
    });
    cells.collect()
}

fn bare(printed: &str) -> String {
    printed.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn long_figures_are_exact_or_text(
        one in "[(]?[1-9][0-9]{0,39}([.][0-9]{1,30})?",
        other in "[1-9][0-9]{0,39}",
        last in "[1-9][0-9]{0,30}([.][0-9]{1,28})?%",
        scale in 0..SCALES.len(),
    ) {
        let one = if one.starts_with('(') { one + ")" } else { one };
        for (printed, shown) in read_whole(&statement(SCALES[scale], &one, &other, &last)) {
            prop_assert!(shown.is_empty() || bare(&shown) == bare(&printed), "{} is {}", printed, shown);
        }
    }
}

#[test]
fn a_figure_that_does_not_fit_its_scale_stays_text_and_its_row_stays() {
    for long in [
        "9999999999999999999999999999",
        "79228162514264337593543950335",
        "123,456,789,012,345,678,901,234,567.89",
        "1234567890123456789012345678901234567890",
    ] {
        let found = read_whole(&statement("(in millions)", long, "3", "1%"));
        assert_eq!(found.iter().filter(|(printed, shown)| printed == long && shown.is_empty()).count(), 4, "{found:?}");
    }
}

#[test]
fn a_scale_of_many_digits_is_none() {
    for scale in [
        "(in 79228162514264337593543950335 millions)",
        "(in 0 millions)",
        "(in 123456789012345678 billions of dollars)",
    ] {
        assert!(!read_whole(&statement(scale, "1,200", "1,000", "20%")).is_empty(), "{scale}");
    }
}
