//! `facts.csv`: every figure on a line of its own.

use std::io::Write;

use crossfoot_footing::ProvenStatement;
use crossfoot_statements::Period;

use crate::cells::neutralise;
use crate::error::ExportError;
use crate::release::{Figure, Numbering, Release, figures};
use crate::{decimals, wide};

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
        let numbering = Numbering::of(&proven.statement);
        for figure in figures(proven) {
            let record = record(release.name, proven, &numbering, &figure);
            let word = figure.confirmed.map_or("", |yes| if yes { "yes" } else { "no" });
            csv.write_record(record.into_iter().chain(confirmed.then(|| word.to_owned())))?;
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

/// One line, in the order of the header.
fn record(release: &str, proven: &ProvenStatement, numbering: &Numbering, figure: &Figure<'_>) -> [String; 22] {
    let statement = &proven.statement;
    let (item, fact) = (&statement.items[figure.item], figure.fact);
    let column = statement.columns.get(figure.column);
    let [start, end, duration] = period(statement.period(figure.column, fact));
    let number = |n: Option<usize>| n.map_or_else(String::new, |n| n.to_string());
    [
        neutralise(release).into_owned(),
        statement.id.clone(),
        statement.kind.name().to_owned(),
        neutralise(&statement.title).into_owned(),
        fact.page.to_string(),
        number(numbering.row(figure.item)),
        number(numbering.column(figure.column)),
        wide::section(item),
        neutralise(&item.label).into_owned(),
        column.map_or_else(String::new, |c| neutralise(&c.heading).into_owned()),
        start,
        end,
        duration,
        decimals::full(fact),
        fact.unit.to_string(),
        fact.decimals.to_string(),
        // Exactly what the page shows: a figure cannot do harm.
        fact.printed.clone(),
        figure.status.name().to_owned(),
        decimals::coordinate(fact.place.x0).to_string(),
        decimals::coordinate(fact.place.y0).to_string(),
        decimals::coordinate(fact.place.x1).to_string(),
        decimals::coordinate(fact.place.y1).to_string(),
    ]
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
