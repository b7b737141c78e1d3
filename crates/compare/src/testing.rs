//! Small outputs for the tests of this crate.

use crossfoot_export::RecordedFact;
use rust_decimal::Decimal;

use crate::book::Book;

pub(crate) fn book(name: &str, facts: &[RecordedFact]) -> Book {
    Book::of(name.to_owned(), facts.to_vec())
}

/// The figures of a row (from 0), under the quarters that end in June 2023, June 2022 and so on.
pub(crate) fn line(statement: &str, row: usize, section: &str, label: &str, values: &[i64]) -> Vec<RecordedFact> {
    line_of(statement, row, section, label, values, 2023)
}

/// The figures of a row under the quarters that end in June of a year and the ones before.
pub(crate) fn line_of(
    statement: &str,
    row: usize,
    section: &str,
    label: &str,
    values: &[i64],
    year: i16,
) -> Vec<RecordedFact> {
    let values = (0i16..).zip(values);
    let fact = |(index, value): (i16, &i64)| {
        let year = year - index;
        RecordedFact {
            release: "q".to_owned(),
            statement: statement.to_owned(),
            kind: statement.split('-').next().unwrap_or_default().to_owned(),
            title: statement.to_owned(),
            page: 1,
            row: row as u32 + 1,
            col: index as u32 + 1,
            section: section.to_owned(),
            label: label.to_owned(),
            column: format!("June 30, {year}"),
            period_start: format!("{year}-04-01").parse().ok(),
            period_end: format!("{year}-06-30").parse().ok(),
            duration: "P3M".to_owned(),
            value: Decimal::from(*value),
            unit: "USD".to_owned(),
            decimals: 0,
            printed: value.to_string(),
            status: "footed".to_owned(),
            x0: Some(0.0),
            y0: Some(0.0),
            x1: Some(1.0),
            y1: Some(1.0),
            concept: String::new(),
            unit_from: "table".to_owned(),
            scale_from: "table".to_owned(),
            period_from: "column".to_owned(),
        }
    };
    values.map(fact).collect()
}
