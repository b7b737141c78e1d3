//! Columns, rows and figures, as `release.json` has them.

use crossfoot_footing::ProvenStatement;
use crossfoot_ingest::{CellRef, is_on_paper};
use crossfoot_statements::{Cell, Column, Concept, Doubt, Fact, LineItem, Period, Text, Unit};
use serde::Serialize;

use crate::decimals::{self, Plain};
use crate::indented::Shown;
use crate::release::{confirmed_of, status_of};

/// Where a figure stands in HTML: the number of the table in the document, of the row in it, and of the cell in the row.
#[derive(Serialize)]
struct JsonCellRef {
    table: u32,
    row: u32,
    cell: u32,
}

#[derive(Serialize)]
pub(super) struct JsonColumn<'a> {
    /// As `facts.csv` counts; null for a column without figures.
    col: Option<usize>,
    /// As the wide CSV heads it.
    name: String,
    heading: &'a str,
    period: Option<JsonPeriod>,
}

#[derive(Serialize)]
pub(super) struct JsonPeriod {
    start: Option<String>,
    end: String,
    duration: String,
}

#[derive(Serialize)]
pub(super) struct JsonRow<'a> {
    /// As `facts.csv` counts; null for a row without figures.
    row: Option<usize>,
    page: u32,
    section: &'a [Text],
    label: &'a str,
    /// The standard concept that the line is; its figures that are of it repeat it.
    concept: Option<&'static str>,
    marks: &'a [String],
    indent: f64,
    bold: bool,
    ruled_above: bool,
    cells: Vec<JsonCell<'a>>,
}

/// Null for an empty cell, a string for text, an object for a figure.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum JsonCell<'a> {
    Empty,
    Text(&'a str),
    Figure(Box<JsonFigure<'a>>),
}

#[derive(Serialize)]
pub(super) struct JsonFigure<'a> {
    printed: &'a str,
    shown: Plain,
    value: Plain,
    scale: Plain,
    unit: Shown<Unit>,
    decimals: i32,
    /// Where the row names it; else the column's holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<JsonPeriod>,
    status: &'static str,
    /// Whether a second decoder read it alike; null where none was asked.
    confirmed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    concept: Option<&'static str>,
    /// Where the release says it: `cell`, `row`, `column`, `table`, `page`, `release`; `derived` or `none`.
    unit_from: &'static str,
    scale_from: &'static str,
    period_from: &'static str,
    page: u32,
    /// `x0`, `y0`, `x1`, `y1` as in `facts.csv`; none in HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<[f64; 4]>,
    /// Where it stands in HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<JsonCellRef>,
    /// Why a person should look at it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unsure: Vec<&'static str>,
}

impl<'a> JsonColumn<'a> {
    pub(super) fn of(column: &'a Column, name: String, col: Option<usize>) -> Self {
        Self { col, name, heading: &column.heading, period: column.period.as_ref().map(JsonPeriod::of) }
    }
}

impl JsonPeriod {
    pub(super) fn of(period: &Period) -> Self {
        Self {
            start: period.start.map(|day| day.to_string()),
            end: period.end.to_string(),
            duration: period.length.to_string(),
        }
    }
}

impl<'a> JsonRow<'a> {
    pub(super) fn of(item: &'a LineItem, row: Option<usize>, cells: Vec<JsonCell<'a>>) -> Self {
        Self {
            row,
            page: item.page,
            section: &item.section,
            label: &item.label,
            concept: item.concept.map(Concept::name),
            marks: &item.marks,
            indent: decimals::coordinate(item.indent),
            bold: item.bold,
            ruled_above: item.ruled_above,
            cells,
        }
    }
}

pub(super) fn cells<'a>(proven: &'a ProvenStatement, row: usize, item: &'a LineItem) -> Vec<JsonCell<'a>> {
    let cells = item.cells.iter().enumerate();
    cells
        .map(|(column, cell)| match cell {
            Cell::Empty => JsonCell::Empty,
            Cell::Text(text) => JsonCell::Text(text),
            Cell::Figure(fact) => {
                let (status, confirmed) = (status_of(proven, row, column).name(), confirmed_of(proven, row, column));
                let concept = proven.statement.concept(row, column).map(Concept::name);
                let period_from = proven.statement.period_from(column, fact).name();
                JsonCell::Figure(Box::new(JsonFigure { concept, period_from, ..figure(fact, status, confirmed) }))
            }
        })
        .collect()
}

pub(super) fn figure<'a>(fact: &'a Fact, status: &'static str, confirmed: Option<bool>) -> JsonFigure<'a> {
    let place = fact.place;
    JsonFigure {
        printed: &fact.printed,
        shown: Plain(fact.shown),
        value: decimals::full(fact),
        scale: decimals::scale(fact.scale),
        unit: Shown(fact.unit),
        decimals: fact.decimals,
        period: fact.row_period.as_ref().map(JsonPeriod::of),
        status,
        confirmed,
        concept: None,
        unit_from: fact.told.unit.name(),
        scale_from: fact.told.scale.name(),
        period_from: fact.told.period.name(),
        page: fact.page,
        place: is_on_paper(&place).then(|| [place.x0, place.y0, place.x1, place.y1].map(decimals::coordinate)),
        cell: CellRef::of(&place).map(|CellRef { table, row, cell }| JsonCellRef { table, row, cell }),
        unsure: fact.doubts.iter().map(Doubt::name).collect(),
    }
}
