//! `release.json`: everything that is known of a release.
//!
//! Decimals are strings, so that no reader rounds them on the way in; coordinates are numbers. What is not known
//! is `null`, a list without members is there and empty: every object of a sort has the same members.

use std::io::{BufWriter, Write};

mod scale;

use crossfoot_footing::{Blame, Culprit, LineDoubt, Place, ProvenStatement, Relation, Repair};
use crossfoot_statements::{Cell, Column, Concept, Doubt, Fact, Identity, KindEvidence, LineItem, Period, Text, Unit};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::columns::column_names;
use crate::decimals::{self, Plain};
use crate::error::ExportError;
use crate::indented::{Indented, Shown};
use crate::made::Made;
use scale::JsonScaleProof;

use crate::release::{Numbering, PageState, Release, Tally, confirmed_of, status_of};

/// Writes a release as JSON, indented by two spaces down to the figures, which stand on one line each, with a line end after the last
/// brace.
///
/// # Errors
///
/// [`ExportError::Sink`] when `out` refuses the data.
pub fn write_release_json(release: &Release<'_>, out: impl Write) -> Result<(), ExportError> {
    write_with_record(release, None, out)
}

/// The same, with what the release's folder was made of where that is known.
pub(crate) fn write_with_record(
    release: &Release<'_>,
    made: Option<&Made>,
    out: impl Write,
) -> Result<(), ExportError> {
    // The serialiser writes a few bytes at a time: they must not all go the way to `out`.
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let release = JsonRelease { made, ..JsonRelease::of(release) };
    release.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Indented::default()))?;
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(())
}

#[derive(Serialize)]
struct JsonRelease<'a> {
    release: &'a str,
    file: &'a str,
    source: &'a str,
    #[serde(flatten)]
    identity: &'a Identity,
    /// What a later run compares; not there when a caller of the library has no use for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    made: Option<&'a Made>,
    pages: Vec<JsonPage<'a>>,
    checks: Tally,
    statements: Vec<JsonStatement<'a>>,
}

#[derive(Serialize)]
struct JsonPage<'a> {
    page: u32,
    width: f64,
    height: f64,
    unread: &'a [String],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    remarks: &'a [String],
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    ocr_layer: bool,
}

#[derive(Serialize)]
struct JsonStatement<'a> {
    statement: &'a str,
    kind: &'static str,
    kind_evidence: JsonEvidence,
    title: &'a str,
    /// As printed, then what there is to say of how it was read.
    notes: Vec<&'a String>,
    stub_head: &'a str,
    scale: Option<Plain>,
    currency: Option<String>,
    pages: &'a [u32],
    checks: Tally,
    columns: Vec<JsonColumn<'a>>,
    rows: Vec<JsonRow<'a>>,
    /// How the figures are rounded: `nearest`, `exact`, `truncated`.
    rounding: &'static str,
    /// The arithmetic whose result stands in this statement.
    relations: Vec<JsonRelation<'a>>,
    /// Values proposed for suspect figures, or given to them.
    repairs: Vec<JsonRepair<'a>>,
    /// Broken relations of which one of a few figures is to blame, and it is not known which.
    one_of: Vec<JsonBlame<'a>>,
    /// Lines that are doubted as a whole.
    doubts: Vec<JsonDoubt<'a>>,
    /// What bears out or contradicts the scale; not there where nothing speaks of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    scale_proof: Option<JsonScaleProof<'a>>,
}

/// Why a statement is of its kind.
#[derive(Serialize)]
struct JsonEvidence {
    half_bits: i32,
    /// So many are between it and the next kind.
    lead: i32,
    clues: Vec<JsonClue>,
}

#[derive(Serialize)]
struct JsonClue {
    clue: &'static str,
    half_bits: i32,
}

#[derive(Serialize)]
struct JsonRepair<'a> {
    #[serde(flatten)]
    place: JsonPlace<'a>,
    printed: &'a str,
    shown: Plain,
    value: Plain,
    cause: &'static str,
    applied: bool,
    /// The relations that ask for it, with the differences as printed.
    relations: Vec<JsonRelation<'a>>,
}

#[derive(Serialize)]
struct JsonBlame<'a> {
    relation: JsonRelation<'a>,
    /// The likeliest first.
    figures: Vec<JsonCulprit<'a>>,
}

#[derive(Serialize)]
struct JsonCulprit<'a> {
    #[serde(flatten)]
    place: JsonPlace<'a>,
    /// What it would have to be.
    shown: Plain,
    value: Plain,
    cause: &'static str,
    /// How likely it is that it is this one.
    percent: u8,
}

#[derive(Serialize)]
struct JsonDoubt<'a> {
    row: Option<usize>,
    label: &'a str,
    fault: &'static str,
    /// The label it should have, where that is known.
    proposed: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonRelation<'a> {
    kind: &'static str,
    holds: bool,
    /// Holds within rounding where others are exact, or misses by little more.
    off: bool,
    difference: Plain,
    tolerance: Plain,
    result: JsonPlace<'a>,
    terms: Vec<JsonTerm<'a>>,
}

#[derive(Serialize)]
struct JsonTerm<'a> {
    coefficient: Plain,
    /// A [`JsonPlace`], spelled out because there are so many of them.
    statement: &'a str,
    row: Option<usize>,
    col: Option<usize>,
}

/// As `facts.csv` names and counts.
#[derive(Serialize)]
struct JsonPlace<'a> {
    statement: &'a str,
    row: Option<usize>,
    col: Option<usize>,
}

#[derive(Serialize)]
struct JsonColumn<'a> {
    /// As `facts.csv` counts; null for a column without figures.
    col: Option<usize>,
    /// As the wide CSV heads it.
    name: String,
    heading: &'a str,
    period: Option<JsonPeriod>,
}

#[derive(Serialize)]
struct JsonPeriod {
    start: Option<String>,
    end: String,
    duration: String,
}

#[derive(Serialize)]
struct JsonRow<'a> {
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
enum JsonCell<'a> {
    Empty,
    Text(&'a str),
    Figure(Box<JsonFigure<'a>>),
}

#[derive(Serialize)]
struct JsonFigure<'a> {
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
    /// `x0`, `y0`, `x1`, `y1` as in `facts.csv`.
    place: [f64; 4],
    /// Why a person should look at it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unsure: Vec<&'static str>,
}

impl<'a> JsonRelease<'a> {
    fn of(release: &Release<'a>) -> Self {
        Self {
            release: release.name,
            file: release.file,
            source: release.source,
            identity: release.identity,
            made: None,
            pages: release.pages.iter().map(JsonPage::of).collect(),
            checks: Tally::of(release.statements),
            statements: {
                let numberings: Vec<_> = release.statements.iter().map(|s| Numbering::of(&s.statement)).collect();
                let relation = |r: &Relation| JsonRelation::of(r, release.statements, &numberings);
                let relations = release.statements.iter().map(|s| s.relations.iter().map(relation).collect());
                let statements = release.statements.iter().zip(relations);
                let repairs = |s: &'a ProvenStatement| {
                    s.repairs.iter().map(|r| JsonRepair::of(r, release.statements, &numberings)).collect()
                };
                let one_of = |s: &'a ProvenStatement| {
                    s.blames.iter().map(|b| JsonBlame::of(b, release.statements, &numberings)).collect()
                };
                let whole = |(s, r): (&'a ProvenStatement, _)| JsonStatement {
                    repairs: repairs(s),
                    one_of: one_of(s),
                    scale_proof: JsonScaleProof::of(&s.scale, release.statements, &numberings),
                    ..JsonStatement::of(s, r)
                };
                statements.map(whole).collect()
            },
        }
    }
}

impl<'a> JsonRelation<'a> {
    fn of(relation: &Relation, statements: &'a [ProvenStatement], numberings: &[Numbering]) -> Self {
        let place = |place: Place| JsonPlace::of(place, statements, numberings);
        let terms = relation.terms.iter();
        Self {
            kind: relation.kind.name(),
            holds: relation.holds,
            off: relation.off,
            difference: Plain(relation.difference),
            tolerance: Plain(relation.tolerance),
            result: place(relation.result),
            terms: terms.map(|t| JsonTerm::of(t.coefficient, place(t.place))).collect(),
        }
    }
}

impl<'a> JsonTerm<'a> {
    fn of(coefficient: Decimal, place: JsonPlace<'a>) -> Self {
        Self { coefficient: Plain(coefficient), statement: place.statement, row: place.row, col: place.col }
    }
}

impl<'a> JsonPlace<'a> {
    fn of(place: Place, statements: &'a [ProvenStatement], numberings: &[Numbering]) -> Self {
        Self {
            statement: statements.get(place.statement).map_or("", |s| &s.statement.id),
            row: numberings.get(place.statement).and_then(|n| n.row(place.row)),
            col: numberings.get(place.statement).and_then(|n| n.column(place.col)),
        }
    }
}

impl<'a> JsonRepair<'a> {
    fn of(repair: &'a Repair, statements: &'a [ProvenStatement], numberings: &[Numbering]) -> Self {
        Self {
            place: JsonPlace::of(repair.place, statements, numberings),
            printed: &repair.printed,
            shown: Plain(repair.shown),
            value: Plain(repair.value),
            cause: repair.cause.name(),
            applied: repair.applied,
            relations: repair.relations.iter().map(|r| JsonRelation::of(r, statements, numberings)).collect(),
        }
    }
}

impl<'a> JsonBlame<'a> {
    fn of(blame: &Blame, statements: &'a [ProvenStatement], numberings: &[Numbering]) -> Self {
        let culprit = |culprit: &Culprit| JsonCulprit {
            place: JsonPlace::of(culprit.place, statements, numberings),
            shown: Plain(culprit.shown),
            value: Plain(culprit.value),
            cause: culprit.cause.name(),
            percent: culprit.percent,
        };
        Self {
            relation: JsonRelation::of(&blame.relation, statements, numberings),
            figures: blame.culprits.iter().map(culprit).collect(),
        }
    }
}

impl<'a> JsonDoubt<'a> {
    fn of(doubt: &'a LineDoubt, proven: &'a ProvenStatement, numbering: &Numbering) -> Self {
        Self {
            row: numbering.row(doubt.row),
            label: proven.statement.items.get(doubt.row).map_or("", |item| &item.label),
            fault: doubt.fault.name(),
            proposed: doubt.label.as_deref(),
        }
    }
}

impl<'a> JsonPage<'a> {
    fn of(page: &'a PageState) -> Self {
        Self {
            page: page.number,
            width: decimals::coordinate(page.width),
            height: decimals::coordinate(page.height),
            unread: &page.unread,
            remarks: &page.remarks,
            ocr_layer: page.ocr_layer,
        }
    }
}

impl<'a> JsonStatement<'a> {
    fn of(proven: &'a ProvenStatement, relations: Vec<JsonRelation<'a>>) -> Self {
        let statement = &proven.statement;
        let numbering = Numbering::of(statement);
        let columns = statement.columns.iter().zip(column_names(statement));
        let rows = statement.items.iter().enumerate();
        Self {
            statement: &statement.id,
            kind: statement.kind.name(),
            kind_evidence: JsonEvidence::of(&statement.kind_evidence),
            title: &statement.title,
            notes: statement.notes.iter().chain(&statement.remarks).collect(),
            stub_head: &statement.stub_head,
            scale: statement.scale.map(decimals::scale),
            currency: statement.currency.map(|c| c.to_string()),
            pages: &statement.pages,
            checks: Tally::of([proven]),
            columns: columns
                .enumerate()
                .map(|(i, (column, name))| JsonColumn::of(column, name, numbering.column(i)))
                .collect(),
            rows: rows
                .map(|(i, item)| JsonRow { cells: cells(proven, i, item), ..JsonRow::of(item, numbering.row(i)) })
                .collect(),
            rounding: proven.rounding.name(),
            relations,
            repairs: Vec::new(),
            one_of: Vec::new(),
            doubts: proven.lines.iter().map(|l| JsonDoubt::of(l, proven, &numbering)).collect(),
            scale_proof: None,
        }
    }
}

impl JsonEvidence {
    fn of(evidence: &KindEvidence) -> Self {
        let clue = |(clue, half_bits): &(&'static str, i32)| JsonClue { clue, half_bits: *half_bits };
        Self { half_bits: evidence.half_bits(), lead: evidence.lead, clues: evidence.clues.iter().map(clue).collect() }
    }
}

impl<'a> JsonColumn<'a> {
    fn of(column: &'a Column, name: String, col: Option<usize>) -> Self {
        Self { col, name, heading: &column.heading, period: column.period.as_ref().map(JsonPeriod::of) }
    }
}

impl JsonPeriod {
    fn of(period: &Period) -> Self {
        Self {
            start: period.start.map(|day| day.to_string()),
            end: period.end.to_string(),
            duration: period.length.to_string(),
        }
    }
}

impl<'a> JsonRow<'a> {
    fn of(item: &'a LineItem, row: Option<usize>) -> Self {
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
            cells: Vec::new(),
        }
    }
}

fn cells<'a>(proven: &'a ProvenStatement, row: usize, item: &'a LineItem) -> Vec<JsonCell<'a>> {
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

fn figure<'a>(fact: &'a Fact, status: &'static str, confirmed: Option<bool>) -> JsonFigure<'a> {
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
        place: [place.x0, place.y0, place.x1, place.y1].map(decimals::coordinate),
        unsure: fact.doubts.iter().map(Doubt::name).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{column, item, money, months, proven, statement};

    #[test]
    fn everything_is_there() {
        let mut loss = money("-12.50", "1000000");
        loss.printed = "(12.50)".into();
        loss.doubts.insert(Doubt::OcrLayer);
        let proven = proven(statement(
            vec![months("Q2", "2023-04-01", "2023-06-30", 3), column("Note")],
            vec![item("Loss", vec![Cell::Figure(loss), Cell::Text("NM".into())])],
        ));
        let pages = [PageState {
            number: 1,
            width: 612.0,
            height: 792.004,
            unread: vec!["the page is a picture without text".into()],
            remarks: Vec::new(),
            ocr_layer: true,
        }];
        let release = Release {
            name: "q2",
            file: "q2.pdf",
            source: "pdf",
            identity: &crossfoot_statements::Identity::UNTOLD,
            pages: &pages,
            statements: &[proven],
        };
        let mut out = Vec::new();
        write_release_json(&release, &mut out).expect("writes to memory");
        assert!(out.ends_with(b"}\n"));
        let json: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
        assert_eq!(json["pages"][0]["height"], 792.0);
        assert_eq!(json["pages"][0]["ocr_layer"], true);
        assert_eq!((&json["checks"]["figures"], &json["checks"]["unsure"]), (&1.into(), &1.into()));
        let statement = &json["statements"][0];
        assert_eq!(statement["scale"], "1000000");
        assert_eq!(statement["columns"][0]["period"]["duration"], "P3M");
        assert_eq!(statement["columns"][1]["col"], serde_json::Value::Null);
        let cells = &statement["rows"][0]["cells"];
        assert_eq!(cells[0]["value"], "-12500000");
        assert_eq!(cells[0]["shown"], "-12.50");
        assert_eq!(cells[0]["place"][2], 30.5);
        assert_eq!(cells[0]["unsure"][0], "ocr_layer");
        assert_eq!(cells[1], "NM");
    }

    #[test]
    fn one_of_a_few_to_blame_is_there_with_what_each_would_have_to_be() {
        let figures = ["52216", "48316", "100527"].map(|shown| item("a", vec![Cell::Figure(money(shown, "1000"))]));
        let mut proven = proven(statement(vec![column("2023")], figures.into()));
        let place = |row| Place { statement: 0, row, col: 0 };
        let term = |row| crossfoot_footing::Term { place: place(row), coefficient: Decimal::ONE };
        let relation = Relation {
            kind: crossfoot_footing::RelationKind::Sum,
            terms: vec![term(0), term(1)],
            result: place(2),
            holds: false,
            off: false,
            difference: Decimal::from(5000),
            tolerance: Decimal::ZERO,
        };
        let culprit = |row: usize, shown: i64, percent: u8| Culprit {
            place: place(row),
            value: Decimal::from(shown * 1000),
            shown: Decimal::from(shown),
            cause: crossfoot_footing::Cause::Digit,
            percent,
        };
        proven.blames = vec![Blame { relation, culprits: vec![culprit(1, 48311, 60), culprit(0, 52211, 40)] }];
        let release = Release {
            name: "q2",
            file: "q2.pdf",
            source: "pdf",
            identity: &crossfoot_statements::Identity::UNTOLD,
            pages: &[],
            statements: &[proven],
        };
        let mut out = Vec::new();
        write_release_json(&release, &mut out).expect("writes to memory");
        let json: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
        let told = &json["statements"][0]["one_of"][0];
        assert_eq!(told["relation"]["result"]["row"], 3);
        assert_eq!(told["figures"][0]["row"], 2);
        assert_eq!(told["figures"][0]["shown"], "48311");
        assert_eq!(told["figures"][1]["percent"], 40);
    }
}
