//! `facts.csv`: every figure on a line of its own.

use std::borrow::Cow;
use std::fmt::{Display, Write as _};
use std::io::Write;

use crossfoot_footing::ProvenStatement;
use crossfoot_statements::{Period, Statement};

use crate::cells::neutralise;
use crate::decimals::{self, Coordinate};
use crate::error::ExportError;
use crate::release::{Figure, Numbering, Release, figures};
use crate::wide;

/// The columns of `facts.csv`.
pub(crate) const HEADER: [&str; 22] = [
    "release",
    "statement",
    "kind",
    "title",
    "page",
    "row",
    "col",
    "section",
    "label",
    "column",
    "period_start",
    "period_end",
    "duration",
    "value",
    "unit",
    "decimals",
    "printed",
    "status",
    "x0",
    "y0",
    "x1",
    "y1",
];

/// The column that follows where a second decoder was asked.
pub(crate) const CONFIRMED: &str = "confirmed";

/// Writes every figure of a release as CSV, one per line under one header line.
///
/// Values are in full units (sign and scale applied), coordinates in points from the page's top left, or in
/// character columns and lines for text.
///
/// # Errors
///
/// [`ExportError::Sink`] when `out` refuses the data.
pub fn write_facts(release: &Release<'_>, out: impl Write) -> Result<(), ExportError> {
    let mut csv = wide::csv_writer(out);
    // Only where a second decoder was asked: the columns of one run are those of the next.
    let confirmed = is_confirmed(release.statements);
    csv.write_record(header(confirmed))?;
    for proven in release.statements {
        let shared = Shared::of(release.name, &proven.statement);
        for figure in figures(proven) {
            shared.write(&figure, &mut csv)?;
            if confirmed {
                csv.write_field(figure.confirmed.map_or("", |yes| if yes { "yes" } else { "no" }))?;
            }
            csv.write_record(None::<&[u8]>)?;
        }
    }
    csv.flush()?;
    Ok(())
}

/// The columns, with that of the second decoder or without.
pub(crate) fn header(confirmed: bool) -> impl Iterator<Item = &'static str> {
    HEADER.into_iter().chain(confirmed.then_some(CONFIRMED))
}

/// Whether a second decoder was asked of a release.
pub(crate) fn is_confirmed(statements: &[ProvenStatement]) -> bool {
    statements.iter().any(|proven| proven.confirmed.is_some())
}

/// What the figures of a statement have in common, as it is written.
struct Shared<'a> {
    statement: &'a Statement,
    numbering: Numbering,
    release: Cow<'a, str>,
    title: Cow<'a, str>,
    headings: Vec<Cow<'a, str>>,
    /// For each column.
    periods: Vec<[String; 3]>,
}

impl<'a> Shared<'a> {
    fn of(release: &'a str, statement: &'a Statement) -> Self {
        Self {
            statement,
            numbering: Numbering::of(statement),
            release: neutralise(release),
            title: neutralise(&statement.title),
            headings: statement.columns.iter().map(|column| neutralise(&column.heading)).collect(),
            periods: statement.columns.iter().map(|column| period(column.period)).collect(),
        }
    }

    /// Writes the fields of a figure's line, in the order of the header.
    fn write<W: Write>(&self, figure: &Figure<'_>, csv: &mut csv::Writer<W>) -> Result<(), csv::Error> {
        let Self { statement, numbering, .. } = self;
        let (item, fact) = (&statement.items[figure.item], figure.fact);
        let mut text = String::new();
        let mut shown = |csv: &mut csv::Writer<W>, value: &dyn Display| {
            text.clear();
            // Writing to a string does not fail.
            let _ = write!(text, "{value}");
            csv.write_field(&text)
        };
        for shared in [&*self.release, &statement.id, statement.kind.name(), &*self.title] {
            csv.write_field(shared)?;
        }
        shown(csv, &fact.page)?;
        for number in [numbering.row(figure.item), numbering.column(figure.column)] {
            shown(csv, &number.as_ref().map_or(&"" as &dyn Display, |number| number))?;
        }
        csv.write_field(wide::section(item))?;
        csv.write_field(&*neutralise(&item.label))?;
        csv.write_field(self.headings.get(figure.column).map_or("", |heading| heading))?;
        let own = fact.row_period.map(|own| period(Some(own)));
        let none = Default::default();
        for part in own.as_ref().or_else(|| self.periods.get(figure.column)).unwrap_or(&none) {
            csv.write_field(part)?;
        }
        shown(csv, &decimals::full(fact))?;
        shown(csv, &fact.unit)?;
        shown(csv, &fact.decimals)?;
        // Exactly what the page shows: a figure cannot do harm.
        csv.write_field(&fact.printed)?;
        csv.write_field(figure.status.name())?;
        for edge in [fact.place.x0, fact.place.y0, fact.place.x1, fact.place.y1] {
            shown(csv, &Coordinate(edge))?;
        }
        Ok(())
    }
}

/// Start, end and duration; all empty where there is no period.
fn period(period: Option<Period>) -> [String; 3] {
    let Some(period) = period else {
        return Default::default();
    };
    let start = period.start.map_or_else(String::new, |day| day.to_string());
    [start, period.end.to_string(), period.length.to_string()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{column, fact, instant, item, money, months, proven, statement};
    use crossfoot_statements::{Cell, Unit};

    fn written(statements: &[ProvenStatement]) -> Vec<String> {
        let release = Release { name: "q2", file: "q2.pdf", source: "pdf", pages: &[], statements };
        let mut out = Vec::new();
        write_facts(&release, &mut out).expect("writes to memory");
        let text = String::from_utf8(out).expect("UTF-8");
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn one_line_per_figure() {
        let mut loss = money("-1234.5", "1000000");
        loss.printed = "(1,234.5)".into();
        loss.decimals = 5;
        let mut line = item("Net loss", vec![Cell::Figure(loss), Cell::Text("NM".into())]);
        line.section = vec!["Results".into(), "Quarter".into()];
        let lines = written(&[proven(statement(
            vec![months("Q2 2023", "2023-04-01", "2023-06-30", 3), column("Change")],
            vec![line],
        ))]);
        assert_eq!(lines.len(), 2);
        assert_eq!(
            lines[1],
            "q2,income_statement,income_statement,Statements of Income,1,1,1,Results > Quarter,Net loss,Q2 2023,\
             2023-04-01,2023-06-30,P3M,-1234500000,USD,5,\"(1,234.5)\",unproven,10,20,30.5,28.13"
        );
    }

    #[test]
    fn instants_have_no_start_and_changes_no_period() {
        let lines = written(&[proven(statement(
            vec![instant("June 30", "2023-06-30"), column("% change")],
            vec![item(
                "=Cash, \"net\"",
                vec![Cell::Figure(money("5", "1")), Cell::Figure(fact("12.30", "1", Unit::Percent))],
            )],
        ))]);
        assert!(lines[1].contains(",\"'=Cash, \"\"net\"\"\",June 30,,2023-06-30,instant,5,USD,"));
        assert!(lines[2].contains(",% change,,,,12.30,percent,"));
    }
}
