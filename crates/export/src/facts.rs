//! `facts.csv`: every figure on a line of its own.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::Write;

use crossfoot_footing::ProvenStatement;
use crossfoot_ingest::is_on_paper;
use crossfoot_statements::{Concept, Period, Statement};

use crate::cells::neutralise;
use crate::decimals::{self, Coordinate, write_whole};
use crate::error::ExportError;
use crate::release::{Figure, Numbering, Release, figures};
use crate::wide;

/// The columns of `facts.csv`.
pub(crate) const HEADER: [&str; 26] = [
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
    "concept",
    "unit_from",
    "scale_from",
    "period_from",
];

/// The column that follows where a second decoder was asked.
pub(crate) const CONFIRMED: &str = "confirmed";

/// Writes every figure of a release as CSV, one per line under one header line.
///
/// Values are in full units (sign and scale applied), coordinates in points from the page's top left, or in
/// character columns and lines for text; HTML has none.
///
/// # Errors
///
/// [`ExportError::Sink`] when `out` refuses the data.
pub fn write_facts(release: &Release<'_>, mut out: impl Write) -> Result<(), ExportError> {
    // Only where a second decoder was asked: the columns of one run are those of the next.
    let confirmed = is_confirmed(release.statements);
    let mut text = String::with_capacity(AT_ONCE + AT_ONCE / 4);
    fields(header(confirmed), &mut text);
    text.push('\n');
    for proven in release.statements {
        let mut shared = Shared::of(release.name, &proven.statement);
        for figure in figures(proven) {
            shared.write(&figure, &mut text);
            if confirmed {
                text.push_str(figure.confirmed.map_or(",", |yes| if yes { ",yes" } else { ",no" }));
            }
            text.push('\n');
            if text.len() >= AT_ONCE {
                out.write_all(text.as_bytes())?;
                text.clear();
            }
        }
    }
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Bytes handed on at a time.
const AT_ONCE: usize = 1 << 16;

/// The columns, with that of the second decoder or without.
pub(crate) fn header(confirmed: bool) -> impl Iterator<Item = &'static str> {
    HEADER.into_iter().chain(confirmed.then_some(CONFIRMED))
}

/// Whether a second decoder was asked of a release.
pub(crate) fn is_confirmed(statements: &[ProvenStatement]) -> bool {
    statements.iter().any(|proven| proven.confirmed.is_some())
}

/// What the figures of a statement have in common, as it is written: a figure's line is mostly made of parts that other lines
/// have, too.
struct Shared<'a> {
    statement: &'a Statement,
    numbering: Numbering,
    /// The fields from `release` to `title`.
    head: String,
    headings: Vec<Cow<'a, str>>,
    /// For each column, the fields from `column` to `duration`.
    columns: Vec<String>,
    /// The line item of the last figure, and its fields `section` and `label`.
    item: Option<(usize, String)>,
}

impl<'a> Shared<'a> {
    fn of(release: &'a str, statement: &'a Statement) -> Self {
        let title = neutralise(&statement.title);
        let headings: Vec<Cow<'_, str>> = statement.columns.iter().map(|column| neutralise(&column.heading)).collect();
        let columns = statement.columns.iter().zip(&headings);
        Self {
            statement,
            numbering: Numbering::of(statement),
            head: joined([&*neutralise(release), &statement.id, statement.kind.name(), &*title]),
            columns: columns.map(|(column, heading)| timed(heading, column.period)).collect(),
            headings,
            item: None,
        }
    }

    /// Writes the fields of a figure's line, in the order of the header.
    fn write(&mut self, figure: &Figure<'_>, out: &mut String) {
        let (item, fact) = (&self.statement.items[figure.item], figure.fact);
        out.push_str(&self.head);
        out.push(',');
        write_whole(fact.page.into(), out);
        for number in [self.numbering.row(figure.item), self.numbering.column(figure.column)] {
            out.push(',');
            if let Some(number) = number.and_then(|number| i64::try_from(number).ok()) {
                write_whole(number, out);
            }
        }
        out.push(',');
        match &self.item {
            Some((last, said)) if *last == figure.item => out.push_str(said),
            _ => {
                let said = joined([&*wide::section(item), &*neutralise(&item.label)]);
                out.push_str(&said);
                self.item = Some((figure.item, said));
            }
        }
        out.push(',');
        match (fact.row_period, self.columns.get(figure.column)) {
            (None, Some(of_column)) => out.push_str(of_column),
            (own, _) => out.push_str(&timed(self.headings.get(figure.column).map_or("", |heading| heading), own)),
        }
        // Numbers and names of units have nothing in them that needs quotes.
        out.push(',');
        decimals::full(fact).write(out);
        // Writing to a string does not fail.
        let _ = write!(out, ",{},", fact.unit);
        write_whole(fact.decimals.into(), out);
        out.push(',');
        // Exactly what the page shows: a figure cannot do harm.
        field(&fact.printed, out);
        out.push(',');
        out.push_str(figure.status.name());
        for edge in [fact.place.x0, fact.place.y0, fact.place.x1, fact.place.y1] {
            out.push(',');
            if is_on_paper(&fact.place) {
                Coordinate(edge).write(out);
            }
        }
        // An element's name has nothing that needs quotes either.
        out.push(',');
        out.push_str(self.statement.concept(figure.item, figure.column).map_or("", Concept::name));
        let period = self.statement.period_from(figure.column, fact);
        for told in [fact.told.unit, fact.told.scale, period] {
            out.push(',');
            out.push_str(told.name());
        }
    }
}

/// A heading and a period as fields.
fn timed(heading: &str, own: Option<Period>) -> String {
    let [start, end, duration] = period(own);
    joined([heading, &start, &end, &duration])
}

/// Fields with commas between them.
fn joined<'f>(list: impl IntoIterator<Item = &'f str>) -> String {
    let mut out = String::new();
    fields(list, &mut out);
    out
}

fn fields<'f>(list: impl IntoIterator<Item = &'f str>, out: &mut String) {
    for (at, text) in list.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        field(text, out);
    }
}

/// One field, in quotes where it needs them, as the `csv` writer of the other files has it.
fn field(text: &str, out: &mut String) {
    if !text.bytes().any(|b| matches!(b, b',' | b'"' | b'\n' | b'\r')) {
        out.push_str(text);
        return;
    }
    out.push('"');
    for (at, part) in text.split('"').enumerate() {
        if at > 0 {
            out.push_str("\"\"");
        }
        out.push_str(part);
    }
    out.push('"');
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
        let release = Release {
            name: "q2",
            file: "q2.pdf",
            source: "pdf",
            identity: &crossfoot_statements::Identity::UNTOLD,
            pages: &[],
            statements,
        };
        let mut out = Vec::new();
        write_facts(&release, &mut out).expect("writes to memory");
        let text = String::from_utf8(out).expect("UTF-8");
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn fields_are_quoted_as_by_the_csv_writer() {
        let odd = [
            "",
            "a",
            "a,b",
            "\"",
            "say \"no\"",
            "two\nlines",
            "a\rb",
            "a b",
            " a ",
            "'=1",
            "é—",
            "\"\"",
            "a\tb",
            "#",
            ";",
        ];
        let mut csv = wide::csv_writer(Vec::new());
        csv.write_record(odd).expect("writes to memory");
        let written = csv.into_inner().expect("writes to memory");
        assert_eq!(String::from_utf8(written).expect("UTF-8"), joined(odd) + "\n");
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
             2023-04-01,2023-06-30,P3M,-1234500000,USD,5,\"(1,234.5)\",unproven,10,20,30.5,28.13,,none,none,column"
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
