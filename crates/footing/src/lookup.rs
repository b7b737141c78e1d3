//! Figures looked up by what a reader calls them.

use crossfoot_statements::{Cell, Column, Fact, LineItem, Period};

use crate::{ProvenStatement, Status};

/// A figure that was looked up, with what it stands in.
#[derive(Debug, Clone, Copy)]
pub struct LocatedFigure<'a> {
    /// The figure: its value in full units, what it counts, how it is printed and where.
    pub fact: &'a Fact,
    /// What arithmetic says of it.
    pub status: Status,
    /// Its row.
    pub item: &'a LineItem,
    /// Its column.
    pub column: &'a Column,
    /// The time it speaks of: what its row names, else what its column does.
    pub period: Option<Period>,
}

impl ProvenStatement {
    /// The figure of a line item for a period.
    ///
    /// The label is that of the row, in upper or lower case; headings above it tell rows of one label apart:
    /// `Operating income > Sensing`. The period is written as the CSV files head their columns: `2023-06-30` for a
    /// balance date, `2023-06-30 P3M` for a quarter. The length can be left out where all columns that end on that day
    /// have the same one. Of several figures that fit it is the first.
    pub fn figure(&self, label: &str, period: &str) -> Option<LocatedFigure<'_>> {
        let (end, length) = match period.trim().split_once(' ') {
            Some((end, length)) => (end, Some(length.trim())),
            None => (period.trim(), None),
        };
        let ends = |period: &Period| period.end.to_string() == end;
        let of_columns = self.statement.columns.iter().filter_map(|c| c.period);
        let of_rows = self.figures(label).filter_map(|found| found.period);
        let mut lengths = of_columns.chain(of_rows).filter(ends).map(|p| p.length);
        let first = lengths.next()?;
        if length.is_none() && lengths.any(|other| other != first) {
            return None;
        }
        let fits = |found: &LocatedFigure<'_>| {
            let period = found.period.filter(ends);
            period.is_some_and(|period| length.is_none_or(|length| period.length.to_string() == length))
        };
        self.figures(label).find(fits)
    }

    /// All figures of the rows with a label, left to right; labels as in [`figure`](Self::figure).
    pub fn figures(&self, label: &str) -> impl Iterator<Item = LocatedFigure<'_>> {
        let wanted: Vec<String> = label.split(" > ").map(folded).collect();
        let rows = self.statement.items.iter().enumerate().filter(move |(_, item)| is_called(item, &wanted));
        rows.flat_map(move |(row, item)| {
            let cells = item.cells.iter().zip(&self.statement.columns).enumerate();
            cells.filter_map(move |(col, (cell, column))| {
                let Cell::Figure(fact) = cell else {
                    return None;
                };
                let status = self.status.get(row).and_then(|row| row.get(col)).copied();
                let period = self.statement.period(col, fact);
                Some(LocatedFigure { fact, status: status.unwrap_or(Status::Unproven), item, column, period })
            })
        })
    }
}

/// Whether a row's label, and the headings right above it, are the ones that are wanted.
fn is_called(item: &LineItem, wanted: &[String]) -> bool {
    let path: Vec<String> = item.section.iter().chain([&item.label]).map(|text| folded(text)).collect();
    path.ends_with(wanted)
}

/// Lower case, one blank between words.
fn folded(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prove;
    use crate::testing::{money, statement};
    use crossfoot_statements::Length;

    fn sample() -> ProvenStatement {
        let mut basic = money("Sensing", &["7", "8", "", "9"]);
        basic.section = vec!["Revenue".into()];
        let mut other = money("Sensing", &["1", "2", "3", "4"]);
        other.section = vec!["Operating income".into()];
        let mut statement = statement(&["Quarter", "Half", "Quarter", "Change"], vec![basic, other]);
        let period = |end: &str, months| {
            Some(Period { start: end.parse().ok(), end: end.parse().expect("a date"), length: Length::Months(months) })
        };
        statement.columns[0].period = period("2023-06-30", 3);
        statement.columns[1].period = period("2023-06-30", 6);
        statement.columns[2].period = period("2022-06-30", 3);
        prove(vec![statement]).remove(0)
    }

    #[test]
    fn a_figure_by_label_and_period() {
        let proven = sample();
        let printed = |label, period| proven.figure(label, period).map(|found| found.fact.printed.as_str());
        assert_eq!(printed("sensing", "2023-06-30 P3M"), Some("7"));
        assert_eq!(printed("Operating  Income > Sensing", "2023-06-30 P6M"), Some("2"));
        assert_eq!(printed("Sensing", "2022-06-30"), Some("3"), "the first row prints nothing there");
        assert_eq!(printed("Sensing", "2023-06-30"), None, "a quarter or a half year?");
        for (label, period) in [("Sensing", "2023-06-30 P9M"), ("Sensing", "2021-06-30"), ("Photonics", "2022-06-30")] {
            assert_eq!(printed(label, period), None);
        }
        assert_eq!(proven.figures("Revenue > Sensing").count(), 3);
    }
}
