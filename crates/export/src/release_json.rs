//! `release.json`: everything that is known of a release.
//!
//! Decimals are strings, so that no reader rounds them on the way in; coordinates are numbers. What is not known
//! is `null`, a list without members is there and empty: every object of a sort has the same members.

use std::io::{BufWriter, Write};

mod checks;
mod scale;
mod table;
#[cfg(test)]
mod tests;

use crossfoot_footing::{ProvenStatement, Relation};
use crossfoot_statements::{Identity, KindEvidence};
use serde::Serialize;

use crate::columns::column_names;
use crate::decimals::{self, Plain};
use crate::error::ExportError;
use crate::indented::Indented;
use crate::made::Made;
use crate::release::{Numbering, PageState, Release, Tally};

use checks::{JsonBlame, JsonDoubt, JsonPlace, JsonRelation, JsonRepair};
use scale::JsonScaleProof;
use table::{JsonColumn, JsonRow, cells};

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

impl<'a> JsonRelease<'a> {
    fn of(release: &Release<'a>) -> Self {
        let statements = Self::statements(release);
        let mut checks = Tally::default();
        statements.iter().for_each(|statement| checks.add(&statement.checks));
        Self {
            release: release.name,
            file: release.file,
            source: release.source,
            identity: release.identity,
            made: None,
            pages: release.pages.iter().map(JsonPage::of).collect(),
            checks,
            statements,
        }
    }

    fn statements(release: &Release<'a>) -> Vec<JsonStatement<'a>> {
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
            rows: rows.map(|(i, item)| JsonRow::of(item, numbering.row(i), cells(proven, i, item))).collect(),
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
