//! Figures out of `release.json`.

use std::io::Read;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::RecordedFact;

#[derive(Deserialize)]
struct RecordedRelease {
    release: String,
    statements: Vec<RecordedStatement>,
}

#[derive(Deserialize)]
struct RecordedStatement {
    statement: String,
    kind: String,
    title: String,
    columns: Vec<RecordedColumn>,
    rows: Vec<RecordedRow>,
}

#[derive(Deserialize)]
struct RecordedColumn {
    col: Option<u32>,
    heading: String,
    period: Option<RecordedPeriod>,
}

#[derive(Deserialize)]
struct RecordedPeriod {
    start: Option<Date>,
    end: Date,
    duration: String,
}

#[derive(Deserialize)]
struct RecordedRow {
    row: Option<u32>,
    section: Vec<String>,
    label: String,
    cells: Vec<RecordedCell>,
}

/// Null and text are no figures, and are not looked at.
#[derive(Deserialize)]
#[serde(untagged)]
enum RecordedCell {
    Figure(Box<RecordedFigure>),
    Other(serde::de::IgnoredAny),
}

#[derive(Deserialize)]
struct RecordedFigure {
    printed: String,
    #[serde(deserialize_with = "rust_decimal::serde::str::deserialize")]
    value: Decimal,
    unit: String,
    decimals: i32,
    status: String,
    page: u32,
    /// None in HTML.
    #[serde(default)]
    place: Option<[f64; 4]>,
    #[serde(default)]
    concept: Option<String>,
    #[serde(default)]
    unit_from: String,
    #[serde(default)]
    scale_from: String,
    #[serde(default)]
    period_from: String,
}

/// Reads the figures; an error is in words.
pub(crate) fn read(source: impl Read) -> Result<Vec<RecordedFact>, String> {
    let release: RecordedRelease = serde_json::from_reader(source).map_err(|error| error.to_string())?;
    let mut facts = Vec::new();
    for statement in &release.statements {
        for row in &statement.rows {
            for (cell, column) in row.cells.iter().zip(&statement.columns) {
                if let (RecordedCell::Figure(figure), Some(number), Some(col)) = (cell, row.row, column.col) {
                    facts.push(fact(&release.release, statement, (row, number), (column, col), figure));
                }
            }
        }
    }
    Ok(facts)
}

fn fact(
    release: &str,
    statement: &RecordedStatement,
    (row, number): (&RecordedRow, u32),
    (column, col): (&RecordedColumn, u32),
    figure: &RecordedFigure,
) -> RecordedFact {
    let period = column.period.as_ref();
    let [x0, y0, x1, y1] = figure.place.map_or([None; 4], |place| place.map(Some));
    RecordedFact {
        release: release.to_owned(),
        statement: statement.statement.clone(),
        kind: statement.kind.clone(),
        title: statement.title.clone(),
        page: figure.page,
        row: number,
        col,
        section: row.section.join(" > "),
        label: row.label.clone(),
        column: column.heading.clone(),
        period_start: period.and_then(|p| p.start),
        period_end: period.map(|p| p.end),
        duration: period.map(|p| p.duration.clone()).unwrap_or_default(),
        value: figure.value,
        unit: figure.unit.clone(),
        decimals: figure.decimals,
        printed: figure.printed.clone(),
        status: figure.status.clone(),
        x0,
        y0,
        x1,
        y1,
        concept: figure.concept.clone().unwrap_or_default(),
        unit_from: figure.unit_from.clone(),
        scale_from: figure.scale_from.clone(),
        period_from: figure.period_from.clone(),
    }
}
